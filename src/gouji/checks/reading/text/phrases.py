"""Standard phrases of these reports 规范用语, and what is left of one that was damaged."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_ACCOUNTS = """
    一般公共预算 政府性基金 国有资本经营预算 财政拨款收入 其他收入 事业收入 经营收入 上级补助收入 基本支出 项目支出 其他支出
    经营支出 人员经费 公用经费 日常公用经费 工资福利支出 商品和服务支出 资本性支出 年末结转结余 结转和结余 公务接待费
    公务用车运行维护费 对个人和家庭的补助
"""
_STANDARD = """
    预算绩效管理 预算执行率 部门整体支出 存在的问题 可持续影响 服务对象满意度 满意度指标 绩效目标 绩效自评 绩效评价 绩效指标
    改进措施 社会效益 经济效益 生态效益 数量指标 质量指标 时效指标 成本指标 效益指标 产出指标 财政拨款 财政资金 项目资金
    资金管理 财务管理 内部控制 专款专用 一级指标 二级指标 三级指标 政府采购 固定资产 专项资金 专项经费 年初预算 资金使用
"""
_COUNTED = """
    个人和家庭 个人及家庭 个性化 个人所得税 首个 两个阶段 三个阶段 两个方面 三个方面 四个方面 一个项目 两个项目 每个 各个 整个
    多个 个百分点 个工作日 个自然年 个小时 个体工商户 两个 三个 四个 一个
"""
ACCOUNTS: tuple[str, ...] = tuple(_ACCOUNTS.split())
STANDARD: tuple[str, ...] = tuple(_STANDARD.split())
COUNTED: tuple[str, ...] = tuple(_COUNTED.split())

# What is left of a phrase without one character and is right by itself.
_RIGHT_WORDS = """
    政府基金 商品服务支出 资本支出 年结转结余 结转结余 公务车运行维护费 存在问题 满意指标 对个人家庭的补助 对个人和家庭补助
    公务接待 公务用车运行维护 结转和结
"""
_RIGHT = frozenset(_RIGHT_WORDS.split())

# Wrong characters that are often typed: (wrong, right); where a pattern must exclude what is right, it does.
CONFUSED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(wrong), right)
    for wrong, right in (
        (r"按排(?!列|名|查|序|放|水|污)", "安排"),
        (r"部份", "部分"),
        (r"专帐", "专账"),
        (r"记帐", "记账"),
        (r"帐务", "账务"),
        (r"帐户", "账户"),
        (r"台帐", "台账"),
        (r"截止(?=20\d\d年|\d{1,2}月|目前)", "截至"),
        (r"绩校", "绩效"),
        (r"予算", "预算"),
        (r"资今", "资金"),
        (r"既使(?!是)", "即使"),
        (r"执行律", "执行率"),
        (r"满意渡", "满意度"),
        (r"其它收入", "其他收入"),
        (r"其它支出", "其他支出"),
        (r"副县长席", "副县长"),
    )
)


class Lost(NamedTuple):
    """What is printed of a phrase that lost a character, and the phrase."""

    start: int
    end: int
    phrase: str


@cache
def _shortened() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all that is left of the phrases, and the phrase of each."""
    phrases: dict[str, str] = {}
    before_number: set[str] = set()
    known = {*ACCOUNTS, *STANDARD}
    for phrase in (*ACCOUNTS, *STANDARD):
        # The first character is never taken for lost: what is left begins within any other word.
        for at in range(1, len(phrase)):
            left = phrase[:at] + phrase[at + 1 :]
            if left in _RIGHT or left in known or phrase[at] == phrase[at - 1]:
                continue
            if at < len(phrase) - 1 and len(phrase) > 4:
                phrases.setdefault(left, phrase)
            elif at == len(phrase) - 1 and phrase in ACCOUNTS:
                # 其他收费 and 其他收入 go on: only a number behind it shows the loss.
                phrases.setdefault(left, phrase)
                before_number.add(left)
    ordered = sorted(phrases, key=lambda left: (-len(left), left))
    words = "|".join(left + (r"(?=\d)" if left in before_number else "") for left in ordered)
    return re.compile(words), phrases


def lost(text: str) -> list[Lost]:
    """Every place where a phrase stands without one of its characters."""
    pattern, phrases = _shortened()
    return [Lost(found.start(), found.end(), phrases[found[0]]) for found in pattern.finditer(text)]


@cache
def damaged(character: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The phrases that hold a character, with patterns that find them with another in its place."""
    return tuple(
        (phrase, re.compile(f"{phrase[:at]}([一-龥]){phrase[at + 1 :]}"))
        for phrase in (*ACCOUNTS, *STANDARD, *COUNTED)
        for at in range(len(phrase))
        if phrase[at] == character and (len(phrase) > 2 or character in "个")
    )


@cache
def characters() -> frozenset[str]:
    """Every character of the phrases."""
    return frozenset("".join((*ACCOUNTS, *STANDARD, *COUNTED)))
