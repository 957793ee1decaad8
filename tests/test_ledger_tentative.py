"""What the ledger makes of relations that the words only suggest, or seem to mean."""

from __future__ import annotations

import pytest

from gouji.checks import proposes
from gouji.document import Document
from gouji.facts import Facts
from gouji.figures import find_figures
from gouji.findings import Operand, Product, Relation, Sum
from gouji.ledger import audit


def audited(text, relate, **options):
    """The findings of one check that relates the figures of a text."""
    document = Document.from_text(text, name="report")
    figures = find_figures(document)

    @proposes("OWN", title="自定", severity="high", **options)
    def check(facts):
        yield relate([Operand("figure", "数", figure) for figure in facts.figures])

    return audit(Facts(document, figures), [check]).findings


def total(tentative):
    return lambda figures: Relation(figures[0], Sum(tuple(figures[1:])), tentative=tentative)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("639.74万元 215.52万元 424.22万元", "confirmed"),
        ("639.74万元 251.52万元 424.22万元", "contradicted"),
        ("639.74万元 215.52万元 424.22元", "contradicted"),
    ],
)
def test_a_tentative_relation_is_told_where_it_holds_or_one_slip_breaks_it(text, status):
    """It is confirmed, or contradicted; there is nothing between."""
    assert [finding.status for finding in audited(text, total(tentative=True))] == [status]


@pytest.mark.parametrize("text", ["639.74万元 215.52万元 401.06万元", "30万元 10万元 25万元"])
def test_a_tentative_relation_that_is_far_from_holding_is_none(text):
    """Numbers that one slip does not explain, or that tell too little, are not of one sum."""
    assert audited(text, total(tentative=True)) == ()
    assert [finding.status for finding in audited(text, total(tentative=False))] == ["contradicted"]


def equal(figures):
    return Relation(figures[0], figures[1])


@pytest.mark.parametrize(
    ("text", "status", "why"),
    [
        ("支出6,845.73万元 331.28万元", "undetermined", "可能不是同一事项"),
        ("支出6,845.73万元 6,120.11万元", "contradicted", ""),
        ("支出6,845.73万元 6,845.73元", "contradicted", ""),
        ("支出6,845.73万元 684.573万元", "contradicted", ""),
        ("支出0元 331.28万元", "contradicted", ""),
    ],
)
def test_presumed_operands_that_are_far_apart_are_not_held_against_each_other(text, status, why):
    """Neither of one order nor one slip apart: the words meant another amount."""
    finding = audited(text, equal, presumed=True)[0]
    assert finding.status == status
    assert why in finding.message_zh


def test_two_amounts_of_one_name_are_one_thing_however_far_apart():
    """The name says which amount is meant; nothing is presumed then."""

    def relate(figures):
        first, second = figures
        return Relation(
            Operand("mention", "湿地保护修复", first.figure),
            Operand("reference", "湿地保护修复支出", second.figure),
        )

    assert audited("20.67万元 116.38万元", relate, presumed=True)[0].status == "contradicted"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # 调整前 beside 调整后: without one item the list closes
        ("本年支出8,137.46万元，其中：中央资金支出7,386.30万元、下达资金842.00万元、地方支出751.16万元。", "confirmed"),
        # an item that is listed twice is an error
        ("本年支出8,137.46万元，其中：中央7,386.30万元、省级375.58万元、市级375.58万元、县级375.58万元。", "contradicted"),
        # a total too large is none of this
        ("本年支出9,137.46万元，其中：中央资金支出7,386.30万元、地方支出751.16万元。", "contradicted"),
    ],
)  # fmt: skip
def test_a_list_that_closes_without_an_item_was_read_too_widely(text, status):
    """A reader who adds up leaves out what is no part."""
    parts = lambda figures: Relation(figures[0], Sum(tuple(figures[1:])))  # noqa: E731
    assert audited(text, parts)[0].status == status


