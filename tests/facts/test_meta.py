"""Whose report it is, for which year, with which score: read from title and wording."""

from __future__ import annotations

import time

import pytest

from gouji.document import Document
from gouji.facts.meta import read_meta


def meta(text: str):
    return read_meta(Document.from_text(text))


@pytest.mark.parametrize(
    ("title", "organization", "region", "year", "kind"),
    [
        (
            "沙河县交通运输局\n2023年度部门整体支出绩效自评报告",
            "沙河县交通运输局",
            "沙河县",
            2023,
            "部门整体支出",
        ),
        ("2024年度云岭市图书馆专项资金绩效自评报告", "云岭市图书馆", "云岭市", 2024, "专项资金"),
        (
            "安民区卫生健康局关于2022年度健康步道项目的绩效自评报告",
            "安民区卫生健康局",
            "安民区",
            2022,
            "项目支出",
        ),
    ],
)
def test_the_title_names_body_year_and_type(title, organization, region, year, kind):
    """One, two or three lines: the title tells who, when and of what."""
    read = meta(title + "\n一、基本情况\n单位现有职工12人。\n")

    assert (read.organization, read.region) == (organization, region)
    assert (read.fiscal_year, read.report_type) == (year, kind)


@pytest.mark.parametrize(
    ("sentence", "score"),
    [
        ("经综合评价，自评得分96.5分，等级为优。", "96.5"),
        ("项目绩效自评总得分为88分。", "88"),
        ("单位自评得分：100分。", "100"),
        ("满分100分，本单位自我评价得92分。", "92"),
        ("自评用时20分钟。", None),
        ("全年培训96人。", None),
    ],
)
def test_the_score(sentence, score):
    """The score is as printed; full marks and minutes are none."""
    assert meta("某单位绩效自评报告\n" + sentence).self_score == score


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("自评得分95分，评价等级为“优”。", "优"),
        ("绩效自评结果为良好。", "良好"),
        ("工程质量等级合格率100%。", None),
        ("管理为优先事项。", None),
    ],
)
def test_the_grade(sentence, grade):
    """A grade stands beside a word of evaluation, and ends as a word."""
    assert meta("某单位报告\n" + sentence).grade == grade


def test_a_signature_stands_in_for_a_title():
    """Where the title names nobody, the line that signs does."""
    text = "2024年度部门整体支出绩效自评报告\n一、基本情况\n本单位编制9人。\n\n石门县档案局\n2025年3月1日\n"

    assert meta(text).organization == "石门县档案局"


def test_a_silent_text_gives_none():
    """What the text does not say is None, not a guess."""
    read = meta("今天天气很好。")

    assert (read.organization, read.region, read.fiscal_year) == (None, None, None)
    assert (read.report_type, read.self_score, read.grade) == (None, None, None)


@pytest.mark.parametrize(
    "piece",
    [
        "自评",
        "自评得",
        "评价得分",
        "得分 ",
        "市",
        "县局",
        "2024",
        "2024 ",
        "等级“",
        "为",
        "局\n",
        "\n",
        " ",
        "优",
        "汉",
    ],
)
@pytest.mark.parametrize("lead", ["", "自评得分1"])
def test_hostile_wording_costs_no_more_than_its_length(piece, lead):
    """Thirty thousand characters of half a score, a name or a grade take seconds at most."""
    document = Document.from_text(lead + piece * (30_000 // len(piece)))
    begun = time.perf_counter()

    read_meta(document)

    assert time.perf_counter() - begun < 4


@pytest.mark.parametrize(
    ("title", "organization", "region"),
    [
        ("中共云台县委党校2024年度部门整体支出绩效自评报告", "中共云台县委党校", "云台县"),
        ("中共河湾县委组织部2023年度项目支出绩效自评报告", "中共河湾县委组织部", "河湾县"),
        ("松林市残联2024年度专项资金绩效自评报告", "松林市残联", "松林市"),
        ("红石开发区管委会2024年度项目支出绩效自评报告", "红石开发区管委会", "红石开发区"),
    ],
)
def test_bodies_of_the_party_and_of_the_people(title, organization, region):
    """Schools and departments of the party and associations have titles like any bureau's."""
    read = meta(title + "\n一、基本情况\n本单位现有职工12人。\n")

    assert (read.organization, read.region) == (organization, region)


@pytest.mark.parametrize(
    ("sentence", "score"),
    [
        ("对照评分细则，本项资金自评93.6分，等次为“优”。", "93.6"),
        ("满分100分，自评90.6分。", "90.6"),
        ("经评议，最终得分94.5分。", "94.5"),
        ("评价总分100分，其中产出40分。", None),
        ("自评采用100分制。", None),
    ],
)
def test_a_score_without_the_word_for_it(sentence, score):
    """自评93.6分 is a score as well; full marks of a scale are none."""
    assert meta("某单位绩效自评报告\n" + sentence).self_score == score


def test_a_title_that_names_money_is_of_a_fund():
    """自然灾害防治资金 is a fund, whatever the text says of projects."""
    read = meta("山口县应急管理局2023年度自然灾害防治资金绩效自评报告\n一、项目概况\n本项目实施良好。\n")

    assert read.report_type == "专项资金"


@pytest.mark.parametrize(
    ("organization", "region"),
    [
        ("青石县市场监督管理局", "青石县"),
        ("云海市市政工程管理处", "云海市"),
        ("江城市江北区市容管理局", "江城市江北区"),
        ("江城市社区服务中心", "江城市"),
        ("长河市民政局", "长河市"),
        ("长河市政府办公室", "长河市"),
        ("甘林州生态环境局白水分局", "甘林州"),
        ("湖南省安化市临江县水利局", "湖南省安化市临江县"),
        ("玉泉侗族自治县林业局", "玉泉侗族自治县"),
    ],
)
def test_a_word_of_the_office_is_no_part_of_the_region(organization, region):
    """市场, 市政, 市容 and 社区 name an office's work, no place."""
    assert meta(f"{organization}2023年度部门整体支出绩效自评报告\n一、概况\n现有职工9人。").region == region


@pytest.mark.parametrize(
    ("line", "region"),
    [
        ("填报单位：白水分局　　所在地：贵州省白水县", "贵州省白水县"),
        ("单位地址：江西省安平市南塘县滨河路8号", "江西省安平市南塘县"),
        ("按照《四川省青石县预算绩效管理办法》的要求开展自评。", "四川省青石县"),
        ("按照《四川省预算绩效管理办法》的要求开展自评。", "青石县"),
    ],
)
def test_the_region_that_the_head_tells(line, region):
    """An address tells the place; a province stands before the county where the text says both at once."""
    assert meta(f"青石县水利局\n2023年度河道治理项目绩效自评报告\n{line}\n一、概况\n").region == region
