"""What a clause and a paragraph are about: the words that name an amount, the item that opens a paragraph."""

from __future__ import annotations

import re

from gouji.checks.reading.lists.items import number_of
from gouji.checks.reading.names.context import PROJECT_NOUN
from gouji.checks.reading.names.purposes import TOTAL, Name, is_generic, name_of
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.facts.accounts import NOT_SPENDING, named_in

_MARK = re.compile(r"^（?[一二三四五六七八九十\d]{1,3}[）、.．]+")
AMONG = re.compile(
    r"其中|包括|包含|分别为|分别是|(?<![得评积百])分为|具体为|具体是|主要为|主要用于|主要是|含"
)
_LINE = re.compile(r"[^。；，：]{2,60}?（[类款项]）(?:[^。；，：]{0,40}（[款项]）)*")
_ITEM = re.compile(r"(?:\d{1,2}[、.．]|（\d{1,2}）|[①-⑳])(?P<name>[一-龥“”（）]{4,20})$")
_SECTION = re.compile(
    r"收入|支出|收支|预算|决算|结转|结余|资金|经费|投入|执行|情况|使用|绩效|指标|目标|产出|效益|效果|成本|数量|质量|时效|进度|完成|分析|管理|制度|过程|决策|合计|总体|整体"
)
"""Words of headings that are of all the money of a report, and of no item of it."""
_FAULT = re.compile(r"有待|不足|不够|不高|不强|较|缺|滞后|薄弱|偏|问题|需|进度|亟|尚未|加强|提高|完善|规范")
_MADE_OF = re.compile(r"^[^，]{0,12}(?:预算|收入|支出|资金|总额)由(?=[^，]{2})")


def besides(words: str, name: Name | None) -> str:
    """The words round a name: 支出 in 基本支出 does not say that money was spent."""
    if name is None or name.account == TOTAL:
        return words
    if name.item:
        at = words.find(name.account)
        return words if at < 0 else f"{words[:at]}·{words[at + len(name.account) :]}"
    found = named_in(words)
    if found is None or found.account in NOT_SPENDING:
        return words
    return f"{words[: found.start]}·{words[found.end :]}"


def phrase_of(node: Node) -> str:
    """The words that name an amount, with what they say of purse and aspect."""
    words = node.clause.rpartition("、")[2] if "、" in node.clause else node.clause
    cues = list(AMONG.finditer(words))
    words = words[cues[-1].end() :] if cues else words
    # 全年预算由年初预算: what stands behind 由 is the first of the parts.
    words = _MADE_OF.sub("", words)
    return words.lstrip("*·●■◆▲○□★ ") or node.label


def budget_line(passage: Passage, before: Passage | None) -> Name | None:
    """The line of the budget 类款项 that a paragraph begins with, or that stands alone on the line before."""
    for text in (passage.text, before.text if before is not None and not before.nodes else ""):
        mark = number_of(text)
        found = _LINE.match(_MARK.sub("", text)) if mark is not None else None
        if found is not None and (
            text is not passage.text or text[text.find(found[0]) + len(found[0]) :][:1] in "。：，"
        ):
            return Name(found[0], True)
    return None


def opening_of(passage: Passage) -> Name | None:
    """The item that a paragraph is about, where its first short sentence names one: ``1.某项目。``."""
    first, stop, _ = passage.text[:40].partition("。")
    if not stop or any(character.isdecimal() for character in first[3:]):
        return None
    if _FAULT.search(first):
        return None
    heading = _ITEM.match(first)
    if heading is not None and _SECTION.search(heading["name"]) is None:
        return Name(heading["name"], True)
    name = name_of(first) if PROJECT_NOUN.search(first) else None
    return name if name is not None and name.item and len(name.account) >= 3 else None


def gives_reason(words: str, cued: re.Match[str]) -> bool:
    """Whether 主要是 tells why, and the clause behind it goes on to something else."""
    return cued[0] == "主要是" and "，" in words[cued.end() :]


def has_subject(lead: str, cue: re.Match[str]) -> bool:
    """Whether a sentence that lists parts names their whole itself: it is not that of the sentence before."""
    words = lead[: cue.start()].strip("：，“” ")
    return bool(words) and not is_generic(words) and re.match(r"均|全部|具体", words) is None
