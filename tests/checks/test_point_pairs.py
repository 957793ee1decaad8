"""Points of groups in prose with what they are worth, in the wordings that reports use."""

from __future__ import annotations

import pytest

import gouji
from gouji.checks.score_sum import scores
from gouji.document import Document

HEAD = "临川县水务局2023年度部门整体支出绩效自评报告\n一、部门概况\n本局内设8个股室。\n五、自评结论\n"
TOTALS = {"95.5": "confirmed", "96.5": "contradicted"}
WORDINGS = (
    "投入指标15分，自评15分；过程指标25分，自评23.5分；产出指标35分，自评34分；效果指标25分，自评23分。自评得分{}分，等级为“优”。",
    "投入指标满分15分，自评得15分；过程指标满分25分，自评得23.5分；产出指标满分35分，自评得34分；效果指标满分25分，自评得23分；综合得分{}分。",
    "本局自评综合得分{}分，其中：投入15分、过程23.5分、产出34分、效果23分。",
    "投入（15分）自评15分，过程（25分）自评23.5分，产出（35分）自评34分，效果（25分）自评23分，最终得分{}分。",
    "投入指标权重15分，自评得分15分；过程指标权重25分，自评得分23.5分；产出指标权重35分，自评得分34分；效果指标权重25分，自评得分23分。总得分{}分。",
    "1.投入指标，满分15分，自评15分。\n2.过程指标，满分25分，自评23.5分。\n3.产出指标，满分35分，自评34分。\n4.效果指标，满分25分，自评23分。\n综上，本局自评得分{}分。",
    "投入指标自评15分（满分15分）、过程指标自评23.5分（满分25分）、产出指标自评34分（满分35分）、效果指标自评23分（满分25分），自评总分{}分。",
    "投入指标应得15分，实得15分；过程指标应得25分，实得23.5分；产出指标应得35分，实得34分；效果指标应得25分，实得23分；合计实得{}分。",
    "总分100分，自评{}分。其中投入指标15分，自评15分；过程指标25分，自评23.5分；产出指标35分，自评34分；效果指标25分，自评23分。",
)  # fmt: skip
QUIET = (
    "投入指标15分，过程指标25分，产出指标35分，效果指标25分，共计100分。自评得分95.5分。",
    "上年度自评得分94分，本年度自评得分95.5分，比上年提高1.5分。",
    "第三方评价得分92分。投入指标15分，自评15分；过程指标25分，自评23.5分；产出指标35分，自评34分；效果指标25分，自评23分。自评得分95.5分。",
    "履职效能30分，得27.8分。其中产出数量12分得11.2分，产出质量10分得9.6分，产出时效8分得7分。\n"
    "管理25分，得23分。其中预算5分得5分，资产10分得9分，采购10分得9分。\n效应45分，得44分。其中群众15分得14.6分，社会30分得29.4分。\n自评总得分94.8分。",
)


def statuses(text: str) -> list[str]:
    findings = gouji.check(Document.from_text(HEAD + text + "\n", name="report"), checks=[scores]).findings
    return sorted(finding.status for finding in findings)


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize(("total", "status"), TOTALS.items())
def test_groups_with_weight_and_score_make_the_total(wording, total, status):
    """However the weights and the scores stand, they make the total or do not."""
    assert statuses(wording.format(total)) == [status]


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_like_it_raises_nothing(text):
    """Weights alone, another year's score, another body's, and groups taken apart."""
    assert "contradicted" not in statuses(text)


@pytest.mark.parametrize(("score", "status"), [("96.5", "confirmed"), ("97.5", "contradicted")])
def test_all_weights_and_then_all_scores(check, score, status):
    """按照 … 的权重: the scores follow in the order of the weights, under the same names."""
    text = (
        "按照预算执行率10分、产出指标50分、效益指标30分、满意度指标10分的权重，预算执行率得9.5分，"
        f"产出指标得48分，效益指标得29分，满意度指标得10分，自评总得分{score}分，等级为优。"
    )
    assert status in [finding.status for finding in check(text, "SCORE-SUM").findings]
