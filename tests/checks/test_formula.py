"""FORMULA: sums that a text writes out, with brackets, percentages and units, right and wrong."""

from __future__ import annotations

import time

import pytest

import gouji
from gouji.checks.formula import formulas
from gouji.document import Document


def found(text: str) -> list[gouji.Finding]:
    return gouji.check(Document.from_text(text, name="report"), checks=[formulas]).findings


HOLDS = [
    "巡护员劳务费：15人×4.8万元＋8人×0.4万元×8个月＝97.6万元。",
    "预算变动率=（调整后预算数3,253.80-年初预算数2,860.50）÷2,860.50×100%=13.75%。",
    "支出进度为（1,260÷1,680）×100%=75%。",
    "节约率（518.60-492.67）/518.60=5%。",
    "执行率得分=10×93.2%=9.32分。",
    "该指标得分为5×（1-10%）=4.5分。",
    "人均补助=112.86万元÷1,260人=896元。",
    "自评得分96.5=决策18+过程20+产出30.5+效益28。",
    "缺口80+20=100万元，由县级配套。",
    "采购鱼苗箱4,600个×125元/个=575,000元。",
    "满意度=（非常满意356×1+满意178×0.8+一般36×0.6）÷600×100%=86.67%。",
]


@pytest.mark.parametrize("text", HOLDS)
def test_a_sum_that_is_written_out_right(text):
    """Words between the numbers are names, whatever signs the sum is written with."""
    assert [finding.status for finding in found(text)] == ["confirmed"]


@pytest.mark.parametrize(
    ("text", "arithmetic"),
    [
        ("巡护员劳务费：15人×4.8万元＋8人×0.4万元×8个月＝79.6万元。", "= 97.6万元 ≠ 79.6万元"),
        ("变动率=（调整后3,253.80-年初2,860.50）÷2,860.50×100%=13.57%。", "= 13.75% ≠ 13.57%"),
        ("该指标得分为5×（1-10%）=4.05分。", "5 × (1 − 10%) = 4.50分 ≠ 4.05分"),
        ("人均补助=112.86万元÷1,260人=986元。", "112.86万元 ÷ 1260人 = 896元 ≠ 986元"),
        ("自评得分96.5=决策18+过程20+产出30.5+效益18。", "18 + 20 + 30.5 + 18 = 86.5 ≠ 96.5"),
        ("两批资金80万元+20万元=110万元。", "80 + 20 = 100 ≠ 110"),
    ],
)
def test_a_sum_that_is_written_out_wrong(text, arithmetic):
    """The finding says the sum again, with what it comes to."""
    (finding,) = found(text)
    assert finding.status == "contradicted" and finding.severity == "high"
    assert finding.expression.endswith(arithmetic)


@pytest.mark.parametrize(
    "text",
    [
        "预算执行率=全年执行数÷全年预算数×100%。",
        "计分公式：得分=分值×完成率，完成率95%以上得满分。",
        "2024年=“十四五”第四年，任务数3-5项。",
        "本年支出合计=基本支出+项目支出，全年支出120万元。",
        "绿化面积120亩×800元/亩=96,000元。",
        "详见http://cz.example/a?id=12-3=9。",
        "第3批资金80万元+20万元≈100万元。",
        "1．总体情况=良好；2．得分=96分。",
    ],
)
def test_words_and_lone_numbers_are_no_sum(text):
    """Formulas of words, addresses, one number alone and amounts in kept units say nothing that can be wrong."""
    assert all(finding.status == "confirmed" for finding in found(text))


def test_a_cell_of_a_table(tmp_path):
    """A note in a table is read like a sentence."""
    text = "项目|金额|测算\n劳务费|99万元|15人×4.8万元=27万元\n"
    assert [finding.status for finding in found(text)] == ["contradicted"]


@pytest.mark.parametrize("unit", ["1+", "（1", "1×2=", "=1"])
def test_time_grows_with_the_length(unit):
    """A line of signs and brackets costs no more than its length."""

    def seconds(times: int) -> float:
        began = time.perf_counter()
        found(unit * times + "=3")
        return time.perf_counter() - began

    seconds(300)
    short, long = min(seconds(500) for _ in range(2)), min(seconds(2000) for _ in range(2))
    assert long < 12 * short + 0.2
