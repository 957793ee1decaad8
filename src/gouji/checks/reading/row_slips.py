"""What the prose says of an indicator, nearly as its row of the 自评表 prints it: 巡查2610次, and 2160次 in the row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks.reading.forms import Entry, figure_of, forms
from gouji.checks.reading.nodes import Node, passages
from gouji.checks.reading.pairings import pairs
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Relation
from gouji.ledger.precision import printed_number, telling

SHARED = 2
"""How many pairs of characters the words beside a number share with the name of its row."""

DIGITS = 3
"""How many digits must tell of two that changed places."""

_UNITS = frozenset({"count", "area", "length", "mass", "volume", "percent"})
_OTHER = re.compile(
    r"计划|目标|预期|指标值|不低于|不少于|不高于|以上|上年|去年|同期|往年|前年|力争|拟|应|其中|分别|(?<!\d)\d{1,2}月|季度|上半年|截至|剔除|增长|提高|下降|比|较"
)
_COMMON = frozenset((
    "项目", "工作", "完成", "数量", "实际", "全年", "资金", "建设", "情况", "任务", "指标", "年度", "单位", "服务", "比例", "达到",
    "全县", "全市", "全区", "及时", "合格", "格率", "完成率", "成率", "次数", "人数", "户数", "个数", "面积", "覆盖", "盖率", "标率", "达标",
))  # fmt: skip


def row_slips(facts: Facts) -> Iterator[Relation]:
    """Every number of prose beside the row that its words name: the same, or with two neighbouring digits swapped.

    A row is one of its name and value, and a number that another row prints is of that row.
    """
    rows = _rows(facts)
    wanted = {_key(figure) for _, figure in rows}
    printed = {(figure.unit, figure.value) for _, figure in rows}
    nodes = [
        node
        for passage in (passages(facts) if rows else ())
        for node in passage.nodes
        if _is_plain(node.figure) and _key(node.figure) in wanted and not _OTHER.search(node.clause)
    ]
    for entry, figure in rows:
        named = [node for node in nodes if _key(node.figure) == _key(figure) and _is_of(node, entry)]
        same = [node for node in named if node.figure.value == figure.value]
        turned = [] if same else [n for n in named if (n.figure.unit, n.figure.value) not in printed]
        for node in same[:1] or (turned if len({n.figure.value for n in turned}) == 1 else [])[:1]:
            mention = Operand("mention", node.label or entry.name, node.figure)
            yield Relation(mention, Operand("reference", f"{entry.name}（完成值）", figure), tentative=True)


def _rows(facts: Facts) -> Sequence[tuple[Entry, Figure]]:
    """The indicators with a plain actual value."""
    return [
        (entry, figure)
        for form in forms(facts)
        for entry in form.entries
        if (figure := figure_of(entry.actual)) is not None and _is_plain(figure)
    ]


def _is_plain(figure: Figure) -> bool:
    plain = figure.dimension in _UNITS and bool(figure.value) and not figure.modifiers and not figure.per
    return plain and figure.low is None and telling(figure) >= DIGITS


def _key(figure: Figure) -> tuple[str, int, str]:
    """Its unit and its digits in any order: what two numbers share that one swap parts."""
    digits = printed_number(figure)
    return figure.unit, figure.decimals, "".join(sorted(digits))


def _is_of(node: Node, entry: Entry) -> bool:
    """Whether the words right beside a number name a row, and its digits are those of the row or two are swapped."""
    figure = figure_of(entry.actual)
    apart = _places(node.figure, figure) if figure is not None else []
    if apart and (len(apart) != 2 or apart[1] != apart[0] + 1):
        return False
    words = pairs(node.clause) | pairs(re.split("[，。；、]", node.after)[0])
    return len((words & pairs(entry.name)) - _COMMON) >= SHARED


def _places(one: Figure, other: Figure) -> list[int]:
    left, right = (printed_number(each).replace(".", "") for each in (one, other))
    return [at for at, (a, b) in enumerate(zip(left, right)) if a != b]
