"""DATE-FY 年度窗口: targets and acts lie inside the fiscal year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.dates import Dated, dates
from gouji.checks.reading.forms import Entry, forms
from gouji.checks.reading.sheets import Slot
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Ordered, Relation, Severity

_DEED = re.compile(r"举办|举行|开展|召开|组织|承办|启动|完成|验收|培训|检查|竣工|开工|发放|拨付")
_OTHER_YEAR = re.compile(
    r"提前下达|提前|文件|通知|办法|方案|规划|计划|目标|拟|将|预计|力争|成立|以来|自|起|截至|印发|发布|签订|批复|立项|评为|获|称号"
    r"|上年|去年|下年|明年|次年|结转|延期|跨年|继续|此前|原定|历年|〔|《|审计|抽查|评价|自评|报告|决算|前完成|底前"
)
_MULTI_YEAR = re.compile(
    r"(?:实施|建设|项目|执行|合同)(?:期|周期|年限|期限|工期)[^。\n]{0,20}20\d\d[^。\n]{0,14}20\d\d"
)


@proposes("DATE-FY", title="年度窗口", severity="high")
def years(facts: Facts) -> Iterator[Relation]:
    """A target date, and the date of something done, lies inside the fiscal year.

    Formula: the year's first day ≤ date ≤ its last
    Example: 2023年12月31日前 as target in a form of 2022 is contradicted.
    Undetermined: Dates without a year; a project over several years is low. In prose it is info, and
        early releases, documents, plans, foundings, awards and what lies ahead are left out.
    Source: Rule R15; 年度指标值 and 实际完成值 of the 自评表, prose on activities.
    """
    year = facts.meta.fiscal_year
    if year is None:
        return
    yield from _in_forms(facts, year)
    for line, found in dates(facts):
        clause_ends = [0, *(match.end() for match in re.finditer("[。；]", line.text)), len(line.text)]
        for dated in found:
            start = max(end for end in clause_ends if end <= dated.start)
            stop = min((end for end in clause_ends if end >= dated.end), default=len(line.text))
            if _is_deed(dated, line.text[start:stop]):
                stated = Operand("date", "日期", dated.figure)
                yield _relation(stated, dated.figure, year, "info")


def _is_deed(dated: Dated, words: str) -> bool:
    plain = dated.has_year and not dated.is_period and len(dated.first) >= 7 and not dated.figure.modifiers
    return plain and _DEED.search(words) is not None and _OTHER_YEAR.search(words) is None


def _in_forms(facts: Facts, year: int) -> Iterator[Relation]:
    multi = _MULTI_YEAR.search(facts.document.text) is not None
    for form in forms(facts):
        for entry in form.entries:
            graded: Severity = "low" if multi else "high"
            yield from _cell(entry, entry.target, "target", "指标值", year, graded)
            yield from _cell(entry, entry.actual, "actual", "完成值", year, "low")


def _cell(
    entry: Entry, slot: Slot | None, role: str, name: str, year: int, severity: Severity
) -> Iterator[Relation]:
    dated = [figure for figure in slot.figures if figure.dimension == "date"] if slot is not None else []
    if len(dated) == 1 and slot is not None and len(slot.text) <= 40 and "/" not in dated[0].number:
        figure = dated[0]
        if re.match(r"20\d\d-", figure.number) and not re.search(r"文|号|《|以来|规划|较|比", slot.text):
            yield _relation(Operand(role, f"{entry.name}（{name}）", figure), figure, year, severity)


def _relation(stated: Operand, figure: Figure, year: int, severity: Severity) -> Relation:
    return Relation(
        stated,
        predicate=Ordered(_window(figure.number, year)),
        severity=severity,
        note_zh=f"所属年度为{year}年。",
        note_en=f"The fiscal year is {year}.",
    )


def _window(date: str, year: int) -> tuple[str, ...]:
    """The date and the ends of the year; outside of it only the end that it passes."""
    first, last = f"{year}-01-01", f"{year}-12-31"
    if date[:4] == str(year):
        return first, date, last
    return (first, date) if date < first else (date, last)
