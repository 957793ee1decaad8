"""Sentences 句子 of a block, as spans of the untouched text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document.lines import kept, trimmed
from gouji.document.model import Block, Document, Span

_PAIRS = {
    "》": "《",
    "”": "“",
    "）": "（",
    ")": "(",
    "』": "『",
    "」": "「",
    "〉": "〈",
    "’": "‘",
    "】": "【",
}
_OPENERS = frozenset(_PAIRS.values())
_LONGEST_PAIR = 200
_TOKEN = re.compile("[《》“”（）()『』「」〈〉‘’【】。！？；!?;.]")
_END = "。！？；!?;"
_TAIL = re.compile(r"[。！？；!?;”’」』）)》〉】\"']*+")


def sentences(document: Document, block: Block) -> list[Span]:
    """The sentences of a block, in order, without blanks and noise at their edges.

    A sentence ends at 。！？； or a half-width form, with the closing quotes and brackets behind
    it; never inside a pair of quotes, brackets or 《》 of at most 200 characters, never inside a
    number, never at a hard wrap. A heading is one sentence; each filled cell of a table is split
    by itself.
    """
    if block.kind == "heading":
        return _trimmed(document, block.start, block.end)
    if block.table is None:
        return list(_split(document, block.start, block.end))
    cells = document.tables[block.table].cells
    return [
        span for cell in cells if cell.end > cell.start for span in _split(document, cell.start, cell.end)
    ]


def spans_of_sentences(document: Document, start: int, end: int) -> Iterator[Span]:
    """The sentences of one stretch of text, a cell for instance."""
    yield from _split(document, start, end)


def _split(document: Document, start: int, end: int) -> Iterator[Span]:
    text = document.text
    closed = _closed_pairs(text, start, end)
    inside_until = start
    begin = start
    for match in _TOKEN.finditer(text, start, end):
        at = match.start()
        if at < max(inside_until, begin):
            continue
        if at in closed:
            inside_until = closed[at]
        elif _ends(text, at, end) and not document.is_noise(at):
            stop = _tail_end(text, at + 1, end)
            yield from _trimmed(document, begin, stop)
            begin = inside_until = stop
    yield from _trimmed(document, begin, end)


def _closed_pairs(text: str, start: int, end: int) -> dict[int, int]:
    """Where each pair of at most 200 characters opens → where it closes; damaged pairs are none."""
    closed: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    counts = dict.fromkeys(_OPENERS, 0)
    for match in _TOKEN.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark in _OPENERS:
            waiting.append((mark, at))
            counts[mark] += 1
            continue
        opener = _PAIRS.get(mark)
        if opener is None or not counts[opener]:
            continue
        # An opener of another kind that was never closed is passed over.
        while waiting:
            kind, begun = waiting.pop()
            counts[kind] -= 1
            if kind == opener:
                if at - begun <= _LONGEST_PAIR:
                    closed[begun] = at
                break
    return closed


def _ends(text: str, at: int, end: int) -> bool:
    mark = text[at]
    if mark in _END:
        return True
    if mark != ".":
        return False
    # A half-width stop ends a sentence only before a blank or the end, and not behind a list number.
    after = text[at + 1] if at + 1 < end else " "
    before = text[at - 1] if at else " "
    return (
        (after.isspace() or after in "”’」』）)》\"'")
        and not (before.isascii() and before.isalnum())
        and before != "."
    )


def _tail_end(text: str, at: int, end: int) -> int:
    match = _TAIL.match(text, at, end)
    return match.end() if match else at


def _trimmed(document: Document, start: int, end: int) -> list[Span]:
    """The stretch without blanks and noise at its edges; nothing where nothing else is in it."""
    pieces = [
        span
        for piece in kept(document.noise, start, end)
        if len(span := trimmed(document.text, piece.start, piece.end))
    ]
    return [Span(pieces[0].start, pieces[-1].end)] if pieces else []
