"""RATIO-RECEIVED 到位率: the stated rate of funds received is what arrived over what was granted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gouji.checks import proposes
from gouji.checks.reading.rates.bases import RateWords
from gouji.checks.reading.rates.pairs import rates
from gouji.facts import Facts
from gouji.findings import Operand, Ratio, Relation

_SOURCE = re.compile(r"财政|中央|[省市县区州乡镇]级|上级|自筹|配套|社会资本|银行|贷款")
WORDS = RateWords(
    rate=re.compile(r"到位率$"),
    part=re.compile(r"到位|到账|拨付|收到"),
    whole=re.compile(r"预算|计划|应到位|下达|安排|批复|总投资|总额|配套(?:资金)?$"),
    part_only=re.compile(r"实际到位|已到位|(?<!应)到位(?:项目|财政|专项)?(?:资金|金额|数)?$|到账|收到"),
    role_part="received",
    role_whole="budget",
    name_part="到位资金",
    name_whole="预算",
    far=True,
)


@proposes("RATIO-RECEIVED", title="资金到位率", severity="high", version=2, presumed=True)
def received_rate(facts: Facts) -> Iterator[Relation]:
    """The stated rate of funds received is the amount received over the budget.

    Formula: 到位率 = 到位资金 ÷ 预算资金
    Example: 45 ÷ 60 = 75%, so a printed 80% is contradicted.
    Undetermined: a figure is missing, or the budget is zero.
    Source: 项目资金到位情况, in prose and in the table of funds.
    """
    for funds in facts.funds:
        if funds.received_rate is not None:
            received = Operand("received", "到位资金", funds.received)
            budget = Operand("budget", "预算资金", funds.budget or funds.initial_budget)
            yield Relation(
                Operand("rate", f"{funds.label}到位率", funds.received_rate), Ratio(received, budget)
            )
    for relation in rates(facts, WORDS):
        if not _of_one_source(relation):
            yield relation
            continue
        # 县财政拨付86万元，到位率100%, where 86万元 was granted: all of it came from there.
        whole = tuple(each for each in relation.readings if _is_all(each))
        yield replace(relation, open_list=True, readings=whole)


def _is_all(relation: Relation) -> bool:
    """Whether the amount received is the very amount it is held against."""
    ratio = relation.expected
    if not (
        isinstance(ratio, Ratio) and isinstance(ratio.part, Operand) and isinstance(ratio.whole, Operand)
    ):
        return False
    return ratio.part.figure is not None and ratio.part.figure == ratio.whole.figure


def _of_one_source(relation: Relation) -> bool:
    """Whether the money of one source (财政资金, 自筹) is held against all of it (总投资): its own plan is not known."""
    ratio = relation.expected
    if (
        not isinstance(ratio, Ratio)
        or not isinstance(ratio.part, Operand)
        or not isinstance(ratio.whole, Operand)
    ):
        return False
    return _SOURCE.search(ratio.part.label) is not None and _SOURCE.search(ratio.whole.label) is None
