"""Text as a person reads it: noise left out, hard wraps joined, every character traced back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.document.lines import kept, without
from gouji.document.model import Span

_GAP = re.compile(r"[\n\r\f\v\x85\u2028\u2029]")
_WRAP = re.compile(r"[\n\r\f\v\x85\u2028\u2029]\s*+")


def joined(text: str, start: int, end: int, noise: Sequence[Span]) -> tuple[str, Sequence[int]]:
    """A stretch of one paragraph or cell on one line, with the raw offset of every character.

    A hard wrap 硬回车 between two latin words or numbers becomes one blank, any other vanishes.
    """
    pieces = kept(noise, start, end)
    plain = len(pieces) == 1 and not _GAP.search(text, start, end)
    if plain:
        return _bare(text[pieces[0].start : pieces[0].end], range(pieces[0].start, pieces[0].end))
    raw = "".join(text[piece.start : piece.end] for piece in pieces)
    offsets: list[int] = []
    for piece in pieces:
        offsets.extend(range(piece.start, piece.end))
    return _unwrapped(raw, offsets)


def joined_text(text: str, start: int, end: int, noise: Sequence[Span]) -> str:
    """The same without the offsets."""
    raw = without(text, noise, start, end).strip()
    if not _GAP.search(raw):
        return raw
    return "".join([" " if wrap else raw[first:last] for first, last, wrap in _pieces(raw)])


def _bare(raw: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    left = len(raw) - len(raw.lstrip())
    right = len(raw.rstrip())
    return raw[left:right], offsets[left:right] if right > left else ()


def _unwrapped(wrapped: str, at: Sequence[int]) -> tuple[str, Sequence[int]]:
    raw, offsets = _bare(wrapped, at)
    out: list[str] = []
    places: list[int] = []
    for first, last, wrap in _pieces(raw):
        out.append(" " if wrap else raw[first:last])
        places += offsets[first:last]
    return "".join(out), places


def _pieces(raw: str) -> Iterator[tuple[int, int, bool]]:
    """The lines of a stretch without the blanks at their ends, and between two words the wrap that parts them."""
    position = 0
    for gap in _WRAP.finditer(raw):
        last = position + len(raw[position : gap.start()].rstrip())
        yield position, last, False
        if _word(raw[last - 1]) and _word(raw[gap.end()]):
            yield last, last + 1, True
        position = gap.end()
    yield position, len(raw), False


def _word(character: str) -> bool:
    return character.isascii() and character.isalnum()
