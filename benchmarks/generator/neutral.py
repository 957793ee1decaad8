"""Rewrites that change the print and nothing that is said: the same relations must stay broken, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from generator.arithmetic import verdicts
from generator.edit import printed
from generator.tree import Report, Slot


def _exact(report: Report) -> bool:
    """Whether amounts are printed to the ledger's own precision, so that zeros may come and go."""
    money = [slot for slot in report.slots().values() if slot.dimension == "money" and slot.measure == "万元"]
    return max((slot.decimals for slot in money), default=0) == 2


def _amount(slot: Slot) -> bool:
    return slot.dimension == "money" and slot.measure == "万元" and not (slot.before or slot.after)


def zeros(report: Report, random: Random) -> Report | None:
    """29.5 is 29.50, 38 is 38.00."""
    if not _exact(report):
        return None

    def padded(slot: Slot) -> Slot:
        wide = "," if "," in slot.number else ""
        return (
            replace(slot, number=f"{printed(slot):{wide}.2f}")
            if _amount(slot) and slot.decimals < 2
            else slot
        )

    return report.edit(padded)


def commas(report: Report, random: Random) -> Report | None:
    """Thousands separators set or left out."""
    set_them = random.random() < 0.5

    def separated(slot: Slot) -> Slot:
        if slot.dimension not in ("money", "count"):
            return slot
        plain = slot.number.replace(",", "")
        return replace(slot, number=f"{printed(slot):,.{slot.decimals}f}" if set_them else plain)

    return report.edit(separated)


def full_width(report: Report, random: Random) -> Report | None:
    """Digits in full width."""
    dimension = random.choice(("money", "percent", "count"))
    return report.edit(lambda slot: replace(slot, wide=True) if slot.dimension == dimension else slot)


def other_unit(report: Report, random: Random) -> Report | None:
    """2694万元 is 0.2694亿元: one amount of the prose, to its last printed digit."""
    found = [
        slot for slot in report.slots().values() if _amount(slot) and slot.unit and printed(slot) >= 1000
    ]
    if not found or not _exact(report):
        return None
    slot = random.choice(found)
    number = f"{printed(slot).scaleb(-4):.{slot.decimals + 4}f}"
    return report.put(replace(slot, number=number, unit="亿元", measure="亿元"))


def line_breaks(report: Report, random: Random) -> Report | None:
    """Lines broken elsewhere, or not at all."""
    wrap = random.choice([width for width in (0, 33, 36, 41) if width != report.wrap])
    return replace(report, wrap=wrap, breaks=random.choice(("\n", "\n\n")))


def blanks(report: Report, random: Random) -> Report | None:
    """A blank between number and unit."""
    blank = random.choice((" ", "", "\u3000"))
    return report.edit(
        lambda slot: replace(slot, blank=blank) if slot.unit and slot.dimension == "money" else slot
    )


REWRITES: Mapping[str, Callable[[Report, Random], Report | None]] = {
    "zeros": zeros,
    "commas": commas,
    "full-width": full_width,
    "other-unit": other_unit,
    "line-breaks": line_breaks,
    "blanks": blanks,
}


def rewrite(report: Report, name: str, random: Random) -> Report | None:
    """A neutral rewrite; ``None`` where it has no place, or would by our own arithmetic not be neutral."""
    rewritten = REWRITES[name](report, random)
    if rewritten is None or rewritten == report or verdicts(rewritten) != verdicts(report):
        return None
    return rewritten
