"""Every case of the tables is read exactly: no figure missed, none made up, each value right."""

from __future__ import annotations

import pytest

from figures.cases import Case, cases, described
from gouji.figures import find_figures

NAMES = ("money", "percent", "counts", "measures", "dates", "scores", "none", "sectors")


@pytest.mark.parametrize("case", [case for name in NAMES for case in cases(name)], ids=lambda case: case.text)
def test_a_sentence_holds_exactly_the_figures_marked_in_it(case: Case):
    """The finder reads place, value, unit, dimension, modifiers and denominator of each figure."""
    assert [described(figure) for figure in find_figures(case.text)] == case.figures
