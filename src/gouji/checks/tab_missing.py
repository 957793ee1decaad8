"""TAB-MISSING 单元格空缺: what a form must say is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checks import proposes
from gouji.checks.reading.forms.form import Entry, Form, Money, figure_of, forms
from gouji.checks.reading.tables.sheets import Slot
from gouji.facts import Facts
from gouji.findings import Operand, Present, Relation, Severity

FEWEST = 3
"""How many rows say of a column that is blank in most of them that it was misread."""

_CARRIED = re.compile(r"结[转余]")
_COLUMNS = (("initial", "年初预算数"), ("budget", "全年预算数"), ("executed", "全年执行数"))


@proposes("TAB-MISSING", title="单元格空缺", severity="medium")
def blanks(facts: Facts) -> Iterator[Relation]:
    """An indicator with points prints its actual value, its weight and its score; a row of funds its amounts.

    Formula: 分值 printed: 得分 printed; 得分 printed: 完成值 and 分值 printed; an amount of a row printed: all printed
    Example: A score of 10 in a row whose 实际完成值 is blank.
    Undetermined: Rows that are blank throughout, a column of values that most rows leave blank, reasons
        (SCORE-DEVIATION), the total (SCORE-MISSING), a blank 年初预算数 of what was carried in (上年结转资金),
        a blank part where the other parts make the total.
    Source: 项目支出绩效自评表. A part of the funds (其中) with some of its amounts is low.
    """
    for form in forms(facts):
        for row in form.funds:
            yield from _funds(form, row)
        if form.is_appraisal and form.header is not None and form.header.scores:
            yield from _indicators(form)


def _funds(form: Form, row: Money) -> Iterator[Relation]:
    known = [(kind, name, row.slots[kind]) for kind, name in _COLUMNS if kind in row.slots]
    filled = [(name, slot) for _, name, slot in known if not slot.blank]
    empty = [(name, slot) for kind, name, slot in known if slot.blank and not _is_nothing(form, row, kind)]
    if filled and empty:
        severity: Severity = "medium" if row.is_total else "low"
        yield _relation(form, row.label, row.head, empty, filled, severity)


def _is_nothing(form: Form, row: Money, kind: str) -> bool:
    """Whether a blank means nothing: what was carried in has no 年初预算数, and the other parts make the total."""
    if row.is_total:
        return False
    if kind == "initial" and _CARRIED.search(row.label):
        return True
    total = next((each.figure(kind) for each in form.funds if each.is_total), None)
    parts = [figure.value for each in form.funds if not each.is_total and (figure := each.figure(kind))]
    known = [value for value in parts if value is not None]
    return total is not None and bool(known) and sum(known, Decimal(0)) == total.value


def _indicators(form: Form) -> Iterator[Relation]:
    """One relation for a row; a column that is blank throughout gives one in all."""
    unscored = [entry for entry in form.entries if _blank(entry.score) and figure_of(entry.weight)]
    everywhere = len(unscored) == len(form.pointed) > 1
    misread, shared = _misread(form), _shared(form)
    for at, entry in enumerate(form.entries):
        empty = _empty(entry, scores=not everywhere or entry is unscored[0])
        empty = [each for each in empty if each[0] not in misread and (each[0] != "分值" or at not in shared)]
        if empty:
            worst: Severity = "low" if [name for name, _ in empty] == ["指标值"] else "medium"
            yield _relation(form, entry.name, entry.head, empty, _filled(entry), worst)


def _misread(form: Form) -> frozenset[str]:
    """The columns of values that most rows with a score leave blank: their heads were read askew."""
    scored = [entry for entry in form.entries if figure_of(entry.score) is not None]
    found = [name for entry in scored for name, _ in _empty(entry, scores=False)]
    often = {name for name in found if found.count(name) * 2 > len(scored) >= FEWEST}
    return frozenset(often & {"指标值", "完成值"})


def _shared(form: Form) -> frozenset[int]:
    """The rows that share the weight of a row above: it is worth no less than all of their scores."""
    found: set[int] = set()
    left = Decimal(0)
    for at, entry in enumerate(form.entries):
        weight, score = figure_of(entry.weight), figure_of(entry.score)
        given = score.value or Decimal(0) if score is not None else Decimal(0)
        if weight is not None:
            left = (weight.value or Decimal(0)) - given
            continue
        same = at > 0 and form.entries[at - 1].level2 == entry.level2
        left = left - given if same else Decimal(0)
        if same and given > 0 and left >= 0:
            found.add(at)
    return frozenset(found)


def _empty(entry: Entry, *, scores: bool) -> list[tuple[str, Slot]]:
    weight, score = figure_of(entry.weight), figure_of(entry.score)
    found: list[tuple[str, Slot | None]] = []
    if weight is not None and scores and _blank(entry.score):
        found.append(("得分", entry.score))
    if score is not None and _blank(entry.weight):
        found.append(("分值", entry.weight))
    if score is not None and _blank(entry.actual) and not _blank(entry.target):
        found.append(("完成值", entry.actual))
    if score is not None and _blank(entry.target) and not _blank(entry.actual):
        found.append(("指标值", entry.target))
    return [(name, slot) for name, slot in found if slot is not None]


def _blank(slot: Slot | None) -> bool:
    return slot is not None and slot.blank


def _filled(entry: Entry) -> list[tuple[str, Slot]]:
    slots = (
        ("指标值", entry.target),
        ("完成值", entry.actual),
        ("分值", entry.weight),
        ("得分", entry.score),
    )
    return [(name, slot) for name, slot in slots if slot is not None and not slot.blank]


def _relation(
    form: Form,
    label: str,
    head: Slot,
    empty: Sequence[tuple[str, Slot]],
    filled: Sequence[tuple[str, Slot]],
    severity: Severity,
) -> Relation:
    document = form.sheet.document
    operands = [slot.operand("cell", f"{label}（{name}）", document) for name, slot in empty]
    beside: list[Operand] = [head.operand("row", label, document), *operands[1:]]
    beside += [slot.operand("cell", f"{label}（{name}）", document) for name, slot in filled]
    names = "、".join(name for name, _ in empty)
    return Relation(
        operands[0],
        predicate=Present(),
        beside=tuple(beside),
        severity=severity,
        note_zh=f"空白：{names}。",
        note_en=f"Blank: {names}.",
    )
