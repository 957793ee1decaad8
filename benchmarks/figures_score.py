"""Score ``find_figures`` against gold figures: strict and relaxed F1 per dimension.

    python benchmarks/figures_score.py --gold DIR --reports DIR [--show]

*strict* wants the core or the full span, value, base unit and dimension; *relaxed* an overlap and
the value. Only core rows count; a prediction on a soft row is neither right nor wrong; a
prediction of money, percent, count or score inside a negative row is a false hit.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from gouji.document import Document
from gouji.figures import Figure, find_figures

Row = dict[str, Any]
HARD = ("money", "percent", "count", "score")


def rows_of(path: Path) -> dict[str, list[Row]]:
    """The rows of a JSON-lines file, by document."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[row["doc"]].append(row)
    return rows


def same_value(printed: str, expected: str) -> bool:
    """Whether two printed values are equal, each half of a range by itself."""
    if printed == expected:
        return True
    halves = list(zip(printed.split("/"), expected.split("/"), strict=False))
    try:
        return len(printed.split("/")) == len(expected.split("/")) and all(
            Decimal(left) == Decimal(right) for left, right in halves
        )
    except InvalidOperation:
        return False


def strictly(figure: Figure, row: Row) -> bool:
    """Whether a prediction is the gold figure in every respect that is scored."""
    spans = {(row["start"], row["end"]), (row["full_start"], row["full_end"])}
    placed = bool(spans & {(figure.start, figure.end), (figure.full_start, figure.full_end)})
    return (
        placed
        and figure.dimension == row["dimension"]
        and figure.base_unit == row["base_unit"]
        and same_value(figure.to_dict()["value"] or "", row["value"])
    )


def loosely(figure: Figure, row: Row) -> bool:
    """Whether a prediction touches the gold figure and has its value."""
    return overlaps(figure, row) and same_value(figure.to_dict()["value"] or "", row["value"])


def overlaps(figure: Figure, row: Row) -> bool:
    """Whether a prediction and a row share a character."""
    return figure.start < row["end"] and row["start"] < figure.end


class Tally:
    """Counts of one dimension."""

    def __init__(self) -> None:
        self.right = self.missed = self.wrong = self.loose = 0

    @property
    def f1(self) -> float:
        """The strict F1."""
        total = 2 * self.right + self.missed + self.wrong
        return 2 * self.right / total if total else 1.0


def score(figures: Iterable[Figure], gold: list[Row], show: bool, text: str) -> dict[str, Tally]:
    """Compare the figures of one document with its gold rows."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    figures = list(figures)
    used: set[int] = set()
    for row in gold:
        if row["tier"] != "core":
            continue
        tally = tallies[row["dimension"]]
        hit = next((i for i, f in enumerate(figures) if i not in used and strictly(f, row)), None)
        if any(loosely(figure, row) for figure in figures):
            tally.loose += 1
        if hit is None:
            tally.missed += 1
            if show:
                print(
                    "  missed",
                    row["dimension"],
                    repr(text[max(0, row["start"] - 12) : row["end"] + 8]),
                    row["value"],
                )
        else:
            used.add(hit)
            tally.right += 1
    soft = [row for row in gold if row["tier"] == "soft"]
    for index, figure in enumerate(figures):
        if index not in used and not any(overlaps(figure, row) for row in soft):
            tallies[figure.dimension].wrong += 1
            if show:
                print(
                    "  extra ",
                    figure.dimension,
                    repr(text[max(0, figure.start - 12) : figure.end + 8]),
                    figure,
                )
    return tallies


def negatives_hit(figures: Iterable[Figure], negatives: list[Row]) -> list[Figure]:
    """Predictions of the hard dimensions that lie on something that is no figure."""
    return [f for f in figures if f.dimension in HARD and any(overlaps(f, row) for row in negatives)]


def main() -> None:
    """Print the table of F1 by dimension."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--show", action="store_true", help="list what is missed and what is extra")
    options = parser.parse_args()
    gold = rows_of(options.gold / "figures.jsonl")
    negatives = rows_of(options.gold / "not-figures.jsonl")
    totals: dict[str, Tally] = defaultdict(Tally)
    hits = 0
    for name, rows in gold.items():
        document = Document.from_text((options.reports / name).read_text(encoding="utf-8"), name=name)
        figures = find_figures(document)
        for dimension, tally in score(figures, rows, options.show, document.text).items():
            for field in ("right", "missed", "wrong", "loose"):
                total = getattr(totals[dimension], field) + getattr(tally, field)
                setattr(totals[dimension], field, total)
        on_negatives = negatives_hit(figures, negatives[name])
        hits += len(on_negatives)
        if options.show:
            for figure in on_negatives:
                print("  negative hit", figure)
    heads = f"{'dimension':<10} {'gold':>5} {'right':>6} {'missed':>7} {'extra':>6}"
    print(f"{heads} {'strict F1':>10} {'relaxed':>8}")
    for dimension, tally in sorted(totals.items()):
        size = tally.right + tally.missed
        recall = tally.loose / size if size else 1.0
        counted = f"{dimension:<10} {size:>5} {tally.right:>6} {tally.missed:>7} {tally.wrong:>6}"
        print(f"{counted} {tally.f1:>10.3f} {recall:>8.3f}")
    print(f"negatives hit: {hits}")


if __name__ == "__main__":
    main()
