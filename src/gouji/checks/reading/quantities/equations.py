"""Sums that a text writes out 算式: 15人×4.8万元＋8人×0.4万元＝75.2万元, （84−70）÷70×100%=20%."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from gouji.document import Document
from gouji.facts import Facts
from gouji.figures.figure import Figure

Sign = Literal["+", "-", "*", "/"]

LONGEST = 400
"""How many characters a sum may have; a hostile line must not cost more."""

MOST = 400
"""How many sums of a document are read."""

TERMS = 24
"""How many numbers a sum may have."""

_EQUALS = re.compile("[=＝]")
_STOPS = re.compile(r"[，。；：、？！“”\"|｜\t≥≤≈<>＜＞]|,(?!\d{3})|\n\s*\n")
_SIGNS: dict[str, Sign] = {
    "+": "+", "＋": "+", "-": "-", "－": "-", "−": "-", "–": "-", "×": "*", "*": "*", "＊": "*", "✕": "*", "x": "*", "X": "*",
    "÷": "/", "/": "/", "／": "/",
}  # fmt: skip
_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d++(?:\.\d++)?)[%％]?")
_OPENS, _CLOSES = "（([【", "）)]】"
_FREE = frozenset({"year", "date", "ordinal", "fraction", "ratio", "multiple"})
"""Dimensions that are no term of a sum."""


@dataclass(frozen=True)
class Term:
    """A number of a sum, with its place and unit; without a unit it is a count of nothing."""

    figure: Figure


@dataclass(frozen=True)
class Operation:
    """Two sides and the sign between them."""

    sign: Sign
    left: Tree
    right: Tree


Tree = Term | Operation


@dataclass(frozen=True)
class Equation:
    """A sum that is written out, with the value that stands behind or before its 等号."""

    value: Figure
    tree: Operation


def equations(facts: Facts) -> Iterator[Equation]:
    """Every sum of prose and of cells that is written out with its result."""
    text = facts.document.text
    if _EQUALS.search(text) is None:
        return
    starts = {figure.start: figure for figure in facts.figures}
    spans = _spans(facts.document)
    told = 0
    for start, end in spans:
        for stretch in _stretches(text, start, end):
            sides = [_read(text, starts, *side) for side in stretch]
            for left, right in pairwise(sides):
                if told < MOST and (found := _equation(left, right)) is not None:
                    told += 1
                    yield found


def _spans(document: Document) -> list[tuple[int, int]]:
    """The paragraphs and the cells of tables that hold a 等号."""
    marks = [found.start() for found in _EQUALS.finditer(document.text)]
    blocks = [(b.start, b.end) for b in document.blocks if b.kind != "table"]
    cells = [(cell.start, cell.end) for table in document.tables for cell in table.cells]
    return [
        (start, end)
        for start, end in (*blocks, *cells)
        if (at := bisect_left(marks, start)) < len(marks) and marks[at] < end
    ]


def _stretches(text: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """The sides of every chain of 等号 between two marks of punctuation."""
    at = start
    for stop in [*(found.span() for found in _STOPS.finditer(text, start, end)), (end, end)]:
        if stop[0] - at <= LONGEST:
            edges = [found.start() for found in _EQUALS.finditer(text, at, stop[0])]
            if edges:
                yield list(zip([at, *(edge + 1 for edge in edges)], [*edges, stop[0]]))
        at = stop[1]


def _equation(left: Tree | None, right: Tree | None) -> Equation | None:
    if isinstance(left, Operation) and isinstance(right, Term):
        return Equation(right.figure, left)
    if isinstance(right, Operation) and isinstance(left, Term):
        return Equation(left.figure, right)
    return None


def _read(text: str, starts: dict[int, Figure], start: int, end: int) -> Tree | None:
    """One side of an equation as a tree; ``None`` where it is no arithmetic."""
    tokens = _tokens(text, starts, start, end)
    if tokens is None or sum(isinstance(token, Term) for token in tokens) > TERMS:
        return None
    tree, at = _level(tokens, 0, 0)
    return tree if at == len(tokens) else None


Token = Term | str


def _tokens(text: str, starts: dict[int, Figure], start: int, end: int) -> list[Token] | None:
    """The numbers, signs and brackets of a side; words are names and say nothing here."""
    found: list[Token] = []
    at = start
    while at < end:
        character = text[at]
        term = _term(text, starts, at, end) if character.isdecimal() else None
        if term is not None:
            if term.figure.dimension in _FREE or (found and isinstance(found[-1], Term)):
                return None  # two numbers without a sign between them
            found.append(term)
            at = term.figure.end
            continue
        if character in _SIGNS and not (character in "xX" and not (found and isinstance(found[-1], Term))):
            found.append(_SIGNS[character])
        elif character in _OPENS:
            found.append("(")
        elif character in _CLOSES:
            found.append(")")
        at += 1
    return _without_empty(found)


def _without_empty(tokens: Sequence[Token]) -> list[Token]:
    """Brackets that hold only words are names as well."""
    kept: list[Token] = []
    for token in tokens:
        if token == ")" and kept and kept[-1] == "(":
            kept.pop()
        else:
            kept.append(token)
    return kept


def _term(text: str, starts: dict[int, Figure], at: int, end: int) -> Term | None:
    figure = starts.get(at)
    if figure is not None and figure.end <= end and figure.high is None:
        return Term(figure) if figure.value is not None else None
    found = _NUMBER.match(text, at, end)
    # 1-10% is one whole less a tenth here, and no range.
    return Term(_bare(found[0], found["number"], at)) if found is not None else None


def _bare(text: str, number: str, start: int) -> Figure:
    """A number without a unit, or a percentage: known to half of its last digit where it has decimals."""
    digits = number.replace(",", "")
    decimals = len(digits.partition(".")[2])
    unit = "%" if text != number else ""
    return Figure(
        text, start, start + len(text), digits, Decimal(digits), unit, unit, "percent" if unit else "count",
        decimals=decimals, quantum=Decimal(1).scaleb(-decimals), flags=frozenset({"bare"}),
    )  # fmt: skip


def _level(tokens: Sequence[Token], at: int, rank: int) -> tuple[Tree | None, int]:
    """Terms joined by + and −, below them by × and ÷, below these a number or a bracket."""
    if rank == 2:
        return _atom(tokens, at)
    signs = ("+", "-") if rank == 0 else ("*", "/")
    tree, at = _level(tokens, at, rank + 1)
    while tree is not None and at < len(tokens) and (sign := tokens[at]) in signs:
        right, at = _level(tokens, at + 1, rank + 1)
        tree = Operation(sign, tree, right) if right is not None else None  # type: ignore[arg-type]
    return tree, at


def _atom(tokens: Sequence[Token], at: int) -> tuple[Tree | None, int]:
    if at >= len(tokens):
        return None, at
    token = tokens[at]
    if isinstance(token, Term):
        return token, at + 1
    if token != "(":
        return None, at
    tree, at = _level(tokens, at + 1, 0)
    closed = at < len(tokens) and tokens[at] == ")"
    return (tree, at + 1) if closed else (None, at)
