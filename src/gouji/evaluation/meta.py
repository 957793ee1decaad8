"""Which fields of a report's head 元数据 are right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from gouji.evaluation.likeness import bare

META_FIELDS = ("organization", "region", "fiscal_year", "report_type", "self_score", "grade")
"""The fields that are compared, where the gold has them."""

_NO_NUMBER = re.compile(r"[^0-9.]")
_NOTHING = (None, "")


def meta_right(predicted: Mapping[str, Any], gold: Mapping[str, Any]) -> dict[str, bool]:
    """Whether each field of the gold is right; a field that the gold does not have is not scored.

    Blanks, punctuation and the width of characters make no difference. ``organization`` and
    ``region`` are right when one holds the other, ``grade`` by its first character, ``self_score`` by
    its value, the others when they are the same. A gold of ``null`` wants the field left empty.
    """
    return {field: _same(field, predicted.get(field), gold[field]) for field in META_FIELDS if field in gold}


def _same(field: str, predicted: Any, gold: Any) -> bool:
    if predicted in _NOTHING or gold in _NOTHING:
        return predicted in _NOTHING and gold in _NOTHING
    a, b = bare(predicted), bare(gold)
    if field in ("organization", "region"):
        return a in b or b in a
    if field == "grade":
        return a[:1] == b[:1]
    if field == "self_score":
        value = _points(predicted)
        return value is not None and value == _points(gold)
    return a == b


def _points(text: object) -> Decimal | None:
    """The number in a score such as ``97.5分``; ``None`` where there is none."""
    try:
        return Decimal(_NO_NUMBER.sub("", str(text)))
    except InvalidOperation:
        return None
