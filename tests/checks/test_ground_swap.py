"""GROUND-SWAP: right numbers under each other's names, found; names in other words, not."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

import gouji
from gouji.checks.ground_missed import missed
from gouji.checks.ground_swap import swapped
from gouji.checks.ground_value import grounded
from gouji.document import Document

ROOT = Path(__file__).resolve().parents[2]
GOLD = sorted((ROOT / "tests" / "reports").glob("*.gold.json"))
TEXT = (
    "2023年全年支出412.60万元，其中：人员经费298.35万元、公用经费114.25万元。\n\n"
    "采购巡护车辆支出36.80万元，修缮护林站支出21.45万元，购置防火机具支出9.72万元。\n\n"
    "| 项目 | 预算数（万元） | 支出数（万元） |\n| --- | --- | --- |\n"
    "| 苗木培育 | 52.00 | 48.60 |\n| 林道维护 | 33.00 | 31.25 |\n"
)


def claim(item: str, amount: str, **more: str) -> dict[str, str]:
    return {"item": item, "amount": amount, "unit": "万元", **more}


def found(*claims: dict[str, str]):
    report = gouji.verify({"budgets": list(claims)}, source=Document.from_text(TEXT), checks=[swapped])
    return report.findings


@pytest.mark.parametrize("quote", ["人员经费298.35万元、公用经费114.25万元", ""])
def test_two_amounts_of_one_sentence_exchanged(quote):
    """Each stands in the quotation, under the other's name: two findings, by the model, with both names."""
    findings = found(claim("人员经费", "114.25", quote=quote), claim("公用经费", "298.35", quote=quote))

    assert [(each.status, each.severity, each.cause) for each in findings] == [
        ("contradicted", "high", "model")
    ] * 2
    assert findings[0].message_zh == (
        "298.35万元被提取为“公用经费”，原文此处为“人员经费”，不一致；"
        "“公用经费”在原文中为114.25万元，可能是模型互换了两项。"
    )
    assert "the text calls it “人员经费”" in findings[0].message_en


def test_each_ones_value_at_the_place_that_the_other_quotes():
    """The quotations are right and the amounts exchanged: the places prove it, whatever the names."""
    findings = found(
        claim("车辆", "21.45", quote="采购巡护车辆支出36.80万元"),
        claim("站房", "36.80", quote="修缮护林站支出21.45万元"),
    )

    assert [each.status for each in findings] == ["contradicted"] * 2


def test_three_amounts_moved_on_by_one():
    """A ring of names is found too."""
    findings = found(
        claim("采购巡护车辆支出", "21.45"),
        claim("修缮护林站支出", "9.72"),
        claim("购置防火机具支出", "36.80"),
    )

    assert [each.status for each in findings] == ["contradicted"] * 3


def test_cells_of_a_table_exchanged():
    """The heads of row and column are the names."""
    findings = found(claim("苗木培育（支出数）", "31.25"), claim("林道维护（支出数）", "48.60"))

    assert [each.status for each in findings] == ["contradicted"] * 2


@pytest.mark.parametrize(
    "claims",
    [
        [claim("人员经费", "298.35"), claim("公用经费", "114.25")],
        [claim("支出", "298.35"), claim("基本支出中的公用经费", "114.25")],
        [claim("2023年人员经费支出", "298.35"), claim("公用", "114.25")],
        [claim("护林车", "36.80"), claim("站房修缮", "21.45")],
        [claim("苗木培育（支出数）", "48.60"), claim("苗木培育（预算数）", "52.00")],
        [claim("人员经费", "114.25")],
        [claim("人员经费", "298.35"), claim("人员经费", "298.35")],
    ],
)
def test_right_names_and_names_in_other_words_are_no_swap(claims):
    """Shorter, longer, or said otherwise: nothing is contradicted, nor where only one amount is misnamed."""
    assert [each for each in found(*claims) if each.status == "contradicted"] == []


def test_without_an_extraction_nothing_is_proposed():
    """A check without a model names nothing wrongly."""
    report = gouji.check(Document.from_text(TEXT), checks=[swapped])

    assert report.audit.checks == {"GROUND-SWAP": "not_evaluated"}


# ---- the invented reports


def budgets_of(path: Path) -> tuple[dict, Path]:
    gold = json.loads(path.read_text("utf-8"))
    return gold, ROOT / gold["source"]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name.split(".")[0])
def test_the_gold_answers_are_no_models_error(path):
    """Every check of the extraction is silent on what is right."""
    gold, source = budgets_of(path)
    report = gouji.verify(gold, source=source)

    assert [each.message_zh for each in report.contradicted if each.cause == "model"] == []


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name.split(".")[0])
def test_planted_swaps_are_found(path):
    """Of neighbouring amounts exchanged with their quotations kept, all are found, most of them as swaps."""
    gold, source = budgets_of(path)
    document = gouji.read(source)
    rows = gold["budgets"]
    pairs = [
        (one, other)
        for one, other in combinations(range(len(rows)), 2)
        if rows[one]["amount_yuan"] != rows[other]["amount_yuan"] and rows[one]["item"] != rows[other]["item"]
    ][:: max(len(rows), 8)][:6]
    caught, named = 0, 0
    for one, other in pairs:
        planted = [dict(row) for row in rows]
        for key in ("amount", "unit", "amount_yuan"):
            planted[one][key], planted[other][key] = rows[other][key], rows[one][key]
        report = gouji.verify({"budgets": planted}, source=document, checks=[swapped, grounded, missed])
        wrong = [each for each in report.contradicted if each.cause == "model"]
        caught += bool(wrong)
        named += any(each.check == "GROUND-SWAP" for each in wrong)

    assert caught == len(pairs) > 0
    assert named >= len(pairs) / 2
