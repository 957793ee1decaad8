"""Another tool's output, made from the ledger, and what goes wrong in such outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from generator.layout import Text
from generator.tree import Report, Slot

Row = dict[str, Any]
_ENDS = "。；，、：\n\t|"


@dataclass(frozen=True)
class Altered:
    """A result with one thing wrong in it: the rows, and which slots and items are concerned."""

    operator: str
    rows: list[Row]
    slots: frozenset[int]
    items: frozenset[str]


def budgets(report: Report, text: Text) -> list[Row]:
    """Every amount of the report that bears a name, as a careful tool would give it back."""
    rows = []
    for slot in report.slots().values():
        label = report.labels.get(slot.variable)
        if label and slot.dimension == "money" and slot.unit and not (slot.before or slot.after):
            start, end = text.spans[slot.key]
            begin = max(text.text.rfind(mark, 0, start) for mark in _ENDS) + 1
            rows.append(_row(slot, label, text.text[begin:end], begin, end))
    return rows


def _row(slot: Slot, label: str, quote: str, start: int, end: int) -> Row:
    number = slot.number.replace(",", "")
    return {
        "item": label,
        "amount": number,
        "unit": slot.unit,
        "quote": quote,
        "start": start,
        "end": end,
        "slot": slot.key,
    }


def _hallucinated(rows: list[Row], random: Random, printed: frozenset[Decimal]) -> Altered | None:
    index = random.randrange(len(rows))
    row = rows[index]
    amount = Decimal(row["amount"]) + random.randint(101, 9000) / Decimal(100)
    if amount in printed:
        return None
    changed = [*rows[:index], {**row, "amount": str(amount)}, *rows[index + 1 :]]
    return Altered("hallucinated", changed, frozenset({row["slot"]}), frozenset({row["item"]}))


def _swapped(rows: list[Row], random: Random, printed: frozenset[Decimal]) -> Altered | None:
    left, right = random.sample(range(len(rows)), 2)
    one, other = rows[left], rows[right]
    if one["item"] == other["item"] or one["amount"] == other["amount"]:
        return None
    changed = list(rows)
    changed[left] = {**one, "item": other["item"]}
    changed[right] = {**other, "item": one["item"]}
    return Altered(
        "swapped", changed, frozenset({one["slot"], other["slot"]}), frozenset({one["item"], other["item"]})
    )


def _omitted(rows: list[Row], random: Random, printed: frozenset[Decimal]) -> Altered | None:
    index = random.randrange(len(rows))
    row = rows[index]
    gone = frozenset(other["slot"] for other in rows if other["item"] == row["item"])
    return Altered("omitted", [other for other in rows if other["slot"] not in gone], gone, frozenset())


ALTERATIONS: Mapping[str, Callable[[list[Row], Random, frozenset[Decimal]], Altered | None]] = {
    "hallucinated": _hallucinated,
    "swapped": _swapped,
    "omitted": _omitted,
}


def alter(report: Report, text: Text, operator: str, random: Random) -> Altered | None:
    """The result of a careful tool with one error of a kind; ``None`` where none could be made."""
    rows = budgets(report, text)
    printed = frozenset(slot.value / slot.scale for slot in report.slots().values())
    for _ in range(10):
        found = ALTERATIONS[operator](rows, random, printed) if len(rows) > 1 else None
        if found is not None:
            return found
    return None


def as_result(rows: list[Row]) -> dict[str, Any]:
    """Rows as the JSON of a result, without what only the generator knows."""
    return {"budgets": [{key: value for key, value in row.items() if key != "slot"} for row in rows]}
