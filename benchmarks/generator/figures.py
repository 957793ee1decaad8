"""Operators on single figures: digits, points, units, repeats, totals, rates, points of a score, years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from generator.edit import Edit, printed, with_number
from generator.tree import Relation, Report, Slot

TYPED = frozenset({"money", "percent", "count", "score"})


def _chosen(report: Report, random: Random) -> Slot:
    return random.choice([slot for slot in report.slots().values() if slot.dimension in TYPED])


def _done(report: Report, *slots: Slot) -> Edit:
    return Edit(report.put(*slots), tuple(slot.key for slot in slots))


# ---- digits


def digits(report: Report, random: Random, edit: Callable[[str, Random], str | None]) -> Edit | None:
    """Edit the digits of a figure; thousands separators are set anew."""
    slot = _chosen(report, random)
    number = edit(slot.number.replace(",", ""), random)
    if number is None or not _is_number(number) or Decimal(number) == printed(slot):
        return None
    changed = replace(slot, number=f"{Decimal(number):,f}" if "," in slot.number else number)
    return _done(report, changed)


def _is_number(text: str) -> bool:
    whole, _, rest = text.partition(".")
    return whole.isdigit() and (rest.isdigit() or "." not in text) and (whole == "0" or whole[0] != "0")


def _places(number: str) -> list[int]:
    return [index for index, character in enumerate(number) if character.isdigit()]


def substituted(number: str, random: Random) -> str | None:
    """One digit is another."""
    at = random.choice(_places(number))
    return f"{number[:at]}{random.choice('0123456789')}{number[at + 1 :]}"


def swapped(number: str, random: Random) -> str | None:
    """Two neighbouring digits change places, across the point too."""
    places = _places(number)
    if len(places) < 2:
        return None
    index = random.randrange(len(places) - 1)
    characters = list(number)
    left, right = places[index], places[index + 1]
    characters[left], characters[right] = characters[right], characters[left]
    return "".join(characters)


def dropped(number: str, random: Random) -> str | None:
    """A digit is left out."""
    places = _places(number)
    at = random.choice(places)
    return number[:at] + number[at + 1 :] if len(places) > 1 else None


def added(number: str, random: Random) -> str | None:
    """A digit is typed twice, or another slips in."""
    at = random.choice(_places(number))
    return number[:at] + random.choice((number[at], random.choice("0123456789"))) + number[at:]


def shifted(number: str, random: Random) -> str | None:
    """The decimal point moves by one place."""
    whole, _, rest = number.partition(".")
    if random.random() < 0.5 and rest:
        number = f"{whole}{rest[0]}.{rest[1:]}".rstrip(".")
        return number.lstrip("0") or None
    return f"{whole[:-1]}.{whole[-1]}{rest}" if len(whole) > 1 else None


# ---- units


def _slip(report: Report, random: Random, units: Sequence[tuple[str, str]]) -> Edit | None:
    old, new = random.choice(units)
    found = [slot for slot in report.slots().values() if slot.unit == old and slot.value and not slot.before]
    if not found:
        return None
    return _done(report, replace(random.choice(found), unit=new, measure=new))


def unit_slip(report: Report, random: Random) -> Edit | None:
    """万元 for 元 or 元 for 万元."""
    return _slip(report, random, (("万元", "元"), ("万元", "元"), ("元", "万元")))


def unit_slip_yi(report: Report, random: Random) -> Edit | None:
    """亿元 for 万元 or 万元 for 亿元."""
    return _slip(report, random, (("万元", "亿元"), ("亿元", "万元")))


# ---- repeats and sums


def stale(report: Report, random: Random) -> Edit | None:
    """A repeat keeps the value of an earlier draft."""
    by_name: dict[str, list[Slot]] = {}
    for slot in report.slots().values():
        if slot.dimension in TYPED and not (slot.before or slot.after) and slot.value:
            by_name.setdefault(slot.variable, []).append(slot)
    repeated = [slots for slots in by_name.values() if len(slots) > 1]
    if not repeated:
        return None
    slot = random.choice(random.choice(repeated))
    share = Decimal(random.choice((-1, 1)) * random.randint(5, 90)) / 1000
    return _done(report, with_number(slot, printed(slot) * (1 + share)))


def _sums(report: Report) -> list[Relation]:
    slots = report.slots()
    return [r for r in report.relations if r.form == "sum" and len(r.terms) > 1 and r.stated in slots]


def _step(slot: Slot, random: Random) -> Decimal:
    """A change of one to thirty percent, in the slot's own precision."""
    change = printed(slot) * random.randint(10, 300) / 1000 * random.choice((-1, 1))
    return change.quantize(Decimal(1).scaleb(-slot.decimals)) or Decimal(1).scaleb(-slot.decimals)


