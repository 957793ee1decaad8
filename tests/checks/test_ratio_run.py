"""RATIO-RUN: printed rates and the amounts beside them, whatever words lead over from the ones to the others."""

from __future__ import annotations

import pytest

OTHER_BASE = [
    # of the value after the change
    ("2023年公务接待费7.36万元，2022年是9.20万元，一年少花1.84万元，降幅25.00%。", "20% ≠ 25.00%"),
    ("全年会议费12.48万元，与上年的15.60万元相比减支3.12万元，压减比例25.00%。", "20% ≠ 25.00%"),
    ("2022年接待游客52.40万人次，2023年接待61.25万人次，多出8.85万人次，增幅14.45%。", "16.89% ≠ 14.45%"),
    ("政府采购预算860.50万元，实际采购791.66万元，省下68.84万元，节约率8.70%。", "68.84 ÷ 860.50 = 8% ≠ 8.70%"),
    ("送审价2418.60万元，审定价2249.30万元，核减169.30万元，核减率7.53%。", "169.30 ÷ 2418.60 = 7% ≠ 7.53%"),
    ("2022年整治河段98处，2023年计划数较上年增加28处，增长22.22%。", "28 ÷ 98 = 28.57% ≠ 22.22%"),
    # of another amount than the words name
    (
        "项目总投资6,480.00万元，财政下达5,200.00万元。累计支付4,986.40万元，以财政下达数为基数测算，支付进度76.95%。",
        "4986.40 ÷ 5200.00 = 95.89% ≠ 76.95%",
    ),
    (
        "中央下达补助资金3,260.00万元，省级安排1,140.00万元，共4,400.00万元。"
        "全年支出3,018.76万元，按中央下达补助资金计算，执行率为68.61%。",
        "3018.76 ÷ 3260.00 = 92.6% ≠ 68.61%",
    ),
    (
        "年初预算1,850.00万元，调整后预算2,036.00万元，全年支出1,932.16万元。对照调整后预算，执行率为104.44%。",
        "1932.16 ÷ 2036.00 = 94.9% ≠ 104.44%",
    ),
    (
        "本年收入1,240.00万元，本年支出1,171.80万元。按可用资金1,260.00万元计算，执行率为94.50%。",
        "1171.80 ÷ 1260.00 = 93% ≠ 94.50%",
    ),
    (
        "本级安排1,260.00万元，合同价款3,020.50万元，已付款2,386.20万元，"
        "以合同价款计，付款进度为70.18%，合计3,400.00万元。",
        "2386.20 ÷ 3020.50 = 79% ≠ 70.18%",
    ),
    # of another amount of that purse
    (
        "自筹资金计划640.00万元，财政资金1,600.00万元。自筹资金到位508.80万元，到位率82.50%。自筹资金实际支出528.00万元。",
        "508.80 ÷ 640.00 = 79.5% ≠ 82.50%",
    ),
]  # fmt: skip

OTHER_WAY = [
    "本年印刷费6.72万元。上年印刷费8.40万元。两年相比少了1.68万元，增长20.00%。",
    "2022年这项补助发了812.50万元，2023年发了877.50万元，相差65.00万元，同比下降8.00%。",
    "巡查出动由上年的1,250车次，到今年的1,475车次，多出225车次，降幅18.00%。",
]  # fmt: skip

ONE_DIGIT = [
    ("全年安排专项资金1,736.00万元，已支1,609.27万元，执行率92.07%。", "92.7% ≠ 92.07%"),
    ("本年项目预算417万元。我局实际发生项目支出398.65万元，执行率为96.50%。", "95.6% ≠ 96.50%"),
    ("检测水样1,864份，饮用水1,240份。饮用水合格1,187份，合格率为97.53%。", "95.73% ≠ 97.53%"),
    ("发放问卷1,500份。收回有效问卷1,386份，有效率94.20%。", "92.4% ≠ 94.20%"),
    ("培训护工125人，拿到证书的118人，取证率94.80%。", "94.4% ≠ 94.80%"),
    ("合同总金额1260.00万元，比预算减少26.00万元，节约率2.42%。", "2.02% ≠ 2.42%"),
    ("排灌站项目下达资金486.00万元，河道清淤项目下达资金312.00万元。\n\n排灌站项目支出463.64万元，执行率95.04%。", "95.4% ≠ 95.04%"),
]  # fmt: skip

SHARES = [
    (
        "一是校舍维修1,240.60万元，占41.31%；二是设备购置986.30万元，占32.84%；"
        "三是教师培训776.40万元，占27.03%。三项合计3,003.30万元。",
        "776.40 ÷ 3003.30 = 25.85% ≠ 27.03%",
    ),
    (
        "四项各占多少？助餐补贴39.13%，巡访补贴26.09%，适老改造22.39%，培训补贴13.04%。\n\n"
        "助餐补贴发放450.00万元。\n\n巡访补贴发放300.00万元。\n\n适老改造支出250.00万元。\n\n培训补贴150.00万元。"
        "\n\n四项共支出1,150.00万元。",
        "250.00 ÷ 1150.00 = 21.74% ≠ 22.39%",
    ),
]

COLUMN = (
    "单位\t可用资金（万元）\t实际开支（万元）\t支用比\n甲站\t186.20\t174.12\t93.51%\n乙站\t240.50\t231.84\t96.40%\n"
    "丙站\t95.40\t88.27\t96.53%\n丁站\t318.00\t301.56\t94.83%"
)

