"""The generator's own arithmetic: whether a relation holds as printed. Nothing of gouji is used here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from typing import Literal

from generator.tree import Relation, Report, Slot

Verdict = Literal["holds", "tail", "contradicted", "open"]

BANDS: Mapping[str, tuple[int, int]] = {"优": (90, 101), "良": (80, 90), "中": (60, 80), "差": (0, 60)}
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Range:
    """Closed interval: touching ends count as meeting, so that no edge is called observable."""

    low: Decimal
    high: Decimal

    def meets(self, other: Range) -> bool:
        """Whether the two have a point in common."""
        return max(self.low, other.low) <= min(self.high, other.high)


def hedge(slot: Slot) -> Range | None:
    """What a modifier leaves open, by the table of widths of the checks' specification."""
    value = slot.value
    if slot.after == "余":
        zeros = len(slot.number.replace(",", "")) - len(slot.number.replace(",", "").rstrip("0"))
        step = Decimal(1).scaleb(-slot.decimals) if slot.decimals else Decimal(10) ** zeros
        return Range(value, value + step * slot.scale)
    widths = {"约": ("0.95", "1.05"), "近": ("0.9", "1"), "超过": ("1", "1.5"), "逾": ("1", "1.5")}
    if slot.before not in widths:
        return None
    low, high = widths[slot.before]
    return Range(value * Decimal(low), value * Decimal(high))


class Ledger:
    """The printed figures of a report and what each is known to be."""

    def __init__(self, report: Report) -> None:
        self.slots = report.slots()
        self.words = report.words()
        self.listings = report.listings()
        counts: dict[tuple[int, str], Counter[int]] = {}
        for slot in self.slots.values():
            if slot.dimension == "money" and slot.value and not (slot.before or slot.after):
                for table in {0, slot.table}:
                    counts.setdefault((table, slot.measure), Counter())[slot.decimals] += 1
        self.usual = {key: max(found, key=lambda n: (found[n], n)) for key, found in counts.items()}

    def verdict(self, relation: Relation) -> Verdict:
        """Whether a relation holds; ``open`` where a figure of it is no longer printed."""
        match relation.form:
            case "items":
                return self._items(relation)
            case "sequence":
                return self._sequence(relation)
            case "band":
                return self._band(relation)
        terms = [self.slots.get(key) for key in relation.terms]
        minus = [self.slots.get(key) for key in relation.minus]
        stated = self.slots.get(relation.stated)
        if relation.form in ("sum", "bound"):
            terms, minus = [t for t in terms if t], [m for m in minus if m]
        if stated is None or None in terms or None in minus or not (terms or relation.form in ("is", "from")):
            return "open"
        return self._judge(relation, stated, [t for t in terms if t], [m for m in minus if m])

    def _judge(
        self, relation: Relation, stated: Slot, terms: Sequence[Slot], minus: Sequence[Slot]
    ) -> Verdict:
        match relation.form:
            case "is":
                return "holds" if stated.value == relation.constant else "contradicted"
            case "from":
                return "holds" if stated.value >= relation.constant else "contradicted"
            case "hedged":
                wide = hedge(stated)
                known = self._strict(terms[0], 0)
                return "open" if wide is None else "holds" if wide.meets(known) else "contradicted"
            case "met":
                return self._met(stated, terms)
            case "points":
                return _points(stated, terms)
        finest: dict[str, int] = {}
        for slot in (stated, *terms, *minus):
            finest[slot.measure] = max(finest.get(slot.measure, 0), slot.decimals)
        strict = _compare(relation, stated, terms, minus, lambda s: self._strict(s, finest[s.measure]))
        if strict:
            return "holds"
        loose = _compare(relation, stated, terms, minus, lambda s: self._own(s, s.decimals))
        return "tail" if loose or _rounding(relation, stated, terms, minus) else "contradicted"

    def _strict(self, slot: Slot, listed: int) -> Range:
        if slot.dimension != "money":
            return self._own(slot, slot.decimals)
        usual = self.usual.get((slot.table, slot.measure), self.usual.get((0, slot.measure), 0))
        return self._own(slot, max(slot.decimals, usual, listed))

    @staticmethod
    def _own(slot: Slot, decimals: int) -> Range:
        if slot.dimension not in ("money", "percent") and slot.unit not in ("万人次", "万人"):
            return Range(slot.value, slot.value)
        half = Decimal(slot.scale).scaleb(-decimals) / 2
        return Range(slot.value - half, slot.value + half)

    def _band(self, relation: Relation) -> Verdict:
        word, score = self.words.get(relation.stated), self.slots.get(relation.terms[0])
        if word is None or score is None:
            return "open"
        low, high = BANDS[word.text]
        return "holds" if low <= score.value < high else "contradicted"

    def _items(self, relation: Relation) -> Verdict:
        stated, listing = self.slots.get(relation.stated), self.listings.get(relation.listing)
        if stated is None or listing is None:
            return "open"
        return "holds" if stated.value == len(listing.items) else "contradicted"

    def _sequence(self, relation: Relation) -> Verdict:
        values = [self.slots[key].value for key in relation.terms if key in self.slots]
        return "holds" if all(b == a + 1 for a, b in pairwise(values)) else "contradicted"

    @staticmethod
    def _met(stated: Slot, terms: Sequence[Slot]) -> Verdict:
        target, score, weight = terms
        reached = stated.value >= target.value
        return "holds" if reached or score.value < weight.value else "contradicted"


