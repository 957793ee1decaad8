"""Names of amounts in prose, cut by grammar from the words before them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.document import Document, Span
from gouji.facts.items import MAX_ITEM, Draft, draft_items
from gouji.figures import find_figures


def drafts(text: str, year: int | None = 2024) -> list[Draft]:
    document = Document.from_text(text)
    figures = find_figures(document)
    return list(draft_items(document, figures, year).values())


def names(text: str) -> list[str]:
    return [draft.item for draft in drafts(text)]


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("2024年部门整体支出812.4万元。", ["部门整体支出"]),
        ("其中：人员经费60万元、公用经费12万元。", ["人员经费", "公用经费"]),
        ("项目资金，共计30万元。", ["项目资金"]),
        ("年初预算数为45万元。", ["年初预算数"]),
        ("根据云财预〔2024〕15号文件下达资金26万元。", ["下达资金"]),
        ("（一）道路养护费：18.5万元。", ["道路养护费"]),
        ("截至2024年12月底累计支付进度款9万元。", ["支付进度款"]),
        ("主要用于水质监测（含采样）7万元。", ["水质监测（含采样）"]),
        ("每家合作社给予5万元补助。", ["每家合作社给予补助"]),
    ],
)
def test_the_name_is_cut_from_the_words_before(sentence, items):
    """Without marks, years, 其中 and fillers, and with the noun that stands behind the number."""
    assert names(sentence) == items


def test_the_reports_own_year_is_left_out_and_another_is_kept():
    """2023年支出 in a report on 2024 is another amount than 支出."""
    assert names("2023年支出10万元。2024年支出12万元。") == ["2023年支出", "支出"]


def test_a_comparison_is_about_the_same_money():
    """比上年的…减少… has the name of the amount it is compared with."""
    first, second, third = names("公务接待费9.8万元，比上年的10.5万元减少0.7万元。")

    assert first == "公务接待费"
    assert "公务接待费" in second and "上年" in second
    assert "公务接待费" in third and "减少" in third


def test_parts_point_to_their_whole():
    """其中 goes on over ； and ends with the sentence."""
    whole, part, other, alone = drafts("总支出100万元，其中：基本支出60万元；项目支出40万元。另外收回2万元。")

    assert whole.parent is None
    assert part.parent == other.parent == 0
    assert alone.parent is None


def test_a_sum_of_its_own_leaves_the_parts():
    """年末结余 after the parts of the spending is none of them."""
    *_, last = drafts("总支出100万元，其中基本支出60万元，年末结余5万元。")

    assert (last.item, last.parent) == ("年末结余", None)


def test_a_part_of_a_plan_is_a_plan():
    """年初预算…，其中基本支出…: the part bears the name and the kind of its whole."""
    _, part = drafts("年初预算540万元，其中基本支出490万元。")

    assert (part.item, part.kind, part.stage) == ("年初预算（基本支出）", "budget", "initial")


def test_this_project_is_the_heading_above():
    """该项目 stands for the title of its section."""
    (name,) = names("一、村级道路硬化\n该项目投入35万元。\n")

    assert name == "村级道路硬化投入"


def test_the_pieces_of_a_name_stand_in_the_text():
    """Each piece is a span of the document that holds words of the name."""
    document = Document.from_text("一般公共预算年初结转3万元，本年收入20万元，其中：培训费4万元。")
    figures = find_figures(document)

    for draft in draft_items(document, figures, 2024).values():
        assert draft.pieces
        for piece in draft.pieces:
            words = document.text[piece.start : piece.end].strip("：，")
            assert words and words[:2] in draft.item


def test_amounts_in_tables_are_no_business_of_prose():
    """A table's money is read by the tables' grammar."""
    assert drafts("项目\t预算数\n道路\t10万元\n桥梁\t20万元\n") == []


HOSTILE = [
    "其中", "（", "（）", "“", "1", "、", "，", " ", "为", "共计", "截至", "2024年", "如", "按", "该项目", "比上年的",
    "其中10万元", "，10万元", "（10万元", "其中预算10万元，", "，比上年的9万元", "预算8万元，其中支出7万元，", "》", "一、",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("tail", ["10万元。", ""])
def test_a_hostile_sentence_costs_no_more_than_its_length(piece, tail):
    """A sentence of 20 000 characters, with or without an amount at its end, is done in seconds."""
    document = Document.from_text("支出" + piece * (20_000 // len(piece)) + tail)
    figures = find_figures(document)
    begun = time.perf_counter()

    made = draft_items(document, figures, 2024)

    assert time.perf_counter() - begun < 3
    assert all(len(draft.item) <= 4 * MAX_ITEM for draft in made.values())


@given(st.lists(st.sampled_from(["其中", "（", "）", "“", "”", "，", "；", "。", "10万元", "3人", "支出", "年初预算", "该项目",
                                 "比上年", "2023年", "\n", "一、", " ", "合计", "、"]), max_size=40))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_drafts_keep_their_promises(pieces):
    """Each money figure of the prose has one draft; spans are in the text, a whole comes before its part."""
    document = Document.from_text("".join(pieces))
    figures = find_figures(document)

    made = draft_items(document, figures, 2024)

    prose = [
        n for n, f in enumerate(figures) if f.dimension == "money" and document.table_at(f.start) is None
    ]
    assert sorted(made) == prose
    for index, draft in made.items():
        assert draft.parent is None or draft.parent < index
        assert draft.clause.start <= figures[index].full_start
        for piece in draft.pieces:
            assert 0 <= piece.start < piece.end <= len(document.text)


def test_a_long_name_is_never_tried_in_every_way():
    """Whether a name is weak is told of a name of any length at once."""
    long = Draft("每" * 40 + "甲乙丙丁", (), Span(0, 1), None, None, None, None)

    began = time.process_time()
    assert not long.is_weak
    assert time.process_time() - began < 0.5
    assert Draft("每家给予", (), Span(0, 1), None, None, None, None).is_weak


def told(text: str) -> list[tuple[str, str | None]]:
    return [(draft.item, draft.kind) for draft in drafts(text)]


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        # Comparisons.
        ("公务接待费9.8万元，比上年的10.5万元减少0.7万元。", ["公务接待费", "上年公务接待费", "公务接待费比上年减少"]),
        ("会议费由上年的3.2万元降至2.6万元，减少0.6万元。", ["上年会议费", "会议费", "会议费比上年减少"]),
        ("年末办公设备原值50万元，较年初46万元增加4万元。",
         ["年末办公设备原值", "年初办公设备原值", "办公设备原值比年初增加"]),
        ("印刷费5万元，较年初预算6万元节约1万元。", ["印刷费", "印刷费年初预算", "印刷费比年初节约"]),
        ("水费支出8万元，比2022年的9万元下降11.11%。", ["水费支出", "2022年水费支出"]),
        ("电费支出24.6万元，完成预算30万元的82%，较上年减少2.4万元。", ["电费支出", "完成预算", "电费比上年减少"]),
        ("全年总支出86万元，较上年的80万元增加6万元。", ["全年总支出", "上年总支出", "总支出比上年增加"]),
        # A subject before the comma, or in the head of the list.
        ("共实施两项：一是闸门更换，支出41万元；二是渠道清淤，支出18万元。", ["闸门更换支出", "渠道清淤支出"]),
        ("水泵3台，每台2万元，计6万元。", ["水泵每台", "水泵"]),
        ("检查站12处、36人次，人均820元。", ["检查站人均"]),
        ("护林员补贴按等级分档发放：一级每人每年6,000元，二级每人每年4,000元。",
         ["一级护林员补贴每人每年", "二级护林员补贴每人每年"]),
        ("对40名学徒每人补贴600元，共计2.4万元。", ["对40名学徒每人补贴", "对40名学徒补贴共计"]),
        ("门票收入和讲解收入分别为12万元和3万元。", ["门票收入", "讲解收入"]),
        ("年初预算数和全年执行数分别为85万元和82万元。", ["年初预算数", "全年执行数"]),
        # What the amount before is about.
        ("政府采购预算32万元，实际采购金额29万元，节约3万元。", ["政府采购预算", "政府采购实际采购金额", "政府采购节约"]),
        ("信息化服务按合同价40万元的95%支付，余款2万元。", ["信息化服务按合同价", "信息化服务余款"]),
        ("按经济分类分：工资福利支出60万元，资本性支出20万元，合计80万元。",
         ["工资福利支出", "资本性支出", "经济分类合计"]),
        ("省级补助50万元，市级补助30万元，合计80万元。", ["省级补助", "市级补助", "合计"]),
        # What stands behind.
        ("年中核定，268万元年初预算全部细化。", ["年初预算"]),
        ("班次人均成本610元，低于650元的控制标准。", ["班次人均成本", "班次人均成本控制标准"]),
        ("资金到账43万元，支付货款38万元，尚有5万元未支付。", ["资金到账", "支付货款", "未支付"]),
        # What is no part of a name.
        ("●灯具更换12万元；", ["灯具更换"]),
        ("9月因台风抢修调增36万元。", ["调增"]),
        ("省和市财政共下达防汛资金90万元。", ["下达防汛资金"]),
        ("结余分配（提取职工福利基金）8万元。", ["结余分配"]),
        ("体育活动资金共21万元。", ["体育活动资金"]),
        ("护理费用控制在120元以内。", ["护理费用"]),
        ("发放午餐补贴2,316人次、69.4万元。", ["发放午餐补贴2,316人次"]),
    ],
)  # fmt: skip
def test_a_name_that_says_too_little_is_completed(sentence, items):
    """From the amount before, the clause before, the head of the list, or the words behind."""
    assert names(sentence) == items


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（一）古桥修缮\n年初预算52万元，核减4万元，调整后为48万元，支出44万元。",
         [("古桥修缮年初预算", "budget"), ("古桥修缮核减", "recovered"),
          ("古桥修缮调整后", "budget"), ("古桥修缮支出", "expenditure")]),
        ("一、预算执行情况\n年初预算52万元。", [("年初预算", "budget")]),
        ("一、履职情况\n该项目总投资900万元。", [("总投资", "investment")]),
    ],
)  # fmt: skip
def test_a_heading_that_names_a_thing_owns_the_amounts_below(text, expected):
    """古桥修缮 is the name of a project, 预算执行情况 is in every report."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # The head of a list.
        ("专项资金300万元，由两级安排：省级补助200万元、县级资金100万元。", ["budget", "budget", "budget"]),
        ("分来源支出为：省级补助180万元、县级资金90万元。", ["expenditure", "expenditure"]),
        ("资金分两批到达：首批60万元，余下40万元。", ["received", "received"]),
        ("资金来源：上级补助20万元，本级财政10万元。", ["budget", "budget"]),
        ("主要用于：路面修补8万元、路灯安装3万元。", ["expenditure", "expenditure"]),
        ("年内支出11万元。支出构成：\n●灯具更换8万元；\n●线路检修3万元。",
         ["expenditure", "expenditure", "expenditure"]),
        # Parts of 其中.
        ("项目预算60万元，其中：省级补助40万元、县级配套20万元。", ["budget", "budget", "budget"]),
        ("全年支出50万元，其中：中央资金30万元、县级配套20万元。", ["expenditure"] * 3),
        ("车辆经费支出9万元，为预算的90%，比2022年的10万元下降10%。其中：燃油费6万元。",
         ["expenditure", "expenditure", "expenditure"]),
        ("8月追加预算18万元，其中：上级补助10万元、县级安排8万元。", ["addition"] * 3),
        # The heading, a measure, the words behind.
        ("（一）资金到位情况\n两次合计86万元。", ["received"]),
        ("一、下一步改进措施\n1.落实管护，每处每年补助300元。", ["other"]),
        ("建议：提高标准，每户补贴300元。", ["other"]),
        ("尚有县级资金40万元未到位。", ["other"]),
        ("培训资金6万元调剂用于救灾。", ["other"]),
        ("年初结转1万元，本年财政拨款62万元，本年支出61万元。", ["carryover", "income", "expenditure"]),
        ("经费来源为县级财政拨款45万元，使用44万元。", ["budget", "expenditure"]),
        ("救灾补助80万元已于9月底前拨付到位。", ["received"]),
        # Differences.
        ("印刷费5万元，比上年减少1万元。", ["expenditure", "expenditure"]),
        ("专项资金90万元，比上年的80万元增加10万元。", ["budget", "budget", "other"]),
        ("第一批下达30万元，第二批下达20万元，合计50万元。", ["received"] * 3),
        ("对单笔2万元以上的支出集体研究。", ["other"]),
        ("补偿标准统一为每亩每年16元。", ["budget"]),
    ],
)  # fmt: skip
def test_a_kind_that_the_name_does_not_tell(text, kinds):
    """It comes from the whole, the list, the heading or the words behind the amount."""
    assert [draft.kind for draft in drafts(text)] == kinds


