"""XREF-NEAR 疑似笔误: two places of a report print nearly the same number for the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from gouji.checks import proposes
from gouji.checks.reading.forms.row_slips import row_slips
from gouji.checks.reading.names.naming import Heads
from gouji.checks.reading.tables.sheets import sheets
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.pairings import pairs
from gouji.document import Document
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Relation
from gouji.ledger.precision import printed_number, telling

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

_FINE = 4
"""So many decimals of 亿元 make 1万元; an amount with more of them is one in 万元."""

HEAD = 16
"""How many characters at the head of a paragraph may say what it is about."""

_PLANNED = re.compile(r"计划|目标|指标值|应|拟|预算|预计|年初|下达|到位|控制价|申请")
_DONE = re.compile(r"完成|实际|支出|支付|执行|已|发放|决算|实有|实发|竣工")
_FUND = re.compile(r"专项资金|项目资金|财政资金|补助资金|资金总|资金共")
_RELEASED = re.compile(r"下达|安排|到位|拨付|批复|资金")
_BEFORE = re.compile(r"上年|去年|上一年|同期|以前年度|历年")
_ASKED = re.compile(r"申请|申报(?!率)|上报|报送")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_EMPTY = frozenset((
    "支出", "资金", "项目", "预算", "万元", "年度", "合计", "共计", "总计", "全年", "金额", "情况", "完成", "实际", "单位",
    "其中", "收入", "累计", "工作", "数量", "全县", "全市", "全区", "全省", "计数", "位万",
))  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Place:
    """A number with the words around it; ``block`` tells paragraphs and tables apart."""

    figure: Figure
    block: int

    @cached_property
    def digits(self) -> str:
        # 0.203152亿元 prints the digits of 2031.52万元.
        # 2,680万元 in prose may be the 2,860.00 of a table.
        whole, _, decimals = printed_number(self.figure).partition(".")
        return (whole + (decimals if decimals.strip("0") else "")).lstrip("0")

    @property
    def label(self) -> str:
        """What names it."""
        raise NotImplementedError

    @property
    def words(self) -> str:
        """The words that say of what time it is, planned or done."""
        raise NotImplementedError

    @property
    def behind(self) -> str:
        """The words right behind it."""
        return ""

    @property
    def pairs(self) -> frozenset[str]:
        """All that tells what it is of, as pairs of characters."""
        raise NotImplementedError

    @property
    def own(self) -> frozenset[str]:
        """Those of the pairs that stand right beside it."""
        return self.pairs


@dataclass(frozen=True, eq=False)
class _InProse(_Place):
    node: Node
    passage: Passage
    document: Document

    @property
    def label(self) -> str:
        return self.node.label

    @property
    def words(self) -> str:
        return self.node.clause

    @property
    def behind(self) -> str:
        return self.node.after[:HEAD]

    @cached_property
    def own(self) -> frozenset[str]:
        return pairs(self.node.clause + self.node.after[:6])

    @cached_property
    def pairs(self) -> frozenset[str]:
        # 3.宣传推广。全年支出……: what a paragraph is about stands at its head, or above it.
        above = "".join(self.document.path(self.passage.block.start)[-1:])
        return self.own | pairs(above + self.passage.text[:HEAD])


@dataclass(frozen=True, eq=False)
class _InTable(_Place):
    heads: Heads

    @cached_property
    def _heads(self) -> list[str]:
        return self.heads.words(self.figure)

    @property
    def label(self) -> str:
        return self._heads[0] if self._heads else ""

    @property
    def words(self) -> str:
        return "".join(self._heads)

    @cached_property
    def pairs(self) -> frozenset[str]:
        return frozenset().union(*map(pairs, self._heads))


@proposes("XREF-NEAR", title="疑似笔误", severity="medium")
def near(facts: Facts) -> Iterator[Relation]:
    """A number that the prose gives for a thing, and a table or another paragraph with two digits swapped or one changed.

    Formula: 一处的数 = 另一处的数
    Example: 改造楼栋648栋 in the text, and 684 in the row 合计 under 楼栋数（栋）.
    Undetermined: Never: it is told only where one slip of the pen parts the two, and the words around them agree.
    Source: Prose and tables; planned against actual numbers and those of other years are left alone.
    """
    buckets: dict[Hashable, list[_Place]] = {}
    found = [*_in_prose(facts), *_in_tables(facts)]
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
            ):
                seen.add(key)
                yield Relation(
                    Operand("mention", second.label, second.figure),
                    Operand("reference", first.label, first.figure),
                    tentative=True,
                )
    yield from row_slips(facts)


class _Spoken:
    """Numbers that are printed again and again: all that stands beside one of them says what it is."""

    def __init__(self, places: Sequence[_Place], times: Mapping[Decimal | None, int]) -> None:
        self._places, self._times = places, times
        self._told: set[tuple[Decimal | None, Decimal | None]] = set()

    def once(self, first: _Place, second: _Place) -> bool:
        """Whether one of two numbers is printed often, the other once, with two of its digits swapped."""
        usual, single = sorted((first, second), key=lambda place: -self._times[place.figure.value])
        values = usual.figure.value, single.figure.value
        whole = _FUND.search(single.words) is not None or _FUND.search(single.behind) is not None
        if self._times[values[0]] < USUAL - whole or self._times[values[1]] != 1 or values in self._told:
            return False
        if not _are_swapped(first.digits, second.digits) or telling(single.figure) < min(SWAPPED) + 1:
            return False
        places = [each for each in self._places if each.figure.value == values[0]]
        if any(each.block == single.block for each in places) or _BEFORE.search(single.words):
            return False
        shared = (frozenset[str]().union(*(each.own for each in places)) & single.own) - _EMPTY
        named = {pair for pair in shared if not pair[0].isdecimal()}
        planned = _PLANNED.search(single.words) is not None
        of_all = whole and any(_RELEASED.search(each.words) for each in places)
        told = (of_all or len(named) >= SWAPPED.get(telling(single.figure), 1)) and not planned
        if told:
            self._told.add(values)
        return told


def _is_number(figure: Figure) -> bool:
    plain = bool(figure.value) and not figure.modifiers and not figure.per and figure.low is None
    return plain and figure.dimension in ("money", "count", "area", "length", "mass") and telling(figure) >= 3


def _in_prose(facts: Facts) -> Iterator[_Place]:
    for number, passage in enumerate(passages(facts)):
        for node in passage.nodes:
            if _is_number(node.figure):
                yield _InProse(node.figure, number, node, passage, facts.document)


def _in_tables(facts: Facts) -> Iterator[_Place]:
    for number, sheet in enumerate(sheets(facts)):
        heads = Heads(sheet.table)
        for figure in sheet.inside:
            if _is_number(figure):
                yield _InTable(figure, -1 - number, heads)


def _keys(place: _Place) -> Iterator[Hashable]:
    digits, unit = place.digits, place.figure.unit
    if unit == "亿元" and place.figure.decimals > _FINE:
        unit = "万元"
    yield unit, "".join(sorted(digits))
    for at in range(len(digits)):
        yield unit, at, digits[:at] + digits[at + 1 :], len(digits)


def _is_one_thing(first: _Place, second: _Place, *, again: bool) -> bool:
    if first.figure.value == second.figure.value or first.block == second.block:
        return False
    digits = min(telling(first.figure), telling(second.figure))
    if not (first.label or second.label):
        return False
    shared = len((first.pairs & second.pairs) - _EMPTY)
    # A long number that the report gives twice, and a third time nearly so, needs no words.
    turned = _are_swapped(first.digits, second.digits)
    if turned and (digits >= ALONE or (digits >= TURNED and first.pairs & second.pairs)):
        return not _is_of_another_time(first.words, second.words)
    alike = SWAPPED if turned else CHANGED
    beside = {p for p in (first.own & second.pairs) | (second.own & first.pairs) if not p[0].isdecimal()}
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


def _is_told(first: _Place, second: _Place, printed: Sequence[Collection[Decimal | None]]) -> bool:
    """Whether a paragraph prints by how much the two differ: 减少10人, and they are two numbers."""
    one, other = first.figure.value, second.figure.value
    gap = abs(one - other) if one is not None and other is not None else None
    return any(place.block >= 0 and gap in printed[place.block] for place in (first, second))


def _is_of_another_time(first: str, second: str) -> bool:
    for words in (_BEFORE, _ASKED):
        if (words.search(first) is None) != (words.search(second) is None):
            return True
    one, other = set(_YEAR.findall(first)), set(_YEAR.findall(second))
    return bool(one and other) and one.isdisjoint(other)


def _is_plan_and_result(first: str, second: str) -> bool:
    plans = [_PLANNED.search(words) is not None for words in (first, second)]
    results = [_DONE.search(words) is not None for words in (first, second)]
    return plans[0] != plans[1] and (results[0] != results[1] or not all(results))
