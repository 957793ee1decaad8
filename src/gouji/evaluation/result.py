"""The result of an evaluation: scores by report and of all, and the errors behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gouji.evaluation.forms import doubts
from gouji.evaluation.mistakes import Mistake, mistakes
from gouji.evaluation.scores import Scores, compare, mean, pool
from gouji.evaluation.sources import Couple, couples

if TYPE_CHECKING:
    import pandas

    from gouji.evaluation.sources import Results
    from gouji.renderings.words import Lang

Table = Literal["errors", "scores"]


@dataclass(frozen=True)
class ReportScores:
    """One report's scores and errors 单份得分; ``found`` is false where there was no prediction at all."""

    name: str
    scores: Scores
    errors: Sequence[Mistake] = field(repr=False)
    found: bool = True


@dataclass(frozen=True)
class Evaluation:
    """An extraction held against its gold 评测结果.

    ``notes`` says what to know before the scores are believed: predictions that are missing or
    incomplete, predictions without gold, and what nobody could get right as the gold is written.
    """

    reports: Sequence[ReportScores]
    notes: Sequence[str] = ()
    complete: bool = True
    """Whether every gold had a prediction, and none of these says that a part was not read."""

    @cached_property
    def pooled(self) -> Scores:
        """The scores of all reports as if they were one (micro average)."""
        return pool(each.scores for each in self.reports)

    @cached_property
    def macro_f1(self) -> float | None:
        """The mean of the reports' macro F1; ``None`` where no report had anything to find."""
        return mean(each.scores.macro_f1 for each in self.reports)

    @cached_property
    def errors(self) -> list[Mistake]:
        """Every error of every report."""
        return [error for each in self.reports for error in each.errors]

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{name} {self.pooled.by[name].f1:.3f}" for name in ("budgets", "activities", "problems")
        )
        macro = "–" if self.macro_f1 is None else f"{self.macro_f1:.3f}"
        return (
            f"Evaluation({len(self.reports)} reports: macro F1 {macro}; {shown}; {len(self.errors)} errors)"
        )

    def _repr_html_(self) -> str:
        from gouji.evaluation.page import summary_html

        return summary_html(self)

    def to_dict(self) -> dict[str, Any]:
        """Scores, errors and notes as plain values, as ``gouji eval --json`` prints them."""
        return {
            "documents": {each.name: each.scores.to_dict() for each in self.reports},
            "pooled": self.pooled.to_dict(),
            "mean_macro_F1": self.macro_f1,
            "errors": [error.to_dict() for error in self.errors],
            "notes": list(self.notes),
            "complete": self.complete,
        }

    def to_json(self, path: str | Path | None = None) -> str:
        """``to_dict`` as JSON text; written to *path* when one is given."""
        from gouji.renderings.json import dumps

        return _kept(dumps(self.to_dict()), path)

    def to_html(self, path: str | Path | None = None, *, lang: Lang = "zh") -> str:
        """One self-contained page; written to *path* when one is given."""
        from gouji.evaluation.page import page_html

        return _kept(page_html(self, lang=lang), path)

    def to_dataframe(self, what: Table = "errors") -> pandas.DataFrame:
        """The errors, or the scores by report and measure, as a pandas data frame (extra ``frames``).

        Raises:
            MissingExtra: pandas is not installed.
            ValueError: *what* is neither ``errors`` nor ``scores``.
        """
        from gouji.evaluation.frames import data_frame

        return data_frame(self, what)


def _kept(text: str, path: str | Path | None) -> str:
    if path is not None:
        from gouji.renderings.files import replace_text

        replace_text(Path(path), text)
    return text


def evaluate(predictions: Results, gold: Results) -> Evaluation:
    """Hold predictions against a gold and count what is right.

    Args:
        predictions: A ``Report``, a result as a dict, the path of a result's JSON or of a folder of
            them; or a mapping from names to these.
        gold: Likewise, in the same form; further fields do not matter.

    A folder is paired by names: ``X.json`` with ``X.gold.json`` or ``X.json``. A gold without a
    prediction counts as one where nothing was found, and ``complete`` is false. How entries are
    matched is said in ``gouji.evaluation.matching``, how the head's fields are compared in
    ``gouji.evaluation.meta``.

    Returns:
        Scores by report, pooled and averaged, and every error with its text and its place.

    Raises:
        ResultError: Something cannot be read or has the wrong form (it names the file and the place
            in it), or no name is on both sides.

    Example:
        >>> said = {"budgets": [{"item": "设备购置", "amount": "9.8", "unit": "万元"}]}
        >>> true = {"budgets": [{"item": "设备购置费", "amount": "98000", "unit": "元"}]}
        >>> evaluate(said, true).pooled.budgets.f1
        1.0
    """
    paired, spare = couples(predictions, gold)
    notes = [note for couple in paired for note in _notes(couple)]
    notes += [f"{name or 'predictions'}: 没有对应的标注，未评 / has no gold, not scored" for name in spare]
    complete = all(each.predicted is not None and _complete(each) for each in paired)
    return Evaluation([_scored(each) for each in paired], tuple(notes), complete)


def _scored(couple: Couple) -> ReportScores:
    predicted = couple.predicted or {}
    compared = compare(predicted, couple.gold)
    metas = [each.get("meta") or {} for each in (predicted, couple.gold)]
    errors = tuple(mistakes(couple.name, compared, *metas))
    return ReportScores(couple.name, compared.scores, errors, couple.predicted is not None)


def _complete(couple: Couple) -> bool:
    return couple.predicted is not None and couple.predicted.get("complete") is not False


def _notes(couple: Couple) -> Iterator[str]:
    if couple.predicted is None:
        yield f"{couple.name}: 没有预测，按一无所获计 / has no prediction, counted as nothing found"
    elif not _complete(couple):
        yield f"{couple.name}: 抽取不完整，有段落没有读成 / the extraction is incomplete, parts were not read"
    yield from doubts(couple.gold_label, couple.gold)
