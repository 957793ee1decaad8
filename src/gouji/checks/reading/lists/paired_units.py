"""Totals in two units at once 18.62万头（只）, and the list whose items are in one or the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.lists.runs import run_of
from gouji.checks.reading.lists.wholeness import is_loose
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import sum_of, value_of
from gouji.ledger.precision import factor, telling

NEAR = Decimal("0.1")
"""How far a list may be from its total, as a share of it."""

FEWEST = 2
MOST = 14
"""How many items the list has."""

_OTHER = re.compile(r"^[（/](?P<unit>[一-龥]{1,3})(?:）|(?=[，、：]))")
_PRINTED = re.compile(r"[（(/](?P<unit>[一-龥]{1,3})[）)]?$")


class Paired(NamedTuple):
    """A total in two units, and its list."""

    total: Node
    parts: tuple[Node, ...]


def paired_units(passage: Passage) -> Iterator[Paired]:
    """The totals of a paragraph that print a second unit behind the first, each with the list behind it."""
    if "（" not in passage.text and "/" not in passage.text:
        return
    for at, total in enumerate(passage.nodes):
        counted = total.figure.dimension == "count" and total.addable
        other = _OTHER.match(total.after) or _PRINTED.search(total.figure.text) if counted else None
        if other is not None:
            parts = _list(total, passage.nodes[at + 1 : at + 1 + MOST], other["unit"])
            if len(parts) >= FEWEST and _is_near(total, parts):
                yield Paired(total, parts)


def _list(total: Node, behind: Sequence[Node], other: str) -> tuple[Node, ...]:
    """The items behind a total in one of its two units, both of which they use."""
    units = (total.figure.base_unit, other)
    run: list[Node] = []
    for node in behind:
        if node.stops or "；" in node.gap or node.figure.base_unit not in units:
            break
        run.append(node)
    parts = run_of([node for node in run if node.addable])
    if len({part.figure.base_unit for part in parts}) < len(units):
        return ()
    # The total says that the two units count the same things.
    return tuple(replace(part, figure=replace(part.figure, base_unit=units[0])) for part in parts)


def _is_near(total: Node, parts: Sequence[Node]) -> bool:
    labels = {part.label for part in parts}
    alike = all(factor(part.figure) == factor(total.figure) for part in parts)
    plain = not any(node.figure.modifiers for node in (total, *parts)) and telling(total.figure) > 1
    named = len(labels) == len(parts) and "" not in labels and not is_loose(total, parts)
    return alike and plain and named and abs(value_of(total) - sum_of(parts)) <= NEAR * value_of(total)
