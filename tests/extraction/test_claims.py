"""Another tool's output, in the shapes that tools have, held against the text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gouji
from gouji.document import Document
from gouji.errors import ResultError
from gouji.extraction.claims import load_result

TEXT = """东岭市水务局2024年度农村饮水项目绩效自评报告
一、资金情况
2024年项目预算526.47万元，全年支出498.30万元，其中：管网改造334.93万元、水质检测163.37万元。
二、实施情况
6月在三河镇举办水质检测培训班2期，培训管水员86人次。
三、存在的主要问题
部分站点计量设施老化，维修响应较慢。
四、下一步打算
分批更换老化的计量设施，缩短维修响应时间。
"""


def verify(result: object):
    return gouji.verify(result, source=Document.from_text(TEXT, name="report.txt"))


def statuses(result: object) -> list[str]:
    return [budget.status for budget in verify(result).budgets]


ROWS = {
    "own": {"item": "管网改造", "amount": "334.93", "unit": "万元", "quote": "管网改造334.93万元"},
    "chinese": {"项目": "管网改造", "金额": "334.93", "单位": "万元", "原文": "管网改造334.93万元"},
    "float": {"name": "管网改造", "value": 334.93, "unit": "万元", "evidence": "管网改造334.93万元"},
    "no quotation": {"item": "管网改造", "amount": "334.93", "unit": "万元"},
    "cited by offsets": {
        "item": "管网改造", "amount": "334.93", "unit": "万元",
        "start": TEXT.index("334.93"), "end": TEXT.index("334.93") + 8,
    },
    "wrong quotation": {"item": "管网改造", "amount": "334.93", "unit": "万元", "quote": "本局从未写过的一句话"},
    "unit left out": {"item": "管网改造", "amount": "334.93万元", "unit": "", "quote": "管网改造334.93万元"},
    "with unit twice": {"item": "管网改造", "amount": "334.93万元", "unit": "万元"},
    "in yuan": {"item": "管网改造", "amount_yuan": 3349300, "quote": "管网改造334.93万元"},
    "in yuan, with separators": {"item": "管网改造", "amount": "3,349,300", "unit": "元"},
    "langextract": {"extraction_class": "expenditure", "extraction_text": "管网改造334.93万元", "attributes": {}},
    "langextract, amount alone": {"extraction_class": "amount", "extraction_text": "334.93万元"},
    "langextract, attributes": {
        "extraction_text": "管网改造334.93万元", "attributes": {"amount": "334.93", "unit": "万元", "item": "管网改造"},
    },
}  # fmt: skip


@pytest.mark.parametrize("shape", ROWS)
@pytest.mark.parametrize("wrapped", ["list", "object", "string"])
def test_an_amount_is_grounded_whatever_its_shape(shape, wrapped):
    """Own and Chinese names, numbers with units, floats, no quotation or a wrong one: the figure is found."""
    key = "extractions" if shape.startswith("langextract") else "budgets"
    result: object = [ROWS[shape]] if wrapped == "list" else {key: [ROWS[shape]]}
    if wrapped == "string":
        result = json.dumps(result, ensure_ascii=False)

    (budget,) = verify(result).budgets

    assert budget.status in ("exact", "normalized", "scaled")
    assert budget.amount is not None
    assert budget.amount.text == "334.93万元"
    for evidence in budget.evidence:
        assert evidence.quote == TEXT[evidence.start : evidence.end] or evidence.start == -1


@pytest.mark.parametrize(
    ("row", "status"),
    [
        ({"amount": "334.93", "unit": "万元"}, "exact"),
        ({"amount": 498.3, "unit": "万元"}, "normalized"),
        ({"amount": "3349300", "unit": "元"}, "scaled"),
        ({"amount": "343.93", "unit": "万元"}, "not_found"),
        ({"amount": "334.93", "unit": "亿元"}, "not_found"),
        ({"amount": "1000", "unit": "万元", "quote": "管网改造334.93万元"}, "not_found"),
        ({"amount": "163.37", "unit": "万元", "quote": "管网改造334.93万元"}, "not_found"),
        ({"amount": "86", "unit": "人次"}, "not_found"),
        ({"amount": ""}, "not_found"),
        ({"amount": None, "unit": None}, "not_found"),
    ],
)
def test_the_status_of_a_claim(row, status):
    """As printed, printed otherwise, in another unit; invented, swapped, or cited at another amount's place."""
    assert statuses([{"item": "项目", **row}]) == [status]


def test_a_swapped_digit_is_a_finding_of_the_model():
    """The claim that stands on nothing is contradicted, high, and the model is to blame."""
    report = verify({"budgets": [{"item": "管网改造", "amount": "343.93", "unit": "万元"}]})

    (finding,) = [f for f in report.findings if f.check == "GROUND-VALUE"]
    assert (finding.status, finding.severity, finding.cause) == ("contradicted", "high", "model")
    assert "343.93" in finding.message_zh
    assert report.budgets[0].amount is None
    assert report.budgets[0].number == "343.93"


