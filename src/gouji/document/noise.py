"""Characters that belong to nobody: bookmark marks, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.document.lines import Line, count_breaks, printed_width
from gouji.document.model import Span

# What a word processor's own marks look like once a file was turned into text.
_MARK = re.compile(r"\[(?:bookmark|footnoteRef|endnoteRef)(?:: ?[^\[\]\r\n]{0,300}+)?\]")
_NUMBER = re.compile(r"[-–—－─]{0,2}+\s?+([0-9０-９]{1,4})\s?+[-–—－─]{0,2}+")
_PAGE = re.compile(
    r"[-–—－─·]{1,2}+\s*+[0-9０-９]{1,4}\s*+[-–—－─·]{1,2}+"
    r"|第?\s?[0-9０-９]{1,4}\s?页(?:\s?[,，/]?\s?共?\s?[0-9０-９]{1,4}\s?页)?"
    r"|第\s?[0-9０-９]{1,4}\s?页\s?共\s?[0-9０-９]{1,4}"
    r"|(?i:page)\s[0-9]{1,4}(?:\s(?i:of)\s[0-9]{1,4})?"
)
_OPEN_WIDTH = 24
_PAGE_LENGTH = 200


def marks(text: str) -> list[Span]:
    """Every ``[bookmark: …]`` and the like."""
    if "[" not in text:
        return []
    return [Span(*match.span()) for match in _MARK.finditer(text)]


def is_page(content: str) -> bool:
    """Whether a line says that it is the number of a page: - 3 -, 第3页; a bare 3 may be a cell."""
    return _PAGE.fullmatch(content) is not None


def page_numbers(text: str, lines: Sequence[Line]) -> list[Span]:
    """Lines that hold only the number of a page 页码.

    A bare number counts as one where it interrupts a sentence with blank lines round it, or
    where such numbers count up through the text, a page apart.
    """
    found: list[Span] = []
    bare: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if line.end - line.start > 24:
            continue
        content = text[line.start : line.end]
        if _PAGE.fullmatch(content):
            found.append(Span(line.start, line.end))
        elif (number := _NUMBER.fullmatch(content)) and _stands_apart(text, lines, index):
            if len(number[1]) <= 3 and _interrupts(text, lines, index):
                found.append(Span(line.start, line.end))
            else:
                bare.append((int(number[1]), index))
    found.extend(_counting(lines, bare))
    return sorted(found)


def _stands_apart(text: str, lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    after = lines[index + 1].breaks if index + 1 < len(lines) else 2
    gap_start = lines[index - 1].raw_end if index else 0
    return (
        "\f" in text[gap_start : line.start] or (line.breaks >= 2 and after >= 2) or index + 1 == len(lines)
    )


def _interrupts(text: str, lines: Sequence[Line], index: int) -> bool:
    if not 0 < index < len(lines) - 1:
        return False
    before, after = lines[index - 1], lines[index + 1]
    left, right = text[before.start : before.end], text[after.start : after.end]
    if "\t" in text[before.raw_start : before.start] or "\t" in text[after.raw_start : after.start]:
        return False
    wide = printed_width(left) >= _OPEN_WIDTH and printed_width(right) >= _OPEN_WIDTH / 2
    # In a file whose lines all stand apart, a number in a column does so too; a page leaves a wider gap.
    apart = count_breaks(text, before.raw_end, lines[index].raw_start) > 2 or _usual_breaks(lines, index) < 2
    return wide and apart and left[-1] not in "。！？；：:;!?" and right[0] not in "一二三四五六七八九十第（("


def _usual_breaks(lines: Sequence[Line], index: int) -> int:
    near = sorted(line.breaks for line in lines[max(1, index - 9) : index + 9])
    return near[len(near) // 2] if near else 1


def _counting(lines: Sequence[Line], bare: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Runs of three and more numbers that go up by one, a page of text apart."""
    run: list[tuple[int, int]] = []
    for number, index in [*bare, (-1, -1)]:
        follows = run and number == run[-1][0] + 1
        if follows and lines[index].start - lines[run[-1][1]].start >= _PAGE_LENGTH:
            run.append((number, index))
            continue
        if len(run) >= 3:
            yield from (Span(lines[at].start, lines[at].end) for _, at in run)
        run = [(number, index)]
