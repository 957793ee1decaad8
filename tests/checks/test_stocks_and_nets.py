"""Stocks that only grew, assets without debts, parts above a bound, averages of a thing named elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gouji.findings import Audit

Check = Callable[..., Audit]


def verdicts(check: Check, text: str, *ids: str) -> set[str]:
    """What some checks say of a text."""
    return {finding.status for finding in check(text, *ids).findings}


GROWN = [
    "全年接收移交档案6,315卷，其中文书档案5,200卷、科技档案1,115卷。年初馆藏38,642卷，全年没有销毁和移出，至年底馆藏总量达到44,597卷。",
    "年初在册护林员1,226人，新增83人，无退出，年末在册1,390人。",
    "年初实有垃圾车412辆，当年购置36辆，未报废，年末实有484辆。",
    "上年末藏品8,642件，本年新征集入藏327件，没有注销，年末藏品总数8,996件。",
    "期初固定资产3,286.40万元，本期新增412.75万元，无处置，期末固定资产3,969.15万元。",
]


@pytest.mark.parametrize("text", GROWN)
def test_a_stock_of_which_nothing_went_grows_by_what_came(check: Check, text: str) -> None:
    """Two swapped digits keep it from doing so."""
    assert "contradicted" in verdicts(check, text, "DIFF-RUN")


@pytest.mark.parametrize(
    "text",
    [
        "年初在册护林员1,200人，新增80人，年末在册1,275人。",
        "年初在册护林员1,226人，新增83人，无退出，年末在册1,309人。",
        "年初实有垃圾车412辆，当年购置36辆，报废14辆，年末实有434辆。",
        "年初馆藏38,642卷，借阅6,315卷次，至年底馆藏总量达到44,597卷。",
        "年初在册护林员1,226人，另有新增公益岗位83人，年末退休1,390人次。",
    ],
)
def test_a_stock_that_may_have_shrunk_is_left_alone(check: Check, text: str) -> None:
    """What went is said, may have been left out, or the figures close."""
    assert "contradicted" not in verdicts(check, text, "DIFF-RUN")


NETS = [
    "年末资产总额2846.73万元，其中流动资产318.45万元、固定资产净值2528.28万元。负债总额205.48万元，净资产2461.25万元。",
    "截至年底，资产总计8,420.16万元，负债总计1,306.45万元，净资产7,131.71万元。",
    "我所总资产1,286.35万元，负债142.68万元，净资产总额1,134.67万元。",
    "资产合计4,826.73万元，较年初增长3.2%；负债合计612.45万元；净资产合计4,241.28万元。",
    "期末资产总额6,318.42万元、负债总额816.37万元、所有者权益5,520.05万元。",
]


@pytest.mark.parametrize("text", NETS)
def test_assets_without_debts_are_net(check: Check, text: str) -> None:
    """One slip in one of the three is told."""
    assert "contradicted" in verdicts(check, text, "DIFF-RUN")


@pytest.mark.parametrize(
    "text",
    [
        "年末资产总额2846.73万元，负债总额205.48万元，净资产2641.25万元。",
        "流动资产合计2846.73万元，负债总额205.48万元，净资产2461.25万元。",
        "年末资产总额2846.73万元，流动负债205.48万元，净资产2461.25万元。",
        "年初资产总额2846.73万元，年末负债总额205.48万元，年末净资产2461.25万元。",
        "甲站资产总额2846.73万元，乙站资产总额1642.30万元，负债总额205.48万元，净资产2461.25万元。",
    ],
)
def test_amounts_of_other_assets_or_dates_are_left_alone(check: Check, text: str) -> None:
    """Only some of the assets or debts, another date, two assets, or three that close."""
    assert "contradicted" not in verdicts(check, text, "DIFF-RUN")


@pytest.mark.parametrize(
    "text",
    [
        "在用仪器中，单价50万元以上的55台（套），其中100万元以上的71台（套）；单价50万元以下的1,809台（套）。",
        "享受津贴的老人1,260人，其中80岁以上的1,320人。",
        "检修渠道126条，其中3公里以上的渠道138条。",
    ],
)
def test_what_is_above_a_bound_is_no_more_than_all(check: Check, text: str) -> None:
    """The bound stands between 其中 and the number."""
    assert "contradicted" in verdicts(check, text, "XREF-SUBSET")


@pytest.mark.parametrize(
    "text",
    [
        "在用仪器中，单价50万元以上的71台（套），其中100万元以上的55台（套）。",
        "享受津贴的老人1,260人，其中80岁以上的人均补助1,320元。",
        "检修渠道126条，其中3公里以上的渠道38条、3公里以下的渠道88条。",
        "检修渠道126条，3公里以上的渠道长138公里。",
        "检修渠道126条、水闸214座，其中3孔以上的水闸138座。",
    ],
)
def test_what_is_above_a_bound_and_less_is_left_alone(check: Check, text: str) -> None:
    """It is less, of another unit, or one of several parts."""
    assert "contradicted" not in verdicts(check, text, "XREF-SUBSET")


AVERAGE = "干渠18.46公里全部衬砌到头，支渠27.38公里全线通水。\n\n{}"


@pytest.mark.parametrize(
    ("cost", "verdict"),
    [
        ("干渠衬砌直接费2033.18万元，平均每公里101.14万元。", {"contradicted"}),
        ("干渠衬砌直接费2033.18万元，平均每公里110.14万元。", {"confirmed"}),
        ("泵站检修费2033.18万元，平均每公里101.14万元。", set()),
        ("干渠巡护费86.40万元，平均每公里2.16万元。", set()),
    ],
)
def test_an_average_is_over_the_thing_that_its_amount_names(
    check: Check, cost: str, verdict: set[str]
) -> None:
    """The number of 公里 stands in another paragraph under the name that the amount begins with."""
    assert verdicts(check, AVERAGE.format(cost), "PROD-RUN") == verdict


def test_what_was_saved_is_named_whole(check: Check) -> None:
    """节约 ends in 约 and is no 节; an amount in 万元 for 元 is told."""
    assert verdicts(check, "改造工程预算32万元，实际支出312,500万元，节约7,500元。", "DIFF") == {
        "contradicted"
    }
    assert verdicts(check, "改造工程预算32万元，实际支出312,500元，节约7,500元。", "DIFF") == {"confirmed"}


def test_no_part_is_more_than_its_whole_in_a_larger_unit(check: Check) -> None:
    """198,500.00万元 in a list in 元 that makes 6,323,700.00元 is 元."""
    items = "（1）设备3,182,400.00元；\n\n（2）管护2,246,300.00元；\n\n（3）通风621,500.00元；\n\n（4）监理198,500.00{}。"
    text = "支出6,314,700.00元，具体如下：\n\n" + items
    assert verdicts(check, text.format("万元"), "UNIT-SLIP") == {"contradicted"}
    assert verdicts(check, text.format("元"), "UNIT-SLIP") == set()


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("资产处置收入86.40万元，扣除税费15.26万元，净收入71.41万元。", {"contradicted"}),
        ("资产处置收入86.40万元，扣除税费15.26万元，净收入71.14万元。", {"confirmed"}),
        ("应收账款原值186.40万元，坏账准备12.60万元，账面价值178.30万元。", {"contradicted"}),
        ("资产处置收入86.40万元，扣除税费15.26万元，利息净收入12.14万元。", set()),
        ("资产处置收入86.40万元，收入扣除税费15.26万元后上缴。净资产71.41万元。", set()),
    ],
)
def test_what_is_left_of_an_income_is_net(check: Check, text: str, verdict: set[str]) -> None:
    """净收入 is the income without what was taken off."""
    assert verdicts(check, text, "DIFF-RUN") == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("发放问卷500份，收回486份，有效问卷471份，无效问卷51份。", {"contradicted"}),
        ("发放问卷500份，收回486份，有效问卷471份，无效问卷15份。", {"confirmed"}),
        ("发放问卷500份，收回486份，有效问卷471份，有效率96.91%。", set()),
    ],
)
def test_what_is_void_is_what_is_not_valid(check: Check, text: str, verdict: set[str]) -> None:
    """Of what came back the valid and the void are all."""
    assert verdicts(check, text, "DIFF") == verdict


@pytest.mark.parametrize(
    ("closing", "verdict"), [("88120", {"contradicted"}), ("86840", {"confirmed"})], ids=["kept", "taken off"]
)
def test_what_went_is_taken_off_a_stock(check: Check, closing: str, verdict: set[str]) -> None:
    """80480 + 7640 = 88120 leaves out the 1280 that were taken out; 86840 is what is left."""
    text = f"年初馆藏总量80480册，全年新增入藏7640册，剔除破损图书1280册，年末馆藏总量{closing}册。"
    assert verdicts(check, text, "DIFF-RUN") == verdict