def test_what_was_left_out_is_a_finding_too():
    """The three amounts that the tool did not give are missed, as far as no relation holds them."""
    report = verify([{"item": "项目预算", "amount": "526.47", "unit": "万元"}])

    missed = [f for f in report.findings if f.check == "GROUND-MISSED" and f.status == "contradicted"]
    assert {f.cause for f in missed} <= {"model"}
    assert all(f.operands[0].figure.text != "526.47万元" for f in missed if f.operands[0].figure)


def test_a_value_printed_twice_is_ambiguous_unless_cited():
    """With a quotation the place is known."""
    text = "甲镇拨付8万元。乙镇拨付8万元。"
    bare, cited = (
        {"item": "乙", "amount": "8", "unit": "万元"},
        {"item": "乙", "amount": "8", "unit": "万元", "quote": "乙镇拨付8万元"},
    )
    report = gouji.verify([bare, cited], source=Document.from_text(text))

    assert sorted(b.status for b in report.budgets) == ["ambiguous", "exact"]
    (exact,) = [b for b in report.budgets if b.status == "exact"]
    assert exact.amount is not None and exact.amount.start > text.index("乙")


def test_offsets_that_are_wrong_do_not_hide_the_quotation():
    """Other tools count bytes, or another text: the quotation is looked for all the same."""
    row = {
        "item": "管网改造",
        "amount": "334.93",
        "unit": "万元",
        "quote": "管网改造334.93万元",
        "start": 0,
        "end": 6,
    }

    assert statuses([row]) == ["exact"]


def test_offsets_outside_the_text_cite_nothing():
    """They would cover everything: a value printed twice stays ambiguous."""
    row = {"item": "乙", "amount": "8", "unit": "万元", "start": -1, "end": 10**6}
    report = gouji.verify([row], source=Document.from_text("甲镇拨付8万元。乙镇拨付8万元。"))

    assert [budget.status for budget in report.budgets] == ["ambiguous"]


def test_a_number_in_json_is_kept_as_it_is_printed():
    """334.930 loses no zero, and no digit of a long number."""
    report = verify(
        '[{"item": "甲", "amount": 334.930, "unit": "万元"}, {"item": "乙", "amount": 12345678901234567.89}]'
    )

    assert [budget.number for budget in report.budgets] == ["334.930", "12345678901234567.89"]
    assert report.budgets[0].status == "normalized"


def test_activities_problems_and_recommendations_are_placed():
    """Objects and bare strings, English and Chinese keys; an answer is linked to its problem."""
    report = verify(
        {
            "活动": [{"name": "水质检测培训班", "日期": "6月", "地点": "三河镇", "organizers": ["水务局"],
                      "quote": "6月在三河镇举办水质检测培训班2期"}],
            "problems": ["部分站点计量设施老化，维修响应较慢", "财务人员不足"],
            "建议": [{"summary": "分批更换老化的计量设施，缩短维修响应时间"}],
        }
    )  # fmt: skip

    (activity,), (problem, invented), (advice,) = report.activities, report.problems, report.recommendations
    assert (activity.status, activity.date, activity.place) == ("exact", "6月", "三河镇")
    assert activity.organizers == ("水务局",)
    assert (problem.status, invented.status) == ("exact", "not_found")
    assert problem.recommendations == (advice.id,)
    assert advice.problems == (problem.id,)


def test_extractions_are_told_apart_by_their_class():
    """One list with a class for each row: activities and problems are no amounts."""
    report = verify(
        {
            "text": TEXT,
            "extractions": [
                {"extraction_class": "activity", "extraction_text": "6月在三河镇举办水质检测培训班2期"},
                {"extraction_class": "problem", "extraction_text": "部分站点计量设施老化"},
                {"extraction_class": "recommendation", "extraction_text": "分批更换老化的计量设施"},
                {
                    "extraction_class": "expenditure",
                    "extraction_text": "334.93万元",
                    "char_interval": {"start_pos": TEXT.index("334.93"), "end_pos": TEXT.index("334.93") + 8},
                    "attributes": {"item": "管网改造"},
                },
            ],
        }
    )

    assert [a.status for a in report.activities] == ["exact"]
    assert [p.status for p in report.problems] == ["exact"]
    assert [r.status for r in report.recommendations] == ["exact"]
    assert [(b.item, b.kind, b.status) for b in report.budgets] == [("管网改造", "expenditure", "exact")]


def test_a_quotation_with_two_amounts_claims_neither():
    """Which of them was meant cannot be told."""
    assert statuses([{"quote": "管网改造334.93万元、水质检测163.37万元"}]) == ["not_found"]


