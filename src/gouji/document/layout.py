"""The layout of a text: noise, tables, paragraphs, headings, sections, none of it rewritten."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gouji.document.headings import Item, build_sections, heading_indices, items
from gouji.document.lines import Line, kept, merge, split_lines, trimmed
from gouji.document.model import Block, Document, Span, Table
from gouji.document.noise import marks, page_numbers
from gouji.document.paragraphs import Paragraph, paragraphs
from gouji.document.plain_tables import find_tables, with_caption
from gouji.document.readable import readable, with_index

__all__ = ["lay_out", "readable", "with_index"]

# Formats in which a paragraph can be broken into lines; elsewhere a line is a paragraph.
_WRAPPING = {"text", "pdf", "markdown"}
_LARGEST_GRID = 2_000_000


def lay_out(
    text: str,
    *,
    name: str = "text",
    format: str = "text",
    tables: Sequence[Table] | None = None,
    headings: Mapping[int, tuple[int, str]] | None = None,
    pages: Sequence[int] = (),
    noise: Sequence[Span] = (),
    warnings: Sequence[str] = (),
    sha256: str = "",
) -> Document:
    """Read the layout of a text.

    Args:
        text: The text as decoded; it is kept as it is.
        name: What messages and results call the document.
        format: The format it came from; in text, markdown and pdf lines may be hard wraps.
        tables: The tables, for formats that know them, with offsets into *text*; ``None`` looks
            for them in the text. A missing caption (单位：万元) is looked for in either case.
        headings: For formats that know: the offset where a paragraph begins (before or at its
            first character) → its level and the number that automatic numbering shows, or "".
            Level 0 says that the paragraph is numbered, not that it is a heading.
        pages: Where each page begins, the first at 0.
        noise: Spans that belong to nobody (running heads), besides those found here.
        warnings: What the reader of the file should know.
        sha256: Digest of the file; of the text where it is empty.
    """
    outside, found, grid = _tables_and_noise(text, tables, noise)
    begins = set(headings or ())
    body = paragraphs(text, outside, found, may_wrap=format in _WRAPPING, begins=begins)
    content = items(text, body, [table.span for table in grid], found, _by_paragraph(body, headings))
    chosen, title = heading_indices(content)
    sections = build_sections(text, content, chosen)
    draft = Document(text, sections=tuple(sections), pages=tuple(pages), sha256=sha256)
    return replace(
        draft,
        name=name,
        format=format,
        blocks=tuple(_blocks(draft, content, set(chosen) | title)),
        tables=tuple(grid),
        noise=found,
        warnings=tuple(warnings),
    )


def tables_of(text: str) -> Document:
    """The tables and the noise of a text, without blocks and sections: what reading numbers needs.

    Much faster than ``lay_out``, with the same tables and the same noise.
    """
    _, noise, tables = _tables_and_noise(text, None, ())
    return Document(text, tables=tuple(tables), noise=noise, sha256="-")


def _tables_and_noise(
    text: str, tables: Sequence[Table] | None, noise: Sequence[Span]
) -> tuple[list[Line], tuple[Span, ...], list[Table]]:
    """The lines outside tables, the noise and the tables of a text."""
    lines = split_lines(text)
    found = merge([*noise, *marks(text)])
    grid = _usable(text, tables) if tables is not None else find_tables(text, lines, found)
    outside = _outside(text, lines, grid)
    found = merge([*found, *page_numbers(text, outside)])
    grid = [with_caption(text, table, outside, _before(outside, table.start)) for table in grid]
    return outside, found, grid


def _usable(text: str, tables: Sequence[Table]) -> list[Table]:
    """Given tables in order, their cells in reading order; those that overlap or are empty left out."""
    usable: list[Table] = []
    for table in sorted(tables, key=lambda table: (table.start, -table.end)):
        inside = 0 <= table.start < table.end <= len(text) and (not usable or table.start >= usable[-1].end)
        if inside and table.cells:
            cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
            usable.append(_bounded(replace(table, cells=tuple(cells))))
    return usable


def _bounded(table: Table) -> Table:
    """The table; without its merges where they would cover more places than any report has."""
    if sum(cell.row_span * cell.column_span for cell in table.cells) <= _LARGEST_GRID:
        return table
    single = tuple(replace(cell, row_span=1, column_span=1) for cell in table.cells)
    return replace(table, cells=single, regular=False)


def _outside(text: str, lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    """The lines outside tables; of a line that holds a table, what stands before and after it."""
    spans = [table.span for table in tables]
    outside: list[Line] = []
    at = 0
    for line in lines:
        while at < len(spans) and spans[at].end <= line.start:
            at += 1
        if at == len(spans) or spans[at].start >= line.end:
            outside.append(line)
            continue
        pieces = kept(spans, line.start, line.end)
        if pieces and len(pieces[0]) == line.end - line.start:
            outside.append(line)
            continue
        for piece in pieces:
            if len(bare := trimmed(text, piece.start, piece.end)):
                outside.append(line._replace(start=bare.start, end=bare.end, raw_end=bare.end))
    return outside


def _before(lines: Sequence[Line], position: int) -> int:
    return bisect_right(lines, position, key=lambda line: line.start)


def _by_paragraph(
    body: Sequence[Paragraph], headings: Mapping[int, tuple[int, str]] | None
) -> dict[int, tuple[int, str]]:
    """What a format says of its paragraphs, by where they begin here (blanks left out)."""
    stated: dict[int, tuple[int, str]] = {}
    starts = [paragraph.start for paragraph in body]
    for offset, known in sorted((headings or {}).items()):
        index = bisect_right(starts, offset - 1)
        inside = index and offset < body[index - 1].end
        if inside:
            stated.setdefault(starts[index - 1], known)
        elif index < len(body):
            stated[starts[index]] = known
    return stated


def _blocks(draft: Document, content: Sequence[Item], headings: set[int]) -> list[Block]:
    table = -1
    blocks: list[Block] = []
    for at, item in enumerate(content):
        if item.is_table:
            table += 1
        blocks.append(
            Block(
                "table" if item.is_table else "heading" if at in headings else "paragraph",
                item.start,
                item.end,
                draft.section_at(item.start),
                draft.page_at(item.start),
                table if item.is_table else None,
            )
        )
    return blocks
