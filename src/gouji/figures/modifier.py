"""Words that open a figure 限定词: 约, 近, 逾, 不低于, 以上, 左右."""

from __future__ import annotations

from gouji.figures.lazy import Lazy

_WORDS_BEFORE = {
    "approx": "约 大约 约为 大概 大致 约有 约达 估计 约计 约合",
    "near": "近 将近 接近 几近 近乎",
    "over": "逾 超 超过 超过了 超出 突破 突破了 高于 大于 多于 优于 ＞ > 已超 上",
    "at_least": "不低于 不少于 不小于 至少 最少 起码 不亚于 不得低于 不得少于 ≥ >= ＞= ＞＝ ≧ "
    "⩾ 大于等于 大于或等于 不短于 至少达到",
    "at_most": "不超过 不高于 不大于 不多于 至多 最多 不超 未超过 未超 不得超过 不得高于 ≤ <= ＜= "
    "＜＝ ≦ ⩽ 小于等于 小于或等于 不突破 不超出 不长于",
    "under": "低于 少于 小于 不足 不到 不满 未满 未达 未达到 ＜ <",
}
_BEFORE = {word: name for name, words in _WORDS_BEFORE.items() for word in words.split()}
_LAST = frozenset(word[-1] for word in _BEFORE)
SINGLE_MODIFIERS = frozenset(word for word in _BEFORE if len(word) == 1)
ENDINGS = frozenset(word[-2:] for word in _BEFORE)
LAST_OF_MODIFIERS = _LAST | frozenset(" \u3000\xa0\u2002\u2003\r\n")
_LENGTHS = {
    last: tuple(sorted({len(word) for word in _BEFORE if word[-1] == last}, reverse=True)) for last in _LAST
}
_BLANK = " \u3000\xa0\u2002\u2003\r\n"
# 节约, 签约, 最近, 网上 end in a modifier's character and are none.
_NOT_BEFORE = {
    "约": "节签预合条集契特邀违续履公制简俭租",
    "近": "最附就临邻新靠远亲",
    "上": "以网线加晚早会马路历年月同如",
    "超": "高彩Bb赶反",
}
_AFTER = Lazy(
    r"[ \u3000\xa0]{0,3}+(?:\n[ \u3000\xa0]{0,8}+){0,2}+(?:"
    r"(及以上|以上(?!情况|数据|数字|各项|报告|资料|材料|内容|所述|均为|问题|分析)|或以上)"
    r"|(左右|上下|前后|许(?=[，。；、]))"
    r"|(及以下|以下|以内|之内|内(?=[，。；、完办响结])|为限)"
    r"|(多(?![项次个家名种元])|余(?![个家额下款]))"
    r"|(之前|以前|前(?![置列期往来款述一二三四五六七八九十半几0-9])|止)"
    r"|(之后|以后|后(?![续勤期备])|起))"
)
_AFTER_NAMES = ("over", "approx", "at_most", "over", "before", "after")
FIRST_OF_MODIFIERS = frozenset("以及或左上前许之内为多余止后起 \u3000\n")


def modifier_before(text: str, start: int) -> tuple[int, str]:
    """The modifier that ends at *start*, blanks between allowed: where it begins and its name.

    Returns:
        ``(start, "")`` where there is none.
    """
    near = text[start - 12 : start] if start > 12 else text[:start]
    bare = near.rstrip(_BLANK)
    end = start - len(near) + len(bare)
    last = bare[-1:]
    if last not in _LAST or (last not in SINGLE_MODIFIERS and bare[-2:] not in ENDINGS):
        return start, ""
    for length in _LENGTHS[last]:
        word = text[max(0, end - length) : end]
        name = _BEFORE.get(word)
        if name is not None:
            begin = end - len(word)
            if begin and text[begin - 1] in _NOT_BEFORE.get(word, ""):
                return start, ""
            return begin, name
    return start, ""


def modifier_after(text: str, end: int, *, date: bool) -> tuple[int, str]:
    """The modifier that begins at *end* (以上, 左右, 前): where it ends and its name."""
    if text[end : end + 1] not in FIRST_OF_MODIFIERS:
        return end, ""
    match = _AFTER.match(text, end)
    if match is None:
        return end, ""
    name = _AFTER_NAMES[(match.lastindex or 1) - 1]
    if date != (name in ("before", "after")) and not (date and name == "approx"):
        return end, ""
    return match.end(), name
