"""Numbered items below a line that ends in a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gouji.checks.reading.lists.counted import PEOPLE
from gouji.checks.reading.lists.listing import Listing
from gouji.checks.reading.lists.parts import stage_of
from gouji.checks.reading.names.keys import is_single
from gouji.checks.reading.names.kinds import NUMERAL, number
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import sum_of

_HANZI = "一二三四五六七八九十"
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("一、", re.compile(rf"([{_HANZI}]{{1,3}})[、.．]")),
    ("（一）", re.compile(rf"（([{_HANZI}]{{1,3}})）")),
    ("1.", re.compile(r"(\d{1,2})[、.．](?!\d)")),
    ("（1）", re.compile(r"（?(\d{1,2})）")),
    ("①", re.compile(r"([①-⑳])")),
)
_LEAD = re.compile(r"[：]$")
_OPEN = re.compile(
    r"(?:主要|重点)(?!(?:支持|用于|投向|安排|包括)?(?:了|于)?(?:以下|如下|[一二三四五六七八九十\d]+(?:个|类|大)))|包含|例如|部分(?!项目终止)"
)
_NUMBER_OF = re.compile(r"(?:总)?(?:数量|个数|数目|数)$")
_HEAD = re.compile(r"[^。；：]{4,40}(?:（\d[\d.，]*(?:万|亿)?元）|\d[\d.，]*(?:万|亿)?元)$")
_AMOUNT = re.compile(r"(?:万|亿)?元(?:（[^（）]*）)?[；。，]?$")
"""A heading that is an amount, and items each of which ends with one: 一、省级资金（60万元）."""

_BELOW = re.compile(rf"(?:以上|上述)(?P<number>{NUMERAL})?")
_EACH = re.compile(r"[一-龥]均$|每[^，。；]{1,6}$")
_TOLD = re.compile(r"(?:[一二三四五六七八九十]是|第[一二三四五六七八九十]，|[①-⑳])")
_CHANGED_TO = re.compile(r"(?:调整|追加|调增|调减|变更|压减|核减)(?:后|到|至|为)[^，。；：]{0,8}$")
_CLOSES = re.compile(r"(?:合计|共计|总计|共)(?:为|是|达|安排|支出|投入|下达)*(?:资金|金额|支出|预算)?$")
REACH = 80
"""How many paragraphs below its lead a list is followed."""

SHORT = 24
"""How many characters a line has at most that only leads over to a list."""

HEADING = 80
"""How many characters at its end show that a line is a heading with an amount."""


LONGEST_MARK = 8
"""No mark has more characters, with the one behind it."""


class Number(NamedTuple):
    """The mark before an item: how deep its style is, and the number."""

    depth: int
    value: int


def number_of(text: str) -> Number | None:
    """The mark that a paragraph begins with."""
    return _marked(text[:LONGEST_MARK])


@lru_cache(512)
def _marked(head: str) -> Number | None:
    """The mark of a few characters: many checks ask for that of every paragraph."""
    for depth, (_, pattern) in enumerate(_STYLES):
        found = pattern.match(head)
        if found is not None:
            return Number(depth, _value(found[1]))
    return None


def _value(mark: str) -> int:
    if mark.isdecimal():
        return int(mark)
    if "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    tens, _, ones = mark.rpartition("十")
    if "十" not in mark:
        return _HANZI.index(mark[0]) + 1
    return (_HANZI.index(tens) + 1 if tens else 1) * 10 + (_HANZI.index(ones) + 1 if ones else 0)


def is_one_of_several(text: str) -> bool:
    """Whether a paragraph tells one of several things that stand one after the other: 五是…."""
    return _TOLD.match(text) is not None


def items_below(passages: Sequence[Passage], lead: int) -> list[Passage]:
    """The items 1, 2, 3 … of one style that follow a line ending in a colon."""
    items: list[Passage] = []
    depth = -1
    for passage in passages[lead + 1 : lead + 1 + REACH]:
        number = number_of(passage.text)
        if number is None:
            if not items:
                return []
            continue
        if not items:
            depth = number.depth
        if number.depth < depth or (number.depth == depth and number.value != len(items) + 1):
            break
        if number.depth == depth:
            items.append(passage)
    return items


def itemised(passages: Sequence[Passage]) -> Iterator[list[Listing]]:
    """Totals of a line ending in a colon and the first amount of every item below it."""
    for index, passage in enumerate(passages):
        end = passage.text[-HEADING:]
        headed = len(passage.nodes) == 1 and _HEAD.search(end) is not None
        if _is_short_lead(passage) and index:
            yield from _under_two(passages, index)
        if not passage.nodes or not (headed or _LEAD.search(passage.text)):
            continue
        items = items_below(passages, index)
        if len(items) < 2 or (headed and not all(_AMOUNT.search(item.text) for item in items)):
            continue
        totals = [node for sentence in passage.sentences()[-2:] for node in sentence if node.addable]
        money = [node for node in reversed(totals) if node.figure.dimension == "money"]
        yield [listing for total in money for listing in _money(total, items, passage)]
        for total in totals:
            listing = _counted(total, items, passage)
            if listing is not None:
                yield [listing]


def _is_short_lead(passage: Passage) -> bool:
    """Whether a line only leads over from the paragraph above to the items below: 主要支持四个方向：."""
    return not any(node.addable and node.figure.dimension == "money" for node in passage.nodes) and (
        len(passage.text) <= SHORT and _LEAD.search(passage.text) is not None
    )


def _under_two(passages: Sequence[Passage], index: int) -> Iterator[list[Listing]]:
    """Counts of the paragraph above a short lead, where each item below prints one under the same name."""
    lead, above = passages[index], passages[index - 1]
    sentence = above.sentences()[-1] if above.nodes else []
    totals = [node for node in sentence if node.figure.dimension == "count" and node.addable]
    money = [node for node in sentence if node.figure.dimension == "money" and node.addable]
    items = items_below(passages, index) if totals or money else []
    for whole in money if len(items) > 2 else ():
        # What adds up to an amount of the paragraph above takes it apart; what does not may be of another.
        held = [each for each in _money(whole, items, lead) if sum_of(each.parts) == whole.figure.value]
        if held:
            yield held
    for total in totals if len(items) > 2 else ():
        listing = _counted(total, items, lead)
        if listing is not None and _NUMBER_OF.search(total.label):
            yield [listing]


def closed_below(passages: Sequence[Passage]) -> Iterator[list[Listing]]:
    """Items whose first amounts the paragraph right below them adds up: 以上三个子项目预算合计90万元."""
    for index, passage in enumerate(passages):
        said = _BELOW.match(passage.text)
        total = next((n for n in passage.nodes if n.addable and n.figure.dimension == "money"), None)
        if said is None or total is None or not _CLOSES.search(total.clause):
            continue
        items = _items_above(passages, index)
        parts = tuple(node for item in items if (node := _first(item, total)) is not None)
        counted = said["number"] is None or number(said["number"]) == len(items)
        if 1 < len(parts) == len(items):
            alone = all(sum(_is_amount(node) for node in item.nodes) == 1 for item in items)
            yield [Listing(total, parts, "以上", not (counted and alone))]


def _is_amount(node: Node) -> bool:
    """Whether a node is money that was spent and no price."""
    priced = is_single(node.clause) or _EACH.search(node.clause) is not None
    return node.figure.dimension == "money" and not node.figure.per and not priced


def _items_above(passages: Sequence[Passage], index: int) -> list[Passage]:
    """The items 1, 2, 3 … that end right above a paragraph."""
    items: list[Passage] = []
    for passage in reversed(passages[max(0, index - REACH) : index]):
        mark = number_of(passage.text)
        if mark is None or (items and mark != (number_of(items[-1].text) or mark)._replace(value=mark.value)):
            return []
        items.append(passage)
        if mark.value == 1:
            return items[::-1] if [_mark(item) for item in items] == list(range(len(items), 0, -1)) else []
    return []


def _mark(item: Passage) -> int:
    mark = number_of(item.text)
    return mark.value if mark is not None else 0


def _first(item: Passage, total: Node) -> Node | None:
    """The amount of an item: of 预算 and 决算 that of the total's own stage, else the first."""
    opening = [node for node in item.nodes if node.sentence == 0]
    alike = [n for n in opening if n.addable and n.figure.base_unit == total.figure.base_unit]
    if {stage_of(node) for node in alike} >= {"budget", "final"}:
        alike = [node for node in alike if stage_of(node) == stage_of(total)]
    return alike[0] if alike else None


