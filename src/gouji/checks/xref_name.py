"""XREF-NAME 名称不一: the project of the table is the project of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.tables.grid import squeezed
from gouji.facts import Evidence, Facts
from gouji.findings import Member, Operand, Relation

_HEAD = re.compile(r"^(?:项目|专项|资金)?名称$|^(?:项目|专项)(?:资金)?名称$")
_TITLE = re.compile(r"(?:19|20)\d\d\s*年?度?|绩效.*$|自评.*$|(?:部门|单位)?(?:整体|项目)支出")
_GENERAL = re.compile(r"项目|专项|经费|资金|补助|工作|支出|工程|活动|建设")
LEAST = 2


@proposes("XREF-NAME", title="名称不一", severity="info")
def names(facts: Facts) -> Iterator[Relation]:
    """The name of the project in the 自评表 shares its words with the title of the report.

    Formula: 项目名称（自评表） ≈ 报告标题
    Example: A report on 科普专项经费 whose table bears another project's name.
    Undetermined: The report is on a whole department, or its title names no project.
    Source: Title and 项目支出绩效自评表.
    """
    if facts.meta.report_type not in ("项目支出", "专项资金"):
        return
    cells = list(_project_names(facts))
    title = _title(facts)
    words = _GENERAL.sub("", title)
    if len(cells) == 1 and len(words) >= LEAST:
        name = squeezed(cells[0].quote)
        own = _GENERAL.sub("", name)
        alike = any(own[at : at + LEAST] in words for at in range(len(own) - LEAST + 1))
        shown = name if not alike else title
        yield Relation(Operand("name", "项目名称", None, cells[0]), predicate=Member(shown, (title,)))


def _project_names(facts: Facts) -> Iterator[Evidence]:
    """The cells behind 项目名称."""
    for table in facts.document.tables:
        for cell in table.cells:
            if _HEAD.match(squeezed(cell.text)):
                value = table.cell(cell.row, cell.column + cell.column_span)
                if value is not None and value.text.strip():
                    yield Evidence(value.text, value.start, value.end)


def _title(facts: Facts) -> str:
    """The project that the title names: without the body, the year, and what kind of report it is."""
    text = facts.document.text[:400]
    lines = [squeezed(line) for line in re.sub(r"\[bookmark:[^\]]*\]", "", text).split("\n") if line.strip()]
    title = next((line for line in lines[:4] if "报告" in line or "自评" in line), "")
    body = squeezed(facts.meta.organization or "")
    return _TITLE.sub("", title.replace(body, ""))
