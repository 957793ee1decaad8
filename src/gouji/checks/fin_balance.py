"""FIN-BALANCE 收支结余: what was there and came in, less what was spent, is what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks import proposes
from gouji.checks.reading.grid import Grid, Row, grids
from gouji.checks.reading.nodes import Node, passages
from gouji.facts import Facts
from gouji.findings import Difference, Operand, Relation, Sum

_OPENING = re.compile(r"(?:年初|上年|期初).{0,4}(?:结转|结余)|上年结转")
_INCOME = re.compile(r"(?:本年|全年|年度|当年|本期|总|各项).{0,3}收入(?:合计|总额)?$|^收入(?:合计|总计)?$")
_SPENT = re.compile(r"(?:本年|全年|年度|当年|本期|总|各项).{0,3}支出(?:合计|总额)?$|^支出(?:合计|总计)?$")
_CLOSING = re.compile(r"(?:年末|期末|结转下年|年终).{0,6}(?:结转|结余|资金)?")
_OTHER = re.compile(r"收回|上缴|结余分配|提取|非财政|用事业基金|弥补")


@proposes("FIN-BALANCE", title="收支结余", severity="high")
def balance(facts: Facts) -> Iterator[Relation]:
    """Opening balance and income, less expenditure, is the closing balance.

    Formula: 年末结转结余 = 年初结转结余 + 本年收入 − 本年支出
    Example: 0 + 762.85 − 697.45 = 65.40, so a printed 年末结转结余 of 0 is contradicted.
    Undetermined: One of the four is not printed, or the text tells of funds recovered or distributed.
    Source: Rule R11; prose and tables of 收支 and 结转结余.
    """
    for passage in passages(facts):
        for sentence in passage.sentences():
            yield from _in_sentence(sentence, open_list=_OTHER.search(passage.text) is not None)
    for grid in grids(facts):
        yield from _in_table(grid)


def _in_sentence(sentence: Sequence[Node], *, open_list: bool) -> Iterator[Relation]:
    money = [node for node in sentence if node.addable and node.figure.dimension == "money"]
    found = [
        next((n for n in money if p.search(n.label)), None) for p in (_OPENING, _INCOME, _SPENT, _CLOSING)
    ]
    opening, income, spent, closing = found
    if income is None or spent is None or closing is None or closing is opening:
        return
    if len({node.figure.start for node in found if node is not None}) == 4 - found.count(None):
        yield _relation(*(_operand(node) for node in found), open_list=open_list)


def _operand(node: Node | None) -> Operand | None:
    return Operand("", node.label, node.figure) if node is not None else None


def _relation(
    opening: Operand | None,
    income: Operand | None,
    spent: Operand | None,
    closing: Operand | None,
    *,
    open_list: bool,
) -> Relation:
    first = _with_role(opening, "opening", "年初结转结余")
    left = Sum((first, _with_role(income, "income", "本年收入")))
    rest = Difference(left, _with_role(spent, "expenditure", "本年支出"))
    return Relation(_with_role(closing, "closing", "年末结转结余"), rest, open_list=open_list)


def _with_role(operand: Operand | None, role: str, name: str) -> Operand:
    return Operand(role, operand.label, operand.figure) if operand is not None else Operand(role, name, None)


def _in_table(grid: Grid) -> Iterator[Relation]:
    rows = [_row(grid.rows, pattern) for pattern in (_OPENING, _INCOME, _SPENT, _CLOSING)]
    if any(row is None for row in rows) or len({row.index for row in rows if row is not None}) < 4:
        return
    recovered = any(_OTHER.search(row.head) for row in grid.rows)
    for column in grid.columns:
        cells = [row.operand(column, "", grid.heads) if row is not None else None for row in rows]
        if sum(cell is not None and cell.figure is not None for cell in cells) >= 3:
            yield _relation(*cells, open_list=recovered)


def _row(rows: Sequence[Row], pattern: re.Pattern[str]) -> Row | None:
    found = [row for row in rows if pattern.search(row.head)]
    return found[0] if len(found) == 1 else None
