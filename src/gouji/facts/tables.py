"""Tables read by grammar: amounts under their heads, indicators of the 自评表, rows of funds."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from gouji.document import Cell, Document, Table
from gouji.facts.model import Budget, Evidence, Funds, Indicator, Kind
from gouji.facts.problems import evidence_of
from gouji.facts.wording import kind_of, scope_of, stage_of
from gouji.figures.figure import Figure

_OF_NUMBERS = re.compile(r"[\d.,，．０-９%％—\-/≥≤＞＜><=约万亿元分个次人月年日]")
MAX_HEAD = 24
MAX_ROW_HEAD = 80
MAX_LEVELS = 6
MAX_QUOTE = 400
MAX_ABOVE = 120
_SERIAL = re.compile(r"^(?:序号|编号|行次|栏次)$")
_DECIDES = re.compile(
    r"预算数|执行数|决算数|到位|支出数|收入数|年初预算|全年预算|调整预算|实际支出|全年支出|本年支出|批复"
    r"|(?:支出|分配|下达|安排|拨付|支付|使用|发放|执行|决算|预算|收入|补助|投入|结转|结余)(?:资金|金额|总?额|数|指标)"
    r"|(?:^|-)(?:年末|本年|累计)?(?:结转(?:和|、)?结余|结转|结余)$"
    r"|(?:已|完成|实际|累计)(?:支付|支出|使用|拨付|发放|执行)"
)
_PLANNED = re.compile(r"计划|预计")
# Who paid out and has no column for what was spent, spent it by paying.
_PAID = re.compile(r"拨付|发放|兑付")
_SPENT = re.compile(r"支出|执行|使用|决算|到位")
_YEARED = re.compile(r"^(?:19|20)\d\d年度?(?=[一-龥]{2})(?![底末前内初至])")
_UNIT_LINE = re.compile(r"^[\s（(]*(?:金额)?单位[：:].*$")
# The unit in a head is no part of its name; a rate (元/人) is.
_UNIT = re.compile(r"[（(](?:单位[：:])?(?:人民币)?[千百万亿]*元[）)]")
_TOTAL = re.compile(r"^(?:合计|总计|小计|共计)(?:（|$)")
_TARGET = re.compile(r"(?:年度)?(?:指标值|目标值)")
_ACTUAL = re.compile(r"完成值|实际值|完成情况")
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("level1", re.compile(r"一级指标")),
    ("level2", re.compile(r"二级指标")),
    ("name", re.compile(r"三级指标|指标名称|指标内容")),
    ("name", re.compile(r"^绩效指标$")),
    ("target", _TARGET),
    ("actual", _ACTUAL),
    ("weight", re.compile(r"分值|权重|标准分")),
    ("score", re.compile(r"得分|自评分|评分$")),
    ("reason", re.compile(r"偏差原因|原因分析|改进措施|备注|未完成原因")),
)
_FUNDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("initial_budget", re.compile(r"年初预算")),
    ("budget", re.compile(r"全年预算|调整后?预算|预算数")),
    ("received", re.compile(r"到位(?:数|资金|金额)")),
    ("executed", re.compile(r"执行数|实际支出|支出数|决算数")),
    ("execution_rate", re.compile(r"执行率|支出率|支付率")),
    ("received_rate", re.compile(r"到位率")),
)


@dataclass(frozen=True)
class TableFacts:
    """What the tables state; ``read`` are the indexes of the figures that stand in a budget."""

    budgets: tuple[Budget, ...]
    indicators: tuple[Indicator, ...]
    funds: tuple[Funds, ...]
    read: frozenset[int]


def read_tables(document: Document, figures: Sequence[Figure]) -> TableFacts:
    """Read every table of a report.

    Args:
        document: The report.
        figures: Its figures, in text order.

    Returns:
        Amounts that have a row head or a column head, indicators, and rows of funds. An amount
        under no head at all is left to the model.
    """
    budgets: list[Budget] = []
    indicators: list[Indicator] = []
    funds: list[Funds] = []
    read: set[int] = set()
    for table in document.tables:
        view = _View(document, table, figures)
        indicators += _indicators(view)
        funds += _funds(view)
        added: dict[int, Kind] = {}
        for index, cell in view.money:
            budget = _budget(view, cell, figures[index])
            if budget is not None and budget.kind == "other" and _TOTAL.match(budget.item):
                # 合计 says nothing of itself: it is of the kind of what it adds up.
                budget = replace(budget, kind=added.get(cell.column, budget.kind))
            if budget is not None:
                added[cell.column] = budget.kind
                budgets.append(budget)
                read.add(index)
    return TableFacts(tuple(budgets), tuple(indicators), tuple(funds), frozenset(read))


def squeeze(text: str) -> str:
    """A head's words without the blanks and line ends that only lay it out."""
    return "".join(text.split())


