"""Which figures of money the findings and the extraction account for, and why the others are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gouji.facts import Evidence, Facts
from gouji.figures.figure import Figure
from gouji.ledger.clusters import Place, places
from gouji.ledger.evaluation import Outcome, relation_operands

Unexplained = Literal["open_list", "undetermined", "no_cue"]


def related(outcomes: Sequence[Outcome], *, decided: bool = True) -> frozenset[Place]:
    """The figures that are operands of a relation that was decided, or of one that was not."""
    return frozenset(
        place
        for outcome in outcomes
        if outcome.relation.expected is not None and (outcome.status != "undetermined") == decided
        for place in places(relation_operands(outcome.relation))
    )


def _evidence(facts: Facts) -> Iterator[tuple[Evidence, Decimal | None]]:
    for budget in facts.budgets:
        # What stands on no figure accounts for none, whatever it quotes.
        for evidence in budget.evidence if budget.yuan is not None else ():
            yield evidence, budget.yuan
    for indicator in facts.indicators:
        for evidence in indicator.evidence:
            yield evidence, None


def extracted(facts: Facts) -> frozenset[Place]:
    """The figures that stand in an extraction: as its amount, or again in one of its places."""
    own = [budget.amount for budget in facts.budgets]
    own += [output.figure for activity in facts.activities for output in activity.outputs]
    for funds in facts.funds:
        own += [funds.initial_budget, funds.budget, funds.received, funds.executed]
    found = {(figure.start, figure.end) for figure in own if figure is not None}
    quoted = sorted(
        ((evidence.start, evidence.end, value) for evidence, value in _evidence(facts)),
        key=lambda entry: entry[:2],
    )
    # Swept from left to right: only quotations that have begun and not yet ended are looked at.
    running: list[tuple[int, Decimal | None]] = []
    following = 0
    for figure in sorted(facts.figures, key=lambda each: each.start):
        while following < len(quoted) and quoted[following][0] <= figure.start:
            running.append(quoted[following][1:])
            following += 1
        running = [(end, value) for end, value in running if end > figure.start]
        if any(figure.end <= end and value in (None, figure.value) for end, value in running):
            found.add((figure.start, figure.end))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is accounted for in one document."""

    facts: Facts
    outcomes: Sequence[Outcome]

    def _money(self) -> list[Figure]:
        return [figure for figure in self.facts.figures if figure.dimension == "money"]

    def summary(self) -> dict[str, object]:
        """The counts as they stand in the JSON; ``reasons`` is a closed list."""
        decided, named = related(self.outcomes), extracted(self.facts)
        money = self._money()
        reasons = Counter(self._reasons(money, decided))
        return {
            "money_figures": len(money),
            "in_relations": sum((figure.start, figure.end) in decided for figure in money),
            "in_extractions": sum((figure.start, figure.end) in named for figure in money),
            "reasons": dict(sorted(reasons.items())),
        }

    def _reasons(self, money: Sequence[Figure], decided: frozenset[Place]) -> Iterator[Unexplained]:
        listed = {
            place
            for outcome in self.outcomes
            if outcome.reason == "open_list"
            for place in places(relation_operands(outcome.relation))
        }
        tried = related(self.outcomes, decided=False)
        for figure in money:
            place = (figure.start, figure.end)
            if place not in decided:
                yield "open_list" if place in listed else "undetermined" if place in tried else "no_cue"

    def missed(self) -> tuple[Figure, ...]:
        """Figures of money that no extraction and no relation accounts for; empty without an extraction."""
        if not self.facts.extracted:
            return ()
        known = related(self.outcomes) | extracted(self.facts)
        return tuple(
            figure for figure in self._money() if (figure.start, figure.end) not in known and figure.value
        )
