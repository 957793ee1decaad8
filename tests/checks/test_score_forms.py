"""自评表 in many layouts: right ones raise nothing, and every number broken in them is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from forms_of_every_kind import FORMS, GRIDS, LAYOUTS, broken, right
from gouji.checks import own_checks
from gouji.document import Document
from gouji.findings import Finding
from gouji.pipeline import check
from gouji.report import Report

FAMILY = ("SCORE-", "TAB-", "TARGET-MET", "UNIT-TARGET", "DATE-FY", "RATIO-DONE", "RATIO-SHARE", "RATIO-EXEC")
GRAVE = ("high", "medium")


def family() -> list:
    return [check for check in own_checks() if check.id.startswith(FAMILY)]


def alarms(report: Report, severities: tuple[str, ...] = (*GRAVE, "low")) -> list[Finding]:
    return [f for f in report.findings if f.status == "contradicted" and f.severity in severities]


def read(text: str) -> Report:
    return check(Document.from_text(text, name="form.md"), checks=family())


@pytest.mark.parametrize("name", FORMS)
def test_a_right_form_raises_nothing(name):
    """Whatever its layout, a form that is right is confirmed and raises no alarm."""
    report = read(right(FORMS[name]))
    assert [finding.message_zh for finding in alarms(report)] == []
    assert sum(finding.status == "confirmed" for finding in report.findings) >= 4


def cases() -> Iterator[tuple[str, str, str, str]]:
    for name, form in FORMS.items():
        for was, became, text in broken(form):
            yield name, was, became, text


@pytest.mark.parametrize(("name", "was", "became", "text"), list(cases()))
def test_every_broken_cell_is_found(name, was, became, text):
    """One cell broken: a finding of weight that shows the broken value."""
    found = alarms(read(text), GRAVE)
    assert found
    shown = [operand.text for finding in found for operand in finding.operands]
    assert any(became.strip("分%") in printed for printed in shown)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("grid", GRIDS)
def test_formats_agree(grid, layout, tmp_path):
    """The same form one cell a line, as HTML, Word and Excel: the same relations, all confirmed."""
    report = check(LAYOUTS[layout](right(GRIDS[grid]), tmp_path), checks=family())
    assert alarms(report) == []
    confirmed = [f.check for f in report.findings if f.status == "confirmed"]
    for id in ("SCORE-SUM", "SCORE-WEIGHT", "SCORE-GROUP", "SCORE-CAP", "TARGET-MET", "UNIT-TARGET"):
        assert id in confirmed


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("grid", GRIDS)
def test_a_broken_cell_is_found_in_every_format(grid, layout, tmp_path):
    """Merged cells, lost or kept, hide no error."""
    for was, became, text in broken(GRIDS[grid]):
        found = alarms(check(LAYOUTS[layout](text, tmp_path), checks=family()), GRAVE)
        assert found, (was, became)


def test_the_weight_of_a_form_is_said_once():
    """Weights of 110 under a printed 100: one SCORE-WEIGHT, with the heads beside, and no SCORE-SUM for it."""
    text = right(FORMS["satisfaction inside"]).replace("| 50 | 50 |", "| 60 | 50 |")
    weights = [f for f in alarms(read(text)) if f.check == "SCORE-WEIGHT"]
    assert [f.expression for f in weights] == ["10 + 60 + 30 + 10 = 110 ≠ 100"]
    assert {"50分", "40分"} <= {operand.text for operand in weights[0].operands}
    assert not [f for f in alarms(read(text)) if f.check == "SCORE-SUM"]


def test_a_blank_total_is_missing():
    """总分 without a score: high; where the prose states the score: medium."""
    text = right(FORMS["dates and words"]).replace(
        "| 总分 |  |  |  | 100 | 100 |  |", "| 总分 |  |  |  | 100 |  |  |"
    )
    (missing,) = [f for f in alarms(read(text)) if f.check == "SCORE-MISSING"]
    assert (missing.severity, missing.message_zh) == ("high", "总分（得分）未填列。")
    (stated,) = [
        f for f in alarms(read(text + "\n综上，项目自评得分100分。\n")) if f.check == "SCORE-MISSING"
    ]
    assert stated.severity == "medium"


def test_a_total_row_that_lost_its_cells():
    """One number in a row 总分 of text is its weight where the weights make it and the scores do not."""
    grid = right(GRIDS["merged"])
    lost = grid.replace("总分|<|<|<|<|100|98.9|", "总分|100")
    assert lost != grid
    report = read_cell_lines(lost)
    assert [f.check for f in alarms(report)] == ["SCORE-MISSING"]


def read_cell_lines(grid: str) -> Report:
    rows = [
        ["" if cell == "^" else cell for cell in line.split("|") if cell != "<"] for line in grid.split("\n")
    ]
    body = "\n".join("".join(f"\n\t{cell}" for cell in row) for row in rows if row != [""])
    return check(Document.from_text("2024年度项目支出绩效自评表\n" + body + "\n"), checks=family())


RATE = """单位：万元

