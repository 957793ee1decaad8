"""Errors and scores as pandas data frames (extra ``frames``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gouji.errors import MissingExtra
from gouji.evaluation.entries import Entry
from gouji.evaluation.scores import MEASURES, Scores

if TYPE_CHECKING:
    import pandas

    from gouji.evaluation.mistakes import Mistake
    from gouji.evaluation.result import Evaluation, Table

_SIDE = ("text", "amount", "kind")
_PLACE = ("quote", "start", "end", "page", "cell")
COLUMNS: dict[str, tuple[str, ...]] = {
    "errors": (
        "report", "section", "error", "field",
        *(f"gold_{name}" for name in _SIDE), *(f"predicted_{name}" for name in _SIDE), "taken", *_PLACE,
    ),
    "scores": ("report", "measure", "right", "predicted", "gold", "precision", "recall", "f1", "accuracy"),
}  # fmt: skip
"""The columns of each table, in order, also where there is no row."""

POOLED = "*"
"""What the rows of all reports together are called."""


def data_frame(evaluation: Evaluation, what: Table) -> pandas.DataFrame:
    """A row for each error, or for each measure of each report and of all of them (``*``).

    Raises:
        MissingExtra: pandas is not installed.
        ValueError: *what* is neither ``errors`` nor ``scores``.
    """
    if what not in COLUMNS:
        raise ValueError(f"没有这种表 / no such table: {what!r}; 可用 / known: {', '.join(COLUMNS)}")
    try:
        import pandas
    except ImportError as error:
        raise MissingExtra("to_dataframe ", "frames") from error
    rows = list(error_rows(evaluation) if what == "errors" else score_rows(evaluation))
    columns = {name: pandas.Series([row[name] for row in rows], dtype=object) for name in COLUMNS[what]}
    frame = pandas.DataFrame(columns)
    for name in ("start", "end", "page", "right", "predicted", "gold"):
        if name in frame:
            frame[name] = frame[name].astype("Int64")
    for name in ("precision", "recall", "f1", "accuracy"):
        if name in frame:
            frame[name] = frame[name].astype("Float64")
    return frame


def error_rows(evaluation: Evaluation) -> Iterator[dict[str, Any]]:
    """Each error; the place is the gold's, unless only the prediction has one."""
    return (_error(each) for each in evaluation.errors)


def _error(error: Mistake) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS["errors"])
    row |= {"report": error.report, "section": error.section, "error": error.slip, "taken": error.taken}
    if error.section == "meta":
        values = {"gold_text": error.gold_value, "predicted_text": error.predicted_value}
        return row | {"field": error.field} | values
    row |= _side("gold", error.gold) | _side("predicted", error.predicted)
    place = error.place
    return row if place is None else row | {name: getattr(place, name) for name in _PLACE}


def _side(side: str, entry: Entry | None) -> dict[str, Any]:
    if entry is None:
        return {}
    return {
        f"{side}_text": entry.name,
        f"{side}_amount": entry.amount or None,
        f"{side}_kind": entry.kind,
    }


def score_rows(evaluation: Evaluation) -> Iterator[dict[str, Any]]:
    """Each measure of each report, and of all reports pooled; what has no such rate holds ``None``."""
    for each in evaluation.reports:
        yield from _scores(each.name, each.scores, each.scores.macro_f1)
    yield from _scores(POOLED, evaluation.pooled, evaluation.macro_f1)


def _scores(report: str, scores: Scores, macro: float | None) -> Iterator[dict[str, Any]]:
    empty: dict[str, Any] = dict.fromkeys(COLUMNS["scores"]) | {"report": report}
    for name in MEASURES:
        score = scores.by[name]
        rates = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
        counts = {"right": score.right, "predicted": score.predicted, "gold": score.gold}
        yield empty | {"measure": name} | counts | rates
    shares = {"kinds": scores.kinds, "meta": scores.meta_all}
    shares |= {f"meta.{name}": share for name, share in scores.meta.items()}
    for measure, share in shares.items():
        counts = {"right": share.right, "gold": share.of}
        yield empty | {"measure": measure} | counts | {"accuracy": share.accuracy}
    yield empty | {"measure": "macro", "f1": macro}