def _money(total: Node, items: Sequence[Passage], lead: Passage) -> Iterator[Listing]:
    """The first amounts of the items; where some were adjusted (调整后96万元), what they were adjusted to as well."""
    found = [_first(item, total) for item in items]
    later = [_adjusted(item, total) for item in items]
    parts = tuple(node for node in found if node is not None)
    # Items that come back to the amount before them do not take it apart: it is the last of a list itself.
    if len(parts) < 2 or any(part.label == total.label for part in parts):
        return
    loose = len(parts) < len(items) or _opens(lead)
    adjusted = tuple(node for one, two in zip(found, later) if (node := two or one) is not None)
    if adjusted != parts:
        yield Listing(total, adjusted, "如下", loose)
    yield Listing(total, parts, "如下", loose)


def _adjusted(item: Passage, total: Node) -> Node | None:
    """The amount to which the budget of an item was changed."""
    alike = (n for n in item.nodes if n.addable and n.figure.base_unit == total.figure.base_unit)
    return next((n for n in alike if _CHANGED_TO.search(n.clause)), None)


def _counted(total: Node, items: Sequence[Passage], lead: Passage) -> Listing | None:
    """Counts that bear one name in the lead and in every item: 项目数."""
    name = _thing(total)
    if total.figure.dimension != "count" or len(name) < 2:
        return None
    found = [[n for n in _outer(item) if _counts(n, name, total)] for item in items]
    kept = tuple(nodes[0] for nodes in found if nodes)
    if len(kept) < len(items):
        return None
    # Persons can be in two groups at once; a name that an item bears twice is not that of all of it.
    closed = total.figure.unit not in PEOPLE and all(len(nodes) == 1 for nodes in found)
    closed = closed and all(_thing(node)[-2:] == name for node in kept) and not _opens(lead)
    return Listing(total, kept, "如下", not closed)


def _outer(item: Passage) -> list[Node]:
    """The figures of an item before it takes one of them apart: 项目126个，其中贴息项目48个."""
    at = next((i for i, node in enumerate(item.nodes) if i and "其中" in node.gap), len(item.nodes))
    return list(item.nodes[:at])


def _thing(node: Node) -> str:
    """What a count counts, by its last two characters: 项目 of 支持项目, of 项目数, of 共支持12个项目."""
    label = node.label if node.clause else ""
    behind = re.match(r"[一-龥]{2}(?=[，。；：]|$)", node.after)
    if behind is not None and not _NUMBER_OF.search(label):
        return behind[0]
    return _NUMBER_OF.sub("", label)[-2:]


def _counts(node: Node, name: str, total: Node) -> bool:
    plain = node.addable and node.figure.unit == total.figure.unit
    return plain and _NUMBER_OF.sub("", node.label).endswith(name)


def _opens(lead: Passage) -> bool:
    return _OPEN.search(lead.text.rstrip("：").rpartition("。")[2]) is not None
