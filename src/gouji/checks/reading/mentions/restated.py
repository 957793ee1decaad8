"""Points, rates and counts that a report repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from gouji.checks.reading.forms.form import figure_of, forms
from gouji.checks.reading.mentions.collected import Key, Mention, rate_mentions
from gouji.checks.reading.mentions.groups import reference_of
from gouji.checks.reading.tables.grid import grids
from gouji.checks.reading.text.nodes import Node, passages
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Relation

_SCORE = re.compile(r"得分|评分|自评分")
_TAIL = re.compile(r"(?:指标|情况|部分|得分|得|方面|类)+$")


_WORTH = re.compile(r"[，、（]?(?:自评|实际|评价|复核|实)?(?:得|扣)分?(?:为)?")
"""What stands between the points that a group is worth and those it earned: 产出指标50分得49分."""


def scores_restated(facts: Facts) -> Iterator[Relation]:
    """The score of an indicator in prose is that of its row in the table of scores."""
    printed = _by_row(facts)
    if not printed:
        return
    for passage in passages(facts):
        for node in passage.nodes:
            figure = node.figure
            worth = _WORTH.fullmatch(node.after) is not None
            if figure.dimension == "score" and not (figure.modifiers or node.subordinate or worth):
                row = printed.get(_TAIL.sub("", node.label))
                if row is not None and row.start != figure.start:
                    yield Relation(
                        Operand("mention", node.label, figure),
                        Operand("reference", f"{node.label}（表）", row),
                    )


def _by_row(facts: Facts) -> dict[str, Figure]:
    """The score of every row that one table names once."""
    found: dict[str, Figure] = {}
    twice: set[str] = set()
    for grid in grids(facts):
        columns = [column for column in grid.columns if _SCORE.search(grid.heads.get(column, ""))]
        if len(columns) != 1:
            continue
        for row in grid.rows:
            name = _TAIL.sub("", row.head)
            figure = row.figures.get(columns[0])
            if len(name) >= 2 and figure is not None and figure.dimension == "score" and not row.is_total:
                twice.update({name} & found.keys())
                found.setdefault(name, figure)
    return {name: figure for name, figure in found.items() if name not in twice}


def rates_restated(facts: Facts) -> Iterator[Relation]:
    """The execution rate of one body or project is the same wherever it stands."""
    groups: dict[Key, list[Mention]] = {}
    for mention in rate_mentions(facts):
        if mention.plain and mention.key.purse is not None and mention.key.period is not None:
            groups.setdefault(mention.key, []).append(mention)
    for group in groups.values():
        reference = reference_of(group)
        if len(group) > 1 and len({m.figure.value for m in group}) < 3:
            for mention in group:
                if mention is not reference and mention.group != reference.group:
                    yield Relation(
                        mention.operand("mention"), reference.operand("reference"), scope=mention.scope
                    )


_ALL = re.compile(r"全年|累计|共计|共|总计|合计|年内|本年|总数|总人")
_NARROW = re.compile(
    r"其中|分别|每|平均|人均|计划|目标|不少于|不低于|以上|力争|上年|去年|较|比|\d月|上半年|下半年|季度|第[一二三四]"
)
_PLANNED = re.compile(r"计划(?!生育|免疫|单列|内)|目标(?!值?为?已)|拟(?=[新改建开实购培])|力争|预期")
_DOING = re.compile(
    r"^(?:(?:19|20)\d\d年度?|全年|年内|本年度?|累计|共计|共|已|完成|实施|开展|组织|举办|支持|服务|培训|检查|建成|新建|新增|改造|发放"
    r"|覆盖|惠及|受益|实际|总计|合计|达到|达|安排|涉及|补助|资助|为|对|了|项目承担单位)+"
)
_DONE = re.compile(r"完成值|实际值|完成情况|实际完成")
_ITEM = re.compile(
    r"(?:\d{1,2}[、.．]|[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|[①-⑳])[^。]{0,40}?项目数"
)
_YEARLY = re.compile(r"(?:(?:19|20)\d\d年度?|全年|年内|本年度?)")
_WHEN = re.compile(r"^(?:(?:19|20)\d\d年度?|全年|年内|本年度?|累计|共计|共|已|总计|合计)+")
LEAST_NAME = 3


def counts_restated(facts: Facts) -> Iterator[Relation]:
    """A count of the whole year has one value: it is named alike, in one unit, twice in different places."""
    found: dict[tuple[str, str], list[_Counted]] = {}
    for counted in _in_tables(facts):
        found.setdefault(
            (counted.name, counted.operand.figure.unit if counted.operand.figure else ""), []
        ).append(counted)
    group = 0
    for passage in passages(facts):
        for sentence in passage.sentences():
            group += 1
            yearly = _YEARLY.match(sentence[0].lead) is not None
            planned = False
            for node in sentence:
                figure = node.figure
                plain = (
                    figure.dimension == "count"
                    and node.addable
                    and not figure.modifiers
                    and figure.low is None
                )
                if "。" in node.gap or "；" in node.gap:
                    planned = False
                planned = planned or _PLANNED.search(node.gap) is not None
                narrow = planned or _NARROW.search(node.gap)
                if plain and not narrow and (name := _counted_name(node, yearly=yearly)):
                    whole = yearly or _ALL.search(node.clause) is not None
                    operand = Operand("mention", node.label, figure)
                    found.setdefault((name, figure.unit), []).append(_Counted(name, operand, group, whole))
    for places in found.values():
        yield from _one_count(places)


def projects_restated(facts: Facts) -> Iterator[Relation]:
    """How many projects a fund supports: 项目数 in prose, again in prose, and in the total row of a table."""
    if facts.meta.report_type not in ("项目支出", "专项资金"):
        return
    found = [
        Operand("mention", node.label or "项目", node.figure)
        for passage in passages(facts)
        if not _ITEM.match(passage.text)
        for node in passage.nodes
        if _counts_projects(node, facts.meta.fiscal_year)
    ]
    found += [
        Operand("mention", f"{row.head}（{head}）", row.figures[column])
        for grid in grids(facts)
        for column, head in grid.heads.items()
        if re.match(r"项目数", head)
        for row in grid.rows
        if row.is_total and column in row.figures and row.figures[column].dimension == "count"
    ]
    values = [operand.figure.value for operand in found if operand.figure is not None]
    if len(found) > 1 and len(set(values)) < 3 and not _tells_gap(facts, found):
        usual = max(values, key=lambda value: (values.count(value), -values.index(value)))
        reference = found[values.index(usual)]
        for operand in found:
            if operand is not reference:
                yield Relation(operand, replace(reference, role="reference"), severity="medium")


def _tells_gap(facts: Facts, found: Sequence[Operand]) -> bool:
    """Whether a paragraph of one of two numbers prints by how many they differ: 终止项目2个."""
    values = sorted(
        {op.figure.value for op in found if op.figure is not None and op.figure.value is not None}
    )
    starts = {operand.figure.start for operand in found if operand.figure is not None}
    for passage in passages(facts) if len(values) > 1 else ():
        counts = [node for node in passage.nodes if node.figure.dimension == "count"]
        own = any(node.figure.start in starts for node in counts)
        if own and any(node.figure.value == values[1] - values[0] for node in counts):
            return True
    return False


_YEAR = re.compile(r"((?:19|20)\d\d)年")
_OTHER_PROJECTS = re.compile(
    r"新建|改造|终止|未|按期|完工|验收|对|结题|拟|计划|目标|预计|预期|原定|原计划|申报|申请|征集|储备|入库|年初|期初"
    r"|上年|去年|往年|历年|以前年度|同期|续建|结转|可|应|首批|第[一二三四]批|[一二三四]季度|\d月"
)
"""Words for some of the projects, for those of another year, and for those that were planned."""


def _counts_projects(node: Node, year: int | None) -> bool:
    """Whether a count is that of all the projects: 支持项目154个, 项目数154个, 共支持154个项目."""
    figure = node.figure
    plain = figure.dimension == "count" and figure.unit == "个" and node.addable and not figure.modifiers
    if not plain or _NARROW.search(node.gap) or _OTHER_PROJECTS.search(node.clause):
        return False
    if any(told != str(year) for told in _YEAR.findall(node.clause)):
        return False
    named = re.search(
        r"(?:^|共|支持|安排|实施)(?:支持|安排|实施)?项目(?:数|总数)?(?:共|为|计)*$", node.clause
    )
    behind = re.match(r"项目(?![^，。；]{0,6}(?:单位|负责|承担))", node.after)
    return named is not None or (
        behind is not None and re.search(r"共(?:支持|安排|实施)$", node.clause) is not None
    )


class _Counted(NamedTuple):
    """A count with its name; ``whole`` says that it is of the whole year."""

    name: str
    operand: Operand
    group: int
    whole: bool


def _counted_name(node: Node, *, yearly: bool) -> str:
    told = yearly or _ALL.search(node.clause) or _DOING.match(node.label)
    return _stem(node.label) if told else ""


def _stem(label: str) -> str:
    """The thing counted, without verbs and 数; empty where too little is left to tell it from others."""
    bare = re.sub(r"(?:共|约|达|为|数|量|总数|数量|总量|人次|人数|户数)+$", "", label)
    stem = _DOING.sub("", bare)
    # 服务林农 with its verb tells enough where 林农 alone would not.
    acted = _WHEN.sub("", bare) if len(stem) == LEAST_NAME - 1 else ""
    return stem if len(stem) >= LEAST_NAME else acted if len(acted) > LEAST_NAME else ""


def _in_tables(facts: Facts) -> Iterator[_Counted]:
    """The counts done of a 自评表: what its prose says of the year."""
    told: set[int] = set()
    for number, form in enumerate(forms(facts)):
        for entry in form.entries:
            counted = _done(entry.name, figure_of(entry.actual), "完成值", -1 - 2 * number)
            if counted is not None and counted.operand.figure is not None:
                told.add(counted.operand.figure.start)
                yield counted
    for number, grid in enumerate(grids(facts)):
        columns = [column for column in grid.columns if _DONE.search(grid.heads.get(column, ""))]
        for row in grid.rows if len(columns) == 1 else ():
            head = grid.heads.get(columns[0], "")
            counted = _done(row.head, row.figures.get(columns[0]), head, -2 - 2 * number)
            if counted is not None and row.figures[columns[0]].start not in told:
                yield counted


def _done(row: str, figure: Figure | None, column: str, group: int) -> _Counted | None:
    """The count done of a row; ``None`` where there is none, or its name tells too little."""
    name = _stem(row)
    if not name or figure is None or figure.dimension != "count" or figure.modifiers:
        return None
    return _Counted(name, Operand("reference", f"{row}（{column}）", figure), group, True)


def _one_count(places: Sequence[_Counted]) -> Iterator[Relation]:
    values = {place.operand.figure.value for place in places if place.operand.figure is not None}
    apart = len({place.group for place in places}) == len(places)
    if len(places) < 2 or not apart or len(values) > 2 or sum(place.whole for place in places) < 2:
        return
    first = places[0].operand
    for place in places[1:]:
        yield Relation(
            Operand("mention", place.operand.label, place.operand.figure),
            Operand("reference", first.label, first.figure),
            severity="medium",
        )
