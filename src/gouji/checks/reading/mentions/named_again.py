"""Money that two chapters give one project, under one long name: 安排某站点租金项目经费11.2万元, and 13.2万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checks.reading.mentions.collected import Mention
from gouji.checks.reading.mentions.kinship import squeezed_name
from gouji.checks.reading.names.keys import PART_YEAR
from gouji.facts import Facts
from gouji.findings import Relation
from gouji.ledger.precision import telling

LONG = 8
"""So many characters make a name that no other money of the report bears."""

MOST = 4
"""A name that stands in more places than this is that of a kind of money."""

NEAR = 60
"""How many characters before an amount may say of which time it is."""

DIGITS = 2
"""How many digits must tell for two amounts to be one slip of the pen apart."""

_OF_ONE = frozenset(
    {(None, None), (None, "budget"), ("budget", None), ("budget", "budget"), ("spent", "spent")}
)
_GIVEN = re.compile(
    r"^(?:截[至止].{0,8}?[底末日]|(?:19|20)\d\d年度?|本年度?|全年|当年|[省市县区]级|中央|上级|本级|财政|预算|资金|我[局委办省市县区]"
    r"|单位|共|已|实际|安排|批复|核定|列支|拨付|支付|投入|用于|了|的)+"
)
_FUNDS = re.compile(r"(?:项目|专项)?(?:资金|经费|费用)?$")
_NAMED = re.compile(
    r"(?:项目|工程|专项|补助|补贴|租金|设备|改造|建设|购置|运维|维护|服务)(?:资金|经费|费用|费|款)?$"
)
_ELSEWHERE = re.compile(
    r"上年|去年|同期|以前年度|申请|申报|追加|调[增减整]|结[转余]|剩余|未|累计|第.批|首批|其中|文件|〔|\[|每|平均|计划|目标|预计|比|较"
)


def named_again(facts: Facts, found: Sequence[Mention]) -> Iterator[Relation]:
    """The two amounts that prose of two chapters prints under one long name, told where one slip parts them."""
    groups: dict[str, list[Mention]] = {}
    for mention in found:
        label = mention.label
        if mention.plain and not mention.in_table and len(label) >= LONG and _NAMED.search(label):
            name = _FUNDS.sub("", _GIVEN.sub("", squeezed_name(label)))
            if len(name) >= LONG - 2 and not _ELSEWHERE.search(label):
                groups.setdefault(name, []).append(mention)
    values = (
        {mention.figure.value for mention in found} if any(len(g) > 1 for g in groups.values()) else set()
    )
    for group in groups.values():
        if len({mention.figure.value for mention in group}) == 2 and len(group) <= MOST:
            first = group[0]
            other = next(mention for mention in group if mention.figure.value != first.figure.value)
            if _are_one(facts, first, other) and not _are_parts(first, other, values):
                again = other.operand("mention")
                yield Relation(again, first.operand("reference"), tentative=True, firm=True)


def _are_one(facts: Facts, first: Mention, other: Mention) -> bool:
    """Whether two amounts are of one stage, one year and two chapters."""
    one, two = first.key, other.key
    timed = one.period == two.period or None in (one.period, two.period)
    told = (
        min(telling(first.figure), telling(other.figure)) >= DIGITS and first.figure.unit == other.figure.unit
    )
    if not (timed and told and (one.aspect, two.aspect) in _OF_ONE and one.body == two.body):
        return False
    if len({PART_YEAR.search(_before(facts, each)) is None for each in (first, other)}) > 1:
        return False
    chapters = [facts.document.path(each.figure.start)[:1] for each in (first, other)]
    return chapters[0] != chapters[1]


def _before(facts: Facts, mention: Mention) -> str:
    """The words of a sentence before an amount."""
    start = mention.figure.start
    near = facts.document.text[max(0, start - NEAR) : start]
    return re.split("[。；]", near)[-1]


def _are_parts(first: Mention, other: Mention, values: set[Decimal | None]) -> bool:
    """Whether the report prints what two amounts make together or differ by: then they are two."""
    one, two = first.figure.value, other.figure.value
    return one is None or two is None or one + two in values or abs(one - two) in values