def test_parts_of_a_count_that_come_far_short_are_not_all_of_it():
    """办结1,762件, of which three kinds are named; a shortfall of a few percent is another matter."""
    few = audited("1,762件 683件 214件 96件", total(tentative=False), presumed=True)
    assert [finding.status for finding in few] == ["undetermined"]
    most = audited("1,762件 983件 514件 196件", total(tentative=False), presumed=True)
    assert [finding.status for finding in most] == ["contradicted"]


def test_a_price_of_few_digits_confirms_no_amount():
    """0.14万元 may be anything from 0.135 to 0.145: what it is multiplied to is no confirmation."""

    def relate(figures):
        count, price, amount = figures
        return Relation(amount, Product(count, price), tentative=True)

    assert audited("36,960平方米 0.14万元 5,261.4万元", relate) == ()
    assert [f.status for f in audited("36,960平方米 0.14万元 5,174.4万元", relate)] == ["confirmed"]


def test_a_list_that_makes_another_number_is_not_held_against_a_sound_one():
    """The total is confirmed by its own parts; what adds up to another printed number is of that one."""
    text = "总投资900.11万元 400.04万元 500.07万元。中央650.33万元 第一批450.22万元 第二批200.11万元"
    document = Document.from_text(text, name="report")
    figures = find_figures(document)

    @proposes("OWN", title="自定", severity="high")
    def check(facts):
        whole, a, b, _, c, d = [Operand("figure", f.text, f) for f in facts.figures if f.dimension == "money"]
        yield Relation(whole, Sum((a, b)))
        yield Relation(whole, Sum((c, d)))

    statuses = [finding.status for finding in audit(Facts(document, figures), [check]).findings]
    assert statuses == ["confirmed", "undetermined"]


@pytest.mark.parametrize(("text", "status"), [
    ("1,267.05万元 390.23万元 169.79万元", "contradicted"),
    ("1,267.05万元 110.23万元 19.79万元", "undetermined"),
])  # fmt: skip
def test_a_total_of_money_may_miss_its_largest_part(text, status):
    """What is listed makes up a half or a third of it; a tenth is of something else."""
    assert [finding.status for finding in audited(text, total(tentative=False), presumed=True)] == [status]


def bound(figures):
    return Relation(figures[0], Sum(tuple(figures[1:])), tentative=True, firm=True)


@pytest.mark.parametrize(
    "text", ["262人 86人 57人 64人 45人", "62万元 31万元 13万元", "48.2万元 18.6万元 26.6万元"]
)
def test_a_firm_relation_is_told_by_a_slip_in_a_number_of_few_digits(text):
    """What the form of the text binds together needs fewer digits than what is only near."""
    assert audited(text, total(tentative=True)) == ()
    assert [finding.status for finding in audited(text, bound)] == ["contradicted"]


@pytest.mark.parametrize("text", ["262人 86人 57人 64人 31人", "80万元 30万元 20万元"])
def test_a_firm_relation_still_needs_one_slip(text):
    """Two digits out, or numbers that tell nothing, are no slip of the pen."""
    assert audited(text, bound) == ()


def test_a_total_may_be_divided_twice():
    """A total that one list settles is held against a second list of other parts, not against the same again."""

    def check_both(text):
        document = Document.from_text(text, name="report")
        figures = find_figures(document)

        @proposes("OWN", title="自定", severity="high")
        def check(facts):
            whole, *parts = [Operand("figure", "数", figure) for figure in facts.figures]
            yield Relation(whole, Sum(tuple(parts[:2])), tentative=True, firm=True)
            yield Relation(whole, Sum(tuple(parts[2:])), tentative=True, firm=True)

        return [finding.status for finding in audit(Facts(document, figures), [check]).findings]

    assert check_both("318人 196人 122人 148人 92人 87人") == ["confirmed", "contradicted"]
    assert check_both("318人 196人 122人 148人 92人 78人") == ["confirmed", "confirmed"]