def total_alone(report: Report, random: Random) -> Edit | None:
    """A total is not what its parts add up to."""
    slots = report.slots()
    slot = slots[random.choice(_sums(report)).stated]
    return _done(report, with_number(slot, printed(slot) + _step(slot, random)))


def part_and_total(report: Report, random: Random) -> Edit | None:
    """A part and its total move together: the sum closes, the repeats elsewhere do not agree."""
    slots = report.slots()
    relation = random.choice(_sums(report))
    part, total = slots[random.choice(relation.terms)], slots[relation.stated]
    if part.measure != total.measure:
        return None
    change = _step(part, random)
    decimals = max(part.decimals, total.decimals)
    return _done(
        report,
        with_number(part, printed(part) + change),
        with_number(total, printed(total) + change, decimals),
    )


# ---- rates


def denominator(report: Report, random: Random) -> Edit | None:
    """A rate over another base."""
    slots = report.slots()
    rates = [r for r in report.relations if r.form == "ratio"]
    if not rates:
        return None
    relation = random.choice(rates)
    part, whole = (slots[key] for key in relation.terms)
    others = [
        s
        for s in slots.values()
        if s.dimension == "money" and s.value != whole.value and s.value >= part.value > 0
    ]
    if not others:
        return None
    rate = slots[relation.stated]
    return _done(report, with_number(rate, part.value * 100 / random.choice(others).value))


def rounding(report: Report, random: Random) -> Edit | None:
    """A rate that is one or two units of its last digit off."""
    slots = report.slots()
    rates = [slots[r.stated] for r in report.relations if r.form in ("ratio", "growth", "decline")]
    if not rates:
        return None
    slot = random.choice(rates)
    step = Decimal(1).scaleb(-slot.decimals) * random.choice((-2, -1, 1, 2))
    return _done(report, with_number(slot, printed(slot) + step)) if printed(slot) + step >= 0 else None


# ---- scores and years


def score_over_weight(report: Report, random: Random) -> Edit | None:
    """A score above what the row is worth."""
    slots = report.slots()
    caps = [r for r in report.relations if r.family == "SCORE-CAP"]
    if not caps:
        return None
    relation = random.choice(caps)
    score, weight = slots[relation.stated], slots[relation.terms[0]]
    extra = random.choice((printed(weight) * 9, Decimal(1), Decimal(2), Decimal(5)))
    return _done(report, with_number(score, printed(weight) + extra, 0))


def weight(report: Report, random: Random) -> Edit | None:
    """Weights that do not add up to 100."""
    slots = report.slots()
    sums = [r for r in report.relations if r.family == "SCORE-WEIGHT" and r.form == "sum"]
    if not sums:
        return None
    slot = slots[random.choice(random.choice(sums).terms)]
    return _done(report, with_number(slot, printed(slot) + random.choice((-3, -2, 1, 2, 5, 10))))


def year(report: Report, random: Random) -> Edit | None:
    """A date that is a year off."""
    slots = report.slots()
    dated = [
        slots[r.stated]
        for r in report.relations
        if r.form in ("is", "from") and slots[r.stated].dimension == "year"
    ]
    if not dated:
        return None
    slot = random.choice(dated)
    return _done(report, with_number(slot, printed(slot) + random.choice((-1, 1))))
