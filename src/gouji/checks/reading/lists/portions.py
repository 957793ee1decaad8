"""Parts that each print their share: where the shares make up 100 the parts are all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from gouji.checks.reading.text.nodes import Node

HUNDRED = Decimal(100)


def are_all_shared(parts: Sequence[Node], nodes: Sequence[Node]) -> bool:
    """Whether every part has its share right behind it, 占88.86%, and the shares make up 100.

    Args:
        parts: The parts of a list.
        nodes: All figures from its first part on.
    """
    if len(parts) < 2 or not any(node.figure.dimension == "percent" for node in nodes[:2]):
        return False
    behind = {id(node): following for node, following in pairwise(nodes)}
    rates = [behind[id(part)] for part in parts if id(part) in behind]
    rates = [rate for rate in rates if rate.figure.dimension == "percent" and "占" in rate.gap]
    values = [rate.figure.value for rate in rates if rate.figure.value is not None]
    slack = sum((rate.figure.quantum for rate in rates), Decimal(0)) / 2
    return len(values) == len(parts) and abs(sum(values, Decimal(0)) - HUNDRED) <= slack
