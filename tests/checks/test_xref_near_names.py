"""XREF-NEAR by the name a number bears: behind it, in the clause before it, or the same word twice."""

from __future__ import annotations

import pytest


def told(check, text: str) -> bool:
    return check(text, "XREF-NEAR").counts()["contradicted"] > 0


@pytest.mark.parametrize(
    "text",
    [
        # what was counted stands behind the number
        "（一）产出。全年计划装修13,600户，实际完成厨卫节水改造13,124户。\n\n（二）效益。全年13,142户居民完成厨卫节水改造，用水下降。",
        "（一）产出。一是管网接驳有序推进。实际接驳13,124户。\n\n（二）效益。共有13,142户家庭完成管网接驳，水质改善。",
        # the clause of the number is a verb alone
        "（一）分配。按片区分，其中安排苇塘片区最多，为3,470万元。\n\n| 片区 | 下达资金（万元） |\n|---|---|\n"
        "| 苇塘片区 | 3,740.00 |\n| 沙岭片区 | 2,115.00 |\n",
        # the same short name again, with digits that are no neighbours swapped
        "（一）产出。巡护2,817次，完成计划的104%。巡护2,817次均有记录。\n\n（二）目标。完成抽检560批、巡护2,718次。",
        "（一）产出。接访3,516次，比计划多16次。\n\n（二）效益。全年接访3,516次。\n\n（三）自评。完成接访3,615次、走访。",
    ],
)
def test_one_thing_with_digits_swapped(check, text):
    """The noun behind a count, the name in the clause before and the same word say that it is one thing."""
    assert told(check, text)


@pytest.mark.parametrize(
    "text",
    [
        # another year, a plan, another place, another thing; a word that names nothing
        "（一）产出。实际完成厨卫节水改造13,124户。\n\n（二）效益。上年13,142户居民完成厨卫节水改造。",
        "（一）产出。实际完成厨卫节水改造13,124户。\n\n（二）目标。计划13,142户居民完成厨卫节水改造。",
        "（一）产出。实际接驳燃气13,124户。\n\n（二）效益。共有13,142名学生参加急救培训。",
        "（一）分配。按片区分，其中安排苇塘片区最多，为3,470万元。\n\n| 片区 | 下达资金（万元） |\n|---|---|\n"
        "| 双桥片区 | 3,740.00 |\n| 沙岭片区 | 2,115.00 |\n",
        "（一）产出。全年2,817次，超出计划。实际完成2,817次。\n\n（二）目标。全年2,718次。",
        "（一）产出。巡护2,817次，完成计划的104%。巡护2,817次均有记录。\n\n（二）上年。2022年完成巡护2,718次。",
        "（一）产出。巡护2,817次，完成计划的104%。巡护2,817次均有记录。\n\n（二）目标。计划巡护2,718次。",
    ],
)
def test_things_that_only_look_alike(check, text):
    """Other years, plans, other places and words without a name say nothing."""
    assert not told(check, text)
