"""Paragraphs: which lines of a text belong together.

Many files hold one paragraph a line. Text taken from a PDF is broken at the width of its page
instead (hard wraps 硬回车), often with a blank line after every line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gouji.document.lines import Line, count_breaks, printed_width, typed_width, without
from gouji.document.model import Span
from gouji.document.numbering import begins_with_mark

_CLOSERS = "”’」』）)》〉】]\"'"
_ENDS = "。！？；!?;"
_GOES_ON = "，,、（(《〈“‘〔[「『—/"
_NEVER_FIRST = "，,、。；;：:！？!?）)》〉”’〕]」』%％"
_BULLET = re.compile(r"[-*+•·●○■□▪◆◇➢]\s|#{1,6}\s")
_PROSE = re.compile("[，。；、]")
_TOKEN = re.compile(r"(?:[0-9A-Za-z.,%+/-]|[０-９．％]|(?<=[０-９])，(?=[０-９]))++")
# A unit below its number, whatever blank stands before it.
_UNIT_FIRST = re.compile(r"[万亿]元|元(?=[、，。；：）])|[%％]")
_AMOUNT = re.compile(
    r"[0-9０-９][0-9０-９.,，．]*+\s?[十百千万亿]{0,2}(?:元|人次|平方米|公里|[人户个亩家所项台套次名份])[，。、；]?"
)
# The same with the character before the number, which some programs keep on its line too.
_TIED = re.compile(
    r"[一-龥（][0-9０-９][0-9０-９.,，．]*+(?:[十百千万亿]{0,2}(?:元|人次|平方米|公里|[人户个亩家所项台套次名份])|[%％])?"
)
_WIDEST_AMOUNT = 18
_PAGE = 140
_FIRST_INDENT = 4
_SLACK = 3.5
_FEWEST_COUNTED = 8
_FLUSH = 0.8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, from the first character to the last."""

    start: int
    end: int
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Measure:
    """How a file breaks its lines: usual width in columns, usual line breaks between two.

    ``first`` is the width of a paragraph's first line where its indent got lost and shows as
    a shorter line; 0 where nothing of the kind is seen. ``indented``: first lines are indented.
    ``counted``: lines are broken after so many characters, whatever room these take; a width is then
    twice their number.
    """

    width: float
    breaks: int
    first: float
    indented: bool
    counted: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with what the decision needs."""

    line: Line
    content: str
    width: float
    indent: float
    marked: bool
    ended: bool


def paragraphs(
    text: str,
    lines: Sequence[Line],
    noise: Sequence[Span],
    *,
    may_wrap: bool,
    begins: Collection[int] = (),
) -> list[Paragraph]:
    """The paragraphs that *lines* (those outside tables) form.

    Args:
        text: The document's text.
        lines: Lines that are neither blank nor in a table, in order.
        noise: Spans that count as absent; lines that hold nothing else are skipped.
        may_wrap: Whether the format can break a paragraph into lines at all.
        begins: Offsets where the format says that a heading begins.
    """
    rows = [row for line in lines if (row := _row(text, line, noise, begins))]
    counted = may_wrap and _is_counted(rows)
    if counted:
        rows = [replace(row, width=2.0 * len(row.content)) for row in rows]
    elif may_wrap and _is_typed(rows):
        rows = [replace(row, width=float(typed_width(row.content))) for row in rows]
    measure = _measure(rows) if may_wrap else None
    if measure is not None and counted:
        measure = replace(measure, width=_usual(rows, measure.width), counted=True)
    found: list[Paragraph] = []
    begun: list[_Row] = []
    for row in rows:
        if begun and _goes_on(text, begun, row, noise, measure):
            begun.append(row)
            continue
        if begun:
            found.append(Paragraph(begun[0].line.start, begun[-1].line.end, len(begun)))
        begun = [row]
    if begun:
        found.append(Paragraph(begun[0].line.start, begun[-1].line.end, len(begun)))
    return found


def _row(text: str, line: Line, noise: Sequence[Span], begins: Collection[int]) -> _Row | None:
    content = without(text, noise, line.start, line.end).strip()
    if not content:
        return None
    indent = text[line.raw_start : line.start]
    columns = len(indent) and sum(
        2 if blank == "\u3000" else 4 if blank == "\t" else 1 for blank in indent[:80]
    )
    ended = content.rstrip(_CLOSERS)[-1:] in _ENDS if content[-1] in _CLOSERS else content[-1] in _ENDS
    stated = line.start in begins or line.raw_start in begins
    marked = stated or begins_with_mark(content) or bool(_BULLET.match(content))
    return _Row(line, content[:200], printed_width(content), columns, marked, ended)


def _is_counted(rows: Sequence[_Row]) -> bool:
    """Whether unfinished lines are alike in how many characters they have, and not in how wide they print."""
    running = [row for row in rows if not row.ended and row.content[-1] not in "：:" and row.width >= 30]
    if len(running) < _FEWEST_COUNTED:
        return False
    widths, counts = [row.width for row in running], [len(row.content) for row in running]
    return _agreeing(counts) > _agreeing(widths) + 0.25 and _agreeing(counts) >= 0.5


def _usual(rows: Sequence[_Row], width: float) -> float:
    """The width that most unfinished lines have, where it is near a measured one: a few longer lines set none."""
    widths = Counter(row.width for row in rows if not row.ended)
    usual, times = widths.most_common(1)[0] if widths else (width, 0)
    return usual if times >= _FEWEST_COUNTED and usual >= 0.85 * width else width


def _is_typed(rows: Sequence[_Row]) -> bool:
    """Whether unfinished lines end at one column as they are typed, and not as a typesetter spaces them."""
    running = [row for row in rows if not row.ended and row.content[-1] not in "：:" and row.width >= 30]
    if len(running) < _FEWEST_COUNTED:
        return False
    typed, printed = [float(typed_width(row.content)) for row in running], [row.width for row in running]
    return _flush(typed) >= _FLUSH and _flush(typed) > _flush(printed) + (1 - _FLUSH)


def _flush(widths: Sequence[float]) -> float:
    """The share of lines that end within a character of the usual column."""
    usual = median(widths)
    return sum(abs(width - usual) <= 2 for width in widths) / len(widths)


def _agreeing(sizes: Sequence[float]) -> float:
    """The share of sizes that are near the upper end of them."""
    upper = sorted(sizes)[int(len(sizes) * 0.9)]
    return sum(0.94 * upper <= size <= 1.06 * upper for size in sizes) / len(sizes)


def _measure(rows: Sequence[_Row]) -> Measure | None:
    """How the lines of a file are broken; ``None`` for one paragraph a line."""
    widths = sorted(row.width for row in rows)
    if len(rows) < 2:
        return None
    width = widths[-1] if len(rows) < 8 else widths[min(int(len(rows) * 0.97), len(rows) - 2)]
    full = [row for row in rows if 0.85 * width <= row.width <= 1.15 * width]
    runs_on = [row for row in full if not row.ended]
    if not 30 <= width <= _PAGE or 2 * len(runs_on) < len(full):
        return None
    # Few full lines are wraps only where no line is longer than the page.
    few = len(full) < 0.3 * len(rows)
    if few and (len(runs_on) < 3 or widths[-1] > 1.2 * width):
        return None
    if len(rows) >= 8 and widths[-1] > 4 * width:
        return None
    width = median(row.width for row in full if row.width >= 0.95 * width)
    breaks = sorted(
        below.line.breaks for row, below in pairwise(rows) if row.width >= 0.9 * width and not row.ended
    )
    usual = breaks[len(breaks) // 2] if breaks else 1
    return Measure(width, max(1, usual), _first_width(rows, width), _is_indented(rows))


def median(values: Iterable[float]) -> float:
    """The middle one of the values, the higher of two; at least one value."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def _first_width(rows: Sequence[_Row], width: float) -> float:
    """The width of full first lines, those below a short line that ends a sentence."""
    firsts = [
        row.width
        for above, row in pairwise(rows)
        if above.ended and above.width < 0.75 * width and not row.ended and row.width > 0.8 * width
    ]
    if len(firsts) < 3:
        return 0
    usual = median(firsts)
    return usual if width - 6 <= usual <= width - 2.5 else 0


