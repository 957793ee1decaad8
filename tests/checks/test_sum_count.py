"""SUM-COUNT: counts and the counts that make them up, in prose and in items below a line."""

from __future__ import annotations

import pytest


def test_brackets_in_a_list_are_a_tree(expressions):
    """A bracket splits the item before it and adds nothing to the list around it."""
    text = (
        "全县现有合作社41家，其中，种植社26家（9家省级社，17家市级社），养殖社15家（4家省级社，11家市级社）。"
    )
    assert expressions(text, "SUM-COUNT") == [
        ("confirmed", "26 + 15 = 41"),
        ("confirmed", "9 + 17 = 26"),
        ("confirmed", "4 + 11 = 15"),
    ]


def test_a_wrong_bracket_does_not_spoil_the_list_around_it(expressions):
    """Only the level that does not close is contradicted."""
    text = "现有合作社41家，其中，种植社26家（9家省级社，18家市级社），养殖社15家。"
    assert expressions(text, "SUM-COUNT") == [
        ("confirmed", "26 + 15 = 41"),
        ("contradicted", "9 + 18 = 27 ≠ 26"),
    ]


@pytest.mark.parametrize(
    "lead", ["支持项目52个，具体方向如下：", "项目数52个。资金投向以下方面：项目数52个："]
)
def test_items_that_all_print_their_number(expressions, lead):
    """The 项目数 of every item below a line add up to the number that the line names."""
    text = f"一、资金安排\n下达资金640万元，{lead}\n" + (
        "1.桥梁加固310万元，项目数21个；\n2.渡口改造210万元，项目数17个；\n3.隧道照明120万元，项目数13个。\n"
    )
    assert ("contradicted", "21 + 17 + 13 = 51 ≠ 52") in expressions(text, "SUM-COUNT")


@pytest.mark.parametrize(
    "text",
    [
        "现有编制30名，其中党员12名、女性9名。",
        "支持项目52个，其中重点项目有：\n1.桥梁加固，项目数21个；\n2.渡口改造，项目数17个。\n",
        "培训学员400人，具体如下：\n1.船员班，学员180人；\n2.渡工班，学员160人。\n",
        "支持项目52个，具体如下：\n1.桥梁加固310万元；\n2.渡口改造210万元，项目数17个。\n",
    ],
)
def test_what_may_overlap_or_is_not_all_proves_nothing(check, text):
    """Groups of persons, 主要, and items without a number are never contradicted."""
    assert check(text, "SUM-COUNT").counts()["contradicted"] == 0


def test_amounts_are_not_counted_here(check):
    """Amounts are those of SUM-PART."""
    assert not check("全年支出10万元，其中：渡口4万元、桥梁6万元。", "SUM-COUNT").findings
