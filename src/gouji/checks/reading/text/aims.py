"""Rates that the text holds a result against: 未达到下降35%的目标, 低于全市平均执行率88.60%."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.checks.reading.text.nodes import Node

_AIM_BEHIND = re.compile(
    r"^(?:以上|以内|以下|左右)?的?(?:年度|绩效|预期|预定|既定|年初|全年|考核|工作|刚性|最低|约定|控制|省定|市定|县定)*"
    r"(?:目标|任务|要求|指标|标准|计划|序时进度|时序进度|红线|底线|上限|下限|控制|考核线|警戒线|平均)(?!之比|完成率)"
)
_AIM_BEFORE = re.compile(
    r"(?:(?:未能?达到?|没有达到|尚未达到|达不到|不及|距离?|离|低于|高于|优于|落后于?)[^，。；：]{0,6}?"
    r"(?:全[国省市县区州]|同类|同级|行业|平均|预期|既定|年度目标|绩效目标|目标|序时|时序|考核|要求|规定|标准|上级|约定)[^，。；：]{0,10}"
    r"|[比较][^，。；：]{0,8}(?:目标|要求|标准|平均水平|平均|序时进度)值?的?)$"
)
_AVERAGE = re.compile(r"(?:全[国省市县区州]|同类|行业|各[地市县区])[^，。；：]{0,8}平均[^，。；：]{0,8}$")
_DIRECTION = re.compile(r"(?:增长|增加|上升|提高|提升|下降|减少|降低|压减)$")

_EARLIER = re.compile(r"上年|去年|上一?年度|前年|往年|历年|以前年度|上期")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


def is_of_another_year(rate: Node, amounts: Sequence[Node], year: int | None = None) -> bool:
    """Whether a rate is of a year that none of some amounts is of: 支出37.24万元，执行率98%，上年执行率95.20%."""
    words = rate.clause
    if "年" not in words:
        return False
    said = [_EARLIER.search(node.lead) is not None for node in amounts]
    if _EARLIER.search(words) is not None:
        return not any(said)
    years = set(_YEAR.findall(words))
    printed = {found for node in amounts for found in _YEAR.findall(node.lead)}
    own = printed or {str(year)}
    return bool(years) and years.isdisjoint(own) and not any(said)


def is_aim(rate: Node) -> bool:
    """Whether a rate is what was aimed at, or what others have, and not what two amounts of the report make."""
    if _AIM_BEHIND.match(rate.after):
        return True
    clause = rate.clause
    return _AVERAGE.search(clause) is not None or (
        _AIM_BEFORE.search(clause) is not None and _DIRECTION.search(clause) is None
    )
