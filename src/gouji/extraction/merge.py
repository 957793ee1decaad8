"""From answers to facts: every answer placed, repeats joined, disagreements kept."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from gouji.document import Document, Span
from gouji.document.readable import readable
from gouji.document.numbering import strip_mark
from gouji.extraction.align import Folded, Ground, ground_amount
from gouji.extraction.answer import KIND_OF, FreeAnswer, Named, Other, fold
from gouji.facts import (
    KINDS,
    Activity,
    Budget,
    Evidence,
    Facts,
    Grounding,
    Kind,
    Meta,
    Problem,
    Recommendation,
    Source,
)
from gouji.facts.activities import activity_from, tells_activity
from gouji.facts.items import Draft
from gouji.facts.problems import MAX_SUMMARY, Lists, admits, category_of, evidence_of, proposes_change
from gouji.facts.roles import role_at
from gouji.facts.tables import TableFacts
from gouji.facts.wording import kind_of, scope_of, stage_of
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


@dataclass(frozen=True)
class Grammar:
    """What grammar and layout decided before a model was asked."""

    drafts: Mapping[int, Draft]
    tables: TableFacts
    lists: Lists
    meta: Meta


def grammar_facts(document: Document, figures: Sequence[Figure], grammar: Grammar) -> Facts:
    """The facts that need no model: tables, names cut by grammar, listed problems."""
    return anchored_facts(document, figures, grammar, Gathered(), extracted=False)


def anchored_facts(
    document: Document, figures: Sequence[Figure], grammar: Grammar, gathered: Gathered, *, extracted: bool = True
) -> Facts:
    """The facts from slots and labels, together with what grammar had decided."""
    folded = Folded(document) if gathered.others else None
    by_index = {index: _slot_budget(document, figures, index, grammar, gathered) for index in grammar.drafts}
    for index, named in gathered.named.items():
        if index not in by_index and index not in grammar.tables.read:
            by_index[index] = _bare_budget(document, figures[index], named)
    prose = list(by_index.values())
    taken = {budget.amount.start for budget in [*prose, *grammar.tables.budgets] if budget.amount is not None}
    others = [_other(folded, figures, other, span) for other, span in gathered.others if folded is not None]
    beside = [b for b in others if b is not None and (b.amount is None or b.amount.start not in taken)]
    budgets = numbered([*prose, *grammar.tables.budgets, *beside])
    budgets = _with_parents(budgets, figures, grammar.drafts, gathered.parents)
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
        extracted=extracted,
    )


def _slot_budget(
    document: Document, figures: Sequence[Figure], index: int, grammar: Grammar, gathered: Gathered
) -> Budget:
    draft, figure = grammar.drafts[index], figures[index]
    named = gathered.named.get(index)
    item, source = draft.item, "grammar"
    if named is not None and named.item and not _better_draft(draft, named.item):
        item, source = named.item, "model"
    kind = draft.kind or kind_of(item)
    if kind is None and named is not None:
        kind = KIND_OF.get(named.kind)
    clause = Span(min(draft.clause.start, figure.full_start), figure.full_end)
    evidence = [evidence_of(document, clause)]
    evidence += [evidence_of(document, piece) for piece in draft.pieces if not clause.covers(piece)]
    return Budget(
        id="",
        item=item or _words_near(document, figure),
        kind=kind or "other",
        number=figure.number,
        unit=figure.unit.split("/")[0],
        yuan=figure.yuan,
        amount=figure,
        source="model" if source == "model" else "grammar",
        status="exact",
        evidence=tuple(evidence),
        stage=draft.stage,
        scope=draft.scope or scope_of(item),
        period=None,
    )


def _better_draft(draft: Draft, item: str) -> bool:
    """Whether grammar's name is kept: unless it says nothing, or the model's holds it and says more."""
    ours, theirs = fold(draft.item), fold(item)
    grown = ours in theirs and not re.search(r"[\d，,；;：:。]", item)
    return not (draft.is_weak or grown)


def _bare_budget(document: Document, figure: Figure, named: Named) -> Budget:
    item = named.item or _words_near(document, figure)
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


def _words_near(document: Document, figure: Figure) -> str:
    """The words right before a figure, for an amount that nobody could name."""
    words = readable(document, max(0, figure.full_start - 12), figure.full_start)
    return re.split(r"[，。；：\n]", words)[-1].strip() or figure.text


def _other(folded: Folded, figures: Sequence[Figure], other: Other, within: Span) -> Budget | None:
    """An amount named beside the slots; nothing, where its quotation repeats a slot's figure."""
    placement = folded.place(other.quote, within)
    span = placement.span
    inside = _inside(figures, span) if span is not None else []
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