class _View:
    """A table with its figures by cell, and the search for heads."""

    def __init__(self, document: Document, table: Table, figures: Sequence[Figure]) -> None:
        self.document = document
        self.table = table
        self.rows = list(table.rows())
        self.widths = [len(row) for row in self.rows]
        self.own = {(cell.row, cell.column): cell for cell in reversed(table.cells)}
        self.by_cell: dict[tuple[int, int], list[int]] = {}
        self._row_heads: dict[int, list[tuple[int, str]]] = {}
        self._row_starts: dict[int, int | None] = {}
        self._head_rows: dict[tuple[int, int], int] = {}
        self._assign(figures)
        self.figures = figures

    def _assign(self, figures: Sequence[Figure]) -> None:
        low, high = 0, len(figures)
        while low < high:
            middle = (low + high) // 2
            if figures[middle].start < self.table.start:
                low = middle + 1
            else:
                high = middle
        cells = sorted(self.table.cells, key=lambda cell: (cell.start, cell.end))
        position = low
        for cell in cells:
            while position < len(figures) and figures[position].start < cell.start:
                position += 1
            while position < len(figures) and figures[position].end <= cell.end:
                self.by_cell.setdefault((cell.row, cell.column), []).append(position)
                position += 1

    @cached_property
    def money(self) -> list[tuple[int, Cell]]:
        """Money figures with their cells, in text order."""
        found = [
            (index, cell)
            for cell in self.table.cells
            for index in self.by_cell.get((cell.row, cell.column), ())
            if self.figures[index].dimension == "money"
        ]
        return sorted(found, key=lambda pair: self.figures[pair[0]].start)

    @cached_property
    def money_columns(self) -> int:
        """How many columns hold money; a row that adds up and has lost its first cells is not asked."""
        asked = {cell.column for _, cell in self.money if self.table.regular or not self._adds_up(cell.row)}
        return len(asked) or len({cell.column for _, cell in self.money})

    def is_value(self, cell: Cell) -> bool:
        """Whether a cell holds a number and no words to speak of."""
        # The year of a head (2023年决算数) makes no value of it.
        text = _YEARED.sub("", squeeze(cell.text))
        return bool(text) and len(_OF_NUMBERS.findall(text)) * 2 > len(text)

    def row_head(self, cell: Cell) -> str:
        """The nearest words to the left in the row, an upper head in front of a 其中."""
        if cell.row not in self._row_heads:
            self._row_heads[cell.row] = [
                (other.column, squeeze(other.text)[:MAX_ROW_HEAD].strip("：:"))
                for other in self._row_cells(cell.row)
                if squeeze(other.text) and not self.is_value(other)
            ]
        heads = self._row_heads[cell.row]
        left = bisect_left(heads, cell.column, key=lambda head: head[0])
        return heads[left - 1][1] if left else ""

    def row_start(self, row: int) -> int | None:
        """Where the first filled cell of a row begins that is no serial number."""
        if row not in self._row_starts:
            filled = (cell for cell in self.rows[row] if squeeze(cell.text))
            starts = [cell.start for cell in filled if not _SERIAL.match(squeeze(cell.text))]
            self._row_starts[row] = min(starts, default=None)
        return self._row_starts[row]

    def _row_cells(self, row: int) -> list[Cell]:
        """The cells of a row, those that reach down into it from above included."""
        if not self.table.regular:
            return self.rows[row]
        seen: dict[tuple[int, int], Cell] = {}
        for column in range(self.table.n_columns):
            cell = self.table.cell(row, column)
            if cell is not None:
                seen[(cell.row, cell.column)] = cell
        return list(seen.values())

    def column_head(self, cell: Cell) -> str:
        """The heads above a cell, from top to bottom; a table inside the table ends the search."""
        heads: list[str] = []
        lowest = self._head_row(cell)
        for row in range(lowest, max(lowest - MAX_LEVELS, -1), -1):
            above = self._above(row, cell)
            if above is not None and heads:
                above = self._spread(row, lowest, above)
            if above is None or (heads and not self._groups(row, lowest, above)):
                break
            if not self._is_head(row, above):
                continue
            text = squeeze(above.text)
            if not heads or heads[0] != text:
                heads.insert(0, text)
            lowest = row
        return "-".join(heads)

    def _head_row(self, cell: Cell) -> int:
        """The nearest row above that has a head for a cell, or -1; each place is looked at once."""
        passed: list[tuple[int, int]] = []
        found, row = -1, cell.row
        while row > 0:
            place = (row, cell.column)
            if place in self._head_rows:
                found = self._head_rows[place]
                break
            passed.append(place)
            row -= 1
            above = self._above(row, cell)
            if above is None and not self.table.regular:
                break
            if above is not None and self._is_head(row, above):
                found = row
                break
        self._head_rows.update(dict.fromkeys(passed, found))
        return found

    def _is_head(self, row: int, cell: Cell) -> bool:
        return row in self._header_rows and bool(squeeze(cell.text)) and not self.is_value(cell)

    def _groups(self, row: int, lower: int, above: Cell) -> bool:
        """Whether a row is the upper part of a header whose lower part is *lower*.

        A head in it reaches down beside the lower heads, or the very cell does so itself.
        """
        if row not in self._header_rows:
            return False
        reaches = any(cell.row + cell.row_span > lower for cell in self.rows[row] if squeeze(cell.text))
        return (reaches or self._is_split(row, lower)) and above.row == row

    def _is_split(self, upper: int, lower: int) -> bool:
        """Whether two header rows are one head without merged cells: blanks above and blanks below.

        下达资金 stands above 中央, blanks above 省级 and 小计; below 执行率 there is a blank.
        """
        if not self.table.regular or lower != upper + 1:
            return False
        pairs = [
            (bool(self._words(upper, column)), bool(self._words(lower, column)))
            for column in range(self.table.n_columns)
        ]
        return (False, True) in pairs and (True, False) in pairs

    def _spread(self, row: int, lower: int, above: Cell) -> Cell:
        """The head that a blank cell belongs to: the nearest to its left, in a head without merged cells."""
        if squeeze(above.text) or not self._is_split(row, lower):
            return above
        for column in range(above.column - 1, -1, -1):
            cell = self.table.cell(row, column)
            if cell is not None and squeeze(cell.text):
                return cell if self._words(lower, column) else above
        return above

    def _words(self, row: int, column: int) -> str:
        cell = self.table.cell(row, column)
        return squeeze(cell.text) if cell is not None else ""

    def _above(self, row: int, cell: Cell) -> Cell | None:
        if self.table.regular:
            above = self.table.cell(row, cell.column)
            if above is not None and above.column_span >= max(self.table.n_columns - 1, 2):
                return None
            return above
        # Merged cells are lost here: only a row of the same width lines up with this one. A row that
        # adds up has its first cells merged into 合计: it lines up at its end.
        lost = self.widths[row] - self.widths[cell.row]
        if lost and not (lost in (1, 2) and cell.column and self._adds_up(cell.row)):
            return None
        return self.own.get((row, cell.column + lost))

    def _adds_up(self, row: int) -> bool:
        return bool(self.rows[row]) and _TOTAL.match(squeeze(self.rows[row][0].text)) is not None

    @cached_property
    def heads(self) -> str:
        """All words of the header rows."""
        return " ".join(squeeze(cell.text) for row in sorted(self._header_rows) for cell in self.rows[row])

    @cached_property
    def announced(self) -> Kind | None:
        """The kind of money that the lines right above the table speak of (各类机构拨付情况如下)."""
        above = self.document.text[max(0, self.table.start - MAX_ABOVE) : self.table.start]
        lines = [line.strip() for line in above.split("\n") if line.strip() and not _UNIT_LINE.match(line)]
        kinds = (kind_of(re.split(r"[。；，]", line.rstrip("。：:"))[-1]) for line in reversed(lines[-2:]))
        return next((kind for kind in kinds if kind not in (None, "other")), None)

    @cached_property
    def _header_rows(self) -> frozenset[int]:
        rows = set()
        for number, cells in enumerate(self.rows):
            filled = [cell for cell in cells if squeeze(cell.text)]
            short = all(len(squeeze(cell.text)) <= MAX_HEAD for cell in filled)
            if len(filled) >= 2 and short and not any(self._counts(cell) for cell in filled):
                rows.add(number)
        return frozenset(rows)

    def _counts(self, cell: Cell) -> bool:
        return self.is_value(cell) and bool(self.by_cell.get((cell.row, cell.column)))


