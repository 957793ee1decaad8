"""XREF-EQUAL on counts of one name and on the row of the funds; XREF-SUBSET on persons without repeats."""

from __future__ import annotations

import pytest

import gouji
from gouji.checks.xref_equal import equal
from gouji.checks.xref_subset import subsets
from gouji.document import Document
from gouji.findings import Check


def contradicted(check: Check, text: str) -> list[str]:
    report = gouji.check(Document.from_text(text, name="report"), checks=[check])
    return [finding.expression for finding in report.findings if finding.status == "contradicted"]


def chapters(one: str, other: str) -> str:
    return f"2024年度云台县专项资金绩效评价报告\n\n一、实施情况\n\n{one}\n\n二、主要成效\n\n{other}\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("对全年建成的社区托育托位4800个，每个补助1000元。", "新建社区托育托位4080个，群众满意。"),
        ("全年改造农村户用厕所2640座。", "2024年改造的2460座农村户用厕所全部投入使用。"),
        ("全年新建乡村文化广场18处。", "2024年新建的16处乡村文化广场对外开放。"),
        ("全年修复高标准农田沟渠356条。", "全年修复高标准农田沟渠365条，灌溉改善。"),
        ("全年评选县级示范家庭农场136家。", "评选的县级示范家庭农场126家，带动周边农户。"),
        ("当年验收村级养老服务站27个。", "当年验收的村级养老服务站26个，运转正常。"),
        ("全年购置消防水带接口1240套。", "全年购置消防水带接口1420套。"),
        ("2024年扶持县级非遗工坊14家。", "全年扶持的15家县级非遗工坊，年内均有产出。"),
        ("全年建成电动自行车充电端口5320个。", "新建电动自行车充电端口5230个。"),
        ("全年举办乡村电商培训班24期。", "全年举办乡村电商培训班25期，反响良好。"),
    ],
)
def test_one_named_thing_is_counted_alike_in_two_chapters(one, other):
    """The name is long, the act is the same, and the numbers are one slip apart."""
    assert len(contradicted(equal, chapters(one, other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("年初计划新建乡村文化广场18处。", "2024年新建的16处乡村文化广场对外开放。"),
        ("全年新建乡村文化广场18处。", "河西镇新建的16处乡村文化广场对外开放。"),
        ("全年新建乡村文化广场18处。", "2023年新建的16处乡村文化广场对外开放。"),
        ("全年新建乡村文化广场18处。", "首批新建的16处乡村文化广场对外开放。"),
        ("全年新建乡村文化广场18处。", "抽查新建的16处乡村文化广场，运转正常。"),
        ("全年新建乡村文化广场18处。", "全年维修乡村文化广场16处。"),
        ("全年新建乡村文化广场18处。", "全年新建乡村文化广场灯杆16处。"),
        ("年度绩效目标：一是新建乡村文化广场18处。", "全年新建乡村文化广场16处。"),
        ("新建路灯18处。", "新建路灯16处。"),
        ("新建乡村文化广场灯杆18处。", "2024年新建的16处乡村文化广场对外开放。"),
        ("新建村级养老服务站27个。", "验收的村级养老服务站26个，运转正常。"),
    ],
)
def test_other_things_other_times_and_plans_are_let_pass(one, other):
    """Another town, batch, year, act or kind makes it another count."""
    assert contradicted(equal, chapters(one, other)) == []


def test_the_heading_above_names_what_is_counted():
    """全年验收12个 under the heading of a thing is of that thing."""
    text = (
        "2024年度云台县养老补贴绩效评价报告\n\n一、发放情况\n\n（一）社区助餐点建设补贴\n\n每个补助5万元，全年验收12个，付款及时。\n\n"
        "二、存在问题\n\n2024年新验收的13个社区助餐点，有3个客流偏少。\n"
    )
    assert len(contradicted(equal, text)) == 1


def form(initial: str, said: str) -> str:
    return (
        f"2024年度流动科普车绩效自评报告\n\n一、资金情况\n\n{said}7月压减40,000元，全年预算为832,000元，全年支出815,600元。\n\n"
        "| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n|---|---|---|---|---|---|---|\n"
        f"| 年度资金总额 | {initial} | 83.20 | 81.56 | 10 | 98.03% | 9.80 |\n"
        "| 其中：当年财政拨款 | - | 83.20 | 81.56 | — | 98.03% | — |\n"
    )


@pytest.mark.parametrize(
    ("initial", "said", "found"),
    [
        ("78.20", "年初县财政批了872,000元。", 1),
        ("87.20", "年初县财政批了872,000元。", 0),
        ("78.20", "年初县财政批了782,000元。", 0),
        ("78.20", "上年年初批复872,000元。", 0),
        ("50.00", "年初县财政批了872,000元。", 0),
        ("78.20", "合同价为872,000元。", 0),
    ],
)
def test_the_row_of_the_funds_against_the_prose(initial, said, found):
    """Two amounts of the row stand in the prose; the third one has two digits swapped."""
    assert len([each for each in contradicted(equal, form(initial, said)) if "872" in each]) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年培训15872人次。经身份证号去重，上述培训实际涉及学员17582人。", 1),
        ("全年培训15872人次。经身份证号去重，上述培训实际涉及学员11582人。", 0),
        ("义诊接待3260人次，按人头统计为3620人。", 1),
        ("全年服务8400人次，剔除重复后惠及老年人9400人。", 1),
        ("线上培训4200人次、线下培训3100人次，合计7300人次，去重后5600人。", 0),
        ("全年培训1200人次，带动就业1900人。", 0),
        ("全县去重后有登记居民58200人，全年义诊3260人次。", 0),
        ("去重后培训学员900人，累计1200人次。", 0),
        ("全年培训约1200人次，去重后1250人。", 0),
        ("全年接待1200批次，去重后1250人。", 0),
    ],
)
def test_persons_are_not_more_than_person_times(text, found):
    """What is left without repeats is at most what was counted with them."""
    assert len(contradicted(subsets, text)) == found
