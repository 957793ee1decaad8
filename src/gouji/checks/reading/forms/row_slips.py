"""What the prose says of an indicator, nearly as its row of the 自评表 prints it: 巡查2610次, and 2160次 in the row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.checks.reading.forms.form import Entry, figure_of, forms
from gouji.checks.reading.text.nodes import Node, passages
from gouji.checks.reading.text.pairings import pairs
from gouji.checks.reading.text.quantities import MEASURED
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Relation
from gouji.ledger.precision import printed_number, telling

SHARED = 2
"""How many pairs of characters the words beside a number share with the name of its row."""

ROWS = 150
"""So many rows are held against the prose."""

DIGITS = 3
"""How many digits must tell of two that changed places."""

LONG = 4
"""So many characters make a name that says by itself what is meant."""

_SAID = re.compile(
    r"^(?:(?:19|20)\d\d年度?|全年|年内|本年度?|累计|共计?|已|实际|完成|开展|组织|实施|各类|各项|进行|了|的|总)+"
    r"|(?:分别|总数|数量|保持在|稳定在|达到?|为|是|共计?|约|有|了)+$"
)
_ASKED = re.compile(
    r"满意[度率]?|总体|综合|平均|问卷|调查|显示|结果|服务对象|社会公众|公众|受访者?|表示|经|抽样"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_UNITS = MEASURED | {"percent"}
_OTHER = re.compile(
    r"计划|目标|预期|指标值|不低于|不少于|不高于|以上|上年|去年|同期|往年|前年|力争|拟|应|其中|分别|(?<!\d)\d{1,2}月|季度|上半年|截至|剔除|增长|提高|下降|比|较"
)
_COMMON = frozenset((
    "项目", "工作", "完成", "数量", "实际", "全年", "资金", "建设", "情况", "任务", "指标", "年度", "单位", "服务", "比例", "达到",
    "全县", "全市", "全区", "及时", "合格", "格率", "完成率", "成率", "次数", "人数",
    "户数", "个数", "面积", "覆盖", "盖率", "标率", "达标",
))  # fmt: skip


def row_slips(facts: Facts) -> Iterator[Relation]:
    """Every number of prose beside the row that its words name: the same, or with two neighbouring digits swapped.

    One digit may differ where the name is that of the row to the letter. A number that another row prints
    is of that row.
    """
    rows = _rows(facts)
    wanted = {_shape(figure) for _, figure in rows}
    printed = {(figure.unit, figure.value) for _, figure in rows}
    year = str(facts.meta.fiscal_year or "")
    nodes = [
        node
        for passage in (passages(facts) if rows else ())
        for node in passage.nodes
        if _is_plain(node.figure) and _shape(node.figure) in wanted and _is_said(node, year)
    ]
    for entry, figure in rows:
        named = [node for node in nodes if _shape(node.figure) == _shape(figure) and _is_of(node, entry)]
        same = [node for node in named if node.figure.value == figure.value]
        turned = [] if same else [n for n in named if (n.figure.unit, n.figure.value) not in printed]
        for node in same[:1] or (turned if len({n.figure.value for n in turned}) == 1 else [])[:1]:
            mention = Operand("mention", node.label or entry.name, node.figure)
            row = Operand("reference", f"{entry.name}（完成值）", figure)
            relation = Relation(mention, row, tentative=True)
            exact = node in turned and _bare(node) == entry.name
            yield replace(relation, severity="medium") if exact else relation


def _rows(facts: Facts) -> Sequence[tuple[Entry, Figure]]:
    """The indicators with a plain actual value."""
    return [
        (entry, figure)
        for form in forms(facts)
        for entry in form.entries
        if (figure := figure_of(entry.actual)) is not None and _is_plain(figure)
    ][:ROWS]


def _is_plain(figure: Figure) -> bool:
    plain = figure.dimension in _UNITS and bool(figure.value) and not figure.modifiers and not figure.per
    return plain and figure.low is None and telling(figure) >= DIGITS


def _is_said(node: Node, year: str) -> bool:
    """Whether words say what was done in the year of the report, not what was to be done or once was."""
    others = set(_YEAR.findall(node.clause)) - {year}
    return not others and _OTHER.search(node.clause) is None


def _shape(figure: Figure) -> tuple[str, int, int]:
    """Its unit, its decimals and how many digits it prints: a slip of one digit leaves them."""
    return figure.unit, figure.decimals, len(printed_number(figure))


def _is_of(node: Node, entry: Entry) -> bool:
    """Whether the words right beside a number name a row, and its digits are those of the row or two are swapped."""
    figure = figure_of(entry.actual)
    apart, swapped = _apart(node.figure, figure) if figure is not None else (0, False)
    bare = _bare(node)
    if apart == 1:
        return bare == entry.name and len(bare) >= LONG
    if (apart and not swapped) or not _may_be(bare, entry.name):
        return False
    if len(bare) > 1 and bare in entry.name:
        return True
    words = pairs(node.clause) | pairs(re.split("[，。；、]", node.after)[0])
    return len((words & pairs(entry.name)) - _COMMON) >= SHARED


def _bare(node: Node) -> str:
    return _SAID.sub("", node.label)


def _may_be(bare: str, name: str) -> bool:
    """Whether who is satisfied is the same: 企业职工满意度 is not 受益群众满意度."""
    if "满意" not in name:
        return True
    asked = _ASKED.sub("", bare)
    return not asked or not set(asked).isdisjoint(name)


def _apart(one: Figure, other: Figure) -> tuple[int, bool]:
    """In how many digits two numbers differ, and whether it is two neighbours that changed places."""
    left, right = (printed_number(each).replace(".", "") for each in (one, other))
    places = [at for at, (a, b) in enumerate(zip(left, right)) if a != b]
    if len(places) != 2 or places[1] != places[0] + 1:
        return len(places), False
    return 2, left[places[0]] == right[places[1]] and left[places[1]] == right[places[0]]
