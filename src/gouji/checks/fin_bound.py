"""FIN-BOUND 不超支: what was spent does not exceed what there was to spend."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gouji.checks import proposes
from gouji.checks.reading.mentions.collected import PROJECT, Key, Mention, mentions
from gouji.checks.reading.mentions.groups import comparable, reference_of
from gouji.checks.reading.names.keys import GENERAL
from gouji.checks.reading.names.purposes import TOTAL
from gouji.facts import Facts
from gouji.findings import Expression, Relation, Sum

FAR = 4
"""How many times its budget an expenditure may be that is still taken for one of it."""

_CARRIED = re.compile(r"结转|结余|追加|调整|垫付|自筹|自有资金")


@proposes("FIN-BOUND", title="不超支", severity="medium")
def bounds(facts: Facts) -> Iterator[Relation]:
    """The expenditure of a project, a purse or 三公经费 does not exceed its budget and what was carried in.

    Formula: 支出 ≤ 调整后预算 + 年初结转 ; 三公经费支出 ≤ 三公经费预算
    Example: 三公经费 of 21.36 spent on a budget of 26.00.
    Undetermined: The report tells of money carried in, added or of the body's own without saying how much.
    Source: Rules R9 and R10; prose and tables on budgets and their execution.
    """
    groups: dict[Key, dict[str, list[Mention]]] = {}
    for mention in mentions(facts):
        key = comparable(mention) if mention.plain else None
        if key is not None and not mention.item and _bounded(key):
            groups.setdefault(key._replace(aspect=None), {}).setdefault(key.aspect or "", []).append(mention)
    told = _CARRIED.search(facts.document.text[:200_000]) is not None
    for key, stages in groups.items():
        named = {aspect: reference_of(group) for aspect, group in stages.items()}
        yield from _bound(key, named, told=told)


def _bounded(key: Key) -> bool:
    return key.account == "三公经费" or (key.account == TOTAL and key.purse in (PROJECT, GENERAL))


def _bound(key: Key, named: Mapping[str, Mention], *, told: bool) -> Iterator[Relation]:
    spent = named.get("spent")
    budget = next((named[aspect] for aspect in ("adjusted", "budget", "initial") if aspect in named), None)
    if spent is None or budget is None or spent.figure.base_unit != budget.figure.base_unit:
        return
    limit: Expression = budget.operand("budget")
    if "opening" in named:
        limit = Sum((budget.operand("budget"), named["opening"].operand("opening")))
    # Money of quite another size is that of one purpose, whatever its words.
    far = (spent.figure.value or 0) > FAR * (budget.figure.value or 0)
    sure = not far and ("adjusted" in named or key.account == "三公经费" or not told)
    yield Relation(
        spent.operand("spent"), limit, bound=True, open_list=not sure or (told and key.purse != PROJECT),
        scope=spent.scope,
    )  # fmt: skip
