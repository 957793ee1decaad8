"""Write ``checks.md`` from the docstrings of the checks: ``python docs/make.py``."""

from __future__ import annotations

import re
from pathlib import Path

from gouji.checks import own_checks
from gouji.findings import Check

PAGE = Path(__file__).with_name("checks.md")
LINES = ("Formula", "Example", "Undetermined", "Tolerance", "Source")
ZH = {
    "Formula": "公式",
    "Example": "示例",
    "Undetermined": "何时无法核对",
    "Tolerance": "容差",
    "Source": "依据",
}
SEVERITY_ZH = {"high": "高", "medium": "中", "low": "低", "info": "提示"}
FAMILIES = (
    ("GROUND", "抽取核对", "The extraction held against the text"),
    ("SUM", "合计", "Sums"),
    ("DIFF", "差额", "Differences"),
    ("PROD", "单价×数量", "Products"),
    ("FORMULA", "算式", "Sums written out"),
    ("RATIO", "比率", "Rates"),
    ("ROUND", "概数", "Round numbers"),
    ("XREF", "前后一致", "Cross-references"),
    ("TAB", "表格", "Tables"),
    ("UNIT", "单位", "Units"),
    ("FIN", "财务勾稽", "Finance"),
    ("SCORE", "评分", "Scores"),
    ("TARGET", "指标", "Targets"),
    ("DATE", "日期", "Dates"),
    ("DQ", "文本质量", "Quality of the text"),
)
TIERS = "两级区间 / the two tiers"
# ruff: noqa: E501
HEAD = """# 核对项 Checks

<!-- Made by docs/make.py from the docstrings of src/gouji/checks; edit those. -->

每个核对项只提出勾稽关系，由同一个评估器判断。本页由代码中的说明生成。

A check proposes relations; one evaluator judges them. This page is made from the docstrings.

## 结论与容差 Verdicts and tolerance

| 结论 | status | 何时 when |
| --- | --- | --- |
| 相符 | `confirmed` | 按同列、同表的精度计，两侧区间相交 / the intervals meet at the precision of the list or table |
| 尾差 | `tail` | 仅按各数自身精度计才相交，或相差不超过各加数四舍五入之和 / they meet only at each number's own precision, or the gap is the rounding of the addends |
| 不符 | `contradicted` | 两者都不成立 / neither |
| 无法核对 | `undetermined` | 缺数，或数带“约”“以上”等修饰 / a number is missing, or its modifier leaves the answer open |

除另有说明外，容差即上述两级区间，没有其他固定误差。Unless a check says otherwise, these two tiers are its only
tolerance. 不符表示数据之间不一致，不作其他判断。Contradicted says that figures disagree, nothing else.

严重程度是不符时的级别，其余结论一律为“提示”。The severity is that of a contradiction; everything else is info.

已核实、有说明的不符，用[复核意见](decisions.md)记下。What was looked into is kept as a [decision](decisions.md).
"""


def page() -> str:
    """The page as it should be."""
    checks = own_checks()
    parts = [HEAD, _contents(checks)]
    for prefix, zh, en in FAMILIES:
        members = [check for check in checks if check.id.split("-")[0] == prefix]
        if members:
            parts.append(f"## {zh} {en}\n")
            parts += [_check(check) for check in members]
    return "\n".join(parts)


def said(check: Check) -> dict[str, str]:
    """What a docstring says: ``summary`` and its lines by name, each on one line."""
    found: dict[str, str] = {"summary": ""}
    name = "summary"
    for line in check.documentation.splitlines():
        started = re.match(rf"({'|'.join(LINES)}):\s*(.*)", line)
        if started:
            name = started[1]
            found[name] = started[2].strip()
        elif line.strip():
            found[name] = f"{found[name]} {line.strip()}".strip()
    return found


def _contents(checks: tuple[Check, ...]) -> str:
    rows = [
        f"| [`{check.id}`](#{_anchor(check)}) | {check.title} | {_severity(check)} | {check.version} |"
        for check in checks
    ]
    head = ["| id | 名称 | 严重程度 severity | 版本 version |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, ""])


def _check(check: Check) -> str:
    told = said(check)
    lines = [f"### {check.title} {check.id}\n", told["summary"], ""]
    rows = {name: told.get(name, TIERS if name == "Tolerance" else "") for name in LINES}
    lines += ["| | |", "| --- | --- |"]
    lines += [f"| {ZH[name]} {name} | {_cell(text)} |" for name, text in rows.items() if text]
    lines.append(f"| 严重程度 Severity | {_severity(check)} |")
    lines.append(f"| 版本 Version | {check.version} |")
    if not check.default:
        lines.append("| 默认 Default | 关闭，用 `--quality` 打开 / off, on with `--quality` |")
    return "\n".join([*lines, ""])


def _severity(check: Check) -> str:
    return f"{SEVERITY_ZH[check.severity]} {check.severity}"


def _anchor(check: Check) -> str:
    """The name that a heading gets on the usual forges: lower case, blanks as hyphens, no punctuation."""
    return re.sub(r"[^\w\- ]", "", f"{check.title} {check.id}".lower()).replace(" ", "-")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("``", "`")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
