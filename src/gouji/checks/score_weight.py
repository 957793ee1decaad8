"""SCORE-WEIGHT 分值合计: what the rows of a form are worth makes 100 points."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gouji.checks import proposes
from gouji.checks.reading.forms import Form, figure_of, forms
from gouji.checks.reading.points import Term, summed, terms, total_points
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Constant, Difference, Expression, Operand, Relation, Severity, Sum

_NAME = "满分"


@proposes("SCORE-WEIGHT", title="分值合计", severity="high")
def weights(facts: Facts) -> Iterator[Relation]:
    """The weights of a form, that of the execution rate included, add up to the printed total or to 100.

    Formula: Σ 分值 = 总分值 = 100
    Example: 10 for the execution rate and ten indicators of 10: 110 points under a total of 100.
    Undetermined: A weight is not printed. A table that gives the execution rate no points may leave them out.
    Source: Rules R1 and R3; the invariant is the sum, weights of single heads vary. Profile: ``points.total``.
    """
    for form in forms(facts):
        rows = [row for row in terms(form, facts.profile.total) if row.weight is not None]
        if len(rows) >= 2:
            yield from _relations(form, rows, facts.profile.total)


def _relations(form: Form, rows: list[Term], whole: Decimal) -> Iterator[Relation]:
    document = form.sheet.document
    heads = tuple(
        operand
        for group in form.groups
        if group.weight_figure is not None and group.weight is not None and group.level == 1
        for operand in (
            Operand("head", f"{group.label}（分值）", group.weight_figure),
            group.weight.operand("head", group.label, document),
        )
    )
    parts = tuple(
        row.weight.operand("weight", f"{row.label}（分值）", document) for row in rows if row.weight
    )
    printed = next(
        (figure for total in form.totals[:1] if (figure := total_points(total)[0]) is not None), None
    )
    made = summed(rows)
    if printed is not None and not _is_score(form, printed, made, rows):
        stated = Operand("total", f"{form.totals[0].label}（分值）", printed)
        yield Relation(stated, Sum(parts), beside=heads if made != printed.value else ())
        if form.is_appraisal and made == printed.value:
            yield Relation(stated, _whole(printed, whole), severity=_severity(form))
    elif form.is_appraisal and parts[0].figure is not None:
        rest = Difference(_whole(parts[0].figure, whole), Sum(parts[1:]))
        yield Relation(parts[0], rest, beside=heads if made != whole else (), severity=_severity(form))


def _is_score(form: Form, printed: Figure, made: Decimal | None, rows: list[Term]) -> bool:
    """Whether the only number of a total row is its score: a row that lost its merged cells does not say."""
    total = form.totals[0]
    if any(score is not None for score in total.scores) or printed.value == made:
        return False
    scores = [figure_of(row.scores[0]) for row in rows if row.scores]
    known = [figure.value for figure in scores if figure is not None and figure.value is not None]
    return len(known) == len(rows) and sum(known, Decimal(0)) == printed.value


def _whole(figure: Figure, whole: Decimal) -> Expression:
    return Constant(_NAME, Decimal(100) if figure.dimension == "percent" else whole, figure.unit)


def _severity(form: Form) -> Severity:
    """A form that prints no points for the execution rate may give them elsewhere."""
    return "high" if form.execution is not None else "low"
