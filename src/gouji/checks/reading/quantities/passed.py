"""Counts of one thing at two steps: of 156 complaints received no more than 156 can be settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from gouji.checks.reading.text.nodes import Node

_STEPS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(all_of), re.compile(rf"(?:{passed})"))
    for all_of, passed in (
        (
            r"受理|收到|接到|接收|接办|登记|转办|交办|立案|收件",
            r"办结|办理完|办理完毕|答复|结案|处理完|处置完|销号|回复|调解成功",
        ),
        (r"发放|发出|下发|投放", r"收回|回收"),
        (r"收回|回收|有效问卷", r"满意"),
        (r"完工|竣工|建成", r"验收"),
        (r"报名|申报|申请|推荐|征集", r"立项|入选|入围|获批|录取|录用|评选出|审核通过|纳入支持|获得支持"),
        (r"参训|参加培训|参加考[试核]|参考", r"合格|取证|证书|通过考[试核]|结业"),
        (r"抽检|监督抽查|检测|送检|抽样", r"合格|达标"),
        (r"发现|排查出|查出|检查出|摸排", r"整改|消除|销号"),
    )
)
"""The words of all that went in, and of what came through 收与办."""

_OTHER_TIME = re.compile(
    r"上年|去年|上一年|以前|历年|往年|结转|遗留|存量|累计|以来|较|比|增|减|计划|目标|任务"
)
_TAKEN_OUT = re.compile(r"剔除|扣除|去除|除去|筛除|排除|作废|无效|漏答|漏填|废卷|缺失|退回|撤回|未|没有|不足")
"""What is taken away from all that went in is not what went in: 剔除漏答8份后有效问卷320份."""
_NOT = re.compile(r"未|没有|不予|尚")
_BEHIND = re.compile(r"^[^，、。；：（\d]{0,8}")
SKIPPED = 1
"""How many figures may stand between the two."""


def passed(sentence: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """What came through, and what went in, where the two stand together and are counted in one unit."""
    counts = [(at, node) for at, node in enumerate(sentence) if _is_count(node)]
    told: set[int] = set()
    for (at, first), (later, second) in combinations(counts, 2):
        near = later - at <= 1 + SKIPPED and first.figure.base_unit == second.figure.base_unit
        if near and at not in told and "；" not in second.gap and _is_step(_words(first), _words(second)):
            told.add(at)
            yield second, first


def _is_count(node: Node) -> bool:
    figure = node.figure
    plain = figure.dimension == "count" and node.addable and not figure.modifiers and figure.low is None
    return plain and not _OTHER_TIME.search(node.clause)


def _words(node: Node) -> str:
    behind = _BEHIND.match(node.after)
    return f"{node.clause}{behind[0] if behind is not None else ''}"


def _is_step(first: str, second: str) -> bool:
    """Whether the words of two counts are of one way, the later ones of what came through."""
    for went_in, came_through in _STEPS:
        if went_in.search(first) and came_through.search(second):
            through = not came_through.search(first) and not went_in.search(second)
            return through and not _NOT.search(second) and not _TAKEN_OUT.search(first)
    return False
