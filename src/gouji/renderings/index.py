"""Several documents at once: an index page and a summary workbook, failed documents included."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from gouji.renderings.files import replace_text
from gouji.renderings.html import framed
from gouji.renderings.page.anchors import STATUS_ORDER
from gouji.renderings.page.markup import Markup, join, tag
from gouji.renderings.page.verdicts import GLYPHS
from gouji.renderings.rows import Row, number_or_text
from gouji.renderings.sheets import Column, workbook
from gouji.renderings.tables import columns, spoken_rows, status_words
from gouji.renderings.words import Lang, status_word, word

if TYPE_CHECKING:
    from gouji.report import Report


@dataclass(frozen=True)
class Entry:
    """One of several documents: its report, or the error that there is instead.

    ``files`` are the results by format, as paths relative to the index.
    """

    name: str
    report: Report | None = None
    error: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


def index_html(entries: Iterable[Entry], *, lang: Lang = "zh") -> str:
    """A page with a row for each document, linked to its results; worst documents can be seen at a glance."""
    listed = list(entries)
    title = word("index_title", lang)
    header = tag(
        "header",
        tag("p", "勾稽", tag("span", word("page_title", lang)), class_="brand"),
        tag("h1", title),
        tag("p", word("documents", lang, n=len(listed)), class_="coverage"),
        _tally(listed, lang),
        class_="masthead",
    )
    heads = [tag("th", text, scope="col") for text in _heads(lang)]
    table = tag(
        "table",
        tag("thead", tag("tr", *heads)),
        tag("tbody", *(_row(entry, lang) for entry in listed)),
        class_="grid index",
    )
    body = tag("body", header, tag("div", tag("div", table, class_="tw"), class_="notices"))
    return framed(f"{title} · gouji", body, lang)


def write_index(entries: Iterable[Entry], path: Path, *, lang: Lang = "zh") -> Path:
    """Write ``index_html``; the file is replaced at once."""
    replace_text(path, index_html(entries, lang=lang))
    return path


def write_summary(entries: Iterable[Entry], path: Path, *, lang: Lang = "zh") -> Path:
    """Write the summary workbook: a row for each document, then all findings and all budgets."""
    listed = list(entries)
    with workbook(path, lang) as book:
        book.rows(word("overview", lang), _overview_columns(lang), (_overview(each, lang) for each in listed))
        for what, title in (("findings", "all_findings"), ("budgets", "all_budgets")):
            of = [Column("document", word("document", lang), 28, "wrap"), *columns(what, lang)]
            book.rows(word(title, lang), of, _gathered(listed, what, lang), status_words(what, lang))
    return path


def _gathered(entries: Sequence[Entry], what: str, lang: Lang) -> Iterator[Row]:
    for entry in entries:
        if entry.report is not None:
            for row in spoken_rows(entry.report, what, lang):
                yield {"document": entry.name, **row}


_KINDS = ("budgets", "activities", "problems", "indicators", "figures")


def _overview_columns(lang: Lang) -> list[Column]:
    return [
        Column("document", word("document", lang), 32, "wrap"),
        Column("organization", word("organization", lang), 28, "wrap"),
        Column("region", word("region", lang), 12),
        Column("fiscal_year", word("fiscal_year", lang), 8),
        Column("report_type", word("report_type", lang), 16),
        Column("self_score", word("self_score", lang), 10, "number"),
        Column("grade", word("grade", lang), 8),
        *(Column(status, status_word(status, lang), 10, "whole") for status in STATUS_ORDER),
        *(
            Column(kind, word("problem" if kind == "problems" else kind, lang), 12, "whole")
            for kind in _KINDS
        ),
        Column("missed", word("missed", lang), 14, "whole"),
        Column("state", word("status", lang), 10),
        Column("failed", word("failed_chunks", lang), 10, "whole"),
        Column("requests", word("requests", lang), 10, "whole"),
        Column("tokens", word("tokens", lang), 12, "whole"),
        Column("error", word("error", lang), 48, "wrap"),
    ]


def _overview(entry: Entry, lang: Lang) -> Row:
    report = entry.report
    if report is None:
        return {"document": entry.name, "state": word("failed", lang), "error": entry.error}
    meta, usage = report.meta, report.usage
    return {
        "document": entry.name,
        "organization": meta.organization,
        "region": meta.region,
        "fiscal_year": meta.fiscal_year,
        "report_type": meta.report_type,
        "self_score": number_or_text(meta.self_score),
        "grade": meta.grade,
        **report.audit.counts(),
        **{kind: len(getattr(report, kind)) for kind in _KINDS},
        "missed": len(report.missed),
        "state": word("complete" if report.complete else "incomplete", lang),
        "failed": len(report.failed_chunks),
        "requests": usage.requests,
        "tokens": usage.prompt_tokens + usage.completion_tokens,
        "error": entry.error or None,
    }


def _tally(entries: Sequence[Entry], lang: Lang) -> Markup:
    """The findings of all documents by status, and how many documents failed."""
    reports = [entry.report for entry in entries if entry.report is not None]
    items = []
    for status in STATUS_ORDER:
        count = sum(report.audit.counts()[status] for report in reports)
        label = tag("span", f"{GLYPHS[status]} ", status_word(status, lang))
        items.append(tag("li", tag("b", str(count)), label, class_=f"{status}{'' if count else ' zero'}"))
    failed = len(entries) - len(reports)
    if failed:
        items.append(
            tag("li", tag("b", str(failed)), tag("span", "⚠ ", word("failed", lang)), class_="contradicted")
        )
    return tag("ul", *items, class_="tally")


def _heads(lang: Lang) -> list[str]:
    keys = ("document", "organization", "fiscal_year", "self_score", "grade")
    counted = ("budgets", "activities", "problem")
    statuses = [status_word(status, lang) for status in STATUS_ORDER]
    return [
        *(word(key, lang) for key in keys),
        *statuses,
        *(word(key, lang) for key in counted),
        word("files", lang),
    ]


def _row(entry: Entry, lang: Lang) -> Markup:
    report = entry.report
    files = [tag("a", name, href=_address(path), class_="fig") for name, path in entry.files.items()]
    links = tag("td", [join(link, " ") for link in files])
    if report is None:
        error = tag("td", f"⚠ {word('failed', lang)}: {entry.error}", colspan=11, class_="gr not_found")
        return tag("tr", tag("th", entry.name, scope="row"), error, links)
    meta = report.meta
    state = None if report.complete else tag("small", "⚠ ", word("incomplete", lang))
    page = entry.files.get("html")
    name = tag("a", entry.name, href=_address(page)) if page else entry.name
    counts = report.audit.counts()
    numbers = [counts[status] for status in STATUS_ORDER]
    numbers += [len(report.budgets), len(report.activities), len(report.problems)]
    return tag(
        "tr",
        tag("th", name, state, scope="row"),
        *(tag("td", text) for text in (meta.organization, meta.fiscal_year, meta.self_score, meta.grade)),
        *(tag("td", str(number), class_=_weight(place, number)) for place, number in enumerate(numbers)),
        links,
    )


def _weight(place: int, number: int) -> str:
    """Numbers of findings take the colour of their status, unless there are none."""
    status = STATUS_ORDER[place] if place < len(STATUS_ORDER) else "plain"
    return f"num of-{status}" if number else "num none"


def _address(path: str) -> str:
    """A relative path as an address that stays relative: neither a scheme nor a host."""
    # fsencode: a name in a directory need not be text.
    return "./" + quote(os.fsencode(path.replace("\\", "/").lstrip("/")), safe="/")
