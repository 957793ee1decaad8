"""Every whole with its parts that a text lists: for the sums of amounts and for those of counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.checks.reading.items import itemised
from gouji.checks.reading.nodes import Node, Passage, passages
from gouji.checks.reading.once import once
from gouji.checks.reading.parts import Listing, among, closed_by_total, in_brackets
from gouji.facts import Facts


@once
def listings(facts: Facts) -> tuple[list[Listing], ...]:
    """The lists of a text, each with its readings, the likeliest first."""
    return tuple(_read(passages(facts)))


def _read(read: Sequence[Passage]) -> Iterator[list[Listing]]:
    for index, passage in enumerate(read):
        yield from _in_passage(passage, _last_sentence(read, index - 1))
    yield from (found for found in itemised(read) if found)


def _in_passage(passage: Passage, previous: Sequence[Node]) -> Iterator[list[Listing]]:
    yield from among(passage, previous)
    yield from in_brackets(passage.nodes)
    for sentence in passage.sentences():
        yield from closed_by_total(sentence)


def _last_sentence(read: Sequence[Passage], index: int) -> Sequence[Node]:
    if index < 0 or not read[index].nodes:
        return ()
    return read[index].sentences()[-1]
