"""SCORE-CAP 得分上限: no row is given more points than it is worth."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.forms.earned import bracketed_points
from gouji.checks.reading.forms.form import Form, figure_of, forms
from gouji.checks.reading.forms.headless import headless_rows
from gouji.checks.reading.forms.points import Term, terms
from gouji.checks.reading.forms.prose_points import listed_scores
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Relation


@proposes("SCORE-CAP", title="得分上限", severity="high", version=2)
def caps(facts: Facts) -> Iterator[Relation]:
    """The score of a row does not exceed its weight, the total score not the total weight.

    Formula: 得分 ≤ 分值
    Example: A score of 100 in a row worth 10 points is contradicted.
    Undetermined: A row without both points gives no relation.
    Source: Rule R3; 项目支出绩效自评表 and tables of scores, the rest of one below a page break too; in prose
        产出类（30分）得28分.
    """
    for form in forms(facts):
        for term in [*terms(form, facts.profile.total), *_totals(form)]:
            weight = figure_of(term.weight)
            for slot in term.scores:
                score = figure_of(slot)
                if weight is not None and score is not None and score.base_unit == weight.base_unit:
                    yield Relation(
                        Operand("score", f"{term.label}（得分）", score),
                        Operand("weight", f"{term.label}（分值）", weight),
                        bound=True,
                    )
    seen: set[int] = set()
    for listed in listed_scores(facts):
        for name, score, worth in zip(listed.names, listed.scores, listed.weights):
            seen.add(score.start)
            yield _bound(name, score, worth)
    for earned in bracketed_points(facts):
        if earned.weight is not None and earned.score.start not in seen:
            yield _bound(earned.name, earned.score, earned.weight)
    for row in headless_rows(facts):
        yield _bound(row.name, row.score, row.weight)


def _bound(name: str, score: Figure, worth: Figure) -> Relation:
    return Relation(
        Operand("score", f"{name}得分", score), Operand("weight", f"{name}分值", worth), bound=True
    )


def _totals(form: Form) -> list[Term]:
    return [
        Term(total.label, total.weight, tuple(score for score in total.scores if score is not None))
        for total in form.totals
    ]
