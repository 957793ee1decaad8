"""From answers to facts: slots, labels, amounts beside the slots, free lists."""

from __future__ import annotations

import pytest

from gouji.document import Document, Span
from gouji.extraction.answer import FreeAnswer, Named, Other
from gouji.extraction.merge import Gathered, anchored_facts, free_facts
from gouji.facts import Facts
from gouji.facts.grammar import grammar_facts, read_grammar
from gouji.figures import find_figures

TEXT = """南屏县2024年农田水利项目绩效自评报告
一、资金情况
2024年项目预算90.5万元，全年支出80.5万元，其中：渠道衬砌50.5万元、泵站维修30万元。
二、实施情况
5月举办渠道管护培训班2期，培训管水员64人次。
全县用水秩序良好。
泵站维修进度滞后于计划。
主要原因是配件采购周期较长。
建议提前编制配件采购计划，避免泵站维修进度滞后。
"""


def whole() -> Span:
    return Span(0, len(TEXT))


def sentence(words: str) -> Span:
    start = TEXT.rindex("\n", 0, TEXT.index(words)) + 1
    return Span(start, TEXT.index("\n", start))


def anchored(**gathered: object) -> Facts:
    document = Document.from_text(TEXT)
    figures = find_figures(document)
    return anchored_facts(document, figures, read_grammar(document, figures), Gathered(**gathered))  # type: ignore[arg-type]


def free(*answers: tuple[dict[str, object], Span]) -> Facts:
    document = Document.from_text(TEXT)
    figures = find_figures(document)
    gathered = Gathered(free=[(FreeAnswer(**answer), span) for answer, span in answers])  # type: ignore[arg-type]
    return free_facts(document, figures, read_grammar(document, figures), gathered)


def money(number: str) -> int:
    """The index of the figure that prints a number."""
    return next(
        n for n, figure in enumerate(find_figures(Document.from_text(TEXT))) if figure.number == number
    )


# ---- anchored


def test_without_answers_grammar_names_every_amount():
    """Every money figure of the prose is a budget: none is lost where the model was silent."""
    facts = anchored()

    assert [(b.id, b.item, b.number, b.source) for b in facts.budgets] == [
        ("b1", "项目预算", "90.5", "grammar"),
        ("b2", "全年支出", "80.5", "grammar"),
        ("b3", "渠道衬砌", "50.5", "grammar"),
        ("b4", "泵站维修", "30", "grammar"),
    ]
    assert facts.extracted is True


def test_grammar_alone_is_no_extraction():
    """``check`` gives the same budgets, and nothing is said to have been missed."""
    document = Document.from_text(TEXT)
    figures = find_figures(document)
    facts = grammar_facts(document, figures, read_grammar(document, figures))

    assert facts.extracted is False
    assert [b.number for b in facts.budgets] == ["90.5", "80.5", "50.5", "30"]


def test_parts_point_to_their_whole_by_id():
    """The 其中 of the text decides the parents."""
    facts = anchored()

    assert [budget.parent for budget in facts.budgets] == [None, None, "b2", "b2"]


def test_a_model_cannot_make_a_later_amount_the_whole_of_an_earlier_one():
    """A whole stands before its parts."""
    facts = anchored(parents={money("90.5"): money("80.5"), money("80.5"): money("90.5")})

    assert facts.budgets[0].parent is None
    assert facts.budgets[1].parent == "b1"


def test_the_value_is_never_the_models():
    """Whatever a slot is called, number, unit and value are the text's."""
    facts = anchored(named={money("50.5"): Named(item="渠道衬砌工程款", kind="收入")})
    (budget,) = [b for b in facts.budgets if b.number == "50.5"]

    assert budget.amount is not None
    assert (budget.amount.text, budget.yuan, budget.unit) == ("50.5万元", 505000, "万元")
    assert budget.status == "exact"


def test_every_quotation_is_verbatim():
    """Evidence of grammar and of the model alike."""
    facts = anchored(labels=[(sentence("培训班"), "活动"), (sentence("滞后于"), "问题")])

    for record in (*facts.budgets, *facts.activities, *facts.problems, *facts.recommendations):
        for evidence in record.evidence:
            assert evidence.quote == TEXT[evidence.start : evidence.end]


