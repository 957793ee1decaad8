"""The points of a 自评表: what a row is worth, and what it was given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gouji.checks.reading.grid import Row
from gouji.figures.figure import Figure


class Scored(NamedTuple):
    """A row with its weight 分值 and its score 得分."""

    row: Row
    weight: Figure
    score: Figure


def points(row: Row) -> list[Figure]:
    """The points of a row in the order of the page."""
    return [figure for _, figure in sorted(row.figures.items()) if figure.dimension == "score"]


def scored(rows: Iterable[Row]) -> list[Scored]:
    """The rows that print both: weight and score are its last points, also behind a target in points."""
    found = [(row, points(row)) for row in rows]
    return [Scored(row, given[-2], given[-1]) for row, given in found if len(given) >= 2]
