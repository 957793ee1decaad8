"""Which entries can be alike at all 候选: bounds that cost little, for all entries at once.

Two texts share at most the characters that both hold, and runs of so many characters only with so
many of the shortest runs. A set of entries is one integer, a bit for each; added column by column,
such integers count for every entry at the same time how much it shares with a text. Only what these
bounds leave over is measured one by one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from gouji.evaluation.entries import Entry
from gouji.evaluation.likeness import LONG_SHARE, RUN

FEW = 32
"""So many entries are measured one by one at less cost than a bound on them has."""

_SLACK = 1e-6
Need = Callable[[int, int], float]
"""How much two texts must share, by their lengths."""
Parts = Callable[[str], Iterable[Hashable]]
"""What is counted of a text."""


class Texts:
    """Bare texts that another one is held against, under their places, by the parts they share with it."""

    def __init__(self, texts: Iterable[str], parts: Parts) -> None:
        self._parts = parts
        self._holding: dict[Hashable, int] = {}
        self._lengths: dict[int, int] = {}
        for place, text in enumerate(texts):
            bit = 1 << place
            self._lengths[len(text)] = self._lengths.get(len(text), 0) | bit
            for part in parts(text):
                self._holding[part] = self._holding.get(part, 0) | bit

    def sharing(self, text: str, need: Need) -> int:
        """The texts that hold as many parts of *text* as their two lengths need; at least one."""
        columns = self._columns(text)
        reached: dict[int, int] = {}
        found = 0
        for length, texts in self._lengths.items():
            least = max(1, math.ceil(need(len(text), length) - _SLACK))
            if least <= min(len(text), length):
                if least not in reached:
                    reached[least] = _at_least(columns, least)
                found |= texts & reached[least]
        return found

    def _columns(self, text: str) -> list[int]:
        """For each text how many parts it holds, as binary columns, the lowest first."""
        columns: list[int] = []
        for part in self._parts(text):
            carry = self._holding.get(part, 0)
            for number, column in enumerate(columns):
                if not carry:
                    break
                columns[number], carry = column ^ carry, column & carry
            if carry:
                columns.append(carry)
        return columns


def _runs(text: str) -> Iterator[str]:
    """Every run of ``RUN`` characters."""
    return (text[i : i + RUN] for i in range(len(text) - RUN + 1))


def _characters(text: str) -> Iterator[tuple[str, int]]:
    """Each character with how often it stood before."""
    seen: dict[str, int] = {}
    for character in text:
        count = seen.get(character, 0)
        seen[character] = count + 1
        yield character, count


def _at_least(columns: Sequence[int], least: int) -> int:
    """The places whose count, read down the columns, is *least* or more; *least* is above zero."""
    if least >> len(columns):
        return 0
    above, same = 0, -1
    for number in reversed(range(len(columns))):
        if least >> number & 1:
            same &= columns[number]
        else:
            above |= same & columns[number]
            same &= ~columns[number]
    return above | same


class Shortlist:
    """Entries that others are held against, and which of them come into question."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.all = (1 << len(entries)) - 1

    @cached_property
    def _names(self) -> Texts:
        return Texts((each.bare_name for each in self.entries), _characters)

    @cached_property
    def _quotes(self) -> Texts:
        return Texts((each.bare_quote for each in self.entries), _characters)

    @cached_property
    def _runs_quoted(self) -> Texts:
        return Texts((each.bare_quote for each in self.entries), _runs)

    @cached_property
    def _worth(self) -> dict[Decimal, int]:
        held: dict[Decimal, int] = {}
        for place, each in enumerate(self.entries):
            for value in each.values:
                held[value] = held.get(value, 0) | 1 << place
        return held

    def worth(self, entry: Entry) -> int:
        """Those that have the same amount."""
        found = 0
        for value in entry.values:
            found |= self._worth.get(value, 0)
        return found

    def named(self, entry: Entry, least: float, among: int) -> int:
        """Those of *among* whose names may be alike by *least*."""
        if among.bit_count() <= FEW:
            return among
        return among & self._names.sharing(entry.bare_name, lambda a, b: least * (a + b) / 2)

    def holding(self, entry: Entry, among: int) -> int:
        """Those of *among* whose names may hold the entry's name, or stand in it."""
        if among.bit_count() <= FEW:
            return among
        return among & self._names.sharing(entry.bare_name, min)

    def quoted(self, entry: Entry, least: float, among: int) -> int:
        """Those of *among* whose quotations may overlap by *least*."""
        if among.bit_count() <= FEW:
            return among
        # A text too short for a run may stand in a short one as a whole; else a run of RUN or more
        # characters has a third of them in shortest runs.
        if len(entry.bare_quote) <= RUN / LONG_SHARE:
            return among & self._quotes.sharing(
                entry.bare_quote, lambda a, b: max(least * min(a, b), LONG_SHARE * max(a, b))
            )
        return among & self._runs_quoted.sharing(
            entry.bare_quote, lambda a, b: max(least * min(a, b), LONG_SHARE * max(a, b)) / RUN
        )


def places(entries: int) -> Iterator[int]:
    """The places of a set of entries, ascending."""
    bits = format(entries, "b")[::-1]
    place = bits.find("1")
    while place >= 0:
        yield place
        place = bits.find("1", place + 1)
