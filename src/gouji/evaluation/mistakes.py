"""What is wrong, entry by entry: what was missed, what was made up, what came out otherwise.

Only the pairs of the scores count as right. What they leave over is paired once more, so that one
slip is shown as one error and not as two: first the same amount of a like place under another name,
then a like name or place with another amount. Each of these is one missed entry and one spurious
prediction of the score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from gouji.evaluation.entries import SECTIONS, Entry, Section
from gouji.evaluation.likeness import ratio
from gouji.evaluation.matching import (
    ITEM_RATIO,
    QUOTE_SHARE,
    RULES,
    SAME_BUDGET_LENIENTLY,
    Rule,
    fitting,
    pairs,
    quoted_alike,
)
from gouji.evaluation.scores import Compared

Slip = Literal["missed", "spurious", "wrong_amount", "wrong_name", "wrong_kind", "wrong_meta"]

SLIPS: tuple[Slip, ...] = get_args(Slip)
"""The kinds of errors 错误类型."""

SURE_NAME = 0.8
"""How alike two names must be to be taken for the same one where the quotations say nothing."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error 错误: what the gold says, what was predicted, or both.

    ``missed`` has no prediction, ``spurious`` no gold; ``wrong_amount``, ``wrong_name``, ``wrong_kind``
    and ``wrong_meta`` have both. ``section`` is ``meta`` for a field of the head, whose name is
    ``field``. ``taken`` says that the other side has an entry that would fit and that another one
    has got: one passage was cut in two, or two were joined.
    """

    report: str
    section: Section | Literal["meta"]
    slip: Slip
    gold: Entry | None = None
    predicted: Entry | None = None
    field: str = ""
    gold_value: str | None = None
    predicted_value: str | None = None
    taken: bool = False

    @property
    def place(self) -> Entry | None:
        """The entry that tells where to look: the gold's, unless only the prediction has a place."""
        sides = [each for each in (self.gold, self.predicted) if each is not None]
        return next((each for each in sides if each.start is not None), sides[0] if sides else None)

    def to_dict(self) -> dict[str, Any]:
        """The error as plain values; of a field of the head, its two values."""
        head = {"report": self.report, "section": self.section, "error": self.slip}
        if self.section == "meta":
            return head | {"field": self.field, "gold": self.gold_value, "predicted": self.predicted_value}
        sides = {"gold": self.gold, "predicted": self.predicted}
        shown = {name: None if each is None else each.to_dict() for name, each in sides.items()}
        return head | shown | {"taken": self.taken}


def mistakes(
    report: str, compared: Compared, predicted_meta: Mapping[str, Any], gold_meta: Mapping[str, Any]
) -> Iterator[Mistake]:
    """Every error of a report: the head first, then by section in the order of the gold."""
    for name, right in compared.meta.items():
        if not right:
            wanted, got = _value(gold_meta.get(name)), _value(predicted_meta.get(name))
            yield Mistake(report, "meta", "wrong_meta", field=name, gold_value=wanted, predicted_value=got)
    for section in SECTIONS:
        yield from _of_section(report, section, compared)


def _value(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def _of_section(report: str, section: Section, compared: Compared) -> Iterator[Mistake]:
    ours, theirs = compared.predicted[section], compared.gold[section]
    rule = RULES[section]
    left_ours, left_theirs = dict(enumerate(ours)), dict(enumerate(theirs))
    found: list[tuple[int, Mistake]] = []
    for i, j in compared.pairs[section]:
        mine, its = left_ours.pop(i), left_theirs.pop(j)
        if mine.kind != its.kind:
            found.append((j, Mistake(report, section, "wrong_kind", its, mine)))
    again: tuple[tuple[Slip, Rule], ...] = (
        ("wrong_name", SAME_BUDGET_LENIENTLY),
        ("wrong_amount", OTHER_AMOUNT),
    )
    for slip, likely in again if section == "budgets" else ():
        for i, j in _pairs_left(left_ours, left_theirs, likely):
            found.append((j, Mistake(report, section, slip, left_theirs.pop(j), left_ours.pop(i))))
    fits_ours = fitting(ours, rule, predictions=True)
    for j, its in left_theirs.items():
        found.append((j, Mistake(report, section, "missed", gold=its, taken=fits_ours(its))))
    yield from (each for _, each in sorted(found, key=lambda each: each[0]))
    fits_gold = fitting(theirs, rule, predictions=False)
    for mine in left_ours.values():
        yield Mistake(report, section, "spurious", predicted=mine, taken=fits_gold(mine))


def _pairs_left(ours: Mapping[int, Entry], theirs: Mapping[int, Entry], rule: Rule) -> list[tuple[int, int]]:
    mine, its = list(ours), list(theirs)
    made = pairs([ours[i] for i in mine], [theirs[j] for j in its], rule)
    return [(mine[i], its[j]) for i, j in made]


def other_amount(predicted: Entry, gold: Entry) -> float:
    """How sure it is that a budget was found and its amount misread; 0 where it is not.

    The names are alike by half and the places meet; where one of the two has no place, the quotations
    overlap by half, or the names are alike by ``SURE_NAME``.
    """
    meet = _places_meet(predicted, gold)
    if meet is False:
        return 0.0
    alike = ratio(predicted.bare_name, gold.bare_name, ITEM_RATIO)
    if alike < ITEM_RATIO:
        return 0.0
    quoted = quoted_alike(predicted, gold)
    near = meet if meet is not None else quoted >= QUOTE_SHARE or alike >= SURE_NAME
    return alike + quoted if near else 0.0


OTHER_AMOUNT = Rule(
    other_amount,
    lambda gold, entry: gold.named(entry, ITEM_RATIO, gold.all),
    lambda entry: (entry.bare_name, entry.bare_quote, entry.start, entry.end),
)


def _places_meet(a: Entry, b: Entry) -> bool | None:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return None
    return a.start < b.end and b.start < a.end


def of_slip(found: Sequence[Mistake]) -> dict[Slip, int]:
    """How many errors there are of each kind, those that do not occur left out."""
    counts: dict[Slip, int] = {slip: sum(each.slip == slip for each in found) for slip in SLIPS}
    return {slip: count for slip, count in counts.items() if count}
