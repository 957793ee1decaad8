"""Which whole a list is of: what words divide, what they only pick examples from, what closes a list."""

from __future__ import annotations

import pytest

TURNS = (
    "全县灌区资金预算900万元，其中：中央资金640万元、县级资金260万元。中央资金分两批下达，第一批410万元、第二批{last}万元。",
    "灌区资金分两批下达：第一批于3月下达410万元（某水〔2024〕3号）；第二批于8月下达{last}万元。两批合计640万元。",
    "下达我县中央补助资金640万元，县级配套260万元，总投资900万元。其中中央补助资金分两批下达：3月下达410万元，8月下达{last}万元。",
)


@pytest.mark.parametrize("text", TURNS)
def test_turns_are_of_what_is_divided(check, text):
    """The turns make up what is named as divided, or the total that says how many they are; a wrong one is told."""
    assert check(text.format(last="230")).counts()["contradicted"] == 0
    assert check(text.format(last="290")).counts()["contradicted"] >= 1


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("项目支出386.50万元，具体用于以下方面：渠道清淤120.40万元、泵站改造200.30万元。", "contradicted"),
        ("项目支出386.50万元，具体用于以下方面：渠道清淤120.40万元、泵站改造266.10万元。", "confirmed"),
        # Two of several that are named are examples.
        ("结余资金386.50万元，其中渠道清淤结余60.40万元、泵站改造结余71.30万元。", "undetermined"),
        ("1.渠道清淤615万元，项目9个，其中土方190万元、衬砌345万元、闸门90万元；", "contradicted"),
    ],
)
def test_what_announces_all_is_closed(check, text, status):
    """具体用于以下方面 lists all; two parts of 其中 that leave much unsaid do not."""
    assert [f.status for f in check(text, "SUM-PART").findings] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("现有托育机构18家，其中公办（含公建民营）7家，民办13家。", "contradicted"),
        ("现有托育机构18家，其中示范性7家，普惠性13家。", "undetermined"),
        ("按身份类别分，低保老人640人、独居老人890人、残疾老人625人，共2,155人。", "confirmed"),
        ("按身份类别分，低保老人640人、独居老人980人、残疾老人625人，共2,155人。", "contradicted"),
        ("全年培训480人次，其中窗口人员312人次、部门人员69人次、村级人员72人次。", "contradicted"),
    ],
)
def test_counts_that_exclude_each_other(check, text, status):
    """Words of one division, and lists that a total closes behind 按…分, count each thing once."""
    assert [f.status for f in check(text, "SUM-COUNT").findings] == [status]


def test_names_that_end_in_a_number(expressions):
    """东部五镇790万元: between the name and its amount stands no mark, and the list goes on behind it."""
    text = "两批合计800万元。按区域划分，城区四街道380万元，东部五镇190万元，西部六镇105万元，县本级125万元。"
    assert ("confirmed", "380 + 190 + 105 + 125 = 800") in expressions(text, "SUM-CLASS")


def test_a_row_of_classifications_shares_its_total(expressions):
    """Where one classification makes up the total above, another one that lacks a class is told."""
    text = (
        "2023年本年支出合计681.45万元，比上年增加44.55万元。\n"
        "按支出性质分：基本支出236.82万元；项目支出444.63万元。\n"
        "按功能分类分，分别为：农林水支出531.07万元、卫生健康支出62.38万元、住房保障支出71.20万元。\n"
    )
    found = expressions(text, "SUM-CLASS")
    assert ("contradicted", "531.07 + 62.38 + 71.20 = 664.65 ≠ 681.45") in found


@pytest.mark.parametrize(("some", "status"), [("420", "contradicted"), ("320", "confirmed")])
def test_some_of_a_group_that_was_counted(check, some, status):
    """寄宿生中享受补助的 are no more than 寄宿生."""
    text = f"受益学生860人，其中寄宿生380人、走读生480人。寄宿生中享受生活费补助的学生{some}人。"
    assert [f.status for f in check(text, "XREF-SUBSET").findings] == [status]


def test_a_point_shifted_in_hundred_millions(check):
    """6.82亿元 for 0.682亿元 is one slip, though it takes a third decimal."""
    text = "下达中央资金6.82亿元，省级资金1,364万元，市县配套682万元，计划总投资8,866万元。"
    (found,) = [f for f in check(text).findings if f.status == "contradicted"]
    assert "0.682亿元" in [repair.text for repair in found.repairs]


@pytest.mark.parametrize(
    "text",
    [
        "项目支出386.50万元，主要用于以下方面：渠道清淤120.40万元、泵站改造200.30万元。",
        "发放临时救助金187.62万元。含省级直接支付的补贴在内，全县全年发放各类救助资金约1.1亿元。",
        "市县配套计划682万元，实际到位545.60万元，缺口136.40万元。",
        "公用经费195.71万元，在校学生人数增加。生均公用经费约683元。",
        "（一）支出情况。全年支出执行率98.69%。\n（二）项目支出情况。2023年执行率97.09%。",
        "全年补贴机具1,212台。\n2025年计划补贴资金2,500万元，补贴机具1,300台左右。",
    ],
)
def test_amounts_of_two_things_are_not_held_together(check, text):
    """含…在内, a plan beside what came, an average, the rate of a part, the plan of the next year."""
    assert check(text).counts()["contradicted"] == 0
