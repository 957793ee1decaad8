"""Where predictions and gold come from, how they are paired, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import gouji
from gouji.errors import ResultError

REPORTS = Path(__file__).parents[1] / "reports"
GOLD = {"budgets": [{"item": "灌渠维修", "amount": "80", "unit": "万元", "kind": "支出"}]}
TEXT = "2024年灌渠维修支出80.00万元，其中：材料费50.00万元、人工费30.00万元。"


def put(path: Path, data: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def names(evaluation):
    return [each.name for each in evaluation.reports]


# ---- the forms that predictions and gold may have


def test_two_files_belong_together_whatever_they_are_called(tmp_path):
    """The report is called as the gold is."""
    evaluation = gouji.evaluate(put(tmp_path / "out.json", GOLD), str(put(tmp_path / "a.gold.json", GOLD)))

    assert names(evaluation) == ["a"]
    assert evaluation.pooled.budgets.right == 1


def test_folders_are_paired_by_names(tmp_path):
    """``X.json`` with ``X.gold.json`` or ``X.json``; a folder may hold both."""
    for name in ("a", "b"):
        put(tmp_path / "said" / f"{name}.json", GOLD)
    put(tmp_path / "true" / "a.gold.json", GOLD)
    put(tmp_path / "true" / "b.json", {"budgets": []})
    put(tmp_path / "plain" / "a.json", GOLD)
    put(tmp_path / "plain" / "b.json", GOLD)
    put(tmp_path / "said" / "a.gold.json", GOLD)

    assert names(gouji.evaluate(tmp_path / "said", tmp_path / "true")) == ["a"]
    assert names(gouji.evaluate(tmp_path / "said", tmp_path / "plain")) == ["a", "b"]
    assert names(gouji.evaluate(tmp_path / "said", tmp_path / "said")) == ["a"]


def test_a_report_a_dict_and_a_mapping_of_them(tmp_path):
    """A ``Report`` is what it would write; a mapping gives each result its name."""
    report = gouji.check(gouji.Document.from_text(TEXT, name="渠.txt"))

    alone = gouji.evaluate(report, GOLD)
    several = gouji.evaluate(
        {"one": report, "two": report.to_dict(), "three": put(tmp_path / "x.json", report.to_json())},
        dict.fromkeys(("one", "two", "three"), GOLD),
    )

    assert alone.pooled.amounts.right == 1
    assert names(alone) == ["渠"]
    assert names(several) == ["one", "two", "three"]
    assert len({each.scores.budgets for each in several.reports}) == 1


def test_a_gold_without_a_prediction_counts_as_nothing_found():
    """It is in the scores, it is said, and the evaluation is not complete."""
    evaluation = gouji.evaluate({"a": GOLD}, {"a": GOLD, "b": GOLD})

    assert [each.found for each in evaluation.reports] == [True, False]
    assert evaluation.pooled.budgets.recall == 0.5
    assert not evaluation.complete
    assert [note.split(":")[0] for note in evaluation.notes] == ["b"]


def test_a_prediction_without_a_gold_is_said_and_not_scored():
    """It does not change a figure."""
    evaluation = gouji.evaluate({"a": GOLD, "extra": GOLD}, {"a": GOLD})

    assert names(evaluation) == ["a"]
    assert evaluation.complete
    assert [note.split(":")[0] for note in evaluation.notes] == ["extra"]


def test_an_incomplete_extraction_is_said():
    """A result that says itself that parts were not read."""
    evaluation = gouji.evaluate({**GOLD, "complete": False}, GOLD)

    assert not evaluation.complete
    assert "不完整" in evaluation.notes[0]


def test_an_empty_prediction_is_one():
    """``{}`` found nothing; it is no mistake of the caller's."""
    assert gouji.evaluate({}, GOLD).pooled.budgets.recall == 0.0


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.gold.json")), ids=lambda path: path.name[:-10])
def test_the_golds_of_the_project_are_golds(path):
    """Each against itself is right throughout; with every second entry left out, precision stays 1."""
    gold = json.loads(path.read_text("utf-8"))
    half = {section: gold[section][::2] for section in ("budgets", "activities", "problems")}

    whole, part = gouji.evaluate(path, path), gouji.evaluate(half, path).pooled

    assert whole.errors == []
    assert whole.macro_f1 == 1.0
    assert whole.notes == ()
    for section, rows in half.items():
        score = part.by[section]
        assert (score.right, score.predicted, score.gold) == (len(rows), len(rows), len(gold[section]))


# ---- what is refused


