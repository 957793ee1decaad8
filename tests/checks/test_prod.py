"""PROD: a price, the numbers it is taken times, and the amount they make, in the wordings of several sectors."""

from __future__ import annotations

import time

import pytest

import gouji
from gouji.checks.prod import products
from gouji.document import Document


def statuses(text: str) -> list[str]:
    findings = gouji.check(Document.from_text(text, name="report"), checks=[products]).findings
    return [finding.status for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        "护林员补助按每站每年4,000元标准，全区36个护林站共计14.40万元。",
        "采购鱼苗箱4,600个，每个125元，计575,000.00元；采购增氧机32台，每台1,860元，计59,520.00元。",
        "采购鱼苗箱4,600个，每个125元，计575,000.00元，采购增氧机32台，每台1,860元，计59,520.00元。",
        "采购鱼苗箱4,600个×125元/个=575,000元。",
        "单价125元/个，采购鱼苗箱4,600个，金额575,000元。",
        "支出巡护费14.40万元（36座×4,000元/座）。",
        "支出体检费16.20万元（按每人450元标准，共360人）。",
        "支出体检费14.40万元（按每所4,000元标准，共36所）。",
        "改造渠系21,500平方米，综合单价每平方米64元，支出1,376,000.00元，预算1,500,000.00元。",
        "按照每户1,200元的标准给予补助，全旗完成改灶3,150户，支出3,780,000.00元。",
        "按每村每年5,000元测算，118个村年需保洁经费59.00万元。",
        "其中夏令期1,450人、每天25元、供餐60天，计217.50万元；冬令期1,320人、每天25元、供餐40天，计132.00万元。",
        "岗位补贴支出93.60万元，全州共补助65人，每人每月1,200元，按12个月计发。",
        "培训骨干150人，按260元/人·天、4天，共支付培训费15.60万元。",
        "每亩补贴120元，面积3.5万亩，兑付补贴资金420万元。",
        "标准为2,400元/人·年，享受人数1,250人，全年发放300万元。",
        "新建蓄水池12座，每座补助8.50万元，改建9座，每座补助3.20万元，共计130.80万元。",
        "按每个村20万元的标准补助12个村，共计240万元。",
    ],
)
def test_a_price_times_its_numbers_is_the_amount(text):
    """Behind 计 or 共计, in brackets, with the total before, with days and months, one clause further on."""
    found = statuses(text)
    assert found
    assert set(found) == {"confirmed"}


@pytest.mark.parametrize(
    "text",
    [
        "护林员补助按每站每年4,000元标准，全区36个护林站共计14.04万元。",
        "采购鱼苗箱4,600个，每个125元，计557,000.00元。",
        "支出巡护费14.04万元（36座×4,000元/座）。",
        "单价125元/个，采购鱼苗箱4,600个，金额557,000元。",
        "慰问金支出48.27万元，慰问老人812人，按照每人每年600元标准发放。",
        "以每辆12.8万元的价格采购巡护车15辆，总价129万元。",
        "对评定的3家企业每家奖励50万元，共计140万元。",
    ],
)
def test_a_wrong_product_is_contradicted(text):
    """Two swapped digits in the amount, with 共计 or without."""
    assert statuses(text) == ["contradicted"]


@pytest.mark.parametrize(
    "text",
    [
        "发放直补48.79万元，受益812人，按照每人每年600元标准发放，年内核增核减人口按实际月份计发。",
        "公务接待费6.54万元，接待82批次、763人次，人均85.71元。",
        "安排资金300万元，每亩补助50元，完成整治1.2万亩。",
        "补助标准由每人每月120元提高到150元，全年发放345.60万元，惠及1,920人。",
        "每户最高补助2万元，完成危房改造120户，首付款共计96万元。",
        "每公里造价25万元，已完工12.6公里，预付工程款189.00万元。",
        "村民人均收入每年增加800元，带动2,000户，共计投入600万元。",
    ],
)
def test_what_is_no_product_is_not_contradicted(text):
    """Averages, ceilings, part payments, months that differ, and amounts of another matter."""
    assert "contradicted" not in statuses(text)


def test_a_hostile_sentence_costs_little():
    """Thousands of prices in one sentence are cut off."""
    text = "，".join(f"每户{n}元，{n}户，共计{n}元" for n in range(100, 3000)) + "。"
    started = time.perf_counter()
    statuses(text)
    assert time.perf_counter() - started < 5
