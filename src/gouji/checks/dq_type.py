"""DQ-TYPE 报告类型: the report announces the type of evaluation that its title names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks import proposes
from gouji.checks.reading.text.prose import Line, lines
from gouji.facts import Facts
from gouji.findings import Member, Operand, Relation

_WHOLE = re.compile(r"(?:部门|单位)?整体(?:支出|绩效)|部门整体|单位整体")
_PROJECT = re.compile(r"专项(?:资金|经费)|项目(?:支出|资金|经费)?|补助资金|转移支付")
_NAMES = {"whole": "部门整体支出", "project": "项目（专项资金）支出"}
_OPENING = re.compile(
    r"(?:现(?:将|对|就)|对)(?P<what>[^。；]{2,60}?)(?:绩效)?(?:自评|评价)[^。；]{0,20}?(?:情况|工作|结果)?[^。；]{0,6}"
    r"(?:报告|汇报|说明|如下)"
)
TITLE_LINES, OPENING_LINES = 4, 12


@proposes("DQ-TYPE", title="报告类型", severity="low", default=False)
def report_type(facts: Facts) -> Iterator[Relation]:
    """A project's report does not announce the evaluation of the whole department, nor the other way round.

    Formula: 开篇所称的类型 = 标题的类型
    Example: 水利专项资金绩效自评报告 that begins 现将本单位整体支出绩效自评情况报告如下 is contradicted.
    Undetermined: Title or opening name both types, or none.
    Source: The title's lines and the sentence 现将…报告如下; R16.
    """
    read = lines(facts)
    title, end = _title(read)
    named = _kind(title)
    for line in read[end : end + OPENING_LINES]:
        found = _OPENING.search(line.text, 0, 2000)
        if found is None:
            continue
        said = _kind(found["what"])
        if named and said:
            quote = line.quote(*found.span("what"))
            yield Relation(
                Operand("type", "开篇所称", None, quote),
                predicate=Member(_NAMES[said], (_NAMES[named],)),
                note_zh="" if said == named else f"标题：{title[-40:]}。",
                note_en="" if said == named else f"The title is {title[-40:]}.",
            )
        return


def _title(read: Sequence[Line]) -> tuple[str, int]:
    """The lines down to the one that ends in 报告, and where they end."""
    words = ""
    for index, line in enumerate(read[:TITLE_LINES]):
        if re.search(r"[。；]", line.text) or len(line.text) > 80:
            return words, index
        words += line.text
        if "报告" in line.text:
            return words, index + 1
    return words, min(TITLE_LINES, len(read))


def _kind(text: str) -> str:
    whole, project = _WHOLE.search(text) is not None, _PROJECT.search(text) is not None
    if whole == project:
        return ""
    return "whole" if whole else "project"
