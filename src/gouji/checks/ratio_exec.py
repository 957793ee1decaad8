"""RATIO-EXEC 预算执行率: the stated execution rate is the amount spent over the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gouji.checks import proposes
from gouji.checks.reading.mentions.cells import column_heads
from gouji.checks.reading.rates.bases import RateWords
from gouji.checks.reading.rates.completions import completions
from gouji.checks.reading.rates.inverted import Inverted, inverted
from gouji.checks.reading.rates.pairs import rates
from gouji.checks.reading.tables.grid import Grid, Row, grids
from gouji.checks.reading.tables.one_base import base_of, is_named, named_base
from gouji.checks.reading.text.nodes import passages
from gouji.checks.reading.text.quantities import operand_of
from gouji.facts import Facts, Funds
from gouji.figures.figure import Figure
from gouji.findings import Operand, Ratio, Relation

WORDS = RateWords(
    rate=re.compile(r"(?:执行|支付|支出|使用|支出进度|执行进度)率?$|预算完成率$|兑付率$"),
    part=re.compile(r"支出|支付|执行|使用|列支|开支|完成|发放|兑付"),
    whole=re.compile(
        r"预算|年初|调整|可用|可支配|可使用|(?:调减|调增|追加|核减|压减)后|到位|收到|筹集|争取|下达|安排|批复|拨付|拨入|拨款|总投资|计划|收入|专项资金|总额|投入"
    ),
    part_only=re.compile(
        r"实际支[出付]|累计支|已支|(?<!预算)支[出付](?:总额|金额|数|项目资金)?$|执行数?$|使用(?:资金|数)?$|实际完成|实际使用|已使用"
    ),
    role_part="executed",
    role_whole="budget",
    name_part="支出",
    name_whole="预算",
    far=True,
)


@proposes("RATIO-EXEC", title="预算执行率", severity="high", version=2, presumed=True)
def execution_rate(facts: Facts) -> Iterator[Relation]:
    """The stated execution rate is the amount spent over the budget.

    Formula: 执行率 = 全年执行数 ÷ 全年预算数
    Example: 238.93 ÷ 251.89 = 94.85%, so a printed 95.84% is contradicted.
    Undetermined: A figure is missing, the budget is zero, or one of many amounts above could be the base.
    In prose every base of the clause is tried (年初, 调整后, 到位), and the one that fits is named; a rate that
        divides the budget by what was spent of it is told so.
    Source: 项目支出绩效自评表, 项目资金; prose on 执行率, 支付率, 支出率, and on 完成年初预算的 x%.
    """
    shown = [relation for grid in grids(facts) if not _is_form(grid) for relation in _in_table(facts, grid)]
    known = {relation.stated.figure.start for relation in shown if relation.stated.figure is not None}
    for funds in facts.funds:
        rate = funds.execution_rate
        if rate is not None and rate.dimension == "percent" and rate.start not in known:
            yield _of_funds(funds, rate)
    yield from rates(facts, WORDS)
    yield from completions(facts)
    yield from shown
    yield from (_turned(each) for passage in passages(facts) for each in inverted(passage))


def _turned(each: Inverted) -> Relation:
    """A rate whose amounts changed places: 控制率102.52% where less was spent than planned."""
    part, whole = operand_of("executed", each.part), operand_of("budget", each.whole)
    other = (("分子分母倒置", Ratio(whole, part)),)
    stated = Operand("rate", each.rate.label, each.rate.figure)
    return Relation(stated, Ratio(part, whole), alternatives=other, firm=True)


_FUNDS_TOTAL = re.compile(r"资金总额|预算总额")


def _is_form(grid: Grid) -> bool:
    """Whether a table has the rows 项目资金 of a form, of which 全年预算数 is the base by its rules."""
    return any(_FUNDS_TOTAL.search(row.head) for row in grid.rows)


def _of_funds(funds: Funds, rate: Figure) -> Relation:
    executed = Operand("executed", "全年执行数", funds.executed)
    budget = Operand("budget", "全年预算数", funds.budget)
    initial = Operand("initial_budget", "年初预算数", funds.initial_budget)
    received = Operand("received", "到位数", funds.received)
    base, other = (initial, budget) if funds.budget is None else (budget, initial)
    if base.figure is None and received.figure is not None:
        base = received  # columns 计划数, 到位数, 执行数: what came in is what could be spent
    others = (("年初预算数", Ratio(executed, other)),) if other.figure is not None else ()
    return Relation(Operand("rate", f"{funds.label}执行率", rate), Ratio(executed, base), alternatives=others)


_SUB = re.compile(r"(?:小计|合计)$")


def _single(heads: Mapping[int, str]) -> dict[int, str]:
    """Heads of two rows, 支出资金 over 中央, 省级 and 小计, by the sub-total that stands for all of them."""
    totals = {_SUB.sub("", head) for head in heads.values() if len(head) > 2 and _SUB.search(head)}
    return {
        column: _SUB.sub("", head) if _SUB.sub("", head) in totals else head
        for column, head in heads.items()
        if _SUB.search(head) or not any(head.startswith(total) for total in totals)
    }


_PAID_OUT = re.compile(r"拨付(?:数|金额|额|资金)?(?:（[^）]*）)?$")
_RATE_HEAD = re.compile(r"(?:执行|支付|支出|使用|拨付)(?:进度|率)(?:（%）)?$|执行率")
_SPENT_HEAD = re.compile(r"(?<!未)(?:支出|执行|支付|使用|决算)(?:数|金额|额|资金)?(?:（[^）]*）)?$")
_BASE_HEADS = (
    re.compile(r"全年预算|调整后?.{0,4}预算|调整预算"),
    re.compile(r"预算(?:数|金额|额|资金|安排)?(?:（[^）]*）)?$"),
    re.compile(r"(?:下达|到位|安排|拨付|拨入|收到|分配)(?:数|金额|额|资金)?(?:（[^）]*）)?$"),
    re.compile(r"年初预算"),
)


def _in_table(facts: Facts, grid: Grid) -> Iterator[Relation]:
    """The rows of a table with columns for the budget, the expenditure and their rate."""
    table = facts.document.table_at(min(f.start for row in grid.rows for f in row.figures.values()))
    heads = _single(column_heads(table, grid)) if table is not None else grid.heads
    columns = [c for c in grid.columns if _RATE_HEAD.search(heads.get(c, ""))]
    spent = [c for c in grid.columns if c not in columns and _SPENT_HEAD.search(heads.get(c, ""))]
    if not spent and len(columns) == 1 and "拨付" in heads[columns[0]]:
        spent = [c for c in grid.columns if c not in columns and _PAID_OUT.search(heads.get(c, ""))]
    bases = [c for pattern in _BASE_HEADS for c in grid.columns if pattern.search(heads.get(c, ""))]
    bases = [c for c in dict.fromkeys(bases) if c not in (*columns, *spent) and _is_money(grid, c)]
    if len(columns) != 1 or len(spent) != 1 or not bases:
        return
    read = [_of_row(row, heads, (columns[0], spent[0]), bases) for row in grid.rows]
    rows = [relations for relations in read if any(relations)]
    base = base_of(rows, _named(facts, grid, heads, columns[0], bases))
    for relations in rows:
        chosen = relations[base.at] or next((each for each in relations if each is not None), None)
        if chosen is not None:
            others = [each.expected for each in relations if each is not None and each is not chosen]
            named = tuple(
                (e.whole.label, e) for e in others if isinstance(e, Ratio) and isinstance(e.whole, Operand)
            )
            yield replace(chosen, alternatives=named, open_list=not base.shown)


def _is_money(grid: Grid, column: int) -> bool:
    """Whether a column holds amounts: 支出占年初预算 does not."""
    return all(row.figures[column].dimension == "money" for row in grid.rows if column in row.figures)


def _named(facts: Facts, grid: Grid, heads: Mapping[int, str], rate: int, bases: Sequence[int]) -> int | None:
    """Which base a note of the table names: 注：执行率=执行金额÷到位金额."""
    figures = [figure for row in grid.rows for figure in row.figures.values()]
    place = min(figure.start for figure in figures), max(figure.end for figure in figures)
    words = named_base(facts, place, heads.get(rate, ""))
    found = [at for at, column in enumerate(bases) if words and is_named(words, heads.get(column, ""))]
    return found[0] if len(found) == 1 else None


def _of_row(
    row: Row, heads: Mapping[int, str], columns: tuple[int, int], bases: Sequence[int]
) -> list[Relation | None]:
    """The rate of a row over each of the bases; ``None`` where a cell is blank or no amount."""
    stated, executed = (row.operand(c, role, heads) for c, role in zip(columns, ("rate", "executed")))
    rate, amount = stated.figure, executed.figure
    if rate is None or rate.dimension != "percent":
        return []
    if amount is None or amount.dimension != "money":
        return []
    wholes = [row.operand(c, "budget", heads) for c in bases]
    return [Relation(stated, Ratio(executed, w)) if w.figure is not None else None for w in wholes]
