"""Figures in Chinese numerals 汉字数: when a numeral counts, and when it belongs to a word."""

from __future__ import annotations

import re
from decimal import Decimal

from gouji.figures import token
from gouji.figures.figure import Figure
from gouji.figures.lazy import Lazy
from gouji.figures.lexicon import HANZI_MEASURES, SET_PHRASES, STOPS
from gouji.figures.modifier import modifier_before
from gouji.figures.numeral import fold, read_hanzi
from gouji.figures.reading import Amount
from gouji.figures.unit import OFFICE_UNITS, OFFICES, PERCENT, UNITS, Unit, unit_at

_NUMERAL = "[一二两三四五六七八九十]{1,3}"
_CHAIN = Lazy(rf"(?:{_NUMERAL}(?:{'|'.join(OFFICES)})(?![门分委长级站式])){{2,8}}")
_LINK = Lazy(rf"({_NUMERAL})({'|'.join(OFFICES)})")
_SET_UP = Lazy("内设|下设|设有|机构")
_PHRASES = {
    first: tuple(phrase for phrase in SET_PHRASES if phrase[0] == first)
    for first in {phrase[0] for phrase in SET_PHRASES}
}
# 一 and a measure word is a count only at the end of a clause (设主任一名，), and only with these.
_ONE = frozenset("名人次场期个家台套项篇份部辆所条批间栋例起")
_NOT_BEFORE_ONE = frozenset("每同某这那哪另其下上第统唯单之逐跑")
_NOT_BEFORE = frozenset("一二三四五六七八九十零〇两百千万亿星期周")
# 人大三次会议, 一届四次全会: which session it is.
_SESSIONS_OF = frozenset("大协届会")
_SESSION = Lazy("会议|全会|全体")
# 十三届全国人大, 九届三次全会: which one it is, no count of them.
_BODY = Lazy(
    "[一二三四五六七八九十]{1,2}(?:次|中)|全国(?:人|政|委)|党委|中央|常委会"
    "|[省市县区州旗镇乡]?(?:人大|人民代表|人民政府|政府|政协|委(?![派托办员会])|委员会)"
)
_CLAUSE_END = frozenset("，。；、）)\n,;")
_NO_ORDINAL = ("方", "人")
_HANZI = frozenset({"hanzi"})
_FRACTION = Unit("", "fraction", "")


def is_set_phrase(text: str, start: int) -> bool:
    """Whether a set phrase (一带一路, 三公经费) begins at *start*."""
    phrases = _PHRASES.get(text[start])
    return phrases is not None and text.startswith(phrases, start)


def may_count(text: str, position: int) -> bool:
    """Whether a measure word that takes Chinese numerals stands at *position*."""
    unit = unit_at(text, position)
    return unit is not None and (unit.name in HANZI_MEASURES or unit.dimension in ("percent", "point"))


def counts(text: str, amount: Amount) -> bool:
    """Whether a Chinese numeral counts something here, or belongs to a word."""
    start, unit = amount.start, amount.unit
    run, before = text[start : amount.number_end], text[start - 1 : start]
    if len(run) == 1 and run in "一二三四五六七八九十" and text[amount.number_end] in "\n \u3000":
        return False
    if before in _NOT_BEFORE or (before in _SESSIONS_OF and _SESSION.match(text, amount.end)):
        return False
    if unit.base == "届" and _BODY.match(text, amount.end):
        return False
    if unit.base in ("期", "批") and f"二{unit.base}" in text[max(0, start - 40) : start]:
        return False  # 一期占40%，二期占35%，三期占25%: the third one
    if run == "一":
        at_end = amount.end == len(text) or text[amount.end] in _CLAUSE_END
        return at_end and unit.base in _ONE and before not in _NOT_BEFORE_ONE
    if run == "二":  # 二期, 二部: the second one; two is 两
        return False
    if not set(run) - set("百千万亿"):
        return _magnitude_counts(text, amount, run, before)
    if unit.dimension == "money":
        return len(run) > 1 or bool(amount.modifiers)
    if unit.dimension == "score":
        return len(run) > 1 and not run.endswith("百")
    return run != "十" or unit.dimension in ("count", "duration", "multiple")


def _magnitude_counts(text: str, amount: Amount, run: str, before: str) -> bool:
    """近千人 and 千余人 count, 千名 too; 万元 and 百万人口 do not."""
    if len(run) > 1 and amount.unit.dimension == "money" and amount.modifiers:
        return True
    hedged = bool(amount.modifiers) or bool(modifier_before(text, amount.start)[1]) or before in ("上", "成")
    return (hedged and amount.unit.dimension == "count") or (amount.unit.base == "名" and run in "百千万")


def offices(text: str, start: int) -> list[Figure]:
    """The counts of a chain of offices that begins at *start* (三部一室, 一办五科); empty if none."""
    match = _CHAIN.match(text, start)
    if match is None:
        return []
    links = list(_LINK.finditer(text, start, match.end()))
    if all(link[1] == "一" for link in links) and not _SET_UP.search(text[max(0, start - 14) : start]):
        return []
    figures: list[Figure] = []
    for link in links:
        value, unit = read_hanzi(link[1]), OFFICE_UNITS[link[2]]
        if value is None:
            return []
        place = (link[0], link.start(), link.end())
        figures.append(Figure(*place, str(value), value, unit.name, unit.base, "count", flags=_HANZI))
    return figures


def ordinal(text: str, match: re.Match[str]) -> Figure | None:
    """第一批, 第十九届, 第三季度, 全省第一: the ordinal whose numeral *match* found."""
    start, run_end = match.start(), match.end(token.RUN)
    value = read_hanzi(text[start:run_end])
    unit = unit_at(text, run_end)
    name = "季度" if text.startswith("季度", run_end) else unit.name if unit else ""
    if name == "部" and text.startswith(STOPS["部"], run_end + 1):  # 第二部分
        return None
    if value is None or name in _NO_ORDINAL:
        return None
    following = text[run_end : run_end + 1]
    if not name and following and following not in _CLAUSE_END and following != "的":
        return None
    end = run_end + len(name)
    return Figure(
        text[start - 1 : end], start - 1, end, str(value), value, name, name, "ordinal", flags=_HANZI
    )


def read_fraction(text: str, match: re.Match[str]) -> Amount | None:
    """三分之二, 百分之八十六点一二, 千分之五, 负百分之三: the part that *match* found."""
    start, end = match.start(), match.end()
    head, printed = text[start : match.end(token.DENOMINATOR)], match[token.NUMERATOR]
    digits = fold(printed)
    numerator = Decimal(digits) if digits[0].isascii() else read_hanzi(printed)
    denominator = read_hanzi(head)
    if numerator is None or not denominator:
        return None
    if text[start - 1 : start] == "负":
        start, numerator = start - 1, -numerator
    amount = Amount(start, end, f"{numerator:f}", numerator, 1)
    amount.decimals, amount.hanzi = len(digits.replace(".", "点").partition("点")[2]), True
    if head in ("百", "千"):
        amount.unit = PERCENT if head == "百" else UNITS["‰"]
        amount.printed = amount.unit.name
    else:
        amount.value, amount.unit = numerator / denominator, _FRACTION
        amount.number = f"{numerator:f}/{denominator:f}"
    return amount
