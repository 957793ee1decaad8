"""Lists that a report gives twice: the same items, nearly all with the same amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gouji.checks.reading.names.keyed import Mention
from gouji.checks.reading.names.purposes import is_common
from gouji.findings import Relation

LEAST = 3
"""How many items two lists must share, and how many of them must agree for each one that does not, less one."""

NEAR = 8
"""With how many lists that share an item a list is held together."""

List = Mapping[str, Mention]


def lists_restated(found: Sequence[Mention]) -> Iterator[Relation]:
    """Where two lists agree in all amounts but one, that one has two values.

    A table of 拨付 and a sentence of 支出 may name one thing by two words: what agrees shows that they do.
    """
    lists = _lists(found)
    holders: dict[str, list[int]] = {}
    for number, items in enumerate(lists):
        near: dict[int, int] = {}
        for name in items:
            for other in holders.get(name, ())[-NEAR:]:
                near[other] = near.get(other, 0) + 1
            holders.setdefault(name, []).append(number)
        for other, shared in near.items():
            if shared >= LEAST:
                yield from _differing(lists[other], items)


def _lists(found: Sequence[Mention]) -> list[dict[str, Mention]]:
    """The items of every sentence and of every column of a table; a name that stands twice is none."""
    groups: dict[tuple[int, str], list[Mention]] = {}
    for mention in found:
        if mention.item and mention.plain and mention.key.account and not is_common(mention.key.account):
            column = mention.label.partition("（")[2] if mention.in_table else ""
            groups.setdefault((mention.group, column), []).append(mention)
    named = []
    for group in groups.values():
        items = {mention.key.account or "": mention for mention in group}
        if len(items) == len(group) >= LEAST:
            named.append(items)
    return named


def _differing(first: List, second: List) -> Iterator[Relation]:
    shared = [name for name in second if name in first]
    differ = [name for name in shared if first[name].figure.value != second[name].figure.value]
    if len(differ) == 1 and len(shared) - 1 >= LEAST - 1:
        one, other = second[differ[0]], first[differ[0]]
        if one.in_table and other.in_table and one.group == other.group:
            return  # two columns of one table are of two things
        if one.key.period == other.key.period and one.figure.base_unit == other.figure.base_unit:
            relation = Relation(
                one.operand("mention"), other.operand("reference"), scope=one.scope, severity="medium"
            )
            # What was granted item by item may all have been spent but once.
            told = one.key.aspect == other.key.aspect or None in (one.key.aspect, other.key.aspect)
            yield relation if told else replace(relation, tentative=True)
