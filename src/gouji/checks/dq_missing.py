"""DQ-MISSING 缺项: the parts that a self-evaluation report must hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks import proposes
from gouji.checks.reading.dates.printed import signatures
from gouji.checks.reading.text.prose import Line, lines
from gouji.document.model import Section
from gouji.document.numbering import read_mark
from gouji.facts import Evidence, Facts
from gouji.findings import Operand, Present, Relation, Severity

_FORM = re.compile(r"自评表|评分表|得分情况表|评价得分|自评得分|得分")
_PROBLEMS = re.compile(r"问题|不足|困难|短板|薄弱|偏差原因")
_MEASURES = re.compile(r"措施|建议|打算|下一步|下步|改进|整改|对策")
_SCORE = re.compile(r"\d{2,3}(?:\.\d+)?分(?![钟值])")
_GRADE = re.compile(
    r"[“\"‘]?(?:优秀|良好|优|良|中|差|合格|不合格|较差)[”\"’]?(?:等次|等级|等|级|档|。|；|，|（|$)"
)
_ANNEX = re.compile(r"(?:详见|见|参见)(?P<name>附(?:件|表)[一二三四五六七八九\d]{0,2})")
_BODY = 8
"""A report with fewer lines is a form alone, or a part of one: nothing is missed in it."""


@proposes("DQ-MISSING", title="缺项", severity="low", default=False)
def missing(facts: Facts) -> Iterator[Relation]:
    """Self score, grade, score table, problems, measures, date of signing and what headings announce are there.

    Formula: ∃ 自评得分, 等级, 自评表, 存在问题, 改进措施, 签署日期; no heading without text; 附件 as referred to
    Example: A heading on the year's targets that the next heading follows at once is empty.
    Undetermined: Nothing is said of forms alone, and of texts of a few lines.
    Source: R16; parts that a local template leaves out are info.
    """
    read = lines(facts)
    if len(read) >= _BODY:
        yield from _parts(facts, read)
    yield from _empty(facts)
    yield from _annexes(facts, read)


def _parts(facts: Facts, read: Sequence[Line]) -> Iterator[Relation]:
    heads = [line for line in read if line.block.kind == "heading" or read_mark(line.text) is not None]
    yield _part(facts, "自评得分", _score(facts, read), "low")
    yield _part(facts, "评价等级", _grade(facts, read), "info")
    yield _part(facts, "自评表或得分表", _form(facts), "info")
    yield _part(facts, "存在的问题", _find(heads, _PROBLEMS), "low")
    yield _part(facts, "改进措施", _find(heads, _MEASURES), "info")
    signed = signatures(facts)
    place = (signed[0].figure.start, signed[0].figure.end) if signed else None
    yield _part(facts, "签署日期", place, "info")


def _part(facts: Facts, name: str, place: tuple[int, int] | None, severity: Severity) -> Relation:
    """A part where it stands; an empty place at the end of the text where it is missing."""
    end = len(facts.document.text)
    start, stop = place if place is not None else (end, end)
    quote = Evidence(facts.document.text[start:stop], start, stop)
    return Relation(Operand("part", name, None, quote), predicate=Present(), severity=severity)


def _find(read: Sequence[Line], pattern: re.Pattern[str]) -> tuple[int, int] | None:
    for line in read:
        found = pattern.search(line.text[:60])
        if found is not None:
            return _raw(line, found)
    return None


def _raw(line: Line, found: re.Match[str]) -> tuple[int, int]:
    quote = line.quote(found.start(), found.end())
    return quote.start, quote.end


def _score(facts: Facts, read: Sequence[Line]) -> tuple[int, int] | None:
    for line in read:
        for found in _SCORE.finditer(line.text):
            if re.search(r"自评|得分|评价|评分|总分", line.text[max(0, found.start() - 40) : found.start()]):
                return _raw(line, found)
    return _cell(facts, re.compile(r"总\s*分|总得分|自评总分"))


def _grade(facts: Facts, read: Sequence[Line]) -> tuple[int, int] | None:
    for line in read:
        for found in _GRADE.finditer(line.text):
            if re.search(
                r"级别|等级|等次|结论|评定|结果|自评|得分",
                line.text[max(0, found.start() - 30) : found.start()],
            ):
                return _raw(line, found)
    return _cell(facts, re.compile(r"等级|等次|级别"))


def _form(facts: Facts) -> tuple[int, int] | None:
    return _cell(facts, _FORM)


def _cell(facts: Facts, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    for table in facts.document.tables:
        for cell in table.cells:
            if len(cell.text) < 40 and pattern.search(cell.text):
                return cell.start, cell.end
    return None


def _empty(facts: Facts) -> Iterator[Relation]:
    """Numbered headings with nothing below them, before the next heading."""
    sections = facts.document.sections
    parents = {section.parent for section in sections}
    for index, section in enumerate(sections):
        blank = not facts.document.text[section.body : section.end].strip()
        if index in parents or not blank or index + 1 == len(sections) or not _is_heading(section):
            continue
        words = facts.document.text[section.start : section.body].rstrip()
        heading = Operand("heading", "标题", None, Evidence(words, section.start, section.start + len(words)))
        body = Evidence("", section.body, section.body)
        yield Relation(
            Operand("body", f"“{section.label}{section.title[:30]}”之下的内容", None, body),
            predicate=Present(),
            beside=(heading,),
        )


def _is_heading(section: Section) -> bool:
    mark = read_mark(section.label)
    return (
        mark is not None and mark.is_hanzi and not re.search(r"[。；，：:]|报告|附件|附表|表$", section.title)
    )


def _annexes(facts: Facts, read: Sequence[Line]) -> Iterator[Relation]:
    """Annexes that the text refers to and that are not in the file."""
    named = {line.text[:2] for line in read if line.text.startswith("附")}
    for line in read:
        for found in _ANNEX.finditer(line.text):
            if found["name"][:2] not in named and not line.text.startswith("附"):
                quote = line.quote(found.start("name"), found.end("name"))
                end = len(facts.document.text)
                yield Relation(
                    Operand("annex", found["name"], None, Evidence("", end, end)),
                    predicate=Present(),
                    beside=(Operand("reference", "引用处", None, quote),),
                    severity="info",
                )
