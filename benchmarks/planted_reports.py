"""How the checks do on reports with planted errors: found, traps raised, agreements confirmed, other alarms.

    python benchmarks/planted_reports.py [--reports tests/planted] [--only STEM] [--all]

Beside each ``<stem>.txt`` lies ``<stem>.json``: rows of kind ``planted`` (with the ``root``, the operand that is
wrong), ``trap`` and ``holds``, each with its operands as printed and quotations in which they stand. A finding
answers a row when two thirds of the row's operands, two at least, are operands of it, and a planted row
also when the root is. An alarm is a contradiction of severity medium or above; one that answers no planted
row is counted as unlisted. The reports were written by people who had not seen the checks; since then the
checks have been made with them, so what is printed here is no estimate for a report never seen.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gouji.findings import Finding
from gouji.formats import read
from gouji.pipeline import check

Row = dict[str, Any]
Place = tuple[int, int]

REPORTS = Path(__file__).parents[1] / "tests" / "planted"
HEAVY = ("high", "medium")


@dataclass
class Result:
    """What became of one report: each row's outcome by its id, and the alarms that answer none."""

    stem: str
    outcomes: dict[str, str] = field(default_factory=dict)
    said: dict[str, list[Finding]] = field(default_factory=dict)
    unlisted: list[Finding] = field(default_factory=list)

    def counts(self) -> Counter[str]:
        """How often each outcome occurs."""
        return Counter([*self.outcomes.values(), *("unlisted" for _ in self.unlisted)])


def places(row: Row, text: str) -> list[Place]:
    """Where the operands of a row stand: each at its first unused place within the quotations."""
    windows = [(at, at + len(quote)) for quote in row["quotes"] if (at := text.find(quote)) >= 0]
    taken: set[Place] = set()
    for operand in row["operands"]:
        place = next((spot for spot in _printed(operand, text, windows) if spot not in taken), None)
        if place is not None:
            taken.add(place)
    return sorted(taken)


def _printed(operand: str, text: str, windows: Sequence[Place]) -> Iterator[Place]:
    """Where an operand is printed, and not as a part of a longer number."""
    for low, high in windows:
        at = text.find(operand, low, high)
        while at >= 0:
            end = at + len(operand)
            before, behind = text[at - 1 : at], text[end : end + 1]
            cut = (operand[0].isdigit() and before.isdigit()) or (operand[-1].isdigit() and behind.isdigit())
            if not cut:
                yield at, end
            at = text.find(operand, at + 1, high)


def hits(finding: Finding, spots: Sequence[Place]) -> int:
    """How many of some places a finding has an operand on."""
    own = [operand.place for operand in finding.operands if operand.place is not None]
    return sum(any(start < high and low < end for start, end in own) for low, high in spots)


def answers(finding: Finding, spots: Sequence[Place], *, all_of_them: bool = False) -> bool:
    """Whether a finding speaks of a row's places."""
    wanted = len(spots) if all_of_them else min(len(spots), max(2, -(-2 * len(spots) // 3)))
    return wanted > 1 and hits(finding, spots) >= wanted


def judged(path: Path) -> Result:
    """One report, row by row."""
    document = read(path)
    findings = check(document).findings
    rows: list[Row] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    alarms = [f for f in findings if f.status == "contradicted" and f.severity in HEAVY]
    result = Result(path.stem)
    answered: set[str] = set()
    # What is planted first: an alarm that answers it is no trap raised.
    for row in sorted(rows, key=lambda row: row["kind"] != "planted"):
        spots = places(row, document.text)
        if row["kind"] == "planted":
            said = [finding for finding in alarms if _tells(finding, row, spots, document.text)]
            answered.update(finding.id for finding in said)
            outcome = "found" if said else "missed"
        elif row["kind"] == "trap":
            said = [f for f in alarms if f.id not in answered and answers(f, spots, all_of_them=True)]
            answered.update(finding.id for finding in said)
            outcome = "raised" if said else "quiet"
        else:
            said = [f for f in findings if f.status == "confirmed" and answers(f, spots)]
            outcome = "confirmed" if said else "silent"
        result.outcomes[row["id"]], result.said[row["id"]] = outcome, said
    result.unlisted = [finding for finding in alarms if finding.id not in answered]
    return result


def _tells(finding: Finding, row: Row, spots: Sequence[Place], text: str) -> bool:
    root = places({**row, "operands": [row["root"]]}, text) if row.get("root") else []
    return answers(finding, spots) or hits(finding, root) > 0


def paths(folder: Path, only: str = "") -> list[Path]:
    """The reports of a folder that have a list of rows."""
    return sorted(p for p in folder.glob("*.txt") if only in p.stem and p.with_suffix(".json").exists())


def reached(result: Result) -> dict[str, Any]:
    """What a later version must not fall behind."""
    rows = {kind: sorted(k for k, o in result.outcomes.items() if o == kind) for kind in ("found", "raised")}
    return {**rows, "unlisted": len(result.unlisted), "confirmed": result.counts()["confirmed"]}


def write(folder: Path) -> None:
    """Keep the outcomes of every report beside them."""
    lines = [f'"{path.stem}": {json.dumps(reached(judged(path)))}' for path in paths(folder)]
    (folder / "outcomes.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is not as wanted, a line of counts for each report, and their sum."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=Path, default=REPORTS)
    parser.add_argument("--only", default="", help="only reports whose name has these letters")
    parser.add_argument("--all", action="store_true", help="print silent agreements, too")
    parser.add_argument("--write", action="store_true", help="keep the outcomes that tests must reach")
    options = parser.parse_args(arguments)
    if options.write:
        write(options.reports)
    total: Counter[str] = Counter()
    for path in paths(options.reports, options.only):
        result = judged(path)
        total.update(result.counts())
        print(f"{path.stem:<36}", dict(sorted(result.counts().items())))
        rows = {row["id"]: row for row in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))}
        for key, outcome in result.outcomes.items():
            if outcome in ("missed", "raised") or (options.all and outcome == "silent"):
                words = " | ".join(f"{f.check} {f.expression}" for f in result.said[key])
                print(f"    {key:4} {outcome:9} {' '.join(rows[key]['operands'])[:90]}  {words}")
        for finding in result.unlisted:
            print(f"         unlisted  {finding.check} {finding.expression}")
    print(dict(sorted(total.items())))
    print(f"recall {_share(total, 'found', 'missed')}, precision {_precision(total)}")
    return 0


def _share(total: Counter[str], good: str, bad: str) -> str:
    whole = total[good] + total[bad]
    return f"{total[good]}/{whole} {total[good] / whole:.1%}" if whole else "-"


def _precision(total: Counter[str]) -> str:
    """Errors found against those and the alarms that answer none."""
    return _share(
        Counter({"found": total["found"], "other": total["unlisted"] + total["raised"]}), "found", "other"
    )


if __name__ == "__main__":
    raise SystemExit(main())
