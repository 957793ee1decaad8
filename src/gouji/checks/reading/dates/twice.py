"""One event that two places of a report date differently: 竣工验收 on 15 October, and on 15 November."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gouji.checks.reading.dates.printed import dates
from gouji.checks.reading.dates.stages import Step, steps_of
from gouji.checks.reading.forms.form import figure_of, forms
from gouji.facts import Facts
from gouji.figures.figure import Figure

MOST = 12
"""A paragraph with more dates than this is a chronicle, in which nothing is bound to one thing."""

_EVENTS = {
    stage: re.compile(words)
    for stage, words in (
        ("招标", "招标"),
        ("中标", "中标|开标"),
        ("签订合同", "签订(?:[^，。；]{0,14}?(?:合同|协议))?|签约"),
        ("开工", "开工|动工"),
        ("完工", "完工|竣工(?!验收)"),
        ("验收", "验收|终验"),
        ("结算", "结算|决算"),
    )
}
_SEVERAL = "?"
"""What an event is of whose words list or number works."""

_ANY = re.compile("招标|中标|开标|签订|签约|开工|动工|完工|竣工|验收|终验|结算|决算")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MANY = re.compile(
    r"标段|[一二三四五六\d]期|[一二三四五六首末\d]批|第[一二三四五六]|[A-D一二三四]包|(?:监理|勘察|设计|代建|检测)(?:合同|招标|服务|采购)|补充|变更|上年|以前年度|分别|陆续|其中|[一二三四五六]是"
    r"|[村镇乡]|社区|校区|片区|小学|中学|单项|子项|分项|专项|消防|初步|预验|复验|再次|重新|二次"
)
_FILLER = re.compile(
    r"本|该|此|其|我[局委办厅市县区院校]|[市县区][^，、]{0,6}?[局委办厅]|建设单位|主管部门|相关|有关|部门|专家|组织|会同|联合|邀请|设计|施工|监理|勘察|代建|检测|造价|咨询|审计|评审|等"
    r"|单位|各方|参建|五方|进行|开展|举行|召开|了|通过|顺利|全部|全面|如期|整体|完成|正式|实际|最终|项目|工程|合同|建设|改造|安装|施工|协议|采购|的|由|于|在|并|已|均|又|与|和|及"
    r"|时间|日期|为|是|到|截至|后|主体|双方|中标|成交|供应商|企业|公司|[，、：]"
)
_ROW = re.compile(r"(?P<event>开工|动工|完工|竣工验收|竣工|验收|终验|签订)(?:合格|完成)?(?:时间|日期|及时)")


class Event(NamedTuple):
    """A stage of a work, dated to the day; ``of`` is what its words name besides."""

    stage: str
    date: str
    figure: Figure
    of: str


def dated_twice(facts: Facts) -> Iterator[tuple[Event, Event]]:
    """The events that the whole report dates on two days, one slip apart, and nothing says that they are of two works."""
    found: dict[str, list[Event]] = {}
    for event in (*_in_prose(facts), *_in_rows(facts)):
        found.setdefault(event.stage, []).append(event)
    for events in found.values():
        days = {event.date: event for event in reversed(events)}
        works = {event.of for event in events} - {""}
        if len(days) == 2 and len(works) < 2 and _SEVERAL not in works:
            first, second = sorted(days.values(), key=lambda event: event.figure.start)
            if _one_slip(first.date, second.date):
                yield first, second


def _in_prose(facts: Facts) -> Iterator[Event]:
    for line, found in dates(facts):
        if len(found) <= MOST and _ANY.search(line.text) is not None:
            for step in steps_of(found):
                event = _event(step)
                if event is not None:
                    yield event


def _event(step: Step) -> Event | None:
    """The event of a date, with what it is of as far as the words say it."""
    pattern = _EVENTS.get(step.stage.name)
    if pattern is None or not step.printed or _DAY.fullmatch(step.date) is None or step.dated.is_period:
        return None
    behind = step.words.removeprefix(step.front)
    said = pattern.search(behind)
    own = step.front + (behind[: said.end()] if said is not None else "")
    of = _SEVERAL if _MANY.search(own) else _FILLER.sub("", _ANY.sub("", own))
    return Event(step.stage.name, step.date, step.dated.figure, of)


def _in_rows(facts: Facts) -> Iterator[Event]:
    """完工时间 | 2024年10月30日前 | 2024年10月24日: the date that a row of the form gives as reached."""
    for form in forms(facts):
        for entry in form.entries:
            said, figure = _ROW.search(entry.name), figure_of(entry.actual)
            if said is None or figure is None or figure.dimension != "date" or figure.modifiers:
                continue
            stage = next(stage for stage, words in _EVENTS.items() if words.search(said["event"][-2:]))
            if _DAY.fullmatch(figure.number):
                yield Event(stage, figure.number, figure, _SEVERAL if _MANY.search(entry.name) else "")


def _one_slip(one: str, other: str) -> bool:
    """Whether the year or the month alone differs, or two digits of the day changed places."""
    apart = [at for at, (a, b) in enumerate(zip(one.split("-"), other.split("-"))) if a != b]
    if len(apart) != 1:
        return False
    return apart[0] < 2 or one[-2:] == other[:-3:-1]
