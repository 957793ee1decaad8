"""SUM-CLASS 分类合计: the classes of a closed classification add up to its total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gouji.checks import proposes
from gouji.checks.reading.accounts import completes, named_before, taken_apart
from gouji.checks.reading.nodes import Node, Passage, passages
from gouji.checks.reading.parts import Listing, classified, list_of, relation_of
from gouji.facts import Facts
from gouji.findings import Relation


@proposes("SUM-CLASS", title="分类合计", severity="high")
def classes(facts: Facts) -> Iterator[Relation]:
    """The classes under 按…分类 add up to the total that their sentence names.

    Formula: 支出合计 = 工资福利支出 + 商品和服务支出 + … ; 支出合计 = 基本支出 + 项目支出
    Example: 基本支出 526.47 + 项目支出 185.45 = 711.92, the total of the paragraph before.
    Undetermined: the list is open, or no figure before bears the name of what is classified.
    Source: 支出性质分类 and 支出经济分类 in 部门决算; 基本支出中人员经费…、公用经费….
    """
    read = passages(facts)
    for index, passage in enumerate(read):
        for sentence in passage.sentences():
            yield from _classified(read, index, sentence)
        for name, sentence in taken_apart(passage):
            yield from _taken_apart(read, index, name, sentence)
    yield from _across(read)


def _classified(read: Sequence[Passage], index: int, sentence: Sequence[Node]) -> Iterator[Relation]:
    found = classified(sentence)
    if found is None:
        return
    subject, before, items = found
    if not before and not subject and items[0].stops == 1:
        before = [node for node in read[index].nodes if node.sentence == items[0].sentence - 1]
    totals = [node for node in reversed(before) if node.addable][:1]
    yield from _relations(totals or named_before(read, index, items[0], subject), list_of(items), "分类")


def _taken_apart(
    read: Sequence[Passage], index: int, name: str, sentence: Sequence[Node]
) -> Iterator[Relation]:
    parts = list_of(sentence)
    open_list = not completes([part.label for part in parts])
    yield from _relations(named_before(read, index, sentence[0], name)[:1], parts, "中", open_list=open_list)


def _relations(
    totals: Sequence[Node], parts: tuple[Node, ...], cue: str, *, open_list: bool = False
) -> Iterator[Relation]:
    listings = [listing for total in totals[:3] if (listing := Listing.of(total, parts, cue)) is not None]
    if listings:
        relation = relation_of(listings)
        yield replace(relation, open_list=relation.open_list or open_list)


def _across(read: Sequence[Passage]) -> Iterator[Relation]:
    """Accounts that make up one whole, each in a sentence of its own: 支出中基本支出…, 支出中项目支出…."""
    heads: dict[str, list[tuple[int, Node]]] = {}
    for index, passage in enumerate(read):
        for name, sentence in taken_apart(passage):
            if sentence[0].addable and sentence[0].figure.dimension == "money":
                heads.setdefault(name, []).append((index, sentence[0]))
    for name, found in heads.items():
        for (first, left), (second, right) in pairwise(found):
            if first != second and completes([left.label, right.label]):
                totals = named_before(read, first, left, name)
                yield from _relations(totals[:1], (left, right), "中")
