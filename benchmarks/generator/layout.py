"""From the tree to the text: tables in three layouts, hard wraps, page numbers, and the place of every slot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.tree import Cell, Listing, Paragraph, Report, Segment, Slot, Table, Word

Span = tuple[int, int]
_TOGETHER = frozenset("0123456789０１２３４５６７８９.．,，%％")
_NOT_FIRST = frozenset("，。；：、）)%％”》")


@dataclass(frozen=True)
class Text:
    """A report's characters and where each slot stands: ``text[start:end]`` is its number and unit."""

    text: str
    spans: dict[int, Span]


@dataclass
class _Writer:
    end: str = "\n"
    indent: str = ""
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spans: dict[int, Span] = field(default_factory=dict)
    wrappable: list[Span] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def segments(self, segments: Sequence[Segment]) -> None:
        for segment in segments:
            if isinstance(segment, str):
                self.write(segment)
            elif isinstance(segment, Listing):
                self.listing(segment)
            else:
                self.part(segment)

    def part(self, part: Slot | Word) -> None:
        self.write(part.before if isinstance(part, Slot) else "")
        start = self.length
        self.write(part.text)
        self.spans[part.key] = (start, self.length)

    def listing(self, listing: Listing) -> None:
        for index, item in enumerate(listing.items):
            if index:
                at_end = index == len(listing.items) - 1
                self.write(listing.last if at_end and listing.last else listing.separator)
            self.segments(item)

    def paragraph(self, paragraph: Paragraph) -> None:
        start = self.length
        if paragraph.kind == "text":
            self.write(self.indent)
        self.segments(paragraph.segments)
        if paragraph.kind == "text":
            self.wrappable.append((start, self.length))
        # A table takes its caption from the line right above it.
        self.write("\n" if paragraph.kind == "caption" else self.end)

    def table(self, table: Table) -> None:
        match table.layout:
            case "lines":
                self._lines(table.rows)
            case "pipes":
                self._pipes(table.rows)
            case "tabs":
                self._tabs(table.rows)

    def _lines(self, rows: Sequence[Sequence[Cell]]) -> None:
        for row in rows:
            for cell in row:
                self.write("\t")
                self.segments(cell)
                self.write("\n")
            self.write("\n")

    def _pipes(self, rows: Sequence[Sequence[Cell]]) -> None:
        self.write("\n")
        for index, row in enumerate(rows):
            for cell in row:
                self.write("| ")
                self.segments(cell)
                self.write(" ")
            self.write("|\n")
            if index == 0:
                self.write("|" + "---|" * len(row) + "\n")
        self.write("\n")

    def _tabs(self, rows: Sequence[Sequence[Cell]]) -> None:
        for row in rows:
            for index, cell in enumerate(row):
                self.write("\t" if index else "")
                self.segments(cell)
            self.write("\n")
        self.write("\n")


def render(report: Report) -> Text:
    """The report's text, wrapped and paged as its style has it."""
    # Where lines are set apart by blank ones, paragraphs are too.
    writer = _Writer(report.breaks if report.wrap else "\n", report.indent)
    for block in report.blocks:
        if isinstance(block, Paragraph):
            writer.paragraph(block)
        else:
            writer.table(block)
    text = "".join(writer.pieces)
    if not report.wrap:
        return Text(text, writer.spans)
    inserted = list(_wraps(text, writer.wrappable, report))
    return Text(_insert(text, inserted), {key: _moved(span, inserted) for key, span in writer.spans.items()})


def _wraps(text: str, wrappable: Sequence[Span], report: Report) -> Iterator[tuple[int, str]]:
    """Where line ends go, and what is put there: a break, at times with a page number."""
    lines = page = 0
    for start, end in wrappable:
        begin = start
        while (at := _full(text, begin, end, report.wrap)) < end:
            lines += 1
            begin = at
            if report.page_lines and lines % report.page_lines == 0:
                page += 1
                yield at, f"\n\n\n\n{page}\n\n"
            else:
                yield at, report.breaks


def _full(text: str, start: int, end: int, width: int) -> int:
    """Where a line of so many full-width characters ends: not in a number, not before a comma."""
    at, left = start, 2 * width
    while at < end and left > 0:
        left -= 2 if text[at] > "\u2000" else 1
        at += 1
    place = at
    while at < end and place > start + 1 and _bound(text, place):
        place -= 1
    return place if place > start + 1 else at


def _bound(text: str, place: int) -> bool:
    return text[place] in _NOT_FIRST or (text[place] in _TOGETHER and text[place - 1] in _TOGETHER)


def _insert(text: str, inserted: Sequence[tuple[int, str]]) -> str:
    pieces, last = [], 0
    for at, mark in inserted:
        pieces += [text[last:at], mark]
        last = at
    return "".join([*pieces, text[last:]])


def _moved(span: Span, inserted: Sequence[tuple[int, str]]) -> Span:
    start, end = span
    before = sum(len(mark) for at, mark in inserted if at <= start)
    inside = sum(len(mark) for at, mark in inserted if start < at < end)
    return start + before, end + before + inside
