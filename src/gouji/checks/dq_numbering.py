"""DQ-NUMBERING 标题序号: the numbers of headings go up one by one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.checks import proposes
from gouji.checks.reading.text.prose import lines
from gouji.document import Document
from gouji.document.model import Section
from gouji.document.numbering import read_mark
from gouji.facts import Evidence, Facts
from gouji.findings import Consecutive, Operand, Relation

_MARKERS = re.compile(r"(?:(?<=[：。；])|^)(?:第)?(?P<number>[一二三四五六七八九十]{1,2})是")
_HANZI = "一二三四五六七八九十"
_FAMILIES = {"comma": "outer", "number": "outer", "point": "inner", "round": "round", "bracket": "round"}


@proposes("DQ-NUMBERING", title="标题序号", severity="info", default=False)
def numbering(facts: Facts) -> Iterator[Relation]:
    """Headings side by side are numbered without a gap, a repeat or a step back.

    Formula: 序号ₙ₊₁ = 序号ₙ + 1
    Example: 2、, 2、, 3、 repeats the 2; 一是 …；三是 … leaves out 二是.
    Undetermined: A heading without a number stands between: it may bear the one that is missing.
    Source: Headings by section and style, and 一是, 二是 within a paragraph.
    """
    document = facts.document
    marked = _marked(facts)
    for siblings in _siblings(document.sections):
        yield from _run(document, siblings, marked)
    yield from _within(facts)


def _siblings(sections: Sequence[Section]) -> Iterator[list[tuple[int, Section]]]:
    """The headings below one heading, in order."""
    groups: dict[int | None, list[tuple[int, Section]]] = {}
    for index, section in enumerate(sections):
        groups.setdefault(section.parent, []).append((index, section))
    yield from groups.values()


def _marked(facts: Facts) -> dict[str, list[tuple[int, int]]]:
    """Where paragraphs that are no headings bear numbers: they can be what a gap leaves out."""
    headings = {section.start for section in facts.document.sections}
    found: dict[str, list[tuple[int, int]]] = {}
    for line in lines(facts):
        mark = read_mark(line.text)
        if mark is not None and line.block.start not in headings:
            found.setdefault(_FAMILIES.get(mark.style, mark.style), []).append(
                (line.block.start, mark.number)
            )
    return found


def _run(
    document: Document, siblings: Sequence[tuple[int, Section]], marked: dict[str, list[tuple[int, int]]]
) -> Iterator[Relation]:
    """The headings of each style below one heading; those without a number may fill a gap."""
    runs: dict[str, list[tuple[int, Section]]] = {}
    plain = [section.start for _, section in siblings if read_mark(section.label) is None]
    for _, section in siblings:
        mark = read_mark(section.label)
        if mark is None:
            continue
        family = _FAMILIES.get(mark.style, mark.style)
        run = runs.setdefault(family, [])
        if run and mark.number not in (1, run[-1][0] + 1):
            last, before = run[-1]
            if not _filled(before, section, range(last + 1, mark.number), marked.get(family, ()), plain):
                yield _break(document, before, section, last, mark.number)
        run.append((mark.number, section))
    for run in runs.values():
        if len(run) > 1 and all(second[0] - first[0] == 1 for first, second in pairwise(run)):
            yield Relation(_operand(document, run[0][1]), predicate=Consecutive(tuple(n for n, _ in run)))


def _filled(
    before: Section, section: Section, missing: range, marked: Sequence[tuple[int, int]], plain: Sequence[int]
) -> bool:
    """Whether what stands between two headings can bear the numbers that are left out."""
    low, high = bisect_right(marked, (before.start, 99)), bisect_left(marked, (section.start, 0))
    unnamed = bisect_left(plain, section.start) - bisect_right(plain, before.start)
    between = {number for _, number in marked[low:high]}
    return bool(missing) and (unnamed >= len(missing) or between.issuperset(missing))


def _operand(document: Document, section: Section) -> Operand:
    words = document.text[section.start : section.body].rstrip()
    return Operand("heading", "标题序号", None, Evidence(words, section.start, section.start + len(words)))


def _break(document: Document, before: Section, section: Section, last: int, number: int) -> Relation:
    return Relation(
        _operand(document, section),
        predicate=Consecutive((last, number)),
        beside=(_operand(document, before),),
        note_zh=f"“{before.label}{before.title[:20]}”之后是“{section.label}{section.title[:20]}”。",
        note_en=f"{section.label} follows {before.label}.",
    )


def _within(facts: Facts) -> Iterator[Relation]:
    for line in lines(facts):
        last = 0
        for found in _MARKERS.finditer(line.masked):
            number = _value(found["number"])
            if last and number != 1 and number != last + 1:
                quote = line.quote(found.start(), found.end())
                yield Relation(
                    Operand("marker", "段内序号", None, quote), predicate=Consecutive((last, number))
                )
            last = number


def _value(text: str) -> int:
    tens, found, ones = text.rpartition("十")
    if not found:
        return _HANZI.index(text) + 1
    return 10 * (_HANZI.index(tens) + 1 if tens else 1) + (_HANZI.index(ones) + 1 if ones else 0)
