"""SUM-PART 其中求和: the parts that a text lists for a whole add up to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.forms.earned import earned_groups
from gouji.checks.reading.lists.listing import relation_of
from gouji.checks.reading.lists.listings import listings
from gouji.checks.reading.lists.unit_twins import printed, put_right, slipped
from gouji.checks.reading.text.nodes import Node
from gouji.facts import Facts
from gouji.findings import Relation


@proposes("SUM-PART", title="其中求和", severity="high", version=2, presumed=True)
def parts(facts: Facts) -> Iterator[Relation]:
    """The parts listed behind 其中, 包括, 合计, in brackets or as items add up to their whole.

    Formula: 合计 = 部分₁ + 部分₂ + …
    Example: 收入合计 781.23 万元, 其中 762.85 and 18.38: 762.85 + 18.38 = 781.23.
    Undetermined: the list is open (等, 主要为), or a part is an estimate with one open end.
    Source: Prose on income, expenditure and results; brackets within brackets are a tree. Counts are those of SUM-COUNT,
        the groups of a frame of points those of SCORE-SUM.
    """
    points = {frozenset(part.score.start for part in group.parts) for group in earned_groups(facts)}
    for readings in listings(facts):
        dimension = readings[0].total.figure.dimension
        told = frozenset(part.figure.start for part in readings[0].parts)
        if dimension == "score" and (told in points or any(map(_is_earned, readings[0].parts))):
            continue
        if dimension != "count":
            made = relation_of(readings)
            odd = slipped(readings[0], printed(facts)) if dimension == "money" else None
            right = put_right(made, readings[0], odd) if odd is not None else None
            yield right or made


def _is_earned(part: Node) -> bool:
    """Whether points were given or taken away: 得48分, 扣2分, 附加分6分 are no parts of 满分100分."""
    return _EARNED.search(part.clause) is not None


_EARNED = re.compile(r"扣[减除]?了?$|得(?:分)?(?:为)?$|附加|加分")
