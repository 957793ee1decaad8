"""Every amount of money that a report names, with the key that tells which quantity it is.

Two mentions are of one quantity where account 科目, purse 口径, body, aspect 阶段 and year agree, and
all of them are known. What no word decides stays ``None``: it is never held against another mention.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.checks.reading.mentions.cells import table_mentions, table_rate
from gouji.checks.reading.mentions.reader import Reader
from gouji.checks.reading.names.context import Context
from gouji.checks.reading.names.keyed import PROJECT, Key, Mention
from gouji.checks.reading.names.keys import GENERAL, OTHER, Aspect, level_in
from gouji.checks.reading.names.purposes import TOTAL
from gouji.checks.reading.text.nodes import passages
from gouji.checks.reading.text.once import once
from gouji.facts import Facts
from gouji.facts.accounts import OTHERS

__all__ = ["PROJECT", "Key", "Mention", "mentions", "rate_mentions"]


_ITS_OWN = re.compile(r"(?:实际|已|累计|到位|支出|拨付|使用|结转|结余|剩余|资金)+$")
"""A label without a name of its own: it speaks of what its sentence named before."""


@once
def _mentions(facts: Facts) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    context = Context.of(facts)
    reader = Reader(context)
    prose = reader.read(passages(facts))
    found = sorted([*prose, *table_mentions(context, prose)], key=lambda m: m.figure.start)
    sorted_out = tuple(_as_remainders(found, context))
    return sorted_out, (*_of_their_money(reader.rates, sorted_out), *table_rate(context))


def mentions(facts: Facts) -> tuple[Mention, ...]:
    """Every amount of money of prose and tables, in text order."""
    return _mentions(facts)[0]


def rate_mentions(facts: Facts) -> tuple[Mention, ...]:
    """The rates of execution and receipt, with the keys of the money that they are of."""
    return _mentions(facts)[1]


_OF_ALL = re.compile(r"总|综合|整体|全部|合计")


def _of_their_money(rates: Sequence[Mention], found: Sequence[Mention]) -> Iterator[Mention]:
    """中央资金80万元，支出76万元，执行率95%: the rate is of the purse of the amount before it."""
    starts = [m.figure.start for m in found]
    for rate in rates:
        at = bisect_left(starts, rate.figure.start) - 1
        before = found[at] if at >= 0 and found[at].group == rate.group else None
        of_all = rate.key.purse != PROJECT or _OF_ALL.search(rate.label) is not None
        if before is None or of_all or before.in_table or before.key.purse in (None, PROJECT):
            yield rate
        else:
            yield replace(rate, key=rate.key._replace(purse=before.key.purse))


def _as_remainders(found: Sequence[Mention], context: Context) -> Iterator[Mention]:
    """其他收入 beside 一般公共预算收入, or below 其他资金, is the income of the other funds."""
    purses = {m.group for m in found if m.key.account == TOTAL and m.listed and m.key.purse == GENERAL}
    levels = {level for m in found if (level := level_in(m.label))}
    said: dict[int, str] = {}
    for m in found:
        key = m.key
        level = level_in(m.label)
        if level is not None:
            said[m.group] = level
        elif not m.in_table and not m.listed and _ITS_OWN.match(m.label):
            level = said.get(m.group)
        # Where one level alone is named, it pays for all: its money is that of the project.
        several = (len(levels) > 1 or level_in(m.label) is None) and not m.item
        if level is not None and several and key.account == TOTAL and key.purse == PROJECT:
            m = replace(m, key=key._replace(purse=level))
        if key.account in OTHERS and context.single_source:
            beside = m.listed and m.group in purses
            if beside or key.purse == OTHER:
                aspect: Aspect = "income" if key.account == "其他收入" else "spent"
                key = key._replace(account=TOTAL, purse=OTHER, aspect=aspect)
                m = replace(m, key=key)
        yield m