def test_a_comparison_behind_the_parts_is_about_the_nearer_amount():
    """Last year's 10.5 is the year before of the 9.8, not of the last part, 2.6."""
    *_, before, less = names("接待支出9.8万元，其中：用车7.2万元、用餐2.6万元，比上年10.5万元减少0.7万元。")

    assert (before, less) == ("上年接待支出", "接待比上年减少")


def test_a_purse_in_brackets_is_of_one_amount_only():
    """（全部为财政拨款） is said of the income, not of the spending after it."""
    assert names("本年收入74万元（全部为一般公共预算财政拨款），本年支出71万元。") == ["本年收入", "本年支出"]


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        (
            "年初结转12万元，加上本年收入80万元，减去本年支出85万元，年末结转和结余7万元。",
            ["年初结转", "本年收入", "本年支出", "年末结转和结余"],
        ),
        (
            "年初预算300万元；执行中因站房翻修、上级补助到账等调增40万元，调整后预算340万元。",
            ["年初预算", "调增", "调整后预算"],
        ),
        ("省级追加20万元，县级调减5万元，调整后预算215万元。", ["省级追加", "县级调减", "调整后预算"]),
        (
            "牧道修整追加30万元，调整后预算130万元。",
            ["牧道修整追加", "牧道修整调整后预算"],
        ),
        ("最高限价92万元，中标价88万元，节约4万元。", ["最高限价", "中标价", "节约"]),
        ("总投资90万元，除专项资金外由合作社自筹30万元。", ["总投资", "合作社自筹"]),
        ("发放贷款120笔，笔均5万元。", ["笔均"]),
        ("**培训支出**9万元。", ["培训支出"]),
        ("——培训支出9万元。", ["培训支出"]),
    ],
)
def test_words_of_the_sum_and_marks_are_no_part_of_a_name(sentence, items):
    """加上, 减去, reasons before 等, who gave, emphasis and dashes stay outside."""
    assert names(sentence) == items


def test_a_sum_of_last_year_is_of_what_the_sentence_is_about():
    """总额较上年 after the parts speaks of the whole, and so does what follows."""
    found = names(
        "“三公”经费支出9万元，其中公务用车运行费7万元，公务接待费2万元；"
        "总额较上年的10万元下降10%，较年初预算12万元节约3万元。"
    )

    assert found[3:] == ["上年“三公”经费支出", "“三公”经费年初预算", "“三公”经费比年初节约"]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("年初预算90万元，包括基本支出60万元和项目支出30万元。", ["budget", "budget", "budget"]),
        ("年初预算90万元，其中：基本支出60万元、项目支出30万元。", ["budget", "budget", "budget"]),
        ("单个项目补助不超过50万元。", ["other"]),
        ("为企业减免检测费8万元。", ["other"]),
        ("栈道单位造价2万元。", ["other"]),
        ("村集体经济经营性收入310万元。", ["other"]),
        ("就业增收类安排45万元。", ["budget"]),
    ],
)
def test_parts_of_a_plan_and_money_of_nobody(sentence, kinds):
    """A part of a plan is planned; limits, unit costs and what others earn are no budget of the report."""
    assert [draft.kind for draft in drafts(sentence)] == kinds
