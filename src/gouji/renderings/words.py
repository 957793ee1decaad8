"""What pages and sheets call things, in Chinese and in English."""

from __future__ import annotations

from typing import Literal

from gouji.facts import KINDS
from gouji.findings import CAUSE_ZH, DECISION_ZH, STATUS_ZH

Lang = Literal["zh", "en"]

_WORDS: dict[str, tuple[str, str]] = {
    # Records and their fields.
    "overview": ("概览", "Overview"),
    "document": ("文件", "Document"),
    "organization": ("单位", "Organization"),
    "region": ("地区", "Region"),
    "fiscal_year": ("年度", "Fiscal year"),
    "report_type": ("类型", "Type"),
    "self_score": ("自评得分", "Self-score"),
    "grade": ("等级", "Grade"),
    "budgets": ("预算与支出", "Budgets and spending"),
    "activities": ("活动", "Activities"),
    "problems": ("问题与建议", "Problems and proposals"),
    "recommendations": ("改进措施与建议", "Recommendations"),
    "indicators": ("绩效指标", "Indicators"),
    "records": ("自定记录", "Own records"),
    "indicators_sheet": ("指标", "Indicators"),
    "findings": ("核对结果", "Findings"),
    "figures": ("数据", "Figures"),
    "missed": ("未被引用的金额", "Unused amounts"),
    "ungrounded": ("原文中查无的值", "Values not found in the text"),
    "source_text": ("原文", "Source text"),
    "item": ("项目", "Item"),
    "kind": ("性质", "Kind"),
    "account": ("科目", "Account"),
    "scope": ("口径", "Scope"),
    "stage": ("阶段", "Stage"),
    "period": ("期间", "Period"),
    "amount": ("金额", "Amount"),
    "as_printed": ("原文金额", "As printed"),
    "number": ("数值", "Number"),
    "unit": ("单位", "Unit"),
    "unit_column": ("计量单位", "Unit"),
    "yuan": ("折合元", "In yuan"),
    "parent": ("隶属于", "Part of"),
    "origin": ("来源", "Source"),
    "grounding": ("依据", "Grounding"),
    "quote": ("原文依据", "Quotation"),
    "start": ("起", "Start"),
    "end": ("止", "End"),
    "page": ("页", "Page"),
    "cell": ("单元格", "Cell"),
    "more_evidence": ("其他依据", "More evidence"),
    "name": ("名称", "Name"),
    "date": ("时间", "Date"),
    "place": ("地点", "Place"),
    "organizers": ("组织单位", "Organizers"),
    "outputs": ("产出", "Outputs"),
    "summary": ("概要", "Summary"),
    "cause_of_problem": ("原因", "Cause"),
    "category": ("类别", "Category"),
    "level1": ("一级指标", "Level 1"),
    "level2": ("二级指标", "Level 2"),
    "level3": ("三级指标", "Indicator"),
    "target": ("年度指标值", "Target"),
    "actual": ("实际完成值", "Actual"),
    "weight": ("分值", "Weight"),
    "score": ("得分", "Score"),
    "reason": ("偏差原因", "Reason for deviation"),
    "record": ("记录", "Record"),
    "problem": ("问题", "Problem"),
    "recommendation": ("建议", "Proposal"),
    "answers_to": ("针对", "Answers"),
    "id": ("编号", "Id"),
    "text": ("原文", "Text"),
    "value": ("值", "Value"),
    "low": ("下限", "Low"),
    "high": ("上限", "High"),
    "dimension": ("量纲", "Dimension"),
    "modifiers": ("修饰", "Modifiers"),
    "context": ("上下文", "Context"),
    # Findings.
    "check": ("检查", "Check"),
    "status": ("结论", "Status"),
    "severity": ("严重程度", "Severity"),
    "cause": ("责任", "Cause"),
    "title": ("检查项", "Title"),
    "message": ("说明", "Message"),
    "expression": ("算式", "Arithmetic"),
    "operands": ("数据", "Operands"),
    "role": ("角色", "Role"),
    "expected": ("应为", "Expected"),
    "found": ("所载", "Printed"),
    "expected_low": ("应为（下限）", "Expected, low"),
    "expected_high": ("应为（上限）", "Expected, high"),
    "found_low": ("所载（下限）", "Printed, low"),
    "found_high": ("所载（上限）", "Printed, high"),
    "base_unit": ("基本单位", "Base unit"),
    "cost": ("用量", "Cost"),
    "difference": ("相差", "Difference"),
    "points": ("个百分点", "percentage points"),
    "alternatives": ("其他口径", "Other readings"),
    "impact": ("影响", "Impact"),
    "repairs": ("可能的更正", "Possible correction"),
    "root": ("同源", "Same root"),
    "same_root": ("同源 {n} 项", "{n} with the same root"),
    "repair": (
        "若将「{old}」改为「{new}」，可使 {n} 项相符（仅供参考，未作改动）",
        "If “{old}” read “{new}”, {n} relations would hold (a suggestion; nothing was changed)",
    ),
    "blank": ("（空白）", "(blank)"),
    "decision": ("复核意见", "Decision"),
    "decision_reason": ("理由", "Reason"),
    "decision_by": ("复核人", "Decided by"),
    "decision_date": ("复核日期", "Decided on"),
    "undecided": ("待处理", "Undecided"),
    "trees": ("勾稽关系树", "Relation trees"),
    "trees_sheet": ("勾稽关系", "Relations"),
    "trees_confirmed": ("各层相符 {n} 棵", "{n} that agree throughout"),
    "tree": ("层次", "Tree"),
    "finding_id": ("核对编号", "Finding"),
    "not_printed": ("原文未载", "not printed"),
    "confirmed_fold": ("相符 {n} 项", "{n} confirmed"),
    "checks_run": (
        "检查 {ran} 项已核对，{idle} 项没有可核对的内容。",
        "{ran} checks evaluated, {idle} found nothing to check.",
    ),
    "no_findings": ("没有可核对的勾稽关系", "No relation between figures could be evaluated"),
    "no_contradictions": ("没有发现不符", "No contradictions found"),
    "unnamed": ("未命名", "unnamed"),
    # Page.
    "page_title": ("核对报告", "Review"),
    "money_coverage": ("金额 {n} 处", "{n} amounts"),
    "in_relations": ("参与核对 {n}", "{n} in relations"),
    "in_extractions": ("已提取 {n}", "{n} extracted"),
    "complete": ("完整", "Complete"),
    "incomplete": ("不完整", "Incomplete"),
    "incomplete_note": (
        "有 {n} 段原文未能读取，以下结果不含这些段落。",
        "{n} parts of the text could not be read; the results leave them out.",
    ),
    "failed_chunks": ("未读段落", "Unread parts"),
    "warnings": ("提示", "Warnings"),
    "attempts": ("尝试 {n} 次", "{n} attempts"),
    "error": ("错误", "Error"),
    "failed": ("失败", "Failed"),
    "check_only": ("未调用模型：只核对数据与表格", "No model was asked: figures and tables only"),
    "none": ("无", "None"),
    "all": ("全部", "All"),
    "filter": ("筛选", "Filter"),
    "shown": ("显示 {n} 项", "{n} shown"),
    "theme": ("明暗", "Light or dark"),
    "marks": ("显示书签与页码", "Show bookmark marks"),
    "see_text": ("见原文", "see text"),
    "further": ("另见", "also"),
    "legend": ("图例", "Legend"),
    "links": ("相关记录", "Related records"),
    "close": ("关闭", "Close"),
    "hidden_row": ("隐藏行", "hidden row"),
    "page_n": ("第{n}页", "page {n}"),
    "more": ("另有 {n} 项", "{n} more"),
    "to_text": ("跳到原文", "Skip to the text"),
    "to_top": ("回到顶部", "Back to top"),
    "characters": ("{n} 字", "{n} characters"),
    "usage": (
        "请求 {requests} 次，输入 {prompt} 词元（缓存 {cached}），输出 {completion} 词元，{seconds} 秒",
        "{requests} requests, {prompt} tokens in ({cached} cached), {completion} out, {seconds} s",
    ),
    "model": ("模型", "Model"),
    "strategy": ("策略", "Strategy"),
    "made_by": ("由 gouji {version} 生成", "Made by gouji {version}"),
    "neutral": (
        "“不符”指数据之间不一致，不作其他判断。",
        "“Contradicted” says that figures disagree, nothing else.",
    ),
    # Several documents.
    "index_title": ("报告目录", "Reports"),
    "documents": ("文件 {n} 份", "{n} documents"),
    "all_findings": ("全部核对结果", "All findings"),
    "all_budgets": ("全部预算与支出", "All budgets"),
    "counts": ("计数", "Counts"),
    "files": ("结果文件", "Files"),
    "requests": ("请求", "Requests"),
    "tokens": ("词元", "Tokens"),
    "cut": ("……〔已截断〕", "… [cut]"),
}  # fmt: skip

