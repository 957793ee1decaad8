"""From answers to facts: every answer placed, repeats joined, disagreements kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from gouji.document import Block, Document, Span
from gouji.document.numbering import strip_mark
from gouji.document.readable import readable
from gouji.extraction.align import Folded, figures_inside
from gouji.extraction.answer import FreeAnswer, Named, Other
from gouji.extraction.claims import Claim, ground_claim, joined, quoted_evidence
from gouji.facts import KIND_OF, Activity, Budget, Evidence, Facts, Problem, Recommendation
from gouji.facts.activities import activity_from, continues, is_goal, joined_activity, tells_activity
from gouji.facts.grammar import Grammar, draft_budget, placed, with_parents, words_near
from gouji.facts.items import Draft
from gouji.facts.problems import MAX_SUMMARY, Lists, admits, category_of, evidence_of, linked, proposes_change
from gouji.facts.roles import role_at
from gouji.facts.wording import fold, kind_of, scope_of, stage_of
from gouji.figures import Figure

R = TypeVar("R", Activity, Problem, Recommendation)


@dataclass
class Gathered:
    """What the chunks of a document brought, in any order."""

    named: dict[int, Named] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    labels: list[tuple[Span, str]] = field(default_factory=list)
    others: list[tuple[Other, Span]] = field(default_factory=list)
    free: list[tuple[FreeAnswer, Span]] = field(default_factory=list)


def anchored_facts(
    document: Document, figures: Sequence[Figure], grammar: Grammar, gathered: Gathered
) -> Facts:
    """The facts from slots and labels, together with what grammar had decided."""
    folded = Folded(document) if gathered.others else None
    by_index = {
        index: _slot_budget(document, figures[index], draft, gathered.named.get(index))
        for index, draft in grammar.drafts.items()
    }
    for index, named in gathered.named.items():
        if index not in by_index and index not in grammar.tables.read:
            by_index[index] = _bare_budget(document, figures[index], named)
    prose = list(by_index.values())
    taken = {budget.amount.start for budget in [*prose, *grammar.tables.budgets] if budget.amount is not None}
    others = [_other(folded, figures, other, span) for other, span in gathered.others if folded is not None]
    beside = [b for b in others if b is not None and (b.amount is None or b.amount.start not in taken)]
    budgets = placed([*prose, *grammar.tables.budgets, *beside], grammar.meta)
    budgets = with_parents(budgets, figures, grammar.drafts, gathered.parents)
    problems, recommendations = _admitted(document, grammar.lists, gathered.labels)
    return Facts(
        document=document,
        figures=tuple(figures),
        meta=grammar.meta,
        budgets=tuple(budgets),
        activities=tuple(_activities(document, figures, gathered.labels)),
        problems=tuple(problems),
        recommendations=tuple(recommendations),
        indicators=grammar.tables.indicators,
        funds=grammar.tables.funds,
        extracted=True,
    )


def _slot_budget(document: Document, figure: Figure, draft: Draft, named: Named | None) -> Budget:
    """Grammar's budget, under the model's name where that says more, and of its kind where grammar has none."""
    budget = draft_budget(document, figure, draft)
    if named is None:
        return budget
    if named.item and not _better_draft(draft, named.item):
        kind = draft.kind or kind_of(named.item) or KIND_OF.get(named.kind, "other")
        scope = draft.scope or scope_of(named.item)
        return replace(budget, item=named.item, source="model", kind=kind, scope=scope)
    if draft.kind is None and kind_of(draft.item) is None:
        return replace(budget, kind=KIND_OF.get(named.kind, "other"))
    return budget


def _better_draft(draft: Draft, item: str) -> bool:
    """Whether grammar's name is kept: unless it says nothing, or the model's holds it and says more."""
    ours, theirs = fold(draft.item), fold(item)
    grown = ours in theirs and not re.search(r"[\d，,；;：:。]", item)
    return not (draft.is_weak or grown)


def _bare_budget(document: Document, figure: Figure, named: Named) -> Budget:
    item = named.item or words_near(document, figure)
    return Budget(
        id="",
        item=item,
        kind=kind_of(item) or KIND_OF.get(named.kind, "other"),
        number=figure.number,
        unit=figure.unit.split("/")[0],
        yuan=figure.yuan,
        amount=figure,
        source="model" if named.item else "grammar",
        status="exact",
        evidence=(evidence_of(document, Span(figure.full_start, figure.full_end)),),
        stage=stage_of(item),
        scope=scope_of(item),
    )


def _other(folded: Folded, figures: Sequence[Figure], other: Other, within: Span) -> Budget | None:
    """An amount named beside the slots; nothing, where its quotation repeats a slot's figure."""
    placement = folded.place(other.quote, within)
    span = placement.span
    inside = figures_inside(figures, span) if span is not None else []
    money = [figure for figure in inside if figure.dimension == "money"]
    item = other.item or strip_mark(other.quote)[:MAX_SUMMARY]
    kind = kind_of(item) or KIND_OF.get(other.kind, "other")
    if money:
        figure = money[0]
        return replace(_bare_budget(folded.document, figure, Named(item=item, kind=other.kind)), kind=kind)
    if not re.search(r"[\d一二三四五六七八九十百千万亿]\s*[元角分万亿]", other.quote):
        return None
    evidence = (evidence_of(folded.document, span),) if span is not None else (Evidence(other.quote, -1, -1),)
    return Budget("", item, kind, "", "", None, None, "model", "not_found", evidence)


