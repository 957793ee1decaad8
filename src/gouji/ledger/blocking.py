"""What an inconsistent duplicate blocks: one error must not be told as many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.findings import Operand
from gouji.ledger.clusters import Place, spots
from gouji.ledger.evaluation import Outcome


def inconsistent(outcomes: Sequence[Outcome]) -> frozenset[Place]:
    """The figures of quantities that the report prints with two values."""
    return frozenset(
        place
        for outcome in outcomes
        if outcome.status == "contradicted"
        and isinstance(outcome.relation.expected, Operand)
        and not outcome.relation.bound
        for place in spots(outcome.relation)
    )


def blocked(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, with contradictions over several sections left open where an operand has two values.

    A sum that one sentence or one table prints is never blocked: its contradiction is there to see.
    """
    doubtful = inconsistent(outcomes)
    return [
        replace(outcome, status="undetermined", reason="blocked", fits=())
        if outcome.relation.across
        and outcome.status == "contradicted"
        and not doubtful.isdisjoint(spots(outcome.relation))
        else outcome
        for outcome in outcomes
    ]


def said_before(outcomes: Sequence[Outcome]) -> list[bool]:
    """Which outcomes over several sections only say again what a sentence or a table says of these figures."""
    told = {
        spots(outcome.relation)
        for outcome in outcomes
        if not outcome.relation.across and not outcome.relation.bound
    }
    return [outcome.relation.across and spots(outcome.relation) in told for outcome in outcomes]
