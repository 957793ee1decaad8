"""DATE-ORDER 日期次序: a period begins before it ends, and work begins before it is finished."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.checks import proposes
from gouji.checks.reading.dates import Dated, dates
from gouji.facts import Facts
from gouji.findings import Operand, Ordered, Relation

_BETWEEN = re.compile(r"(?:起|开始)?(?:至|到|—+|－+|-+|~|～)(?:于)?$")
_ACT = r"(?:[^，。；、]{0,8}?)"
_BEGUN = re.compile(rf"{_ACT}(?:正式|全面|顺利|如期)?(?:开工|动工|进场施工|开始实施|开始施工|启动实施)")
_DONE = re.compile(
    rf"{_ACT}(?:全面|顺利|如期|全部)?(?:竣工|完工|建成|交付使用|投入使用|(?:通过|竣工|完成)?验收(?!标准|办法|意见))"
)
_DAY = re.compile(r"(?:--|\d{4}-)\d\d-\d\d")
_TITLES = re.compile(r"[（《“][^（）《》“”]*$")


@proposes("DATE-ORDER", title="日期次序", severity="low")
def order(facts: Facts) -> Iterator[Relation]:
    """The end of a period does not come before its beginning, completion not before the start of work.

    Formula: 起 ≤ 止, 开工 ≤ 竣工
    Example: 2024年6月1日至2024年3月31日 is contradicted.
    Undetermined: The year of a period's end is not printed and the months could cross a new year.
    Source: Prose; periods, and 开工 and 竣工 in one sentence with full dates.
    """
    for _, found in dates(facts):
        for dated in found:
            if dated.is_period and _decided(dated):
                yield _period(dated)
        yield from _neighbours(found)
        yield from _works(found)


def _decided(dated: Dated) -> bool:
    """Whether both ends are dated in full, or a day goes back within one month."""
    text = dated.line.text[dated.start : dated.end]
    if len(re.findall(r"(?:19|20)\d\d", text)) == 2:
        return True
    if len(dated.first) != len(dated.last):
        return False
    within_month = _DAY.fullmatch(dated.first) is not None and dated.first[:-2] == dated.last[:-2]
    return within_month or dated.first <= dated.last


def _period(dated: Dated) -> Relation:
    return Relation(
        Operand("period", "期间", dated.figure), predicate=Ordered((_plain(dated.first), _plain(dated.last)))
    )


def _plain(date: str) -> str:
    return date.lstrip("-")


def _neighbours(found: Sequence[Dated]) -> Iterator[Relation]:
    """Two dates with 至 between them that are not read as one figure."""
    for first, last in pairwise(found):
        between = first.line.text[first.end : last.start]
        if _BETWEEN.fullmatch(between) and _full(first) and _full(last):
            yield _pair(("start", "起", first), ("end", "止", last))


def _full(dated: Dated) -> bool:
    return dated.has_year and not dated.is_period and dated.figure.dimension == "date"


def _placed(dated: Dated, begun: Sequence[Dated]) -> bool:
    """Whether the year is printed, or that of the start holds on: 2023年6月20日开工、9月15日验收."""
    if _full(dated):
        return True
    before = dated.line.text[max(0, dated.start - 6) : dated.start]
    return bool(begun) and not dated.is_period and re.search(r"次年|翌年|来年|今年|当年$", before) is None


def _pair(first: tuple[str, str, Dated], last: tuple[str, str, Dated]) -> Relation:
    return Relation(
        Operand(first[0], first[1], first[2].figure),
        predicate=Ordered((first[2].first, _dated_after(first[2], last[2]))),
        beside=(Operand(last[0], last[1], last[2].figure),),
    )


def _dated_after(first: Dated, last: Dated) -> str:
    """The second date, in the year of the first where it prints none."""
    return last.first if last.has_year else first.first[:4] + last.first[1:]


def _works(found: Sequence[Dated]) -> Iterator[Relation]:
    """The one start and the one completion of a sentence."""
    begun: list[Dated] = []
    done: list[Dated] = []
    text = found[0].line.text if found else ""
    for at, dated in enumerate(found):
        if at and re.search(r"[。；]", text[found[at - 1].end : dated.start]):
            yield from _once(begun, done)
            begun, done = [], []
        if _placed(dated, begun) and not _TITLES.search(text, max(0, dated.start - 40), dated.start):
            begun += [dated] if _BEGUN.match(text, dated.end) else []
            done += [dated] if _DONE.match(text, dated.end) else []
    yield from _once(begun, done)


def _once(begun: Sequence[Dated], done: Sequence[Dated]) -> Iterator[Relation]:
    if len(begun) == 1 and len(done) == 1:
        yield _pair(("start", "开工", begun[0]), ("end", "竣工", done[0]))
