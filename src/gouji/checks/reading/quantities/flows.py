"""Openings, what came and what went, and closings 期初、增加、减少、期末, as prose names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import ADDED, sum_of, value_of
from gouji.ledger.precision import telling

FEWEST = 4
"""How many figures a flow is."""

MOST = 6
"""How many figures there may be from the first to the closing one."""

NEAR = Decimal("0.1")
"""How far a closing amount may be from what its flow makes."""

WIDE = Decimal("0.5")
"""The same where the words give every sign and the gap may be one of swapped digits."""

FINE = 5
LEAST = 3
"""How many digits must tell in how many of the figures for a slip to be told of those whose words leave the sign open."""

_OPEN = re.compile(
    r"(?:年|期|月|季|学期)初|期首|上年(?:末|底|结转|结余)|原有|原先|原值|起初|批复|核定|下达|上期|去年底|接手|[存摸]量"
)
_CLOSE = re.compile(
    r"(?:年|期|月|季|学期)[末底]|末了|余额|结存|未结|在院|在训|在册|在库|在管|调整(?:后|预算|数)|最终|最后|现有|现存|实有|合计|定格|三笔|四笔|轧[账抵算]|相抵|算下来|算到头|剩"
)
_OUT = re.compile(
    r"减|撤|报废|核销|处置|注销|淘汰|调出|支出|支取|退|迁出|迁走|死亡|办结|离|销号|出栏|发出|领用|用[去掉]|转出|划[出转]|收回|收走|追缴|上缴|消化|退出|除名|拆|流失|清退|解除|终止|期满|解矫|解聘|出院|毕业|结业|审结|结案|结清|调离|离开|离职|辞|退休|转走|转诊|赎回|兑付|还款|还清|下架|剔|移交|销毁|遗失|关闭|关停|出库|取消|花|偿还|还本|摘帽|关停|停办"
)
_IN = re.compile(
    r"增|新|追加|添|购|收入|入库|入账|到账|转入|调入|接收|受理|补充|落成|投用|进|招|吸纳|纳入|归集|立案|购置|捐|发行|举借|借入|续"
)
_MORE = re.compile(r"^(?:另|还|此外|加上|连同|外加)")
_INNER = re.compile(r"其中|当中|里[面头]|内含")
_STOCK = re.compile(r"(?:年|期|月|季|学期)初|期首|上年(?:末|底)|上期末|去年底|原有|起初")
_STOCK_LEFT = re.compile(r"(?:年|期|月|季|学期)[末底]|现有|现存|实有|累计达|总[量数]")
_NONE_OUT = re.compile(
    r"(?:没有|无|未|不存在|均未)(?:发生|出现|办理|有|任何)?[^，。；：]{0,4}(?:减少|撤并|报废|核销|处置|注销|淘汰|调出|退出|迁出|销毁|移出|流失|划出|转出|离职|退休|死亡|清退|损耗|剔旧|剔除|下架|丢失)"
)
NINE = 9
"""What two swapped digits leave is a multiple of this."""

GROWN = 3
"""How many figures a stock is that only grew."""


class Flow(NamedTuple):
    """A closing amount with what it is made of; ``firm`` where the words give every sign."""

    closing: Node
    plus: tuple[Node, ...]
    minus: tuple[Node, ...]
    firm: bool


def flows(passage: Passage) -> Iterator[Flow]:
    """The flows of a paragraph: some figures of one unit in a row, an opening one among them, a closing one last."""
    if len(passage.nodes) < GROWN:
        return
    strands: dict[str, list[Node]] = {}
    inner = False
    for node in passage.nodes:
        figure = node.figure
        plain = bool(figure.value) and not figure.modifiers and not figure.per and figure.low is None
        inner = _INNER.search(node.gap) is not None or (inner and "；" not in node.gap and not node.stops)
        if plain and figure.dimension in ADDED and node.addable and not inner:
            strands.setdefault(figure.base_unit, []).append(node)
    for strand in strands.values():
        yield from _grown(strand)
        for at in range(FEWEST - 1, len(strand)):
            behind = strand[at + 1] if at + 1 < len(strand) else None
            more = behind is not None and not behind.stops and _MORE.search(behind.clause) is not None
            if _CLOSE.search(strand[at].lead) and not more:
                yield from _to(strand, at)


def _grown(strand: Sequence[Node]) -> Iterator[Flow]:
    """Stocks of which nothing went: 年初馆藏38,642卷，接收6,315卷，没有移出，年末44,957卷.

    Where no word says that nothing did, what went unsaid would leave less than the two make.
    """
    for at in range(GROWN - 1, len(strand)):
        closing, run = strand[at], strand[at - GROWN + 1 : at]
        first = [node for node in run if _STOCK.search(node.clause)]
        came = [node for node in run if node not in first and _IN.search(node.clause)]
        if len(first) != 1 or len(came) != 1 or _STOCK_LEFT.search(closing.clause) is None:
            continue
        gap = value_of(closing) - sum_of(run)
        words = "".join(node.gap for node in strand[at - GROWN + 2 : at + 1])
        whole = _NONE_OUT.search(words) is not None
        if abs(gap) > NEAR * value_of(closing) or _OUT.search(_NONE_OUT.sub("", words)) is not None:
            continue
        if not gap or whole or (gap > 0 and not gap / closing.figure.quantum % NINE):
            yield Flow(closing, (first[0], came[0]), (), firm=whole)


def _to(strand: Sequence[Node], at: int) -> Iterator[Flow]:
    """The flows that end in a figure, the shortest first."""
    closing = strand[at]
    for count in range(FEWEST - 1, MOST):
        run = strand[at - count : at] if at >= count else ()
        openings = [node for node in run if _OPEN.search(node.clause)]
        # 上期期末余额…, 本期期末余额…: what the run begins with closed the period before.
        openings = openings or [node for node in run[:1] if _CLOSE.search(node.clause)]
        if len(openings) != 1:
            continue
        others = [node for node in run if node is not openings[0]]
        minus = tuple(node for node in others if _OUT.search(node.clause))
        plus = (openings[0], *(node for node in others if node not in minus))
        signed = all(_IN.search(node.clause) for node in plus[1:])
        gap = abs(sum_of(plus) - sum_of(minus) - (value_of(closing)))
        # Digits swapped at the head of a number leave more than any other slip, and always nines.
        wide = signed and not gap / closing.figure.quantum % NINE
        if minus and gap <= (WIDE if wide else NEAR) * value_of(closing):
            fine = sum(telling(node.figure) >= FINE for node in (closing, *run)) >= LEAST
            if not gap or fine or signed:
                yield Flow(closing, plus, minus, firm=signed)
                return
