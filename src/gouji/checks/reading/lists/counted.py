"""Whether counted groups are all of their whole, and none of them twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from gouji.checks.reading.lists.groupings import exclusive, of_one_noun
from gouji.checks.reading.text.nodes import Node
from gouji.checks.reading.text.quantities import sum_of, value_of

PEOPLE = frozenset({"人", "名", "位", "人次", "户", "学生", "学员"})
"""Units of those who can be in two groups at once: 乡村教师 and 骨干教师."""
_ON_STAFF = re.compile(r"在职|在编|编制")
_STAFF = re.compile(r"行政|事业|参公|参照公务员|公务员|工勤|机关|编内|编外|聘用|管理|专业技术")
ACT = re.compile(r"创建|建成|新建|打造|评为|获评|获|培育|完成|实施|认定|新增|改造")
KIND_OF = re.compile(
    r"脱贫|贫困|示范|重点|美丽|文明|先进|特色|试点|监测户|低保|残疾|老区|民族|边境|学历|背景|职称|持证|具有|具备|骨干|优秀(?!率)|困难|女性|党员|妇女|高龄|独居"
)
"""Marks of which one thing can bear several."""
_AGAIN = re.compile(
    r"(?:经|现场|其中)?(?:复查|复检|复核|复验|复测|补考|补检|补测|重考|重测|重新|再次|二次|整改后)"
)
"""What was done once more, with those that were counted before: 复查合格."""
_TWICE = re.compile(r"同时(?:具备|具有|属于|享受|获得|是)|兼有|交叉|重叠|重复|去重|既.{1,12}又")
BEHIND = 30
"""How many characters behind a list may say that its groups overlap."""
_STEP = re.compile(r"以上(?:的|项目|企业)?$|^以上")
MOST_OF = Decimal("0.9")
"""Counted groups that make up less of their whole than this are examples of it."""
ALIKE = {"名": "人", "位": "人", "台": "台套", "套": "台套"}
"""Measure words that count the same things."""
FEWEST = 3
"""How many parts make up nearly all of their whole by more than chance."""
SHORT_BY = Decimal("0.08")
BEYOND_BY = Decimal("0.05")
"""What so many parts may be short of their whole, or more than it, and be a slip of the pen."""


def unit_of(node: Node) -> str:
    """The unit that a node is counted in, under the one name of all that count the same: 9,080名 are 人."""
    return ALIKE.get(node.figure.base_unit, node.figure.base_unit)


def counts_alike(parts: Sequence[Node], total: Node | None = None) -> bool:
    """Whether counted groups exclude each other: their names end alike, as 在编人员, 编外人员 do.

    The staff on the payroll is divided by its kinds; 创建示范村18个 is something that was done.
    """
    if parts[0].figure.dimension not in ("count", "duration"):
        return True
    labels = [part.label for part in parts]
    if _TWICE.search(parts[-1].after[:BEHIND]):
        return False
    if any(KIND_OF.search(label) or _AGAIN.match(label) for label in labels):
        return False
    if sum(map(_is_step, labels)) > 1:
        return False
    if total is not None and _nearly(total, parts):
        return True
    if total is not None and exclusive(labels):
        return not _short_of(total, parts)
    if total is not None and of_one_noun(total, parts) and parts[0].figure.base_unit not in PEOPLE:
        return not _short_of(total, parts) and not _short_of(parts, total)
    if any(ACT.match(label) for label in labels) or (total is not None and _few_of(total, parts)):
        return False
    if parts[0].figure.base_unit in PEOPLE and not all(label.endswith("编制") for label in labels):
        return total is not None and _on_staff(total, labels)
    return all(a and b and a[-1] == b[-1] for a, b in pairwise(labels))


def _is_step(label: str) -> bool:
    """Whether a name is a step that lower ones hold as well: 10亿元以上, 50亿元以上."""
    return _STEP.search(label) is not None


def _nearly(total: Node, parts: Sequence[Node]) -> bool:
    """Whether three or more counts come so near their whole that they are all of it, if not without a slip.

    Examples of a whole leave out more than this, and groups that overlap are more than this beyond it.
    """
    whole = value_of(total)
    gap = sum_of(parts) - whole
    named = len({part.label for part in parts}) == len(parts) and all(part.label for part in parts)
    return named and len(parts) >= FEWEST and -SHORT_BY * whole <= gap <= BEYOND_BY * whole


def _few_of(total: Node, parts: Sequence[Node]) -> bool:
    """Whether parts whose names have only their last character in common are far from their whole."""
    tails = {part.label[-2:] for part in parts}
    low = sum_of(parts)
    return len(tails) > 1 and low < MOST_OF * (value_of(total))


def _short_of(whole: Node | Sequence[Node], parts: Node | Sequence[Node]) -> bool:
    """Whether some counts are far less than others: they leave something out, or speak of something else."""
    low, high = (
        sum(
            (value_of(node) for node in ([each] if isinstance(each, Node) else each)),
            Decimal(0),
        )
        for each in (parts, whole)
    )
    return low < MOST_OF * high


def _on_staff(total: Node, labels: Sequence[str]) -> bool:
    """Whether those on the payroll are divided by kinds that exclude each other: 行政, 事业, 工勤."""
    kinds = [found[0] if (found := _STAFF.search(label)) else "" for label in labels]
    return _ON_STAFF.search(total.label) is not None and all(kinds) and len(set(kinds)) == len(kinds)
