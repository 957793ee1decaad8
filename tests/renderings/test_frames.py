"""Records as data frames."""

from __future__ import annotations

import sys
from decimal import Decimal

import pytest

from gouji.errors import MissingExtra
from gouji.renderings.frames import data_frame
from gouji.renderings.rows import COLUMNS, ROWS
from renderings import invented


def test_money_stays_decimal():
    """Yuan can be added up without loss."""
    frame = data_frame(invented.report(), "budgets")

    assert frame["yuan"].iloc[0] == Decimal("8124000")
    assert isinstance(frame["yuan"].sum(), Decimal)
    assert frame["start"].isna().tolist() == [False, False, False, False, True]


@pytest.mark.parametrize("what", list(ROWS))
def test_every_kind_has_its_columns_with_and_without_rows(what):
    """An empty report gives the same columns as a full one, and rows hold nothing else."""
    full, empty = data_frame(invented.report(), what), data_frame(invented.empty(), what)

    assert len(full) > 0
    assert len(empty) == 0
    assert list(full.columns) == list(empty.columns) == list(COLUMNS[what])
    assert all(set(row) == set(COLUMNS[what]) for row in ROWS[what](invented.report()))


def test_an_unknown_kind_is_refused_by_name():
    """The error names what there is."""
    with pytest.raises(ValueError, match="budgets"):
        data_frame(invented.report(), "money")


def test_without_pandas_the_extra_is_named(monkeypatch):
    """The error tells what to install."""
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(MissingExtra, match=r"gouji\[frames\]"):
        data_frame(invented.report(), "budgets")
