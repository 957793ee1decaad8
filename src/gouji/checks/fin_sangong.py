"""FIN-SANGONG 三公经费: the total is that of its three parts, and cars are bought and run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gouji.checks import proposes
from gouji.checks.reading.mentions.collected import Key, Mention, mentions
from gouji.checks.reading.mentions.groups import reference_of
from gouji.facts import Facts
from gouji.facts.accounts import CAR, SANGONG
from gouji.findings import Relation, Sum

TOTAL = "三公经费"
CARS = "公务用车购置及运行费"
NEAR = 8
"""How many sentences behind their total its parts may stand under another body's name."""


@proposes("FIN-SANGONG", title="三公经费", severity="medium")
def sangong(facts: Facts) -> Iterator[Relation]:
    """三公经费 of one stage and year are travel abroad, official cars and receptions together.

    Formula: 三公经费 = 因公出国（境）费 + 公务用车购置及运行费 + 公务接待费 ; 公务用车购置及运行费 = 购置费 + 运行费
    Example: 21.36 = 0 + 16.80 + 4.56.
    Undetermined: A part is not printed and those that are do not make the total.
    Source: Rule R9; prose and tables of 三公经费.
    """
    groups: dict[Key, dict[str, list[Mention]]] = {}
    for mention in mentions(facts):
        account = mention.key.account
        if account in (TOTAL, *SANGONG, *CAR) and mention.plain and mention.key.aspect is not None:
            rest = mention.key._replace(account=None)
            groups.setdefault(rest, {}).setdefault(account or "", []).append(mention)
    others = _single(groups)
    for found in groups.values():
        named = {account: reference_of(group) for account, group in found.items()}
        yield from _total(named, others)
        yield from _cars(named)


Single = Mapping[tuple[str, object, object], Mention]


def _single(groups: Mapping[Key, Mapping[str, Sequence[Mention]]]) -> Single:
    """The accounts that a stage and a year print with one value, whoever they are said to be of."""
    found: dict[tuple[str, object, object], list[Mention]] = {}
    for key, named in groups.items():
        for account, mentions_of in named.items():
            found.setdefault((account, key.aspect, key.period), []).extend(mentions_of)
    return {key: each[0] for key, each in found.items() if len({m.figure.value for m in each}) == 1}


def _total(named: Mapping[str, Mention], others: Single) -> Iterator[Relation]:
    if TOTAL not in named:
        return
    total = named[TOTAL]
    for account in (*SANGONG, *CAR):
        other = others.get((account, total.key.aspect, total.key.period))
        if account not in named and other is not None and abs(other.group - total.group) <= NEAR:
            named = {**named, account: other}
    parts: list[Mention] = []
    complete = True
    for account in SANGONG:
        # The cost of cars may stand in its two halves only.
        halves = [named[half] for half in CAR if half in named] if account == CARS else []
        if account in named:
            parts.append(named[account])
        elif halves:
            parts.extend(halves)
        else:
            complete = False
    if len(parts) > 1:
        yield _relation(named[TOTAL], parts, open_list=not complete)


def _cars(named: Mapping[str, Mention]) -> Iterator[Relation]:
    parts = [named[half] for half in CAR if half in named]
    if CARS in named and parts:
        yield _relation(named[CARS], parts, open_list=len(parts) < len(CAR))


def _relation(total: Mention, parts: Sequence[Mention], *, open_list: bool) -> Relation:
    return Relation(
        total.operand("total"),
        Sum(tuple(part.operand("part") for part in parts)),
        open_list=open_list,
        scope=total.scope,
    )
