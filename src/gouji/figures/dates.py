"""Years, dates and their ranges 年度、日期."""

from __future__ import annotations

import re
from typing import NamedTuple

from gouji.figures.lazy import Lazy
from gouji.figures.numeral import fold, read_hanzi

_W = r"[ \u3000\xa0\u2002]{0,4}+(?:\r?\n[ \u3000\xa0\u2002]{0,8}+){0,2}+"
_D = "[0-9０-９]"
_TEN = "[一二三四五六七八九十]"
_JOIN = r"(?:[-—–─―~～﹣－−至到]|——|--)"
_YEAR = r"((?:[1１][89８９]|[2２][0０])[0-9０-９]{2})(?![0-9０-９.．,])"
_MONTH = r"([1１][0-2０-２]|[0０]?[1-9１-９])(?![0-9０-９])"
_DAY = r"([3３][01０１]|[12１２][0-9０-９]|[0０]?[1-9１-９])(?![0-9０-９])"
_DAY_WORD = "(?:日|号(?![楼线院令文井机厅]))"
_EDGE = rf"(?:{_W}(年?[初底末](?![步级中期审])|年中(?=[，。、；追调]))|({_W}度(?![过假]))?)"
_MONTH_EDGE = r"(份)?+([初底末](?![步级])|[上中下]旬)?"

_FULL = Lazy(rf"{_YEAR}{_W}[学财]?年(?:{_W}{_MONTH}{_W}月(?:{_W}{_DAY}{_W}{_DAY_WORD})?+{_MONTH_EDGE})?")
_PARTIAL = Lazy(rf"{_MONTH}{_W}月(?:{_W}{_DAY}{_W}{_DAY_WORD})?+{_MONTH_EDGE}")
_YEAR_EDGE = Lazy(_EDGE)
_YEARS = Lazy(
    rf"{_YEAR}(?:{_W}[学财]?年?{_W}度?)??{_W}{_JOIN}{_W}"
    rf"{_YEAR}{_W}[学财]?年({_W}度)?(?!{_W}{_D}{{1,2}}{_W}月)"
)
_MONTHS = Lazy(
    rf"(?:{_YEAR}{_W}年{_W})?{_MONTH}{_W}(?:月份?)?{_W}{_JOIN}{_W}"
    rf"(?:{_YEAR}{_W}年{_W})?{_MONTH}{_W}月(份?)(?!{_W}{_D}{{1,2}}{_W}[日号])([初底末])?"
)
_DAYS = Lazy(
    rf"(?:{_YEAR}{_W}年{_W})?{_MONTH}{_W}月{_W}{_DAY}{_W}[日号]?{_W}{_JOIN}{_W}"
    rf"(?:{_YEAR}{_W}年{_W})?(?:{_MONTH}{_W}月{_W})?{_DAY}{_W}[日号]"
)
_NUMERIC = Lazy(
    rf"{_YEAR[: _YEAR.rindex('(?!')]}(?:([-/.．])(1[0-2]|0?[1-9])\2(3[01]|[12][0-9]|0?[1-9])"
    rf"|([-/.])(0[1-9]|1[0-2]))(?![0-9./-]|[一-龥%％]?%)"
)
_HANZI = Lazy(
    rf"([一二][〇零○一二三四五六七八九]{{3}}){_W}年"
    rf"(?:{_W}({_TEN}{{1,2}}){_W}月(?:{_W}({_TEN}{{1,3}}){_W}日)?)?+(份)?+([初底末])?"
)
_HANZI_PARTIAL = Lazy(
    rf"({_TEN}{{1,2}}){_W}月(?:份|{_W}({_TEN}{{1,3}}){_W}日|([初底末中]旬?)|(?=[，。、；）)至到—-]))"
)
_DATED = Lazy("[年月日号]")
_JOIN_FIRST = frozenset("-—–─―~～﹣－−至到 \u3000\xa0\r\n")
_SHORT_YEAR = Lazy(rf"([12][0-9]){_W}年(?:([初底末])(?![步级])|(度))?")
_EDGES = {"初": "start", "底": "end", "末": "end"}


class Moment(NamedTuple):
    """A year or a date as read: ISO ``number`` (``2024``, ``--03-15``, ``2021/2025``) and where it ends."""

    end: int
    number: str
    unit: str
    modifier: str = ""
    is_year: bool = False
    is_range: bool = False


def read_short_year(text: str, start: int) -> Moment | None:
    """A year of two digits where the words leave no doubt: 24年度, 23年底, 较23年."""
    match = _SHORT_YEAR.match(text, start)
    if match is None or not (match[2] or match[3] or text[start - 1 : start] in ("较", "比")):
        return None
    edge = _EDGES.get(match[2] or "", "")
    return Moment(match.end(), f"20{match[1]}", "年度" if match[3] else "年", edge, True)


def read_day(text: str, start: int, end: int) -> Moment | None:
    """A day by itself (每月15日前), whose digits are ``start:end``; 30日内 and 5日均 are none."""
    close = text.index("日", end) + 1
    number = fold(text[start:end])
    if not number.isdigit() or not 0 < int(number) < 32:
        return None
    if text.startswith(("内", "均", "常", "元", "报", "工作日", "以内", "之内"), close):
        return None
    return Moment(close, f"---{int(number):02d}", "日")


