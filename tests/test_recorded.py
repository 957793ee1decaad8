"""Whole reports read by a real model, replayed from cassettes: the road from file to report."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import jsonschema
import pytest

import gouji
from gouji.extraction.client import Retrying

ROOT = Path(__file__).parent.parent
REPORTS = {
    "linxi-2023-department": "tests/reports/linxi-2023-department.txt",
    "qinghe-2024-road-maintenance": "tests/reports/qinghe-2024-road-maintenance.docx",
    "jiangbei-2023-employment-fund": "tests/reports/jiangbei-2023-employment-fund.md",
    "haizhou-2024-school-meals": "tests/reports/haizhou-2024-school-meals.html",
    "nanshan-2024-self-evaluation": "tests/reports/nanshan-2024-self-evaluation.xlsx",
    "dongfeng-2022-project": "tests/reports/dongfeng-2022-project.txt",
    "xishan-2024-library": "examples/xishan-2024-library.md",
    "anling-2023-reservoir-transfer": "tests/reports/anling-2023-reservoir-transfer.md",
    "baixi-2023-forest-compensation": "tests/reports/baixi-2023-forest-compensation.txt",
    "shaling-2024-sports": "tests/reports/shaling-2024-sports.txt",
    "taihe-2024-old-housing": "tests/reports/taihe-2024-old-housing.docx",
}
LEAST = {"budgets": 0.9, "activities": 0.6, "problems": 0.8}
"""F1 over all recordings together, by section."""

Read = Callable[..., gouji.Report]


@pytest.fixture
def read(base_url: str, model_name: str) -> Read:
    """Reads a report with the recorded model."""

    def run(name: str, **options: object) -> gouji.Report:
        # A request that no recording holds looks like a broken connection: no second try.
        once = Retrying(attempts=1)
        with gouji.Extractor(
            model_name, base_url=base_url, store=None, concurrency=1, retrying=once, **options
        ) as extractor:
            return extractor.extract(ROOT / REPORTS[name])

    return run


def each_report(*names: str) -> pytest.MarkDecorator:
    """Parametrize over reports, each with the recording of its name."""
    return pytest.mark.parametrize(
        "name", [pytest.param(n, marks=[pytest.mark.vcr, pytest.mark.default_cassette(n)]) for n in names]
    )


def gold(name: str) -> dict[str, list[dict[str, str]]]:
    return json.loads((ROOT / "tests" / "reports" / f"{name}.gold.json").read_text("utf-8"))


def digits(printed: str) -> str:
    """The number of an amount without its unit, separators and width: a cell prints no 万元."""
    return re.sub(r"[^0-9.]", "", unicodedata.normalize("NFKC", printed))


@each_report(*REPORTS)
def test_a_report_is_read_to_the_end(name: str, read: Read):
    """Complete, valid against the schema, every quotation verbatim at its place, every figure as printed."""
    report = read(name)
    result = report.to_dict()
    text = report.document.text

    jsonschema.validate(result, gouji.report_schema())
    assert report.complete
    for section in ("budgets", "activities", "problems", "recommendations"):
        assert result[section] or not gold(name)[section]
        for record in result[section]:
            assert record["quote"] == text[record["start"] : record["end"]]
            for evidence in record["evidence"]:
                assert evidence["quote"] == text[evidence["start"] : evidence["end"]]
    for budget in report.budgets:
        assert budget.status == "exact"
        assert budget.amount is not None
        assert text[budget.amount.start : budget.amount.end] == budget.amount.text


@each_report(*REPORTS)
def test_the_amounts_are_those_of_the_gold(name: str, read: Read):
    """Every amount that a person found is there, and hardly any other."""
    report = read(name)
    wanted = Counter(Decimal(row["amount_yuan"]) for row in gold(name)["budgets"])
    # A price per square metre is no sum of money, but an amount that the gold lists.
    found = Counter(budget.amount.value for budget in report.budgets if budget.amount is not None)

    both = (wanted & found).total()
    assert both >= 0.9 * wanted.total(), f"missing: {wanted - found}"
    assert both >= 0.9 * found.total(), f"not in the gold: {found - wanted}"


@each_report(*REPORTS)
def test_planted_contradictions_are_found(name: str, read: Read):
    """A wrong 其中 sum in a report is the report's fault, and found with the model's help as without."""
    report = read(name)
    sums = [row for row in gold(name)["planted"] if row["check"] == "SUM-PART"]

    raised = [
        {operand.figure.text for operand in finding.operands if operand.figure is not None}
        for finding in report.contradicted
        if finding.cause == "source"
    ]
    for row in sums:
        total = digits(row["operands"][0])
        assert any(total in {digits(text) for text in operands} for operands in raised), row["note"]


@each_report(*REPORTS)
def test_a_report_is_read_well(name: str, read: Read):
    """Budgets and kinds of every report are near the gold; the worst one sets the bar."""
    scores = gouji.evaluate(read(name), gold(name)).pooled

    assert scores.budgets.f1 >= 0.85
    assert scores.kinds.accuracy is not None and scores.kinds.accuracy >= 0.7


def test_the_recordings_together_are_read_well():
    """All reports, replayed from their files: F1 of each section, and hardly a wrong kind."""
    results = {}
    for name, path in REPORTS.items():
        replay = gouji.Replay(ROOT / "cassettes" / "test_recorded" / f"{name}.yaml")
        with gouji.Extractor(transport=replay) as extractor:
            results[name] = extractor.extract(ROOT / path)
    scores = gouji.evaluate(results, {name: gold(name) for name in REPORTS}).pooled

    for section, least in LEAST.items():
        assert scores.by[section].f1 >= least, section  # type: ignore[index]
    assert scores.kinds.accuracy is not None and scores.kinds.accuracy >= 0.9
    assert scores.amounts.recall >= 0.98


@dataclass(frozen=True)
class Held(gouji.Activity):
    """已开展的活动。"""

    venue: Annotated[str | None, "举办地点"] = None


@pytest.mark.vcr
@pytest.mark.default_cassette("xishan-2024-library.own-fields")
def test_own_fields_are_filled_from_the_text(read: Read):
    """A caller's field for activities: what a real model gives stands in the sentence, or is refused."""
    report = read("xishan-2024-library", schema=(Held,))

    venues = [activity.venue for activity in report.activities if isinstance(activity, Held)]
    assert len(venues) == len(report.activities)
    assert any(venues)
    for activity in report.activities:
        assert isinstance(activity, Held)
        assert activity.venue is None or activity.venue in activity.evidence[0].quote


