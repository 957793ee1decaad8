"""SCORE-GRADE 评价等级: the grade is that of the band into which the score falls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.checks import proposes
from gouji.checks.reading.forms.marks import Mark, marks, stated_bands, total_score
from gouji.facts import Facts
from gouji.findings import Member, Operand, Relation
from gouji.profiles import Profile


@proposes("SCORE-GRADE", title="评价等级", severity="high")
def grades(facts: Facts) -> Iterator[Relation]:
    """The stated grade is the one that the score makes.

    Formula: 优 [90, 100], 良 [80, 90), 中 [60, 80), 差 [0, 60); 优秀 is 优, 良好 is 良
    Example: 88.6 points and 优: the band of 88.6 is 良.
    Undetermined: No score stands beside the grade, and the report has none or several.
    Source: Rule R6; prose and tables. Profile: ``grades``; bands that the report prints go before it.
    """
    profile = _held_to(facts)
    for mark in marks(facts):
        relation = _relation(facts, mark, profile)
        if relation is not None:
            yield relation


def _held_to(facts: Facts) -> Profile:
    bands = stated_bands(facts)
    if not bands:
        return facts.profile
    known = {band.name: band.aliases for band in facts.profile.grades}
    merged = tuple(replace(band, aliases=(*band.aliases, *known.get(band.name, ()))) for band in bands)
    return replace(facts.profile, grades=merged)


def _relation(facts: Facts, mark: Mark, profile: Profile) -> Relation | None:
    grade = profile.canonical(mark.grade)
    if grade is None:
        return None
    score = mark.score or total_score(facts, mark.sheet)
    stated = Operand("grade", "评价等级", None, mark.quote)
    beside = Operand("score", "得分", score)
    if score is None or score.value is None:
        return Relation(stated, predicate=Member(grade, ()), beside=(beside,))
    return Relation(
        stated,
        predicate=Member(grade, (profile.grade_of(score.value),)),
        beside=(beside,),
        note_zh=f"得分为{score.number}。",
        note_en=f"The score is {score.number}.",
    )
