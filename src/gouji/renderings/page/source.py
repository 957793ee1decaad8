"""The source text 原文 with everything that was read from it: every character, in order, once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from gouji.document import Block, Cell, Document, Section, Table
from gouji.renderings.page.anchors import Anchors
from gouji.renderings.page.flow import Flow
from gouji.renderings.page.markup import Markup, tag
from gouji.renderings.words import Lang, word

_LARGE = 150_000
"""From here on a page lets the browser lay out only what is seen."""

_NUMERIC = re.compile(r"[-+−]?[\d０-９][\d０-９,，.．\s]*+[%％]?")
_MOST_ROWS, _MOST_COLUMNS = 65_534, 1_000
"""What HTML allows a cell to span."""


def source_article(anchors: Anchors, lang: Lang) -> Markup:
    """The text as an article: headings, paragraphs and tables in their place.

    The text content of the article is ``Document.text``, save for characters that HTML cannot hold.
    """
    document = anchors.report.document
    large = " large" if len(document.text) > _LARGE else ""
    blocks = _blocks(document, Flow(anchors, lang), lang, 0, len(document.text))
    return tag("article", *blocks, lang="zh-CN", class_=f"text{large}")


def source_fragment(anchors: Anchors, lang: Lang, start: int, end: int) -> Markup:
    """The blocks from *start* to *end*, highlighted but without links."""
    flow = Flow(anchors, lang, linked=False)
    return tag(
        "div", *_blocks(anchors.report.document, flow, lang, start, end), lang="zh-CN", class_="gj-text"
    )


def _blocks(document: Document, flow: Flow, lang: Lang, start: int, end: int) -> Iterator[Markup]:
    """The blocks that begin between two places, with what lies between them."""
    sections = {section.start: section for section in document.sections}
    at = start
    for block in document.blocks:
        if block.start < at or block.end <= block.start:
            continue
        if block.start >= end:
            break
        yield from _gap(document, flow, at, block.start)
        yield flow.page_break(block.start) or Markup()
        if block.kind == "table" and block.table is not None:
            yield _table(document.tables[block.table], block, document, flow, lang)
        elif block.kind == "heading":
            yield _heading(document, flow, block, sections.get(block.start))
        else:
            yield _paragraph(document, flow, block.start, block.end)
        at = block.end
    yield from _gap(document, flow, at, end)


def _gap(document: Document, flow: Flow, start: int, end: int) -> Iterator[Markup]:
    """What lies between blocks: nothing to be seen as a rule, else a paragraph for each line."""
    if not document.text[start:end].strip():
        yield flow.write(start, end)
        return
    at = start
    while at < end:
        line = document.text.find("\n", at, end) + 1 or end
        if not document.text[at:line].strip():
            yield flow.write(at, line)
        elif all(document.is_noise(place) or document.text[place].isspace() for place in range(at, line)):
            yield tag("div", flow.write(at, line), class_="nz")
        else:
            yield _paragraph(document, flow, at, line)
        at = line


def _paragraph(document: Document, flow: Flow, start: int, end: int) -> Markup:
    """A paragraph; the blanks that the text indents it with make room for the page's own."""
    text = document.text
    first = start
    while first < end and text[first].isspace():
        first += 1
    indent = tag("i", flow.write(start, first), class_="w") if first > start else None
    return tag("p", indent, flow.write(first, end))


def _heading(document: Document, flow: Flow, block: Block, section: Section | None) -> Markup:
    """A heading; ``data-label`` is its number where the text does not print it."""
    level = max(section.level, 1) if section else 1
    label = section.label if section else ""
    printed = label in document.text[block.start : block.end]
    # The page itself has the first level and the heading above the text the second.
    return tag(
        f"h{min(level + 2, 6)}",
        flow.write(block.start, block.end),
        class_=f"s{min(level, 5)}",
        data_label=None if printed else label,
    )


