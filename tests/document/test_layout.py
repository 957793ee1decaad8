"""Blocks, headings, noise and hard wraps of invented reports."""

import re
import textwrap

import pytest

from gouji.document import Cell, Document, Span, Table
from gouji.document.layout import lay_out, readable, with_index


def paragraphs(document):
    return [
        readable(document, block.start, block.end) for block in document.blocks if block.kind == "paragraph"
    ]


def wrapped(paragraph, width, separator, indent=""):
    """Break a paragraph as a page of so many Chinese characters would, its first line 2 shorter."""
    first, rest = paragraph[: width - 2], paragraph[width - 2 :]
    lines = [indent + first, *(rest[at : at + width] for at in range(0, len(rest), width))]
    return separator.join(lines)


OPENING = (
    "为加强财政支出管理，强化支出责任，根据省财政厅有关预算绩效管理工作的通知要求，"
    "我局对林业生态修复补助资金的"
    "使用情况开展了绩效自评，成立了自评工作小组，逐项核对资金账目和项目台账，现将有关情况报告如下。"
)
MONEY = (
    "全年安排林业生态修复补助资金三千二百万元，其中中央资金二千万元、省级资金一千二百万元，"
    "资金已于六月底前全部"
    "下达到各县区，截至年末累计支出二千八百六十万元，预算执行率为百分之八十九点四，"
    "结余资金按规定结转下年使用。"
)
PROBLEM = (
    "部分县区项目前期工作不扎实，作业设计批复时间偏晚，错过了春季造林的最佳时机，"
    "导致资金支出进度偏慢，年末仍有"
    "三个县的执行率低于百分之七十，需要在今后的工作中加以改进。"
)


def hard_wrapped(separator, indent=""):
    return separator.join(
        [
            "贵州省某市林业局",
            "林业生态修复补助资金绩效自评报告",
            wrapped(OPENING, 28, separator, indent),
            "一、资金安排和使用情况",
            wrapped(MONEY, 28, separator, indent),
            "二、存在的问题",
            wrapped(PROBLEM, 28, separator, indent),
        ]
    )


@pytest.mark.parametrize("separator", ["\n", "\n\n", "\r\n", "\r\n\r\n"])
@pytest.mark.parametrize("indent", ["", "\u3000\u3000", "    "])
def test_hard_wrapped_lines_are_one_paragraph(separator, indent):
    """A paragraph broken at the width of the page is one block, whatever stands between the lines."""
    document = Document.from_text(hard_wrapped(separator, indent))

    assert paragraphs(document) == [OPENING, MONEY, PROBLEM]
    assert [section.title for section in document.sections] == ["资金安排和使用情况", "存在的问题"]


def test_a_full_line_that_ends_with_a_semicolon_goes_on():
    """A semicolon at the end of a full line is inside a sentence; a numbered item below it is none of it."""
    lines = wrapped(MONEY, 28, "\n").split("\n")
    broken = [lines[0], lines[1][:27] + "；", *lines[2:]]
    text = "\n".join([wrapped(OPENING, 28, "\n"), *broken, "2.其余事项见附件，", wrapped(PROBLEM, 28, "\n")])

    found = paragraphs(Document.from_text(text))

    assert "".join(broken) in found
    assert any(each.startswith("2.其余事项见附件") for each in found)


def test_one_paragraph_a_line_stays_so():
    """Where every line is a paragraph, none is joined to the next."""
    text = f"贵州省某市林业局绩效自评报告\n{OPENING}\n{MONEY}\n造林任务完成，\n{PROBLEM}"

    assert paragraphs(Document.from_text(text)) == [OPENING, MONEY, "造林任务完成，", PROBLEM]


def test_text_is_never_changed():
    """Blocks, sections and noise are spans of the text as it was given."""
    text = hard_wrapped("\r\n\r\n")
    document = Document.from_text(text)

    assert document.text == text
    for block in document.blocks:
        assert text[block.start : block.end].strip() == text[block.start : block.end] != ""


def test_latin_words_keep_one_blank_at_a_wrap():
    """Two Chinese characters join directly, two latin words with one blank, Chinese and digits directly."""
    text = "采用 Office\nAutomation 系统，支出\n12万\n元"
    document = Document(text)

    assert readable(document, 0, len(text)) == "采用 Office Automation 系统，支出12万元"


def test_bookmarks_are_noise():
    """A word processor's bookmark marks belong to nobody and hide no heading."""
    text = (
        "绩效自评报告\n[bookmark: _Toc1][bookmark: _Ref2]一、[bookmark: 资金]资金情况\n"
        "全年支出[bookmark: _Toc3]35万元。"
    )
    document = Document.from_text(text)

    assert [(section.label, section.title) for section in document.sections] == [("一、", "资金情况")]
    assert document.path(text.index("35")) == ("资金情况",)
    assert paragraphs(document) == ["全年支出35万元。"]
    assert document.is_noise(text.index("_Toc3"))
    assert not document.is_noise(text.index("35"))


