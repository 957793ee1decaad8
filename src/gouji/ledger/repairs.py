"""The smallest single edits that would restore relations; offered, never applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from gouji.figures.figure import Figure, Interval
from gouji.findings import (
    Difference,
    Operand,
    Ratio,
    Relation,
    Repair,
    Status,
    Sum,
)
from gouji.ledger.clusters import Place, figures_of
from gouji.ledger.edits import PUT, TAKEN, Edit, edits, like, put
from gouji.ledger.evaluation import Outcome, computed_operands, evaluate, glance, restored
from gouji.ledger.precision import Precision, factor
from gouji.ledger.solving import edited, target

OFFERED = 5
"""How many repairs a finding shows."""

MOST_FIGURES = 150
"""The figures of a relation up to which each of them is tried."""

SLACK = Decimal("0.005")
"""How far from the wanted value, as a share of it, an edit of a quotient may lie to be worth evaluating."""


Ranked = tuple[tuple[int, int, int, int], Repair]

MAX_TARGETS = 4
"""How many of a figure's broken relations say what it should be."""


@dataclass
class Workshop:
    """Looks for edits in a document whose relations have been evaluated."""

    outcomes: Sequence[Outcome]
    precision: Precision
    figures: Sequence[Figure]
    names: Mapping[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._at: dict[Place, list[Outcome]] = {}
        self._by_value: dict[Decimal, list[Figure]] = {}
        self._tried: dict[Place, list[Ranked]] = {}
        # The outcomes keep their relations: while they are looked at, each has its id to itself.
        self._closed: dict[tuple[int, Place, str], bool | None] = {}
        self._rates = {figure.value for figure in self.figures if figure.dimension == "percent"}
        for figure in self.figures:
            if figure.dimension == "money" and figure.value:
                self._by_value.setdefault(figure.value, []).append(figure)
        for outcome in self.outcomes:
            if outcome.relation.expected is not None and outcome.status != "undetermined":
                for place in figures_of(outcome):
                    self._at.setdefault(place, []).append(outcome)

    def repairs(self, outcome: Outcome) -> tuple[Repair, ...]:
        """The edits that make a contradicted relation agree, those that restore most relations first."""
        if outcome.status != "contradicted" or outcome.relation.expected is None:
            return ()
        found: list[Ranked] = []
        figures = {
            (o.figure.start, o.figure.end): o.figure
            for o in computed_operands(outcome.relation)
            if o.figure is not None
        }
        if len(figures) > MOST_FIGURES and outcome.relation.stated.place is not None:
            # Of so many addends any may be wrong: only the total itself is looked at.
            figures = {key: each for key, each in figures.items() if key == outcome.relation.stated.place}
        for place, figure in figures.items():
            found.extend(
                entry for entry in self._for_figure(place, figure) if self._mends(entry, outcome, figure)
            )
        found.extend(_repeated(outcome))
        found.extend(self._dropped(outcome))
        found = _without_near_misses(found)
        found.sort(key=lambda entry: entry[0])
        return tuple(repair for _, repair in found[:OFFERED])

    def _mends(self, entry: Ranked, outcome: Outcome, figure: Figure) -> bool:
        other, place = self._edited_figures[entry[1].start, entry[1].text], (figure.start, figure.end)
        return self._closes(outcome.relation, place, other) is not None

    @cached_property
    def _edited_figures(self) -> dict[tuple[int, str], Figure]:
        return {}

    def _for_figure(self, place: Place, figure: Figure) -> list[Ranked]:
        """The edits of one figure that restore more than they break, over all its relations."""
        if place not in self._tried:
            self._tried[place] = list(self._search(place, figure))
        return self._tried[place]

    def _search(self, place: Place, figure: Figure) -> Iterator[Ranked]:
        seen: set[str] = {figure.text}
        broken = [o for o in self._at.get(place, ()) if o.status == "contradicted"][:MAX_TARGETS]
        for outcome in broken:
            relation = outcome.relation
            wanted = target(relation, place)
            if wanted is None:
                continue
            needed = len(broken) > 1 or _is_derived(outcome.relation, place)
            for edit in self._candidates(
                figure, wanted, needed=needed, rough=_is_rough(relation), bound=relation.bound
            ):
                if edit.text in seen:
                    continue
                seen.add(edit.text)
                closed = self._closes(outcome.relation, place, edit.figure)
                if closed is not None:
                    mended, spoilt = self._effect(place, edit.figure)
                    derived = _is_derived(outcome.relation, place)
                    if mended > spoilt and (edit.cost < PUT or derived or mended > 1 + spoilt):
                        unseen = 0 if self._printed_elsewhere(edit.figure) else 1
                        rank = 2 * unseen + (not closed)
                        order = (spoilt - mended, rank, edit.cost, figure.start)
                        self._edited_figures[figure.start, edit.text] = edit.figure
                        yield order, Repair(figure.start, figure.end, edit.text, mended)

    def _candidates(
        self, figure: Figure, wanted: Decimal, *, needed: bool, rough: bool, bound: bool
    ) -> Iterator[Edit]:
        slack = max(figure.quantum, factor(figure) / 100) * 3
        if rough:
            slack = max(abs(wanted) * SLACK, slack)
        # Many numbers would not exceed a bound: only that of points says which one is meant.
        if not bound or figure.dimension == "score":
            yield from edits(figure, Interval(wanted - slack, wanted + slack))
        for other in self._by_value.get(wanted, ())[:1]:
            taken = like(figure, other, TAKEN)
            if taken is not None:
                yield taken
        recomputed = put(figure, wanted) if needed else None
        if recomputed is not None:
            known = figure.dimension == "percent" and recomputed.figure.value in self._rates
            yield replace(recomputed, cost=TAKEN) if known else recomputed

    def _printed_elsewhere(self, figure: Figure) -> bool:
        """Whether the report prints the edited amount at another place: then that is likely the right one."""
        return figure.dimension == "money" and figure.value in self._by_value

    def _effect(self, place: Place, figure: Figure) -> tuple[int, int]:
        """How many relations an edit restores, and how many it breaks."""
        mended = spoilt = 0
        for outcome in self._at.get(place, ()):
            if outcome.status == "contradicted":
                mended += self._closes(outcome.relation, place, figure) is not None
            else:
                spoilt += self._status(outcome.relation, place, figure) == "contradicted"
        return mended, spoilt

    def _status(self, relation: Relation, place: Place, figure: Figure) -> Status:
        seen = glance(relation, place, figure)
        return seen or evaluate(edited(relation, place, figure), self.precision).status

    def _closes(self, relation: Relation, place: Place, figure: Figure) -> bool | None:
        """Whether an edited relation holds as a reader recomputes it, or but for rounding; ``None``: not at all."""
        key = (id(relation), place, figure.text)
        if key not in self._closed:
            self._closed[key] = self._closes_at(relation, place, figure)
        return self._closed[key]

    def _closes_at(self, relation: Relation, place: Place, figure: Figure) -> bool | None:
        seen = glance(relation, place, figure)
        if seen is not None:
            return True if seen == "confirmed" else None
        result = evaluate(edited(relation, place, figure), self.precision)
        return _closes(result) if restored(result) else None

    def _dropped(self, outcome: Outcome) -> Iterator[Ranked]:
        """An item that the list leaves out and the report names elsewhere, its amount just what is missing."""
        relation, expected = outcome.relation, outcome.relation.expected
        stated = relation.stated.figure
        if (
            not isinstance(expected, Sum)
            or outcome.computed is None
            or stated is None
            or stated.value is None
        ):
            return
        missing = stated.value - outcome.computed
        own = {o.figure.start for o in computed_operands(relation) if o.figure is not None}
        last = next((o.figure for o in reversed(computed_operands(relation)) if o.figure is not None), None)
        for figure in self._by_value.get(missing, ())[:3] if missing > 0 and last is not None else ():
            name = self.names.get(figure.start, "")
            if figure.start not in own and name and last is not None:
                yield (-1, 0, TAKEN, last.end), Repair(last.end, last.end, f"、{name}{figure.text}", 1)
                return


def _is_derived(relation: Relation, place: Place) -> bool:
    """Whether the figure at a place is a rate: anybody can work it out again."""
    stated = relation.stated.figure
    own = stated is not None and (stated.start, stated.end) == place
    return own and isinstance(relation.expected, Ratio)


def _is_rough(relation: Relation) -> bool:
    """Whether a relation only tells about what a figure should be: a quotient, a bound, a product."""
    return relation.bound or not isinstance(relation.expected, Operand | Sum | Difference)


def _closes(result: Outcome) -> bool:
    """Whether an edited relation holds as a reader recomputes it: a sum to the last digit, a rate as rounded."""
    if isinstance(result.relation.expected, Ratio):
        return result.status == "confirmed"
    return result.difference == 0


def _without_near_misses(
    found: list[tuple[tuple[int, int, int, int], Repair]],
) -> list[tuple[tuple[int, int, int, int], Repair]]:
    """Where an edit makes a sum close exactly, those that only bring it near are left out.

    They stay if they mend more than any exact one, or put an amount that is printed elsewhere: 尾差
    may then be the report's own rounding.
    """
    exact = [order[0] for order, _ in found if order[1] % 2 == 0]
    if not exact:
        return found
    best = min(exact)
    return [(order, repair) for order, repair in found if order[1] != 3 or order[0] < best]


def _repeated(outcome: Outcome) -> Iterator[tuple[tuple[int, int, int, int], Repair]]:
    """Leaving out an item that the list names twice, where its amount is just what is too much."""
    relation, expected = outcome.relation, outcome.relation.expected
    stated = relation.stated.figure
    if not isinstance(expected, Sum) or outcome.computed is None or stated is None or stated.value is None:
        return
    excess = outcome.computed - stated.value
    terms = [term for term in expected.terms if isinstance(term, Operand) and term.figure is not None]
    for index, term in enumerate(terms):
        figure = term.figure
        twins = [twin for twin in terms[:index] if twin.label == term.label and _value(twin) == _value(term)]
        if figure is not None and figure.value == excess and twins:
            yield (-1, 0, 1, figure.start), Repair(figure.start, figure.end, "", 1)


def _value(operand: Operand) -> Decimal | None:
    return operand.figure.value if operand.figure is not None else None
