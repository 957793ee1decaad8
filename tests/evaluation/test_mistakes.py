"""What is listed as wrong: every entry that the scores count as missed or spurious, once."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from gouji import evaluate


def budget(item, amount, kind="支出", quote="", start=None, end=None):
    return {
        "item": item, "amount": amount, "unit": "万元", "kind": kind, "quote": quote, "start": start, "end": end,
    }  # fmt: skip


def errors(section, predicted, gold):
    return evaluate({section: predicted}, {section: gold}).errors


def test_missed_and_spurious():
    """An entry of the gold that nobody predicted, and a prediction that no entry asks for, with their places."""
    missed, spurious = errors(
        "problems",
        [{"summary": "项目进度总体良好", "quote": "项目进度总体良好", "start": 40, "end": 48, "page": 2}],
        [{"summary": "管护人手不足", "quote": "管护人手不足，巡查间隔偏长", "start": 90, "end": 103}],
    )

    assert (missed.slip, missed.gold.name, missed.predicted) == ("missed", "管护人手不足", None)
    assert (missed.place.start, missed.place.end) == (90, 103)
    assert (spurious.slip, spurious.predicted.name, spurious.gold) == ("spurious", "项目进度总体良好", None)
    assert (spurious.place.start, spurious.place.page) == (40, 2)


def test_a_wrong_kind_is_an_error_of_a_matched_budget():
    """Both sides are shown; the kinds in the field's own words."""
    (error,) = errors("budgets", [budget("设备款", "9.8", "received")], [budget("设备款", "9.8", "支出")])

    assert (error.slip, error.predicted.kind, error.gold.kind) == ("wrong_kind", "到位", "支出")


def test_a_misread_amount_is_one_error():
    """The names are the same and nothing else fits: not one missed and one spurious."""
    (error,) = errors("budgets", [budget("路灯更换费", "64.2")], [budget("路灯更换费", "46.2")])

    assert (error.slip, error.predicted.amount, error.gold.amount) == ("wrong_amount", "64.2万元", "46.2万元")


def test_the_same_name_at_another_place_is_no_misread_amount():
    """Two rows called 小计, far apart: one was missed, the other is spurious."""
    found = errors(
        "budgets", [budget("小计", "12", start=10, end=14)], [budget("小计", "30", start=200, end=204)]
    )

    assert [each.slip for each in found] == ["missed", "spurious"]


def test_another_name_for_the_same_amount_of_the_same_place():
    """The amount is right and the quotation overlaps: only the name is wrong."""
    (error,) = errors(
        "budgets",
        [budget("二〇二三年度", "8.4", quote="二〇二三年度培训8.4万元")],
        [budget("师资培训", "8.4", quote="师资培训8.4万元")],
    )

    assert (error.slip, error.predicted.name, error.gold.name) == ("wrong_name", "二〇二三年度", "师资培训")


def test_a_passage_cut_in_two_is_marked():
    """The second half fits an entry of the gold that the first half has got."""
    whole = "五月组织送戏下乡演出三场，演出间隙发放普法手册四百册"
    (error,) = errors(
        "activities",
        [{"name": "甲", "quote": whole[:13]}, {"name": "乙", "quote": whole[13:]}],
        [{"name": "送戏下乡演出", "quote": whole}],
    )

    assert (error.slip, error.taken) == ("spurious", True)


def test_two_passages_joined_are_marked():
    """One prediction holds both: the other entry was missed, but its text is there."""
    one, two = "组织送戏下乡演出三场", "发放普法手册四百册整"
    (error,) = errors(
        "activities",
        [{"name": "演出", "quote": f"{one}，{two}"}],
        [{"name": "送戏下乡", "quote": one}, {"name": "普法宣传", "quote": two}],
    )

    assert (error.slip, error.taken) == ("missed", True)


def test_fields_of_the_head():
    """What the gold says and what was said; nothing is ``None``."""
    wrong, absent = evaluate(
        {"meta": {"fiscal_year": 2022, "grade": ""}},
        {"meta": {"fiscal_year": "2023", "grade": "良", "region": None}},
    ).errors

    assert (wrong.field, wrong.gold_value, wrong.predicted_value) == ("fiscal_year", "2023", "2022")
    assert (absent.field, absent.gold_value, absent.predicted_value) == ("grade", "良", None)
    assert {wrong.section, absent.section} == {"meta"}


NAMES = ["设备款", "设备购置款", "差旅费", "小计", "小计二"]
ROWS = st.lists(
    st.builds(
        budget,
        st.sampled_from(NAMES),
        st.sampled_from(["1", "2", "20"]),
        st.sampled_from(["支出", "预算"]),
        st.sampled_from(["", "设备款支出2万元", "差旅费支出20万元"]),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS)
def test_the_errors_add_up_to_the_scores(predicted, gold):
    """Missed, wrong names and amounts are what recall lacks; spurious, names and amounts what precision lacks."""
    evaluation = evaluate({"budgets": predicted}, {"budgets": gold, "meta": {}})
    score, kinds = evaluation.pooled.budgets, evaluation.pooled.kinds
    slips = Counter(each.slip for each in evaluation.errors)
    both = slips["wrong_amount"] + slips["wrong_name"]

    assert slips["missed"] + both == score.gold - score.right
    assert slips["spurious"] + both == score.predicted - score.right
    assert slips["wrong_kind"] == kinds.of - kinds.right
