"""GROUND-VALUE and GROUND-MISSED: the extraction held against the text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gouji.checks.ground_missed import missed
from gouji.checks.ground_value import grounded
from gouji.checks.sum_part import parts
from gouji.document import Document
from gouji.facts import Activity, Budget, Evidence, Facts, Output
from gouji.figures import find_figures
from gouji.ledger import audit

TEXT = "全年支出412.60万元，其中：基本支出298.35万元、项目支出114.25万元。收回资金7.5万元。"


def facts(*budgets: Budget) -> Facts:
    document = Document.from_text(TEXT, name="report")
    return Facts(document, find_figures(document), budgets=budgets, extracted=True)


def budget(index: int, *, number: str, yuan: str, status: str = "exact") -> Budget:
    figure = facts().figures[index]
    quote = Evidence(figure.text, figure.start, figure.end)
    return Budget(
        "b1", "基本支出", "expenditure", number, "万元", Decimal(yuan), figure, "model", status, (quote,)
    )  # type: ignore[arg-type]


def test_a_value_that_stands_in_the_text_is_confirmed():
    """An exact amount is confirmed, one finding for each budget."""
    (finding,) = audit(facts(budget(1, number="298.35", yuan="2983500")), [grounded]).findings
    assert (finding.status, finding.expression) == ("confirmed", "298.35万元 ∈ text")


def test_a_value_that_the_text_does_not_hold_is_the_models_error():
    """A hallucinated amount is contradicted, and the cause is the model, not the report."""
    claimed = replace(budget(1, number="289.35", yuan="2893500", status="not_found"), amount=None)
    (finding,) = audit(facts(claimed), [grounded]).findings
    assert (finding.status, finding.cause, finding.severity) == ("contradicted", "model", "high")
    assert "289.35万元" in finding.message_zh


def test_a_status_alone_proves_nothing():
    """A budget that claims to be exact but names another value than its figure is contradicted."""
    (finding,) = audit(facts(budget(1, number="298.53", yuan="2985300")), [grounded]).findings
    assert finding.status == "contradicted"


def test_an_ambiguous_place_is_undetermined():
    """Where several places have the value, nothing is claimed."""
    (finding,) = audit(
        facts(budget(1, number="298.35", yuan="2983500", status="ambiguous")), [grounded]
    ).findings
    assert (finding.status, finding.cause) == ("undetermined", "model")


@pytest.mark.parametrize(("value", "status"), [("12", "contradicted"), (None, "")])
def test_outputs_are_held_against_their_figures(value, status):
    """A count without a figure is contradicted; an output without a count is not checked."""
    output = Output("培训", Decimal(value) if value else None, "场")
    activity = Activity("a1", "农技培训", "model", "exact", outputs=(output,))
    found = audit(replace(facts(), activities=(activity,)), [grounded]).findings
    assert [finding.status for finding in found] == ([status] if status else [])


def test_what_an_extraction_left_out_is_missed():
    """The total of a sum that is not extracted is told softly, an amount in no relation at medium severity."""
    result = audit(facts(budget(1, number="298.35", yuan="2983500")), [missed, parts])
    named = {
        finding.operands[0].figure.text: (finding.status, finding.severity, finding.cause)
        for finding in result.findings
        if finding.check == "GROUND-MISSED"
    }
    assert named == {
        "412.60万元": ("contradicted", "low", "model"),
        "114.25万元": ("contradicted", "low", "model"),
        "7.5万元": ("contradicted", "medium", "model"),
    }
    assert [figure.text for figure in result.missed] == ["7.5万元"]


def test_an_amount_that_is_extracted_elsewhere_is_not_missed_in_a_sum():
    """A total that the report gives twice and the extraction once is accounted for by its sum."""
    text = TEXT + "全年支出412.60万元均已支付。"
    document = Document.from_text(text, name="report")
    figures = find_figures(document)
    again = figures[-1]
    quote = Evidence(again.text, again.start, again.end)
    whole = Budget(
        "b1", "全年支出", "expenditure", "412.60", "万元", Decimal(4126000), again, "model", "exact", (quote,)
    )  # type: ignore[arg-type]
    found = audit(Facts(document, figures, budgets=(whole,), extracted=True), [missed, parts]).findings
    named = {f.operands[0].figure.start: f.status for f in found if f.check == "GROUND-MISSED"}
    assert named[figures[0].start] == "confirmed"


def test_without_an_extraction_nothing_is_missed():
    """gouji check runs no model: a figure outside of every budget is no omission."""
    result = audit(replace(facts(), extracted=False), [missed])
    assert result.findings == ()
    assert result.checks == {"GROUND-MISSED": "not_evaluated"}
    assert result.missed == ()
