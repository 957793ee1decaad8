"""GROUND-LEAK: what was copied from the prompt's example, and what only looks like it."""

from __future__ import annotations

import json

import pytest

import gouji
from gouji import cli
from gouji.checks.ground_leak import leaked
from gouji.document import Document
from gouji.extraction.prompt import load_prompt

TEXT = "全年支出86.00万元，其中：坝体养护61.20万元、白蚁防治24.80万元。6月组织防汛演练2次。"
PROMPT = "例：全年支出52.30万元，其中：闸门检修31.70万元。开展闸门启闭试验6次。问题：闸门止水老化。"


def verified(result, examples=PROMPT):
    return gouji.verify(result, source=Document.from_text(TEXT), checks=[leaked], examples=examples)


@pytest.mark.parametrize(("amount", "unit"), [("31.70", "万元"), ("31.7", "万元"), ("317000", "元")])
def test_an_amount_of_the_example_is_a_leak(amount, unit):
    """However it is written: the value is the example's, and the text does not hold it."""
    (finding,) = verified({"budgets": [{"item": "闸门检修", "amount": amount, "unit": unit}]}).findings

    assert (finding.status, finding.severity, finding.cause) == ("contradicted", "high", "model")
    assert finding.message_zh == (
        f"闸门检修：{amount}{unit}见于提示词的示例而不见于原文，可能是模型照抄了示例。"
    )
    assert "example of the prompt" in finding.message_en


@pytest.mark.parametrize(
    ("kind", "record"),
    [("activities", {"name": "闸门启闭试验"}), ("problems", {"summary": "闸门止水老化"})],
)
def test_an_activity_or_a_problem_of_the_example_is_a_leak(kind, record):
    """Words are compared without blanks and punctuation."""
    (finding,) = verified({kind: [record]}).contradicted

    assert finding.check == "GROUND-LEAK"


@pytest.mark.parametrize(
    "result",
    [
        {"budgets": [{"item": "坝体养护", "amount": "61.20", "unit": "万元"}]},
        {"budgets": [{"item": "坝体养护", "amount": "61.21", "unit": "万元"}]},
        {"activities": [{"name": "防汛演练", "quote": "6月组织防汛演练2次"}]},
        {"activities": [{"name": "水库清淤"}]},
    ],
)
def test_what_the_text_holds_or_no_example_shows_is_no_leak(result):
    """A misread amount and an invented activity are for other checks."""
    assert verified(result).contradicted == ()


def test_an_amount_that_text_and_example_both_have_is_no_leak():
    """It stands in the text: nothing says that it was copied."""
    assert (
        verified({"budgets": [{"item": "坝体养护", "amount": "61.20", "unit": "万元"}]}, TEXT).findings == ()
    )


def test_without_the_prompt_nothing_is_checked():
    """The check says that it found nothing to check."""
    report = verified({"budgets": [{"item": "闸门检修", "amount": "31.70", "unit": "万元"}]}, ())

    assert report.audit.checks == {"GROUND-LEAK": "not_evaluated"}


def test_gouji_s_own_prompt_is_held_against_its_answers():
    """The example of the anchored prompt has amounts, which a small model may copy."""
    report = verified(
        {"budgets": [{"item": "水质监测费", "amount": "7.1", "unit": "万元"}]}, load_prompt("anchored").system
    )

    assert [each.check for each in report.contradicted] == ["GROUND-LEAK"]


def test_the_command_takes_the_prompt_from_a_file(tmp_path, capsys):
    """``gouji verify --examples``; a file that is not there is named."""
    (tmp_path / "水库.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "prompt.md").write_text(PROMPT, encoding="utf-8")
    result = tmp_path / "result.json"
    result.write_text(
        json.dumps({"budgets": [{"item": "闸门检修", "amount": "31.70", "unit": "万元"}]}), encoding="utf-8"
    )
    call = ["verify", str(result), "--source", str(tmp_path / "水库.txt"), "--examples"]

    assert cli.main([*call, str(tmp_path / "prompt.md")]) == cli.DONE
    assert "GROUND-LEAK" in capsys.readouterr().out
    assert cli.main([*call, str(tmp_path / "none.md")]) == cli.NOTHING
    assert "none.md" in capsys.readouterr().err
