"""DQ-CITE 文号: the number printed beside a well-known title is that document's number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.text.citations import NUMBER, Citation, Registered, citations, registry
from gouji.checks.reading.text.prose import lines
from gouji.facts import Facts
from gouji.findings import Member, Operand, Relation

_STANDING = re.compile(r"(?:办法|意见|规定|细则|条例|方案|纲要|规划|决定|指引|规程)(?:[（(].{1,12}[）)])?$")


@proposes("DQ-CITE", title="文号", severity="low")
def cited(facts: Facts) -> Iterator[Relation]:
    """A document is cited with its own number, and with the same number wherever it is cited.

    Formula: 文号 = 登记的文号
    Example: 《项目支出绩效评价管理办法》（财预〔2020〕18号） is contradicted; it is 财预〔2020〕10号.
    Undetermined: The registry does not hold the title, or the number is of another issuing body.
    Source: documents.json, kept by hand; otherwise the report's own first citation of the title.
    """
    first: dict[tuple[str, str], Citation] = {}
    for line in lines(facts):
        for citation in citations(line):
            known = registry().get(citation.title)
            key = citation.title, citation.number["code"]
            if known is not None:
                yield from _registered(citation, known)
            elif key in first and _STANDING.search(citation.title):
                yield _relation(citation, first[key].normal, first[key])
            else:
                first.setdefault(key, citation)


def _registered(citation: Citation, known: Registered) -> Iterator[Relation]:
    own = NUMBER.fullmatch(known.number)
    # A county's 办法 of the same title bears a number of the county.
    if own is not None and own["code"] == citation.number["code"]:
        yield _relation(citation, known.number, None, certain=known.certain)


def _relation(citation: Citation, number: str, other: Citation | None, *, certain: bool = True) -> Relation:
    quote = citation.line.quote(citation.number.start(), citation.number.end())
    beside = () if other is None else (_operand(other),)
    return Relation(
        Operand("number", f"《{citation.title}》文号", None, quote),
        predicate=Member(citation.normal, (number,)),
        beside=beside,
        severity=None if certain and other is None else "info",
    )


def _operand(citation: Citation) -> Operand:
    quote = citation.line.quote(citation.number.start(), citation.number.end())
    return Operand("other", "前文文号", None, quote)
