"""RATIO-EXEC: execution rates in prose and in the table of funds."""

from __future__ import annotations

import pytest


def test_a_rate_is_recomputed_half_up(expressions):
    """71.225 % is printed as 71.23 %."""
    text = "县档案馆到位资金160万元，已支出113.96万元，执行率71.23%。"
    assert expressions(text, "RATIO-EXEC") == [("confirmed", "113.96 ÷ 160 = 71.23%")]


def test_a_wrong_rate_is_contradicted(check):
    """The message holds both amounts, the true rate and the gap, in both languages."""
    (finding,) = check("全年预算数251.89万元，实际支出238.93万元，预算执行率95.84%。", "RATIO-EXEC").findings
    assert finding.expression == "238.93 ÷ 251.89 = 94.85% ≠ 95.84%"
    assert "94.85%" in finding.message_zh
    assert "0.99个百分点" in finding.message_zh
    assert "0.99 percentage points" in finding.message_en


def test_each_clause_keeps_its_own_rate(expressions):
    """Amounts behind a semicolon belong to the next rate."""
    text = (
        "育种项目到位资金120万元，支出总额90万元，预算执行率达到75%；"
        "推广项目到位资金80万元，支出总额44万元，预算执行率达到55%。"
    )
    assert expressions(text, "RATIO-EXEC") == [
        ("confirmed", "90 ÷ 120 = 75%"),
        ("confirmed", "44 ÷ 80 = 55%"),
    ]


@pytest.mark.parametrize(
    "after", ["调整后预算", "追加后全年预算", "全年预算数", "调增后预算数", "预算调整为", "调增后为"]
)
def test_a_rate_is_of_the_budget_after_its_adjustment(check, after):
    """Of two budgets in one clause the adjusted one counts; that the rate is of the other is in the message."""
    text = f"年初预算200万元，{after}250万元，实际支出190万元，执行率{{}}%。"
    (finding,) = check(text.format("95"), "RATIO-EXEC").findings
    assert finding.status == "contradicted"
    assert "年初预算200万元计算则相符" in finding.message_zh
    assert check(text.format("76"), "RATIO-EXEC").counts()["confirmed"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "年初预算200万元，调整后预算250万元，实际支出190万元，按年初预算计算执行率95%。",
        "年初预算200万元，年中调整增加50万元，实际支出190万元，执行率95%。",
        "年初预算200万元，预算调整50万元，实际支出190万元，年初预算执行率95%。",
    ],
)
def test_a_rate_that_is_said_to_be_of_the_opening_budget_is(check, text):
    """By its words, or where no budget after the adjustment is printed."""
    assert check(text, "RATIO-EXEC").counts()["contradicted"] == 0


FAR = "林下经济项目下达资金1250万元。{more}\n二、使用情况\n年内累计支出1076.50万元，支出率为{rate}%。"


def test_a_base_in_another_section_confirms(expressions):
    """Without a base in its own sentence a rate is confirmed by one above."""
    text = FAR.format(more="", rate="86.12")
    assert expressions(text, "RATIO-EXEC") == [("confirmed", "1076.50 ÷ 1250 = 86.12%")]


def test_the_only_base_of_a_report_can_contradict(expressions):
    """One budget in the whole text is the base; among many it would be a guess."""
    one = expressions(FAR.format(more="", rate="88.12"), "RATIO-EXEC")
    assert one == [("contradicted", "1076.50 ÷ 1250 = 86.12% ≠ 88.12%")]
    more = "第一批下达资金1100万元，第二批下达资金1150万元，第三批下达资金1180万元。"
    many = expressions(FAR.format(more=more, rate="88.12"), "RATIO-EXEC")
    assert [status for status, _ in many] == ["undetermined"]


def test_a_budget_rate_over_the_funds_received_is_contradicted(check):
    """预算执行率 divides by the budget; that it was made with 到位资金 is named."""
    text = (
        "调整后全年预算2620.00万元。\n二、资金到位与支出\n"
        "奖补资金实际到位2555.00万元，到位率97.52%；实际支出2486.30万元，预算执行率97.31%。"
    )
    (finding,) = check(text, "RATIO-EXEC").findings
    assert finding.expression == "2486.30 ÷ 2620.00 = 94.9% ≠ 97.31%"
    assert finding.alternatives == ("奖补资金实际到位2555.00万元",)


@pytest.mark.parametrize(
    "text",
    [
        "预算资金100万元，实际支出80万元，预算执行率要达到95%以上。",
        "全年预算执行率为98.5%。",
        "预算0万元，支出0万元，执行率100%。",
    ],
)
def test_what_cannot_be_computed_is_not_contradicted(check, text):
    """A goal, a rate without amounts and a zero divisor contradict nothing."""
    assert check(text).counts()["contradicted"] == 0


FUNDS = """附件：项目支出绩效自评表

\t项目资金
（万元）
\t
\t年初预算数
\t全年预算数
\t全年执行数
\t执行率
\t分值
\t得分

\t
\t年度资金总额
\t60
\t75
\t{executed}
\t{rate}
\t10分
\t10

"""


def test_the_table_of_funds_divides_by_the_adjusted_budget(expressions):
    """全年执行数 over 全年预算数 is the rate of the 自评表."""
    assert expressions(FUNDS.format(executed="60", rate="80%"), "RATIO-EXEC") == [
        ("confirmed", "60 ÷ 75 = 80%")
    ]


def test_a_wrong_base_in_the_table_is_named(check):
    """A rate over the budget of the year's start is contradicted, and the message says what fits."""
    (finding,) = check(FUNDS.format(executed="60", rate="100%"), "RATIO-EXEC").findings
    assert finding.expression == "60 ÷ 75 = 80% ≠ 100%"
    assert finding.alternatives == ("年初预算数",)
    assert "年初预算数计算则相符" in finding.message_zh


def test_a_received_rate_divides_what_arrived(expressions):
    """到位率 is 到位 over 预算."""
    text = "下达预算资金60万元，实际到位资金45万元，到位率为80％。"
    assert expressions(text, "RATIO-RECEIVED") == [("contradicted", "45 ÷ 60 = 75% ≠ 80%")]


def test_budgeted_expenditure_is_a_base(expressions):
    """预算支出 is what was planned, 支出 what was spent."""
    text = "全年预算收入800万元，完成760万元；预算支出780万元，支出748.8万元，执行率96%。"
    assert expressions(text, "RATIO-EXEC") == [("confirmed", "748.8 ÷ 780 = 96%")]
