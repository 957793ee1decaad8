"""XREF-ENUM: a number word counts what the text lists beside it."""

from __future__ import annotations

import time

import pytest

from gouji.checks.xref_enum import listed
from gouji.document import Document
from gouji.facts import Facts
from gouji.figures import find_figures
from gouji.findings import Finding
from gouji.ledger import audit


def findings(text: str) -> tuple[Finding, ...]:
    document = Document.from_text(text, name="report")
    return audit(Facts(document, tuple(find_figures(document))), [listed]).findings


def statuses(text: str) -> list[str]:
    return [finding.status for finding in findings(text)]


@pytest.mark.parametrize(
    "text",
    [
        "抽查了青山镇、白水镇、红岩乡3个乡镇。",
        "下设办公室、人事科、财务科、业务科4个科室。",
        "实施道路硬化、绿化亮化、管网改造三大工程。",
        "推荐2人（云江县清源水务有限公司周涛、云江县绿野农业有限公司陈敏）入选。",
        "新建“清风廊”“书香角”“邻里亭”等三个品牌。",
        "内设五科一室，分别为综合科、财务科、业务科、法规科、督查科和办公室。",
        "下设两所事业单位，即云江县畜牧站（加挂动物检疫站牌子）、云江县农机站，均为公益一类。",
        "主要做法有三点：一是加强领导；二是压实责任；三是强化督查。",
        "整个工作分为集中宣传和入户走访两个阶段。",
        "推进学生、农民、职工、老年人、干部和教师素质5项提升行动。",
        "支持柳湖县文化馆、柳湖县图书馆、柳湖县博物馆等3家公共文化场馆开放。",
    ],
)
def test_a_list_of_as_many_items_agrees(text):
    """Lists before and behind their number, in brackets, in quotation marks, kind by kind."""
    found = statuses(text)
    assert found
    assert set(found) == {"confirmed"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("抽查了青山镇、白水镇、红岩乡4个乡镇。", "乡镇4个，而所列3个，相差1个"),
        ("下设办公室、人事科、财务科、业务科5个科室。", "所列4个"),
        ("实施道路硬化、绿化亮化、管网改造四大工程。", "所列3个"),
        ("聘请专家4人（张伟、李娜、王芳）。", "所列3人"),
        ("打造“一站式”“一网通”“一次办”四项服务。", "所列3项"),
        ("内设五科一室，分别为综合科、财务科、业务科、法规科和办公室。", "所列4科"),
        ("主要做法有四点：一是加强领导；二是压实责任；三是强化督查。", "所列3个"),
        ("纳入自评的项目共5个，分别是：水渠维修、机耕道修复、土壤改良和良种推广。", "所列4个"),
        ("下设二级机构2个，分别为县图书馆、县文化馆和县博物馆。", "所列3个"),
        ("成立综合组、业务组、财务组、后勤组三个工作组。", "所列4个"),
        ("从项目决策、项目过程、项目产出、项目效益三个方面进行评价。", "所列4个"),
        ("项目覆盖6个村（甲村、乙村、丙村、丁村、戊村）。", "所列5个"),
        ("对甲村、乙村、丙村、丁村等3个村开展回访。", "所列4个"),
    ],
)
def test_another_number_of_items_is_reported(text, message):
    """The message gives the number that is listed; severity is low."""
    found = [finding for finding in findings(text) if finding.status == "contradicted"]
    assert len(found) == 1
    assert message in found[0].message_zh
    assert found[0].severity == "low"


@pytest.mark.parametrize(
    "text",
    [
        "在青山镇、白水镇举办培训班3期。",
        "建成污水管网、泵站5处，购置电脑、打印机12台。",
        "由县财政局、县审计局、县发改委组成4个检查组。",
        "落实“三保”、保障民生、防范化解三大风险。",
        "上述三家合作社通过了复核，全县共有12个乡镇（含街道）。",
        "涉及12个村（青山镇、白水镇），公共器材36件（台、套、副）。",
        "服务点18家（8家镇级，10家村级），工作人员5人（在编、聘用）。",
        "设院长1名、副院长3名、科室负责人6名（含兼职1名）。",
        "在青山镇、白水镇的14个村、3个社区入户。",
        "资助贫困生、孤儿3名，获省级、市级表彰5项。",
        "增强四个意识、坚定四个自信、做到两个维护。",
        "全县落实领导、人员、经费“三到位”。",
        "全年培训共12个班次：",
    ],
)
def test_what_is_no_counted_list_raises_nothing(text):
    """Places of acts, objects that are added up, attributes in brackets, verbs before the number."""
    assert "contradicted" not in statuses(text)


def test_an_open_list_is_not_decided():
    """Behind 等 the list need not be complete; 主要 says as much."""
    assert statuses("内设办公室、人事科、财务科等7个科室。") == ["undetermined"]
    assert statuses("下设5个中心：主要有宣传中心、培训中心等。") in ([], ["undetermined"])


@pytest.mark.parametrize(("number", "status"), [("三", "confirmed"), ("四", "contradicted")])
def test_numbered_paragraphs_are_counted(number, status):
    """A line that ends in a colon, and the items below it up to the end of its section."""
    text = (
        f"四、下一步工作\n\n下一步采取以下{number}项措施：\n1.细化预算编制。\n2.加快支出进度。\n3.规范档案管理。\n\n"
        "五、其他事项\n\n本单位没有其他需要说明的事项，自评材料已经公开。\n"
    )
    assert statuses(text) == [status]


def test_a_number_inside_a_nested_list_is_not_counted_twice():
    """Items that begin anew inside an item leave the list undecided."""
    text = "一、措施\n\n采取以下三项措施：\n1.编制预算。\n2.执行预算：\n1.按月通报。\n2.按季清理。\n3.公开结果。\n"
    assert "contradicted" not in statuses(text)


def test_hard_wraps_change_nothing():
    """A list that a line break cuts is the same list."""
    flat = (
        "为摸清资金底数，评价组先后到项目所在地查看现场、核对账目、走访农户，听取村组干部和群众代表的意见，逐项核实工程量和补助"
        "标准，其中抽查了青山镇、白水镇、红岩乡3个乡镇，入户访谈群众若干，收回的问卷当场封存，由专人录入，全部材料已经归档备查。"
    )
    wrapped = "一、评价过程\n\n" + "\n".join(flat[at : at + 30] for at in range(0, len(flat), 30)) + "\n"
    assert statuses(wrapped) == statuses(flat) == ["confirmed"]


@pytest.mark.parametrize("unit", ["甲镇、乙镇、3个", "两家（", "三大工程", "A、B等两家，即：", "“甲”“乙”"])
def test_time_grows_with_length(unit):
    """One paragraph without an end to its sentence costs no more than in proportion."""

    def seconds(times: int) -> float:
        document = Document.from_text(unit * times, name="long")
        facts = Facts(document, tuple(find_figures(document)))
        began = time.perf_counter()
        list(listed(facts))
        return time.perf_counter() - began

    seconds(200)
    short, long = seconds(1_000), seconds(8_000)
    assert long < 8 * 4 * short + 0.2
