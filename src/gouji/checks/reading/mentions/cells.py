"""The amounts of tables as mentions: the key comes from row, column, caption, lead and headings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.checks.reading.forms.form import figure_of, forms
from gouji.checks.reading.mentions.openings import besides
from gouji.checks.reading.names.context import Context
from gouji.checks.reading.names.keyed import PROJECT, Key, Mention
from gouji.checks.reading.names.keys import WHOLE, Words, level_in, read_words
from gouji.checks.reading.names.purposes import TOTAL, Name, is_generic, item_name, name_of
from gouji.checks.reading.tables.grid import AMONG, Grid, Row, grids, squeezed
from gouji.document import Table
from gouji.facts import Funds
from gouji.facts.accounts import NOT_SPENDING
from gouji.figures.figure import Figure

_SCORED = re.compile(r"分值|得分|权重|评分|指标值|完成值|目标值")
_LEADS = re.compile(
    r"(?:如下(?:表)?|明细|见(?:下)?表[一二三四五六七八九十\d]*|表[一二三四五六七八九十\d]+)[：:。]?$|[：:]$"
)
_BROKEN_DOWN = re.compile(
    r"分[^，。；分]{1,6}(?:资金|使用|支出|下达|拨付|收支)|收入支出(?:总表|决算)|收支(?:总表|决算|情况表)"
)
_UNIT_LINE = re.compile(r"[（(]?(?:金额)?单位[：:][^。；]{1,8}$")
_PLAIN_HEAD = re.compile(r"(?:金额|合计|总计|数额|(?:金额)?（(?:万元|元|亿元)）|小计)+")
_EXECUTION = re.compile(r"(?:项目)?(?:预算|资金)执行率")
_FUNDS_TOTAL = re.compile(r"资金总额|^合计$|预算总额")
FUNDS = -10_000
"""The group of the total row of 项目资金; tables have -1, -2 …."""

_LEAD_REACH = 400
"""How many characters above a table the sentence may end that announces it."""


@dataclass(frozen=True)
class _Frame:
    """What stands round a table: its words, its headings, and the amount that announces it."""

    words: Words
    headings: Words
    unit: str
    lead: Mention | None
    group: int
    complete: bool
    columns: int


def table_mentions(context: Context, prose: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions of every table."""
    funds = {
        figure.start
        for row in context.facts.funds
        for figure in (row.initial_budget, row.budget, row.received, row.executed)
        if figure is not None
    }
    starts = [m.figure.start for m in prose]
    for number, grid in enumerate(grids(context.facts)):
        first = min(figure.start for row in grid.rows for figure in row.figures.values())
        table = context.facts.document.table_at(first)
        if table is None:
            continue
        heads = column_heads(table, grid)
        if any(_SCORED.search(head) for head in heads.values()):
            continue
        before = bisect_left(starts, table.start)
        lead = prose[before - 1] if before else None
        yield from _grid(context, grid, heads, _frame(context, table, lead, -1 - number), funds)
    yield from _funds(context)
    yield from _costs(context)


def _costs(context: Context) -> Iterator[Mention]:
    """The targets of 成本指标 in a report on one project: its budget, where they name one; never held against it."""
    costs = {squeezed(each.name) for each in context.facts.indicators if "成本" in each.level2}
    year = str(context.year) if context.year else None
    for grid in grids(context.facts) if costs and context.one_project else ():
        for row in grid.rows:
            for _, figure in sorted(row.figures.items())[:1] if row.head in costs else ():
                if figure.dimension == "money" and figure.value is not None and not figure.per:
                    key = Key(TOTAL, PROJECT, None, "", "target", year)
                    yield Mention(figure, row.head, key, FUNDS - 1, plain=False, in_table=True)


def column_heads(table: Table, grid: Grid) -> Mapping[int, str]:
    """The words above every column, all head rows joined from top to bottom."""
    first = min(row.index for row in grid.rows)
    lines = [_head_line(table, row, last=row == first - 1) for row in range(first)]
    heads: dict[int, str] = {}
    for column in grid.columns:
        words = dict.fromkeys(line[column] for line in lines if line.get(column))
        heads[column] = "".join(words) or grid.heads.get(column, "")
    return heads