@pytest.mark.parametrize("printed", ["7", "- 7 -", "— 7 —", "第 7 页", "第7页 共12页"])
def test_a_page_number_in_mid_sentence_is_noise(printed):
    """The halves of a sentence that a page number tears apart are one paragraph."""
    first, second = MONEY[:26], MONEY[26:]
    text = f"{OPENING}\n\n{first}\n\n\n{printed}\n\n{second}\n\n{PROBLEM}"
    document = Document.from_text(text)

    assert paragraphs(document) == [OPENING, MONEY, PROBLEM]
    assert [text[span.start : span.end] for span in document.noise] == [printed]


def test_a_number_alone_is_no_page_number_without_a_sentence_round_it():
    """A score alone on a line after a complete sentence stays in the report."""
    text = f"{OPENING}\n\n自评得分如下。\n\n93\n\n以上得分由专家组评定。"

    assert Document.from_text(text).noise == ()


def test_page_numbers_that_count_up_are_noise():
    """Numbers 1, 2, 3 a page apart are page numbers also between complete paragraphs."""
    page = "\n\n".join([OPENING, MONEY, PROBLEM])
    text = "".join(f"{page}\n\n{number}\n\n" for number in (1, 2, 3, 4))
    document = Document.from_text(text)

    assert [text[span.start : span.end] for span in document.noise] == ["1", "2", "3", "4"]


def test_a_list_item_begins_a_paragraph_also_between_wrapped_lines():
    """Numbered items are paragraphs of their own; a decimal at a line's start is no number of an item."""
    items = [
        (
            "1.新造林面积二万四千亩，封山育林面积三万一千亩，退化林修复面积一万二千亩，"
            "全部通过县级自查和市级验收，"
        ),
        "成活率达到百分之九十二以上；",
        (
            "2.森林抚育面积一万八千亩，建设防火隔离带四十六公里，新购置防火物资一批，"
            "全年共投入资金二百八十六万元，比上年多"
        ),
        "3.5万元。",
    ]
    document = Document.from_text("\n".join([*wrapped(OPENING, 50, "\n").split("\n"), *items]))

    assert paragraphs(document)[1:] == [items[0] + items[1], items[2] + items[3]]


def test_the_title_is_a_heading_without_a_section():
    """The lines of a report's title open no section."""
    document = Document.from_text(
        f"云南省某县教育体育局\n2023年度整体支出绩效自评报告\n{OPENING}\n一、概况\n无"
    )

    kinds = [(block.kind, block.section) for block in document.blocks]
    assert kinds == [
        ("heading", None),
        ("heading", None),
        ("paragraph", None),
        ("heading", 0),
        ("paragraph", 0),
    ]


def test_blocks_cover_every_visible_character():
    """Apart from noise and blanks every character lies in exactly one block."""
    text = hard_wrapped("\n") + "\n项目\t预算\n造林\t12\n抚育\t8\n\n第 3 页\n"
    document = Document.from_text(text)

    for position, character in enumerate(text):
        inside = [block for block in document.blocks if block.start <= position < block.end]
        assert len(inside) <= 1
        assert inside or character.isspace() or document.is_noise(position)


def test_with_index_leads_back_to_every_character():
    """Each character of the readable text stands at its offset; separators lead to what follows."""
    text = hard_wrapped("\n\n") + "\n\n项目\t预算\n造林\t12\n抚育\t8\n"
    document = Document.from_text(text)

    shown, offsets = with_index(document, 0, len(text))

    assert shown == readable(document, 0, len(text)) == document.content(0, len(text))
    assert len(shown) == len(offsets)
    assert offsets == sorted(offsets)
    for character, offset in zip(shown, offsets, strict=True):
        assert character == text[offset] or character in " |\n"
    assert shown.endswith("项目 | 预算\n造林 | 12\n抚育 | 8")


def test_readable_of_a_part_of_a_table():
    """A stretch of one row shows that row's cells only."""
    text = "收支如下：\n项目\t预算\t决算\n造林\t12\t11\n抚育\t8\t7\n"
    document = Document.from_text(text)

    start = text.index("造林")
    assert readable(document, start, text.index("11") + 2) == "造林 | 12 | 11"
    assert readable(document, text.index("12"), text.index("7") + 1) == "12 | 11\n抚育 | 8 | 7"


