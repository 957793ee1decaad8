"""The value of a figure in its clause, and what several of them add up to."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from gouji.checks.reading.text.nodes import Node
from gouji.findings import Operand

MEASURED = frozenset({"count", "area", "length", "mass", "volume", "energy"})
"""Dimensions 量纲 in which things are counted or measured, money apart."""
ADDED = MEASURED | {"money"}
"""Dimensions whose amounts can be added up."""
LASTING = ADDED | {"duration"}
"""The same and spans of time, which add up where a list is of them."""


def value_of(node: Node) -> Decimal:
    """The value of its figure in base units; 0 where it has none."""
    return node.figure.value or Decimal(0)


def sum_of(nodes: Iterable[Node]) -> Decimal:
    """The sum of their values in base units."""
    return sum((node.figure.value or Decimal(0) for node in nodes), Decimal(0))


def operand_of(role: str, node: Node) -> Operand:
    """A figure of the text as an operand, called by the name that its clause gives it."""
    return Operand(role, node.label, node.figure)


def is_sum_of_money(node: Node) -> bool:
    """Whether it is an amount of money that can be added to others, and no change or rate of one."""
    return node.addable and node.figure.dimension == "money"
