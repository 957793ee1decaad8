"""Accounts by name: which earlier figure a later sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks.reading.text.nodes import Node, Passage

REACH = 16
"""How many paragraphs back a name is looked up."""

PARTITIONS: tuple[frozenset[str], ...] = (
    frozenset({"基本支出", "项目支出"}),
    frozenset({"人员经费", "公用经费"}),
    frozenset({"人员支出", "公用支出"}),
    frozenset({"人员经费", "公用支出"}),
    frozenset({"一般公共预算", "政府性基金"}),
)
"""Accounts that make up their whole between them 收支分类."""

SHARED = 3
"""How many characters at their ends two names of one account have in common at least."""

_SCOPES = ("一般公共预算", "政府性基金", "国有资本", "财政专户", "其他资金", "财政拨款", "整体")
_NAME_END = re.compile(r"(?:总额|金额|合计|总计|共计|数)+$")


def core(name: str) -> str:
    """A name without 合计, 总额 and the like at its end."""
    return _NAME_END.sub("", name)


def matches(name: str, label: str) -> bool:
    """Whether a label is that of the named account: they end alike and speak of one scope 口径."""
    first, second = core(name), core(label)
    if first[-SHARED:] != second[-SHARED:]:
        return False
    if [scope in first for scope in _SCOPES] != [scope in second for scope in _SCOPES]:
        return False
    common = 0
    while common < min(len(first), len(second)) and first[-1 - common] == second[-1 - common]:
        common += 1
    return common > SHARED or (common == SHARED and common == min(len(first), len(second)))


def named_before(passages: Sequence[Passage], index: int, node: Node, name: str) -> list[Node]:
    """The figures before *node* that bear a name, the nearest first."""
    # What does not hold its last characters cannot end with them.
    last = core(name)[-SHARED:]
    found = [
        earlier
        for passage in passages[max(0, index - REACH) : index + 1]
        for earlier in passage.nodes
        if last in earlier.label
        and earlier.addable
        and earlier.figure.start < node.figure.start
        and matches(name, earlier.label)
    ]
    return found[::-1]


def completes(labels: Sequence[str]) -> bool:
    """Whether accounts of these names make up a whole by convention."""
    for partition in PARTITIONS:
        hits = [next((account for account in partition if account in label), None) for label in labels]
        if None not in hits and set(hits) == partition and len(hits) == len(partition):
            return True
    return False


_WITHIN = re.compile(
    r"(?:^|：)(?P<name>[^，。；：、（]{2,30}?(?:支出|收入|经费|预算|资金|投入|结转|结余|余额))中[，：]?(?!央|心|国|小|期|等|医)"
)


def within(lead: str) -> str | None:
    """The account that a sentence takes apart: 基本支出中…, 项目支出中…."""
    found = _WITHIN.search(lead)
    return found["name"] if found is not None else None


def taken_apart(passage: Passage) -> Iterator[tuple[str, list[Node]]]:
    """The sentences that begin with 〈account〉中, with their figures."""
    for sentence in passage.sentences():
        name = within(sentence[0].lead)
        if name is not None:
            yield name, sentence
