"""Rates of one list: where the list adds up and a rate beside it holds, the base of the others is no question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.findings import Operand, Ratio, Sum
from gouji.ledger.clusters import Place, places
from gouji.ledger.evaluation import Outcome, operands


def certain(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, with rates left open as far off contradicted where nothing about their base is open.

    中央补助60万元，占25%；省级补助100万元，占50%；县级配套40万元，占20%: the three make up their whole and 50%
    is of it, so 25% and 20% are not of something else, however far they are from what they should be.
    """
    far = [outcome for outcome in outcomes if outcome.reason == "far"]
    if not far:
        return list(outcomes)
    bases = {pair[1] for outcome in outcomes if outcome.status == "confirmed" and (pair := _pair(outcome))}
    parts = _parts(outcomes)
    return [
        replace(outcome, status="contradicted", reason="") if _is_certain(outcome, bases, parts) else outcome
        for outcome in outcomes
    ]


def _is_certain(outcome: Outcome, bases: set[Place], parts: set[tuple[Place, Place]]) -> bool:
    pair = _pair(outcome) if outcome.reason == "far" else None
    return pair is not None and pair[1] in bases and pair in parts


def _pair(outcome: Outcome) -> tuple[Place, Place] | None:
    """Where the part and the whole of a plain rate stand."""
    expected = outcome.relation.expected
    if not isinstance(expected, Ratio):
        return None
    part, whole = expected.part, expected.whole
    if not (isinstance(part, Operand) and isinstance(whole, Operand)) or part.place is None:
        return None
    return (part.place, whole.place) if whole.place is not None else None


def _parts(outcomes: Sequence[Outcome]) -> set[tuple[Place, Place]]:
    """The parts of every list that adds up, each with its whole."""
    return {
        (part, stated)
        for outcome in outcomes
        if outcome.status in ("confirmed", "tail") and isinstance(outcome.relation.expected, Sum)
        if (stated := outcome.relation.stated.place) is not None
        for part in places(operands(outcome.relation.expected))
    }
