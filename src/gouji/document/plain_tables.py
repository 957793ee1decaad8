"""Tables in plain text: one cell a line, one row a line, columns of blanks, or Markdown's pipes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gouji.document import lines as _lines
from gouji.document.aligned_forms import aligned_forms, is_cut
from gouji.document.aligned_tables import aligned_tables
from gouji.document.bare_cells import bare_cell_tables, is_amount
from gouji.document.bare_forms import bare_forms
from gouji.document.cell_lines import cell_line_tables
from gouji.document.continued import join_continued
from gouji.document.grid import Place, build
from gouji.document.lines import Line
from gouji.document.model import Span, Table
from gouji.document.noise import is_page
from gouji.document.tagged_tables import tagged_tables

_RULE = re.compile(r"\|?\s*+:?+-++:?+\s*+(?:\|\s*+:?+-++:?+\s*+)*+\|?")
_PIPED = re.compile(r"(?:\\.|[^|\\])*+")
_MARK_ONLY = re.compile(r"(?:[(（]?[一二三四五六七八九十0-9]{1,3}[)）]?[、.．]?|[•·●○■▪o◆\-*])")
_PAGE_REFERENCE = re.compile(r"\d{1,3}")
_CAPTION = re.compile(
    r"[（(【\[]?\s*+(?:金额|计量|货币|数据)?\s*+单\s*+位\s*+[:：]?\s*+(?:人民币)?\s*+"
    r"(?:[百千万亿]{0,2}\s?元|[A-Za-z㎡%％\u4e00-\u9fff、/]{1,12})\s*+[)）】\]]?"
)
_CAPTION_AT_END = re.compile(
    r"(?:金额|计量|货币)?单\s?位\s?[:：]\s?(?:人民币)?[百千万亿]{0,2}元[)）】\]]?[：:]?$"
)
_MONEY_UNIT = re.compile(r"[百千万亿]{0,2}\s?元")
_CELL_LENGTH = 60
_FEWEST_LOOSE = 3


def find_tables(text: str, lines: Sequence[Line], noise: Sequence[Span]) -> list[Table]:
    """Every table of a plain text, in order, without its caption."""
    tables = cell_line_tables(text, noise) if "\t" in text else []
    free: Sequence[Line] = _outside(lines, [table.span for table in tables])
    tables += list(_row_line_tables(text, free, noise)) if "\t" in text else []
    tables += list(_pipe_tables(text, free, noise)) if "|" in text else []
    tables += tagged_tables(text, noise) if "<" in text else []
    tables = _apart(sorted(tables, key=lambda table: table.start))
    free = _outside(lines, [table.span for table in tables]) if tables else lines
    forms = bare_forms(text, free, noise)
    free = _outside(free, [table.span for table in forms]) if forms else free
    forms += _in_columns(text, free, noise)
    unmarked = [*forms, *bare_cell_tables(text, free, noise)]
    every = _apart(sorted([*tables, *unmarked], key=lambda table: table.start)) if unmarked else tables
    return join_continued(text, every)


def _in_columns(text: str, lines: Sequence[Line], noise: Sequence[Span]) -> list[Table]:
    """The tables in columns of blanks; a form of which they hold the first rows only is read as a form."""
    tables = aligned_tables(text, lines, noise)
    if "得分" not in text:
        return tables
    cut = [table for table in tables if is_cut(table)]
    whole = [table for table in tables if table not in cut] if cut else tables
    forms = aligned_forms(text, _outside(lines, [table.span for table in whole]), noise)
    # Of two readings of one form that with more rows is kept.
    lost = [each for each in cut for form in forms if _meet(each, form) and form.n_rows > each.n_rows]
    return tables if len(lost) < len(cut) else [*whole, *forms]


def _meet(table: Table, other: Table) -> bool:
    return other.start < table.end and table.start < other.end


def with_caption(text: str, table: Table, lines: Sequence[Line], index: int) -> Table:
    """The table with the line above it that names the unit (单位：万元), if there is one.

    Args:
        text: The document's text.
        table: A table.
        lines: The lines outside tables.
        index: How many of *lines* stand before the table.
    """
    if table.caption is not None:
        return table
    for line in reversed(lines[max(0, index - 2) : index]):
        content = text[line.start : line.end]
        if len(content) > 80:
            return table
        if _CAPTION.fullmatch(content) or _CAPTION_AT_END.search(content):
            return replace(table, caption=Span(line.start, line.end))
        if content[-1] in "。！？；：:;" or len(content) > 40:
            return table
    return table


def is_caption(content: str) -> bool:
    """Whether a line says nothing but the unit of a table (金额单位：元)."""
    if len(content) > 40 or not _CAPTION.fullmatch(content):
        return False
    return ":" in content or "：" in content or bool(_MONEY_UNIT.search(content))


def _outside(lines: Sequence[Line], spans: Sequence[Span]) -> list[Line]:
    """The lines that begin in none of the spans; both in order."""
    outside: list[Line] = []
    at = 0
    for line in lines:
        while at < len(spans) and spans[at].end <= line.start:
            at += 1
        if at == len(spans) or line.start < spans[at].start:
            outside.append(line)
    return outside


def _apart(tables: Iterable[Table]) -> list[Table]:
    kept: list[Table] = []
    for table in tables:
        if not kept or table.start >= kept[-1].end:
            kept.append(table)
    return kept


def _row_line_tables(text: str, lines: Sequence[Line], noise: Sequence[Span]) -> Iterable[Table]:
    """Runs of lines that hold their cells between TABs; a lone short line in between is a row."""
    run: list[Line] = []
    for position, line in enumerate(lines):
        if run and not _directly_below(text, run[-1], line):
            yield from _row_line_table(text, run, noise)
            run = []
        if "\t" in text[line.start : line.raw_end] or (run and _bridges(text, lines, position)):
            run.append(line)
        elif run:
            yield from _row_line_table(text, run, noise)
            run = []
    yield from _row_line_table(text, run, noise)


def _directly_below(text: str, above: Line, line: Line) -> bool:
    gap = text[above.raw_end : line.raw_start]
    return line.breaks == 1 or (line.breaks <= 4 and "\t" in gap)


def _bridges(text: str, lines: Sequence[Line], position: int) -> bool:
    """A line without TAB between two rows: a row of one merged cell, if it is short."""
    line = lines[position]
    if is_page(text[line.start : line.end]):
        return False
    if position + 1 >= len(lines) or line.end - line.start > 30 or text[line.end - 1] in "。：:；":
        return False
    below = lines[position + 1]
    return below.breaks == 1 and "\t" in text[below.start : below.raw_end]


def _row_line_table(text: str, run: Sequence[Line], noise: Sequence[Span]) -> Iterable[Table]:
    rows: list[list[Span]] = []
    for line in run:
        if rows and line.breaks > 1:
            rows.extend([] for _ in range(line.breaks - 1))
        rows.append(list(_between_tabs(text, line)))
    if _is_table(text, rows):
        table = build(text, _places(rows), noise)
        yield replace(table, start=run[0].start, end=max(run[-1].end, table.end))


def _between_tabs(text: str, line: Line) -> Iterable[Span]:
    position = line.raw_start
    for piece in text[line.raw_start : line.raw_end].split("\t"):
        yield _lines.trimmed(text, position, position + len(piece))
        position += len(piece) + 1


def _is_table(text: str, rows: Sequence[Sequence[Span]]) -> bool:
    """Not a table of contents, not numbered or indented paragraphs, not prose with a stray TAB."""
    full = [[span for span in row if len(span)] for row in rows]
    wide = [row for row in full if len(row) >= 2]
    if len(wide) < 2 or len(wide) * 2 < sum(1 for row in full if row):
        return False
    if all(len(row) == 2 for row in wide):
        pairs = [(text[row[0].start : row[0].end], text[row[1].start : row[1].end]) for row in wide]
        if all(_MARK_ONLY.fullmatch(left) and not left.isdecimal() for left, _ in pairs):
            return False
        if len(wide) == len(rows) and _is_contents(pairs):
            return False
    lengths = sorted(len(span) for row in wide for span in row)
    return lengths[len(lengths) // 2] <= _CELL_LENGTH


def _is_contents(pairs: Sequence[tuple[str, str]]) -> bool:
    """Titles with page numbers that never go down 目录, at least one title numbered 一、."""
    if not all(_PAGE_REFERENCE.fullmatch(right) for _, right in pairs):
        return False
    pages = [int(right) for _, right in pairs]
    numbered = any(
        re.match(r"[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章部]", left) for left, _ in pairs
    )
    return numbered and pages == sorted(pages)


def _places(rows: Sequence[Sequence[Span]]) -> Iterable[Place]:
    for row, spans in enumerate(rows):
        for column, span in enumerate(spans):
            yield Place(row, column, span.start, span.end)


def _pipe_tables(text: str, lines: Sequence[Line], noise: Sequence[Span]) -> Iterable[Table]:
    run: list[Line] = []
    for line in lines:
        if run and line.breaks != 1:
            yield from _pipe_table(text, run, noise)
            run = []
        if text.find("|", line.start, line.end) >= 0:
            run.append(line)
        elif run:
            yield from _pipe_table(text, run, noise)
            run = []
    yield from _pipe_table(text, run, noise)


def _pipe_table(text: str, run: Sequence[Line], noise: Sequence[Span]) -> Iterable[Table]:
    """The table a run of piped lines holds: from the line above a rule of dashes to the end."""
    ruled = next(
        (at for at, line in enumerate(run) if at and _RULE.fullmatch(text[line.start : line.end])), None
    )
    loose = ruled is None and (len(run) < 2 or any(text[line.end - 1] != "|" for line in run))
    if loose and not _is_grid(text, run):
        return
    lines = run[ruled - 1 :] if ruled is not None else run
    content = [line for line in lines if not _RULE.fullmatch(text[line.start : line.end])]
    framed = ruled is not None or all(text[line.start] == "|" for line in run)
    rows = [list(_between_pipes(text, line, framed=framed)) for line in content]
    if not framed and not loose:
        rows = _whole_rows(rows)
        if sum(1 for row in rows if sum(map(bool, map(len, row))) > 1) * 2 <= len(rows):
            return
    if len(rows) >= 2 and max(len(row) for row in rows) >= 2:
        table = build(text, _places(rows), noise, unescape=True)
        yield replace(table, start=lines[0].start, end=lines[-1].end)


def _is_grid(text: str, run: Sequence[Line]) -> bool:
    """Whether lines with bars between cells only are rows: three at least, numbers in half of them, no sentences.

    首页 | 新闻 | 政策 is a page's navigation.
    """
    pieces = [text[line.start : line.end].split("|") for line in run]
    numbered = sum(any(is_amount(cell.strip()) for cell in cells) for cells in pieces)
    prose = sum(any("。" in cell for cell in cells) for cells in pieces)
    wide = sum(len(cells) > 2 for cells in pieces)
    return (
        len(run) >= _FEWEST_LOOSE
        and numbered * 2 >= len(run)
        and (wide * 2 > len(run) or _is_list(pieces))
        and prose * 3 < len(run)
    )


def _is_list(pieces: Sequence[Sequence[str]]) -> bool:
    """Whether rows of a name and an amount follow each other, under a head or not: 住房保障支出|478,141.00."""
    amounts = [len(cells) == 2 and is_amount(cells[1].strip()) for cells in pieces]
    named = all(cells[0].strip() and not is_amount(cells[0].strip()) for cells in pieces)
    return named and all(amounts[1:]) and sum(amounts) >= _FEWEST_LOOSE


def _whole_rows(pieces: Sequence[list[Span]]) -> list[list[Span]]:
    """Rows that end each cell with a bar, put together where a cell's line break cuts one in two.

    Every row has as many bars as the one with most; pieces that do not add up stay as they are.
    """
    width = max(len(piece) for piece in pieces)
    rows: list[list[Span]] = [[]]
    for piece in pieces:
        if len(rows[-1]) == width:
            rows.append([])
        rows[-1] += piece
        if len(rows[-1]) > width:
            return list(pieces)
    return rows if len(rows[-1]) == width else list(pieces)


def _between_pipes(text: str, line: Line, *, framed: bool) -> Iterable[Span]:
    """The cells of a line; a bar at its very beginning is a *framed* table's edge, else an empty cell."""
    start, end = line.start, line.end
    if framed and text[start] == "|":
        start += 1
    if end > start and text[end - 1] == "|" and text[end - 2] != "\\":
        end -= 1
    position = start
    while position <= end:
        match = _PIPED.match(text, position, end)
        stop = match.end() if match else end
        yield _lines.trimmed(text, position, stop)
        # A lone backslash at the very end of the line belongs to no pair.
        position = stop + 1