HOLDING = [
    ("出院手术6,342台，四级手术3,108台，比重49.01%。", "3108 ÷ 6342 = 49.01%"),
    ("预算数随之变为1,372.00万元。\n\n全年花掉1,295.44万元，执行率94.42%。", "1295.44 ÷ 1372.00 = 94.42%"),
    ("2022年轮换粮食22.40万吨，今年比上年多轮3.60万吨，增长16.07%。", "3.60 ÷ 22.40 = 16.07%"),
    ("走访老人3,052名，表示认可的2,874人，认可度94.17%。", "2874人 ÷ 3052名 = 94.17%"),
    ("自筹资金计划640.00万元。自筹资金到位508.80万元，到位率79.50%。", "508.80 ÷ 640.00 = 79.50%"),
]  # fmt: skip

SILENT = [
    # the rate is right
    "2023年公务接待费7.36万元，2022年是9.20万元，一年少花1.84万元，降幅20.00%。",
    "亏损由上年的86.40万元减少到64.80万元，减少21.60万元，下降25.00%。",
    "年初预算1,850.00万元，调整后预算2,036.00万元，全年支出1,932.16万元，执行率94.90%，对照年初预算为104.44%。",
    # points, other concepts, weighted and capped rates
    "本年预算执行率96.52%，较上年提高2.13个百分点；支出1,860.42万元，下达1,948.60万元。",
    "2023年农民人均纯收入18,640元，比上年的17,260元增加1,380元，扣除价格因素实际增长6.48%。",
    "完成率超过100%，按100.00%计算得分；目标120场，实际136场。",
    "问卷1,386份，综合满意度94.20%（加权平均）。",
    "设计年处理量486.00万吨，实际处理量437.40万吨，负荷率为89.40%（按运行天数加权）。",
    # another stage, another purse, another year
    "上半年支付812.40万元，支付率43.20%；截至年底支付1,786.30万元，支付率94.99%，全年预算1,880.50万元。",
    "省级资金640.00万元，县级配套资金320.00万元到位256.00万元，综合到位率93.33%。",
    "与2021年的46.20万元相比，2022年增长12.50%；2023年51.98万元，比上年增长0.01万元。",
    "上年信访126件，今年107件，办结率98.13%，增长1.20%。",
    # a share of a part of the list
    "一是校舍维修1,240.60万元，占41.31%；其中屋面486.20万元，占39.19%；二是设备购置986.30万元，占32.84%；"
    "三是教师培训776.40万元，占25.85%。三项合计3,003.30万元。",
    # two parts and their whole are no change of the one into the other
    "公务用车费用1618万元，其中购置费414万元，运行费1204万元，下降3.90%。",
    "全区收入26,876万元，其中税收13,896万元，增长29.10%；非税12,980万元，增长31.40%。",
    # a rate of something else than the amount that changed
    "全年处置案件1,246件，同比减少98件，立案率下降2.45%。",
    "完成投资4.86亿元，同比增加0.62亿元，固定资产投资增长6.30%。",
    "GDP完成186.40亿元，增加10.20亿元，按可比价格计算增长5.10%。",
    "收入完成1,860.20万元，增收124.60万元，同口径增长8.92%。",
    "公用经费支出86.40万元，其中办公费较上年减少3.20万元，下降12.31%。",
    "去年支出40.70万元，今年减少8.14万元，下降20.00%。",
    # rates of spending without their base
    "项目支出312.40万元，执行率92.15%；基本支出486.20万元，执行率98.76%。",
    # two counts of two things
    "年末在岗215人，参加考核198人，优秀率15.15%，缺勤率2.04%。",
    "开展巡查1,486次，发现隐患312处，整改率97.12%。",
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), [*OTHER_BASE, *ONE_DIGIT, *SHARES])
def test_a_rate_that_its_words_belie_is_told(check, text, told):
    """A rate of another base than its words name, or one digit off, is contradicted."""
    wrong = [f.expression for f in check(text, "RATIO-RUN").contradicted]
    assert len(wrong) == 1
    assert told in wrong[0]


@pytest.mark.parametrize("text", [text for text, _ in OTHER_BASE])
def test_the_base_that_was_used_is_named(check, text):
    """A rate of another base says which amount it is of."""
    (finding,) = check(text, "RATIO-RUN").contradicted
    assert finding.alternatives


@pytest.mark.parametrize("text", OTHER_WAY)
def test_a_move_the_other_way_is_grave(check, text):
    """A fall that is called a rise is contradicted at high severity, for the number itself is right."""
    (finding,) = check(text, "RATIO-RUN").contradicted
    assert finding.severity == "high"


def test_a_row_that_its_column_belies_is_told(expressions):
    """Where two columns make the rates of all other rows, a row whose rate they do not make is contradicted."""
    assert expressions(COLUMN, "RATIO-RUN") == [("contradicted", "88.27 ÷ 95.40 = 92.53% ≠ 96.53%")]


@pytest.mark.parametrize(("text", "told"), HOLDING)
def test_a_rate_that_holds_is_confirmed(expressions, text, told):
    """Amounts that make a rate to its last digit are its part and its whole."""
    (found,) = expressions(text, "RATIO-RUN")
    assert found[0] == "confirmed"
    assert told in found[1]


@pytest.mark.parametrize("text", SILENT)
def test_what_only_looks_like_it_is_left_alone(check, text):
    """Rates of other things, of other stages, and rates that are right raise no alarm."""
    assert check(text, "RATIO-RUN").contradicted == ()


def test_a_rate_that_another_check_decides_is_not_told_twice(check):
    """What the words of a report state outright is said once, by the check that reads them."""
    audit = check("全年预算210.00万元，支出199.50万元，预算执行率99.50%。", "RATIO-RUN", "RATIO-EXEC")
    assert [finding.check for finding in audit.contradicted] == ["RATIO-EXEC"]
