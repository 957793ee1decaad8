"""An activity from its sentence: title, date, place, organizers, outputs, cut by grammar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.document import Document, Span
from gouji.document.numbering import strip_mark
from gouji.document.readable import readable
from gouji.facts.model import Activity, Output, Source
from gouji.facts.problems import evidence_of
from gouji.figures.figure import Figure

MAX_NAME = 40
# “十四五” names a time, not an activity.
MIN_TITLE = 8
GOALS_REACH = 600
_LEAD = re.compile(
    r"^(?:[一二三四五六七八九十]是|首先|其次|再次|同时|此外|另外|其中|目前|今年以?来?|全年|本年度?|年内|期间|"
    r"(?:19|20)\d\d年度?(?:全年)?|\d{1,2}月(?:\d{1,2}日|份|底|初)?(?:上午|下午|晚)?(?:至|[-—~～])?|"
    r"(?:我|本)(?:单位|局|会|委|县|市|区|中心)|[，,、；;：:\s])+"
)
_TITLE = re.compile(
    r"[“「《]([^”」》]{3,30})[”」》](?:[^，。；“《]{0,12}?(?:活动|大赛|比赛|行动|工程|培训班?|讲座|论坛|专栏|项目|仪式))?"
)
_PLACE = re.compile(
    r"在(?P<place>[^，。；、“”]{2,20}?)(?:隆重|顺利|正式|成功|圆满)?(?:举行|举办|召开|开展|启动|开幕|举行|落成)"
)
_HOST = re.compile(r"由(?P<hosts>[^。；]{2,60}?)(?:共同|联合)?(?:主办|承办|举办|组织|协办|牵头)")
_JOINT = re.compile(r"联合(?P<hosts>[^，。；]{2,30}?)(?:共同)?(?:举办|开展|组织|出台|认定|创办|召开|主办)")
_MEASURE = re.compile(r"[一-龥“”]{1,12}$")
_DEED = re.compile(
    r"举办|举行|召开|开展|组织|实施|建设|新建|改造|培训|走访|慰问|宣传|发放|参加|参与|承办|协办|评选|认定|出台|制定|印发|推出|"
    r"上线|启动|成立|创建|设立|签订|引进|推广|服务|检查|巡查|检测|监测|维修|养护|采购|购置|新增|完成|建成|办理|接待|救助|招聘|"
    r"演出|巡演|展览|讲座|授课|调研|辅导|指导|座谈|入选|获评|荣获|获得|播出|编写|出版|发表|选树|推荐|申报|出车|送|修|栽|种植|清理|整治"
)
_NO_DEED = re.compile(
    r"成立于|始建于|位于|正在(?:有序|积极|稳步)?(?:进行|推进|建设|实施)|"
    r"自评(?:得分|结果|结论|等次)|得分为?\s*\d|等次为|绩效(?:目标|指标)(?:设|编|体系)|(?:到位|执行|支付)率|预算执行|本次评价|评价组|"
    r"(?:下一步|今后|将|拟|计划)(?:进一步|继续|加强|完善)|有限公司(?:进行)?审计|专款专用|内控|"
    r"(?:绩效|部门|项目|整体|开展了?|进行了?)自评|自评(?:工作)?(?:小组|领导小组|报告|办法|规程)|公务接待|"
    r"(?:预算|整体|项目)支出绩效(?:自评|评价)"
)
_GOALS = re.compile(r"(?:具体|总体|年度|预期|绩效|工作)目标(?:[：:]|如下|是|为)")
_DONE = re.compile(r"成功|顺利|圆满|完成|建成|已|共|累计|先后|了")
_CONTINUES = re.compile(
    r"^(?:本次|此次|这次|该(?:活动|项目|赛事|展览|培训)|活动(?:期间|现场|中|当天|共|结束|还)|(?:启动|开幕)仪式(?:结束后|上|后)|"
    r"期间|其间|现场|会上|会后|与会|经(?:不完全)?统计|据(?:不完全)?统计|通过(?:本次|此次))"
)
_SUBORDINATE = re.compile(
    r"^(?:为(?!期)|根据|按照|依据|围绕|随着|经|据|由.*(?:主办|承办|组织)$|在.*(?:下|中|期间|时期?|后|上|以来)$|通过|.{1,6}层面$|针对|结合|以)"
)
_COUNTED = frozenset({"count", "area", "length", "mass", "volume", "energy", "duration"})


def tells_activity(text: str, figures: Sequence[Figure]) -> bool:
    """Whether a sentence has what an activity needs: a deed, and a count, a date or a name that shows it.

    A label of a model is believed only for such sentences.
    """
    if not _DEED.search(text) or _NO_DEED.search(text):
        return False
    shown = any(figure.dimension in _COUNTED or figure.dimension in ("date", "ordinal") for figure in figures)
    return shown or bool(re.search(r"[“《「]", text)) or bool(_DONE.search(text))


def continues(text: str) -> bool:
    """Whether a sentence goes on about the activity before it: 本次活动…, 期间…, 经统计…."""
    return _CONTINUES.match(text) is not None


def joined_activity(first: Activity, second: Activity) -> Activity:
    """An activity with what a further sentence tells of it: its place, its counts, who held it."""
    return replace(
        first,
        evidence=first.evidence + second.evidence,
        date=first.date or second.date,
        place=first.place or second.place,
        organizers=first.organizers or second.organizers,
        outputs=first.outputs + second.outputs,
    )


def is_goal(document: Document, span: Span) -> bool:
    """Whether a sentence stands in a list of goals 目标, and tells what was to be done."""
    block = document.block_at(span.start)
    start = max(block.start if block is not None else 0, span.start - GOALS_REACH)
    return _GOALS.search(readable(document, start, min(span.start + 16, span.end))) is not None


def activity_from(
    document: Document, span: Span, figures: Sequence[Figure], number: str, source: Source
) -> Activity:
    """Read one activity 活动 from the sentence that tells it.

    Args:
        document: The report.
        span: The sentence.
        figures: The figures inside it.
        number: The id it gets.
        source: Who says that the sentence tells an activity.
    """
    text = readable(document, span.start, span.end)
    date = next((figure.text for figure in figures if figure.dimension == "date"), None)
    place = _PLACE.search(text)
    return Activity(
        id=number,
        name=name_of(text),
        source=source,
        status="exact",
        evidence=(evidence_of(document, span),),
        date=" ".join(date.split()) if date else None,
        place=place["place"] if place else None,
        organizers=organizers_of(text),
        outputs=tuple(_output(document, span, figure) for figure in figures if figure.dimension in _COUNTED),
    )


def name_of(text: str) -> str:
    """A title for an activity: the name in quotation marks, or the clause that says what was done."""
    body = _LEAD.sub("", strip_mark(text.strip())).strip()
    clauses = [clause for clause in re.split(r"[，。；;！]", body) if clause]
    long = [clause for clause in clauses if len(clause) >= 6]
    main = [clause for clause in long if not _SUBORDINATE.match(clause)] or long or [body]
    first = next((clause for clause in main if _DEED.search(clause)), main[0])
    title = _TITLE.search(first) if len(first) > MAX_NAME else None
    if title is not None and len(title.group()) >= MIN_TITLE:
        return title.group()
    return first[:MAX_NAME].strip("、：: ")


def organizers_of(text: str) -> tuple[str, ...]:
    """Who held it 主办承办单位, where the sentence says 由…主办 or 联合…举办."""
    names: list[str] = []
    for pattern in (_HOST, _JOINT):
        for match in pattern.finditer(text):
            names += [
                part for part in re.split(r"[、，,和与及]|主办|承办", match["hosts"]) if 2 <= len(part) <= 20
            ]
    return tuple(dict.fromkeys(names))


def _output(document: Document, span: Span, figure: Figure) -> Output:
    before = readable(document, max(span.start, figure.full_start - 14), figure.full_start)
    clause = re.split(r"[，,。；;、：:）)\d]", before)[-1]
    clause = re.sub(r"^[一二三四五六七八九十]是", "", clause.strip())
    measure = _MEASURE.search(re.sub(r"(?:共计?|达到?|了|为|约|近|超过?|累计|完成)+$", "", clause))
    return Output(measure.group() if measure else "", figure.value, figure.base_unit, figure)
