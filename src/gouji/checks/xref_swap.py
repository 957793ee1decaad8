"""XREF-SWAP 串项: two items have each other's amounts at two places of a report."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from gouji.checks import proposes
from gouji.checks.reading.names.naming import Heads
from gouji.checks.reading.tables.grid import squeezed
from gouji.checks.reading.tables.sheets import sheets
from gouji.checks.reading.text.nodes import passages
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Relation
from gouji.ledger.precision import telling

SHORTEST = 3
"""How many characters a name has at least: 合计 and 小计 are of anything."""

TELLING = 5
"""How many digits the two amounts must print together: 20 and 10 change places by chance."""

ALONE = 4
"""How many digits the amount of a sentence must print that is another item's in the list."""

PLACES = 8
"""In how many lists a name is looked up; one that stands in more is of no one thing."""

_STAGE = re.compile(
    r"实际|累计|下达|到位|拨付|结转|结余|收回|追加|调整|合计|总计|小计|总额|总量|全年|本年|年初|年末|预算|执行|收入$|支出$|资金$|投资$"
)

Amount = tuple[str, Decimal]
"""A base unit and a value in it."""


@dataclass(frozen=True, slots=True)
class _Item:
    name: str
    figure: Figure
    amount: Amount


_List = Mapping[str, _Item]
"""The items of a section or of a table's column, by their names."""


@proposes("XREF-SWAP", title="串项", severity="medium")
def exchanged(facts: Facts) -> Iterator[Relation]:
    """Two items that a report names at two places have their own amounts at both, not each other's.

    Formula: 甲处“A”的数 = 乙处“A”的数
    Example: A路改造411.5万元、B路改造114.2万元 in one section, and in the table A路改造114.2, B路改造411.5.
    Undetermined: Never: it is told only where the two amounts have changed places to the last digit.
    Source: Prose by sections, tables by columns, paragraphs that begin with an item's name; the names are
        the same to the letter.
    """
    lists = list(_lists(facts).values())
    told: set[frozenset[int]] = set()
    yield from _both(lists, told)
    yield from _alone(facts, lists, told)


def _both(lists: Sequence[_List], told: set[frozenset[int]]) -> Iterator[Relation]:
    """Two items that stand in two lists each."""
    where: dict[str, list[int]] = {}
    for index, each in enumerate(lists):
        for name in each:
            where.setdefault(name, []).append(index)
    held = [{item.amount: item.name for item in each.values()} for each in lists]
    for name, indexes in where.items():
        for first, second in combinations(indexes, 2) if 1 < len(indexes) <= PLACES else ():
            one, other = lists[first][name], lists[second][name]
            partner = held[first].get(other.amount)
            if one.amount == other.amount or partner is None or not _has_other(lists[second], partner, one):
                continue
            pair = frozenset({one.figure.start, other.figure.start, lists[first][partner].figure.start})
            told_before = any(len(pair & each) > 1 for each in told)
            if telling(one.figure) + telling(other.figure) >= TELLING and not told_before:
                told.add(pair | {lists[second][partner].figure.start})
                yield from _relations(one, other, partner)
                yield from _relations(lists[first][partner], lists[second][partner], name)


def _alone(facts: Facts, lists: Sequence[_List], told: Collection[frozenset[int]]) -> Iterator[Relation]:
    """A paragraph that begins with an item's name and comes to the amount that a list gives another item."""
    named: dict[str, list[tuple[_Item, dict[Amount, str]]]] = {}
    for each in lists:
        if len(each) > 1:
            names = {item.amount: item.name for item in each.values()}
            for item in each.values():
                named.setdefault(item.name[:SHORTEST], []).append((item, names))
    for passage in passages(facts):
        words = passage.nodes[0].lead if passage.nodes else ""
        values = {
            (node.figure.base_unit, node.figure.value): node
            for node in passage.nodes
            if node.figure.value is not None
        }
        for item, names in named.get(words[:SHORTEST], ()):
            if not words.startswith(item.name) or item.amount in values:
                continue
            for amount, node in values.items():
                partner = names.get(amount)
                if partner is None or partner in passage.text or telling(node.figure) < ALONE:
                    continue
                if _STAGE.search(item.name) or _STAGE.search(partner):
                    continue  # the grant, and what is left of it once a part was taken back
                if not any(item.figure.start in each for each in told):
                    yield from _relations(item, _Item(item.name, node.figure, item.amount), partner)


def _has_other(each: _List, partner: str, one: _Item) -> bool:
    found = each.get(partner)
    return found is not None and found.amount == one.amount


def _relations(one: _Item, other: _Item, partner: str) -> Iterator[Relation]:
    yield Relation(
        Operand("mention", other.name, other.figure),
        Operand("reference", one.name, one.figure),
        note_zh=f"与“{partner}”的数互换了位置。",
        note_en=f"It has changed places with that of {partner}.",
    )


def _lists(facts: Facts) -> dict[Hashable, dict[str, _Item]]:
    """The named amounts and counts of every section and of every column, those named twice left out."""
    lists: dict[Hashable, dict[str, _Item]] = {}
    twice: set[tuple[Hashable, str]] = set()
    for place, name, figure in (*_in_prose(facts), *_in_tables(facts)):
        if figure.value is None or figure.modifiers or figure.per or len(name) < SHORTEST:
            continue
        item = _Item(name, figure, (figure.base_unit, figure.value))
        known = lists.setdefault(place, {}).setdefault(name, item)
        if known.amount != item.amount:
            twice.add((place, name))
    for place, name in twice:
        del lists[place][name]
    return lists


def _in_prose(facts: Facts) -> Iterator[tuple[Hashable, str, Figure]]:
    for passage in passages(facts):
        section = facts.document.section_at(passage.block.start)
        for node in passage.nodes:
            if node.figure.dimension in ("money", "count"):
                yield ("section", section, node.figure.base_unit), node.label, node.figure


def _in_tables(facts: Facts) -> Iterator[tuple[Hashable, str, Figure]]:
    for number, sheet in enumerate(sheets(facts)):
        heads = Heads(sheet.table)
        for figure in sheet.inside:
            if figure.dimension in ("money", "count"):
                cell, words = heads.cell(figure), heads.words(figure)
                if cell is not None and words:
                    yield ("column", number, cell.column), squeezed(words[0]), figure
