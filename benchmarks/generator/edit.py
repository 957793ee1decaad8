"""What an operator did to a report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from generator.tree import Report, Slot


@dataclass(frozen=True)
class Edit:
    """The edited report and the keys of the slots that were edited.

    ``spots`` are further slots that a finding may touch; ``anywhere`` says that every figure of a broken
    relation will do, because what was wrong is no longer printed or is printed once more.
    """

    report: Report
    changed: tuple[int, ...] = ()
    spots: frozenset[int] = frozenset()
    anywhere: bool = False


def with_number(slot: Slot, value: Decimal, decimals: int | None = None) -> Slot:
    """A slot with another value in its printed unit, printed in the same way."""
    step = Decimal(1).scaleb(-(slot.decimals if decimals is None else decimals))
    comma = "," if "," in slot.number else ""
    return replace(slot, number=f"{value.quantize(step, ROUND_HALF_UP):{comma}f}")


def printed(slot: Slot) -> Decimal:
    """The number of a slot in its printed unit."""
    return Decimal(slot.number.replace(",", ""))
