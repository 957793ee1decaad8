"""The ledger: intervals in two tiers, ids, clusters, repairs, coverage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from gouji.checks import all_checks, proposes
from gouji.document import Document
from gouji.facts import Budget, Evidence, Facts
from gouji.figures import Figure, find_figures
from gouji.findings import Difference, Expression, Finding, Operand, Product, Ratio, Relation, Sum
from gouji.ledger import audit


def facts(text: str, name: str = "report") -> Facts:
    document = Document.from_text(text, name=name)
    return Facts(document, find_figures(document))


def judge(text: str, build, **options: object) -> Finding:
    """The finding of one relation over the figures of a text, in their order."""

    @proposes("TEST", title="试", severity="high")
    def check(facts: Facts) -> Iterator[Relation]:
        """Build a relation from all the figures."""
        named = [Operand("x", "", figure) for figure in facts.figures]
        stated, expected = build(*named)
        yield replace(Relation(stated, expected), **options)

    (finding,) = audit(facts(text), [check]).findings
    return finding


def total(first: Operand, *parts: Operand) -> tuple[Operand, Expression]:
    return first, Sum(parts)


def rate(spent: Operand, budget: Operand, stated: Operand) -> tuple[Operand, Expression]:
    return stated, Ratio(spent, budget)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("711.92万元 526.47万元 185.45万元", "confirmed"),
        # Rounded addends may miss their total by half a unit each.
        ("222.18万元 86.74万元 135.45万元", "confirmed"),
        ("222.18万元 86.75万元 135.45万元", "tail"),
        # One unit for each addend, and no more.
        ("222.18万元 86.76万元 135.45万元", "contradicted"),
        ("222.18万元 86.77万元 135.45万元", "contradicted"),
        # The finest figure of a list says how the others were trimmed, whatever is usual elsewhere.
        ("26.44万元 25.0万元 1.4万元", "tail"),
        # 1.4 among two decimals is 1.40 for the strict tier, 1.35 to 1.45 for the printed one.
        ("26.44万元 25.00万元 1.4万元", "tail"),
        ("19名 18名 1名", "confirmed"),
        ("20名 18名 1名", "contradicted"),
        ("97分 9分 30分 29.00分 29分", "confirmed"),
        ("约100万元 60万元 37万元", "confirmed"),
        ("约100万元 60万元 20万元", "contradicted"),
        ("不低于100万元 60万元 20万元", "undetermined"),
        ("100万元 60万元 20名", "undetermined"),
        ("2694万元 0.2694亿元 0元", "confirmed"),
    ],
)
def test_sums_in_two_tiers(text, status):
    """Strict intervals confirm, printed ones and n units make a tail, the rest is contradicted."""
    assert judge(text, total).status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("113.96万元 160.00万元 71.23%", "confirmed"),
        ("10.00万元 80.00万元 12.5%", "confirmed"),
        ("10.00万元 80.00万元 13%", "confirmed"),
        ("10.00万元 80.00万元 12.4%", "contradicted"),
        ("10人 80人 13%", "confirmed"),
        ("10人 80人 12%", "contradicted"),
        ("10人 0人 100%", "undetermined"),
        ("10.00万元 0万元 100%", "undetermined"),
    ],
)
def test_rates_are_rounded_half_up(text, status):
    """A printed interval holds its lower end and not its upper: 12.5 % is printed 13 %."""
    assert judge(text, rate).status == status


def test_a_rate_keeps_its_own_precision():
    """13% is not 13.00% because other rates of the report have two decimals."""
    finding = judge(
        "10.00万元 80.00万元 13% 11.11% 22.22%",
        lambda spent, budget, stated, *_: (stated, Ratio(spent, budget)),
    )

    assert finding.status == "confirmed"


def test_a_missing_operand_is_undetermined():
    """Silence never means agreement: what is not printed is named."""
    finding = judge("80万元 100%", lambda a, b: (b, Ratio(a, Operand("budget", "预算", None))))
    assert finding.status == "undetermined"
    assert finding.expression == "80 ÷ （预算） ? 100%"
    assert "缺少" in finding.message_zh


def test_an_open_list_is_never_contradicted():
    """等 and 主要为 can be confirmed, and prove nothing when they do not close."""
    assert judge("100万元 60万元 20万元", total, open_list=True).status == "undetermined"
    assert judge("100万元 60万元 40万元", total, open_list=True).status == "confirmed"


def test_a_bound_is_kept_or_exceeded():
    """A part must not exceed its whole; by how much it does is in the message."""
    kept = judge("60万元 60.00万元", lambda part, whole: (part, whole), bound=True)
    assert (kept.status, kept.expression) == ("confirmed", "60 ≤ 60.00")
    exceeded = judge("84.15万元 81.47万元", lambda part, whole: (part, whole), bound=True)
    assert (exceeded.status, exceeded.expression) == ("contradicted", "84.15 > 81.47")
    assert "多2.68万元" in exceeded.message_zh
    assert "by 2.68万元" in exceeded.message_en


def test_differences_and_products():
    """A difference keeps its sign, a product its units."""
    left = judge("60万元 100万元 40万元", lambda a, b, c: (a, Difference(b, c)))
    assert (left.status, left.expression) == ("confirmed", "100 − 40 = 60")
    grant = judge("150万元 3家 50万元", lambda a, b, c: (a, Product(b, c)))
    assert (grant.status, grant.expression) == ("confirmed", "3家 × 50万元 = 150万元")


def test_the_fields_of_a_contradiction():
    """Intervals and difference are in 元; the arithmetic can be redone by eye in both languages."""
    finding = judge("526.47万元 334.93万元 91.53万元", total)
    assert finding.expression == "334.93 + 91.53 = 426.46 ≠ 526.47"
    assert finding.expected == (Decimal("4264500"), Decimal("4264700"))
    assert finding.found == (Decimal("5264650"), Decimal("5264750"))
    assert finding.difference == Decimal("1000100")
    for message in (finding.message_zh, finding.message_en):
        assert "426.46万元" in message
        assert "100.01万元" in message


LISTS = "全年支出412.60万元，其中：基本支出298.35万元、项目支出{b}万元。{more}"


def findings(text: str, name: str = "report") -> tuple[Finding, ...]:
    return audit(facts(text, name), all_checks()).findings


def test_ids_survive_an_edit_elsewhere():
    """An id holds no offset: a sentence put before the list leaves it as it was."""
    (before,) = findings(LISTS.format(b="115.25", more=""))
    (after,) = findings("本报告经局党组审议。" + LISTS.format(b="115.25", more=""))
    assert before.id == after.id
    assert before.operands[0].figure.start != after.operands[0].figure.start


def test_ids_survive_width_and_wraps():
    """Blanks, wraps and full-width digits are not another finding."""
    (plain,) = findings(LISTS.format(b="115.25", more=""))
    (wide,) = findings(LISTS.format(b="１１５.25 ", more=""))
    assert plain.id == wide.id


def test_ids_tell_documents_and_repeats_apart():
    """Another document, and the same sentence said twice, have ids of their own."""
    text = LISTS.format(b="115.25", more="")
    (one,) = findings(text, "a")
    (other,) = findings(text, "b")
    first, second = (finding for finding in findings(text + text, "a") if finding.check == one.check)
    assert len({one.id, other.id, second.id}) == 3
    assert first.id == one.id


def test_one_wrong_figure_is_one_cluster():
    """Two sums that fail by one figure share a root, and one edit restores both."""
    wrong = "项目支出141.25万元（道路养护80.15万元、桥梁加固34.10万元）"
    text = f"全年支出412.60万元，其中：基本支出298.35万元、{wrong}。"
    found = [finding for finding in findings(text) if finding.status == "contradicted"]
    assert [finding.root for finding in found] == ["r1", "r1"]
    assert {finding.repairs[0].text for finding in found} == {"114.25万元"}
    assert found[0].repairs[0].restores == 2


def test_a_figure_that_agrees_elsewhere_is_no_link():
    """Two bad lists under one total that a third confirms have two roots."""
    text = (
        "部门整体支出640.20万元。其中：其他支出14.10万元、公共预算支出600.00万元。\n"
        "部门整体支出按支出性质划分为：项目支出185.10万元、基本支出455.10万元。\n"
        "部门整体支出按经济分类为：商品和服务支出301.00万元、工资福利支出300.00万元。\n"
    )
    found = findings(text)
    assert sorted(finding.root for finding in found) == ["", "r1", "r2"]


def test_no_repair_without_one_that_restores():
    """A gap that no single edit closes has no repair."""
    assert judge("711.92万元 693.00万元 18.38万元", total).repairs == ()


def test_coverage_gives_every_figure_a_reason():
    """Figures of money are in relations or have a reason of the closed list."""
    text = LISTS.format(b="114.25", more="收回资金7.5万元。另有补助20万元，其中：甲村5万元、乙村3万元等。")
    coverage = audit(facts(text), all_checks()).coverage
    assert coverage["money_figures"] == 7
    assert coverage["in_relations"] == 3
    assert coverage["reasons"] == {"no_cue": 1, "open_list": 3}


def test_the_same_twice():
    """The same input gives the same audit."""
    text = LISTS.format(b="115.25", more="到位资金160万元，支出总额113.96万元，执行率71.23%。")
    assert audit(facts(text), all_checks()) == audit(facts(text), list(reversed(all_checks())))


def test_checks_that_found_nothing_say_so():
    """A check without relations is not evaluated; the registry has no check twice."""
    result = audit(facts("本单位无项目支出。"), all_checks())
    assert set(result.checks.values()) == {"not_evaluated"}
    assert len(result.checks) == len(all_checks())


def test_a_users_check_has_the_same_rights():
    """A decorated function is a check, and can still be called."""

    @proposes("OWN-TWICE", title="翻番", severity="low")
    def twice(facts: Facts) -> Iterator[Relation]:
        """The second figure is the first one twice."""
        first, second = (Operand("x", "", figure) for figure in facts.figures)
        yield Relation(second, Sum((first, first)))

    report = facts("40万元 90万元")
    (finding,) = audit(report, [twice]).findings
    assert (finding.check, finding.severity, finding.status) == ("OWN-TWICE", "low", "contradicted")
    assert len(list(twice(report))) == 1
    assert twice.documentation.startswith("The second")


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.id)
def test_every_check_documents_itself(check):
    """The four lines of a check's docstring are its documentation."""
    for line in ("Formula:", "Example:", "Undetermined:", "Source:"):
        assert line in check.documentation


