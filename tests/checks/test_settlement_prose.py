"""Prose of settlements 决算说明: changes and their rates, budgets and accounts side by side, shares in a row."""

from __future__ import annotations

import pytest

from gouji import check as gouji_check
from gouji.document import Document

HOLDS = [
    ("RATIO-GROWTH", "全年支出460万元，比上年增加60万元，增长15%。"),
    ("RATIO-GROWTH", "工会收入340万元，比上年减收60万元，下降15%。"),
    ("RATIO-GROWTH", "工会收入340万元，完成年初预算400万元的85%，同比下降15%，减收60万元。"),
    ("RATIO-GROWTH", "修缮支出18万元，比年初预算减少2万元，下降10%；比上年增加3万元，增长20%。"),
    ("RATIO-GROWTH", "茶叶产量23万吨，比上年增产3万吨，增长15%。"),
    ("RATIO-GROWTH", "全年支出230万元。与2021年度相比，支出增加30万元，增长15%。"),
    ("RATIO-GROWTH", "支出总计900万元，其中：基本支出500万元，项目支出400万元，同比增加100万元，增长12.5%。"),
    ("RATIO-GROWTH", "项目支出较年初预算80万元减少20万元，降低25%。"),
    ("RATIO-GROWTH", "车辆经费预算数为230万元。2021年车辆经费预算比2020年减少20万元，压缩8%。"),
    ("RATIO-SHARE", "总收入900万元。其中：完成会费收入675万元，增加60万元，增长9.76%，会费占总收入的比重为75%。"),
    ("RATIO-EXEC", "工会收入340万元，完成年初预算数400万元的85%，同比下降15%。"),
    ("RATIO-EXEC", "培训费年初预算为20万元，决算为17万元，完成年初预算的85%。"),
    ("RATIO-EXEC", "共收到补助资金80万元，截至年底已支出76万元，预算执行率95%。"),
    ("RATIO-SHARE", "全市税费收入284.01亿元，占财政收入344.49亿元的82.4%。"),
    ("RATIO-SHARE", "收入累计完成80万元，其中：会费收入60万元，会费占比75%。"),
    ("RATIO-SHARE", "采购规模200万元，货物、工程分别为50万元和150万元，占采购规模的25%和75%。"),
    ("RATIO-SHARE", "2022年度收入合计500万元。会费收入400万元，占收入合计的80%。"),
    ("RATIO-DONE", "决策类指标满分20分，得18分，得分率90%。"),
    ("DIFF", "办结率98.55%，比上年的95.20%提高3.35个百分点。"),
    ("DIFF", "覆盖率由上年的92.5%提高到95.1%，提高2.6个百分点。"),
    ("DIFF", "收到上级资金80万元，资金已拨付75万元，结余5万元。"),
    ("SUM-PART", "支出合计减少20.80万元。其中：基本支出增加2.60万元，项目支出减少23.40万元。"),
    (
        "SUM-PART",
        "车辆费用预算32.00万元，决算24.80万元。其中：购置费预算为10.00万元，决算为5.60万元；"
        "维护费预算为22.00万元，决算为19.20万元。",
    ),
    ("SUM-PART", "一批投资374.3万元，二批投资206.5万元，三批投资78.6万元，合计批复总投资659.4万元。"),
    ("SUM-PART", "一、省级资金（60.5万元）\n（一）支持渔港20.2万元；\n（二）支持育苗30.3万元；\n（三）提取管理费10万元。"),
    (
        "SUM-CLASS",
        "全年支出90万元。与上年相比增加4万元，增长4.65%。按功能科目分，包括教育支出60万元，住房支出30万元。",
    ),
]  # fmt: skip
BROKEN = [
    ("RATIO-GROWTH", "全年支出460万元，比上年增加60万元，增长13%。"),
    ("RATIO-GROWTH", "工会收入340万元，比上年减收60万元，下降17%。"),
    ("RATIO-GROWTH", "工会收入340万元，完成年初预算400万元的85%，同比下降19%，减收60万元。"),
    ("RATIO-GROWTH", "修缮支出18.00万元，比年初预算减少2.00万元，下降10%；比上年增加3.00万元，增长26%。"),
    ("RATIO-GROWTH", "全年支出230万元。与2021年度相比，支出增加30万元，增长16%。"),
    ("RATIO-GROWTH", "项目支出较年初预算80万元减少20万元，降低20%。"),
    ("RATIO-EXEC", "工会收入340万元，完成年初预算数400万元的88%，同比下降15%。"),
    ("RATIO-EXEC", "培训费年初预算为20.00万元，决算为17.00万元，完成年初预算的89%。"),
    ("RATIO-SHARE", "全市税费收入284.01亿元，占财政收入344.49亿元的87.4%。"),
    ("RATIO-SHARE", "采购规模200万元，货物、工程分别为50万元和150万元，占采购规模的25%和78%。"),
    ("RATIO-SHARE", "2022年度收入合计500万元。会费收入400万元，占收入合计的84%。"),
    ("RATIO-DONE", "决策类指标满分20分，得18分，得分率95%。"),
    ("DIFF", "办结率98.55%，比上年的95.20%提高3.85个百分点。"),
    ("DIFF", "收到上级资金80万元，资金已拨付75万元，结余8万元。"),
    ("SUM-PART", "支出合计减少20.80万元。其中：基本支出增加2.60万元，项目支出减少28.40万元。"),
    (
        "SUM-PART",
        "车辆费用预算32.00万元，决算24.80万元。其中：购置费预算为10.00万元，决算为5.60万元；"
        "维护费预算为22.00万元，决算为18.20万元。",
    ),
    ("SUM-PART", "一、省级资金（60.5万元）\n（一）支持渔港20.2万元；\n（二）支持育苗35.3万元；\n（三）提取管理费10万元。"),
]  # fmt: skip
QUIET = [
    "工会收入303万元，同口径增长14.6%，增收44万元。",
    "去年基金收入405万元，其中土地收入323万元，增长86.3%。",
    "采购规模330万元，比上年减少20万元，占财政支出和产值的比重分别为10.0%和3.3%。",
    "收入总计838.6万元，其中：拨款598.0万元，会费240.6万元，比上年增加13.2万元，支出总计761.0万元。",
    "年初结转77.6万元，本年收入761.0万元，其中拨款520.4万元，会费240.6万元，收入总计838.6万元。",
    "收入完成340万元，为年预算的32.3%，其中：会费完成213万元，为年预算的28.9%；租金完成127万元，为年预算的40.4%。",
    "出国经费120万元，主要是交流任务增加；接待费300万元，比上年下降2%。",
    "2022年预算较上年增加1.6万元，其中接待费减少0.5万元，用车费增加2.1万元。",
    "药品收入（万元）|168.6|162.3|5.9|3.5%\n其中：饮片收入（万元）|5.3|4.5|0.8|16.3%\n耗材收入（万元）|46.7|57.6|1.0|9.0%",
    "自筹资金到位96万元，到位率96%。财政资金到位200万元，到位率100%。",
    "计划总投资400万元。清淤46.8万立方米，较计划45万立方米增加1.8万立方米，完成计划的104%。",
    "筹集公益金336万元。其中乐透型281万元，即开型43万元，竞猜型12万元。",
    "青岭县2018年决算\n一般公共预算财政拨款支出2.05万元，年初预算为2.95万元。其中：会议费支出0万元，年初预算为0万元；"
    "接待费支出2.05万元，年初预算为2.95万元。",
    "护林员培训合格408人，合格率97.14%。",
]
SETTLEMENT = """青岭县林业局2023年度部门决算
第三部分 情况说明
一、收支总体情况
2023年度收、支总计均为1316.82万元，比上年减少83.18万元，下降5.94%。
年初结转和结余56.40万元，年末结转和结余26.32万元。
二、收入情况
本年收入合计1260.42万元，其中：财政拨款收入1200.42万元，占95.24%；其他收入60.00万元，占4.76%。
三、支出情况
本年支出合计1290.50万元，其中：基本支出890.30万元，占68.99%；项目支出400.20万元，占31.01%。
四、支出的具体情况
财政拨款支出年初预算数为1100.00万元，支出决算数为1205.10万元，完成年初预算的109.55%，其中：
1、社会保障和就业支出（类）行政事业单位养老支出（款）养老保险缴费支出（项）。
年初预算为150.00万元，支出决算为155.10万元，完成年初预算的103.40%，原因是工资调整。
2、农林水支出（类）林业和草原（款）行政运行（项）。
年初预算为950.00万元，支出决算为1050.00万元，完成年初预算的110.53%，原因是追加了资金。
五、“三公”经费
“三公”经费预算为26.00万元，支出决算为19.50万元，完成预算的75%，其中：
因公出国（境）费预算为0万元，支出决算为0万元，与上年持平。
公务接待费预算为8.00万元，支出决算为5.50万元，完成预算的68.75%，比上年减少1.50万元，减少21.43%。
公务用车运行维护费预算为18.00万元，支出决算为14.00万元，完成预算的77.78%。
2023年度“三公”经费支出中，公务接待费支出决算5.50万元，公务用车购置及运行维护费支出决算14.00万元。其中：
1、公务接待费支出决算为5.50万元，接待62批次。
2、公务用车购置及运行维护费支出决算为14.00万元，公务用车保有量为5辆。
六、基本支出的科目
水土保持补助40.00万元，其中：
基本支出15.00万元，项目支出25.00万元。
林区道路补助60.00万元，其中：基本支出20.00万元，项目支出40.00万元。
"""


