"""Grants whose instalments bear their name 某资金第一批、第二批, and the amount of that name before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.names.kinds import number
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import is_sum_of_money, sum_of, value_of

ABOVE = 6
"""How many paragraphs above its instalments the amount of a name may stand."""

NEAR = Decimal("0.3")
"""How far the instalments may be from the amount, as a share of it."""

_TURN = re.compile(r"第([一二三四五六七八九十])(?:批次?|次|期|笔|轮)")
_NAME = re.compile(
    r"(?:^|[，：；。]|其中)(?P<name>[一-龥]{2,12}?)(?:共|均|已)?(?:分[两二三四五六七八九]?[批次期笔轮]?[^，。；]{0,6}[，：])?第一(?:批|次|期|笔|轮)"
)
_NOT_ALL = re.compile(r"尚未|待|其余|剩余|未下达|未到|等(?!额)|下年|次年")


class Turns(NamedTuple):
    """An amount and its instalments."""

    total: Node
    parts: tuple[Node, ...]


def named_turns(read: Sequence[Passage]) -> Iterator[Turns]:
    """The instalments of a text that bear a name, with the one amount of this name before them."""
    for index, passage in enumerate(read):
        if "第二" not in passage.text or "第一" not in passage.text:
            continue
        above = [node for each in read[max(0, index - ABOVE) : index] for node in each.nodes]
        for sentence in passage.sentences():
            for group in _groups(sentence):
                name, parts = _named(group)
                if name:
                    start = parts[0].figure.start
                    before = [*above, *(node for node in passage.nodes if node.figure.start < start)]
                    yield from _with_total(name, parts, before)


def _groups(sentence: Sequence[Node]) -> Iterator[list[Node]]:
    """The figures of a sentence between its semicolons."""
    group: list[Node] = []
    for node in sentence:
        if "；" in node.gap and group:
            yield group
            group = []
        group.append(node)
    yield group


def _named(group: Sequence[Node]) -> tuple[str, tuple[Node, ...]]:
    """The name that some instalments bear, and they; no name where one of them is missing or has two amounts."""
    turns = [(found[1], node) for node in group if (found := _TURN.search(node.clause))]
    parts = tuple(node for _, node in turns)
    in_order = [number(turn) for turn, _ in turns] == list(range(1, len(turns) + 1))
    plain = all(is_sum_of_money(part) and not part.figure.modifiers for part in parts)
    amounts = [node for node in group if is_sum_of_money(node)]
    if len(parts) < 2 or not in_order or not plain or len(amounts) != len(parts):
        return "", ()
    words = "".join(
        node.lead.rpartition("；")[2] + node.figure.text for node in group[: group.index(parts[0])]
    )
    found = _NAME.search("".join(words.split()) + parts[0].lead.rpartition("；")[2])
    open_still = any(_NOT_ALL.search(node.after) for node in group)
    return (found["name"], parts) if found is not None and not open_still else ("", ())


def _with_total(name: str, parts: tuple[Node, ...], before: Sequence[Node]) -> Iterator[Turns]:
    """The instalments with the one amount that is called like them."""
    named = [n for n in before if is_sum_of_money(n) and n.label == name and not n.figure.modifiers]
    values = {node.figure.value for node in named}
    if len(values) == 1 and abs(sum_of(parts) - value_of(named[-1])) <= NEAR * value_of(named[-1]):
        yield Turns(named[-1], parts)
