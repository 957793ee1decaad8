"""RATIO-FRACTION 分数表述: 三分之二 or 过半 beside the two numbers that it speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks import proposes
from gouji.checks.reading.text.nodes import Node, passages
from gouji.checks.reading.text.prose import Line, lines
from gouji.checks.reading.text.quantities import value_of
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Ratio, Relation

NEAR = 12
"""How many figures back the two numbers of a fraction are looked for."""

_DIGITS = {word: value for value, word in enumerate("一二三四五六七八九十", 1)}
_FRACTION = re.compile(
    r"(?:占[^，。；]{0,12}?)(?P<over>超过?|逾|过)?(?P<near>近|约)?"
    r"(?:(?P<below>[二三四五六七八九十])分之(?P<above>[一二三四五六七八九])|(?P<half>一半|半数|半)|(?P<tenth>[一二三四五六七八九])成)"
    r"(?P<more>以上)?(?=[，。；]|$)"
)


class _Spoken(NamedTuple):
    """A fraction in words: its place in the document, the percentage, and whether it is a lower bound."""

    text: str
    start: int
    end: int
    percent: Decimal
    bound: bool


@proposes("RATIO-FRACTION", title="分数表述", severity="info")
def fractions(facts: Facts) -> Iterator[Relation]:
    """A fraction in words is that of the two numbers of its sentence, as an estimate is.

    Formula: 部分 ÷ 整体 ≈ 三分之二, as 约; 过半: 部分 ÷ 整体 ≥ 50%
    Example: 60个村中有24个村，占三分之二 is contradicted: 24 ÷ 60 is 40%.
    Undetermined: The sentence does not print exactly two numbers of one unit before the fraction.
    Source: Prose: 占…的三分之二, 占一半, 占七成以上.
    """
    found: list[tuple[Line, list[_Spoken]]] = [(line, _spoken(line)) for line in lines(facts)]
    spoken = {line.block.start: each for line, each in found if each}
    for passage in passages(facts):
        starts = [node.figure.start for node in passage.nodes]
        for each in spoken.get(passage.block.start, ()):
            at = bisect_left(starts, each.start)
            yield from _relation(passage.nodes[max(0, at - NEAR) : at], each, facts.document.text)


def _spoken(line: Line) -> list[_Spoken]:
    return [_read(line, match) for match in _FRACTION.finditer(line.text)]


def _read(line: Line, found: re.Match[str]) -> _Spoken:
    if found["below"]:
        percent = Decimal(100) * _DIGITS[found["above"]] / _DIGITS[found["below"]]
    else:
        percent = Decimal(50) if found["half"] else Decimal(10) * _DIGITS[found["tenth"]]
    first = next(at for name in ("over", "near", "below", "half", "tenth") if (at := found.start(name)) >= 0)
    quote = line.quote(first, found.end())
    bound = bool(found["over"] or found["more"])
    return _Spoken(quote.quote, quote.start, quote.end, percent.quantize(Decimal("0.01")), bound)


def _relation(before: Sequence[Node], spoken: _Spoken, text: str) -> Iterator[Relation]:
    # 三分之二 itself is no quantity that adds up; the two before it are.
    nodes = _sentence(before, text, spoken.start)
    if len(nodes) != 2 or nodes[0].figure.base_unit != nodes[1].figure.base_unit:
        return
    part, whole = sorted(nodes, key=lambda node: value_of(node))
    if not part.figure.value or part.figure.per or whole.figure.per or part.figure.dimension == "percent":
        return
    ratio = Ratio(Operand("part", part.label, part.figure), Operand("whole", whole.label, whole.figure))
    yield Relation(Operand("fraction", "占", _figure(spoken)), ratio, bound=spoken.bound)


def _sentence(before: Sequence[Node], text: str, end: int) -> list[Node]:
    if not before or "。" in text[before[-1].figure.end : end] or end - before[-1].figure.end > 60:
        return []
    return [node for node in before if node.sentence == before[-1].sentence]


def _figure(spoken: _Spoken) -> Figure:
    """The words as a percentage, an estimate where they are no bound."""
    return Figure(
        spoken.text, spoken.start, spoken.end, f"{spoken.percent}", spoken.percent, "%", "%", "percent",
        modifiers=() if spoken.bound else ("approx",), decimals=2, quantum=Decimal("0.01"),
    )  # fmt: skip
