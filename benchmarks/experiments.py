"""Alternatives to how a model is asked, on a fixed slice of the reports written for the project.

    python benchmarks/experiments.py --out DIR [--variants as-shipped,small-chunks,…] [--base-url URL --model NAME]

Each variant changes one thing of gouji as it is and reads the same three reports (eleven chunks) with
the same model through a counting proxy. What was done stays in ``--out``: a run that was stopped goes
on. Scores are those of ``gouji.evaluate``, pooled over the three; ``names`` are those of the model
alone, without grammar's, where a variant says so. The decisions are in ``benchmarks/extraction.md``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent))

from metering import Proxy

import gouji
from extraction import Setting, counted, markdown
from gouji.extraction import answer, chunk, engine, merge, prompt

ROOT = Path(__file__).resolve().parents[1]
SLICE = ("dongfeng-2022-project.txt", "linxi-2023-department.txt", "shaling-2024-sports.txt")

Variant = Callable[[], Any]


@contextmanager
def as_shipped() -> Iterator[None]:
    """gouji as it is."""
    yield


@contextmanager
def _limits(limits: chunk.Limits) -> Iterator[None]:
    with patch.dict(engine.LIMITS, {"anchored": limits}):
        yield


def small_chunks() -> Any:
    """Half as much in a question: 260 characters, 5 amounts, 6 sentences."""
    return _limits(chunk.Limits(260, 5, 6))


def large_chunks() -> Any:
    """Twice as much in a question."""
    return _limits(chunk.Limits(1040, 18, 24))


@contextmanager
def _system(change: Callable[[str], str]) -> Iterator[None]:
    shipped = prompt.load_prompt("anchored")
    changed = replace(shipped, system=change(shipped.system))

    def load(task: str) -> prompt.Prompt:
        return changed if task == "anchored" else prompt.load_prompt(task)

    with patch.object(engine, "load_prompt", load):
        yield


def no_example() -> Any:
    """The prompt without its example."""
    return _system(lambda text: text.partition("\n例：")[0])


SECOND = """

