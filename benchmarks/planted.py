"""One-digit errors planted in other tools' results, and how many of them ``gouji verify`` catches.

    python benchmarks/planted.py --reports DIR --results DIR [--method langextract,instructor]

RESULTS holds ``<stem>.<method>.json`` as ``benchmarks/extraction.py --out`` leaves them. Of every
amount that stands in the text as it is, one digit is changed, one copy of the result for each; the
error is caught when the amount no longer counts as standing in the text, or a finding with cause
``model`` names it. An altered amount that the text prints elsewhere can only be caught by its place.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gouji
from gouji.formats import readable_suffixes

SOUND = frozenset({"exact", "normalized", "scaled", "derived"})


def altered(number: str, random_: random.Random) -> str:
    """The number with one digit changed; its first digit never becomes 0."""
    places = [place for place, character in enumerate(number) if character.isdigit()]
    place = random_.choice(places)
    digits = [each for each in "0123456789" if each != number[place] and not (each == "0" and place == 0)]
    return number[:place] + random_.choice(digits) + number[place + 1 :]


def planted(result: dict[str, Any], sound: list[int], seed: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """A copy of the result for each sound amount, with one digit of it changed."""
    random_ = random.Random(seed)
    for index in sound:
        number = str(result["budgets"][index].get("amount", ""))
        if re.search(r"\d", number):
            wrong = copy.deepcopy(result)
            wrong["budgets"][index]["amount"] = altered(number, random_)
            # Its quotation, where that is the amount itself, would give the error away.
            wrong["budgets"][index].pop("start", None)
            yield index, wrong


def caught(report: gouji.Report, row: dict[str, Any]) -> bool:
    """Whether the altered amount is refused."""
    budgets = [
        each for each in report.budgets if each.number == row["amount"] and each.item == row.get("item")
    ]
    return any(each.status not in SOUND for each in budgets)


def main() -> None:
    """Print caught and planted, by method and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--results", type=Path, required=True)
    parser.add_argument("--method", default="langextract,instructor")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    suffixes = set(readable_suffixes())
    for method in arguments.method.split(","):
        for path in sorted(arguments.results.glob(f"*.{method}.json")):
            stem = path.name.removesuffix(f".{method}.json")
            source = next(each for each in arguments.reports.glob(f"{stem}.*") if each.suffix in suffixes)
            document = gouji.read(source)
            result = json.loads(path.read_text("utf-8"))
            report = gouji.verify(result, source=document)
            by_claim = {(each.item, each.number): each.status for each in report.budgets}
            sound = [
                index
                for index, row in enumerate(result["budgets"])
                if by_claim.get((row.get("item") or "", str(row.get("amount")))) in SOUND
            ]
            tried = found = 0
            for index, wrong in planted(result, sound, arguments.seed):
                tried += 1
                found += caught(gouji.verify(wrong, source=document), wrong["budgets"][index])
            print(
                f"{method:<12} {stem:<32} amounts {len(result['budgets'])}, sound {len(sound)}: {found} of {tried} caught"
            )


if __name__ == "__main__":
    main()
