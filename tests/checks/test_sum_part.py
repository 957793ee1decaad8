"""SUM-PART: 其中 and its relatives, as a tree; open lists are never contradicted."""

from __future__ import annotations

import pytest


def test_parts_that_add_up_are_confirmed(expressions):
    """Two parts behind 其中 that make their total are confirmed, with the arithmetic shown."""
    text = "2023年全年支出合计412.60万元，其中：基本支出298.35万元、专项支出114.25万元。"
    assert expressions(text, "SUM-PART") == [("confirmed", "298.35 + 114.25 = 412.60")]


def test_parts_that_do_not_add_up_are_contradicted(check):
    """A changed digit in a part is found, and the edit that restores the sum is offered."""
    (finding,) = check(
        "全年支出412.60万元，其中：基本支出298.35万元、项目支出115.25万元。", "SUM-PART"
    ).findings
    assert finding.status == "contradicted"
    assert finding.severity == "high"
    assert finding.expression == "298.35 + 115.25 = 413.60 ≠ 412.60"
    assert "114.25万元" in [repair.text for repair in finding.repairs]


def test_the_total_may_close_the_sentence_before(expressions):
    """其中 at the head of a sentence takes the last amount of the sentence before."""
    text = "各项收入合计86.20万元。其中：财政拨款收入80万元、其他收入6.20万元。"
    assert expressions(text, "SUM-PART") == [("confirmed", "80 + 6.20 = 86.20")]


def test_an_explanation_inside_a_list_is_no_part(expressions):
    """What a part is mainly used for does not enter the sum."""
    text = (
        "河道管理所花费75.5万元，其中基本支出45万元，主要用于职工薪酬等，"
        "项目支出30.5万元，主要为闸门大修30.5万元等。"
    )
    assert expressions(text, "SUM-PART") == [("confirmed", "45 + 30.5 = 75.5")]


def test_items_apart_by_semicolons_are_one_list(expressions):
    """A list whose items are explained goes on behind the semicolon."""
    text = (
        "基本支出52万元，其中：人员经费47.2万元，主要包括津贴和奖金；"
        "公用经费4.8万元，主要包括办公费、水电费。"
    )
    assert expressions(text, "SUM-PART") == [("confirmed", "47.2 + 4.8 = 52")]


def test_siblings_behind_a_semicolon_belong_to_nobody_before(expressions):
    """Each total keeps its own list."""
    text = (
        "基本支出60万元，其中人员经费40万元、公用经费20万元；"
        "项目支出50万元，其中道路养护35万元、桥梁加固15万元。"
    )
    assert expressions(text, "SUM-PART") == [("confirmed", "40 + 20 = 60"), ("confirmed", "35 + 15 = 50")]


def test_amounts_shared_out_by_one_word(expressions):
    """分别为 divides the one amount before it where every item bears a name; yearly amounts are no parts."""
    text = "全年项目支出96.40万元，分别为：渡口改造51.20万元、航标维护45.30万元。"
    assert expressions(text, "SUM-PART") == [("contradicted", "51.20 + 45.30 = 96.50 ≠ 96.40")]
    years = "支出120.50万元，近三年分别为2021年41.30万元、2022年38.60万元、2023年40.20万元。"
    assert all(status != "contradicted" for status, _ in expressions(years, "SUM-PART"))


def test_an_item_named_twice_is_no_end_of_the_list(expressions):
    """An item that comes again right behind itself is too much of the sum, not a sentence of its own."""
    text = (
        "码头岸电投入135.00万元，其中：对新建的10座，每座给予8.00万元补助，共计80.00万元；"
        "对扩容的11座，每座给予5.00万元补助，共计55.00万元；对扩容的11座，每座给予5.00万元补助，共计55.00万元。"
    )
    assert ("contradicted", "80.00 + 55.00 + 55.00 = 190.00 ≠ 135.00") in expressions(text, "SUM-PART")


