"""Names of amounts that do not say enough by themselves 补全名称: 支出, 每台, 共计, 该项目, 比上年.

Each rule takes the words that are missing from a place of the text, and leaves the span of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.document import Document, Span
from gouji.facts.cutting import MAX_ITEM, last_stop, trim
from gouji.facts.roles import names_a_thing, role_of
from gouji.facts.wording import scope_of

_NEAR = 60
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)\s*年度?(?=[^，。；]{0,1}$)")
_THIS = re.compile(
    r"^(?:该|本|此)(?:项目|资金|专项|经费|工程|计划|课题|任务)(?:资金|经费)?(?:总?共计?|合计|累计)?"
)
_BEHIND = re.compile(r"\s*(?:的)?((?![均为是])[一-龥]{0,6}?(?:补助|补贴|奖励|经费|资金|贷款|保费|专款|奖补))")
_NEEDS_NOUN = re.compile(r"^.{0,2}$|(?:给予|发放|安排|拨付|下达|投入|支出|使用|支付|落实|争取|补助|奖励)$")
_SAYS_ENOUGH = re.compile(r"缺口|余款|尾款|节约|结余|结转|成交|单价|预算|价款")
# 3,627.30万元年初预算: nothing stands before the number.
_FIRST = re.compile(
    r"\s*(?:的)?((?:年初|全年|年度|部门|项目|专项|财政){0,2}(?:预算|资金|经费|拨款|补助|支出))"
)
_LIMIT = re.compile(r"\s*(?:以[上下内])?的([一-龥]{0,6}?(?:标准|上限|限额|起点|门槛|额度))")
_GENERIC = re.compile(
    r"^(?:实际)?(?:预算数|决算数?|减少|增加|下降|增长|压减|节约(?:资金|金额)?|提高到|提高|共计|合计|完成值|完成|支出总额|支出|总额|到位资金|到位|结余|结转|剩余"
    r"|执行|使用|支付|拨付|年末结转(?:和)?结余|全年执行数|执行数|采购(?:金额)?|成交(?:价|金额)?|中标(?:价|金额)|余款|尾款|未支付|调整后(?:预算)?|核减|调减|调增|追加)$"
)
_SAYS_KIND = re.compile(
    r"(?:实际|累计|全年|本年|当年|年初|年末|按?合同总?(?:价|金额)|调整后|结余分配)*"
    r"(?:到位|预算|下达|安排|拨付|投入|支出|目标|年初预算|计划|实际采购|使用|支付|执行|拨付|核减|调减|调增|追加|招标控制|成交|最高限|中标)?(?:资金|经费|金额|总额|数|额|价|投入|到位|预算|合计|总计)*$"
)
_MOMENT = re.compile(r"^(?:全年|本年|当年|年末|年初|年中|年内|实际|累计|主要)+")
_BATCH = re.compile(r"^第[一二三四五六七八九]批(?:次)?")
_YEAR = re.compile(r"^(?:19|20)\d\d年度?")
_SPENT = re.compile(r"(?:实际|全年|累计)*(?:支出|执行|预算)(?:数|额|总额)?$")
_BARE = re.compile(
    r"^(?:(?:实际|累计|全年|共|项目|已)*(?:支出|投入|使用|支付|花费)(?:资金|经费|金额)?|人均(?:支出|成本|费用)?"
    r"|单价|价款|总价|费用|(?:每[一-龥]{1,2})+)$"
)
_OWNED = re.compile(
    r"^(?:项目|资金)?(?:全年|本年|实际|年初|累计|总)*(?:预算|支出|安排|投入|投资|执行)(?:数|资金|金额|总额)?$"
)
_ENUMERATED = re.compile(
    r"^\s*(?:[●•·○◆■□▪]|[一二三四五六七八九]是|[（(]?\d{1,2}[）).．、])\s*([^\d，：]{2,24})$"
)
_COUNTED = re.compile(r"^(?:\D{0,3}是)?([^，。；]{2,24}?)(?:共)?\d[\d,.]*[万]?[一-龥]{1,2}$")
_COUNT = re.compile(r"^\d[\d,.]*[一-龥]{1,2}$")
EACH = re.compile(r"(?:每[一-龥]{1,2})+$")
_LIST_HEAD = re.compile(r"^(.{2,14}?)(?:按|由|分|共|为|实行|标准|的)")
# 财政拨款收入 is an account of its own, not the purse of what follows.
_ACCOUNT = re.compile(r"(?<!预算)财政拨款(?=收入|支出|结转)")
_BY = re.compile(r"按(?:照)?([一-龥]{2,8}?)(?:来?划?分(?:类)?)?[，：:]")
_SUM = re.compile(r"^(?:合计|共计|总计)$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as read, with the raw offset of every character, and the report's own year."""

    text: str
    index: Sequence[int]
    year: str

    def span(self, left: int, right: int) -> Span:
        """The characters of the document from *left* to *right*."""
        return Span(self.index[left], self.index[right - 1] + 1)

    def clause(self, left: int, start: int) -> Span:
        """The words from *left* to an amount at *start*; an empty span where it opens the sentence."""
        if not start:
            return Span(self.index[0], self.index[0])
        return self.span(min(left, start - 1), start)

    def position(self, offset: int) -> int:
        """Where a raw offset stands in the readable text."""
        return bisect_left(self.index, offset)


