"""The amounts of a report by the name of their item, in prose and in the rows of tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import chain

from gouji.checks.reading.rates.near_amounts import amount
from gouji.checks.reading.rates.pairs import NAME, stem
from gouji.checks.reading.tables.grid import grids
from gouji.checks.reading.text.nodes import CLAUSE_END, Node, passages
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand

MOST = 8
"""With more amounts than these under one name, that one of them fits is chance."""

AT_ALL = 40
"""How many mentions of one name are kept."""

_NUMBER = re.compile(
    r"^(?:其中[：:]?|[一二三四五六七八九十]+[、是]|（[一二三四五六七八九十\d]+）|\d+[.、．])+"
)
_TOPIC = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是)?(?P<topic>[一-龥]{4,20}?)[，：。]"
)
_IN_NAME = re.compile(f"[^{CLAUSE_END}、（）]{{2,16}}")
_FILLER = re.compile(r"(?:资金|补助|项目|经费|下达|安排|分配|拨付|投入|预算)+$")


class ItemsNamed:
    """The amounts of money of each item; read when first asked."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def _all(self) -> Sequence[Operand]:
        """The amounts of prose, then those of rows."""
        prose = (
            (full_label(passage.nodes, at), node.figure)
            for passage in passages(self._facts)
            for at, node in enumerate(passage.nodes)
            if amount(node) and node.figure.dimension == "money"
        )
        rows = (
            (row.head, figure)
            for grid in grids(self._facts)
            for row in grid.rows
            for figure in row.figures.values()
            if figure.dimension == "money" and figure.value
        )
        return [Operand("whole", label, figure) for label, figure in chain(prose, rows)]

    @cached_property
    def _by_name(self) -> Mapping[str, list[Operand]]:
        found: dict[str, list[Operand]] = {}
        for each in self._all:
            name = name_of(each.label)
            known = found.setdefault(name, []) if len(name) >= NAME else None
            if known is not None and len(known) < AT_ALL:
                known.append(each)
        return found

    def of(self, label: str, part: Figure) -> Sequence[Operand]:
        """The amounts under the name that a label bears which are more than a part; none where there are many."""
        found = [
            each
            for each in self._by_name.get(name_of(label), ())
            if each.figure is not None and (each.figure.value or 0) > (part.value or 0)
        ]
        return found if len({each.figure.value for each in found if each.figure}) <= MOST else ()

    @cached_property
    def _by_topic(self) -> Mapping[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for passage in passages(self._facts):
            topic = _TOPIC.match(passage.text) if passage.nodes else None
            if topic is not None:
                told = found.setdefault(name_of(topic["topic"]), [])
                told += [n for n in passage.nodes[:MOST] if n.sentence <= 1 and amount(n)]
        return found

    def under(self, name: str) -> Sequence[Node]:
        """The amounts that follow the name of an item at the head of its paragraph: 3.某工程，年初安排…，调整后…."""
        found = self._by_topic.get(name, ()) if len(name) >= NAME else ()
        return found if len(found) <= MOST else ()

    def sized(self, value: Decimal, like: Figure) -> Operand | None:
        """An amount of money of a certain size that the report prints; ``None`` where it prints none."""
        return self._by_value.get(value) if like.dimension == "money" else None

    @cached_property
    def _by_value(self) -> Mapping[Decimal, Operand]:
        """The first amount of every size."""
        return {
            each.figure.value: each
            for each in reversed(self._all)
            if each.figure is not None and each.figure.value is not None
        }


def full_label(nodes: Sequence[Node], at: int) -> str:
    """What names an amount, with a count in words that is part of the name: 两项 of 两项补贴."""
    node = nodes[at]
    count = nodes[at - 1] if at else None
    if count is None or "hanzi" not in count.figure.flags or not _IN_NAME.fullmatch(node.gap):
        return node.label
    return (
        count.label + count.figure.text + node.label
        if count.label and node.gap == count.after
        else node.label
    )


def place_of(nodes: Sequence[Node], node: Node) -> int:
    """The index of a node."""
    return bisect_left(nodes, node.figure.start, key=lambda other: other.figure.start)


def name_of(label: str) -> str:
    """The name of an item without its number and the words for money: 县域商业体系建设支出."""
    return _FILLER.sub("", stem(_NUMBER.sub("", label)))
