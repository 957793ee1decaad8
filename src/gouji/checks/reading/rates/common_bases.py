"""Wholes that several shares of a paragraph name in the same words: what one of them fits is that of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from gouji.checks.reading.rates.printed_shares import Share
from gouji.checks.reading.text.nodes import Node

WORDS = 4
"""How many characters of the words behind 占 tell one whole from others: 财政总收入."""


def common_bases(given: Iterable[tuple[Share, Sequence[Node]]]) -> Mapping[str, Decimal | None]:
    """By the words behind 占, the only value printed before that makes a share of these words hold."""
    found: dict[str, set[Decimal | None]] = {}
    for share, wholes in given:
        if len(share.whole) >= WORDS:
            fitting = {whole.figure.value for whole in wholes if fits(share, whole)}
            found.setdefault(share.whole, set()).update(fitting)
    return {name: next(iter(values)) for name, values in found.items() if len(values) == 1}


def fits(share: Share, whole: Node) -> bool:
    """Whether a share is that of a whole, but for its last digit."""
    part, total, value = share.part.figure.value, whole.figure.value, share.node.figure.value
    alike = share.part.figure.base_unit == whole.figure.base_unit
    if part is None or not total or value is None or not alike or not whole.addable:
        return False
    return abs(part * 100 / total - value) <= share.node.figure.quantum
