"""The rows of a table as an outline: which of them a total adds up, and which stand under another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.checks.reading.names.nesting import nested
from gouji.checks.reading.tables.grid import AMONG, Row


@dataclass(frozen=True)
class Family:
    """A row, and the rows that are its parts."""

    whole: Row
    parts: tuple[Row, ...]


@dataclass(frozen=True)
class Outline:
    """The rows between two totals.

    ``top`` are those that a total adds up, ``families`` what stands under one of them. ``sure`` says
    that the layout leaves no doubt: without 其中, and numbered in one way or in levels.
    """

    top: tuple[Row, ...]
    families: tuple[Family, ...]
    sure: bool


def outline(body: Sequence[Row]) -> Outline:
    """Read rows as an outline, by their 小计, their numbers (一、 （一） 1.) and 其中."""
    rows = list(body)
    if any(row.is_subtotal for row in rows):
        return _by_subtotals(rows)
    styles = [row.style for row in rows if not AMONG.search(row.head)]
    if len(set(styles)) > 1:
        return _by_numbers(rows, numbered=all(styles))
    among = any(AMONG.search(row.head) for row in rows)
    top = [row for row in rows if not AMONG.search(row.head)] if among else rows
    return Outline(tuple(top or rows), (), not among and not nested([row.head for row in rows]))


def _by_subtotals(rows: Sequence[Row]) -> Outline:
    """小计 closes the rows above it; where it opens the table it stands over the rows below."""
    at = [index for index, row in enumerate(rows) if row.is_subtotal]
    leads = at[0] == 0
    families: list[Family] = []
    for number, index in enumerate(at):
        if leads:
            parts = rows[index + 1 : at[number + 1] if number + 1 < len(at) else len(rows)]
        else:
            parts = rows[at[number - 1] + 1 if number else 0 : index]
        inner = outline(parts) if parts else Outline((), (), True)
        if inner.sure and len(inner.top) > 1:
            families.append(Family(rows[index], inner.top))
        families += inner.families
    loose = [] if leads else rows[at[-1] + 1 :]
    rest = outline(loose) if loose else Outline((), (), True)
    top = (*(rows[index] for index in at), *rest.top)
    return Outline(top, (*families, *rest.families), rest.sure)


def _by_numbers(rows: Sequence[Row], *, numbered: bool) -> Outline:
    """Levels by the order in which the ways of numbering appear."""
    first = rows[0].style
    starts = [index for index, row in enumerate(rows) if row.style == first and not AMONG.search(row.head)]
    if not first or len(starts) < 2 or starts[0] != 0:
        return Outline(tuple(rows), (), False)
    families: list[Family] = []
    for start, stop in zip(starts, [*starts[1:], len(rows)]):
        parts = rows[start + 1 : stop]
        if not parts or any(AMONG.search(row.head) for row in parts):
            continue
        inner = outline(parts)
        if inner.sure and len(inner.top) > 1 and parts[0].style:
            families.append(Family(rows[start], inner.top))
        families += inner.families
    top = tuple(rows[index] for index in starts)
    return Outline(top, tuple(families), numbered and not nested([row.head for row in top]))


MAX_ROWS = 200
"""A table with more rows is not searched for rows that repeat the sums of others."""


def repeats_itself(rows: Sequence[Row], columns: Sequence[int]) -> tuple[Row, ...]:
    """The rows that are not the parts of the row above them, by their amounts.

    A classification by 类, 款 and 项 prints every level without a mark (教育支出, 普通教育, 小学教育): what
    its amounts show is no proof of an error, and no proof against one.
    """
    if len(rows) > MAX_ROWS:
        return tuple(rows)
    values = [_values(row, columns) for row in rows]
    end = [at + 1 for at in range(len(rows))]
    for at in range(len(rows) - 2, -1, -1):
        if _telling(values[at]) and not _again(rows[at], rows[at + 1]):
            end[at] = _end(values, end, at)
    top, at = [], 0
    while at < len(rows):
        top.append(rows[at])
        at = end[at]
    return tuple(top)


def _again(row: Row, below: Row) -> bool:
    """Whether a row is printed twice, number and name: no level of a classification has that of another."""
    return bool(row.serial) and (row.serial, row.head) == (below.serial, below.head)


def _values(row: Row, columns: Sequence[int]) -> list[Decimal]:
    found = [row.figures[column].value if column in row.figures else None for column in columns]
    return [value if value is not None else Decimal(0) for value in found]


def _telling(values: Sequence[Decimal]) -> bool:
    """Whether amounts are unlikely to be a sum by chance: in two columns, or with three digits that count."""
    given = [value for value in values if value]
    return len(given) > 1 or any(len(value.normalize().as_tuple().digits) >= 3 for value in given)


def _end(values: Sequence[list[Decimal]], end: Sequence[int], at: int) -> int:
    """Where the rows end that make up the row *at*; the next row where none do."""
    total = [Decimal(0)] * len(values[at])
    below = at + 1
    while below < len(values):
        total = [a + b for a, b in zip(total, values[below])]
        below = end[below]
        if total == values[at]:
            return below
        if any(a > b for a, b in zip(total, values[at])):
            break
    return at + 1
