"""Scores and grades as the prose and the tables state them: 自评得分97分, 等级为“优”."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, pairwise

from gouji.checks.reading.forms.form import forms
from gouji.checks.reading.tables.sheets import Sheet, Slot, sheets
from gouji.checks.reading.text.once import once
from gouji.checks.reading.text.prose import Line, lines
from gouji.facts import Evidence, Facts
from gouji.figures.figure import Figure
from gouji.profiles import Band

_SCORED = re.compile(
    r"(?:自评|评价|综合|总|评定|最终|整体|项目)[^，。；：、]{0,14}(?:得分|总分|评分|分数|得)(?:结果)?[^，。；：、\d]{0,8}：?$|(?:^|[^参])(?:自评|评定为|总分)：?$"
    r"|(?:^|[本该我])(?:项目|部门|单位|专项|资金|[局委办院])?(?:最终|综合|实际)?得分(?:为|是)?：?$"
    r"|(?:^|[^一-龥])(?:合计|总计|累计|共计|共|总)[实自]?评?得分?(?:为|是)?：?$"
)
_BOUNDARY = re.compile(
    r"分?(?:（[^（）]{0,4}含[^（）]{0,4}）)?(?:分)?(?:及|或|（含）)?(?:以上|以下|[-—~～至到])"
)
"""What follows the limit of a band and no score: 90分（含）以上."""

_NOT_WHOLE = re.compile(r"满分|分值|其中|平均|扣|指标|上年|去年|第三方|复核|同比")
_GRADE = re.compile(
    r"(?P<cue>等级|等次|级别|档次|结论|评价结果|自评结果|评定|结果)(?P<between>(?:[^，。；、\d]{0,8}?(?:为|是|：|达到|属于?|获))?)[“\"‘「]?"
    r"(?P<grade>优秀|良好|较差|不合格|合格|中等|一般|优|良|中|差)[”\"’」]?(?=等|级|[，。；、（）]|$)"
)
_ABOUT = re.compile(r"自评|绩效|评价|得分")
_PERSONS = re.compile(r"考核|职工|干部|公务员|学生|教师|论文|单位荣获|评选|称号")
_GRADE_HEAD = re.compile(r"^(?:综合|整体)?(?:绩效|自评|评价|评定)?(?:等级|等次|级别|档次|结论|评价等级)$")
_SCORE_HEAD = re.compile(r"得分|评分|总分|分数")
_BAND = re.compile(
    r"(?P<low>\d{1,3})分?(?:（含(?:\d+分)?）)?分?(?:及?以上|[-—~～至到]{1,2}\d{1,3}分?(?:（[^（）]{1,5}）)?)?分?(?:的)?(?:评?为|是|：|评定为)?[“\"]?"
    r"(?P<grade>优秀|良好|合格|中等|优|良|中)(?=[”\"]|等|级|[，。；、（）]|$)"
)

_BELOW = re.compile(
    r"\d分?(?:（[^（）]{1,5}）)?以下(?:的)?(?:评?为|是|：|评定为)?[“\"]?(?:较?差|不合格)[”\"]?"
)
_BY_RULE = re.compile(
    r"[”\"]?[等级档]{0,2}[）]?的?(?:评[价定]|划分|分[级档]|等级|评级|计分)?(?:标准|规定|办法|要求|原则|规则)[，、]"
)
"""What follows the bands by which a report then grades itself."""

_OWN = re.compile(
    r"[”\"’」]?[等级档]{0,2}[）)]?[，；：](?![^。；]{0,20}(?:若|如果|凡|连续|的[，项单部资]))[^。；]{0,16}?"
    r"(?:本(?:次|项目|部门|单位|专项|资金|局|院|校|中心)|我[局委办院校厅市县区镇乡中]|自评|据此|因此|由此|对照|故)"
)
"""What speaks of the report itself, behind the bands."""

_LIMIT = re.compile(r"以上|以下|\d分?(?:（[^（）]{1,5}）)?[-—~～至到]{1,2}\d")


@dataclass(frozen=True)
class Mark:
    """A grade 等级 as printed, with the score that stands beside it, if one does."""

    grade: str
    quote: Evidence
    score: Figure | None
    sheet: Sheet | None = None


def stated_scores(facts: Facts) -> tuple[Figure, ...]:
    """The total scores that the prose states, in text order."""
    return tuple(figure for _, figure in _prose_scores(facts))


def scores_in(facts: Facts, line: Line) -> tuple[Figure, ...]:
    """The total scores that one line states."""
    return _scores_by_line(facts).get(line.block.start, ())


@once
def _prose_scores(facts: Facts) -> tuple[tuple[Line, Figure], ...]:
    figures = sorted((f for f in facts.figures if f.dimension == "score"), key=lambda figure: figure.start)
    starts = [figure.start for figure in figures]
    found: list[tuple[Line, Figure]] = []
    for line in lines(facts):
        low, high = bisect_left(starts, line.block.start), bisect_left(starts, line.block.end)
        for figure in figures[low:high]:
            before = line.text[max(0, line.at(figure.start) - 30) : line.at(figure.start)]
            clause = re.split(r"[，。；]", before)[-1]
            whole = _SCORED.search(clause) is not None and _NOT_WHOLE.search(clause) is None
            whole = whole or _closes(line.text, line.at(figure.start))
            whole = whole and _BOUNDARY.match(line.text, line.at(figure.end)) is None
            whole = whole and not _of_group(line.text, line.at(figure.start), line.at(figure.end))
            if whole and not figure.modifiers and figure.value is not None and figure.value >= LEAST:
                found.append((line, figure))
    return tuple(found)


_WORTH_BEFORE = re.compile(
    r"(?<![\d.])\d{1,2}(?:\.\d+)?分?(?:[）)]?[，、：]?(?:自评|实际|评价)?(?:得分?|评分)?(?:为)?|（[^（）]{0,4})$"
)
_WORTH_BEHIND = re.compile(r"（(?:满分|总分|分值|权重|标准分|应得)(?:为|：)?\d{1,2}(?:\.\d+)?分")
LEAST = 30
"""No total of points is less than these."""
GROUP = 60
"""No group of indicators is worth more points than these."""


def _of_group(text: str, start: int, end: int) -> bool:
    """Whether points are those of one group, with what it is worth right beside: 产出指标50分，自评49分."""
    worth = _WORTH_BEFORE.search(text, max(0, start - 20), start)
    number = re.match(r"[\d.]+", text[start:])
    small = number is not None and float(number[0].rstrip(".")) <= GROUP
    return small and (worth is not None or _WORTH_BEHIND.match(text, end) is not None)


_CLOSING = re.compile(r"[。；，](?:合计|总计|共计)(?:为)?：?$")
_EARNED = re.compile(r"得(?:分)?(?:为)?\d")


def _closes(text: str, at: int) -> bool:
    """Whether points close a list of those earned: …；效益指标25分，得24分。合计94.8分."""
    near = text[max(0, at - 60) : at]
    return _CLOSING.search(near) is not None and _EARNED.search(near) is not None


@once
def _scores_by_line(facts: Facts) -> dict[int, tuple[Figure, ...]]:
    """The same by where their line begins."""
    found: dict[int, tuple[Figure, ...]] = {}
    for line, figure in _prose_scores(facts):
        found[line.block.start] = (*found.get(line.block.start, ()), figure)
    return found


@once
def marks(facts: Facts) -> tuple[Mark, ...]:
    """Every grade that a report gives itself, in prose and in tables."""
    return tuple(_marks(facts))


def _marks(facts: Facts) -> Iterator[Mark]:
    for line in lines(facts):
        if _ABOUT.search(line.text) and not _PERSONS.search(line.text):
            yield from _in_line(facts, line)
    for sheet in sheets(facts):
        yield from _in_sheet(sheet)


_RIGHT_BEFORE = re.compile(
    r"(?:总分|得分|评分)(?:为|是|达)?(?P<score>\d{2,3}(?:\.\d+)?)分[，、]?[^，。；、\d]{0,8}$"
)


def _right_before(facts: Facts, line: Line, at: int) -> Figure | None:
    """The score that a grade follows in the same breath, whatever it is called: 加权91.18分，等级“优”."""
    found = _RIGHT_BEFORE.search(line.text, max(0, at - 24), at)
    if found is None:
        return None
    start = line.offsets[found.start("score")]
    given = (f for f in facts.figures if f.start == start and f.dimension == "score")
    return next((f for f in given if f.value is not None and f.value > GROUP), None)


def _in_line(facts: Facts, line: Line) -> Iterator[Mark]:
    """The grades of a paragraph; one that prints the bands themselves grades nothing."""
    scores = scores_in(facts, line)
    starts = [figure.start for figure in scores]
    ruled = _ruled(line.text)
    for found in _GRADE.finditer(line.text):
        at = found.start("grade")
        if any(low <= at < high for low, high in ruled):
            continue
        if not re.search(r"不|未|非|或|标准|划分|分为|均|都|分别|各", found["between"]):
            place = line.quote(*found.span("grade"))
            # The score before the grade, or else the first one behind it.
            at = max(bisect_left(starts, place.start) - 1, 0)
            near = _right_before(facts, line, found.start())
            yield Mark(found["grade"], place, near or (scores[at] if scores else None))


def _ruled(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph that print bands: what they grade is no result."""
    ends = [0, *(found.end() for found in re.finditer("[。；]", text)), len(text)]
    sentences = [(low, high) for low, high in pairwise(ends) if low < high]
    return [
        (low, _after_bands(text, low, high))
        for low, high in sentences
        if _BAND.search(text, low, high) and _LIMIT.search(text, low, high)
    ]


