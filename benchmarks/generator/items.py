"""Operators on lists and tables: an item dropped, named twice, or with its neighbour's amount."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from generator.edit import Edit
from generator.tree import Cell, Listing, Relation, Report, Segment, Slot, Table, Word


def drop(report: Report, random: Random) -> Edit | None:
    """An item of a list, or a row of a table, is left out; at least two stay, for one part alone is no list."""
    parts = _parts(report, least=3)
    if not parts:
        return None
    part = random.choice(parts)
    if isinstance(part, Listing):
        at = random.randrange(len(part.items))
        return Edit(report.put(replace(part, items=part.items[:at] + part.items[at + 1 :])), anywhere=True)
    at = random.randrange(*part.body)
    rows = part.rows[:at] + part.rows[at + 1 :]
    return Edit(report.put(replace(part, rows=rows, body=(part.body[0], part.body[1] - 1))), anywhere=True)


def repeat(report: Report, random: Random) -> Edit | None:
    """An item or a row is printed twice; what it counted for now counts twice."""
    parts = _parts(report, least=2)
    if not parts:
        return None
    part = random.choice(parts)
    fresh = _Fresh(report)
    if isinstance(part, Listing):
        at = random.randrange(len(part.items))
        item = fresh.segments(part.items[at])
        put = report.put(replace(part, items=(*part.items[: at + 1], item, *part.items[at + 1 :])))
    else:
        at = random.randrange(*part.body)
        row = tuple(fresh.segments(cell) for cell in part.rows[at])
        put = report.put(replace(part, rows=(*part.rows[: at + 1], row, *part.rows[at + 1 :])))
    relations = tuple(fresh.twice(relation) for relation in report.relations)
    return Edit(replace(put, relations=relations), spots=frozenset(fresh.copies.values()), anywhere=True)


def swap(report: Report, random: Random) -> Edit | None:
    """Two items of a list have each other's amounts."""
    slots = report.slots()
    sums = [r for r in report.relations if r.form == "sum" and len(r.terms) > 1 and not r.minus]
    if not sums:
        return None
    left, right = (slots[key] for key in random.sample(random.choice(sums).terms, 2))
    if left.value == right.value or left.measure != right.measure:
        return None
    changed = replace(left, number=right.number), replace(right, number=left.number)
    return Edit(report.put(*changed), (left.key, right.key))


def _parts(report: Report, least: int) -> list[Listing | Table]:
    """Lists and tables of at least so many items that bear figures or are counted."""
    counted = {relation.listing for relation in report.relations}
    lists = [
        listing
        for listing in report.listings().values()
        if len(listing.items) >= least and (listing.key in counted or _has_slots(listing.items))
    ]
    tables = [table for table in report.tables().values() if table.body[1] - table.body[0] >= least]
    return [*lists, *tables]


def _has_slots(items: Iterable[tuple[Segment, ...]]) -> bool:
    return any(isinstance(segment, Slot) for item in items for segment in item)


class _Fresh:
    """Copies of segments under new keys."""

    def __init__(self, report: Report) -> None:
        keys = (
            report.slots().keys() | report.words().keys() | report.listings().keys() | report.tables().keys()
        )
        self.next = max(keys) + 1
        self.copies: dict[int, int] = {}

    def segments(self, segments: Cell) -> Cell:
        """The same segments, their slots under new keys."""
        return tuple(self._one(segment) for segment in segments)

    def _one(self, segment: Segment) -> Segment:
        if not isinstance(segment, Slot | Word):
            return segment
        self.copies[segment.key] = self.next
        self.next += 1
        return replace(segment, key=self.copies[segment.key])

    def twice(self, relation: Relation) -> Relation:
        """A sum or a sequence that counts what was copied a second time."""
        if relation.form not in ("sum", "sequence"):
            return relation
        terms = [key for term in relation.terms for key in (term, self.copies.get(term)) if key is not None]
        return replace(relation, terms=tuple(terms))
