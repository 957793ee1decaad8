"""Regular expressions compiled at first use: compiling all of them would take most of the import."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

_METHODS = ("match", "search", "fullmatch", "finditer")


class Lazy:
    """A pattern whose methods are those of the compiled one, which the first call makes."""

    __slots__ = ("finditer", "fullmatch", "match", "search", "source")

    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]

    def __init__(self, source: str) -> None:
        self.source = source

    def __getattr__(self, name: str) -> Any:
        # Only reached while the slots are empty.
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.source)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
