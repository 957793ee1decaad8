"""The JSON that programs read."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import jsonschema
import pytest

from gouji.document import Cell, Document, Table
from gouji.facts import Evidence, Facts, Recommendation
from gouji.findings import Audit
from gouji.renderings import write
from gouji.renderings.json import check_dict, dumps, figure_dicts, report_dict, report_json
from gouji.renderings.schema import report_schema
from gouji.report import Report
from renderings import invented


def test_every_quote_is_the_text_from_start_to_end():
    """Records, further evidence and operands are verbatim at their offsets."""
    result = report_dict(invented.report())
    text = invented.TEXT

    records = [
        each
        for kind in ("budgets", "activities", "problems", "recommendations", "indicators")
        for each in result[kind]
    ]
    places = records + [place for record in records for place in record["evidence"]]
    operands = [
        each for found in result["findings"] for each in found["operands"] if each["text"] is not None
    ]
    assert len(places) > 10
    assert all(text[each["start"] : each["end"]] == each["quote"] for each in places)
    assert all(text[each["start"] : each["end"]] == each["text"] for each in operands)


def test_amounts_are_strings_as_printed_and_in_yuan():
    """812.40 万元 keeps its zero and is 8124000 yuan."""
    first = report_dict(invented.report())["budgets"][0]

    assert (first["amount"], first["unit"], first["yuan"]) == ("812.40", "万元", "8124000")


def test_the_first_place_is_flat_and_the_others_are_evidence():
    """Two places give one quote and one further evidence; a page is told where it is known."""
    budgets = {each["id"]: each for each in report_dict(invented.report())["budgets"]}

    assert budgets["b2"]["quote"].startswith("基本支出526.47")
    assert [each["quote"] for each in budgets["b2"]["evidence"]] == ["基本支出中人员经费"]
    assert budgets["b1"]["page"] == 1
    assert budgets["b4"]["cell"] == "R2C3"
    assert "page" not in budgets["b4"]


def test_a_record_without_a_place_has_an_empty_quote():
    """What the text does not hold is quoted as nothing from 0 to 0, and its status says why."""
    lost = report_dict(invented.report())["budgets"][4]

    assert (lost["quote"], lost["start"], lost["end"], lost["status"]) == ("", 0, 0, "not_found")


def test_numbers_never_have_an_exponent_and_are_never_rounded():
    """A value of 40 digits and one written as 8E+6 are written out."""
    report = invented.report()
    long = Decimal("1234567890123456789012345678901234567890.50")
    budgets = tuple(
        replace(report.budgets[0], yuan=yuan) for yuan in (long, Decimal("8E+6"), Decimal("-0.0"))
    )

    result = report_dict(replace(report, facts=replace(report.facts, budgets=budgets)))

    assert [each["yuan"] for each in result["budgets"]] == [
        "1234567890123456789012345678901234567890.5", "8000000", "0",
    ]  # fmt: skip


def test_an_operand_that_is_not_printed_is_null():
    """Its role and label stay."""
    findings = report_dict(invented.report())["findings"]
    (operand,) = (
        each for found in findings for each in found["operands"] if found["check"] == "GROUND-VALUE"
    )

    assert operand == {
        "role": "claimed", "label": "检测设备", "text": None, "value": None, "unit": None, "decimals": None,
        "modifiers": [], "start": None, "end": None,
    }  # fmt: skip


def test_the_check_result_is_the_part_that_needs_no_model():
    """``gouji check --json`` has the document's name, counts, checks, coverage and findings, no more."""
    result = check_dict(invented.report())

    assert list(result) == ["document", "counts", "checks", "coverage", "findings"]
    assert result["counts"] == {"confirmed": 2, "contradicted": 2, "tail": 1, "undetermined": 1}
    assert result["findings"] == report_dict(invented.report())["findings"]


def test_failed_parts_usage_and_provenance_are_told():
    """Nothing of the run is dropped."""
    result = report_dict(invented.report())

    assert result["complete"] is False
    assert [each["error"] for each in result["failed_chunks"]] == ["超时 time-out"]
    assert (result["usage"]["cached_tokens"], result["usage"]["seconds"]) == (900, 12.346)
    assert result["provenance"]["prompts"] == {"anchored": "v1@0f3a"}


def test_figures_tell_their_page_and_their_cell():
    """A figure in an addressed cell has the address; one elsewhere has none."""
    amount = invented.figure("12万元和3万元", "12万元")
    other = invented.figure("12万元和3万元", "3万元", "和")
    table = Table(0, 4, (Cell(0, 0, 0, 4, "12万元", address="Sheet1!B7"),))
    document = Document("12万元和3万元", tables=(table,), pages=(0, 5))

    rows = figure_dicts(document, (amount, other))

    assert [(row.get("cell"), row["page"]) for row in rows] == [("Sheet1!B7", 1), (None, 2)]


@pytest.mark.parametrize("words", ["</script>", "\ud800", "a\x00\x1f\u2028", "\\ud800", "中文\U0001f4b0"])
def test_any_text_survives_the_way_through_a_file(tmp_path, words):
    """What is written as UTF-8 and read again is the same, half surrogates too."""
    report = invented.hostile(words)

    write(report, "json", tmp_path / "a.json")

    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == report_dict(report)


def test_chinese_is_left_readable_and_the_bytes_are_the_same_twice():
    """No escapes for Chinese; two renderings do not differ."""
    text = report_json(invented.report())

    assert "云岭县畜牧水产服务中心" in text
    assert text == report_json(invented.report())


def test_what_json_does_not_know_is_refused_or_named():
    """NaN is not JSON; sets are sorted, other objects are given by name."""
    report = invented.report(
        provenance={"seeds": frozenset({"b", "a"}), "ratio": Decimal("1.50"), 3: {"x": (1, None)}}
    )

    assert report_dict(report)["provenance"] == {"seeds": ["a", "b"], "ratio": "1.5", "3": {"x": [1, None]}}
    with pytest.raises(ValueError, match="JSON"):
        dumps(float("nan"))


def test_a_quotation_that_stands_nowhere_has_an_empty_place():
    """It keeps its words and is 0, 0: an offset is never negative."""
    document = Document.from_text("全年支出12万元。")
    advice = Recommendation("r1", "加快支付", "model", "not_found", (Evidence("加快支付进度", -1, -1),))
    report = Report(Facts(document, (), recommendations=(advice,), extracted=True), Audit())

    (row,) = report.to_dict()["recommendations"]

    assert (row["quote"], row["start"], row["end"]) == ("加快支付进度", 0, 0)
    jsonschema.validate(report.to_dict(), report_schema())
