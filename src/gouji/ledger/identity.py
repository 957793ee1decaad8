"""Ids of findings that stay the same after the report is read again."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gouji.document import Document
from gouji.findings import Operand

LENGTH = 16


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass
class Naming:
    """Gives ids for one document.

    An id is a hash of the document's name, the check, the roles, the operands' texts and the path of
    their section; no offset, so an edit elsewhere leaves it. Exact duplicates are counted.
    """

    document: Document
    name: str
    _given: Counter[str] = field(default_factory=Counter)

    def id(self, check: str, operands: Sequence[Operand], claim: str = "") -> str:
        """The id of a finding; asked twice for the same things it gives two ids."""
        digest = hashlib.sha256("\x1f".join(self._parts(check, operands, claim)).encode("utf-8", "replace"))
        stem = digest.hexdigest()[:LENGTH]
        self._given[stem] += 1
        count = self._given[stem]
        return stem if count == 1 else f"{stem}-{count}"

    def _parts(self, check: str, operands: Sequence[Operand], claim: str) -> Iterable[str]:
        yield self.name
        yield check
        yield _folded(claim)
        for operand in operands:
            yield operand.role
            yield _folded(operand.text if operand.place is not None else operand.label)
        placed = [operand.place for operand in operands if operand.place is not None]
        if placed:
            yield from map(_folded, self.document.path(placed[0][0]))
