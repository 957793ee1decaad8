"""Numbers that a line break or a blank cuts in two 断开的数: 128.⏎5万元, 1,⏎208元, 5 862户."""

from __future__ import annotations

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
# O.5 and l.5 of a scanner, the last number of 2.3.5.
_PIECE = Lazy(r"(?:(?<![A-Za-z])[OoIl]|[0-9０-９])[.．]$")
_REACH = 48
CUT_MARKS = frozenset(".．,\n \u3000\xa0\u2002\u2003\u2009\u202f")
# 表1 5个, 12月 5个: the number on the left is a name of its own.
_NUMBERED = frozenset("第表图件号款注例章节条栏行年月日")


class Left(NamedTuple):
    """The left part of a number: where it begins, and its digits up to the part on the right."""

    start: int
    digits: str


# The number on the right is a piece of one that cannot be read with certainty.
UNREADABLE = Left(-1, "")


def left_part(text: str, start: int, number: str) -> Left | None:
    """The part of a number that stands before the one that begins at *start*.

    Args:
        text: The text.
        start: Where the digits with the unit begin.
        number: Those digits, folded.

    Returns:
        The left part; ``UNREADABLE`` where the two can be read in more than one way (``3 862户`` on
        a line of its own: a serial and a count, or 3862); ``None`` where the number stands by itself.
    """
    if start < 2 or text[start - 1] not in CUT_MARKS:
        return None
    floor = max(0, start - _REACH)
    near = text[floor:start]
    left = _cut_by_line(near, number) or _cut_by_blank(near, number)
    return Left(floor + left.start, left.digits) if left and left is not UNREADABLE else left


def _cut_by_line(near: str, number: str) -> Left | None:
    """128.⏎5, 128⏎.5, 1,⏎208.5; a list mark (1.⏎5万元) is no left part."""
    whole, point, _ = number.partition(".")
    if cut := None if point else _POINT.search(near):
        listed = near[-1] not in ".．" and len(cut[1]) < 3 and _begins_line(near, cut.start())
        return None if listed else Left(cut.start(), fold(cut[1]) + ".")
    if len(whole) == 3 and (cut := _THOUSANDS.search(near)):
        return Left(cut.start(), fold(cut[1]))
    bare = near.rstrip()
    if _is_torn(number) and "\n" in near[len(bare) :] and bare[-1:].isdigit():
        return UNREADABLE
    return UNREADABLE if _PIECE.search(near) else None


def _is_torn(number: str) -> bool:
    """Whether no number begins like this: 08.5, 000."""
    return number[0] == "0" and number[1:2] != "."


def _begins_line(near: str, position: int) -> bool:
    return not near[:position].rpartition("\n")[2].strip()


def _cut_by_blank(near: str, number: str) -> Left | None:
    """5 862户 and 12 345 678.90元 behind a word; on a line of their own they may be two cells."""
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
