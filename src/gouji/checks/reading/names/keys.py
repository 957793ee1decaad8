"""What words say of an amount: its purse 口径, body 单位层级, aspect 阶段与方向, and year 期间."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

Aspect = Literal[
    "initial", "addition", "cut", "adjusted", "budget", "received", "income", "spent", "opening", "closing",
    "left", "put", "plan", "target", "done", "change", "batch", "released",
]  # fmt: skip
"""Which of the amounts of one account is meant: a budget, what was received, what was spent, what is left."""

ASPECT_ZH: dict[Aspect, str] = {
    "initial": "年初预算", "addition": "追加", "cut": "调减", "adjusted": "调整后预算", "budget": "预算",
    "received": "到位", "released": "下达", "income": "收入", "spent": "支出", "opening": "年初结转结余",
    "closing": "年末结转结余", "left": "结余", "put": "投入", "plan": "总投资",
    "target": "目标", "done": "完成值", "change": "增减额", "batch": "分批",
}  # fmt: skip

WHOLE = "部门整体"
GENERAL = "一般公共预算"
FUND = "政府性基金"
CAPITAL = "国有资本经营"
SOCIAL = "社会保险基金"
FISCAL = "财政拨款"
OTHER = "其他资金"

CONTAINS: dict[str, tuple[str, ...]] = {
    WHOLE: (FISCAL, GENERAL, FUND, CAPITAL, OTHER),
    FISCAL: (GENERAL, FUND, CAPITAL),
}
"""Which purses are parts of which: 一般公共预算 ⊂ 财政拨款 ⊂ 部门整体."""

_PURSES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (GENERAL, re.compile(r"一般公共(?:财政)?预算|公共财政预算|经费拨款")),
    (FUND, re.compile(r"政府性基金")),
    (CAPITAL, re.compile(r"国有资本经营")),
    (SOCIAL, re.compile(r"社会保险基金|社保基金预算")),
    (OTHER, re.compile(r"其他资金|非财政(?:拨款|资金)|(?:单位)?自有资金")),
    (FISCAL, re.compile(r"财政拨款")),
)
_WHOLE = re.compile(
    r"整体|各项[收支]|总[收支]|[收支][入出]总计|全部[收支]|收支总|部门[收支]|部门决算|部门.{0,2}单位.{0,2}[收支]"
)
_HEAD_WHOLE = re.compile(r"整体|总体|部门.{0,4}[收支]|收入支出(?:决算|预算)?(?:总表|情况)|收支总|总[收支]")
_BATCH = re.compile(
    r"第[一二三四五六]批|首批|分批|剩余|余下|其余|分期|按期|按月|季度|上半年|下半年|截至(?!.{0,14}(?:12月|年末|年底))|\d{1,2}月(?!31日)|中期|前期|后期"
)
_EACH = re.compile(
    r"人均|亩均|户均|均价|平均|(?<![高达按对国])标准(?!化)|单价|每(?!年)|单位成本|比例|最高|最低|至少|起付|限额|上限|下限|不超过|罚款|原值|净值|产值|销售|利润|税金"
)
_AUTHORITY = re.compile(r"(?:一般公共|政府性基金|国有资本经营|社会保险基金|公共财政)预算(?:财政拨款)?")
_ASPECTS: tuple[tuple[Aspect, re.Pattern[str]], ...] = (
    (
        "change",
        re.compile(r"^[较比与]|[较比与].{0,12}(?:增|减|降|升)|同比|环比|(?:增加|减少|下降|压减)(?:了|额)?$"),
    ),
    (
        "opening",
        re.compile(r"(?:年初|上年(?:度)?|期初|以前年度).{0,6}(?:结转|结余)|动用.{0,6}结余|使用.{0,6}结余"),
    ),
    ("closing", re.compile(r"(?:年末|期末|年终|年底).{0,6}(?:结转|结余)|结转(?:至|到)?(?:下|次)一?年")),
    (
        "adjusted",
        re.compile(
            r"(?:调整|追加|变更|追减)后|后的?(?:全年|年度)?预算|调整预算|全年预算|最终预算|预算调整数"
        ),
    ),
    ("addition", re.compile(r"(?<!经)追加|调增|增拨|增加预算|预算增加")),
    ("cut", re.compile(r"调减|核减|收回|压减|追减|缴回|上缴|终止")),
    ("initial", re.compile(r"年初.{0,16}(?:预算|批复|安排|下达)|预算批复数|批复.{0,4}预算|预算批复")),
    ("plan", re.compile(r"总投资|概算|估算|[三五]年(?:规划|计划)")),
    ("left", re.compile(r"结余|剩余|余额|结转|未支出|未执行|节约|指标余")),
)
_INITIAL = re.compile(r"年初.{0,8}预算$")
_LATER: tuple[tuple[Aspect, re.Pattern[str]], ...] = (
    ("target", re.compile(r"目标|计划|指标值")),
    ("put", re.compile(r"投入")),
    ("done", re.compile(r"完成值|实现值")),
    ("received", re.compile(r"到位|拨付|拨入|到账|划拨|收到")),
    ("released", re.compile(r"下达(?:了)?(?:预算)?(?:指标)?|分配")),
    ("spent", re.compile(r"支出|支付|执行|使用|列支|(?<!收入)决算|开支|发放|花费|兑付|实际发生")),
    ("income", re.compile(r"收入|取得|拨款")),
    ("budget", re.compile(r"预算|安排|批复|筹集|核定")),
)
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年|(?=年|—|-|至|、))")
_LAST_YEAR = re.compile(r"(?<!加)上年(?!初|末?结[转余]|度?结[转余])|去年|上一年|同期")
_SPAN_OF_YEARS = re.compile(r"(?:19|20)\d\d(?:年度?)?[—\-–~～至到](?:19|20)?\d\d")


_LEVEL = re.compile(
    r"(中央|省级?|市级?|县级?|区级?|州级|上级|地方|镇级|乡镇|自筹|自有|社会|企业|单位)(?:级)?(?:财政|预算)*(?:资金|安排|补助|配套|投入|下达|拨款|专项|承担|自筹)"
)


_LEVEL_ALONE = re.compile(r"(中央|[省市县区州镇乡]级)(?:实际|到位|支出|安排|配套)*$")


def level_in(words: str) -> str | None:
    """The level of government or the payer that some words name as the source of money."""
    found = _LEVEL.search(words) or _LEVEL_ALONE.search(words)
    return found[1].rstrip("级") if found is not None else None


def is_batch(words: str) -> bool:
    """Whether some words speak of one payment of several."""
    return _BATCH.search(words) is not None


def is_single(words: str) -> bool:
    """Whether some words speak of a price, a standard, a limit or somebody else's money."""
    return _EACH.search(words) is not None


