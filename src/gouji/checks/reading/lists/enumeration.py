"""Lists that a text counts: 五大工程, 3个乡镇（…）, 三部一室, and what it lists beside the number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.checks.reading.names.kinds import (
    NUMERAL,
    NUMERALS,
    Declared,
    all_quoted,
    bare,
    clean,
    ends_in_act,
    is_numeral,
    names,
    number,
    of_a_kind,
    short,
    surely_ends,
)
from gouji.checks.reading.text.prose import Line

_OPENS = re.compile(r"：?（")
_STOP = re.compile(r"[。；，！？]")
_CLAUSE_END = re.compile(r"[，。；：！？]")
REACH = 600
"""How far a list goes from its number; a hostile paragraph must not cost more."""

MOST = 40
"""How many items are followed."""

_MARK = re.compile(r"、|(?<=[”》])(?=[“《])")

_MEASURE = (
    "大(?![约小中力量型部多会学夫半])|个(?!月|百分点|小时|工作日|季度|学期|自然|人|体|别|性|周|税)|项(?!目(?!标))"
    "|家(?!庭|长|属|园|具|次|电)|所(?!有|属|在|得|需|谓)|种(?!植|业|子|粮|养)|类(?!别|型|似)|条(?!例|件|款)"
    "|名(?!单|称|录|额|义|师|列)|位(?!于|置|列|次)|人(?!次|员|民|才|大|均|口|社|事|工|力|份|以|左|群|数)"
    "|部门|部(?!门|分|署|级|队|委|位|长)|处(?!理|置|室|级|于|罚)|座(?!谈|次)|支(?!出|付|持|部|撑)"
    "|镇(?!级)|乡(?!级|镇|村)|村(?!民|级|委|务|集|镇)|县(?!级|委|政|直|域|城|本|区|财)|市(?!级|委|政|场|民|直|区|县|本|财)"
    "|区(?!级|委|政|直|域|块|间|本|县|财)"
)
DECLARED = re.compile(
    rf"(?P<number>{NUMERALS})(?P<measure>{_MEASURE})(?=(?P<noun>[^，。；：、（）“”《》！？\d]{{0,16}}))"
)
# Looked at behind the match: a pattern that begins with a look back is slow to search for.
_PART_OF_NUMBER = re.compile(r"[\d.．一二三四五六七八九十百千万亿两几第数多零〇－—~-]$|\d，$")
LINK = re.compile(r"(?:，|：)?(?P<word>即为?|分别为|分别是|依次为|具体为|具体是|为|包括|：)：?(?=.)")
_OPEN_LINK = frozenset({"包括"})
_OPEN = re.compile(
    r"主要|重点(?!整治|治理|推进|解决|实施|打造|查处|抓|开展|突破|建设了|支持了|围绕)|包含|例如|比如|诸如|部分|包括但"
)
# Words before the number that make it one of other things than the list before it.
_OTHER = re.compile(
    r"(?:上述|以上|前述|其中|其余|其他|其它|另外?|每|各|前|后|首|近|约|超|达|该|某|至少|不少于|超过|逾|以下|下列|增加|新增|有)$"
)
_TOGETHER = re.compile(r"(?:共计|合计|总计|共有|共|这)$")
_COUNTED = re.compile(rf"\d|{NUMERAL}(?:个|项|家|所|名|人|场|次|台|套|处|座|条|件)")
_JOINT = re.compile(r"以及|和|及|与|或")
_JUNK = re.compile(r"[，。；：！？]|等|含|其中|详见|见附|以下|简称|不足|其他")


@dataclass(frozen=True)
class Listed:
    """What a text lists for a number.

    Of ``items`` there are at least ``low`` and at most ``high``, as 和 within an item divides it or
    not. ``open`` is a list that does not claim to be complete, ``sure`` one whose ends and items leave no
    doubt: only such a one contradicts its number.
    """

    declared: Declared
    items: tuple[tuple[int, int], ...]
    low: int
    high: int
    open: bool
    sure: bool

    @property
    def fits(self) -> bool:
        """Whether the number is one of those that the list can have."""
        return self.low <= self.declared.value <= self.high


def clause(text: str, position: int, marks: str) -> int:
    """Where the clause begins that holds a position, as far as a list reaches back."""
    low = max(0, position - REACH)
    return max(low - 1, *(text.rfind(mark, low, position) for mark in marks)) + 1


def enumerations(line: Line) -> Iterator[Listed]:
    """Every list of a line that stands beside the number that counts it."""
    for found in DECLARED.finditer(line.masked):
        part = _PART_OF_NUMBER.search(line.masked[max(0, found.start() - 2) : found.start()])
        if part is not None or not is_numeral(found["number"]):
            continue
        noun = found["noun"].partition("的")[0]
        measure_end = found.end("measure")
        declared = Declared(number(found["number"]), found.start(), measure_end, found["measure"], noun)
        listed = [*_behind(line, declared, found.end("noun")), *_before(line, declared)]
        best = next((each for each in listed if each.fits), None) or next(iter(listed), None)
        if best is not None:
            yield best


def _behind(line: Line, declared: Declared, end: int) -> Iterator[Listed]:
    """A list in brackets behind what is counted, or behind 即, 分别为 and a colon."""
    text = line.masked
    bracket = _OPENS.match(text, end)
    if bracket is not None:
        close = text.find("）", bracket.end(), bracket.end() + REACH)
        if close > 0:
            yield from _bracketed(line, declared, bracket.end(), close)
        return
    link = LINK.match(text, end)
    if link is None or declared.value < 2:
        return
    high = min(len(text), link.end() + REACH)
    stop = _STOP.search(text, link.end(), high)
    items = split(text, link.end(), stop.start() if stop is not None else high)
    if len(items) > 1 or _JOINT.search(text[link.end() : items[0][1]] if items else ""):
        is_open = link["word"] in _OPEN_LINK or _is_open(text, declared, items)
        yield from _listed(line.text, declared, items, is_open=is_open, sure=link["word"] != "为")


def _bracketed(line: Line, declared: Declared, start: int, end: int) -> Iterator[Listed]:
    inner = line.text[start:end]
    if _CLAUSE_END.search(inner) or all(len(word) == 1 for word in inner.split("、")):
        return
    items = split(inner, 0, len(inner))
    items = [(first + start, last + start) for first, last in items]
    if len(items) == 1 and (declared.value != 1 or declared.measure not in ("人", "名", "家", "位", "所")):
        return
    if len(items) == 1 and (len(inner) < 6 or inner.endswith("级")):
        return
    is_open = _is_open(line.text, declared, items)
    sure = of_a_kind(line.text, declared, items) or names(line.text, declared, items)
    yield from _listed(line.text, declared, items, is_open=is_open, sure=sure)


def _before(line: Line, declared: Declared) -> Iterator[Listed]:
    """A list that ends at its number: A、B、C三大平台, “A”“B”等两条线路."""
    text = line.masked
    if declared.value < 2:
        return
    start = clause(text, declared.start, "，。；：！？（")
    start += 2 * text.startswith("其中", start)
    end = declared.start
    together = _TOGETHER.search(text, start, end)
    end = together.start() if together is not None else end
    is_open = end > start and text[end - 1] == "等"
    end -= is_open
    items = split(text, start, end)
    divided = len(items) < 2 and _divided(text, start, end)
    if _OTHER.search(text, start, end) or not items or ends_in_act(text, items, divided=divided):
        return
    if len(items) < 2 and not divided:
        return
    quoted = all_quoted(text, items)
    sure = quoted or (clean(text, items) and surely_ends(line.text, declared, items))
    if len(items) == 2 and not (sure or is_open or declared.measure == "大" or short(items)):
        return
    # 甲村、乙村、丙村等2个村: what goes on cannot be fewer than what is listed.
    more = sure and len(items) > declared.value
    is_open = (is_open and not more) or _is_open(text, declared, ())
    yield from _listed(line.text, declared, items, is_open=is_open, sure=sure)


def _divided(text: str, start: int, end: int) -> bool:
    """分为甲和乙两个阶段: two items that only 和 divides."""
    return re.search(r"分为?[^，。]{1,16}(?:和|与|及)[^，。]{1,16}$", text[start:end]) is not None


def _listed(
    text: str, declared: Declared, items: Sequence[tuple[int, int]], *, is_open: bool, sure: bool
) -> Iterator[Listed]:
    if not items or any(_COUNTED.search(bare(text[first:last])) for first, last in items):
        return
    words = [text[first:last] for first, last in items]
    if any(_JUNK.search(bare(word)) for word in words) or max(map(len, words)) > 60:
        return
    joints = sum(len(_JOINT.findall(bare(word))) for word in words)
    least = len(items) + _parts_surely(words)
    listed = Listed(declared, tuple(items), least, len(items) + joints, is_open, sure and len(items) > 1)
    if listed.fits or (listed.sure and (not is_open or listed.low < declared.value or not joints)):
        yield listed


def _parts_surely(words: Sequence[str]) -> int:
    """Whether 和 in the last item parts two of a kind: 图书馆、文化馆和博物馆 are three."""
    halves = _JOINT.split(bare(words[-1]))
    if len(words) < 2 or len(halves) != 2 or not all(len(half) > 2 for half in halves):
        return 0
    return int(len({bare(word)[-1:] for word in (*words[:-1], *halves)}) == 1)


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items between 、, or between quotation marks that follow one another; too many are no list."""
    items, at = [], start
    for found in _MARK.finditer(text, start, end):
        items.append((at, found.start()))
        at = found.end()
        if len(items) > MOST:
            return []
    items.append((at, end))
    return [] if any(first >= last for first, last in items) else items


def _is_open(text: str, declared: Declared, items: Sequence[tuple[int, int]]) -> bool:
    start = clause(text, declared.start, "，。；：")
    last = text[items[-1][1] - 1] if items else ""
    return last == "等" or _OPEN.search(text, start, declared.end + len(declared.noun)) is not None
