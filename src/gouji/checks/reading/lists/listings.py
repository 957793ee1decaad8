"""Every whole with its parts that a text lists: for the sums of amounts and for those of counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks.reading.lists.batches import in_turns
from gouji.checks.reading.lists.cell_words import cell_passages
from gouji.checks.reading.lists.closings import closed_behind, closed_by_total
from gouji.checks.reading.lists.items import closed_below, itemised
from gouji.checks.reading.lists.left_out import completed
from gouji.checks.reading.lists.listing import Listing
from gouji.checks.reading.lists.over_stops import over_stops
from gouji.checks.reading.lists.parts import MAX_ITEMS, among, in_brackets
from gouji.checks.reading.lists.runs import list_of
from gouji.checks.reading.lists.statuses import by_status
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.once import once
from gouji.checks.reading.text.quantities import sum_of
from gouji.facts import Facts
from gouji.ledger.precision import printed_number

LEAST = 3
"""How many amounts add up to one far above by more than chance."""

NEAR = 12
"""How many paragraphs above a list its whole may stand."""

DIGITS = 4
_AMONG = re.compile(r"其中|分别|包括|具体为|如下")


@once
def listings(facts: Facts) -> tuple[list[Listing], ...]:
    """The lists of a text, each with its readings, the likeliest first."""
    return tuple(_read(facts, passages(facts)))


def _read(facts: Facts, read: Sequence[Passage]) -> Iterator[list[Listing]]:
    for index, passage in enumerate(read):
        found = list(_in_passage(passage, _last_sentence(read, index - 1)))
        yield from found
        yield from _far(read, index, {id(part) for lists in found for each in lists for part in each.parts})
    for cell in cell_passages(facts):
        yield from _in_passage(cell, ())
    yield from (found for found in itemised(read) if found)
    yield from closed_below(read)


def _in_passage(passage: Passage, previous: Sequence[Node]) -> Iterator[list[Listing]]:
    for readings in among(passage, previous):
        yield completed(over_stops(readings, passage), passage)
    yield from in_brackets(passage.nodes)
    yield from in_turns(passage, previous)
    for sentence in passage.sentences():
        yield from closed_by_total(sentence)
    yield from closed_behind(passage)
    yield from by_status(passage)


def _far(read: Sequence[Passage], index: int, known: set[int]) -> Iterator[list[Listing]]:
    """Lists behind 其中 without a whole near them that add up to an amount named further above."""
    for sentence in read[index].sentences():
        for at, node in enumerate(sentence):
            if node.figure.dimension != "money" or id(node) in known or not _AMONG.search(node.gap):
                continue
            parts = list_of(sentence[at : at + MAX_ITEMS]) if node.addable else ()
            whole = sum_of(parts)
            above = (n for p in reversed(read[max(0, index - NEAR) : index]) for n in reversed(p.nodes))
            total = next((n for n in above if n.addable and n.figure.value == whole), None)
            if len(parts) >= LEAST and total is not None and _tells(total):
                yield [Listing(total, parts, "其中", True)]


def _tells(total: Node) -> bool:
    """Whether an amount prints digits enough not to be met by chance."""
    return len(printed_number(total.figure).replace(".", "").strip("0")) >= DIGITS


def _last_sentence(read: Sequence[Passage], index: int) -> Sequence[Node]:
    if index < 0 or not read[index].nodes:
        return ()
    return read[index].sentences()[-1]