@dataclass(slots=True)
class Name:
    """A name in the making, with the spans it is put together from."""

    item: str
    pieces: list[Span]

    def lead(self, words: str, spans: Sequence[Span]) -> None:
        """Put *words* in front."""
        self.item = words + self.item
        self.pieces[:0] = spans


def core_of(item: str) -> str:
    """What a name is about, without the words that tell kind or stage: 政府采购预算 is about 政府采购."""
    if len(item) > MAX_ITEM:
        return ""
    core, last = _BATCH.sub("", _SAYS_KIND.sub("", item)), item
    while core != last:
        core, last = _SAYS_KIND.sub("", core), core
    if core.endswith(("专项", "三公", "三公”")) and item[len(core) :].startswith(("经费", "资金")):
        core += item[len(core) :][:2]
    return "" if _MOMENT.fullmatch(core) else core


def lasting(item: str) -> str:
    """A name without the moment it stands for: 年末固定资产净值 is 固定资产净值 at any time."""
    return _YEAR.sub("", _MOMENT.sub("", item))


def without_spending(item: str) -> str:
    """A name without its 支出, for 比上年减少."""
    bare = _SPENT.sub("", item)
    return bare if len(_YEAR.sub("", bare)) > 1 else item


def add_noun_behind(name: Name, sentence: Sentence, end: int) -> None:
    """每家给予50万元补助: the noun stands behind the number."""
    if _NEEDS_NOUN.search(name.item) and not _SAYS_ENOUGH.search(name.item):
        _take_behind(name, sentence, _BEHIND.match(sentence.text, end))


def noun_first(sentence: Sentence, start: int, end: int) -> Name | None:
    """3,627.30万元年初预算: a number right behind a stop has its name behind it."""
    if start and sentence.text[start - 1] not in "，。；：":
        return None
    match = _FIRST.match(sentence.text, end)
    return Name(match.group(1), [sentence.span(match.start(1), match.end(1))]) if match else None


def limit_behind(sentence: Sentence, end: int) -> tuple[str, Span] | None:
    """低于820元的控制标准: what the number limits stands behind it."""
    match = _LIMIT.match(sentence.text, end)
    return (match.group(1), sentence.span(match.start(1), match.end(1))) if match else None


def _take_behind(name: Name, sentence: Sentence, match: re.Match[str] | None) -> None:
    if match:
        name.item += match.group(1)
        name.pieces.append(sentence.span(match.start(1), match.end(1)))


def add_year(name: Name, sentence: Sentence, left: int) -> None:
    """2023年支出, in a report on 2024: another year than the report's belongs to the name."""
    match = _YEAR_BEFORE.search(sentence.text, max(0, left - 12), left)
    if (
        match
        and match.group(1) != sentence.year
        and sentence.year
        and not name.item.startswith(match.group())
    ):
        name.lead(match.group().strip(), [sentence.span(match.start(), match.end())])


def heading_above(document: Document, position: int, sure: bool = False) -> tuple[str, Span] | None:
    """The innermost heading above a figure, if it names a thing and no topic of the report.

    With *sure*, the text says that a thing was named (该项目): then 农田建设工作 may name it.
    """
    at = document.section_at(position)
    if at is None:
        return None
    section = document.sections[at]
    title = section.title.strip(" ：:。")
    named = names_a_thing(title) or (sure and role_of(title) is None and not title.endswith(("情况", "概况")))
    return (title, Span(section.start, section.body)) if named else None


