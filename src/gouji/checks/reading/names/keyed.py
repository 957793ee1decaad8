"""An amount of money with the key that tells which quantity it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from gouji.checks.reading.names.keys import ASPECT_ZH, Aspect
from gouji.figures.figure import Figure
from gouji.findings import Operand, Scope

PROJECT = "项目资金"
"""The purse of a report on one project or one special fund: all its money."""


class Key(NamedTuple):
    """What quantity an amount is; a component that is ``None`` is not known."""

    account: str | None
    purse: str | None
    body: str | None
    subject: str
    aspect: Aspect | None
    period: str | None

    @property
    def known(self) -> bool:
        """Whether every component that must be known is."""
        return None not in (self.account, self.purse, self.aspect, self.period)


@dataclass(frozen=True, eq=False)
class Mention:
    """An amount of money with its key.

    ``name`` is its account or the item that it is for; ``item`` tells that it is no account but the
    name of a project or a line. ``group`` is the sentence or the table it stands in; ``whole`` the
    mention it is a part of, ``cue`` the words that say so. ``plain`` is false for prices, batches, what only explains another, and for
    estimates; ``rough`` says that it is an estimate and plain otherwise.
    """

    figure: Figure
    label: str
    key: Key
    group: int
    item: bool = False
    plain: bool = True
    whole: Mention | None = None
    in_table: bool = False
    damaged: bool = False
    listed: bool = False
    cue: str = ""
    rough: bool = False

    def operand(self, role: str) -> Operand:
        """It in its role."""
        return Operand(role, self.label, self.figure)

    @property
    def scope(self) -> Scope:
        """Its key as a finding shows it."""
        key = self.key
        aspect = ASPECT_ZH[key.aspect] if key.aspect is not None else None
        purse = f"{key.purse or ''}{key.body or ''}{key.subject}" or None
        return Scope(account=key.account, scope=purse, stage=aspect, period=key.period)
