"""Automatic numbers 自动编号 of a DOCX: what Word prints before a paragraph but does not store."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_MAX_COUNT = 1_000_000

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def chinese(
    number: int, digits: str = "零一二三四五六七八九", units: str = "十百千", myriad: str = "万"
) -> str:
    """A whole number below 100 million as it is spoken: 21 is 二十一, 105 is 一百零五."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        filler = digits[0] if 0 < low < 1000 else ""
        return chinese(high, digits, units, myriad) + myriad + filler + _below_myriad(low, digits, units)
    text = _below_myriad(number, digits, units)
    # 十一, never 一十一; the legal forms do write 壹拾壹.
    return text[1:] if text.startswith("一十") else text or digits[0]


def _below_myriad(number: int, digits: str, units: str) -> str:
    text = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + (units[power - 1] if power else "")
            gap = False
        else:
            gap = True
    return text


def _counting(number: int) -> str:
    return chinese(number) if number < 100 else _digital(number)


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    if number >= 4000:
        return str(number)
    text = ""
    pairs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
    )
    for value, letters in pairs:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letters(number: int) -> str:
    """A … Z, AA, BB …: Word repeats the letter."""
    repeat, index = divmod(number - 1, 26)
    return chr(ord("A") + index) * (repeat + 1) if repeat < 30 else str(number)


def _from(alphabet: str) -> Callable[[int], str]:
    return lambda number: alphabet[number - 1] if number <= len(alphabet) else str(number)


def _cycle(alphabet: str) -> Callable[[int], str]:
    return lambda number: alphabet[(number - 1) % len(alphabet)]


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + offset) for offset in range(count))


_CIRCLED = _run("①", 20) + _run("㉑", 15) + _run("㊱", 15)
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + d: 0xFF10 + d for d in range(10)}),
    "chineseCounting": _counting,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": lambda number: chinese(number, _LEGAL, "拾佰仟", "万"),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _from("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "decimalEnclosedCircle": _from(_CIRCLED),
    "decimalEnclosedCircleChinese": _from(_CIRCLED),
    "decimalEnclosedParen": _from(_run("⑴", 20)),
    "decimalEnclosedFullstop": _from(_run("⒈", 20)),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
}
_FORMATS["decimalFullWidth2"] = _FORMATS["decimalFullWidth"]


def rendered(number: int, style: str) -> str:
    """A number in one of Word's number formats (``w:numFmt``); an unknown one gives digits."""
    if style == "none":
        return ""
    if not 0 < number < _MAX_COUNT:
        return str(number)
    return _FORMATS.get(style, str)(number)


@dataclass(slots=True)
class Level:
    """One level of a list: where it starts to count and what it prints."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    linked: str = ""


@dataclass(slots=True)
class _List:
    """A ``w:num``: an abstract list, and what this one changes in it."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


def _value(element: etree._Element | None, name: str, default: str = "") -> str:
    found = element.find(W + name) if element is not None else None
    return default if found is None else found.get(f"{W}val", default)


def whole(text: str | None, default: int = 0) -> int:
    """The whole number that an attribute holds, or *default*."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,9}", text) else default


def _is_on(element: etree._Element, name: str) -> bool:
    return element.find(W + name) is not None and _value(element, name, "1") not in ("0", "false", "off")


def _level(element: etree._Element) -> Level:
    style = element.find(f"{W}numFmt")
    if style is None:
        # Newer number formats are written twice, once for old readers.
        style = next(element.iter(f"{W}numFmt"), None)
    restart = _value(element, "lvlRestart")
    return Level(
        start=whole(_value(element, "start"), 1),
        style="decimal" if style is None else style.get(f"{W}val", "decimal"),
        text=_value(element, "lvlText"),
        legal=_is_on(element, "isLgl"),
        restart=whole(restart) if restart else None,
        linked=_value(element, "pStyle"),
    )


class Numbering:
    """The lists of a document and how far each has counted.

    Args:
        root: The root of ``numbering.xml``, or ``None`` when there is none.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._styled: dict[str, str] = {}
        self._deferred: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for element in root.iterfind(f"{W}abstractNum"):
            key = element.get(f"{W}abstractNumId", "")
            self._abstract[key] = {
                whole(level.get(f"{W}ilvl")): _level(level) for level in element.iterfind(f"{W}lvl")
            }
            if name := _value(element, "styleLink"):
                self._styled[name] = key
            if name := _value(element, "numStyleLink"):
                self._deferred[key] = name
        for element in root.iterfind(f"{W}num"):
            self._lists[element.get(f"{W}numId", "")] = self._list(element)

    def _list(self, element: etree._Element) -> _List:
        found = _List(_value(element, "abstractNumId"))
        for override in element.iterfind(f"{W}lvlOverride"):
            index = whole(override.get(f"{W}ilvl"))
            if start := _value(override, "startOverride"):
                found.starts[index] = whole(start, 1)
            if (level := override.find(f"{W}lvl")) is not None:
                found.levels[index] = _level(level)
        return found

    def level_of_style(self, number_id: str, style: str) -> int:
        """The level of a list that a paragraph style is linked to; 0 when it is linked to none."""
        if (found := self._lists.get(number_id)) is None:
            return 0
        levels = {**self._abstract.get(self._resolved(found.abstract), {}), **found.levels}
        return next((index for index, level in levels.items() if level.linked == style), 0)

    def _resolved(self, abstract: str) -> str:
        return self._styled.get(self._deferred.get(abstract, ""), abstract)

    def next(self, number_id: str, index: int) -> str:
        """Count a paragraph of a list and return what Word prints before it; a bullet gives ``""``."""
        found = self._lists.get(number_id)
        if found is None or not 0 <= index < _LEVELS:
            return ""
        abstract = self._resolved(found.abstract)
        levels = {**self._abstract.get(abstract, {}), **found.levels}
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        self._count(number_id, found, levels, counts, index)
        return _label(levels, counts, index)

    def _count(
        self, number_id: str, found: _List, levels: dict[int, Level], counts: list[int | None], index: int
    ) -> None:
        level = levels.get(index, Level())
        before = counts[index]
        if index in found.starts and (number_id, index) not in self._begun:
            counts[index] = found.starts[index]
        else:
            counts[index] = level.start if before is None else before + 1
        self._begun.add((number_id, index))
        for deeper in range(index + 1, _LEVELS):
            limit = levels.get(deeper, Level()).restart
            # 0: never restarts; n: restarts only after level n (counted from 1) or one above it.
            if limit is None or index < limit:
                counts[deeper] = None


def _label(levels: dict[int, Level], counts: list[int | None], index: int) -> str:
    level = levels.get(index)
    if level is None or level.style == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = levels.get(at, Level())
        count = counts[at] if counts[at] is not None else other.start
        return rendered(count or 0, "decimal" if level.legal else other.style)

    return re.sub(r"%([1-9])", number, level.text).strip()
