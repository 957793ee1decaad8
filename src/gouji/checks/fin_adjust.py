"""FIN-ADJUST 预算调整: the first budget and what was added make the adjusted budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from gouji.checks import proposes
from gouji.checks.reading.mentions.cells import FUNDS
from gouji.checks.reading.mentions.collected import Mention, mentions
from gouji.checks.reading.names.purposes import TOTAL
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.quantities import operand_of
from gouji.facts import Facts
from gouji.findings import Difference, Expression, Operand, Relation, Sum

_INITIAL = re.compile(r"年初.{0,12}预算|年初批复|年初安排")
_ADDED = re.compile(r"追加|调增|增加预算")
_CARRIED = re.compile(r"结转")
_CUT = re.compile(r"调减|核减|追减|压减|收回")
_LESS = re.compile(r"(?<!较)(?:减少|削减|扣减|缩减|下调|[退划]回|划出|调出)")
_OF_OTHERS = re.compile(r"其中|比|较|结余|结存|成本|数量")
"""Words of less, and those with which they are not of the budget, or of what was added to it already."""
_ADJUSTED = re.compile(r"调整后|调整预算|全年预算|追加.{0,4}后")
REACH = 4
"""Within how many paragraphs the three stand together."""

CLOSE = 160
"""Within how many characters they are surely of one budget."""

MOST = 4
"""How many additions are tried with and without each other."""


@proposes("FIN-ADJUST", title="预算调整", severity="high", version=2, presumed=True)
def adjusted(facts: Facts) -> Iterator[Relation]:
    """The budget of the year's start and the changes during the year make the adjusted budget.

    Formula: 调整后预算 = 年初预算 + 年中追加 + 上年结转 − 调减 ; the same for 基本支出, 项目支出 and every row of a table
    Example: 540.67 + 222.18 = 762.85; 基本支出 490.67 + 86.74 = 577.40 within rounding.
    Undetermined: One of the three is not printed near the others.
    Source: Rule R10; prose and tables on 年初预算, 追加, 调整后预算.
    """
    found = mentions(facts)
    yield from _in_prose(passages(facts))
    yield from _of_accounts(found)
    yield from _in_tables(found)


def _in_prose(read: Sequence[Passage]) -> Iterator[Relation]:
    recent: list[tuple[int, Node]] = []
    for index, passage in enumerate(read):
        for node in passage.nodes:
            if node.addable and node.figure.dimension == "money":
                recent.append((index, node))
                if _is_adjusted(node):
                    near = [earlier for at, earlier in recent[:-1] if index - at <= REACH]
                    yield from _relation(node, near)
        recent = [(at, node) for at, node in recent if index - at <= REACH]


def _is_adjusted(node: Node) -> bool:
    """Whether the last word on the stage is that of the adjusted budget: not 全年预算由年初预算."""
    found = list(_ADJUSTED.finditer(node.label))
    return bool(found) and _INITIAL.search(node.label, found[-1].end()) is None


def _once_each(nodes: list[Node]) -> list[Node]:
    """The nodes without those that only say an amount again."""
    seen: dict[object, Node] = {}
    for node in nodes:
        seen.setdefault((node.figure.value, node.label[-2:]), node)
    return list(seen.values())


def _relation(node: Node, near: list[Node]) -> Iterator[Relation]:
    initial = [n for n in near if _INITIAL.search(n.label) and not _is_adjusted(n)]
    if not initial:
        return
    later = [n for n in near if n.figure.start > initial[-1].figure.start and not _is_adjusted(n)]
    added = _once_each([n for n in later if _ADDED.search(n.label) or _CARRIED.search(n.label)])
    cut = [n for n in later if _CUT.search(n.label)]
    less = [n for n in later if _LESS.search(n.label) and n not in cut]
    if not added and not cut and not less:
        return
    # What was carried in may be a part of the first budget, and what was added may be said twice.
    choices = [chosen for count in range(len(added), -1, -1) for chosen in combinations(added[:MOST], count)]
    near_by = 0 <= node.figure.start - initial[-1].figure.start <= CLOSE
    first, *others = [
        Relation(
            Operand("adjusted", node.label, node.figure),
            _changed(initial[-1], chosen, taken),
            tentative=not near_by or not (added or cut),
        )
        for taken in ([*cut, *less], cut)[: 1 + any(_OF_OTHERS.search(n.gap) for n in later)]
        for chosen in choices
        if chosen or taken
    ]
    yield replace(first, readings=tuple(others))


def _changed(initial: Node, added: Sequence[Node], cut: Sequence[Node]) -> Expression:
    expected: Expression = Sum(
        (operand_of("initial", initial), *(operand_of("added", each) for each in added))
    )
    for less in cut:
        expected = Difference(expected, operand_of("cut", less))
    return expected


Stages = dict[str, list[Mention]]


def _of_accounts(found: Sequence[Mention]) -> Iterator[Relation]:
    """The parts of the three totals, account by account: each printed once, as a part of its total."""
    accounts: dict[object, Stages] = {}
    for mention in found:
        key = mention.key
        listed = mention.whole is not None and mention.plain and not mention.in_table
        if listed and key.account not in (None, TOTAL) and not key.subject:
            stages = accounts.setdefault((key.account, key.body, key.period), {})
            stages.setdefault(key.aspect or "", []).append(mention)
    for stages in accounts.values():
        yield from _of_stages(stages)


def _in_tables(found: Sequence[Mention]) -> Iterator[Relation]:
    """The rows of a table with columns 年初预算, 追加 and 调整后预算."""
    rows: dict[object, Stages] = {}
    for mention in found:
        if mention.in_table and mention.group > FUNDS and mention.key.aspect is not None:
            head, _, _ = mention.label.partition("（")
            rows.setdefault((mention.group, head), {}).setdefault(mention.key.aspect, []).append(mention)
    for stages in rows.values():
        yield from _of_stages(stages)


def _of_stages(stages: Stages) -> Iterator[Relation]:
    once = all(
        len(stages.get(name, ())) <= 1 for name in ("initial", "adjusted", "addition", "cut", "opening")
    )
    changes = stages.get("addition", []) + stages.get("opening", [])
    if not once or not {"initial", "adjusted"} <= stages.keys() or not (changes or "cut" in stages):
        return
    adjusted_budget, initial = stages["adjusted"][0], stages["initial"][0]
    expected: Expression = Sum((initial.operand("initial"), *(m.operand("added") for m in changes)))
    for less in stages.get("cut", ()):
        expected = Difference(expected, less.operand("cut"))
    yield Relation(adjusted_budget.operand("adjusted"), expected, scope=adjusted_budget.scope)
