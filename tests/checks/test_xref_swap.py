"""XREF-SWAP: two items with each other's amounts."""

from __future__ import annotations

import pytest

from gouji.checks.xref_swap import exchanged
from gouji.document import Document
from gouji.facts import Facts
from gouji.figures import find_figures
from gouji.ledger import audit

HEAD = "青禾县农田建设补助资金绩效自评报告\n\n一、资金使用情况\n\n"
LIST = "全年支出1,147.90万元，其中：渠系整治36.48万元、机耕路400.11万元、土壤改良381.21万元、泵站330.10万元。"
TABLE = "支出方向\t支出金额（万元）\n渠系整治\t{0}\n机耕道路\t{1}\n土壤改良\t381.21\n"


def told(text: str) -> list[str]:
    """The expressions of the contradictions in a text."""
    document = Document.from_text(text, name="report")
    facts = Facts(document, find_figures(document))
    return [f.expression for f in audit(facts, [exchanged]).findings if f.status == "contradicted"]


@pytest.mark.parametrize(
    "later",
    [
        "分项看，渠系整治400.11万元、机耕路36.48万元，土壤改良381.21万元，泵站330.10万元。",
        "机耕路36.48万元，渠系整治400.11万元，两项都已完工。",
    ],
)
def test_two_lists_that_give_each_others_amounts(later):
    """Both items are told, each with what the other place prints."""
    text = f"{HEAD}{LIST}\n\n二、产出情况\n\n{later}\n"
    assert sorted(told(text)) == ["36.48 ≠ 400.11", "400.11 ≠ 36.48"]


def test_a_list_and_a_table():
    """The names of a table's rows are held against those of the prose."""
    prose = LIST.replace("机耕路", "机耕道路")
    assert len(told(f"{HEAD}{prose}\n\n二、明细\n\n{TABLE.format('400.11', '36.48')}")) == 2
    assert told(f"{HEAD}{prose}\n\n二、明细\n\n{TABLE.format('36.48', '400.11')}") == []


def test_a_paragraph_that_comes_to_anothers_amount():
    """A paragraph on one item ends at the amount that the list gives another one."""
    text = f"{HEAD}{LIST}\n\n二、产出情况\n\n渠系整治按每处1.6万元补助，共计400.11万元。\n"
    assert told(text) == ["36.48 ≠ 400.11"]


@pytest.mark.parametrize(
    "later",
    [
        "渠系整治36.48万元、机耕路400.11万元均已支付。",
        "渠系整治按每处1.6万元补助，共计36.48万元，机耕路400.11万元。",
        "渠系整治402.11万元、机耕路36.48万元。",
        "渠系整治与机耕路合计436.59万元，其中机耕路400.11万元。",
        "渠系整治比机耕路少363.63万元，后者为400.11万元。",
        "渠系整治400.11万元，渠系整治36.48万元，机耕路36.48万元。",
        "渠系整治约400.11万元，机耕路约36.48万元。",
    ],
)
def test_look_alikes_stay_silent(later):
    """What agrees, what is no exchange, what names an item twice or roughly says nothing."""
    assert told(f"{HEAD}{LIST}\n\n二、产出情况\n\n{later}\n") == []


def test_stages_of_one_amount_are_no_items():
    """What is left of a grant once a part was taken back is the same grant, smaller."""
    head = "安排公共文化专项资金1,605.00万元，年中收回31.00万元，实际下达资金1,574.00万元。"
    text = f"{HEAD}{head}\n\n二、产出情况\n\n公共文化专项资金1,574.00万元全部支付到位。\n"
    assert told(text) == []


def test_round_numbers_change_places_by_chance():
    """Two digits in all are met by anything."""
    text = f"{HEAD}培训场次20次、宣传活动30次。\n\n二、下年计划\n\n培训场次30次、宣传活动20次。\n"
    assert told(text) == []
