"""Lists in turn, in batches, over the stop or in another unit, grants as rules lay them down, and their look-alikes."""

from __future__ import annotations

import pytest

FREIGHT = (
    "具体支出如下：\n\n（1）护林员报酬1,268,400.00元。聘用护林员75人，每人每月1,200元。\n\n"
    "（2）防火物资{second}元，主要是风力灭火机。\n\n（3）航空租机{third}，飞行18架次。\n\n（4）通信维护92,600.00元。\n\n"
    "以上4项合计2,184,356.00元。其中使用市级补助{aid}元。"
)
HERBS = (
    "下达资金2,418万元，项目数{total}个。\n\n主要支持三个方向：\n\n1.药材种植864万元，项目数86个，用于种苗补助；\n\n"
    "2.初加工1,032万元，项目数74个，包括：烘干房；\n\n3.仓储物流{last}万元，项目数{third}个。"
)

CONTRADICTED = [
    # as many names as numbers
    (
        "SUM-RUN",
        "全市新增停车位1,480个，完成目标1,400个的105.71%。东城区、西城区、南城区和北城区分别新增460个、380个、350个和280个。",
        "460 + 380 + 350 + 280 = 1470 ≠ 1480",
    ),
    # those who serve and those who do not; the office and what is under it
    ("SUM-RUN", "站内现有人数42人，其中在职26人，退休18人。", "26 + 18 = 44 ≠ 42"),
    ("SUM-RUN", "年末实有在编人员36人，其中机关21人、检测中心14人。", "21 + 14 = 35 ≠ 36"),
    # turns whose total bears the name of what they divide
    (
        "SUM-PART",
        "中央资金分两批下达我县：第一批于1月9日下达1,842万元；第二批于7月2日下达635万元，中央资金累计2,495万元已到位。",
        "1842 + 635 = 2477 ≠ 2495",
    ),
    # counts of items under a paragraph that a short line parts from them
    ("SUM-COUNT", HERBS.format(total=218, last=522, third=85), "86 + 74 + 85 = 245 ≠ 218"),
    # an item in another unit whose number stands in the right one elsewhere, and one more slip
    (
        "UNIT-SLIP",
        FREIGHT.format(second="436,150.00", third="378,206.00万元", aid="378,206.00"),
        "万元 ∉ {元}",
    ),
    (
        "SUM-PART",
        FREIGHT.format(second="436,150.00", third="378,206.00万元", aid="378,206.00"),
        "1268400.00 + 436150.00 + 378206.00 + 92600.00 = 2175356.00 ≠ 2184356.00",
    ),
    # a shifted point, and a grant that a rule lays down
    (
        "PROD",
        "护渔员补贴36人，每人每月800元，全年12个月，共计3.456万元。",
        "36人 × 12个月 × 800元 = 34.560万元 ≠ 3.456万元",
    ),
    (
        "PROD",
        "巡河员报酬84.60万元。聘用巡河员60人，每人每月1,200元，全年12个月；其中女性21人。",
        "60人 × 12个月 × 1200元 = 86.40万元 ≠ 84.60万元",
    ),
    (
        "PROD",
        "林道管护按每段300元的标准补助4157段，共计124.17万元。",
        "4157段 × 300元 = 124.71万元 ≠ 124.17万元",
    ),
]