@each_report("xishan-2024-library")
def test_the_example_shows_every_kind_of_record(name: str, read: Read):
    """The report of the README has budgets, activities, problems with causes, and a contradiction."""
    report = read(name)

    assert len(report.budgets) == 12
    assert report.meta.organization == "西山县图书馆"
    assert report.meta.self_score == "93"
    assert any(activity.place == "文昌广场" for activity in report.activities)
    assert len(report.problems) == 3
    assert report.problems[0].cause is not None
    assert {finding.check for finding in report.contradicted} >= {"SUM-PART"}
    assert report.usage.requests == 2


@each_report("xishan-2024-library")
def test_the_same_report_gives_the_same_bytes(name: str, read: Read):
    """Read again from the same answers, the result is the same but for the seconds."""
    first = read(name).to_dict()
    again = gouji.Extractor(transport=gouji.Replay(ROOT / "cassettes" / "test_recorded" / f"{name}.yaml"))
    with again:
        second = again.extract(ROOT / REPORTS[name]).to_dict()

    for result in (first, second):
        result["usage"].pop("seconds")
        result["provenance"].pop("model")
    assert first == second


@pytest.mark.vcr
@pytest.mark.default_cassette("xishan-2024-library.free")
def test_the_free_strategy_gives_the_same_types(read: Read):
    """Free lists with quotations are held against the text; what is not there is said to be not there."""
    report = read("xishan-2024-library", strategy="free")
    text = report.document.text

    assert report.complete
    assert report.budgets
    assert report.provenance["strategy"] == "free"
    for budget in report.budgets:
        if budget.amount is None:
            assert budget.status == "not_found"
        else:
            assert text[budget.amount.start : budget.amount.end] == budget.amount.text
    ungrounded = [
        finding
        for finding in report.findings
        if finding.cause == "model" and finding.status == "contradicted"
    ]
    wrong = [budget for budget in report.budgets if budget.status == "not_found"]
    assert len(ungrounded) >= len(wrong)
    jsonschema.validate(report.to_dict(), gouji.report_schema())
