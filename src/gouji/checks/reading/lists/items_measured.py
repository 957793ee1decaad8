"""Lists that a text counts and gives amounts for: 共三类，分别为A40户、B25户、C10户."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks.reading.lists.enumeration import Listed
from gouji.checks.reading.names.kinds import NUMERALS, Declared, is_numeral, number
from gouji.checks.reading.text.prose import Line

MOST = 14
"""No such list has more items; a longer one is no sentence."""

_DECLARED = re.compile(
    rf"(?P<number>{NUMERALS})(?P<measure>大类|类|种|项|部分|档|批次?|笔|个(?:方面|部分|类别|方向|子?项目|乡镇|县|村|批次|层次|档次))"
    r"(?P<noun>[^，。；：、（）“”\d]{0,12}?)[，：]?(?:分别为|分别是|依次为|具体为|具体是|即为?|：)：?"
)
_NOT_ALL = re.compile(r"[\d.．一二三四五六七八九十百千第几数多前后首其余另等约近]$")
_OPEN = re.compile(r"主要|重点|例如|比如|其中|部分(?!分)")
_ITEM = re.compile(
    r"(?P<name>(?:（?[一二三四五六七八九十\d]{1,2}）|[①-⑳])?[^\d，。；：、（）]{2,24})"
    r"\d{1,12}(?:，\d{3})*+(?:\.\d{1,6})?(?P<unit>[万亿]?[^\d，。；：、（）“”等和及]{1,3})(?:（[^（）]{0,40}）)?"
)
_NO_ITEM = re.compile(
    r"^(?:比|较|占|同比|环比|增|减|其中|合计|共|人均|平均|每|实际|目标|计划)|其中|比目标|超过"
)
_JOINT = re.compile(r"、|以及|和|及|，")


def measured(line: Line) -> Iterator[Listed]:
    """Every list of a line that names its number of items and gives each an amount of one unit."""
    for found in _DECLARED.finditer(line.masked):
        if not is_numeral(found["number"]):
            continue
        value = number(found["number"])
        before = line.masked[max(0, found.start() - 12) : found.start()]
        if value < 2 or _NOT_ALL.search(before) or _OPEN.search(before + found["noun"]):
            continue
        items = _items(line.masked, found.end())
        # 4类17项，分别为帐篷类5项、照明类12项: the items are counted in what the number counts, and make its sum.
        summed = bool(items) and line.masked.startswith(
            found["measure"], _after_number(line.masked, items[0][1])
        )
        if len(items) > 1 and not summed:
            declared = Declared(value, found.start(), found.end("measure"), found["measure"], found["noun"])
            yield Listed(declared, tuple(items), len(items), len(items), open=False, sure=True)


_DIGITS = re.compile(r"[\d，.]*")


def _after_number(text: str, at: int) -> int:
    found = _DIGITS.match(text, at)
    return found.end() if found is not None else at


def _ordinals(text: str, items: list[tuple[int, int]]) -> bool:
    """Whether items that commas part begin with 第一, 第二 …: other clauses may be about anything."""
    return all(text.startswith("第", first) for first, _ in items)


def _items(text: str, start: int) -> list[tuple[int, int]]:
    """The names of a list of one unit and one mark that ends its clause; nothing where it goes on otherwise."""
    items: list[tuple[int, int]] = []
    units, commas = set(), False
    item = _ITEM.match(text, start)
    while item is not None and len(items) < MOST:
        if _NO_ITEM.search(item["name"]):
            return []
        items.append(item.span("name"))
        units.add(item["unit"])
        if re.compile(r"[。；]|$").match(text, item.end()):
            return items if len(units) == 1 and (not commas or _ordinals(text, items)) else []
        joint = _JOINT.match(text, item.end())
        if joint is None:
            return []
        item = _ITEM.match(text, joint.end())
        if item is None:
            # Behind a list with 、 a comma leads over to another clause.
            return items if joint[0] == "，" and not commas and len(units) == 1 else []
        commas = commas or joint[0] == "，"
    return []
