"""How a rate and its two amounts are called, and which of the amounts beside it is its base."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.checks.reading.text.nodes import Node
from gouji.checks.reading.text.quantities import is_sum_of_money, operand_of
from gouji.findings import Difference, Operand, Ratio, Relation, Sum

MAX_BASES = 3
"""With more amounts than these to choose from, a base outside of the clause is a guess."""

BUDGET = re.compile(r"预算|年初|调整")

_AFTER_CHANGE = re.compile(
    r"(?:调整|调减|调增|追加|变更|核减|压减|增减)后|(?:调整|调减|调增|变更)(?:为|至|到)$|全年预算(?:数|金额|额)?(?:为|是)?$"
)

_OPENING = re.compile(r"年初|期初|原预算|原批复|批复|预算[^，。；]{0,4}[由从]$")


@dataclass(frozen=True)
class RateWords:
    """How a rate and its two amounts are called; ``role_*`` are the roles of the operands.

    ``part_only`` are words that make a label that of the part though ``whole`` fits it too (预算执行数);
    ``name_*`` stand for an amount that is not printed; ``far`` tells whether a base of another paragraph
    can contradict the rate.
    """

    rate: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    part_only: re.Pattern[str]
    role_part: str
    role_whole: str
    name_part: str
    name_whole: str
    far: bool

    def is_part(self, node: Node) -> bool:
        return is_sum_of_money(node) and self.part.search(node.label) is not None and not self.is_whole(node)

    def is_whole(self, node: Node) -> bool:
        label = node.label
        return (
            is_sum_of_money(node)
            and "率" not in label
            and self.whole.search(label) is not None
            and self.part_only.search(label) is None
        )


_OWN_BASE = re.compile(r"^(?:按照?|以|分母|基数|占|与|相对)")


def own_base(rate: Node) -> Node | None:
    """执行率95.26%（按可用资金972.54万元计算）: the base that the bracket behind a rate prints."""
    first = rate.inside[0] if rate.inside else None
    own = first is not None and first.figure.dimension == "money" and _OWN_BASE.match(first.gap)
    return first if own else None


def after_change(wholes: Sequence[Node], rate: Node) -> tuple[list[Node], list[Node]]:
    """What a rate is of: the budget after its adjustment, where the sentence prints it beside the opening one."""
    adjusted = [node for node in wholes if _AFTER_CHANGE.search(node.clause)]
    opening = [node for node in wholes if node not in adjusted and _OPENING.search(node.clause)]
    if not adjusted or "率" not in rate.label or _OPENING.search(rate.gap.rpartition("。")[2]):
        return list(wholes), []
    return [node for node in wholes if node not in opening], opening


def is_over(reading: Relation) -> bool:
    """Whether a part is more than its whole though the printed rate is no more than 100."""
    rate, ratio = reading.stated.figure, reading.expected
    if (
        not isinstance(ratio, Ratio)
        or not isinstance(ratio.part, Operand)
        or not isinstance(ratio.whole, Operand)
    ):
        return False
    values = [
        figure.value if figure is not None else None
        for figure in (rate, ratio.part.figure, ratio.whole.figure)
    ]
    if None in values:
        return False
    stated, part, whole = (value or 0 for value in values)
    return part > whole and stated <= 100


_RATE_WORDS = re.compile(
    r"(?:预算|资金|经费|总体|总|整体|综合|全年|年度|平均|实际|当年|本年|累计|财政|拨款|专项|项目|绩效|的|率|为|达到?|仅|约|即"
    r"|执行|支出|支付|使用|到位|拨付|完成|进度|按时|及时|此项|该项|其)+"
)


def is_of_another(rate: Node, parts: Sequence[Node]) -> bool:
    """其中基本支出执行率99.12%: whether a rate names a subject of its own that no amount spent or received bears."""
    if not re.search("其中|分别", rate.gap) and not rate.gap.startswith(("、", "；")):
        return False
    name = _RATE_WORDS.sub("", rate.label) or rate.label[:4]
    return len(name) > 1 and not any(name in part.label for part in parts)


_ADDED = re.compile(r"(?:追加|调增|增加)(?:安排|下达|预算|资金|指标|了|为|数|金额)*$")

_CUT = re.compile(r"(?:调减|核减|压减|收回)(?:预算|资金|指标|了|为|数|金额)*$")


def after_additions(
    stated: Operand, part: Node, wholes: Sequence[Node], segment: Sequence[Node], words: RateWords
) -> list[Relation]:
    """预算300万元，追加20万元，支出310万元，执行率96.88%: the budget with what was added, which nobody prints."""
    made: list[Relation] = []
    money = [
        n for n in segment if n.figure.dimension == "money" and not n.figure.modifiers and n not in wholes
    ]
    for change in money[-MAX_BASES:]:
        added, cut = _ADDED.search(change.clause), _CUT.search(change.clause)
        for whole in wholes if added or cut else ():
            base, other = operand_of(words.role_whole, whole), operand_of("change", change)
            total = Sum((base, other)) if added else Difference(base, other)
            made.append(Relation(stated, Ratio(operand_of(words.role_part, part), total)))
    return made


def bases(wholes: Sequence[Node], rate: Node) -> tuple[list[Node], list[Node]]:
    """What a rate may divide by, and what it should not: 预算执行率 wants a budget where one is printed."""
    budgets = [node for node in wholes if BUDGET.search(node.label)]
    if "预算" not in rate.label or not budgets:
        return list(wholes), []
    return budgets, [node for node in wholes if node not in budgets]


def reading(stated: Operand, part: Node, whole: Node, words: RateWords) -> Relation:
    """A rate as one part over one whole."""
    return Relation(stated, quotient(part, whole, words))


def quotient(part: Node, whole: Node, words: RateWords) -> Ratio:
    """One part over one whole, in the roles of the rate."""
    return Ratio(operand_of(words.role_part, part), operand_of(words.role_whole, whole))
