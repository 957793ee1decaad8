"""Columns of a table that most of its rows show to be made of each other: 结余 = 到位 − 支出, 金额 = 数量 × 标准."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Literal, NamedTuple

from gouji.checks.reading.tables.grid import Grid, Row, grids
from gouji.checks.reading.text.quantities import ADDED
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.ledger.precision import telling

LEAST_ROWS = 3
LEAST_RIGHT = 2
"""How many rows must show a rule, by amounts of three digits and more."""

DIGITS = 3
"""How many digits an amount must print that is not the sum of two others by chance."""

SURE = 4
"""How many rows make a rule so sure that a row that breaks it is told, whatever keeps it from holding."""

FAILS = 3
"""One row in so many may be wrong."""

MOST_COLUMNS = 12
MOST_OF_THREE = 8
"""With how many columns three of them are still tried as terms."""

_SCORED = re.compile(r"分值|得分|权重|评分|指标值|完成值|目标值|满分")
_HUNDREDTH = Decimal("0.01")

Kind = Literal["sum", "product"]


class Rule(NamedTuple):
    """What a column is made of: a sum or a product of others, with the rows that show it and those that break it."""

    kind: Kind
    result: int
    terms: tuple[int, ...]
    right: Sequence[Row]
    wrong: Sequence[Row]

    @property
    def sure(self) -> bool:
        """Whether one row alone stands against many."""
        return len(self.wrong) == 1 and len(self.right) >= SURE


def column_rules(facts: Facts) -> Iterator[tuple[Grid, Rule]]:
    """The rules of every table that has no points."""
    for grid in grids(facts):
        scored = any(_SCORED.search(head) for head in grid.heads.values())
        if len(grid.rows) >= LEAST_ROWS and len(grid.columns) >= 3 and not scored:
            for rule in _rules(grid):
                yield grid, rule


def _rules(grid: Grid) -> Iterator[Rule]:
    columns = _Columns(grid)
    known: set[frozenset[int]] = set()
    for kind, result, terms in _candidates(columns):
        together = frozenset((result, *terms))
        if not any(each <= together for each in known):
            rule = columns.rule(kind, result, terms)
            if rule is not None:
                known.add(together)
                yield rule


def _candidates(columns: _Columns) -> Iterator[tuple[Kind, int, tuple[int, ...]]]:
    """What may make what: sums of two and three columns of one unit, products of two and three."""
    for alike in columns.by_unit.values():
        for size in (2, 3) if len(alike) <= MOST_OF_THREE else (2,):
            for result in alike:
                for terms in combinations([column for column in alike if column != result], size):
                    yield "sum", result, terms
    for result in columns.money:
        others = [column for column in columns.factors if column != result]
        for size in (2, 3) if len(others) <= MOST_OF_THREE else (2,):
            for terms in combinations(others, size):
                yield "product", result, terms


class _Columns:
    """The columns of a table by unit, with their values by row for quick trial."""

    def __init__(self, grid: Grid) -> None:
        self.rows = grid.rows
        body = [row for row in grid.rows if not row.is_total and not row.is_subtotal]
        self.body = body
        filled = {column: [f for row in body if (f := row.figures.get(column)) is not None and _plain(f)]
                  for column in grid.columns}  # fmt: skip
        filled = {column: found for column, found in filled.items() if len(found) >= LEAST_RIGHT}
        self.values: dict[int, list[Decimal | None]] = {
            column: [_value(row.figures.get(column)) for row in body]
            for column in list(filled)[:MOST_COLUMNS]
        }
        self.by_unit: dict[str, list[int]] = {}
        self.money: list[int] = []
        self.factors: list[int] = []
        for column in self.values:
            first = filled[column][0]
            alike = all(each.base_unit == first.base_unit for each in filled[column])
            priced = bool(first.per) or "/" in first.base_unit
            if alike and first.dimension in ADDED and not priced:
                self.by_unit.setdefault(first.base_unit, []).append(column)
            if first.dimension == "money" and not priced:
                self.money.append(column)
            if first.dimension not in ("year", "date", "serial"):
                self.factors.append(column)
        self.by_unit = {unit: found for unit, found in self.by_unit.items() if len(found) >= 3}
        self.percent = {c for c in self.values if filled[c][0].dimension == "percent"}

    def rule(self, kind: Kind, result: int, terms: tuple[int, ...]) -> Rule | None:
        """The rule that two columns or three make another one, if the rows show it."""
        if not self._may_be(kind, result, terms):
            return None
        rows = self.rows if kind == "sum" else self.body
        usable = [row for row in rows if self._is_usable(row, result, terms)]
        wrong = [row for row in usable if not self._holds(kind, row, result, terms)]
        right = [row for row in usable if row not in wrong]
        shown = [row for row in right if _tells(kind, row.figures, result, terms)]
        enough = len(shown) >= LEAST_RIGHT and len(shown) > len(wrong) and len(usable) >= LEAST_ROWS
        values = {row.figures[result].value for row in shown}
        if not enough or len(values) < LEAST_RIGHT or len(wrong) * FAILS > len(usable):
            return None
        return Rule(kind, result, terms, right, [row for row in wrong if not _flipped(row, result, terms)])

    def _may_be(self, kind: Kind, result: int, terms: tuple[int, ...]) -> bool:
        """Whether two of the first few rows meet roughly: cheap, and it rules out nearly all."""
        right = wrong = 0
        columns = [self.values[term] for term in terms]
        shares = sum(term in self.percent for term in terms)
        if kind == "product" and shares > 1:
            return False
        for row, whole in enumerate(self.values[result]):
            values = [column[row] for column in columns]
            if whole is None or not whole or None in values:
                continue
            made = _made(kind, [value for value in values if value is not None], shares)
            if abs(made - whole) * 200 <= abs(whole):
                right += 1
                if right == LEAST_RIGHT:
                    return True
            else:
                wrong += 1
                if wrong > FAILS:
                    return False
        return False

    def _is_usable(self, row: Row, result: int, terms: tuple[int, ...]) -> bool:
        found = [row.figures.get(column) for column in (result, *terms)]
        return all(figure is not None and _plain(figure) for figure in found)

    def _holds(self, kind: Kind, row: Row, result: int, terms: tuple[int, ...]) -> bool:
        figures = [row.figures[term] for term in terms]
        whole = row.figures[result]
        shares = sum(term in self.percent for term in terms)
        made = _made(kind, [figure.value or Decimal(0) for figure in figures], shares)
        gap = abs(made - (whole.value or Decimal(0)))
        if kind == "sum":
            return gap <= max(each.quantum for each in (whole, *figures)) * len(terms) / 2
        return gap <= whole.quantum / 2


def _value(figure: Figure | None) -> Decimal | None:
    return figure.value if figure is not None and _plain(figure) else None


def _plain(figure: Figure) -> bool:
    return figure.value is not None and not figure.modifiers and figure.high is None


def _made(kind: Kind, values: Sequence[Decimal], shares: int) -> Decimal:
    if kind == "sum":
        return sum(values, Decimal(0))
    made = _HUNDREDTH if shares else Decimal(1)
    for value in values:
        made *= value
    return made


def _tells(kind: Kind, figures: Mapping[int, Figure], result: int, terms: tuple[int, ...]) -> bool:
    """Whether a row shows a rule: nothing is zero, one or 100%, and the amounts print digits enough."""
    values = [figures[term].value for term in terms]
    if not all(values) or not figures[result].value:
        return False
    if kind == "sum":
        return telling(figures[result]) >= DIGITS and max(telling(figures[term]) for term in terms) >= DIGITS
    idle = any(figures[term].value == (100 if _is_share(figures[term]) else 1) for term in terms)
    return not idle and max(telling(figures[c]) for c in (result, *terms)) >= DIGITS


def _is_share(figure: Figure) -> bool:
    return figure.dimension == "percent"


def _flipped(row: Row, result: int, terms: tuple[int, ...]) -> bool:
    """Whether a row holds with one term taken away: a change printed without its sign."""
    whole = row.figures[result].value or Decimal(0)
    values = [row.figures[term].value or Decimal(0) for term in terms]
    total = sum(values, Decimal(0))
    return any(total - 2 * value == whole for value in values)
