"""Totals that close a list: A 3万元、B 5万元，合计8万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.checks.reading.lists.added_on import ADDED
from gouji.checks.reading.lists.counted import counts_alike
from gouji.checks.reading.lists.counted_totals import said_count
from gouji.checks.reading.lists.listing import DEDUCTED, Listing
from gouji.checks.reading.lists.parts import AMONG, MAX_BEFORE, MAX_ITEMS
from gouji.checks.reading.lists.runs import of_kind, one_way, run_of, same_kind
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import sum_of

_CLOSING = re.compile(
    r"(?:合计|共计|总计|总共|合共|(?:上述|以上)(?:资金|支出|项目|经费)?共)(?:为|是|达|达到)?"
    r"(?:批复|下达|安排|完成|发放|拨付|使用|需)?(?:总?(?:资金|金额|支出|收入|投入|投资|补助|经费))?$"
)
_IN_ALL = re.compile(r"[^，。；：]{0,6}，(?:一?共|总共)")
_ONLY_TOTAL = re.compile(
    r"(?:以上|上述|[两三四五六]项)?(?:合计|共计|总计)(?:为|是)?(?:支出|兑现|资金|金额){0,2}"
)
_DIVIDED = re.compile(r"按(?:照)?[^，。；：]{1,12}?(?:划分|统计|分|看|计)(?:为)?[，：]")
_ITEMS = frozenset({"项", "笔", "批", "类", "者"})
_BACK = ("", "以上", "上述", "前述", "这")
_OF_ITEMS = re.compile(
    r"[一-龥]{0,4}?(?:合计|共计|总计|总共|合共|共)(?:为|是|达)?(?:支出|使用|投入|下达|安排|拨付|需|资金|金额|经费|补助){0,2}"
)


def closed_by_total(sentence: Sequence[Node]) -> Iterator[list[Listing]]:
    """Items that a total closes: A 3万元、B 5万元，合计8万元."""
    for index, node in enumerate(sentence):
        said = sentence[index - 1] if index > 2 and _says_how_many(sentence[index - 1], node) else None
        in_all = _IN_ALL.fullmatch(node.gap) is not None
        if index > 1 and node.addable and (_CLOSING.search(node.clause) or said is not None or in_all):
            run = _closed(sentence, index - (said is not None))
            parts = of_kind(node, [part for part in run if part.addable and same_kind(part, node)])
            if (
                len(parts) > 1
                and one_way((*parts, node)) == (*parts, node)
                and not any(AMONG.search(part.gap) for part in run[1:])
                and not _taken_already(sentence, run, parts)
            ):
                # 按身份分，甲类…、乙类…，共…: what is divided so is divided wholly, and each belongs to one part.
                divided = _DIVIDED.search(run[0].gap) is not None and len({p.label for p in parts}) == len(
                    parts
                )
                certain = (
                    (not in_all or divided)
                    and run_of(parts) == parts
                    and (divided or counts_alike(parts, node))
                    and all(part.label for part in parts)
                    and not any(DEDUCTED.search(part.label) for part in parts)
                    and (said is None or said.figure.value == len(parts))
                    and not _goes_on_from_the_whole(sentence, run)
                )
                count = said_count(node.clause) if said is None else int(said.figure.value or 0)
                yield [Listing(node, parts, "合计", not certain, counted=count == len(parts))]


def closed_behind(passage: Passage) -> Iterator[list[Listing]]:
    """Items each of which ends with a total, and the total of all behind the full stop: …共计3万元；…共计5万元。合计8万元."""
    for items, closing in pairwise(passage.sentences()):
        total = closing[0]
        if not (total.addable and total.stops == 1 and _ONLY_TOTAL.fullmatch(total.lead)):
            continue
        items = items[-MAX_ITEMS:]
        parts = tuple(node for node in items if node.addable and same_kind(node, total) and _says_total(node))
        if len(parts) > 1 and all("；" in each for each in _between(items, parts)):
            yield [Listing(total, parts, "合计", False)]


def _says_total(node: Node) -> bool:
    return _CLOSING.search(node.clause) is not None


def _between(nodes: Sequence[Node], parts: Sequence[Node]) -> Iterator[str]:
    """The words that stand between the parts of a list."""
    for first, second in pairwise(parts):
        yield "".join(node.gap for node in nodes[nodes.index(first) + 1 : nodes.index(second) + 1])


def _says_how_many(said: Node, total: Node) -> bool:
    """Whether a count says of how many items the total right behind it is: 两项共支出44.55万元, 三项合计25万元."""
    counts = said.figure.dimension == "count" and said.figure.unit in _ITEMS and said.clause in _BACK
    return counts and _OF_ITEMS.fullmatch(total.gap) is not None


def _taken_already(sentence: Sequence[Node], run: Sequence[Node], parts: Sequence[Node]) -> bool:
    """Whether the items behind 其中 make up the amount before it: a total behind them is of that and more."""
    at = sentence.index(run[0])
    low = sum_of(parts)
    wholes = [
        node for node in sentence[max(0, at - MAX_BEFORE) : at] if node.addable and same_kind(node, parts[0])
    ]
    return any(whole.figure.value == low for whole in wholes[-2:])


def _goes_on_from_the_whole(sentence: Sequence[Node], run: Sequence[Node]) -> bool:
    """Whether what is added behind 其中 is added to the whole before it: A，其中B，加上C，共计D."""
    inner = run[0] is not sentence[0] and AMONG.search(run[0].gap) is not None
    return inner and any(ADDED.match(node.gap) for node in run[1:])


def _closed(sentence: Sequence[Node], index: int) -> Sequence[Node]:
    """What a closing total is of: the items since the last semicolon, or those that semicolons part."""
    first = max(0, index - MAX_ITEMS)
    run = sentence[first:index]
    if "；" not in sentence[index].gap:
        run = _since_semicolon(sentence[first : index + 1])[:-1]
    cues = [at for at, node in enumerate(run) if at and AMONG.search(node.gap)]
    return run[cues[-1] :] if cues else run


def _since_semicolon(nodes: Sequence[Node]) -> Sequence[Node]:
    for index in range(len(nodes) - 1, 0, -1):
        if "；" in nodes[index].gap:
            return nodes[index:]
    return nodes
