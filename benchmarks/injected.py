"""Injected errors: what ``gouji check`` finds of errors that were put into consistent reports.

    python benchmarks/injected.py [--seed 0] [--mutated 2000] [--clean 200] [--template project]
                                  [--operator unit] [--jobs 2] [--show 10] [--json FILE]

A generator draws a ledger, prints it as a report and injects one error; by its own arithmetic it knows
whether the error is *observable*: a printed relation is contradicted beyond every tolerance. An error is
found when a contradiction of severity low or above has an operand on the edited figure; 尾差 does not
count. Clean reports count false findings, neutral rewrites must leave the contradictions as they were,
and altered extractions must be told as the model's fault. Exit 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from multiprocessing import Pool
from pathlib import Path

from generator import MODES, OPERATORS, TEMPLATES
from generator.judging import Job, Result, jobs, work
from generator.tally import Tally


def run(planned: Sequence[Job], processes: int) -> list[Result]:
    """Do the jobs, in order; a chunk of them at a time goes to each process."""
    if processes < 2:
        return [work(job) for job in planned]
    with Pool(processes) as pool:
        return pool.map(work, planned, chunksize=16)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the matrix, the recalls, the false findings; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--mutated", type=int, default=2000)
    parser.add_argument("--clean", type=int, default=200)
    parser.add_argument("--template", choices=sorted(TEMPLATES), default="")
    parser.add_argument("--operator", choices=sorted(OPERATORS), default="")
    parser.add_argument("--mode", choices=MODES, default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, default=0, help="so many missed errors, with their sentences")
    parser.add_argument("--json", type=Path, help="write the counts to a file")
    options = parser.parse_args(arguments)
    began = time.perf_counter()
    planned = jobs(
        options.seed,
        options.mutated,
        options.clean,
        templates=[options.template] if options.template else sorted(TEMPLATES),
        operators=[options.operator] if options.operator else list(OPERATORS),
        modes=[options.mode] if options.mode else list(MODES),
    )
    tally = Tally(run(planned, options.jobs))
    print(tally.text(options.show))
    print(f"\n{len(planned)} documents in {time.perf_counter() - began:.1f} s, {options.jobs} processes")
    if options.json:
        options.json.write_text(json.dumps(tally.summary(), ensure_ascii=False, indent=1), encoding="utf-8")
    missed = tally.missed_bars()
    for bar in missed:
        print(f"bar missed: {bar}")
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
