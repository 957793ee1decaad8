"""What a clause without amounts says the next ones are about: “三公”经费方面，年初预算…, 关于培训费，全年支出…."""

from __future__ import annotations

import re
from typing import NamedTuple

from gouji.checks.reading.names.context import Context
from gouji.checks.reading.names.keyed import Key
from gouji.checks.reading.names.keys import read_words
from gouji.checks.reading.text.nodes import Passage
from gouji.facts.accounts import named_in

_TOPIC = re.compile(
    r"(?:^|[，；：。）、.．])(?:其中[，：]?)?(?:(?:19|20)\d\d年度?[，]?)?"
    r"(?:(?P<on>关于|对于|就|至于)|在(?!此)|从)?(?P<words>[^，；：。\d]{2,24}?)"
    r"(?P<closed>(?:方面|情况)(?:[来上]?看)?|[来上]看|(?:管理|使用|执行|控制|安排|开支|经费|费|资金)上|而言|来说)?(?P<stop>[，：])"
)
_OF_ALL = re.compile(
    r"(?:[本我全该各]?(?:局|委|办|部门|单位|系统|机关整体|年度?|期)|20\d\d|年初|年末|上年|整体|总体|综合|全部|主要|具体|各项"
    r"|财政|财务|预算|决算|资金|收支|收入|支出|经费|项目|专项|投入|到位|落实|来源|下达|拨付|执行|使用|管理|安排|编制|批复|调整|追加"
    r"|结转|结余|绩效|目标|结构|进度|口径|总量|规模|总额|金额|合计|总计|数据|账面|控制|完成|产出|效益|数量|质量|时效|成本|工作|基本|实际"
    r"|情况|方面|如下|说明|截至|目前|底|末|初|[来上看而言说与和及、的中为总“”])*"
)


_SOURCE = re.compile(r"^(?:根据|依据|按|据|经)|显示|报表|台账|反映|统计|分[为类]|如下$")
"""What says where amounts are taken from, or how they are divided, and not what they are about: 决算报表显示：…."""


class Topic(NamedTuple):
    """What amounts are about: an account 科目, a purse 口径, or something that is not all the money."""

    account: str = ""
    purse: str | None = None

    def of(self, key: Key) -> Key:
        """The key of an amount that names nothing itself."""
        if self.purse is not None:
            return key._replace(purse=self.purse)
        return key._replace(account=self.account or None)


def topic_of(words: str, own: str = "") -> Topic | None:
    """The topic that the words before an amount name in a clause of its own; ``None`` where it is all the money.

    Args:
        words: What stands between the amount before, or the beginning of the sentence, and an amount.
        own: What the report itself is on, which is no topic among others.
    """
    if "，" not in words and "：" not in words:
        return None
    found: Topic | None = None
    for match in _TOPIC.finditer(words):
        if not (match["on"] or match["closed"] or match["stop"] == "："):
            continue
        if _SOURCE.search(match["words"]):
            continue
        phrase = match["words"] + (match["closed"] or "")
        named = named_in(phrase)
        if named is not None and not named.damaged:
            found = Topic(named.account)
        elif (purse := read_words(phrase, None).purse) is not None:
            found = Topic(purse=purse)
        elif (match["on"] or match["closed"]) and not _OF_ALL.fullmatch(phrase) and match["words"] not in own:
            found = Topic()
    return found


_HEADED = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?(?:关于|20\d\d年度?)*"
    r"(?:“?三公”?经费|政府采购|机关运行经费|公务接待费?|公务用车[^，。；：]{0,8}|因公出国[^，。；：]{0,6}|培训费?|会议费|基本支出|项目支出|人员经费|公用经费)"
    r"(?:支出|预算|经费|资金|工作|管理|使用|安排|执行|控制|[与和及、])*(?:情况)?(?:说明|分析)?"
)


def topic_above(passage: Passage, context: Context) -> Topic | None:
    """Below （二）“三公”经费情况, or behind it in one paragraph, 年初预算 may not be that of all the money."""
    if context.one_project or not passage.nodes:
        return None
    first, title = passage.text[:30].partition("。")[0], context.section(passage.nodes[0].figure.start)[2]
    return Topic() if _HEADED.fullmatch(first) or _HEADED.fullmatch(title) else None
