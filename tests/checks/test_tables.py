"""Checks of tables: totals by row and column, balances, the points of a 自评表."""

from __future__ import annotations

import pytest

BALANCE = """三、收支情况

单位：万元
\t项 目
\t基本支出
\t项目支出
\t合 计

\t年初结余
\t10.00
\t5.00
\t15.00

\t本年收入
\t420.50
\t180.25
\t600.75

\t本年支出
\t425.50
\t{project}
\t605.75

\t年末结余
\t5.00
\t5.00
\t10.00

以上数据取自决算报表。
"""


def test_a_table_that_closes_is_confirmed(check):
    """Rows add up to 合计, and every column balances."""
    counts = check(BALANCE.format(project="180.25"), "TAB-ROW", "FIN-BALANCE").counts()
    assert counts == {"confirmed": 7, "contradicted": 0, "tail": 0, "undetermined": 0}


def test_one_wrong_cell_is_one_cluster(check):
    """A changed cell breaks its row and its column; one edit restores both."""
    wrong = check(BALANCE.format(project="190.25"), "TAB-ROW", "FIN-BALANCE").contradicted
    assert {finding.check for finding in wrong} == {"TAB-ROW", "FIN-BALANCE"}
    assert {finding.root for finding in wrong} == {"r1"}
    assert {finding.repairs[0].text for finding in wrong} == {"180.25"}


PROJECTS = """各项目明细如下：

| 序号 | 项目 | 金额（万元） |
| --- | --- | --- |
| 1 | 渠道清淤 | 82.40 |
| 2 | 泵站更新 | 55.10 |
| 3 | 水质监测 | 12.50 |
| 合计 |  | {total} |
"""


@pytest.fixture
def markdown(check, tmp_path):
    """Audit a Markdown report."""
    from gouji.checks import all_checks
    from gouji.facts import Facts
    from gouji.figures import find_figures
    from gouji.formats import read
    from gouji.ledger import audit

    def run(text: str):
        path = tmp_path / "report.md"
        path.write_text("# 年度绩效自评报告\n\n项目支出情况说明。\n\n" + text, encoding="utf-8")
        document = read(path)
        return audit(Facts(document, find_figures(document)), all_checks())

    return run


def test_rows_add_up_to_their_total(markdown):
    """The row 合计 is the sum of the rows above it."""
    (finding,) = (f for f in markdown(PROJECTS.format(total="150.00")).findings if f.check == "TAB-COL")
    assert (finding.check, finding.status) == ("TAB-COL", "confirmed")


def test_a_wrong_total_row_is_contradicted(markdown):
    """A total with a changed digit is found and repaired."""
    (finding,) = markdown(PROJECTS.format(total="160.00")).contradicted
    assert finding.expression == "82.40 + 55.10 + 12.50 = 150.00 ≠ 160.00"
    assert "150.00" in [repair.text for repair in finding.repairs]


def test_subtotals_take_the_place_of_their_rows(markdown):
    """小计 closes its own rows, and 合计 adds the 小计."""
    table = """| 项目 | 金额（万元） |
| --- | --- |
| 渠道 | 80.00 |
| 泵站 | 20.00 |
| 小计 | 100.00 |
| 监测 | 30.00 |
| 培训 | 15.00 |
| 小计 | 45.00 |
| 合计 | 145.00 |
"""
    assert [finding.expression for finding in markdown(table).findings] == [
        "80.00 + 20.00 = 100.00",
        "30.00 + 15.00 = 45.00",
        "100.00 + 45.00 = 145.00",
    ]


def test_rows_of_which_some_are_among_others_are_open(markdown):
    """A row 其中 is part of the row above: the column does not close, and nothing is contradicted."""
    table = """| 项目 | 金额（万元） |
| --- | --- |
| 基本支出 | 80.00 |
| 其中：人员经费 | 60.00 |
| 项目支出 | 20.00 |
| 合计 | 100.00 |
"""
    assert markdown(table).counts()["contradicted"] == 0


def test_a_balance_in_prose(expressions):
    """年初 + 收入 − 支出 = 年末, in one sentence."""
    text = "年初结余20.50万元，全年收入300.00万元，全年支出290.50万元，年末结余{left}万元。"
    assert expressions(text.format(left="30.00"), "FIN-BALANCE") == [
        ("confirmed", "20.50 + 300.00 − 290.50 = 30.00")
    ]
    (wrong,) = expressions(text.format(left="0"), "FIN-BALANCE")
    assert wrong == ("contradicted", "20.50 + 300.00 − 290.50 = 30.00 ≠ 0")


def test_recovered_funds_leave_a_balance_open(check):
    """Where the treasury took money back, the balance need not close."""
    text = "年初结余0万元，全年收入300.00万元，全年支出290.50万元，年末结余0万元，剩余资金已由财政收回。"
    assert check(text, "FIN-BALANCE").counts()["contradicted"] == 0


