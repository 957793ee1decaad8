"""A small report of a county that does not exist, built by hand from the types."""

from __future__ import annotations

import re
from decimal import Decimal

from gouji.document import Block, Cell, Document, Section, Span, Table
from gouji.facts import (
    Activity,
    Budget,
    Evidence,
    Facts,
    Indicator,
    Meta,
    Output,
    Problem,
    Recommendation,
)
from gouji.figures.figure import Figure
from gouji.findings import Audit, Finding, Operand, Repair, Scope
from gouji.report import FailedChunk, Report, Usage

TEXT = """云岭县畜牧水产服务中心
2023年度部门整体支出绩效自评报告

一、部门概况
　　中心为县农业农村局所属公益一类事业单位，核定编制36名，
年末实有在职人员33名。
[bookmark: _Toc551]（一）预算执行情况
　　2023年部门决算支出812.40万元，其中：基本支出526.47万
元，项目支出285.93万元。基本支出中人员经费434.93万元、公用经费91.45万元。
　　年初预算846.25万元，预算执行率96.00%。另有上年结转约12万元。
单位：万元

项目\t预算数\t执行数\t执行率
动物防疫\t180.00\t178.20\t99.00%
水产良种\t110.00\t107.73\t97.94%
合计\t290.00\t285.93\t98.60%

二、主要工作
　　5月组织非洲猪瘟应急演练2场，培训村级防疫员140人次。
三、存在的问题
　　乡镇兽医站检测设备陈旧，基层采样效率不高，主要原因是近三年未安排更新经费。
四、下一步措施
　　拟申请设备更新专项，分两年更换离心机等检测设备。
"""

_UNITS = {
    "万元": ("money", "元", 10_000),
    "%": ("percent", "%", 1),
    "场": ("count", "场", 1),
    "": ("money", "元", 10_000),
}


def place(text: str, quote: str, after: int = 0) -> tuple[int, int]:
    """Where a quotation stands; it has to."""
    start = text.index(quote, after)
    return start, start + len(quote)


def figure(text: str, printed: str, after: str = "") -> Figure:
    """The figure printed behind the words *after*."""
    at = text.index(after) + len(after) if after else 0
    start, end = place(text, printed, at)
    found = re.match(r"[\d.,]+", printed)
    assert found is not None
    number = found.group()
    unit = re.sub(r"\s", "", printed[found.end() :])
    dimension, base, scale = _UNITS.get(unit, ("count", unit, 1))
    decimals = len(number.partition(".")[2])
    quantum = Decimal(scale).scaleb(-decimals)
    value = Decimal(number.replace(",", "")) * scale
    return Figure(
        printed,
        start,
        end,
        number,
        value,
        unit or "万元",
        base,
        dimension,
        decimals=decimals,
        quantum=quantum,
    )


def evidence(text: str, quote: str, page: int | None = None, cell: str = "") -> Evidence:
    return Evidence(quote, *place(text, quote), page, cell)


def _table(text: str) -> Table:
    start = text.index("项目\t")
    end = text.index("98.60%") + len("98.60%")
    cells = []
    at = start
    for row, line in enumerate(text[start:end].split("\n")):
        for column, words in enumerate(line.split("\t")):
            cells.append(Cell(row, column, at, at + len(words), words))
            at += len(words) + 1
    caption = Span(*place(text, "单位：万元"))
    return Table(start, end, tuple(cells), caption)


def document(text: str = TEXT, *, pages: bool = True) -> Document:
    """The layout, as the real reader would find it."""
    heads = [("一", 1), ("（一）预算", 2), ("二", 1), ("三", 1), ("四", 1)]
    starts = [text.index(f"{head}、") if level == 1 else text.index(head) for head, level in heads]
    ends = [text.index("\n", start) for start in starts]
    sections = []
    for number, (start, body, (_, level)) in enumerate(zip(starts, ends, heads)):
        until = next(
            (s for s, (_, other) in zip(starts[number + 1 :], heads[number + 1 :]) if other <= level),
            len(text),
        )
        title = text[start:body].lstrip("一二三四（）、")
        sections.append(
            Section(text[start : start + 2], title, level, start, body, until, 0 if level == 2 else None)
        )
    table = _table(text)
    blocks = [Block("heading", start, body, number) for number, (start, body) in enumerate(zip(starts, ends))]
    blocks += [Block("paragraph", found.start(), found.end()) for found in _paragraphs(text)]
    blocks.append(Block("table", table.start, table.end, 1, table=0))
    blocks.sort(key=lambda block: block.start)
    mark = text.index("[bookmark")
    noise = (Span(mark, text.index("]", mark) + 1),)
    breaks = (0, text.index("二、主要工作")) if pages else ()
    return Document(text, "云岭县畜牧.txt", "text", tuple(blocks), tuple(sections), (table,), noise, breaks)


