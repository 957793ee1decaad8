"""Heading marks and the sections that they open, in invented reports."""

import pytest

from gouji.document import Document
from gouji.document.numbering import Levels, Mark, read_mark


def outline(text):
    return [(section.level, section.label, section.title) for section in Document.from_text(text).sections]


@pytest.mark.parametrize(
    ("printed", "style", "number"),
    [
        ("一、概况", "comma", 1),
        ("十二、其他", "comma", 12),
        ("二十一、其他", "comma", 21),
        ("三．概况", "comma", 3),
        ("（一）概况", "round", 1),
        ("(二)概况", "round", 2),
        ("（三)概况", "round", 3),
        ("(四）概况", "round", 4),
        ("五）概况", "round", 5),
        ("㈥概况", "round", 6),
        ("1、概况", "number", 1),
        ("２、概况", "number", 2),
        ("3.概况", "point", 3),
        ("4．概况", "point", 4),
        ("5. 概况", "point", 5),
        ("⒍概况", "point", 6),
        ("（7）概况", "bracket", 7),
        ("(8)概况", "bracket", 8),
        ("⑼概况", "bracket", 9),
        ("10）概况", "half", 10),
        ("①概况", "circle", 1),
        ("⑫概况", "circle", 12),
        ("第一部分 概况", "part", 1),
        ("第三章 概况", "chapter", 3),
        ("第二节 概况", "article", 2),
        ("1.2 资金到位", "tier", 2),
        ("2.1.3资金到位", "tier", 3),
    ],
)
def test_marks_are_read(printed, style, number):
    """Every style of number, full and half width, brackets mixed."""
    mark = read_mark(printed)

    assert mark is not None
    assert (mark.style, mark.number) == (style, number)
    assert printed.startswith(mark.label)


@pytest.mark.parametrize(
    "printed",
    [
        "一是加强管理",
        "首先，",
        "1.5万元",
        "12.6亿元",
        "2023年",
        "3个项目",
        "（24个）",
        "（试行）",
        "十分重视",
        "第一，",
        "一般公共预算",
        "2024",
        "",
        "100、",
    ],
)
def test_what_only_looks_like_a_mark(printed):
    """Words, amounts and years at a paragraph's head are no numbers of headings."""
    assert read_mark(printed) is None


def test_levels_follow_the_usual_nesting():
    """一、 （一） 1. （1） nest as every reader expects."""
    text = (
        "一、概况\n（一）职责\n1.机构设置\n（1）内设机构\n共有4个。\n（2）下属单位\n"
        "共有2个。\n2.人员情况\n在职12人。\n（二）预算\n共30万元。\n二、绩效\n"
        "良好。"
    )

    assert outline(text) == [
        (1, "一、", "概况"),
        (2, "（一）", "职责"),
        (3, "1.", "机构设置"),
        (4, "（1）", "内设机构"),
        (4, "（2）", "下属单位"),
        (3, "2.", "人员情况"),
        (2, "（二）", "预算"),
        (1, "二、", "绩效"),
    ]


def test_the_outermost_style_may_change():
    """1、 2、 may be the outermost level, and a typed 三、 goes on at the same level."""
    text = (
        "1、 部门概况\n（一）职责\n负责水利工程。\n2、 收支情况\n（一）收入\n"
        "收入80万元。\n（二）支出\n支出75万元。\n三、履职情况\n完成灌溉改造。\n"
        "4、 存在的问题\n进度偏慢。"
    )

    assert [(level, label) for level, label, _ in outline(text)] == [
        (1, "1、"),
        (2, "（一）"),
        (1, "2、"),
        (2, "（一）"),
        (2, "（二）"),
        (1, "三、"),
        (1, "4、"),
    ]


def test_a_list_that_restarts_inside_is_nested():
    """一、 directly below 三、 opens a list inside it, and the outer list goes on afterwards."""
    text = (
        "一、概况\n县城有1座水厂。\n二、收支\n收入9万元。\n三、履职\n一、抓好工程建设\n"
        "建成管网12公里。\n二、抓好水质监测\n检测40次。\n四、问题\n资金不足。"
    )

    assert [(level, title) for level, _, title in outline(text)][:5] == [
        (1, "概况"),
        (1, "收支"),
        (1, "履职"),
        (2, "抓好工程建设"),
        (2, "抓好水质监测"),
    ]


def test_round_marks_inside_a_numbered_heading():
    """（二） > 1、 > （一）: the inner list does not continue the outer one."""
    text = (
        "二、支出\n（一）基本支出\n38万元。\n（二）项目支出\n1、使用情况\n"
        "（一）改善办学条件\n新建校舍2栋。\n（二）资助学生\n资助300人。"
    )

    assert [(level, label) for level, label, _ in outline(text)] == [
        (1, "二、"),
        (2, "（一）"),
        (2, "（二）"),
        (3, "1、"),
        (4, "（一）"),
        (4, "（二）"),
    ]


def test_a_neighbouring_style_goes_on():
    """（一） followed by （2） is a slip of the pen: both are siblings."""
    text = "一、其他资金\n（一）其他收入\n收入14万元。\n（2） 其他支出\n支出14万元。"

    assert [(level, label) for level, label, _ in outline(text)] == [(1, "一、"), (2, "（一）"), (2, "（2）")]