def _head_line(table: Table, row: int, *, last: bool) -> dict[int, str]:
    """The heads of one line; above others, a blank cell belongs to the head on its left."""
    line: dict[int, str] = {}
    before = ""
    for column in range(table.n_columns):
        cell = table.cell(row, column)
        text = squeezed(cell.text) if cell is not None else ""
        line[column] = text or ("" if last else before)
        before = line[column]
    return line


def _frame(context: Context, table: Table, lead: Mention | None, group: int) -> _Frame:
    text = context.facts.document.text
    above = "".join(text[max(0, table.start - 120) : table.start].split())
    headings, unit, _ = context.section(table.start)
    between = text[lead.figure.end : table.start] if lead is not None else ""
    announced = (
        lead
        if lead is not None
        and len(between) <= _LEAD_REACH
        and "。" not in between.strip().rstrip("。：:")
        and _LEADS.search("".join(between.split("单位")[0].split()).rstrip("（(") or "x")
        else None
    )
    caption = re.split(r"[。；]", above)[-1]
    announced_as = re.split(r"[。；]", _UNIT_LINE.sub("", above).rstrip("。：:"))[-1]
    down = _BROKEN_DOWN.search(announced_as)
    named = (
        re.sub(
            r"^.*表[一二三四五六七八九十\d]*|[一二三四五六七八九十\d]+[、.．]",
            "",
            announced_as[: down.start()],
        )
        if down
        else ""
    )
    complete = down is not None and (
        not named or is_generic(named) or (context.one_project and named in context.title)
    )
    return _Frame(read_words(caption, context.year), headings, unit or "", announced, group, complete, 1)


def _grid(
    context: Context, grid: Grid, heads: Mapping[int, str], frame: _Frame, funds: set[int]
) -> Iterator[Mention]:
    columns = {}
    for column, title in heads.items():
        text = re.sub(r"（(?:万元|元|亿元)）", "", title)
        columns[column] = (read_words(besides(text, name_of(text)), context.year), name_of(text))
    amounts = {c for row in grid.rows for c, f in row.figures.items() if f.dimension == "money"}
    frame = replace(frame, columns=len(amounts))
    for row in grid.rows:
        row_text = AMONG.sub("", row.head).lstrip("：:")
        name = name_of(row_text) if row_text else None
        words = read_words(besides(row_text, name), context.year)
        told = any(figure.start in funds for figure in row.figures.values())
        for column, figure in sorted(row.figures.items()):
            if figure.dimension == "money" and figure.value is not None and figure.start not in funds:
                head, column_name = columns[column]
                cell = _Cell(row, figure, name, words, column_name, head, heads.get(column, ""))
                mention = _mention(context, cell, frame)
                # 下达数 beside 到位数 of the same row, which is read as that of the funds, is another amount.
                yield replace(mention, plain=mention.plain and not told)


@dataclass(frozen=True)
class _Cell:
    row: Row
    figure: Figure
    name: Name | None
    words: Words
    column_name: Name | None
    head: Words
    head_text: str


def _mention(context: Context, cell: _Cell, frame: _Frame) -> Mention:
    name, from_lead = _name(cell, frame)
    lead = frame.lead.key if frame.lead is not None and from_lead else None
    aspect = cell.head.aspect or cell.words.aspect or (lead.aspect if lead else None)
    # With several columns of money, a head that does not say which amount it is leaves it open.
    plain_head = frame.columns == 1 or _PLAIN_HEAD.fullmatch(cell.head_text) or cell.column_name is not None
    if aspect is None and plain_head:
        aspect = frame.lead.key.aspect if frame.lead is not None and not from_lead else None
        aspect = aspect or frame.words.aspect or frame.headings.aspect
    if aspect is None and name is not None and not name.item and name.account != TOTAL:
        aspect = "income" if name.account in NOT_SPENDING else "spent"
    purse = cell.words.purse or cell.head.purse or (lead.purse if lead else None)
    purse = purse or frame.words.purse or frame.headings.purse
    if purse == WHOLE and context.one_project:
        purse = PROJECT
    period = cell.head.period or cell.words.period or (lead.period if lead else None)
    period = period or frame.words.period or (str(context.year) if context.year else None)
    account = lead.account if lead else name.account if name is not None else None
    level = level_in(f"{account}资金" if name is not None and name.item else cell.row.head)
    # 大营县 is a place, and no level of the budget.
    named = level is not None and (name is None or not name.item or name.account.startswith(level))
    if named and context.one_project and len(account or "") <= 4 and not from_lead:
        account, purse, name = f"{level}资金", PROJECT, Name(f"{level}资金", False)
    elif purse is None and context.one_project and _FUNDS_TOTAL.search(cell.row.head):
        purse = PROJECT
    if account == "结转结余" and aspect in ("opening", "closing"):
        account = TOTAL
    subject = lead.subject if lead else (name.subject if name is not None else "") or frame.unit
    key = Key(
        account, purse, cell.words.body or frame.words.body or frame.headings.body, subject, aspect, period
    )
    single = cell.words.single or cell.head.single or bool(cell.figure.per)
    plain = not single and aspect not in ("batch", "change", "target") and not cell.figure.modifiers
    label = f"{cell.row.head}（{cell.head_text}）".replace("（）", "")
    item = name is not None and name.item and not from_lead
    return Mention(
        cell.figure, label, key, frame.group, item, plain,
        frame.lead if item else None, in_table=True, listed=item,
    )  # fmt: skip


