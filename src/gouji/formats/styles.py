"""What the styles 样式 of a DOCX say of a paragraph: its outline level and its list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.formats.numbering import W, whole

if TYPE_CHECKING:
    from lxml import etree

_HEADING = re.compile(r"(?:heading|标题)\s?([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s?[1-9]", re.IGNORECASE)
_BODY_LEVEL = 9
_LONGEST_CHAIN = 20


@dataclass(slots=True)
class _Style:
    name: str
    based_on: str
    outline: int | None
    number_id: str | None
    number_level: int | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks: heading level 大纲级别 (``None`` for body text), list and level in it."""

    level: int | None = None
    number_id: str = ""
    number_level: int | None = None
    linked_style: str = ""
    contents: bool = False


def _value(element: etree._Element | None, path: str) -> str | None:
    found = element.find(path) if element is not None else None
    return None if found is None else found.get(f"{W}val")


def _numbers(properties: etree._Element | None) -> tuple[str | None, int | None]:
    level = _value(properties, f"{W}numPr/{W}ilvl")
    return _value(properties, f"{W}numPr/{W}numId"), whole(level) if level is not None else None


def _outline(properties: etree._Element | None) -> int | None:
    value = _value(properties, f"{W}outlineLvl")
    return whole(value, _BODY_LEVEL) if value is not None else None


class Styles:
    """The paragraph styles of a document.

    Args:
        root: The root of ``styles.xml``, or ``None`` when there is none.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        for element in root.iterfind(f"{W}style") if root is not None else ():
            if element.get(f"{W}type", "paragraph") != "paragraph":
                continue
            key = element.get(f"{W}styleId", "")
            properties = element.find(f"{W}pPr")
            name, based_on = _value(element, f"{W}name") or "", _value(element, f"{W}basedOn") or ""
            self._styles[key] = _Style(name, based_on, _outline(properties), *_numbers(properties))
            if element.get(f"{W}default") in ("1", "true", "on"):
                self._default = key

    def _chain(self, key: str) -> list[tuple[str, _Style]]:
        """A style and those it is based on, itself first."""
        chain: list[tuple[str, _Style]] = []
        while key in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append((key, self._styles[key]))
            key = self._styles[key].based_on
        return chain

    def look(self, properties: etree._Element | None) -> Look:
        """What a paragraph's own properties and its style say together."""
        chain = self._chain(_value(properties, f"{W}pStyle") or self._default)
        number_id, number_level = _numbers(properties)
        linked = ""
        if number_id is None:
            for key, style in chain:
                if style.number_id is not None:
                    number_id, linked = style.number_id, key
                    number_level = style.number_level if number_level is None else number_level
                    break
        return Look(
            level=_level(_outline(properties), [style for _, style in chain]),
            # A list of 0 takes the numbers of the style away.
            number_id="" if number_id in (None, "0") else str(number_id),
            number_level=number_level,
            linked_style=linked,
            contents=any(_CONTENTS.fullmatch(style.name) for _, style in chain),
        )


def _level(own: int | None, chain: list[_Style]) -> int | None:
    if own is not None:
        return own + 1 if 0 <= own < _BODY_LEVEL else None
    for style in chain:
        if style.outline is not None:
            return style.outline + 1 if 0 <= style.outline < _BODY_LEVEL else None
        if match := _HEADING.fullmatch(style.name):
            return int(match[1])
    return None
