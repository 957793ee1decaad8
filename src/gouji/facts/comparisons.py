"""Amounts that stand beside another 比较: last year's value, the difference, the value after a change, one of several."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.facts.cutting import last_stop

_EACH_ITS = re.compile(r"[，,]?(?:分别|各)(?:为|是|支出|安排|投入)?$")
_NEAR = 60
_WHEN = r"上年度?(?:同期)?|去年(?:同期)?|上一?年度?|(?:19|20)\d\d年度?|年初|同期"
_COMPARED = re.compile(
    rf"(?P<head>[^，。；：、]{{0,24}}?)(?P<by>比|较|与|由|从|同)(?P<when>{_WHEN})的?"
    r"(?P<noun>[^，。；：、的]{0,16}?)的?(?:约|近)?$"
)
_CHANGE = r"(?:净)?(?P<change>减少|节约|节省|增加|增长|下降|上升|压减|降低|提高|多支出|少支出|多投入|少投入)(?:了)?额?(?:约|近)?"
_DIFFERENCE = re.compile(rf"(?:相比)?[，,]?{_CHANGE}")
_AT_ONCE = re.compile(
    rf"(?P<head>[^，。；：、]{{0,24}}?)(?:比|较|同比|与)"
    rf"(?P<when>{_WHEN}|(?:年初|全年)?预算数?|计划数?|目标值?)?(?:相比)?{_CHANGE}"
)
_MOVED = re.compile(r"(?:下?降|降低|提高|增加|上升|增|升|调整|压缩|压减|减少|上调|下调|扩大)(?:至|到|为)")
_TOTAL = re.compile(
    r"(?:的?[一-龥]{1,6})?[，,]?(?P<word>共计|合计|总计|累计|共|计)(?:发放|支出|支付|投入)?(?:约|近)?"
)
# What comes from the year before (由上年结转) is not compared with it.
_TAKEN = re.compile(r"结转|结余|拨|下达|调减|调增|追加")
_EACH = re.compile(r"人均|户均|次均|各(?=补|奖|发|给|支|安排)|(?:每[一-龥]{1,2}?)+(?=补|发|奖|给|支|安排|$)")


@dataclass(frozen=True, slots=True)
class Comparison:
    """比上年的10.5万元 or 比上年减少0.7万元: whose value (*head*, if it says), when, of what.

    ``change`` is the verb of a difference, empty for the value that is compared with.
    """

    head: tuple[int, int]
    when: str
    noun: str
    change: str


def comparison_at(text: str, edge: int, start: int) -> Comparison | None:
    """The comparison whose words end right before *start*, or ``None``."""
    _, begin = last_stop(text, max(edge, start - _NEAR), start)
    words = text[begin:start].rstrip()
    if match := _AT_ONCE.fullmatch(words):
        head = (begin + match.start("head"), begin + match.end("head"))
        return Comparison(head, match.group("when") or "", "", match.group("change"))
    match = _COMPARED.fullmatch(words)
    if (
        not match
        or _TAKEN.search(match.group("noun"))
        or (match.group("by") in "由从" and match.group("noun"))
    ):
        return None
    head = (begin + match.start("head"), begin + match.end("head"))
    return Comparison(head, match.group("when"), match.group("noun"), "")


def difference_at(text: str, edge: int, start: int) -> str | None:
    """减少 between the value compared with and its difference; ``None`` if something else stands there."""
    match = _DIFFERENCE.fullmatch(text[edge:start].strip()) if start - edge <= _NEAR else None
    return match.group("change") if match else None


def moves_at(text: str, edge: int, start: int) -> bool:
    """Whether 降至 or 提高到 stands between two amounts, which are then of one thing."""
    return start - edge <= _NEAR and _MOVED.fullmatch(text[edge:start].strip()) is not None


def total_of_each(text: str, edge: int, start: int, item: str) -> str | None:
    """每人补贴8,000元，共计633.6万元: the name of all of them; ``None`` if this is no such total."""
    if start - edge > _NEAR or not (match := _TOTAL.fullmatch(text[edge:start].strip())):
        return None
    if not _EACH.search(item):
        return None
    word = match.group("word")
    return _EACH.sub("", item) + (word if len(word) > 1 else "")


def shared_names(text: str, begin: int, end: int, count: int) -> list[tuple[int, int]] | None:
    """甲收入和乙收入分别为3万元和4万元: where the names of *count* amounts stand between *begin* and *end*."""
    match = _EACH_ITS.search(text[begin:end].rstrip())
    if not match:
        return None
    low, high = begin, begin + match.start()
    _, low = last_stop(text, max(low, high - 2 * _NEAR), high)
    while low > begin and text[low - 1] == "、":
        _, low = last_stop(text, max(begin, low - _NEAR), low - 1)
    head = re.match(r".*?(?:由|包括|其中|即)(?=[一-龥])", text[low:high])
    low += head.end() if head else 0
    tail = re.search(r"(?:构成|组成|两项|三项|等)+$", text[low:high])
    high = low + tail.start() if tail else high
    return _split(text, low, high, count)


def _split(text: str, low: int, high: int, count: int) -> list[tuple[int, int]] | None:
    places: list[tuple[int, int]] = []
    at = low
    for match in re.finditer(r"[、和与及]", text[low:high]):
        places.append((at, low + match.start()))
        at = low + match.end()
    places.append((at, high))
    fits = len(places) == count and all(2 <= right - left <= 24 for left, right in places)
    return places if fits and count > 1 else None
