"""Totals and their parts, as prose lists them: 其中, 分别为, 按 … 分类, 合计, brackets, items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from gouji.checks.reading.changes import direction
from gouji.checks.reading.groupings import exclusive, of_one_noun
from gouji.checks.reading.nesting import nested
from gouji.checks.reading.nodes import CLAUSE_END, Node, Passage
from gouji.findings import Difference, Operand, Relation, Sum

_AMONG = re.compile(
    r"其中|包括|包含|分项(?:情况)?(?:是|为|如下)|分别为|分别是|(?<![得评积百])分为|具体为|具体是|由[^，。；：]{0,8}(?:构成|组成)(?=[：，])"
)
_CLASSIFIED = re.compile(
    r"(?:按(?:照)?[^，。；：]{0,8}?(?:性质|科目|分类|类别|类型|用途|来源|级次|层级|方向|领域|地区|区域|对象|环节|主体|层次|内容)(?:看|来看|划分|分|统计|计)(?=[：，])"
    r"|按[^，。；：]{1,16}?(?:(?:分类|划分|分)(?:分为|为|如下|分别为|包括|：|，包括)|(?:分为|为|如下|分别为|包括)))[：，]?"
)
_HEADED = re.compile(r"^[^，。；：]{0,6}按(?:照)?[^，。；：]{1,14}(?:划分|分类|分|看)。")
_OPENING = re.compile(r"主要|重点|部分|包含|较大|仅|含|如|例如")
_INNER = re.compile(r"其中|包括|包含|具体[是为]")
_ALL = re.compile(r"均|全部|具体")
_AND_MORE = re.compile(r"等(?!次|级|于|额|值|量)")
_CLOSING = re.compile(
    r"(?:合计|共计|总计|总共|合共|(?:上述|以上)(?:资金|支出|项目|经费)?共)(?:为|是|达|达到)?"
    r"(?:批复|下达|安排|完成|发放|拨付|使用|需)?(?:总?(?:资金|金额|支出|收入|投入|投资|补助|经费))?$"
)
_SHARE = re.compile(r"占|比重|构成|份额")
_EARNED = re.compile(r"(?:得|计|得分|计分|评分|实得|扣|扣分|自评)(?:为|了)?$")
_INFLOW = re.compile(r"收入$|预算数?$|到位|拨款$|下达$|计划|目标")
_OUTFLOW = re.compile(r"支出$|支出数$|支出决算数?$|执行|支付|使用|结余|完成")
PEOPLE = frozenset({"人", "名", "位", "人次", "户", "学生", "学员"})
"""Units of those who can be in two groups at once: 乡村教师 and 骨干教师."""

_ON_STAFF = re.compile(r"在职|在编|编制")
_STAFF = re.compile(r"行政|事业|参公|参照公务员|公务员|工勤|机关|编内|编外|聘用|管理|专业技术")
_ACT = re.compile(r"创建|建成|新建|打造|评为|获评|获|培育|完成|实施|认定|新增|改造")
_KIND_OF = re.compile(
    r"脱贫|贫困|示范|重点|美丽|文明|先进|特色|试点|监测户|低保|残疾|老区|民族|边境|骨干|优秀(?!率)|困难"
)
"""Marks of which one thing can bear several."""

MOST_OF = Decimal("0.9")
"""Counted groups that make up less of their whole than this are examples of it."""

_STRENGTH = "、，：；。"


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole and the parts that the text gives for it.

    ``cue`` is the wording that says so. ``open`` tells that the parts need not be all of them.
    """

    total: Node
    parts: tuple[Node, ...]
    cue: str
    open: bool

    @classmethod
    def of(cls, total: Node, parts: tuple[Node, ...], cue: str) -> Listing | None:
        """A listing of two or more parts in the unit of their whole; ``None`` where it is none."""
        fitting = len(parts) > 1 and all(_same(total, part) for part in parts) and total not in parts
        return cls(total, parts, cue, _is_open(parts, cue, parts)) if fitting else None

    def relation(self, role: str = "total") -> Relation:
        """The whole is the sum of its parts; of changes, those that go the other way are taken off."""
        ways = [direction(part) * (direction(self.total) or 1) for part in self.parts]
        parts = [Operand("part", part.label, part.figure) for part in self.parts]
        with_it = tuple(part for part, way in zip(parts, ways) if way >= 0)
        against = tuple(part for part, way in zip(parts, ways) if way < 0)
        rest = Difference(Sum(with_it), Sum(against)) if against and with_it else Sum(tuple(parts))
        return Relation(Operand(role, self.total.label, self.total.figure), rest, open_list=self.open)


