"""Counted groups that divide their whole: kinds that exclude one another, and parts that are the same things."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.checks.reading.text.nodes import Node

NOUN = 2
"""How many characters the noun has that a whole and its kinds share."""

_DIVISIONS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(words)
    for words in (
        r"幼儿|学前|小学|初中|初级中学|高中|高级中学|九年一贯|完全中学|中职|中专|大专|专科|本科|硕士|博士|研究生",
        r"男|女",
        r"正高|副高|中级|初级|员级|无职称",
        r"城镇|城市|农村|乡村",
        r"门诊|急诊|住院",
        r"新建|改建|扩建|续建|迁建|新开工|改扩建",
        r"(?<!不)合格|不合格|优秀|良好",
        r"第[一二三四五六七八九十]批",
        r"一级|二级|三级|四级|五级",
        r"国家级|省级|市级|县级|区级|乡镇级?|乡级|镇级|村级",
        r"[省市县区州镇乡村境国]外|[省市县区州镇乡村境国]内|(?<![落因])本地|外地",
        r"[一二三四五六七八九]年级",
        r"[一二三四]季度|上半年|下半年",
        r"公办|公立|公建民营|民办|民营|国有|集体|私营|股份",
        r"寄宿生?|走读生?|住校生?",
        r"线上|线下",
        r"站[内外]|院[内外]|校[内外]|馆[内外]|园[内外]",
        r"专职|兼职",
        r"非全日制|全日制",
        r"集中供养|分散供养",
        r"轻度|中度|重度",
    )
)
"""Ways to divide things so that each belongs to one part only."""

_ANY = re.compile("|".join(division.pattern for division in _DIVISIONS))

_NOUN = re.compile(r"[一-龥]{1,6}(?=[，、；。：（]|$)")


def exclusive(labels: Sequence[str]) -> bool:
    """Whether names bear different words of one division: 小学生 and 初中生, 新建 and 续建."""
    if not all(_ANY.search(label) for label in labels):
        return False
    for division in _DIVISIONS:
        found: set[str] = set()
        for label in labels:
            word = division.search(label)
            if word is None or word[0] in found:
                break
            found.add(word[0])
        else:
            return bool(found)
    return False


_SERVING: tuple[re.Pattern[str], ...] = (
    re.compile(r"离退休|离休|退休|在职"),
    re.compile(r"离退休|离休|退休|在岗"),
)
_OWN = re.compile(r"(?:机关|本级|本部|本局|本会)$")
_UNDER = re.compile(r"(?:中心|局|站|所|队|院|馆|校|园|处)$")


def likely_apart(labels: Sequence[str]) -> bool:
    """Whether names of people divide them as a rule, if not always: 在职 and 退休, the office and what is under it."""
    for division in _SERVING:
        found = [said[0] if (said := division.search(label)) else "" for label in labels]
        if all(found) and len(set(found)) == len(found):
            return True
    own = [label for label in labels if _OWN.search(label)]
    under = {label for label in labels if _UNDER.search(label)} - set(own)
    return len(own) == 1 and len(under) == len(labels) - 1 > 0


def kinds_of_one(whole: str, labels: Sequence[str]) -> bool:
    """Whether names are those of kinds of the whole: 勤务辅警 and 文职辅警 of 辅警."""
    short = min(labels, key=len)
    ends = (short[at:] for at in range(len(short)))
    noun = next((end for end in ends if all(label.endswith(end) for label in labels)), "")
    apart = len(set(labels)) == len(labels) and all(len(label) > len(noun) for label in labels)
    return len(noun) >= NOUN and whole.endswith(noun) and apart


def of_one_noun(total: Node, parts: Sequence[Node]) -> bool:
    """Whether every part prints the noun of the whole behind its number: 16个村, 其中…9个村、…7个村."""
    nouns = {found[0] if (found := _NOUN.match(node.after)) else "" for node in (total, *parts)}
    labels = {part.label for part in parts}
    return len(nouns) == 1 and "" not in nouns and len(labels) == len(parts) and "" not in labels
