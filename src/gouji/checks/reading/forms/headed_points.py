"""Points of a group that a sentence names first 效益指标中，社会效益12分得11分…, and what the group earned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checks.reading.forms.earned import Earned, Group, entries, scored_lines
from gouji.checks.reading.text.prose import Line
from gouji.facts import Facts
from gouji.figures.figure import Figure

_HEAD = re.compile(r"(?:其中)?(?P<name>[一-龥]{2,6}?)(?:类|维度|方面|部分|一级)?(?:指标|得分)?(?:当|之)?中，")
_STOP = re.compile("[。；]")
FEWEST = 2
"""How many points a group is made of."""


def headed_groups(facts: Facts) -> Iterator[Group]:
    """The groups that a sentence takes apart, where the report says elsewhere once what each earned and is worth."""
    scored = list(scored_lines(facts))
    headed = [found for line, figures in scored for found in _sentences(line, figures)]
    if not headed:
        return
    taken = {part.score.start for _, parts in headed for part in parts}
    every = [each for line, figures in scored for each in entries(line, figures)]
    for name, parts in headed:
        own = [each for each in every if each.score.start not in taken and _bare(each.name) == name]
        if len({each.score.value for each in own}) == 1:
            worth = sum((_worth(part) for part in parts), Decimal(0))
            yield Group(tuple(parts), own[0].score, sure=_is_worth(scored, name, worth))


def _sentences(line: Line, figures: Sequence[Figure]) -> Iterator[tuple[str, list[Earned]]]:
    """The sentences of a paragraph that name a group and then the points of its parts, with weights."""
    start = 0
    for stop in (*(found.start() for found in _STOP.finditer(line.text)), len(line.text)):
        head = _HEAD.match(line.text, start, stop)
        if head is not None:
            own = [figure for figure in figures if start <= line.at(figure.start) < stop]
            parts = entries(line, own)
            if len(parts) >= FEWEST and all(part.weight is not None for part in parts):
                yield head["name"], parts
        start = stop + 1


def _bare(name: str) -> str:
    """A group by its name alone: 产出 of 产出指标, 产出类."""
    return re.sub(r"(?:类|维度|方面|部分)?(?:指标)?$", "", name)


def _worth(part: Earned) -> Decimal:
    return (part.weight.value if part.weight is not None else None) or Decimal(0)


def _is_worth(scored: Sequence[tuple[Line, Sequence[Figure]]], name: str, worth: Decimal) -> bool:
    """Whether the report says that a group is worth so many points: 效益30分, 效益指标（30分）."""
    said = re.compile(
        rf"{re.escape(name)}(?:类|维度|方面|部分)?(?:指标)?[（(]?(?:满分|分值|权重)?{worth.normalize():f}分"
    )
    return any(said.search(line.text) is not None for line, _ in scored)
