"""SUM-COUNT 计数合计: the counts that a text lists for a whole add up to it."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.lists.listing import relation_of
from gouji.checks.reading.lists.listings import listings
from gouji.facts import Facts
from gouji.findings import Relation


@proposes("SUM-COUNT", title="计数合计", severity="medium", presumed=True)
def counts(facts: Facts) -> Iterator[Relation]:
    """The counts listed behind 其中, 包括, 合计, in brackets or as items add up to their whole.

    Formula: 总数 = 个数₁ + 个数₂ + …
    Example: 核定编制 42 名, 其中 行政编制 12 and 事业编制 30: 12 + 30 = 42.
    Undetermined: the list is open (等, 主要为), or its groups may overlap (persons, 领导职数 within 编制).
    Source: Prose on staff and on projects; items that all print 项目数 below a line that names the number of projects.
    """
    for readings in listings(facts):
        if readings[0].total.figure.dimension == "count":
            yield relation_of(readings)