BROKEN = [
    ("{", "第 1 行第 2 列 / line 1, column 2"),
    ("", "line 1, column 1"),
    ("[" * 200_000, "嵌套过深"),
    ('{"budgets": [{"item": "甲", "amount": ' + "9" * 5000 + "}]}", "数字过长"),
    ("5", "must be an object, not int"),
    ("[]", "must be an object, not list"),
    ("{}", "has none of meta, budgets"),
    ('{"findings": [], "counts": {}, "checks": {}}', "gouji check --json"),
    ('{"budgets": {}}', "budgets: 应为列表 / a list, not dict"),
    ('{"budgets": [5]}', "budgets[0]: 应为对象 / an object, not int"),
    ('{"problems": [null]}', "problems[0]: 应为对象 / an object, not null"),
    ('{"meta": "x", "budgets": []}', "meta: 应为对象 / an object, not str"),
    ('{"budgets": [{"amount": "5"}]}', "budgets[0].item: 标注缺少此项"),
    ('{"budgets": [{"item": "甲"}]}', "budgets[0].amount: 标注缺少此项"),
    ('{"budgets": [{"item": "甲", "amount": ["5"]}]}', "budgets[0].amount: 应为文字或数字"),
    ('{"budgets": [{"item": "甲", "amount": 5, "amount_yuan_alt": "6"}]}', "budgets[0].amount_yuan_alt: 应为列表"),
    ('{"activities": [{"name": "甲"}, {"quote": "乙"}]}', "activities[1].name: 标注缺少此项"),
    ('{"problems": [{"summary": ""}]}', "problems[0].summary: 标注缺少此项"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), BROKEN)
def test_a_gold_of_another_form_is_refused(tmp_path, text, says):
    """The error names the file, the place in it, and a way out."""
    path = put(tmp_path / "a.gold.json", text)

    with pytest.raises(ResultError) as caught:
        gouji.evaluate(GOLD, path)

    assert str(caught.value).startswith(f"{path}: ")
    assert says in str(caught.value)
    assert "\n  → " in str(caught.value)


def test_a_prediction_of_another_form_is_refused(tmp_path):
    """A row that is no object; but a prediction may leave fields out."""
    with pytest.raises(ResultError, match=r"said\.json: activities\[0\]"):
        gouji.evaluate(put(tmp_path / "said.json", {"activities": ["演出三场"]}), GOLD)

    assert (
        gouji.evaluate({"budgets": [{"quote": "x"}], "activities": [{}]}, GOLD).pooled.budgets.predicted == 1
    )


def test_files_that_cannot_be_read(tmp_path):
    """Not there, not UTF-8, a folder without JSON: each named."""
    (tmp_path / "b.json").write_bytes("预算".encode("gb18030"))
    (tmp_path / "empty").mkdir()

    for path in (tmp_path / "none.json", tmp_path / "b.json", tmp_path / "empty"):
        with pytest.raises(ResultError) as caught:
            gouji.evaluate(path, GOLD)
        assert str(caught.value).startswith(f"{path}: ")
        assert "\n  → " in str(caught.value)


def test_a_byte_order_mark_does_no_harm(tmp_path):
    """As some editors write it."""
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOLD).encode())

    assert gouji.evaluate(path, GOLD).macro_f1 == 1.0


def test_no_name_on_both_sides():
    """Both lists are shown, and the rule."""
    with pytest.raises(ResultError, match=r"a, b(?s:.*)c, d(?s:.*)X\.gold\.json"):
        gouji.evaluate({"a": GOLD, "b": GOLD}, {"c": GOLD, "d": GOLD})


@pytest.mark.parametrize("value", [5, None, ["a.json"], {"a": 5}, {"a": object()}])
def test_other_values_are_refused(value):
    """A number, nothing, a list: with what it should have been."""
    with pytest.raises(ResultError):
        gouji.evaluate(value, GOLD)


@pytest.mark.parametrize(
    ("place", "result"),
    [
        ("budgets[0].amount", {"budgets": [{"item": "灌渠维修", "amount": 10**5000}]}),
        ("budgets[0].start", {"budgets": [{"item": "灌渠维修", "amount": "8", "start": 10**5000, "end": 1}]}),
        ("problems[0].summary", {"problems": [{"summary": [10**5000]}]}),
        ("meta.self_score", {"meta": {"self_score": 10**5000}}),
    ],
)
def test_a_number_that_cannot_be_written_is_named(place, result):
    """Python writes no integer of more than 4,300 digits."""
    with pytest.raises(ResultError, match=re.escape(f": {place}: ")):
        gouji.evaluate(result, GOLD)
    with pytest.raises(ResultError, match=re.escape(f": {place}: ")):
        gouji.evaluate(GOLD, result)


def test_what_nobody_could_get_right_is_noted():
    """An amount in another currency, a kind that does not exist, a field that is not scored."""
    gold = {
        "budgets": [
            {"item": "设备", "amount": "3", "unit": "美元", "kind": "支出"},
            {"item": "设备", "amount": "3", "unit": "万元", "kind": "开支"},
        ],
        "meta": {"mayor": "x"},
    }

    amount, kind, field = gouji.evaluate({}, gold).notes

    assert "budgets[0]" in amount and "3 美元" in amount and "amount_yuan_alt" in amount
    assert "budgets[1].kind" in kind and "开支" in kind and "结转结余" in kind
    assert "meta.mayor" in field
