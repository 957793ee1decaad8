"""Facts by identity: what several checks read of them is read once."""

from __future__ import annotations

from dataclasses import dataclass, field

from gouji.facts import Facts


@dataclass(frozen=True, eq=False)
class Once:
    """A key for ``lru_cache``: the very same facts, whatever they hold."""

    facts: Facts = field(repr=False)

    def __hash__(self) -> int:
        return id(self.facts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Once) and other.facts is self.facts
