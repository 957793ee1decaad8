"""What the page, the table and the lines of an evaluation call things, in Chinese and in English."""

from __future__ import annotations

from gouji.renderings import words
from gouji.renderings.words import Lang

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("抽取质量评测", "Extraction quality"),
    "reports": ("报告 {n} 份", "{n} reports"),
    "report": ("报告", "Report"),
    "all_reports": ("合计", "All reports"),
    "measure": ("项目", "Measure"),
    "budgets": ("预算与支出", "Budgets"),
    "activities": ("活动", "Activities"),
    "problems": ("问题", "Problems"),
    "budgets_lenient": ("预算与支出（宽）", "Budgets, leniently"),
    "amounts": ("金额", "Amounts"),
    "kinds": ("性质", "Kinds"),
    "meta": ("元数据", "Head"),
    "precision": ("精确率", "Precision"),
    "recall": ("召回率", "Recall"),
    "f1": ("F1", "F1"),
    "accuracy": ("准确率", "Accuracy"),
    "of_accuracy": ("{name}（准确率）", "{name} (accuracy)"),
    "macro_f1": ("宏平均 F1", "Macro F1"),
    "right": ("配上", "Right"),
    "predicted": ("预测", "Predicted"),
    "gold": ("标注", "Gold"),
    "macro": ("宏平均", "Macro"),
    "money": ("资金", "Budgets"),
    "scores": ("得分", "Scores"),
    "by_report": ("各份报告的 F1", "F1 by report"),
    "errors": ("错误", "Errors"),
    "error": ("错误", "Error"),
    "section": ("类别", "Section"),
    "notes": ("注意", "Notes"),
    "no_errors": ("与标注完全一致", "Everything is as the gold says"),
    "no_errors_left": ("没有漏取的，也没有多取的", "Nothing missed, nothing spurious"),
    "more": ("另有 {n} 条", "{n} more"),
    "empty": ("空", "empty"),
    "place": ("位置 {start}–{end}", "at {start}–{end}"),
    "page": ("第{n}页", "page {n}"),
    "taken": ("对方有相符的条目，但已与别的条目相配", "an entry that fits is matched with another one"),
    "missed": ("漏取", "Missed"),
    "spurious": ("多取", "Spurious"),
    "wrong_amount": ("金额不符", "Wrong amount"),
    "wrong_name": ("名称不符", "Wrong name"),
    "wrong_kind": ("性质不符", "Wrong kind"),
    "wrong_meta": ("元数据不符", "Wrong field"),
    "no_prediction": ("没有预测", "no prediction"),
    "rules": (
        "配对一对一：资金要金额相同且名称相近；活动、问题要引文重合过半或名称相近。合计按条数汇总，宏平均为各份报告的均值。",
        "Matched one to one: budgets by amount and like name, activities and problems by quotations that overlap "
        "by half or by like name. All reports: counts added; macro: mean of the reports.",
    ),
}  # fmt: skip


def word(key: str, lang: Lang, **values: object) -> str:
    """The label *key* in a language, its ``{names}`` filled in."""
    text = _WORDS[key][lang == "en"]
    return text.format(**values) if values else text


def field_word(name: str, lang: Lang) -> str:
    """A field of the head 元数据."""
    return words.word(name, lang)


def percent(rate: float | None) -> str:
    """A rate with three decimals, a dash where there is none."""
    return "–" if rate is None else f"{rate:.3f}"