def _activities(
    document: Document, figures: Sequence[Figure], labels: Iterable[tuple[Span, str]]
) -> Iterable[Activity]:
    """An activity for each sentence that tells one; one that goes on about the activity before it joins it."""
    found: list[tuple[Block | None, Activity]] = []
    for span in sorted({span for span, label in labels if label == "活动"}):
        inside = figures_inside(figures, span)
        if role_at(document, span.start) == "finance" and any(f.dimension == "money" for f in inside):
            continue
        text = readable(document, span.start, span.end)
        if not tells_activity(text, inside) or is_goal(document, span):
            continue
        block = document.block_at(span.start)
        activity = activity_from(document, span, inside, "", "model")
        if found and continues(text) and block is not None and found[-1][0] is block:
            found[-1] = (block, joined_activity(found[-1][1], activity))
        else:
            found.append((block, activity))
    return [replace(activity, id=f"a{number}") for number, (_, activity) in enumerate(found, 1)]


def _admitted(
    document: Document, lists: Lists, labels: Iterable[tuple[Span, str]]
) -> tuple[list[Problem], list[Recommendation]]:
    """Problems and recommendations from lists and from labels; causes joined to their problems.

    Where a report lists its problems under a heading of their own, a label elsewhere counts only
    if the sentence admits something in words.
    """
    problems, recommendations = list(lists.problems), list(lists.recommendations)
    last: int | None = None
    for span, label in sorted(set(labels)):
        text = readable(document, span.start, span.end).strip()
        if label == "问题" and admits(text):
            last = len(problems)
            summary = strip_mark(text).strip("。；; ")[:MAX_SUMMARY]
            evidence = (evidence_of(document, span),)
            problems.append(Problem("", summary, "model", "exact", evidence, None, category_of(text)))
        elif label == "原因" and last is not None and problems[last].cause is None:
            problems[last] = replace(problems[last], cause=text.strip("。；; "))
        elif label == "建议" and not lists.recommendations and proposes_change(text):
            summary = strip_mark(text).strip("。；; ")[:MAX_SUMMARY]
            recommendations.append(
                Recommendation("", summary, "model", "exact", (evidence_of(document, span),))
            )
    problems.sort(key=lambda problem: problem.evidence[0].start)
    recommendations.sort(key=lambda recommendation: recommendation.evidence[0].start)
    problems = [replace(p, id=f"p{n}") for n, p in enumerate(problems, 1)]
    recommendations = [replace(r, id=f"r{n}") for n, r in enumerate(recommendations, 1)]
    return linked(problems, recommendations)


def free_facts(document: Document, figures: Sequence[Figure], grammar: Grammar, gathered: Gathered) -> Facts:
    """The facts from free lists with quotations, held against the text."""
    folded = Folded(document)
    budgets: list[Budget] = []
    activities: list[Activity] = []
    problems: list[Problem] = []
    recommendations: list[Recommendation] = []
    for answer, within in sorted(gathered.free, key=lambda pair: pair[1]):
        for row in answer.budgets:
            claim = Claim(row.item, row.kind, row.amount, row.unit, row.quote, within)
            budgets.append(ground_claim(folded, figures, claim))
        for act in answer.activities:
            evidence, status = quoted_evidence(folded, act.quote or act.name, within)
            if status == "not_found":
                evidence, status = quoted_evidence(folded, act.name, within)
            date, place = act.date or None, act.place or None
            activities.append(
                Activity("", act.name, "model", status, evidence, date, place, tuple(act.organizers))
            )
        for problem in answer.problems:
            evidence, status = quoted_evidence(folded, problem.quote or problem.summary, within)
            category = category_of(problem.summary)
            problems.append(
                Problem("", problem.summary, "model", status, evidence, problem.cause or None, category)
            )
        for advice in answer.recommendations:
            evidence, status = quoted_evidence(folded, advice.quote or advice.summary, within)
            recommendations.append(Recommendation("", advice.summary, "model", status, evidence))
    activities = [replace(a, id=f"a{n}") for n, a in enumerate(_unique(activities, lambda a: a.name), 1)]
    problems = [replace(p, id=f"p{n}") for n, p in enumerate(_unique(problems, lambda p: p.summary), 1)]
    recommendations = [
        replace(r, id=f"r{n}") for n, r in enumerate(_unique(recommendations, lambda r: r.summary), 1)
    ]
    problems, recommendations = linked(problems, recommendations)
    return Facts(
        document=document,
        figures=tuple(figures),
        meta=grammar.meta,
        budgets=tuple(placed(joined(budgets), grammar.meta)),
        activities=tuple(activities),
        problems=tuple(problems),
        recommendations=tuple(recommendations),
        indicators=grammar.tables.indicators,
        funds=grammar.tables.funds,
        extracted=True,
    )


def _unique(rows: Iterable[R], name: Callable[[R], str]) -> list[R]:
    """Repeats by name and place left out, in the order of the text; what has no place comes last."""
    seen: set[tuple[str, int]] = set()
    kept: list[R] = []
    for row in rows:
        start = row.evidence[0].start if row.evidence else -1
        mark = (fold(name(row)), start)
        if mark not in seen:
            seen.add(mark)
            kept.append(row)
    kept.sort(
        key=lambda row: (
            not row.evidence or row.evidence[0].start < 0,
            row.evidence[0].start if row.evidence else 0,
        )
    )
    return kept
