"""Ends of a campaign that lie before its beginning: 自9月20日启动，至8月25日结束; 9月20日—8月25日."""

from __future__ import annotations

import re

from gouji.checks.reading.dates.printed import Dated

BACK = 2
"""So many months an end without its year may lie before its beginning and be no end of the next year."""

_DATE = re.compile(r"(?:\d{4}|-)-(\d\d)(?:-(\d\d))?")
_DAYS = re.compile(r"--(\d\d)-(\d\d)/-?-?(\d\d)-(\d\d)")
_BEGUN = re.compile(r"启动|开展|开始|进场|入场|进驻|开工|动工|铺开|部署|推开|展开|开班|起")
_UNTIL = re.compile(
    r"(?:起|开始)?[^，。；、\d]{0,12}?[，、；]?(?:并)?(?:直)?(?:至|到|截至|于|持续到|持续至|延续至|均于|已于)?(?:同年|当年)?$"
)
_ENDED = re.compile(r"[^，。；、\d]{0,10}?(?:结束|完成|完毕|收官|告捷|闭幕|结业|告一段落|截止)")
_END = re.compile("[，。；、（）：]")
_LONG = re.compile(
    r"次年|翌年|来年|第二年|明年|跨年|学年|学期|开学|供暖|采暖|供热|供餐|服务期|合同|协议|租|任期|周期|届|上年|去年|计划|拟|原定|预计|第[一二三四五六]|前期|[一二三四五六1-6]期|分批|首批"
)
_CAMPAIGN = re.compile(
    r"[春夏秋冬]季|集中|行动|排查|普查|检查|调查|培训|公示|申报|征集|问卷|活动|演练|整治|巡查|核查"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def goes_back(first: Dated, last: Dated) -> bool:
    """Whether two dates of one year are the beginning and the end of one campaign, the end before the beginning.

    A campaign that begins in a month and ends in that of the year after lasts nearly a year: it says so.
    """
    if first.is_period or last.is_period:
        return False
    if last.has_year and last.first[:4] != first.first[:4]:
        # 2025年3月10日进场，至2024年4月25日结束: the year before is no end of anything.
        if not first.has_year or last.first[:4] > first.first[:4]:
            return False
    elif _months_back(first.first, last.first) is None:
        return False
    text = first.line.text
    start = max(text.rfind(mark, 0, first.start) for mark in "。；") + 1
    between, behind = text[first.end : last.start], text[last.end : last.end + 24]
    begun, ended = _BEGUN.search(between), _ENDED.match(behind)
    if not _UNTIL.fullmatch(between) or begun is None or ended is None:
        return False
    done = _END.split(behind[ended.end() :], maxsplit=1)[0]
    apart = last.has_year and last.first[:4] != first.first[:4]
    same = (done[-2:] if apart else done) in text[start : last.start]
    return same and not _LONG.search(text[start : first.start] + between + behind)


def period_goes_back(dated: Dated) -> bool:
    """Whether a period of two days without a year is that of a campaign and ends before it begins."""
    days = _DAYS.fullmatch(dated.figure.number)
    if days is None:
        return False
    ends = (int(days[1]), int(days[2])), (int(days[3]), int(days[4]))
    text = dated.line.text
    start = max(text.rfind(mark, 0, dated.start) for mark in "。；") + 1
    stop = min((at for mark in "。；" if (at := text.find(mark, dated.end)) >= 0), default=len(text))
    near = text[max(start, dated.start - 24) : min(stop, dated.end + 24)]
    goes = 0 <= ends[0][0] - ends[1][0] <= BACK and ends[1] < ends[0]
    return goes and _CAMPAIGN.search(near) is not None and not _LONG.search(near) and not _YEAR.search(near)


def _months_back(first: str, last: str) -> int | None:
    """By how many months a date lies before another, at most ``BACK``; ``None`` where it does not."""
    days = [_DATE.fullmatch(each) for each in (first, last)]
    if days[0] is None or days[1] is None or (days[0][2] is None) != (days[1][2] is None):
        return None
    months = int(days[0][1]) - int(days[1][1])
    earlier = months > 0 or (months == 0 and (days[1][2] or "") < (days[0][2] or ""))
    return months if earlier and 0 <= months <= BACK else None
