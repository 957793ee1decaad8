"""Tables that came out of a word processor one cell a line, each cell behind a TAB.

A cell begins with ``\\n\\t`` and a row with ``\\n\\n\\t``; paragraphs of a cell are joined by
``\\n\\n``, empty ones included. So an odd number of line breaks before the TAB is the next cell
of the row, an even number a new row. Merges are lost: a cell that continues the one above is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.document.grid import Place, build
from gouji.document.lines import count_breaks, split_lines, strip, trimmed
from gouji.document.model import Span, Table

_CHAPTER = re.compile(
    r"(?:\[bookmark:[^\]]*\])*\s*(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章部]|[（(][一二三四五六七八九十]+[)）])"
)
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")
_LEADS_IN = re.compile(r"(?:[:：]|如下|单位\s?[:：]\s?\S{1,6}|明细|情况表|自评表|一览表)\s*$")
_INSIDE = 1500
_COLUMNS = 400


def cell_line_tables(text: str, noise: Sequence[Span]) -> list[Table]:
    """Every one-cell-per-line table of a text."""
    tables: list[Table] = []
    rows: list[list[Span]] = []
    begins = 0
    starts = list(_cell_starts(text))
    for index, (_, start) in enumerate(starts):
        last = index + 1 == len(starts)
        stop = len(text) if last else starts[index + 1][0]
        if not rows:
            rows, begins = [[]], start - 1
        end = _cell_end(text, start, stop, last=last)
        if end is None:
            tables += _table(text, rows, begins, noise)
            rows = []
            continue
        rows[-1].append(trimmed(text, start, end))
        if end < stop or last:
            tables += _table(text, rows, begins, noise)
            rows = []
        elif _opens_row(text, start, stop):
            rows.append([])
    return tables + _table(text, rows, begins, noise)


def _cell_starts(text: str) -> Iterator[tuple[int, int]]:
    """For every TAB that begins a line: where the line break before it and where its cell begins."""
    tab = text.find("\t")
    while tab >= 0:
        if tab == 0:
            yield 0, 1
        elif text[tab - 1] in "\n\r":
            yield tab - (2 if text.startswith("\r\n", max(0, tab - 2)) else 1), tab + 1
        tab = text.find("\t", tab + 1)


def _opens_row(text: str, start: int, stop: int) -> bool:
    """An even number of line breaks before the next TAB, its own counted."""
    content = text[start:stop]
    blank = start + len(content.rstrip())
    return (count_breaks(text, blank, stop) + 1) % 2 == 0


def _cell_end(text: str, start: int, stop: int, *, last: bool) -> int | None:
    """Where the cell that begins at *start* ends: at *stop*, or earlier where the table ends.

    ``None`` says that this is no cell: its line holds further TABs, so it is a row of its own.
    """
    content = text[start:stop]
    if "\n" not in content and "\r" not in content:
        return None if "\t" in content else stop
    # Beyond the text that a cell can hold, further lines decide nothing.
    enough = len(content) if "\t" in content else max(0, content.find("\n")) + _INSIDE
    lines = split_lines(content, enough)
    own = lines[0].raw_end if lines and lines[0].breaks == 0 else 0
    rest = lines[1:] if own else lines
    if own and "\t" in content[:own]:
        return None
    if any("\t" in content[line.start : line.raw_end] for line in rest):
        return start + own
    if not rest:
        return start + own if last else stop
    wide = next((at for at, line in enumerate(rest) if line.breaks >= 3 and line.breaks % 2), len(rest))
    inside = rest[:wide]
    texts = [content[line.start : line.end] for line in inside]
    if wide == len(rest) and last:
        return start + own
    short = all(len(strip(piece)) <= 20 and piece[-1] not in "。：:" for piece in texts)
    if wide < len(rest) and not short:
        return start + own
    if _leaves(texts):
        return start + own
    if wide < len(rest):
        return start + (inside[-1].raw_end if inside else own)
    return stop


def _leaves(texts: Sequence[str]) -> bool:
    """Whether lines between two cells are the report going on, not paragraphs of a cell."""
    if not texts:
        return False
    if sum(len(piece) for piece in texts) > _INSIDE or _LEADS_IN.search(texts[-1][-40:]):
        return True
    return any(_CHAPTER.match(piece) for piece in texts)


def _table(text: str, rows: list[list[Span]], begins: int, noise: Sequence[Span]) -> list[Table]:
    while rows and not rows[-1]:
        rows.pop()
    if not _is_table(text, rows):
        return []
    places = [Place(r, c, s.start, s.end) for r, row in enumerate(rows) for c, s in enumerate(row)]
    table = build(text, places, noise)
    return [replace(table, start=begins, end=max(table.end, begins + 1))]


def _is_table(text: str, rows: Sequence[Sequence[Span]]) -> bool:
    """At least two rows and two columns; not paragraphs that are indented by TABs."""
    if len(rows) < 2 or not 2 <= max(len(row) for row in rows) <= _COLUMNS:
        return False
    full = [span for span in _cells(rows) if len(span)]
    if len(full) < 3:
        return False
    long = sum(1 for span in full if len(span) > 60)
    numbered = sum(1 for span in full if _NUMBERED.match(text, span.start, span.end))
    prose = sum(1 for span in full if text[span.end - 1] in "。；")
    if prose * 2 >= len(full) and max(len(row) for row in rows) <= 2:
        return False
    return long * 2 < len(full) and numbered * 3 <= len(full)


def _cells(rows: Sequence[Sequence[Span]]) -> Iterator[Span]:
    for row in rows:
        yield from row
