"""Stages that follow each other: the dates of one work, one call, one evaluation, one batch of money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from gouji.checks.reading.dates.printed import Dated

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
_TIMED = r"(?:日期|时间)(?:为|是|：)?$"


@dataclass(frozen=True)
class Stage:
    """One stage of a chain: its rank, its name, the words behind its date and those before it."""

    chain: str
    rank: int
    name: str
    behind: re.Pattern[str]
    front: re.Pattern[str]


def _stage(chain: str, rank: int, name: str, behind: str, front: str = "") -> Stage:
    # 完工的…, 开工前, 验收后: what is said of another thing, or of another time.
    later = rf"(?:{behind})(?!的|前|之前|以前|后|之后|以来|标准|办法|意见|方案|条件|申请|资料|准备|仪式|率)"
    return Stage(
        chain, rank, name, re.compile(later), re.compile(front or rf"(?:{behind})(?:报告|证书)?{_TIMED}")
    )


_STAGES = (
    _stage(
        "work",
        -2,
        "招标",
        r"(?:发布|刊登|挂出)[^，。；]{0,12}?(?:招标|采购|磋商|比选|询价)(?:公告|文件)|挂网招标|(?:公开|组织)?招标(?=[，。；、]|$)|(?:启动|开始)(?:政府)?采购",
    ),
    _stage(
        "work",
        -1,
        "中标",
        r"开标|评标|定标|(?:发出|发布|公示|公布|确定)[^，。；]{0,8}?(?:中标|成交)[^，。；]{0,4}?(?:通知书?|公告|结果|单位|人|供应商)",
    ),
    _stage("work", 0, "签订合同", r"签订[^，。；]{0,14}?(?:合同|协议)|签约", r"(?:合同|协议)签订(?:日期|时间)(?:为|是|：)?$"),
    _stage("ask", 1, "上报", r"(?:上报|报送|提交|递交)[^，。；]{0,10}?(?:申请|请示|方案|可研|报告)|提出申请"),
    _stage("ask", 2, "批复", r"批复|批准|审批同意|核准"),
    _stage("survey", 1, "发放问卷", r"(?:发放|发出|投放|推送)[^，。；]{0,6}?问卷"),
    _stage("survey", 2, "收回问卷", r"(?:回收|收回|收齐)[^，。；]{0,8}?问卷|(?:回收|收齐)完毕"),
    _stage("event", 1, "开始", r"开幕|开班|开赛|开营|开课|报到"),
    _stage("event", 2, "结束", r"闭幕|结业|结班|结营|闭营|收官"),
    _stage("pay", 1, "到账", r"到账|到位"),
    _stage("pay", 2, "付出", r"(?:发放|支付|兑付)(?:完毕|到位|给|至|到|完成|到户)|付清|打卡发放"),
    _stage("self", 1, "启动评价", r"(?:启动|部署|开始)[^，。；]{0,6}?自评|自评(?:工作)?(?:启动|开始)"),
    _stage("self", 2, "提交报告", r"(?:完成|形成|提交|上报|报送|出具)[^，。；]{0,8}?自评报告"),
    _stage("work", 1, "开工", r"开工|动工|破土|进场|开始施工|启动(?:施工|建设|改造)|开始(?:建设|改造|安装)"),
    _stage("work", 2, "完工", r"完工|竣工(?!验收|[决结]算|备案)|(?:安装|调试|加工|制作|录入|整理|采集|施工|建设)(?:调试)?(?:结束|完毕)"),
    _stage(
        "work",
        3,
        "验收",
        r"(?<!初步)(?<!阶段)(?<!分部)(?<!中间)(?<!隐蔽工程)(?<!进场)(?<!到货)(?<!进度)(?<!单项)(?<!材料)(?<!消防)(?<!专项)(?<!人防)(?<!节能)验收|终验|办结",
    ),
    _stage("work", 4, "结算", r"(?:竣工|工程)?(?:结算|决算)(?:审核|审计|评审|审定|批复)|结清尾款|支付尾款"),
    _stage(
        "call",
        1,
        "组织申报",
        r"(?:发布|印发|下发|刊登|挂出)[^，。；]{0,60}?(?:申报|征集|遴选|评选|报名)[^，。；]{0,20}?(?:通知|公告|指南|启事|办法)|(?:组织|启动|开始|部署|受理)[^，。；]{0,8}?(?:申报|征集|报名)|公开征集",
    ),
    _stage("call", 2, "截止申报", r"(?:申报|报名|征集|受理)[^，。；]{0,4}(?:截止|结束)|截止(?:申报|报名|征集|受理)"),
    _stage(
        "call",
        3,
        "公示结果",
        r"(?:公示|公布|公告)[^，。；]{0,10}?(?:结果|名单|入选|入围|拟支持|拟立项|拟扶持|评选)"
        r"|(?:结果|名单|入选|入围|拟支持|拟立项|拟扶持|拟奖补|拟资助|拟入选|评选)[^，。；]{0,14}?(?:公示|公布|公告)",
    ),
    _stage(
        "eval",
        1,
        "进点",
        r"进点|进驻|入驻|(?:开始|启动|开展)(?:现场|实地)(?:评价|核查|调研)",
        r"(?:现场|实地)(?:评价|核查)(?:工作)?(?:自|从|始于)$",
    ),
    _stage("eval", 2, "撤点", r"撤出|撤点|撤离|离场|(?:现场|实地)(?:评价|核查)(?:工作)?(?:结束|完成)"),
    _stage("eval", 3, "征求意见", r"征求[^，。；]{0,12}意见|形成(?:报告)?初稿|出具初稿", r"(?:初稿|征求意见稿)(?:已|均)?(?:于|在)?$"),
    _stage(
        "eval",
        4,
        "定稿",
        r"定稿|(?:形成|出具|提交|印发)[^，。；]{0,6}?(?:正式|最终|评价)[^，。；]{0,4}?(?:报告|稿)",
        r"(?:正式|终)稿(?:已|均)?(?:于|在)?$",
    ),
    _stage("term", 1, "生效", r"生效|起租|起算|开始计算|开始执行"),
    _stage("term", 2, "到期", r"到期|届满|期满|(?:合同|协议|服务|租期|合作)(?:终止|结束)"),
    _stage(
        "fund",
        1,
        "下达",
        r"(?<!转)(?<!分解)(?:下达|印发)(?!到|至|给)",
        r"(?:文件|通知|批复|指标)[^，。；]{0,4}(?:落款|印发|下达|成文|发文)[^，。；]{0,4}$|(?:落款|发文|下达|成文)[^，。；]{0,2}$",
    ),
    _stage("fund", 2, "转拨", r"转拨|转下达?|分解下达|转发|(?:全额|全部|足额|一次性)?(?:拨付|支付|兑付)(?:到|至|给)"),
)  # fmt: skip
_CALL = next(stage for stage in _STAGES if stage.name == "组织申报")
_IN_ORDER = frozenset({
    ("开工", "完工"), ("开工", "验收"), ("完工", "验收"), ("验收", "结算"), ("完工", "结算"),
    ("组织申报", "截止申报"), ("组织申报", "公示结果"), ("截止申报", "公示结果"),
    ("进点", "撤点"), ("进点", "征求意见"), ("撤点", "征求意见"), ("征求意见", "定稿"), ("进点", "定稿"), ("撤点", "定稿"),
    ("生效", "到期"), ("下达", "转拨"), ("招标", "中标"), ("招标", "签订合同"), ("中标", "签订合同"),
    ("签订合同", "完工"), ("签订合同", "验收"), ("招标", "完工"), ("招标", "验收"), ("上报", "批复"),
    ("发放问卷", "收回问卷"), ("开始", "结束"), ("到账", "付出"), ("启动评价", "提交报告"),
})  # fmt: skip
_WIDE = frozenset({"call", "eval", "fund"})
"""Chains that run over the sentences of a paragraph; a work and a contract keep to one clause of it."""

_ANY = re.compile(
    r"开工|动工|破土|进场|施工|建设|改造|完工|竣工|完毕|验收|办结|尾款|申报|征集|报名|公示|公布|进点|进驻|入驻|撤|离场|初稿|意见|定稿|正式|终稿"
    r"|招标|采购|开标|评标|中标|成交|签订|签约|批复|批准|核准|问卷|开幕|开班|开赛|开营|开课|报到|到账|到位|付清|自评|评价"
    r"|现场|实地|生效|起租|起算|到期|届满|期满|下达|印发|落款|转|拨付"
)
_ACTED = frozenset({"work", "ask"})
_BATCH = re.compile(r"第?([一二三四五六1-6])批")
_FIRST = re.compile("[首头]批")
_BY = re.compile(r"^(?:前|之前|以前|底前|底以前)")
_NAMELESS = re.compile(
    r"^(?:项目|工程|合同|施工|全部|所有|主体|随后|之后|此后|最终|实际|已|均|并|又|也|再|后|于|在|自|从|至|到|由|为|是|该|本|其|当年|同年|次年|翌年|日期|时间"
    r"|开工|动工|进场|完工|竣工|验收|通过|正式|生效|到期|届满|结算|审核|审定|顺利|如期|[：年月日\d])*$"
)
_SUBJECT = re.compile(r"^[^，。；、]{0,12}[局府委厅部会办院方组馆校](?:于|在|已|又)*$")
_OTHERS = re.compile(
    r"标段|[一二三四五\dA-D][包期]|监理|设计|勘察|检测|造价|代理|补充|增补|框架|意向|续签|维保|运维"
)


@dataclass(frozen=True)
class Step:
    """A date with its stage, and with its year as far as the words give one; ``batch`` is that of its clause."""

    stage: Stage
    dated: Dated
    date: str
    printed: bool
    batch: str
    words: str


def steps_apart(found: Sequence[Dated]) -> Iterator[tuple[Step, Step]]:
    """Two stages of one thing with their dates, the earlier stage first; each is dated once in its stretch."""
    if len(found) < 2 or _ANY.search(found[0].line.text) is None:
        return
    steps = list(_steps(found))
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


def _steps(found: Sequence[Dated]) -> Iterator[Step]:
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
    if stage is None and "《" in words and _CALL.behind.search(text, dated.end, until):
        stage = _CALL
    if stage is None and _SIGNED.match(clause) and ("合同" in front or "协议" in front):
        stage = _CONTRACT
    fronted = next((each for each in _STAGES if each.front.search(front)), None)
    chosen = fronted or stage
    if chosen is not None:
        date = dated.first if dated.has_year or not year else year + dated.first[1:]
        yield Step(chosen, dated, date.lstrip("-"), dated.has_year, _batch(text, dated, until), words)


def _named(clause: str) -> Stage | None:
    """The stage that a clause names; the last word of several says it: 安装完毕并通过验收."""
    places = [(found.end(), each) for each in _STAGES for found in each.behind.finditer(clause)]
    return max(places, key=lambda place: (place[0], place[1].rank))[1] if places else None


def _batch(text: str, dated: Dated, until: int) -> str:
    start = max(text.rfind(mark, 0, dated.start) for mark in "。；") + 1
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
    if bought and (_OTHERS.search(one.words) or _OTHERS.search(other.words)):
        return False
    marks = [found.end() for found in _CLAUSE.finditer(text, one.dated.end, start)]
    front = text[(marks[-1] if marks else one.dated.end) : start]
    # 8月12日进场，县水务局8月3日组织验收: who did it is no other work.
    named = _SUBJECT.match(front) is not None and chain in _ACTED and one.dated.start < other.dated.start
    return _NAMELESS.match(front) is not None or named or _says_again(front, text[: one.dated.start])


def _says_again(front: str, before: str) -> bool:
    """Whether a clause names what the one before it was about: 平台采购合同于…签订，平台于…通过终验."""
    found = _AGAIN.match(front)
    return found is not None and found["name"] in _CLAUSE.split(before)[-1]


_SIGNED = re.compile(r"(?:正式)?(?:签订|签署|签约|签定)(?:$|完成|生效|并)")
_CONTRACT = next(each for each in _STAGES if each.name == "签订合同")
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
