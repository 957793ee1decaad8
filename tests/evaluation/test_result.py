"""The result: its figures as JSON, its errors as a frame, and the page that shows both."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys

import pytest

import gouji
from gouji.errors import MissingExtra
from gouji.evaluation.lines import error_lines, report_rows
from renderings.reading import Page

GOLD = {
    "budgets": [
        {"item": "灌渠维修", "amount": "80", "unit": "万元", "kind": "支出", "quote": "灌渠维修80万元", "start": 4, "end": 12},
        {"item": "监理费", "amount": "3", "unit": "万元", "kind": "支出", "quote": "监理费3万元", "start": 20, "end": 26},
    ],
    "problems": [{"summary": "末级渠系老化", "quote": "末级渠系老化渗漏", "start": 40, "end": 48}],
    "meta": {"grade": "良", "region": "柳溪县"},
}  # fmt: skip
SAID = {
    "budgets": [
        {"item": "灌渠维修", "amount": "80", "unit": "万元", "kind": "budget", "quote": "灌渠维修80万元", "start": 4, "end": 12},
        {"item": "监理费", "amount": "8", "unit": "万元", "kind": "支出", "quote": "监理费3万元", "start": 20, "end": 26},
    ],
    "activities": [{"name": "清淤", "quote": "清淤三次", "start": 60, "end": 64, "page": 3}],
    "problems": [{"summary": "末级渠系老化", "quote": "末级渠系老化渗漏"}],
    "meta": {"grade": "优", "region": "柳溪县"},
}  # fmt: skip
HOSTILE = "</table><script>alert(1)</script>\" onclick='x'\u202e\x1b[2J"


@pytest.fixture
def evaluation():
    return gouji.evaluate({"甲": SAID, "乙": SAID}, {"甲": GOLD, "乙": GOLD})


def hostile():
    """Texts that would break out of a page or steer a terminal, wherever a text can stand."""
    rows = [
        {
            "item": HOSTILE,
            "amount": HOSTILE,
            "unit": HOSTILE,
            "kind": HOSTILE,
            "quote": HOSTILE,
            "cell": HOSTILE,
        }
    ]
    said = {"budgets": rows, "activities": [{"name": HOSTILE, "quote": HOSTILE}], "meta": {"grade": HOSTILE}}
    return gouji.evaluate({HOSTILE: said, "x": said}, {HOSTILE: GOLD, "x": GOLD})


def test_the_figures_as_json(evaluation, tmp_path):
    """By document, pooled and averaged; what was written is what is returned."""
    data = json.loads(evaluation.to_json(tmp_path / "e.json"))

    assert data == json.loads((tmp_path / "e.json").read_text("utf-8")) == evaluation.to_dict()
    assert set(data["documents"]) == {"甲", "乙"}
    assert data["pooled"]["budgets"] == {"tp": 2, "pred": 4, "gold": 4, "P": 0.5, "R": 0.5, "F1": 0.5}
    assert data["pooled"]["kind_accuracy"] == 0.0
    assert data["pooled"]["meta"]["fields"]["grade"] == {"right": 0, "of": 2, "accuracy": 0.0}
    assert data["documents"]["甲"]["meta"] | {"fields": None} == {
        "right": 1, "of": 2, "wrong": ["grade"], "fields": None,
    }  # fmt: skip
    # Budgets 1/2, activities 0, problems 1.
    assert data["mean_macro_F1"] == pytest.approx(0.5)
    assert data["complete"] and data["notes"] == []


def test_an_error_as_json(evaluation):
    """Both sides with quotation and place."""
    (error,) = [e for e in evaluation.reports[0].errors if e.slip == "wrong_amount"]

    assert error.to_dict() == {
        "report": "甲", "section": "budgets", "error": "wrong_amount", "taken": False,
        "gold": {"text": "监理费", "amount": "3万元", "kind": "支出", "quote": "监理费3万元", "start": 20, "end": 26},
        "predicted": {"text": "监理费", "amount": "8万元", "kind": "支出", "quote": "监理费3万元", "start": 20, "end": 26},
    }  # fmt: skip


def test_errors_as_a_frame(evaluation):
    """A row an error, numbers as numbers; an evaluation without errors has the same columns."""
    frame = evaluation.to_dataframe()
    none = gouji.evaluate(GOLD, GOLD).to_dataframe()

    assert frame["error"].tolist() == ["wrong_meta", "wrong_kind", "wrong_amount", "spurious"] * 2
    assert frame["gold_amount"].tolist()[2] == "3万元" and frame["predicted_amount"].tolist()[2] == "8万元"
    assert frame["start"].tolist()[1:4] == [4, 20, 60]
    assert frame["page"].tolist()[3] == 3
    assert list(none.columns) == list(frame.columns) and len(none) == 0


def test_scores_as_a_frame(evaluation):
    """Each measure of each report, and of all as ``*``."""
    frame = evaluation.to_dataframe("scores").set_index(["report", "measure"])

    assert frame.loc[("甲", "budgets"), "precision"] == 0.5
    assert frame.loc[("*", "budgets"), "right"] == 2
    assert frame.loc[("*", "meta.region"), "accuracy"] == 1.0
    assert frame.loc[("*", "macro"), "f1"] == pytest.approx(0.5)


def test_a_frame_of_something_else(evaluation):
    """The error says what there is."""
    with pytest.raises(ValueError, match="errors, scores"):
        evaluation.to_dataframe("budgets")


def test_frames_need_pandas(evaluation, monkeypatch):
    """Without it the error names the extra."""
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(MissingExtra, match="frames"):
        evaluation.to_dataframe()


def test_in_one_line(evaluation):
    """Reports, macro F1, sections, errors."""
    assert repr(evaluation) == (
        "Evaluation(2 reports: macro F1 0.500; budgets 0.500, activities 0.000, problems 1.000; 8 errors)"
    )


def test_the_page_shows_every_error_with_its_text(evaluation, tmp_path):
    """A card an error, with what the filters go by; the figures stand above."""
    html = evaluation.to_html(tmp_path / "e.html")
    page = Page(html)

    cards = [each for each in page.classed("card") if "data-kind" in each]

    assert (tmp_path / "e.html").read_text("utf-8") == html
    assert [each["data-kind"] for each in cards[:4]] == [
        "wrong_meta",
        "wrong_kind",
        "wrong_amount",
        "spurious",
    ]
    assert {each["data-report"] for each in cards} == {"甲", "乙"}
    assert len(page.ids) == len(set(page.ids))
    for shown in (
        ">0.500<",
        "监理费3万元",
        "3万元 支出",
        "8万元 支出",
        "等级 良",
        "等级 优",
        "位置 60–64",
        "第3页",
    ):
        assert shown in html


def test_the_page_in_english(evaluation):
    """Labels follow the language; the texts stay."""
    html = evaluation.to_html(lang="en")

    assert "Wrong amount" in html and "监理费" in html
    assert not re.search(r"漏取|多取|金额不符|得分<", html)


def test_the_page_lets_nothing_else_run(evaluation):
    """Its policy names the hashes of its one style and one script, and nothing may be loaded."""
    html = evaluation.to_html()
    page = Page(html)
    (policy,) = [each["content"] for _, each in page.elements if each.get("http-equiv")]
    for kind, tag in (("style", "style"), ("script", "script")):
        (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy

    assert policy.startswith("default-src 'none'")
    assert not [
        name
        for _, each in page.elements
        for name in each
        if name.startswith("on") or name in ("src", "style")
    ]


def test_no_text_breaks_out_of_the_page():
    """A hostile text is text, in the page and in the notebook's summary."""
    evaluation = hostile()

    for html in (evaluation.to_html(), evaluation._repr_html_()):
        page = Page(html)
        assert "alert(1)</script>" not in html
        assert sum(tag == "script" for tag, _ in page.elements) == html.startswith("<!DOCTYPE")
        assert not [each for _, each in page.elements if "onclick" in each]
        assert "\x1b" not in html


