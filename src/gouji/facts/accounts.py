"""The accounts 科目 of public money: their names, aliases and damaged forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

ACCOUNTS: Mapping[str, str] = {
    "基本支出": "基本支出 基本支出经费",
    "项目支出": "项目支出 项目支出经费",
    "人员经费": "人员经费 人员支出 人员类支出 人员类经费 人员经费支出",
    "公用经费": "公用经费 日常公用经费 公用支出 日常公用支出 公用类支出 公用经费支出 日常公用经费支出 运转类支出",
    "工资福利支出": "工资福利支出 工资和福利支出 工资及福利支出",
    "商品和服务支出": "商品和服务支出 商品服务支出 商品与服务支出 商品及服务支出",
    "对个人和家庭的补助": "对个人和家庭的补助 对个人和家庭补助 对个人及家庭的补助 对个人及家庭补助 对个人与家庭的补助"
    " 对个人家庭补助 对个人和家庭的补助支出 对个人和家庭补助支出 对个人及家庭的补助支出 对个人及家庭补助支出"
    " 对个人家庭补助支出",
    "债务利息及费用支出": "债务利息及费用支出 债务利息支出",
    "资本性支出（基本建设）": "资本性支出（基本建设）",
    "资本性支出": "资本性支出",
    "对企业补助": "对企业补助 对企业的补助 对企业补助支出 对企业的补助支出",
    "三公经费": "三公经费 “三公”经费 “三公经费” 三公支出 三公经费支出 “三公”经费支出 三公消费",
    "因公出国（境）费": "因公出国（境）费 因公出国（境）费用 因公出国费 因公出国（境）经费 因公出国境费 因公出国（境）支出"
    " 出国（境）费用 出国费",
    "公务用车购置及运行费": "公务用车购置及运行费 公务用车购置及运行维护费 公务用车购置和运行费 公务用车购置和运行维护费"
    " 公务用车费 公车购置及运行费 公车购置及运行维护费",
    "公务用车购置费": "公务用车购置费 公务用车购置 公务用车购置支出 公车购置费",
    "公务用车运行费": "公务用车运行费 公务用车运行维护费 公务用车运维费 公车运行费 公车运行维护费 公务用车运行维护支出",
    "公务接待费": "公务接待费 公务接待费用 公务接待支出 公务接待经费",
    "机关运行经费": "机关运行经费 机关运行费 机关运行经费支出",
    "事业收入": "事业收入",
    "经营收入": "经营收入 事业单位经营收入",
    "上级补助收入": "上级补助收入",
    "附属单位上缴收入": "附属单位上缴收入",
    "其他收入": "其他收入",
    "其他支出": "其他支出",
    "结转结余": "结转结余 结转和结余 结转及结余 结转结余资金 结转和结余资金 结转资金 结转",
    "政府采购": "政府采购支出 政府采购金额 政府采购支出总额 政府采购总额",
}  # fmt: skip
"""Every account by its usual name, with the ways in which it is written."""

SANGONG = ("因公出国（境）费", "公务用车购置及运行费", "公务接待费")
"""The parts of 三公经费."""

CAR = ("公务用车购置费", "公务用车运行费")
"""The parts of 公务用车购置及运行费."""

ECONOMIC = (
    "工资福利支出", "商品和服务支出", "对个人和家庭的补助", "债务利息及费用支出", "资本性支出", "对企业补助",
)  # fmt: skip
"""The economic classes 支出经济分类 that occur in these reports."""

OTHERS = ("其他收入", "其他支出")
"""Remainders: what they hold depends on the list in which they stand."""

NOT_SPENDING = ("事业收入", "经营收入", "上级补助收入", "附属单位上缴收入", "其他收入", "结转结余")
"""Accounts whose name says by itself that the money came in, or was left."""

LONG = 6
"""From how many characters on a name may hold one wrong character and still be known."""

MAX_NAME = 24

_MARKS = str.maketrans({"(": "（", ")": "）", '"': "”", "「": "“", "」": "”", "《": "“", "》": "”"})


class Named(NamedTuple):
    """An account in some words: its usual name, where it is written, and whether it is damaged there."""

    account: str
    start: int
    end: int
    damaged: bool = False


@cache
def _aliases() -> dict[str, str]:
    return {alias: account for account, names in ACCOUNTS.items() for alias in names.split()}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_aliases(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


@cache
def _damaged() -> dict[str, str]:
    """Forms with one character wrong (``?`` stands for it) or dropped, that no other account shares.

    A short name may only lose its last character, a long one any but the first: 项目支, 其他收, but
    never 本支出, which is the end of 成本支出.
    """
    forms: dict[str, set[str]] = {}
    aliases = _aliases()
    for alias, account in aliases.items():
        places = range(1, len(alias)) if len(alias) >= LONG else range(len(alias) - 1, len(alias))
        for at in places if len(alias) >= 4 else ():
            forms.setdefault(alias[:at] + alias[at + 1 :], set()).add(account)
            if len(alias) >= LONG:
                forms.setdefault(f"{alias[:at]}?{alias[at + 1 :]}", set()).add(account)
    return {form: min(owners) for form, owners in forms.items() if len(owners) == 1 and form not in aliases}


@lru_cache(maxsize=4096)
def named_in(words: str) -> Named | None:
    """The last account that some words name, damaged at their end or whole anywhere."""
    words = words.translate(_MARKS)
    found = list(_pattern().finditer(words))
    if found:
        return Named(_aliases()[found[-1][0]], found[-1].start(), found[-1].end())
    return _mended(words)


def _mended(words: str) -> Named | None:
    """An account with one character dropped or wrong at the end of some words."""
    forms = _damaged()
    for length in range(min(MAX_NAME, len(words)), 2, -1):
        tail = words[-length:]
        if tail in forms:
            return Named(forms[tail], len(words) - length, len(words), True)
        if length >= LONG:
            for at in range(1, length):
                account = forms.get(f"{tail[:at]}?{tail[at + 1 :]}")
                if account is not None:
                    return Named(account, len(words) - length, len(words), True)
    return None