def _paragraphs(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"(?m)^　　[^\n]*(?:\n(?=[^\n　一二三四单\[])[^\n]*)*", text))


def finding(check: str, status: str, operands: list[Operand], **more) -> Finding:
    given = {
        "id": f"{check}-{len(operands)}-{status}",
        "check": check,
        "version": 1,
        "title_zh": "其中求和",
        "status": status,
        "severity": "high",
        "cause": "source",
        "operands": tuple(operands),
        "expression": "",
        "message_zh": "一句话。",
        "message_en": "A sentence.",
    }
    return Finding(**(given | more))


def report(text: str = TEXT, **more) -> Report:
    """Budgets, an activity, a problem, an indicator, and a finding of every status."""
    wrapped = "526.47万\n元"
    total = figure(text, "812.40万元")
    basic = figure(text, wrapped)
    project = figure(text, "285.93万元")
    staff, running = figure(text, "434.93万元"), figure(text, "91.45万元")
    initial, rate = figure(text, "846.25万元"), figure(text, "96.00%")
    carried = figure(text, "12万元", "结转约")
    drills = figure(text, "2场")
    head_count = figure(text, "36名")
    figures = (head_count, total, basic, project, staff, running, initial, rate, carried, drills)
    budgets = (
        Budget(
            "b1",
            "部门决算支出",
            "expenditure",
            "812.40",
            "万元",
            total.value,
            total,
            "model",
            "exact",
            (evidence(text, "2023年部门决算支出812.40万元", 1),),
            stage="final",
            period="2023",
        ),
        Budget(
            "b2",
            "基本支出",
            "expenditure",
            "526.47",
            "万元",
            basic.value,
            basic,
            "grammar",
            "normalized",
            (evidence(text, f"基本支出{wrapped}"), evidence(text, "基本支出中人员经费")),
            parent="b1",
        ),
        Budget(
            "b3",
            "人员经费",
            "expenditure",
            "434.93",
            "万元",
            staff.value,
            staff,
            "model",
            "exact",
            (evidence(text, "基本支出中人员经费434.93万元、公用经费91.45万元"),),
            parent="b2",
        ),
        Budget(
            "b4",
            "动物防疫",
            "expenditure",
            "178.20",
            "万元",
            Decimal("1782000"),
            figure(text, "178.20"),
            "table",
            "exact",
            (evidence(text, "178.20", cell="R2C3"),),
            parent="b1",
        ),
        Budget("b5", "检测设备", "budget", "99.90", "万元", Decimal("999000"), None, "model", "not_found"),
    )
    activities = (
        Activity(
            "a1",
            "非洲猪瘟应急演练",
            "model",
            "exact",
            (evidence(text, "5月组织非洲猪瘟应急演练2场"),),
            "5月",
            None,
            ("中心",),
            (Output("应急演练", Decimal(2), "场", drills),),
        ),
    )
    problems = (
        Problem(
            "p1",
            "乡镇兽医站检测设备陈旧",
            "model",
            "exact",
            (evidence(text, "乡镇兽医站检测设备陈旧，基层采样效率不高"),),
            "近三年未安排更新经费",
            "设备",
            ("r1", "r9"),
        ),
    )
    recommendations = (
        Recommendation(
            "r1", "申请设备更新专项", "model", "exact", (evidence(text, "拟申请设备更新专项"),), ("p1",)
        ),
    )
    indicators = (
        Indicator(
            "产出指标",
            "数量指标",
            "应急演练场次",
            "≥2场",
            "2场",
            "10",
            "10",
            None,
            (evidence(text, "应急演练2场"),),
        ),
        Indicator("产出指标", "数量指标", "培训人次", "≥120人次", "140人次", "10", "10"),
        Indicator("效益指标", "社会效益", "群众知晓率", None, None, None, None, "未开展调查"),
    )
    findings = (
        finding(
            "SUM-PART",
            "contradicted",
            [
                Operand("total", "基本支出", basic),
                Operand("part", "人员经费", staff),
                Operand("part", "公用经费", running),
            ],
            expression="434.93 + 91.45 = 526.38 ≠ 526.47",
            expected=(Decimal("5263700"), Decimal("5263900")),
            found=(Decimal("5264650"), Decimal("5264750")),
            difference=Decimal("900"),
            root="r1",
            message_zh="基本支出526.47万元，分项合计526.38万元，相差0.09万元。",
            message_en="The parts add up to 526.38, the total reads 526.47.",
            repairs=(Repair(*place(text, "91.45万元"), "91.54万元", 1),),
            scope=Scope("基本支出", None, "final", "2023"),
            alternatives=("公用经费含三公经费",),
        ),
        finding(
            "SUM-PART",
            "confirmed",
            [
                Operand("total", "支出", total),
                Operand("part", "基本支出", basic),
                Operand("part", "项目支出", project),
            ],
            expression="526.47 + 285.93 = 812.40",
        ),
        finding(
            "RATIO-EXEC",
            "confirmed",
            [
                Operand("rate", "执行率", rate),
                Operand("spent", "决算支出", total),
                Operand("budget", "年初预算", initial),
            ],
            title_zh="预算执行率",
            expression="812.40 ÷ 846.25 = 96.00%",
        ),
        finding(
            "ROUND-APPROX",
            "undetermined",
            [Operand("stated", "上年结转", carried), Operand("value", "结转", None)],
            title_zh="概数一致",
            severity="low",
        ),
        finding(
            "XREF-EQUAL",
            "tail",
            [Operand("stated", "项目支出", project), Operand("mention", "合计", project)],
            title_zh="前后一致",
            severity="medium",
            expression="285.93 ≈ 285.93",
        ),
        finding(
            "GROUND-VALUE",
            "contradicted",
            [Operand("claimed", "检测设备", None)],
            title_zh="数值落地",
            cause="model",
        ),
    )
    audit = Audit(
        findings,
        {"SUM-PART": "evaluated", "RATIO-EXEC": "evaluated", "FIN-SANGONG": "not_evaluated"},
        {"money_figures": 8, "in_relations": 6, "in_extractions": 4, "reasons": {"no_cue": 1}},
        (carried,),
    )
    doc = more.pop("document", None) or document(text)
    facts = Facts(
        doc,
        figures,
        Meta("云岭县畜牧水产服务中心", "云岭县", 2023, "部门整体支出", "95.5", "优"),
        budgets,
        activities,
        problems,
        recommendations,
        indicators,
        extracted=True,
    )
    given = {
        "usage": Usage(3, 2100, 900, 410, 12.3456, 1),
        "failed_chunks": (FailedChunk(*place(text, "拟申请设备更新专项，分两年"), "超时 time-out", 2),),
        "provenance": {
            "gouji": "0.1.0",
            "model": "local",
            "prompts": {"anchored": "v1@0f3a"},
            "strategy": "anchored",
        },
    }
    return Report(facts, audit, **(given | more))


