"""Lists that claim less than all, and rates and amounts of which the text prints only part of what they need."""

from __future__ import annotations

import pytest

from gouji import Document, check

WRONG = {
    "SUM-RUN": (
        # Two purses of which one is a part of the other by name: left open, and one slip from closing.
        "2023年本单位收入3176.48万元，其中财政拨款收入3102.56万元，政府性基金收入71.92万元。",
        # What is added, behind a plan and what became of it.
        "一般公共预算收入预算数为12.60亿元，实际完成12.84亿元，加上上级补助收入9.37亿元、调入资金0.46亿元、"
        "上年结余0.58亿元，收入合计25.23亿元。",
    ),
    "SUM-PART": (
        # The shares make up 100: the two are all.
        "2023年“三公”经费决算为31.84万元。其中公务接待费为18.36万元，占60.55%；公务用车运行维护费为11.96万元，占39.45%。",
        # The purposes behind 其中， are what is listed.
        "全县本年度移民扶持基金共计8264.37万元，其中，用于直补资金发放1526.40万元、项目建设6773.97万元。",
    ),
    "RATIO-SHARE": (
        # Both shares name one whole in the same words; the other one says which it is.
        "1至8月公共预算总收入67820万元，其中地方公共预算收入51640万元。累计完成税收收入36480万元，"
        "税收占公共财政总收入的比重为58.79%；累计完成非税收入31340万元，非税收入占公共财政总收入的比重为46.21%。",
    ),
    "PROD-RUN": (
        "聘请护河员26人，每人每月补助800元，全年共发放27.84万元。",
        "聘用协管员18名，每人每月工资2600元，全年支付54.16万元。",
    ),
    "RATIO-EXEC": (
        # The budget over what was spent of it.
        "公用经费预算1,752.00万元，实际支出1,684.36万元，公用经费控制率为104.02%，控制在预算之内。",
        "培训费全年预算46.20万元，实际支出41.75万元，预算执行率为110.66%。",
        "调整后全年预算数4826.50万元。上年结转和结余86.40万元，本年收入4740.10万元，本年支出合计4763.28万元。"
        "全年支出近4800万元，预算执行率为98.96%。",
    ),
}

RIGHT = (
    "2023年本单位收入3174.48万元，其中财政拨款收入3102.56万元，政府性基金收入71.92万元。",
    "2023年本单位收入3174.48万元，其中一般公共预算收入2641.17万元，上级补助收入102.30万元等。",
    "一般公共预算收入预算数为12.60亿元，实际完成12.84亿元，加上上级补助收入9.37亿元、调入资金0.46亿元、"
    "上年结余0.58亿元，收入合计23.25亿元。",
    "2023年“三公”经费决算为30.32万元。其中公务接待费为18.36万元，占60.55%；公务用车运行维护费为11.96万元，占39.45%。",
    "全年到位资金86.40万元。其中设备购置42.00万元，占48.61%；培训12.60万元，占14.58%。",
    "全县本年度移民扶持基金共计8300.37万元，其中，用于直补资金发放1526.40万元、项目建设6773.97万元。",
    "公用经费预算1,752.00万元，实际支出1,684.36万元，公用经费控制率为96.14%，控制在预算之内。",
    "全年预算1,684.36万元，实际支出1,752.00万元，公用经费控制率为104.02%，超出预算。",
    "聘请护河员29人，每人每月补助800元，全年共发放27.84万元。",
    "聘请护河员26人，每人每月补助800元，三季度共发放6.24万元。",
    "聘用协管员18名，每人每月工资2600元，10个月支付46.80万元。",
    "产出指标50分，得50分；效益指标30分，得27分；满意度指标10分，得10分；预算执行率10分，按执行率计9.38分。",
    "调整后全年预算数4826.50万元。上年结转和结余86.40万元，本年收入4740.10万元，本年支出合计4763.28万元。"
    "全年支出近4800万元，预算执行率为98.69%。",
)


STAGES = (
    # What was spent may name a budget; what there was to spend is its base.
    "一般公共预算支出1,389.57万元；把年初结转算进来，全年可用资金1,436.97万元，预算执行率为96.70%。",
    # A price is no item of a list.
    "投入22.80万元更新机房设备，其中平板终端95台、单价1800元，计17.10万元，不间断电源1套5.70万元。",
    # One budget counts what was carried in, the other does not.
    "年初结转和结余36.82万元。部门预算1,400.15万元，包括基本支出957.70万元和项目支出442.45万元。\n\n"
    "二、项目支出情况\n\n2023年度项目支出全年预算数479.27万元，含上年结转36.82万元。",
    # What was planned before what was done, and projects ended in between.
    "2023年计划改造小区42个、惠及居民6180户。\n\n全年开工改造小区45个，惠及居民6742户，涉及楼栋218栋。",
    "年初批复资金2,600万元，支持项目137个。执行中终止项目2个，实际支持项目135个。",
    # 其中 behind a balance takes apart what was spent before it.
    "一般公共预算上年转入41.12万元，当年拨款394.82万元，本年支出390.44万元，年末结转结余45.50万元。"
    "其中基本支出241.93万元，项目支出148.51万元。\n\n年末结转结余中，基本支出15.22万元、项目支出30.28万元。",
    # A part of the year beside all of it; what was granted beside what was paid.
    "河湾区水库移民补助项目全年执行2,361.77万元，群众满意。\n\n二、进度情况\n\n截至9月末，河湾区水库移民补助项目执行2,361.17万元。",
    "河湾区水库移民补助项目安排资金152.40万元。\n\n二、进度情况\n\n河湾区水库移民补助项目支付资金125.40万元。",
    # 年初预算 is the budget that was approved at the beginning of the year.
    "2023年年初批复我局部门预算收入3685.20万元，基本支出占2268.70万元，项目支出占1416.50万元。"
    "年中追加1177.17万元，相当于年初预算的31.94%。",
)


@pytest.mark.parametrize("sentence", STAGES)
def test_other_stages_and_other_wholes_are_quiet(sentence: str) -> None:
    """Plan and result, before and after, a balance and what was spent are different amounts."""
    assert told(sentence) == []


def told(sentence: str) -> list[str]:
    text = f"临川县民政局2023年度部门整体支出绩效自评报告\n\n一、部门收支情况\n\n{sentence}\n"
    report = check(Document.from_text(text))
    return [f.check for f in report.contradicted if f.severity in ("high", "medium", "low")]


@pytest.mark.parametrize(("id_", "sentence"), [(key, each) for key, every in WRONG.items() for each in every])
def test_what_does_not_close_is_told(id_: str, sentence: str) -> None:
    """The numbers say that the list, the year or the base is whole, and that it does not come out."""
    assert id_ in told(sentence)


@pytest.mark.parametrize("sentence", RIGHT)
def test_what_holds_or_may_leave_something_out_is_quiet(sentence: str) -> None:
    """Sums that close, examples, months that are printed, points of groups beside one another."""
    assert told(sentence) == []