def _budget(view: _View, cell: Cell, figure: Figure) -> Budget | None:
    row, column = view.row_head(cell), view.column_head(cell)
    inline = _words_before(view, cell, figure)
    if inline:
        row = inline
    if not row and not column:
        return None
    item = (
        row
        if row and (view.money_columns == 1 or inline or not column)
        else f"{row}（{column}）"
        if row
        else column
    )
    kind = kind_of(inline) if inline else None
    kind = kind or _kind(view, row, column)
    evidence = _evidence(view, cell, figure)
    return Budget(
        id="",
        item=item,
        kind=kind,
        number=figure.number,
        unit=figure.unit.split("/")[0],
        yuan=figure.yuan,
        amount=figure,
        source="table",
        status="exact",
        evidence=evidence,
        stage=stage_of(column) or stage_of(row),
        scope=scope_of(row) or scope_of(column),
    )


def _words_before(view: _View, cell: Cell, figure: Figure) -> str:
    """Words inside the cell before the amount: 其中：中央补助 30 万元."""
    before = squeeze(
        view.document.text[max(cell.start, figure.full_start - MAX_ROW_HEAD) : figure.full_start]
    )
    words = re.split(r"[，。；：:、]", before.rstrip("：:为"))[-1] if before else ""
    return words if len(re.findall(r"[一-龥]", words)) >= 2 else ""


