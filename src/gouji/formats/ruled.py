"""Tables of a PDF page that are drawn with lines 有线表格: their cells, and the text outside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gouji.formats.composition import GridCell

if TYPE_CHECKING:
    from pdfplumber.page import Page

Box = tuple[float, float, float, float]

_SNAP = 3.0
_BAND = 24.0
# A blank is a gap of this many em; typesetting stretches lines by less.
_GAP = 0.4
_MOST_EDGES = 6000
_TALLEST = 20_000
_SAME_LINE = 0.5
_NUMBER_BREAKS = re.compile(r"[0-9][0-9,]*[,.]?$")
_NUMBER_GOES_ON = re.compile(r"[0-9,.]*[0-9]%?(?![0-9])")


@dataclass(slots=True)
class RuledTable:
    """A table with the columns' edges on the page; ``page_rows`` says in which rows later pages begin."""

    top: float
    edges: tuple[float, ...]
    cells: list[GridCell]
    page_rows: list[int] = field(default_factory=list)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    def goes_on_in(self, other: RuledTable) -> bool:
        """Whether a table at the top of the next page has the same columns."""
        same = len(self.edges) == len(other.edges)
        return same and all(abs(one - two) <= _SNAP for one, two in zip(self.edges, other.edges))

    def extend(self, other: RuledTable) -> None:
        """Add the rows of the next page; a first row that repeats the table's head 表头 is left out."""
        skip = 1 if _row(self.cells, 0) == _row(other.cells, 0) and other.height > 1 else 0
        offset = self.height - skip
        self.page_rows.append(self.height)
        self.cells.extend(
            GridCell(cell.row + offset, cell.column, cell.text, cell.row_span, cell.column_span)
            for cell in other.cells
            if cell.row >= skip
        )


def _row(cells: Iterable[GridCell], row: int) -> list[tuple[int, str, int, int]]:
    return [(cell.column, cell.text, cell.row_span, cell.column_span) for cell in cells if cell.row == row]


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line: where it stands, how far right it reaches, the size of its type."""

    top: float
    right: float
    size: float
    text: str


def page_items(page: Page) -> list[str | RuledTable] | None:
    """The lines and tables of a page from top to bottom; ``None`` when no table is ruled on it."""
    if len(page.edges) > _MOST_EDGES or page.height > _TALLEST:
        return None
    boxes = [found.cells for found in page.find_tables()]
    boxes = [cells for cells in boxes if len({round(cell[0] / _SNAP) for cell in cells}) > 1]
    if not boxes:
        return None
    tables, outside = _filled(boxes, _printed_once(page.chars))
    if not tables:
        return None
    items: list[tuple[float, str | RuledTable]] = [(line.top, line.text) for line in _lines(outside)]
    items += [(table.top, table) for table in tables]
    return [item for _, item in sorted(items, key=lambda entry: entry[0])]


def _printed_once(chars: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The characters without those printed again over themselves to look bold."""
    seen: set[tuple[str, int, int]] = set()
    kept: list[dict[str, Any]] = []
    for char in chars:
        key = (char["text"], round(char["x0"]), round(char["top"]))
        if key not in seen:
            seen.add(key)
            kept.append(char)
    return kept


def _filled(
    boxes: Sequence[Sequence[Box]], chars: Sequence[dict[str, Any]]
) -> tuple[list[RuledTable], list[dict[str, Any]]]:
    """The tables that hold text, and the characters in none of their cells."""
    inside: dict[Box, list[dict[str, Any]]] = {cell: [] for cells in boxes for cell in cells}
    outside: list[dict[str, Any]] = []
    bands = _bands(inside)
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        box = next((box for box in _at(bands, y) if box[0] <= x < box[2] and box[1] <= y < box[3]), None)
        (outside if box is None else inside[box]).append(char)
    tables: list[RuledTable] = []
    for cells in boxes:
        if sum(bool(inside[cell]) for cell in cells) >= 2:
            tables.append(_table(cells, inside))
        else:
            # A frame round prose, or lines for looks.
            outside += [char for cell in cells for char in inside[cell]]
    return tables, outside


def _bands(boxes: Iterable[Box]) -> dict[int, list[Box]]:
    """The boxes by the strips of the page that they reach into."""
    bands: dict[int, list[Box]] = {}
    for box in boxes:
        for band in range(int(box[1] // _BAND), int(box[3] // _BAND) + 1):
            bands.setdefault(band, []).append(box)
    return bands


def _at(bands: Mapping[int, list[Box]], y: float) -> list[Box]:
    return bands.get(int(y // _BAND), [])


def _table(cells: Sequence[Box], inside: Mapping[Box, list[dict[str, Any]]]) -> RuledTable:
    columns = _edges([edge for cell in cells for edge in (cell[0], cell[2])])
    rows = _edges([edge for cell in cells for edge in (cell[1], cell[3])])
    grid: list[GridCell] = []
    for cell in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        left, top, right, bottom = (
            _nearest(edges, edge) for edges, edge in zip((columns, rows, columns, rows), cell)
        )
        text = _cell_text(_lines(inside[cell]), cell[2])
        grid.append(GridCell(top, left, text, max(1, bottom - top), max(1, right - left)))
    return RuledTable(rows[0], tuple(columns), grid)


def _edges(values: Iterable[float]) -> list[float]:
    """The distinct edges; those closer than the width of a rule are one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    at = bisect_left(edges, value)
    near = [index for index in (at - 1, at) if 0 <= index < len(edges)]
    return min(near, key=lambda index: abs(edges[index] - value))


def _lines(chars: Sequence[dict[str, Any]]) -> list[_Line]:
    from pdfplumber.utils.text import extract_words

    words = extract_words(list(chars), x_tolerance_ratio=_GAP, keep_blank_chars=False) if chars else []
    lines: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
        height = word["bottom"] - word["top"]
        if lines and abs(word["top"] - lines[-1][0]["top"]) <= _SAME_LINE * height:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [
        _Line(
            line[0]["top"],
            max(word["x1"] for word in line),
            line[0]["bottom"] - line[0]["top"],
            " ".join(word["text"] for word in sorted(line, key=lambda word: word["x0"])),
        )
        for line in lines
    ]


def _cell_text(lines: Sequence[_Line], right: float) -> str:
    """The lines of a cell; a number that did not fit into one line is put together again."""
    text = ""
    before: _Line | None = None
    for line in lines:
        full = before is not None and right - before.right < 1.5 * before.size
        text += line.text if not text or (full and _breaks_number(text, line.text)) else f"\n{line.text}"
        before = line
    return text


def _breaks_number(text: str, below: str) -> bool:
    """``1,234,`` above ``567.89`` is one number; ``12.50`` above ``13.60`` are two."""
    above = re.search(r"[0-9.,]*$", text)
    goes_on = _NUMBER_GOES_ON.match(below)
    if above is None or goes_on is None or not above.group() or not below[0].isascii():
        return False
    if above.group()[-1] in ",.":
        return True
    return (
        "." not in above.group()
        and goes_on.group().count(".") <= 1
        and _NUMBER_BREAKS.search(text) is not None
    )
