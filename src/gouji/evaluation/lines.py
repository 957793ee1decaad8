"""An evaluation as rows of tables and as lines, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.evaluation.entries import Entry
from gouji.evaluation.mistakes import Mistake, of_slip
from gouji.evaluation.result import Evaluation
from gouji.evaluation.scores import MEASURES, OVERVIEW, Scores
from gouji.evaluation.words import field_word, percent, word
from gouji.renderings.words import Lang

_LONGEST = 60


def score_rows(scores: Scores, lang: Lang) -> list[list[str]]:
    """Every measure with its rates and counts, and a head."""
    heads = ("measure", "precision", "recall", "f1", "right", "predicted", "gold")
    rows = [[word(key, lang) for key in heads]]
    for name in MEASURES:
        score = scores.by[name]
        rates = [percent(rate) for rate in (score.precision, score.recall, score.f1)]
        rows.append([word(name, lang), *rates, str(score.right), str(score.predicted), str(score.gold)])
    for key, share in (("kinds", scores.kinds), ("meta", scores.meta_all)):
        rows.append(
            [
                word("of_accuracy", lang, name=word(key, lang)),
                percent(share.accuracy),
                "",
                "",
                str(share.right),
                "",
                str(share.of),
            ]
        )
    return rows


def report_rows(evaluation: Evaluation, lang: Lang) -> list[list[str]]:
    """A row for each report with its F1s, and one for all of them where there are several."""
    heads = ("report", "macro", "money", *OVERVIEW[1:], "kinds", "meta", "errors")
    rows = [[word(key, lang) for key in heads]]
    for each in evaluation.reports:
        cells = report_cells(each.scores, each.scores.macro_f1)
        rows.append([each.name or "–", *cells, str(len(each.errors))])
    if len(evaluation.reports) > 1:
        total = report_cells(evaluation.pooled, evaluation.macro_f1)
        rows.append([word("all_reports", lang), *total, str(len(evaluation.errors))])
    return rows


def report_cells(scores: Scores, macro: float | None) -> list[str]:
    """Macro F1, the F1 of each section and of the amounts, the accuracy of kinds and of the head."""
    rates = [scores.by[name].f1 if scores.by[name].live else None for name in OVERVIEW]
    shares = [scores.kinds.accuracy, scores.meta_all.accuracy]
    return [percent(rate) for rate in (macro, *rates, *shares)]


def slip_line(evaluation: Evaluation, lang: Lang) -> str:
    """How many errors there are of each kind, on one line."""
    counts = of_slip(evaluation.errors)
    if not counts:
        return word("no_errors", lang)
    return " · ".join(f"{word(slip, lang)} {count}" for slip, count in counts.items())


def error_lines(errors: Iterable[Mistake], lang: Lang, *, named: bool) -> list[str]:
    """An error a line: what the gold says → what was predicted, with the place."""
    return [_line(error, lang, named) for error in errors]


def _line(error: Mistake, lang: Lang, named: bool) -> str:
    head = f"[{word(error.slip, lang)}·{word(error.section, lang)}]"
    about = [error.report] if named else []
    if error.section == "meta":
        values = [value or word("empty", lang) for value in (error.gold_value, error.predicted_value)]
        return " ".join([head, *about, field_word(error.field, lang), " → ".join(values)])
    sides = [_entry(each) for each in (error.gold, error.predicted) if each is not None]
    noted = [f"（{word('taken', lang)}）"] if error.taken else []
    return " ".join([head, *about, " → ".join(sides), *_place(error, lang), *noted])


def _entry(entry: Entry) -> str:
    name = entry.name if len(entry.name) <= _LONGEST else entry.name[:_LONGEST] + "…"
    return " ".join(each for each in (name, entry.amount, entry.kind) if each)


def _place(error: Mistake, lang: Lang) -> list[str]:
    place = error.place
    if place is None or place.start is None:
        return []
    return [word("place", lang, start=place.start, end=place.end)]
