"""Counts of one named thing that two chapters of a report give: 验收12个, 新验收的13个日间照料中心."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from gouji.checks.reading.text.nodes import Node, passages
from gouji.facts import Facts
from gouji.findings import Operand, Relation

LONG = 4
"""So many characters make a name that says by itself what was counted."""

MOST = 4
"""A thing that is counted in more places than this is counted by kinds, or by bodies."""

NEAR = 2
"""How far two small counts of one thing may be apart to be taken for a slip of the pen."""

_BUILT = r"新?验收|新建|建成|新增|建设|改造|新改建|完工|竣工"
_ACT = re.compile(
    rf"(?P<built>{_BUILT})|(?P<held>举办|开展|组织|召开)|(?P<trained>培训)|(?P<bought>购置|采购|配备|添置)"
    r"|(?P<named>评选|认定|创建|命名|遴选)|(?P<mended>维修|修缮|整治|修复)|(?P<aided>资助|扶持|奖补|补助|发放)"
)
_FILLING = re.compile(
    r"(?:19|20)\d\d年度?|全年|本年度?|当年|年内|全[省市县区州]|我[省市县区州局]|共计|合计|总计|累计完成|共|已|对|为|将|了|的|并|均|通过|完成|实际|新|各类|达到?|按期|如期|有"
)
_NARROW = re.compile(
    r"计划|目标|任务|指标|拟|应|预计|力争|其中|每|平均|均|上年|去年|前年|上一?届|比|较|第[一二三四五六\d]+批|[首头次末]批|上半年|下半年|季度|(?<!\d)\d{1,2}月"
    r"|下年|明年|历年|以来|以上|余下|剩余|未|尚|另|还|又|再|分别|原有|现有|需|建议|累计(?!完成)|截至|申报|抽查|抽取|随机|现场|首次|部分|先后|重点"
)
_AIMS = re.compile(r"(?:目标|计划|任务)(?![^，。；]{0,8}(?:完成|实现|达|执行))|预期|确保|力争|拟")
_YEARLY = re.compile(r"(?:19|20)\d\d年|全年|当年|本年|年内|新验收|新建|新增|新改建")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_NOUN = re.compile(
    r"^[一-龥]{2,12}?(?=[，。；、（]|有|等|已|均|全部|投入|投用|建成|通过|对外|运转|运行|正常|开放|带动|覆盖|惠及|服务|完成|年[内底]|群众|陆续|按|由|发挥|成为|全面|$)"
)
_NUMBERING = re.compile(
    r"^(?:\d{1,2}[.．、]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、]|[一二三四五六七八九十]是)"
)
_UNITS = frozenset({"人次", "人", "名"})


class Counted(NamedTuple):
    """A count with the name of what it counts, empty where the heading above says it, and its chapter."""

    name: str
    act: str
    node: Node
    chapter: str
    heads: str
    place: int


def namesakes(facts: Facts) -> Iterator[Relation]:
    """One named thing that was built, held or bought is counted alike in two chapters.

    Told where the name is long and the same, the act is the same, and the numbers are one slip apart.
    """
    yield from _titled(facts)
    groups: dict[tuple[str, str], list[Counted]] = {}
    for counted in _counted(facts):
        groups.setdefault((counted.node.figure.unit, counted.act), []).append(counted)
    for group in groups.values():
        for name in dict.fromkeys(each.name for each in group if len(each.name) >= LONG):
            yield from _compared(name, [each for each in group if _is_of(each, name)])


_TITLE = re.compile(r"(?:^|[是、：])(?P<title>[一-龥]{6,24}(?:方向|类别|领域|板块|子项))$")
_OF_TITLE = re.compile(r"项目(?=[，。；、（]|$)")


def _titled(facts: Facts) -> Iterator[Relation]:
    """The number of projects of one direction of a fund, printed again with its digits swapped: 53个, 35个."""
    places: dict[str, list[Node]] = {}
    for passage in passages(facts):
        for node in passage.nodes:
            plain = (
                node.figure.dimension == "count" and node.figure.unit == "个" and not node.figure.modifiers
            )
            if plain and _OF_TITLE.match(node.after) and not _NARROW.search(node.clause):
                named = _TITLE.search(_NUMBERING.sub("", node.clause))
                if named is not None:
                    places.setdefault(named["title"], []).append(node)
    for title, nodes in places.items():
        first, last = (nodes[0], nodes[-1])
        one, other = first.figure.value, last.figure.value
        if len(nodes) == 2 and (one == other or _is_slip(one, other, yearly=False)):
            yield Relation(
                Operand("mention", title, last.figure),
                Operand("reference", title, first.figure),
                severity="medium",
            )


def _counted(facts: Facts) -> Iterator[Counted]:
    year = str(facts.meta.fiscal_year or "")
    for place, passage in enumerate(passages(facts)):
        path: Sequence[str] | None = None
        if _AIMS.search(passage.text):
            continue
        for node in passage.nodes:
            figure = node.figure
            if figure.dimension != "count" or figure.unit in _UNITS or not node.addable or figure.modifiers:
                continue
            clause = _NUMBERING.sub("", node.clause)
            acts = list(_ACT.finditer(clause))
            if not acts or figure.low is not None or _NARROW.search(node.gap.rpartition("。")[2]):
                continue
            if any(told != year for told in _YEAR.findall(clause)):
                continue
            path = facts.document.path(passage.block.start) if path is None else path
            behind = _NOUN.match(node.after)
            rest = _FILLING.sub("", _ACT.sub("", clause))
            name = rest + (behind[0] if behind is not None else "")
            if path:
                act = acts[-1].lastgroup or ""
                yield Counted(name, act, node, path[0], "".join(path[1:]), place)


def _is_of(counted: Counted, name: str) -> bool:
    return counted.name == name or (not counted.name and name in counted.heads)


def _compared(name: str, places: Sequence[Counted]) -> Iterator[Relation]:
    values = {each.node.figure.value for each in places}
    chapters = {each.chapter for each in places}
    if not 2 <= len(places) <= MOST or len(values) > 2 or len(chapters) < len(places):
        return
    for first, second in combinations(places, 2):
        one, other = first.node.figure, second.node.figure
        yearly = all(_YEARLY.search(each.node.clause) for each in (first, second))
        if one.value == other.value or _is_slip(one.value, other.value, yearly=yearly):
            yield Relation(
                Operand("mention", name, other), Operand("reference", name, one), severity="medium"
            )


def _is_slip(one: Decimal | None, other: Decimal | None, *, yearly: bool) -> bool:
    """Whether two counts differ by two digits swapped or one of three, or small ones of the year by one or two."""
    if one is None or other is None or one != one.to_integral_value() or other != other.to_integral_value():
        return False
    left, right = str(int(one)), str(int(other))
    apart = [at for at, (a, b) in enumerate(zip(left, right)) if a != b]
    if len(left) != len(right):
        return False
    if len(apart) == 2 and apart[1] == apart[0] + 1 and left[apart[0]] == right[apart[1]]:
        return left[apart[1]] == right[apart[0]]
    if len(left) == 2:
        return yearly and abs(one - other) <= NEAR
    return len(left) >= 3 and len(apart) == 1