def test_a_result_without_errors_says_so():
    """On the page, in the summary and on the line."""
    evaluation = gouji.evaluate(GOLD, GOLD)

    assert "与标注完全一致" in evaluation.to_html()
    assert "与标注完全一致" in evaluation._repr_html_()
    assert evaluation.errors == []


def test_the_summary_tells_how_much_is_left_out():
    """Of ten errors eight are shown."""
    gold = {"problems": [{"summary": f"第{n}渠段渗漏"} for n in "一二三四五六七八九十"]}

    html = gouji.evaluate({}, gold)._repr_html_()

    assert "另有 2 条" in html
    assert "第八渠段渗漏" in html and "第九渠段渗漏" not in html
    Page(html)


def test_rows_and_lines_for_a_terminal(evaluation):
    """One report has no row for all; an error names its report only among several."""
    one = gouji.evaluate(SAID, GOLD)

    assert len(report_rows(evaluation, "zh")) == 4
    assert len(report_rows(one, "zh")) == 2
    lines = error_lines(one.errors, "zh", named=False)
    assert lines[0] == "[元数据不符·元数据] 等级 良 → 优"
    assert lines[2] == "[金额不符·预算与支出] 监理费 3万元 支出 → 监理费 8万元 支出 位置 20–26"
    assert error_lines(evaluation.errors, "en", named=True)[3] == "[Spurious·Activities] 甲 清淤 at 60–64"
