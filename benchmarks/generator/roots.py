"""Whether the broken relations of a report leave only one figure that can be the wrong one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from generator.arithmetic import Ledger
from generator.edit import with_number
from generator.tree import Relation, Report, Slot

HUNDRED = Decimal(100)


def identified(report: Report, key: int, broken: Sequence[Relation]) -> bool:
    """Whether the figure *key* alone can be put right so that every broken relation holds and no other breaks."""
    if not broken:
        return False
    shared = set.intersection(*({*relation.keys} for relation in broken))
    return key in shared and not any(
        _mendable(report, other, broken) for other in sorted(shared - {key}) if other in report.slots()
    )


def _mendable(report: Report, key: int, broken: Sequence[Relation]) -> bool:
    """Whether another value of a figure makes all its relations hold; where none can be solved, perhaps."""
    slots = report.slots()
    values = [value for relation in broken for value in _solutions(relation, key, slots)]
    if not values:
        return True
    own = [relation for relation in report.relations if key in (*relation.keys, relation.stated)]
    return any(_holds(report, slots[key], value, own) for value in values)


def _holds(report: Report, slot: Slot, value: Decimal, relations: Iterable[Relation]) -> bool:
    if value <= 0:
        return False
    ledger = Ledger(report.put(with_number(slot, value / slot.scale)))
    return all(ledger.verdict(relation) != "contradicted" for relation in relations)


def _solutions(relation: Relation, key: int, slots: dict[int, Slot]) -> Iterator[Decimal]:
    """The value that a figure would need for a relation to hold exactly."""
    if any(other not in slots for other in relation.keys):
        return
    value = {other: slots[other].value for other in relation.keys}
    match relation.form:
        case "sum" | "equal":
            expected = sum(value[k] for k in relation.terms) - sum(value[k] for k in relation.minus)
            gap = value[relation.stated] - expected
            sign = -1 if key == relation.stated or key in relation.minus else 1
            yield value[key] + sign * gap
        case "product":
            others = [value[k] for k in relation.terms if k != key]
            yield from _product(value[relation.stated], others)
        case "ratio" | "growth" | "decline":
            yield from _quotient(relation, key, value)


def _product(stated: Decimal, others: Sequence[Decimal]) -> Iterator[Decimal]:
    if len(others) == 2:
        yield others[0] * others[1]
    elif others and others[0]:
        yield stated / others[0]


def _quotient(relation: Relation, key: int, value: dict[int, Decimal]) -> Iterator[Decimal]:
    part, whole = relation.terms
    rate = value[relation.stated]
    percent = rate if relation.form == "ratio" else HUNDRED + (rate if relation.form == "growth" else -rate)
    if key == part:
        yield percent * value[whole] / HUNDRED
    elif key == whole and percent:
        yield value[part] * HUNDRED / percent
    elif key == relation.stated and value[whole]:
        quotient = value[part] * HUNDRED / value[whole]
        yield quotient if relation.form == "ratio" else abs(quotient - HUNDRED)