def test_the_results_of_gouji_itself_are_verified(tmp_path):
    """What check wrote is read back and every amount found where it stood."""
    source = Document.from_text(TEXT, name="report.txt")
    path = tmp_path / "report.json"
    path.write_text(json.dumps(gouji.check(source).to_dict(), ensure_ascii=False), encoding="utf-8")

    again = gouji.verify(path, source=source)

    assert {b.status for b in again.budgets} == {"exact"}
    assert sorted(b.amount.start for b in again.budgets if b.amount) == sorted(
        b.amount.start for b in gouji.check(source).budgets if b.amount
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"budgets": [\n  {"item": "甲",}\n]}', "line 2, column 1[0-9]"),
        ('{"budgets": [', "line 1, column 1[0-9]"),
        ("[" * 100_000, "nested too deeply|no valid JSON"),
        ('{"budgets":' * 50_000 + "1" + "}" * 50_000, "nested too deeply"),
        ('{"a": 1}', "no budgets, activities or problems"),
        ("{}", "no budgets"),
    ],
)
def test_broken_json_is_an_error_that_says_where(text, message):
    """A ResultError with line and column, never a traceback of the parser."""
    with pytest.raises(ResultError, match=message):
        verify(text)


@pytest.mark.parametrize("value", [None, 3, 2.5, True, b"{}", {"budgets", "problems"}, object()])
def test_no_result_at_all_is_an_error(value):
    """A number, nothing, bytes: neither an object nor a list."""
    with pytest.raises(ResultError):
        verify(value)


def test_a_file_that_cannot_be_read_is_an_error(tmp_path):
    """A missing file, a folder, bytes that are no text."""
    (tmp_path / "gbk.json").write_bytes('[{"项目": 1}]'.encode("gb18030"))

    for path in (tmp_path / "none.json", tmp_path, tmp_path / "gbk.json", "none\0.json"):
        with pytest.raises(ResultError):
            load_result(path)


def test_a_byte_order_mark_is_no_error(tmp_path):
    """Windows tools write one."""
    path = tmp_path / "r.json"
    path.write_bytes(b"\xef\xbb\xbf[]")

    assert load_result(path) == []


@pytest.mark.parametrize(
    "text",
    [
        '[{"item": "甲", "amount": NaN}]',
        '[{"item": "甲", "amount": Infinity}]',
        '[{"item": "甲", "amount": 1e999999}]',
        '[{"item": "甲", "amount": "1e999999999", "unit": "元"}]',
        '[{"item": "甲", "amount": "NaN", "unit": "万元"}]',
        '[{"item": "甲", "amount": -5, "unit": "万元"}]',
        '[{"item": "甲", "amount": ' + "9" * 5000 + "}]",
        '[{"item": ["甲"], "amount": {"v": 1}, "quote": 7, "start": "a", "end": true}]',
        '[{"amount": 1, "start": -1, "end": 99999999}]',
        '[null, 5, "甲", [1]]',
        '{"budgets": {"item": "甲"}}',
        '{"budgets": null, "problems": [null, {}]}',
        '{"budgets": [{"kind": ["支出"], "item": "甲"}], "activities": [{"organizers": "甲", "date": 5}]}',
        '{"budgets": [{"item": "\\u0000\\ud800", "quote": "\\ud800"}]}',
    ],
)
def test_wrong_types_are_claims_that_stand_on_nothing(text):
    """NaN, lists for strings, offsets out of range: no error, and nothing is said to be found."""
    report = verify(text)

    assert all(budget.status == "not_found" for budget in report.budgets)
    json.dumps(report.to_dict())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("管网改造334.93万元 \n", max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["budgets", "item", "amount", "unit", "quote", "start", "end", "problems",
                                       "summary", "活动", "kind", "organizers", "recommendations"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_any_json_is_verified_or_refused(value):
    """Whatever a tool puts out: a report that can be written, or a ResultError."""
    try:
        report = verify(value if not isinstance(value, str) else [value])
    except ResultError:
        return
    report.to_json()


def test_an_amount_that_is_an_object_is_read():
    """{"value": 5, "unit": "万元"} is a common shape."""
    document = Document.from_text("全年购置设备5万元。")
    row = {"item": "设备", "amount": {"value": 5, "unit": "万元"}, "quote": "购置设备5万元"}

    report = gouji.verify({"budgets": [row]}, source=document)

    assert [budget.status for budget in report.budgets] == ["exact"]


def test_a_list_that_is_none_is_refused():
    """An object or a word where a list should be is no empty list."""
    with pytest.raises(ResultError, match="budgets"):
        gouji.verify({"budgets": "abc"}, source=Document.from_text("全年购置设备5万元。"))


def test_a_number_too_long_to_print_is_none():
    """An amount of 5,000 digits is no amount; the row stays and stands nowhere."""
    (budget,) = verify({"budgets": [{"item": "水质检测", "amount": 10**5000, "unit": "元"}]}).budgets
    assert (budget.number, budget.status) == ("", "not_found")


@pytest.mark.parametrize("amount", ["9" * 100_000, "1." * 50_000, "一" * 50_000])
def test_a_claim_as_long_as_a_book_is_no_amount(amount):
    """It is kept as it was claimed, and nothing is read from it."""
    (budget,) = verify({"budgets": [{"item": "水质检测", "amount": amount, "unit": "万元"}]}).budgets
    assert (budget.number, budget.status) == (amount, "not_found")
