"""The rest of a table of points whose head stands elsewhere: its columns are told by its row 总分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.forms.form import forms
from gouji.checks.reading.forms.form_line import as_points
from gouji.checks.reading.tables.sheets import Sheet, sheets
from gouji.facts import Facts
from gouji.figures.figure import Figure

_TOTAL = re.compile(r"(?:自评)?总分(?:值)?|合计|总计|总得分")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?分?")


class Scored(NamedTuple):
    """A row of points: its name, what it is worth and what it was given."""

    name: str
    weight: Figure
    score: Figure


def headless_rows(facts: Facts) -> Iterator[Scored]:
    """The rows of points of every table that no form has read, and that ends in a row 总分 of 100 points."""
    read = {form.sheet.table.start for form in forms(facts)}
    heads = [total.head.cell.start for form in forms(facts) for total in form.totals]
    for sheet in sheets(facts):
        table = sheet.table
        taken = table.start in read or any(table.start <= start < table.end for start in heads)
        columns = None if taken else _columns(sheet, facts.profile.total)
        if columns is not None:
            yield from _rows(sheet, *columns)


def _columns(sheet: Sheet, whole: Decimal) -> tuple[int, int] | None:
    """The columns of weights and scores: 100 and the total score, side by side in the row 总分."""
    for cells in sheet.rows[::-1]:
        filled = [cell for cell in cells if cell.text.strip()]
        if len(filled) > 2 and _TOTAL.fullmatch(sheet.slot(filled[0]).text):
            weight, score = (as_points(sheet.slot(cell)) for cell in filled[1:3])
            figures = weight.figure, score.figure
            if all(f is not None and f.value is not None and _NUMBER.fullmatch(f.text) for f in figures):
                first, second = (figure.value for figure in figures if figure is not None)
                near = score.cell.column - weight.cell.column == 1 and first == whole
                return (weight.cell.column, score.cell.column) if near and (second or 0) <= whole else None
    return None


def _rows(sheet: Sheet, weight: int, score: int) -> Iterator[Scored]:
    for cells in sheet.rows:
        slots = {cell.column: as_points(sheet.slot(cell)) for cell in cells}
        worth, given = slots.get(weight), slots.get(score)
        figures = [slot.figure for slot in (worth, given) if slot is not None and slot.figure is not None]
        names = [
            slot.text
            for column, slot in slots.items()
            if column < weight and re.search("[一-龥]{2}", slot.text)
        ]
        points = len(figures) == 2 and all(f.dimension == "score" and not f.modifiers for f in figures)
        if points and names and not any(_TOTAL.fullmatch(name) for name in names):
            yield Scored(names[-1], *figures)
