"""Rates that the prose gives one body or project, against the cell of its row: 白石市执行率最低，仅为81.17%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gouji.checks.reading.tables.grid import grids
from gouji.checks.reading.text.nodes import Node, passages
from gouji.facts import Facts
from gouji.findings import Operand, Relation

MOST = 400
"""So many rows with rates are looked at."""

LONGEST = 16
"""A row with a longer name is a sentence."""

_RATE_HEAD = re.compile(
    r"(?P<kind>执行|支出|支付|完成|到位|使用|合格|达标|覆盖|拨付|入学|满意)(?:进度|率|度)"
)
_BRACKET = re.compile(r"（[^（）]*）")
_SAID = re.compile(
    r"^(?:次之|其次|紧随其后|排?[在名]?(?:第[一二三四五六七八九十]|前列|末尾)|(?:进度|执行|支出)?(?:最|较)[快慢好差高低])?，?(?:的|其)?"
    r"(?:资金|预算|项目|总体|综合|全年|年度|专项资金|预算资金)*(?:执行|支出|支付|完成|到位|使用|合格|达标|覆盖|拨付|入学|满意)(?:进度|率|度)"
    r"(?:最[高低]|较[高低]|[偏略]低|排名?[首末]位|居[首末]位|垫底|，|仅|只|为|是|达|到|有|不足|均|也|实际)*$"
)
_RANKED = re.compile(
    r"^(?:的)?(?:最[高低]|较[高低]|偏低|排名?[首末]位|居[首末]位|垫底|，|仅|只|为|是|达|到|有)*$"
)
_FRONT = re.compile(
    r"[^一-龥]$|^$|(?:其中|分别|最高的|最低的|较低的|偏低的|较高的|是|为|如|以|和|与|及|市县|区县)$"
)
_OTHER_YEAR = re.compile(
    r"上年|去年|同期|往年|目标|计划|上半年|季度|(?<!\d)\d{1,2}月|截至|比|较上|平均|全[省市县区州]|若|如果|剔除|不含"
)


class Cell(NamedTuple):
    """The rate of a row with what its head says it is a rate of."""

    kind: str
    operand: Operand
    value: object


def rates_of_rows(facts: Facts) -> Iterator[Relation]:
    """Every rate of prose behind the name of one row and the head of its column."""
    rows = _by_name(facts)
    for passage in passages(facts) if rows else ():
        for node in passage.nodes:
            if node.figure.dimension == "percent" and not node.figure.modifiers and node.figure.low is None:
                yield from _against(node, rows)


def _by_name(facts: Facts) -> dict[str, list[Cell]]:
    """The rates by the names of their rows; a name with two rates of one kind is left out."""
    found: dict[str, list[Cell]] = {}
    for grid in grids(facts):
        heads = {column: _RATE_HEAD.search(_BRACKET.sub("", head)) for column, head in grid.heads.items()}
        kinds = {column: told["kind"] for column, told in heads.items() if told is not None}
        for row in grid.rows if kinds and len(found) < MOST else ():
            name = _BRACKET.sub("", row.head)
            if row.is_total or not 2 <= len(name) <= LONGEST:
                continue
            for column, kind in kinds.items():
                figure = row.figures.get(column)
                if figure is not None and figure.dimension == "percent" and not figure.modifiers:
                    operand = row.operand(column, "reference", grid.heads)
                    found.setdefault(name, []).append(Cell(kind, operand, figure.value))
    return {name: cells for name, cells in found.items() if _is_one(cells)}


def _is_one(cells: list[Cell]) -> bool:
    return all(len({each.value for each in cells if each.kind == cell.kind}) == 1 for cell in cells)


def _against(node: Node, rows: Mapping[str, list[Cell]]) -> Iterator[Relation]:
    """The rate against the cell of the row that the words before it name last."""
    words = re.split("[。；]", node.gap)[-1].lstrip("，、")
    kinds = list(_RATE_HEAD.finditer(words))
    if not kinds or _OTHER_YEAR.search(words):
        return
    for name, cells in rows.items():
        at = words.rfind(name)
        if at < 0 or not _FRONT.search(words[:at]):
            continue
        behind = words[at + len(name) :]
        told = _SAID.match(behind) or (kinds[-1].end() <= at and _RANKED.match(behind))
        cell = next((cell for cell in cells if cell.kind == kinds[-1]["kind"]), None)
        if told and cell is not None:
            mention = Operand("mention", f"{name}{kinds[-1][0]}", node.figure)
            yield Relation(mention, cell.operand, severity="medium")
            return