def test_given_tables_and_headings_are_used():
    """A format that knows its tables, headings and automatic numbers has the last word."""
    text = "绩效自评报告\n基本情况\n全年支出12万元。\n职责\n造林。\n\n甲\t乙\n\n完。"
    at = text.index("甲")
    cells = (Cell(0, 0, at, at + 1, "甲"), Cell(0, 1, at + 2, at + 3, "乙"))
    headings = {text.index("基本"): (1, "一、"), text.index("职责"): (2, "（一）")}
    document = lay_out(
        text,
        format="docx",
        tables=[Table(at, at + 3, cells)],
        headings=headings,
        pages=(0, 20),
        warnings=("注意",),
    )

    assert [(s.label, s.title, s.level, s.parent) for s in document.sections] == [
        ("一、", "基本情况", 1, None),
        ("（一）", "职责", 2, 0),
    ]
    assert [block.kind for block in document.blocks][-2:] == ["table", "paragraph"]
    assert document.warnings == ("注意",)
    assert [document.page_at(0), document.page_at(25)] == [1, 2]
    assert document.blocks[-1].page == 2


def test_a_long_paragraph_is_no_heading_whatever_its_style_says():
    """A whole paragraph with an outline level, a common slip, stays a paragraph."""
    text = f"一、概况\n{OPENING}\n二、问题\n无"
    document = lay_out(text, format="docx", tables=[], headings={text.index("为加强"): (2, "")})

    assert [section.title for section in document.sections] == ["概况", "问题"]


def test_level_zero_only_numbers_a_paragraph():
    """Automatic numbers (level 0) are read as if they were printed: items of a list are no sections."""
    text = "存在的问题\n执行率偏低。\n指标不够细化。\n下一步措施\n加强管理。"
    numbers = {text.index("存在"): (0, "一、"), text.index("执行"): (0, "1."), text.index("指标"): (0, "2.")}
    document = lay_out(text, format="docx", tables=[], headings=numbers)

    assert document.sections[0].label == "一、"
    assert [s.title for s in document.sections] == ["存在的问题", "下一步措施"]


def test_broken_tables_are_left_out():
    """Tables outside the text, empty or on top of one another cannot hurt."""
    cell = Cell(0, 0, 0, 1, "甲")
    tables = [Table(0, 3, (cell,)), Table(1, 2, (cell,)), Table(5, 99, (cell,)), Table(4, 5, ())]

    assert [table.start for table in lay_out("甲乙丙丁戊", tables=tables).tables] == [0]


def test_merges_beyond_reason_are_undone():
    """A grid of billions of places is not built."""
    cells = tuple(Cell(0, at, 0, 1, "甲", row_span=50_000, column_span=100) for at in range(10))

    (table,) = lay_out("甲乙", tables=[Table(0, 1, cells)]).tables

    assert table.n_rows == 1
    assert not table.regular


def test_given_noise_is_kept():
    """Noise that a format found itself is merged with what the layout finds."""
    text = "某局绩效自评\n一、概况\n支出[bookmark: a]3万元。"
    document = lay_out(text, noise=[Span(0, 6)])

    assert document.noise == (Span(0, 6), Span(text.index("["), text.index("]") + 1))
    assert document.blocks[0].kind == "heading"
    assert document.blocks[0].start == text.index("一、")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "\t",
        "\n\t",
        "\r",
        "|",
        "一、",
        "（",
        "[bookmark:",
        "\f",
        "1.",
        "\u200b",
        "-",
        "|-|",
        "a|b\n-|-",
        "\n\t\n\n\t",
    ],
)
def test_scraps_are_laid_out(text):
    """No scrap of layout makes it fail, and nothing is lost."""
    document = Document.from_text(text)

    assert document.text == text
    assert with_index(document, 0, len(text))[0] == readable(document, -5, len(text) + 5)


