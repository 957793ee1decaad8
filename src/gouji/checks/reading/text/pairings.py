"""How alike two names are, and how much of a summary one passage holds: by pairs of neighbouring characters."""

from __future__ import annotations

from collections import Counter

from gouji.document import Document
from gouji.facts.wording import fold

_COMMON = 400
"""A pair of characters that stands in more passages than this tells nothing of the place."""


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a name, blanks and punctuation left out."""
    folded = fold(text)
    return frozenset(folded[at : at + 2] for at in range(max(len(folded) - 1, 1))) - {""}


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice what two names share, of what both have; 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


class Passages:
    """The blocks of a document by the pairs of characters that stand in them; read when first asked."""

    def __init__(self, document: Document) -> None:
        self._places: dict[str, list[int]] | None = None
        self._document = document

    def share(self, summary: str) -> float:
        """The largest part of a summary's pairs that one passage holds."""
        wanted = pairs(summary)
        counts = Counter(place for pair in wanted for place in self._index().get(pair, ())[:_COMMON])
        return max(counts.values(), default=0) / len(wanted) if wanted else 0.0

    def _index(self) -> dict[str, list[int]]:
        if self._places is None:
            self._places = {}
            for number, block in enumerate(self._document.blocks):
                for pair in pairs(self._document.text[block.start : block.end]):
                    self._places.setdefault(pair, []).append(number)
        return self._places
