"""XLSX reports: every visible sheet as a table, each cell as the sheet shows it."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.document.model import Document
from gouji.errors import BrokenFile, EmptyDocument, MissingExtra, UnsupportedFormat
from gouji.formats.composition import Composition, GridCell
from gouji.formats.number_format import CHINESE_FORMATS, is_date, shown_date, shown_duration, shown_number
from gouji.formats.ooxml import Package, open_package

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SUFFIXES: tuple[str, ...] = (".xlsx", ".xlsm")

MAX_CELLS = 500_000
# Formatted but empty cells cost little, yet not nothing.
_MAX_EMPTY = 3_000_000
_MAX_MERGED = 2_000_000
_MAX_AREA = 2_000_000
_KEEP = "只留下报告所在的工作表后另存 / keep only the sheets of the report"
_CELL = re.compile(rb"<(?:\w{1,20}:)?c(?=[\s>])[^>]*+>")
_MERGE = re.compile(
    rb"<(?:\w{1,20}:)?mergeCell\s[^>]{0,200}?ref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"
)
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s>/]")
_TITLE = re.compile(r"[^：:。；\n]{2,60}")
_NAMED = 5


def load(path: Path) -> Document:
    """Read a workbook.

    Raises:
        MissingExtra: openpyxl is not installed.
        BrokenFile: Not a workbook, or damaged.
        EncryptedFile: The file has a password.
        UnsupportedFormat: An old .xls under a new name, a strict workbook, more cells than a report has.
        EmptyDocument: No visible sheet holds a value.
    """
    try:
        import openpyxl  # noqa: F401
    except ImportError as error:
        raise MissingExtra("读取 Excel ", "excel") from error
    with open_package(path) as package:
        formulas = _examine(package)
    values = _workbook(path, values=True)
    sources = _workbook(path, values=False) if formulas else None
    composition = Composition()
    hidden = [sheet.title for sheet in values.worksheets if sheet.sheet_state != "visible"]
    read = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    found = [_add_sheet(composition, path, sheet, sources) for sheet in read]
    if hidden:
        names = "、".join(hidden)
        composition.warnings.append(f"隐藏的工作表未读入：{names} / hidden sheets were not read: {names}")
    if not any(found):
        hint = "只有隐藏的工作表有内容 / only hidden sheets hold something" if hidden else ""
        raise EmptyDocument(path, "工作表里没有内容 / the sheets hold nothing", hint)
    return composition.document(path.name, "xlsx")


def _examine(package: Package) -> bool:
    """Refuse a workbook that would not fit into memory; tell whether it holds formulas."""
    sheets = [name for name in package.names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
    main = package.related("", "officeDocument") or "xl/workbook.xml"
    if main not in package.names:
        reason = "没有工作簿部件 / no workbook part"
        raise BrokenFile(package.path, reason, "确认是 Excel 文件 / is it an Excel file?")
    if b"purl.oclc.org/ooxml/spreadsheetml" in package.read(main):
        hint = "在 Excel 中另存为“Excel 工作簿 (*.xlsx)” / save it as 'Excel Workbook (*.xlsx)'"
        raise UnsupportedFormat(package.path, "严格 Open XML 工作簿 / a Strict Open XML workbook", hint)
    formulas = False
    full = empty = 0
    for name in sorted(package.names):
        if name.endswith((".xml", ".rels")):
            data = package.read(name)
            package.refuse_doctype(name, data)
            if name in sheets:
                of_sheet = sum(1 if cell.endswith(b"/>") else 1_000_000_000 for cell in _CELL.findall(data))
                full, empty = full + of_sheet // 1_000_000_000, empty + of_sheet % 1_000_000_000
                formulas = formulas or _FORMULA.search(data) is not None
                _refuse_merges(package.path, data)
    if full > MAX_CELLS or empty > _MAX_EMPTY:
        reason = f"有 {full + empty} 个单元格，超过 {MAX_CELLS} / {full + empty} cells, more than {MAX_CELLS}"
        raise UnsupportedFormat(package.path, reason, _KEEP)
    return formulas


def _refuse_merges(path: Path, data: bytes) -> None:
    """Refuse merged cells larger than any table: each covered place would become an object."""
    covered = 0
    for left, top, right, bottom in _MERGE.findall(data):
        covered += (abs(int(bottom) - int(top)) + 1) * (abs(_column(right) - _column(left)) + 1)
    if covered > _MAX_MERGED:
        reason = f"合并单元格覆盖 {covered} 格 / merged cells cover {covered} places"
        raise UnsupportedFormat(path, reason, "取消整列、整表的合并后另存 / undo the merges of whole columns")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _workbook(path: Path, *, values: bool) -> Workbook:
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # Of extensions that it cannot write back; nothing is written here.
        warnings.simplefilter("ignore")
        try:
            # By file, not by name: the content decided that it is a workbook, whatever its suffix.
            with path.open("rb") as file:
                return load_workbook(file, data_only=values, keep_links=False)
        except Exception as error:  # a damaged workbook raises whatever its reader trips over
            hint = "在 Excel 或 WPS 中打开后另存 / open it in Excel or WPS and save it again"
            raise BrokenFile(path, f"工作簿读不出来 / the workbook cannot be read: {error}", hint) from error


@dataclass
class _Grid:
    """The filled part of a sheet: places in the sheet (from 1) → what is shown there."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    title: str = ""

    def rows(self) -> list[int]:
        """The rows that show something, in order."""
        return sorted({row for row, _ in self.texts})

    def columns(self, rows: Sequence[int]) -> list[int]:
        """The columns in which these rows show something, in order."""
        wanted = set(rows)
        return sorted({column for row, column in self.texts if row in wanted})


