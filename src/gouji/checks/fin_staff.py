"""FIN-STAFF 编制: no more established staff than posts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks import proposes
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.facts import Facts
from gouji.findings import Operand, Relation, Sum

_POSTS = re.compile(r"编制(?:数|人数|总数|员额|名额)?(?:共|为|是|核定|有)*$")
_FIRST_POSTS = re.compile(r"(?:核定|现有|共有|批准|下达)?[^，。；]{0,12}编制")
_STAFF = re.compile(r"在职|在编|实有(?!资)")
_NO_STAFF = re.compile(
    r"聘|编外|劳务|临时|退休|离休|离退|遗属|空编|空缺|缺编|超编|增加|减少|调入|调出|领导职数|率"
)
_AMONG = re.compile(r"其中|包括|含|分别")
_KINDS = re.compile(r"(?:行政|事业|参公|机关|工勤|后勤|政法|专项|参照)[^，。；、]{0,8}编制")
_HIRED = re.compile(r"（[^）]{0,20}(?:聘|编外|劳务|临时)")
PEOPLE = frozenset({"人", "名", "个", ""})


@proposes("FIN-STAFF", title="编制", severity="medium")
def staffing(facts: Facts) -> Iterator[Relation]:
    """The established staff of a body do not exceed its posts.

    Formula: 在职人数 ≤ 编制数
    Example: 21 in post on 19 posts is a rate of 110.5 %, above 100 %.
    Undetermined: Posts or staff are not printed in the paragraph, or the staff include those hired outside.
    Source: Rule R8; prose on 机构人员 and 编制.
    """
    for passage in passages(facts):
        yield from _in_passage(passage)


def _in_passage(passage: Passage) -> Iterator[Relation]:
    nodes = [n for n in passage.nodes if n.figure.dimension == "count" and n.figure.unit in PEOPLE]
    posts = _posts(nodes)
    staff = _staff(nodes)
    if not posts or staff is None or staff.figure.modifiers:
        return
    if "超编" in passage.text:
        return  # the report says itself that there are more, and why
    operands = tuple(Operand("posts", node.label, node.figure) for node in posts)
    yield Relation(
        Operand("staff", staff.label, staff.figure),
        operands[0] if len(operands) == 1 else Sum(operands),
        bound=True,
    )


def _posts(nodes: Sequence[Node]) -> list[Node]:
    """The total of the posts, or their kinds where no total is printed."""
    found = [node for node in nodes if _POSTS.search(node.label) or _POSTS.search(node.clause)]
    if not found:
        return []
    first = found[0]
    if _KINDS.search(first.clause) and len(found) > 1 and not _AMONG.search(found[1].gap):
        run = [first]
        for node in found[1:]:
            if not _KINDS.search(node.clause) or "。" in node.gap:
                break
            run.append(node)
        return run if len(run) > 1 else [first]
    return [first]


def _staff(nodes: Sequence[Node]) -> Node | None:
    """The established staff, named as such; the first such number that is no part of another.

    Where those hired outside are counted among them (在职528人，其中在编386人、编外142人), it is the part that
    is named as established, and nothing is known without such a part.
    """
    for at, node in enumerate(nodes):
        words = node.clause
        plain = _STAFF.search(words) and not _NO_STAFF.search(words) and not _POSTS.search(node.label)
        if plain and not node.subordinate and not _HIRED.match(node.after):
            return _established(nodes, at) if _holds_hired(nodes, at) else node
    return None


_OUTSIDE = re.compile(
    r"聘|编外|劳务|临时|合同制|购买服务|派遣|公益性岗位|辅助人员|协管|辅警|见习|借调|挂职|非在编|员额外"
)
_APART = re.compile(r"另|不含|此外|不包括|除此")
_ESTABLISHED = re.compile(
    r"(?<!非)在编|编制内|正式|(?:行政|事业|参公|公务员)[^，。；、]{0,4}(?:人员|编制|在编|$)"
)


def _members(nodes: Sequence[Node], at: int) -> list[Node]:
    """The numbers of its sentence behind a number of staff, and those of its bracket."""
    own = [node for node in nodes[at + 1 :] if node.sentence == nodes[at].sentence]
    return [*nodes[at].inside, *own]


def _holds_hired(nodes: Sequence[Node], at: int) -> bool:
    return any(
        _OUTSIDE.search(node.clause) and not _APART.search(node.clause) for node in _members(nodes, at)
    )


def _established(nodes: Sequence[Node], at: int) -> Node | None:
    found = [n for n in _members(nodes, at) if _ESTABLISHED.search(n.label) and not _OUTSIDE.search(n.label)]
    return found[0] if len(found) == 1 and not found[0].figure.modifiers else None