def _is_indented(rows: Sequence[_Row]) -> bool:
    indented = sum(1 for row in rows if 2 <= row.indent <= 8)
    return indented >= 3 and indented < 0.8 * len(rows)


def _goes_on(
    text: str, begun: Sequence[_Row], row: _Row, noise: Sequence[Span], measure: Measure | None
) -> bool:
    """Whether *row* continues the paragraph that *begun* holds so far."""
    above = begun[-1]
    if above.content.startswith("#") or (row.marked and above.content[-1] not in "（(《〈“‘〔"):
        return False
    interrupted = _number_between(text, noise, above.line.end, row.line.start)
    page_break = "\f" in text[above.line.raw_end : row.line.raw_start]
    if measure is None:
        return interrupted and not above.ended and above.content[-1] not in "：:" and above.width >= 24
    apart = count_breaks(text, above.line.raw_end, row.line.raw_start)
    if apart > measure.breaks and not interrupted and not page_break:
        return False
    if _UNIT_FIRST.match(row.content) and above.content[-1].isdecimal():
        return True
    if "\t" in text[row.line.raw_start : row.line.start] or row.indent >= above.indent + 2:
        return False
    if row.content[0] in _NEVER_FIRST or above.content[-1] in _GOES_ON:
        return above.width >= 0.6 * measure.width
    if not _is_full(begun, row, measure):
        return _is_left_open(begun, row, measure)
    if above.content[-1] in "；;" and not (measure.indented and row.indent >= 2):
        return True  # a sentence goes on behind it, and items that end so begin with their marks
    if above.ended or above.content[-1] in "：:":
        return _looks_continued(row, measure)
    return not (len(begun) == 1 and above.marked and _looks_first(row, measure) and _may_be_heading(above))


