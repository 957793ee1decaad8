"""The templates of reports, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from generator.department import department
from generator.draft import Mode
from generator.project import project
from generator.special import special
from generator.tree import Report

MODES: tuple[Mode, ...] = ("unrounded", "realistic")

TEMPLATES: Mapping[str, Callable[[int, Mode], Report]] = {
    "department": department,
    "project": project,
    "special": special,
}


def report(seed: int, mode: Mode, template: str = "") -> Report:
    """The report of a seed: the same for the same arguments."""
    name = template or Random(seed).choice(sorted(TEMPLATES))
    return TEMPLATES[name](seed, mode)
