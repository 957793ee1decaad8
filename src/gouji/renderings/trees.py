"""Sums as trees 勾稽关系树: a total, its parts, and the parts of those, from the findings of sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gouji.findings import Finding, Operand

Place = tuple[int, int]
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Node:
    """An operand of a tree, and the sums that add it up: each a finding with the nodes of its parts."""

    operand: Operand
    sums: tuple[tuple[Finding, tuple[Node, ...]], ...] = ()

    @property
    def findings(self) -> Iterator[Finding]:
        """The sums of the whole tree, from the root down."""
        for finding, parts in self.sums:
            yield finding
            for part in parts:
                yield from part.findings


def trees(findings: Iterable[Finding]) -> list[Node]:
    """The sums among the findings as trees, in the order given.

    A part that is a total elsewhere bears its own parts. A sum stands once, under the first part that it
    adds up; totals that are nobody's part are roots.
    """
    sums = [finding for finding in findings if _is_sum(finding)]
    by_total: dict[Place, list[Finding]] = {}
    for finding in sums:
        by_total.setdefault(_place(finding.operands[0]), []).append(finding)
    parts = {_place(operand) for finding in sums for operand in finding.operands[1:]}
    placed: set[int] = set()
    roots = [finding for finding in sums if _place(finding.operands[0]) not in parts]
    # The second loop finds totals that are parts of one another in a circle.
    return [
        _node(finding.operands[0], by_total, placed, 0)
        for finding in [*roots, *sums]
        if id(finding) not in placed
    ]


def _is_sum(finding: Finding) -> bool:
    """Whether a finding compares a total with at least two parts, all of them printed."""
    printed = all(operand.figure is not None for operand in finding.operands)
    parts = finding.operands[1:]
    return printed and len(parts) > 1 and all(operand.role == "part" for operand in parts)


def _place(operand: Operand) -> Place:
    return operand.place or (-1, -1)


def _node(operand: Operand, by_total: dict[Place, list[Finding]], placed: set[int], depth: int) -> Node:
    own = [finding for finding in by_total.get(_place(operand), ()) if id(finding) not in placed]
    if not own or depth >= _DEEPEST:
        return Node(operand)
    placed.update(map(id, own))
    return Node(
        operand,
        tuple(
            (finding, tuple(_node(part, by_total, placed, depth + 1) for part in finding.operands[1:]))
            for finding in own
        ),
    )
