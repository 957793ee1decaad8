"""GROUND-TEXT 文字落地: an extracted activity, problem or proposal stands in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.checks import proposes
from gouji.checks.reading.text.pairings import Passages
from gouji.facts import Activity, Evidence, Facts, Problem, Recommendation
from gouji.findings import Operand, Quoted, Relation

_MUCH = 0.6
"""From here on words without a place are called a paraphrase: so much of them stands in one passage."""


@proposes("GROUND-TEXT", title="文字落地", severity="medium")
def quoted(facts: Facts) -> Iterator[Relation]:
    """Every extracted activity, problem and proposal has a place in the text.

    Formula: 抽取的活动、问题、建议 ∈ 原文
    Example: An activity “农技培训 12 期” of which the text has not a word is contradicted; the cause is the model.
    Undetermined: no quotation was given, and the summary tells in other words what one passage of the text says.
    Source: The typed extraction, of a model or of another tool.
    """
    passages = Passages(facts.document)
    for role, name, record in _records(facts):
        if record.source == "model":
            yield _relation(role, name, record, passages)


_Record = Activity | Problem | Recommendation


def _records(facts: Facts) -> Iterable[tuple[str, str, _Record]]:
    for activity in facts.activities:
        yield "activity", activity.name, activity
    for problem in facts.problems:
        yield "problem", problem.summary, problem
    for advice in facts.recommendations:
        yield "recommendation", advice.summary, advice


def _relation(role: str, name: str, record: _Record, passages: Passages) -> Relation:
    place = next((each for each in record.evidence if each.start >= 0), None)
    # The place counts, not what the extraction says of it.
    holds: bool | None = place is not None and record.status != "not_found"
    if not holds and _paraphrased(name, record.evidence, passages):
        holds = None
    stated = Operand(role, name, None, place if holds else None)
    return Relation(stated, predicate=Quoted(name, holds), cause="model")


def _paraphrased(name: str, evidence: tuple[Evidence, ...], passages: Passages) -> bool:
    """Whether a summary without a quotation of its own says what a passage says; a false quotation is none."""
    own = [each.quote for each in evidence if each.quote.strip() and each.quote != name]
    return not own and passages.share(name) >= _MUCH
