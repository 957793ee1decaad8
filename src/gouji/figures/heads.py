"""What the head of a row or column says about the numbers it governs 表头."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from gouji.figures.numeral import MAGNITUDES, magnitude
from gouji.figures.unit import NO_UNIT, PERCENT, SCORE, UNITS, Unit

Kind = Literal["none", "skip", "score", "percent", "money", "unit", "measure", "value"]


class Head(NamedTuple):
    """What a head says: a kind, and the unit with its magnitude where the head prints one."""

    kind: Kind
    unit: Unit = NO_UNIT
    scale: int = 1
    printed: str = ""


NOTHING = Head("none")
_SKIP = re.compile(
    r"^(序号|编号|行次|栏次|次序|排序|排名|名次|代码|.{0,8}编码|.{0,6}代码|科目编号|联系电话|电话|手机号?码?|年份|年度"
    r"|日期|时间|备注|说明|名称|.{0,8}名称|文号|No\.?|№|责任人|联系人|负责人|身份证号?|账号|邮编)$"
    r"|文号|编码$|日期$|时间$"
)
_MEASURE = re.compile(r"^(计量|度量|指标|数量|计算)?单位$|^(计量|度量)单位")
_SCORE = re.compile(
    r"分值|得分|评分|满分|标准分|自评分|扣分|权重|分数|^自评总?分$|考核分|赋分|^分$|复评分|评价分|^总分$|应得分|实得分"
)
_NOT_SCORE = re.compile(
    r"评分(标准|细则|依据|说明|方法|办法|原因|理由|规则|要点)|扣分(原因|理由|说明|标准|情况|依据)"
    r"|得分(说明|依据|情况说明|原因)|分值说明"
)
_PERCENT = re.compile(r"(率|占比|比重|比例|增幅|百分比|满意度|幅度)([（(][^（）()]*[）)])?$|[%％]")
_COUNTED_AS = (
    "人数=人 人次=人次 户数=户 次数=次 个数=个 场次=场次 台数=台 件数=件 村数=村 编制数=人 在职=人 编制=人 "
    "学生数=人 教师数=人 人口=人 人口数=人 退休=人 离休=人 离退休=人 "
    "家数=家 项目数=个 床位数=张 头数=头 株数=株 户次=户次 班级数=个 学校数=所"
)
_COUNTED = dict(pair.split("=") for pair in _COUNTED_AS.split())
_COUNT = re.compile(rf"({'|'.join(_COUNTED)})$")
_MONEY = re.compile(
    r"金额|预算|决算|执行数|支出|收入|资金|经费|拨款|余额|结转|结余|到位|下达"
    r"|拨付|补助|补贴|投入"
    r"|合计|小计|总计|费$|费用|费（|年初数|年末数|期初数|期末数|本年数|全年数|上年数|发生额|投资|债券|产值|利润|税|资产|负债|原值|净值|单价|总价|价款|成本"
    r"|财政|执行额"
)
_SOURCE = re.compile(
    r"(?:其中[:：]?)?(?:中央|省级?|市级?|县级?|区级|州级|旗县|市县|区县|地方|上级|本级|自筹|社会资本|银行贷款|配套)"
)
_VALUE = re.compile(
    r"指标值|目标值|完成值|实际值|完成情况|计划数|完成数|任务数|计划值|实际数|目标$|实际完成|年度指标|全年完成"
)
_BRACKETED = re.compile(r"[（(](?:单位[:：]|金额[:：]?)?([^（）()]{1,10})[）)]")
_AFTER_SLASH = re.compile(r"[/／]([^/／]{1,6})$")
_CAPTION = re.compile(r"(?:金额|计量|货币|数量)?单\s*位\s*[:：]\s*(?:人民币)?\s*([^\s）)|；;。]{1,14})")
_SEPARATORS = re.compile(r"[、,，/及和]")

# What the first words of a row, or a head without a unit, say about its numbers.
SERIAL_ROW = re.compile(r"^(栏次|行次|序号)$")
SCORE_ROW = re.compile(r"^(总分|自评总?得?分|综合得分|总得分|得分|得分合计|总计得分|自评得分合计)$")
TOTAL_ROW = re.compile(r"^(合计|总计|总分|小计|总得分|合计得分|自评总分|总\s*分值?)$")
MONEY_ROW = re.compile(
    r"成本|经费|资金|金额|投入|支出|收入|补助|补贴|产值|利润|费用|费$|预算|投资|税|造价|工资|薪|奖金|债"
)
COUNTS = re.compile(r"(?:数|数量|人口|人次|户|人)$")
# Heads that name no unit and still say that the caption's 万元 is not theirs.
NO_MONEY = re.compile(r"人(?:次|数|口|员)?$|户数?$|辆|批次|次数|数量|面积|里程|编制|个数|家数|床位")
PRICE = re.compile(r"单价|均|标准|定额|单位")


@lru_cache(maxsize=256)
def printed_unit(word: str) -> Head:
    """A unit written by itself, magnitude included (万元, 亿元, 人次, %); ``NOTHING`` if it is none."""
    word = word.strip().removeprefix("人民币")
    stem = word.lstrip("".join(MAGNITUDES))
    unit = UNITS.get("天" if word == "日" else stem)
    if unit is None and "/" in stem:
        unit = _rate(stem)
    if unit is None or (stem in ("分",) and stem != word):
        return NOTHING
    return Head("unit", unit, magnitude(word[: len(word) - len(stem)]), word)


_PER = ("日", "月", "年", "人", "次", "学期", "生", "天", "学年", "季")


def _rate(word: str) -> Unit | None:
    upper, _, lower = word.partition("/")
    unit = UNITS.get(upper)
    # 元/生·天 has two denominators.
    parts = re.split(r"[·.•*×/]", lower)
    if unit is None or not all(part in UNITS or part in _PER for part in parts):
        return None
    return unit._replace(name=word, base=f"{unit.base}/{lower}")


@lru_cache(maxsize=2048)
def read_head(text: str) -> Head:
    """Read a head, blanks and line breaks left out (``项目资金\\n（万元）`` gives 万元)."""
    text = "".join(text.split())
    if not text or len(text) > 60:
        return NOTHING
    if _MEASURE.search(text):
        return Head("measure")
    for match in _BRACKETED.finditer(text):
        head = printed_unit(match[1])
        if head is not NOTHING:
            return head
    slash = _AFTER_SLASH.search(text)
    if slash and (head := printed_unit(slash[1])) is not NOTHING and head.unit.dimension != "count":
        return head
    if _SKIP.search(text):
        return Head("skip")
    return _by_words(text)


def _by_words(text: str) -> Head:
    if _SCORE.search(text) and not _NOT_SCORE.search(text):
        return Head("score", SCORE, 1, "分")
    if _PERCENT.search(text):
        return Head("percent", PERCENT, 1, "%")
    counted = _COUNT.search(text)
    if counted:
        unit = UNITS[_COUNTED[counted[1]]]
        return Head("unit", unit, 1, unit.name)
    if _VALUE.search(text) and not re.search(r"预算|资金|金额|支出|收入", text):
        return Head("value")
    if _MONEY.search(text) or _SOURCE.fullmatch(text):
        return Head("money")
    return NOTHING


def read_caption(text: str) -> list[Head]:
    """The units that a line like ``金额单位：万元`` names, in its order."""
    heads: list[Head] = []
    for match in _CAPTION.finditer(text):
        for word in _SEPARATORS.split(match[1]):
            head = printed_unit(word)
            if head is not NOTHING:
                heads.append(head)
    return heads
