"""A printed report as a tree: paragraphs of text, printed figures, lists and tables, and the relations in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

Dimension = Literal["money", "percent", "count", "score", "point", "year", "grade", "serial", "enum"]
Form = Literal[
    "sum",
    "product",
    "ratio",
    "growth",
    "decline",
    "equal",
    "hedged",
    "bound",
    "points",
    "band",
    "is",
    "from",
    "met",
    "items",
    "sequence",
]

SCALES: Mapping[str, int] = {"元": 1, "万元": 10**4, "亿元": 10**8}
WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


@dataclass(frozen=True, slots=True)
class Slot:
    """A printed figure: a variable of the ledger, and the way it is printed at one place.

    ``number`` holds the digits as printed (separators included, half width), ``unit`` what is printed
    behind them, ``measure`` the unit that is meant where a table's head says it. ``before`` and
    ``after`` are modifiers (约, 余). ``blank`` stands between number and unit.
    """

    key: int
    variable: str
    dimension: Dimension
    number: str
    unit: str
    measure: str
    before: str = ""
    after: str = ""
    blank: str = ""
    wide: bool = False
    table: int = 0

    @property
    def scale(self) -> int:
        """How many base units one printed unit is."""
        return SCALES.get(self.measure, 1)

    @property
    def value(self) -> Decimal:
        """What is printed, in yuan, percent, points or items."""
        return Decimal(self.number.replace(",", "")) * self.scale

    @property
    def decimals(self) -> int:
        """The printed decimals."""
        return len(self.number.partition(".")[2])

    @property
    def text(self) -> str:
        """The characters of the figure, without the modifier before it."""
        text = f"{self.number}{self.after}{self.blank}{self.unit}"
        return text.translate(WIDE) if self.wide else text


@dataclass(frozen=True, slots=True)
class Word:
    """A word that an operator may exchange for *other*: a grade, a scope.

    ``slot`` is the figure it is about, ``variable`` what that figure would be called by the other word.
    """

    key: int
    kind: Literal["grade", "scope"]
    text: str
    other: str
    slot: int = 0
    variable: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Items of a list within a sentence."""

    key: int
    items: tuple[tuple[Segment, ...], ...]
    separator: str = "、"
    last: str = ""


Segment = str | Slot | Word | Listing
Cell = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; ``layout`` is how they are laid out, ``body`` which rows may be dropped or repeated."""

    key: int
    rows: tuple[tuple[Cell, ...], ...]
    layout: Literal["lines", "pipes", "tabs"]
    body: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text; ``kind`` says whether it may be wrapped."""

    segments: tuple[Segment, ...]
    kind: Literal["text", "head", "caption", "title"] = "text"


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Relation:
    """Something that the printed figures obey; keys of slots.

    ``sum``: stated = Σ terms − Σ minus. ``product``: stated = the product of the terms. ``ratio``: stated =
    100 × terms[0] ÷ terms[1]; ``growth`` and ``decline`` compare terms[0] with the year before, terms[1].
    ``hedged``: terms[0] lies in what the modifier of stated leaves open. ``bound``: stated ≤ Σ terms.
    ``points``: stated = terms[0] ÷ terms[1] × terms[2], to the hundredth. ``band``: terms[0] lies in the
    band of the word stated. ``is``: stated has the value of ``constant``; ``from``: at
    least that. ``met``: terms = target, score, weight;
    full marks only where stated reaches the target. ``items``: stated counts the items of the listing.
    ``sequence``: terms are consecutive.
    """

    family: str
    form: Form
    stated: int
    terms: tuple[int, ...] = ()
    minus: tuple[int, ...] = ()
    constant: Decimal = Decimal(0)
    listing: int = 0

    @property
    def keys(self) -> tuple[int, ...]:
        """Every slot that stands in it."""
        own = () if self.form == "sequence" else (self.stated,)
        return (*own, *self.terms, *self.minus)


@dataclass(frozen=True)
class Report:
    """A printed report with all that is known of it.

    ``wrap`` is the width of its lines in full-width characters (0: not wrapped), ``breaks`` what stands
    between them, ``page_lines`` how many stand on a page, ``indent`` what opens a paragraph. ``labels``
    are the names of variables that a reader would give.
    """

    seed: int
    template: str
    mode: str
    blocks: tuple[Block, ...]
    relations: tuple[Relation, ...]
    fiscal_year: int
    wrap: int = 0
    breaks: str = "\n"
    page_lines: int = 0
    indent: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    def segments(self) -> Iterator[Segment]:
        """Every segment in text order, those of lists and tables included."""
        for block in self.blocks:
            rows = (
                [block.segments] if isinstance(block, Paragraph) else [c for row in block.rows for c in row]
            )
            for segments in rows:
                yield from _deep(segments)

    def slots(self) -> dict[int, Slot]:
        """The printed figures by their keys, in text order."""
        return {segment.key: segment for segment in self.segments() if isinstance(segment, Slot)}

    def words(self) -> dict[int, Word]:
        """The words that may be exchanged."""
        return {segment.key: segment for segment in self.segments() if isinstance(segment, Word)}

    def listings(self) -> dict[int, Listing]:
        """The lists by their keys."""
        return {segment.key: segment for segment in self.segments() if isinstance(segment, Listing)}

    def tables(self) -> dict[int, Table]:
        """The tables by their keys."""
        return {block.key: block for block in self.blocks if isinstance(block, Table)}

    def put(self, *changed: Slot | Word | Listing | Table) -> Report:
        """The report with some of its parts replaced by those of the same key."""
        by_key = {part.key: part for part in changed}
        return replace(self, blocks=tuple(_put_block(block, by_key) for block in self.blocks))

    def edit(self, change: Callable[[Slot], Slot]) -> Report:
        """The report with every figure passed through a function."""
        return self.put(*(changed for slot in self.slots().values() if (changed := change(slot)) != slot))


def _deep(segments: tuple[Segment, ...]) -> Iterator[Segment]:
    for segment in segments:
        yield segment
        if isinstance(segment, Listing):
            for item in segment.items:
                yield from _deep(item)


def _put_block(block: Block, by_key: Mapping[int, Slot | Word | Listing | Table]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, segments=_put(block.segments, by_key))
    found = by_key.get(block.key, block)
    table = found if isinstance(found, Table) else block
    return replace(table, rows=tuple(tuple(_put(cell, by_key) for cell in row) for row in table.rows))


def _put(
    segments: tuple[Segment, ...], by_key: Mapping[int, Slot | Word | Listing | Table]
) -> tuple[Segment, ...]:
    return tuple(_put_one(segment, by_key) for segment in segments)


def _put_one(segment: Segment, by_key: Mapping[int, Slot | Word | Listing | Table]) -> Segment:
    if isinstance(segment, str):
        return segment
    found = by_key.get(segment.key, segment)
    kept = segment if isinstance(found, Table) else found
    if isinstance(kept, Listing):
        return replace(kept, items=tuple(_put(item, by_key) for item in kept.items))
    return kept
