"""SCORE-LOGIC 评分逻辑: full marks do not go with a shortcoming that the report admits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks import proposes
from gouji.checks.reading.forms.form import Entry, Form, forms
from gouji.checks.reading.forms.targets import pair_of
from gouji.checks.reading.text.prose import Line, lines
from gouji.facts import Evidence, Facts
from gouji.findings import Member, Operand, Relation

_ADMITTED = re.compile(
    r"效果不(?:够)?(?:明显|显著|理想|佳)|(?:不|有待)(?:高|到位|及时|平衡|充分|规范|健全|完善|理想|足)|有待(?:提高|加强|进一步)|滞后|偏低|偏慢|缓慢|未达|不足"
)
_MISSED = re.compile(
    r"未(?:能)?(?:完成|达到|达标|实现)|没有(?:完成|达到|达标|实现)|低于(?:目标|指标|年初)|不达标"
)
MIN_ROWS = 5
MAX_LINES = 200
MIN_NAME = 5


@proposes("SCORE-LOGIC", title="评分逻辑", severity="info")
def logic(facts: Facts) -> Iterator[Relation]:
    """A form that gives full marks everywhere admits no problem; an indicator said to be missed has not full marks.

    Formula: all 得分 = 分值 → no admitted shortcoming; 未完成 said of an indicator → 得分 < 分值
    Example: Ten indicators with full marks, and 效果不明显 among the problems.
    Undetermined: Forms with fewer than five indicators; names of an indicator that the prose does not repeat.
    Source: Rule R17. The first is a question (info), the second medium.
    """
    missed = [line for line in lines(facts) if _MISSED.search(line.text)][:MAX_LINES]
    for form in forms(facts):
        pointed = form.pointed[:MAX_LINES]
        if form.is_appraisal and len(pointed) >= MIN_ROWS and all(entry.full for entry in pointed):
            yield from _everywhere(facts, form)
        for entry in pointed:
            if entry.full and len(entry.name) >= MIN_NAME and _met(facts, entry):
                yield from _said_to_be_missed(facts, missed, entry)


def _everywhere(facts: Facts, form: Form) -> Iterator[Relation]:
    for problem in facts.problems:
        place = next(iter(problem.evidence), None)
        if place is not None and _ADMITTED.search("".join(place.quote.split())):
            score = form.pointed[-1].score
            assert score is not None
            yield Relation(
                score.operand("score", "最后一项得分", facts.document),
                predicate=Member("全部满分", ("有扣分",)),
                beside=(Operand("problem", "存在的问题", None, place),),
                note_zh="各项指标均为满分，而报告自述存在不足。",
                note_en="Every indicator has full marks, but the report admits a shortcoming.",
            )
            return


def _met(facts: Facts, entry: Entry) -> bool:
    """Whether the table itself does not show the target as missed, which TARGET-MET would say."""
    pair = pair_of(entry, facts.document)
    if pair is None or not pair.comparable or pair.completion is None:
        return True
    return pair.completion >= 100


def _said_to_be_missed(facts: Facts, missed: Sequence[Line], entry: Entry) -> Iterator[Relation]:
    for line in missed:
        place = _sentence(line, entry.name)
        if place is not None and entry.score is not None:
            yield Relation(
                entry.score.operand("score", f"{entry.name}（得分）", facts.document),
                predicate=Member("满分", ("有扣分",)),
                beside=(Operand("problem", "报告自述", None, place),),
                severity="medium",
                note_zh="报告自述该指标未完成。",
                note_en="The report itself says that the indicator was missed.",
            )
            return


def _sentence(line: Line, name: str) -> Evidence | None:
    """The clause that names an indicator and says that it was missed."""
    at = line.text.find(name)
    if at < 0:
        return None
    rest = re.split(r"[。；]", line.text[at : at + 60])[0]
    found = _MISSED.search(rest)
    near = found is not None and not re.search(
        r"[，：].{0,30}(?:率|数量|人数|次数)", rest[len(name) : found.start()]
    )
    return line.quote(at, at + found.end()) if near and found is not None else None
