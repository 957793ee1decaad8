"""The ledger over several relations: edits, blocking, clusters, coverage, scope and impact."""

from __future__ import annotations

from decimal import Decimal

import pytest

import gouji
from gouji.document import Document
from gouji.figures import find_figures
from gouji.figures.figure import Interval
from gouji.findings import Finding
from gouji.ledger.edits import ADDED, CHANGED, DROPPED, SHIFTED, SWAPPED, UNIT, edits, put, rewritten

TITLE = "内蒙古自治区五原县水务局\n2023年度部门整体支出绩效自评报告\n\n"


def report(text: str) -> gouji.Report:
    return gouji.check(Document.from_text(TITLE + text, name="report"))


def wrong(text: str) -> list[Finding]:
    return [finding for finding in report(text).findings if finding.status == "contradicted"]


@pytest.mark.parametrize(
    ("printed", "meant", "text", "cost"),
    [
        ("356.00万元", "365.00", "365.00万元", SWAPPED),
        ("334.93万元", "434.93", "434.93万元", CHANGED),
        ("1807.9万元", "1807.59", "1807.59万元", DROPPED),
        ("42.87万元", "429.87", "429.87万元", DROPPED),
        ("42,997.87万元", "4299.87", "4,299.87万元", None),
        ("73666.13万元", "3666.13", "3666.13万元", ADDED),
        ("4.51万元", "45.1", "45.1万元", SHIFTED),
        ("237.07元", "237.07", "237.07万元", UNIT),
        ("１,３６５．２０万元", "1356.20", "１，３５６．２０万元", None),
    ],
)
def test_one_slip_undone(printed, meant, text, cost):
    """Swapped, changed, dropped and added digits, a shifted point, a unit; commas and width are kept."""
    (figure,) = find_figures(Document.from_text(f"支出{printed}。"))
    value = Decimal(meant) * 10000
    found = {edit.text: edit.cost for edit in edits(figure, Interval(value, value))}
    assert text in found
    assert cost is None or found[text] == cost


def test_a_number_that_no_slip_explains():
    """Two digits wrong are no single slip; what the number would have to be is still known."""
    (figure,) = find_figures(Document.from_text("支出711.92万元。"))
    assert list(edits(figure, Interval(Decimal(6513800), Decimal(6513800)))) == []
    needed = put(figure, Decimal("6513800"))
    assert needed is not None
    assert needed.text == "651.38万元"
    assert put(figure, Decimal(10) ** 40) is None


def test_rewriting_keeps_what_is_not_the_number():
    """Separators and width are those of the print."""
    assert rewritten("1,234.50 万元", "98765.4") == "98,765.4 万元"
    assert rewritten("１２．５％", "13.25") == "１３．２５％"
    assert rewritten("若干", "3") == "若干"


def test_the_value_printed_elsewhere_is_offered_first():
    """A part that another section prints right is repaired to that value."""
    found = wrong(
        "一、支出情况\n项目支出300.00万元，其中：渠道清淤120.50万元、泵站改造179.50万元。\n"
        "二、主要工作\n渠道清淤支出120.50万元。泵站改造项目支出197.50万元。\n"
    )
    assert [f.check for f in found] == ["XREF-EQUAL"]
    assert found[0].repairs[0].text == "179.50万元"


def test_one_edit_restores_most():
    """The figure in two broken relations is edited before those in one."""
    found = wrong(
        "一、支出情况\n全年支出500.00万元，其中：基本支出300.00万元、项目支出200.00万元。\n"
        "基本支出330.00万元，其中：人员经费250.00万元、公用经费50.00万元。\n"
    )
    assert {f.root for f in found} == {"r1"}
    assert {f.repairs[0].text for f in found} == {"300.00万元"}
    assert max(f.repairs[0].restores for f in found) >= 2


def test_an_item_left_out_is_named():
    """An amount that the list lacks and another section prints is offered with its name."""
    found = wrong(
        "一、支出情况\n项目支出300.00万元，其中：渠道清淤120.50万元、泵站改造100.00万元。\n"
        "二、主要工作\n水质监测支出79.50万元。\n"
    )
    (repair,) = [r for f in found for r in f.repairs if r.start == r.end]
    assert "水质监测" in repair.text
    assert "79.50万元" in repair.text


def test_an_item_named_twice():
    """Leaving out the repeated item closes the sum."""
    found = wrong(
        "一、支出情况\n项目支出220.50万元，其中：渠道清淤120.50万元、泵站改造100.00万元、泵站改造100.00万元。\n"
    )
    assert any(r.text == "" for f in found for r in f.repairs)


def test_coverage_names_its_reasons():
    """Every amount outside of a decided relation has one reason of the closed list."""
    found = report(
        "一、其他情况\n每户补助标准500元。慰问困难职工支出3.20万元。带动农产品销售额1,260万元。"
        "社会捐赠约8万元。违约金0元。\n"
    ).coverage
    assert found["reasons"] == {"estimate": 1, "not_own": 1, "per_unit": 1, "single_mention": 1, "zero": 1}


def test_scope_is_told():
    """A finding of a keyed quantity says its account, purse, stage and year."""
    found = wrong(
        "一、一般公共预算支出情况\n一般公共预算支出中基本支出310.00万元。\n"
        "二、决算情况\n一般公共预算基本支出301.00万元。\n"
    )
    scope = found[0].scope
    assert (scope.account, scope.scope, scope.stage, scope.period) == (
        "基本支出",
        "一般公共预算",
        "支出",
        "2023",
    )


def test_the_grade_that_a_score_changes():
    """A total on the other side of a band bears on the grade, one inside it on the score alone."""
    text = "一、自评结论\n自评总得分{total}分，其中：投入9分，过程28分，产出28分，效果{last}分。\n"
    near = wrong(text.format(total="93", last="29"))
    far = wrong(text.format(total="93", last="20"))
    assert {f.impact for f in near if f.check in ("SUM-PART", "SCORE-SUM")} == {("自评得分",)}
    assert ("自评得分", "评价等级") in {f.impact for f in far}


def test_last_years_amount_in_a_rate_of_growth():
    """The base of a rate stands above and below the line: its unit is put right all the same."""
    (finding,) = [
        f for f in wrong("项目实际支出1,874.13万元，比2020年的1,461.82亿元增长28.21%。") if f.repairs
    ]
    assert finding.check == "RATIO-GROWTH"
    assert "1,461.82万元" in {repair.text for repair in finding.repairs}


def test_nothing_has_no_other_unit():
    """0万元 in 亿元 is nothing still, and is never offered."""
    (figure,) = find_figures(Document.from_text("结余0万元。", name="report"))
    assert not [edit for edit in edits(figure, Interval(Decimal(0), Decimal(0))) if edit.cost == UNIT]
