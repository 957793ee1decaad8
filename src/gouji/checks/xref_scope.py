"""XREF-SCOPE 口径漂移: the same figures under another purse or another year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gouji.checks import proposes
from gouji.checks.reading.mentions.collected import Key, Mention, mentions
from gouji.checks.reading.mentions.groups import comparable, reference_of
from gouji.checks.reading.mentions.kinship import significant
from gouji.checks.reading.names.keys import CONTAINS
from gouji.facts import Facts
from gouji.findings import Member, Relation

LEAST = 3
"""How many accounts must repeat their amounts under another purse before that is no accident."""

DIGITS = 4


@proposes("XREF-SCOPE", title="口径漂移", severity="low")
def drifted(facts: Facts) -> Iterator[Relation]:
    """Amounts of several accounts do not stand again, all alike, under a purse that excludes the first.

    Formula: 同一组金额只属于一个口径
    Example: 基本支出, 人员经费 and 公用经费 of 一般公共预算 printed again as those of 其他资金.
    Undetermined: The purse of one of the two is not known.
    Source: Rule R13; sections on several purses.
    """
    groups: dict[Key, dict[str, list[Mention]]] = {}
    for mention in mentions(facts):
        key = comparable(mention) if mention.plain else None
        if key is not None and not mention.item and significant(mention.figure, DIGITS):
            rest = key._replace(account=None)
            groups.setdefault(rest, {}).setdefault(key.account or "", []).append(mention)
    seen = list(groups.items())[:40]
    for index, (key, accounts) in enumerate(seen):
        for other, earlier in seen[:index]:
            if _exclusive(key, other):
                yield from _repeated(accounts, earlier, key, other)


def _exclusive(key: Key, other: Key) -> bool:
    """Whether two keys differ in their purse alone, and neither purse holds the other."""
    if key._replace(purse=None) != other._replace(purse=None) or key.purse is None or other.purse is None:
        return False
    return other.purse not in CONTAINS.get(key.purse, ()) and key.purse not in CONTAINS.get(other.purse, ())


def _repeated(
    accounts: Mapping[str, list[Mention]], earlier: Mapping[str, list[Mention]], key: Key, other: Key
) -> Iterator[Relation]:
    pairs = [
        (reference_of(accounts[name]), reference_of(earlier[name])) for name in accounts if name in earlier
    ]
    same = [(later, first) for later, first in pairs if later.figure.value == first.figure.value]
    if len(same) >= LEAST:
        stated = same[0][0].operand("mention")
        beside = tuple(
            mention.operand("also") for pair in same for mention in pair if mention is not same[0][0]
        )
        predicate = Member(key.purse or "", (other.purse or "",))
        yield Relation(stated, predicate=predicate, beside=beside, scope=same[0][0].scope)
