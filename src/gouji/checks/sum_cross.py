"""SUM-CROSS 跨段合计: the purses of separate sections add up to the whole department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.checks import proposes
from gouji.checks.reading.mentions.collected import Key, Mention, mentions
from gouji.checks.reading.mentions.groups import comparable, reference_of
from gouji.checks.reading.mentions.kinship import significant
from gouji.checks.reading.names.keys import CAPITAL, FUND, GENERAL, OTHER, WHOLE
from gouji.checks.reading.names.purposes import TOTAL
from gouji.facts import Facts
from gouji.findings import Operand, Relation, Sum

PURSES = (GENERAL, FUND, CAPITAL, OTHER)
"""Purses that exclude one another."""

NATURE = (("基本支出", "项目支出"), ("人员经费", "公用经费"))
"""Accounts of which one pair makes up 支出, the other 基本支出."""

_WHOLE_OF = {NATURE[0]: TOTAL, NATURE[1]: "基本支出"}
DIGITS = 4
"""How many digits an amount must print for a closure not to be an accident."""


@proposes("SUM-CROSS", title="跨段合计", severity="medium", presumed=True)
def across(facts: Facts) -> Iterator[Relation]:
    """Amounts of separate sections add up: purses to the department, 基本 and 项目支出 to all expenditure.

    Formula: 部门整体 = 一般公共预算 + 政府性基金 + 其他资金 ; 支出 = 基本支出 + 项目支出 ; 基本支出 = 人员经费 + 公用经费
    Example: 697.45 and 14.46 make 711.91, the expenditure of the whole department.
    Undetermined: An addend is printed with two values (blocked), or a purse of the report is not printed.
    Source: Rules R12 and R13; sections on 一般公共预算, 其他资金 and 部门整体.
    """
    groups: dict[Key, list[Mention]] = {}
    for mention in mentions(facts):
        key = comparable(mention) if mention.plain else None
        if key is not None and not mention.item and key.aspect in ("spent", "income", "initial", "adjusted"):
            groups.setdefault(key, []).append(mention)
    named = {key: reference_of(group) for key, group in groups.items()}
    yield from _purses(named)
    yield from _natures(named)


def _purses(named: Mapping[Key, Mention]) -> Iterator[Relation]:
    for key, whole in named.items():
        if key.purse != WHOLE or not significant(whole.figure, DIGITS):
            continue
        parts = [named[other] for purse in PURSES if (other := key._replace(purse=purse)) in named]
        if len(parts) > 1 and _apart(whole, parts):
            # Own funds may have no section: what closes is confirmed, and only a total is held to it.
            open_list = key.account != TOTAL or not _own_list(whole, parts, named)
            yield replace(
                _relation(whole, parts, open_list=open_list),
                tentative=not open_list and _falls_short(whole, parts),
            )


def _own_list(whole: Mention, parts: Sequence[Mention], named: Mapping[Key, Mention]) -> bool:
    """Whether every purse that the report names for this amount is among the parts."""
    rest = whole.key
    return all(
        named[key] in parts or key.purse == WHOLE
        for key in named
        if key._replace(purse=None) == rest._replace(purse=None)
    )


def _falls_short(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the purses come short of the whole: one of them may not be printed, or not be read."""
    made = sum((part.figure.value or Decimal(0) for part in parts), Decimal(0))
    return made < (whole.figure.value or Decimal(0))


def _natures(named: Mapping[Key, Mention]) -> Iterator[Relation]:
    for pair in NATURE:
        for key, first in named.items():
            if key.account != pair[0]:
                continue
            second = named.get(key._replace(account=pair[1]))
            whole = named.get(key._replace(account=_WHOLE_OF[pair]))
            if second is None or whole is None or not significant(whole.figure, DIGITS):
                continue
            if _apart(whole, [first, second]):
                yield _relation(whole, [first, second], open_list=False)


def _apart(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the amounts are not all of one sentence or table, where other checks add them up."""
    listed = all(part.whole is whole for part in parts)
    return not listed and len({whole.group, *(part.group for part in parts)}) > 1


def _relation(whole: Mention, parts: Sequence[Mention], *, open_list: bool) -> Relation:
    return Relation(
        whole.operand("total"),
        Sum(tuple(_operand(part) for part in parts)),
        open_list=open_list,
        across=True,
        scope=whole.scope,
    )


def _operand(part: Mention) -> Operand:
    return part.operand("part")