def _number_between(text: str, noise: Sequence[Span], start: int, end: int) -> bool:
    """Whether the number of a page, not only a bookmark, stands between two lines."""
    first = bisect_left(noise, start, key=lambda span: span.start)
    last = bisect_left(noise, end, key=lambda span: span.start)
    return any(text[span.start] != "[" for span in noise[first:last])


def _is_full(begun: Sequence[_Row], row: _Row, measure: Measure) -> bool:
    """Whether the next word would not have found room on the line above."""
    above = begun[-1]
    token = _TOKEN.match(row.content)
    needed = max(2, min(int(printed_width(token.group())), 12) if token else 2)
    if token and (amount := _AMOUNT.match(row.content)):
        # Some programs keep a number and its unit on one line.
        needed = max(needed, min(int(printed_width(amount.group())), _WIDEST_AMOUNT))
    if token and measure.counted:
        needed = min(2 * len(token.group()) + 4, 30)
    elif measure.counted and _PROSE.search(above.content) and (tied := _TIED.match(row.content)):
        needed = min(2 * len(tied.group()) + 8, 30)
    room = measure.width - above.width - (_FIRST_INDENT if len(begun) == 1 else 0)
    return room < needed + _SLACK


def _is_left_open(begun: Sequence[_Row], row: _Row, measure: Measure) -> bool:
    """Whether a paragraph that began with an indent stops in mid-sentence above a line without one."""
    above = begun[-1]
    stops = above.ended or above.content[-1] in "：:" or above.width < 0.7 * measure.width
    return measure.indented and begun[0].indent >= 2 and row.indent < 2 and not stops


def _looks_continued(row: _Row, measure: Measure) -> bool:
    """Below a full line that ends a sentence: only the lost or kept indent tells the two cases apart."""
    if measure.indented:
        return row.indent < 2 and row.width > 0.9 * measure.width
    return bool(measure.first) and row.width >= (measure.first + measure.width) / 2


def _looks_first(row: _Row, measure: Measure) -> bool:
    if not measure.first or row.ended or (measure.indented and row.indent < 2):
        return False
    return 0.85 * measure.width < row.width < (measure.first + measure.width) / 2


def _may_be_heading(row: _Row) -> bool:
    """No comma at its end, no sentence that has ended before, no semicolon, no bracket left open."""
    left = sum(row.content.count(mark) for mark in "（(《“〔")
    right = sum(row.content.count(mark) for mark in "）)》”〕")
    whole = "；" not in row.content and "。" not in row.content[:-1]
    return row.content[-1] not in _GOES_ON and whole and left <= right
