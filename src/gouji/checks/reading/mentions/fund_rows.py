"""The row 年度资金总额 of a form against the prose: two of its amounts stand there, the third nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checks.reading.tables.grid import Grid, Row, grids
from gouji.checks.reading.text.nodes import Node, passages
from gouji.facts import Facts
from gouji.findings import Operand, Relation
from gouji.ledger.precision import printed_number

MOST = 400
"""So many amounts of the prose are looked at."""

LEAST = 2
"""How many digits have to tell before two of them swapped are a slip."""

_TOTAL = re.compile(r"(?:年度)?(?:项目)?(?:资金|预算)总额|^(?:资金|预算)?(?:合计|总计)")
_STAGES = (
    (re.compile(r"年初"), re.compile(r"年初|批复|批了|核定|安排")),
    (re.compile(r"全年预算|调整后?预算|预算调整"), re.compile(r"调整后|全年预算|调[整增减]")),
    (re.compile(r"执行数|支出数|决算数|实际支出"), re.compile(r"执行|支出|支付|实付")),
    (re.compile(r"到位"), re.compile(r"到位|拨付|到账")),
)
_OTHER = re.compile(r"上年|去年|其中|下年|明年|较|比|每|人均|平均|合同|中标|控制价|限价")


def rows_in_prose(facts: Facts) -> Iterator[Relation]:
    """An amount of the row that prose bears out but for one slip of the pen: 86.00 there and 68.00 here."""
    rows = [(grid, row) for grid in grids(facts) for row in grid.rows if _is_total(row)]
    if not rows:
        return
    told = [n for passage in passages(facts) for n in passage.nodes if _is_amount(n)][:MOST]
    for grid, row in rows:
        yield from _slips(grid, row, told)


def _is_total(row: Row) -> bool:
    money = [figure for figure in row.figures.values() if figure.dimension == "money"]
    return _TOTAL.search(row.head) is not None and len(money) >= 3


def _is_amount(node: Node) -> bool:
    figure = node.figure
    plain = figure.dimension == "money" and node.addable and bool(figure.value) and not figure.modifiers
    return plain and figure.low is None


def _slips(grid: Grid, row: Row, told: Sequence[Node]) -> Iterator[Relation]:
    money = {column: each for column, each in row.figures.items() if each.dimension == "money" and each.value}
    borne_out = {
        column: any(_same(node.figure.value, each.value, each.quantum) for node in told)
        for column, each in money.items()
    }
    if len({each.value for column, each in money.items() if borne_out[column]}) < 2:
        return
    for column, figure in money.items():
        words = next((words for head, words in _STAGES if head.search(grid.heads.get(column, ""))), None)
        if borne_out[column] or words is None:
            continue
        near = [
            node
            for node in told
            if words.search(node.clause) and not _OTHER.search(node.clause) and _is_slip(node, figure.value)
        ]
        if len({node.figure.value for node in near}) == 1:
            yield Relation(
                row.operand(column, "mention", grid.heads),
                Operand("reference", near[0].label, near[0].figure),
                severity="medium",
            )


def _same(one: Decimal | None, other: Decimal | None, quantum: Decimal) -> bool:
    return one is not None and other is not None and abs(one - other) * 2 <= quantum


def _is_slip(node: Node, value: Decimal | None) -> bool:
    """Whether two neighbouring digits are swapped, or one of three or more is another."""
    if node.figure.value is None or value is None:
        return False
    left, right = (str(int(each.scaleb(2))) for each in (node.figure.value, value))
    apart = [at for at, (a, b) in enumerate(zip(left, right)) if a != b]
    telling = len(printed_number(node.figure).replace(".", "").strip("0"))
    if len(left) != len(right) or telling < LEAST:
        return False
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1
    crossed = swapped and (left[apart[0]], left[apart[1]]) == (right[apart[1]], right[apart[0]])
    return crossed or (len(apart) == 1 and telling > LEAST)
