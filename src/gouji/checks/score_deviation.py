"""SCORE-DEVIATION 偏差原因: an indicator that is short, or far beyond its target, gives a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.forms.form import EXECUTION, Entry, forms
from gouji.checks.reading.forms.targets import Pair, pair_of
from gouji.checks.reading.tables.sheets import Slot
from gouji.checks.reading.text.prose import lines
from gouji.document import Document
from gouji.facts import Facts
from gouji.findings import Operand, Present, Relation

MAX_ROWS = 500
"""A form of more rows is looked through no further: reasons are searched for row by row."""

_REASON = re.compile(r"原因|由于|主要系|主要是|因为|受.{1,20}影响")


@proposes("SCORE-DEVIATION", title="偏差原因", severity="low")
def deviations(facts: Facts) -> Iterator[Relation]:
    """A row with points deducted, or with more than 130 % of its target, has its 偏差原因 filled in.

    Formula: 得分 < 分值, or 完成值 > 130 % × 指标值: 偏差原因 is printed
    Example: A target of ≥5次, 12次 done, 偏差原因 blank.
    Undetermined: A form without a column for reasons, targets in words and limits (≤) give no relation.
    Source: Rule R4, local practice. Profile: ``deviation.over``. A reason in the prose that names the
        indicator will do.
    """
    told = "\n".join(line.text for line in lines(facts) if _REASON.search(line.text))
    for form in forms(facts):
        below = [*form.entries[1:], None]
        for entry, following in zip(form.entries[:MAX_ROWS], below):
            if entry.reason is None or entry.score is None or EXECUTION.search(entry.name):
                continue
            pair = pair_of(entry, facts.document)
            over = pair is not None and _over(pair, facts)
            # Of a target in words nobody can say how far it was missed.
            measured = pair is not None and pair.target.figure is not None
            # A weight that the rows below share is not that of its own row alone.
            shared = following is not None and following.weight is not None and following.weight.blank
            short = entry.short and not shared and (measured or not entry.reason.blank)
            if (over or short) and not (entry.reason.blank and _explained(told, entry)):
                yield _relation(facts, entry)


def _over(pair: Pair, facts: Facts) -> bool:
    done = pair.completion
    return done is not None and done > facts.profile.deviation_over


def _explained(told: str, entry: Entry) -> bool:
    """Whether a paragraph that gives reasons names the indicator."""
    name = re.sub(r"[（(].*|[“”\"]", "", entry.name)
    return len(name) >= 4 and name in told


def _operand(slot: Slot, role: str, label: str, document: Document) -> Operand:
    """A cell by its one figure, also where a sign stands before it (≥5次)."""
    if len(slot.figures) == 1:
        return Operand(role, label, slot.figures[0])
    return slot.operand(role, label, document)


def _relation(facts: Facts, entry: Entry) -> Relation:
    document = facts.document
    slots = (
        ("target", "指标值", entry.target),
        ("actual", "完成值", entry.actual),
        ("weight", "分值", entry.weight),
        ("score", "得分", entry.score),
    )
    beside = [
        _operand(slot, role, f"{entry.name}（{name}）", document)
        for role, name, slot in slots
        if slot is not None and not slot.blank
    ]
    assert entry.reason is not None
    stated = entry.reason.operand("reason", f"{entry.name}（偏差原因）", document)
    return Relation(stated, predicate=Present(), beside=tuple(beside))
