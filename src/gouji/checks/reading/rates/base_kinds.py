"""Kinds of amounts that a rate can be of, by the words for it: 按下达数计算, （支出÷到位资金）, 占年初预算的."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gouji.checks.reading.rates.near_amounts import REACH, alike, amount, digits, makes
from gouji.checks.reading.text.nodes import Node
from gouji.checks.reading.text.quantities import value_of

LONG = 4
"""How many digits a rate prints that two amounts do not make by chance."""

_KINDS = {
    "adjusted": re.compile(r"调整后|调整预算|(?:调减|调增|追加|变更)后"),
    "opening": re.compile(r"年初(?:部门)?(?:预算|安排|批复|下达|数)|期初预算|原预算"),
    "released": re.compile(r"(?<!年初)下达"),
    "received": re.compile(r"到位|收到|到账|入账"),
    "usable": re.compile(r"可用|可支配|可执行"),
    "planned": re.compile(r"计划|总投资|概算|申请"),
    "income": re.compile(r"(?:本年|全年|年度)收入"),
}
_NAMES_BASE = re.compile(
    r"(?:按照?|以|对照|对比|比照|[与同])[^，。；：]*(?:计|算|测|核|口径|基数|基准|分母|相比|比|衡量)|÷|/|^(?:仅|只|约)?(?:为|完成|达到?|相当于)[^，。；：]*的[^，。；：]*$|占[^，。；：]*的[^，。；：]*$"
)
_OF = re.compile(r"(?:^|，)(?P<name>[^，。；：、]{2,14})的$")
_QUOTIENT = re.compile(r"[^（）÷/]*[÷/](?P<name>[^（）÷/]*)")
_RATE = re.compile(r"(?:支出|支付|执行|使用|拨付)(?:率|进度|比例)")
_SPENT = re.compile(r"支出|支付|执行|使用|拨付|兑付|列支")
_GIVEN = re.compile(r"预算|下达|到位|收到|可用|可支配|安排|批复|计划|收入|总投资|概算|申请")
_APART = re.compile(r"其中|结余|结转|未|尚|差|追加|调增|调减|收回|若|如果")
_OWN_BRACKET = re.compile(r"（(?P<words>[^（）]{3,40})）")


class Misbased(NamedTuple):
    """A part, the one amount of the kind that the words name, and the amount of another kind that makes the rate."""

    part: Node
    whole: Node
    instead: Node


def misbased(nodes: Sequence[Node], at: int, before: Sequence[Node]) -> Misbased | None:
    """A rate whose words name one kind of amount and that another kind makes, to the last of four digits.

    ``before`` are the figures of the paragraph above.
    """
    rate = nodes[at]
    wanted = kind_wanted(rate) if digits(rate.figure) >= LONG else None
    if wanted is None:
        return None
    near = [node for node in [*before[-REACH:], *nodes[max(0, at - REACH) : at]][::-1] if amount(node)]
    money = [node for node in near if node.figure.dimension == "money" and not _APART.search(node.clause)]
    parts = [node for node in money if _SPENT.search(node.label) and not _GIVEN.search(node.label)]
    bases = [node for node in money if kind_of(node.label) == wanted]
    if not parts or len({value_of(node) for node in bases}) != 1:
        return None
    part, whole = parts[0], bases[0]
    if not alike(part, whole) or makes(value_of(part), value_of(whole), rate.figure):
        return None
    others = (node for node in money if kind_of(node.label) not in (wanted, None))
    instead = next((n for n in others if makes(value_of(part), value_of(n), rate.figure)), None)
    return Misbased(part, whole, instead) if instead is not None else None


def kind_of(words: str) -> str | None:
    """The kind of amount that words name; ``None`` where they name none, or two."""
    found = [kind for kind, pattern in _KINDS.items() if pattern.search(words)]
    return found[0] if len(found) == 1 else None


def kind_wanted(rate: Node) -> str | None:
    """The kind of base that the words beside a rate name, or the brackets before or behind it."""
    words = re.split("[。；]", rate.gap)[-1]
    behind = _OWN_BRACKET.match(rate.after)
    within = _OWN_BRACKET.search(words)
    for said in (behind["words"] if behind else "", within["words"] if within else ""):
        quotient = _QUOTIENT.fullmatch(said)
        if quotient is not None or _NAMES_BASE.search(said):
            return kind_of(quotient["name"] if quotient is not None else said)
    clauses = words.lstrip("，、").split("，")
    said = clauses[0] if len(clauses) == 2 and _RATE.search(clauses[1]) else clauses[-1]
    of = _OF.search(said)
    if _NAMES_BASE.search(said) or of is not None:
        return kind_of(_RATE.sub("", said))
    return None
