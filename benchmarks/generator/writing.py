"""A department's report under way."""

from __future__ import annotations

from dataclasses import dataclass

from generator.accounts import Department
from generator.draft import Draft
from generator.phrases import Sector
from generator.tree import Slot


@dataclass
class Writing:
    """A department's report under way: its draft, its books, who writes it."""

    draft: Draft
    books: Department
    sector: Sector
    county: str
    fiscal: int

    def money(self, variable: str, cents: int, unit: str = "万元", cell: int = 0, label: str = "") -> Slot:
        """An amount in hundredths of a 万元, as ``Draft.money``."""
        return self.draft.money(variable, cents, unit, cell=cell, label=label)
