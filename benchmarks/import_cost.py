"""What ``import gouji`` costs over an empty Python, and what it loads that it should not.

    python benchmarks/import_cost.py [--runs N] [--most MILLISECONDS]

An empty Python and ``import gouji`` are started in turns, N times each. The medians are printed; the
verdict is taken on the fastest of each, which other work on the machine disturbs least. The exit
status is 1 when the difference is above the limit, when a heavy module was loaded, or when something
was printed.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

HEAVY = (
    "pydantic",
    "openai",
    "instructor",
    "pandas",
    "httpx",
    "httpx2",
    "lxml",
    "rich",
    "xlsxwriter",
    "numpy",
)
_LOADED = "import sys, gouji; print(*sorted(name for name in sys.modules if '.' not in name), sep='\\n')"


def milliseconds(code: str) -> float:
    """The wall time of a Python that runs *code*."""
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    elapsed = (time.perf_counter() - began) * 1000
    if done.stdout or done.stderr:
        raise SystemExit(f"{code!r} printed: {(done.stdout + done.stderr).decode('utf-8', 'replace')}")
    return elapsed


def heavy_modules() -> list[str]:
    """The heavy modules that ``import gouji`` loads; there should be none."""
    done = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)
    return sorted({*done.stdout.split()} & {*HEAVY})


def main() -> int:
    """Measure and print; 1 when the promise is broken."""
    parser = argparse.ArgumentParser(description="What import gouji costs over an empty Python.")
    parser.add_argument("--runs", type=int, default=20, metavar="N")
    parser.add_argument("--most", type=float, default=50.0, metavar="MILLISECONDS")
    options = parser.parse_args()

    milliseconds("import gouji")  # the first run writes the byte code
    pairs = [(milliseconds("pass"), milliseconds("import gouji")) for _ in range(options.runs)]
    empty, loaded = zip(*pairs, strict=True)
    cost = min(loaded) - min(empty)
    heavy = heavy_modules()
    print(f"empty Python   median {statistics.median(empty):6.1f} ms   fastest {min(empty):6.1f} ms")
    print(f"import gouji   median {statistics.median(loaded):6.1f} ms   fastest {min(loaded):6.1f} ms")
    print(f"cost           {cost:.1f} ms (at most {options.most:g}), {options.runs} runs each")
    print(f"heavy modules  {', '.join(heavy) or 'none'} (of {', '.join(HEAVY)})")
    return int(cost > options.most or bool(heavy))


if __name__ == "__main__":
    raise SystemExit(main())
