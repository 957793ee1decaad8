"""Counts of prose against the total row of a table, and totals that lost a cell."""

import pytest

REPORT = """全县{name}的改造全部开工，涉及居民3,450户、楼栋{buildings}栋。各镇任务见下表。
镇村
小区数（个）
楼栋数（栋）
户数（户）
东塘镇
12
104
1,620
西塘镇
9
81
1,230
南塘镇
5
43
600
合计
26
228
3,450
"""
TABLE = """单位：万元
序号
乡镇
下达金额
支出金额
执行率
1
东塘镇
310.00
294.50
95.00%
2
西塘镇
285.00
256.50
90.00%
3
南塘镇
265.00
238.50
90.00%
合　计
860.00
{total}
91.80%
"""


def test_a_count_of_prose_is_that_of_the_table(expressions):
    """Beside a count that agrees with one total the next one is held against its own column."""
    held = expressions(REPORT.format(name="26个小区", buildings=228), "XREF-EQUAL")
    assert ("confirmed", "228 = 228") in held
    broken = expressions(REPORT.format(name="26个小区", buildings=282), "XREF-EQUAL")
    assert ("contradicted", "228 ≠ 282") in broken


@pytest.mark.parametrize(
    "text",
    [
        # another year, a part of the year's work, a sentence that agrees with nothing in the table
        REPORT.replace("、楼栋{buildings}栋", "，其中已完工楼栋{buildings}栋"),
        REPORT.replace("3,450户、楼栋", "9,999户、楼栋"),
        REPORT.replace("楼栋数（栋）", "计划楼栋数（栋）"),
    ],
)
def test_counts_of_something_else_stay_silent(check, text):
    """What is done so far, what is planned, and sentences on other objects are not the total of the table."""
    text = text.format(name="26个小区", buildings=190).replace("9,999户", "2,118户", 1)
    assert [f.message_zh for f in check(text, "XREF-EQUAL").contradicted] == []


def test_a_total_row_without_its_serial(expressions):
    """The figures of a total that lost the cell below 序号 keep the units of their own columns."""
    held = expressions(TABLE.format(total="789.50"), "TAB-COL")
    assert ("confirmed", "294.50 + 256.50 + 238.50 = 789.50") in held
    broken = expressions(TABLE.format(total="798.50"), "TAB-COL")
    assert ("contradicted", "294.50 + 256.50 + 238.50 = 789.50 ≠ 798.50") in broken
