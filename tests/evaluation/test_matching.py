"""The matching: as many pairs as can be, each entry once, the most alike first."""

from __future__ import annotations

import time
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.evaluation.entries import Entry, entries
from gouji.evaluation.likeness import bare, grams, overlap, ratio
from gouji.evaluation.matching import (
    ITEM_RATIO,
    NAME_RATIO,
    QUOTE_SHARE,
    RULES,
    SAME_AMOUNT,
    SAME_BUDGET_LENIENTLY,
    Rule,
    fitting,
    pairs,
    same_passage,
)
from gouji.evaluation.mistakes import OTHER_AMOUNT
from gouji.evaluation.shortlist import FEW, Shortlist, places

WEIGHTS = st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=4, max_size=4), max_size=5)


def numbered(count):
    """Entries that are known by their number."""
    return [Entry("budgets", str(number)) for number in range(count)]


def by_number(weights):
    """The rule that takes its weights from a table."""
    return Rule(
        lambda p, g: weights[int(p.name)][int(g.name)],
        lambda gold, entry: gold.all,
        lambda entry: entry.name,
    )


@settings(max_examples=200, deadline=None)
@given(WEIGHTS)
def test_no_larger_set_of_pairs_exists(weights):
    """Held against every way to give the gold's four entries to the predictions."""
    made = pairs(numbered(len(weights)), numbered(4), by_number(weights))
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

    assert pairs(numbered(1), numbered(3), by_number(weights)) == [(0, 1)]


def test_a_thousand_equal_rows_are_matched():
    """A table of zeros on both sides: one path goes through all of them, without recursion."""
    row = {"item": "小计", "amount": "0", "unit": "元"}
    gold = entries("budgets", [row] * 1200, gold=True)

    assert len(pairs(gold[1:], gold, SAME_AMOUNT)) == 1199


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


ROWS = st.lists(
    st.builds(
        lambda item, amount, quote, start: {
            "item": item,
            "name": item,
            "amount": amount,
            "unit": "万元",
            "quote": quote,
            "start": start,
            "end": start + 9,
        },
        st.text(alphabet="渠维修养护费", max_size=7),
        st.sampled_from(["8", "8.0", "12", "暂无"]),
        st.text(alphabet="渠维修，8", max_size=24),
        st.integers(0, 30),
    ),
    max_size=6,
)


@pytest.mark.parametrize("section", ["budgets", "activities"])
@settings(max_examples=120, deadline=None)
@given(ROWS, ROWS)
def test_nothing_that_fits_is_left_off_the_shortlist(section, said, true):
    """Each rule reaches every entry whose weight is above nothing, among many that are like none."""
    filler = [{"item": f"{n}号", "name": f"{n}号", "amount": "8", "unit": "万元"} for n in range(FEW + 1)]
    ours, theirs = (entries(section, rows) for rows in (said, [*true, *filler]))
    gold = Shortlist(theirs)

    for rule in (RULES[section], SAME_AMOUNT, SAME_BUDGET_LENIENTLY, OTHER_AMOUNT):
        for each in ours:
            fits = {j for j, other in enumerate(theirs) if rule.weight(each, other) > 0}
            assert fits <= set(places(rule.reach(gold, each)))
            assert fitting(theirs, rule, predictions=False)(each) == bool(fits)


@pytest.mark.parametrize(
    ("bound", "name", "of"),
    [
        (lambda gold, entry: gold.named(entry, ITEM_RATIO, gold.all), "渠系维修养护", 1),
        (lambda gold, entry: gold.named(entry, NAME_RATIO, gold.all), "渠系大修", 0),
        (lambda gold, entry: gold.holding(entry, gold.all), "渠系", 2),
        (lambda gold, entry: gold.quoted(entry, QUOTE_SHARE, gold.all), "末级渠系维修养护，8处", 2),
    ],
)
def test_what_is_not_alike_comes_into_no_question(bound, name, of):
    """The bounds leave few of many: characters that two names share, runs that two quotations share."""
    names = ["渠系维修养护费", "渠系改造", *(f"第{n:03}号水厂" for n in range(200))]
    gold = Shortlist(entries("problems", [{"summary": each, "quote": f"末级{each}"} for each in names]))
    (entry,) = entries("problems", [{"summary": name, "quote": name}])

    assert len(list(places(bound(gold, entry)))) == of


def test_a_long_table_is_matched_in_the_time_of_its_rows():
    """Eight times the rows, far from sixty-four times the time."""

    def seconds(count):
        rows = [
            {
                "item": f"{n:05}号渠维修",
                "amount": f"{n}.5",
                "unit": "万元",
                "quote": f"{n:05}号渠维修{n}.5万元",
            }
            for n in range(count)
        ]
        ours, theirs = entries("budgets", rows), entries("budgets", rows[::-1])
        began = time.process_time()
        assert len(pairs(ours, theirs, RULES["budgets"])) == count
        return time.process_time() - began

    # The collector walks whatever other tests have left: each size is measured at its best.
    seconds(100)
    short, long = (min(seconds(count) for _ in range(4)) for count in (400, 3200))
    assert long < 30 * short


def test_rows_with_the_same_partners_do_not_wait_for_each_other():
    """Ten thousand rows of one amount, each of them given its own in turn."""
    rows = [{"item": f"小计{n}", "amount": "0", "unit": "元"} for n in range(10_000)]
    ours = entries("budgets", rows)
    began = time.process_time()

    assert len(pairs(ours, ours, SAME_AMOUNT)) == 10_000
    assert time.process_time() - began < 5
