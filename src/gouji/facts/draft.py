"""What grammar makes of one amount of the prose 草拟."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.document import Span
from gouji.facts.model import Kind, Stage

MAX_WEAK = 12
_WEAK = re.compile(
    r"^(?:每.{0,3}|比.{0,6}|与.{0,6}|共计?|合计|总计|其中|补助|补贴|奖励|给予|安排|投入|拨付|支出|达到?|提高到?|减少|增加)+$"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What grammar makes of a money figure 草拟: its name, where the name stands, and its place in a 其中.

    ``pieces`` are the spans that the name is put together from, ``clause`` is where the words of the
    figure begin. ``parent`` is the index, in the figures given, of the figure it is a part of.
    """

    item: str
    pieces: tuple[Span, ...]
    clause: Span
    kind: Kind | None
    stage: Stage | None
    scope: str | None
    parent: int | None

    @property
    def is_weak(self) -> bool:
        """Whether the name says too little to stand alone (共计, 补助, 每家给予)."""
        # A long name says enough; the pattern must never see one, for it tries every way to cut it.
        return len(self.item) < 3 or (len(self.item) <= MAX_WEAK and _WEAK.match(self.item) is not None)
