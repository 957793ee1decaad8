"""Rules that a report states for its own points."""

from __future__ import annotations

import re

from gouji.checks.reading.text.once import once
from gouji.facts import Facts

_STEPS = re.compile(
    r"(?:执行率|支付率|支出率)[^。\n]{0,40}\d+(?:\.\d+)?[%％][^。\n]{0,30}(?:满分|得\d|计\d|扣\d|不扣分|不得分)"
)


@once
def has_step_rule(facts: Facts) -> bool:
    """Whether the report tells how the execution rate is given points by steps (95%以上得满分)."""
    return _STEPS.search(re.sub(r"[ \t　]", "", facts.document.text)) is not None
