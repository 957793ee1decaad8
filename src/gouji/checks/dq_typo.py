"""DQ-TYPO 错漏字: a lost character in an account's name or a standard phrase, a word mistyped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.text.phrases import CONFUSED, lost
from gouji.checks.reading.text.prose import Line, lines
from gouji.facts import Facts
from gouji.findings import Member, Operand, Relation

_NO_YEAR = re.compile(
    r"(?:(?<=[，。；：（])|^)(?:[一-龥]{0,6}?(?:截至|根据|按照|我局|我单位|本单位))?(?P<year>20[0-3]\d)"
    r"(?=完成|全年|实际|累计|财政|预算|决算|支出|收入|安排|我局|我单位|本单位|本级|区财政|县财政|市财政)"
)
_TWICE = re.compile(
    r"(?<!目)的的(?!士|确)|了了(?!解|结|无)|进行进行|资金资金|绩效绩效|支出支出(?!预|绩)|万元万元|。。(?!。)|，，"
)


@proposes("DQ-TYPO", title="错漏字", severity="info", default=False)
def typos(facts: Facts) -> Iterator[Relation]:
    """Names of accounts and standard phrases are printed whole.

    Formula: 规范用语 = 印出的字
    Example: 其他收12.30万元 lacks the 入 of 其他收入; 2023完成支出 lacks 年.
    Undetermined: Words that are right by themselves (结转结余 beside 结转和结余) are left alone.
    Source: Prose against a list of phrases, one character apart, and a list of words often mistyped.
    """
    for line in lines(facts):
        for found in lost(line.text):
            yield _relation(line, found.start, found.end, found.phrase)
        for match in _NO_YEAR.finditer(line.text):
            yield _relation(line, match.start("year"), match.end("year"), f"{match['year']}年")
        for match in _TWICE.finditer(line.text):
            yield _relation(line, match.start(), match.end(), match[0][: len(match[0]) // 2])
        for pattern, right in CONFUSED:
            for match in pattern.finditer(line.text):
                yield _relation(line, match.start(), match.end(), right)


def _relation(line: Line, start: int, end: int, right: str) -> Relation:
    wrong = line.text[start:end]
    return Relation(Operand("words", "用语", None, line.quote(start, end)), predicate=Member(wrong, (right,)))
