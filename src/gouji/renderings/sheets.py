"""Workbooks that are safe to open: nothing in a report becomes a formula, a link, or a broken file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from gouji.renderings.amounts import decimal_text, rounded
from gouji.renderings.files import replacing
from gouji.renderings.rows import Row, Value
from gouji.renderings.words import Lang, word

Style = Literal["text", "wrap", "number", "whole", "status"]

MOST_CHARACTERS = 32_767
"""What a cell of Excel holds, counted in UTF-16."""

_ROWS_PER_SHEET = 1_000_000
_MOST_TITLE = 31
_NO_SHEET = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_DECIMALS = 6
_DIGITS = 15
"""More digits than Excel keeps: such a number is written as text."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"[\s]*[=+\-@＝＋－＠\t\r]")
_PLAIN_NUMBER = re.compile(r"[-+－＋]?\d[\d,.]*+[%％]?")
_COLOURS = {
    "contradicted": ("#9C1C14", "#FBE3DE"),
    "tail": ("#7A5200", "#FCEFCF"),
    "undetermined": ("#5C574E", "#EEEBE4"),
    "confirmed": ("#1B6148", "#E0F1E9"),
    "not_found": ("#9C1C14", "#FBE3DE"),
    "ambiguous": ("#7A5200", "#FCEFCF"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: the value's name, its heading, its width in characters, how it is shown."""

    key: str
    title: str
    width: int = 12
    style: Style = "text"


def safe_text(text: str, lang: Lang = "zh") -> str:
    """Text as a cell may hold it.

    A leading apostrophe disarms what a spreadsheet would take for a formula, here or after an
    export to CSV; a plain number such as ``-3.5%`` is left alone. Characters that XML forbids are
    dropped; what is longer than a cell is cut, and says so.
    """
    text = _ILLEGAL.sub("", text)
    if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        text = "'" + text
    if len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:
        return text
    mark = word("cut", lang)
    kept = text.encode("utf-16-le")[: 2 * (MOST_CHARACTERS - len(mark))]
    return kept.decode("utf-16-le", "ignore") + mark


def as_number(value: Decimal | int) -> Decimal | None:
    """A number that Excel keeps every digit of, or ``None``; quotients have six decimals."""
    number = rounded(Decimal(value), _DECIMALS)
    digits = decimal_text(number).lstrip("-").replace(".", "").strip("0")
    return number if len(digits) <= _DIGITS else None


@contextmanager
def workbook(path: Path, lang: Lang) -> Iterator[Book]:
    """A workbook that takes the place of *path* when the block ends well."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(path) as temporary:
        book = xlsxwriter.Workbook(str(temporary), options)
        # The same report gives the same bytes.
        book.set_properties({"created": datetime(2000, 1, 1), "comments": "gouji"})
        yield Book(book, lang)
        book.close()


class Book:
    """Writes sheets of rows; the first one written is the one that opens."""

    def __init__(self, book: Any, lang: Lang) -> None:
        self._book = book
        self._lang: Lang = lang
        # Excel keeps this name for itself.
        self._taken = {"history"}
        base = {"valign": "top", "font_name": "Microsoft YaHei", "font_size": 10}
        self._head = book.add_format(
            {**base, "bold": True, "bg_color": "#EFEAE0", "bottom": 1, "text_wrap": True}
        )
        self._formats = {
            "text": book.add_format(base),
            "wrap": book.add_format({**base, "text_wrap": True}),
            "number": book.add_format({**base, "num_format": "#,##0.00####", "align": "right"}),
            "whole": book.add_format({**base, "num_format": "#,##0", "align": "right"}),
            "status": book.add_format({**base, "bold": True}),
        }
        self._name = book.add_format({**base, "bold": True, "font_color": "#5C574E"})
        self._coloured = {
            status: book.add_format({"font_color": ink, "bg_color": paper})
            for status, (ink, paper) in _COLOURS.items()
        }

    def rows(
        self, name: str, columns: Sequence[Column], rows: Iterable[Row], words: dict[str, str] | None = None
    ) -> None:
        """A sheet with a frozen head, a filter, and a row for each row; very many go on to a next sheet.

        Args:
            words: What a status is called here, by its code, for the colours.
        """
        waiting = iter(rows)
        number = 1
        while True:
            part = list(islice(waiting, _ROWS_PER_SHEET))
            if not part and number > 1:
                return
            self._sheet(name if number == 1 else f"{name} {number}", columns, part, words or {})
            number += 1

    def _sheet(self, name: str, columns: Sequence[Column], rows: list[Row], words: dict[str, str]) -> None:
        sheet = self._book.add_worksheet(self._free(name))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, safe_text(column.title, self._lang), self._head)
            if column.style == "status":
                self._colour(sheet, place, len(rows), words)
        for line, row in enumerate(rows, 1):
            for place, column in enumerate(columns):
                self._cell(sheet, line, place, row.get(column.key), column.style)

    def pairs(self, name: str, pairs: Iterable[tuple[str, Value]]) -> None:
        """A sheet of names and values."""
        sheet = self._book.add_worksheet(self._free(name))
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 80)
        for line, (title, value) in enumerate(pairs):
            sheet.write_string(line, 0, safe_text(title, self._lang), self._name)
            self._cell(sheet, line, 1, value, "wrap")

    def _free(self, name: str) -> str:
        """A name as Excel takes it, and that no other sheet has, whatever the case of its letters."""
        plain = _NO_SHEET.sub("_", name).strip("'")[:_MOST_TITLE] or "_"
        free, number = plain, 1
        while free.casefold() in self._taken:
            number += 1
            free = f"{plain[: _MOST_TITLE - len(str(number)) - 1]} {number}"
        self._taken.add(free.casefold())
        return free

    def _cell(self, sheet: Any, line: int, place: int, value: Value, style: Style) -> None:
        shown = self._formats[style]
        if value is None or value == "":
            return
        if isinstance(value, str):
            sheet.write_string(line, place, safe_text(value, self._lang), shown)
        elif (number := as_number(value)) is not None:
            sheet.write_number(line, place, number, shown)
        else:
            sheet.write_string(line, place, decimal_text(Decimal(value)), shown)

    def _colour(self, sheet: Any, place: int, rows: int, words: dict[str, str]) -> None:
        for status, shown in words.items():
            if status in self._coloured and rows:
                rule = {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{shown}"',
                    "format": self._coloured[status],
                }
                sheet.conditional_format(1, place, rows, place, rule)