def _kind(view: _View, row: str, column: str) -> Kind:
    if kind_of(row) == "other" or kind_of(column) == "other":
        return "other"
    if _PAID.search(column) and not _SPENT.search(view.heads):
        return "expenditure"
    if _DECIDES.search(column) and (kind := kind_of(column)) is not None:
        return kind
    if re.search(r"决算|执行", column):
        return "expenditure"
    if _TARGET.search(column) or _PLANNED.match(column):
        return "budget"
    if _ACTUAL.search(column):
        return "expenditure"
    return kind_of(row) or kind_of(column) or view.announced or "other"


def _evidence(view: _View, cell: Cell, figure: Figure) -> tuple[Evidence, ...]:
    """The row from its head to the amount, as it stands in the text."""
    start = view.row_start(cell.row)
    if start is None or not figure.end - MAX_QUOTE <= start <= figure.start:
        start = figure.start
    document = view.document
    quote = document.text[start : figure.end]
    return (Evidence(quote, start, figure.end, document.page_at(start), cell.address),)


def _columns(cells: list[Cell], names: tuple[tuple[str, re.Pattern[str]], ...]) -> dict[str, int]:
    """Which column a header row gives to each name: the one whose words fit it first."""
    found: dict[str, int] = {}
    heads = [(cell.column, squeeze(cell.text)) for cell in cells]
    for name, pattern in names:
        for column, head in heads if name not in found else ():
            if column not in found.values() and pattern.search(head):
                found[name] = column
                break
    return found


