"""What the points of a form are made of: the indicators, and the execution rate of the funds."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.forms.form import EXECUTION, Form, Total, figure_of
from gouji.checks.reading.tables.sheets import Slot
from gouji.figures.figure import Figure

_NUMBERED = re.compile(r"[一二三四五六七八九十]+[、.．]|（[一二三四五六七八九十]+）|\d+[.、．]|（\d+）")

SMALLEST_TREE = 4
"""So many rows a table has at least that prints the points of a group and of what it is made of."""


class Term(NamedTuple):
    """Something that is given points; what is not printed is ``None``."""

    label: str
    weight: Slot | None
    scores: tuple[Slot, ...]


def terms(form: Form, whole: Decimal) -> list[Term]:
    """The terms of the total: every indicator, and the execution rate where no indicator repeats it.

    Args:
        form: A form.
        whole: What the weights should make, to decide whether an indicator repeats the execution rate.
    """
    rows = [Term(entry.name, entry.weight, entry.scores) for entry in form.entries]
    rows = _top(form, rows)
    rows = _parents(rows, total_points(form.totals[0])[0]) if form.totals else rows
    execution = form.execution
    if execution is None:
        return rows
    slots = execution.slots
    scores = (slots["score"],) if "score" in slots else ()
    both = [Term(f"{execution.label}执行率", slots.get("weight"), scores), *rows]
    repeated = any(EXECUTION.search(entry.name) for entry in form.entries)
    return rows if repeated and summed(rows) == whole != summed(both) else both


def _top(form: Form, rows: list[Term]) -> list[Term]:
    """Of a table of points that is numbered in several styles (一、 （一） 1.) the rows of the first style."""
    if form.header is not None and form.header.has("target"):
        return rows
    styles = [_style(row.label) for row in rows]
    if len(set(styles)) < 2 or not styles[0]:
        return rows
    top = [row for row, style in zip(rows, styles) if style == styles[0]]
    return top if len(top) > 1 else rows


def _parents(rows: list[Term], total: Figure | None) -> list[Term]:
    """Of a table whose rows repeat the points of those below them the upper ones: these alone make the total."""
    values = [_worth(row) for row in rows]
    if total is None or total.value is None or len(rows) < SMALLEST_TREE or sum(values) == total.value:
        return rows
    for least in (2, 1):
        kept = _kept(values, least)
        if len(kept) < len(rows) and sum(values[at] for at in kept) == total.value:
            return [rows[at] for at in kept]
    return rows


def _kept(values: list[Decimal], least: int) -> list[int]:
    """The rows that no row above is the sum of: of so many of them at least."""
    kept, at = [], 0
    while at < len(values):
        kept.append(at)
        at += 1 + _below(values, at, least)
    return kept


def _below(values: list[Decimal], at: int, least: int) -> int:
    """How many rows below one make its points; 0 where they do not."""
    made = Decimal(0)
    for count, value in enumerate(values[at + 1 :], 1):
        made += value
        if not value or made > values[at]:
            return 0
        if made == values[at] and count >= least:
            return count
    return 0


def _worth(row: Term) -> Decimal:
    figure = figure_of(row.weight)
    return figure.value or Decimal(0) if figure is not None else Decimal(0)


def _style(label: str) -> str:
    found = _NUMBERED.match(label)
    return re.sub(r"[一二三四五六七八九十\d]+", "#", found[0]) if found is not None else ""


def summed(rows: list[Term]) -> Decimal | None:
    """What the weights make; ``None`` where one is not printed."""
    figures = [figure_of(row.weight) for row in rows if row.weight is not None]
    if not figures or any(figure is None or figure.value is None for figure in figures):
        return None
    return sum(
        (figure.value for figure in figures if figure is not None and figure.value is not None), Decimal(0)
    )


def total_points(total: Total) -> tuple[Figure | None, tuple[Figure | None, ...]]:
    """The weight and the scores of a row 总分."""
    return figure_of(total.weight), tuple(figure_of(score) for score in total.scores)
