"""The matching: as many pairs as can be, each entry once, the most alike first."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.evaluation.entries import Entry, entries
from gouji.evaluation.likeness import bare, grams, overlap, ratio
from gouji.evaluation.matching import pairs, same_amount, same_passage

WEIGHTS = st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=4, max_size=4), max_size=5)


def numbered(count):
    """Entries that are known by their number."""
    return [Entry("budgets", str(number)) for number in range(count)]


@settings(max_examples=200, deadline=None)
@given(WEIGHTS)
def test_no_larger_set_of_pairs_exists(weights):
    """Held against every way to give the gold's four entries to the predictions."""
    made = pairs(numbered(len(weights)), numbered(4), lambda p, g: weights[int(p.name)][int(g.name)])
    places = [*range(len(weights)), *[None] * 4]
    best = max(
        sum(i is not None and weights[i][j] > 0 for j, i in enumerate(chosen))
        for chosen in permutations(places, 4)
    )

    assert all(weights[i][j] > 0 for i, j in made)
    assert len({i for i, _ in made}) == len({j for _, j in made}) == len(made) == best


def test_the_most_alike_is_taken_where_both_are_free():
    """And among equals the first of the gold."""
    weights = [[0.5, 1.0, 1.0]]

    assert pairs(numbered(1), numbered(3), lambda p, g: weights[0][int(g.name)]) == [(0, 1)]


def test_a_thousand_equal_rows_are_matched():
    """A table of zeros on both sides: one path goes through all of them, without recursion."""
    row = {"item": "小计", "amount": "0", "unit": "元"}
    gold = entries("budgets", [row] * 1200, gold=True)

    assert len(pairs(gold[1:], gold, same_amount)) == 1199


PIECES = st.text(alphabet="灌渠维修养护，。 １2", max_size=12)


@given(PIECES, PIECES)
def test_bounds_do_not_change_a_ratio_that_counts(a, b):
    """At or over the bound it is the ratio, under it nothing that would pass."""
    a, b = bare(a), bare(b)
    whole = ratio(a, b)

    assert ratio(a, b, 0.6) == whole or (whole < 0.6 and ratio(a, b, 0.6) < 0.6)


@given(PIECES, PIECES)
def test_an_overlap_is_a_share(a, b):
    """Between 0 and 1, the same for equal lengths either way round, and 1 for a text with itself."""
    a, b = bare(a), bare(b)
    share = overlap(a, b, grams(a), grams(b))

    assert 0.0 <= share <= 1.0
    assert overlap(a, a, grams(a), grams(a)) == float(bool(a))


def test_a_passage_is_paired_by_the_better_of_name_and_quotation():
    """A quotation that overlaps by half is enough, and then the name may make it more."""
    said, true = (
        entries("problems", [{"summary": "渠系老化渗漏", "quote": quote}])[0]
        for quote in ("末级渠系老化", "末级渠系老化渗漏")
    )

    assert same_passage(said, true) == 1.01
