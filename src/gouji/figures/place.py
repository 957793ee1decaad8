"""Places where a number is no figure 不计之处: titles, page numbers, other cells, codes, times of day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from gouji.document import Document
from gouji.figures.lazy import Lazy
from gouji.figures.unit import SCORE, UNITS, Unit

_TITLE = Lazy(r"《[^《》]{1,160}》")
_LINE_IS_PARAGRAPH = frozenset({"docx", "html", "xlsx"})
_AFTER_A_YEAR = frozenset("县市省国区届级")
# Units that need a closer look: 2024市 is a year, 12MB1234 a code.
DELICATE = _AFTER_A_YEAR | {
    unit.base for name, unit in UNITS.items() if name[-1].isascii() and name[-1].isalpha()
}


class Places:
    """What a document's layout and titles rule out."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        titles = [match.span() for match in _TITLE.finditer(self.text)] if "《" in self.text else []
        self.titles = bool(titles)
        self._starts = [start for start, _ in titles]
        self._ends = [end for _, end in titles]
        self.noise = [(span.start, span.end) for span in document.noise]
        self._cells: tuple[list[int], list[int]] | None = None

    def in_title(self, start: int) -> bool:
        """Whether a character lies in a 《title》."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and start < self._ends[index]

    def title_behind(self, position: int) -> int:
        """Where the first title behind *position* begins; the end of the text where there is none."""
        index = bisect_right(self._starts, position)
        return self._starts[index] if index < len(self._starts) else len(self.text)

    def noise_behind(self, position: int) -> int:
        """Where the first noise at or behind *position* begins."""
        index = bisect_left(self.noise, (position, 0))
        return self.noise[index][0] if index < len(self.noise) else len(self.text) + 100

    def refuses(self, start: int, end: int, number: str, unit: Unit) -> bool:
        """Whether the place rules out a figure of money, count, percent and the like."""
        text = self.text
        if self.titles and self.in_title(start):
            return True
        if unit.base in _AFTER_A_YEAR and len(number) == 4 and number[:2] in ("19", "20"):
            return True
        if unit.name[-1:].isascii() and _runs_on(text, end):
            return True
        timed = start > 1 and text[start - 1] in "时点:：" and text[start - 2].isdigit()
        # 9:30分, and 16:45 市水利局 behind a date.
        if timed and (unit is SCORE or (text[start - 1] in ":：" and text[start + len(number)].isspace())):
            return True
        if "\n" in text[start:end]:
            return (
                self.document.is_noise(start) or self.leaves_cell(start, end) or self._leaves_paragraph(start)
            )
        return False

    def across_page(self, position: int) -> int:
        """Where the text goes on when only a page number lies behind *position*; -1 where none does."""
        index = bisect_left(self.noise, (position - 4, 0))
        if index == len(self.noise) or self.noise[index][0] - position > 80:
            return -1
        start, end = self.noise[index]
        between = self.text[position:start]
        if (
            (between and not between.isspace())
            or "\t" in between
            or not any(c.isdigit() for c in self.text[start:end])
        ):
            return -1
        while end < len(self.text) and self.text[end] in " \u3000\xa0\r\n" and end - start < 80:
            end += 1
        return end

    def before_page(self, position: int) -> int:
        """Where the text above ends when only a page number stands before *position*; else -1."""
        index = bisect_left(self.noise, (position, 0)) - 1
        if index < 0 or position - self.noise[index][1] > 80:
            return -1
        start, end = self.noise[index]
        behind = self.text[end:position]
        if not behind.isspace() or "\t" in behind or not any(c.isdigit() for c in self.text[start:end]):
            return -1
        while start > 0 and self.text[start - 1] in " \u3000\xa0\r\n" and end - start < 160:
            start -= 1
        return start

    def leaves_cell(self, start: int, end: int) -> bool:
        """Whether a span begins in one cell of a table and ends behind it."""
        if not self.document.tables:
            return False
        if self._cells is None:
            spans = sorted((cell.start, cell.end) for table in self.document.tables for cell in table.cells)
            self._cells = [first for first, _ in spans], [last for _, last in spans]
        index = bisect_right(self._cells[0], start) - 1
        return index >= 0 and start < self._cells[1][index] < end

    def _leaves_paragraph(self, start: int) -> bool:
        """Whether a line break ends a paragraph: it does where the format has no hard wraps, but in a cell."""
        return self.document.format in _LINE_IS_PARAGRAPH and self.document.table_at(start) is None


def _runs_on(text: str, position: int) -> bool:
    """Whether a unit of letters runs on into a code (12430400MB1234)."""
    following = text[position : position + 1]
    return text[position - 1].isalpha() and following.isascii() and following.isalnum()
