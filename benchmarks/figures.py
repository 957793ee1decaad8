"""Speed of ``find_figures`` as a ratio to a bare ``re`` scan for ``[0-9]+``, beside its peers.

    python benchmarks/figures.py --reports DIR [--gold DIR] [--copies 50]

Same text, same process, CPU time. The pieces of work are taken in turn, round after round, each beside
its own scan; the ratio is the median of the rounds, and the lowest stands beside it: other work on the
machine slows what makes objects more than it slows a scan. The digits of every copy are redrawn, every
field of every figure is read. Peers are measured where they are installed, with their F1 on money
against the gold figures; they have no offsets for tables, so inline and all.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from operator import attrgetter
from pathlib import Path
from statistics import median
from typing import Any

from gouji.document import Document
from gouji.figures import Figure, find_figures

BARE = re.compile("[0-9]+")
EVERY_FIELD = attrgetter(*(field.name for field in fields(Figure)))
HOSTILE = {
    "digits": "1", "commas": "1,", "blanks": "1 ", "line breaks": "1\n", "一一一": "一", "数数数": "数",
    "brackets": "（2020）", "dashes": "1-", "titles": "《", "bookmarks": "[bookmark:",
}  # fmt: skip


def redrawn(text: str, source: random.Random) -> str:
    """The text with other digits, zeros kept."""
    return re.sub("[1-9]", lambda _: str(source.randint(1, 9)), text)


def bare_scan(text: str) -> int:
    """The yardstick: one pass that finds runs of digits."""
    return sum(1 for _ in BARE.finditer(text))


def read_all(source: str | Document) -> int:
    """Find every figure and read every field of it."""
    figures = find_figures(source)
    for figure in figures:
        EVERY_FIELD(figure)
    return len(figures)


def best(work: list[Callable[[], object]], rounds: int) -> list[float]:
    """The best CPU seconds of each piece of work, taken in turn."""
    seconds = [float("inf")] * len(work)
    for _ in range(rounds):
        for index, piece in enumerate(work):
            begin = time.process_time()
            piece()
            seconds[index] = min(seconds[index], time.process_time() - begin)
    return seconds


def in_turn(work: list[Callable[[], object]], rounds: int) -> list[list[float]]:
    """The CPU seconds of each piece of work in each round, the pieces taken in turn."""
    seconds: list[list[float]] = [[] for _ in work]
    for _ in range(rounds):
        for piece, taken in zip(work, seconds, strict=True):
            begin = time.process_time()
            piece()
            taken.append(time.process_time() - begin)
    return seconds


def speed(texts: list[str], copies: int, rounds: int) -> None:
    """Print the ratio for text, for a document that is laid out already, and its growth."""
    source = random.Random(1)
    text = "\n".join(redrawn(report, source) for _ in range(copies) for report in texts)
    document = Document.from_text(text)
    tenth = Document.from_text(text[: len(text) // 10])
    work = [
        lambda: bare_scan(text),
        lambda: read_all(document),
        lambda: read_all(text),
        lambda: read_all(tenth),
    ]
    scan, laid_out, whole, short = in_turn(work, rounds)
    megabytes = len(text.encode()) / 1e6
    print(f"{copies} copies, {len(text):,} characters, {megabytes:.1f} MB, {read_all(document):,} figures")
    print(
        f"{'pass, median of ' + str(rounds) + ' rounds':<34} {'s':>7} {'MB/s':>8} {'× scan':>8} {'lowest':>8}"
    )
    for name, taken in (
        ("bare scan", scan),
        ("figures of a Document", laid_out),
        ("figures of a str", whole),
    ):
        ratios = [one / base for one, base in zip(taken, scan, strict=True)]
        middle = median(taken)
        print(
            f"{name:<34} {middle:>7.3f} {megabytes / middle:>8.2f} {median(ratios):>8.1f} {min(ratios):>8.1f}"
        )
    growth = median([ten / one for ten, one in zip(laid_out, short, strict=True)])
    print(f"ten times the text takes {growth:.1f} times the time\n")


def hostile(size: int) -> None:
    """Print how patterns without end compare with the scan, and whether they stay linear."""
    print(f"{'hostile text':<34} {'s':>7} {'× scan':>8} {'×4 text':>8}")
    for name, pattern in HOSTILE.items():
        short = Document(pattern * (size // len(pattern) // 4))
        long = Document(short.text * 4)
        first, second, scan = best(
            [
                lambda d=short: find_figures(d),
                lambda d=long: find_figures(d),
                lambda d=long: bare_scan(d.text),
            ],
            3,
        )  # type: ignore[misc]
        print(f"{name:<34} {second:>7.3f} {second / scan:>8.1f} {second / max(first, 1e-9):>8.1f}")
    print()


Money = set[tuple[int, int, Decimal]]


def by_gouji(text: str) -> Money:
    """Amounts in yuan by gouji."""
    found = (f for f in find_figures(text) if f.dimension == "money" and f.value is not None)
    return {(figure.start, figure.end, figure.value) for figure in found if figure.value is not None}


def jionlp_reader() -> Callable[[str], Money]:
    """Amounts in yuan by jionlp."""
    import jionlp

    def read(text: str) -> Money:
        found: Money = set()
        for item in jionlp.ner.extract_money(text, with_parsing=True):
            number = (item.get("detail") or {}).get("num")
            if isinstance(number, str):
                found.add((*item["offset"], Decimal(number)))
        return found

    return read


def recognizers_reader() -> Callable[[str], Money]:
    """Amounts in yuan by recognizers-text-suite."""
    from recognizers_number_with_unit import recognize_currency
    from recognizers_text import Culture

    def read(text: str) -> Money:
        found: Money = set()
        for item in recognize_currency(text, Culture.Chinese):
            try:
                found.add((item.start, item.end + 1, Decimal(str((item.resolution or {})["value"]))))
            except (InvalidOperation, KeyError, TypeError):
                continue
        return found

    return read


def f1(found: Money, rows: list[dict[str, Any]], inline_only: bool) -> tuple[int, int, int]:
    """Right, predicted, wanted; a figure is right when an overlap has the same value."""
    wanted = [row for row in rows if not inline_only or row["where"] == "inline"]
    others = [row for row in rows if inline_only and row["where"] != "inline"]
    found = {
        item for item in found if not any(item[0] < row["end"] and row["start"] < item[1] for row in others)
    }
    right = sum(
        any(
            item[0] < row["end"] and row["start"] < item[1] and item[2] == Decimal(row["value"])
            for item in found
        )
        for row in wanted
    )
    return right, len(found), len(wanted)


def peers(gold: Path, reports: Path) -> None:
    """Print F1 on money and MB/s of each reader that is installed."""
    rows = [json.loads(line) for line in (gold / "figures.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["dimension"] == "money" and row["tier"] == "core"]
    readers: dict[str, Callable[[], Callable[[str], Money]]] = {
        "gouji": lambda: by_gouji, "jionlp": jionlp_reader, "recognizers-text-suite": recognizers_reader,
    }  # fmt: skip
    print(f"{'money':<34} {'inline':>7} {'tables':>8} {'MB/s':>8}")
    for name, load in readers.items():
        try:
            reader = load()
        except ImportError:
            print(f"{name:<34} {'not installed':>16}")
            continue
        print(f"{name:<34} {_line(reader, rows, reports)}")
    _cn2an()


def _line(reader: Callable[[str], Money], rows: list[dict[str, Any]], reports: Path) -> str:
    totals, seconds, size = [[0, 0, 0], [0, 0, 0]], 0.0, 0
    for doc in sorted({row["doc"] for row in rows}):
        text = (reports / doc).read_text(encoding="utf-8")
        reader(text[:400])
        begin = time.process_time()
        found = reader(text)
        seconds += time.process_time() - begin
        size += len(text.encode())
        for total, inline_only in zip(totals, (True, False), strict=True):
            counts = f1(found, [row for row in rows if row["doc"] == doc], inline_only)
            total[:] = [first + second for first, second in zip(total, counts, strict=True)]
    scores = [2 * right / (predicted + wanted) for right, predicted, wanted in totals]
    return f"{scores[0]:>7.3f} {scores[1]:>8.3f} {size / 1e6 / seconds:>8.2f}"


def _cn2an() -> None:
    """cn2an converts whole numerals only: compare the cost of one call."""
    from gouji.figures.numeral import read_hanzi

    numerals = ["二百零三", "两万三千", "一百二十", "三千五百万"]
    (own,) = best([lambda: [read_hanzi(numeral) for numeral in numerals * 500]], 3)
    line = f"{'a Chinese numeral, µs':<34} gouji {own / 2000 * 1e6:.1f}"
    try:
        import cn2an
    except ImportError:
        print(line + ", cn2an not installed")
        return
    (other,) = best([lambda: [cn2an.cn2an(numeral, "smart") for numeral in numerals * 50]], 3)
    print(line + f", cn2an {other / 200 * 1e6:.1f}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--copies", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--hostile", type=int, default=200_000, help="characters of each hostile text")
    options = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(options.reports.glob("*.txt"))]
    speed(texts, options.copies, options.rounds)
    hostile(options.hostile)
    if options.gold:
        peers(options.gold, options.reports)


if __name__ == "__main__":
    main()
