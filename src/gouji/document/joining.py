"""Text as a person reads it: noise left out, hard wraps joined, every character traced back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.document.lines import kept, without
from gouji.document.model import Span

_GAP = re.compile(r"[\n\r\f\v\x85\u2028\u2029]")
_WRAP = re.compile(r"(?<!\s)[^\S\n\r\f\v\x85\u2028\u2029]*+[\n\r\f\v\x85\u2028\u2029]\s*+")


def joined(text: str, start: int, end: int, noise: Sequence[Span]) -> tuple[str, list[int]]:
    """A stretch of one paragraph or cell on one line, with the raw offset of every character.

    A hard wrap 硬回车 between two latin words or numbers becomes one blank, any other vanishes.
    """
    pieces = kept(noise, start, end)
    plain = len(pieces) == 1 and not _GAP.search(text, start, end)
    if plain:
        return _bare(text[pieces[0].start : pieces[0].end], list(range(pieces[0].start, pieces[0].end)))
    raw = "".join(text[piece.start : piece.end] for piece in pieces)
    offsets: list[int] = []
    for piece in pieces:
        offsets.extend(range(piece.start, piece.end))
    return _unwrapped(raw, offsets)


def joined_text(text: str, start: int, end: int, noise: Sequence[Span]) -> str:
    """The same without the offsets."""
    if _GAP.search(text, start, end):
        return joined(text, start, end, noise)[0]
    return without(text, noise, start, end).strip()


def _bare(raw: str, offsets: list[int]) -> tuple[str, list[int]]:
    left = len(raw) - len(raw.lstrip())
    right = len(raw.rstrip())
    return raw[left:right], offsets[left:right] if right > left else []


def _unwrapped(raw: str, offsets: list[int]) -> tuple[str, list[int]]:
    raw, offsets = _bare(raw, offsets)
    out: list[str] = []
    places: list[int] = []
    position = 0
    for gap in _WRAP.finditer(raw):
        out.append(raw[position : gap.start()])
        places.extend(offsets[position : gap.start()])
        if _word(raw[gap.start() - 1]) and _word(raw[gap.end()]):
            out.append(" ")
            places.append(offsets[gap.start()])
        position = gap.end()
    out.append(raw[position:])
    places.extend(offsets[position:])
    return "".join(out), places


def _word(character: str) -> bool:
    return character.isascii() and character.isalnum()
