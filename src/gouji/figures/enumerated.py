"""Years and months that share one unit 并列年月: 2021、2022、2023年, 5、6月份."""

from __future__ import annotations

from itertools import pairwise

from gouji.figures.dates import Moment
from gouji.figures.lazy import Lazy
from gouji.figures.numeral import fold

MARKS = frozenset("、和及与")
_REACH = 64
_YEARS = Lazy(r"(?<![0-9０-９.．,/-])(?:(?:[1１][9９]|[2２][0０])[0-9０-９]{2}[、和及与])+$")
_MONTHS = Lazy(r"(?<![0-9０-９.．,/-])(?:(?:[1１][0-2０-２]|[0０]?[1-9１-９])[、和及与])+$")
_MEMBER = Lazy(r"([0-9０-９]+)[、和及与]")


def members_before(text: str, start: int, moment: Moment) -> list[tuple[int, Moment]]:
    """The years or months listed before *moment*, which begins at *start*, with where they begin.

    They must rise up to the last one. At the beginning of a line a single number is a list mark
    (``5、6月份完成…`` is item 5), unless the text begins with it: a quotation has no list marks.
    """
    single_month = moment.unit == "月" and moment.number.startswith("--")
    if moment.is_range or not (moment.is_year or single_month):
        return []
    floor = max(0, start - _REACH)
    run = (_YEARS if moment.is_year else _MONTHS).search(text[floor:start])
    if run is None:
        return []
    begin = floor + run.start()
    found = [
        (match.start(1), Moment(match.end(1), _number(match[1], moment), moment.unit[0], "", moment.is_year))
        for match in _MEMBER.finditer(text, begin, start)
    ]
    numbers = [each.number for _, each in found] + [moment.number]
    listed = len(found) == 1 and begin > 0 and not text[:begin].rpartition("\n")[2][-8:].strip()
    return [] if listed or any(a >= b for a, b in pairwise(numbers)) else found


def _number(digits: str, moment: Moment) -> str:
    return fold(digits) if moment.is_year else f"--{int(fold(digits)):02d}"
