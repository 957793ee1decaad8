"""Which figures of money the findings and the extraction account for, and why the others are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

from gouji.facts import Budget, Evidence, Facts
from gouji.figures.figure import Figure
from gouji.findings import Sum
from gouji.ledger.clusters import Place, spots
from gouji.ledger.evaluation import Outcome

Unexplained = Literal[
    "open_list", "blocked", "undetermined", "per_unit", "zero", "estimate", "not_own", "single_mention", "no_cue",
]  # fmt: skip
"""Why a figure of money is in no relation that was decided; the first that fits, in this order.

``open_list``: its list does not claim to be complete. ``blocked``: a figure beside it has two values.
``undetermined``: another reason left its relation open. ``per_unit``: a price or an amount per head.
``zero``: nothing to add up. ``estimate``: printed roughly or with a bound, and restated nowhere.
``not_own``: what others earned, sold or paid. ``single_mention``: it has a name, and the report prints
it once, in no sum. ``no_cue``: nothing tells what it belongs to.
"""

_PRICE = re.compile(r"人均|亩均|户均|平均|标准|单价|每")


def related(outcomes: Sequence[Outcome], *, decided: bool = True) -> frozenset[Place]:
    """The figures that are operands of a relation that was decided, or of one that was not."""
    return frozenset(
        place
        for outcome in outcomes
        if outcome.relation.expected is not None and (outcome.status != "undetermined") == decided
        for place in spots(outcome.relation)
    )


def added(outcomes: Sequence[Outcome]) -> frozenset[Place]:
    """The figures that are a term or the total of a sum that was decided."""
    return related([outcome for outcome in outcomes if isinstance(outcome.relation.expected, Sum)])


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


def _alone(figure: Figure, budget: Budget | None) -> Unexplained:
    """Why no check looked at a figure."""
    if figure.per or (budget is not None and _PRICE.search(budget.item)):
        return "per_unit"
    if not figure.value:
        return "zero"
    if figure.modifiers or figure.low is not None:
        return "estimate"
    if budget is None:
        return "no_cue"
    return "not_own" if budget.kind == "other" else "single_mention"


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
        tried = {
            **dict.fromkeys(related(self.outcomes, decided=False), "undetermined"),
            **dict.fromkeys(self._left("blocked"), "blocked"),
            **dict.fromkeys(self._left("open_list"), "open_list"),
        }
        named = {b.amount.start: b for b in self.facts.budgets if b.amount is not None and b.item}
        for figure in money:
            place = (figure.start, figure.end)
            if place not in decided:
                yield cast(Unexplained, tried.get(place)) or _alone(figure, named.get(figure.start))

    def _left(self, reason: str) -> Iterator[Place]:
        for outcome in self.outcomes:
            if outcome.reason == reason:
                yield from spots(outcome.relation)

    def missed(self) -> tuple[Figure, ...]:
        """Figures of money that no extraction and no relation accounts for; empty without an extraction."""
        if not self.facts.extracted:
            return ()
        known = related(self.outcomes) | extracted(self.facts)
        return tuple(
            figure for figure in self._money() if (figure.start, figure.end) not in known and figure.value
        )
