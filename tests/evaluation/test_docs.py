"""What ``docs/evaluation.md`` promises: its code runs, its gold is one, its numbers are the program's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import gouji
from gouji.evaluation.entries import SECTIONS
from gouji.evaluation.forms import as_gold, doubts
from gouji.evaluation.likeness import LONG_SHARE, RUN
from gouji.evaluation.matching import ITEM_RATIO, NAME_RATIO, QUOTE_SHARE
from gouji.evaluation.mistakes import SLIPS, SURE_NAME
from gouji.evaluation.scores import MEASURES

TEXT = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_the_code_runs(tmp_path, monkeypatch, capsys):
    """Both amounts of the example are found and matched."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}

    exec(blocks("python")[0], names)

    evaluation = names["evaluation"]
    assert isinstance(evaluation, gouji.Evaluation)
    assert evaluation.pooled.budgets.recall == 1.0
    assert "Evaluation(1 reports" in capsys.readouterr().out


def test_the_example_of_a_gold_is_one():
    """With every section and nothing to doubt."""
    (block,) = blocks("json")
    gold = as_gold("docs", json.loads(block))

    assert all(gold[section] for section in SECTIONS)
    assert list(doubts("docs", gold)) == []
    assert gouji.evaluate(gold, gold).macro_f1 == 1.0


def test_the_numbers_of_the_rules_are_the_programs():
    """In both languages the same ones."""
    chinese, english = TEXT.split("## How to evaluate")
    wanted = {str(each) for each in (ITEM_RATIO, NAME_RATIO, QUOTE_SHARE, SURE_NAME, LONG_SHARE)}

    for half in (chinese.split("### 配对规则")[1], english.split("### How entries")[1]):
        assert {*re.findall(r"\b0\.\d+", half)} == wanted
        assert re.search(rf"\b{RUN}\s+(个字|characters)", half)


def test_every_measure_and_every_error_is_explained():
    """By its code, in both languages."""
    for half in TEXT.split("## How to evaluate"):
        assert [each for each in (*MEASURES, *SLIPS) if f"`{each}`" not in half] == []
