"""Predicates on an extraction: whether what it says stands in the text, and how that is said."""

from __future__ import annotations

from gouji.findings import Bears, Operand, Predicate, Quoted, Relation, Unprompted

LONGEST = 60
_RECORDS = {
    "activity": ("活动", "Activity"),
    "problem": ("问题", "Problem"),
    "recommendation": ("建议", "Proposal"),
}


def decided(predicate: Predicate | None) -> bool | None:
    """Whether it holds, which the check knows; ``None`` where the text leaves it open."""
    match predicate:
        case Quoted(holds=holds) | Bears(holds=holds) | Unprompted(holds=holds):
            return holds
    return None


def formula(predicate: Predicate | None) -> str:
    """A line of symbols."""
    match predicate:
        case Quoted(claimed, holds):
            sign = "?" if holds is None else "∈" if holds else "∉"
            return f"{_short(claimed)} {sign} text"
        case Bears(claimed, printed, holds):
            return f"{_short(claimed)} {'=' if holds else '≠'} {_short(printed)}"
        case Unprompted(claimed, holds):
            return f"{_short(claimed)} {'∉' if holds else '∈'} examples"
    return ""


def said(relation: Relation) -> tuple[str, str]:
    """What a finding says, in Chinese and in English."""
    match relation.predicate:
        case Quoted(claimed, holds):
            return _quoted(_RECORDS.get(relation.stated.role, ("", "")), _short(claimed), holds)
        case Bears():
            return _bears(relation, relation.predicate)
        case Unprompted(claimed, holds):
            return _unprompted(relation.stated.label, _short(claimed), holds)
    return "", ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"


def _quoted(record: tuple[str, str], claimed: str, holds: bool | None) -> tuple[str, str]:
    zh, en = record[0] + f"“{claimed}”", f"{record[1]} “{claimed}”".lstrip()
    if holds is None:
        return (
            f"{zh}：原文有相近文字，未能逐字定位，无法核对。",
            f"{en}: the text has words much like it, not the same ones; undetermined.",
        )
    if holds:
        return f"{zh}见于原文。", f"{en} stands in the text."
    return (
        f"{zh}在原文中查无依据，可能是模型编造。",
        f"{en} has no place in the text; the model may have made it up.",
    )


def _bears(relation: Relation, bears: Bears) -> tuple[str, str]:
    printed = "".join(relation.stated.text.split())
    claimed, name = _short(bears.claimed), _short(bears.printed)
    if bears.holds:
        return f"{printed}：名称为“{name}”，相符。", f"{printed} bears the name “{name}”; they agree."
    zh = f"{printed}被提取为“{claimed}”，原文此处为“{name}”，不一致"
    en = f"{printed} was extracted as “{claimed}”; the text calls it “{name}”; they do not agree"
    other = _other(relation.beside)
    if not other:
        return f"{zh}。", f"{en}."
    return (
        f"{zh}；“{claimed}”在原文中为{other}，可能是模型互换了两项。",
        f"{en}; “{claimed}” is {other} there; the model may have swapped the two.",
    )


def _other(beside: tuple[Operand, ...]) -> str:
    return "".join(beside[0].text.split()) if beside else ""


def _unprompted(label: str, claimed: str, holds: bool) -> tuple[str, str]:
    if holds:
        return (
            f"{label}：{claimed}不在提示词的示例中。",
            f"{label}: {claimed} is in no example of the prompt.",
        )
    return (
        f"{label}：{claimed}见于提示词的示例而不见于原文，可能是模型照抄了示例。",
        f"{label}: {claimed} stands in an example of the prompt and not in the text; the model may have copied it.",
    )