class Words(NamedTuple):
    """What some words say; ``None`` or empty where they are silent."""

    purse: str | None = None
    body: str | None = None
    aspect: Aspect | None = None
    period: str | None = None
    single: bool = False
    """Whether they speak of a price, a standard, a limit: no amount of an account."""


def purse_in(words: str) -> str | None:
    """The purse 口径 that some words name: the last one that they name, where several stand."""
    best, at = None, -1
    for purse, pattern in _PURSES:
        for found in pattern.finditer(words):
            # 一般公共预算财政拨款 is that of the one budget: 财政拨款 counts where no other is named.
            if found.end() > at and not (purse == FISCAL and best):
                best, at = purse, found.end()
    return best or (WHOLE if _WHOLE.search(words) else None)


def heading_purse(title: str) -> str | None:
    """The purse that a heading announces for what stands below it; several at once say nothing."""
    named = {purse for purse, pattern in _PURSES if pattern.search(title)}
    if GENERAL in named:
        named.discard(FISCAL)
    if len(named) == 1:
        return named.pop()
    return WHOLE if not named and _HEAD_WHOLE.search(title) else None


def body_in(words: str) -> str | None:
    """Whether the body itself 本级 or its subordinate bodies 下属单位 are meant."""
    if re.search(r"本级|机关本部|局机关|委机关|厅机关|会机关", words):
        return "本级"
    if re.search(r"下属|二级(?:单位|机构|预算)|所属(?:单位|事业)|直属", words):
        return "下属单位"
    return None


def aspect_in(words: str) -> Aspect | None:
    """Which of the amounts of an account some words mean; the word that stands last decides."""
    words = _AUTHORITY.sub("", words)
    if _BATCH.search(words):
        return "batch"
    for aspect, pattern in _ASPECTS:
        found = pattern.search(words)
        # 全年预算由年初预算: of two stages the one that stands last is meant.
        if found is not None and not (aspect == "adjusted" and _INITIAL.search(words, found.end())):
            return aspect
    best: Aspect | None = None
    at = -1
    for aspect, pattern in _LATER:
        for found in pattern.finditer(words):
            if found.end() > at:
                best, at = aspect, found.end()
    return best


PART_YEAR = re.compile(
    r"截[至止](?!1[12]|十[一二])\d{1,2}月|(?<!\d)[1-9]月[末底]|(?<!\d)1月?[-—~～至](?!12)\d{1,2}月|[一二三]季度|上半年|半年度"
)
"""What was done by then is less than what was done in the year."""


def period_in(words: str, fiscal_year: int | None) -> str | None:
    """The year that some words name; ``None`` where they name none."""
    span = _SPAN_OF_YEARS.search(words)
    if span is not None:
        return span[0]
    years = _YEAR.findall(words)
    if years:
        return str(years[-1])
    if fiscal_year is not None and _LAST_YEAR.search(words):
        return str(fiscal_year - 1)
    return None


@lru_cache(maxsize=8192)
def read_words(words: str, fiscal_year: int | None) -> Words:
    """Everything that some words say of an amount."""
    return Words(
        purse_in(words),
        body_in(words),
        aspect_in(words),
        period_in(words, fiscal_year),
        _EACH.search(words) is not None,
    )