_STATUS: dict[str, str] = dict(STATUS_ZH.items())
_CAUSE: dict[str, str] = dict(CAUSE_ZH.items())
_DECISION: dict[str, str] = dict(DECISION_ZH.items())
_KIND: dict[str, str] = dict(KINDS.items())
_STATUS_EN = {
    "confirmed": "Confirmed",
    "contradicted": "Contradicted",
    "tail": "Rounding",
    "undetermined": "Undetermined",
}
_CAUSE_EN = {"source": "Report", "model": "Model", "run": "Run"}
_SEVERITY = {
    "high": ("高", "High"),
    "medium": ("中", "Medium"),
    "low": ("低", "Low"),
    "info": ("提示", "Info"),
}
_STAGE = {"initial": ("年初", "initial"), "adjusted": ("调整后", "adjusted"), "final": ("决算", "final")}
_ORIGIN = {"grammar": ("文法", "grammar"), "table": ("表格", "table"), "model": ("模型", "model")}
_GROUNDING = {
    "exact": ("原样", "exact"),
    "normalized": ("规范化", "normalized"),
    "scaled": ("换算", "scaled"),
    "derived": ("推得", "derived"),
    "ambiguous": ("多处", "ambiguous"),
    "not_found": ("查无", "not found"),
}
_ROLE = {
    "total": ("合计", "total"),
    "whole": ("整体", "whole"),
    "part": ("分项", "part"),
    "spent": ("执行数", "spent"),
    "executed": ("执行数", "executed"),
    "budget": ("预算数", "budget"),
    "initial_budget": ("年初预算数", "initial budget"),
    "amount": ("金额", "amount"),
    "initial": ("年初预算数", "initial budget"),
    "adjusted": ("调整后预算数", "adjusted budget"),
    "added": ("追加数", "added"),
    "cut": ("核减数", "cut"),
    "output": ("产出", "output"),
    "expenditure": ("支出", "expenditure"),
    "received": ("到位数", "received"),
    "rate": ("比率", "rate"),
    "share": ("占比", "share"),
    "growth": ("增长率", "growth"),
    "this": ("本期", "this period"),
    "last": ("上期", "last period"),
    "stated": ("所载", "stated"),
    "claimed": ("提取值", "claimed"),
    "value": ("数值", "value"),
    "count": ("数量", "count"),
    "price": ("单价", "price"),
    "months": ("期数", "months"),
    "factor": ("因数", "factor"),
    "cutoff": ("截止日期", "Cut-off date"),
    "target": ("指标值", "target"),
    "actual": ("完成值", "actual"),
    "score": ("得分", "score"),
    "weight": ("分值", "weight"),
    "grade": ("等级", "grade"),
    "minuend": ("被减数", "minuend"),
    "subtrahend": ("减数", "subtrahend"),
    "difference": ("差额", "difference"),
    "larger": ("较大数", "larger"),
    "beside": ("并列合计", "beside"),
    "result": ("算式结果", "result"),
    "term": ("算式各项", "term"),
    "smaller": ("较小数", "smaller"),
    "failed": ("未完成数", "not done"),
    "mention": ("另处", "mention"),
    "opening": ("年初结转", "opening"),
    "closing": ("年末结转", "closing"),
    "income": ("收入", "income"),
    "carryover": ("结转结余", "carryover"),
    "activity": ("活动", "activity"),
    "problem": ("问题", "problem"),
    "recommendation": ("建议", "proposal"),
    "number": ("序号", "serial"),
    "group": ("分组", "group"),
    "head": ("表头", "head"),
    "heading": ("标题", "heading"),
    "words": ("文字", "words"),
    "first": ("前处", "first place"),
    "repeated": ("重复处", "repeated"),
    "period": ("期间", "period"),
    "unit_cost": ("单位成本", "unit cost"),
    "recovered": ("收回数", "recovered"),
    "released": ("下达数", "released"),
    "exact": ("精确数", "exact"),
    "approximate": ("概数", "approximate"),
    "declared": ("所称数", "declared"),
    "signed": ("落款日期", "signed"),
    "issued": ("印发日期", "issued"),
    "reference": ("对照", "reference"),
    "year": ("年度", "year"),
    "base": ("基数", "base"),
    "cases": ("人次", "cases"),
    "multiple": ("倍数", "multiple"),
    "fraction": ("分数", "fraction"),
    "modifier": ("修饰", "modifier"),
    "other": ("另一项", "other"),
    "balance": ("结余", "balance"),
    "funds": ("资金", "funds"),
    "grant": ("拨款", "grant"),
    "sibling": ("同列", "beside it"),
    "saved": ("节约数", "saved"),
    "serial": ("序号", "serial"),
    "start": ("起", "start"),
    "end": ("止", "end"),
    "date": ("日期", "date"),
    "name": ("名称", "name"),
    "reason": ("原因", "reason"),
    "staff": ("在职人数", "staff"),
    "posts": ("编制数", "posts"),
    "row": ("行", "row"),
    "type": ("类型", "type"),
    "body": ("正文", "body"),
    "annex": ("附表", "annex"),
    "marker": ("标记", "marker"),
    "distributed": ("结余分配", "distributed"),
    "change": ("增减额", "change"),
    "done": ("已完成", "done"),
    "rest": ("其余", "rest"),
    "also": ("另见", "also"),
}
_DIMENSION = {
    "money": "金额", "percent": "百分比", "point": "百分点", "permille": "千分比", "count": "计数",
    "score": "分数", "duration": "时长", "area": "面积", "length": "长度", "mass": "质量", "volume": "体积",
    "energy": "能量", "multiple": "倍数", "fraction": "分数表述", "ratio": "比例", "ordinal": "序数",
    "year": "年度", "date": "日期",
}  # fmt: skip


