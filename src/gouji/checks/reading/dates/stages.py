"""Stages that follow each other: the dates of one work, one call, one evaluation, one batch of money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from gouji.checks.reading.dates.printed import Dated
from gouji.checks.reading.dates.stage_words import CALL, CONTRACT, STAGES, Stage

BACK = 3
"""So many months a date without its year may lie before the other and still be of the same year."""

MOST = 12
"""A sentence with more dates than this is a chronicle, in which nothing is bound to one thing."""

_REACH = 90
_FRONT = 24
_STOP = re.compile("[。；]")
_CLAUSE = re.compile("[，。；、：]")
_PLANNED = re.compile(
    r"计划|拟(?![支立入扶定奖])|应当|应于|要求|原定|约定|预计|力争|最迟|不晚于|不迟于|以前|之前|前完成|底前|提前|预[拨付告]|先行|垫|陆续|分期|分段|分批|前期|预[评审]|上[一]?年|去年|延期|续签|重新|再次|二次|补(?![助贴偿])"
)
_NEXT = re.compile("次年|翌年|来年")


_IN_ORDER = frozenset({
    ("开工", "完工"), ("开工", "验收"), ("完工", "验收"), ("验收", "结算"), ("完工", "结算"),
    ("开工", "初验"), ("招标", "初验"), ("签订合同", "初验"), ("初验", "验收"),
    ("组织申报", "截止申报"), ("组织申报", "公示结果"), ("截止申报", "公示结果"),
    ("进点", "撤点"), ("进点", "征求意见"), ("撤点", "征求意见"), ("征求意见", "定稿"), ("进点", "定稿"), ("撤点", "定稿"),
    ("生效", "到期"), ("下达", "转拨"), ("招标", "中标"), ("招标", "签订合同"), ("中标", "签订合同"),
    ("签订合同", "完工"), ("签订合同", "验收"), ("招标", "完工"), ("招标", "验收"), ("上报", "批复"),
    ("发放问卷", "收回问卷"), ("开始", "结束"), ("到账", "付出"), ("启动评价", "提交报告"),
})  # fmt: skip
_WIDE = frozenset({"call", "eval", "fund"})
"""Chains that run over the sentences of a paragraph; a work and a contract keep to one clause of it."""

_ANY = re.compile(
    r"开工|动工|破土|进场|施工|建设|改造|完工|竣工|完毕|验收|初验|办结|尾款|申报|征集|报名|公示|公布|进点|进驻|入驻|撤|离场|初稿|意见|定稿|正式|终稿"
    r"|招标|采购|开标|评标|中标|成交|签订|签约|批复|批准|核准|问卷|开幕|开班|开赛|开营|开课|报到|到账|到位|付清|自评|评价"
    r"|现场|实地|生效|起租|起算|到期|届满|期满|下达|印发|落款|转|拨付"
)
_ACTED = frozenset({"work", "ask"})
SENTENCE = 600
"""How far back a sentence is looked through; a hostile line must not cost more."""

_BATCH = re.compile(r"第?([一二三四五六1-6])批")
_FIRST = re.compile("[首头]批")
_BY = re.compile(r"^(?:前|之前|以前|底前|底以前)")
_NAMELESS = re.compile(
    r"^(?:项目|工程|合同|施工|全部|所有|主体|随后|之后|此后|最终|实际|已|均|并|又|也|再|后|于|在|自|从|至|到|由|为|是|该|本|其|当年|同年|次年|翌年|日期|时间"
    r"|开工|动工|进场|完工|竣工|验收|通过|正式|生效|到期|届满|结算|审核|审定|顺利|如期|[：年月日\d])*$"
)
_SUBJECT = re.compile(r"^[^，。；、]{0,12}[局府委厅部会办院方组馆校](?:于|在|已|又)*$")
_OTHERS = re.compile(r"监理|设计|勘察|检测|造价|代理|补充|增补|框架|意向|续签|维保|运维")
_LOT = re.compile(r"标段|[一二三四五\dA-D][包期]")


@dataclass(frozen=True)
class Step:
    """A date with its stage, and with its year as far as the words give one; ``batch`` is that of its clause.

    ``words`` are those of its clause and the next, ``front`` the ones of them that stand before the date.
    """

    stage: Stage
    dated: Dated
    date: str
    printed: bool
    batch: str
    words: str
    front: str


def steps_apart(found: Sequence[Dated]) -> Iterator[tuple[Step, Step]]:
    """Two stages of one thing with their dates, the earlier stage first; each is dated once in its stretch."""
    if len(found) < 2 or _ANY.search(found[0].line.text) is None:
        return
    steps = list(steps_of(found))
    for one, other in combinations(steps, 2) if 1 < len(steps) <= MOST else ():
        first, last = sorted((one, other), key=lambda step: step.stage.rank)
        if (
            first.stage.chain == last.stage.chain
            and (first.stage.name, last.stage.name) in _IN_ORDER
            and _alone(one, other, steps)
            and _one_thing(one, other)
            and _certain(first, last)
        ):
            yield first, last


def steps_of(found: Sequence[Dated]) -> Iterator[Step]:
    """The dates of a paragraph that are dates of a stage."""
    year = ""
    open_ones = [dated for dated in found if dated.line.masked[dated.start] != "·"]
    for dated, following in zip(open_ones, [*open_ones[1:], None]):
        text = dated.line.text
        if dated.has_year:
            year = dated.last[:4] if dated.last[:1].isdigit() else dated.first[:4]
        elif _NEXT.match(text, max(0, dated.start - 2)):
            year = str(int(year) + 1) if year else ""
        if not dated.is_period and dated.figure.dimension == "date":
            yield from _step(dated, following, year)


def _step(dated: Dated, following: Dated | None, year: str) -> Iterator[Step]:
    text, masked = dated.line.text, dated.line.masked
    before = [found.end() for found in _CLAUSE.finditer(masked, max(0, dated.start - _REACH), dated.start)]
    if before and before[-1] == dated.start and masked[dated.start - 1] == "：":
        before.pop()  # 开工日期：2024年3月18日
    start = before[-1] if before else max(0, dated.start - _FRONT)
    until = following.start if following is not None else len(text)
    stop = _STOP.search(masked, dated.end, min(until, dated.end + _REACH))
    until = stop.start() if stop is not None else min(until, dated.end + _REACH)
    front, clauses = masked[start : dated.start], masked[dated.end : until].split("，")[:2]
    words = front + "，".join(clauses)
    # 已于8月30日之前转拨: what was done by a date has that date as its latest.
    by = _BY.match(clauses[0])
    clause = clauses[0][by.end() if by is not None else 0 :]
    if _PLANNED.search(front + clause) or (by is not None and "已" not in front):
        return
    stage = next((found for clause in clauses if (found := _named(clause)) is not None), None)
    if stage is None and "《" in words and CALL.behind.search(text, dated.end, until):
        stage = CALL
    if stage is None and _SIGNED.match(clause) and ("合同" in front or "协议" in front):
        stage = CONTRACT
    fronted = next((each for each in STAGES if each.front.search(front)), None)
    chosen = fronted or stage
    if chosen is not None:
        date = dated.first if dated.has_year or not year else year + dated.first[1:]
        yield Step(chosen, dated, date.lstrip("-"), dated.has_year, _batch(text, dated, until), words, front)


def _named(clause: str) -> Stage | None:
    """The stage that a clause names; the last word of several says it: 安装完毕并通过验收."""
    places = [(found.end(), each) for each in STAGES for found in each.behind.finditer(clause)]
    return max(places, key=lambda place: (place[0], place[1].rank))[1] if places else None


def _batch(text: str, dated: Dated, until: int) -> str:
    near = max(0, dated.start - SENTENCE)
    start = max(near, *(text.rfind(mark, near, dated.start) + 1 for mark in "。；"))
    named = {found[1] for found in _BATCH.finditer(text, start, until)}
    if _FIRST.search(text, start, until):
        named.add("一")
    return named.pop() if len(named) == 1 else "?" if named else ""


def _alone(one: Step, other: Step, steps: Sequence[Step]) -> bool:
    """Whether no other date of the stretch is of one of the two stages."""
    chain = one.stage.chain
    if chain not in _WIDE:
        text = one.dated.line.masked
        if _STOP.search(text, one.dated.end, other.dated.start):
            return False
        near = [step for step in steps if not _parted(text, step, one) and not _parted(text, step, other)]
    else:
        near = [step for step in steps if step.batch == one.batch]
    return all(sum(step.stage.name == wanted.stage.name for step in near) == 1 for wanted in (one, other))


def _parted(text: str, step: Step, other: Step) -> bool:
    first, last = sorted((step.dated, other.dated), key=lambda dated: dated.start)
    return _STOP.search(text, first.end, last.start) is not None


def _one_thing(one: Step, other: Step) -> bool:
    """Whether the later clause goes on with what the one before speaks of."""
    chain = one.stage.chain
    if chain == "fund":
        passed = other.stage.rank > one.stage.rank
        text = one.dated.line.masked
        near = _STOP.search(text, one.dated.end, other.dated.start) is None and "转" in other.words
        return passed and one.batch == other.batch and one.batch != "?" and (bool(one.batch) or near)
    if chain in _WIDE:
        return one.batch == other.batch != "?" and "方案" not in one.words + other.words
    text, start = other.dated.line.masked, other.dated.start
    bought = min(one.stage.rank, other.stage.rank) <= 0
    if bought and (_OTHERS.search(one.words) or _OTHERS.search(other.words) or _LOT.search(other.words)):
        return False
    marks = [found.end() for found in _CLAUSE.finditer(text, one.dated.end, start)]
    front = text[(marks[-1] if marks else one.dated.end) : start]
    again = _says_again(front, text[: one.dated.start])
    if bought and _LOT.search(one.words) and not again:
        return False
    # 8月12日进场，县水务局8月3日组织验收: who did it is no other work.
    named = _SUBJECT.match(front) is not None and chain in _ACTED and one.dated.start < other.dated.start
    return _NAMELESS.match(front) is not None or named or again


def _says_again(front: str, before: str) -> bool:
    """Whether a clause names what the one before it was about: 平台采购合同于…签订，平台于…通过终验."""
    found = _AGAIN.match(front)
    return found is not None and found["name"] in _CLAUSE.split(before)[-1]


_SIGNED = re.compile(r"(?:正式)?(?:签订|签署|签约|签定)(?:$|完成|生效|并)")
_AGAIN = re.compile(r"[，、]?(?:该|本)?(?P<name>[一-龥]{2,10}?)(?:已|均)?[于在]$")


def _certain(first: Step, last: Step) -> bool:
    """Whether the years are known: printed, or the dates so near that no new year lies between."""
    if "before" in first.dated.figure.modifiers or "after" in last.dated.figure.modifiers:
        return False
    if len(first.date) > 5 and len(last.date) > 5 and first.printed and last.printed:
        return True
    if (len(first.date) > 5) != (len(last.date) > 5):
        return False
    if first.date <= last.date:
        return True
    months = [
        12 * int(date[:4]) + int(date[5:7]) if len(date) > 5 else int(date[:2])
        for date in (first.date, last.date)
    ]
    return 0 <= months[0] - months[1] <= BACK