def _table(table: Table, block: Block, document: Document, flow: Flow, lang: Lang) -> Markup:
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    if not _in_order(cells, block):
        return tag("pre", flow.write(block.start, block.end))
    rows = _Rows(cells, table, document, flow, lang)
    return tag(
        "div", tag("table", *rows.write(block), class_=None if table.regular else "loose"), class_="tw"
    )


def _in_order(cells: list[Cell], block: Block) -> bool:
    """Whether the cells follow one another in the text as in the grid."""
    at = block.start
    for cell in cells:
        if cell.start < at or cell.end < cell.start:
            return False
        at = cell.end
    return bool(cells) and at <= block.end


class _Rows:
    """Writes the rows of a table; empty rows and columns that no cell begins in take no room."""

    def __init__(self, cells: list[Cell], table: Table, document: Document, flow: Flow, lang: Lang) -> None:
        self._cells, self._table, self._text, self._flow = cells, table, document.text, flow
        self._lang: Lang = lang
        self._used = sorted({cell.row for cell in cells})
        self._covered: list[tuple[int, int, int]] = []
        """Places that merged cells of rows above reach down to: column, end of columns, end of rows."""

    def write(self, block: Block) -> Iterator[Markup]:
        at = block.start
        index = 0
        for row in self._used:
            parts: list[Markup] = []
            column = 0
            self._covered = sorted(each for each in self._covered if each[2] > row)
            while index < len(self._cells) and self._cells[index].row == row:
                cell = self._cells[index]
                index += 1
                parts += self._filler(column, cell.column)
                last = index == len(self._cells)
                parts += self._cell(cell, at, block.end if last else cell.end)
                at = block.end if last else cell.end
                column = cell.column + cell.column_span
            reach = [cell for cell in self._row_cells(index, row) if cell.row_span > 1]
            self._covered += [
                (each.column, each.column + each.column_span, row + each.row_span) for each in reach
            ]
            hidden = row in self._table.hidden_rows
            title = word("hidden_row", self._lang) if hidden else None
            yield tag("tr", *parts, class_="hid" if hidden else None, title=title)

    def _row_cells(self, after: int, row: int) -> Iterator[Cell]:
        while after > 0 and self._cells[after - 1].row == row:
            after -= 1
            yield self._cells[after]

    def _filler(self, column: int, until: int) -> list[Markup]:
        """Empty cells for places that nobody covers, so that what follows stands in its column."""
        fillers = []
        for begin, end, _ in self._covered:
            if begin >= until:
                break
            if begin > column:
                fillers.append(_empty(begin - column))
            column = max(column, end)
        if until > column:
            fillers.append(_empty(until - column))
        return fillers

    def _cell(self, cell: Cell, at: int, until: int) -> list[Markup]:
        before = self._flow.write(at, cell.start)
        body = self._flow.write(cell.start, cell.end, cell=True)
        after = self._flow.write(cell.end, until)
        outside = before if not before.strip(" \t\r\n\f") else None
        head = cell.row == self._used[0] and self._table.regular and not _NUMERIC.fullmatch(cell.text)
        element = tag(
            "th" if head else "td",
            None if outside is not None else before,
            body,
            after,
            class_="num" if _NUMERIC.fullmatch(cell.text.strip()) else None,
            rowspan=self._rows(cell),
            colspan=min(cell.column_span, _MOST_COLUMNS) if cell.column_span > 1 else None,
            title=cell.address or None,
        )
        return [element] if outside is None else [outside, element]

    def _rows(self, cell: Cell) -> int | None:
        """The rows that a cell spans, of those that are written."""
        last = bisect_left(self._used, cell.row + cell.row_span)
        span = min(last - bisect_left(self._used, cell.row), _MOST_ROWS)
        return span if span > 1 else None


def _empty(columns: int) -> Markup:
    return tag("td", colspan=min(columns, _MOST_COLUMNS) if columns > 1 else None)
