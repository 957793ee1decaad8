"""A whole with the parts that a text gives for it, and whether they claim to be all of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.checks.reading.lists.runs import (
    HUNDRED,
    same_kind,
)
from gouji.checks.reading.names.nesting import nested
from gouji.checks.reading.text.changes import direction
from gouji.checks.reading.text.nodes import Node
from gouji.checks.reading.text.quantities import sum_of, value_of
from gouji.findings import Difference, Expression, Operand, Relation, Sum

_ENDS = re.compile("[；。，]")

_OPENING = re.compile(r"主要|重点|部分|包含|较大|仅|含|如|例如")

_AND_MORE = re.compile(r"等(?!次|级|于|额|值|量)|[，、](?:等等|等[，。；]|…)|…")

_OF_EACH = re.compile(r"各(?:获得?|得|补助|安排|下达|奖励|拨付|支持|发放)?$")

DEDUCTED = re.compile(r"(?:累计|已提|计提|已)(?:折旧|摊销)|(?:坏账|跌价|减值)准备")
"""What is taken off an asset is no part of it."""

_CUT = re.compile(r"(?:调|核|追|扣)减(?:了|资金|预算)?$")


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole and the parts that the text gives for it.

    ``cue`` is the wording that says so. ``open`` tells that the parts need not be all of them. ``beside``
    are wholes that stand in one list with the total, and that the parts divide together with it. ``counted``
    tells that the text says how many the parts are.
    """

    total: Node
    parts: tuple[Node, ...]
    cue: str
    open: bool
    beside: tuple[Node, ...] = ()
    counted: bool = False

    @classmethod
    def of(cls, total: Node, parts: tuple[Node, ...], cue: str) -> Listing | None:
        """A listing of two or more parts in the unit of their whole; ``None`` where it is none."""
        fitting = len(parts) > 1 and all(same_kind(total, part) for part in parts) and total not in parts
        return cls(total, parts, cue, is_open(parts, cue, parts)) if fitting else None

    @property
    def leaves_much(self) -> bool:
        """Whether two parts leave much of their whole unsaid: 结余90万元，其中甲项结余20万元、乙项结余31万元.

        A whole that is orders of magnitude above them is in another unit by mistake. What a semicolon parts
        from the first may stand beside the whole: 购置20万元，其中电脑5万元；维修10万元.
        """
        made = sum_of(self.parts)
        whole = value_of(self.total)
        pair = len(self.parts) == 2
        much = pair and made * MOST_PAIR < whole < made * HUNDRED
        # 其中基本支出7万元；追加5万元、削减2万元: no list goes on with a weaker mark.
        aside = "；" in self.parts[1].gap and (pair or "；" not in self.parts[2].gap)
        return (much or aside) and _ANNOUNCED.search(self.parts[0].gap) is None

    def relation(self, role: str = "total") -> Relation:
        """The whole is the sum of its parts; of changes, those that go the other way are taken off."""
        ways = [direction(part) * (direction(self.total) or 1) for part in self.parts]
        parts = [Operand("part", part.label, part.figure) for part in self.parts]
        with_it = tuple(part for part, way in zip(parts, ways) if way >= 0)
        against = tuple(part for part, way in zip(parts, ways) if way < 0)
        rest: Expression = (
            Difference(Sum(with_it), Sum(against)) if against and with_it else Sum(tuple(parts))
        )
        if self.beside:
            others = tuple(Operand("beside", node.label, node.figure) for node in self.beside)
            rest = Difference(rest, Sum(others))
        total = Operand(role, self.total.label, self.total.figure)
        return Relation(total, rest, open_list=self.open, firm=self.counted)


_ANNOUNCED = re.compile(r"其中：|分别|包括：|分[^，。]{0,3}批|第一批")
"""What claims to list all parts; 其中 without a colon may name examples."""

MOST_PAIR = Decimal("1.5")
"""A whole that is more than this times two parts of it has others."""


def relation_of(readings: Sequence[Listing]) -> Relation:
    """One relation for several readings of the same words: the first counts, the others may hold instead."""
    first, *others = [reading.relation() for reading in readings]
    return replace(first, readings=tuple(others))


def is_open(nodes: Sequence[Node], cue: str, parts: Sequence[Node]) -> bool:
    """Whether a list does not claim to be complete: 主要有, 等, 各补助, parts of parts."""
    lead = nodes[0].gap
    at = lead.rfind(cue)
    behind = lead[at + len(cue) :].lstrip("：，") if at >= 0 else ""
    opens = _OPENING.match(behind) is not None or lead[: max(at, 0)].endswith("主要")
    opens = opens or nested([part.label for part in parts]) or _are_of_each(parts)
    opens = opens or any(DEDUCTED.search(part.label) for part in parts)
    return opens or any(_AND_MORE.match(part.after) for part in parts) or _ends_open(parts[-1])


def _are_of_each(parts: Sequence[Node]) -> bool:
    """Whether an item is of each of several things, or taken off: 15个市各获得375万元, 补助调减2万元."""
    taken = [_CUT.search(part.clause) is not None for part in parts]
    return any(_OF_EACH.search(part.clause) for part in parts) or (any(taken) and not all(taken))


_THE_REST = re.compile(r"[，；、](?:其余|剩余|余下|其他)[^，。；\d]{0,6}?(?:在|为|由|用于|分布|归|安排|是)")


def _ends_open(last: Node) -> bool:
    """Whether the last clause of a list trails off: 等开支, 等方面, or a mark behind which nothing comes."""
    # ；ends an item of a longer list, and with it what 、 and ，part within.
    if last.after.strip() in ("、", "，") or (last.after.strip() == "；" and last.separator == "；"):
        return True
    if _THE_REST.match(last.after):
        return True
    return (
        _AND_MORE.search(_ENDS.split(last.after, 1)[0]) is not None or _AND_MORE.match(last.after) is not None
    )
