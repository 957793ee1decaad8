"""Relations that the words suggest: the numbers say whether they are meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.findings import Operand, Sum
from gouji.ledger.clusters import Place, figures_of, vouched
from gouji.ledger.evaluation import Outcome, computed_operands
from gouji.ledger.precision import Precision
from gouji.ledger.slips import adds, is_slip


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
            slips.setdefault(figures_of(outcome), outcome)
    # A list that may leave something out says nothing more where one slip makes it complete.
    said = [o for o in definite if o.reason != "open_list" or figures_of(o) not in slips]
    kept = {id(outcome) for outcome in (*said, *holding, *slips.values())}
    return [outcome for outcome in outcomes if id(outcome) in kept]


def _once(definite: Sequence[Outcome], holding: Sequence[Outcome]) -> list[Outcome]:
    """What holds without the same figures the other way round: a = b + c is also a − b = c."""
    seen = {figures_of(outcome) for outcome in definite if outcome.status == "confirmed"}
    kept: dict[frozenset[Place], Outcome] = {}
    for outcome in holding:
        figures = figures_of(outcome)
        if figures not in seen or not adds(outcome.relation.expected):
            kept.setdefault(figures, outcome)
    return list(kept.values())


def _holds(outcome: Outcome) -> bool:
    """Whether a relation holds to the last printed digit: a price of few digits makes many amounts."""
    if outcome.status != "confirmed" or adds(outcome.relation.expected):
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
            frozenset(figures_of(outcome) for outcome in known if outcome.reason != "open_list"),
            _by_value(_values(outcome) for outcome in known if outcome.status == "confirmed"),
        )

    def settles(self, outcome: Outcome) -> bool:
        """Whether nothing is left to suggest."""
        figures = figures_of(outcome)
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
        parts = figures_of(outcome) - {total}
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
