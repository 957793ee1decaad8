"""The amounts of a report by the name of their item, in prose and in the rows of tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain

from gouji.checks.reading.rates.near_amounts import amount
from gouji.checks.reading.rates.pairs import NAME, stem
from gouji.checks.reading.tables.grid import grids
from gouji.checks.reading.text.nodes import passages
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
_FILLER = re.compile(r"(?:资金|补助|项目|经费|下达|安排|分配|拨付|投入|预算)+$")


class ItemsNamed:
    """The amounts of money of each item; read when first asked."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def _by_name(self) -> Mapping[str, list[Operand]]:
        found: dict[str, list[Operand]] = {}
        prose = (
            (node.label, node.figure)
            for passage in passages(self._facts)
            for node in passage.nodes
            if amount(node) and node.figure.dimension == "money"
        )
        rows = (
            (row.head, figure)
            for grid in grids(self._facts)
            for row in grid.rows
            for figure in row.figures.values()
            if figure.dimension == "money" and figure.value
        )
        for label, figure in chain(prose, rows):
            name = name_of(label)
            known = found.setdefault(name, []) if len(name) >= NAME else None
            if known is not None and len(known) < AT_ALL:
                known.append(Operand("whole", label, figure))
        return found

    def of(self, label: str, part: Figure) -> Sequence[Operand]:
        """The amounts under the name that a label bears which are more than a part; none where there are many."""
        found = [
            each
            for each in self._by_name.get(name_of(label), ())
            if each.figure is not None and (each.figure.value or 0) > (part.value or 0)
        ]
        return found if len({each.figure.value for each in found if each.figure}) <= MOST else ()


def name_of(label: str) -> str:
    """The name of an item without its number and the words for money: 县域商业体系建设支出."""
    return _FILLER.sub("", stem(_NUMBER.sub("", label)))