| 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
| --- | --- | --- | --- | --- | --- | --- |
| 年度资金总额 | 400.00 | 400.00 | {spent} | {rate} | 10 | {score} |
| 其中：财政拨款 | 400.00 | 400.00 | {spent} | {rate} |  |  |
"""


@pytest.mark.parametrize(
    ("spent", "rate", "score", "status", "severity"),
    [
        ("372.00", "93.00%", "9.30", "confirmed", "info"),
        ("372.00", "93.00%", "9.3", "confirmed", "info"),
        ("370.40", "92.60%", "9.26", "confirmed", "info"),
        ("370.40", "92.60%", "9.62", "contradicted", "high"),
        ("370.40", "92.60%", "9", "confirmed", "info"),
        ("300.00", "75.00%", "10", "contradicted", "high"),
        ("388.00", "97.00%", "10", "confirmed", "info"),
        ("400.00", "100%", "10", "confirmed", "info"),
        ("400.00", "100%", "8", "contradicted", "high"),
    ],
)
def test_points_for_the_execution_rate(spent, rate, score, status, severity):
    """得分 = 分值 × 执行率, rounded; without decimals, or with full marks near 100 %, practice varies."""
    report = read(RATE.format(spent=spent, rate=rate, score=score))
    (finding,) = [f for f in report.findings if f.check == "SCORE-RATE"]
    assert (finding.status, finding.severity) == (status, severity)


@pytest.mark.parametrize(
    ("rate", "spent", "score", "status", "severity"),
    [("97.00%", "388.00", "10", "contradicted", "low"), ("92.60%", "370.40", "9", "undetermined", "info")],
)
def test_points_without_decimals_among_others(rate, spent, score, status, severity):
    """Where the form prints 28.5, 10 for 97 % is no rounding, but common practice; 9 may be a step."""
    points = "\n| 指标名称 | 指标值 | 完成值 | 分值 | 得分 |\n| --- | --- | --- | --- | --- |\n"
    points += "| 管护里程 | ≥30公里 | 31公里 | 60 | 60 |\n| 群众满意度 | ≥90% | 86% | 30 | 28.5 |\n"
    report = read(RATE.format(spent=spent, rate=rate, score=score) + points)
    (finding,) = [f for f in report.findings if f.check == "SCORE-RATE"]
    assert (finding.status, finding.severity) == (status, severity)


def test_a_rule_of_its_own_silences_the_rate():
    """A report that tells its steps is held to none."""
    text = (
        RATE.format(spent="372.00", rate="93.00%", score="8")
        + "\n注：预算执行率90%以上得8分，95%以上得满分。\n"
    )
    assert not [f for f in read(text).findings if f.check == "SCORE-RATE"]


def test_the_arithmetic_of_the_rate_can_be_redone():
    """10 × 92.60 % is written without a hidden factor."""
    report = read(RATE.format(spent="370.40", rate="92.60%", score="9.62"))
    (finding,) = [f for f in report.findings if f.check == "SCORE-RATE"]
    assert finding.expression == "10分 × 92.60% = 9.26分 ≠ 9.62分"
    assert "分值）10 × 年度资金总额执行率92.60% = 9.26分" in finding.message_zh


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("综合评价，本单位自评得分93分，评价等级为“优”。", "confirmed"),
        ("综合评价，本单位自评得分88.6分，评价等级为“优”。", "contradicted"),
        ("综合评价，本单位自评得分90分，评定为优秀等次，自评等级为“优”。", "confirmed"),
        ("综合评价，本单位自评得分79.9分，评价等级为良好。", "contradicted"),
        ("自评得分85分，评价结果为“良”。", "confirmed"),
        ("绩效自评结论为优秀等次。", "undetermined"),
    ],
)
def test_grades(text, status):
    """优 from 90 on, 良 from 80, 中 from 60."""
    found = [f for f in read("2024年度项目绩效自评报告\n\n" + text).findings if f.check == "SCORE-GRADE"]
    assert {f.status for f in found} == {status}


@pytest.mark.parametrize(
    "text",
    [
        "绩效评价结果与上年之间的落差较大，自评得分92分。",
        "自评得分92分，其中1人年度考核为优秀等次。",
        "本单位自评得分92分。评价等级分为优、良、中、差四档。",
        "自评得分86分。评价标准：85分以上为优，70—84分为良，自评等级为“优”。",
    ],
)
def test_words_that_are_no_grade(text):
    """差 in 落差, grades of persons, the list of grades, and bands that the report itself prints."""
    assert alarms(read("2024年度项目绩效自评报告\n\n" + text + "\n")) == []


def test_scores_in_a_sentence():
    """得分依次为 … makes the total of the paragraph, and no score exceeds its full marks."""
    text = "按评分办法，满分100分，其中决策15分、过程25分、产出35分、效益25分，得分依次为14分、{}分、32分、22分。自评90.6分。"
    head = "2024年度专项资金绩效自评报告\n\n"
    good = [f for f in read(head + text.format("22.6")).findings if f.check.startswith("SCORE")]
    assert {f.status for f in good} == {"confirmed"}
    bad = alarms(read(head + text.format("26.6")))
    assert {f.check for f in bad} == {"SCORE-SUM", "SCORE-CAP"}


def test_a_gap_with_full_marks_is_asked_about():
    """Full marks everywhere beside an admitted weakness: info; an indicator said to be missed: medium."""
    form = right(FORMS["dates and words"])
    said = form + "\n\n五、存在的问题\n\n1.资金使用进度滞后，部分指标效果不明显。\n"
    logic = [f for f in read(said).findings if f.check == "SCORE-LOGIC"]
    assert [f.severity for f in logic] in ([], ["info"])
    missed = form + "\n\n五、存在的问题\n\n1.师生满意度未达到年初目标，主要是施工噪声大。\n"
    found = list(
        read(missed.replace("师生满意度 |", "全校师生满意度 |").replace("1.师生", "1.全校师生")).findings
    )
    assert ("SCORE-LOGIC", "medium") in {(f.check, f.severity) for f in found}


def test_reasons_are_wanted(tmp_path: Path):
    """Points deducted, or far beyond the target, without a reason: low; a reason in the prose will do."""
    form = right(FORMS["standard"]).replace("| ≥1,200户 | 1,236户 |", "| ≥1,200户 | 2,236户 |")
    (finding,) = [f for f in alarms(read(form)) if f.check == "SCORE-DEVIATION"]
    assert (finding.severity, finding.operands[0].label) == ("low", "改造户数（偏差原因）")
    told = form + "\n\n改造户数超过目标，主要原因是省里追加了任务。\n"
    assert not [f for f in alarms(read(told)) if f.check == "SCORE-DEVIATION"]


@pytest.mark.parametrize(
    ("target", "actual", "told"),
    [("≥95%", "91.5%", True), ("机制健全", "基本健全", False), ("逐步完善", "有所完善", False)],
)
def test_points_deducted_without_a_reason(target, actual, told):
    """How far a target in words was missed nobody can say: its blank reason is none to ask for."""
    form = (
        "| 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |\n|---|---|---|---|---|---|\n"
        f"| 管护情况 | {target} | {actual} | 50 | 45 | |\n| 改造户数 | ≥120户 | 120户 | 50 | 50 | |\n"
        "| 总分 | | | 100 | 95 | |\n"
    )
    labels = [f.operands[0].label for f in alarms(read(form)) if f.check == "SCORE-DEVIATION"]
    assert labels == (["管护情况（偏差原因）"] if told else [])
