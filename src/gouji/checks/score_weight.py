"""SCORE-WEIGHT 分值合计: what the rows of a form are worth makes 100 points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.checks import proposes
from gouji.checks.reading.forms.form import Form, figure_of, forms
from gouji.checks.reading.forms.points import Term, summed, terms, total_points
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
        A form without a total and without the groups that stand last (效益, 满意度) breaks off.
    Source: Rules R1 and R3; the invariant is the sum, weights of single heads vary. Profile: ``points.total``.
    """
    for form in forms(facts):
        rows = [row for row in terms(form, facts.profile.total) if row.weight is not None]
        if len(rows) >= 2:
            yield from _relations(form, rows, facts.profile.total)


EXECUTION_POINTS = 10
"""What the execution rate of the funds is worth in the 自评表 of the central model."""


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
        # The 10 points of the execution rate may stand with the funds, in a table of their own.
        apart = form.execution is None and printed.dimension != "percent" and printed.value == whole
        elsewhere = apart and made == whole - EXECUTION_POINTS
        beside = heads if made != printed.value else ()
        yield Relation(stated, Sum(parts), beside=beside, open_list=elsewhere)
        if form.is_appraisal and made == printed.value:
            # A form of 90 points leaves the 10 of the execution rate to another one.
            left = form.execution is None and made == whole - EXECUTION_POINTS
            yield Relation(stated, _whole(printed, whole), severity=_severity(form), open_list=left)
    elif form.is_appraisal and parts[0].figure is not None:
        rest = Difference(_whole(parts[0].figure, whole), Sum(parts[1:]))
        cut = made is not None and made < whole and not _ends_well(form)
        beside = heads if made != whole else ()
        yield Relation(parts[0], rest, beside=beside, severity=_severity(form), open_list=cut)


_LAST = re.compile(r"满意|效益|效果|影响")


def _ends_well(form: Form) -> bool:
    """Whether a form without a total has the groups that stand last: one that breaks off has fewer points."""
    return any(_LAST.search(entry.level1 + entry.level2 + entry.name) for entry in form.entries)


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
