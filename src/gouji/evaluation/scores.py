"""Precision, recall, F1 and shares; of one report and of several together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from gouji.evaluation.entries import SECTIONS, Entry, Section, entries
from gouji.evaluation.matching import (
    RULES,
    SAME_AMOUNT,
    SAME_BUDGET_LENIENTLY,
    Pair,
    pairs,
)
from gouji.evaluation.meta import META_FIELDS, meta_right

Measure = Literal["budgets", "activities", "problems", "budgets_lenient", "amounts"]

MEASURES: tuple[Measure, ...] = (*SECTIONS, "budgets_lenient", "amounts")
"""What has precision and recall; the last two are not part of the macro average."""

OVERVIEW: tuple[Measure, ...] = (*SECTIONS, "amounts")
"""The measures of which one number each gives the picture."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many predictions are right: ``right`` pairs of ``predicted`` and ``gold`` entries."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of the predictions that are right 精确率; 0 where there are none."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found 召回率; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where both are."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    @property
    def live(self) -> bool:
        """Whether there was anything to find, or anything was found."""
        return bool(self.predicted or self.gold)

    def to_dict(self) -> dict[str, Any]:
        """Counts and rates."""
        return {
            "tp": self.right, "pred": self.predicted, "gold": self.gold,
            "P": self.precision, "R": self.recall, "F1": self.f1,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """So many right of so many."""

    right: int = 0
    of: int = 0

    @property
    def accuracy(self) -> float | None:
        """The share that is right 准确率; ``None`` where there was nothing to be right about."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True)
class Scores:
    """The scores of one report, or of several pooled 得分.

    ``by`` has a score for each of ``MEASURES``; ``kinds`` counts the kinds that are right among the
    matched budgets; ``meta`` has a share for each field that was scored.
    """

    by: Mapping[Measure, Score]
    kinds: Share
    meta: Mapping[str, Share]

    @property
    def budgets(self) -> Score:
        return self.by["budgets"]

    @property
    def activities(self) -> Score:
        return self.by["activities"]

    @property
    def problems(self) -> Score:
        return self.by["problems"]

    @property
    def amounts(self) -> Score:
        """Budgets matched by the amount alone."""
        return self.by["amounts"]

    @property
    def meta_all(self) -> Share:
        """The fields of the head together."""
        return Share(
            sum(each.right for each in self.meta.values()), sum(each.of for each in self.meta.values())
        )

    @property
    def macro_f1(self) -> float | None:
        """The mean F1 of the sections; one that is empty in gold and prediction is left out."""
        live = [self.by[section].f1 for section in SECTIONS if self.by[section].live]
        return sum(live) / len(live) if live else None

    def to_dict(self) -> dict[str, Any]:
        """The scores as plain values; ``kind_accuracy`` and ``macro_F1`` may be ``None``."""
        fields = {
            name: {"right": each.right, "of": each.of, "accuracy": each.accuracy}
            for name, each in self.meta.items()
        }
        wrong = [name for name, each in self.meta.items() if each.right < each.of]
        return {
            "meta": {"right": self.meta_all.right, "of": self.meta_all.of, "wrong": wrong, "fields": fields},
            **{name: self.by[name].to_dict() for name in MEASURES},
            "kinds": {"right": self.kinds.right, "of": self.kinds.of},
            "kind_accuracy": self.kinds.accuracy,
            "macro_F1": self.macro_f1,
        }


@dataclass(frozen=True)
class Compared:
    """A prediction held against its gold: the entries of both sides and the pairs that they make."""

    predicted: Mapping[Section, Sequence[Entry]]
    gold: Mapping[Section, Sequence[Entry]]
    pairs: Mapping[Section, Sequence[Pair]]
    meta: Mapping[str, bool]
    scores: Scores = field(repr=False)


def compare(predicted: Mapping[str, Any], gold: Mapping[str, Any]) -> Compared:
    """Match a prediction with its gold and count; both are plain dicts, an absent section is empty."""
    ours: dict[Section, list[Entry]] = {each: entries(each, predicted.get(each) or ()) for each in SECTIONS}
    theirs: dict[Section, list[Entry]] = {
        each: entries(each, gold.get(each) or (), gold=True) for each in SECTIONS
    }
    matched: dict[Section, list[Pair]] = {
        each: pairs(ours[each], theirs[each], RULES[each]) for each in SECTIONS
    }
    meta = meta_right(predicted.get("meta") or {}, gold.get("meta") or {})
    budgets = ours["budgets"], theirs["budgets"]
    counts: dict[Measure, int] = {each: len(matched[each]) for each in SECTIONS}
    counts["budgets_lenient"] = len(pairs(*budgets, SAME_BUDGET_LENIENTLY))
    counts["amounts"] = len(pairs(*budgets, SAME_AMOUNT))
    by: dict[Measure, Score] = {
        each: Score(counts[each], len(ours[_section(each)]), len(theirs[_section(each)])) for each in MEASURES
    }
    scores = Scores(
        by=by,
        kinds=_kinds(*budgets, matched["budgets"]),
        meta={name: Share(int(right), 1) for name, right in meta.items()},
    )
    return Compared(ours, theirs, matched, meta, scores)


def _section(measure: Measure) -> Section:
    """The section whose entries a measure counts."""
    return "budgets" if measure == "budgets_lenient" or measure == "amounts" else measure


def _kinds(predicted: Sequence[Entry], gold: Sequence[Entry], matched: Sequence[Pair]) -> Share:
    return Share(sum(predicted[i].kind == gold[j].kind for i, j in matched), len(matched))


def pool(all_scores: Iterable[Scores]) -> Scores:
    """The scores of several reports as if they were one: counts added, rates taken of the sums."""
    listed = list(all_scores)
    by: dict[Measure, Score] = {
        name: Score(
            sum(each.by[name].right for each in listed),
            sum(each.by[name].predicted for each in listed),
            sum(each.by[name].gold for each in listed),
        )
        for name in MEASURES
    }
    kinds = Share(sum(each.kinds.right for each in listed), sum(each.kinds.of for each in listed))
    meta = {
        name: Share(sum(each.right for each in shares), sum(each.of for each in shares))
        for name in META_FIELDS
        if (shares := [each.meta[name] for each in listed if name in each.meta])
    }
    return Scores(by=by, kinds=kinds, meta=meta)


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the values that there are."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
