"""The amounts of money that the prose of a report gives, with the words around them: what was granted, what was spent."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property

from gouji.checks.reading.text.nodes import CLAUSE_END, Node, passages
from gouji.facts import Facts

AMOUNTS = 600
"""Among how many amounts the one that is named is looked for; a hostile text must not cost more."""

KEPT = re.compile(r"支出|支付|执行|使用|完成|到位|列支")
GRANTED = re.compile(r"预算|可用|下达|安排|批复|计划|年初|调整|指标|总投资|概算|应到|可支配|可执行|资金总")
_END = re.compile(f"[{CLAUSE_END}、]")


class MoneySaid:
    """The amounts of money of a text with the words around them; read when first asked."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.asked = 0

    @cached_property
    def all(self) -> list[tuple[Node, str]]:
        found = []
        for passage in passages(self._facts):
            for node in passage.nodes:
                plain = node.figure.dimension == "money" and not node.figure.per and node.figure.value
                if plain and not node.figure.modifiers:
                    behind = _END.split(node.after, maxsplit=1)[0]
                    found.append((node, node.lead[-40:] + node.figure.text + behind))
        return found[:AMOUNTS]

    @cached_property
    def values(self) -> frozenset[Decimal | None]:
        """Every amount of money that is printed, in tables too."""
        return frozenset(each.value for each in self._facts.figures if each.dimension == "money")

    @cached_property
    def kept(self) -> list[Node]:
        """What the prose calls spent or received."""
        return [node for node, _ in self.all if KEPT.search(node.label) and not GRANTED.search(node.label)]

    @cached_property
    def granted(self) -> list[Node]:
        """What the prose calls a budget, a plan or a release."""
        return [node for node, _ in self.all if GRANTED.search(node.clause)]