def _name(cell: _Cell, frame: _Frame) -> tuple[Name | None, bool]:
    """What a cell is of: its row's name or its column's; a total row stands for what the lead names."""
    row, column = cell.name, cell.column_name
    if cell.row.is_subtotal:
        return None, False
    account = next((n for n in (row, column) if n is not None and not n.item and n.account != TOTAL), None)
    if account is not None:
        other = column if account is row else row
        if account is column and other is not None and other.item:
            # 对个人和家庭的 under 基本支出 is a part of it, whatever the row is.
            return account._replace(subject=account.subject or other.account), False
        if other is None or other.item or other.account in (TOTAL, account.account):
            return account, False
        return (other, False) if account.account == "结转结余" else (None, False)
    if cell.row.is_total:
        if frame.lead is not None and frame.lead.plain:
            return None, True
        return (Name(TOTAL, False), False) if frame.complete else (None, False)
    if row is not None and row.account == TOTAL and not row.item:
        return row, False
    return row, False


def _funds(context: Context) -> Iterator[Mention]:
    """The total row of 项目资金 in a 自评表, where the report is on that one project."""
    totals = [row for row in context.facts.funds if _is_table_total(context, row)]
    if len(totals) != 1 or not context.one_project:
        return
    year = str(context.year) if context.year else None
    stages = (
        ("年初预算数", "initial", totals[0].initial_budget), ("全年预算数", "adjusted", totals[0].budget),
        ("到位数", "received", totals[0].received), ("全年执行数", "spent", totals[0].executed),
    )  # fmt: skip
    for name, aspect, figure in stages:
        if figure is not None and figure.dimension == "money" and figure.value is not None:
            key = Key(TOTAL, PROJECT, None, "", aspect, year)  # type: ignore[arg-type]
            yield Mention(figure, f"{totals[0].label}（{name}）", key, FUNDS, in_table=True)


def _is_table_total(context: Context, row: Funds) -> bool:
    figure = row.budget or row.initial_budget or row.executed
    inside = figure is not None and context.facts.document.table_at(figure.start) is not None
    return inside and _FUNDS_TOTAL.search(item_name(row.label) + row.label) is not None


def table_rate(context: Context) -> Iterator[Mention]:
    """The execution rate of the total row of 项目资金."""
    totals = [row for row in context.facts.funds if _is_table_total(context, row)]
    if len(totals) == 1 and context.one_project and totals[0].execution_rate is not None:
        figure = totals[0].execution_rate
        year = str(context.year) if context.year else None
        key = Key(f"{TOTAL}执行率", PROJECT, None, "", None, year)
        if figure.dimension == "percent" and figure.value is not None:
            yield Mention(figure, f"{totals[0].label}（执行率）", key, FUNDS, in_table=True)
    yield from _scored_rate(context)


def _scored_rate(context: Context) -> Iterator[Mention]:
    """The execution rate that stands as an indicator among the others: 预算执行率 | 100% | 93.6%."""
    year = str(context.year) if context.year else None
    key = Key(f"{TOTAL}执行率", PROJECT, None, "", None, year)
    found = forms(context.facts) if context.one_project else ()
    rows = [entry for form in found for entry in form.entries if _EXECUTION.fullmatch(entry.name)]
    figure = figure_of(rows[0].actual) if len(rows) == 1 else None
    if figure is None or figure.dimension != "percent" or figure.value is None or figure.modifiers:
        return
    yield Mention(figure, f"{rows[0].name}（完成值）", key, FUNDS - 2, in_table=True)
