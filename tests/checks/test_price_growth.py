"""RATIO-GROWTH and RATIO-RUN on prices: what a standard per head rose to, and by how much."""

from __future__ import annotations

import pytest


def told(check, text: str) -> str:
    counts = check(text, "RATIO-GROWTH", "RATIO-RUN").counts()
    return next((status for status in ("contradicted", "confirmed") if counts[status]), "silent")


@pytest.mark.parametrize(
    "text",
    [
        "特困供养标准由9,360元/人/年提高到9,984元/人/年（即832元/人/月），年人均增加624元，增长{}%。",
        "护理补贴标准由每人每年9,360元提高到9,984元，提高{}%。",
        "护理补贴从每人每年9360元上调至每人每年9984元，提标幅度{}%。",
        "公用经费标准由生均9,360元提高至9,984元，增幅{}%。",
        "种植补贴每亩9,360元提高到9,984元，同比增长{}%。",
        "护理补贴标准每人每年9,984元，较2021年的每人每年9,360元增长{}%。",
    ],
)
def test_growth_of_a_price_is_of_the_old_price(check, text):
    """From 9,360 to 9,984 is 6.67%; 6.25% is of the new price."""
    assert told(check, text.format("6.25")) == "contradicted"
    assert told(check, text.format("6.67")) == "confirmed"


@pytest.mark.parametrize(
    "text",
    [
        "护理补贴由每人每年9,360元提高到9,984元，支出增长6.25%。",
        "护理补贴由每人每年9,360元提高到9,984元，惠及2,300人，增长6.25%。",
        "护理补贴由每人每年9,360元提高到9,984元；增长6.25%。",
        "甲档每人每年9,360元、乙档每人每年9,984元，增长6.25%。",
        "护理补贴由每人每年9,360元提高到每人每月9,984元，增长6.25%。",
        "护理补贴每人每年9,984元，较上年的每人每月9,360元增长6.25%。",
        "护理补贴由每人每年约9,360元提高到9,984元，增长6.25%。",
    ],
)
def test_growth_of_something_beside_a_price(check, text):
    """What else grew, or between what, is not said: nothing is told."""
    assert told(check, text) != "contradicted"
