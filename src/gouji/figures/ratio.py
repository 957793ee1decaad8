"""Ratios and fractions in digits 比例: 2∶1, 3:7, 1/3."""

from __future__ import annotations

from decimal import Decimal

from gouji.figures.figure import Figure
from gouji.figures.lazy import Lazy

_RATIO = Lazy(r"([0-9]{1,4}(?:\.[0-9]{1,3})?)([:：∶/／])([0-9]{1,4}(?:\.[0-9]{1,3})?)(?!\.?[0-9]|[:：∶/／%])")
# 18.2∶40.6∶41.2 has three parts and is no ratio of two.
_MARKS = frozenset(":：∶/／")
_BEFORE_FRACTION = tuple("达过约近占的到为足")


def read_ratio(text: str, start: int) -> Figure | None:
    """The ratio at *start* where one is spoken of (比例为3:7, 占1/3); a time of day (9:30) is none."""
    match = _RATIO.match(text, start)
    if match is None or text[start - 1 : start] in _MARKS or not Decimal(match[3]):
        return None
    first, mark, second = match.groups()
    near = text[max(0, start - 8) : start]
    fraction = mark in "/／"
    if fraction:
        is_part = near.endswith(_BEFORE_FRACTION) and Decimal(first) < Decimal(second) < 13
    else:
        is_part = mark == "∶" or "比" in near or near.endswith("按")
    if not is_part:
        return None
    number = f"{first}{'/' if fraction else ':'}{second}"
    value = Decimal(first) / Decimal(second)
    return Figure(match[0], start, match.end(), number, value, "", "", "fraction" if fraction else "ratio")
