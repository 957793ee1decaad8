"""SCORE-SUM 评分合计: the points of the indicators add up to the total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.checks import proposes
from gouji.checks.reading.forms.earned import Group, earned_groups, flat_total
from gouji.checks.reading.forms.form import Form, Total, forms
from gouji.checks.reading.forms.headed_points import headed_groups
from gouji.checks.reading.forms.marks import scores_in, stated_scores
from gouji.checks.reading.forms.point_pairs import paired_groups
from gouji.checks.reading.forms.points import Term, terms, total_points
from gouji.checks.reading.forms.prose_points import Listed, listed_scores
from gouji.facts import Facts
from gouji.findings import Operand, Relation, Sum


@proposes("SCORE-SUM", title="评分合计", severity="high", version=2)
def scores(facts: Facts) -> Iterator[Relation]:
    """In a 自评表 or a table of points the scores add up to the total score.

    Formula: 总分 = Σ 得分, the points of the execution rate included
    Example: Scores of 9.5, 48.6, 28.9 and 10 under a total of 96: the sum is 97.
    Undetermined: A score is not printed; a table without a row 总分 that prints points gives no relation.
        Two forms in one report leave open which one the prose speaks of.
    Source: Rule R3; 项目支出绩效自评表, 得分情况表; prose: 得分依次为 …, 自评得分 x 分; 产出指标35分，得33分,
        where the weights make 100 or the groups are those of a usual frame.
    """
    for form in forms(facts):
        rows = terms(form, facts.profile.total)
        for total in form.totals[:1]:
            yield from _totals(form, total, rows)
    for listed in listed_scores(facts):
        yield from _listed(facts, listed)
    told: set[frozenset[int]] = set()
    for group in (*paired_groups(facts), *headed_groups(facts), *earned_groups(facts)):
        scores = frozenset(part.score.start for part in group.parts)
        if scores not in told:
            told.add(scores)
            yield from _earned(facts, group)
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
    totals = [listed.total] if listed.total is not None else totals
    names = listed.names or tuple(f"第{at}项" for at in range(1, len(listed.scores) + 1))
    parts = tuple(Operand("score", f"{name}得分", figure) for name, figure in zip(names, listed.scores))
    if len({figure.value for figure in totals}) == 1:
        yield Relation(Operand("total", "自评得分", totals[0]), Sum(parts))


def _earned(facts: Facts, group: Group) -> Iterator[Relation]:
    """What the groups earned, against the total that is said of them, or the one total of the report."""
    stated = {figure.value: figure for figure in stated_scores(facts)}
    total = group.total or (next(iter(stated.values())) if len(stated) == 1 else None)
    parts = tuple(Operand("score", f"{part.name}得分", part.score) for part in group.parts)
    if total is not None:
        relation = Relation(Operand("total", "自评得分", total), Sum(parts))
        yield relation if group.sure else replace(relation, tentative=True)


def _restated(facts: Facts) -> Iterator[Relation]:
    """The total of the one form of a report, in the prose."""
    found = [
        (total, figure)
        for form in forms(facts)
        for total in form.totals[:1]
        for figure in total_points(total)[1][:1]
        if figure is not None
    ]
    printed = [(total.label, figure) for total, figure in found]
    flat = flat_total(facts) if not printed else None
    printed += [flat] if flat is not None else []
    stated = stated_scores(facts)
    if len(printed) == 1 and len({figure.value for figure in stated}) == 1:
        label, figure = printed[0]
        for each in stated[:3]:
            yield Relation(
                Operand("total", "自评得分", each), Sum((Operand("total", f"{label}（得分）", figure),))
            )
