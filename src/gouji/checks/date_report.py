"""DATE-REPORT 签署日期: a report on a year is signed after that year has ended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.dates.printed import Dated, dates, signatures
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Ordered, Relation

_HEAD = 400
# Monitoring, targets and budgets are reported on while the year goes on.
_DURING = re.compile(r"监控|中期评|期中评|事前|目标申报|上半年|前三季度|预算公开|预算编制")

_DAY = len("2024-01-01")
_CLOSES = re.compile(r"截[至止]$")
_PAST = re.compile(r"，[^，。；]{0,16}?(?:累计|已|共|实际|支出|支付|完成|到位|执行)")
_ACT = re.compile(
    r"(?P<lead>，?[^，。；、\d]{0,12}?)(?:下达|印发|拨付|拨入|支付|到账|到位|转下|转拨|发放|兑付)(?![^，。；]{0,4}(?:前|之前|以前|计划|期限|时限))(?P<rest>[^，。；]{0,24})"
)
_AHEAD = re.compile(
    r"计划|安排在|争取|要求|最迟|不迟于|不晚于|下[一]?步|前|将|拟|预计|计划|需|应|力争|确保|有效期"
)
_PART = re.compile(
    r"监控|中期|期中|阶段性|上半年|前[一二三]季度|[至\-—－~～](?:[4-9]|1[01])月|截[至止](?:目前|今)|预计(?:年底|全年)"
)


@proposes("DATE-REPORT", title="签署日期", severity="low")
def signed(facts: Facts) -> Iterator[Relation]:
    """The date at the end of a report comes after the end of the year that it evaluates.

    Formula: 评价年度的12月31日 ≤ 签署日期; medium where the text tells of the whole year that it was signed in;
        截至日期、下达日期 ≤ 签署日期
    Example: A report on 2023年度 signed 2023年4月10日 is contradicted; 2024年4月10日 agrees.
    Undetermined: No 20xx年度 in the head of the report, no date in a line of its own; December is let pass.
    Source: The last line that is only a date, 填报日期 in text and tables; R15.
    """
    yield from _told_later(facts)
    year = _year(facts)
    if year is None:
        return
    label, figure = year
    whole = _is_of_whole_year(facts.document.text, label)
    for dated in signatures(facts):
        # Reports handed in during the last weeks of their year are early and not wrong.
        if dated.first[:7] != f"{label}-12":
            yield Relation(
                Operand("year", "评价年度", figure),
                predicate=Ordered((f"{label}-12-31", dated.first)),
                beside=(Operand("signed", "签署日期", dated.figure),),
                severity="medium" if whole and dated.first[:7] < f"{label}-11" else None,
            )


def _told_later(facts: Facts) -> Iterator[Relation]:
    """What a report tells as done by a day after the one that it was signed on: 截至2025年6月30日，累计支付…."""
    signing = [dated for dated in signatures(facts) if len(dated.first) == _DAY]
    if len({dated.first for dated in signing}) != 1:
        return
    for line, found in dates(facts):
        for dated in found:
            plain = dated.has_year and not dated.is_period and len(dated.first) == _DAY
            if (
                plain
                and dated.first > signing[0].first
                and (_acted(dated) or (_CLOSES.search(line.text, 0, dated.start) and _is_done(dated)))
            ):
                yield Relation(
                    Operand("cutoff", "所述日期", dated.figure),
                    predicate=Ordered((dated.first, signing[0].first)),
                    beside=(Operand("signed", "签署日期", signing[0].figure),),
                    severity="medium",
                )


def _acted(dated: Dated) -> bool:
    """Whether an act of money is told of a day: 2025年8月5日下达第三批3,750万元, 于2025年8月5日拨付到位."""
    text = dated.line.text
    before = re.split("[，。；：]", text[max(0, dated.start - 16) : dated.start])[-1]
    act = _ACT.match(text, dated.end)
    if act is None or _CLOSES.search(before) or dated.line.masked[dated.start] == "·":
        return False
    return _AHEAD.search(before + act["lead"] + act["rest"]) is None


def _is_done(dated: Dated) -> bool:
    words = dated.line.text[dated.end :].split("。")[0][:60]
    return _PAST.match(words) is not None and _AHEAD.search(words) is None


def _is_of_whole_year(text: str, year: int) -> bool:
    """Whether a report speaks of a year as one that is over, and of no part of it."""
    ended = re.search(
        rf"{year}\s*年\s*(?:12\s*月\s*(?:31\s*日|底)|年?[末底](?!前|之前|以前))|1\s*月\s*1\s*日至\s*12\s*月\s*31\s*日",
        text,
    )
    return ended is not None and _PART.search(text) is None


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
