"""Shares that no amount before them makes: the one whole they can be of, that a slip of the pen may hide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gouji.checks.reading.rates.common_bases import fits
from gouji.checks.reading.rates.near_amounts import EXACT, digits, hides
from gouji.checks.reading.rates.printed_shares import TAIL, Share
from gouji.checks.reading.text.nodes import Node
from gouji.checks.reading.text.quantities import value_of

_KIND = re.compile(r"(?P<who>[^，。；：]*?)(?P<kind>收入|支出|投资|预算|资金|经费|人数|面积|户数|产值)$")
_SHARED = re.compile(r"[，（]?(?:约|大约)?占")
_ALL = re.compile(r"(?:总|全部|全年|本年|全[省市县区州]|我[省市县区州]|当年|年度|项目|资金|的)*")
_APART = re.compile(r"上年|去年|同期|[较比与同](?:19|20)\d\d年|增|减|降|其中|年初|未|拟|预计|申请|申报")


def whole_of(share: Share, before: Sequence[Node], sentence: Sequence[Node]) -> Node | None:
    """The whole of a share that no printed amount makes: the one its sentence begins with, or that it names roughly."""
    rate, part = share.node.figure, share.part
    plain = rate.decimals > 0 and digits(rate) >= EXACT and part.addable and not part.figure.modifiers
    if not plain or _APART.search(part.clause) or any(fits(share, node) for node in before):
        return None
    name = TAIL.sub("", share.whole)
    if not share.whole:
        whole = _opening(part, sentence)
    else:
        whole = _called(name, part, before)
    if whole is None or _APART.search(whole.clause) or whole.figure.modifiers:
        return None
    return whole if value_of(whole) > value_of(part) and hides(rate, part.figure, whole.figure) else None


def _opening(part: Node, sentence: Sequence[Node]) -> Node | None:
    """承担58项任务，完成28项，占48.3%；在建27项，占46.5%: the first of a sentence whose other counts are all shared out."""
    alike = [n for n in sentence if n.addable and n.figure.base_unit == part.figure.base_unit]
    alike = [n for n in alike if n.figure.start <= part.figure.start]
    shared = {left.figure.start for left, right in pairwise(sentence) if _SHARED.match(right.gap)}
    told = len(alike) > 1 and all(node.figure.start in shared for node in alike[1:])
    return alike[0] if told and alike[0].figure.start not in shared else None


def _called(name: str, part: Node, before: Sequence[Node]) -> Node | None:
    """占总收入的 x%: the largest amount of that kind before it that is no part of anything itself."""
    said = _KIND.search(name)
    if said is None:
        return None
    own = _ALL.sub("", said["who"])
    shared = {left.figure.start for right, left in pairwise(before) if _SHARED.match(right.gap)}
    alike = [n for n in before if n.addable and n.figure.base_unit == part.figure.base_unit and n is not part]
    alike = [n for n in alike if n.figure.start not in shared]
    named = [n for n in alike if _is_of_kind(TAIL.sub("", n.label), own, said["kind"])]
    largest = max(named, key=value_of, default=None)
    others = [value_of(node) for node in alike if value_of(node) >= value_of(part)]
    return largest if largest is not None and value_of(largest) == max(others, default=0) else None


def _is_of_kind(label: str, own: str, kind: str) -> bool:
    """Whether a label ends with a kind of money and names, in their order, the characters of its owner: 财政…收入."""
    if not label.endswith(kind):
        return False
    if own == "财政" and "公共预算" in label:
        return True
    at = 0
    for character in own:
        at = label.find(character, at) + 1
        if not at:
            return False
    return True