QUIET = [
    # a list that goes on: 等等 behind a mark
    "全县现有泵站64座，其中大型18座、中型44座，等等，均已确权。",
    "全县现有泵站64座，其中大型18座、中型44座、等等，均已确权。",
    "全年支出864.20万元，其中种苗412.30万元、农药386.50万元、……。",
    # a group within a row
    "抽查档案62卷；发现问题23个，其中缺页9个、错号8个、漏签6个，已整改19个，剩余4个。",
    "抽查企业62家，占总数的20%；发现不规范23家，其中台账9家、标识8家、合同6家，已整改19家，剩余4家。",
    # a list in turn that is out by more than a slip
    "全市新增停车位1,480个，完成目标1,400个的105.71%。东城区、西城区、南城区和北城区分别新增460个、380个、350个和213个。",
    # fewer names than numbers, numbers of another thing
    "全市新增停车位1,480个。东城区、西城区分别新增460个、380个、350个和280个。",
    "全市新增停车位1,480个。东城区、西城区、南城区和北城区分别拥有公园46个、38个、35个和28个。",
    # those who are left out by more than a slip, another way to divide
    "站内现有人数42人，其中在职21人，退休12人。",
    "年末实有在编人员36人，其中机关21人、党员14人。",
    # an accumulated amount that is not of these turns
    "中央资金分两批下达我县：第一批1,842万元；第二批635万元，各级资金累计3,120万元已到位。",
    "中央资金分三批下达我县：第一批1,842万元；第二批635万元，中央资金累计3,120万元已到位。",
    # items of the money of another total
    HERBS.format(total=245, last=466, third=85),
    # an item in another unit that nothing else prints
    "支出如下：\n\n（1）租金12.60万元。\n\n（2）水费3,842.00元。\n\n（3）电费4.18万元。\n\n以上3项合计17.16万元。",
    # another number of heads, a price that was averaged or rounded
    "巡河员报酬86.40万元。聘用巡河员60人，每人每月1,200元，全年12个月；另聘保洁员8人。上年报酬84.60万元。",
    "巡河员报酬及保险118.40万元。聘用巡河员60人，每人每月1,200元，全年12个月。",
    "林道管护平均每段约300元，补助4157段，共计124.17万元。",
    "改造房屋412户，每户造价3万元，共计1,241万元。",
]

CONFIRMED = [
    (
        "SUM-RUN",
        "全市新增停车位1,480个。东城区、西城区、南城区和北城区分别新增460个、380个、350个和290个。",
        "460 + 380 + 350 + 290 = 1480",
    ),
    # items of a sentence each, taken apart in it
    (
        "SUM-PART",
        "助学补贴862.40万元。其中，小学生1,240人，补贴386.20万元，包括住校的312.00万元；走读的74.20万元。初中生960人，补贴476.20万元，包括住校的402.00万元；走读的74.20万元。",
        "386.20 + 476.20 = 862.40",
    ),
    (
        "SUM-PART",
        "中央资金分两批下达我县：第一批于1月9日下达1,842万元；第二批于7月2日下达653万元，中央资金累计2,495万元已到位。",
        "1842 + 653 = 2495",
    ),
    ("SUM-PART", HERBS.format(total=245, last=522, third=85), "864 + 1032 + 522 = 2418"),
    ("SUM-COUNT", HERBS.format(total=245, last=522, third=85), "86 + 74 + 85 = 245"),
    (
        "PROD",
        "巡河员报酬86.40万元。聘用巡河员60人，每人每月1,200元，全年12个月；其中女性21人。",
        "60人 × 12个月 × 1200元 = 86.40万元",
    ),
    ("PROD", "林道管护按每段300元的标准补助4157段，共计124.71万元。", "4157段 × 300元 = 124.71万元"),
]

CHECKS = ("SUM-RUN", "SUM-PART", "SUM-COUNT", "SUM-CLASS", "PROD", "PROD-RUN", "UNIT-SLIP")


@pytest.mark.parametrize(("check_id", "text", "expression"), CONTRADICTED)
def test_a_slip_in_a_list_of_this_form_is_told(check, check_id, text, expression):
    """One slip in the list, the turn, the unit or the price is told, once."""
    assert [finding.expression for finding in check(text, check_id).contradicted] == [expression]


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_like_such_a_list_is_not_told(check, text):
    """Lists that go on, groups within a row, other totals and rounded prices contradict nothing."""
    assert [finding.expression for each in CHECKS for finding in check(text, each).contradicted] == []


@pytest.mark.parametrize(("check_id", "text", "expression"), CONFIRMED)
def test_such_lists_that_close_are_confirmed(expressions, check_id, text, expression):
    """The same forms are told as holding where they hold."""
    assert ("confirmed", expression) in expressions(text, check_id)


def test_a_part_of_one_sentence_is_not_added_to_its_whole(check):
    """The second-level parts of items that go on over the full stop are no parts of the first level."""
    text = (
        "助学补贴862.40万元。其中，小学生1,240人，补贴386.20万元，包括住校的312.00万元；走读的74.20万元。"
        "初中生960人，补贴467.20万元，包括住校的393.00万元；走读的74.20万元。"
    )
    assert not [f for f in check(text, "SUM-PART").contradicted if "862.40" in f.expression]