def add_this(name: Name, document: Document, position: int) -> bool:
    """该项目投入: the heading above, where it names the project."""
    match = _THIS.match(name.item)
    if not match:
        return False
    heading = heading_above(document, position, sure=True)
    if heading is not None:
        name.item = name.item[match.end() :]
        name.lead(heading[0], [heading[1]])
    elif len(name.item) - match.end() >= 2:
        name.item = name.item[match.end() :]
    return True


def add_owner(name: Name, document: Document, position: int) -> None:
    """年初预算 right under （二）村级道路硬化: the heading owns it."""
    if _OWNED.match(name.item) and (heading := heading_above(document, position)) is not None:
        name.item = re.sub(r"^项目", "", name.item)
        name.lead(heading[0], [heading[1]])


def add_clause(name: Name, sentence: Sentence, edge: int, begin: int) -> bool:
    """一是水质监测，支出5万元; 水泵3台，每台2万元: what is listed or counted right before is meant."""
    if not _BARE.match(name.item) or not begin or sentence.text[begin - 1] not in "，,":
        return False
    end = begin - 1
    _, start = _clause(sentence.text, end)
    while _COUNT.match(sentence.text[start:end]) and start > edge and sentence.text[start - 1] == "、":
        # 公务接待21批次、168人次，人均…
        end = start - 1
        _, start = _clause(sentence.text, end)
    # What stands before *edge* belongs to the amount before.
    clause = sentence.text[start:end] if start >= edge else ""
    match = _ENUMERATED.match(clause) or _COUNTED.match(clause)
    if not match:
        return False
    left, right = trim(sentence.text, start + match.start(1), start + match.end(1))
    if right - left < 2:
        return False
    name.lead(sentence.text[left:right], [sentence.span(left, right)])
    return True


def _clause(text: str, end: int) -> tuple[int, int]:
    return last_stop(text, max(0, end - _NEAR), end)


def add_list_head(name: Name, sentence: Sentence, start: int) -> None:
    """补助按级别发放：省级每人每年8,000元: the words before ： say what each gets."""
    match = EACH.search(name.item)
    colon = sentence.text.rfind("：", max(0, start - 4 * _NEAR), start)
    if not match or colon < 0:
        return
    _, begin = _clause(sentence.text, colon)
    head = _LIST_HEAD.match(sentence.text[begin:colon])
    if head:
        at = match.start()
        name.item = name.item[:at] + head.group(1) + name.item[at:]
        name.pieces.append(sentence.span(begin, begin + len(head.group(1))))


def add_division(name: Name, sentence: Sentence, start: int) -> bool:
    """按经济分类分：…，合计9万元: the sum of that division."""
    if not _SUM.match(name.item):
        return False
    found = list(_BY.finditer(sentence.text, max(0, start - 8 * _NEAR), start))
    if not found:
        return False
    name.lead(found[-1].group(1), [sentence.span(found[-1].start(1), found[-1].end(1))])
    return True


def add_subject(name: Name, subject: str, pieces: Sequence[Span]) -> None:
    """政府采购预算34.5万元，实际成交32.1万元: both are of 政府采购."""
    if not _GENERIC.match(name.item):
        return
    whose = core_of(subject)
    if whose and whose != name.item and not whose.endswith(name.item):
        name.lead(whose, pieces)


def add_scope(name: Name, sentence: Sentence, start: int) -> str | None:
    """一般公共预算年初结转0元，本年收入…: the purse is named once for the whole sentence.

    A purse in brackets is said of the one amount before them.
    """
    scope = scope_of(name.item)
    if scope is not None or not re.match(r"(?:本年|年末|年初|上年|全年)", name.item):
        return scope
    nearby = max(0, start - 200)
    before = re.sub(r"[（(][^（()）]*[）)]", lambda m: "〇" * len(m.group()), sentence.text[nearby:start])
    scope = scope_of(_ACCOUNT.sub(lambda m: "〇" * len(m.group()), before))
    if scope is not None:
        at = nearby + before.rfind(scope)
        name.lead(scope, [sentence.span(at, at + len(scope))])
    return scope
