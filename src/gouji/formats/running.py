"""Running heads 页眉 and feet 页脚 of a PDF: lines that every page repeats, numbers that count pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_DIGITS = re.compile(r"[0-9]{1,6}")
_BLANKS = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(r"[-–—－─·第页共/,，.Pp#age]*+")
# 单位：万元 and the titles of forms stand at the head of many pages and belong to the tables below.
_BELONGS_BELOW = re.compile(r"单位|表(?:[（(].*)?$|续")
_EDGE = 2
_LONGEST = 60
_FEWEST = 3
_SHARE = 0.3

Place = tuple[int, int]


def running_lines(pages: Sequence[Sequence[object]]) -> set[Place]:
    """Which lines are running heads, feet or page numbers, as (page, index of the item on it).

    Args:
        pages: The items of each page from top to bottom; those that are no ``str`` (tables) end
            the head and the foot.
    """
    groups: dict[tuple[str, str], list[tuple[Place, list[int]]]] = {}
    for place, side, text in _edge_lines(pages):
        bare = _BLANKS.sub("", text)
        if not bare or len(bare) > _LONGEST or _BELONGS_BELOW.search(bare):
            continue
        numbers = [int(number) for number in _DIGITS.findall(bare)]
        groups.setdefault((side, _DIGITS.sub("#", bare)), []).append((place, numbers))
    found: set[Place] = set()
    for (_, key), entries in groups.items():
        if _repeats(key, entries, len(pages)):
            found.update(place for place, _ in entries)
    return found


def _edge_lines(pages: Sequence[Sequence[object]]) -> Iterator[tuple[Place, str, str]]:
    for number, items in enumerate(pages):
        head = list(_leading(items, range(min(_EDGE, len(items)))))
        # A page of one or two lines has no foot besides its head.
        foot = list(_leading(items, range(len(items) - 1, max(-1, len(items) - 1 - _EDGE), -1)))
        for side, places in (("head", head), ("foot", [at for at in foot if at not in head])):
            for at in places:
                yield (number, at), side, str(items[at])


def _leading(items: Sequence[object], order: Iterable[int]) -> Iterator[int]:
    for at in order:
        if not isinstance(items[at], str):
            return
        yield at


def _repeats(key: str, entries: Sequence[tuple[Place, list[int]]], pages: int) -> bool:
    """Whether the line stands on enough pages, its numbers the same or counting pages."""
    on = {place[0] for place, _ in entries}
    counts_pages = "#" in key and _PAGE_NUMBER.fullmatch(key) is not None
    if len(on) < (2 if counts_pages else max(_FEWEST, _SHARE * pages)):
        return False
    slots = zip(*(numbers for _, numbers in entries))
    steps = zip(*([number - place[0] for number in numbers] for place, numbers in entries))
    kinds = [(len(set(slot)) == 1, len(set(step)) == 1) for slot, step in zip(slots, steps)]
    steady = all(same or counting for same, counting in kinds)
    return steady and (not counts_pages or any(counting for _, counting in kinds))
