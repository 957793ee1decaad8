"""Numbers of prose and tables with the words around them that tell what each is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gouji.checks.reading.names.naming import Heads
from gouji.checks.reading.tables.sheets import sheets
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.pairings import pairs
from gouji.document import Document
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.ledger.precision import printed_number, telling

HEAD = 16
"""How many characters at the head of a paragraph may say what it is about."""

_VERB = re.compile("(?:仅为|为|是|达到|达|约|共计|共|有)+")
_MARK = re.compile("[，。；：、（]")


@dataclass(frozen=True, eq=False)
class Place:
    """A number with the words around it; ``block`` tells paragraphs and tables apart."""

    figure: Figure
    block: int

    @cached_property
    def digits(self) -> str:
        # 0.203152亿元 prints the digits of 2031.52万元.
        # 2,680万元 in prose may be the 2,860.00 of a table.
        whole, _, decimals = printed_number(self.figure).partition(".")
        return (whole + (decimals if decimals.strip("0") else "")).lstrip("0")

    @property
    def label(self) -> str:
        """What names it."""
        raise NotImplementedError

    @property
    def words(self) -> str:
        """The words that say of what time it is, planned or done."""
        raise NotImplementedError

    @property
    def bare(self) -> bool:
        """Whether its clause names nothing."""
        return False

    @property
    def behind(self) -> str:
        """The words right behind it."""
        return ""

    @property
    def lead(self) -> str:
        """The words of its sentence before it, back to the number before."""
        return self.words

    @property
    def pairs(self) -> frozenset[str]:
        """All that tells what it is of, as pairs of characters."""
        raise NotImplementedError

    @property
    def own(self) -> frozenset[str]:
        """Those of the pairs that stand right beside it."""
        return self.pairs

    @property
    def counted(self) -> frozenset[str]:
        """Those, with all that the clause says of what is counted: 1,412户家庭完成改造."""
        return self.own


@dataclass(frozen=True, eq=False)
class _InProse(Place):
    node: Node
    passage: Passage
    document: Document

    @property
    def label(self) -> str:
        return self.node.label

    @cached_property
    def words(self) -> str:
        # 安排清河区最多，为2,680万元: a clause of a verb alone goes on with the one before it.
        clause = self.node.clause
        return self.node.lead[-HEAD:] if self.bare else clause

    @property
    def lead(self) -> str:
        return self.node.lead

    @property
    def bare(self) -> bool:
        ends = self.node.after[:1] in "，。；、"
        return ends and _VERB.fullmatch(self.node.clause) is not None

    @property
    def behind(self) -> str:
        return self.node.after[:HEAD]

    @cached_property
    def own(self) -> frozenset[str]:
        return pairs(self.words + self.node.after[:6])

    @cached_property
    def counted(self) -> frozenset[str]:
        return self.own | pairs(_MARK.split(self.node.after[:HEAD], maxsplit=1)[0])

    @cached_property
    def pairs(self) -> frozenset[str]:
        # 3.宣传推广。全年支出……: what a paragraph is about stands at its head, or above it.
        above = "".join(self.document.path(self.passage.block.start)[-1:])
        return self.own | pairs(above + self.passage.text[:HEAD])


@dataclass(frozen=True, eq=False)
class _InTable(Place):
    heads: Heads

    @cached_property
    def _heads(self) -> list[str]:
        return self.heads.words(self.figure)

    @property
    def label(self) -> str:
        return self._heads[0] if self._heads else ""

    @property
    def words(self) -> str:
        return "".join(self._heads)

    @cached_property
    def pairs(self) -> frozenset[str]:
        return frozenset().union(*map(pairs, self._heads))


def places_in(facts: Facts) -> Iterator[Place]:
    """The plain numbers of the prose, then those of the tables."""
    yield from _in_prose(facts)
    yield from _in_tables(facts)


def _is_number(figure: Figure) -> bool:
    plain = bool(figure.value) and not figure.modifiers and not figure.per and figure.low is None
    return plain and figure.dimension in ("money", "count", "area", "length", "mass") and telling(figure) >= 3


def _in_prose(facts: Facts) -> Iterator[Place]:
    for number, passage in enumerate(passages(facts)):
        for node in passage.nodes:
            if _is_number(node.figure):
                yield _InProse(node.figure, number, node, passage, facts.document)


def _in_tables(facts: Facts) -> Iterator[Place]:
    for number, sheet in enumerate(sheets(facts)):
        heads = Heads(sheet.table)
        for figure in sheet.inside:
            if _is_number(figure):
                yield _InTable(figure, -1 - number, heads)
