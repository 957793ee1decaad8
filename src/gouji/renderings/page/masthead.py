"""The head of the page: whose report it is, and how it came out."""

from __future__ import annotations

from gouji.renderings.page.anchors import STATUS_ORDER, Anchors
from gouji.renderings.page.markup import Markup, tag
from gouji.renderings.page.verdicts import GLYPHS
from gouji.renderings.words import Lang, status_word, word


def masthead(anchors: Anchors, lang: Lang) -> Markup:
    """Organization, year, type, score and grade; how many findings of each status; what was covered."""
    report = anchors.report
    meta = report.meta
    facts = [
        ("fiscal_year", None if meta.fiscal_year is None else str(meta.fiscal_year)),
        ("report_type", meta.report_type),
        ("region", meta.region),
        ("self_score", meta.self_score),
        ("grade", meta.grade),
        ("document", report.document.name if meta.organization else None),
    ]
    shown = [tag("div", tag("dt", word(key, lang)), tag("dd", value)) for key, value in facts if value]
    return tag(
        "header",
        tag(
            "div",
            tag("p", "勾稽", tag("span", word("page_title", lang)), class_="brand"),
            tag("button", "◐", type="button", class_="js theme", title=word("theme", lang)),
            class_="bar",
        ),
        tag("h1", meta.organization or report.document.name),
        tag("dl", *shown, class_="meta"),
        _tally(anchors, lang),
        _coverage(anchors, lang),
        class_="masthead",
    )


def _tally(anchors: Anchors, lang: Lang) -> Markup:
    counts = anchors.report.audit.counts()
    items = [
        tag(
            "li",
            tag("b", str(counts[status])),
            tag("span", f"{GLYPHS[status]} ", status_word(status, lang)),
            class_=f"{status}{'' if counts[status] else ' zero'}",
        )
        for status in STATUS_ORDER
    ]
    return tag("ul", *items, class_="tally")


def _coverage(anchors: Anchors, lang: Lang) -> Markup | None:
    """How many of the amounts in the text take part in a relation or stand in a record."""
    coverage = anchors.report.coverage
    total = coverage.get("money_figures")
    if not isinstance(total, int) or total <= 0:
        return None
    shown = [tag("span", word("money_coverage", lang, n=total))]
    for key in ("in_relations", "in_extractions"):
        count = coverage.get(key)
        if isinstance(count, int):
            text = word(key, lang, n=count)
            shown.append(tag("span", text, tag("meter", min=0, max=total, value=count, aria_label=text)))
    return tag("p", *shown, class_="coverage")


def notices(anchors: Anchors, lang: Lang) -> Markup | None:
    """What could not be read, and what the reader of the file warns of."""
    report = anchors.report
    failed = [
        tag(
            "li",
            tag("a", f"{chunk.start}–{chunk.end}", href=f"#c{number}"),
            f" {chunk.error} ",
            tag("small", word("attempts", lang, n=chunk.attempts)),
            id=f"u{number}",
        )
        for number, chunk in enumerate(report.failed_chunks)
    ]
    incomplete = tag(
        "section",
        tag("h2", "⚠ ", word("incomplete", lang)),
        tag("p", word("incomplete_note", lang, n=len(failed))),
        tag("ul", *failed),
        class_="notice bad",
    )
    warnings = [tag("li", warning) for warning in report.document.warnings]
    hints = tag("section", tag("h2", word("warnings", lang)), tag("ul", *warnings), class_="notice")
    shown = [incomplete if failed else None, hints if warnings else None]
    return tag("div", *shown, class_="notices") if any(shown) else None


def colophon(anchors: Anchors, lang: Lang) -> Markup:
    """What made the page and what it cost."""
    report, usage = anchors.report, anchors.report.usage
    provenance = report.provenance
    version = tag("span", word("made_by", lang, version=provenance.get("gouji", "")).rstrip())
    model = provenance.get("model")
    asked = [f"{word('model', lang)} {model}"] if model else [word("check_only", lang)]
    if provenance.get("strategy"):
        asked.append(f"{word('strategy', lang)} {provenance['strategy']}")
    cost = word(
        "usage",
        lang,
        requests=usage.requests,
        prompt=usage.prompt_tokens,
        cached=usage.cached_tokens,
        completion=usage.completion_tokens,
        seconds=f"{usage.seconds:.1f}",
    )
    lines = [*asked, *([cost] if usage.requests else []), f"SHA-256 {report.document.sha256}"]
    return tag("footer", version, *(tag("span", line) for line in lines), class_="colophon")
