"""Everything that grammar and layout decide of a report before, or without, a model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.document import Document, Span
from gouji.document.readable import readable
from gouji.facts.items import Draft, draft_items
from gouji.facts.meta import read_meta
from gouji.facts.model import Budget, Facts, Meta
from gouji.facts.problems import Lists, evidence_of, linked, read_lists
from gouji.facts.tables import TableFacts, read_tables
from gouji.facts.told import with_reasons
from gouji.facts.wording import account_of, kind_of, period_of, scope_of
from gouji.figures.figure import Figure


@dataclass(frozen=True)
class Grammar:
    """What grammar and layout decided: names for the amounts of the prose, tables, lists, meta."""

    drafts: Mapping[int, Draft]
    tables: TableFacts
    lists: Lists
    meta: Meta


def read_grammar(document: Document, figures: Sequence[Figure]) -> Grammar:
    """Read everything that needs no model."""
    meta = read_meta(document)
    tables = read_tables(document, figures)
    return Grammar(
        drafts=draft_items(document, figures, meta.fiscal_year),
        tables=tables,
        lists=with_reasons(document, read_lists(document), tables.indicators),
        meta=meta,
    )


def grammar_facts(document: Document, figures: Sequence[Figure], grammar: Grammar) -> Facts:
    """The facts that need no model: tables, names cut by grammar, listed problems."""
    prose = [draft_budget(document, figures[index], draft) for index, draft in grammar.drafts.items()]
    budgets = placed([*prose, *grammar.tables.budgets], grammar.meta)
    budgets = with_parents(budgets, figures, grammar.drafts)
    problems, recommendations = linked(list(grammar.lists.problems), list(grammar.lists.recommendations))
    return Facts(
        document=document,
        figures=tuple(figures),
        meta=grammar.meta,
        budgets=tuple(budgets),
        problems=tuple(problems),
        recommendations=tuple(recommendations),
        indicators=grammar.tables.indicators,
        funds=grammar.tables.funds,
    )


def draft_budget(document: Document, figure: Figure, draft: Draft) -> Budget:
    """A budget under the name that grammar cut; its evidence lists every piece of the name."""
    clause = Span(min(draft.clause.start, figure.full_start), figure.full_end)
    evidence = [evidence_of(document, clause)]
    evidence += [evidence_of(document, piece) for piece in draft.pieces if not clause.covers(piece)]
    return Budget(
        id="",
        item=draft.item or words_near(document, figure),
        kind=draft.kind or kind_of(draft.item) or "other",
        number=figure.number,
        unit=figure.unit.split("/")[0],
        yuan=figure.yuan,
        amount=figure,
        source="grammar",
        status="exact",
        evidence=tuple(evidence),
        stage=draft.stage,
        scope=draft.scope or scope_of(draft.item),
    )


def words_near(document: Document, figure: Figure) -> str:
    """The words right before a figure, for an amount that nobody could name."""
    words = readable(document, max(0, figure.full_start - 12), figure.full_start)
    return re.split(r"[，。；：\n]", words)[-1].strip() or figure.text


def _place(budget: Budget) -> tuple[bool, int, int]:
    """Text order; what has no place comes last."""
    if budget.amount is not None:
        return False, budget.amount.start, 0
    start = budget.evidence[0].start if budget.evidence else -1
    return start < 0, start, 1


def numbered(budgets: Iterable[Budget]) -> list[Budget]:
    """The budgets in the order of the text, with their ids."""
    return [
        b if b.id == f"b{n}" else replace(b, id=f"b{n}") for n, b in enumerate(sorted(budgets, key=_place), 1)
    ]


def placed(budgets: Iterable[Budget], meta: Meta) -> list[Budget]:
    """The budgets in text order with their ids, and with the account and the period that their names tell."""
    return [
        replace(
            budget,
            id=f"b{number}",
            account=budget.account or account_of(budget.item),
            period=budget.period or period_of(budget.item, meta.fiscal_year),
        )
        for number, budget in enumerate(sorted(budgets, key=_place), 1)
    ]


def with_parents(
    budgets: Sequence[Budget],
    figures: Sequence[Figure],
    drafts: Mapping[int, Draft],
    told: Mapping[int, int] | None = None,
) -> list[Budget]:
    """The budgets with their parents: from 其中, and from *told* where grammar sees none.

    Args:
        budgets: The budgets, with their ids.
        figures: The document's figures.
        drafts: Grammar's names, with the index of the figure that each is a part of.
        told: What somebody else says, index of part to index of whole.
    """
    ids = {budget.amount.start: budget.id for budget in budgets if budget.amount is not None}
    of: dict[int, str] = {}
    for index in {*drafts, *(told or {})}:
        draft = drafts.get(index)
        parent = draft.parent if draft is not None else None
        if parent is None and told is not None and _may_hold(figures, told.get(index), index):
            parent = told[index]
        if parent is not None and figures[parent].start in ids:
            of[figures[index].start] = ids[figures[parent].start]
    parents = [of.get(b.amount.start) if b.amount is not None else b.parent for b in budgets]
    return [b if b.parent == parent else replace(b, parent=parent) for b, parent in zip(budgets, parents)]


def _may_hold(figures: Sequence[Figure], whole: int | None, part: int) -> bool:
    """Whether somebody's word that one amount is part of another can be: the whole stands first and is larger."""
    if whole is None or whole >= part:
        return False
    outer, inner = figures[whole].yuan, figures[part].yuan
    return outer is not None and inner is not None and outer > inner
