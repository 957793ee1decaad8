"""Parallel lists 并列: figures of one unit in a row, each under its own name, and the totals near them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from gouji.checks.reading.lists.counted import unit_of
from gouji.checks.reading.lists.wholeness import in_turn, is_closed, is_near
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import LASTING, sum_of, value_of
from gouji.ledger.precision import telling

MOST = 14
"""How many items a list may have."""

LEAST = 10
"""Smaller totals are met by chance."""

PAIR = 100
"""Two counts that make up less than this are no more than near each other."""

INNER = 6
"""How many digits of a total and how many items together make a list within a row no accident."""

_GROUP = re.compile(r"其中|包括|包含|分别[为是]")
_IN_TURN = re.compile(r"分别|依次|逐[次笔批]")
_SKIPPED = frozenset({"percent", "point"})
_HEADER = re.compile(
    r"(?:^|[，；。：])(?:其中)?(?:再|又|若|如|另)?(?:从|按|换|分|依|就|论|以)[^，。；：]{1,14}[，：]"
)


class Parallel(NamedTuple):
    """A total and what a list beside it makes of it.

    ``closed`` tells that words say that the list is all of it; ``exact`` that the numbers do.
    """

    total: Node
    parts: tuple[Node, ...]
    closed: bool
    exact: bool


class _Row(NamedTuple):
    """Some figures in a row, and the figures before and behind that may be their total."""

    parts: tuple[Node, ...]
    before: tuple[Node, ...]
    behind: tuple[Node, ...]


def parallels(passage: Passage, above: Passage | None = None) -> Iterator[Parallel]:
    """The lists of a paragraph that close, that nearly do, or that must by what the text says.

    Args:
        passage: What is read.
        above: The paragraph before, whose last sentence may name the total of a list that it leads over to.
    """
    leads = above is not None and bool(above.nodes) and above.text[-1:] in "：，、"
    previous: list[Node] = []
    if above is not None and leads:
        previous = [node for sentence in above.sentences()[-2:] for node in sentence]
    if len(passage.nodes) + bool(previous) < FEWEST:
        return
    sentences = passage.sentences()
    for at, sentence in enumerate(sentences):
        following = sentences[at + 1] if at + 1 < len(sentences) else []
        for unit in dict.fromkeys(unit_of(node) for node in sentence if _is_plain(node)):
            strand = [node for node in sentence if _is_plain(node) and unit_of(node) == unit]
            rows = _rows(sentence, strand, _heads(previous, unit), _heads(following, unit)[:1])
            yield from _judged(rows, [*previous, *sentence, *following])
            yield from _inner(sentence, strand)
        previous = sentence


FEWEST = 3
"""How many figures a list and its total are at least."""


def _is_plain(node: Node) -> bool:
    figure = node.figure
    return node.addable and bool(figure.value) and not figure.modifiers and figure.dimension in LASTING


def _heads(sentence: Sequence[Node], unit: str) -> list[Node]:
    """The first and the last figure of a unit in a sentence."""
    alike = [node for node in sentence if _is_plain(node) and unit_of(node) == unit]
    return [alike[0], alike[-1]] if len(alike) > 1 else alike


def _rows(
    sentence: Sequence[Node], strand: Sequence[Node], above: Sequence[Node], below: Sequence[Node]
) -> Iterator[_Row]:
    """The rows of a sentence with what may be their totals; semicolons part lists, or the items of one."""
    if len(strand) + len(above) + len(below) < FEWEST:
        return
    places = {id(node): at for at, node in enumerate(sentence)}
    chunks = _chunks(sentence, strand, places)
    if len(chunks) > 1:
        yield from _of_chunk(sentence, strand, places, above, below)
    for at, chunk in enumerate(chunks):
        heads = (*above, *(chunks[0][:1] if at else []), *(chunks[at - 1][-1:] if at else []))
        behind = chunks[at + 1][:1] if at + 1 < len(chunks) else below
        yield from _of_chunk(sentence, chunk, places, heads, behind)


def _of_chunk(
    sentence: Sequence[Node],
    chunk: Sequence[Node],
    places: dict[int, int],
    heads: Sequence[Node],
    behind: Sequence[Node],
) -> Iterator[_Row]:
    options = (
        (chunk[1:], (chunk[0],), ()),
        (chunk[:-1], (), (chunk[-1],)),
        (chunk, tuple({id(node): node for node in heads}.values()), tuple(behind)),
    )
    for parts, before, after in options:
        totals = (*before, *after)
        if 2 <= len(parts) <= MOST and totals and _in_step(sentence, parts, places):
            yield _Row(tuple(parts), before, after)


def _chunks(sentence: Sequence[Node], strand: Sequence[Node], places: dict[int, int]) -> list[list[Node]]:
    """The figures between semicolons, and between the heads of two lists: 按身份看，…；按单位看，…."""
    chunks: list[list[Node]] = []
    for at, node in enumerate(strand):
        words = _between(sentence, strand[at - 1], node, places) if at else "；"
        if "；" in words or (at > 1 and _HEADER.search(words)):
            chunks.append([])
        chunks[-1].append(node)
    return chunks


def _between(sentence: Sequence[Node], first: Node, last: Node, places: dict[int, int]) -> str:
    return "".join(node.gap for node in sentence[places[id(first)] + 1 : places[id(last)] + 1])


def _in_step(sentence: Sequence[Node], parts: Sequence[Node], places: dict[int, int]) -> bool:
    """Whether the items are alike in form: nothing between two of them, or the same between any two (5期268人次)."""
    steps = set()
    for first, last in pairwise(parts):
        inner = sentence[places[id(first)] + 1 : places[id(last)]]
        steps.add(
            tuple(
                n.figure.dimension for n in inner if n.figure.dimension not in _SKIPPED and not n.subordinate
            )
        )
    if in_turn(parts):
        return len(steps) == 1
    labels = {_label(part, sentence, places) for part in parts}
    named = len(labels) == len(parts) and "" not in labels
    return len(steps) == 1 and (named or (labels == {""} and _IN_TURN.search(parts[0].lead) is not None))


def _label(part: Node, sentence: Sequence[Node], places: dict[int, int]) -> str:
    """The name of an item; of 电工班5期268人次 that of the number before it."""
    before = places[id(part)] - 1
    return part.label or (sentence[before].label if before >= 0 and not part.gap else "")


def _judged(rows: Iterator[_Row], sentence: Sequence[Node]) -> Iterator[Parallel]:
    """Of the lists of a sentence those that close, and of the others those that nearly do."""
    near: list[Parallel] = []
    used: set[int] = set()
    for row in rows:
        made = sum_of(row.parts)
        for total in (*row.before, *row.behind):
            value = value_of(total)
            if value == made:
                if _meets(total, row.parts):
                    used.update(id(part) for part in row.parts)
                    yield Parallel(total, row.parts, closed=False, exact=True)
            elif max(value_of(part) for part in row.parts) < value and _is_flat(row.parts):
                behind = total in row.behind
                closed = is_closed(total, row.parts, sentence, behind=behind)
                if closed or is_near(total, row.parts, sentence, behind=behind):
                    near.append(Parallel(total, row.parts, closed, exact=False))
    for each in sorted(near, key=_distance):
        # What adds up to one total is not the list of another.
        if not any(id(part) in used for part in each.parts) and not _closes_without_one(each):
            if each.closed:
                used.update(id(part) for part in each.parts)
            yield each


def _is_flat(parts: Sequence[Node]) -> bool:
    """Whether no item of a row is taken apart by those behind it: 发现问题18个，其中资金类8个、档案类7个、…."""
    return not any(_GROUP.search(part.gap) for part in parts[1:]) and not any(
        _heads_a_group(parts[at:]) for at in range(len(parts) - FEWEST)
    )


def _heads_a_group(parts: Sequence[Node]) -> bool:
    """Whether the first of some items is what three or more right behind it make."""
    left = parts[0].figure.value or Decimal(0)
    for count, part in enumerate(parts[1:], start=1):
        left -= value_of(part)
        if left <= 0:
            return left == 0 and count >= FEWEST
    return False


def _inner(sentence: Sequence[Node], strand: Sequence[Node]) -> Iterator[Parallel]:
    """The lists that close within a longer row: 预算…，实际…，甲类…、乙类…、丙类…，节约…."""
    places = {id(node): at for at, node in enumerate(sentence)} if len(strand) > FEWEST else {}
    for at, total in enumerate(strand if len(strand) > FEWEST else ()):
        for window in _windows(strand, at):
            digits = telling(total.figure) + len(window)
            if digits >= INNER and _meets(total, window) and _in_step(sentence, window, places):
                yield Parallel(total, tuple(window), closed=False, exact=True)


def _windows(strand: Sequence[Node], at: int) -> Iterator[Sequence[Node]]:
    """The rows right behind and right before a figure that make exactly what it prints."""
    value = strand[at].figure.value or Decimal(0)
    for step in (1, -1):
        made, end = Decimal(0), at + step
        while 0 <= end < len(strand) and made < value and abs(end - at) <= MOST:
            if "；" in strand[max(end, end - step)].gap:
                break
            made += strand[end].figure.value or Decimal(0)
            if made == value and abs(end - at) > 1:
                yield strand[at + 1 : end + 1] if step > 0 else strand[end:at]
            end += step


def _distance(each: Parallel) -> Decimal:
    value = each.total.figure.value or Decimal(1)
    return abs(value - sum_of(each.parts)) / value


def _meets(total: Node, parts: Sequence[Node]) -> bool:
    """Whether numbers that add up do so by more than chance."""
    number = (value_of(total)) / total.figure.quantum
    return number >= (LEAST if len(parts) > 2 else PAIR) and telling(total.figure) >= 2


def _closes_without_one(each: Parallel) -> bool:
    """Whether a list makes its total without one of its items: it was read too widely."""
    gap = sum_of(each.parts) - (value_of(each.total))
    return any(part.figure.value == gap for part in each.parts)