def test_a_figure_is_displayed_as_printed():
    """Separators go, decimals stay."""
    figure: Figure = facts("2,320.10万元").figures[0]
    finding = judge("2,320.10万元 2320.1万元", lambda a, b: (a, b))
    assert figure.decimals == 2
    assert finding.expression == "2320.1 = 2320.10"


def test_a_repair_keeps_the_width_of_the_digits():
    """A report printed in full width is offered a full-width digit."""
    text = "全年支出９３．５０万元，其中：人员经费４１．２０万元、公用经费５３．３０万元。"

    (wrong,) = [finding for finding in findings(text) if finding.status == "contradicted"]

    assert wrong.repairs
    for repair in wrong.repairs:
        assert not any(character in "0123456789" for character in repair.text)


def test_an_amount_that_is_not_in_the_text_covers_no_figure():
    """Whatever it quotes: the figure in the quotation is still missed."""
    document = Document.from_text("全年支出93.50万元用于道路维修。")
    quote = Evidence("全年支出93.50万元", 0, 12)
    claim = Budget(
        "b1", "全年支出", "expenditure", "99.50", "万元", None, None, "model", "not_found", (quote,)
    )

    result = audit(Facts(document, find_figures(document), budgets=(claim,), extracted=True), all_checks())

    assert result.coverage["in_extractions"] == 0
    assert [figure.text for figure in result.missed] == ["93.50万元"]


def test_no_repair_that_only_comes_near_beside_one_that_closes():
    """38.7 makes 81.7; 38.8 would leave 0.1, which a reader who adds up would call wrong."""
    text = "全年支出81.7万元，其中：采编37.8万元、运维22.3万元、活动12.8万元、设备7.9万元。"

    (wrong,) = [finding for finding in findings(text) if finding.status == "contradicted"]
    offered = {repair.text for repair in wrong.repairs}

    assert "38.7万元" in offered
    assert "38.8万元" not in offered
