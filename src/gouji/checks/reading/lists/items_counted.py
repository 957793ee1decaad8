"""Numbered items that a line counts: paragraphs below 存在以下三个问题：, and 一是 …；二是 … within one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks.reading.lists.enumeration import Listed
from gouji.checks.reading.lists.items import number_of
from gouji.checks.reading.names.kinds import NUMERAL, Declared, number
from gouji.checks.reading.text.prose import Line
from gouji.facts import Facts

_NOUNS = "问题|方面|措施|做法|建议|原因|方向|任务|目标|重点|环节|阶段|举措|工作|内容|部分|经验|成效|领域|困难|不足|短板"
_LEAD = re.compile(
    rf"(?<![\d.第一二三四五六七八九十百])(?P<number>{NUMERAL})(?P<measure>个|项|条|点|大|方面|类)"
    rf"(?P<noun>[^，。；：、（）“”]{{0,10}}?(?:{_NOUNS})?)[^，。；：、（）“”]{{0,6}}：$"
)
_MARKER = re.compile(r"(?:(?<=[：。；，、])|^)(?:第)?([一二三四五六七八九十]{1,2})(?:是|为)")

_FIRST = re.compile(
    rf"(?<![\d第])({NUMERAL})(个|项|条|点|大|类|方面)([^，。；：、（）“”]{{0,10}})：(?=第?一[是为])"
)

MOST = 40
"""No declared list is longer; a hostile text is followed no further."""


def counted_items(facts: Facts, read: Sequence[Line]) -> Iterator[tuple[Line, Listed]]:
    """Every line that ends in a number of things and a colon, with the items that follow it."""
    for index, line in enumerate(read):
        lead = _LEAD.search(line.masked[-48:]) if line.masked.endswith("：") else None
        if lead is None:
            continue
        shift = max(0, len(line.masked) - 48)
        count, sure = _items(facts, read, index)
        if count > 1:
            declared = Declared(
                number(lead["number"]),
                lead.start() + shift,
                lead.end("measure") + shift,
                lead["measure"],
                lead["noun"],
            )
            listed = Listed(declared, (), count, count, False, sure)
            if listed.fits or sure:
                yield line, listed


def _items(facts: Facts, read: Sequence[Line], lead: int) -> tuple[int, bool]:
    """How many numbered items follow, and whether the list surely ends there."""
    section = facts.document.section_at(read[lead].block.start)
    end = facts.document.sections[section].end if section is not None else len(facts.document.text)
    depth, count = -1, 0
    for line in read[lead + 1 : lead + 1 + 4 * MOST]:
        if line.block.start >= end:
            return count, True
        mark = number_of(line.text)
        if mark is None and not count:
            return 0, False
        if mark is None or (count and mark.depth > depth):
            continue
        if count and mark.depth < depth:
            return count, True
        if mark.value != count + 1:
            return count, False
        depth, count = mark.depth, count + 1
    return count, len(read) <= lead + 1 + 4 * MOST


def marked(line: Line) -> Iterator[Listed]:
    """三个方面：一是…；二是…；三是…, counted in one paragraph."""
    lead = _FIRST.search(line.masked) if "一是" in line.masked or "一为" in line.masked else None
    if lead is None:
        return
    marks = [(number(found[1]), found.span()) for found in _MARKER.finditer(line.masked, lead.end())]
    run = 0
    for value, _ in marks:
        if value != run + 1:
            break
        run = value
    declared = Declared(number(lead[1]), lead.start(), lead.end(2), lead[2], lead[3])
    yield Listed(declared, tuple(span for _, span in marks[:run]), run, run, False, run == len(marks))