def test_lost_numbers_are_found_by_what_is_missing():
    """Headings whose automatic numbers got lost stand beside the numbered ones."""
    text = (
        "某区文化馆免费开放专项绩效自评报告\n项目概况\n本年安排免费开放资金40万元，用于开展群众文化活动。\n"
        "二、评价组织情况\n成立工作小组。\n年度目标完成情况\n（一）资金管理\n"
        "支出38万元。\n（二）产出\n演出60场。\n"
        "主要问题及下一步打算\n1.人员不足，专业力量薄弱。\n2.设备陈旧，亟需更新。\n六、其他有关说明\n无"
    )

    assert outline(text) == [
        (1, "", "项目概况"),
        (1, "二、", "评价组织情况"),
        (1, "", "年度目标完成情况"),
        (2, "（一）", "资金管理"),
        (2, "（二）", "产出"),
        (1, "", "主要问题及下一步打算"),
        (1, "六、", "其他有关说明"),
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "1．负责全县公路养护和路政管理。",
        "2、执行率偏低；",
        "（三）各养护站对照年初任务逐条清点工程量，并把现场照片和验收单装订成册。",
        "（二）加强队伍建设。全年培训3期，参训人员160人次。",
        "一是加强组织领导",
        "首先加强组织领导",
        "1. 在改革中提升效能。坚持问题导向，减少审批环节7个。",
        "某县公路建设养护中心",
        "2024年3月12日",
        "附件：养护资金绩效自评表",
    ],
)
def test_numbered_paragraphs_are_no_headings(paragraph):
    """A sentence with a number before it, a signature, a date open no section."""
    text = f"一、概况\n全年投入210万元，养护公路86公里。\n{paragraph}\n二、问题\n进度偏慢。"

    assert [title for _, _, title in outline(text)] == ["概况", "问题"]


def test_a_heading_may_end_with_a_full_stop():
    """一、…。 with text below it is a heading all the same; its title loses the stop."""
    text = (
        "一、强化养护，打造“畅安舒美”的农村公路。\n1.全年实施大中修工程32公里，"
        "投入资金560万元。\n2.处治隐患12处。\n二、问题\n无"
    )

    assert outline(text)[0] == (1, "一、", "强化养护，打造“畅安舒美”的农村公路")


def test_a_list_of_documents_is_no_run_of_headings():
    """Numbered lines with nothing below are a list, though none ends with a stop."""
    text = (
        "一、制度建设\n1.主要制度\n主要制度如下：\n（1）《某省森林防火专项资金管理办法》（某财农〔2023"
        "〕7号）\n"
        "（2）《某省护林员管理办法（试行）》\n（3）《某县国库集中支付办法》\n2.执行情况\n执行良好。"
    )

    assert [title for _, _, title in outline(text)] == ["制度建设", "主要制度", "执行情况"]


def test_an_evaluation_form_is_a_section_of_its_own():
    """The table of the self-evaluation form does not belong to the last section of the report."""
    text = "一、其他有关说明\n无\n2023年护林防火绩效自评表\n项目名称\t护林防火\n主管部门\t林业局\n"
    document = Document.from_text(text)

    assert document.path(text.index("护林")) == ("2023年护林防火绩效自评表",)


def test_a_heading_without_a_number_stays_inside_a_full_list():
    """Where no number is missing, a bare subject is a heading of the section it stands in."""
    text = (
        "一、概况\n主要职责\n负责防汛抗旱工作，管理水库12座。\n人员情况\n"
        "在职31人，退休9人。\n二、收支\n收入90万元，支出88万元。\n三、成效\n"
        "完成。"
    )

    assert outline(text)[:4] == [
        (1, "一、", "概况"),
        (2, "", "主要职责"),
        (2, "", "人员情况"),
        (1, "二、", "收支"),
    ]


def test_sections_nest_and_end_where_the_next_begins():
    """Every section lies in its parent, siblings touch, and the path lists titles from outside in."""
    text = "一、概况\n（一）职责\n负责。\n（二）机构\n2个。\n二、问题\n偏慢。"
    document = Document.from_text(text)

    for section in document.sections:
        assert section.start < section.body <= section.end
        if section.parent is not None:
            parent = document.sections[section.parent]
            assert parent.start < section.start
            assert section.end <= parent.end
    assert document.path(text.index("2个")) == ("概况", "机构")
    assert document.sections[0].end == document.sections[3].start


def test_any_sequence_of_marks_gets_levels():
    """Damaged numbering never raises, and no level is left out by more than one."""
    styles = ["part", "comma", "round", "tier", "number", "point", "bracket", "half", "circle"]
    levels = Levels()
    state = 7
    for _ in range(5000):
        state = (state * 1103515245 + 12345) % 2**31
        mark = Mark(styles[state % 9], state // 9 % 5, "x", 1 + state // 45 % 3)
        before = levels.depth
        placed = levels.place(mark if state % 11 else None, 1 + state % 6 if state % 13 == 0 else None)
        assert 1 <= placed <= 9
        assert placed <= before + 1 or state % 13 == 0


def test_headings_of_a_hard_wrapped_report_may_take_two_lines():
    """A heading that is longer than a line is one heading."""
    body = (
        "全省共安排科技创新专项资金四千二百万元，支持重点研发项目三十六个，"
        "带动社会投入一亿一千万元，形成专利八十五项，"
    )
    lines = [body[at : at + 27] for at in range(0, len(body), 27)]
    heading = ["（一）聚焦重点产业链开展关键核心技术攻关，着力提升产", "业链现代化水平"]
    text = "\n".join(
        ["一、绩效", *lines[:-1], lines[-1] + "成效明显。", *heading, *lines[:-1], lines[-1] + "进展顺利。"]
    )

    assert outline(text)[1][2] == "聚焦重点产业链开展关键核心技术攻关，着力提升产业链现代化水平"
