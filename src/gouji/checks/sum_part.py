"""SUM-PART 其中求和: the parts that a text lists for a whole add up to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.checks import proposes
from gouji.checks.reading.items import itemised
from gouji.checks.reading.nodes import Node, Passage, passages
from gouji.checks.reading.parts import Listing, among, closed_by_total, in_brackets, relation_of
from gouji.facts import Facts
from gouji.findings import Relation


@proposes("SUM-PART", title="其中求和", severity="high")
def parts(facts: Facts) -> Iterator[Relation]:
    """The parts listed behind 其中, 包括, 合计, in brackets or as items add up to their whole.

    Formula: 合计 = 部分₁ + 部分₂ + …
    Example: 收入合计 781.23 万元, 其中 762.85 and 18.38: 762.85 + 18.38 = 781.23.
    Undetermined: the list is open (等, 主要为), or a part is an estimate with one open end.
    Source: Prose on income and expenditure, staff and results; brackets within brackets are a tree.
    """
    read = passages(facts)
    for index, passage in enumerate(read):
        for listings in _in_passage(passage, _last_sentence(read, index - 1)):
            yield relation_of(listings)
    for listings in itemised(read):
        if listings:
            yield relation_of(listings)


def _in_passage(passage: Passage, previous: Sequence[Node]) -> Iterator[list[Listing]]:
    yield from among(passage, previous)
    yield from in_brackets(passage.nodes)
    for sentence in passage.sentences():
        yield from closed_by_total(sentence)


def _last_sentence(read: Sequence[Passage], index: int) -> Sequence[Node]:
    if index < 0 or not read[index].nodes:
        return ()
    return read[index].sentences()[-1]
