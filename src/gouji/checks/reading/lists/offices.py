"""Offices counted kind by kind: 三部一室, and the names that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks.reading.lists.enumeration import LINK, REACH, Listed, split
from gouji.checks.reading.names.kinds import Declared, bare, number
from gouji.checks.reading.text.prose import Line

_OFFICE = "部室科股办处所站局院馆队组"
CHAIN = re.compile(
    rf"(?P<chain>(?:[一二两三四五六七八九十]|\d{{1,2}})[{_OFFICE}](?:(?:[一二两三四五六七八九十]|\d{{1,2}})"
    rf"[{_OFFICE}])+)(?P<rest>(?:内设机构|科室|部门|机构)?)"
)


def chains(line: Line) -> Iterator[Listed]:
    """Offices counted kind by kind, 三部一室, and listed by name: one list for every kind."""
    for found in CHAIN.finditer(line.masked):
        if line.masked[max(0, found.start() - 1) : found.start()] == "第":
            continue
        link = LINK.match(line.masked, found.end())
        start = link.end() if link is not None else None
        if start is None and line.masked.startswith("（", found.end()):
            start = found.end() + 1
        if start is None:
            continue
        high = min(len(line.text), start + REACH)
        stop = re.compile(r"[。；，）]").search(line.text, start, high)
        yield from _by_kind(line, found, start, stop.start() if stop is not None else high)


def _by_kind(line: Line, chain: re.Match[str], start: int, end: int) -> Iterator[Listed]:
    items = [
        (first, last)
        for low, high in split(line.text, start, end)
        for first, last in _at_joints(line.text, low, high)
    ]
    kinds: dict[str, list[tuple[int, int]]] = {}
    declared = [
        Declared(number(part[1]), part.start(), part.end(), part[2], part[2])
        for part in re.compile(rf"([一二两三四五六七八九十]|\d{{1,2}})([{_OFFICE}])").finditer(
            line.text, *chain.span("chain")
        )
    ]
    names = {each.measure for each in declared}
    for first, last in items:
        word = bare(line.text[first:last])
        kind = "办" if "办" in names and word.endswith(("办", "办公室")) else word[-1:]
        kinds.setdefault(kind, []).append((first, last))
    if not items or not kinds.keys() <= names:
        return
    total = sum(each.value for each in declared)
    for each in declared:
        own = tuple(kinds.get(each.measure, ()))
        # Where only the kinds differ and not the number of all, an office may be called otherwise.
        if len(own) == each.value or len(items) != total:
            yield Listed(each, own or tuple(items), len(own), len(own), False, True)


def _at_joints(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in re.compile(rf"(?<=[{_OFFICE}])(?:以及|和|及|与)").finditer(text, start, end):
        yield at, found.start()
        at = found.end()
    yield at, end