def _two(digits: str) -> str:
    return fold(digits).zfill(2)


def _iso(year: str | None, month: str | None = None, day: str | None = None) -> str:
    head = fold(year) if year else "-"
    return "-".join([head, *(_two(part) for part in (month, day) if part)])


def read_date(text: str, start: int, end: int, following: str) -> Moment | None:
    """Read the year, date or range of dates whose first number is ``start:end``.

    *following* is the character behind the number, blanks left out: it tells what can begin here.
    """
    length = end - start
    if following == "年":
        if length == 4 and text[start] in "12１２":
            return _with_range(text, start, _full(text, start))
        return read_short_year(text, start) if length == 2 else None
    if following == "月":
        return _with_range(text, start, _partial(text, start)) if length < 3 else None
    if following in "日号":
        day = length < 3 and following == "日"
        return read_day(text, start, end) if day else _numeric(text, start) if length > 5 else None
    if length not in (4, 7) and not _DATED.search(text, end, end + 30):
        return None
    if following in "./．":
        return _numeric(text, start) if length > 3 else None
    return _with_range(text, start, _full(text, start) or _partial(text, start)) or _numeric(text, start)


def _with_range(text: str, start: int, moment: Moment | None) -> Moment | None:
    """The range of dates that begins where *moment* does, if there is one; else *moment*."""
    if moment is not None and text[moment.end : moment.end + 1] not in _JOIN_FIRST:
        return moment
    return _range(text, start) or moment


def _full(text: str, start: int) -> Moment | None:
    match = _FULL.match(text, start)
    if match is None:
        return None
    year, month, day, _, edge = match.groups()
    if month:
        return Moment(match.end(), _iso(year, month, day), "日" if day else "月", _EDGES.get(edge or "", ""))
    tail = _YEAR_EDGE.match(text, match.end())
    edge, degree = tail.groups() if tail else (None, None)
    end = tail.end() if tail else match.end()
    if edge:
        name = _EDGES.get(edge[-1], "")
        return Moment(end if name else match.end(), fold(year), "年", name, True)
    return Moment(end, fold(year), "年度" if degree else "年", "", True)


def _partial(text: str, start: int) -> Moment | None:
    match = _PARTIAL.match(text, start)
    if match is None:
        return None
    month, day, _, edge = match.groups()
    return Moment(match.end(), _iso(None, month, day), "日" if day else "月", _EDGES.get(edge or "", ""))


def _range(text: str, start: int) -> Moment | None:
    match = _YEARS.match(text, start)
    if match:
        first, last, degree = match.groups()
        number = f"{fold(first)}/{fold(last)}"
        return Moment(match.end(), number, "年度" if degree else "年", "", True, True)
    match = _DAYS.match(text, start)
    if match:
        year, month, day, year2, month2, day2 = match.groups()
        last = _iso(year2 or year, month2 or month, day2)
        return Moment(match.end(), f"{_iso(year, month, day)}/{last}", "日", "", False, True)
    match = _MONTHS.match(text, start)
    if match:
        year, month, year2, month2, _, edge = match.groups()
        number = f"{_iso(year, month)}/{_iso(year2 or year, month2)}"
        return Moment(match.end(), number, "月", _EDGES.get(edge or "", ""), False, True)
    return None


def _numeric(text: str, start: int) -> Moment | None:
    match = _NUMERIC.match(text, start)
    if match is None:
        return None
    year, _, month, day, _, short = match.groups()
    return Moment(match.end(), _iso(year, month or short, day), "日" if day else "月")


def read_hanzi_date(text: str, start: int) -> Moment | None:
    """Read a year or date in Chinese numerals that begins at *start* (二〇二四年三月五日)."""
    match = _HANZI.match(text, start)
    if match and match[1][:2] in ("一九", "二〇", "二零", "二○", "一八"):
        return _hanzi_full(match)
    match = _HANZI_PARTIAL.match(text, start)
    if match is None:
        return None
    month, day = _plain(match[1]), _plain(match[2])
    if not month or int(month) > 12:
        return None
    return Moment(
        match.end(), _iso(None, month, day), "日" if day else "月", _EDGES.get((match[3] or "")[:1], "")
    )


def _hanzi_full(match: re.Match[str]) -> Moment:
    year = "".join("0" if c in "〇零○" else str("一二三四五六七八九".index(c) + 1) for c in match[1])
    month, day = _plain(match[2]), _plain(match[3])
    edge = _EDGES.get(match[5] or "", "")
    if month:
        return Moment(match.end(), _iso(year, month, day), "日" if day else "月", edge)
    degree = match.string.startswith("度", match.end())
    return Moment(match.end() + degree, year, "年度" if degree else "年", edge, True)


def _plain(numeral: str | None) -> str:
    value = read_hanzi(numeral) if numeral else None
    return "" if value is None else str(value)