def _inside(figures: Sequence[Figure], span: Span) -> list[Figure]:
    low = bisect_left(figures, span.start, key=lambda figure: figure.start)
    found = []
    while low < len(figures) and figures[low].start < span.end:
        if figures[low].end <= span.end:
            found.append(figures[low])
        low += 1
    return found


def _place(budget: Budget) -> tuple[int, int]:
    if budget.amount is not None:
        return budget.amount.start, 0
    return (budget.evidence[0].start if budget.evidence else -1), 1


def numbered(budgets: Iterable[Budget]) -> list[Budget]:
    """The budgets in the order of the text, with their ids."""
    return [replace(b, id=f"b{n}") for n, b in enumerate(sorted(budgets, key=_place), 1)]


def _with_parents(
    budgets: list[Budget], figures: Sequence[Figure], drafts: Mapping[int, Draft], parents: Mapping[int, int]
) -> list[Budget]:
    """Parents from 其中, and from the model where grammar sees none."""
    ids = {budget.amount.start: budget.id for budget in budgets if budget.amount is not None}
    of: dict[int, str] = {}
    for index in {*drafts, *parents}:
        draft = drafts.get(index)
        parent = draft.parent if draft is not None else None
        if parent is None and _may_hold(figures, parents.get(index), index):
            parent = parents[index]
        if parent is not None and figures[parent].start in ids:
            of[figures[index].start] = ids[figures[parent].start]
    return [replace(b, parent=of.get(b.amount.start)) if b.amount is not None else b for b in budgets]


def _may_hold(figures: Sequence[Figure], whole: int | None, part: int) -> bool:
    """Whether a model's word that one amount is part of another can be: the whole stands first and is larger."""
    if whole is None or whole >= part:
        return False
    outer, inner = figures[whole].yuan, figures[part].yuan
    return outer is not None and inner is not None and outer > inner


def _activities(
    document: Document, figures: Sequence[Figure], labels: Iterable[tuple[Span, str]]
) -> Iterable[Activity]:
    number = 0
    for span in sorted({span for span, label in labels if label == "活动"}):
        inside = _inside(figures, span)
        if role_at(document, span.start) == "finance" and any(f.dimension == "money" for f in inside):
            continue
        if tells_activity(readable(document, span.start, span.end), inside):
            number += 1
            yield activity_from(document, span, inside, f"a{number}", "model")


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


def linked(
    problems: list[Problem], recommendations: list[Recommendation]
) -> tuple[list[Problem], list[Recommendation]]:
    """Link each recommendation to the problem it shares most words with, if it shares enough."""
    answers: dict[str, list[str]] = {}
    grams = {problem.id: _bigrams(problem.evidence, problem.summary) for problem in problems}
    for number, recommendation in enumerate(recommendations):
        words = _bigrams(recommendation.evidence, recommendation.summary)
        scored = [(len(words & grams[p.id]) / max(1, min(len(words), len(grams[p.id]))), p.id) for p in problems]
        best, problem_id = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
        if best >= 0.2:
            recommendations[number] = replace(recommendation, problems=(problem_id,))
            answers.setdefault(problem_id, []).append(recommendation.id)
    return [replace(p, recommendations=tuple(answers.get(p.id, ()))) for p in problems], recommendations


def _bigrams(evidence: Sequence[Evidence], summary: str) -> set[str]:
    text = fold(summary + (evidence[0].quote if evidence else ""))
    return {text[i : i + 2] for i in range(len(text) - 1)}


@dataclass(frozen=True)
class Claim:
    """An amount as some tool states it, before it is held against the text."""

    item: str
    kind: str
    number: str
    unit: str
    quote: str
    within: Span | None = None
    cited: Span | None = None


