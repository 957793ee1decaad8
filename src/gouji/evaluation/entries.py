"""A row of a prediction or of a gold, made ready to be compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, DecimalException
from typing import Any, Literal

from gouji.evaluation.likeness import bare, grams
from gouji.facts import KINDS

Section = Literal["budgets", "activities", "problems"]

SECTIONS: tuple[Section, ...] = ("budgets", "activities", "problems")
"""The sections that are scored, and that the macro average is taken over."""

NAME_FIELD: dict[Section, str] = {"budgets": "item", "activities": "name", "problems": "summary"}
"""The field of each section that says what an entry is."""

UNITS: dict[str, Decimal] = {
    "元": Decimal(1),
    "元/人次": Decimal(1),
    "人民币元": Decimal(1),
    "千元": Decimal(10**3),
    "万": Decimal(10**4),
    "万元": Decimal(10**4),
    "百万元": Decimal(10**6),
    "千万元": Decimal(10**7),
    "亿": Decimal(10**8),
    "亿元": Decimal(10**8),
}
"""The units of money that are understood, and what each is worth in yuan 元."""

_TAILS = ("亿元", "万元", "亿", "万", "元")
_KINDS: dict[str, str] = dict(KINDS.items())
# Products are the same whatever the caller has set for decimals.
_EXACT = Context(prec=28)


@dataclass(frozen=True, slots=True)
class Entry:
    """One budget, activity or problem 条目, of a prediction or of a gold.

    ``name`` and ``quote`` are as written, ``amount`` is the number with its unit as written,
    ``values`` what it may be worth in yuan (a gold may name several), ``kind`` the field's own word
    for it. ``start`` and ``end`` are ``None`` where the entry has no place in the text.
    """

    section: Section
    name: str
    quote: str = ""
    amount: str = ""
    kind: str | None = None
    values: frozenset[Decimal] = frozenset()
    start: int | None = None
    end: int | None = None
    page: int | None = None
    cell: str | None = None
    bare_name: str = field(default="", repr=False)
    bare_quote: str = field(default="", repr=False)
    grams: frozenset[str] = field(default=frozenset(), repr=False)

    def to_dict(self) -> dict[str, Any]:
        """What an error says of the entry, as plain values."""
        shown: dict[str, Any] = {"text": self.name}
        if self.section == "budgets":
            shown |= {"amount": self.amount, "kind": self.kind}
        shown |= {"quote": self.quote, "start": self.start, "end": self.end}
        return shown | {key: value for key in ("page", "cell") if (value := getattr(self, key)) is not None}


def entries(section: Section, rows: Iterable[Mapping[str, Any]], *, gold: bool = False) -> list[Entry]:
    """The rows of a section as entries; only a gold may name further amounts that are right too."""
    return [_entry(section, row, gold) for row in rows]


def _entry(section: Section, row: Mapping[str, Any], gold: bool) -> Entry:
    name, quote = row.get(NAME_FIELD[section]), row.get("quote")
    bare_quote = bare(quote)
    start, end = _span(row)
    budget = section == "budgets"
    return Entry(
        section=section,
        name=_written(name),
        quote=_written(quote),
        amount=_written(row.get("amount")) + _written(row.get("unit")) if budget else "",
        kind=kind_word(row.get("kind")) if budget else None,
        values=yuan(row, gold=gold) if budget else frozenset(),
        start=start,
        end=end,
        page=row["page"] if type(row.get("page")) is int else None,
        cell=_written(row.get("cell")) or None,
        bare_name=bare(name),
        bare_quote=bare_quote,
        grams=grams(bare_quote),
    )


def _written(value: object) -> str:
    return "" if value is None else str(value)


def _span(row: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The place of a row; a result that has none says ``null``, or 0 to 0."""
    start, end = row.get("start"), row.get("end")
    if type(start) is int and type(end) is int and 0 <= start < end:
        return start, end
    return None, None


def kind_word(kind: object) -> str | None:
    """The field's own word for a kind 性质, given as that word or as gouji's code; ``None`` for none."""
    return None if kind is None else _KINDS.get(str(kind), str(kind))


def yuan(row: Mapping[str, Any], *, gold: bool = False) -> frozenset[Decimal]:
    """What a row's amount is worth in yuan 元: no value where it cannot be read, several where a gold says so.

    A unit that ends the amount itself goes before the row's ``unit``; without any it is yuan.

    Example:
        >>> yuan({"amount": "1,234.5", "unit": "万元"})
        frozenset({Decimal('12345000.0')})
    """
    further = row.get("amount_yuan_alt") if gold else None
    read = [_worth(str(each), "元") for each in further or ()]
    number, unit = _plain(row.get("amount", "")).replace(",", ""), _plain(row.get("unit") or "元")
    tail = next((each for each in _TAILS if number.endswith(each)), "")
    read.append(_worth(number.removesuffix(tail), tail or unit))
    return frozenset(each for each in read if each is not None)


def _plain(value: object) -> str:
    return unicodedata.normalize("NFKC", str(value)).replace(" ", "")


def _worth(number: str, unit: str) -> Decimal | None:
    scale = UNITS.get(unit)
    if scale is None:
        return None
    try:
        value = _EXACT.multiply(Decimal(number), scale)
    except DecimalException:
        return None
    return value if value.is_finite() else None
