"""SCORE-GROUP and SCORE-GRADE: which rows a 小计 adds up, and by which bands a report grades itself."""

from __future__ import annotations

import pytest

FORM = """# 2024年度旅游厕所建设专项资金绩效自评报告

各项得分如下。

| 一级指标 | 二级指标 | 分值 | 得分 |
| --- | --- | --- | --- |
{rows}
| 总分 | | 100 | {total} |
"""
ABOVE = "| 预算执行 | 预算执行率 | 10 | 9.20 |"
OUTPUT = "| 产出 | 数量指标 | 20 | 19.0 |\n| 产出 | 质量指标 | 20 | 18.5 |\n| 产出 | 时效指标 | 10 | 9.0 |"
EFFECT = "| 效益 | 社会效益 | 20 | 18.0 |\n| 效益 | 生态效益 | 10 | 9.5 |"
CLOSING = "| 满意度 | 游客满意度 | 10 | 9.6 |"


def form(*rows: str, total: str = "92.8") -> str:
    return FORM.format(rows="\n".join(rows), total=total)


@pytest.mark.parametrize(
    "rows",
    [
        (ABOVE, OUTPUT, "| 小计 | | 50 | 46.5 |", EFFECT, CLOSING),
        (ABOVE, OUTPUT, "| 小计 | | 60 | 55.7 |", EFFECT, CLOSING),
        (ABOVE, OUTPUT, "| 小计 | | 50 | 46.5 |", EFFECT, "| 小计 | | 30 | 27.5 |", CLOSING),
        (ABOVE, OUTPUT, "| 小计 | | 50 | 46.5 |", EFFECT, CLOSING, "| 小计 | | 40 | 37.1 |"),
        (OUTPUT, "| 小计 | | 50 | 46.5 |", EFFECT, "| 小计 | | 30 | 27.5 |", CLOSING, ABOVE),
        (OUTPUT.replace("| 产出 ", "| "), "| 小计 | | 50 | 46.5 |", EFFECT, CLOSING, ABOVE),
    ],
)
def test_a_subtotal_adds_up_the_rows_of_its_group(check, rows):
    """What stands above the group (预算执行率) is none of it, unless the weights say that it is."""
    findings = check(form(*rows), "SCORE-GROUP").findings
    assert findings and {finding.status for finding in findings} == {"confirmed"}


@pytest.mark.parametrize(
    ("right", "printed"), [("| 50 | 46.5 |", "| 55 | 46.5 |"), ("| 50 | 46.5 |", "| 50 | 45.6 |")]
)
def test_a_subtotal_that_no_group_makes(check, right, printed):
    """A wrong weight and a wrong score of 小计 are told, of the rows of its own group."""
    text = form(ABOVE, OUTPUT, "| 小计 | | 50 | 46.5 |", EFFECT, CLOSING).replace(right, printed)
    wrong = [finding for finding in check(text, "SCORE-GROUP").findings if finding.status == "contradicted"]
    assert len(wrong) == 1 and "预算执行率" not in wrong[0].message_zh


BARE = (
    "平川县2023年度水利建设项目支出绩效自评报告\n附件\n一级指标\n二级指标\n三级指标\n目标值\n完成值\n分值\n得分\n偏差原因\n"
    "产出指标\n（60分）\n数量指标\n新建泵站\n≥12座\n12座\n{}\n30\n时效指标\n按期完工率\n100%\n95%\n20\n19\n1处泵站延后，明年加快\n"
    "成本指标\n泵站单价\n≤3万元\n3万元\n10\n10\n效益指标\n（30分）\n社会效益指标\n受益人口\n≥800人\n820人\n30\n30\n"
    "满意度指标\n（10分）\n服务对象满意度指标\n群众满意度\n≥90%\n88%\n10\n9.5\n水质意见较多\n总分\n100\n98.5\n\n填表人：某某\n"
)


@pytest.mark.parametrize(
    ("weight", "statuses"), [("30", ["confirmed"] * 3), ("35", ["confirmed", "confirmed", "contradicted"])]
)
def test_a_form_of_one_cell_a_line_keeps_its_groups(check, weight, statuses):
    """The points of a head in a line of their own, and the reason of the row above, move no row out of its group."""
    findings = check(BARE.format(weight), "SCORE-GROUP").findings
    assert sorted(finding.status for finding in findings) == statuses
    assert {each.status for each in check(BARE.format("30"), "SCORE-DEVIATION").findings} == {"confirmed"}


def test_heads_and_rows_that_both_make_the_whole_leave_the_groups_open(check):
    """A row that stands under another head than it seems to is no wrong weight."""
    text = form(
        "| 产出指标（60分） | 数量指标 | 40 | 38.0 |\n| 效益指标（40分） | 质量指标 | 20 | 19.0 |\n|  | 社会效益 | 40 | 37.0 |",
        total="94.0",
    )
    assert "contradicted" not in {finding.status for finding in check(text, "SCORE-GROUP").findings}


REPORT = "文川市群众文化专项资金2024年度绩效自评报告\n\n一、自评结论\n{}\n\n二、其他\n无其他事项。\n"


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("经打分，本项目得93.20分。按照办法，90分（含）以上为优，80—90分为良，60—80分为中，60分以下为差，本项目自评等次为“良”。", "良"),
        ("项目综合得分93.20分，90分及以上为优，80至90分为良，60至80分为中，60分以下为差，据此评定等级为良。", "良"),
        ("项目自评得分84.60分，90—100分为优、80—90分为良、60—80分为中、60分以下为差，对照标准，自评等级为优。", "优"),
        ("项目自评得分74.60分，90分以上为优，80分以上为良，60分以上为中，60分以下为差，因此本部门评价等级为良。", "良"),
        ("项目自评得分91.00分，90分以上为优，80分以上为良，60分以上为中，60分以下为差，故自评等次为“中”。", "中"),
    ],
)  # fmt: skip
def test_a_grade_behind_the_bands_is_the_result(check, words, grade):
    """The sentence prints the bands, and then the grade that they do not give."""
    wrong = [f for f in check(REPORT.format(words), "SCORE-GRADE").findings if f.status == "contradicted"]
    assert [finding.operands[0].text for finding in wrong] == [grade]


@pytest.mark.parametrize(
    "words",
    [
        "项目自评得分84.60分，90—100分为优、80—90分为良、60—80分为中、60分以下为差，对照标准，自评等级为良。",
        "项目自评得分94.60分。评价等级：90—100分为优、80—90分为良、60—80分为中，60分以下的，评价等级为差。",
        "项目自评得分94.60分。90分以上为优，80—90分为良，60—80分为中，60分以下为差，自评等级为差的项目核减预算。",
        "项目自评得分94.60分，等级为优。90分以上为优，80—90分为良，60—80分为中，60分以下为差，连续两年自评等级为差的，取消补助。",
        "项目自评得分94.60分。90分以上为优，80—90分为良，60—80分为中，60分以下为差，若自评等级为差，下年不再安排。",
        "项目自评得分94.60分，90分以上为优，80—90分为良，60—80分为中，60分以下为差，本项目自评等级为优。",
    ],
)  # fmt: skip
def test_a_rule_behind_the_bands_is_no_result(check, words):
    """What becomes of a bad grade is a rule, and a right grade is right."""
    wrong = [f for f in check(REPORT.format(words), "SCORE-GRADE").findings if f.status == "contradicted"]
    assert wrong == []
