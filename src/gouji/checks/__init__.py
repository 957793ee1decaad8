"""The checks: one file each; a check proposes relations and computes nothing.

A check of your own has the same rights: decorate a function with ``proposes`` and pass it on, or
name it under the entry point group ``gouji.checks``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from types import ModuleType

from gouji.facts import Facts
from gouji.findings import Check, Relation, Severity

__all__ = ["Check", "all_checks", "own_checks", "proposes"]

GROUP = "gouji.checks"

Proposer = Callable[[Facts], Iterable[Relation]]


def proposes(
    id: str,
    *,
    title: str,
    severity: Severity,
    version: int = 1,
    default: bool = True,
    presumed: bool = False,
) -> Callable[[Proposer], Check]:
    """Make a check of a function that proposes relations.

    Args:
        id: As it stands in results, ``RATIO-EXEC``.
        title: The field's name for it, in Chinese.
        severity: How grave a contradiction is.
        version: Raise it when the verdicts change: readers compare this year's findings with last year's.
        default: Whether it runs unasked; the checks of a text's quality do not.
        presumed: Whether its operands are found by words that may mean another amount: two sides that are
            not of one order, and not one slip of the pen apart, are then undetermined.
    """

    def decorate(propose: Proposer) -> Check:
        return Check(id, title, severity, version, propose, default, presumed)

    return decorate


def _checks_in(module: ModuleType) -> Iterator[Check]:
    for value in vars(module).values():
        if isinstance(value, Check) and value.propose.__module__ == module.__name__:
            yield value


@cache
def own_checks() -> tuple[Check, ...]:
    """The checks that come with gouji, in the order of their ids."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return tuple(sorted((check for module in modules for check in _checks_in(module)), key=_by_id))


def all_checks(*, quality: bool = False) -> tuple[Check, ...]:
    """The checks that run: those of gouji and those that other packages name under ``gouji.checks``.

    An entry point names a decorated function or a module that holds some. One with an id of
    gouji's replaces that check.

    Args:
        quality: Also those that run only when asked for, the checks of a text's quality 文本质量.
    """
    checks = {check.id: check for check in (*own_checks(), *_installed())}
    return tuple(sorted((each for each in checks.values() if quality or each.default), key=_by_id))


@cache
def _installed() -> tuple[Check, ...]:
    """The checks of other packages; looking through everything that is installed takes a while."""
    found = [point.load() for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)]
    return tuple(
        check for each in found for check in ([each] if isinstance(each, Check) else _checks_in(each))
    )


def _by_id(check: Check) -> str:
    return check.id
