"""XREF-ENUM 列举数: a number word counts as many things as the text lists beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.checks import proposes
from gouji.checks.reading.lists.enumeration import Listed, enumerations
from gouji.checks.reading.lists.items_counted import counted_items, marked
from gouji.checks.reading.lists.items_measured import measured
from gouji.checks.reading.lists.offices import chains
from gouji.checks.reading.text.prose import Line, lines
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Constant, Operand, Relation

_VERB = re.compile(r"对|开展|在|均|从|被|已|通过|进行|正式|项目开|错峰|完成|同步")


@proposes("XREF-ENUM", title="列举数", severity="low")
def listed(facts: Facts) -> Iterator[Relation]:
    """A declared number equals the number of items that are listed beside it.

    Formula: 宣布数 = 所列项数
    Example: 甲镇、乙镇、丙镇4个乡镇 lists three, so the 4 is contradicted; 三部一室 is counted kind by kind.
    Undetermined: The list is open (等, 主要, 包括); where it is not parsed surely nothing is said.
    Source: Prose: lists before their number, behind 即 and 分别为, in brackets, as 一是 … and as items.
    """
    figures = sorted(facts.figures, key=lambda figure: figure.start)
    starts = [figure.start for figure in figures]
    read = lines(facts)
    for line in read:
        kinds = list(chains(line))
        amounts = list(measured(line))
        for each in amounts:
            yield replace(_relation(line, each, _figure(line, each, figures, starts)), severity="medium")
        taken = {each.declared.start for each in (*kinds, *amounts)}
        others = (each for each in enumerations(line) if each.declared.start not in taken)
        for each in (*kinds, *marked(line), *others):
            yield _relation(line, each, _figure(line, each, figures, starts))
    for line, each in counted_items(facts, read):
        yield _relation(line, each, _figure(line, each, figures, starts))


def _figure(line: Line, each: Listed, figures: Sequence[Figure], starts: Sequence[int]) -> Figure:
    """The figure that the number is; one made for it where the words are no figure (三大平台)."""
    quote = line.quote(each.declared.start, each.declared.end)
    at = bisect_left(starts, quote.start)
    if at < len(figures) and figures[at].start < quote.end and figures[at].value == each.declared.value:
        return figures[at]
    return Figure(
        quote.quote, quote.start, quote.end, str(each.declared.value), Decimal(each.declared.value), "个", "个",
        "count",
    )  # fmt: skip


def _relation(line: Line, each: Listed, figure: Figure) -> Relation:
    noun = _VERB.split(each.declared.noun)[0]
    noun = noun if 1 < len(noun) <= 10 else "所称"
    count = min(max(each.declared.value, each.low), each.high)
    shown = [line.text[first:last] for first, last in each.items]
    words = "、".join(word if len(word) <= 20 else word[:20] + "…" for word in shown[:12])
    return Relation(
        Operand("declared", noun, figure),
        Constant("所列", Decimal(count), figure.unit),
        open_list=each.open or not each.sure,
        note_zh=f"所列：{words}。" if words and not each.fits else "",
        note_en=f"Listed: {words}." if words and not each.fits else "",
    )