def word(key: str, lang: Lang, **values: object) -> str:
    """The label *key* in a language, its ``{names}`` filled in."""
    text = _WORDS[key][lang == "en"]
    return text.format(**values) if values else text


def status_word(status: str, lang: Lang) -> str:
    """A finding's status 结论."""
    return _STATUS_EN[status] if lang == "en" else _STATUS[status]


def cause_word(cause: str, lang: Lang) -> str:
    """Whose fault a finding is 责任: the report's, the model's, the run's."""
    return _CAUSE_EN[cause] if lang == "en" else _CAUSE[cause]


def decision_word(kind: str, lang: Lang) -> str:
    """What a reviewer decided 复核意见."""
    return kind if lang == "en" else _DECISION.get(kind, kind)


def kind_word(kind: str, lang: Lang) -> str:
    """The kind of a budget 性质."""
    return kind if lang == "en" else _KIND.get(kind, kind)


def dimension_word(dimension: str, lang: Lang) -> str:
    """What a figure measures 量纲."""
    return dimension if lang == "en" else _DIMENSION.get(dimension, dimension)


def severity_word(severity: str, lang: Lang) -> str:
    """How much a finding matters 严重程度."""
    return _of(_SEVERITY, severity, lang)


def stage_word(stage: str | None, lang: Lang) -> str:
    """The stage of a budget 阶段; empty where it is unknown."""
    return _of(_STAGE, stage or "", lang)


def origin_word(source: str, lang: Lang) -> str:
    """Which part of gouji says so 来源."""
    return _of(_ORIGIN, source, lang)


def grounding_word(status: str, lang: Lang) -> str:
    """How a value stands in the text 依据."""
    return _of(_GROUNDING, status, lang)


def role_word(role: str, lang: Lang) -> str:
    """An operand's role 角色; a role of a check of one's own stands as it is."""
    return _of(_ROLE, role, lang)


def _of(words: dict[str, tuple[str, str]], key: str, lang: Lang) -> str:
    return words[key][lang == "en"] if key in words else key
