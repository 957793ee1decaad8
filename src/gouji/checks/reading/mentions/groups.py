"""Which mentions are of one quantity for sure, and which of them the others are held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gouji.checks.reading.mentions.collected import Key, Mention
from gouji.checks.reading.names.purposes import TOTAL, is_common

_STAGED = (
    "spent", "income", "initial", "adjusted", "budget", "received", "opening", "closing", "addition", "cut",
    "released",
)  # fmt: skip
FEW = 3
"""With so many different values under the name of one item, the name is of several things."""


def strong_groups(found: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions that are of one quantity for sure, two or more together, in text order."""
    groups: dict[Key, list[Mention]] = {}
    for mention in found:
        key = comparable(mention) if mention.plain else None
        if key is not None:
            groups.setdefault(key, []).append(mention)
    kept = (_named_once(group) for group in groups.values())
    return [group for group in kept if len(group) > 1 and _one_thing(group)]


def comparable(mention: Mention) -> Key | None:
    """The key under which a mention may be held against others; ``None`` where it is not known enough."""
    key = mention.key
    if (
        not (mention.plain or mention.rough)
        or key.aspect not in _STAGED
        or key.account is None
        or key.period is None
    ):
        return None
    if not mention.item:
        return key if key.known else None
    return None if is_common(key.account) else key._replace(purse=None)


def _named_once(group: Sequence[Mention]) -> list[Mention]:
    """The mentions of a quantity that their sentence or table names only once: two rows of a name are two lines."""
    if len(group) < 2:
        return list(group)
    places = Counter(mention.group for mention in group)
    return [mention for mention in group if places[mention.group] == 1]


def _one_thing(group: Sequence[Mention]) -> bool:
    values = {m.figure.value for m in group}
    if not group[0].item or len(values) < 2:
        return True
    wholes = {m.whole.key.account for m in group if m.whole is not None and not m.whole.item} - {None, TOTAL}
    return len(values) < FEW and len(wholes) < 2


def reference_of(group: Sequence[Mention]) -> Mention:
    """The mention that the others are held against: of the value most often printed, else the table's."""
    if len(group) == 1:
        return group[0]
    counts = Counter(m.figure.value for m in group)
    tables = {m.figure.value for m in group if m.in_table}
    first = {m.figure.value: -m.figure.start for m in reversed(group)}
    best = max(counts, key=lambda value: (counts[value], value in tables, first[value]))
    return next(m for m in group if m.figure.value == best)
