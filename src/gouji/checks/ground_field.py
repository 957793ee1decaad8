"""GROUND-FIELD 自定字段落地: what a model gave for a caller's field stands in the text."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks import proposes
from gouji.facts import Evidence, Facts
from gouji.findings import Grounded, Operand, Relation


@proposes("GROUND-FIELD", title="自定字段落地", severity="low")
def fields(facts: Facts) -> Iterator[Relation]:
    """Text and numbers of a caller's own fields stand in the sentence that their record stands on.

    Formula: value ∈ text of the record's place
    Example: 承包单位 is claimed to be a firm that the sentence does not name.
    Undetermined: Never; choices and flags are the model's word and are not held against the text.
    Source: ``Extractor(schema=…)``; what does not stand there is left out of the record.
    """
    for refused in facts.refused:
        quote = None
        if refused.start >= 0:
            text = facts.document.text[refused.start : refused.end]
            quote = Evidence(text, refused.start, refused.end)
        operand = Operand("amount", f"{refused.record}.{refused.field}", None, quote)
        yield Relation(operand, predicate=Grounded(refused.claimed, False), cause="model")
