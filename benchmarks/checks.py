"""How long ``gouji check`` takes for each report, whole process and check alone, with the network closed.

    python benchmarks/checks.py --reports DIR

``x scan`` is the check's time as a multiple of one bare scan for ``[0-9]+`` over the same text in the
same process: machines are noisy, ratios less so. Then the reports' texts one behind the other, up to a
million characters and with their digits redrawn: the time for each length, as a multiple of that of a
tenth of it. Last, whether the findings are the same bytes when a report is read twice, and when the
facts come in another order.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import gouji
from gouji.checks import all_checks
from gouji.formats import read, readable_suffixes
from gouji.ledger import audit

MOST = 1_000_000
"""Characters of the longest text."""


def closed(*_: object, **__: object) -> NoReturn:
    """Stands in for ``socket.connect``: a check that needs the network fails."""
    raise RuntimeError("gouji check tried to open a connection")


def fastest(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of the fastest of some runs."""
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def process(path: Path) -> float:
    """Seconds of the whole command in a process of its own."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "gouji", "check", "--json", str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)
    return time.perf_counter() - began


def main() -> None:
    """Print a row for each report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=Path, required=True)
    folder = parser.parse_args().reports
    suffixes = set(readable_suffixes())
    paths = sorted(path for path in folder.iterdir() if path.suffix in suffixes)
    print(f"{'report':<36}{'process s':>10}{'check ms':>10}{'x scan':>8}  相符/不符/尾差/无法核对  figures")
    digits = re.compile("[0-9]+")
    whole = {path: min(process(path) for _ in range(2)) for path in paths}
    socket.socket.connect = closed  # type: ignore[method-assign]
    for path in paths:
        report = gouji.check(path)
        text = report.document.text
        check = fastest(lambda p=path: gouji.check(p))
        scan = fastest(lambda t=text: sum(1 for _ in digits.finditer(t)))
        counts = "/".join(str(number) for number in report.audit.counts().values())
        ratio = check / scan if scan else 0
        print(
            f"{path.name:<36}{whole[path]:>10.2f}{check * 1000:>10.1f}{ratio:>8.0f}  {counts:<22}  {len(report.figures)}"
        )
    print()
    growth([read(path).text for path in paths])
    print()
    for path in paths:
        print(f"{path.name:<36}{'the same bytes' if same(path) else 'DIFFERENT BYTES'}")


def growth(texts: Sequence[str]) -> None:
    """Print the time for ten thousand, a hundred thousand and a million characters."""
    before = 0.0
    for length in (MOST // 100, MOST // 10, MOST):
        text = _long(texts, length)
        document = gouji.Document.from_text(text, name="long.txt")
        seconds = fastest(lambda d=document: gouji.check(d), times=1 if length == MOST else 2)
        factor = f"{seconds / before:>6.1f} times that of a tenth" if before else ""
        print(f"{len(text):>9,} characters {seconds:>8.2f} s {factor}")
        before = seconds


def _long(texts: Sequence[str], length: int) -> str:
    """The texts again and again, each time with other digits."""
    random_ = random.Random(length)
    pieces: list[str] = []
    size = 0
    while size < length:
        for text in texts:
            piece = re.sub("[1-9]", lambda _: random_.choice("123456789"), text) + "\n\n"
            pieces.append(piece)
            size += len(piece)
    return "".join(pieces)[:length]


def same(path: Path) -> bool:
    """Whether the findings are the same bytes twice, and from facts and checks in another order."""
    first, second = gouji.check(path), gouji.check(path)
    random_ = random.Random(path.name)
    facts = first.facts
    budgets, indicators = list(facts.budgets), list(facts.indicators)
    checks = list(all_checks())
    for each in (budgets, indicators, checks):
        random_.shuffle(each)
    turned = replace(facts, budgets=tuple(budgets), indicators=tuple(indicators))
    third = replace(first, audit=audit(turned, checks))
    told = {_digest(report) for report in (first, second, third)}
    return len(told) == 1


def _digest(report: gouji.Report) -> str:
    findings = report.to_dict()["findings"]
    return hashlib.sha256(json.dumps(findings, ensure_ascii=False).encode()).hexdigest()


if __name__ == "__main__":
    main()
