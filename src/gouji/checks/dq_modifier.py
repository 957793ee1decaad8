"""DQ-MODIFIER 修饰词: words before and behind a number that say different things, or one twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.text.prose import lines
from gouji.facts import Facts
from gouji.findings import Member, Operand, Relation

_NUMBER = r"\d[\d,，]{0,11}(?:\.\d{1,4})?[十百千万亿]{0,2}"
_UNIT = r"[一-龥%]{0,3}?"
_PAIRS: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...] = (
    (
        "约与左右重复",
        re.compile(rf"(?:大约|大概|约){_NUMBER}{_UNIT}(?:左右|上下)"),
        ("约N", "N左右"),
    ),
    (
        "近与余相反",
        re.compile(rf"(?:将近|接近|(?<![最附远亲临邻就])近|不足|不到){_NUMBER}(?:余|多(?![次项元年个家人名种]))"),
        ("近N", "N余"),
    ),
    (
        "约与余不一",
        re.compile(rf"(?:大约|大概|约){_NUMBER}余"),
        ("约N", "N余"),
    ),
    (
        "超过与左右相反",
        re.compile(rf"(?:超过|逾|至少|不低于|不少于|突破){_NUMBER}{_UNIT}(?:左右|上下)"),
        ("超过N", "N左右"),
    ),
    (
        "不足与以上相反",
        re.compile(rf"(?:不足|不到|将近|接近){_NUMBER}{_UNIT}(?:以上|之多)"),
        ("不足N", "N以上"),
    ),
    (
        "超过与以上重复",
        re.compile(rf"(?:超过|逾|至少|不低于|不少于){_NUMBER}{_UNIT}以上"),
        ("超过N", "N以上"),
    ),
)  # fmt: skip


@proposes("DQ-MODIFIER", title="修饰词", severity="info", default=False)
def modifiers(facts: Facts) -> Iterator[Relation]:
    """A number is opened by one modifier, not by two that contradict or repeat each other.

    Formula: one of 约N, N左右, 近N, N余, 超过N, N以上
    Example: 近500余人 is below and above 500 at once; 约300人左右 says a thing twice.
    Undetermined: Nothing; numbers with one modifier are not looked at.
    Source: Prose.
    """
    for line in lines(facts):
        for name, pattern, allowed in _PAIRS:
            for found in pattern.finditer(line.text):
                quote = line.quote(found.start(), found.end())
                yield Relation(Operand("modifier", name, None, quote), predicate=Member(found[0], allowed))
