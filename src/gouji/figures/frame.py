"""Figures as a data frame 数据表."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gouji.errors import MissingExtra
from gouji.figures.figure import Figure

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    "text", "number", "value", "low", "high", "unit", "base_unit", "currency", "dimension", "modifiers",
    "per", "decimals", "quantum", "unit_source", "flags", "start", "end", "full_start", "full_end",
)  # fmt: skip


def to_dataframe(figures: Iterable[Figure]) -> pd.DataFrame:
    """A row for each figure; amounts stay ``Decimal``, modifiers and flags are joined by ``+``.

    Raises:
        MissingExtra: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingExtra("数据表 / a data frame", "frames") from error
    rows = [[_cell(figure, column) for column in _COLUMNS] for figure in figures]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _cell(figure: Figure, column: str) -> object:
    value = getattr(figure, column)
    if isinstance(value, frozenset):
        return "+".join(sorted(value))
    return "+".join(value) if isinstance(value, tuple) else value