def _add_sheet(composition: Composition, path: Path, sheet: Worksheet, sources: Workbook | None) -> bool:
    """Add a sheet; an empty one is left out."""
    grid = _read_grid(sheet)
    _warn(composition, sheet, grid, sources)
    if not grid.texts:
        return False
    if (area := len(grid.rows()) * len(grid.columns(grid.rows()))) > _MAX_AREA:
        reason = f"工作表“{sheet.title}”的表格有 {area} 格 / the table in {sheet.title} has {area} places"
        raise UnsupportedFormat(path, reason, _KEEP)
    # Level 1 would make the first sheet's name the title of the report.
    composition.paragraph(sheet.title, (2, ""))
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(grid.texts):
        by_row.setdefault(row, []).append(column)
    for rows in _parts(grid, by_row):
        titles = _leading_titles(grid, by_row, rows)
        if titles and rows[0] == next(iter(by_row)):
            composition.blank()
        for row in rows[:titles]:
            text = grid.texts[row, by_row[row][0]]
            composition.paragraph(text, (3, "") if _TITLE.fullmatch(text) else None)
        if rows[titles:]:
            _add_table(composition, sheet, grid, rows[titles:])
    return True


def _read_grid(sheet: Worksheet) -> _Grid:
    grid = _Grid(title=sheet.title)
    for place, cell in sheet._cells.items():  # the filled cells only; a sheet may reach to row 1,048,576
        if cell.value is not None and (text := _shown(cell, sheet).strip()):
            grid.texts[place] = text
    for merged in sheet.merged_cells.ranges:
        grid.merges[merged.min_row, merged.min_col] = (merged.max_row, merged.max_col)
    return grid


def _shown(cell: SheetCell, sheet: Worksheet) -> str:
    """What a cell shows; no tabs."""
    value: Any = cell.value
    code = CHINESE_FORMATS.get(_format_id(cell)) or cell.number_format
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if is_date(code) and (moment := _moment(value, sheet)) is not None:
            return shown_date(moment, code)
        return shown_number(value, code)
    if isinstance(value, datetime.timedelta):
        return shown_duration(value, code)
    if isinstance(value, datetime.date | datetime.time):
        return shown_date(value, code)
    text = str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\t", " ")


def _format_id(cell: Any) -> int:
    return int(cell._style.numFmtId) if cell.has_style else 0


def _moment(value: int | float, sheet: Worksheet) -> datetime.datetime | datetime.time | None:
    from openpyxl.utils.datetime import from_excel

    epoch: Any = getattr(sheet.parent, "epoch", None)
    try:
        found: Any = from_excel(value, epoch)
    except (ValueError, OverflowError):
        return None
    return found if isinstance(found, datetime.datetime | datetime.time) else None