def _after_bands(text: str, low: int, high: int) -> int:
    """Where the bands of a sentence end: 按90分以上为优、60分以下为差的标准，评定等级为良 does grade."""
    ruled = max(each.end() for pattern in (_BAND, _BELOW) for each in pattern.finditer(text, low, high))
    graded = _BY_RULE.match(text, ruled, high)
    if graded is not None:
        return graded.end()
    # What follows the last band without a limit of its own, and speaks of the report, is its result.
    return ruled if _OWN.match(text, ruled, high) and not _LIMIT.search(text, ruled, high) else high


def _in_sheet(sheet: Sheet) -> Iterator[Mark]:
    """A value right of its name, or below it in a column of grades with the scores beside it."""
    for row in range(len(sheet.rows)):
        slots = sheet.slots(row)
        for at, slot in enumerate(slots):
            if slot.cell.row != row or _GRADE_HEAD.match(slot.text) is None:
                continue
            right = slots[at + 1] if at + 1 < len(slots) else None
            if right is not None and (grade := _grade(right)):
                yield Mark(grade, _quote(sheet, right), _right_of_score(slots[:at]), sheet)
            else:
                yield from _below(sheet, row, at, slots)


def _below(sheet: Sheet, head: int, at: int, slots: list[Slot]) -> Iterator[Mark]:
    scored = [i for i, slot in enumerate(slots) if _SCORE_HEAD.search(slot.text)]
    for row in range(head + 1, len(sheet.rows)):
        line = sheet.slots(row)
        slot = line[at] if at < len(line) else None
        if slot is None or len(line) != len(slots) or not (grade := _grade(slot)):
            continue
        given = [line[i].figure for i in scored]
        score = given[-1] if len(given) == 1 and given[-1] is not None else None
        if score is not None and score.dimension == "score":
            yield Mark(grade, _quote(sheet, slot), score, sheet)


