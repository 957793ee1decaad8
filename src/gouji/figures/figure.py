"""A figure: a number as the report prints it, with its place, unit and precision."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from gouji.document import Span

Dimension = Literal[
    "money", "percent", "point", "permille", "count", "score", "duration", "area", "length", "mass",
    "volume", "energy", "multiple", "fraction", "ratio", "ordinal", "year", "date",
]  # fmt: skip
UnitSource = Literal["inline", "caption", "header", "row", "lead_in"]


@dataclass(frozen=True, slots=True)
class Interval:
    """What a printed number can stand for: from ``low`` to ``high``, each end in or out."""

    low: Decimal
    high: Decimal
    closed_low: bool = True
    closed_high: bool = True

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        first, second = (self, other) if self.low <= other.low else (other, self)
        if second.low != first.high:
            return second.low < first.high or (first.low == second.low and self._same_point(other))
        return first.closed_high and second.closed_low

    def _same_point(self, other: Interval) -> bool:
        return self.closed_low and other.closed_low

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, Decimal):
            return False
        above = self.low <= value if self.closed_low else self.low < value
        below = value <= self.high if self.closed_high else value < self.high
        return above and below


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Figure:
    """A number of the report 数据.

    Two figures are equal when they have the same value in the same base unit, wherever they stand
    and however they are printed (248,150.9万元 and 248,150.90 万元); tell places apart by ``span``.

    ``text`` is ``Document.text[start:end]``; ``full_start:full_end`` takes in the words that open
    it (约, 不低于, 以上). ``value`` is in ``base_unit`` (money: 元; percent: 86.12 for 86.12%);
    a range has ``low`` and ``high`` and its ``value`` is ``low``; dates have an ISO string in
    ``number`` and ``value`` is ``None``. ``quantum`` is one unit of the last printed digit, in the
    base unit. ``modifiers`` are approx, near, over, at_least, at_most, under, several, before,
    after, start, end. ``per`` is a rate's denominator (人次). ``flags`` are wrapped, spaced, comma,
    fullwidth, hanzi, bare, in_table, ambiguous.
    """

    text: str
    start: int
    end: int
    number: str
    value: Decimal | None
    unit: str
    base_unit: str
    dimension: Dimension
    full_start: int = -1
    full_end: int = -1
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str = ""
    modifiers: tuple[str, ...] = ()
    per: str = ""
    decimals: int = 0
    quantum: Decimal = Decimal(1)
    unit_source: UnitSource = "inline"
    flags: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.full_start < 0:
            object.__setattr__(self, "full_start", self.start)
        if self.full_end < 0:
            object.__setattr__(self, "full_end", self.end)

    @property
    def span(self) -> Span:
        """Where the figure stands, without its modifiers."""
        return Span(self.start, self.end)

    @property
    def yuan(self) -> Decimal | None:
        """The amount in 元; ``None`` for anything but an amount in renminbi (rates included)."""
        return self.value if self.base_unit == "元" else None

    @property
    def printed_interval(self) -> Interval | None:
        """What the print can stand for: half a unit of the last digit, opened by the modifiers.

        A printed number is rounded half up: ``[v − u/2, v + u/2)``; a count is exact. ``None`` for
        dates. The widths of the modifiers are ``gouji.figures.interval.WIDTHS``.
        """
        from gouji.figures.interval import printed_interval

        return printed_interval(self)

    @property
    def _key(self) -> tuple[object, ...]:
        if self.dimension == "date":
            return (self.number, "date")
        return (self.value, self.high, self.base_unit, self.per)

    def __eq__(self, other: object) -> bool:
        return self._key == other._key if isinstance(other, Figure) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        if self.dimension == "date":
            return f"Figure({self.text!r}, {self.number})"
        value = f"value={self.value!r}"
        if self.high is not None:
            value = f"low={self.low!r}, high={self.high!r}"
        shown = "".join(
            f", {name}={getattr(self, name)!r}" for name in ("modifiers", "per") if getattr(self, name)
        )
        return f"Figure({self.text!r}, {value}, unit={self.base_unit!r}, quantum={self.quantum!r}{shown})"

    def to_dict(self) -> dict[str, Any]:
        """The object of ``gouji figures --json``: numbers as plain decimal strings."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "full_start": self.full_start,
            "full_end": self.full_end,
            "number": self.number,
            "value": _value_text(self),
            "low": plain(self.low),
            "high": plain(self.high),
            "unit": self.unit,
            "base_unit": self.base_unit,
            "currency": self.currency,
            "dimension": self.dimension,
            "modifiers": list(self.modifiers),
            "per": self.per,
            "decimals": self.decimals,
            "unit_source": self.unit_source,
            "flags": sorted(self.flags),
        }


class _Draft:
    """A figure before it is frozen: the same slots, assigned directly."""

    __slots__ = tuple(Figure.__dataclass_fields__)


def figure_of(
    text: str, start: int, end: int, number: str, value: Decimal | None, unit: str, base_unit: str,
    dimension: Dimension, full_start: int, full_end: int, low: Decimal | None, high: Decimal | None,
    currency: str, modifiers: tuple[str, ...], per: str, decimals: int, quantum: Decimal,
    unit_source: UnitSource, flags: frozenset[str],
) -> Figure:  # fmt: skip
    """``Figure`` from all its fields in their order.

    A frozen constructor takes a third of a scan's time; a draft becomes a ``Figure`` by its class.
    """
    draft: Any = _Draft()
    draft.text = text
    draft.start = start
    draft.end = end
    draft.number = number
    draft.value = value
    draft.unit = unit
    draft.base_unit = base_unit
    draft.dimension = dimension
    draft.full_start = full_start
    draft.full_end = full_end
    draft.low = low
    draft.high = high
    draft.currency = currency
    draft.modifiers = modifiers
    draft.per = per
    draft.decimals = decimals
    draft.quantum = quantum
    draft.unit_source = unit_source
    draft.flags = flags
    draft.__class__ = Figure
    figure: Figure = draft
    return figure


def plain(value: Decimal | None) -> str | None:
    """A decimal in plain notation, without trailing zeros: never ``2.704E+7``."""
    if value is None:
        return None
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _value_text(figure: Figure) -> str | None:
    if figure.dimension == "date":
        return figure.number
    if figure.high is not None:
        return f"{plain(figure.low)}/{plain(figure.high)}"
    return plain(figure.value)
