"""Lists that say how they divide a total further up, net amounts, prices by class, and what looks like them."""

from __future__ import annotations

import pytest

FUNDS = "全市共筹集渔业资金3,640万元，其中中央1,520万元、省级1,310万元、市级810万元。\n\n"
SPENT = "全年支出2,418.60万元，其中项目支出986.20万元、基本支出1,432.40万元。\n\n"

CONTRADICTED = [
    # a division of a total that another list divides already
    (
        "SUM-RUN",
        SPENT + "按经济科目分：工资1,206.30万元，商品和服务718.52万元，补助186.40万元，资本性支出325.38万元。",
        "1206.30 + 718.52 + 186.40 + 325.38 = 2436.60 ≠ 2418.60",
    ),
    (
        "SUM-RUN",
        FUNDS + "资金投向如下：码头改造1,325万元，渔船更新928万元，苗种繁育764万元，冷链建设632万元。",
        "1325 + 928 + 764 + 632 = 3649 ≠ 3640",
    ),
    (
        "SUM-RUN",
        FUNDS + "按地区分配情况为：北港区862万元，南港区735万元，西湾县618万元，东湾县954万元，直属场站480万元。",
        "862 + 735 + 618 + 954 + 480 = 3649 ≠ 3640",
    ),
    (
        "SUM-RUN",
        "全年培训总人数2,846人。按班次分，初训人员621人，复训人员1,248人，师资986人。",
        "621 + 1248 + 986 = 2855 ≠ 2846",
    ),
    # numbered items, one of which is in another unit, or has digits swapped
    (
        "SUM-RUN",
        FUNDS + "1.码头改造项目1,280万元。惠及渔港6座。\n2.渔船更新项目864万元。\n3.苗种繁育项目996万元。\n4.冷链项目500元。",
        "1280万元 + 864万元 + 996万元 + 500元 = 3140万元 ≠ 3640万元",
    ),
    (
        "SUM-RUN",
        FUNDS + "一是码头改造1,280万元。惠及渔港6座。\n\n二是渔船更新846万元。\n\n三是苗种繁育996万元。\n\n四是冷链500万元。",
        "1280 + 846 + 996 + 500 = 3622 ≠ 3640",
    ),
    # counts behind 其中 that one slip keeps from closing
    (
        "SUM-RUN",
        "全年接待观众436,640人次，其中自然馆214,320人次、科技馆67,180人次、天文馆182,140人次。",
        "214320 + 67180 + 182140 = 463640 ≠ 436640",
    ),
    (
        "SUM-RUN",
        "年末供养对象412户736人，其中城镇供养96户158人，农村供养316户587人。",
        "158 + 587 = 745 ≠ 736",
    ),
    (
        "SUM-RUN",
        "全区维修泵站286座，分县看，临江县48座、临河县62座、临湖县71座、临山县69座。",
        "48 + 62 + 71 + 69 = 250 ≠ 286",
    ),
    # gross, deduction and net, in any order
    (
        "DIFF-RUN",
        "资产总额9,862.40万元，其中固定资产净值6,318.25万元、货币资金3,544.15万元。固定资产原值9,145.60万元，累计折旧2,872.35万元。",
        "9145.60 − 2872.35 = 6273.25 ≠ 6318.25",
    ),
    (
        "DIFF-RUN",
        "固定资产净值2,146.80万元（原值3,842.60万元，累计折旧1,335.80万元）。",
        "3842.60 − 1335.80 = 2506.80 ≠ 2146.80",
    ),
    (
        "DIFF-RUN",
        "应发工资总额1,268.42万元，代扣社保及个税186.35万元，实发1,028.07万元。",
        "1268.42 − 186.35 = 1082.07 ≠ 1028.07",
    ),
    # several prices under one amount
    (
        "PROD",
        "管护经费390万元，其中大型水库12座，每座23万元，中型水库6座，每座21万元。",
        "12座 × 23万元 + 6座 × 21万元 = 402万元 ≠ 390万元",
    ),
    (
        "PROD",
        "航道养护支出合计465万元，其中干流84公里，每公里3万元，支流102公里，每公里2万元。",
        "84公里 × 3万元 + 102公里 × 2万元 = 456万元 ≠ 465万元",
    ),
    # an amount, and its number and its price behind the full stop
    ("PROD", "2.渔政站建设项目963万元。支持312个渔村，每个补助3万元。", "312个 × 3万元 = 936万元 ≠ 963万元"),
    # a list under the name of a row, which lacks an item
    (
        "SUM-RUN",
        "（2）冷库设备。分别为：制冷机组12台102,000.00元（每台8,500元）、货架40组192,000.00元、叉车2辆120,000.00元。\n\n"
        "| 项目 | 金额（元） |\n| --- | --- |\n| 码头护栏 | 326,400.00 |\n| 冷库设备购置 | 482,000.00 |\n| 监理费 | 99,600.00 |\n",
        "102000.00 + 192000.00 + 120000.00 = 414000.00 ≠ 482000.00",
    ),
    # from one value to another
    ("DIFF", "船舶平均候泊时间由52分钟压至34分钟，缩短了28分钟。", "52 − 34 = 18 ≠ 28"),
    ("DIFF", "检验报告出具时间从9.5小时缩短到3.2小时，提速3.6小时。", "9.5 − 3.2 = 6.3 ≠ 3.6"),
    # an 其中 within an item, whose own list does not close
    (
        "SUM-PART",
        "支出1,436.80万元，具体为：①养殖412.40万元；②运转468.00万元，其中：水费120万元、电费184万元、取暖费200万元；③整治556.40万元。",
        "120 + 184 + 200 = 504.00 ≠ 468.00",
    ),
]  # fmt: skip

