"""XREF-NEAR 疑似笔误: two places of a report print nearly the same number for the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from gouji.checks import proposes
from gouji.checks.reading.dates.twice import dated_twice
from gouji.checks.reading.forms.row_slips import row_slips
from gouji.checks.reading.mentions.numbers import Place, places_in
from gouji.checks.reading.names.keys import PART_YEAR
from gouji.checks.reading.quantities.standards import standards_apart
from gouji.checks.reading.rates.crossed import rates_crossed
from gouji.checks.reading.text.nodes import passages
from gouji.checks.reading.text.pairings import pairs
from gouji.facts import Facts
from gouji.findings import Member, Operand, Relation
from gouji.ledger.precision import telling

MOST = 5
"""So many numbers that are nearly the same are a row of figures, and no slip."""

SWAPPED = {3: 1, 4: 3, 5: 2}
CHANGED = {3: 6, 4: 5, 5: 4, 6: 3, 7: 2}
"""How many pairs of characters two contexts have to share, by how many digits tell; one where it is not said.

Digits that are swapped seldom meet by chance; amounts that differ in one digit do, year by year.
"""

ALONE = 7
"""So many telling digits are nearly the same by no accident."""

TURNED = 6
"""So many telling digits are the same but for two neighbours that changed places by no accident."""

USUAL = 3
"""A number that is printed so often bears all the words that stand beside it anywhere."""

FEWEST = 3
"""A number of no more telling digits than these is met by chance."""

_FINE = 4
"""So many decimals of 亿元 make 1万元; an amount with more of them is one in 万元."""

_HEADS = frozenset({"名", "位"})
"""Other words for 人: 6,842人 in one place are 6,824名 in another."""

_SAID = re.compile(r"^(?:(?:19|20)\d\d年度?|全年|年内|本年度?|累计|共计?|已|实际|完成|开展|组织|实施|了|的)+")
_GIVEN = re.compile(r"下达|安排|到位|拨付|分配|切块")
_PLANNED = re.compile(
    r"计划(?!生育|免疫|单列)|目标|指标值|(?<![响供适效反相对])应(?![急用对])|拟|预算|预计|年初|下达|到位|控制价|申请"
)
_SPENT = re.compile(r"支出|支付|执行|发放|决算|使用")
_DONE = re.compile(r"完成|实际|支出|支付|执行|已|发放|决算|实有|实发|竣工")
_UNNAMED = re.compile(
    r"(?:其中|实际|全年|完成|累计|共计?|已|合计|总计|支出|收入|支付|使用|拨付|到位|下达|安排|发放|资金|金额|预算|执行|项目|人数|数量|涉及|惠及|覆盖|本年|当年|年末|年初|结余|结转)+"
)
_FUND = re.compile(r"专项资金|项目资金|财政资金|补助资金|资金总|资金共")
_RELEASED = re.compile(r"下达|安排|到位|拨付|批复|资金")
_BEFORE = re.compile(r"上年|去年|上一年|同期|以前年度|历年")
_ASKED = re.compile(r"申请|申报(?!率)|上报|报送")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_EMPTY = frozenset((
    "支出", "资金", "项目", "预算", "万元", "年度", "合计", "共计", "总计", "全年", "金额", "情况", "完成", "实际", "单位",
    "其中", "收入", "累计", "工作", "数量", "全县", "全市", "全区", "全省", "计数", "位万",
))  # fmt: skip


@proposes("XREF-NEAR", title="疑似笔误", severity="medium")
def near(facts: Facts) -> Iterator[Relation]:
    """A number that the prose gives for a thing, and a table or another paragraph with two digits swapped or one changed.

    Formula: 一处的数 = 另一处的数
    Example: 竣工验收 on 15 October in one place and on 15 November in another;
        改造楼栋648栋 in the text, and 684 in the row 合计 under 楼栋数（栋）.
    Undetermined: Never: it is told only where one slip of the pen parts the two, and the words around them agree.
    Source: Prose and tables; planned against actual numbers and those of other years are left alone.
    """
    buckets: dict[Hashable, list[Place]] = {}
    found = list(places_in(facts))
    times = Counter(place.figure.value for place in found)
    spoken = _Spoken(found, times)
    printed = [{node.figure.value for node in passage.nodes} for passage in passages(facts)]
    for place in found:
        for key in _keys(place):
            buckets.setdefault(key, []).append(place)
    seen: set[tuple[int, int]] = set()
    for places in buckets.values():
        for first, second in combinations(places, 2) if 1 < len(places) <= MOST else ():
            key = (first.figure.start, second.figure.start)
            again = max(times[first.figure.value], times[second.figure.value]) > 1
            if (
                key not in seen
                and (_is_one_thing(first, second, again=again) or spoken.once(first, second))
                and not _is_told(first, second, printed)
                and _ends_with_year(first) == _ends_with_year(second)
            ):
                seen.add(key)
                yield Relation(
                    Operand("mention", second.label, second.figure),
                    Operand("reference", first.label, first.figure),
                    tentative=True,
                )
    yield from row_slips(facts)
    yield from _events(facts)
    yield from _standards(facts)
    yield from _rates(facts)


def _rates(facts: Facts) -> Iterator[Relation]:
    """A rate that another chapter prints with two digits crossed."""
    for first, second in rates_crossed(facts):
        mention = Operand("mention", second.label, second.figure)
        yield Relation(mention, Operand("reference", first.label, first.figure), tentative=True)


def _standards(facts: Facts) -> Iterator[Relation]:
    """A standard per head that one place prints with another digit than all others."""
    for usual, once in standards_apart(facts):
        yield Relation(
            Operand("mention", once.name, once.node.figure),
            Operand("reference", usual.name, usual.node.figure),
            severity="medium",
        )


def _events(facts: Facts) -> Iterator[Relation]:
    """An event that is dated twice, by one slip of the pen apart."""
    for first, second in dated_twice(facts):
        yield Relation(
            Operand("mention", second.stage, second.figure),
            predicate=Member(second.date, (f"另一处所写的{first.date}",)),
            beside=(Operand("reference", first.stage, first.figure),),
            note_zh=f"同一{first.stage}，两处日期不同。",
            note_en="One event is dated on two days.",
        )


class _Spoken:
    """Numbers that are printed again and again: all that stands beside one of them says what it is."""

    def __init__(self, places: Sequence[Place], times: Mapping[Decimal | None, int]) -> None:
        self._times = times
        self._printed: dict[Decimal | None, list[Place]] = {}
        for place in places:
            self._printed.setdefault(place.figure.value, []).append(place)
        self._told: set[tuple[Decimal | None, Decimal | None]] = set()

    def once(self, first: Place, second: Place) -> bool:
        """Whether one of two numbers is printed often, the other once, with two of its digits swapped."""
        usual, single = sorted((first, second), key=lambda place: -self._times[place.figure.value])
        values = usual.figure.value, single.figure.value
        if self._times[values[1]] != 1 or self._times[values[0]] < USUAL - 1 or values in self._told:
            return False
        swapped = _are_swapped(first.digits, second.digits)
        if not (swapped or _are_crossed(first.digits, second.digits)) or telling(single.figure) <= FEWEST:
            return False
        whole = _FUND.search(single.words) is not None or _FUND.search(single.behind) is not None
        name = _SAID.sub("", single.label)
        named_so = _is_name(name) and _SAID.sub("", usual.label) == name
        if self._times[values[0]] < USUAL - (whole or named_so):
            return False
        places = self._printed[values[0]]
        same = named_so or (_is_name(name) and any(_SAID.sub("", each.label) == name for each in places))
        years = set(_YEAR.findall(single.words))
        same = same and not (
            years and years.isdisjoint(y for each in places for y in _YEAR.findall(each.words))
        )
        if not (swapped or same):
            return False
        if any(each.block == single.block for each in places) or _BEFORE.search(single.words):
            return False
        shared = (frozenset[str]().union(*(each.own for each in places)) & single.own) - _EMPTY
        named = {pair for pair in shared if not pair[0].isdecimal()}
        planned = _PLANNED.search(single.words) is not None
        of_all = whole and any(_RELEASED.search(each.words) for each in places)
        told = (of_all or same or len(named) >= SWAPPED.get(telling(single.figure), 1)) and not planned
        if told:
            self._told.add(values)
        return told


def _keys(place: Place) -> Iterator[Hashable]:
    digits, unit = place.digits, place.figure.unit
    if unit == "亿元" and place.figure.decimals > _FINE:
        unit = "万元"
    elif unit in _HEADS:
        unit = "人"
    yield unit, "".join(sorted(digits))
    for at in range(len(digits)):
        yield unit, at, digits[:at] + digits[at + 1 :], len(digits)


def _is_one_thing(first: Place, second: Place, *, again: bool) -> bool:
    if first.figure.value == second.figure.value or first.block == second.block:
        return False
    digits = min(telling(first.figure), telling(second.figure))
    if not (first.label or second.label):
        return False
    turned = _are_swapped(first.digits, second.digits)
    words = (
        (first.pairs, second.pairs)
        if not turned
        else (first.pairs | first.counted, second.pairs | second.counted)
    )
    shared = len((words[0] & words[1]) - _EMPTY)
    if any(
        one.bare and (not other.label or other.label not in one.words)
        for one, other in ((first, second), (second, first))
    ):
        return False
    # A long number that the report gives twice, and a third time nearly so, needs no words.
    if turned and (digits >= ALONE or (digits >= TURNED and first.pairs & second.pairs)):
        return not _is_of_another_time(first.words, second.words)
    alike = SWAPPED if turned else CHANGED
    beside = {p for p in (first.own & words[1]) | (second.own & words[0]) if not p[0].isdecimal()}
    if (shared < alike.get(digits, 1) or not beside - _EMPTY) and not (again and digits >= ALONE):
        # What two paragraphs are about does not say that two of their numbers are of one thing.
        return False
    return not (
        _is_of_another_time(first.words, second.words) or _is_plan_and_result(first.words, second.words)
    )


def _are_swapped(one: str, other: str) -> bool:
    """Whether two numbers differ by two neighbouring digits."""
    places = [at for at, (left, right) in enumerate(zip(one, other)) if left != right]
    return len(one) == len(other) and len(places) == 2 and places[1] == places[0] + 1


def _are_crossed(one: str, other: str) -> bool:
    """Whether two numbers differ by two digits that changed places, anywhere."""
    places = [at for at, (left, right) in enumerate(zip(one, other)) if left != right]
    return len(one) == len(other) and len(places) == 2 and one[places[0]] == other[places[1]]


def _is_name(label: str) -> bool:
    """Whether a label says of itself what was counted."""
    return len(label) > 1 and bool(pairs(label) - _EMPTY) and _UNNAMED.fullmatch(label) is None


def _is_told(first: Place, second: Place, printed: Sequence[Collection[Decimal | None]]) -> bool:
    """Whether a paragraph prints by how much the two differ: 减少10人, and they are two numbers."""
    one, other = first.figure.value, second.figure.value
    gap = abs(one - other) if one is not None and other is not None else None
    return any(place.block >= 0 and gap in printed[place.block] for place in (first, second))


def _ends_with_year(place: Place) -> bool:
    """Whether nothing says that a number is of a part of the year: 截至9月末，执行1,361万元."""
    return PART_YEAR.search(place.lead) is None


def _is_of_another_time(first: str, second: str) -> bool:
    for words in (_BEFORE, _ASKED):
        if (words.search(first) is None) != (words.search(second) is None):
            return True
    one, other = set(_YEAR.findall(first)), set(_YEAR.findall(second))
    return bool(one and other) and one.isdisjoint(other)


def _is_plan_and_result(first: str, second: str) -> bool:
    if all(_GIVEN.search(words) and not _DONE.search(words) for words in (first, second)):
        return False
    plans = [_PLANNED.search(words) is not None for words in (first, second)]
    results = [_DONE.search(words) is not None for words in (first, second)]
    if any(
        _GIVEN.search(one) and not _DONE.search(one) and _SPENT.search(two) and not _GIVEN.search(two)
        for one, two in ((first, second), (second, first))
    ):
        return True  # 安排152万元, 支付125万元
    return plans[0] != plans[1] and (results[0] != results[1] or not all(results))