def _points(stated: Slot, terms: Sequence[Slot]) -> Verdict:
    executed, budget, weight = (term.value for term in terms)
    if not budget:
        return "open"
    exact = min(executed / budget, Decimal(1)) * weight
    # Points are given to the printed decimals; the rule allows for a hundredth beyond that.
    slack = max(Decimal(1).scaleb(-stated.decimals) / 2, Decimal("0.01"))
    return "holds" if abs(exact - stated.value) <= slack + Decimal("0.005") else "contradicted"


Read = Callable[[Slot], Range]


def _compare(
    relation: Relation, stated: Slot, terms: Sequence[Slot], minus: Sequence[Slot], read: Read
) -> bool:
    expected = _expected(relation, [read(term) for term in terms], [read(term) for term in minus])
    found = read(stated)
    if expected is None:
        return True
    return found.low <= expected.high if relation.form == "bound" else found.meets(expected)


def _expected(relation: Relation, terms: Sequence[Range], minus: Sequence[Range]) -> Range | None:
    match relation.form:
        case "product":
            low = reduce(lambda a, b: a * b, [term.low for term in terms])
            return Range(low, reduce(lambda a, b: a * b, [term.high for term in terms]))
        case "ratio" | "growth" | "decline":
            return _quotient(relation.form, terms[0], terms[1])
    low = sum((t.low for t in terms), Decimal(0)) - sum((m.high for m in minus), Decimal(0))
    return Range(low, sum((t.high for t in terms), Decimal(0)) - sum((m.low for m in minus), Decimal(0)))


def _quotient(form: str, this: Range, base: Range) -> Range | None:
    if base.low <= 0:
        return None
    low, high = HUNDRED * this.low / base.high, HUNDRED * this.high / base.low
    if form == "ratio":
        return Range(low, high)
    grown = Range(low - HUNDRED, high - HUNDRED)
    return grown if form == "growth" else Range(-grown.high, -grown.low)


def _rounding(relation: Relation, stated: Slot, terms: Sequence[Slot], minus: Sequence[Slot]) -> bool:
    """Whether a sum of money misses by at most one finest printed unit for each addend."""
    slots = [stated, *terms, *minus]
    if relation.form not in ("sum", "equal") or any(slot.dimension != "money" for slot in slots):
        return False
    finest = min(Decimal(slot.scale).scaleb(-slot.decimals) for slot in slots)
    gap = sum((t.value for t in terms), Decimal(0)) - sum((m.value for m in minus), Decimal(0)) - stated.value
    return abs(gap) <= finest * (len(slots) - 1)


def verdicts(report: Report) -> dict[Relation, Verdict]:
    """What became of every relation of a report."""
    ledger = Ledger(report)
    return {relation: ledger.verdict(relation) for relation in report.relations}


def broken(report: Report) -> list[Relation]:
    """The relations that the printed figures contradict beyond every tolerance."""
    return [relation for relation, verdict in verdicts(report).items() if verdict == "contradicted"]