例：［S1］2020年市级安排补助〖F1:32万元〗，年底结余〖F2:1.4万元〗。［S2］部分站点记录不全。
答：{"S1":"资金","S2":"问题","F1":{"item":"市级安排补助","kind":"预算","of":""},"F2":{"item":"结余","kind":"结转结余","of":""},"others":[]}"""


def two_examples() -> Any:
    """The prompt with a second example, of a problem and of other kinds."""
    return _system(lambda text: text + SECOND)


@contextmanager
def three_calls() -> Iterator[None]:
    """A question for the labels, one for the amounts, one for what is beside the slots."""
    shipped = engine._anchored

    async def split(run: Any, whole: chunk.Chunk) -> None:
        ids = [slot.id for slot in whole.slots]
        labels = [name for name, _ in whole.labelled]
        if labels:
            await shipped(run, whole.only((), labels))
        if ids:
            await shipped(run, whole.only(ids))

    with patch.object(engine, "_anchored", split):
        yield


@contextmanager
def listed_figures() -> Iterator[None]:
    """Amounts are not marked in the text but listed behind it."""
    shipped = engine.show

    def listed(document: Any, one: chunk.Chunk, *, marks: bool = True) -> str:
        text = shipped(document, replace(one, slots=()), marks=marks)
        amounts = "，".join(f"{slot.id}={''.join(slot.figure.text.split())}" for slot in one.slots)
        return f"{text}\n\n金额：{amounts}" if amounts and marks else text

    with patch.object(engine, "show", listed):
        yield


@contextmanager
def figures_first() -> Iterator[None]:
    """The answer names the amounts before it labels the sentences."""
    shipped = answer._chunk_schema

    def turned(*arguments: Any) -> Any:
        schema = shipped(*arguments)
        names = sorted(schema["properties"], key=lambda name: (name[0] == "S", name == "others"))
        ordered = {name: schema["properties"][name] for name in names}
        return {**schema, "properties": ordered, "required": names}

    with patch.object(answer, "_chunk_schema", turned):
        yield


@contextmanager
def never_again() -> Iterator[None]:
    """Nothing is asked a second time."""

    async def no(run: Any, whole: Any, slots: Sequence[Any], sentences: set[str], refusals: Any) -> Any:
        return list(slots), sentences

    with patch.object(engine, "_recover", no):
        yield


@contextmanager
def model_names() -> Iterator[None]:
    """The model's name for an amount wins over grammar's wherever it stands in the text."""
    with patch.object(merge, "_better_draft", lambda draft, item: False):
        yield


@dataclass(frozen=True)
class Titled(gouji.Activity):
    """活动。"""

    title: Annotated[str | None, "活动名称，二十字以内"] = None


VARIANTS: dict[str, Variant] = {
    "as-shipped": as_shipped,
    "three-calls": three_calls,
    "small-chunks": small_chunks,
    "large-chunks": large_chunks,
    "no-example": no_example,
    "two-examples": two_examples,
    "listed-figures": listed_figures,
    "figures-first": figures_first,
    "never-again": never_again,
    "model-names": model_names,
    "model-titles": as_shipped,
    "quotes-for-labels": as_shipped,
}


def read(name: str, path: Path, setting: Setting) -> dict[str, Any]:
    """One report, one variant."""
    strategy: Any = "free" if name == "quotes-for-labels" else "anchored"
    schema = (Titled,) if name == "model-titles" else ()
    with (
        VARIANTS[name](),
        gouji.Extractor(
            setting.model,
            base_url=setting.base_url,
            strategy=strategy,
            store=None,
            concurrency=1,
            schema=schema,
        ) as extractor,
    ):
        result = extractor.extract(path).to_dict()
    for activity in result["activities"]:
        activity["name"] = (activity.get("fields") or {}).get("title") or activity["name"]
    return result


def measured(name: str, path: Path, setting: Setting, proxy: Proxy, out: Path) -> dict[str, Any]:
    """The same with its cost, kept in *out*."""
    kept = out / f"{path.stem}.{name}.json"
    if not kept.exists():
        proxy.meter.reset()
        began = time.monotonic()
        result = read(name, path, setting)
        cost = {**proxy.meter.row(), "seconds": round(time.monotonic() - began, 1)}
        kept.write_text(json.dumps({**result, "cost": cost}, ensure_ascii=False, indent=1), "utf-8")
    return json.loads(kept.read_text("utf-8"))  # type: ignore[no-any-return]


HEAD = (
    "variant", "budgets F1", "kinds", "activities P", "R", "F1", "problems F1", "macro F1",
    "requests", "tokens in (cached)", "tokens out", "seconds",
)  # fmt: skip


def row(name: str, results: dict[str, dict[str, Any]]) -> list[str]:
    """One line: scores pooled over the slice, costs added up."""
    gold = {
        stem: json.loads((ROOT / "tests/reports" / f"{stem}.gold.json").read_text("utf-8"))
        for stem in results
    }
    scores = gouji.evaluate(results, gold).pooled
    cost = {
        key: sum(each["cost"][key] for each in results.values())
        for key in next(iter(results.values()))["cost"]
    }
    activities, kinds, macro = scores.activities, scores.kinds.accuracy, scores.macro_f1
    return [
        name,
        f"{scores.budgets.f1:.3f}",
        "–" if kinds is None else f"{kinds:.3f}",
        f"{activities.precision:.3f}",
        f"{activities.recall:.3f}",
        f"{activities.f1:.3f}",
        f"{scores.problems.f1:.3f}",
        "–" if macro is None else f"{macro:.3f}",
        str(cost["requests"]),
        f"{cost['prompt_tokens']} ({cost['cached_tokens']})",
        str(cost["completion_tokens"]),
        f"{cost['seconds']:.0f}",
    ]


def main() -> None:
    """Run the variants and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--variants", default=",".join(VARIANTS))
    parser.add_argument("--base-url")
    parser.add_argument("--model", default="")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        proxy, model = counted(arguments, stack)
        setting = Setting(proxy.base_url, model, None)
        rows = []
        for name in (each for each in VARIANTS if each in arguments.variants.split(",")):
            paths = [ROOT / "tests/reports" / each for each in SLICE]
            results = {path.stem: measured(name, path, setting, proxy, arguments.out) for path in paths}
            rows.append(row(name, results))
            print(" | ".join(rows[-1]), flush=True)
    print("\n" + markdown(HEAD, rows))


if __name__ == "__main__":
    main()