def empty(text: str = "") -> Report:
    """A report that nothing was found in."""
    return Report(Facts(Document(text, "空.txt"), ()), Audit())


def hostile(words: str) -> Report:
    """The same words in every place that a report can bring words to."""
    text = f"{words}，共12万元。{words}"
    amount = figure(text, "12万元")
    whole = (Evidence(text, 0, len(text), None, words),)
    facts = Facts(
        Document(text, words, warnings=(words,)),
        (amount,),
        Meta(words, words, 2023, words, words, words),
        (
            Budget(
                words,
                words,
                "other",
                words,
                words,
                amount.value,
                amount,
                "model",
                "exact",
                whole,
                words,
                words,
                None,
                words,
                "no",
            ),
        ),
        (
            Activity(
                words,
                words,
                "model",
                "exact",
                whole,
                words,
                words,
                (words,),
                (Output(words, Decimal(1), words),),
            ),
        ),
        (Problem(words, words, "model", "exact", whole, words, words, (words,)),),
        (Recommendation("r", words, "model", "exact", whole, (words,)),),
        (Indicator(words, words, words, words, words, words, words, words, whole),),
    )
    found = finding(
        words,
        "contradicted",
        [Operand(words, words, amount), Operand("part", words, None)],
        title_zh=words,
        id=words,
        expression=words,
        message_zh=words,
        message_en=words,
        alternatives=(words,),
        impact=(words,),
        repairs=(Repair(0, 1, words, 1),),
        root=words,
        scope=Scope(words, words, words, words),
    )
    audit = Audit((found, found), {words: "evaluated"}, {words: words}, (amount,))
    return Report(
        facts, audit, failed_chunks=(FailedChunk(0, 1, words, 1),), provenance={words: words, "model": words}
    )
