"""What a form tells in words 表中文字: the cell that says what was done, the column of reasons.

A table's cells are values, and no sentences; only a long text under a head that asks for an account
(实际完成情况, 偏差原因分析及改进措施) is read as prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.document import Cell, Document, Span, Table
from gouji.document.readable import readable
from gouji.document.sentences import spans_of_sentences
from gouji.facts.model import Indicator, Problem, Recommendation
from gouji.facts.problems import MAX_SUMMARY, Lists, category_of, evidence_of, proposes_change

MIN_ACCOUNT = 16
_ACCOUNT = re.compile(r"(?:完成|实施|落实|开展|执行)情况$|主要成效$|工作总结$|实际完成$")
_GOAL = re.compile(r"目标$|预期|计划")
_MARKS = re.compile(r"[。；，;]")
_NOTHING = re.compile(r"^(?:无|没有|不适用|/|-|—|完成|已完成|无偏差)*[。.]?$")
_PLANS = re.compile(
    r"^(?:计划|拟|将|下一步|今后|改进措施|措施|争取|推行|加强|完善|加大|督促|继续|更换|增加|优化|强化|建立|加快)"
)


def told_sentences(document: Document, table: Table) -> list[Span]:
    """The sentences of the cells in which a form tells what was done, in the order of the text."""
    if not table.regular:
        return []
    found = []
    for cell in table.cells:
        text = _words(cell)
        if len(text) >= MIN_ACCOUNT and _MARKS.search(text) and _asks_for_account(table, cell):
            found += list(spans_of_sentences(document, cell.start, cell.end))
    return sorted(found)


def _words(cell: Cell) -> str:
    return "".join(cell.text.split())


def _asks_for_account(table: Table, cell: Cell) -> bool:
    """Whether the nearest head, above or to the left, asks for what was done, not for a goal."""
    above = table.cell(cell.row - 1, cell.column) if cell.row else None
    left = table.cell(cell.row, cell.column - 1) if cell.column else None
    heads = [_words(head) for head in (above, left) if head is not None and head is not cell]
    heads = [head for head in heads if head and len(head) <= MIN_ACCOUNT]
    if any(_GOAL.search(head) for head in heads[:1]):
        return False
    return any(_ACCOUNT.search(head) for head in heads)


def with_reasons(document: Document, lists: Lists, indicators: Sequence[Indicator]) -> Lists:
    """The lists, and where prose lists no problem those that the column of reasons admits 偏差原因."""
    if lists.problems:
        return lists
    problems: list[Problem] = []
    recommendations = list(lists.recommendations)
    for indicator in indicators:
        for span in _reason(document, indicator):
            text = readable(document, span.start, span.end).strip("。；; ")
            evidence = (evidence_of(document, span),)
            if _PLANS.match(text) or proposes_change(text):
                if not lists.recommendations:
                    number = f"r{len(recommendations) + 1}"
                    recommendations.append(
                        Recommendation(number, text[:MAX_SUMMARY], "table", "exact", evidence)
                    )
            else:
                problem = Problem("", text[:MAX_SUMMARY], "table", "exact", evidence)
                problems.append(replace(problem, id=f"p{len(problems) + 1}", category=category_of(text)))
    return Lists(tuple(problems), tuple(recommendations), lists.covered)


def _reason(document: Document, indicator: Indicator) -> Iterator[Span]:
    """The sentences of an indicator's cell of reasons, wherever it says something."""
    if not indicator.reason or not indicator.evidence or _NOTHING.match(indicator.reason):
        return
    table = document.table_at(indicator.evidence[0].start)
    if table is None:
        return
    row = {cell.row for cell in table.cells if cell.start >= indicator.evidence[0].start}
    wanted = "".join(indicator.reason.split())
    for cell in table.row(min(row)) if row else ():
        if _words(cell) == wanted:
            yield from spans_of_sentences(document, cell.start, cell.end)
