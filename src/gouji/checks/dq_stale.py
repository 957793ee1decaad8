"""DQ-STALE 陈旧文字: what is still planned in a report on a year that is over, and another year's opening."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.text.prose import Line, lines
from gouji.document import Document
from gouji.facts import Facts
from gouji.findings import Member, Operand, Relation

_PLAN = re.compile(
    r"下一步|下步|计划|打算|建议|措施|目标|展望|思路|整改|问题|规划|安排|设想|努力方向|申报|职责|职能"
)
_DATE = re.compile(r"(?:20\d\d年)?(?:1[0-2]|[1-9])月(?:(?:3[01]|[12]\d|[1-9])日|底|份|初|中旬|上旬|下旬)?")
_PLANNED = re.compile(
    r"(?<![虚模草比正])拟(?=于|在|[^，。；定稿议聘任录]{0,8}(?:开展|举办|召开|组织|推进|建设|实施|启动|完成|赴))"
    r"|(?:计划|预计|即将|将)于(?=\d|今年|本月|下月|年底|近期)"
)
REACH = 120
"""How far from the word a date of its sentence stands."""

_OPENING = re.compile(r"现(?:将|对|就)[^。；]{0,40}?(?P<year>20\d\d)年度?[^。；]{0,40}?(?:自评|评价|情况)")


@proposes("DQ-STALE", title="陈旧文字", severity="info", default=False)
def stale(facts: Facts) -> Iterator[Relation]:
    """A report on a year that is over tells what was done, and opens with that year.

    Formula: 时态 = 已完成; 开篇年度 = 评价年度
    Example: 11月7日拟举办启动仪式 in a report on that year; 现将2021年度自评情况报告如下 in one on 2022.
    Undetermined: Sections on problems, measures, plans and targets speak of the future rightly.
    Source: Prose: 拟, 将于 and 计划于 in a sentence with a month of the year; the opening sentence.
    """
    year = facts.meta.fiscal_year
    read = lines(facts)
    for line in read:
        if line.block.kind != "heading" and not _is_plan(facts.document, line):
            yield from _planned(line, year)
    for line in read[:12]:
        found = _OPENING.search(line.text, 0, 2000) if year is not None else None
        if found is not None:
            quote = line.quote(found.start("year"), found.end("year"))
            yield Relation(
                Operand("year", "开篇年度", None, quote), predicate=Member(found["year"], (str(year),))
            )


def _is_plan(document: Document, line: Line) -> bool:
    return any(_PLAN.search(title) for title in document.path(line.block.start))


def _planned(line: Line, year: int | None) -> Iterator[Relation]:
    for found in _PLANNED.finditer(line.masked):
        low, high = max(0, found.start() - REACH), found.end() + REACH
        start = max(low - 1, *(line.masked.rfind(mark, low, found.start()) for mark in "。；：！")) + 1
        ends = [at for mark in "。；！" if (at := line.masked.find(mark, found.end(), high)) >= 0]
        end = min([*ends, high])
        date = _DATE.search(line.masked, start, end)
        if (
            date is None
            or _later(date[0], year)
            or re.search(r"目标|计划是|要求", line.masked[start : found.start()])
        ):
            continue
        stop = min(end, found.end() + 10)
        yield Relation(
            Operand("words", "年度内事项的表述", None, line.quote(found.start(), stop)),
            predicate=Member(line.text[found.start() : stop], ("已完成的表述",)),
            note_zh=f"同句日期：{date[0]}。",
            note_en=f"The sentence is dated {date[0]}.",
        )


def _later(date: str, year: int | None) -> bool:
    """Whether a date is of a year after the report's."""
    return date.startswith("20") and year is not None and int(date[:4]) > year
