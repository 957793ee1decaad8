"""GROUND-SWAP 错位: right numbers under each other's names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.checks import proposes
from gouji.checks.reading.names.naming import Names
from gouji.checks.reading.text.pairings import pairs
from gouji.errors import FigureError
from gouji.facts import Budget, Facts
from gouji.figures import read_figure
from gouji.figures.figure import Figure
from gouji.findings import Bears, Operand, Relation

_ALIKE = 0.5
_MARGIN = 0.25
"""A name fits another place only if it fits it so much better than its own."""
_STRANGE = 0.3
_LONGEST = 4
"""Claims that may have gone round in a ring."""
_LONG = 120
"""Characters of a claimed name that are looked at."""
_COMMON = 64
"""Candidates looked at for one name or one value."""


@proposes("GROUND-SWAP", title="错位", severity="high")
def swapped(facts: Facts) -> Iterator[Relation]:
    """An extracted amount bears the name that stands beside its figure, not that of another one.

    Formula: 抽取的名称 = 原文中该金额的名称
    Example: 人员经费 434.93 万元、公用经费 91.45 万元, extracted as 人员经费 91.45 万元 and 公用经费 434.93 万元.
    Undetermined: Never; where the text has no clear name for a figure nothing is proposed.
    Source: The typed extraction, held against the names that grammar and tables give.
    """
    claims = [budget for budget in facts.budgets if budget.source == "model" and budget.item]
    if not claims or not facts.extracted:
        return
    names = Names(facts)
    slots = list(_slots(claims, facts.figures, names))
    exchanged = {**_crosswise(facts, claims), **_exchanged(slots, names)}
    for slot in slots:
        if (other := exchanged.get(slot.budget.id)) is not None:
            beside = (Operand("mention", slot.budget.item, other),)
            yield _relation(slot, names, beside)
        elif slot.own >= _ALIKE and slot.budget.amount is not None:
            yield _relation(slot, names, ())


@dataclass(frozen=True, slots=True)
class _Slot:
    """A claimed amount on a figure, its name as pairs, and how well that fits the figure."""

    budget: Budget
    figure: Figure
    claimed: frozenset[str]
    own: float


def _relation(slot: _Slot, names: Names, beside: tuple[Operand, ...]) -> Relation:
    printed = names.printed(slot.figure) or slot.figure.text
    bears = Bears(slot.budget.item, printed, not beside)
    return Relation(Operand("amount", printed, slot.figure), predicate=bears, beside=beside, cause="model")


def _slots(claims: Sequence[Budget], figures: Sequence[Figure], names: Names) -> Iterator[_Slot]:
    """The claims with the figure each stands on: of several with its value the one whose name fits best."""
    by_value = _by_value(figures)
    for budget in claims:
        settled = budget.amount is not None and budget.status != "ambiguous"
        found = [budget.amount] if settled else by_value.get(_value(budget), [])[:_COMMON]
        claimed = pairs(budget.item[:_LONG])
        fits = [(names.fits(claimed, each), -each.start, each) for each in found if each is not None]
        if fits:
            own, _, figure = max(fits, key=lambda fit: fit[:2])
            yield _Slot(budget, figure, claimed, own)


def _by_value(figures: Sequence[Figure]) -> dict[Decimal | None, list[Figure]]:
    found: dict[Decimal | None, list[Figure]] = {}
    for figure in figures:
        if figure.dimension == "money" and figure.yuan is not None:
            found.setdefault(figure.yuan, []).append(figure)
    return found


def _value(budget: Budget) -> Decimal | None:
    try:
        return read_figure(f"{budget.number}{budget.unit}").yuan
    except FigureError:
        return None


def _crosswise(facts: Facts, claims: Sequence[Budget]) -> dict[str, Figure]:
    """Claims of which each one's value stands at the place that the other one quotes.

    By the claim's id, the figure that stands at the place of its own name.
    """
    lost = {budget.id: (budget, _cited(facts, budget)) for budget in claims if budget.amount is None}
    holders: dict[Decimal | None, list[str]] = {}
    for id, (_, cited) in lost.items():
        for figure in cited:
            holders.setdefault(figure.yuan, []).append(id)
    found: dict[str, Figure] = {}
    for id, (budget, cited) in lost.items():
        for other in holders.get(_value(budget), [])[:_COMMON]:
            theirs = _value(lost[other][0])
            own = next((figure for figure in cited if figure.yuan == theirs), None)
            if other != id and own is not None:
                found.setdefault(id, own)
    return found


def _cited(facts: Facts, budget: Budget) -> list[Figure]:
    """The figures of money at the places that a claim quotes."""
    starts = [figure.start for figure in facts.figures]
    found: list[Figure] = []
    for place in budget.evidence:
        low, high = bisect_left(starts, place.start), bisect_left(starts, place.end)
        found += [each for each in facts.figures[low:high][:_COMMON] if each.yuan is not None]
    return found


def _exchanged(slots: Sequence[_Slot], names: Names) -> dict[str, Figure]:
    """Claims whose name is that of another claim's figure, and the other's is not its own either.

    By the claim's id, the figure that bears its name in the text.
    """
    wrong = [number for number, slot in enumerate(slots) if slot.own <= 1 - _MARGIN]
    index: dict[str, list[int]] = {}
    for number in wrong:
        for pair in names.printed_pairs(slots[number].figure):
            index.setdefault(pair, []).append(number)
    best = {number: _better(slots, number, index, names) for number in wrong}
    rings = {number: other for number in wrong if (other := _ring(number, best)) is not None}
    for number in wrong:
        for other in best[number]:
            if number not in rings and other not in rings and _plain(slots[number], slots[other], names):
                rings |= {number: other, other: number}
    return {slots[number].budget.id: slots[other].figure for number, other in rings.items()}


def _plain(slot: _Slot, other: _Slot, names: Names) -> bool:
    """Whether a claim has word for word the name of another's figure, and both stand on a stranger's."""
    return slot.claimed == pairs(names.printed(other.figure)) and max(slot.own, other.own) < _STRANGE


def _ring(number: int, best: Mapping[int, Sequence[int]]) -> int | None:
    """Whose figure bears a claim's name, if names go round: there and back, or by way of two others."""
    for other in best[number]:
        if number in best[other]:
            return other
    at, seen = number, list[int]()
    while best[at] and len(seen) <= _LONGEST:
        at = best[at][0]
        seen.append(at)
        if at == number:
            return seen[0]
    return None


def _better(slots: Sequence[_Slot], number: int, index: dict[str, list[int]], names: Names) -> list[int]:
    """The slots whose figure a claimed name fits clearly better than its own, the best first."""
    slot = slots[number]
    near = {each for pair in slot.claimed for each in index.get(pair, ())[:_COMMON]}
    fits = [
        (names.fits(slot.claimed, slots[other].figure), other)
        for other in sorted(near)
        if slots[other].figure.value != slot.figure.value
    ]
    good = [(fit, other) for fit, other in fits if fit >= _ALIKE and fit - slot.own >= _MARGIN]
    return [other for _, other in sorted(good, key=lambda each: (-each[0], abs(each[1] - number), each[1]))]
