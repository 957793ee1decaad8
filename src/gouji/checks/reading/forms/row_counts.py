"""What prose says was done, against the row of the 自评表 of that name: 完成危桥改造3座, the row 危桥改造数量 prints 2座."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gouji.checks.reading.forms.form import figure_of, forms
from gouji.checks.reading.text.nodes import Node, passages
from gouji.checks.reading.text.quantities import MEASURED
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Relation

LONG = 4
"""So many characters make a name that says by itself what was done."""

_OF = re.compile(r"(?:的)?(?:总)?(?:数量?|个数|面积|长度|里程|规模|任务|总量|完成量|工程量|数)$")
_DONE = re.compile(
    r"^(?:(?:全年|年内|当年|本年度?|累计|共计?|已|均|全部|实际|按期|如期|全面|顺利|当年)*)(?:完成|实现|建成|完工)(?:了)?(?P<name>[一-龥]{4,16}?)(?:任务|工程|工作|项目|共计?|约)?$"
)
_OTHER = re.compile(
    r"计划|目标|任务(?!数?完成)|拟|预计|应|上年|去年|其中|每|平均|第[一二三四五六]|首批|分别|(?<!\d)\d{1,2}月|季度|上半年|尚|未|还|另|剩|截至|以来|十[三四五]五|部分|某|申报|累计完成率"
)


def done_in_prose(facts: Facts) -> Iterator[Relation]:
    """The count of an act that is done and that a row of the one form names, against its actual value."""
    rows = _rows(facts)
    found: dict[str, list[Node]] = {}
    for passage in passages(facts) if rows else ():
        for sentence in passage.sentences():
            if _OTHER.search("".join(node.gap for node in sentence[:1])):
                continue
            for node in sentence:
                name = _name(node, rows)
                if name:
                    found.setdefault(name, []).append(node)
    for name, nodes in found.items():
        yield from _compared(name, nodes, rows[name])


def _rows(facts: Facts) -> dict[str, Operand]:
    """The actual values by the names of their rows; a name in two rows tells nothing."""
    every = [
        (_OF.sub("", entry.name), figure, entry.name)
        for form in forms(facts)
        for entry in form.entries
        if (figure := figure_of(entry.actual)) is not None and figure.dimension in MEASURED
    ]
    names = [name for name, _, _ in every]
    return {
        name: Operand("reference", f"{row}（完成值）", figure)
        for name, figure, row in every
        if len(name) >= LONG and names.count(name) == 1 and not figure.modifiers and figure.low is None
    }


def _name(node: Node, rows: Mapping[str, Operand]) -> str:
    """The row whose name the clause of a count gives after 完成, in the unit of the row; else nothing."""
    figure = node.figure
    if figure.dimension not in MEASURED or figure.modifiers or figure.low is not None or not node.addable:
        return ""
    said = _DONE.match(node.clause) if not _OTHER.search(node.clause) else None
    name = _OF.sub("", said["name"]) if said is not None else ""
    row = rows.get(name)
    return name if row is not None and _alike(row.figure, figure) else ""


def _alike(one: Figure | None, other: Figure) -> bool:
    return one is not None and (one.dimension, one.base_unit) == (other.dimension, other.base_unit)


def _compared(name: str, nodes: Sequence[Node], row: Operand) -> Iterator[Relation]:
    """All places, if prose itself has one value: two of them are of bodies or of months."""
    values: set[Decimal | None] = {node.figure.value for node in nodes}
    if len(values) == 1:
        for node in nodes[:3]:
            yield Relation(Operand("mention", name, node.figure), row, severity="medium")
