"""A report in a few lines, for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.facts import Budget
from gouji.renderings.page.anchors import STATUS_ORDER, Anchors
from gouji.renderings.page.markup import Markup, tag
from gouji.renderings.page.panels import family
from gouji.renderings.page.quoting import one_line
from gouji.renderings.page.verdicts import GLYPHS
from gouji.renderings.words import Lang, decision_word, grounding_word, kind_word, status_word, word

if TYPE_CHECKING:
    from gouji.report import Report

_MOST_FINDINGS = 8
_MOST_BUDGETS = 12


def summary(report: Report, lang: Lang) -> Markup:
    """Whose report, the counts, what does not agree and the first budgets; how much was left out is said."""
    return tag(
        "div",
        _title(report, lang),
        _counts(report, lang),
        *_contradictions(report, lang),
        _budgets(report, lang) if report.budgets else None,
        class_="gouji",
        lang="en" if lang == "en" else "zh-CN",
    )


def _title(report: Report, lang: Lang) -> Markup:
    meta = report.meta
    about = [meta.fiscal_year, meta.report_type, meta.self_score, meta.grade]
    known = " · ".join(str(each) for each in about if each)
    return tag(
        "p",
        tag("span", meta.organization or report.document.name, class_="gj-t"),
        f"  {known}" if known else None,
        None if report.complete else f"  ⚠ {word('incomplete', lang)}",
    )


def _counts(report: Report, lang: Lang) -> Markup:
    counts = report.audit.counts()
    shown = [(f"{GLYPHS[status]} {status_word(status, lang)}", counts[status]) for status in STATUS_ORDER]
    shown += [
        (word("budgets", lang), len(report.budgets)),
        (word("activities", lang), len(report.activities)),
        (word("problem", lang), len(report.problems)),
        (word("figures", lang), len(report.figures)),
    ]
    return tag(
        "p", *(tag("span", f"{label} ", tag("b", str(count))) for label, count in shown), class_="gj-c"
    )


def _contradictions(report: Report, lang: Lang) -> list[Markup]:
    found = [each for _, each in Anchors(report).findings if each.status == "contradicted"]
    found.sort(key=lambda each: each.decision is not None)
    shown = [
        tag(
            "div",
            tag("b", f"{GLYPHS['contradicted']} {each.title_zh or each.check} "),
            tag("i", decision_word(each.decision.kind, lang), " ") if each.decision is not None else None,
            each.expression,
            tag("div", one_line(each.message_en if lang == "en" else each.message_zh), class_="gj-s"),
            class_="gj-x",
        )
        for each in found[:_MOST_FINDINGS]
    ]
    return shown + _left_out(len(found) - _MOST_FINDINGS, lang)


def _left_out(count: int, lang: Lang) -> list[Markup]:
    return [tag("p", word("more", lang, n=count), class_="gj-s")] if count > 0 else []


def _budgets(report: Report, lang: Lang) -> Markup:
    heads = [("item", None), ("kind", None), ("amount", "gj-n"), ("grounding", None)]
    rows = [_budget(depth, budget, lang) for depth, _, budget in _ordered(report)[:_MOST_BUDGETS]]
    head = tag("tr", *(tag("th", word(key, lang), class_=style) for key, style in heads))
    return tag("div", tag("table", head, *rows), *_left_out(len(report.budgets) - _MOST_BUDGETS, lang))


def _ordered(report: Report) -> list[tuple[int, str, Budget]]:
    return family((f"b{number}", budget) for number, budget in enumerate(report.budgets))


def _budget(depth: int, budget: Budget, lang: Lang) -> Markup:
    return tag(
        "tr",
        tag("td", "　" * min(depth, 6), one_line(budget.item, 60) or word("unnamed", lang)),
        tag("td", kind_word(budget.kind, lang)),
        tag("td", f"{budget.number}{budget.unit}", class_="gj-n"),
        tag("td", grounding_word(budget.status, lang)),
    )