def test_labels_become_activities_problems_causes_and_recommendations():
    """A cause joins the problem before it; a recommendation the problem it shares words with."""
    facts = anchored(
        labels=[
            (sentence("培训班"), "活动"),
            (sentence("滞后于"), "问题"),
            (sentence("主要原因"), "原因"),
            (sentence("建议提前"), "建议"),
            (sentence("渠道衬砌"), "资金"),
        ]
    )

    (activity,), (problem,), (advice,) = facts.activities, facts.problems, facts.recommendations
    assert "培训" in activity.name and activity.date == "5月"
    assert [(str(o.value), o.unit) for o in activity.outputs] == [("2", "期"), ("64", "人次")]
    assert problem.summary == "泵站维修进度滞后于计划"
    assert problem.cause == "主要原因是配件采购周期较长"
    assert problem.recommendations == (advice.id,) and advice.problems == (problem.id,)


def test_a_problem_that_admits_nothing_is_none():
    """A model's label alone does not turn praise into a shortcoming."""
    assert anchored(labels=[(sentence("秩序良好"), "问题")]).problems == ()


def test_the_same_label_twice_is_one_problem():
    """Chunks overlap where an answer was cut and asked again."""
    labels = [(sentence("滞后于"), "问题")] * 3

    assert len(anchored(labels=labels).problems) == 1


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Other(quote="泵站维修30万元", item="泵站维修", kind="支出"), None),
        (Other(quote="另有社会捐赠7万元", item="社会捐赠", kind="收入"), "not_found"),
        (Other(quote="没有任何数字", item="资金", kind="其他"), None),
    ],
)
def test_an_amount_beside_the_slots(other, expected):
    """One that repeats a slot is left out, an invented one is kept as not found, one without a number is none."""
    facts = anchored(others=[(other, whole())])
    beside = [budget.status for budget in facts.budgets[4:]]

    assert beside == ([expected] if expected else [])
    assert all(budget.amount is not None for budget in facts.budgets[:4])


# ---- free


ROW = {"item": "渠道衬砌", "kind": "支出", "amount": "50.5", "unit": "万元", "quote": "渠道衬砌50.5万元"}


def test_repeats_are_joined_over_chunks():
    """The longer name is kept, and every quotation."""
    longer = {**ROW, "item": "渠道衬砌工程", "quote": "其中：渠道衬砌50.5万元"}
    facts = free(({"budgets": [ROW]}, whole()), ({"budgets": [longer, ROW]}, Span(20, len(TEXT))))

    (budget,) = facts.budgets
    assert budget.item == "渠道衬砌工程"
    assert {evidence.quote for evidence in budget.evidence} == {"渠道衬砌50.5万元", "其中：渠道衬砌50.5万元"}


def test_disagreements_are_kept():
    """Two names that have nothing in common for one figure both stay, for a person to decide."""
    facts = free(({"budgets": [ROW, {**ROW, "item": "设备购置"}]}, whole()))

    assert [budget.item for budget in facts.budgets] == ["渠道衬砌", "设备购置"]
    assert len({budget.amount.start for budget in facts.budgets if budget.amount}) == 1


def test_two_invented_amounts_are_not_joined():
    """What stands on no figure cannot be the same figure; it comes last."""
    invented = {**ROW, "amount": "55.5", "quote": "渠道衬砌55.5万元"}
    facts = free(({"budgets": [invented, invented, ROW]}, whole()))

    assert [budget.status for budget in facts.budgets] == ["exact", "not_found", "not_found"]
    assert [budget.id for budget in facts.budgets] == ["b1", "b2", "b3"]


def test_free_activities_and_problems_are_placed_and_unique():
    """By their quotation or, failing that, their name; the order is the text's, what has no place is last."""
    problem = {"summary": "泵站维修进度滞后", "cause": "", "quote": "泵站维修进度滞后于计划"}
    facts = free(
        (
            {
                "activities": [
                    {"name": "夜间巡查", "quote": "从未写过的话"},
                    {"name": "渠道管护培训班", "date": "5月", "quote": "举办渠道管护培训班"},
                    {"name": "渠道管护培训班", "quote": "举办渠道管护培训班"},
                ],
                "problems": [problem],
                "recommendations": [{"summary": "提前编制配件采购计划", "quote": "建议提前编制配件采购计划"}],
            },
            whole(),
        ),
        ({"problems": [problem]}, whole()),
    )

    assert [(a.id, a.name, a.status) for a in facts.activities] == [
        ("a1", "渠道管护培训班", "exact"),
        ("a2", "夜间巡查", "not_found"),
    ]
    assert [(p.id, p.status, p.cause) for p in facts.problems] == [("p1", "exact", None)]
    assert facts.recommendations[0].status == "exact"


def test_an_empty_run_has_no_facts():
    """Nothing was said: nothing is made up, and grammar's tables are still there."""
    facts = free()

    assert (facts.budgets, facts.activities, facts.problems) == ((), (), ())
    assert facts.extracted is True
