"""Which prediction is which entry of the gold: a maximum matching, one to one.

- **Budgets** match when the amounts are the same in yuan and the names' ratio is at least 0.5.
- **Amounts** match when they are the same in yuan, whatever they are called.
- **Budgets, leniently**: the same amount, and the names alike by 0.5, or one within the other, or the
  quotations overlapping by half.
- **Activities** and **problems** match when their quotations overlap by half, or their names' ratio is
  at least 0.6.

The ratio and the overlap are those of ``gouji.evaluation.likeness``. As many pairs are made as can
be; among the partners that an entry may have, the most alike are tried first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from gouji.evaluation.entries import Entry, Section
from gouji.evaluation.likeness import overlap, ratio

ITEM_RATIO = 0.5
"""How alike the names of two budgets must be."""

NAME_RATIO = 0.6
"""How alike the names of two activities, or the summaries of two problems, must be."""

QUOTE_SHARE = 0.5
"""How much of the shorter of two quotations must be common."""

Weight = Callable[[Entry, Entry], float]
"""How well a prediction fits an entry of the gold; 0 where the two may not be paired."""

Pair = tuple[int, int]
"""The places of a prediction and of the gold's entry that it is."""

Partners = tuple[int, ...]
"""The places of the gold's entries that a prediction may be paired with, in the order of trying."""


def quoted_alike(predicted: Entry, gold: Entry) -> float:
    """How much the quotations of two entries overlap, 0 to 1."""
    return overlap(predicted.bare_quote, gold.bare_quote, predicted.grams, gold.grams)


def same_amount(predicted: Entry, gold: Entry) -> float:
    """1 for the same amount in yuan."""
    return float(not predicted.values.isdisjoint(gold.values))


def same_budget(predicted: Entry, gold: Entry) -> float:
    """The same amount under a like name; the same kind and a like quotation decide between equals."""
    if predicted.values.isdisjoint(gold.values):
        return 0.0
    alike = ratio(predicted.bare_name, gold.bare_name)
    if alike < ITEM_RATIO:
        return 0.0
    return alike + 0.1 * (predicted.kind == gold.kind) + 0.2 * quoted_alike(predicted, gold)


def same_budget_leniently(predicted: Entry, gold: Entry) -> float:
    """The same amount under a like name, a name within the name, or out of a like quotation."""
    if predicted.values.isdisjoint(gold.values):
        return 0.0
    a, b = predicted.bare_name, gold.bare_name
    alike, quoted, held = ratio(a, b), quoted_alike(predicted, gold), bool(a and b) and (a in b or b in a)
    return alike + quoted + held if alike >= ITEM_RATIO or held or quoted >= QUOTE_SHARE else 0.0


def same_passage(predicted: Entry, gold: Entry) -> float:
    """Like quotations or like names."""
    quoted = quoted_alike(predicted, gold)
    enough = quoted >= QUOTE_SHARE
    alike = ratio(predicted.bare_name, gold.bare_name, 0.0 if enough else NAME_RATIO)
    return max(alike, quoted) + 0.01 if enough or alike >= NAME_RATIO else 0.0


WEIGHTS: dict[Section, Weight] = {
    "budgets": same_budget,
    "activities": same_passage,
    "problems": same_passage,
}
"""How well two entries fit, by section."""


def pairs(predicted: Sequence[Entry], gold: Sequence[Entry], weight: Weight) -> list[Pair]:
    """The largest set of pairs in which no entry stands twice (augmenting paths)."""
    same: dict[Partners, Partners] = {}
    listed = [_partners(each, gold, weight) for each in predicted]
    partners = [same.setdefault(each, each) for each in listed]
    owner: dict[int, int] = {}
    for start in range(len(predicted)):
        for place, taken in _augmenting_path(start, partners, owner):
            owner[taken] = place
    return [(i, j) for j, i in owner.items()]


def _partners(predicted: Entry, gold: Sequence[Entry], weight: Weight) -> Partners:
    """The places of the gold's entries that a prediction may be, the most alike first."""
    weighed = [(weight(predicted, each), j) for j, each in enumerate(gold)]
    return tuple(j for fit, j in sorted(weighed, key=lambda each: (-each[0], each[1])) if fit > 0)


def _augmenting_path(start: int, partners: Sequence[Partners], owner: Mapping[int, int]) -> list[Pair]:
    """The pairs to make so that *start* gets a partner, in the order of making; none where it cannot.

    A depth-first search without recursion: a hundred equal rows are a path of a hundred steps. Equal
    rows share one list of partners, and what one of them has tried no other tries again.
    """
    left: dict[int, Iterator[int]] = {}
    seen: set[int] = set()
    path: list[Pair] = []
    waiting = [start]
    while waiting:
        place = waiting[-1]
        untried = left.setdefault(id(partners[place]), iter(partners[place]))
        wanted = next((j for j in untried if j not in seen), None)
        if wanted is None:
            waiting.pop()
            del path[-1:]
            continue
        seen.add(wanted)
        path.append((place, wanted))
        if wanted not in owner:
            return path[::-1]
        waiting.append(owner[wanted])
    return []
