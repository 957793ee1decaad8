"""Which contradictions have one root: they share a figure that nothing else vouches for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gouji.findings import Operand, Relation
from gouji.ledger.evaluation import Outcome, computed_operands, relation_operands

Place = tuple[int, int]


def places(operands: Sequence[Operand]) -> Iterator[Place]:
    """Where some operands stand."""
    for operand in operands:
        place = operand.place
        if place is not None:
            yield place


_KEPT = "_spots"
"""Where a relation keeps its places once they were asked for: it does not change."""


def spots(relation: Relation) -> frozenset[Place]:
    """Where the operands of a relation stand, those beside it too."""
    known: frozenset[Place] | None = vars(relation).get(_KEPT)
    if known is None:
        known = frozenset(places(relation_operands(relation)))
        vars(relation)[_KEPT] = known
    return known


def figures_of(outcome: Outcome) -> frozenset[Place]:
    """Where the figures of a relation stand, without those that only stand beside it."""
    relation = outcome.relation
    return frozenset(places(computed_operands(relation))) if relation.beside else spots(relation)


def vouched(outcomes: Sequence[Outcome]) -> frozenset[Place]:
    """The figures that stand in a relation that agrees, and not in many more that do not.

    That a part does not exceed its whole vouches for neither.
    """
    good = _counted(outcome for outcome in outcomes if outcome.status == "confirmed")
    bad = _counted(outcome for outcome in outcomes if outcome.status == "contradicted")
    return frozenset(place for place, count in good.items() if bad[place] <= count + 1)


def _counted(outcomes: Iterable[Outcome]) -> Counter[Place]:
    """In how many equations each figure stands."""
    return Counter(
        place
        for outcome in outcomes
        if outcome.relation.expected is not None
        and not (outcome.relation.bound and outcome.status == "confirmed")
        for place in spots(outcome.relation)
    )


def roots(outcomes: Sequence[Outcome]) -> list[str]:
    """A root for every outcome, ``r1``, ``r2`` … in the order given; empty where it agrees.

    A figure that another relation confirms is no link: two sums under one good total fail for two
    reasons.
    """
    safe = vouched(outcomes)
    owner: dict[Place, int] = {}
    parent = list(range(len(outcomes)))

    def find(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    wrong = [index for index, outcome in enumerate(outcomes) if outcome.status == "contradicted"]
    for index in wrong:
        for place in spots(outcomes[index].relation):
            if place not in safe:
                first = owner.setdefault(place, index)
                parent[max(find(first), find(index))] = min(find(first), find(index))
    names: dict[int, str] = {}
    return [
        names.setdefault(find(index), f"r{len(names) + 1}") if outcome.status == "contradicted" else ""
        for index, outcome in enumerate(outcomes)
    ]
