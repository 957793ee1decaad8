"""TAB-FORMAT 单元格格式: a number in a cell is written as a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.tables.sheets import Sheet, sheets
from gouji.facts import Facts
from gouji.findings import Member, Relation

_MALFORMED = re.compile(
    r"0\d{1,3}(?:\.\d+)?|-?\d+[ \t　]+\d+(?:\.\d+)?[%％]?|\d+\.\d*\.\d*|\d+\.\.\d+|\d{1,3}(?:[,，]\d{3})*[,，]\d{1,2}"
    r"|[,，.．]\d+|\d+[,，]|\d+(?:\.\d+)?[%％]{2,}|#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!)|#{3,}"
)
_NAMES = re.compile(
    r"电话|手机|编码|代码|文号|邮编|账号|序号|编号|行次|日期|时间|年份|年度|号码|科目|证号|联系"
)
_NAME_VALUE = "规范的数字"


@proposes("TAB-FORMAT", title="单元格格式", severity="info")
def formats(facts: Facts) -> Iterator[Relation]:
    """A cell of numbers holds a number, no ``00``, no ``7 7%``, no error of a spreadsheet.

    Formula: the cell's text is a number
    Example: 00 in a column of amounts.
    Undetermined: Columns and rows of telephone numbers, codes, serials and dates give no relation.
    Source: Cells of tables.
    """
    for sheet in sheets(facts):
        for row in range(len(sheet.rows)):
            yield from _row(sheet, row)


def _row(sheet: Sheet, row: int) -> Iterator[Relation]:
    slots = sheet.slots(row)
    for at, slot in enumerate(slots):
        text = slot.cell.text.strip()
        if slot.cell.row != row or not text or len(text) > 24 or _MALFORMED.fullmatch(text) is None:
            continue
        name = next((other.text for other in reversed(slots[:at]) if other.text and other.figure is None), "")
        if _NAMES.search(name) or _NAMES.search(_above(sheet, row, at)) or (at == 0 and len(slots) > 1):
            continue
        stated = slot.operand("cell", f"{name}的单元格", sheet.document)
        yield Relation(stated, predicate=Member(text, (_NAME_VALUE,)))


def _above(sheet: Sheet, row: int, at: int) -> str:
    """The words above a cell, up to the first that are no number."""
    place = sheet.slots(row)[at].cell.column if sheet.table.regular else at
    for upper in range(row - 1, -1, -1):
        slot = sheet.at(upper, place)
        if slot is not None and re.search(r"[一-龥]", slot.text):
            return slot.text
    return ""
