"""Errors as they happen when reports are typed, one at a time, and whether they can be seen at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal

from generator import figures, items, wording
from generator.arithmetic import verdicts
from generator.edit import Edit
from generator.roots import identified
from generator.tree import Relation, Report

Observable = Literal["yes", "tail", "no"]
Operator = Callable[[Report, Random], Edit | None]
_TRIES = 40


@dataclass(frozen=True)
class Mutation:
    """A report with an error in it.

    ``changed`` are the slots that were edited, ``spots`` those that a finding must touch to have found it:
    the edited ones, or, where something is gone, the figures of the broken relations. ``observable``: some
    relation is contradicted beyond every tolerance (``yes``), or only misses its strict interval (``tail``).
    ``identified`` says that the broken relations have no other figure in common that the rest of the report
    would let change: only then is there one root to be found.
    """

    operator: str
    original: Report
    report: Report
    changed: tuple[int, ...]
    spots: frozenset[int]
    observable: Observable
    broken: tuple[Relation, ...]
    identified: bool


def _single(edit: Callable[[str, Random], str | None]) -> Operator:
    return lambda report, random: figures.digits(report, random, edit)


def _several(report: Report, random: Random) -> Edit | None:
    """Three to five errors in one report."""
    edit = Edit(report)
    for _ in range(random.randint(3, 5)):
        found = OPERATORS[random.choice(("digit", "swap", "drop-digit", "total", "unit"))](
            edit.report, random
        )
        if found is not None and not set(found.changed) & set(edit.changed):
            edit = Edit(found.report, (*edit.changed, *found.changed))
    return edit if len(edit.changed) >= 3 else None


OPERATORS: Mapping[str, Operator] = {
    "digit": _single(figures.substituted),
    "swap": _single(figures.swapped),
    "drop-digit": _single(figures.dropped),
    "add-digit": _single(figures.added),
    "point": _single(figures.shifted),
    "unit": figures.unit_slip,
    "unit-yi": figures.unit_slip_yi,
    "caption": wording.caption,
    "stale": figures.stale,
    "total": figures.total_alone,
    "part-and-total": figures.part_and_total,
    "denominator": figures.denominator,
    "rounding": figures.rounding,
    "drop-item": items.drop,
    "repeat-item": items.repeat,
    "swap-items": items.swap,
    "score-cap": figures.score_over_weight,
    "weights": figures.weight,
    "band": wording.band,
    "year": figures.year,
    "scope": wording.scope,
    "several": _several,
}
"""Every operator by its name; ``several`` makes three to five errors at once."""

PLACELESS: Mapping[str, frozenset[str]] = {
    "special": frozenset({"band", "score-cap", "scope", "weights"}),
    "project": frozenset({"scope"}),
}
"""Operators for which a template never has a place."""

UNIT_SLIPS = frozenset({"unit", "unit-yi", "caption"})
NO_FIGURE = frozenset({"drop-item", "repeat-item", "band", "scope", "caption"})
"""Operators whose root is not one figure with another value."""


def mutate(report: Report, operator: str, random: Random) -> Mutation | None:
    """Apply an operator at a random place; ``None`` where the report has none for it."""
    for _ in range(_TRIES):
        edit = OPERATORS[operator](report, random)
        if edit is not None and edit.report != report:
            return _judged(operator, report, edit)
    return None


def _judged(operator: str, report: Report, edit: Edit) -> Mutation:
    verdict = verdicts(edit.report)
    changed = frozenset(edit.changed)
    about = [r for r in verdict if not changed or changed & {*r.keys, r.stated} or edit.anywhere]
    broken = tuple(relation for relation in about if verdict[relation] == "contradicted")
    clean = verdicts(report)
    tails = any(verdict[relation] == "tail" and clean.get(relation) != "tail" for relation in about)
    spots = changed | edit.spots
    if edit.anywhere:
        spots |= frozenset(key for relation in broken for key in (*relation.keys, relation.stated))
    return Mutation(
        operator,
        report,
        edit.report,
        edit.changed,
        spots,
        "yes" if broken else "tail" if tails else "no",
        broken,
        len(changed) == 1 and operator not in NO_FIGURE and identified(edit.report, edit.changed[0], broken),
    )
