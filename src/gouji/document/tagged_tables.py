"""Tables written as HTML inside a text, as tools that turn a PDF into Markdown leave them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.document.grid import WIDEST, columns, is_regular
from gouji.document.joining import joined
from gouji.document.lines import trimmed
from gouji.document.model import Cell, Span, Table

_TAG = re.compile(r"<(/?)(table|tr|td|th)\b([^<>]{0,300}+)>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}+>")
_SPAN = re.compile(r"\b(rowspan|colspan)\s*+=\s*+[\"']?\s*+([0-9]{1,4})\b", re.IGNORECASE)


@dataclass(slots=True)
class _Written:
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


def tagged_tables(text: str, noise: Sequence[Span]) -> list[Table]:
    """Every ``<table>`` of a text that is closed; tables inside its cells are text of the cell."""
    tables: list[Table] = []
    rows: list[list[_Written]] = []
    begun = depth = 0
    cell: _Written | None = None
    for tag in _TAG.finditer(text):
        closes, name = bool(tag[1]), tag[2].lower()
        if name == "table":
            depth = max(0, depth - 1) if closes else depth + 1
            if depth == 1 and not closes:
                rows, begun, cell = [], tag.start(), None
            elif depth == 0 and closes and begun < tag.start():
                _close(cell, tag.start())
                tables += _table(text, rows, begun, tag.end(), noise)
                rows = []
        elif depth == 1:
            _close(cell, tag.start())
            cell = None
            if name == "tr" and not closes:
                rows.append([])
            elif name != "tr" and not closes:
                rows = rows or [[]]
                cell = _opened(tag)
                rows[-1].append(cell)
    return tables


def _opened(tag: re.Match[str]) -> _Written:
    spans = {name.lower(): max(1, int(value)) for name, value in _SPAN.findall(tag[3])}
    return _Written(tag.end(), tag.end(), spans.get("rowspan", 1), min(spans.get("colspan", 1), WIDEST))


def _close(cell: _Written | None, position: int) -> None:
    if cell is not None:
        cell.end = position


def _table(
    text: str, rows: Sequence[Sequence[_Written]], start: int, end: int, noise: Sequence[Span]
) -> list[Table]:
    filled = [row for row in rows if row]
    cells: list[Cell] = []
    grid = columns([[(cell.row_span, cell.column_span) for cell in row] for row in filled])
    for row, (written, places) in enumerate(zip(filled, grid, strict=True)):
        for cell, (column, reach) in zip(written, places, strict=True):
            span = trimmed(text, cell.start, cell.end)
            content = _ANY_TAG.sub("", joined(text, span.start, span.end, noise)[0]) if len(span) else ""
            cells.append(Cell(row, column, span.start, span.end, content, reach, cell.column_span))
    return [Table(start, end, tuple(cells), regular=is_regular(cells))] if cells else []
