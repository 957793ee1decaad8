"""项目支出绩效自评表: funds, indicators, points, printed one cell a line, with pipes or with TABs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.draft import CellValue, Draft
from generator.phrases import Sector
from generator.tree import Slot

_NUMBER = re.compile(r"\{(\d+)\}")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row: points in hundredths; ``target`` holds its number in braces, or words; ``actual`` in ``unit``.

    Percentages are in hundredths of a percent. A row in 年 has a date as its target.
    """

    group: str
    group_weight: int
    kind: str
    name: str
    target: str
    actual: int
    unit: str
    weight: int
    score: int

    @property
    def variable(self) -> str:
        """What it is called in the ledger."""
        return f"indicator.{self.name}"


@dataclass(frozen=True, slots=True)
class Form:
    """What a form says; amounts and points in hundredths."""

    name: str
    unit: str
    budget: int
    executed: int
    rate_points: int
    indicators: tuple[Indicator, ...]
    total: int
    other: int


@dataclass
class _Printed:
    weights: list[Slot] = field(default_factory=list)
    scores: list[Slot] = field(default_factory=list)
    groups: dict[str, tuple[Slot, list[Slot]]] = field(default_factory=dict)


HEADS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度目标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因及改进措施",
)


def draw_indicators(draft: Draft, sector: Sector) -> list[Indicator]:
    """Targets, what came of them, weights and scores in hundredths; the weights add up to 90."""
    random = draft.random
    met = random.randint(30, 400)
    short = random.random() < 0.5
    goal = random.randint(400, 2000)
    reached = goal * random.randint(820, 990) // 1000 if short else goal * random.randint(100, 120) // 100
    points = 1000 * reached // goal if short else 1000
    satisfied = random.randint(900, 990)
    return [
        Indicator(
            "产出指标",
            5000,
            "数量指标",
            sector.target,
            f"≥{{{met}}}",
            met + random.randint(0, met // 6),
            sector.unit,
            1500,
            1500,
        ),
        Indicator(
            "产出指标",
            5000,
            "数量指标",
            "服务" + sector.client,
            f"≥{{{goal}}}",
            reached,
            "人次",
            1000,
            points,
        ),
        Indicator("产出指标", 5000, "质量指标", "验收合格率", "{100}", 10000, "%", 1000, 1000),
        Indicator("产出指标", 5000, "时效指标", "资金拨付完成时间", "", draft.fiscal_year, "年", 500, 500),
        Indicator("产出指标", 5000, "成本指标", "成本控制", "不超预算", 0, "未超预算", 1000, 1000),
        Indicator(
            "效益指标",
            3000,
            "社会效益指标",
            "公共服务水平",
            "持续提升",
            0,
            "基本达成",
            1500,
            1500 - random.choice((0, 100, 200)),
        ),
        Indicator("效益指标", 3000, "可持续影响指标", "长效管护机制", "建立健全", 0, "已建立", 1500, 1500),
        Indicator(
            "满意度指标",
            1000,
            "服务对象满意度指标",
            sector.client + "满意度",
            "≥{90}",
            satisfied * 10,
            "%",
            1000,
            1000,
        ),
    ]


def print_form(draft: Draft, form: Form) -> None:
    """Print the form in the layout of the draft; all its relations are recorded."""
    if draft.style.layout == "lines":
        _whole(draft, form)
    else:
        _apart(draft, form)


def _whole(draft: Draft, form: Form) -> None:
    """One table, the funds with their points on top."""
    key, printed = draft.key(), _Printed()
    amounts, (worth, given), rate = _funds(draft, form, key, printed)
    funds = (
        ("项目资金\n\n（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "得分"),
        ("", "年度资金总额", *amounts, rate, worth, given),
    )
    rows = list(_indicators(draft, form.indicators, key, printed))
    full, total = draft.points("weights", 10000, cell=key), draft.points("total", form.total, cell=key)
    head = [("项目名称", form.name), ("实施单位", form.unit)]
    draft.table([*head, *funds, HEADS, *rows, ("总分", full, total)], key=key)
    _relations(draft, printed, full, total)


def _apart(draft: Draft, form: Form) -> None:
    """A table of the funds, and one of the indicators in which the execution rate is the first."""
    first, second, printed = draft.key(), draft.key(), _Printed()
    amounts, points, rate = _funds(draft, form, first, printed)
    draft.say("项目资金执行情况：")
    heads = ("资金", "年初预算数", "全年预算数", "全年执行数", "执行率")
    draft.table([heads, ("年度资金总额", *amounts, rate)], key=first, caption="单位：万元")
    draft.say("绩效指标完成情况：")
    again = draft.rate("rate", form.executed, form.budget, cell=second)
    row = (
        "预算执行",
        "",
        "预算执行率",
        "100%",
        again,
        *points,
        "" if form.rate_points == 1000 else "按进度支付",
    )
    rows = list(_indicators(draft, form.indicators, second, printed))
    full, total = draft.points("weights", 10000, cell=second), draft.points("total", form.total, cell=second)
    draft.table([HEADS, row, *rows, ("总分", "", "", "", "", full, total, "")], key=second)
    _relations(draft, printed, full, total)


def _funds(
    draft: Draft, form: Form, key: int, printed: _Printed
) -> tuple[tuple[Slot, Slot, Slot], tuple[Slot, Slot], Slot]:
    """The amounts, the points and the rate of the funds."""
    first, budget = draft.money("budget", form.budget, cell=key), draft.money("budget", form.budget, cell=key)
    executed = draft.money("executed", form.executed, cell=key)
    rate = draft.rate("rate", form.executed, form.budget, cell=key)
    worth = draft.points("rate.weight", 1000, cell=key)
    given = draft.points("rate.score", form.rate_points, cell=key)
    draft.relate("RATIO-EXEC", "ratio", rate, [executed, budget])
    draft.relate("SCORE-RATE", "points", given, [executed, budget, worth])
    printed.weights.append(worth)
    printed.scores.append(given)
    return (first, budget, executed), (worth, given), rate


def _indicators(
    draft: Draft, indicators: Sequence[Indicator], key: int, printed: _Printed
) -> Iterator[tuple[CellValue, ...]]:
    group = ""
    for row in indicators:
        opens = row.group != group
        group = row.group
        head: CellValue = ""
        if opens:
            points = draft.points(f"group.{group}", row.group_weight, cell=0)
            printed.groups[group] = (points, [])
            head = (f"{group}（", points, "）")
        weight, score = (
            draft.points(f"{row.variable}.weight", row.weight, cell=key),
            draft.points(f"{row.variable}.score", row.score, cell=key),
        )
        printed.weights.append(weight)
        printed.scores.append(score)
        printed.groups[group][1].append(weight)
        target, actual = _values(draft, row, weight, score, key)
        reason = "条件尚不成熟，下年继续推进" if row.score < row.weight else ""
        yield (head, row.kind, row.name, target, actual, weight, score, reason)


def _values(draft: Draft, row: Indicator, weight: Slot, score: Slot, key: int) -> tuple[CellValue, CellValue]:
    if row.unit == "年":
        year, month = draft.year("target.year", row.actual), draft.random.randint(11, 12)
        draft.relate("DATE-FY", "is", year, constant=draft.fiscal_year)
        return (year, f"{month}月30日前"), (
            draft.year("actual.year", row.actual),
            f"{month}月{draft.random.randint(1, 28)}日",
        )
    found = _NUMBER.search(row.target)
    if found is None:
        return row.target, row.unit
    rated = row.unit == "%"
    goal = int(found[1])
    if rated:
        wanted = draft.rate(f"{row.variable}.target", goal, 100, cell=0)
        actual = draft.rate(row.variable, row.actual, 10000, cell=0)
    else:
        wanted = draft.count(f"{row.variable}.target", goal, row.unit)
        actual = draft.count(row.variable, row.actual, row.unit)
    draft.relate("TARGET-MET", "met", actual, [wanted, score, weight])
    before = row.target[: found.start()]
    return ((before, wanted) if before else wanted), actual


def _relations(draft: Draft, printed: _Printed, full: Slot, total: Slot) -> None:
    draft.relate("SCORE-WEIGHT", "sum", full, printed.weights)
    draft.relate("SCORE-WEIGHT", "is", full, constant=100)
    draft.relate("SCORE-SUM", "sum", total, printed.scores)
    for weight, score in zip(printed.weights, printed.scores):
        draft.relate("SCORE-CAP", "bound", score, [weight])
    for points, weights in printed.groups.values():
        draft.relate("SCORE-GROUP", "sum", points, weights)
