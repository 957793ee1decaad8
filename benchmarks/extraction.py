"""Extraction with one and the same model: gouji, langextract, plain instructor, and two without a model.

    python benchmarks/extraction.py --reports DIR --gold DIR [--methods grammar,anchored,...]
           [--base-url URL --model NAME] [--langextract PYTHON] [--out DIR] [--save FILE.md]

GOLD holds ``<stem>.json`` or ``<stem>.gold.json`` for ``REPORTS/<stem>.*``. Every method that asks a
model asks the same server (the embedded one when no address is given) through a counting proxy, one
request at a time; nothing is kept from earlier runs. ``baseline`` takes every money figure, its item
the nine characters before it; ``grammar`` is ``gouji check``; ``anchored-again`` finds the server's prefix
warm. ``langextract`` runs with the Python of
``--langextract``, or of an environment that is made for it (its newest version). Scores are those of
``gouji.evaluate``. A method that was done stays in ``--out`` and is not run again: delete its files
to repeat it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from metering import Proxy
from others import plain_instructor

import gouji
from gouji.errors import GoujiError
from gouji.figures import find_figures
from gouji.formats import read, readable_suffixes

METHODS = ("baseline", "grammar", "anchored", "anchored-again", "langextract", "instructor", "free")
ASKING = frozenset({"anchored", "anchored-again", "free", "langextract", "instructor"})
ACCEPTED = frozenset({"exact", "normalized", "scaled", "derived"})
CLASSES = {"资金": "budgets", "活动": "activities", "问题": "problems"}
HERE = Path(__file__).resolve().parent

Prediction = dict[str, Any]


@dataclass(frozen=True)
class Setting:
    """Where the model is."""

    base_url: str
    model: str
    langextract: Path | None


def baseline(path: Path, _: Setting) -> Prediction:
    """Every money figure, its item the nine characters before it."""
    document = read(path)
    rows = []
    for figure in find_figures(document):
        if figure.dimension == "money":
            item = "".join(document.text[max(0, figure.start - 40) : figure.start].split())[-9:]
            rows.append(
                {"item": item, "amount": figure.number, "unit": figure.unit, "quote": item + figure.text}
            )
    return {"budgets": rows, "activities": [], "problems": []}


def grammar(path: Path, _: Setting) -> Prediction:
    """``gouji check``: no model."""
    return gouji.check(path).to_dict()


def _gouji(strategy: Any) -> Callable[[Path, Setting], Prediction]:
    def ask(path: Path, setting: Setting) -> Prediction:
        with gouji.Extractor(
            setting.model, base_url=setting.base_url, strategy=strategy, store=None, concurrency=1
        ) as extractor:
            return extractor.extract(path).to_dict()

    return ask


def plain(path: Path, setting: Setting) -> Prediction:
    """instructor alone, one schema of lists for every chunk."""
    return plain_instructor.extract(read(path).text, setting.base_url, setting.model)


def langextract(path: Path, setting: Setting) -> Prediction:
    """langextract in an environment of its own."""
    if setting.langextract is None:
        raise SystemExit("langextract: no environment")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "text.txt"), Path(folder, "result.json")
        source.write_text(read(path).text, "utf-8")
        script = HERE / "others" / "langextract_run.py"
        command = [str(setting.langextract), str(script), setting.base_url, setting.model, source, target]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONUTF8": "1"})
        return from_langextract(json.loads(target.read_text("utf-8")))


def from_langextract(rows: Sequence[dict[str, Any]]) -> Prediction:
    """Its extractions by class, in the fields that are scored."""
    found: Prediction = {name: [] for name in CLASSES.values()}
    for row in rows:
        name = CLASSES.get(row["extraction_class"])
        if name is not None:
            found[name].append({**row["attributes"], "quote": row["extraction_text"]})
    return found


RUN: dict[str, Callable[[Path, Setting], Prediction]] = {
    "baseline": baseline,
    "grammar": grammar,
    "anchored": _gouji("anchored"),
    "anchored-again": _gouji("anchored"),
    "free": _gouji("free"),
    "langextract": langextract,
    "instructor": plain,
}


def with_gold(reports: Path, gold: Path) -> Iterator[tuple[str, Path, Path]]:
    """Each report that has gold: name, report, gold."""
    suffixes = set(readable_suffixes())
    for answer in sorted(gold.glob("*.json")):
        name = answer.stem.removesuffix(".gold")
        for path in sorted(reports.glob(f"{name}.*")):
            if path.suffix in suffixes:
                yield name, path, answer


def wrong_amounts(prediction: Prediction, gold: Prediction) -> int:
    """Amounts accepted that are no amount of the gold; what a method itself refuses does not count."""
    rows = [row for row in prediction.get("budgets", ()) if row.get("status", "exact") in ACCEPTED]
    amounts = gouji.evaluate({"budgets": rows}, {"budgets": gold["budgets"]}).pooled.amounts
    return amounts.predicted - amounts.right


def measured(
    method: str, name: str, path: Path, setting: Setting, proxy: Proxy | None, out: Path
) -> Prediction:
    """The prediction of one method for one report with what it cost, kept in *out*."""
    kept = out / f"{name}.{method}.json"
    if kept.exists():
        return json.loads(kept.read_text("utf-8"))  # type: ignore[no-any-return]
    if proxy is not None:
        proxy.meter.reset()
    began = time.monotonic()
    prediction = RUN[method](path, setting)
    seconds = time.monotonic() - began
    counted = proxy.meter.row() if proxy is not None and method in ASKING else {}
    characters = len(read(path).text)
    prediction = {**prediction, "cost": {**counted, "seconds": round(seconds, 1), "characters": characters}}
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(prediction, ensure_ascii=False, indent=1), "utf-8")
    return prediction


HEAD = (
    "method", "report", "budgets F1", "kinds", "amounts P", "amounts R", "wrong amounts", "activities F1",
    "problems F1", "macro F1", "meta", "requests", "tokens in (cached)", "tokens out", "seconds", "s / 1000 chars",
)  # fmt: skip


def row(method: str, name: str, prediction: Prediction, gold: Path) -> list[str]:
    """One line of the table."""
    true = json.loads(gold.read_text("utf-8"))
    scores = gouji.evaluate(prediction, true).pooled
    cost = prediction["cost"]
    kinds, macro = scores.kinds.accuracy, scores.macro_f1
    return [
        method,
        name,
        f"{scores.budgets.f1:.3f}",
        "–" if kinds is None else f"{kinds:.3f}",
        f"{scores.amounts.precision:.3f}",
        f"{scores.amounts.recall:.3f}",
        str(wrong_amounts(prediction, true)),
        f"{scores.activities.f1:.3f}",
        f"{scores.problems.f1:.3f}",
        "–" if macro is None else f"{macro:.3f}",
        f"{scores.meta_all.right}/{scores.meta_all.of}",
        str(cost.get("requests", 0)),
        f"{cost.get('prompt_tokens', 0)} ({cost.get('cached_tokens', 0)})",
        str(cost.get("completion_tokens", 0)),
        f"{cost['seconds']:.0f}",
        f"{1000 * cost['seconds'] / max(cost['characters'], 1):.1f}",
    ]


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table."""
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " --: |" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(each) + " |" for each in rows)])