def _right_of_score(before: list[Slot]) -> Figure | None:
    for name, value in pairwise(before):
        if _SCORE_HEAD.search(name.text) and value.figure is not None and value.figure.dimension == "score":
            return value.figure
    return None


def _grade(slot: Slot) -> str:
    found = re.fullmatch(
        r"[“\"]?(优秀|良好|较差|不合格|合格|中等|一般|优|良|中|差)[”\"]?(?:等|级|等次)?", slot.text
    )
    return found[1] if found is not None else ""


def _quote(sheet: Sheet, slot: Slot) -> Evidence:
    start, end = slot.cell.start, slot.cell.end
    return Evidence(sheet.document.text[start:end], start, end, cell=slot.cell.address)


def total_score(facts: Facts, sheet: Sheet | None) -> Figure | None:
    """The one total score: that of the table where a grade stands, or that of the whole report."""
    totals = _form_totals(facts)
    own = totals.get(id(sheet), ()) if sheet is not None else ()
    return _sole(own) if own else _only_total(facts)


@once
def _form_totals(facts: Facts) -> dict[int, tuple[Figure, ...]]:
    """The total scores of the tables, by the identity of these."""
    found: dict[int, tuple[Figure, ...]] = {}
    for form in forms(facts):
        given = [score.figure for total in form.totals for score in total.scores[:1] if score is not None]
        scores = [figure for figure in given if figure is not None and figure.dimension == "score"]
        if scores:
            found[id(form.sheet)] = (*found.get(id(form.sheet), ()), *scores)
    return found


@once
def _only_total(facts: Facts) -> Figure | None:
    return _sole([*chain.from_iterable(_form_totals(facts).values()), *stated_scores(facts)])


def _sole(given: Sequence[Figure]) -> Figure | None:
    return given[0] if given and len({figure.value for figure in given}) == 1 else None


@once
def stated_bands(facts: Facts) -> tuple[Band, ...]:
    """The bands that a report prints for its grades (90分以上为优); none where it prints none."""
    for line in lines(facts):
        bands = _bands_in(line.text)
        if bands:
            return bands
    return ()


def _bands_in(text: str) -> tuple[Band, ...]:
    if "优" not in text and "良" not in text and "合格" not in text:
        return ()
    found = [(Decimal(match["low"]), match["grade"]) for match in _BAND.finditer(text)]
    starts = [start for start, _ in found]
    if len(found) < 2 or starts != sorted(set(starts), reverse=True) or starts[0] > 100:
        return ()
    words = {"优秀": "优", "良好": "良", "合格": "中", "中等": "中"}
    bands = [Band(words.get(grade, grade), start, (grade,)) for start, grade in found]
    return (*bands, Band("差", Decimal(0), ("较差", "不合格")))