HUNDRED = Decimal(100)
_ITEMS = frozenset({"项", "笔", "批", "类", "者"})
_OF_ITEMS = re.compile(
    r"[一-龥]{0,4}?(?:合计|共计|总计|总共|合共|共)(?:为|是|达)?(?:支出|使用|投入|下达|安排|拨付|需|资金|金额|经费|补助){0,2}"
)
MAX_BEFORE = 60
MAX_ITEMS = 200


def relation_of(readings: Sequence[Listing]) -> Relation:
    """One relation for several readings of the same words: the first counts, the others may hold instead."""
    first, *others = [reading.relation() for reading in readings]
    return replace(first, readings=tuple(others))


def _same(node: Node, other: Node) -> bool:
    alike = (
        node.figure.base_unit == other.figure.base_unit and node.figure.dimension == other.figure.dimension
    )
    return alike and (node.figure.dimension != "percent" or (_is_share(node) and _is_share(other)))


def _is_share(node: Node) -> bool:
    """Whether a percentage is a part of a whole, or all of it; rates of several things do not add up."""
    return node.figure.value == HUNDRED or _SHARE.search(node.label) is not None


def _points(total: Node, items: Sequence[Node]) -> list[tuple[Node, ...]]:
    """The one reading of weights and earned points that alternate: up to a semicolon, or over all of them."""
    if total.figure.dimension != "score" or _of_kind(total, items) == tuple(items):
        return []
    stop = next((at for at, item in enumerate(items) if at and "；" in item.gap), len(items))
    first = _of_kind(total, items[:stop])
    return [first if len(first) > 1 else _of_kind(total, items)]


def _of_kind(total: Node, parts: Sequence[Node]) -> tuple[Node, ...]:
    """Of weights and the points that each of them earned (10分得9.2分) those that are of the total's kind."""
    earned = [_EARNED.search(part.clause) is not None for part in parts]
    if total.figure.dimension != "score" or all(earned) or not any(earned):
        return tuple(parts)
    own = _EARNED.search(total.clause) is not None
    return tuple(part for part, got in zip(parts, earned) if got == own)


def _outside_inner(nodes: Sequence[Node]) -> list[Node]:
    """The nodes of one list, without those that an inner 其中 takes until the next semicolon."""
    kept: list[Node] = []
    inner = False
    for index, node in enumerate(nodes):
        if index:
            inner = inner and not re.search("[；。]", node.gap)
            inner = inner or _INNER.search(re.split("[；。]", node.gap)[-1]) is not None
        if not inner:
            kept.append(node)
    return kept


