"""The 自评表 of a document, in whatever layout: its indicators, its funds, its groups, its total."""

from __future__ import annotations

import re
from itertools import pairwise

from gouji.checks.reading.forms.columns import Header, header_at
from gouji.checks.reading.forms.form_rows import fund_rows, indicator_rows
from gouji.checks.reading.forms.indicators import (
    EXECUTION,
    SATISFACTION,
    Entry,
    Form,
    Group,
    Money,
    Total,
    figure_of,
)
from gouji.checks.reading.tables.sheets import Sheet, Slot, sheets
from gouji.checks.reading.text.once import once
from gouji.facts import Facts

__all__ = [
    "EXECUTION",
    "SATISFACTION",
    "Entry",
    "Form",
    "Group",
    "Money",
    "Total",
    "figure_of",
    "forms",
]

_SCORE_NAME = re.compile(r"^(?:自评|评价|综合)?(?:总得?分|自评得分|评价得分|合计得分)$")
MAX_BREAK = 40
"""How many characters between two tables leave the second one the rest of the first: a page number."""


@once
def forms(facts: Facts) -> tuple[Form, ...]:
    """Every 自评表 and table of points of a document, in text order."""
    read: list[Form] = []
    for sheet in sheets(facts):
        before = read[-1] if read else None
        if before is not None and _goes_on(before, sheet):
            assert before.header is not None
            indicator_rows(before, sheet, before.header, range(len(sheet.rows)))
            continue
        form = _read(sheet)
        if form.entries and not form.funds and before is not None and not before.entries:
            # The funds stand in a table of their own above the indicators.
            form.funds = read.pop().funds
        if form.entries or form.funds:
            read.append(form)
    return tuple(read)


def _goes_on(form: Form, sheet: Sheet) -> bool:
    """Whether a table is the rest of the form before it, cut off by the end of a page."""
    if form.header is None or form.totals or not form.header.scores or not sheet.table.regular:
        return False
    between = sheet.document.text[form.sheet.table.end : sheet.table.start]
    near = len("".join(between.split())) <= MAX_BREAK and not re.search(r"[一-龥]{3}", between)
    alike = sheet.table.n_columns == form.sheet.table.n_columns
    return near and alike and not any(_ends(sheet, row) for row in range(min(3, len(sheet.rows))))


def _read(sheet: Sheet) -> Form:
    form = Form(sheet)
    row, count = 0, len(sheet.rows)
    while row < count:
        header = header_at(sheet, row)
        if header is None or not _heads(header):
            row += 1
            continue
        stop = row + header.rows
        while stop < count and not _ends(sheet, stop):
            stop += 1
        _take(form, header, range(row + header.rows, stop))
        row = stop
    if form.entries and not form.totals:
        _total_elsewhere(form)
    return form


def _take(form: Form, header: Header, below: range) -> None:
    if header.funds and not header.has("target"):
        form.funds += fund_rows(form.sheet, header, below)
        return
    if form.header is None or (header.scores and not form.header.scores):
        form.header = header
    indicator_rows(form, form.sheet, header, below)


def _heads(header: Header) -> bool:
    return header.scores or header.funds or header.measures


def _ends(sheet: Sheet, row: int) -> bool:
    header = header_at(sheet, row)
    return header is not None and _heads(header)


def _total_elsewhere(form: Form) -> None:
    """A total in another place of the table: 自评得分 | 97.2 | 等级 | 优, a value right of its name."""
    for row, cells in enumerate(form.sheet.rows):
        slots = [form.sheet.slot(cell) for cell in cells]
        for name, value in pairwise(slots):
            if _SCORE_NAME.match(name.text):
                found = value.figures[0] if len(value.figures) == 1 else None
                if found is not None and found.dimension == "score":
                    form.totals.append(
                        Total(name.text, name, None, (Slot(value.cell, found, value.figures),), row)
                    )
                    return
