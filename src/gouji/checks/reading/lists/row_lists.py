"""Paragraphs that take a row of a table apart: 厨房设备。分别为：…, under the name that the row bears."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.lists.runs import list_of
from gouji.checks.reading.tables.grid import Grid, Row, grids
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.quantities import sum_of
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand

FEWEST = 3
"""How many items say that they are a list."""

WHOLE = 4
"""How many characters of a name say which row is meant, whatever follows them there."""

LEAST = Decimal("0.5")
"""Less than this share of a row may be what was bought in part."""

_OPENING = re.compile(
    r"^(?:（?[一二三四五六七八九十\d]{1,2}）?[、.．]?|[①-⑳])?(?P<name>[一-龥、（）]{3,16}?)[。：，](?P<cue>分别(?:为|是)|具体(?:为|是)|包括|其中)[：，]"
)
_AND_MORE = re.compile(r"^[^，。；]{0,8}等")
_STAGE = re.compile(r"预算|计划|概算|批复|控制价|限价|下达|申请|申报|调整|目标|上年|结余|差")
_FOLDED = re.compile(r"^[\d一二三四五六七八九十（）、.．]+|[（(].*$")


class RowList(NamedTuple):
    """A row's amount with the list that takes it apart; ``closed`` where the words say that nothing is left out."""

    total: Operand
    parts: tuple[Node, ...]
    closed: bool


def row_lists(facts: Facts) -> Iterator[RowList]:
    """The lists of paragraphs that open with the name of one row, each against the amount of that row."""
    rows: dict[str, list[tuple[Grid, Row]]] | None = None
    for passage in passages(facts):
        found = _OPENING.match(passage.text)
        parts = _parts(passage) if found is not None else ()
        if found is None or len(parts) < FEWEST:
            continue
        if rows is None:
            rows = _named(facts)
        named = _of_name(rows, found["name"])
        total = _amount(*named[0], parts) if len(named) == 1 else None
        if total is not None:
            sure = found["cue"] != "其中" and not _AND_MORE.match(parts[-1].after)
            sure = sure and len(_money(named[0][1])) == 1
            yield RowList(total, parts, sure and _may_lack(total, parts))


def _parts(passage: Passage) -> tuple[Node, ...]:
    """The amounts that the words behind the name begin with: one for each item, at the end of the sentence."""
    sentence = passage.sentences()[-1] if passage.nodes else []
    money = [node for node in sentence if node.figure.dimension == "money" and node.addable]
    alone = len(passage.sentences()) == 1 and bool(money) and not any(n.figure.modifiers for n in money)
    parts = list_of(sentence) if alone else ()
    return parts if len(parts) == len(money) else ()


def _named(facts: Facts) -> dict[str, list[tuple[Grid, Row]]]:
    rows: dict[str, list[tuple[Grid, Row]]] = {}
    for grid in grids(facts):
        for row in grid.rows:
            if not row.is_total:
                rows.setdefault(_FOLDED.sub("", row.head), []).append((grid, row))
    return rows


def _of_name(rows: Mapping[str, Sequence[tuple[Grid, Row]]], name: str) -> Sequence[tuple[Grid, Row]]:
    """The rows of a name, or those that begin with it: 厨房设备更新 for 厨房设备."""
    longer = [each for head, found in rows.items() if head.startswith(name) for each in found]
    return rows.get(name) or (longer if len(name) >= WHOLE else ())


def _amount(grid: Grid, row: Row, parts: Sequence[Node]) -> Operand | None:
    """The one amount of a row, or the one that the list makes up."""
    money = _money(row)
    made = sum_of(parts)
    exact = [column for column, figure in money.items() if figure.value == made]
    spent = [column for column in money if not _STAGE.search(grid.heads.get(column, ""))]
    chosen = exact or (spent if len(spent) == 1 else [])
    return row.operand(chosen[0], "total", grid.heads) if chosen else None


def _money(row: Row) -> dict[int, Figure]:
    return {
        column: figure
        for column, figure in row.figures.items()
        if figure.dimension == "money" and not figure.per and figure.value and not figure.modifiers
    }


def _may_lack(total: Operand, parts: Sequence[Node]) -> bool:
    """Whether a list is short of its row by what one item is worth, or makes it."""
    value = total.figure.value if total.figure is not None else None
    return value is not None and LEAST * value <= sum_of(parts) <= value
