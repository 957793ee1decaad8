"""What an amount is counted per 分母: 元/人次, 每家, 人均, 15万次一期."""

from __future__ import annotations

from gouji.figures.lazy import Lazy
from gouji.figures.token import GAP
from gouji.figures.unit import unit_at

_SLASH = Lazy(rf"{GAP}[/／每]{GAP}")
_EACH = Lazy(
    r"(?:每(?:1|一)?(人次|平方米|立方米|公里|"
    r"[个名家人户亩套台件次场所村镇县区校班年月天日期例宗株头吨支份颗粒只辆位间座条项批组米斤床生部片本册处栋幢盏幅门节堂口眼艘羽队桌餐届周车盘])"
    r"|([人户亩次日月年家校村生店])均|(亩)产)[^\d，。；、\n]{0,6}$"
)
_AN_ISSUE = Lazy(r"一([期次场家个名天年月])")
_OTHER_WORDS = ("日", "月", "年", "人", "学生", "生")
_SECOND = ("年", "月", "天", "日", "次")
_GOES_ON = frozenset("的标计左以")


def rate_behind(text: str, end: int, *, money: bool = True) -> tuple[str, int]:
    """The denominator printed behind a unit (``/人次``, ``/人·天``) and where it ends; "" if none.

    What is no *money* has it behind 每 only where the clause ends: 3次每月, not 36人每年领取.
    """
    match = _SLASH.match(text, end)
    if match is None:
        return "", end
    position = match.end()
    unit = unit_at(text, position)
    name = unit.name if unit else next((word for word in _OTHER_WORDS if text.startswith(word, position)), "")
    if not name:
        return "", end
    close = position + len(name)
    behind = text[close : close + 1]
    if not money and "每" in match[0] and behind.isalpha() and behind not in _GOES_ON:
        return "", end
    if behind and behind in "·•/／每" and text[close + 1 : close + 2] in _SECOND:
        return f"{name}·{text[close + 1]}", close + 2
    return name, close


def rate_around(text: str, start: int, end: int) -> tuple[str, int]:
    """The denominator in the words (每家给予, 人均, 平均 … 一期) and where reading goes on."""
    before = text[max(0, start - 10) : start]
    if "每" not in before and "均" not in before and "亩产" not in before:
        return "", end
    match = _EACH.search(before)
    if match is not None:
        return match[1] or match[2] or match[3], end
    if "均" in before and (issue := _AN_ISSUE.match(text, end)):
        return issue[1], issue.end()
    return "", end
