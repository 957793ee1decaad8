"""The sentences that stand in cells of a table: aims and results, what the funds were used for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from gouji.checks.reading.text.nodes import QUANTITIES, Passage, passage_of
from gouji.checks.reading.text.once import once
from gouji.document import Block
from gouji.facts import Facts

WORDS = 16
"""How many characters a cell has at least that holds a sentence."""

FIGURES = 3
"""How many figures make a list with its whole."""

MOST = 400
"""How many cells of a document are read so; a hostile one must not cost more."""

_ENDS = re.compile(r"[。；;]\s*\n")


@once
def cell_passages(facts: Facts) -> tuple[Passage, ...]:
    """The sentences of cells that print three figures or more, each line that ends with its mark on its own."""
    return tuple(_read(facts))


def _read(facts: Facts) -> Iterator[Passage]:
    figures = sorted(facts.figures, key=lambda figure: (figure.start, -figure.end))
    figures = [figure for figure in figures if figure.dimension in QUANTITIES]
    starts = [figure.start for figure in figures]
    read = 0
    for table in facts.document.tables:
        for cell in table.cells:
            for start, end in _lines(facts.document.text, cell.start, cell.end):
                within = figures[bisect_left(starts, start) : bisect_left(starts, end)]
                if end - start >= WORDS and len(within) >= FIGURES and read < MOST:
                    read += 1
                    yield passage_of(facts.document, within, Block("paragraph", start, end))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a cell up to a line that ends a sentence or an item."""
    at = start
    for found in _ENDS.finditer(text, start, end):
        yield at, found.start()
        at = found.end()
    yield at, end
