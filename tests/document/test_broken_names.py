"""Names of rows that are broken over two lines, and heads that name purses and districts."""

from __future__ import annotations

from gouji import Document, check

BROKEN = """表1  部门支出按经济分类情况表      单位：万元
   经济分类科目                  基本支出        项目支出            合计
   工资福利支出                  1,216.07            0.00        1,216.07
   商品和服务支出                  146.10          396.81          542.91
   对个人和家庭的                   62.15          153.51          215.66
   补助
   资本性支出                       38.26           92.83          131.09
   合  计                        1,462.58          643.15        2,105.73

本表数据取自部门决算。
"""
BELOW = BROKEN.replace("   补助\n", "").replace("   合  计 ", "   补助\n   合  计 ")
CELLS = """各县（市、区）资金下达情况见下表。
单位：万元
县（市、区）
中央
省级
市级
下达小计
到位金额
到位率
东屏区
312.00
86.00
42.00
440.00
440.00
100.00%
河口县
{central}
274.00
60.00
2,320.00
2,320.00
100.00%
云坡县
1,145.00
482.00
118.00
1,745.00
1,725.00
98.85%
合计
3,443.00
842.00
220.00
4,505.00
4,485.00
99.56%
"""


def names(text: str) -> list[str]:
    table = Document.from_text(text).tables[0]
    return [row[0].text for row in table.rows()]


def test_the_rest_of_a_name_belongs_to_the_row_above() -> None:
    """对个人和家庭的 and 补助 below it are one name, and the rows below stay in the table."""
    assert names(BROKEN) == [
        "经济分类科目", "工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出", "合  计",
    ]  # fmt: skip
    report = check(Document.from_text(BROKEN))
    assert report.contradicted == ()
    assert sum(f.check in ("TAB-COL", "TAB-ROW") for f in report.confirmed) >= 5


def test_a_line_below_a_short_name_is_no_rest_of_it() -> None:
    """资本性支出 does not fill its column: what stands below it ends the table."""
    assert all("资本性支出补助" not in name for name in names(BELOW))


def test_what_is_broken_is_told_in_the_right_row() -> None:
    """92.83 for 92.38: the row and the column of 资本性支出, and nothing of the row with the broken name."""
    wrong = check(Document.from_text(BROKEN.replace("92.83 ", "92.38 ")))
    told = {operand.label for finding in wrong.contradicted for operand in finding.operands}
    assert any("资本性支出" in label for label in told)
    assert {finding.check for finding in wrong.contradicted} <= {"TAB-COL", "TAB-ROW"}


def test_purses_and_districts_head_columns() -> None:
    """县（市、区）, 中央, 省级, 市级 and 小计 are a head: the row that does not add up is told."""
    right = check(Document.from_text(CELLS.format(central="1,986.00")))
    assert right.contradicted == ()
    assert right.document.tables[0].n_columns == 7
    wrong = check(Document.from_text(CELLS.format(central="1,968.00")))
    assert {finding.check for finding in wrong.contradicted} >= {"TAB-RULE", "TAB-COL"}


def test_a_rate_behind_a_rank_is_that_of_its_row() -> None:
    """云坡县次之，到位率为98.58%: the table prints 98.85%."""
    prose = "分县看，东屏区到位率最高；云坡县次之，到位率为{}%。\n\n"
    right = check(Document.from_text(prose.format("98.85") + CELLS.format(central="1,986.00")))
    assert right.contradicted == ()
    wrong = check(Document.from_text(prose.format("98.58") + CELLS.format(central="1,986.00")))
    assert [finding.check for finding in wrong.contradicted] == ["XREF-EQUAL"]


def test_instalments_head_columns() -> None:
    """第一批 and 第二批 are no figures of a row: each row makes its 合计."""
    rows = (
        "地区　　　第一批　　第二批　　合计\n东屏市　　1,240　　2,130　　3,370\n河口市　　1,180　　760　　　1,940\n"
        "云坡市　　460　　　1,320　　{}\n合计　　　2,880　　4,210　　7,090\n"
    )
    assert check(Document.from_text("（单位：万元）\n" + rows.format("1,780"))).contradicted == ()
    wrong = check(Document.from_text("（单位：万元）\n" + rows.format("1,870")))
    assert {finding.check for finding in wrong.contradicted} == {"TAB-COL", "TAB-ROW"}


def test_a_head_right_above_rows_with_blank_lines_between_them() -> None:
    """The head stands directly above the first row, and a blank line between all others."""
    rows = ["1      锅炉淘汰（台）      200      215      107.50%", "2      企业治理（家）      30      33      110.00%",
            "3      水源保护（处）      24      24      100.00%", "4      污水治理（吨）      5000      4620      {}"]  # fmt: skip
    text = "序号   指标名称      目标值    完成值    完成率\n" + "\n\n".join(rows) + "\n"
    assert [f.check for f in check(Document.from_text(text.format("92.40%"))).contradicted] == ["TARGET-MET"]
    told = {f.check for f in check(Document.from_text(text.format("94.20%"))).contradicted}
    assert told == {"TARGET-MET", "RATIO-DONE"}
