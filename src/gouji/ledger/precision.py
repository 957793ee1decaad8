"""How precisely a printed figure is known: the two tiers, strict and printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from gouji.document import Document
from gouji.facts import Facts
from gouji.figures.figure import Figure, Interval
from gouji.figures.interval import printed_interval
from gouji.ledger.interval import around, point

EXACT = frozenset({"count", "score", "ordinal", "fraction"})
"""Dimensions that are counted and not measured: known exactly unless printed in 万 or 亿; so are 12个月."""

_DECIMAL = frozenset({"money", "percent", "count", "score"})
"""Dimensions whose units are powers of ten of one another: the base unit shows the digits of the print."""

NORM = "norm"
"""The flag of a figure that a rule lays down: 每户2万元 is not 1.9万元 rounded."""


def factor(figure: Figure) -> Decimal:
    """How many base units one unit of the print is: 10000 for 万元."""
    return figure.quantum.scaleb(figure.decimals)


def printed_number(figure: Figure) -> str:
    """The figure's number in its own unit and with its own decimals, without separators."""
    if figure.value is None:
        return figure.text
    return f"{figure.value / factor(figure):.{figure.decimals}f}"


def telling(figure: Figure) -> int:
    """How many printed digits say something: 1,260.00 has three, for round numbers meet by chance."""
    if figure.value is not None and figure.dimension in _DECIMAL:
        return len(f"{figure.value:f}".replace(".", "").strip("0"))
    return len(printed_number(figure).replace(".", "").strip("0"))


@dataclass
class Precision:
    """The precision of figures in one document.

    An integer among amounts with two decimals is a trimmed ``.00`` and not ± 0.5: the strict
    tier takes the usual decimals of a unit in the figure's list, its table or the document.
    """

    document: Document
    usual: dict[tuple[int | None, str], int] = field(default_factory=dict)
    printed_values: frozenset[tuple[str, Decimal | None]] = frozenset()
    _known: dict[tuple[int, str, str, int, bool], Interval | None] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Facts) -> Precision:
        """Learn the usual decimals of every unit, table by table and in the whole document."""
        seen: dict[tuple[int | None, str], dict[int, int]] = {}
        for figure in facts.figures:
            # 0元 and 0 say nothing of how finely a report prints.
            if figure.value and figure.dimension in ("money", "percent"):
                for place in {None, _table(facts.document, figure)}:
                    counts = seen.setdefault((place, figure.unit), {})
                    counts[figure.decimals] = counts.get(figure.decimals, 0) + 1
        usual = {key: max(counts, key=lambda n: (counts[n], n)) for key, counts in seen.items()}
        values = frozenset((figure.base_unit, figure.value) for figure in facts.figures)
        return cls(facts.document, usual, values)

    def printed(self, figure: Figure) -> Interval | None:
        """Half a unit of the figure's own last digit to either side; ``None`` where it is left open."""
        return self._interval(figure, figure.decimals)

    def strict(self, figure: Figure, list_decimals: int = 0) -> Interval | None:
        """Half a unit at the usual precision; ``None`` where a modifier leaves the figure open.

        Args:
            figure: Any figure that has a value.
            list_decimals: The decimals of the most precise figure of the same unit in its list.
        """
        table = _table(self.document, figure)
        usual = self.usual.get((table, figure.unit), self.usual.get((None, figure.unit), 0))
        if figure.dimension == "percent":
            usual, list_decimals = 0, 0
        return self._interval(figure, max(figure.decimals, usual, list_decimals))

    def _interval(self, figure: Figure, decimals: int) -> Interval | None:
        key = (figure.start, figure.text, figure.unit, decimals, NORM in figure.flags)
        if key not in self._known:
            self._known[key] = self._read(figure, decimals)
        return self._known[key]

    def _read(self, figure: Figure, decimals: int) -> Interval | None:
        if figure.value is None:
            return None
        if figure.modifiers or figure.low is not None:
            opened = printed_interval(figure)
            return (
                opened if opened is not None and opened.low.is_finite() and opened.high.is_finite() else None
            )
        # A bare 0 says that there was nothing, not less than half a unit.
        nothing = not figure.value and not figure.decimals
        counted = figure.dimension in EXACT or (figure.dimension == "duration" and not figure.decimals)
        if nothing or NORM in figure.flags or (counted and figure.quantum <= 1):
            return point(figure.value)
        return around(figure.value, factor(figure).scaleb(-decimals))


def _table(document: Document, figure: Figure) -> int | None:
    if "in_table" not in figure.flags:
        return None
    block = document.block_at(figure.start)
    return block.table if block is not None else None
