"""The slips that people make with a number, undone: a digit, a point, a unit, a value taken from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from gouji.figures.figure import Figure, Interval, figure_of
from gouji.ledger.precision import factor, printed_number

UNITS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "元": (("万元", 4),),
    "万元": (("元", -4), ("亿元", 4)),
    "亿元": (("万元", -4), ("元", -8)),
}

SWAPPED, UNIT, CHANGED, CROSSED, DROPPED, ADDED, SHIFTED, TAKEN, PUT = range(9)
"""Kinds of edits, the commoner slips first: what they cost where they restore as much."""

FINEST: Mapping[str, int] = {"亿元": 4, "亿": 4, "亿千瓦时": 4}
"""How many decimals an amount in a large unit may have; two in any other."""

_NUMBER = re.compile(r"[0-9０-９](?:[0-9０-９,，.．]*[0-9０-９])?")
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
MAX_DIGITS = 16
LARGEST = Decimal(10) ** MAX_DIGITS


@dataclass(frozen=True, slots=True)
class Edit:
    """A figure put right, its text, and the kind of slip that this undoes."""

    figure: Figure
    text: str
    cost: int


def edits(figure: Figure, near: Interval) -> Iterator[Edit]:
    """The single slips that bring a figure into an interval."""
    if figure.value is None or "hanzi" in figure.flags or figure.quantum <= 0:
        return
    number = printed_number(figure)
    digits = number.replace(".", "").lstrip("-")
    if not digits.isdecimal() or len(digits) > MAX_DIGITS or _NUMBER.search(figure.text) is None:
        return
    # A tenth of the last printed digit is one: a digit dropped behind the point leaves a finer number.
    step = figure.quantum / 10
    low = int((near.low / step).to_integral_value(ROUND_CEILING))
    high = int((near.high / step).to_integral_value(ROUND_FLOOR))
    seen: set[int] = {int(digits) * 10}
    for value, decimals, cost in _numbers(digits, figure.decimals, low, high, FINEST.get(figure.unit, 2)):
        if low <= value <= high and value not in seen:
            seen.add(value)
            yield at_value(figure, value * step, decimals, cost)
    yield from _units(figure, figure.value, near)


def _numbers(
    digits: str, decimals: int, low: int, high: int, finest: int = 2
) -> Iterator[tuple[int, int, int]]:
    """The numbers one slip away, in tenths of the last digit, with their decimals and the kind of slip.

    Every one from *low* to *high* is among them; others may be. ``finest`` is how many decimals a
    shifted point may leave.
    """
    length, whole = len(digits), len(digits) - decimals
    base = int(digits)
    place = 10**length
    for at, old in enumerate(digits):
        place //= 10
        following = digits[at + 1 : at + 2]
        if following and following != old and not (at == 0 and following == "0"):
            yield (base + (int(following) - int(old)) * (place - place // 10)) * 10, decimals, SWAPPED
        without = base - int(old) * place
        for new in _between(without * 10, place * 10, low, high):
            if new != int(old) and not (new == 0 and at == 0 and whole > 1):
                yield (without + new * place) * 10, decimals, CHANGED
    yield from _crossed(digits, base, decimals)
    place = 10 ** (length + 1)
    for at in range(length + 1):
        place //= 10
        head, tail = divmod(base, place)
        without = head * place * 10 + tail
        if at <= whole:
            for digit in _between(without * 10, place * 10, low, high):
                if at or digit:
                    yield (without + digit * place) * 10, decimals, DROPPED
        if at >= whole and decimals < 2:
            for digit in _between(without, place, low, high):
                if at or digit:
                    yield without + digit * place, decimals + 1, DROPPED
    for at in range(length if length > 1 else 0):
        shorter = int(digits[:at] + digits[at + 1 :])
        if at < whole and whole > 1:
            yield shorter * 10, decimals, ADDED
        if at >= whole:
            yield shorter * 100, decimals - 1, ADDED
    for shift in (1, 2):
        yield base * 10 * 10**shift, max(decimals - shift, 0), SHIFTED
    if base % 10 == 0 or decimals < finest:
        yield base, decimals + (base % 10 != 0), SHIFTED
    if decimals:
        yield (base + 5) // 10 * 10, decimals, SHIFTED


def _between(base: int, place: int, low: int, high: int) -> range:
    """The digits that bring a number with a blank at a place between two others."""
    return range(max(0, -((base - low) // place)), min(9, (high - base) // place) + 1)


def _crossed(digits: str, base: int, decimals: int) -> Iterator[tuple[int, int, int]]:
    """Two digits that are no neighbours, swapped."""
    values = [(int(digit), 10 ** (len(digits) - 1 - at)) for at, digit in enumerate(digits)]
    for at, (left, higher) in enumerate(values[:-2]):
        for right, lower in values[at + 2 :]:
            if left != right and not (at == 0 and right == 0):
                yield (base + (right - left) * (higher - lower)) * 10, decimals, CROSSED


def at_value(figure: Figure, value: Decimal, decimals: int, cost: int) -> Edit:
    """A figure with another value, printed with so many decimals in its own unit and style."""
    unit = factor(figure)
    text = rewritten(figure.text, f"{value / unit:.{decimals}f}")
    return Edit(_printed(figure, text, value, unit.scaleb(-decimals), decimals, figure.unit), text, cost)


def _printed(figure: Figure, text: str, value: Decimal, quantum: Decimal, decimals: int, unit: str) -> Figure:
    """``dataclasses.replace`` for what an edit changes, without its cost."""
    return figure_of(
        text, figure.start, figure.end, figure.number, value, unit, figure.base_unit, figure.dimension,
        figure.full_start, figure.full_end, figure.low, figure.high, figure.currency, figure.modifiers,
        figure.per, decimals, quantum, figure.unit_source, figure.flags,
    )  # fmt: skip


def like(figure: Figure, other: Figure, cost: int) -> Edit | None:
    """A figure with the value of another one, where its unit can print it; ``None`` where it cannot."""
    if other.value is None or figure.base_unit != other.base_unit or "hanzi" in figure.flags:
        return None
    number = other.value / factor(figure)
    exponent = number.normalize().as_tuple().exponent
    decimals = max(figure.decimals, -exponent if isinstance(exponent, int) else 0)
    return at_value(figure, other.value, decimals, cost) if decimals <= 6 else None


def put(figure: Figure, value: Decimal) -> Edit | None:
    """A figure with the value that it would need, rounded as it is printed."""
    if value < 0 or "hanzi" in figure.flags or _NUMBER.search(figure.text) is None:
        return None
    units = value / figure.quantum
    if units > LARGEST:
        return None
    rounded = units.quantize(Decimal(1), ROUND_HALF_UP) * figure.quantum
    return at_value(figure, rounded, figure.decimals, PUT)


def rewritten(text: str, number: str) -> str:
    """A printed figure with another number, its separators and width kept."""
    found = _NUMBER.search(text)
    if found is None:
        return text
    old = found[0]
    if "," in old or "，" in old:
        whole, point, rest = number.partition(".")
        number = f"{int(whole):,}{point}{rest}"
    if "０" <= old[0] <= "９":
        number = number.translate(_WIDE)
    return text[: found.start()] + number + text[found.end() :]


def _units(figure: Figure, value: Decimal, near: Interval) -> Iterator[Edit]:
    # 0万元 is 0元: no other unit makes anything else of it.
    for unit, power in UNITS.get(figure.unit, ()) if value else ():
        if value.scaleb(power) in near and figure.text.endswith(figure.unit):
            text = figure.text[: -len(figure.unit)] + unit
            quantum = figure.quantum.scaleb(power)
            changed = _printed(figure, text, value.scaleb(power), quantum, figure.decimals, unit)
            yield Edit(changed, text, UNIT)
