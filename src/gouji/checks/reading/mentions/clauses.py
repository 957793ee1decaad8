"""What a clause speaks of: all the money or one deed, a whole, a list that ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.checks.reading.mentions.openings import (
    phrase_of,
)
from gouji.checks.reading.names.keyed import Mention
from gouji.checks.reading.names.keys import PART_YEAR
from gouji.checks.reading.names.purposes import TOTAL, Name, is_generic
from gouji.checks.reading.text.nodes import Node

NEAR = 60
"""How many amounts back the whole of a list is looked for."""

_RATE = re.compile(r"(?:执行|支付|支出|使用|到位)(?:进度|率)(?:为|达|达到|仅|约)?$")

_PURPOSE = re.compile(
    r"[，]?(?:专项|专门|全部)?(?:用于|支持(?!项目)|补助|奖励|投向|实施|开展|建设|购置|购买|采购|发放|聘请|完成|解决|修建|新建|改造|给予|帮扶|慰问)"
)

_SAYS_TOTAL = re.compile(
    r"全年|本年|年度|(?:19|20)\d\d|累计|共计|合计|总|各项|年初|年末|调整|整体|全部|部门|项目|专项|预算|结转|结余|收入|财政拨款|基金"
)

_FORMULA = re.compile(r"^(?:根据|按照|截至|经|受|为|收支)[^，]{0,30}[，：]$")


def beside(own: Sequence[Mention], gap: str) -> Name | None:
    """The amount that a rate stands behind, where that is of one source or one purpose: 自筹资金到位80万元，到位率95%."""
    last = own[-1] if own and not re.search("[；。]", gap) else None
    named = last is not None and last.whole is None and last.key.account not in (None, TOTAL)
    return Name(last.key.account or "", True) if named and last is not None else None


def is_rate(node: Node) -> bool:
    """Whether a figure is a rate of execution or receipt."""
    percent = node.figure.dimension == "percent" and node.figure.value is not None
    return percent and _RATE.search(node.label) is not None


def of_one_part(own: Sequence[Mention], gap: str, rated: set[int]) -> bool:
    """Whether a rate follows the one part that 其中 takes out, or each of them: it may be of the part, and of the whole.

    ``rated`` holds the wholes, by where they stand, whose parts have rates of their own.
    """
    last = own[-1] if own and not re.search("[；。]", gap) else None
    if last is None or last.whole is None:
        return False
    start = last.whole.figure.start
    if sum(m.whole is last.whole for m in own) == 1:
        rated.add(start)
    return start in rated


def is_total(node: Node, before: Sequence[Mention], first: bool) -> bool:
    """Whether a clause without a name of its own, 支出30万元, speaks of all the money and not of one deed.

    It does where it says so (全年, 累计), where nothing else came before it, or behind another total;
    not where the words behind it say what the money was for.
    """
    if _PURPOSE.match(node.after):
        return False
    clause = phrase_of(node)
    if _SAYS_TOTAL.search(clause) or any(m.key.account == TOTAL for m in before[-NEAR:]):
        return True
    words = node.lead[: -len(clause)] if first else ""
    return first and (not words.strip("，：") or is_generic(words) or _FORMULA.match(words) is not None)


def subject_of(whole: Mention) -> str:
    """The narrower subject that a part has from its whole: the project, or the unit."""
    return whole.key.account or "" if whole.item else whole.key.subject


def whole_of(before: Sequence[Mention], node: Node) -> Mention | None:
    """The amount before a list that it takes apart; ``None`` where none is in its unit."""
    fitting = [m for m in before[-NEAR:] if m.plain and m.figure.base_unit == node.figure.base_unit]
    outer = [m for m in fitting if not m.listed] or fitting
    # 本年支出390万元，年末结余18万元。其中基本支出240万元: the balance is no whole of it.
    value = node.figure.value or 0
    larger = [m for m in outer if (m.figure.value or 0) >= value and m.key.aspect != "closing"]
    balance = bool(outer) and outer[-1].key.aspect == "closing" and (outer[-1].figure.value or 0) < value
    return (larger if balance and larger else outer)[-1] if outer else None


def is_of_part_year(gap: str, before: bool) -> bool:
    """Whether an amount is of a part of the year: 截至9月末，执行1,361万元; what was said before holds on in a clause."""
    words = gap.rpartition("；")[2]
    goes_on = before and "；" not in gap and "全年" not in gap
    return goes_on or PART_YEAR.search(words) is not None


def ends_list(node: Node) -> bool:
    """Whether a clause behind a list speaks of something else: a total of its own, a balance."""
    return (
        "。" in node.gap or re.search(r"合计|共计|总计|^，(?:实际|全年|本年|年末|年初)", node.gap) is not None
    )
