"""Points that prose gives group by group, the total they make, and the grade of that total."""

from __future__ import annotations

import pytest

import gouji
from gouji.checks.score_cap import caps
from gouji.checks.score_grade import grades
from gouji.checks.score_sum import scores
from gouji.checks.sum_part import parts
from gouji.document import Document
from gouji.findings import Check

HEAD = "某县林业局2023年度部门整体支出绩效自评报告\n\n"
GROUPS = (
    "投入指标15分，得14.00分；过程指标25分，得22.50分，其中预算执行10分，按执行率91.00%计9.10分，"
    "其余指标15分计13.40分；产出指标35分，得33.00分；效果指标25分，得22.00分。"
)
"""A frame with a group that is taken apart."""


def statuses(check: Check, text: str) -> list[str]:
    findings = gouji.check(Document.from_text(HEAD + text, name="report"), checks=[check]).findings
    return sorted(finding.status for finding in findings)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (GROUPS + "综上，自评得分91.50分。", ["confirmed", "confirmed"]),
        (GROUPS + "综上，自评得分92.50分。", ["confirmed", "contradicted"]),
        ("自评得分95.65分。其中：预算执行10分得9.45分，产出40分得39.20分，效益40分得37.00分，满意度10分得10.00分。", ["confirmed"]),
        ("预算执行率得9.03分，产出指标得49.50分，效益指标得29.00分，满意度指标得10.00分，自评总分97.35分。", ["contradicted"]),
        ("投入20分，得20.00分；过程20分，得18.65分；产出30分，得29.00分；效益30分，得28.00分，合计得分95.65分。", ["confirmed"]),
        (
            "项目综合得分95.56分。决策指标（满分20分）得18.65分，过程指标（满分20分）得20分，"
            "产出指标（满分30分）得29.00分，效益指标（满分30分）得28.00分。",
            ["contradicted"],
        ),
        (
            "产出指标40分，扣1.5分，得38.5分；效益指标40分，扣2分，得38分；"
            "预算执行10分，得10分；满意度10分，得10分；自评总得分96.5分。",
            ["confirmed"],
        ),
        ("投入（满分10分）9.5分、过程（满分20分）19分、产出（满分40分）38分、效益（满分30分）28分，自评总分95.4分。", ["contradicted"]),
        ("产出指标得49.50分，效益指标得29.00分，自评总分97.53分。", []),
        ("甲项目自评得分95分，乙项目自评得分92分，丙项目自评得分90分，平均得分92.33分。", []),
    ],
)  # fmt: skip
def test_groups_make_the_total(text, status):
    """Where their weights make 100 or they are a usual frame; 其中 makes the points of one group."""
    assert statuses(scores, text) == status


@pytest.mark.parametrize(("total", "status"), [("94.56", "confirmed"), ("95.4", "contradicted")])
def test_groups_that_their_own_paragraphs_take_apart(total, status):
    """Each group in a numbered paragraph, its points by 其中 behind a full stop, the total below all."""
    text = (
        "1.预算执行率得9.16分。全年预算数640万元，按比例计分。\n\n"
        "2.产出指标得47.4分。其中：数量指标20分，得18.5分；质量指标15分，得14.4分；时效指标10分，得9.5分；成本指标5分，得5分。\n\n"
        "3.效益指标得28.5分。其中：经济效益10分，得9分；社会效益15分，得14.5分；生态效益5分，得5分。\n\n"
        f"4.满意度指标得9.5分。\n\n以上四项合计，自评总得分为{total}分。"
    )
    assert statuses(scores, text) == sorted(["confirmed", "confirmed", status])


def test_groups_in_paragraphs_of_their_own():
    """Each group in its paragraph, the total in another."""
    names = ("决策", "过程", "产出", "效益")
    given = ((20, "18.65"), (20, "20"), (30, "29"), (30, "28"))
    text = "\n\n".join(
        f"（{mark}）{name}情况。{name}类指标权重{weight}分，自评得分{got}分。"
        for mark, name, (weight, got) in zip("一二三四", names, given)
    )
    assert statuses(scores, text + "\n\n项目绩效自评总得分95.65分。") == ["confirmed"]
    assert statuses(scores, text + "\n\n项目绩效自评总得分96.65分。") == ["contradicted"]


def test_the_total_of_a_form_that_lost_its_columns():
    """总分, 100 and the score in a line each, against the total of the prose."""
    form = "\n\n".join(("总　分", "100", "95.73"))
    assert statuses(scores, f"自评总分97.53分。\n\n{form}") == ["contradicted"]
    assert statuses(scores, f"自评总分95.73分。\n\n{form}") == ["confirmed"]


BANDS = "按照评分办法，自评得分90分（含）以上为“优”、80分（含）至90分为“良”、60分（含）至80分为“中”、60分以下为“差”。"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (BANDS + "本项目自评得分96.12分，自评等级为“良”。", ["contradicted"]),
        (BANDS + "本项目自评得分86.12分，自评等级为“良”。", ["confirmed"]),
        (
            "等级分为四档：90分及以上为优，80分至90分为良，60分至80分为中，60分以下为差；"
            "本项目自评得分92.4分，评价等级为优。",
            ["confirmed"],
        ),
        ("85分以上为优秀，75分至85分为良好，60分至75分为合格。经自评，本部门得分83.6分，评价等次为“良好”。", ["confirmed"]),
        ("自评总分91.5分，评价结果为良好。", ["contradicted"]),
        ("自评得分95分以上的项目3个，等级均为优。", []),
        (BANDS, []),
    ],
)  # fmt: skip
def test_a_grade_beside_the_bands_that_rule_it(text, status):
    """The sentence with the bands grades nothing; the limit of a band is no score."""
    assert statuses(grades, text) == status


WORTH = "决策指标分值15分，得14.0分；过程指标分值25分，得{}分；产出指标分值35分，得33.0分；效益指标分值25分，得24.0分。"


@pytest.mark.parametrize(
    ("text", "capped", "summed"),
    [
        (WORTH.format("23.0") + "合计94.0分。", "confirmed", ["confirmed"]),
        (WORTH.format("23.0") + "合计91.0分。", "confirmed", ["contradicted"]),
        (WORTH.format("26.5") + "自评得分94.0分。", "contradicted", ["contradicted"]),
    ],
)
def test_points_above_their_weight_count_as_printed(text, capped, summed):
    """They exceed the weight, and they are a part of the sum; 合计 closes the list."""
    assert statuses(caps, text)[-1] == capped
    assert statuses(scores, text) == summed


def test_points_given_and_taken_are_no_parts():
    """扣2分得48分 and 附加分 are not what 满分100分 is made of."""
    assert statuses(parts, "满分100分，其中产出指标（50分）扣2分得48分；附加分（5分）得6分。") == []
    assert statuses(parts, "满分100分，其中：投入20分、过程30分、效果60分。") == ["contradicted"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("自评总分93.20分。按照“90分（含）以上为优，80—90分为良，60—80分为中，60分以下为差”的标准，评定等级为“良”。", ["contradicted"]),
        ("自评得分83.20分。按90分以上为优、80-90分为良、60-80分为中、60分以下为差的评价标准，自评等级为良。", ["confirmed"]),
        ("自评得分93.20分，等级为优。90分以上为优、80-90分为良、60-80分为中、60分以下为差，评价等级为差的不再安排。", ["confirmed"]),
    ],
)  # fmt: skip
def test_a_grade_behind_its_bands_is_given(text, status):
    """The sentence that prints the bands may grade by them; what it says of a band grades nothing."""
    assert statuses(grades, text) == status
