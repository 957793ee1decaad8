"""What an amount is for: an account of the vocabulary, the total, or an item by its name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from gouji.facts.accounts import named_in

TOTAL = "合计"
"""The account of all the money of a purse: 本年收入, 全年支出, 预算."""

_FILLERS = (
    "年初|年中|年末|年底|全年|本年度|本年|当年度|当年|年度|年内|上年度|上年|去年|今年|本期|期初|期末|累计|实际|共计|合计|总计|总额|总量"
    "|总数|总|各项|各类|全部|整体|部门|单位|取得|实现|完成|发生|形成|批复|批准|核定|追加|调增|调减|调整后|调整|变更后|变更|安排"
    "|下达|拨付|拨入|拨款|划拨|到位|到账|收到|收回|筹集|列支|支付|执行|使用|开支|支出|收入|预算|决算|资金|经费|费用|金额|数额|额度"
    "|投入|计划|项目|专项|结转和结余|结转结余|结转|结余|剩余|余额|指标|情况|财政|本级|机关|用于|其中|主要|具体|分别|按规定|截至"
    "|一般公共预算|公共财政预算|政府性基金|国有资本经营|社会保险基金|其他资金|自有资金|经费拨款|非财政|均为|均系"
    "|我[局委办厅院校会部中区县市省镇乡所队站馆处]|我单位|本单位|本部门|本[局委办厅院校会所队站馆处]|县级|市级|省级|区级|中央|上级"
    "|预期|目标|增加|减少|应|已|经|在|后|的|了|为|是|达到|达|约|共|等|数|额|值|和|与|及|或|并|系|如|加上"
)
_GENERIC = re.compile(rf"(?:{_FILLERS}|[\d年月日底末初第季度上下半旬至到—\-–~～、，：:.．（）()“”\"' ])+")
_EDGE_FRONT = re.compile(
    r"^(?:(?:19|20)\d\d年?度?|年初|年中|年末|全年|本年度?|当年|截至.{0,12}?[日末底]|其中|一是|二是|三是|四是|五是|如|用于|主要|安排|实际|共|并"
    r"|支付|对|实施|开展|下达|拨付|投入|该|按|我[局委办厅院校会部]|我(?:单位|协会|中心|学校|医院|馆|站|所)|本单位|由|经|加上|[\d一二三四五六七八九十]{1,2}[、.．]|（[\d一二三四五六七八九十]{1,2}）|[①-⑳])+"
)
_EDGE_BACK = re.compile(
    r"(?:(?:年初|全年|实际|累计|本年|合计|共计|总计)?(?:支出|预算|决算|收入|投入|到位|拨付|下达|安排|执行|使用|支付|完成)(?:数|额|总额|资金|金额|合计)?"
    r"|资金总额|总额|资金|经费|金额|费用|合计|共计|总计|项目|专项|为|达|约|共|的|数|额|共)+$"
)
_HEDGED = re.compile(r"(?:规模|总规模)?(?:已|将)?(?:接近|近|逾|超过|超|突破|高达)$")
_AFTER_ACCOUNT = re.compile(rf"(?:{_FILLERS}|中|[（(][^（）()]*[)）]|[\d：:、“”])*")
_GRANTED = re.compile(
    r".{0,30}(?:安排|下达|拨付|批复|筹集|拨入)(?=[^，。；：]{2}[^，。；：]*(?:资金|经费|项目|专项|预算)+$)"
)
_COMMON = re.compile(
    r"^(?:.{0,2}(?:培训|会议|差旅|办公|印刷|劳务|咨询|维修|维护|邮电|水电|租赁|委托业务|设备购置|交通|宣传|接待|伙食|取暖|物业|电|水|邮寄|工会)费?"
    r"|工资|奖金|津贴.*|补贴|补助|奖励|设备|人员|其他.*|小计|合计|总计|.{0,2}费|剩余.*|单价|标准|金额)$"
)


_UNIT = re.compile(
    r"(?:馆|站|所|中心|院|校|学校|大队|支队|医院|局|处|委|办|厅|市|县|区|省|镇|乡|协会|机关|单位|全[省市县区州])$"
)
_OWN = re.compile(r"(?:局|委|厅|会|院|办|部门|单位)?(?:本级|机关本部|机关)|(?:19|20)\d\d年?度?")


class Name(NamedTuple):
    """What an amount is for; ``subject`` is the unit or project that an account is narrowed to."""

    account: str
    item: bool
    subject: str = ""
    damaged: bool = False


def is_generic(words: str) -> bool:
    """Whether words only say what became of money, and not what it is for: 全年实际支出."""
    return _GENERIC.fullmatch(words) is not None


def item_name(words: str) -> str:
    """The name of an item without years, verbs and 资金, 支出 and the like at its edges."""
    words = words.rpartition("“")[2] if words.count("“") > words.count("”") else words
    granted = _GRANTED.match(words)
    words = words[granted.end() :] if granted is not None else words
    name = _EDGE_FRONT.sub("", words.strip("：，、；“”\"' *●■◆▲○·"))
    return _EDGE_BACK.sub("", name).strip("：，、；“”\"' 《》")


def is_common(name: str) -> bool:
    """Whether a name is that of a kind of cost that several projects have: 培训费, 设备购置费."""
    return len(name) < 4 or _COMMON.match(name) is not None


@lru_cache(maxsize=8192)
def name_of(words: str) -> Name | None:
    """What the words before an amount name; ``None`` where they name nothing."""
    words = _HEDGED.sub("", words)
    found = named_in(words)
    if found is not None and _AFTER_ACCOUNT.fullmatch(words, found.end):
        before = words[: found.start]
        before = _OWN.sub("", _within(before))
        subject = "" if not before or is_generic(before) else item_name(before)
        if subject and found.account == "项目支出" and not _UNIT.search(subject):
            # 重点专科建设项目支出 is what that one project cost.
            return Name(subject, True)
        return Name(found.account, False, subject, found.damaged)
    if is_generic(words):
        return Name(TOTAL, False)
    name = item_name(words)
    return Name(name, True) if len(name) >= 2 else None


def _within(before: str) -> str:
    """The words before an account without the whole that it is taken from: 支出中, 中."""
    return re.sub(r"^.*(?:支出|收入|经费|预算|资金)中", "", before)
