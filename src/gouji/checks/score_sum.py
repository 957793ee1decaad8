"""SCORE-SUM 评分合计: the points of the indicators add up to the total."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.forms import Form, Total, forms
from gouji.checks.reading.marks import scores_in, stated_scores
from gouji.checks.reading.points import Term, terms, total_points
from gouji.checks.reading.prose_points import Listed, listed_scores
from gouji.facts import Facts
from gouji.findings import Operand, Relation, Sum


@proposes("SCORE-SUM", title="评分合计", severity="high", version=2)
def scores(facts: Facts) -> Iterator[Relation]:
    """In a 自评表 or a table of points the scores add up to the total score.

    Formula: 总分 = Σ 得分, the points of the execution rate included
    Example: Scores of 9.5, 48.6, 28.9 and 10 under a total of 96: the sum is 97.
    Undetermined: A score is not printed; a table without a row 总分 that prints points gives no relation.
        Two forms in one report leave open which one the prose speaks of.
    Source: Rule R3; 项目支出绩效自评表, 得分情况表; prose: 得分依次为 …, 自评得分 x 分.
    """
    for form in forms(facts):
        rows = terms(form, facts.profile.total)
        for total in form.totals[:1]:
            yield from _totals(form, total, rows)
    for listed in listed_scores(facts):
        yield from _listed(facts, listed)
    yield from _restated(facts)


def _totals(form: Form, total: Total, rows: list[Term]) -> Iterator[Relation]:
    """One relation for every column of scores: that of the body, that of a review."""
    _, printed = total_points(total)
    width = max((len(row.scores) for row in rows), default=0)
    for at, figure in enumerate(printed[:width]):
        given = [row for row in rows if len(row.scores) > at]
        # A blank beside others is the matter of TAB-MISSING; a score in words leaves the sum open.
        if figure is None or len(given) < 2 or any(row.scores[at].blank for row in given):
            continue
        parts = tuple(
            row.scores[at].operand("score", f"{row.label}（得分）", form.sheet.document) for row in given
        )
        yield Relation(Operand("total", f"{total.label}（得分）", figure), Sum(parts))


def _listed(facts: Facts, listed: Listed) -> Iterator[Relation]:
    """The scores of a sentence, against the total that the same paragraph states."""
    totals = [figure for figure in scores_in(facts, listed.line) if figure not in listed.scores]
    names = listed.names or tuple(f"第{at}项" for at in range(1, len(listed.scores) + 1))
    parts = tuple(Operand("score", f"{name}得分", figure) for name, figure in zip(names, listed.scores))
    if len({figure.value for figure in totals}) == 1:
        yield Relation(Operand("total", "自评得分", totals[0]), Sum(parts))


def _restated(facts: Facts) -> Iterator[Relation]:
    """The total of the one form of a report, in the prose."""
    printed = [
        (total, figure)
        for form in forms(facts)
        for total in form.totals[:1]
        for figure in total_points(total)[1][:1]
        if figure is not None
    ]
    stated = stated_scores(facts)
    if len(printed) == 1 and len({figure.value for figure in stated}) == 1:
        total, figure = printed[0]
        for each in stated[:3]:
            yield Relation(
                Operand("total", "自评得分", each), Sum((Operand("total", f"{total.label}（得分）", figure),))
            )
