"""FIN-SANGONG 三公经费: the total is that of its three parts, and cars are bought and run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gouji.checks import proposes
from gouji.checks.reading.groups import reference_of
from gouji.checks.reading.mentions import Key, Mention, mentions
from gouji.facts import Facts
from gouji.facts.accounts import CAR, SANGONG
from gouji.findings import Relation, Sum

TOTAL = "三公经费"
CARS = "公务用车购置及运行费"


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
    for found in groups.values():
        named = {account: reference_of(group) for account, group in found.items()}
        yield from _total(named)
        yield from _cars(named)


def _total(named: Mapping[str, Mention]) -> Iterator[Relation]:
    if TOTAL not in named:
        return
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
