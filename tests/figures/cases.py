"""Reads the tables of cases: sentences with their figures in braces.

``投入{2704 万元|27040000 元}`` says that the figure printed ``2704 万元`` has the value 27040000
in the base unit 元, and that the sentence holds no other figure. The dimension follows from the unit
(元 money, % percent, 分 score, 百分点 point, ‰ permille, otherwise count) unless a word names it;
``.`` is the empty unit, ``~over,approx`` the modifiers, ``per=户`` the denominator, ``@90%`` the figure
where the braces hold more than it. ``{10|no}`` is no figure. ``\\n`` and ``\\t`` are read.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from gouji.figures import Figure

FOLDER = Path(__file__).parent / "sentences"
_BRACED = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")
_DIMENSIONS = {"元": "money", "%": "percent", "分": "score", "百分点": "point", "‰": "permille"}
_CURRENCIES = ("美元", "欧元", "英镑", "港元")


class Expected(NamedTuple):
    """A figure as a case states it; offsets are those of the sentence without braces."""

    start: int
    text: str
    value: str
    unit: str
    dimension: str
    modifiers: tuple[str, ...]
    per: str


class Case(NamedTuple):
    """A sentence and its figures."""

    text: str
    figures: list[Expected]


def cases(name: str) -> list[Case]:
    """The cases of ``sentences/<name>.txt``."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [
        _case(line.replace("\\n", "\n").replace("\\t", "\t")) for line in lines if line and line[0] != "#"
    ]


def described(figure: Figure) -> Expected:
    """A figure in the terms of the cases."""
    value = figure.to_dict()["value"]
    return Expected(
        figure.start, figure.text, value, figure.base_unit, figure.dimension, figure.modifiers, figure.per
    )


def _case(line: str) -> Case:
    text, figures, position = "", [], 0
    for match in _BRACED.finditer(line):
        text += line[position : match.start()]
        figures += _expected(match[1], match[2], len(text))
        text += match[1]
        position = match.end()
    return Case(text + line[position:], figures)


def _expected(printed: str, note: str, start: int) -> list[Expected]:
    if note == "no":
        return []
    note, _, core = note.partition(" @")
    value, unit, *words = note.split(" ")
    unit = "" if unit == "." else unit
    dimension = _DIMENSIONS.get(unit.split("/")[0], "money" if unit in _CURRENCIES else "count")
    modifiers: tuple[str, ...] = ()
    per = ""
    for word in words:
        if word.startswith("~"):
            modifiers = tuple(word[1:].split(","))
        elif word.startswith("per="):
            per = word[4:]
        else:
            dimension = word
    core = core or printed
    return [Expected(start + printed.index(core), core, value, unit, dimension, modifiers, per)]
