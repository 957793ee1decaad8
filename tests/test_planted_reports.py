"""Thirty reports with planted errors and traps, written without knowledge of the checks."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from planted_reports import judged, paths, places, reached

FOLDER = Path(__file__).parent / "planted"
KEPT = json.loads((FOLDER / "outcomes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", paths(FOLDER), ids=lambda path: path.stem)
def test_no_report_is_read_worse_than_before(path):
    """Every planted error that was once found is found; no further trap is raised, no further alarm given."""
    now, kept = reached(judged(path)), KEPT[path.stem]
    assert set(now["found"]) >= set(kept["found"])
    assert set(now["raised"]) <= set(kept["raised"])
    assert now["unlisted"] <= kept["unlisted"]
    assert now["confirmed"] >= kept["confirmed"] - 1


@pytest.mark.parametrize("path", paths(FOLDER), ids=lambda path: path.stem)
def test_the_rows_stand_in_the_text(path):
    """Every quotation is verbatim, every operand stands in one of them, every root is an operand or a word."""
    text = path.read_text(encoding="utf-8")
    for row in json.loads(path.with_suffix(".json").read_text(encoding="utf-8")):
        assert all(quote in text for quote in row["quotes"]), row["id"]
        assert all(any(operand in quote for quote in row["quotes"]) for operand in row["operands"]), row["id"]
        assert len(places(row, text)) == len(row["operands"]), row["id"]


def test_most_of_what_is_planted_is_found():
    """Nine of ten planted errors over all reports, one alarm in twenty at most that answers none."""
    found = sum(len(kept["found"]) for kept in KEPT.values())
    planted = sum(
        row["kind"] == "planted"
        for path in paths(FOLDER)
        for row in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    )
    other = sum(kept["unlisted"] + len(kept["raised"]) for kept in KEPT.values())
    assert found >= 0.9 * planted
    assert other <= 0.05 * (found + other)
