"""Rates that a report says twice under one name, with two digits crossed: 执行率98.36%, 全年预算执行率96.38%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from gouji.checks.reading.text.aims import is_aim, is_of_another_year
from gouji.checks.reading.text.nodes import Node, passages
from gouji.facts import Facts
from gouji.ledger.precision import printed_number, telling

DIGITS = 4
"""How many digits of a rate, two of them crossed, do not come again by chance."""

MOST = 8
"""With so many rates of the same digits a text is no report."""

_RATE = re.compile(r"(?P<name>[^，。；：、]*率)(?:仅|为|是|达到?|约)*$")


def rates_crossed(facts: Facts) -> Iterator[tuple[Node, Node]]:
    """Two rates of different paragraphs that differ by two digits that changed places, one name within the other."""
    found: dict[str, list[tuple[int, Node, str]]] = {}
    year = facts.meta.fiscal_year
    for block, passage in enumerate(passages(facts)):
        for node in passage.nodes:
            name = _RATE.search(node.label) if _is_rate(node, year) else None
            if name is not None:
                found.setdefault("".join(sorted(printed_number(node.figure))), []).append(
                    (block, node, name["name"])
                )
    for group in found.values():
        for (block, first, one), (other, second, again) in combinations(group[:MOST], 2):
            if block != other and _is_one_name(one, again) and _are_crossed(first, second):
                yield first, second


def _is_rate(node: Node, year: int | None) -> bool:
    figure = node.figure
    plain = figure.dimension == "percent" and not figure.modifiers and figure.high is None
    return plain and telling(figure) >= DIGITS and not is_aim(node) and not is_of_another_year(node, (), year)


def _is_one_name(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.endswith(short)


def _are_crossed(first: Node, second: Node) -> bool:
    one, other = printed_number(first.figure), printed_number(second.figure)
    places = [at for at, (left, right) in enumerate(zip(one, other)) if left != right]
    return len(places) == 2