@pytest.mark.parametrize(("ident", "text"), HOLDS)
def test_what_agrees_is_confirmed(check, ident, text):
    """A consistent sentence is confirmed by the check that reads it, and none contradicts it."""
    audit = check(text)
    assert ident in {finding.check for finding in audit.findings if finding.status == "confirmed"}
    assert [finding.message_zh for finding in audit.contradicted] == []


@pytest.mark.parametrize(("ident", "text"), BROKEN)
def test_what_disagrees_is_told(check, ident, text):
    """One changed number is told by the same check."""
    assert ident in {finding.check for finding in check(text).contradicted}


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_alike_is_left_alone(check, text):
    """Rates of other bases, parts of something else and lines of tables raise no alarm."""
    assert [f.message_zh for f in check(text).contradicted if f.severity != "info"] == []


def test_a_whole_settlement_raises_no_alarm(check):
    """总计 with what was carried in, lines of the budget, two stages side by side: all of it agrees."""
    audit = check(SETTLEMENT)
    assert [f.message_zh for f in audit.contradicted if f.severity != "info"] == []
    assert audit.counts()["confirmed"] > 20


BODY = (
    "苍山县科协2022年部门决算\n苍山县科协机关2022年“三公”经费支出{}万元。其中：因公出国（境）费支出0万元。"
    "公务用车运行维护费支出20.50万元。公务接待费支出10.20万元。"
)


def test_parts_of_another_body_are_those_of_the_total():
    """The three parts in sentences of their own are added up though only the total names the body."""
    held, broken = (gouji_check(Document.from_text(BODY.format(total))) for total in ("30.70", "33.70"))
    assert "FIN-SANGONG" in {f.check for f in held.findings if f.status == "confirmed"}
    assert "FIN-SANGONG" in {f.check for f in broken.findings if f.status == "contradicted"}


def test_a_wrong_line_of_a_settlement_is_told(check):
    """The rate of one line of the budget is recomputed under its own heading."""
    broken = SETTLEMENT.replace("完成年初预算的103.40%", "完成年初预算的108.40%")
    assert {f.check for f in check(broken).contradicted} == {"RATIO-EXEC"}
