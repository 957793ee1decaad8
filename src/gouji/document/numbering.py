"""Heading marks 序号 (一、 （一） 1. （1） ①) and the level that their order of use gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_DIGITS = re.compile(r"[0-9０-９]+")
_HANZI = "零〇一二三四五六七八九十百"
_DIGIT = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_GRAPHS = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_N = r"[0-9０-９]{1,2}"
_MARK = re.compile(
    rf"(?P<part>第[{_HANZI}0-9]{{1,4}}(?:部分|篇|编))"
    rf"|(?P<chapter>第[{_HANZI}0-9]{{1,4}}章)"
    rf"|(?P<article>第[{_HANZI}0-9]{{1,4}}节)"
    rf"|(?P<comma>[{_HANZI}]{{1,3}}\s?[、.．](?![0-9]))"
    rf"|(?P<round>[（(]\s?[{_HANZI}]{{1,3}}\s?[）)][、.．]?|[{_HANZI}]{{1,3}}[）)]|[{_GRAPHS}])"
    rf"|(?P<tier>{_N}(?:[.．]{_N}){{1,4}}[.．、]?(?=\s*+[\u4e00-\u9fff《“（])(?!\s*+[万亿元个名人次项场条件家户篇册倍年月日号分公平吨台]))"
    rf"|(?P<number>{_N}\s?、)"
    rf"|(?P<point>{_N}\s?[.．](?![0-9０-９])|[{_DOTTED}])"
    rf"|(?P<bracket>[（(]\s?{_N}\s?[）)][、.．]?|[{_BRACKETED}])"
    rf"|(?P<half>{_N}[）)])"
    rf"|(?P<circle>[{_CIRCLED}][、.．]?)"
)
_RANK = {
    name: rank
    for rank, name in enumerate(
        [
            "part",
            "chapter",
            "article",
            "comma",
            "round",
            "tier",
            "number",
            "point",
            "bracket",
            "half",
            "circle",
        ]
    )
}
_FAMILY = {"round": "bracket", "bracket": "bracket", "comma": "comma", "number": "comma", "point": "comma"}
_DEEPEST = 9
_OUTER = {"part", "chapter", "article", "comma"}


@dataclass(frozen=True, slots=True)
class Mark:
    """The number at the head of a paragraph: its style, its value, what is printed."""

    style: str
    number: int
    label: str
    depth: int = 1

    @property
    def rank(self) -> int:
        """Its place in the usual order of styles, outermost first."""
        return _RANK[self.style]

    @property
    def is_hanzi(self) -> bool:
        """Whether it is one of the marks that official documents give to headings (一、 （一）)."""
        return _RANK[self.style] <= _RANK["round"]


def read_mark(content: str) -> Mark | None:
    """The mark a paragraph begins with; ``一是`` and ``1.5万元`` are none."""
    match = _MARK.match(content)
    if match is None or match.lastgroup is None:
        return None
    label = match.group()
    if match.lastgroup == "tier":
        parts = re.findall(r"[0-9０-９]+", label)
        return Mark("tier", int(parts[-1]), label, len(parts))
    return Mark(match.lastgroup, _value(label), label)


def begins_with_mark(content: str) -> bool:
    """Whether a line begins with a mark, so that it begins a paragraph."""
    return _MARK.match(content) is not None


def _value(label: str) -> int:
    for series in (_CIRCLED, _BRACKETED, _DOTTED, _GRAPHS):
        if label[0] in series:
            return series.index(label[0]) + 1
    digits = _DIGITS.search(label)
    if digits:
        return int(digits.group())
    return _hanzi_value("".join(character for character in label if character in _HANZI))


def _hanzi_value(numeral: str) -> int:
    """十二 as 12; a numeral that is none (十十) counts for what its characters say."""
    total = value = 0
    for character in numeral:
        if character in "十百":
            total += (value or 1) * (10 if character == "十" else 100)
            value = 0
        else:
            value = value * 10 + _DIGIT[character]
    return total + value


@dataclass(frozen=True, slots=True)
class _Open:
    style: str
    number: int
    level: int


@dataclass(slots=True)
class Levels:
    """Gives each heading its level, from the styles open above it and the numbers they reached.

    Documents mix styles, restart them and lose numbers: 1、 may be the outermost level and 四、
    its sibling, （一） may stand inside 1、 inside （二）. Nothing here raises.
    """

    _stack: list[_Open] = field(default_factory=list)
    _last: dict[str, _Open] = field(default_factory=dict)

    def place(self, mark: Mark | None, level: int | None = None) -> int:
        """The level of the next heading.

        Args:
            mark: Its number; ``None`` for a heading without one.
            level: Its level where the format states it, from 1.
        """
        style = _style(mark) if mark else "plain"
        number = mark.number if mark else 0
        if level is not None:
            self._close(level)
        elif mark is None:
            self._close(1)
        else:
            self._make_room(mark, style)
        reached = (
            level if level is not None else min(_DEEPEST, self._stack[-1].level + 1 if self._stack else 1)
        )
        entry = _Open(style, number, reached)
        self._stack.append(entry)
        self._last[style] = entry
        return reached

    @property
    def depth(self) -> int:
        """The level of the innermost open heading."""
        return self._stack[-1].level if self._stack else 0

    def plain_level(self, child: Mark | None) -> int:
        """The level of a heading without a number, from what follows it or what is open.

        Args:
            child: The number of the heading directly below, if there is one.
        """
        if child and child.number == 1 and (last := self._last.get(_style(child))):
            return max(1, last.level - 1)
        if child and child.style == "round" and (outer := self._last.get("comma")):
            return outer.level
        numbered = [entry.level for entry in self._stack if entry.style != "plain"]
        plain = [entry.level for entry in self._stack if entry.style == "plain"]
        if plain and (not numbered or plain[-1] > numbered[-1]):
            return plain[-1]
        return min(_DEEPEST, numbered[-1] + 1) if numbered else 1

    def _close(self, level: int) -> None:
        while self._stack and self._stack[-1].level >= level:
            self._stack.pop()

    def _make_room(self, mark: Mark, style: str) -> None:
        """Close what the new heading does not stand in."""
        same = [entry for entry in self._stack if entry.style == style]
        if same and mark.number == 1 and self._stack[-1].style == "plain" and same[-1].number > 1:
            return
        if same:
            self._beside(mark, style, same)
        elif mark.number != 1 and (sibling := self._relative(mark, style)):
            self._close(sibling.level)
        elif mark.number != 1 and (last := self._last.get(style)) and self._goes_on(mark, last):
            self._close(last.level)
        elif mark.style in _OUTER or mark.number != 1:
            self._close_inner(mark)
        elif (
            (last := self._last.get(style)) and last.level <= self.depth and self._stack[-1].style == "plain"
        ):
            self._close(max(2, last.level))

    def _beside(self, mark: Mark, style: str, same: Sequence[_Open]) -> None:
        """The style is open already: a sibling, or the first of a list inside (（二） > 1、 > （一）)."""
        following = [entry for entry in same if entry.number + 1 == mark.number]
        inner = same[-1]
        if following:
            self._close(following[-1].level)
        elif mark.number == 1 and inner.number >= 2 and self._nests(mark, inner):
            return
        else:
            self._close(inner.level)

    def _goes_on(self, mark: Mark, last: _Open) -> bool:
        """Whether the list that *last* ended goes on, perhaps after a number in another style."""
        beside = [entry.number for entry in self._stack if entry.level == last.level]
        return mark.number == last.number + 1 or mark.number - 1 in beside

    def _nests(self, mark: Mark, inner: _Open) -> bool:
        directly = self._stack[-1] is inner
        if mark.style == "comma":
            return directly
        return mark.style == "round" and (directly or _rank(self._stack[-1].style) > _RANK["round"])

    def _relative(self, mark: Mark, style: str) -> _Open | None:
        """An open heading whose number this one follows in a neighbouring style: （一） then （2）."""
        family = _FAMILY.get(mark.style)
        if not family or style in self._last or not self._stack:
            return None
        entry = self._stack[-1]
        return entry if _FAMILY.get(entry.style) == family and entry.number + 1 == mark.number else None

    def _close_inner(self, mark: Mark) -> None:
        rank = _RANK[mark.style]
        while self._stack:
            top = self._stack[-1]
            if top.style == "plain" and not (mark.style in _OUTER and top.level >= self._outermost(mark)):
                return
            # 1、 may be the outermost list and 一、 the first of a list inside it.
            alone = len(self._stack) == 1 and mark.number == 1 and _rank(top.style) > _RANK["round"]
            if alone or (top.style != "plain" and _rank(top.style) <= rank):
                return
            self._stack.pop()

    def _outermost(self, mark: Mark) -> int:
        last = self._last.get(_style(mark))
        return last.level if last else 1


def _style(mark: Mark) -> str:
    return f"tier{mark.depth}" if mark.style == "tier" else mark.style


def _rank(style: str) -> float:
    if style == "plain":
        return -1
    if style.startswith("tier"):
        return _RANK["tier"] + int(style[4:]) / 10
    return _RANK[style]


def strip_mark(content: str) -> str:
    """A line's words without the number in front of them, as far as it has one."""
    content = content.lstrip()
    match = _MARK.match(content)
    return content[match.end() :].lstrip() if match is not None else content
