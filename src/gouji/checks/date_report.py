"""DATE-REPORT 签署日期: a report on a year is signed after that year has ended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.dates import signatures
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Ordered, Relation

_HEAD = 400
# Monitoring, targets and budgets are reported on while the year goes on.
_DURING = re.compile(r"监控|中期评|期中评|事前|目标申报|上半年|前三季度|预算公开|预算编制")


@proposes("DATE-REPORT", title="签署日期", severity="low")
def signed(facts: Facts) -> Iterator[Relation]:
    """The date at the end of a report comes after the end of the year that it evaluates.

    Formula: 评价年度的12月31日 ≤ 签署日期
    Example: A report on 2023年度 signed 2023年4月10日 is contradicted; 2024年4月10日 agrees.
    Undetermined: No 20xx年度 in the head of the report, no date in a line of its own; December is let pass.
    Source: The last line that is only a date, 填报日期 in text and tables; R15.
    """
    year = _year(facts)
    if year is None:
        return
    label, figure = year
    for dated in signatures(facts):
        # Reports handed in during the last weeks of their year are early and not wrong.
        if dated.first[:7] != f"{label}-12":
            yield Relation(
                Operand("year", "评价年度", figure),
                predicate=Ordered((f"{label}-12-31", dated.first)),
                beside=(Operand("signed", "签署日期", dated.figure),),
            )


def _year(facts: Facts) -> tuple[int, Figure] | None:
    """The fiscal year where the report's head prints it as such: 2023年度, 2023年…自评."""
    wanted = facts.meta.fiscal_year
    if _DURING.search(facts.document.text, 0, _HEAD // 2):
        return None
    for figure in facts.figures:
        if figure.start > _HEAD:
            break
        text = facts.document.text[figure.start : figure.start + 60]
        named = re.match(r"20\d\d\s*年\s*度|20\d\d\s*年[^。；\d]{0,40}?(?:自评|评价)", text)
        if figure.dimension == "year" and figure.value == wanted and "/" not in figure.number and named:
            return int(figure.number), figure
    return None
