"""Amounts that came in turns 分批: 分两批下达，第一批60万元，第二批25万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks.reading.lists.listing import Listing
from gouji.checks.reading.names.kinds import NUMERAL, number
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import sum_of, value_of

_TURN = re.compile(r"第([一二三四五六七八九十]{1,2})(?:批次?|次|期|笔|轮|阶段)")
_DIVIDED = re.compile(r"^(?:其中[，：]?)?(?P<name>[^，。；：]{2,16}?)(?:共|均|已)?分$")
_BEHIND = re.compile(r"(?:下达|拨付|到位|安排|发放|划拨|支付|拨入|实施)")
_IN_ALL = re.compile(
    r"(?:[，。；])?(?:以上|上述)?(?:合计|共计|总计|共)(?:下达|拨付|到位|安排)?(?:资金|金额)?为?"
)
_BATCHES = frozenset({"批", "批次", "次", "期", "笔", "轮"})
_SAID_BEFORE = re.compile(
    rf"[，。；]({NUMERAL})(?:批次?|次|期|笔|轮)(?:资金)?(?:合计|共计|总计|共)(?:下达|拨付|到位|安排)?(?:资金|金额)?为?$"
)
_NAMED = re.compile(
    r"[，。；](?P<name>[一-龥]{3,10}?)(?:合计|共计|总计|累计|共)(?:下达|拨付|到位|安排)?(?:资金|金额)?为?$"
)
SHARED = 3
"""How many characters at its end the name of a whole shares with what is divided."""
_SAID = re.compile(rf"分({NUMERAL})(?:批次?|次|期|笔|轮|个阶段)")


def in_turns(passage: Passage, previous: Sequence[Node]) -> Iterator[list[Listing]]:
    """Amounts of the first, the second turn and so on; the whole stands before them, or in the sentence before.

    Args:
        passage: What is read.
        previous: The nodes of the sentence before the passage.
    """
    before: Sequence[Node] = previous
    for sentence in passage.sentences():
        parts = _turns(sentence)
        closing = _closing(passage, sentence, parts) if len(parts) > 1 else None
        if closing is not None:
            yield [Listing(closing, parts, "分批", False)]
        elif (own := _own_turns(before, sentence)) is not None:
            yield [own]
        elif len(parts) > 1:
            at = sentence.index(parts[0])
            near = [node for node in sentence[:at] if _may_hold(node, parts)]
            wholes = near or [node for node in before if _may_hold(node, parts)]
            words = "".join(node.gap + node.figure.text for node in sentence[: at + 1])
            said = _SAID.search("".join(words.split()))
            certain = said is not None and number(said[1]) == len(parts) and len(near) == 1
            yield from _listed(wholes, parts, certain=certain)
        before = sentence


def _turns(sentence: Sequence[Node]) -> tuple[Node, ...]:
    """The amounts of 第一批, 第二批 …, one for each; nothing where one of them has several or none."""
    named = [(found[1], node) for node in sentence if (found := _TURN.search(node.clause)) and node.addable]
    parts = tuple(node for turn, node in named)
    in_order = [number(turn) for turn, _ in named] == list(range(1, len(named) + 1))
    money = all(node.figure.dimension == "money" and node.figure.base_unit == "元" for node in parts)
    return parts if in_order and money and not any(node.figure.modifiers for node in parts) else ()


def _closing(passage: Passage, sentence: Sequence[Node], parts: Sequence[Node]) -> Node | None:
    """The total that says of how many turns it is: 第一批…；第二批…；第三批…。三批合计90万元."""
    at = passage.nodes.index(parts[-1])
    after = passage.nodes[at + 1 : at + 3]
    told = _SAID_BEFORE.search(after[0].gap) if after else None
    if after and told is None and _comes_back(sentence, parts, after[0]):
        return after[0]
    if told is not None and number(told[1]) == len(parts) and _is_amount(after[0]):
        return None if after[0].figure.modifiers else after[0]
    if len(after) < 2 or after[0].figure.unit not in _BATCHES or after[0].figure.value != len(parts):
        return None
    said = _IN_ALL.fullmatch(after[1].gap) is not None and after[1].figure.dimension == "money"
    return after[1] if said and after[1].addable and not after[1].figure.modifiers else None


def _comes_back(sentence: Sequence[Node], parts: Sequence[Node], total: Node) -> bool:
    """Whether a total bears the name of what so many turns divide: 省级资金分三批下达：…，省级资金累计90万元."""
    closing = _NAMED.search(total.gap)
    if closing is None or not _is_amount(total) or total.figure.modifiers:
        return False
    words = "".join(node.gap + node.figure.text for node in sentence[: sentence.index(parts[0]) + 1])
    said = _SAID.search("".join(words.split()))
    named = said is not None and words[: said.start()].endswith(closing["name"])
    return said is not None and named and number(said[1]) == len(parts)


def _own_turns(before: Sequence[Node], sentence: Sequence[Node]) -> Listing | None:
    """What is named as divided, and its turns, dated or counted: 省级资金分两批下达，3月60万元，9月25万元."""
    for at, node in enumerate(sentence):
        found = _DIVIDED.search(node.clause) if node.figure.unit in _BATCHES else None
        if found is None or _BEHIND.match(node.after) is None:
            continue
        name, count = found["name"], int(node.figure.value or 0)
        money = [each for each in sentence[at + 1 :] if _is_amount(each)]
        wholes = [each for each in (*before, *sentence[:at]) if _is_amount(each)]
        named = [each for each in wholes if each.label.endswith(name) or _alike(name, each.label)]
        if len(named) == 1 and 1 < count == len(money) and not any(n.figure.modifiers for n in money):
            return Listing(named[0], tuple(money), "分批", False)
    return None


def _alike(name: str, label: str) -> bool:
    return len(label) > SHARED and name.endswith(label)


def _is_amount(node: Node) -> bool:
    return node.addable and node.figure.dimension == "money" and node.figure.base_unit == "元"


def _may_hold(node: Node, parts: Sequence[Node]) -> bool:
    most = max(value_of(part) for part in parts)
    money = node.figure.dimension == "money" and node.figure.base_unit == "元"
    return money and node.addable and (value_of(node)) >= most


def _listed(wholes: Sequence[Node], parts: tuple[Node, ...], *, certain: bool) -> Iterator[list[Listing]]:
    made = sum_of(parts)
    held = [whole for whole in wholes if whole.figure.value == made]
    if held or certain:
        yield [Listing((held or list(wholes))[0], parts, "分批", False)]
