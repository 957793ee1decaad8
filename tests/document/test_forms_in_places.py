"""Forms in columns of blanks: what stands below a head is its cell, whatever other cells the line has."""

from __future__ import annotations

import pytest

import gouji
from gouji.document import Document

HEAD = "青原县2024年度文化惠民项目支出绩效自评报告\n附件\n"
UPPER = """    一级                                          年度           实际
    指标     二级指标           三级指标           指标值         完成值     分值   得分    偏差原因
"""
WORDS = """   一级指   二级指标           三级指标           指标值         完成值     分值   得分    偏差原因
     标
"""
ROWS = """             数量指标         送戏下乡场次         ≥120场        126场        20     20
                            新建村级文化活动
    产出                                           15个           14个        20     18      1处选址未定
                                广场数
    指标     质量指标        设施验收合格率          100%           100%        20     20
    效益     社会效益           受益人口           ≥8000人       8,600人       20     20
    指标   可持续影响           管护机制             健全          健全        10     10
   满意度    服务对象         群众满意度            ≥90%         {}        10     10
                                总分                                         100     {}
"""


def indicators(text: str) -> list[list[str]]:
    (table,) = Document.from_text(text).tables
    return [[cell.text for cell in row] for row in table.rows()]


def told(text: str, *ids: str) -> list[str]:
    findings = gouji.check(Document.from_text(text, name="report")).findings
    return [each.message_zh for each in findings if each.status == "contradicted" and each.check in ids]


@pytest.mark.parametrize("head", [UPPER, WORDS])
def test_the_cells_stand_below_their_heads(head):
    """A line without the name of its group has its cells in their columns; a name of two lines is one name."""
    rows = indicators(HEAD + head + ROWS.format("93.5%", "98"))
    assert rows[1][:5] == ["送戏下乡场次", "≥120场", "126场", "20", "20"]
    assert rows[2] == ["新建村级文化活动广场数", "15个", "14个", "20", "18", "1处选址未定"]
    assert rows[6][:5] == ["群众满意度", "≥90%", "93.5%", "10", "10"]
    assert len(rows) == 8


@pytest.mark.parametrize("head", [UPPER, WORDS])
def test_only_what_is_blank_is_missing(head):
    """No value of such a form is missing until one is taken out."""
    form = HEAD + head + ROWS
    assert not told(form.format("93.5%", "98"), "TAB-MISSING", "SCORE-SUM", "SCORE-WEIGHT", "SCORE-LOGIC")
    (message,) = told(form.format("     ", "98"), "TAB-MISSING")
    assert "群众满意度（完成值）" in message


@pytest.mark.parametrize("head", [UPPER, WORDS])
def test_a_wrong_total_of_such_a_form_is_told(head):
    """The scores make 98 and not 99."""
    assert told(HEAD + head + ROWS.format("93.5%", "99"), "SCORE-SUM")


def test_three_rows_of_four_columns_of_numbers_have_a_head():
    """Names of columns that say nothing to a reader of words head the numbers below them all the same."""
    text = """青原县2024年度就业补助自评报告

名目                    全年        上半年        比重        下半年        步调
新增岗位（个）          5200        2964          57.00%      5460          105.00%
技能培训（人次）        3000        1320          44.00%      3096          103.20%
担保贷款（万元）        8000        4640          58.00%      8216          102.70%

特此报告。
"""
    (table,) = Document.from_text(text).tables
    assert (table.n_rows, table.n_columns) == (4, 6)