def test_an_adjusted_budget_is_the_first_one_and_what_was_added(expressions):
    """年初预算 + 追加 + 结转 = 调整后预算."""
    text = (
        "年初批复预算540.67万元，年中追加预算222.18万元，"
        "加上上年结转10.00万元，调整后的全年预算为{total}万元。"
    )
    assert expressions(text.format(total="772.85"), "FIN-ADJUST") == [
        ("confirmed", "540.67 + 222.18 + 10.00 = 772.85")
    ]
    assert expressions(text.format(total="727.85"), "FIN-ADJUST")[0][0] == "contradicted"


POINTS = """| 一级指标 | 指标名称 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| --- | --- | --- | --- | --- | --- |
| 产出指标 | 清淤长度 | ≥12公里 | 12.6公里 | 50 | {score} |
| 效益指标 | 灌溉受益面积 | ≥3万亩 | 3.1万亩 | 30 | 28.5 |
| 满意度指标 | 农户满意度 | ≥90% | 93% | 20 | 20 |
| 总分 |  |  |  | 100 | 98.5 |
"""


def test_points_that_add_up(markdown):
    """Weights and scores make their totals, and no score exceeds its weight."""
    found = markdown(POINTS.format(score="50")).findings
    assert {finding.status for finding in found} == {"confirmed"}
    sums = [f.expression for f in found if f.check in ("SCORE-SUM", "SCORE-WEIGHT")]
    assert "50 + 30 + 20 = 100" in sums
    assert "50 + 28.5 + 20 = 98.5" in sums


def test_a_score_above_its_weight(markdown):
    """60 of 50 points is contradicted twice over: by its row and by the total."""
    wrong = markdown(POINTS.format(score="60")).contradicted
    assert [finding.expression for finding in wrong] == ["60 > 50", "60 + 28.5 + 20 = 108.5 ≠ 98.5"]
    assert {finding.root for finding in wrong} == {"r1"}


def test_a_balance_of_what_arrived(expressions):
    """结余 is what arrived less what was spent; the base that fits is taken."""
    text = "全年预算90万元，实际到位86万元。全年支出81.7万元，年末结余{left}万元。"
    assert expressions(text.format(left="4.3"), "DIFF") == [("confirmed", "86 − 81.7 = 4.3")]
    assert expressions(text.format(left="5.3"), "DIFF")[0][0] == "contradicted"


def test_what_was_taken_back_lessens_the_grant(expressions):
    """共计 less 收回 is what was released."""
    text = "奖补资金共计1904万元，两个村退出，收回资金20万元，实际发放{net}万元。"
    assert expressions(text.format(net="1884"), "DIFF") == [("confirmed", "1904 − 20 = 1884")]
    assert expressions(text.format(net="1848"), "DIFF") == [("contradicted", "1904 − 20 = 1884 ≠ 1848")]


def test_a_grant_per_head_times_their_number(expressions):
    """Each clause has its own number, price and product."""
    text = "奖励3家龙头企业，每家50万元，共计150万元；扶持10家合作社，每家8万元，共计{sum}万元。"
    assert expressions(text.format(sum="80"), "PROD") == [
        ("confirmed", "3家 × 50万元 = 150万元"),
        ("confirmed", "10家 × 8万元 = 80万元"),
    ]
    assert expressions(text.format(sum="90"), "PROD")[1] == ("contradicted", "10家 × 8万元 = 80万元 ≠ 90万元")


@pytest.mark.parametrize(
    "heads", ["合计 | 基本支出 | 其中：人员经费 | 项目支出", "合计 | 基本支出 | 人员经费 | 项目支出"]
)
def test_columns_of_which_some_are_among_others_are_open(markdown, heads):
    """人员经费 is part of 基本支出, whether the head says so or not."""
    table = f"单位：万元\n\n| 科目 | {heads} |\n| --- | --- | --- | --- | --- |\n"
    table += "| 教育支出 | 100.00 | 60.00 | 50.00 | 40.00 |\n| 卫生支出 | 50.00 | 30.00 | 20.00 | 20.00 |\n"
    assert markdown(table).counts()["contradicted"] == 0


def test_rows_named_as_parts_of_each_other_are_open(markdown):
    """基本支出 above 人员经费 and 公用经费, without 其中 and without numbers."""
    table = "单位：万元\n\n| 项目 | 金额 |\n| --- | --- |\n| 基本支出 | 80.00 |\n| 人员经费 | 60.00 |\n"
    table += "| 公用经费 | 20.00 |\n| 项目支出 | 20.00 |\n| 合计 | 100.00 |\n"
    assert markdown(table).counts()["contradicted"] == 0
