"""DATE-DOCNO 文号年份: a document that is dated bears the year of its date in its number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from gouji.checks import proposes
from gouji.checks.reading.dates.printed import Dated, dates
from gouji.checks.reading.text.citations import NUMBER
from gouji.checks.reading.text.prose import Line
from gouji.facts import Facts
from gouji.findings import Member, Operand, Relation

_FUNDS = re.compile(r"下达|拨付|转下|分配")
_ISSUED = re.compile(r"印发|下达|发布|出台|下发|批复|发文|制定|公布|颁布|拨付|通知")
_CITED = re.compile(
    r"根据|按照|依据|依照|落实|贯彻|对照|参照|遵照|结合|执行|转发|修订|废止|会议|精神|要求|规定"
)
REACH = 90


@proposes("DATE-DOCNO", title="文号年份", severity="low")
def numbers(facts: Facts) -> Iterator[Relation]:
    """The year in a document's number is that of the date on which the text says it was issued.

    Formula: 文号年份 = 印发日期年份
    Example: 2024年5月印发…（某财〔2023〕8号） is contradicted; 〔2024〕8号 agrees.
    Undetermined: A January date, or funds passed on, with last year's number; a number cited as a ground (根据).
    Source: Prose: one clause holds the date with its month, the act and the number; R15.
    """
    for line, found in dates(facts):
        full = [d for d in found if d.has_year and not d.is_period and d.figure.dimension == "date"]
        if full:
            for number in NUMBER.finditer(line.text):
                yield from _relation(line, number, full)


def _relation(line: Line, number: re.Match[str], found: Sequence[Dated]) -> Iterator[Relation]:
    at = bisect_right(found, number.start(), key=lambda dated: dated.end) - 1
    if at < 0 or found[at].end < number.start() - REACH:
        return
    dated, between = found[at], line.masked[found[at].end : number.start()]
    if re.search(r"[。；]|号", between) or _CITED.search(between) or not _ISSUED.search(between):
        return
    lead = line.masked[max(0, dated.start - 12) : dated.start]
    year = dated.first[:4]
    titled = line.masked[dated.start] == "·"
    if titled or re.search(r"截至|截止|自$|从$", lead) or _straddles(number["year"], dated.first):
        return
    # Funds of the year before (提前下达) are passed on with the number that they came with.
    if _FUNDS.search(between) and int(year) - int(number["year"]) == 1:
        return
    quote = line.quote(number.start(), number.end())
    yield Relation(
        Operand("number", "文号", None, quote),
        predicate=Member(number["year"], (year,)),
        beside=(Operand("issued", "印发日期", dated.figure),),
        note_zh=f"文号年份{number['year']}，日期年份{year}。",
        note_en=f"The number is of {number['year']}, the date of {year}.",
    )


def _straddles(year: str, date: str) -> bool:
    """Numbered in December, dated in January."""
    return date[5:7] in ("01", "") and int(date[:4]) - int(year) == 1
