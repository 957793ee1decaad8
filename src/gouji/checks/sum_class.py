"""SUM-CLASS 分类合计: the classes of a closed classification add up to its total."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from gouji.checks import proposes
from gouji.checks.reading.lists.items import number_of
from gouji.checks.reading.lists.listing import Listing, relation_of
from gouji.checks.reading.lists.parts import MAX_BEFORE, classified
from gouji.checks.reading.lists.runs import list_of
from gouji.checks.reading.mentions.accounts import completes, named_before, taken_apart
from gouji.checks.reading.names.keys import period_in
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.quantities import sum_of
from gouji.facts import Facts
from gouji.findings import Relation
from gouji.ledger.precision import telling

_OF_ALL = re.compile(
    r"^(?:(?:19|20)\d\d年度?|本年度?|全年|年度|当年|部门|单位|全部|累计|实际|财政拨款|共|我[局委院校中心]+)*总?"
    r"(?:支出|收入|预算|决算)(?:合计|总计|总额|数|共)*$"
)
EXACT = 4
"""How many digits of an amount must tell for classes not to add up to it by chance."""

FAR = 6
"""How many items above a classification its total stands."""


@proposes("SUM-CLASS", title="分类合计", severity="high", version=2, presumed=True)
def classes(facts: Facts) -> Iterator[Relation]:
    """The classes under 按…分类 add up to the total that their sentence names.

    Formula: 支出合计 = 工资福利支出 + 商品和服务支出 + … ; 支出合计 = 基本支出 + 项目支出
    Example: 基本支出 526.47 + 项目支出 185.45 = 711.92, the total of the paragraph before.
    Undetermined: the list is open, or no figure before bears the name of what is classified.
    Source: 支出性质分类 and 支出经济分类 in 部门决算; 基本支出中人员经费…、公用经费….
    """
    for relation in _proposed(passages(facts)):
        yield replace(relation, open_list=relation.open_list or _is_past(relation, facts.meta.fiscal_year))


def _is_past(relation: Relation, year: int | None) -> bool:
    """Whether the total says that it is of another year than the report: 2021年首次实施时服务对象300人."""
    named = period_in(relation.stated.label, year)
    return named is not None and year is not None and named != str(year)


def _proposed(read: Sequence[Passage]) -> Iterator[Relation]:
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
        # 与上年相比增加… may stand between the total and its classes.
        near = (items[0].sentence - 1, items[0].sentence - 2)
        found_in = ([n for n in read[index].nodes if n.sentence == at and n.addable] for at in near)
        before = next((nodes for nodes in found_in if nodes), [])
    parts = list_of(items)
    if not parts:
        return
    exact = _made_before(read[index], before, parts)
    if exact is not None:
        yield from _relations([exact], parts, "分类")
        return
    totals = [node for node in reversed(before) if node.addable]
    above = _of_section(read, index) if not totals and not subject else []
    told = _of_siblings(read, index) if not totals and not subject else None
    if told is not None:
        yield from _relations([told], parts, "分类")
        return
    wholes = [total for total in totals or above if _may_hold(total, parts)]
    if len(wholes) > 1 or above:
        yield from _suggested(wholes, parts)
    else:
        yield from _relations(
            (wholes or totals)[:1] or named_before(read, index, items[0], subject), parts, "分类"
        )


def _made_before(passage: Passage, before: Sequence[Node], parts: tuple[Node, ...]) -> Node | None:
    """The amount of the paragraph that the classes make up, though others stand between: 支出80万元。按性质分，…。"""
    made = sum_of(parts)
    if any(node.figure.value == made for node in before):
        return None
    at = bisect_left(passage.nodes, parts[0].figure.start, key=lambda node: node.figure.start)
    nodes = reversed(passage.nodes[max(0, at - MAX_BEFORE) : at])
    return next(
        (n for n in nodes if n.addable and n.figure.value == made and telling(n.figure) >= EXACT), None
    )


def _may_hold(total: Node, parts: Sequence[Node]) -> bool:
    """Whether no part is more than a total."""
    most = max((part.figure.value or 0 for part in parts), default=0)
    return total.figure.base_unit == parts[0].figure.base_unit and (total.figure.value or 0) >= most


def _suggested(wholes: Sequence[Node], parts: tuple[Node, ...]) -> Iterator[Relation]:
    """Of several amounts before the classes the one that they add up to, or fail to by one slip of the pen."""
    made = sum_of(parts)
    held = [whole for whole in wholes if whole.figure.value == made]
    for whole in held[:1] or wholes[:3]:
        listing = Listing.of(whole, parts, "分类")
        if listing is not None:
            yield replace(listing.relation(), tentative=not held, open_list=bool(held))


def _of_section(read: Sequence[Passage], index: int) -> list[Node]:
    """The total that opens the section, above items that each classify it: 2.按经济分类分。…"""
    style = number_of(read[index].text)
    for passage in reversed(read[max(0, index - FAR) : index]):
        mark = number_of(passage.text)
        if passage.nodes and style != mark and (style is None or mark is None or mark.depth < style.depth):
            first = next((node for node in passage.nodes if node.addable), None)
            return [first] if first is not None and _OF_ALL.search(first.label) else []
    return []


def _of_siblings(read: Sequence[Passage], index: int) -> Node | None:
    """The total above a row of classifications, one paragraph each, where another of them makes it up."""
    made: set[Decimal] = set()
    near = range(max(0, index - FAR), min(len(read), index + FAR + 1))
    for at in near:
        found = classified(read[at].sentences()[0]) if at != index and read[at].nodes else None
        parts = list_of(found[2]) if found is not None and not found[0] and not found[1] else ()
        if len(parts) > 1:
            made.add(sum_of(parts))
    for at in reversed(near):
        first = next((n for n in read[at].nodes if n.addable), None) if at < index else None
        if first is not None and first.figure.value in made and _OF_ALL.search(first.label):
            return first
    return None


def _taken_apart(
    read: Sequence[Passage], index: int, name: str, sentence: Sequence[Node]
) -> Iterator[Relation]:
    parts = list_of(sentence)
    open_list = not completes([part.label for part in parts])
    way = parts[0].label[-2:] if parts and len({part.label[-2:] for part in parts}) == 1 else ""
    spent = named_before(read, index, sentence[0], name + way) if way in ("支出", "收入", "预算") else []
    totals = [total for total in spent if name in total.label][:1] or named_before(
        read, index, sentence[0], name
    )[:1]
    yield from _relations(totals, parts, "中", open_list=open_list)


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
