"""Totals whose words say what they are of: how many amounts, by what name, in which turns, in what two units."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gouji.findings import Audit

Check = Callable[..., Audit]
SUMS = ("SUM-RUN", "SUM-PART", "SUM-COUNT", "SUM-CLASS", "DIFF-RUN")


def contradicted(check: Check, text: str, *ids: str) -> list[str]:
    """The arithmetic of what does not agree."""
    return [f.expression for f in check(text, *(ids or SUMS)).findings if f.status == "contradicted"]


def confirmed(check: Check, text: str, *ids: str) -> list[str]:
    """The arithmetic of what agrees."""
    return [f.expression for f in check(text, *(ids or SUMS)).findings if f.status == "confirmed"]


COUNTED = [
    # the third and last amount is left out of the total, which the two before it make
    "施工合同价8,416,250.00元（折合841.63万元）。另签订监理合同152,000.00元、检测合同64,300.00元。上述三项合同金额合计8,568,250.00元。",
    "水泵采购花费36.42万元。管材花费18.75万元，阀门花费7.28万元。以上三项共花费55.17万元。",
    "东库房修缮26.40万元、西库房修缮31.85万元。这两笔加起来共59.25万元。",
    "拨付渔政站设备款41.36万元。拨付救助站设备款28.52万元、培训站设备款16.27万元。以上3项合计86.51万元。",
    "新建泵房4座，投资126.48万元。改建泵房投资84.36万元，扩建泵房投资52.91万元。前述三类总投资236.75万元。",
]


@pytest.mark.parametrize("text", COUNTED)
def test_a_total_that_says_of_how_many_amounts_it_is_is_of_all_of_them(check: Check, text: str) -> None:
    """As many amounts as it says stand right before it, and they do not make it."""
    assert len(contradicted(check, text)) == 1


IN_ONE_SENTENCE = [
    "土建1,045.28万元，监理18.60万元，设计25.80万元，咨询9.24万元，以上四项合计1,089.68万元。",
    "土建1,045.28万元，监理18.60万元，设计25.80万元，咨询9.24万元，四项合计1,089.68万元。",
    "支出8,142.86万元，由工资支出4,246.72万元、商品支出2,918.35万元、资本支出591.25万元三部分构成。",
    "支出8,142.86万元，分三块：工资支出4,246.72万元、商品支出2,918.35万元、资本支出591.25万元。",
]


@pytest.mark.parametrize("text", IN_ONE_SENTENCE)
def test_so_many_items_of_one_sentence_make_their_total(check: Check, text: str) -> None:
    """Where the words count them, one that is left out of the total is no item too many."""
    assert len(contradicted(check, text)) == 1


def test_a_list_of_more_or_fewer_than_it_says_is_left_alone(check: Check) -> None:
    """What is counted is then something else."""
    text = "支出8,142.86万元，分{}块：工资支出4,246.72万元、商品支出2,918.35万元、资本支出591.25万元。"
    assert not contradicted(check, text.format("四"))
    assert not contradicted(check, text.format("三").replace("591", "977").replace("25万元。", "79万元。"))


COUNTED_APART = [
    # of another stage
    "甲泵站预算40.00万元、乙泵站预算35.00万元。上述两项共支出71.20万元。",
    # not as many
    "水泵采购36.42万元。管材采购18.75万元，阀门采购7.28万元，安装采购9.10万元。以上三项共35.13万元。",
    # one of the amounts is taken apart
    "购置仪器21.50万元，其中采样器5.30万元；检修10.20万元。以上两项合计31.70万元。",
    # far apart
    "水泵采购36.42万元、管材采购18.75万元。上述两项合计涉及资产260.00万元。",
    "原渠道三条。水泵采购约36万元、管材采购18.75万元。上述两项合计59.25万元。",
]


@pytest.mark.parametrize("text", COUNTED_APART)
def test_a_total_of_other_amounts_is_left_alone(check: Check, text: str) -> None:
    """Another stage, another number of amounts, or another order of size: nothing is told."""
    assert "SUM-RUN" not in {f.check for f in check(text).findings if f.status == "contradicted"}


NAMED = [
    # swapped digits in 148
    "在职职工按岗位分，卫生技术人员447人、管理人员36人、工勤人员45人。卫生技术人员中，医师184人、护士226人、药技人员73人。",
    # one kind left out of the list
    "全站职工中有在岗人员572人、离岗人员36人。在岗人员中，调度员214人、巡线员238人、检修员82人。",
    "馆藏档案共8,642卷。馆藏档案中，文书档案4,216卷，科技档案2,138卷，专业档案1,968卷，声像档案302卷。",
    "救助站全年救助对象1,286人。救助对象中有老年人418人、未成年人326人、成年人524人。",
    "年末公交车辆842台，另有出租车310台。公交车辆中，纯电动车486台、混动车214台、燃气车124台。",
]


@pytest.mark.parametrize("text", NAMED)
def test_a_list_that_names_what_it_takes_apart_makes_it(check: Check, text: str) -> None:
    """It bears the very name of a total of the sentence before, comes near it and misses it."""
    assert contradicted(check, text)


NAMED_APART = [
    # what it leaves out may be left out
    "全站在岗572人。全站在岗中，调度员214人、巡线员238人、检修员82人。",
    "在职职工中有卫生技术人员447人。卫生技术人员中，医师148人、护士226人、药技人员73人。",
    "在岗职工572人。在岗职工中，调度员214人、巡线员138人、检修员82人等。",
    "护林员512人。护林员中，脱贫户286人、党员138人、妇女64人。",
    "护林员512人，巡护站36个。全体巡护人员中，队长36人、组长138人、队员286人。",
    "馆藏档案共8,642卷。馆藏档案中，主要有文书档案4,216卷，科技档案2,138卷，专业档案1,968卷。",
]


@pytest.mark.parametrize("text", NAMED_APART)
def test_a_list_that_need_not_be_all_of_what_it_names_is_left_alone(check: Check, text: str) -> None:
    """It closes, goes on, overlaps, or names something else."""
    assert not contradicted(check, text)


DIVIDED_TWICE = [
    "本年支出8,142.86万元。按支出性质分，基本支出6,387.21万元，项目支出1,755.65万元；按经济分类分，工资福利支出4,246.72万元，商品和服务支出2,918.35万元，资本性支出591.25万元。",
    "在校生1,260人。按性别分，男生648人，女生612人；按学段分，小学742人，初中428人。",
    "馆藏图书共8,642册，按类别看，文学4,320册、科普2,186册、工具书2,136册，按来源看，采购7,980册、捐赠626册。",
    "全年抽检1,846批次。按环节分，生产642批次，流通1,204批次。按品种分，粮油486批次，乳品512批次，肉品748批次。",
    "完成投资642.80万元。从来源看，省级400.00万元，市级242.80万元；从用途看，土建412.60万元，设备198.20万元。",
]


@pytest.mark.parametrize("text", DIVIDED_TWICE)
def test_a_second_division_makes_the_total_of_the_first(check: Check, text: str) -> None:
    """The one beside it makes the total; what this one leaves out is an error."""
    assert len(contradicted(check, text)) == 1


DIVIDED_APART = [
    "支出80.42万元。按性质分，基本支出50.42万元，项目支出30万元；项目支出按用途分，设备18万元，维修9万元。",
    "在校生1,260人。按性别分，男生648人，女生612人；按家庭分，脱贫户子女742人，其他428人。",
    "在校生1,260人。按性别分，男生648人，女生612人；按学段分，小学742人，初中428人等。",
    "本年支出8,142.86万元。按性质分，基本支出6,387.21万元，项目支出1,755.65万元；按用途分，主要是设备购置2,246.72万元，工程5,418.35万元。",
    "在校生1,260人。按性别分，男生648人，女生612人；按住宿分，寄宿生742人，走读生518人。",
]


@pytest.mark.parametrize("text", DIVIDED_APART)
def test_a_division_of_something_else_or_of_some_is_left_alone(check: Check, text: str) -> None:
    """It is of one of the parts, overlaps, goes on, or closes as well."""
    assert not contradicted(check, text)


TURNS = [
    "省级实际下达资金12,420万元，较上年增加660万元。\n\n分三批下达，具体为：\n\n第一批于11月28日提前下达，金额7,560万元，占总额的60%；\n\n第二批于4月22日下达，金额3,460万元；\n\n第三批于8月16日下达，金额1,220万元。",
    "专项资金预算共计3860万元，支持项目312个。\n\n三、资金下达情况\n\n（1）上年12月，提前下达第一批专项资金1900万元。\n\n（2）编入部门预算620万元，其中2月份拨付235万元。\n\n（3）6月，下达第二批专项资金1240万元。",
]


@pytest.mark.parametrize("text", TURNS)
def test_instalments_over_paragraphs_make_the_grant_above(check: Check, text: str) -> None:
    """One digit or two swapped ones in an instalment keep them from it."""
    assert len(contradicted(check, text, "SUM-RUN")) == 1


@pytest.mark.parametrize(("old", "new"), [("3,460", "3,640"), ("1240", "1340")])
def test_instalments_that_make_the_grant_agree(check: Check, old: str, new: str) -> None:
    """The same paragraphs without the slip."""
    text = next(each.replace(old, new) for each in TURNS if old in each)
    assert not contradicted(check, text, "SUM-RUN")
    assert confirmed(check, text, "SUM-RUN")


@pytest.mark.parametrize(
    "text",
    [
        # a grant of another order
        "专项资金预算共计9860万元。\n\n（1）提前下达第一批专项资金1900万元。\n\n（2）编入部门预算620万元。\n\n（3）下达第二批专项资金1240万元。",
        # measures, and no instalments
        "专项资金预算共计3860万元。\n\n二、目标\n\n全年维修。\n\n三、安排\n\n（1）安排渠道维修1900万元。\n\n（2）安排泵站维修620万元。\n\n（3）安排闸门维修1240万元。",
        # a turn is missing
        "实际下达资金12,420万元。\n\n第一批于11月下达，金额7,560万元；\n\n第三批于8月下达，金额4,680万元。",
    ],
)
def test_paragraphs_that_are_no_instalments_are_left_alone(check: Check, text: str) -> None:
    """They are far from the grant, not said to be paid out, or not all told."""
    assert not contradicted(check, text, "SUM-RUN")


PAIRED = [
    ("全年免疫牲畜18.62万头（只），其中猪14.90万头、牛2.73万头、羊1.35万只。", False),
    ("全年免疫牲畜18.62万头（只），其中猪14.90万头、牛2.37万头、羊1.35万只。", True),
    ("新建收集点386个（处），其中村级收集点268个、集镇收集站118处。", True),
]


@pytest.mark.parametrize(("text", "closes"), PAIRED)
def test_a_total_in_two_units_is_made_of_items_in_either(check: Check, text: str, *, closes: bool) -> None:
    """18.62万头（只） are 万头 and 万只 together."""
    assert bool(contradicted(check, text)) is not closes
    assert bool(confirmed(check, text)) is closes


@pytest.mark.parametrize(
    "text",
    [
        "全年免疫牲畜18.62万头（只），其中猪14.90万头、羊1.35万只等。",
        "全年免疫牲畜18.62万头（只），出动防疫人员386人，其中村级268人。",
        "全年免疫牲畜18.62万头（只）；存栏猪14.90万头、羊1.35万只。",
    ],
)
def test_items_that_are_not_all_of_a_total_in_two_units_are_left_alone(check: Check, text: str) -> None:
    """The list goes on, is of something else, or stands behind a semicolon."""
    assert not contradicted(check, text)


def test_kinds_of_a_thing_are_no_more_than_it(check: Check) -> None:
    """勤务辅警 and 文职辅警 are all 辅警; groups that overlap may be more."""
    assert contradicted(check, "另有辅警412人，其中勤务辅警338人、文职辅警84人，不占编制。")
    assert not contradicted(check, "另有辅警412人，其中勤务辅警328人、文职辅警74人，不占编制。")
    assert not contradicted(check, "专任教师412人，其中乡村教师338人、骨干教师84人。")
    assert not contradicted(check, "志愿者1,412人，其中党员志愿者838人、青年志愿者684人。")


def test_levels_divide_people_though_some_are_called_the_core(check: Check) -> None:
    """村级, 乡镇 and 县级 are apart, whatever 业务骨干 may be."""
    text = "共培训巡护人员3,700人，其中村级巡护员3,120人、乡镇业务骨干{}人、县级管理人员94人，为目标的80%。"
    assert contradicted(check, text.format(468))
    assert not contradicted(check, text.format(486))


def test_what_is_used_for_each_thing_in_turn_is_all(check: Check) -> None:
    """分别用于 names every use."""
    text = "统筹后的资金4,500万元分别用于：医院改革985万元，人才培养842万元，能力建设{}万元。"
    assert contradicted(check, text.format("2,133"))
    assert not contradicted(check, text.format("2,673"))


def test_points_of_a_group_that_a_sentence_names_make_what_it_earned(check: Check) -> None:
    """效益指标中，… makes what 效益 is said to have earned where the weights make its own."""
    head = "决策15分、过程20分、产出35分、效益30分。经自评，决策得15分，过程得18.6分，产出得33.4分，效益得28.2分，总分95.2分。\n\n"
    group = "效益指标中，社会效益12分得11.4分，可持续影响8分得7.6分，满意度10分得{}分。"
    assert contradicted(check, head + group.format("9.5"), "SCORE-SUM")
    assert not contradicted(check, head + group.format("9.2"), "SCORE-SUM")
    some = "效益指标中，社会效益12分得11.4分，可持续影响8分得7.6分。"
    assert not contradicted(check, head + some, "SCORE-SUM")
    unweighted = "效益指标中，社会效益得11.4分，可持续影响得7.6分，满意度得9.5分。"
    assert not contradicted(check, head + unweighted, "SCORE-SUM")
