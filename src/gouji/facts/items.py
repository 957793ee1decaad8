"""The name of an amount in prose, cut by grammar from the words before it.

A draft is offered to the model and stands in where a model's name is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.document import Document
from gouji.facts.cutting import MAX_ITEM
from gouji.facts.draft import MAX_WEAK, Draft
from gouji.facts.model import Kind
from gouji.facts.paragraph import Paragraph
from gouji.figures.figure import Figure

_ITEM_OF_LIST = re.compile(
    r"^[\s　]*(?:[●•·○◆◇■□▪★※*－-]|[（(]?(?:\d{1,2}|[一二三四五六七八九十]+)[）).．、]|[①-⑳])"
)


def draft_items(document: Document, figures: Sequence[Figure], year: int | None = None) -> dict[int, Draft]:
    """Names for the money figures of the prose, by their index in *figures*.

    Args:
        document: The report.
        figures: Its figures in text order; those that are not money only bound the names.
        year: The fiscal year: it is left out of the names, other years are not.
    """
    drafts: dict[int, Draft] = {}
    position = 0
    listed: Kind | None = None
    for block in document.blocks:
        while position < len(figures) and figures[position].end <= block.start:
            position += 1
        if block.kind == "table":
            continue
        inside: list[int] = []
        probe = position
        while probe < len(figures) and figures[probe].start < block.end:
            inside.append(probe)
            probe += 1
        if listed is not None and not _ITEM_OF_LIST.match(document.text[block.start : block.start + 12]):
            listed = None
        reader = Paragraph(document, figures, drafts, str(year or ""), listed)
        if any(figures[index].dimension == "money" for index in inside):
            reader.read(block, inside)
        if document.text[max(block.start, block.end - 4) : block.end].rstrip().endswith(("：", ":")):
            listed = reader.announced(block)
    return drafts


__all__ = ["MAX_ITEM", "MAX_WEAK", "Draft", "draft_items"]