@pytest.mark.parametrize(
    "text",
    [
        "项目支出90万元，其中主要有灌区改造40万元、泵站维修20万元。",
        "项目支出90万元，其中：灌区改造40万元、泵站维修20万元等。",
        "收到捐赠9.36万元，主要为校友会捐赠9.3万元。",
        "现有编制30名，其中党员12名、女性9名。",
        "核定编制6名（含副主任1名）。",
        "乡镇卫生院投入120万元，其中设备购置50万元。",
    ],
)
def test_open_lists_are_never_contradicted(check, text):
    """等, 主要, 含, a single part and overlapping groups prove nothing."""
    assert check(text).counts()["contradicted"] == 0


def test_income_beside_expenditure_is_no_partition(check):
    """A list ends where the money begins to flow the other way."""
    text = "全年收入100万元，其中财政拨款收入70万元，其他收入30万元，支出95万元，结余5万元。"
    audit = check(text, "SUM-PART")
    assert [finding.expression for finding in audit.findings] == ["70 + 30 = 100"]


def test_a_yearly_change_is_no_total(expressions):
    """An increase named between a total and its parts is passed over."""
    text = "2024年支出208.4万元，较上年增加12.3万元，其中运转支出150.1万元、项目支出58.3万元。"
    assert expressions(text, "SUM-PART") == [("confirmed", "150.1 + 58.3 = 208.4")]


def test_a_total_may_close_its_list(expressions):
    """合计 behind a list is the sum of the items before it."""
    text = "培训费2.4万元、场地费1.1万元、资料费0.6万元，合计4.9万元。"
    assert expressions(text, "SUM-PART") == [("contradicted", "2.4 + 1.1 + 0.6 = 4.1 ≠ 4.9")]


def test_numbered_items_below_a_colon(expressions):
    """The first amount of each numbered paragraph is a part of the amount of the line above."""
    text = (
        "一、资金安排\n专项资金共计650万元，具体如下：\n（1）种质资源保护投入310万元。建成资源圃2个，每个补助20万元。\n"
        "（2）良种推广投入240万元。\n（3）技术培训投入100万元，培训1200人次。\n"
    )
    assert ("confirmed", "310 + 240 + 100 = 650") in expressions(text, "SUM-PART")


def test_a_rounding_tail_is_told_from_an_error(check):
    """One hundredth over two addends is a tail or agrees; it is never contradicted."""
    audit = check("船舶维修费58.31万元，其中：船体22.11万元、轮机36.22万元。", "SUM-PART")
    assert [finding.status for finding in audit.findings] == ["tail"]
    assert audit.findings[0].severity == "info"
    assert "相差0.02万元" in audit.findings[0].message_zh


def test_a_trimmed_integer_is_known_to_the_hundredth(expressions):
    """An integer among amounts with two decimals is no excuse for a gap of half a unit."""
    text = "林场全年开支311.92万元。其中：管护费293万元、抚育费18.38万元。"
    assert expressions(text, "SUM-PART") == [("contradicted", "293 + 18.38 = 311.38 ≠ 311.92")]


def test_a_unit_slip_is_offered_as_repair(check):
    """A part in 元 among 万元 is written with its unit, and the unit is the repair."""
    text = "全年支出530.40万元，其中：工资福利支出301.25万元、办公与差旅支出197.15元、资本性支出32万元。"
    (finding,) = check(text, "SUM-PART").findings
    assert finding.expression == "301.25万元 + 197.15元 + 32万元 = 333.27万元 ≠ 530.40万元"
    assert [(repair.text, repair.restores) for repair in finding.repairs] == [("197.15万元", 1)]


def test_groups_of_people_may_overlap(check):
    """Rural teachers and lead teachers can be the same people: more than all is no contradiction."""
    text = "全年培训教师520人次，其中乡村教师310人次、骨干教师260人次。"
    assert check(text, "SUM-PART").counts()["contradicted"] == 0


def test_uses_of_money_behind_the_cue_are_parts(expressions):
    """其中用于 names a part, not an explanation."""
    text = "专项资金150万元，其中用于垃圾清运60万元，污水处理50万元，厕所改造40万元。"
    assert expressions(text, "SUM-PART") == [("confirmed", "60 + 50 + 40 = 150")]