def _parts(grid: _Grid, by_row: Mapping[int, Sequence[int]]) -> Iterator[list[int]]:
    """The rows of each table: an empty row with a lone title below it begins another one."""
    part: list[int] = []
    for row in by_row:
        gap = part and row > _last_row(grid, part[-1], by_row) + 1
        if gap and len(by_row[row]) == 1 and _is_wide(grid, row, by_row[row][0]):
            yield part
            part = []
        part.append(row)
    yield part


def _last_row(grid: _Grid, row: int, by_row: Mapping[int, Sequence[int]]) -> int:
    return max(grid.merges.get((row, column), (row, column))[0] for column in by_row[row])


def _is_wide(grid: _Grid, row: int, column: int) -> bool:
    return grid.merges.get((row, column), (row, column))[1] > column


def _leading_titles(grid: _Grid, by_row: Mapping[int, Sequence[int]], rows: Sequence[int]) -> int:
    """How many rows at the top hold one cell alone: titles, not a part of the table."""
    if len(grid.columns(rows)) == 1:
        return len(rows) if len(rows) <= 2 else 0
    count = 0
    for row in rows:
        if len(by_row[row]) != 1 or _last_row(grid, row, by_row) > row:
            break
        count += 1
    return count


def _add_table(
    composition: Composition,
    sheet: Worksheet,
    grid: _Grid,
    rows: Sequence[int],
) -> None:
    columns = grid.columns(rows)
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for at, row in enumerate(rows):
        for across, column in enumerate(columns):
            if (at, across) in taken:
                continue
            bottom, right = grid.merges.get((row, column), (row, column))
            height = bisect_right(rows, bottom) - at
            width = bisect_right(columns, right) - across
            if height * width > 1:
                taken.update((r, c) for r in range(at, at + height) for c in range(across, across + width))
            text = grid.texts.get((row, column), "")
            cells.append(GridCell(at, across, text, height, width, f"{sheet.title}!{_letters(column)}{row}"))
    composition.table(cells, {at for at, row in enumerate(rows) if _row_hidden(sheet, row)})


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def _row_hidden(sheet: Worksheet, row: int) -> bool:
    return row in sheet.row_dimensions and bool(sheet.row_dimensions[row].hidden)


def _warn(composition: Composition, sheet: Worksheet, grid: _Grid, sources: Workbook | None) -> None:
    """Say what a reader of the sheet would not see, or could not."""
    title = sheet.title
    notes = [
        (
            [str(row) for row in grid.rows() if _row_hidden(sheet, row)],
            "有隐藏的行，已读入",
            "hidden rows were read",
        ),
        (_hidden_columns(sheet, grid), "有隐藏的列，已读入", "hidden columns were read"),
        (
            _uncomputed(sheet, sources),
            "公式没有保存结果，按空读入",
            "formulas without a stored result were read as empty",
        ),
        (
            [
                f"{_letters(column)}{row}"
                for (row, column), text in sorted(grid.texts.items())
                if _is_error(text)
            ],
            "公式结果是错误值",
            "formulas whose result is an error",
        ),
    ]
    for places, chinese, english in notes:
        if places:
            named = "、".join(places[:_NAMED]) + ("…" if len(places) > _NAMED else "")
            composition.warnings.append(f"工作表“{title}”{chinese}：{named} / {title}: {english}: {named}")


def _is_error(text: str) -> bool:
    return re.fullmatch(r"#(?:DIV/0!|REF!|N/A|NAME\?|NUM!|VALUE!|NULL!)", text) is not None


def _hidden_columns(sheet: Worksheet, grid: _Grid) -> list[str]:
    hidden = [
        (dimension.min or 0, dimension.max or 0)
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
    ]
    used = sorted({column for _, column in grid.texts})
    return [_letters(column) for column in used if any(low <= column <= high for low, high in hidden)]


def _uncomputed(sheet: Worksheet, sources: Workbook | None) -> list[str]:
    if sources is None:
        return []
    source = sources[sheet.title]
    return [
        cell.coordinate
        for place, cell in sorted(source._cells.items())
        if cell.data_type == "f" and sheet._cells[place].value is None
    ]
