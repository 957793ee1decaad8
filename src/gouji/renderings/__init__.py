"""A report as other people's files: one module for each output format.

A module adds a format by decorating the function that writes it::

    @renders("csv", suffix=".csv")
    def write_csv(report: Report, path: Path, *, lang: Lang) -> None: ...

Nothing else is edited: ``all_renderings`` finds the module.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from gouji.renderings.words import Lang

if TYPE_CHECKING:
    from gouji.report import Report

__all__ = ["Lang", "Rendering", "all_renderings", "renders", "write"]


class Writer(Protocol):
    """Writes a report to a path, all of it or nothing."""

    def __call__(self, report: Report, path: Path, *, lang: Lang) -> None: ...


@dataclass(frozen=True, slots=True)
class Rendering:
    """An output format 输出格式: its name on the command line, its suffix, and who writes it."""

    name: str
    suffix: str
    write: Writer


_REGISTERED: dict[str, Rendering] = {}


def renders(name: str, *, suffix: str) -> Callable[[Writer], Writer]:
    """Register the function that writes the format *name*.

    Raises:
        ValueError: Another module has taken the name.
    """

    def register(writer: Writer) -> Writer:
        if name in _REGISTERED:
            raise ValueError(f"the format {name!r} is registered twice")
        _REGISTERED[name] = Rendering(name, suffix, writer)
        return writer

    return register


@cache
def _discovered() -> bool:
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return True


def all_renderings() -> Mapping[str, Rendering]:
    """Every output format by its name, those of this package and those registered by others."""
    _discovered()
    return MappingProxyType(_REGISTERED)


def write(report: Report, format: str, path: str | Path, *, lang: Lang = "zh") -> Path:
    """Write a report in one format; the file is replaced at once, never left half written.

    Raises:
        ValueError: No format has that name.
    """
    try:
        rendering = all_renderings()[format]
    except KeyError:
        known = ", ".join(sorted(all_renderings()))
        raise ValueError(f"没有这种输出格式 / no such format: {format!r}; 可用 / known: {known}") from None
    rendering.write(report, Path(path), lang=lang)
    return Path(path)