QUIET = [
    # 其中 ends with its item
    "支出1,436.80万元，具体为：①养殖412.40万元；②运转318.00万元，其中渔村14个，每村15万元；③整治456.40万元；④培训250.00万元。",
    "支出1,436.80万元，具体为：（1）养殖412.40万元；（2）运转318.00万元，其中惠及渔村14个；（3）整治706.40万元。",
    # what adds up to another amount that is printed
    FUNDS + "全年实际完成投资3,613万元。\n\n按地区分：北港区862万元，南港区735万元，西湾县1,062万元，东湾县954万元。",
    # a division of something else
    SPENT + "按季度看，一季度412.60万元，二季度586.20万元，三季度595.10万元。",
    FUNDS + "按进度，码头改造已支付1,280万元，渔船更新已支付412万元，苗种繁育已支付186万元。",
    # groups that overlap, or are not all
    "全年培训1,284人，其中党员412人、妇女815人。",
    "全年接待游客286,420人次，其中过夜游客128,630人次、外省游客136,250人次。",
    # a deduction is no part of the asset, another asset is not the net of this one
    "固定资产原值3,842.60万元，其中房屋原值2,186.40万元，房屋累计折旧864.20万元，房屋净值1,322.20万元；全部固定资产净值2,206.80万元。",
    "房屋账面原值2,186.40万元，车辆账面原值386.20万元，累计折旧合计964.20万元，账面净值1,608.40万元。",
    "固定资产原值3,842.60万元，累计折旧1,335.80万元，其中当年计提折旧186.40万元，净值2,506.80万元。",
    # prices of some of the items only
    "补助资金486万元，其中一类渔村12个，每村18万元，二类渔村20个，每村12万元，三类渔村5个，按实际安排。",
    "全年发放管护补助67.2万元，其中省级护渔员42名，每人每年1.2万元；县级护渔员21名，每人每年0.8万元。",
    "安排资金500万元，其中培训3期，每期12万元；购置设备24台，每台18万元。",
    "上年安排资金486万元。本年计划养护航道165公里，每公里补助3万元。",
    "安排养护资金486万元。其中养护航道160公里，每公里补助3万元。",
    # a list that says it goes on, or that names some items of a row
    "1.冷库设备，包括：货架102,000.00元，叉车192,000.00元，风机120,000.00元等。\n\n"
    "| 项目 | 支出（元） |\n| --- | --- |\n| 码头护栏 | 326,400.00 |\n| 冷库设备 | 482,000.00 |\n| 监理费 | 99,600.00 |\n",
    "1.冷库设备，其中：货架102,000.00元，叉车192,000.00元，风机120,000.00元。\n\n"
    "| 项目 | 支出（元） |\n| --- | --- |\n| 码头护栏 | 326,400.00 |\n| 冷库设备 | 482,000.00 |\n| 监理费 | 99,600.00 |\n",
    # another change than that between the two
    "会议时间由45分钟缩短至28分钟，较上年缩短9分钟。",
]  # fmt: skip

CONFIRMED = [
    (
        "SUM-RUN",
        FUNDS + "资金投向如下：码头改造1,325万元，渔船更新919万元，苗种繁育764万元，冷链建设632万元。",
        "1325 + 919 + 764 + 632 = 3640",
    ),
    ("DIFF-RUN", "应收账款余额428.37万元，坏账准备36.15万元，账面价值392.22万元。", "428.37 − 36.15 = 392.22"),
    # a total that a list of parts has made up already
    (
        "DIFF-RUN",
        "年初在册渔船4,534艘，全年新增621艘，注销290艘，年末在册渔船4,865艘，其中近海3,650艘、远洋1,215艘。",
        "4534 + 621 − 290 = 4865",
    ),
    (
        "PROD",
        "管护经费390万元，其中大型水库12座，每座22万元，中型水库6座，每座21万元。",
        "12座 × 22万元 + 6座 × 21万元 = 390万元",
    ),
]  # fmt: skip

CHECKS = ("SUM-RUN", "SUM-PART", "SUM-COUNT", "SUM-CLASS", "DIFF", "DIFF-RUN", "PROD", "PROD-RUN")


@pytest.mark.parametrize(("check_id", "text", "expression"), CONTRADICTED)
def test_a_slip_in_what_is_divided_is_told(check, check_id, text, expression):
    """One slip in a list, a net amount or a price is told wherever the total stands."""
    assert [finding.expression for finding in check(text, check_id).contradicted] == [expression]


@pytest.mark.parametrize("text", QUIET)
def test_what_divides_something_else_is_not_told(check, text):
    """Lists of other totals, overlapping groups and prices of a part contradict nothing."""
    assert [finding.expression for each in CHECKS for finding in check(text, each).contradicted] == []


@pytest.mark.parametrize(("check_id", "text", "expression"), CONFIRMED)
def test_what_closes_is_confirmed(expressions, check_id, text, expression):
    """A division, a net amount and a list of prices that hold are told as holding."""
    assert ("confirmed", expression) in expressions(text, check_id)
