"""RATIO-EXEC 预算执行率: the stated execution rate is the amount spent over the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.rates import RateWords, rates
from gouji.facts import Facts
from gouji.findings import Operand, Ratio, Relation

WORDS = RateWords(
    rate=re.compile(r"(?:执行|支付|支出|使用|支出进度|执行进度)率?$"),
    part=re.compile(r"支出|支付|执行|使用|列支|开支|完成|发放"),
    whole=re.compile(r"预算|年初|调整|到位|下达|安排|批复|拨付|拨入|拨款|总投资|计划|收入|专项资金|总额"),
    part_only=re.compile(
        r"实际支[出付]|累计支|已支|(?<!预算)支[出付](?:总额|金额|数|项目资金)?$|执行数?$|使用(?:资金|数)?$|实际完成|实际使用|已使用"
    ),
    role_part="executed",
    role_whole="budget",
    name_part="支出",
    name_whole="预算",
    far=True,
)


@proposes("RATIO-EXEC", title="预算执行率", severity="high")
def execution_rate(facts: Facts) -> Iterator[Relation]:
    """The stated execution rate is the amount spent over the budget.

    Formula: 执行率 = 全年执行数 ÷ 全年预算数
    Example: 238.93 ÷ 251.89 = 94.85%, so a printed 95.84% is contradicted.
    Undetermined: A figure is missing, the budget is zero, or one of many amounts above could be the base.
    In prose every base of the clause is tried (年初, 调整后, 到位), and the one that fits is named.
    Source: 项目支出绩效自评表, 项目资金; prose on 执行率, 支付率, 支出率.
    """
    for funds in facts.funds:
        if funds.execution_rate is not None:
            executed = Operand("executed", "全年执行数", funds.executed)
            budget = Operand("budget", "全年预算数", funds.budget)
            initial = Operand("initial_budget", "年初预算数", funds.initial_budget)
            base, other = (initial, budget) if funds.budget is None else (budget, initial)
            others = (("年初预算数", Ratio(executed, other)),) if other.figure is not None else ()
            stated = Operand("rate", f"{funds.label}执行率", funds.execution_rate)
            yield Relation(stated, Ratio(executed, base), alternatives=others)
    yield from rates(facts, WORDS)
