"""Operators on words: the grade, the scope of an amount, the unit above a table."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from generator.edit import Edit
from generator.tree import Paragraph, Relation, Report, Table


def band(report: Report, random: Random) -> Edit | None:
    """The grade of another band."""
    grades = [word for word in report.words().values() if word.kind == "grade"]
    if not grades:
        return None
    word = random.choice(grades)
    return Edit(report.put(replace(word, text=word.other)), (word.key,), anywhere=True)


def scope(report: Report, random: Random) -> Edit | None:
    """An amount under the name of another scope; it then contradicts what that scope has elsewhere."""
    scopes = [word for word in report.words().values() if word.kind == "scope"]
    if not scopes:
        return None
    word = random.choice(scopes)
    first = next(slot for slot in report.slots().values() if slot.variable == word.variable)
    kept = [r for r in report.relations if not (r.form == "equal" and word.slot in r.keys)]
    moved = Relation("XREF-SCOPE", "equal", word.slot, (first.key,))
    edited = replace(report.put(replace(word, text=word.other)), relations=(*kept, moved))
    return Edit(edited, (word.slot,))


def caption(report: Report, random: Random) -> Edit | None:
    """单位：元 above a table in 万元: every amount of the table is off by 10⁴."""
    found = [
        (index, after)
        for index, (block, after) in enumerate(zip(report.blocks, report.blocks[1:]))
        if isinstance(block, Paragraph) and block.kind == "caption" and isinstance(after, Table)
    ]
    if not found:
        return None
    index, table = random.choice(found)
    paragraph = Paragraph(("单位：元",), "caption")
    blocks = (*report.blocks[:index], paragraph, *report.blocks[index + 1 :])
    slots = [s for s in report.slots().values() if s.table == table.key and s.measure == "万元"]
    edited = replace(report, blocks=blocks).put(*(replace(slot, measure="元") for slot in slots))
    return Edit(edited, tuple(slot.key for slot in slots))
