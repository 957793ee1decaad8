"""The report as a workbook for review: a sheet for each kind of record, amounts as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.findings import STATUS_ZH
from gouji.renderings import renders
from gouji.renderings.added import added_names, record_types
from gouji.renderings.rows import Value, column_names, number_or_text, own_rows
from gouji.renderings.sheets import Column, workbook
from gouji.renderings.tables import KINDS_OF_SHEET, columns, spoken_rows, status_words
from gouji.renderings.words import Lang, status_word, word

if TYPE_CHECKING:
    from gouji.report import Report


_TITLES = {"indicators": "indicators_sheet", "operands": "trees_sheet"}


def write_workbook(report: Report, path: Path, *, lang: Lang = "zh") -> Path:
    """Write the workbook; the file is replaced at once.

    Cells that look like formulas bear a leading apostrophe, cells over 32,767 characters are cut
    with a mark, and numbers that Excel would round (over 15 digits) are text.
    """
    with workbook(path, lang) as book:
        book.pairs(word("overview", lang), _overview(report, lang))
        for what in KINDS_OF_SHEET:
            title = word(_TITLES.get(what, what), lang)
            added = [Column(name, name, 20) for name in added_names(getattr(report, what, ()))]
            shown = [*columns(what, lang), *added]
            book.rows(title, shown, spoken_rows(report, what, lang), status_words(what, lang))
        for name in record_types(report):
            shown = [Column(each, each, 20) for each in column_names(report, name)]
            book.rows(name, shown, own_rows(report, name), {})
    return path


@renders("xlsx", suffix=".xlsx")
def write_xlsx(report: Report, path: Path, *, lang: Lang = "zh") -> None:
    """Write ``write_workbook``'s file."""
    write_workbook(report, path, lang=lang)


def _overview(report: Report, lang: Lang) -> Iterator[tuple[str, Value]]:
    meta = report.meta
    yield word("document", lang), report.document.name
    yield word("organization", lang), meta.organization
    yield word("region", lang), meta.region
    yield word("fiscal_year", lang), meta.fiscal_year
    yield word("report_type", lang), meta.report_type
    yield word("self_score", lang), number_or_text(meta.self_score)
    yield word("grade", lang), meta.grade
    for status, count in report.audit.counts().items():
        if status in STATUS_ZH:
            yield status_word(status, lang), count
    if report.decisions is not None:
        yield word("decision", lang), len(report.decisions.applied)
    for key in ("budgets", "activities", "problems", "recommendations", "indicators", "figures", "missed"):
        yield word("problem" if key == "problems" else key, lang), len(getattr(report, key))
    yield from _run(report, lang)


def _run(report: Report, lang: Lang) -> Iterator[tuple[str, Value]]:
    """How the run went and what it cost."""
    usage = report.usage
    yield word("status", lang), word("complete" if report.complete else "incomplete", lang)
    for chunk in report.failed_chunks:
        yield word("failed_chunks", lang), f"{chunk.start}–{chunk.end} {chunk.error}"
    for warning in report.document.warnings:
        yield word("warnings", lang), warning
    if usage.requests:
        spent = {
            "requests": usage.requests,
            "prompt": usage.prompt_tokens,
            "cached": usage.cached_tokens,
            "completion": usage.completion_tokens,
            "seconds": f"{usage.seconds:.1f}",
        }
        yield word("cost", lang), word("usage", lang, **spent)
    for key, value in report.provenance.items():
        yield str(key), str(value)
    yield "SHA-256", report.document.sha256
