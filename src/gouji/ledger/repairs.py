"""The smallest single edits that would restore relations; offered, never applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.figures.figure import Figure, Interval
from gouji.findings import Difference, Expression, Operand, Product, Ratio, Relation, Repair, Sum
from gouji.ledger.clusters import Place, places
from gouji.ledger.evaluation import Outcome, compute, evaluate, operands, relation_operands, restored
from gouji.ledger.interval import HUNDRED
from gouji.ledger.precision import Precision, factor, printed_number

OFFERED = 5
"""How many repairs a finding shows."""

SLACK = Decimal("0.005")
"""How far from the wanted value, as a share of it, an edit may lie to be worth evaluating."""

UNITS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "元": (("万元", 4),),
    "万元": (("元", -4), ("亿元", 4)),
    "亿元": (("万元", -4),),
}


@dataclass(frozen=True, slots=True)
class _Edit:
    """``cost`` orders edits that restore as much: swapped digits and units are the common slips."""

    figure: Figure
    text: str
    cost: int


def _digits(text: str) -> list[int]:
    return [index for index, character in enumerate(text) if character.isdecimal()]


def _edits(figure: Figure, near: Interval) -> Iterator[_Edit]:
    """Changed digits, swapped neighbours and units a step of 10⁴ away that bring a figure *near* a value."""
    if figure.value is None or "hanzi" in figure.flags:
        return
    at, number = _digits(figure.text), [c for c in printed_number(figure) if c.isdecimal()]
    if len(at) != len(number):
        return
    lowest = figure.quantum
    for index, old in enumerate(number):
        place = lowest.scaleb(len(number) - 1 - index)
        for new in "0123456789":
            if new != old and not (new == "0" and index == 0 and len(number) > 1):
                delta = (int(new) - int(old)) * place
                if figure.value + delta in near:
                    yield _edit(figure, delta, {at[index]: new}, cost=1)
        if index + 1 < len(number) and number[index + 1] != old and not (index == 0 and number[1] == "0"):
            swapped = (int(number[index + 1]) - int(old)) * (place - place / 10)
            if figure.value + swapped in near:
                yield _edit(figure, swapped, {at[index]: number[index + 1], at[index + 1]: old}, cost=0)
    yield from (edit for edit in _unit_edits(figure, figure.value) if edit.figure.value in near)


def _edit(figure: Figure, delta: Decimal, digits: Mapping[int, str], cost: int) -> _Edit:
    text = "".join(_as_wide(digits[i], old) if i in digits else old for i, old in enumerate(figure.text))
    value = (figure.value or Decimal(0)) + delta
    return _Edit(replace(figure, value=value, text=text), text, cost)


def _as_wide(digit: str, old: str) -> str:
    """A digit in the width of the one it stands for."""
    return chr(ord(digit) - ord("0") + ord("０")) if "０" <= old <= "９" and digit.isascii() else digit


def _unit_edits(figure: Figure, value: Decimal) -> Iterator[_Edit]:
    for unit, power in UNITS.get(figure.unit, ()):
        if figure.text.endswith(figure.unit):
            text = figure.text[: -len(figure.unit)] + unit
            quantum = figure.quantum.scaleb(power)
            changed = replace(figure, value=value.scaleb(power), quantum=quantum, unit=unit, text=text)
            yield _Edit(changed, text, cost=0)


def _substitute(expression: Expression, place: Place, figure: Figure) -> Expression:
    match expression:
        case Operand(figure=old):
            if old is not None and (old.start, old.end) == place:
                return replace(expression, figure=figure)
            return expression
        case Sum(terms):
            return Sum(tuple(_substitute(term, place, figure) for term in terms))
        case Difference(left, right) | Product(left, right):
            return type(expression)(_substitute(left, place, figure), _substitute(right, place, figure))
        case Ratio(part, whole):
            return Ratio(_substitute(part, place, figure), _substitute(whole, place, figure))
    return expression


def _edited(relation: Relation, place: Place, figure: Figure) -> Relation:
    stated = _substitute(relation.stated, place, figure)
    if relation.expected is None or not isinstance(stated, Operand):
        return relation
    return replace(
        relation, stated=stated, expected=_substitute(relation.expected, place, figure), readings=()
    )


def _holds(expression: Expression, place: Place) -> bool:
    return place in places(tuple(operands(expression)))


def _solve(expression: Expression, place: Place, wanted: Decimal) -> Decimal | None:
    """The value that the figure at *place* would need for the expression to come to *wanted*."""
    match expression:
        case Operand():
            return wanted
        case Sum(terms):
            term = next(term for term in terms if _holds(term, place))
            value, whole = compute(term), compute(expression)
            return (
                _solve(term, place, wanted - whole + value)
                if value is not None and whole is not None
                else None
            )
        case Difference(left, right):
            first, second = compute(left), compute(right)
            if first is None or second is None:
                return None
            in_left = _holds(left, place)
            return _solve(left, place, wanted + second) if in_left else _solve(right, place, first - wanted)
        case Product(left, right):
            inner, other = (left, compute(right)) if _holds(left, place) else (right, compute(left))
            return _solve(inner, place, wanted / other) if other else None
        case Ratio(part, whole):
            first, second = compute(part), compute(whole)
            if _holds(part, place):
                return _solve(part, place, wanted * second / HUNDRED) if second is not None else None
            return _solve(whole, place, first * HUNDRED / wanted) if first is not None and wanted else None
    return None


def _target(relation: Relation, place: Place) -> Decimal | None:
    stated = relation.stated.figure
    if relation.expected is None or stated is None or stated.value is None:
        return None
    if (stated.start, stated.end) == place:
        return compute(relation.expected)
    return _solve(relation.expected, place, stated.value)


@dataclass
class Workshop:
    """Looks for edits in a document whose relations have been evaluated."""

    outcomes: Sequence[Outcome]
    precision: Precision
    figures: Sequence[Figure]

    def __post_init__(self) -> None:
        self._at: dict[Place, list[Outcome]] = {}
        self._printed = {(figure.value, figure.dimension) for figure in self.figures}
        for outcome in self.outcomes:
            if outcome.relation.expected is not None and outcome.status != "undetermined":
                for place in set(places(relation_operands(outcome.relation))):
                    self._at.setdefault(place, []).append(outcome)

    def repairs(self, outcome: Outcome) -> tuple[Repair, ...]:
        """The edits that make a contradicted relation agree, those that restore most relations first."""
        if outcome.status != "contradicted" or outcome.relation.expected is None:
            return ()
        found: list[tuple[tuple[int, int, int, int], Repair]] = []
        seen: set[Place] = set()
        for operand in relation_operands(outcome.relation):
            figure = operand.figure
            if figure is not None and (figure.start, figure.end) not in seen:
                seen.add((figure.start, figure.end))
                found.extend(self._for_figure(outcome.relation, figure))
        found.extend(_repeated(outcome))
        found = _without_near_misses(found)
        found.sort(key=lambda entry: entry[0])
        return tuple(repair for _, repair in found[:OFFERED])

    def _for_figure(
        self, relation: Relation, figure: Figure
    ) -> Iterator[tuple[tuple[int, int, int, int], Repair]]:
        place = (figure.start, figure.end)
        target = _target(relation, place)
        if target is None:
            return
        slack = max(abs(target) * SLACK, figure.quantum, factor(figure) / 100)
        for edit in _edits(figure, Interval(target - slack, target + slack)):
            result = evaluate(_edited(relation, place, edit.figure), self.precision)
            if not restored(result):
                continue
            mended, broken = self._effect(place, edit.figure)
            if mended > broken:
                unseen = 0 if self._printed_elsewhere(edit.figure) else 1
                rank = 2 * unseen + (not _closes(result))
                order = (broken - mended, rank, edit.cost, figure.start)
                yield order, Repair(figure.start, figure.end, edit.text, mended)

    def _printed_elsewhere(self, figure: Figure) -> bool:
        """Whether the report prints the edited amount at another place: then that is likely the right one."""
        return figure.dimension == "money" and (figure.value, figure.dimension) in self._printed

    def _effect(self, place: Place, figure: Figure) -> tuple[int, int]:
        """How many relations an edit restores, and how many it breaks."""
        mended = broken = 0
        for outcome in self._at.get(place, ()):
            result = evaluate(_edited(outcome.relation, place, figure), self.precision)
            mended += outcome.status == "contradicted" and restored(result)
            broken += outcome.status in ("confirmed", "tail") and result.status == "contradicted"
        return mended, broken


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
