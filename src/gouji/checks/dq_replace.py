"""DQ-REPLACE 全局替换: one character stands for another throughout the report."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from gouji.checks import proposes
from gouji.checks.reading.text.phrases import characters, damaged
from gouji.checks.reading.text.prose import Line, lines
from gouji.facts import Facts
from gouji.findings import Member, Operand, Relation

LEFT = 1
"""A character that was replaced throughout stands hardly anywhere."""

PHRASES, PLACES = 2, 3
"""So many different phrases, in so many places, must be damaged in the same way."""

SHOWN = 20
_OWN = "学校|院校|高校|大学|中学|小学|幼儿园|医院|卫生|机构|学院|校|单位|家|人|名|项|户"


class _Place(NamedTuple):
    line: Line
    start: int
    end: int
    phrase: str
    by: str


@proposes("DQ-REPLACE", title="全局替换", severity="low", default=False)
def replaced(facts: Facts) -> Iterator[Relation]:
    """Standard phrases are not all damaged by one and the same character in the place of another.

    Formula: 用语中的字 = 规范用语中的字, at three places and in two phrases at least
    Example: 两片阶段, 片性化 and 对片人和家庭 with no 个 anywhere: 片 was put for every 个.
    Undetermined: Fewer places; a single one is DQ-TYPO's.
    Source: Prose and tables against a list of phrases; 个 is looked for first, as it is replaced most often.
    """
    read = lines(facts)
    text = "\n".join(line.text for line in read)
    counts = Counter(text)
    for character in sorted(characters()):
        # A report that still uses the character has not had it replaced.
        if counts[character] <= LEFT:
            yield from _relations(read, text, character)


def _places(read: Sequence[Line], text: str, character: str) -> Iterator[_Place]:
    starts = list(accumulate((len(line.text) + 1 for line in read), initial=0))
    for phrase, pattern in damaged(character):
        for found in pattern.finditer(text):
            if found[1] != character:
                at = bisect_right(starts, found.start()) - 1
                first = found.start() - starts[at]
                yield _Place(read[at], first, first + len(phrase), phrase, found[1])


def _relations(read: Sequence[Line], text: str, character: str) -> Iterator[Relation]:
    groups: dict[str, list[_Place]] = {}
    for place in _places(read, text, character):
        groups.setdefault(place.by, []).append(place)
    for by, group in sorted(groups.items()):
        phrases = {place.phrase for place in group}
        spots = {(place.line.block.start, place.start): place for place in group}
        if max(map(len, phrases)) > 2 and len(phrases) >= PHRASES and len(spots) >= PLACES:
            yield _told(character, by, [*spots.values(), *_numbers(read, character, by)])


def _numbers(read: Sequence[Line], character: str, by: str) -> Iterator[_Place]:
    """Numbers that the other character counts: 7所, where it is no measure word of what follows."""
    if character != "个":
        return
    pattern = re.compile(rf"(?<![\d.])\d{{1,4}}{by}(?!{_OWN})")
    for line in read:
        for found in pattern.finditer(line.text):
            yield _Place(line, found.start(), found.end(), found[0][:-1] + character, by)


def _told(character: str, by: str, spots: Sequence[_Place]) -> Relation:
    """One finding for all places: the damage has one cause."""
    ordered = sorted(spots, key=lambda place: (place.line.block.start, place.start))
    quotes = [place.line.quote(place.start, place.end) for place in ordered[:SHOWN]]
    first = ordered[0]
    shown = "、".join("".join(quote.quote.split()) for quote in quotes)
    return Relation(
        Operand("words", "用语", None, quotes[0]),
        predicate=Member(first.line.text[first.start : first.end], (first.phrase,)),
        beside=tuple(Operand("words", "用语", None, quote) for quote in quotes[1:]),
        note_zh=f"全文疑以“{by}”替换了“{character}”，共{len(ordered)}处：{shown}。",
        note_en=f"{by} seems to stand for {character} throughout, in {len(ordered)} places.",
    )
