"""How far a modifier opens a printed figure 概数区间."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from gouji.figures.figure import Figure, Interval

INFINITY = Decimal("Infinity")
_EXACT = frozenset({"count", "ordinal", "year", "duration"})


class Width(NamedTuple):
    """The interval of a modified *v*: from ``low · v`` to ``high · v``, each end in or out."""

    low: Decimal
    high: Decimal
    closed_low: bool = True
    closed_high: bool = True


# The widths of the modifiers; replace an entry to judge more strictly or more loosely.
WIDTHS: dict[str, Width] = {
    "approx": Width(Decimal("0.95"), Decimal("1.05")),
    "near": Width(Decimal("0.9"), Decimal(1), closed_low=False),
    "over": Width(Decimal(1), Decimal("1.5"), closed_high=False),
    "at_least": Width(Decimal(1), INFINITY, closed_high=False),
    "at_most": Width(-INFINITY, Decimal(1), closed_low=False),
    "under": Width(-INFINITY, Decimal(1), closed_low=False, closed_high=False),
    "several": Width(Decimal(2), Decimal(9)),
}


def printed_interval(figure: Figure) -> Interval | None:
    """What a figure can stand for as printed; ``None`` where it has no value (dates)."""
    if figure.value is None:
        return None
    low = figure.low if figure.low is not None else figure.value
    high = figure.high if figure.high is not None else figure.value
    if "over" in figure.modifiers and any(hedge in figure.text for hedge in "余多几来"):
        return Interval(low, low + next_step(figure), True, False)
    for modifier in ("at_least", "at_most", "under", "several", "approx", "near", "over"):
        if modifier in figure.modifiers:
            return _widened(low, high, WIDTHS[modifier])
    return _rounded(figure, low, high)


def _rounded(figure: Figure, low: Decimal, high: Decimal) -> Interval:
    if figure.dimension in _EXACT and not figure.decimals and figure.quantum == 1:
        return Interval(low, high)
    half = figure.quantum / 2
    return Interval(low - half, high + half, True, False)


def _widened(low: Decimal, high: Decimal, width: Width) -> Interval:
    ends = [_times(low, width.low), _times(high, width.high)]
    closed = [width.closed_low, width.closed_high]
    if ends[0] > ends[1]:
        ends.reverse()
        closed.reverse()
    return Interval(ends[0], ends[1], closed[0], closed[1])


def _times(value: Decimal, factor: Decimal) -> Decimal:
    return factor if factor.is_infinite() else value * factor


def next_step(figure: Figure) -> Decimal:
    """How far an 余 can reach: one step of the last non-zero printed digit (10余 to 20, 360余 to 370)."""
    digits = figure.number.replace(".", "").replace("-", "").rstrip("0")
    if not digits or not digits.isdigit():
        return figure.quantum
    trailing = len(figure.number.replace(".", "").replace("-", "")) - len(digits)
    return figure.quantum.scaleb(trailing)
