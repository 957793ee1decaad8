"""DATE-FY 年度窗口: targets and acts lie inside the fiscal year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gouji.checks import proposes
from gouji.checks.reading.dates.printed import Dated, dates
from gouji.checks.reading.forms.form import Entry, Form, forms
from gouji.checks.reading.tables.sheets import Slot
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Ordered, Relation, Severity

_DEED = re.compile(r"举办|举行|开展|召开|组织|承办|启动|完成|验收|培训|检查|竣工|开工|发放|拨付")
_OTHER_YEAR = re.compile(
    r"提前下达|提前|文件|通知|办法|方案|规划|计划|目标|拟|将|预计|力争|成立|以来|自|起|截至|印发|发布|签订|批复|立项|评为|获|称号"
    r"|上年|去年|下年|明年|次年|结转|延期|跨年|继续|此前|原定|历年|〔|《|审计|抽查|评价|自评|报告|决算|前完成|底前"
)
_MULTI_YEAR = re.compile(
    r"(?:实施|建设|项目|执行|合同)(?:期|周期|年限|期限|工期)[^。\n]{0,20}?(20\d\d)[^。\n]{0,14}(20\d\d)"
)


@proposes("DATE-FY", title="年度窗口", severity="high")
def years(facts: Facts) -> Iterator[Relation]:
    """A target date, and the date of something done, lies inside the fiscal year.

    Formula: the year's first day ≤ date ≤ its last
    Example: 2023年12月31日前 as target in a form of 2022 is contradicted.
    Undetermined: Dates without a year; a project over several years is low. In prose it is info, and
        early releases, documents, plans, foundings, awards and what lies ahead are left out. Medium is the
        end of an earlier year up to which the year's money is said to be paid (截至…累计支付).
    Source: Rule R15; 年度指标值 and 实际完成值 of the 自评表, also one cell per line; prose on activities.
    """
    year = facts.meta.fiscal_year
    if year is None:
        return
    multi = any(found[1] != found[2] for found in _MULTI_YEAR.finditer(facts.document.text))
    yield from _in_forms(facts, year, multi=multi)
    for line, found in dates(facts):
        clause_ends = [0, *(match.end() for match in re.finditer("[。；]", line.text)), len(line.text)]
        for dated in found:
            start = max(end for end in clause_ends if end <= dated.start)
            stop = min((end for end in clause_ends if end >= dated.end), default=len(line.text))
            stated = Operand("date", "日期", dated.figure)
            if _is_deed(dated, line.text[start:stop]):
                yield _relation(stated, dated.figure, year, "info")
            elif _is_earlier(dated, year) and (
                _is_deadline(dated)
                or _is_cutoff(dated, line.text[start:stop])
                or _is_of_the_year(dated, line.text[start:stop], year)
            ):
                yield _relation(stated, dated.figure, year, "low" if multi else "medium")


def _is_deed(dated: Dated, words: str) -> bool:
    plain = dated.has_year and not dated.is_period and len(dated.first) >= 7 and not dated.figure.modifiers
    return plain and _DEED.search(words) is not None and _OTHER_YEAR.search(words) is None


_BY = re.compile(r"(?:之前|以前|前|底前)(?:全部)?(?:完成|完工|竣工|开工|建成|投用|支付|拨付|验收)?")
_CLOSES = re.compile(r"截[至止]$")
_PAID = re.compile(r"支付|支出|执行数|到位|拨付|列支|使用")
_BEFORE = re.compile(
    r"上年|去年|以前年度|往年|历年|结转|前期|提前|已于|此前|原|较|比|同期|续建|债务|债券|滚存|实施期"
)
_YEAR_END = re.compile(r"\d{4}-12(?:-31)?")


def _is_earlier(dated: Dated, year: int) -> bool:
    """Whether a date lies in the year or before: a later one may be of a plan, or of when the report was written."""
    return dated.has_year and int(dated.first[:4]) <= year


def _is_deadline(dated: Dated) -> bool:
    """Whether a date stands alone in its line as a target: 2023年12月31日前, a cell of a form in plain text."""
    line, figure = dated.line, dated.figure
    alone = dated.start <= 1 and not dated.is_period and figure.dimension == "date"
    return alone and (_BY.fullmatch(line.text[dated.end :]) is not None or _said_by(line.text, dated))


def _said_by(text: str, dated: Dated) -> bool:
    return dated.end == len(text) and _BY.search(text[dated.start :]) is not None


_SPENT = re.compile(r"支出|支付|拨付|执行|使用|发放|兑付|到位|完成")
_ALL_PAID = re.compile(r"(?:所有|全部|各项|各类)[^，。；]{0,16}(?:资金|补贴|补助|经费)[^，。；]{0,6}$")
_PAID_OUT = re.compile(
    r"(?:之前|以前|前|底前)?[^，。；]{0,14}(?:发放|拨付|支付|兑付|下达)(?:至|到|完毕|给|完成)"
)


def _is_of_the_year(dated: Dated, words: str, year: int) -> bool:
    """Whether what was done by a date is said to be of the year: 截至2022年12月31日，2023年累计支出…, 所有补贴于…前发放."""
    text = dated.line.text
    if int(dated.first[:4]) != year - 1 or dated.is_period:
        return False
    # 截至2022年12月31日，2023年度资金累计支出…: money of a year is not spent before it begins.
    of_year = re.match(
        rf"，[^，。；]{{0,10}}?{year}年度?(?P<what>[^，。；\d]{{0,16}})", text[dated.end : dated.end + 60]
    )
    if of_year is not None and _CLOSES.search(text, 0, dated.start):
        what = of_year["what"]
        return _SPENT.search(what) is not None and _BEFORE.search(what) is None
    if _BEFORE.search(words):
        return False
    paid = _ALL_PAID.search(text[max(0, dated.start - 30) : dated.start]) is not None
    return paid and _PAID_OUT.match(text, dated.end) is not None


def _is_cutoff(dated: Dated, words: str) -> bool:
    """Whether a sentence tells what was spent by the end of a year: 截至2023年12月31日，累计支付…."""
    text = dated.line.text
    plain = not dated.is_period and _CLOSES.search(text, 0, dated.start) is not None
    return (
        plain
        and _YEAR_END.fullmatch(dated.first) is not None
        and _PAID.search(words) is not None
        and _BEFORE.search(words) is None
        and len(re.findall(r"20\d\d年", words)) == 1
    )


def _in_forms(facts: Facts, year: int, *, multi: bool) -> Iterator[Relation]:
    for form in forms(facts):
        for entry in form.entries:
            graded: Severity = "low" if multi else "high"
            for relation in _cell(entry, entry.target, "target", "指标值", year, graded):
                yield replace(relation, severity="info") if _runs_on(form, relation, year) else relation
            early = not multi and _is_early(entry, year)
            yield from _cell(entry, entry.actual, "actual", "完成值", year, "medium" if early else "low")


def _runs_on(form: Form, relation: Relation, year: int) -> bool:
    """Whether a task of a table without points is due after the year: works may go on, an indicator may not."""
    figure = relation.stated.figure
    planned = form.header is not None and not form.header.scores
    return planned and figure is not None and int(figure.number[:4]) > year


def _is_early(entry: Entry, year: int) -> bool:
    """Whether a row with a target inside the year says it was met before the year began."""
    dated = [
        [figure.number for figure in slot.figures if figure.dimension == "date"] if slot is not None else []
        for slot in (entry.target, entry.actual)
    ]
    return all(len(each) == 1 for each in dated) and dated[0][0][:4] == str(year) > dated[1][0][:4].strip("-")


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
