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

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from gouji.evaluation.entries import Entry, Section
from gouji.evaluation.likeness import overlap, ratio
from gouji.evaluation.shortlist import Shortlist, places

ITEM_RATIO = 0.5
"""How alike the names of two budgets must be."""

NAME_RATIO = 0.6
"""How alike the names of two activities, or the summaries of two problems, must be."""

QUOTE_SHARE = 0.5
"""How much of the shorter of two quotations must be common."""

Weight = Callable[[Entry, Entry], float]
"""How well a prediction fits an entry of the gold; 0 where the two may not be paired."""

Reach = Callable[[Shortlist, Entry], int]
"""The entries that may fit another one: none is left out whose weight is above 0."""


def _told(entry: Entry) -> Hashable:
    return entry.values, entry.bare_name, entry.bare_quote, entry.kind


@dataclass(frozen=True)
class Rule:
    """When a prediction may be an entry of the gold 配对规则, and how to find out without trying all.

    Entries with the same *mark* have the same weights.
    """

    weight: Weight
    reach: Reach
    mark: Callable[[Entry], Hashable] = _told


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
    alike = ratio(predicted.bare_name, gold.bare_name, ITEM_RATIO)
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


def _leniently(gold: Shortlist, entry: Entry) -> int:
    among = gold.worth(entry)
    return (
        gold.named(entry, ITEM_RATIO, among)
        | gold.holding(entry, among)
        | gold.quoted(entry, QUOTE_SHARE, among)
    )


SAME_AMOUNT = Rule(same_amount, Shortlist.worth, lambda entry: entry.values)
SAME_BUDGET = Rule(same_budget, lambda gold, entry: gold.named(entry, ITEM_RATIO, gold.worth(entry)))
SAME_BUDGET_LENIENTLY = Rule(same_budget_leniently, _leniently)
SAME_PASSAGE = Rule(
    same_passage,
    lambda gold, entry: gold.named(entry, NAME_RATIO, gold.all) | gold.quoted(entry, QUOTE_SHARE, gold.all),
)
RULES: dict[Section, Rule] = {
    "budgets": SAME_BUDGET,
    "activities": SAME_PASSAGE,
    "problems": SAME_PASSAGE,
}
"""When two entries may be paired, by section."""


def pairs(predicted: Sequence[Entry], gold: Sequence[Entry], rule: Rule) -> list[Pair]:
    """The largest set of pairs in which no entry stands twice (augmenting paths)."""
    partners = _all_partners(predicted, gold, rule)
    owner: dict[int, int] = {}
    settled: dict[int, int] = {}
    for start in range(len(predicted)):
        for place, taken in _augmenting_path(start, partners, owner, settled):
            before = owner.get(taken)
            if before is not None and partners[before] is not partners[place]:
                settled.pop(id(partners[before]), None)
            owner[taken] = place
    return [(i, j) for j, i in owner.items()]


def _all_partners(predicted: Sequence[Entry], gold: Sequence[Entry], rule: Rule) -> list[Partners]:
    """For each prediction the gold's entries that it may be, the most alike first; equal rows share one list."""
    groups: dict[Hashable, list[int]] = {}
    for j, each in enumerate(gold):
        groups.setdefault(rule.mark(each), []).append(j)
    equal = list(groups.values())
    shortlist = Shortlist([gold[first] for first, *_ in equal])
    known: dict[Hashable, Partners] = {}
    same: dict[Partners, Partners] = {}
    for each in predicted:
        if (mark := rule.mark(each)) not in known:
            tried = [
                (rule.weight(each, shortlist.entries[k]), k) for k in places(rule.reach(shortlist, each))
            ]
            found = sorted((-fit, j) for fit, k in tried if fit > 0 for j in equal[k])
            listed = tuple(j for _, j in found)
            known[mark] = same.setdefault(listed, listed)
    return [known[rule.mark(each)] for each in predicted]


def fitting(others: Sequence[Entry], rule: Rule, *, predictions: bool) -> Callable[[Entry], bool]:
    """Whether an entry would fit any of the *others*, which are *predictions* or else the gold."""
    shortlist = Shortlist(list({rule.mark(each): each for each in others}.values()))

    def fits(entry: Entry) -> bool:
        likely = (shortlist.entries[k] for k in places(rule.reach(shortlist, entry)))
        sides = ((each, entry) if predictions else (entry, each) for each in likely)
        return any(rule.weight(ours, theirs) > 0 for ours, theirs in sides)

    return fits


def _augmenting_path(
    start: int, partners: Sequence[Partners], owner: Mapping[int, int], settled: dict[int, int]
) -> list[Pair]:
    """The pairs to make so that *start* gets a partner, in the order of making; none where it cannot.

    A depth-first search without recursion: a hundred equal rows are a path of a hundred steps. Equal
    rows share one list of partners, and what one of them has tried no other tries again; how many at
    the head of a list belong to rows that share it is kept in *settled*: they give nothing up.
    """
    left: dict[int, Iterator[int]] = {}
    seen: set[int] = set()
    path: list[Pair] = []
    waiting = [start]
    while waiting:
        place = waiting[-1]
        if id(partners[place]) not in left:
            left[id(partners[place])] = _untried(partners, place, owner, settled)
        untried = left[id(partners[place])]
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


def _untried(
    partners: Sequence[Partners], place: int, owner: Mapping[int, int], settled: dict[int, int]
) -> Iterator[int]:
    """The partners of a place, without those at the head that rows with the same list have."""
    listed = partners[place]
    first = settled.get(id(listed), 0)
    while first < len(listed) and listed[first] in owner and partners[owner[listed[first]]] is listed:
        first += 1
    settled[id(listed)] = first
    return islice(listed, first, None)
