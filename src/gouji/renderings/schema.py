"""The JSON Schema of the extract result, for those who read it with other tools."""

from __future__ import annotations

from typing import Any, get_args

from gouji.facts import KINDS, Grounding, Source, Stage
from gouji.figures.figure import Dimension, UnitSource
from gouji.findings import CAUSE_ZH, DECISION_ZH, SEVERITIES, STATUS_ZH
from gouji.renderings.json import SCHEMA_VERSION

Schema = dict[str, Any]

_DECIMAL = r"^-?\d+(\.\d+)?$"
_MODIFIERS = (
    "approx", "near", "over", "at_least", "at_most", "under", "several", "before", "after", "start", "end",
)  # fmt: skip


def report_schema() -> Schema:
    """JSON Schema (2020-12) of ``Report.to_dict()`` and of the files that ``gouji extract`` writes.

    Offsets count characters (code points) of ``Document.text``. Properties that a later minor
    version may add are refused by this version's schema.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gouji extract result 绩效自评报告读取结果",
        **_object(
            "What a report states and what its figures say of each other 读取与核对结果",
            {"decisions": _decisions(), "records": _own_records(), "unanswered": _unanswered()},
            schema_version={"const": SCHEMA_VERSION, "description": "Version of this schema 版本"},
            document=_document(),
            meta=_meta(),
            budgets=_array(_ref("budget"), "Amounts and what they are for 预算与支出"),
            activities=_array(_ref("activity"), "Things that were done 活动"),
            problems=_array(_ref("problem"), "Shortcomings that the report admits 存在的问题"),
            recommendations=_array(_ref("recommendation"), "What the report proposes 改进措施与建议"),
            indicators=_array(_ref("indicator"), "Rows of the self-evaluation table 绩效指标"),
            figures=_array(_ref("figure"), "Every number of the text, in text order 数据"),
            findings=_array(_ref("finding"), "Every evaluated relation, confirmed ones too 核对结果"),
            counts=_counts(),
            checks=_checks(),
            coverage={
                "type": "object",
                "description": "How many money figures relations and records account for, and why others are "
                "not 覆盖情况",
            },
            complete=_boolean("Whether every part of the text was read 是否完整"),
            failed_chunks=_array(
                _failed_chunk(), "Parts of the text that no answer could be had for 未读段落"
            ),
            usage=_usage(),
            provenance={
                "type": "object",
                "description": "Version of gouji, model, prompts, strategy 生成信息",
                "properties": {"gouji": {"type": "string"}, "model": {"type": ["string", "null"]}},
            },
        ),
        "$defs": {
            "evidence": _evidence(),
            "budget": _budget(),
            "activity": _activity(),
            "problem": _problem(),
            "recommendation": _recommendation(),
            "indicator": _indicator(),
            "figure": _figure(),
            "operand": _operand(),
            "finding": _finding(),
        },
    }


def _object(description: str, optional: Schema | None = None, **properties: Schema) -> Schema:
    """An object that has all of its properties, may have the optional ones, and no others."""
    return {
        "type": "object",
        "description": description,
        "properties": properties | (optional or {}),
        "required": list(properties),
        "additionalProperties": False,
    }


def _array(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _string(description: str) -> Schema:
    return {"type": "string", "description": description}


def _known_or_null(description: str) -> Schema:
    return {"type": ["string", "null"], "description": description}


def _strings(description: str) -> Schema:
    return _array({"type": "string"}, description)


def _boolean(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def _count(description: str) -> Schema:
    return {"type": "integer", "minimum": 0, "description": description}


def _one_of(values: object, description: str) -> Schema:
    return {"type": "string", "enum": list(values), "description": description}  # type: ignore[call-overload]


def _decimal(description: str) -> Schema:
    return {"type": ["string", "null"], "pattern": _DECIMAL, "description": description}


def _interval(description: str) -> Schema:
    ends = {"type": "string", "pattern": _DECIMAL}
    return {
        "type": ["array", "null"],
        "items": ends,
        "minItems": 2,
        "maxItems": 2,
        "description": description,
    }


def _place() -> Schema:
    """The first place of a record; an empty quote from 0 to 0 means that it has none."""
    return {
        "quote": _string("Verbatim text of the document from start to end; empty: no place 原文依据"),
        "start": _count("First character of the quote 起"),
        "end": _count("Character after the quote 止"),
    }


_WHERE: Schema = {
    "page": {"type": ["integer", "null"], "minimum": 1, "description": "Page, counted from 1 页"},
    "cell": {"type": ["string", "null"], "description": "Address of the cell 单元格"},
}


def _placed() -> Schema:
    return _place() | {"evidence": _array(_ref("evidence"), "Further places 其他依据")}


def _standing() -> Schema:
    return {
        "source": _one_of(get_args(Source), "Which part of gouji says so 来源"),
        "status": _one_of(get_args(Grounding), "How it stands in the text 依据"),
    }


_FIELDS: Schema = {
    "fields": {"type": "object", "description": "The fields that a caller added 自定义字段"},
}


def _own_records() -> Schema:
    record = _object(
        "A record of a caller's own type 自定义记录",
        _WHERE | _FIELDS,
        id=_string("Name within this file 编号"),
        **_standing(),
        **_placed(),
    )
    return {
        "type": "object",
        "description": "Records of the types that a caller added, by type 自定义记录",
        "additionalProperties": _array(record, "In text order"),
    }


def _unanswered() -> Schema:
    reasons = ("failed", "no_answer", "refused_name")
    place = _object(
        "A part of the text without a usable answer 未获答复",
        start=_count("First character 起"),
        end=_count("Character after 止"),
        reason=_one_of(reasons, "Why 原因"),
    )
    return _array(place, "What was asked and got no answer that could be used 未获答复")


def _document() -> Schema:
    return _object(
        "The document 文件",
        name=_string("Name of the file 文件名"),
        sha256={"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "Digest of the text 摘要"},
        characters=_count("Length of the text in characters 字数"),
    )


def _meta() -> Schema:
    return _object(
        "Whose report it is; null where the text does not say 基本信息",
        organization=_known_or_null("Who reports 单位"),
        region=_known_or_null("Region 地区"),
        fiscal_year={"type": ["integer", "null"], "description": "Fiscal year 年度"},
        report_type=_known_or_null("Kind of report 报告类型"),
        self_score=_known_or_null("Self-score as printed 自评得分"),
        grade=_known_or_null("Grade 等级"),
    )


def _evidence() -> Schema:
    return _object("A further place 其他依据", **_place(), **_WHERE)


def _budget() -> Schema:
    return _object(
        "An amount of money and what it is for 预算与支出",
        _WHERE | _FIELDS,
        id=_string("Name within this file 编号"),
        item=_string("What the money is for 项目"),
        kind=_one_of(KINDS, "What sort of amount 性质: " + ", ".join(f"{k} {v}" for k, v in KINDS.items())),
        account=_known_or_null("Account 科目"),
        scope=_known_or_null("Scope 口径"),
        stage={"enum": [*get_args(Stage), None], "description": "年初 initial, 调整后 adjusted, 决算 final"},
        period=_known_or_null("Period 期间"),
        amount=_string("Number as stated 金额"),
        unit=_string("Unit as stated 单位"),
        yuan=_decimal("Value in yuan 折合元"),
        parent=_known_or_null("Id of the budget that this is a part of 隶属于"),
        **_standing(),
        **_placed(),
    )


def _activity() -> Schema:
    output = _object(
        "A count that an activity brought about 产出",
        measure=_string("What was counted 产出名称"),
        value=_decimal("Value 数值"),
        unit=_string("Measure word 量词"),
        start=_count("First character of the figure; 0 to 0: no place 起"),
        end=_count("Character after the figure 止"),
    )
    return _object(
        "Something that was done 活动",
        _WHERE | _FIELDS,
        id=_string("Name within this file 编号"),
        name=_string("Name 名称"),
        date=_known_or_null("Date as printed 时间"),
        place=_known_or_null("Place 地点"),
        organizers=_strings("Who organized it 组织单位"),
        outputs=_array(output, "What came of it 产出"),
        **_standing(),
        **_placed(),
    )


def _problem() -> Schema:
    return _object(
        "A shortcoming that the report admits 存在的问题",
        _WHERE | _FIELDS,
        id=_string("Name within this file 编号"),
        summary=_string("What is wrong 问题概要"),
        cause=_known_or_null("Why 原因"),
        category=_string("Category 类别"),
        recommendations=_strings("Ids of what is proposed 对应的建议"),
        **_standing(),
        **_placed(),
    )


def _recommendation() -> Schema:
    return _object(
        "What the report proposes to do 改进措施与建议",
        _WHERE,
        id=_string("Name within this file 编号"),
        summary=_string("What is proposed 建议概要"),
        problems=_strings("Ids of the problems it answers 针对的问题"),
        **_standing(),
        **_placed(),
    )


def _indicator() -> Schema:
    return _object(
        "A row of the self-evaluation table, every value as printed 绩效指标",
        _WHERE,
        level1=_string("First level 一级指标"),
        level2=_string("Second level 二级指标"),
        name=_string("Third level 三级指标"),
        target=_known_or_null("Target 年度指标值"),
        actual=_known_or_null("Result 实际完成值"),
        weight=_known_or_null("Points to be had 分值"),
        score=_known_or_null("Points given 得分"),
        reason=_known_or_null("Reason for a deviation 偏差原因"),
        **_placed(),
    )


def _figure() -> Schema:
    return _object(
        "A number as the report prints it 数据",
        _WHERE | {"block": {"type": ["integer", "null"], "description": "Index of the block 段落序号"}},
        text=_string("Text of the document from start to end 原文"),
        start=_count("First character 起"),
        end=_count("Character after 止"),
        full_start=_count("The same with the words that open it (约) 含修饰语起"),
        full_end=_count("The same with the words that open it (以上) 含修饰语止"),
        number=_string("Number as printed; an ISO date for dates 数字"),
        value={"type": ["string", "null"], "description": "Value in the base unit; low/high for a range 值"},
        low=_decimal("Lower end of a range 下限"),
        high=_decimal("Upper end of a range 上限"),
        unit=_string("Unit as printed 单位"),
        base_unit=_string("Base unit 基本单位"),
        currency=_string("Currency code, empty for what is not money 币种"),
        dimension=_one_of(get_args(Dimension), "What is measured 量纲"),
        modifiers=_array(
            {"enum": list(_MODIFIERS)}, "Words that open the value 修饰: 约 approx, 近 near, 余 over …"
        ),
        per=_string("Denominator of a rate (人次) 每"),
        decimals=_count("Printed decimals 小数位数"),
        unit_source=_one_of(get_args(UnitSource), "Where the unit is printed 单位来源"),
        flags=_strings("wrapped, spaced, comma, fullwidth, hanzi, bare, in_table, ambiguous 标记"),
    )


def _operand() -> Schema:
    absent = "; null where the text does not print it"
    words = "; null for what is no figure"
    return _object(
        "A figure, or words, in its role 参与核对的数据",
        role=_string("Role: total, part, rate … 角色"),
        label=_string("The name it bears 名称"),
        text={"type": ["string", "null"], "description": f"As printed, empty for a blank cell{absent} 原文"},
        value={"type": ["string", "null"], "description": f"In the base unit{words} 值"},
        unit=_known_or_null("Base unit 基本单位"),
        decimals={"type": ["integer", "null"], "minimum": 0, "description": "Printed decimals 小数位数"},
        modifiers=_strings("Words that open the value 修饰"),
        start={"type": ["integer", "null"], "minimum": 0, "description": f"First character{absent} 起"},
        end={"type": ["integer", "null"], "minimum": 0, "description": f"Character after{absent} 止"},
    )


def _finding() -> Schema:
    scope = _object(
        "What the quantity is about; null is unknown 口径",
        account=_known_or_null("Account 科目"),
        scope=_known_or_null("Scope 口径"),
        stage=_known_or_null("Stage 阶段"),
        period=_known_or_null("Period 期间"),
    )
    repair = _object(
        "A single edit that would restore relations; never applied 可能的更正",
        start=_count("First character replaced 起"),
        end=_count("Character after 止"),
        text=_string("What would stand there 更正为"),
        restores=_count("How many relations would hold 恢复项数"),
    )
    return _object(
        "A relation between figures after evaluation 核对结果",
        {"decision": _decision()},
        id=_string("The same after reading the document again 编号"),
        check=_string("Id of the check 检查"),
        version=_count("Version of the check 版本"),
        status=_one_of(STATUS_ZH, "结论: " + ", ".join(f"{k} {v}" for k, v in STATUS_ZH.items())),
        severity=_one_of(SEVERITIES, "How much it matters 严重程度"),
        cause=_one_of(CAUSE_ZH, "Whose fault 责任: " + ", ".join(f"{k} {v}" for k, v in CAUSE_ZH.items())),
        root=_string("Cluster of findings that share a figure 同源"),
        operands=_array(_ref("operand"), "The figures compared 数据"),
        expression=_string("The arithmetic as text 算式"),
        expected=_interval("Computed, low and high in the base unit 应为"),
        found=_interval("Printed, low and high in the base unit 所载"),
        difference=_decimal("Distance of the two values in the base unit 相差"),
        scope=scope,
        alternatives=_strings("Other readings that were tried 其他口径"),
        impact=_strings("What it bears on 影响"),
        repairs=_array(repair, "Possible corrections 可能的更正"),
        message_zh=_string("In a sentence, Chinese 说明"),
        message_en=_string("In a sentence, English 英文说明"),
    )


def _decision() -> Schema:
    return _object(
        "What a reviewer decided, where anything was 复核意见",
        decision=_one_of(DECISION_ZH, "意见: " + ", ".join(f"{k} {v}" for k, v in DECISION_ZH.items())),
        reason=_string("Why 理由"),
        by=_known_or_null("Who 复核人"),
        date=_known_or_null("When, ISO 日期"),
    )


def _decisions() -> Schema:
    return _object(
        "What became of the decisions that were given, as ids; only where some were 复核情况",
        applied=_strings("Found their finding 生效"),
        open=_strings("Found it, and have no reason yet 待填"),
        stale=_strings("Found none 失效"),
    )


def _counts() -> Schema:
    return _object(
        "How many findings have each status 计数", **{status: _count(zh) for status, zh in STATUS_ZH.items()}
    )


def _checks() -> Schema:
    return {
        "type": "object",
        "description": "Which checks found something to evaluate 检查",
        "additionalProperties": {"enum": ["evaluated", "not_evaluated"]},
    }


def _failed_chunk() -> Schema:
    return _object(
        "A part of the text that was not read 未读段落",
        start=_count("First character 起"),
        end=_count("Character after 止"),
        error=_string("What went wrong 错误"),
        attempts=_count("How often it was tried 尝试次数"),
    )


def _usage() -> Schema:
    return _object(
        "What the run cost, over all attempts 用量",
        requests=_count("Requests sent 请求次数"),
        prompt_tokens=_count("Tokens in 输入词元"),
        cached_tokens=_count("Tokens in, of which cached 缓存词元"),
        completion_tokens=_count("Tokens out 输出词元"),
        seconds={"type": "number", "minimum": 0, "description": "Seconds of waiting 秒"},
        reused=_count("Answers that an earlier run had paid for 沿用的回答"),
    )
