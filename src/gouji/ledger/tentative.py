"""Relations that the words suggest or seem to mean: the numbers say whether they are meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.figures.figure import Figure, Interval
from gouji.findings import Difference, Expression, Operand, Ratio, Relation, Sum
from gouji.ledger.clusters import Place, places, vouched
from gouji.ledger.edits import ADDED, CHANGED, CROSSED, DROPPED, SHIFTED, SWAPPED, UNIT, Edit, edits
from gouji.ledger.evaluation import Outcome, computed_operands, evaluate
from gouji.ledger.precision import Precision, telling
from gouji.ledger.repairs import SLACK, edited, target

Amount = tuple[str, Decimal | None]
"""A base unit and a value in it."""

DIGITS: dict[int, int] = {SWAPPED: 3, CHANGED: 4, UNIT: 3, CROSSED: 4, SHIFTED: 3, DROPPED: 5, ADDED: 5}
"""The kinds of slips that are believed, and how many digits a number must print for one not to be chance."""

FEWER: dict[int, int] = {SWAPPED: 2, CHANGED: 2, UNIT: 2, CROSSED: 3, SHIFTED: 3, DROPPED: 3, ADDED: 4}
"""The same where the form of the text binds the figures to each other."""

NAME = 4
"""How long a name must be to say by itself which amount is meant."""

LEFT_OUT = 6
"""How many times what is listed a total of money may be where the largest of its parts is left out."""

SHORT = Decimal("1.2")
"""How many times its parts a whole may be for them to be taken for all of it."""

_GAPS = (1, 9, 99, 999, 9999)
"""What a changed digit, two neighbours swapped, and two that are further apart leave, times one digit."""

ITEMS = 3
"""How many items, and digits of their total, tell that one item in another unit is a slip."""

PAIR = 3
PAIR_DIGITS = 10
"""How many figures a difference and its pair are, and how many digits of them tell that they belong together."""

ORDER = 2
"""How many times the other one of two amounts may be that are taken for one."""


def told(outcomes: Sequence[Outcome], precision: Precision) -> list[Outcome]:
    """The outcomes that are worth telling: of the tentative ones those that hold or fail by one slip.

    A figure that an equation of the text settles needs no suggestion, and one that another equation
    confirms is not where the slip was made.
    """
    definite = [outcome for outcome in outcomes if not outcome.relation.tentative]
    suggested = [outcome for outcome in outcomes if outcome.relation.tentative]
    if not suggested:
        return definite
    settled = _settled(definite)
    # What divides a total once more is worth saying where its form binds it, and not where it only adds up.
    open_still = [o for o in suggested if o.relation.firm or o.relation.stated.place not in settled]
    holding = _once(definite, [o for o in open_still if _holds(o)])
    known = _Known.of(definite, holding)
    slips: dict[frozenset[Place], Outcome] = {}
    for outcome in suggested:
        # The same figures the other way round are the same slip.
        if not known.settles(outcome) and (explained(outcome) or is_slip(outcome, precision, known.safe)):
            slips.setdefault(_figures(outcome), outcome)
    # A list that may leave something out says nothing more where one slip makes it complete.
    said = [o for o in definite if o.reason != "open_list" or _figures(o) not in slips]
    kept = {id(outcome) for outcome in (*said, *holding, *slips.values())}
    return [outcome for outcome in outcomes if id(outcome) in kept]


def _once(definite: Sequence[Outcome], holding: Sequence[Outcome]) -> list[Outcome]:
    """What holds without the same figures the other way round: a = b + c is also a − b = c."""
    seen = {_figures(outcome) for outcome in definite if outcome.status == "confirmed"}
    kept: dict[frozenset[Place], Outcome] = {}
    for outcome in holding:
        figures = _figures(outcome)
        if figures not in seen or not _adds(outcome.relation.expected):
            kept.setdefault(figures, outcome)
    return list(kept.values())


def _holds(outcome: Outcome) -> bool:
    """Whether a relation holds to the last printed digit: a price of few digits makes many amounts."""
    if outcome.status != "confirmed" or _adds(outcome.relation.expected):
        return outcome.status == "confirmed"
    stated, gap = outcome.relation.stated.figure, outcome.difference
    return stated is not None and gap is not None and gap <= stated.quantum


@dataclass(frozen=True, slots=True)
class _Known:
    """What the equations of a text have decided: totals, figures that agree, sets of figures that were held together."""

    stated: frozenset[Place | None]
    safe: frozenset[Place]
    said: frozenset[frozenset[Place]]
    sound: Mapping[Decimal | None, Sequence[frozenset[Decimal | None]]]

    @classmethod
    def of(cls, definite: Sequence[Outcome], holding: Sequence[Outcome]) -> _Known:
        known = [*definite, *holding]
        return cls(
            _settled(known),
            vouched(known),
            frozenset(_figures(outcome) for outcome in known if outcome.reason != "open_list"),
            _by_value(_values(outcome) for outcome in known if outcome.status == "confirmed"),
        )

    def settles(self, outcome: Outcome) -> bool:
        """Whether nothing is left to suggest."""
        figures = _figures(outcome)
        if figures in self.said:
            return True
        if isinstance(outcome.relation.expected, Operand):
            # Two amounts that one equation holds beside each other are two things, however like they look.
            values = _values(outcome)
            return any(values <= each for each in self.sound.get(min(values, key=str, default=None), ()))
        return outcome.relation.stated.place in self.stated and not self.divides_again(outcome)

    def divides_again(self, outcome: Outcome) -> bool:
        """Whether a list divides what others divide too, by parts of its own: by rank, and then by post."""
        if not outcome.relation.firm or not isinstance(outcome.relation.expected, Sum):
            return False
        total = outcome.relation.stated.place
        parts = _figures(outcome) - {total}
        return all(not parts & figures for figures in self.said if total in figures)


def _by_value(
    sound: Iterable[frozenset[Decimal | None]],
) -> Mapping[Decimal | None, Sequence[frozenset[Decimal | None]]]:
    """Sets of values by each value that they hold."""
    found: dict[Decimal | None, list[frozenset[Decimal | None]]] = {}
    for values in sound:
        for value in values:
            found.setdefault(value, []).append(values)
    return found


def presumed(outcome: Outcome, precision: Precision) -> Outcome:
    """An outcome of amounts that may be of two things: a contradiction between far ones is left open."""
    relation = outcome.relation
    near = _of_one_order(outcome) and not _has_larger_part(outcome)
    if outcome.status != "contradicted" or relation.bound or near or _is_certain(relation):
        return outcome
    if _slips_of_any_kind(relation, precision):
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
    pairs = [_figures(outcome) for outcome in outcomes if _is_exact_pair(outcome)]
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
    others = _figures(outcome) - {stated.place}
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


def _slips_of_any_kind(relation: Relation, precision: Precision) -> bool:
    return any(
        evaluate(edited(relation, place, edit.figure), precision).status in ("confirmed", "tail")
        for place, figure, wanted in _wanted(relation)
        for edit in edits(figure, _about(figure, wanted, rough=True))
    )


def _figures(outcome: Outcome) -> frozenset[Place]:
    return frozenset(places(computed_operands(outcome.relation)))


def _values(outcome: Outcome) -> frozenset[Decimal | None]:
    return frozenset(each.figure.value for each in computed_operands(outcome.relation) if each.figure)


def _settled(outcomes: Sequence[Outcome]) -> frozenset[Place | None]:
    """The figures that stand alone on one side of an equation that was decided."""
    return frozenset(
        outcome.relation.stated.place
        for outcome in outcomes
        if outcome.status in ("confirmed", "tail", "contradicted")
        and outcome.relation.expected is not None
        and not isinstance(outcome.relation.expected, Operand)
        and not outcome.relation.bound
    )


def explained(outcome: Outcome) -> bool:
    """Whether more than a slip says why a suggested relation fails: another base fits, or its check is sure of it."""
    known = bool(outcome.fits) or outcome.relation.severity is not None
    return outcome.status == "contradicted" and known


def is_slip(outcome: Outcome, precision: Precision, safe: frozenset[Place] = frozenset()) -> bool:
    """Whether one slip of the pen is all that keeps a relation from holding, in a figure that nothing else confirms."""
    if outcome.status != "contradicted" or not _may_be(outcome):
        return False
    return any(True for _ in _slips(outcome.relation, precision, safe))


def _slips(relation: Relation, precision: Precision, safe: frozenset[Place]) -> Iterator[Edit]:
    for place, figure, wanted in _wanted(relation):
        for edit in edits(figure, _about(figure, wanted)) if place not in safe else ():
            if _believed(edit, figure, relation) and _restores(
                evaluate(edited(relation, place, edit.figure), precision)
            ):
                yield edit


def _wanted(relation: Relation) -> Iterator[tuple[Place, Figure, Decimal]]:
    """Every figure of a relation with the value that would make it hold."""
    for operand in computed_operands(relation):
        if operand.figure is not None and operand.place is not None:
            wanted = target(relation, operand.place)
            if wanted is not None:
                yield operand.place, operand.figure, wanted


def _about(figure: Figure, wanted: Decimal, *, rough: bool = False) -> Interval:
    slack = max(figure.quantum / 2, abs(wanted) * SLACK if rough else Decimal(0))
    return Interval(wanted - slack, wanted + slack)


def _believed(edit: Edit, figure: Figure, relation: Relation) -> bool:
    # Which two amounts a difference lies between is tried: one of many is near by chance.
    if relation.firm:
        return telling(figure) >= FEWER.get(edit.cost, 99) or (edit.cost == UNIT and _is_list(relation))
    tried = isinstance(relation.expected, Difference) and edit.cost == CHANGED
    return telling(figure) >= DIGITS.get(edit.cost, 99) + tried


def _is_list(relation: Relation) -> bool:
    """Whether a relation takes a total apart that tells by its digits which unit closes it, however round an item is."""
    stated = relation.stated.figure
    return (
        isinstance(relation.expected, Sum)
        and len(relation.expected.terms) >= ITEMS
        and stated is not None
        and telling(stated) >= ITEMS
    )


def _restores(outcome: Outcome) -> bool:
    return outcome.difference == 0 if _adds(outcome.relation.expected) else outcome.status == "confirmed"


def _adds(expression: Expression | None) -> bool:
    return isinstance(expression, Operand | Sum | Difference)


def _may_be(outcome: Outcome) -> bool:
    """Whether the gap of a sum is what a changed or swapped digit leaves: cheap, and it rules out nearly all."""
    gap = outcome.difference
    if gap is None or not _adds(outcome.relation.expected):
        return gap is not None
    units = {operand.figure.unit for operand in computed_operands(outcome.relation) if operand.figure}
    if len(units) > 1:
        return True
    left = gap.normalize().as_tuple().digits
    number = int("".join(map(str, left)))
    return any(number % each == 0 and number <= 9 * each for each in _GAPS) or _is_whole_unit(outcome)


def _is_whole_unit(outcome: Outcome) -> bool:
    """Whether a sum is out by orders of magnitude: 万元 printed for 元."""
    figure = outcome.relation.stated.figure
    if figure is None or not figure.value or not outcome.computed:
        return False
    factor = abs(outcome.computed / figure.value)
    return factor >= Decimal(100) or factor <= Decimal("0.01")
