"""The paragraphs of a report as running text: wraps and blanks gone, every character traced back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.checks.reading.text.once import once
from gouji.document import Block, Document
from gouji.document.joining import joined
from gouji.facts import Evidence, Facts

_FOLDED = str.maketrans("０１２３４５６７８９,;:()［］!?％", "0123456789，；：（）（）！？%")
_UNFOLDED = re.compile("[０-９,;:()［］!?％]")
_OPENING = "“‘《〈「『（【〔"
_PAIRS = dict(zip("”’》〉」』）】〕", _OPENING))
_MARKS = re.compile(f"[{_OPENING}{''.join(_PAIRS)}]")
_BLANK = re.compile(r"\s")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, eq=False)
class Line:
    """A heading or a paragraph on one line.

    ``text`` has full-width marks and plain digits and no blanks; ``masked`` is the same with ``·`` for
    what stands in brackets and quotation marks, so that marks in there divide nothing. ``offsets`` are
    those of ``Document.text``.
    """

    block: Block
    text: str
    masked: str
    offsets: Sequence[int] = field(repr=False)
    raw: str = field(repr=False)

    def quote(self, start: int, end: int) -> Evidence:
        """A stretch of the line as it is printed, with its place in the document."""
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        return Evidence(self.raw[first:last], first, last)

    def at(self, offset: int) -> int:
        """The index of a character of the document in this line."""
        return bisect_left(self.offsets, offset)


@once
def lines(facts: Facts) -> tuple[Line, ...]:
    """The headings and paragraphs of a report in text order, tables left out."""
    return tuple(_read(facts.document))


def _read(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        if block.kind != "table":
            line = line_of(document, block)
            if line.text:
                yield line


def line_of(document: Document, block: Block) -> Line:
    """One block on one line."""
    text, offsets = joined(document.text, block.start, block.end, document.noise)
    if _BLANK.search(text):
        kept: list[int] = []
        for found in _WORD.finditer(text):
            kept += offsets[found.start() : found.end()]
        offsets, text = kept, "".join(text.split())
    if _UNFOLDED.search(text):
        text = text.translate(_FOLDED)
    return Line(block, text, masked(text), offsets, document.text)


def masked(text: str) -> str:
    """The text with ``·`` for every character inside a pair of brackets or quotation marks."""
    pairs, opened = [], []
    for found in _MARKS.finditer(text):
        index, character = found.start(), found[0]
        if character in _OPENING:
            opened.append(index)
        else:
            # A pair that is not closed, or closed by another's mark, is none.
            while opened and text[opened[-1]] != _PAIRS[character]:
                opened.pop()
            if opened:
                pairs.append((opened.pop(), index))
    return _covered(text, pairs)


def _covered(text: str, pairs: list[tuple[int, int]]) -> str:
    out, at = [], 0
    for first, last in sorted(pairs):
        if first >= at:
            out.append(text[at : first + 1] + "·" * (last - first - 1))
            at = last
    return "".join(out) + text[at:]
