"""DQ-DUP 重复: a heading or a passage that stands in the report twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.text.prose import Line, lines
from gouji.document.numbering import strip_mark
from gouji.facts import Evidence, Facts
from gouji.findings import Member, Operand, Relation

SHORTEST = 30
"""A sentence of fewer characters may be said twice."""

_SENTENCE = re.compile(rf"[^。；！？]{{{SHORTEST},}}")
_ONCE = "出现1次"
_PLAIN = re.compile(r"^(?:无|略|其他|其他情况|其他需要说明的情况|小计|合计)$")


@proposes("DQ-DUP", title="重复", severity="info", default=False)
def repeated(facts: Facts) -> Iterator[Relation]:
    """A sentence of thirty characters and more, and a heading within one section, stand there once.

    Formula: 出现次数 = 1
    Example: The same sentence on a training course under two headings is a passage pasted twice.
    Undetermined: Short sentences and tables are not looked at, nor equal headings below different ones.
    Source: Prose, without marks and blanks; the second place is reported with the first beside it.
    """
    yield from _headings(facts)
    seen: dict[str, tuple[Line, int, int]] = {}
    for line in lines(facts):
        if line.block.kind == "heading":
            continue
        for found in _SENTENCE.finditer(line.text):
            key = strip_mark(re.sub(r"^(?:[一二三四五六七八九十]是|第[一二三四五六七八九十])", "", found[0]))
            if len(key) < SHORTEST:
                continue
            if key in seen:
                yield _passage(line, found, seen[key])
            else:
                seen[key] = (line, found.start(), found.end())


def _passage(line: Line, found: re.Match[str], first: tuple[Line, int, int]) -> Relation:
    earlier, start, end = first
    return Relation(
        Operand("repeated", "重复的句子", None, line.quote(found.start(), found.end())),
        predicate=Member("出现2次", (_ONCE,)),
        beside=(Operand("first", "首次", None, earlier.quote(start, end)),),
    )


def _headings(facts: Facts) -> Iterator[Relation]:
    seen: dict[tuple[int | None, str], Evidence] = {}
    text = facts.document.text
    for section in facts.document.sections:
        title = "".join(section.title.split())
        words = text[section.start : section.body].rstrip()
        quote = Evidence(words, section.start, section.start + len(words))
        if len(title) < 4 or _PLAIN.match(title):
            continue
        first = seen.setdefault((section.parent, title), quote)
        if first is not quote:
            yield Relation(
                Operand("repeated", "重复的标题", None, quote),
                predicate=Member("出现2次", (_ONCE,)),
                beside=(Operand("first", "首次", None, first),),
            )
