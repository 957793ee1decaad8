"""A pattern is compiled when it is first used."""

from __future__ import annotations

import re

import pytest

from gouji.figures.lazy import Lazy


def test_a_pattern_finds_what_the_compiled_one_finds():
    """All four methods are those of re.compile."""
    lazy, compiled = Lazy("[0-9]+"), re.compile("[0-9]+")

    assert [m.span() for m in lazy.finditer("第12条，34项")] == [
        m.span() for m in compiled.finditer("第12条，34项")
    ]
    assert lazy.match("12条") and lazy.search("第12条") and not lazy.fullmatch("12条")


def test_an_unknown_name_is_refused():
    """Only the methods of a pattern are there."""
    with pytest.raises(AttributeError):
        Lazy("a").groups  # noqa: B018
