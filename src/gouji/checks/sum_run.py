"""SUM-RUN 连列合计: amounts that stand in a row make up the total beside them, whatever leads over to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from gouji.checks import proposes
from gouji.checks.reading.lists.added_on import ADDED, added_on
from gouji.checks.reading.lists.below_heads import below_heads
from gouji.checks.reading.lists.counted_totals import counted_totals
from gouji.checks.reading.lists.divided import divided
from gouji.checks.reading.lists.instalments import instalments
from gouji.checks.reading.lists.items import items_below, number_of
from gouji.checks.reading.lists.named_turns import named_turns
from gouji.checks.reading.lists.named_wholes import named_wholes
from gouji.checks.reading.lists.paired_units import paired_units
from gouji.checks.reading.lists.parallels import parallels
from gouji.checks.reading.lists.row_lists import row_lists
from gouji.checks.reading.lists.runs import collapsed
from gouji.checks.reading.lists.second_divisions import second_divisions
from gouji.checks.reading.lists.tried import LONG, tried
from gouji.checks.reading.lists.twin_sums import twin_sums
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.quantities import LASTING, sum_of, value_of
from gouji.facts import Facts
from gouji.findings import Operand, Relation, Sum
from gouji.ledger.precision import factor, telling

MOST = 14
"""How many parts a run may have."""

FEWEST = 3
"""How many parts a list has at least whose total stands in another paragraph."""

TOTALS = 6
"""How many amounts above numbered items may be their total."""

BETWEEN = 3
"""How many figures may stand between a total and the list that takes it apart."""

ABOVE = 3
"""How many paragraphs above a list its total may stand."""

PARAGRAPHS = 8
"""How many paragraphs a list may take whose items are one paragraph each."""

NEAR = Decimal("0.1")
"""How far numbered items may be from the total above them, as a share of it."""

_TOTAL = re.compile(
    r"合计|共计|总计|小计|全长|总长|总额|总数|累计|全部|总(?:投资|投入|预算|收入|支出|人数|面积|资金)|共|全[年县市区省州旗校院所]"
)
_TOLD = tuple(f"{number}是" for number in "一二三四五六七八九十")
_LISTS = re.compile(r"(?:其中|包括|分别|具体|如下|[^，。；]{0,6}[看分])(?:为|是)?[：，]?[^，。；：]{0,20}$")
"""The words behind which a list begins, whatever stands between its total and it: 分县市看，…."""


@proposes("SUM-RUN", title="连列合计", severity="medium")
def runs(facts: Facts) -> Iterator[Relation]:
    """Amounts of one unit that stand in a row add up to the one before or behind them.

    Formula: 总数 = Σ 连列各数
    Example: 共安排640万元。A镇安排215.5万元，B镇安排424.5万元。
    Undetermined: Never: it is told where it closes, where one changed or swapped digit keeps it from closing, or
        where words or another list beside it say that the parts are all: 上述四项合计, 三部分构成, 按…分，…；按…分，….
    Source: Prose and lists in which no word (其中, 分别为) says what is part of what.
    """
    # The same figures are held together once: those first whose form binds them.
    for total, parts in (*divided(passages(facts)), *below_heads(passages(facts))):
        yield _relation(total, parts, firm=True)
    for row in row_lists(facts):
        made = Sum(tuple(Operand("part", part.label, part.figure) for part in row.parts))
        yield Relation(row.total, made, tentative=not row.closed, firm=True)
    yield from _numbered(passages(facts))
    before: list[Passage] = []
    for passage in passages(facts):
        yield from _parallel(passage, before[-1] if before else None)
        yield from _counted(passage)
        for strand in _strands(passage.nodes):
            yield from _within(strand)
            yield from _below(before[-ABOVE:], strand)
            if len(short := collapsed(strand)) < len(strand):
                yield from _within(short)
        before = [*before[-PARAGRAPHS:], passage]
    for listing, firm in tried(facts):
        yield replace(listing.relation(), open_list=False, tentative=True, firm=firm)
    yield from _over_paragraphs(passages(facts))
    for total, parts in (*instalments(passages(facts)), *named_turns(passages(facts))):
        yield _relation(total, parts, firm=True)
    for whole in named_wholes(passages(facts)):
        if whole.firm:
            yield replace(_relation(whole.total, whole.parts, firm=True), tentative=not whole.certain)
        else:
            yield from _relations(whole.total, iter([whole.parts]))


def _parallel(passage: Passage, above: Passage | None) -> Iterator[Relation]:
    """Lists whose form binds them to a total; a definite one where words say that nothing else belongs to it."""
    for total, parts, closed, _ in parallels(passage, above):
        yield replace(_relation(total, parts, firm=True), tentative=not closed)


def _counted(passage: Passage) -> Iterator[Relation]:
    """Totals that say of how many amounts they are, and of their stage; those that another division makes."""
    for total, parts, certain in counted_totals(passage):
        if certain or value_of(total) == sum_of(parts):
            yield replace(_relation(total, parts, firm=True), tentative=False)
    for total, parts in (*paired_units(passage), *added_on(passage)):
        yield _relation(total, parts, firm=True)
    for total, parts in (*second_divisions(passage), *twin_sums(passage)):
        yield replace(_relation(total, parts, firm=True), tentative=False)


def _strands(nodes: Sequence[Node]) -> list[list[Node]]:
    """The nodes that can be added, unit by unit, each in text order."""
    strands: dict[str, list[Node]] = {}
    for node in nodes:
        if node.addable and not node.figure.modifiers and node.figure.dimension in LASTING:
            strands.setdefault(node.figure.base_unit, []).append(node)
    return [strand for strand in strands.values() if len(strand) > 2]


def _within(strand: Sequence[Node]) -> Iterator[Relation]:
    """Totals of a paragraph: one that begins it or says that it is one."""
    for at, node in enumerate(strand):
        named = _TOTAL.search(node.clause) is not None
        if not telling(node.figure) >= 3:
            continue
        if named or at == 0 or node.stops:
            yield from _relations(node, _behind(strand, at))
        if named and at > 1:
            yield from _relations(node, _before(strand, at))


def _below(above: Sequence[Passage], strand: Sequence[Node]) -> Iterator[Relation]:
    """A list that opens a paragraph, under the total that a paragraph above begins with."""
    first = strand[0].sentence
    run = [node for node in strand if node.sentence == first]
    if len(run) < FEWEST or len(run) > MOST or ("、" not in run[1].gap and "，" not in run[1].gap):
        return
    for passage in above:
        alike = [n for n in passage.nodes if n.addable and n.figure.base_unit == run[0].figure.base_unit]
        for total in alike[:1]:
            if not total.figure.modifiers and total.figure.dimension in LASTING:
                yield from _relations(total, iter([run]))


def _behind(strand: Sequence[Node], at: int) -> Iterator[Sequence[Node]]:
    """The runs behind a node, each up to the end of a sentence or a clause."""
    for first in _starts(strand, at):
        for end in range(first + 2, min(len(strand), first + MOST) + 1):
            if end == len(strand) or _parts(strand[end]):
                yield strand[first:end]


def _starts(strand: Sequence[Node], at: int) -> list[int]:
    """Where the run behind a total may begin: right there, or where a list does behind a target and the like."""
    later = range(at + 2, min(at + 2 + BETWEEN, len(strand) - 2))
    return [at + 1, *(first for first in later if strand[first].stops and _LISTS.search(strand[first].lead))]


def _before(strand: Sequence[Node], at: int) -> Iterator[Sequence[Node]]:
    for start in range(at - 2, max(-1, at - 1 - MOST), -1):
        if start == 0 or _parts(strand[start]) or ADDED.match(strand[start + 1].gap):
            yield strand[start:at]


def _parts(node: Node) -> bool:
    """Whether a new sentence or a new clause begins before a node."""
    return bool(node.stops) or "；" in node.gap or _TOTAL.search(node.clause) is not None


def _over_paragraphs(passages: Sequence[Passage]) -> Iterator[Relation]:
    """Lists of one paragraph for each item: the first amount of each, under a total before or behind them."""
    heads = [_strands_of_any(passage.nodes) for passage in passages]
    for at, totals in enumerate(heads):
        for unit, strand in totals.items():
            for total in {id(node): node for node in (strand[0], strand[-1])}.values():
                if telling(total.figure) >= 3:
                    yield from _relations(total, _items(heads, unit, range(at + 1, at + 1 + PARAGRAPHS)))
                    if _TOTAL.search(total.clause):
                        own = strand[:-1] if total is strand[-1] else []
                        below = range(at - 1, at - 1 - PARAGRAPHS, -1)
                        yield from _relations(total, _items(heads, unit, below, own))


def _strands_of_any(nodes: Sequence[Node]) -> dict[str, list[Node]]:
    strands: dict[str, list[Node]] = {}
    for node in nodes:
        if node.addable and not node.figure.modifiers and node.figure.dimension in LASTING:
            strands.setdefault(node.figure.base_unit, []).append(node)
    return strands


def _items(
    heads: Sequence[dict[str, list[Node]]], unit: str, indexes: range, own: Sequence[Node] = ()
) -> Iterator[Sequence[Node]]:
    """One amount of each paragraph that follows, as long as every paragraph has one: its first, or its last."""
    first, last = list(own[:1]), list(own[-1:])
    for index in indexes:
        strand = heads[index].get(unit) if 0 <= index < len(heads) else None
        if strand is None:
            return
        first.append(strand[0])
        last.append(strand[-1])
        if len(first) > 1:
            yield tuple(first)
            if [id(node) for node in first] != [id(node) for node in last]:
                yield tuple(last)


def _numbered(read: Sequence[Passage]) -> Iterator[Relation]:
    """Numbered items, whatever stands between them, under an amount above the first or below the last."""
    for index, passage in enumerate(read):
        mark = number_of(passage.text)
        if mark is None and passage.text.startswith(_TOLD[0]):
            items = _told(read, index)
        elif mark is None or mark.value != 1:
            continue
        else:
            items = items_below(read, index - 1) if index else []
        heads = [_strands_of_any(item.nodes) for item in items]
        if len(items) < FEWEST or not all("元" in head for head in heads):
            continue
        parts = tuple(head["元"][0] for head in heads)
        above = [node for each in read[max(0, index - ABOVE) : index] for node in each.nodes]
        totals = [node for node in above if _is_sum(node)][-TOTALS:]
        for total in _bound([node for node in above if _is_sum(node)], parts):
            yield _relation(total, parts, firm=True)
        for total in totals:
            yield from _relations(total, iter([parts]))


def _told(read: Sequence[Passage], first: int) -> list[Passage]:
    """The paragraphs 一是, 二是 … that follow one another."""
    found = zip(read[first:], _TOLD)
    return [passage for passage, _ in takewhile(lambda each: each[0].text.startswith(each[1]), found)]


def _bound(totals: Sequence[Node], parts: Sequence[Node]) -> Iterator[Node]:
    """The nearest totals that say they are one, where numbered items come near them or one is in another unit."""
    named = [node for node in totals if _TOTAL.search(node.clause) and telling(node.figure) >= FEWEST]
    made = sum_of(parts)
    for total in named[-2:]:
        value = value_of(total)
        mixed = sum(factor(part.figure) != factor(total.figure) for part in parts)
        if mixed == 1 or (not mixed and abs(value - made) <= NEAR * value):
            yield total


def _is_sum(node: Node) -> bool:
    return node.figure.base_unit == "元" and node.addable and not node.figure.modifiers


def _relations(total: Node, runs: Iterator[Sequence[Node]]) -> Iterator[Relation]:
    named = _TOTAL.search(total.clause) is not None
    for parts in runs:
        if all(part.figure.value for part in parts) and _is_telling([total, *parts], named=named):
            yield _relation(total, parts)


def _relation(total: Node, parts: Sequence[Node], *, firm: bool = False) -> Relation:
    return Relation(
        Operand("total", total.label, total.figure),
        Sum(tuple(Operand("part", part.label, part.figure) for part in parts)),
        tentative=True,
        firm=firm,
    )


def _is_telling(nodes: Sequence[Node], *, named: bool) -> bool:
    """Whether the numbers have digits enough for a sum, or nearly one, to be no accident.

    Round numbers come near each other by chance: where no word names the total all of them must be exact.
    """
    digits = [telling(node.figure) for node in nodes]
    exact = sum(each >= (3 if named else 4) for each in digits)
    # Beside two numbers that print many digits a round one is no accident.
    long = digits[0] >= LONG and max(digits[1:]) >= LONG and exact >= len(nodes) - 1
    return exact >= 3 if named else exact == len(nodes) or long
