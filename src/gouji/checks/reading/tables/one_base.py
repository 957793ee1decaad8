"""Columns of rates judged together: the one base that the rows of a table show their rates to be of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.text.nodes import compact
from gouji.facts import Facts
from gouji.figures.figure import Figure, Interval
from gouji.findings import Relation
from gouji.ledger.evaluation import interval

FEWEST = 3
"""So many rows show by themselves of what their rates are."""

APART = 2
"""In how many rows more another base must make the rate than the expected one that nearly all rows fit too."""

NOTE = 300
"""How many characters behind a table and before it its formula is looked for."""

_FORMULA = re.compile(
    r"(?P<rate>[一-龥]{1,8}(?:率|比|比例|比重|进度))(?:（%）)?(?:为|是|按)?[=＝：]?(?:按)?(?P<part>[一-龥]{2,16})"
    r"(?:[÷/／]|除以)(?P<whole>[一-龥]{2,16})"
)
_OWN = re.compile(r"（[=＝]?[一-龥]{2,16}[÷/／](?P<whole>[一-龥]{2,16})(?:[×*]100%)?）")
_MARKS = re.compile(r"（[^）]*）|[①-⑳*＊]")


class Base(NamedTuple):
    """Which of several bases the rates of a column are of, and whether most of its rows fit it."""

    at: int
    shown: bool


def fits(relation: Relation) -> bool:
    """Whether a printed rate is that of its amounts, rounded or cut off; any of its readings will do."""
    return _fits(relation) or any(_fits(reading) for reading in relation.readings)


def _fits(relation: Relation) -> bool:
    figure = relation.stated.figure
    made = interval(relation.expected, _printed) if relation.expected is not None else None
    if figure is None or figure.value is None or made is None:
        return False
    return made.low <= figure.value + figure.quantum and figure.value - figure.quantum <= made.high


def _printed(figure: Figure) -> Interval | None:
    """What a figure can be that is rounded to its last digit."""
    if figure.value is None:
        return None
    return Interval(figure.value - figure.quantum / 2, figure.value + figure.quantum / 2)


def most_fit(relations: Sequence[Relation]) -> bool:
    """Whether half the rows of a column fit what they are held against; few rows show nothing."""
    return len(relations) < FEWEST or sum(map(fits, relations)) * 2 >= len(relations)


def base_of(rows: Sequence[Sequence[Relation | None]], said: int | None = None) -> Base:
    """The base of a column of rates, of those that its rows have in one order; the first is the expected one.

    Another one takes its place where nearly all rows fit it and fewer fit the first, two at least where that
    one has nearly all of them too; *said* is the one that a note of the table names.
    """
    bases = max((len(row) for row in rows), default=0)
    fitting = [sum(_has(row, at) for row in rows) for at in range(bases)]
    first = 0 if said is None else said
    if not fitting:
        return Base(first, True)
    best = max(range(bases), key=lambda at: (fitting[at], at == first, -at))
    nearly_all = len(rows) - max(1, len(rows) // 5)
    if fitting[best] >= nearly_all and (
        fitting[first] < nearly_all or fitting[best] >= fitting[first] + APART
    ):
        first = best
    return Base(first, len(rows) < FEWEST or fitting[first] * 2 >= len(rows))


def _has(row: Sequence[Relation | None], at: int) -> bool:
    relation = row[at] if at < len(row) else None
    return relation is not None and fits(relation)


def implied(shares: Sequence[tuple[Figure, Figure]]) -> Interval | None:
    """What every part may be the printed share of, in the unit of the parts; ``None`` where they differ.

    Of four rows and more one may differ.
    """
    ranges = [_whole_of(part, share) for part, share in shares if part.value and share.value]
    found = _shared(ranges)
    if found is None and len(ranges) > FEWEST:
        others = (_shared([*ranges[:at], *ranges[at + 1 :]]) for at in range(len(ranges)))
        found = next((other for other in others if other is not None), None)
    return found if len(ranges) > 1 else None


def _whole_of(part: Figure, share: Figure) -> Interval:
    amount, rate = part.value or Decimal(0), abs(share.value or Decimal(0))
    low, high = rate + share.quantum / 2, max(rate - share.quantum / 2, share.quantum / 4)
    ends = [(amount - part.quantum / 2) * 100 / low, (amount + part.quantum / 2) * 100 / high]
    return Interval(min(ends), max(ends))


def _shared(ranges: Sequence[Interval]) -> Interval | None:
    if not ranges:
        return None
    low, high = max(each.low for each in ranges), min(each.high for each in ranges)
    return Interval(low, high) if low <= high else None


def named_base(facts: Facts, place: tuple[int, int], rate: str) -> str:
    """The words behind ÷ in the formula of a head: its own 执行率（支出/拨入）, or that of a note; else empty."""
    own = _OWN.search(rate)
    if own is not None:
        return own["whole"]
    document = facts.document
    start, end = place
    for first, last in ((end, min(len(document.text), end + NOTE)), (max(0, start - NOTE), start)):
        for found in _FORMULA.finditer(compact(document, first, last)):
            if found["rate"].endswith(_bare(rate)) or _bare(rate).endswith(found["rate"]):
                return found["whole"]
    return ""


def _bare(head: str) -> str:
    return _MARKS.sub("", head)


def is_named(words: str, head: str) -> bool:
    """Whether the words of a formula mean the column of a head: 到位资金 is 到位金额（万元）."""
    one, other = _FILLING.sub("", _bare(words)), _FILLING.sub("", _bare(head))
    return len(one) > 1 and len(other) > 1 and (one in other or other in one)


_FILLING = re.compile(r"数额?|金额|总额|额$|资金|实际|已")
