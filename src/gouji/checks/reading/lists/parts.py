"""Totals and their parts, as prose lists them: 其中, 分别为, 按 … 分类, 合计, brackets, items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.checks.reading.lists.counted import counts_alike
from gouji.checks.reading.lists.listing import Listing, is_open
from gouji.checks.reading.lists.portions import are_all_shared
from gouji.checks.reading.lists.runs import (
    list_of,
    one_way,
    outside_inner,
    points_of,
    run_of,
    same_kind,
)
from gouji.checks.reading.names.nesting import nested
from gouji.checks.reading.text.changes import direction
from gouji.checks.reading.text.nodes import CLAUSE_END, Node, Passage

_STOPS = re.compile("[；。]")
AMONG = re.compile(
    r"其中|包括|包含|具体用于(?:以下|如下|下列)?[^，。；：]{0,6}(?=：)|全部用于(?:以下|如下|下列)[^，。；：]{0,6}(?=：)|分项(?:情况)?(?:是|为|如下)|(?:分类|归类|构成|明细|具体)(?:情况)?如下(?=：)|分别为|分别是|分别(?:用于|投向|安排用于)：?|(?<![得评积百])分为|具体为|具体是|由[^，。；：]{0,8}(?:构成|组成)(?=[：，])"
)
_CLASSIFIED = re.compile(
    r"(?:按(?:照)?[^，。；：]{0,8}?(?:性质|科目|分类|类别|类型|用途|来源|级次|层级|方向|领域|地区|区域|对象|环节|主体|层次|内容)(?:看|来看|划分|分|统计|计)(?=[：，])"
    r"|按[^，。；：]{1,16}?(?:(?:分类|划分|分)(?:分为|为|如下|分别为|包括|：|，包括)|(?:分为|为|如下|分别为|包括)))[：，]?"
)
_HEADED = re.compile(r"^[^，。；：]{0,6}按(?:照)?[^，。；：]{1,14}(?:划分|分类|分|看)。")
_ALL = re.compile(r"均|全部|具体")
_DIVIDED = re.compile(r"[，：]?[一-龥]{2,16}?(?<!部)分(?:为|成)?$")
_ITEM_MARK = re.compile(
    r"；(?:[①-⑳]|（?[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.．、]|[一二三四五六七八九十]是|第[一二三四五六七八九十])"
)


MAX_BEFORE = 60
MAX_ITEMS = 200


def _listings(
    before: Sequence[Node], after: Sequence[Node], cue: str, *, sure: bool = True
) -> list[list[Listing]]:
    """For each unit in *after*, its readings as parts of a node of *before*, the likeliest first."""
    # A total stands near its list, and no list of a report is longer: a hostile one must not cost more.
    before, after = before[-MAX_BEFORE:], after[:MAX_ITEMS]
    lists: list[list[Listing]] = []
    heads: list[Node] = []
    for at, node in enumerate(after):
        if at and "；" in node.gap and _ITEM_MARK.search(node.gap):
            # ②运转468万元，其中行政村14个；③整治236万元: with its item ends what 其中 begins.
            break
        if node.addable and not any(same_kind(node, head) for head in heads):
            heads.append(node)
            totals = [total for total in before if total.addable and same_kind(total, node)]
            lists.extend(_by_stage(totals, after, node, cue, sure=sure))
    return [readings for readings in lists if readings]


def _by_stage(
    totals: Sequence[Node], after: Sequence[Node], head: Node, cue: str, *, sure: bool
) -> Iterator[list[Listing]]:
    """The readings of a list; 预算为8万元，决算为5万元 of every item are two lists, each of its own total."""
    stages = [stage_of(node) for node in after if node.addable and same_kind(node, head)]
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
    items = [node for node in outside_inner(after) if node.addable and same_kind(node, head)]
    near = one_way(run_of(items))
    spans = [
        *_before_inner(items),
        near,
        *(near[:count] for count in range(len(near) - 1, 1, -1) if _may_end(near, count)),
        tuple(items),
    ]
    readings: dict[tuple[Node, tuple[Node, ...]], Listing] = {}
    wholes = totals[-3:][::-1]
    # 硬化6.4公里，目标6公里；其中…: what was aimed at is taken apart last.
    for total in sorted(wholes, key=lambda total: _AIM.match(total.label) is not None):
        for parts in points_of(total, items) or spans:
            if any((direction(part) != 0) != (direction(total) != 0) for part in parts):
                continue
            if len(parts) > 1 and one_way(parts) == parts:
                shared = are_all_shared(parts, after)
                loose = not sure or is_open(after, cue, parts) or not counts_alike(parts, total)
                loose = loose or _goes_on_to_what_came_of_it(total, parts)
                listing = Listing(total, parts, cue, loose and not shared)
                if cue == "其中" and listing.leaves_much and not shared:
                    listing = replace(listing, open=True)
                beside = _joined_to(total, totals)
                if beside:
                    # 建议18件、提案25件均已办复，其中A类31件、B类12件: the parts may be of the two together.
                    readings.setdefault((total, parts), replace(listing, beside=beside))
                    listing = replace(listing, open=True)
                    readings.setdefault((total, (*parts, total)), listing)
                    continue
                readings.setdefault((total, parts), listing)
    return list(readings.values())


def _goes_on_to_what_came_of_it(total: Node, parts: Sequence[Node]) -> bool:
    """Whether a list of what was planned ends with what was done: 计划投资A，其中一期B，完成投资C."""
    done = [_CAME.match(part.label) is not None for part in parts]
    return not done[0] and any(done) and _PLAN.search(total.label) is not None


_PLAN = re.compile(r"计划|目标|任务|控制数|预算")
_CAME = re.compile(r"(?:实际|已|累计)?(?:完成|支出|支付|执行|使用)|实际")

_TOGETHER = re.compile(r"(?:共|均|都|全部|合并|一并)")


def _joined_to(total: Node, totals: Sequence[Node]) -> tuple[Node, ...]:
    """The wholes that one list joins to a total of which the text goes on together: A 18件、B 25件均已办复."""
    if not _TOGETHER.match(total.after):
        return ()
    at = next((index for index, node in enumerate(totals) if node is total), 0)
    first = at
    while first > 0 and totals[first].gap.startswith(("、", "和", "及", "与")):
        first -= 1
    return tuple(totals[first:at])


_AIM = re.compile(r"(?:年度|绩效|计划)?(?:目标|任务)(?:值|数|量)?(?:为|是)?$")


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
            words = node.lead if index == 0 else _STOPS.split(node.gap)[-1]
            cue = AMONG.search(words)
            if (
                cue is None
                or _CLASSIFIED.search(words)
                or (cue[0].startswith("分别") and not _shared_out(sentence, index))
            ):
                continue
            if _names_its_own(words[cue.end() :], node):
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


def _names_its_own(words: str, node: Node) -> bool:
    """Whether what stands behind 其中 is itself divided, and not the amount before it: 其中省级资金分两批下达：…."""
    return node.figure.dimension == "count" and _DIVIDED.match(words) is not None


def _ends_in_list(before: Sequence[Node]) -> bool:
    """Whether what comes before is a list itself: its last item is hardly the whole of another list."""
    cues = [at for at, node in enumerate(before) if at and AMONG.search(node.gap) and node.addable]
    return bool(cues) and len(list_of(before[cues[-1] :])) > 1


def _shared_out(sentence: Sequence[Node], index: int) -> bool:
    """Whether 分别为 divides a total that was named before: three yearly amounts have none.

    A total says so (合计, 共, 总), or it is the only amount before a list whose items all bear names.
    """
    before = sentence[max(0, index - MAX_BEFORE) : index]
    if any(re.search(r"合计|共|总", node.gap) for node in before):
        return True
    parts = list_of(sentence[index : index + MAX_ITEMS]) if sentence[index].addable else ()
    alike = [node for node in before if parts and same_kind(node, parts[0])]
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