def _headed(
    view: _View, names: tuple[tuple[str, re.Pattern[str]], ...], needed: tuple[str, ...]
) -> Iterator[tuple[dict[str, int], list[int]]]:
    """Each header row that names the needed columns, with the rows that stand under it."""
    number = 0
    while number < len(view.rows):
        columns = _columns(view._row_cells(number), names)
        if not all(name in columns for name in needed):
            number += 1
            continue
        below: list[int] = []
        probe = number + 1
        while probe < len(view.rows) and _belongs(view, number, probe):
            below.append(probe)
            probe += 1
        yield columns, below
        number = max(probe, number + 1)


def _belongs(view: _View, header: int, row: int) -> bool:
    if view.table.regular:
        return not any(_TARGET.search(squeeze(cell.text)) for cell in view.rows[row])
    return view.widths[row] == view.widths[header]


def _text(view: _View, row: int, column: int | None) -> str | None:
    if column is None:
        return None
    if view.table.regular:
        cell = view.table.cell(row, column)
    else:
        cell = view.own.get((row, column))
    text = " ".join(cell.text.split()) if cell is not None else ""
    return text or None


def _indicators(view: _View) -> Iterator[Indicator]:
    for columns, rows in _headed(view, _COLUMNS, ("target", "score")):
        levels = {"level1": "", "level2": ""}
        for row in rows:
            for level in levels:
                text = _text(view, row, columns.get(level))
                if text:
                    levels[level] = re.sub(r"\s+|[（(]\d+分?[)）]", "", text)
            indicator = _indicator(view, row, columns, levels)
            if indicator is not None:
                yield indicator


def _indicator(view: _View, row: int, columns: dict[str, int], levels: dict[str, str]) -> Indicator | None:
    name = _text(view, row, columns.get("name"))
    values = {
        key: _text(view, row, columns.get(key)) for key in ("target", "actual", "weight", "score", "reason")
    }
    if (
        not name
        or re.match(r"^(?:合\s*计|总\s*分|小\s*计|总\s*计)", name)
        or not (values["target"] or values["score"])
    ):
        return None
    cells = [cell for cell in view.rows[row] if squeeze(cell.text)]
    start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
    quote = view.document.text[start:end]
    evidence = (Evidence(quote, start, end, view.document.page_at(start), cells[0].address),)
    return Indicator(levels["level1"], levels["level2"], squeeze(name), **values, evidence=evidence)


def _funds(view: _View) -> Iterator[Funds]:
    for columns, rows in _headed(view, _FUNDS, ("executed",)):
        if not ({"budget", "initial_budget", "received"} & columns.keys()):
            continue
        for row in rows:
            figures = {name: _figure_at(view, row, column) for name, column in columns.items()}
            first = min(columns.values())
            heads = [
                c
                for c in view._row_cells(row)
                if c.column < first and squeeze(c.text) and not view.is_value(c)
            ]
            if heads and sum(figure is not None for figure in figures.values()) >= 2:
                yield Funds(squeeze(heads[-1].text), **figures)


def _figure_at(view: _View, row: int, column: int) -> Figure | None:
    indexes = view.by_cell.get((row, column), ())
    return view.figures[indexes[0]] if indexes else None


__all__ = ["TableFacts", "evidence_of", "read_tables", "squeeze"]