@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        "\t",
        "\n\t",
        "\n\n\tx",
        "（",
        "“",
        "[bookmark:",
        "|a|b|\n",
        "a\tb\n",
        "1.",
        "一、甲\n",
        "\u200b ",
        "。",
        "\n\n9\n\n",
        "第1页\n",
    ],
)
def test_time_grows_with_the_text(unit):
    """Eight times the text takes about eight times as long, not sixty-four."""
    from time import process_time

    def seconds(size):
        text = unit * (size // len(unit))
        begun = process_time()
        lay_out(text)
        return process_time() - begun

    small = min(seconds(5_000) for _ in range(3))
    assert seconds(40_000) < 15 * small + 0.25


def test_form_feeds_do_not_split_a_sentence():
    """A page break in mid-sentence is bridged."""
    lines = wrapped(MONEY, 28, "\n").split("\n")
    text = wrapped(OPENING, 28, "\n") + "\n" + "\n".join([lines[0], "\f" + lines[1], *lines[2:]])

    assert paragraphs(Document.from_text(text)) == [OPENING, MONEY]


def test_contents_are_no_headings():
    """A table of contents opens no sections."""
    text = (
        textwrap.dedent("""\
        绩效自评报告
        目录
        一、基本情况..........1
        二、存在的问题……………3
        """)
        + f"一、基本情况\n{OPENING}\n二、存在的问题\n{PROBLEM}"
    )

    assert [section.title for section in Document.from_text(text).sections] == ["基本情况", "存在的问题"]


def test_a_short_report_with_few_full_lines():
    """Headings and signatures outnumber the full lines, and the few wraps are joined all the same."""
    text = """
                    广西某县乡村振兴局
          衔接推进乡村振兴补助资金绩效自评报告

    一、项目基本情况
    （一）项目立项背景
    为巩固拓展脱贫攻坚成果，根据自治区财政厅《关于下达衔接资
金的通知》（桂财农〔2022〕86号），我县共安排衔接资金9,560.35
万元，其中县级配套800万元。
    （二）项目实施内容
    1.产业发展类。安排资金5,800万元，实施项目42个，主要用于特
色种植养殖、农产品加工等。
    2.基础设施类。安排资金3,500万元。
    二、存在的问题
    一是部分项目进度滞后。
                         — 2 —
    二是绩效目标不够科学。

                              广西某县乡村振兴局
                                2023年3月15日
"""
    shown = paragraphs(Document.from_text(text))

    assert shown[0].endswith("我县共安排衔接资金9,560.35万元，其中县级配套800万元。")
    assert shown[1] == "1.产业发展类。安排资金5,800万元，实施项目42个，主要用于特色种植养殖、农产品加工等。"
    assert shown[2:] == [
        "2.基础设施类。安排资金3,500万元。",
        "一是部分项目进度滞后。",
        "二是绩效目标不够科学。",
        "广西某县乡村振兴局",
        "2023年3月15日",
    ]


def test_a_number_in_a_column_is_no_page_number():
    """Where every line stands apart, as in text from a PDF, a lone number is one of them."""
    lines = [
        "开展森林防火宣传活动和应急演练的完成情况说明",
        "12",
        "群众对生态护林员队伍工作的满意程度调查",
        "95",
    ]
    text = "\n\n".join([OPENING, *lines, PROBLEM])

    assert Document.from_text(text).noise == ()


def lost_indent(*bodies):
    """Paragraphs whose first line is two characters shorter because the indent got lost."""
    return "\n".join(wrapped(body, 28, "\n") for body in bodies)


def test_a_full_line_that_ends_a_sentence():
    """Where lost indents show as shorter first lines, the next line's width tells a paragraph's end."""
    first = "资金全部用于村级公益事业建设，由乡镇财政所统一核算。"
    rest = (
        "经核实，二十八个村的道路硬化工程已经全部完工并交付使用，群众出行条件得到明显改善，受益四千三百人。"
    )
    other = "县财政局会同农业农村局制定了资金管理办法，明确了申报、审核、拨付、验收等各个环节的要求。"
    bodies = [OPENING, MONEY, PROBLEM, other, OPENING, first + rest, PROBLEM, other, first, other, OPENING]

    assert len(first) == 26
    assert paragraphs(Document.from_text(lost_indent(*bodies))) == bodies


@pytest.mark.parametrize("number", ["1286.50", "１２８６．５０"])
@pytest.mark.parametrize("blank", [" ", "\u3000"])
def test_a_unit_below_its_number_continues_the_line(number, blank):
    """Neither the width of the digits nor a blank before the unit ends a paragraph between number and unit."""
    first = "　　三是加强渡口和航标的日常养护，全年落实养护资金和应急抢通补助资金合计"
    text = "\n".join(
        [OPENING[at : at + 36] for at in range(0, len(OPENING), 36)]
        + [MONEY[at : at + 36] for at in range(0, 72, 36)]
        + [f"{first[:32]}{number}", f"{blank}万元，用于省界航道的维护和应急抢通。"]
    )
    found = paragraphs(Document.from_text(text, name="report"))
    assert any(re.search(r"50\s*万元|５０\s*万元", each) for each in found)


def test_a_kept_indent_tells_first_lines():
    """Where first lines keep their indent, a narrow line at the margin goes on with the numbered one above."""
    body = OPENING + MONEY
    full = [body[at : at + 38] for at in range(0, 114, 38)]
    filler = ["    " + full[0][:36], full[1], full[2], "以上资金均已拨付到位。"] * 5
    above = "    3.排灌站维修项目，更换水泵十八台并清理进水渠、护坡和检修便道共七处；栽植"
    below = "各类护岸林木一万余株并落实后期管护责任，资金由县级财政和各受益乡镇"
    document = Document.from_text("\n".join([*filler, above, below]))

    assert [block for block in paragraphs(document) if "更换水泵" in block] == [above.strip() + below]
