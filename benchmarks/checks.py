"""How long ``gouji check`` takes for each report, whole process and check alone, with the network closed.

    python benchmarks/check.py --reports DIR

The last column is the check's time as a multiple of one bare scan for ``[0-9]+`` over the same text
in the same process: machines are noisy, ratios less so.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import gouji
from gouji.formats import readable_suffixes


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


if __name__ == "__main__":
    main()