def list_of(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The items of the list that some nodes begin with: one unit, one kind of mark between them."""
    heads = [node for node in nodes if node.addable]
    items = [node for node in _outside_inner(nodes) if node.addable and _same(node, heads[0])]
    return _one_way(_run(items))


def _run(parts: Sequence[Node]) -> tuple[Node, ...]:
    """The items of one list: its first two show the mark between items, a stronger one ends it."""
    if len(parts) < 2:
        return tuple(parts)
    mark = _STRENGTH.index(parts[1].separator or "、")
    for index, part in enumerate(parts[1:], start=1):
        if part.separator and _STRENGTH.index(part.separator) > mark:
            return tuple(parts[:index])
    return tuple(parts)


def _one_way(parts: Sequence[Node]) -> tuple[Node, ...]:
    """The parts up to the first that flows the other way: expenditure in a list of income."""
    ways = [_way(part.label) for part in parts]
    first = next((way for way in ways if way), "")
    for index, way in enumerate(ways):
        if way and way != first:
            return tuple(parts[:index])
    return tuple(parts)


def _way(label: str) -> str:
    return "out" if _OUTFLOW.search(label) else "in" if _INFLOW.search(label) else ""


def _is_open(nodes: Sequence[Node], cue: str, parts: Sequence[Node]) -> bool:
    lead = nodes[0].gap
    at = lead.rfind(cue)
    behind = lead[at + len(cue) :].lstrip("：，") if at >= 0 else ""
    opens = _OPENING.match(behind) is not None or re.search(r"主要$", lead[: max(at, 0)]) is not None
    opens = opens or nested([part.label for part in parts])
    return opens or any(_AND_MORE.match(part.after) for part in parts) or _ends_open(parts[-1])


def _ends_open(last: Node) -> bool:
    """Whether the last clause of a list trails off: 等开支, 等方面, or a mark behind which nothing comes."""
    if last.after.strip() in ("；", "、", "，"):
        return True
    return _AND_MORE.search(re.split("[；。，]", last.after)[0]) is not None


def _counts_alike(parts: Sequence[Node], total: Node | None = None) -> bool:
    """Whether counted groups exclude each other: their names end alike, as 在编人员, 编外人员 do.

    The staff on the payroll is divided by its kinds; 创建示范村18个 is something that was done.
    """
    if parts[0].figure.dimension not in ("count", "duration"):
        return True
    labels = [part.label for part in parts]
    if any(_KIND_OF.search(label) for label in labels):
        return False
    if total is not None and exclusive(labels):
        return not _short_of(total, parts)
    if total is not None and of_one_noun(total, parts) and parts[0].figure.base_unit not in PEOPLE:
        return not _short_of(total, parts) and not _short_of(parts, total)
    if any(_ACT.match(label) for label in labels) or (total is not None and _few_of(total, parts)):
        return False
    if parts[0].figure.base_unit in PEOPLE and not all(label.endswith("编制") for label in labels):
        return total is not None and _on_staff(total, labels)
    return all(a and b and a[-1] == b[-1] for a, b in pairwise(labels))


def _few_of(total: Node, parts: Sequence[Node]) -> bool:
    """Whether parts whose names have only their last character in common are far from their whole."""
    tails = {part.label[-2:] for part in parts}
    low = sum((part.figure.value or Decimal(0) for part in parts), Decimal(0))
    return len(tails) > 1 and low < MOST_OF * (total.figure.value or Decimal(0))


def _short_of(whole: Node | Sequence[Node], parts: Node | Sequence[Node]) -> bool:
    """Whether some counts are far less than others: they leave something out, or speak of something else."""
    low, high = (
        sum(
            (node.figure.value or Decimal(0) for node in ([each] if isinstance(each, Node) else each)),
            Decimal(0),
        )
        for each in (parts, whole)
    )
    return low < MOST_OF * high


def _on_staff(total: Node, labels: Sequence[str]) -> bool:
    """Whether those on the payroll are divided by kinds that exclude each other: 行政, 事业, 工勤."""
    kinds = [found[0] if (found := _STAFF.search(label)) else "" for label in labels]
    return _ON_STAFF.search(total.label) is not None and all(kinds) and len(set(kinds)) == len(kinds)


def _listings(
    before: Sequence[Node], after: Sequence[Node], cue: str, *, sure: bool = True
) -> list[list[Listing]]:
    """For each unit in *after*, its readings as parts of a node of *before*, the likeliest first."""
    # A total stands near its list, and no list of a report is longer: a hostile one must not cost more.
    before, after = before[-MAX_BEFORE:], after[:MAX_ITEMS]
    lists: list[list[Listing]] = []
    heads: list[Node] = []
    for node in after:
        if node.addable and not any(_same(node, head) for head in heads):
            heads.append(node)
            totals = [total for total in before if total.addable and _same(total, node)]
            lists.extend(_by_stage(totals, after, node, cue, sure=sure))
    return [readings for readings in lists if readings]


def _by_stage(
    totals: Sequence[Node], after: Sequence[Node], head: Node, cue: str, *, sure: bool
) -> Iterator[list[Listing]]:
    """The readings of a list; 预算为8万元，决算为5万元 of every item are two lists, each of its own total."""
    stages = [stage_of(node) for node in after if node.addable and _same(node, head)]
    if not {"budget", "final"} <= set(stages):
        yield _readings(totals, after, head, cue, sure=sure)
        return
    for stage in ("budget", "final"):
        whole = stages.count(stage) == max(stages.count("budget"), stages.count("final"))
        own = [node for node in after if stage_of(node) == stage]
        wholes = [total for total in totals if stage_of(total) == stage]
        yield _readings(wholes, own, head, cue, sure=sure and whole)


def _readings(
    totals: Sequence[Node], after: Sequence[Node], head: Node, cue: str, *, sure: bool
) -> list[Listing]:
    items = [node for node in _outside_inner(after) if node.addable and _same(node, head)]
    near = _one_way(_run(items))
    spans = [
        *_before_inner(items),
        near,
        *(near[:count] for count in range(len(near) - 1, 1, -1) if _may_end(near, count)),
        tuple(items),
    ]
    readings: dict[tuple[Node, tuple[Node, ...]], Listing] = {}
    for total in reversed(totals[-3:]):
        for parts in _points(total, items) or spans:
            if any((direction(part) != 0) != (direction(total) != 0) for part in parts):
                continue
            if len(parts) > 1 and _one_way(parts) == parts:
                loose = not sure or _is_open(after, cue, parts) or not _counts_alike(parts, total)
                readings.setdefault((total, parts), Listing(total, parts, cue, loose))
    return list(readings.values())


def _before_inner(items: Sequence[Node]) -> list[tuple[Node, ...]]:
    """The items before an inner 其中, where those behind it are parts of the last of them: A；B 9万元，其中：C；D."""
    if not nested([item.label for item in items]):
        return []
    cuts = [at for at, item in enumerate(items) if at and nested([items[at - 1].label, item.label])]
    return [tuple(items[:at]) for at in cuts[:1] if at > 1]


_BUDGETED = re.compile(r"预算(?:数|总额|安排)?为?$")
_FINAL = re.compile(r"(?:决算|执行数|实际支出)(?:数|总额)?为?$")


def stage_of(node: Node) -> str:
    """Whether an amount is of the budget or of the final account, by the words right before it."""
    return "budget" if _BUDGETED.search(node.clause) else "final" if _FINAL.search(node.clause) else ""


def _may_end(near: Sequence[Node], count: int) -> bool:
    """Whether a list with commas may end before what follows: not where its last item only comes again."""
    last, following = near[count - 1], near[count]
    again = last.label == following.label and last.figure.value == following.figure.value
    return near[1].separator == "，" and not again


def among(passage: Passage, previous: Sequence[Node]) -> Iterator[list[Listing]]:
    """Lists behind 其中 and its relatives; the whole stands before, or closes the sentence before.

    Args:
        passage: What is read.
        previous: The nodes of the sentence before the passage.
    """
    before: list[Node] = list(previous)
    for sentence in passage.sentences():
        outer = -1
        for index, node in enumerate(sentence):
            words = node.lead if index == 0 else re.split("[；。]", node.gap)[-1]
            cue = _AMONG.search(words)
            if (
                cue is None
                or _CLASSIFIED.search(words)
                or (cue[0].startswith("分别") and not _shared_out(sentence, index))
            ):
                continue
            if index:
                earlier = sentence[max(0, index - MAX_BEFORE) : index]
                later = sentence[index : index + MAX_ITEMS]
                apart = any("；" in each.gap for each in (*sentence[outer + 1 : index], *later[1:]))
                mixed = outer >= 0 and not apart
                yield from _listings(earlier, later, cue[0], sure=not mixed)
                outer = index
            elif node.stops <= 1:
                sure = not words[: cue.start()].strip("：，“” ") or _ALL.match(words) is not None
                sure = sure and not _ends_in_list(before)
                yield from _listings(before, sentence, cue[0], sure=sure)
                outer = index
        before = sentence


def _ends_in_list(before: Sequence[Node]) -> bool:
    """Whether what comes before is a list itself: its last item is hardly the whole of another list."""
    cues = [at for at, node in enumerate(before) if at and _AMONG.search(node.gap) and node.addable]
    return bool(cues) and len(list_of(before[cues[-1] :])) > 1


def _shared_out(sentence: Sequence[Node], index: int) -> bool:
    """Whether 分别为 divides a total that was named before: three yearly amounts have none.

    A total says so (合计, 共, 总), or it is the only amount before a list whose items all bear names.
    """
    before = sentence[max(0, index - MAX_BEFORE) : index]
    if any(re.search(r"合计|共|总", node.gap) for node in before):
        return True
    parts = list_of(sentence[index : index + MAX_ITEMS]) if sentence[index].addable else ()
    alike = [node for node in before if parts and _same(node, parts[0])]
    named = all(_name_before(part) for part in parts)
    return len(alike) == 1 and len(parts) > 1 and named and len({part.label for part in parts}) == len(parts)


def _name_before(part: Node) -> bool:
    """Whether a name stands before an amount: three of one year after the other have none."""
    words = re.split("[，；。：、]|分别(?:为|是)", part.gap)[-1]
    return re.search(r"[一-龥]{2}", words) is not None and not re.search(r"\d{4}年|年度$", words)


def in_brackets(nodes: Sequence[Node]) -> Iterator[list[Listing]]:
    """A figure and the figures of the bracket behind it, brackets in brackets included."""
    for node in nodes:
        if node.inside:
            inner = list(node.inside)
            if not re.match(r"[不]?含|较|比|占|同比|其中含", inner[0].gap):
                yield from _listings([node], inner, "（")
            yield from in_brackets(inner)


def closed_by_total(sentence: Sequence[Node]) -> Iterator[list[Listing]]:
    """Items that a total closes: A 3万元、B 5万元，合计8万元."""
    for index, node in enumerate(sentence):
        said = sentence[index - 1] if index > 2 and _says_how_many(sentence[index - 1], node) else None
        if index > 1 and node.addable and (_CLOSING.search(node.clause) or said is not None):
            run = _closed(sentence, index - (said is not None))
            parts = _of_kind(node, [part for part in run if part.addable and _same(part, node)])
            if (
                len(parts) > 1
                and _one_way((*parts, node)) == (*parts, node)
                and not any(_AMONG.search(part.gap) for part in run[1:])
                and not _taken_already(sentence, run, parts)
            ):
                certain = (
                    _run(parts) == parts
                    and _counts_alike(parts, node)
                    and all(part.label for part in parts)
                    and (said is None or said.figure.value == len(parts))
                )
                yield [Listing(node, parts, "合计", not certain)]


def _says_how_many(said: Node, total: Node) -> bool:
    """Whether a count says of how many items the total right behind it is: 两项共支出44.55万元, 三项合计25万元."""
    counts = said.figure.dimension == "count" and said.figure.unit in _ITEMS and not said.clause
    return counts and _OF_ITEMS.fullmatch(total.gap) is not None


def _taken_already(sentence: Sequence[Node], run: Sequence[Node], parts: Sequence[Node]) -> bool:
    """Whether the items behind 其中 make up the amount before it: a total behind them is of that and more."""
    at = sentence.index(run[0])
    low = sum((part.figure.value or Decimal(0) for part in parts), Decimal(0))
    wholes = [
        node for node in sentence[max(0, at - MAX_BEFORE) : at] if node.addable and _same(node, parts[0])
    ]
    return any(whole.figure.value == low for whole in wholes[-2:])


def _closed(sentence: Sequence[Node], index: int) -> Sequence[Node]:
    """What a closing total is of: the items since the last semicolon, or those that semicolons part."""
    first = max(0, index - MAX_ITEMS)
    run = sentence[first:index]
    if "；" not in sentence[index].gap:
        run = _since_semicolon(sentence[first : index + 1])[:-1]
    cues = [at for at, node in enumerate(run) if at and _AMONG.search(node.gap)]
    return run[cues[-1] :] if cues else run


def _since_semicolon(nodes: Sequence[Node]) -> Sequence[Node]:
    for index in range(len(nodes) - 1, 0, -1):
        if "；" in nodes[index].gap:
            return nodes[index:]
    return nodes


def classified(sentence: Sequence[Node]) -> tuple[str, list[Node], list[Node]] | None:
    """A list behind 按 … 分类为: its subject, the figures before it, its items."""
    for index, node in enumerate(sentence):
        lead = node.lead if index == 0 else node.gap
        found = _CLASSIFIED.search(lead)
        if found is None and index == 0 and node.stops == 1 and _HEADED.search(node.gap):
            return "", [], list(sentence)
        if found is not None:
            subject = re.split(f"[{CLAUSE_END}]", lead[: found.start()])[-1]
            return subject, list(sentence[:index]), list(sentence[index:])
    return None
