"""DATE-ORDER 日期次序: a period begins before it ends, and work begins before it is finished."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from gouji.checks import proposes
from gouji.checks.reading.dates.backward import goes_back, period_goes_back
from gouji.checks.reading.dates.printed import Dated, dates
from gouji.checks.reading.dates.stages import steps_apart
from gouji.facts import Facts
from gouji.findings import Operand, Ordered, Relation

_BETWEEN = re.compile(
    r"(?:起|开始)?(?:至|到|—+|－+|-+|~|～)(?:于)?$"
    r"|(?:起|开始|起算|起计|生效|开始计算)?[，、；]?(?:直)?(?:至|到|截至|截止到?|止于|终于|讫于|结束于|终止于)$"
)
_SINCE = re.compile(r"(?:自|从|由|始于|起于|起自)$")
_SINCE_UNTIL = re.compile(r"[^，。；、\d]{0,8}，(?:直)?(?:至|到|止于)$")
_ACT = r"(?:[^，。；、]{0,8}?)"
_BEGUN = re.compile(rf"{_ACT}(?:正式|全面|顺利|如期)?(?:开工|动工|进场施工|开始实施|开始施工|启动实施)")
_DONE = re.compile(
    rf"{_ACT}(?:全面|顺利|如期|全部)?(?:竣工|完工|建成|到货|交货|(?:通过|竣工|完成)?验收(?!标准|办法|意见|的))"
)
_IN_USE = re.compile(rf"{_ACT}(?:正式|全面|顺利|如期|全部)?(?:交付使用|投入使用|投入运行|启用)")
_SIGNED_ON = re.compile(r"(?:签订|签署|签约|签定)(?=[，。；、]|并|完成|生效|$)")
_CONTRACT = re.compile(r"(?:合同|协议)(?:已|均|书)?(?:于|在)?$")
_BEGINS = re.compile(r"(?:开工|动工|开建|实施|施工)(?:建设)?(?:日期|时间)(?:为|是|：)?$")
_ENDS = re.compile(r"(?:竣工|完工|验收|交付)(?:验收)?(?:日期|时间)(?:为|是|：)?$")
_CALLED = re.compile(rf"{_ACT}(?:发布|刊登|挂网)?[^，。；、]{{0,6}}?(?:招标|采购|磋商|比选)(?:公告|文件)")
_AWARDED = re.compile(
    rf"{_ACT}(?:发布|刊登|公示|公布|发出|下达|收到|取得|领取|签发|确定|挂网)[^，。；、]{{0,6}}?(?:(?:中标|成交)(?:(?:结果|候选人|人)?(?:公告|公示|通知书?)|结果|供应商|单位|人)|(?:采购|招标|磋商|比选)结果(?:公告|公示)?)"
)
_SIGNED = re.compile(
    rf"{_ACT}签订(?![^，。；]{{0,10}}(?:补充|增补|续签|维保|运维))[^，。；]{{0,14}}?(?:合同|协议)(?!的)"
)
_SIGNS = re.compile(r"(?:合同签订|签约)(?:日期|时间)?(?:为|是|：)?$")
_STAGES = (
    ("招标公告", _CALLED, None),
    ("中标", _AWARDED, None),
    ("签订合同", _SIGNED, _SIGNS),
    ("开工", _BEGUN, _BEGINS),
    ("竣工", _DONE, _ENDS),
    ("投用", _IN_USE, None),
)
_IN_ORDER = (
    ("招标公告", "中标"),
    ("招标公告", "签订合同"),
    ("中标", "签订合同"),
    ("签订合同", "竣工"),
    ("签订合同", "投用"),
    ("开工", "竣工"),
    ("开工", "投用"),
)
_BATCH = re.compile(r"[^，。；]{0,60}?(?:下达|拨付|到位|安排)(?:了|的)?第(?P<batch>[一二三四五六1-6])批")
_BATCHES = "一二三四五六"
_YEAR = re.compile(r"(?:19|20)\d\d-")
_YEARS = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(?:--|\d{4}-)\d\d-\d\d")
_PLANNED = re.compile(r"(?:计划|原定|约定|预计|拟|力争)[^，。；、]{0,4}$")
_TITLES = re.compile(r"[（《“][^（）《》“”]*$")


@proposes("DATE-ORDER", title="日期次序", severity="low")
def order(facts: Facts) -> Iterator[Relation]:
    """The end of a period does not come before its beginning, completion not before the start of work.

    Formula: 起 ≤ 止, 招标公告 ≤ 中标公告 ≤ 签订合同 ≤ 竣工, 开工 ≤ 竣工 ≤ 验收 ≤ 结算, 申报 ≤ 公示,
        进点 ≤ 撤点 ≤ 初稿 ≤ 定稿, 下达 ≤ 转拨; medium where both stages of one thing are named,
        or both ends of a period are printed with their years, or within one month
    Example: 2024年6月1日至2024年3月31日 is contradicted.
    Undetermined: The year of a period's end is not printed and the months could cross a new year.
    Source: Prose; periods, and the stages of one thing; a year that is not printed is that of the date before.
    """
    for _, found in dates(facts):
        for dated in found:
            if dated.is_period and _decided(dated):
                yield _period(dated)
            elif dated.is_period and period_goes_back(dated):
                yield replace(_period(dated), severity="medium")
        pairs = [*_neighbours(found), *_works(found), *_over_sentences(found)]
        yield from pairs
        yield from _further(found, pairs)
        yield from _batches(found)
    yield from _in_cells(facts)


def _further(found: Sequence[Dated], told: Sequence[Relation]) -> Iterator[Relation]:
    """The stages of one thing that are not compared yet: 次批8月12日进场，8月3日验收."""
    known = {frozenset((each.stated.place, *(other.place for other in each.beside))) for each in told}
    for first, last in steps_apart(found):
        start = Operand("start", first.stage.name, first.dated.figure)
        end = Operand("end", last.stage.name, last.dated.figure)
        if frozenset((start.place, end.place)) not in known:
            dates = Ordered((first.date, last.date))
            yield Relation(start, predicate=dates, beside=(end,), severity="medium")


def _in_cells(facts: Facts) -> Iterator[Relation]:
    """A period in a cell: 项目起止时间 | 2024年1月至2024年12月."""
    for figure in facts.figures:
        first, mark, last = figure.number.partition("/")
        years = re.findall(r"(?:19|20)\d\d", figure.text) if mark else ()
        block = facts.document.block_at(figure.start) if mark and len(years) == 2 else None
        if block is not None and block.table is not None and figure.dimension == "date":
            period = Operand("period", "期间", figure)
            yield Relation(period, predicate=Ordered((first, last)), severity="medium")


def _batches(found: Sequence[Dated]) -> Iterator[Relation]:
    """2023年4月8日下达第一批…；2023年8月5日下达第二批…: a batch does not come before the one that it follows."""
    numbered: dict[int, Dated] = {}
    days = [dated for dated in found if _full(dated) and not _is_in_title(dated)]
    for dated, following in zip(days, [*days[1:], None]):
        until = following.start if following is not None else len(dated.line.text)
        said = _BATCH.match(dated.line.text, dated.end, until)
        if said is not None:
            number = _BATCHES.find(said["batch"]) + 1 or int(said["batch"])
            if number in numbered:
                return
            numbered[number] = dated
    for number, dated in numbered.items():
        if number + 1 in numbered:
            names = [("start", f"第{number}批", dated), ("end", f"第{number + 1}批", numbered[number + 1])]
            yield replace(_pair(names[0], names[1]), severity="medium")


def _over_sentences(found: Sequence[Dated]) -> Iterator[Relation]:
    """A work that was called for tenders in one sentence and finished in another one of the paragraph."""
    stages: dict[str, list[Dated]] = {}
    for dated in found:
        for stage in _stages_of(dated) if _full(dated) else ():
            stages.setdefault(stage, []).append(dated)
    first, last = stages.get("招标公告", []), stages.get("竣工", [])
    if len(first) == len(last) == 1 and first[0].start < last[0].start and _one_work(first[0], last[0]):
        pair = _pair(("start", "招标公告", first[0]), ("end", "竣工", last[0]))
        yield replace(pair, severity="medium")


def _decided(dated: Dated) -> bool:
    """Whether both ends are dated in full, or a day goes back within one month."""
    text = dated.line.text[dated.start : dated.end]
    if len(re.findall(r"(?:19|20)\d\d", text)) == 2:
        return True
    if len(dated.first) != len(dated.last):
        return False
    within_month = _DAY.fullmatch(dated.first) is not None and dated.first[:-2] == dated.last[:-2]
    return within_month or dated.first <= dated.last


def _period(dated: Dated) -> Relation:
    full = (
        dated.has_year and _YEAR.match(dated.last) is not None and len(_YEARS.findall(dated.figure.text)) > 1
    )
    relation = Relation(
        Operand("period", "期间", dated.figure), predicate=Ordered((_plain(dated.first), _plain(dated.last)))
    )
    # 2023年6月12日至6月2日: no period of days ends in the month that it begins in, before it begins.
    days = _DAY.fullmatch(dated.first) is not None and dated.first[:-2] == dated.last[:-2]
    return replace(relation, severity="medium") if full or days else relation


def _plain(date: str) -> str:
    return date.lstrip("-")


def _neighbours(found: Sequence[Dated]) -> Iterator[Relation]:
    """Two dates with 至 between them that are not read as one figure."""
    for first, last in pairwise(found):
        text = first.line.text
        between = text[first.end : last.start]
        since = _SINCE.search(text, max(0, first.start - 3), first.start) and _SINCE_UNTIL.fullmatch(between)
        if (since or _BETWEEN.fullmatch(between)) and _full(first) and _full(last):
            yield replace(_pair(("start", "起", first), ("end", "止", last)), severity="medium")
        elif goes_back(first, last):
            pair = _pair(("start", "起", first), ("end", "止", last))
            days = Ordered((_plain(first.first), _plain(last.first)))
            yield replace(pair, predicate=pair.predicate if first.has_year else days, severity="medium")


def _full(dated: Dated) -> bool:
    return dated.has_year and not dated.is_period and dated.figure.dimension == "date"


def _placed(dated: Dated, begun: Sequence[Dated]) -> bool:
    """Whether the year is printed, or that of the start holds on: 2023年6月20日开工、9月15日验收."""
    if _full(dated):
        return True
    before = dated.line.text[max(0, dated.start - 6) : dated.start]
    return bool(begun) and not dated.is_period and re.search(r"次年|翌年|来年|今年|当年$", before) is None


def _pair(first: tuple[str, str, Dated], last: tuple[str, str, Dated]) -> Relation:
    return Relation(
        Operand(first[0], first[1], first[2].figure),
        predicate=Ordered((first[2].first, _dated_after(first[2], last[2]))),
        beside=(Operand(last[0], last[1], last[2].figure),),
    )


def _dated_after(first: Dated, last: Dated) -> str:
    """The second date, in the year of the first where it prints none."""
    return last.first if last.has_year else first.first[:4] + last.first[1:]


def _works(found: Sequence[Dated]) -> Iterator[Relation]:
    """The stages of one work in a sentence: each is printed once, the earlier stage is not the later date."""
    stages: dict[str, list[Dated]] = {}
    text = found[0].line.text if found else ""
    for at, dated in enumerate(found):
        if at and re.search(r"[。；]", text[found[at - 1].end : dated.start]):
            yield from _once(stages)
            stages = {}
        if _placed(dated, stages.get("开工", [])) and not _is_in_title(dated) and not _is_planned(dated):
            for stage in _stages_of(dated):
                stages.setdefault(stage, []).append(dated)
    yield from _once(stages)


def _is_planned(dated: Dated) -> bool:
    """Whether what was to be done by a date is told: 原定于2024年6月30日完工."""
    return _PLANNED.search(dated.line.text, max(0, dated.start - 8), dated.start) is not None


def _is_in_title(dated: Dated) -> bool:
    """Whether a date stands in brackets or in the title of a document."""
    return _TITLES.search(dated.line.text, max(0, dated.start - 40), dated.start) is not None


def _stages_of(dated: Dated) -> Iterator[str]:
    """What was done on a date: the words behind it say so, or 开工日期 before it."""
    text = dated.line.text
    front = text[max(0, dated.start - 12) : dated.start]
    for stage, behind, before in _STAGES:
        if behind.match(text, dated.end) or (before is not None and before.search(front)):
            yield stage
    if _SIGNED_ON.match(text, dated.end) and _CONTRACT.search(front):
        yield "签订合同"  # 设备采购合同于2024年3月2日签订


_FILLING = re.compile(
    r"该|本|此|其|工程|项目|合同|签订|招标|采购|公告|发布|于|在|已|并|年|至|到|日期|时间|竣工|完工|开工|动工|建设|验收|交付|施工|实施|为|是|全面|顺利|如期|后|最终|实际"
    r"|均|同|当|底|初|全部|所有|上述|设备|货物|系统|[：，\d]"
)


def _place(dated: Dated) -> int:
    return dated.start


def _one_work(first: Dated, last: Dated) -> bool:
    """Whether the clause of the second date names no other work: 一期工程…验收，二期工程…开工."""
    words = (re.split("[，。；、]", each.line.text[: each.start])[-1] for each in (first, last))
    named, other = (_FILLING.sub("", clause) for clause in words)
    return not other or other in named


_BUYING = re.compile(
    r"(?:与|同|和)[^，。；]{0,20}(?=签订)|发布|刊登|公示|公布|发出|下达|收到|取得|领取|签发|确定|挂网|中标|成交|磋商|比选|结果|候选人|供应商|单位"
    r"|通知书?|文件|协议|政府|服务|正式|分别|各|了|工程|项目|合同|签订|签署|招标|采购|公告|施工|货物|完成|于|在|已|并|的"
)


def _one_lot(first: Dated, last: Dated) -> bool:
    """Whether what was called for and what was signed can be one: 第二标段…中标公告 and 第一标段合同 are not."""
    texts = [re.split("[，。；、]", each.line.text[each.end :])[0] for each in (first, last)]
    if not all(re.search("招标|采购|中标|成交|合同|协议", text) for text in texts):
        return True
    lots = [set(_LOT.findall(text)) for text in texts]
    if all(lots):
        return not lots[0].isdisjoint(lots[1])
    one, other = (_BUYING.sub("", text) for text in texts)
    return not one or not other or not set(one).isdisjoint(other)


_LOT = re.compile(
    r"([一二三四五六七八九十\dA-Za-z]+)(?:标段|包|期|批|号)|(?:标段|包)([一二三四五六七八九十\dA-Za-z]+)"
)


def _once(stages: Mapping[str, Sequence[Dated]]) -> Iterator[Relation]:
    for first, last in _IN_ORDER:
        begun, done = stages.get(first, ()), stages.get(last, ())
        once = len(begun) == 1 and len(done) == 1 and begun[0] is not done[0]
        if once and _one_work(*sorted((begun[0], done[0]), key=_place)) and _one_lot(begun[0], done[0]):
            yield replace(_pair(("start", first, begun[0]), ("end", last, done[0])), severity="medium")
