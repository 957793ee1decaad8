"""Numbers that a line break or a blank cuts in two 断开的数: 128.⏎5万元, 1,⏎208元, 5 862户."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from gouji.figures.lazy import Lazy
from gouji.figures.numeral import fold

_B = "[ \u3000\xa0\u2002\u2003\u2009\u202f]"
_BREAK = rf"{_B}{{0,8}}\r?\n(?:{_B}{{0,8}}\r?\n)?{_B}{{0,8}}"
_D = "[0-9０-９]"
_ALONE = r"(?<![0-9０-９.．,，A-Za-z])"
_POINT = Lazy(rf"{_ALONE}({_D}{{1,3}}(?:,{_D}{{3}})+|{_D}{{1,12}})(?:[.．]{_BREAK}|{_BREAK}[.．])$")
_THOUSANDS = Lazy(rf"{_ALONE}({_D}{{1,3}}(?:,{_D}{{3}}){{0,4}})(?:,{_BREAK}|{_BREAK},)$")
_SPACED = Lazy(rf"{_ALONE}({_D}{{1,3}}(?:{_B}{_D}{{3}}){{0,3}}){_B}$")
_SPACED_POINT = Lazy(rf"{_ALONE}({_D}{{1,3}}(?:,{_D}{{3}})+|{_D}{{1,12}})(?:{_B}[.．]{_B}?|[.．]{_B})$")
# O.5 and l.5 of a scanner, the last number of 2.3.5.
_PIECE = Lazy(r"(?:(?<![A-Za-z])[OoIl]|[0-9０-９])[.．]$")
# 3,71⏎6.80: a group of three that the line cuts; 186.4⏎0, 2⏎1.7: digits that only a full line cuts.
_TORN_GROUP = Lazy(rf"{_ALONE}({_D}{{1,3}}(?:,{_D}{{3}}){{0,4}},{_D}{{1,2}}){_BREAK}$")
_DIGITS = Lazy(
    rf"{_ALONE}({_D}{{1,3}}(?:,{_D}{{3}}){{1,4}}(?:[.．]{_D}{{1,6}})?|{_D}{{1,12}}(?:[.．]{_D}{{1,6}})?){_BREAK}$"
)
_REACH = 48
_AROUND = 1600
_ALIKE = 4
_BLANKS = 28
_LAST_OF_LEFT = frozenset("0123456789０１２３４５６７８９.．,，") | {""}
CUT_MARKS = frozenset(".．,\n \u3000\xa0\u2002\u2003\u2009\u202f")
# 表1 5个, 12月 5个: the number on the left is a name of its own.
_NUMBERED = frozenset("第表图件号款注例章节条栏行年月日")


class Left(NamedTuple):
    """The left part of a number: where it begins, and its digits up to the part on the right."""

    start: int
    digits: str


# The number on the right is a piece of one that cannot be read with certainty.
UNREADABLE = Left(-1, "")


def left_part(text: str, start: int, number: str, above: int = -1) -> Left | None:
    """The part of a number that stands before the one that begins at *start*.

    Args:
        text: The text.
        start: Where the digits with the unit begin.
        number: Those digits, folded.
        above: Where the text ends that stands before a page number above *start*; -1 for none.

    Returns:
        The left part; ``UNREADABLE`` where the two can be read in more than one way (``3 862户`` on
        a line of its own: a serial and a count, or 3862); ``None`` where the number stands by itself.
    """
    if start < 2 or text[start - 1] not in CUT_MARKS:
        return None
    until = above if above >= 0 else start
    # Most numbers with a blank before them stand behind a word.
    if text[max(0, until - _BLANKS) : until].rstrip()[-1:] not in _LAST_OF_LEFT:
        return None
    floor = max(0, until - _REACH)
    near = text[floor:until] + ("\n" if above >= 0 else "")
    left = _cut_by_line(near, number) or _cut_in_digits(text, floor, near, number)
    if left is None and above < 0:
        left = _cut_by_blank(near, number)
    return Left(floor + left.start, left.digits) if left and left is not UNREADABLE else left


def left_of_date(text: str, start: int, right: int) -> Left | None:
    """The first digits of a year, month or day whose last *right* digits begin a line (20⏎22年)."""
    floor = max(0, start - _REACH)
    cut = _DIGITS.search(text[floor:start])
    if cut is None or not cut[1].isdecimal():
        return None
    digits = fold(cut[1])
    year = len(digits) + right == 4 and ("20" + digits[2:]).startswith(digits)
    if not (year or len(digits) == right == 1) or not _fills_line(text, floor + cut.end(1)):
        return None
    return Left(floor + cut.start(), digits)


def _cut_by_line(near: str, number: str) -> Left | None:
    """128.⏎5, 128⏎.5, 1,⏎208.5; a list mark (1.⏎5万元) is no left part."""
    whole, point, _ = number.partition(".")
    if cut := None if point else _POINT.search(near):
        listed = near[-1] not in ".．" and len(cut[1]) < 3 and _begins_line(near, cut.start())
        return None if listed else Left(cut.start(), fold(cut[1]) + ".")
    if len(whole) == 3 and (cut := _THOUSANDS.search(near)):
        return Left(cut.start(), fold(cut[1]))
    return UNREADABLE if _PIECE.search(near) or (near[-1] in ".．" and _is_torn(number)) else None


def _cut_in_digits(text: str, floor: int, near: str, number: str) -> Left | None:
    """3,71⏎6.80 and, where the line is as wide as its page, 186.4⏎0 and 2⏎1.7."""
    whole, point, _ = number.partition(".")
    if cut := _TORN_GROUP.search(near):
        fits = len(cut[1].rpartition(",")[2]) + len(whole) == 3
        return Left(cut.start(), fold(cut[1])) if fits else UNREADABLE
    cut = _DIGITS.search(near)
    if cut is None:
        return None
    if not _fills_line(text, floor + cut.end(1)):
        return UNREADABLE if _is_torn(number) else None
    split = "." in fold(cut[1])
    named = near[: cut.start()][-1:] in _NUMBERED and cut.start() > 0
    if named or (split and point) or ("," in cut[1] and not split):
        return UNREADABLE
    return Left(cut.start(), fold(cut[1]))


def _fills_line(text: str, end: int) -> bool:
    """Whether the line that ends at *end* is as wide as the lines round it: only then it cuts digits."""
    begin = text.rfind("\n", 0, end) + 1
    if not 20 <= end - begin <= 160:
        return False
    around = text[max(0, begin - _AROUND) : end + _AROUND].split("\n")[1:-1]
    lines = [text[begin:end], *(line.rstrip() for line in around)]
    # Counted in columns, a line may hang its last mark over the edge.
    return any(
        _is_widest([_columns(line, wide) for line in lines], hang)
        for wide, hang in (("", 0), ("FW", 1), ("FWA", 1))
    )


def _columns(line: str, wide: str) -> int:
    """How many columns a line takes where characters of the *wide* East Asian classes take two."""
    if not wide or len(line) > 200:
        return len(line)
    return len(line) + sum(1 for character in line if unicodedata.east_asian_width(character) in wide)


def _is_widest(widths: Sequence[int], hang: int) -> bool:
    """Whether the first width is that of the full lines among the others."""
    width = widths[0]
    long = [other for other in widths[1:] if other > 0.7 * width]
    alike = sum(1 for other in long if width - 1 <= other <= width + hang)
    wider = sum(1 for other in long if other > width + hang)
    return alike > _ALIKE and wider * 10 <= alike and alike * 2 >= len(long)


def _is_torn(number: str) -> bool:
    """Whether no number begins like this: 08.5, 000."""
    return number[0] == "0" and number[1:2] != "."


def _is_word(before: str) -> bool:
    """Whether what stands before is a word that a number follows: behind a full stop 1. is a list mark."""
    return "\u4e00" <= before <= "\u9fff" and before not in _NUMBERED


def _begins_line(near: str, position: int) -> bool:
    return not near[:position].rpartition("\n")[2].strip()


def _cut_by_blank(near: str, number: str) -> Left | None:
    """67. 27万元, 5 862户 and 12 345 678.90元 behind a word; on a line of their own they may be two cells."""
    if (cut := _SPACED_POINT.search(near)) and _is_word(near[: cut.start()][-1:]) and number.isdecimal():
        return Left(cut.start(), fold(cut[1]) + ".")
    cut = _SPACED.search(near)
    if cut is None or ((before := near[: cut.start()][-1:]) in _NUMBERED and before):
        return None
    digits = "".join(fold(cut[1]).split())
    whole = len(number.partition(".")[0])
    in_sentence = before != "" and not before.isspace()
    torn = _is_torn(number)
    if whole == 3 and (in_sentence or torn):
        return Left(cut.start(), digits)
    year = whole == 2 and digits in ("19", "20")
    return UNREADABLE if whole == 3 or in_sentence or torn or year else None
