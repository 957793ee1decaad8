"""Arithmetic on what printed numbers can stand for: every end knows whether it is reached."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from gouji.figures.figure import Interval

HUNDRED = Decimal(100)


def point(value: Decimal) -> Interval:
    """A number known exactly."""
    return Interval(value, value)


def around(value: Decimal, unit: Decimal) -> Interval:
    """Half a *unit* to either side, as half-up rounding has it: the upper end is not reached."""
    half = unit / 2
    return Interval(value - half, value + half, closed_high=False)


def add(left: Interval, right: Interval) -> Interval:
    """The sum of two intervals."""
    return Interval(
        left.low + right.low,
        left.high + right.high,
        left.closed_low and right.closed_low,
        left.closed_high and right.closed_high,
    )


def total(intervals: Iterable[Interval | None]) -> Interval | None:
    """The sum of any number of intervals; ``None`` where one is missing."""
    low = high = Decimal(0)
    closed_low = closed_high = True
    for each in intervals:
        if each is None:
            return None
        low, high = low + each.low, high + each.high
        closed_low, closed_high = closed_low and each.closed_low, closed_high and each.closed_high
    return Interval(low, high, closed_low, closed_high)


def negate(interval: Interval) -> Interval:
    """The interval on the other side of zero."""
    return Interval(-interval.high, -interval.low, interval.closed_high, interval.closed_low)


def subtract(left: Interval, right: Interval) -> Interval:
    """The difference of two intervals."""
    return add(left, negate(right))


def multiply(left: Interval, right: Interval) -> Interval:
    """The product of two intervals."""
    corners = [
        (left.low * right.low, left.closed_low and right.closed_low),
        (left.low * right.high, left.closed_low and right.closed_high),
        (left.high * right.low, left.closed_high and right.closed_low),
        (left.high * right.high, left.closed_high and right.closed_high),
    ]
    return _hull(corners)


def percent(part: Interval, whole: Interval) -> Interval | None:
    """*part* ÷ *whole* in percent; ``None`` where the whole can be zero or less."""
    if whole.low <= 0:
        return None
    corners = [
        (HUNDRED * part.low / whole.low, part.closed_low and whole.closed_low),
        (HUNDRED * part.low / whole.high, part.closed_low and whole.closed_high),
        (HUNDRED * part.high / whole.low, part.closed_high and whole.closed_low),
        (HUNDRED * part.high / whole.high, part.closed_high and whole.closed_high),
    ]
    return _hull(corners)


def _hull(corners: list[tuple[Decimal, bool]]) -> Interval:
    low, high = min(corners)[0], max(corners)[0]
    return Interval(
        low,
        high,
        any(closed for value, closed in corners if value == low),
        any(closed for value, closed in corners if value == high),
    )
