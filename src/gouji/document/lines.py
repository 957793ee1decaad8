"""The lines of a text: where they stand, how wide they print, how far apart they are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from gouji.document.model import Span

_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BREAKS = "\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(rf"[^\s{_INVISIBLE}][^{_BREAKS}]*+")
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
_WIDE = re.compile(r"[\u00b7\u00d7\u2010-\u2027\u2030\u2190-\u27ff\u2e80-\uffef]++")
_SEAM = re.compile(r"[\u4e00-\u9fff][ \u00a0]?[0-9A-Za-z]|[0-9A-Za-z%][ \u00a0]?(?=[\u4e00-\u9fff])")
_BLANKS = re.compile("[ \t\u00a0\u2002\u2003\u2009]++")
_WIDEST = 400
_START = attrgetter("start")
_END = attrgetter("end")


class Line(NamedTuple):
    """A line that holds more than blanks; ``start:end`` leaves the blanks at its edges out.

    ``raw_start:raw_end`` is the whole line. ``breaks`` counts the line breaks between the line
    before and this one: 1 means directly below it.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    breaks: int


def strip(text: str) -> str:
    """The text without blanks and invisible characters at its edges."""
    while True:
        bare = text.strip().strip(_INVISIBLE)
        if len(bare) == len(text):
            return bare
        text = bare


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without blanks at its edges; empty at *start* when nothing else is there."""
    piece = text[start:end]
    bare = strip(piece)
    if not bare:
        return Span(start, start)
    begin = start + piece.index(bare)
    return Span(begin, begin + len(bare))


def count_breaks(text: str, start: int, end: int) -> int:
    """How many line breaks a stretch of text holds; ``\\r\\n`` is one."""
    piece = text[start:end]
    if piece.isascii() and "\r" not in piece and "\f" not in piece and "\v" not in piece:
        return piece.count("\n")
    return sum(1 for _ in _BREAK.finditer(piece))


def split_lines(text: str, enough: int | None = None) -> list[Line]:
    """All lines that hold more than blanks, in order; at least *enough* characters of them."""
    lines: list[Line] = []
    left = len(text) if enough is None else enough
    before = 0
    for match in _LINE.finditer(text):
        start, raw_end = match.span()
        last = text[raw_end - 1]
        blank_end = last in _INVISIBLE or last.isspace()
        end = start + len(strip(match.group())) if blank_end else raw_end
        gap = text[before:start]
        breaks, raw_start = gap.count("\n"), start
        if breaks != len(gap):
            breaks, raw_start = _breaks(gap, before)
        lines.append(Line(start, end, raw_start, raw_end, breaks))
        before = raw_end
        left -= end - start
        if left < 0:
            break
    return lines


def _breaks(gap: str, start: int) -> tuple[int, int]:
    """How many line breaks a gap of blanks holds, and where the line behind the last one begins."""
    breaks, raw_start = 0, start
    for line_break in _BREAK.finditer(gap):
        breaks += 1
        raw_start = start + line_break.end()
    return breaks, raw_start


def printed_width(text: str) -> float:
    """How many columns a line takes in print: 2 a Chinese character, 1 a digit or a letter.

    Blanks between the two scripts count as the quarter em that typesetting puts there, printed
    or not; lines longer than any page are only measured roughly.
    """
    piece = _BLANKS.sub("", text[:_WIDEST])
    narrow = len(_WIDE.sub("", piece))
    return 2 * len(piece) - narrow + (0.5 * len(_SEAM.findall(piece)) if narrow else 0)


def typed_width(text: str) -> int:
    """How many columns a line takes where nothing is added or left out: a text broken by a program."""
    piece = text[:_WIDEST]
    return 2 * len(piece) - len(_WIDE.sub("", piece))


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that touch or overlap joined, empty ones left out."""
    merged: list[Span] = []
    for span in sorted(span for span in spans if span.end > span.start):
        if merged and span.start <= merged[-1].end:
            if span.end > merged[-1].end:
                merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)


def without(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    """The text from *start* to *end*, *spans* (in order, apart) taken out."""
    first = bisect_right(spans, start, key=_END) if spans else 0
    if first == len(spans) or spans[first].start >= end:
        return text[start:end]
    return "".join([text[piece.start : piece.end] for piece in kept(spans, start, end)])


def kept(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """What remains of ``start:end`` when *spans* (in order, apart) are taken out."""
    if not spans:
        return [Span(start, end)] if start < end else []
    first = bisect_right(spans, start, key=_END)
    if first == len(spans) or spans[first].start >= end:
        return [Span(start, end)] if start < end else []
    last = bisect_left(spans, end, key=_START)
    pieces: list[Span] = []
    position = start
    for span in spans[first:last]:
        if span.start > position:
            pieces.append(Span(position, span.start))
        position = max(position, span.end)
    if position < end:
        pieces.append(Span(position, end))
    return pieces