def ground_claim(folded: Folded, figures: Sequence[Figure], claim: Claim, source: Source = "model") -> Budget:
    """Hold one claimed amount against the text.

    The place is the cited span, else the quotation's, else the chunk, else the whole text; a
    quotation that cannot be placed leaves the amount to be found by its value.
    """
    placement = folded.place(claim.quote, claim.within) if claim.quote else None
    quoted = placement.span if placement is not None else None
    ground = Ground(None, "not_found")
    places = [place for place in (claim.cited, quoted, _sentence(folded, quoted), claim.within) if place is not None]
    for place in places:
        ground = ground_amount(claim.number, claim.unit, figures, place)
        if ground.figure is not None:
            break
    if ground.figure is None and not places:
        ground = ground_amount(claim.number, claim.unit, figures, None)
    return _claimed_budget(folded.document, claim, ground, quoted, source)


def _sentence(folded: Folded, span: Span | None) -> Span | None:
    """A quoted place with its row, when it lies in a table: the head alone is often quoted."""
    if span is None:
        return None
    table = folded.document.table_at(span.start)
    cell = table.cell_at(span.start) if table is not None else None
    if table is None or cell is None:
        return None
    row = table.row(cell.row)
    return Span(min(c.start for c in row), max(c.end for c in row))


def _claimed_budget(
    document: Document, claim: Claim, ground: Ground, quoted: Span | None, source: Source
) -> Budget:
    figure = ground.figure
    span = quoted or (Span(figure.full_start, figure.full_end) if figure is not None else None)
    evidence: tuple[Evidence, ...]
    if span is not None:
        evidence = (evidence_of(document, span),)
    else:
        evidence = (Evidence(claim.quote, -1, -1),) if claim.quote else ()
    stated = KIND_OF.get(claim.kind) or (claim.kind if claim.kind in KINDS else None)
    kind: Kind = stated or kind_of(claim.item) or "other"
    return Budget(
        id="",
        item=claim.item,
        kind=kind,
        number=claim.number,
        unit=claim.unit,
        yuan=figure.yuan if figure is not None else None,
        amount=figure,
        source=source,
        status=ground.status,
        evidence=evidence,
        stage=stage_of(claim.item),
        scope=scope_of(claim.item),
    )


def joined(budgets: Iterable[Budget]) -> list[Budget]:
    """Join repeats: the same figure under much the same name; other names for it stay beside it."""
    kept: list[Budget] = []
    by_figure: dict[int, list[int]] = {}
    for budget in budgets:
        if budget.amount is None:
            kept.append(budget)
            continue
        twins = by_figure.setdefault(budget.amount.start, [])
        for place in twins:
            ours, theirs = fold(kept[place].item), fold(budget.item)
            if ours in theirs or theirs in ours:
                longer = budget if len(theirs) > len(ours) else kept[place]
                evidence = tuple(dict.fromkeys(kept[place].evidence + budget.evidence))
                kept[place] = replace(longer, evidence=evidence)
                break
        else:
            twins.append(len(kept))
            kept.append(budget)
    return numbered(kept)


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
            activities.append(Activity("", act.name, "model", status, evidence, date, place, tuple(act.organizers)))
        for problem in answer.problems:
            evidence, status = quoted_evidence(folded, problem.quote or problem.summary, within)
            category = category_of(problem.summary)
            problems.append(Problem("", problem.summary, "model", status, evidence, problem.cause or None, category))
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
        budgets=tuple(joined(budgets)),
        activities=tuple(activities),
        problems=tuple(problems),
        recommendations=tuple(recommendations),
        indicators=grammar.tables.indicators,
        funds=grammar.tables.funds,
        extracted=True,
    )


def quoted_evidence(folded: Folded, quote: str, within: Span | None) -> tuple[tuple[Evidence, ...], Grounding]:
    """Where a quotation stands and how surely; without a place, the quotation alone."""
    placement = folded.place(quote, within)
    if placement.span is None:
        return ((Evidence(quote, -1, -1),) if quote else ()), "not_found"
    return (evidence_of(folded.document, placement.span),), placement.status


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
    kept.sort(key=lambda row: (not row.evidence or row.evidence[0].start < 0, row.evidence[0].start if row.evidence else 0))
    return kept
