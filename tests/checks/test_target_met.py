"""TARGET-MET, UNIT-TARGET and DATE-FY: targets against actual values."""

from __future__ import annotations

import pytest

from gouji.checks import own_checks
from gouji.document import Document
from gouji.findings import Finding
from gouji.pipeline import check

FORM = """# 2024年度水土保持项目绩效自评表

| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| --- | --- | --- | --- | --- | --- |
| 产出指标 | {name} | {target} | {actual} | 50 | {score} |
| 效益指标 | 群众知晓率 | ≥80% | 84% | 50 | 50 |
| 总分 |  |  |  | 100 | {total} |
"""


def findings(
    name: str, target: str, actual: str, *, score: str = "50", id: str = "TARGET-MET"
) -> list[Finding]:
    total = format(float(score) + 50, "g")
    text = FORM.format(name=name, target=target, actual=actual, score=score, total=total)
    chosen = [each for each in own_checks() if each.id == id]
    found = check(Document.from_text(text, name="a.md"), checks=chosen).findings
    return [f for f in found if not any(operand.label.startswith("群众知晓率") for operand in f.operands)]


@pytest.mark.parametrize(
    ("name", "target", "actual", "status", "severity"),
    [
        ("治理面积", "≥20平方公里", "21.5平方公里", "confirmed", "info"),
        ("治理面积", "≥20平方公里", "19.5平方公里", "contradicted", "medium"),
        ("治理面积", "20平方公里", "20平方公里", "confirmed", "info"),
        ("治理面积", "20平方公里", "22平方公里", "confirmed", "info"),
        ("治理面积", "20平方公里", "18平方公里", "contradicted", "medium"),
        ("苗木成活率", "不低于90%", "88.5%", "contradicted", "medium"),
        ("苗木成活率", "90%以上", "90%", "confirmed", "info"),
        ("苗木成活率", "＞90%", "90%", "contradicted", "medium"),
        ("单位治理成本", "≤12万元", "12.6万元", "contradicted", "medium"),
        ("单位治理成本", "控制在12万元以内", "11.8万元", "confirmed", "info"),
        ("单位治理成本", "12万元", "12.6万元", "contradicted", "low"),
        ("安全事故", "0起", "0起", "confirmed", "info"),
        ("培训人数", "300", "312", "confirmed", "info"),
        ("培训人数", "300人", "287", "contradicted", "medium"),
        ("完成时限", "2024年10月底前", "2024年9月28日", "confirmed", "info"),
        ("完成时限", "10月底前", "11月3日", "contradicted", "medium"),
        ("验收情况", "全部合格", "全部合格", "confirmed", "info"),
        ("验收情况", "全部合格", "未完成验收", "contradicted", "medium"),
    ],
)
def test_by_the_operator(name, target, actual, status, severity):
    """By sign, by word before or behind, by the indicator where none is printed; with full marks."""
    (finding,) = findings(name, target, actual)
    assert (finding.status, finding.severity) == (status, severity)


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≥20平方公里", "18平方公里"), ("≥95%", "90.1%"), ("2024年10月底前", "2024年11月3日")],
)
def test_what_was_marked_down_is_told(target, actual):
    """A target that was missed and marked down is no error of the report."""
    (finding,) = findings("治理指标", target, actual, score="46")
    assert finding.severity == "info"


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("逐年提升", "100%"),
        ("≥20平方公里", "近20平方公里"),
        ("3-5次", "6次"),
        ("≥20平方公里", "100%"),
        ("有效改善", "基本改善"),
        ("≥5场、覆盖3个乡镇", "6场"),
    ],
)
def test_what_cannot_be_compared_is_left(target, actual):
    """Words, estimates, ranges, other units and several numbers."""
    assert findings("治理指标", target, actual) == []


@pytest.mark.parametrize(
    ("target", "actual", "said", "severity"),
    [
        ("28万元", "100%", "应为金额", "low"),
        ("2024年12月底前", "100%", "应为日期", "low"),
        ("100分", "100%", "应为分数", "low"),
        ("≥5次", "100%", "应为数量", "low"),
        ("≥800元", "835人", "应为金额", "low"),
        ("持续提升", "100%", "应为文字", "info"),
    ],
)
def test_units_that_differ(target, actual, said, severity):
    """Money against a percentage, a date against a percentage: low; words against one: info."""
    (finding,) = findings("治理指标", target, actual, id="UNIT-TARGET")
    assert (finding.status, finding.severity) == ("contradicted", severity)
    assert said in finding.message_zh


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≥5场", "6场次"), ("≥95%", "96%"), ("健全", "比较健全"), ("3倍", "300%"), ("300", "312人")],
)
def test_units_that_agree(target, actual):
    """Counts of one kind, numbers without a unit, words and multiples raise nothing."""
    assert all(f.status == "confirmed" for f in findings("治理指标", target, actual, id="UNIT-TARGET"))


@pytest.mark.parametrize(
    ("target", "status", "severity"),
    [
        ("2024年12月31日前", "confirmed", "info"),
        ("2025年12月31日前", "contradicted", "high"),
        ("2023年6月底前", "contradicted", "high"),
    ],
)
def test_a_target_lies_in_its_year(target, status, severity):
    """The year of a target date is the fiscal year."""
    (finding,) = list(findings("完成时限", target, "按期完成", id="DATE-FY"))
    assert (finding.status, finding.severity) == (status, severity)


@pytest.mark.parametrize(
    "sentence",
    [
        "该局成立于1998年3月，内设5个股室。",
        "2023年12月6日，提前下达第一批资金300万元。",
        "依据《水土保持规划（2021—2025年）》（水保〔2022〕15号）开展工作。",
        "荣获2023年度先进集体称号。",
        "2025年6月底前完成剩余验收。",
        "2025年1月15日",
        "自2022年5月以来，全县持续开展巡查。",
    ],
)
def test_dates_of_prose_that_are_no_matter(sentence):
    """Foundings, early releases, documents, awards, what lies ahead, the signature."""
    text = FORM.format(name="治理面积", target="20公顷", actual="20公顷", score="50", total="100")
    chosen = [each for each in own_checks() if each.id == "DATE-FY"]
    report = check(Document.from_text(text + "\n\n" + sentence + "\n", name="a.md"), checks=chosen)
    assert not [f for f in report.findings if f.status == "contradicted"]


def test_a_deed_of_another_year_is_info():
    """A meeting held in another year than the report's: a question, no more."""
    text = FORM.format(name="治理面积", target="20公顷", actual="20公顷", score="50", total="100")
    chosen = [each for each in own_checks() if each.id == "DATE-FY"]
    said = text + "\n\n2022年5月12日，在城关镇举办技术培训班。\n"
    (finding,) = check(Document.from_text(said, name="a.md"), checks=chosen).findings
    assert (finding.status, finding.severity) == ("contradicted", "info")
