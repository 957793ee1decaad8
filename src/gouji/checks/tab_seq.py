"""TAB-SEQ 序号: the serials of a table go up one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.tables.sheets import Sheet, Slot, sheets
from gouji.facts import Evidence, Facts
from gouji.findings import Consecutive, Operand, Relation

_HEAD = re.compile(r"^(?:序号|编号|行次|项目序号|No\.?|№)$")
_HANZI = "一二三四五六七八九十"
_TOTAL = re.compile(r"合计|总计|小计|共计|总分")

Serial = tuple[int, Slot, str]


@proposes("TAB-SEQ", title="序号", severity="low")
def serials(facts: Facts) -> Iterator[Relation]:
    """In the column 序号 each serial is one more than the one above.

    Formula: n, n + 1, n + 2, …; 1 begins a new run
    Example: 1, 2, 2 is contradicted.
    Undetermined: Serials of several levels (1.1) and blank cells end a run; a run of one is no relation.
    Source: The first column of tables of projects and of measures.
    """
    for sheet in sheets(facts):
        for row in range(len(sheet.rows)):
            for at, slot in enumerate(sheet.slots(row)):
                if slot.cell.row == row and _HEAD.match(slot.text):
                    yield from _runs(sheet, row, at, slot)


def _runs(sheet: Sheet, head: int, at: int, name: Slot) -> Iterator[Relation]:
    """The runs of serials, those in 一、二 and those in 1, 2 apart; after a total any number may come."""
    runs: dict[bool, list[Serial]] = {}
    for serial, fits in _column(sheet, head, at, name):
        if serial is None:
            yield from _ended(runs)
            continue
        hanzi = not serial[1].text[:1].isdecimal()
        # A row that lost cells may begin anywhere: its first number is a serial if it goes on.
        if not fits and (not runs.get(hanzi) or serial[0] != runs[hanzi][-1][0] + 1):
            continue
        if serial[0] == 1 and runs.get(hanzi):
            yield from _relation(runs.pop(hanzi))
        runs.setdefault(hanzi, []).append(serial)
    yield from _ended(runs)


def _ended(runs: dict[bool, list[Serial]]) -> Iterator[Relation]:
    for run in list(runs.values()):
        yield from _relation(run)
    runs.clear()


def _column(sheet: Sheet, head: int, at: int, name: Slot) -> Iterator[tuple[Serial | None, bool]]:
    """The serials below a head, and whether their rows are whole; ``None`` at a row 合计 or 小计.

    What is no whole number is left out.
    """
    width = len(sheet.slots(head))
    for row in range(head + 1, len(sheet.rows)):
        slots = sheet.slots(row)
        slot = (
            sheet.at(row, name.cell.column) if sheet.table.regular else slots[at] if at < len(slots) else None
        )
        if slot is None or slot.cell.row != row:
            continue
        if _HEAD.match(slot.text):
            return
        words = next(
            (other.text for other in slots if other.cell.start > slot.cell.start and not other.blank), ""
        )
        number = _number(slot.text)
        if _TOTAL.search(words) or _TOTAL.search(slot.text):
            yield None, True
        elif number is not None:
            yield (number, slot, words), sheet.table.regular or len(slots) == width


def _number(text: str) -> int | None:
    if re.fullmatch(r"\d{1,4}[.、．]?", text):
        return int(re.sub(r"\D", "", text))
    if re.fullmatch(f"[{_HANZI}]{{1,3}}[、.．]?", text):
        return _hanzi(text.rstrip("、.．"))
    return None


def _hanzi(text: str) -> int | None:
    tens, ten, units = text.rpartition("十")
    if not ten:
        return _HANZI.index(text) + 1 if len(text) == 1 else None
    if len(tens) > 1 or len(units) > 1:
        return None
    return (_HANZI.index(tens) + 1 if tens else 1) * 10 + (_HANZI.index(units) + 1 if units else 0)


def _relation(run: list[Serial]) -> Iterator[Relation]:
    if len(run) < 2:
        return
    values = tuple(number for number, _, _ in run)
    wrong = next((at for at in range(1, len(run)) if values[at] != values[at - 1] + 1), 0)
    quoted = [_quoted(serial) for serial in run]
    beside = tuple(operand for at, operand in enumerate(quoted) if at != wrong)
    yield Relation(quoted[wrong], predicate=Consecutive(values), beside=beside)


def _quoted(serial: Serial) -> Operand:
    _, slot, _ = serial
    return Operand(
        "serial",
        "序号",
        None,
        Evidence(slot.cell.text, slot.cell.start, slot.cell.end, cell=slot.cell.address),
    )
