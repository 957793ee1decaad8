"""How the checks do on relations read by hand: errors found, traps raised, agreements confirmed.

    python benchmarks/relations.py --reports DIR --gold DIR [--check SUM-PART,RATIO-EXEC] [--all]

A finding answers a row of ``relations.jsonl`` when some operand of it lies in every span of the row
that holds a figure; the check's id need not be the same. Exit 1 when a row is answered wrongly: a
trap or an agreement raised above info.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gouji.document import Document
from gouji.findings import Finding
from gouji.pipeline import check
from gouji.report import Report

Row = dict[str, Any]
HEAVY = ("high", "medium", "low")


Place = tuple[int, int]


def operand_places(finding: Finding) -> list[Place]:
    """Where the operands of a finding stand: figures, and words that are judged; blanks where there is nothing else."""
    places = [operand.place for operand in finding.operands if operand.place is not None]
    return [(start, end) for start, end in places if start < end] or places


def spans(row: Row, spots: Sequence[Place]) -> list[Place]:
    """The one or two places of a row that hold something to judge: a figure, or an operand of a finding."""
    places = [tuple(row[key]) for key in ("span_a", "span_b") if row.get(key)]
    return [(low, high) for low, high in places if any(start < high and low < end for start, end in spots)]


def answers(finding: Finding, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a finding speaks of some places: an operand in each, and two where there is one place."""
    own = operand_places(finding)
    hits = [sum(start < high and low < end for start, end in own) for low, high in places]
    return bool(hits) and all(hits) and (len(hits) > 1 or hits[0] >= min(2, len(own)))


def verdict(row: Row, report: Report) -> tuple[str, list[Finding]]:
    """What became of a row, and the findings that say so."""
    # What is said of the extraction alone is no relation of the text.
    numeric = [finding for finding in report.findings if not finding.check.startswith("GROUND-")]
    spots = [(figure.start, figure.end) for figure in report.figures]
    places = spans(row, [*spots, *(place for finding in numeric for place in operand_places(finding))])
    about = [finding for finding in numeric if answers(finding, places)]
    alarms = [f for f in about if f.status == "contradicted" and f.severity in HEAVY]
    if row["verdict"] == "error":
        quiet = [f for f in about if f.status in ("contradicted", "tail")]
        return ("found" if alarms else "info" if quiet else "missed"), alarms or quiet
    if row["verdict"] == "holds":
        confirmed = [f for f in about if f.status == "confirmed"] or together(row, numeric, places)
        return (
            "RAISED" if alarms and not confirmed else "confirmed" if confirmed else "silent"
        ), confirmed or alarms
    return ("RAISED" if alarms else "quiet"), alarms


def together(row: Row, findings: Sequence[Finding], places: Sequence[tuple[int, int]]) -> list[Finding]:
    """The findings of the row's own check that confirm each of its places, one by one."""
    own = [f for f in findings if f.check == row["check_id"] and f.status == "confirmed"]
    found = [[f for f in own if answers(f, [place])] for place in places]
    return [finding for group in found for finding in group] if all(found) else []


def rows(gold: Path) -> list[Row]:
    """The rows of the gold file."""
    lines = (gold / "relations.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def judged(reports: Path, gold: Path, *, quality: bool = False) -> Iterator[tuple[Row, str, list[Finding]]]:
    """Every row with what became of it; then every alarm that answers no error, as a row of its own."""
    by_report: dict[str, list[Row]] = {}
    for row in rows(gold):
        by_report.setdefault(row["doc"], []).append(row)
    for name in sorted(by_report.keys() | {path.name for path in reports.glob("*.txt")}):
        text = (reports / name).read_text(encoding="utf-8")
        report = check(Document.from_text(text, name=name), quality=quality)
        answered: set[str] = set()
        for row in by_report.get(name, []):
            outcome, said = verdict(row, report)
            if row["verdict"] == "error":
                answered.update(finding.id for finding in said)
            yield row, outcome, said
        for finding in report.findings:
            if finding.status == "contradicted" and finding.severity in HEAVY and finding.id not in answered:
                row = {
                    "id": "-",
                    "doc": name,
                    "verdict": "alarm",
                    "check_id": finding.check,
                    "certainty": "",
                    "tier": "",
                }
                yield row, "unlisted", [finding]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the rows and the counts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--check", default="", help="only rows of these check ids")
    parser.add_argument("--all", action="store_true", help="print what is as wanted, too")
    parser.add_argument("--quality", action="store_true", help="with the checks of the text's quality")
    options = parser.parse_args(arguments)
    wanted = set(filter(None, options.check.split(",")))
    counts: Counter[tuple[str, str]] = Counter()
    for row, outcome, said in judged(options.reports, options.gold, quality=options.quality):
        if wanted and row["check_id"] not in wanted:
            continue
        core = row["tier"] in ("core", "") and row["certainty"] in ("certain", "")
        kind = row["verdict"]
        counts[(f"{kind}{' (core, certain)' if core else ''}", outcome)] += 1
        if options.all or outcome in ("missed", "RAISED", "silent", "unlisted"):
            words = " | ".join(f"{finding.check} {finding.expression}" for finding in said)
            head = f"{row['id']:8} {row['verdict']:6} {row['check_id']:16} {row['certainty']:8}"
            print(f"{head} {outcome:9} {words}")
    for (kind, outcome), count in sorted(counts.items()):
        print(f"{count:5}  {kind}: {outcome}")
    return int(any(outcome == "RAISED" for _, outcome in counts))


if __name__ == "__main__":
    raise SystemExit(main())
