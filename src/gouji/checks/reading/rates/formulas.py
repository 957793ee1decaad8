"""Rates whose formula the text prints in brackets: 预算变动率（变动数÷年初预算数）为5.20%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks.reading.rates.near_amounts import alike, amount
from gouji.checks.reading.text.nodes import Node, Passage, compact, passages
from gouji.facts import Facts
from gouji.findings import Operand, Ratio, Relation

_FORMULA = re.compile(
    r"(?P<name>[一-龥]{2,16}(?:率|比|比例|比重))（(?:即|[=＝])?(?P<part>[一-龥]{2,20})[÷/／](?P<whole>[一-龥]{2,20})"
    r"(?:[×*＊✕]100%?)?）(?:为|是|达到?|：|约为)?$"
)
_DIVIDED = re.compile(r"[÷/／]|除以")
_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_FILLING = re.compile(r"^(?:本年|全年|当年|年度)|部门|单位|(?:数额|金额|总额|数量|资金|数|额)$")
BEFORE = 80
"""How many characters before a rate its formula is looked for."""

FAR = 40
"""How many paragraphs back the two amounts of a formula are looked for."""


def formulas(facts: Facts) -> Iterator[Relation]:
    """The rates with a formula behind their names, where the text prints one value for each of its terms."""
    text = facts.document.text
    read = passages(facts)
    for index, passage in enumerate(read):
        for node in passage.nodes:
            figure = node.figure
            close = text[max(0, figure.start - 6) : figure.start]
            if figure.dimension != "percent" or figure.modifiers or not {"）", ")"} & set(close):
                continue
            start = max(passage.block.start, figure.start - BEFORE)
            said = _FORMULA.search(compact(facts.document, start, figure.start))
            if said is not None:
                yield from _relation(node, said, read[max(0, index - FAR) : index + 1])


def quotients(facts: Facts) -> Iterator[tuple[Node, Node, Node]]:
    """支付率92.50%（支出370万元÷下达400万元）: a rate with the two amounts that the brackets behind it divide."""
    for passage in passages(facts):
        for rate in passage.nodes:
            if rate.figure.dimension == "percent" and not rate.figure.modifiers and len(rate.inside) == 2:
                part, whole = rate.inside
                if _DIVIDED.match(whole.gap) and amount(part) and amount(whole) and alike(part, whole):
                    yield rate, part, whole


def _relation(rate: Node, said: re.Match[str], read: Sequence[Passage]) -> Iterator[Relation]:
    part, whole = (_sole(said[role], rate, read) for role in ("part", "whole"))
    if part is not None and whole is not None and whole.figure.value and part is not whole:
        quotient = Ratio(
            Operand("part", said["part"], part.figure), Operand("whole", said["whole"], whole.figure)
        )
        yield Relation(Operand("rate", said["name"], rate.figure), quotient)


def _sole(name: str, rate: Node, read: Sequence[Passage]) -> Node | None:
    """The amount of a name; ``None`` where the text gives that name none, or two values."""
    bare = _bare(name)
    nodes = [n for each in read for n in each.nodes if n is not rate]
    found = [n for n in nodes if n.figure.dimension != "percent" and _bare(n.label) == bare]
    return found[-1] if len({node.figure.value for node in found}) == 1 else None


def _bare(name: str) -> str:
    return _FILLING.sub("", _FILLING.sub("", _YEAR.sub("", name)))
