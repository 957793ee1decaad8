"""Extraction quality on reports with gold, beside a baseline without a model and grammar alone.

    python benchmarks/extraction.py --reports DIR --gold DIR [--model vendor/model | --no-model]

GOLD holds ``<stem>.json`` for ``REPORTS/<stem>.*`` and the scorer ``score.py``. The zero-model
baseline takes every money figure, its item the nine characters before it. Answers are kept: a run
that is stopped goes on.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import gouji
from gouji.errors import GoujiError
from gouji.figures import find_figures
from gouji.formats import read, readable_suffixes

SECTIONS = ("budgets", "amounts", "activities", "problems")


def load_scorer(folder: Path) -> ModuleType:
    """The scorer that stands beside the gold."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None or not (folder / "score.py").exists():
        raise SystemExit(f"{folder}: no score.py beside the gold")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def baseline(path: Path) -> dict[str, Any]:
    """Every money figure, its item the nine characters before it."""
    document = read(path)
    money = [figure for figure in find_figures(document) if figure.dimension == "money"]
    rows = []
    for figure in money:
        item = "".join(document.text[max(0, figure.start - 40) : figure.start].split())[-9:]
        rows.append({"item": item, "amount": figure.number, "unit": figure.unit, "quote": item + figure.text})
    return {"budgets": rows, "activities": [], "problems": []}


def with_gold(reports: Path, gold: Path) -> Iterable[tuple[Path, dict[str, Any]]]:
    """Each report that has gold."""
    suffixes = set(readable_suffixes())
    for answer in sorted(gold.glob("*.json")):
        for path in sorted(reports.glob(answer.stem.removesuffix(".gold") + ".*")):
            if path.suffix in suffixes:
                yield path, json.loads(answer.read_text("utf-8"))


def line(name: str, result: dict[str, Any]) -> str:
    """One row of the table."""
    cells = [f"{name:<34}"]
    for section in SECTIONS:
        r = result[section]
        cells.append(f"{section} P {r['P']:.3f} R {r['R']:.3f} F1 {r['F1']:.3f}")
    kind = result.get("kind_accuracy")
    cells.append(f"kind {kind:.3f}" if kind is not None else "kind  –  ")
    macro = result.get("macro_F1")
    cells.append(f"macro {macro:.3f}" if macro is not None else "macro – ")
    if "meta" in result:
        cells.append(
            f"meta {result['meta']['right']}/{result['meta']['of']} {','.join(result['meta'].get('wrong', ()))}"
        )
    return " | ".join(cells)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--model")
    parser.add_argument("--base-url")
    parser.add_argument("--strategy", default="anchored", choices=("anchored", "free"))
    parser.add_argument("--no-model", action="store_true")
    parser.add_argument("--out", type=Path, help="write each prediction here")
    arguments = parser.parse_args()
    scorer = load_scorer(arguments.gold)
    methods: dict[str, Callable[[Path], dict[str, Any]]] = {
        "baseline": baseline,
        "grammar": lambda path: gouji.check(path).to_dict(),
    }
    usage: dict[str, str] = {}
    extractor = None
    if not arguments.no_model:
        extractor = gouji.Extractor(arguments.model, base_url=arguments.base_url, strategy=arguments.strategy)

        def ask(path: Path) -> dict[str, Any]:
            began = time.monotonic()
            report = extractor.extract(path)
            u = report.usage
            usage[path.name] = (
                f"{path.name}: {'complete' if report.complete else 'INCOMPLETE'}, {u.requests} requests, {u.reused} reused, "
                f"{u.prompt_tokens} in ({u.cached_tokens} cached), {u.completion_tokens} out, {time.monotonic() - began:.0f} s"
            )
            return report.to_dict()

        methods[arguments.strategy] = ask
    try:
        for name, method in methods.items():
            results = []
            for path, gold in with_gold(arguments.reports, arguments.gold):
                try:
                    prediction = method(path)
                except GoujiError as error:
                    raise SystemExit(str(error)) from error
                if arguments.out is not None:
                    arguments.out.mkdir(parents=True, exist_ok=True)
                    text = json.dumps(prediction, ensure_ascii=False, indent=1)
                    (arguments.out / f"{path.stem}.{name}.json").write_text(text, "utf-8")
                results.append(scorer.score(prediction, gold))
                print(line(f"{name} {path.stem}"[:34], results[-1]), flush=True)
            if results:
                print(line(f"{name} POOLED", scorer.pool(results)), flush=True)
    finally:
        if extractor is not None:
            extractor.close()
    for text in usage.values():
        print(text)


if __name__ == "__main__":
    main()
