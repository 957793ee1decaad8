"""A caller's own fields and record types: asked for, held against the text, given back as their types."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest

import gouji
from faults import ok
from gouji.extraction.fields import user_schema
from stand_in import answer, asked_text, schema_of

TEXT = """某县村道维护项目绩效自评报告
一、资金使用情况
2024年支付宁远路桥公司工程款18.6万元，用于村道补板。
二、项目实施情况
全年在青石镇开展路面巡查36次，由县公路所组织。与宁远路桥公司签订养护合同，合同价52.8万元。
三、存在的问题
部分点位管护力量不足，巡查记录不够完整。
"""


@dataclass(frozen=True)
class RoadBudget(gouji.Budget):
    """道路资金。"""

    contractor: Annotated[str | None, "承包单位"] = None


@dataclass(frozen=True)
class RoadActivity(gouji.Activity):
    """道路工作。"""

    town: Annotated[str | None, "所在乡镇"] = None
    times: Annotated[Decimal | None, "次数"] = None
    regular: Annotated[bool | None, "是否经常性工作"] = None
    sort: Annotated[Literal["巡查", "施工"] | None, "种类"] = None


@dataclass(frozen=True)
class Weakness(gouji.Problem):
    """短板。"""

    points: Annotated[tuple[str, ...], "不足之处"] = ()


@dataclass(frozen=True)
class Contract(gouji.Record):
    """签订的合同。"""

    party: Annotated[str | None, "签约单位"] = None
    price: Annotated[Decimal | None, "合同价"] = None


def said(body: Any) -> Any:
    """What a model that knows the text would answer."""
    properties = schema_of(body)["properties"]
    if "Contract" in properties:
        quote = "与宁远路桥公司签订养护合同，合同价52.8万元。"
        row = {"party": "宁远路桥公司", "price": "52.8", "quote": quote}
        return {"Contract": [row] if "签订" in asked_text(body) else []}
    if all("town" in each.get("properties", ()) for each in properties.values()):
        return {
            name: {"town": "青石镇", "times": "36", "regular": True, "sort": "巡查"} for name in properties
        }
    if all("points" in each.get("properties", ()) for each in properties.values()):
        return {name: {"points": ["管护力量不足", "经费缺口大"]} for name in properties}
    given = answer(body)
    for name, value in given.items():
        if name[0] == "F":
            value["contractor"] = "宁远路桥公司" if "18.6" in asked_text(body) else ""
    return given


@pytest.fixture
def extract(fault_server):
    """Reads TEXT with a stand-in and the types given."""
    fault_server.answer_with(lambda body: ok(json.dumps(said(body), ensure_ascii=False)))

    def run(*types: type, **options: Any) -> gouji.Report:
        with gouji.Extractor("m", base_url=fault_server.base_url, store=None, schema=types, **options) as one:
            return one.extract(gouji.Document.from_text(TEXT, name="a.txt"))

    return run


def test_a_field_of_an_amount(extract):
    """It is asked with the slot; the amount is of the caller's type, with everything that a Budget has."""
    first, second = extract(RoadBudget).budgets
    assert isinstance(first, RoadBudget) and isinstance(second, RoadBudget)
    assert (first.contractor, first.number, first.status) == ("宁远路桥公司", "18.6", "exact")


def test_fields_of_an_activity(extract):
    """Text, number, flag and choice; a number is the value of the figure in the sentence."""
    report = extract(RoadActivity)
    assert [(a.town, a.times, a.regular, a.sort) for a in report.activities] == [
        ("青石镇", Decimal(36), True, "巡查")
    ]
    assert report.activities[0].outputs[0].unit == "次"


def test_what_does_not_stand_in_the_text_is_refused(extract):
    """It is not in the record; the report says who claimed what, and that the model is at fault."""
    report = extract(Weakness)
    problem = report.problems[0]
    assert problem.points == ("管护力量不足",)
    wrong = [finding for finding in report.findings if finding.check == "GROUND-FIELD"]
    assert [(each.status, each.cause) for each in wrong] == [("contradicted", "model")]
    assert "经费缺口大" in wrong[0].message_zh


def test_records_of_ones_own(extract):
    """A new type is listed over the whole report; each stands on its sentence."""
    (contract,) = extract(Contract).records
    assert isinstance(contract, Contract)
    assert (contract.party, contract.price) == ("宁远路桥公司", Decimal(528000))
    assert contract.evidence[0].quote == "与宁远路桥公司签订养护合同，合同价52.8万元。"


def test_they_reach_every_output(extract):
    """JSON has the fields under their names, a data frame a column each, records a table of their own."""
    report = extract(RoadBudget, RoadActivity, Contract)
    result = report.to_dict()
    assert result["budgets"][0]["fields"] == {"contractor": "宁远路桥公司"}
    assert result["activities"][0]["fields"]["times"] == "36"
    assert result["records"]["Contract"][0]["fields"] == {"party": "宁远路桥公司", "price": "528000"}
    assert report.to_dataframe("budgets")["contractor"].iloc[0] == "宁远路桥公司"
    assert list(report.to_dataframe("Contract")["party"]) == ["宁远路桥公司"]


def test_free_asks_for_them_too(extract):
    """Strategy free has no slots: fields of amounts are asked for afterwards."""
    assert extract(Contract, strategy="free").records[0].party == "宁远路桥公司"


def test_without_a_schema_nothing_changes(extract):
    """No field, no further question."""
    assert "fields" not in extract().to_dict()["budgets"][0]


@dataclass(frozen=True)
class _Nested(gouji.Budget):
    parts: Annotated[list[int] | None, "x"] = None


@dataclass(frozen=True)
class _Taken(gouji.Record):
    item: str | None = None


class _Plain(gouji.Budget):
    pass


@pytest.mark.parametrize(
    ("types", "told"),
    [
        ([dict], "dict"),
        ([gouji.Budget], "Budget"),
        ([_Plain], "_Plain"),
        ([_Nested], "_Nested.parts"),
        ([_Taken], "_Taken.item"),
        ([RoadBudget, RoadBudget], "RoadBudget"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(types, told):
    """The message names the class and the field."""
    with pytest.raises(TypeError, match=told):
        user_schema(types)


def test_the_page_and_the_workbook_show_them(extract, tmp_path):
    """Escaped on the page; a column and a sheet of their own in the workbook."""
    import openpyxl

    report = extract(RoadBudget, RoadActivity, Contract)
    page = report.to_html()
    assert "contractor: 宁远路桥公司" in page
    assert "自定记录" in page and "528000" in page
    book = openpyxl.load_workbook(report.to_excel(tmp_path / "a.xlsx"))
    assert "Contract" in book.sheetnames
    assert [cell.value for cell in book["Contract"][1]][:3] == ["id", "party", "price"]
