"""Contradictions that are left open: the amounts may be of two things."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.findings import Difference, Operand, Ratio, Relation, Sum
from gouji.ledger.clusters import Place, figures_of, vouched
from gouji.ledger.evaluation import Outcome, computed_operands
from gouji.ledger.precision import Precision, telling
from gouji.ledger.slips import slips_of_any_kind

Amount = tuple[str, Decimal | None]
"""A base unit and a value in it."""

NAME = 4
"""How long a name must be to say by itself which amount is meant."""

LEFT_OUT = 6
"""How many times what is listed a total of money may be where the largest of its parts is left out."""

SHORT = Decimal("1.2")
"""How many times its parts a whole may be for them to be taken for all of it."""

PAIR = 3

PAIR_DIGITS = 10
"""How many figures a difference and its pair are, and how many digits of them tell that they belong together."""

ORDER = 2
"""How many times the other one of two amounts may be that are taken for one."""


def presumed(outcome: Outcome, precision: Precision) -> Outcome:
    """An outcome of amounts that may be of two things: a contradiction between far ones is left open."""
    relation = outcome.relation
    near = _of_one_order(outcome) and not _has_larger_part(outcome)
    if outcome.status != "contradicted" or relation.bound or near or _is_certain(relation):
        return outcome
    if slips_of_any_kind(relation, precision):
        return outcome
    return replace(outcome, status="undetermined", reason="far", fits=())


def _has_larger_part(outcome: Outcome) -> bool:
    """Whether a term of a sum is more than the total: the total is hardly theirs."""
    stated, expected = outcome.relation.stated.figure, outcome.relation.expected
    if stated is None or stated.value is None or stated.value <= 0 or not isinstance(expected, Sum):
        return False
    values = [
        term.figure.value for term in expected.terms if isinstance(term, Operand) and term.figure is not None
    ]
    return any(value is not None and value > stated.value for value in values)


def _is_certain(relation: Relation) -> bool:
    """Whether nothing is left to presume: all stands in cells, or both amounts bear the same name."""
    if relation.firm:
        return True
    whole = computed_operands(relation)
    in_cells = [operand.figure is not None and "in_table" in operand.figure.flags for operand in whole]
    # A rate with its sign is told by itself from a number that only its column gives a unit.
    if all(in_cells) or (isinstance(relation.expected, Ratio) and sum(in_cells) > 1):
        return True
    if not isinstance(relation.expected, Operand):
        return False
    short, long = sorted((relation.stated.label, relation.expected.label), key=len)
    return len(short) >= NAME and short in long


def elsewhere(outcomes: Sequence[Outcome], precision: Precision) -> list[Outcome]:
    """The outcomes, with lists of prose left open that are of another total.

    They add up to a number that the report prints, and what they were held against is sound by itself.
    """
    safe = vouched(outcomes)
    sound = {
        (each.figure.base_unit, each.figure.value)
        for outcome in outcomes
        for each in computed_operands(outcome.relation)
        if each.figure is not None and each.place in safe
    }
    pairs = [figures_of(outcome) for outcome in outcomes if _is_exact_pair(outcome)]
    return [
        replace(outcome, status="undetermined", reason="far", fits=())
        if outcome.status == "contradicted"
        and (_makes_another(outcome, sound, precision.printed_values) or _lies_between_others(outcome, pairs))
        else outcome
        for outcome in outcomes
    ]


def _is_exact_pair(outcome: Outcome) -> bool:
    """Whether two amounts and their difference agree to the last of many digits."""
    whole = computed_operands(outcome.relation)
    if outcome.status != "confirmed" or not isinstance(outcome.relation.expected, Difference):
        return False
    digits = sum(telling(each.figure) for each in whole if each.figure is not None)
    return outcome.difference == 0 and len(whole) == PAIR and digits >= PAIR_DIGITS


def _lies_between_others(outcome: Outcome, pairs: Sequence[frozenset[Place]]) -> bool:
    """Whether a difference of prose is that of another pair: 结算价472.60万元，审减12.40万元后定案460.20万元."""
    stated = outcome.relation.stated
    if not isinstance(outcome.relation.expected, Difference) or stated.figure is None:
        return False
    others = figures_of(outcome) - {stated.place}
    prose = "in_table" not in stated.figure.flags
    return prose and any(stated.place in pair and pair & others for pair in pairs)


def _makes_another(outcome: Outcome, sound: Collection[Amount], printed: Collection[Amount]) -> bool:
    stated = outcome.relation.stated.figure
    if not isinstance(outcome.relation.expected, Sum) or stated is None or "in_table" in stated.flags:
        return False
    unit = stated.base_unit
    return (unit, stated.value) in sound and (unit, outcome.computed) in printed


def _of_one_order(outcome: Outcome) -> bool:
    """Whether neither side is more than twice the other; nothing at all is compared with anything."""
    stated = outcome.relation.stated.figure
    if stated is None or stated.value is None or outcome.computed is None:
        return True
    if _counts(outcome.relation) and outcome.computed < stated.value:
        # 办结1,762件, of which three kinds are named: what is missing from a list of counts is no error.
        return outcome.computed * SHORT >= stated.value
    small, large = sorted((abs(stated.value), abs(outcome.computed)))
    short = isinstance(outcome.relation.expected, Sum) and outcome.computed < stated.value
    return small == 0 or large <= (LEFT_OUT if short else ORDER) * small


def _counts(relation: Relation) -> bool:
    stated = relation.stated.figure
    return isinstance(relation.expected, Sum) and stated is not None and stated.dimension == "count"