def environment(python: Path) -> Path:
    """The Python of an environment with the newest langextract, made when it is not there."""
    if not python.exists():
        venv.create(python.parents[1], with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", "langextract", "openai"], check=True)
    return python


def versions(setting: Setting) -> str:
    """Date, machine and versions."""
    told = [f"gouji {gouji.__version__}", *(f"{name} {version(name)}" for name in ("instructor", "openai"))]
    if setting.langextract is not None:
        code = "from importlib.metadata import version; print(version('langextract'))"
        said = subprocess.run([str(setting.langextract), "-c", code], capture_output=True, text=True)
        told.append(f"langextract {said.stdout.strip()}")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{date.today().isoformat()} · {setting.model} · {machine} · {', '.join(told)}"


def main() -> None:
    """Run the methods, report by report, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--methods", default="baseline,grammar,anchored")
    parser.add_argument("--model", default="")
    parser.add_argument("--base-url")
    parser.add_argument("--langextract", type=Path, metavar="PYTHON")
    parser.add_argument("--out", type=Path, help="where predictions are kept")
    parser.add_argument("--save", type=Path, help="write the table here too")
    arguments = parser.parse_args()
    methods = [name for name in METHODS if name in arguments.methods.split(",")]
    with ExitStack() as stack:
        out = arguments.out or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        setting, proxy = _setting(arguments, methods, out, stack)
        rows = []
        for method in methods:
            for name, path, gold in with_gold(arguments.reports, arguments.gold):
                try:
                    prediction = measured(method, name, path, setting, proxy, out)
                except GoujiError as error:
                    raise SystemExit(str(error)) from error
                rows.append(row(method, name, prediction, gold))
                print(" | ".join(rows[-1]), flush=True)
    table = f"{versions(setting)}\n\n{markdown(HEAD, rows)}\n"
    print(f"\n{table}")
    if arguments.save is not None:
        arguments.save.write_text(table, "utf-8")


def counted(arguments: argparse.Namespace, stack: ExitStack) -> tuple[Proxy, str]:
    """The counting proxy before the server that was named, or before the embedded model; the model's name."""
    upstream, model = arguments.base_url, arguments.model
    if upstream is None:
        from gouji.local import LocalServer, model_name

        server = LocalServer()
        stack.callback(server.close)
        upstream, model = server.base_url, model_name()
    return stack.enter_context(Proxy(upstream)), model


def _setting(
    arguments: argparse.Namespace, methods: Sequence[str], out: Path, stack: ExitStack
) -> tuple[Setting, Proxy | None]:
    """The server, behind its proxy, if any method asks a model."""
    if not ASKING & set(methods):
        return Setting("", arguments.model or "–", None), None
    proxy, model = counted(arguments, stack)
    python = None
    if "langextract" in methods:
        python = environment(arguments.langextract or out / "langextract-env" / "bin" / "python")
    return Setting(proxy.base_url, model, python), proxy


if __name__ == "__main__":
    main()
