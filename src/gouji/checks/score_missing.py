"""SCORE-MISSING 得分缺失: a form prints its total score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gouji.checks import proposes
from gouji.checks.reading.forms.form import Form, Total, figure_of, forms
from gouji.checks.reading.forms.marks import marks, stated_scores
from gouji.checks.reading.forms.points import terms
from gouji.facts import Evidence, Facts
from gouji.findings import Operand, Present, Relation


@proposes("SCORE-MISSING", title="得分缺失", severity="high")
def total_scores(facts: Facts) -> Iterator[Relation]:
    """The cell of the total score in a 自评表 is filled in.

    Formula: 总分（得分） is printed
    Example: A row 总分 that prints the 100 points of the weights, and nothing under 得分.
    Undetermined: A row that lost its cells prints one number that is the sum of the weights and of the scores.
    Source: Rule R16; the last row of the 自评表. Where the prose states the score, the blank is less grave.
    """
    for form in forms(facts):
        scored = form.header is not None and form.header.has("score")
        for total in form.totals[:1]:
            if scored and form.is_appraisal and total.scores and not _ambiguous(form, total, facts):
                yield _relation(facts, form, total)


def _ambiguous(form: Form, total: Total, facts: Facts) -> bool:
    printed = figure_of(total.weight)
    if total.scores[0] is not None or printed is None:
        return False
    if any(entry.weight is None and not entry.scores for entry in form.entries):
        return True  # a row that was cut off before its points
    scores = [figure_of(row.scores[0]) for row in terms(form, facts.profile.total) if row.scores]
    values = [figure.value for figure in scores if figure is not None and figure.value is not None]
    return sum(values, Decimal(0)) == printed.value


def _relation(facts: Facts, form: Form, total: Total) -> Relation:
    score, document = total.scores[0], form.sheet.document
    end = total.weight.cell.end if total.weight is not None else total.head.cell.end
    label = f"{total.label}（得分）"
    blank = Operand("score", label, None, Evidence("", end, end))
    stated = score.operand("score", label, document) if score is not None else blank
    beside = [total.head.operand("row", "", document)]
    if total.weight is not None:
        beside.append(total.weight.operand("weight", f"{total.label}（分值）", document))
    beside += [Operand("grade", "评价等级", None, mark.quote) for mark in marks(facts)][:1]
    severity = "medium" if stated_scores(facts) else "high"
    return Relation(stated, predicate=Present(), beside=tuple(beside), severity=severity)  # type: ignore[arg-type]
