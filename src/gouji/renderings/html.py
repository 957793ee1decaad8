"""The report as one self-contained page, and as a summary for notebooks."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.renderings import renders
from gouji.renderings.files import replace_text
from gouji.renderings.page.anchors import Anchors
from gouji.renderings.page.forest import forest_panel
from gouji.renderings.page.markup import Markup, join, tag
from gouji.renderings.page.masthead import colophon, masthead, notices
from gouji.renderings.page.panels import record_panels
from gouji.renderings.page.source import source_article, source_fragment
from gouji.renderings.page.summary import summary
from gouji.renderings.page.verdicts import findings_panel
from gouji.renderings.words import Lang, status_word, word

if TYPE_CHECKING:
    from gouji.report import Report


def page_html(report: Report, *, lang: Lang = "zh") -> str:
    """The whole report on one page: findings first, then what was read, then the text itself.

    The page asks for nothing from anywhere and lets no other script or style run; it can be read
    without a script.
    """
    anchors = Anchors(report)
    body = tag(
        "body",
        tag("a", word("to_text", lang), href="#source", class_="skip"),
        masthead(anchors, lang),
        notices(anchors, lang),
        tag("main", _side(anchors, lang), _source(anchors, lang)),
        colophon(anchors, lang),
        tag("script", asset("page.js")),
        data_links=word("links", lang),
    )
    title = report.meta.organization or report.document.name
    return framed(f"{title} · {word('page_title', lang)}", body, lang)


@renders("html", suffix=".html")
def write_html(report: Report, path: Path, *, lang: Lang = "zh") -> None:
    """Write ``page_html``."""
    replace_text(path, page_html(report, lang=lang))


def summary_html(report: Report, *, lang: Lang = "zh") -> str:
    """A summary for a notebook: counts, what does not agree, the largest part of the budgets.

    It brings its own styles, which touch nothing else, and no script.
    """
    return join(tag("style", asset("summary.css")), summary(report, lang))


def text_html(report: Report, *, start: int = 0, end: int | None = None, lang: Lang = "zh") -> str:
    """The text from *start* to *end* for a notebook: tables as tables, records and figures highlighted.

    Blocks that begin before *end* are shown whole. It brings its own styles and has no links.
    """
    anchors = Anchors(report)
    last = len(report.document.text) if end is None else min(end, len(report.document.text))
    shown = tag(
        "div", _legend(anchors, lang), source_fragment(anchors, lang, max(start, 0), last), class_="gouji"
    )
    return join(tag("style", asset("summary.css")), shown)


def framed(title: str, body: Markup, lang: Lang) -> str:
    """A page round its body; only our own style and script may run, and nothing may be loaded."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy()),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", asset("page.css")),
    )
    page = tag("html", head, "\n", body, lang="en" if lang == "en" else "zh-CN")
    return f"<!DOCTYPE html>\n{page}\n"


@cache
def asset(name: str) -> Markup:
    """A file of ours as it is: it holds neither ``</script`` nor ``</style``."""
    return Markup(files("gouji.renderings.page").joinpath(name).read_text(encoding="utf-8"))


def _policy() -> str:
    allowed = {kind: _digest(asset(name)) for kind, name in (("style", "page.css"), ("script", "page.js"))}
    return (
        f"default-src 'none'; style-src '{allowed['style']}'; script-src '{allowed['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _side(anchors: Anchors, lang: Lang) -> Markup:
    panels = record_panels(anchors, lang)
    grown, forest = forest_panel(anchors, lang)
    panels = [("trees", grown, forest), *panels] if grown else panels
    counts = [("findings", len(anchors.findings)), *((name, count) for name, count, _ in panels)]
    links = [tag("a", word(name, lang), " ", tag("b", str(n)), href=f"#{name}") for name, n in counts]
    nav = tag(
        "nav", *links, tag("a", word("source_text", lang), href="#source"), aria_label=word("overview", lang)
    )
    return tag("div", nav, findings_panel(anchors, lang), *(panel for _, _, panel in panels), class_="side")


def _source(anchors: Anchors, lang: Lang) -> Markup:
    length = word("characters", lang, n=f"{len(anchors.report.document.text):,}")
    return tag(
        "div",
        tag("h2", word("source_text", lang), tag("small", length)),
        _tools(anchors, lang),
        source_article(anchors, lang),
        class_="source",
        id="source",
    )


def _tools(anchors: Anchors, lang: Lang) -> Markup:
    """What the colours and lines in the text mean, and a switch for the bookmark marks."""
    noise = anchors.report.document.noise
    switch = (
        tag("label", tag("input", type="checkbox", id="marks"), " ", word("marks", lang)) if noise else None
    )
    return tag("div", _legend(anchors, lang), switch, class_="tools")


def _legend(anchors: Anchors, lang: Lang) -> Markup:
    report = anchors.report
    held = [
        ("b", "budgets", report.budgets),
        ("a", "activities", report.activities),
        ("p", "problem", report.problems),
        ("r", "recommendation", report.recommendations),
        ("i", "indicators", report.indicators),
    ]
    keys = [tag("span", word(key, lang), class_=f"key {letter}") for letter, key, records in held if records]
    present = set(anchors.states.values())
    states = [
        tag("span", text, class_=f"f {state}") for state, text in _state_words(lang) if state in present
    ]
    return tag(
        "p", [join(each, " ") for each in [*keys, *states]], class_="legend", title=word("legend", lang)
    )


def _state_words(lang: Lang) -> list[tuple[str, str]]:
    statuses = [
        (each, status_word(each, lang)) for each in ("contradicted", "tail", "confirmed", "undetermined")
    ]
    return [*statuses, ("missed", word("missed", lang))]
