"""XREF-NEAR on standards per head: what a report pays for one thing, and one place that says otherwise."""

from __future__ import annotations

import pytest


def told(check, text: str) -> bool:
    return check(text, "XREF-NEAR").counts()["contradicted"] > 0


RAISED = "（一）政策。从2023年7月1日起，高龄老人生活津贴由每人每月60元提高到70元。\n\n"
LISTED = "（二）发放。\n\n1.高龄老人生活津贴。全年发放8,412人次，每人每月70元，月均发放701人。\n\n"


@pytest.mark.parametrize(
    "text",
    [
        RAISED + LISTED + "（三）成本。严格按标准发放，高龄老人生活津贴每人每月76元，没有超标准发放。",
        RAISED + LISTED + "（三）成本。高龄老人生活津贴标准为每人每月90元、独生子女奖励每人每月45元。",
        "（一）政策。乡村医生岗位津贴每人每年1,800元。\n\n（二）使用。乡村医生岗位津贴每人每年1,800元，全部到人。\n\n"
        "（三）成本。乡村医生岗位津贴每人每年1,300元。",
        "（一）政策。公益林管护补助每亩15元。\n\n（二）使用。公益林管护补助按每亩15元兑付。\n\n（三）成本。公益林管护补助每亩19元。",
    ],
)
def test_one_place_says_otherwise(check, text):
    """Two places agree, the third differs in one digit."""
    assert told(check, text)


@pytest.mark.parametrize(
    "text",
    [
        RAISED + LISTED + "（三）成本。2022年高龄老人生活津贴每人每月60元，标准偏低。",
        RAISED + LISTED + "（三）建议。拟将高龄老人生活津贴每人每月76元作为新标准。",
        RAISED + LISTED + "（三）成本。百岁老人生活津贴每人每月76元。",
        RAISED + LISTED + "（三）成本。高龄老人生活津贴每人每年76元。",
        RAISED + "（三）成本。高龄老人生活津贴每人每月76元。",
        RAISED + LISTED + "（三）成本。高龄老人生活津贴每人每月65元，高龄老人生活津贴每人每月76元。",
        RAISED + LISTED + "（三）成本。高龄老人生活津贴平均每人每月76元。",
        RAISED + LISTED + "（三）成本。高龄老人生活津贴每人每月160元。",
    ],
)
def test_other_years_other_people_other_times(check, text):
    """Old and proposed standards, other names, other times and averages are let pass."""
    assert not told(check, text)
