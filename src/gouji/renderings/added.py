"""The fields and record types that a caller added 自定义字段, as every rendering shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gouji.facts import Activity, Budget, Problem, Record
from gouji.renderings.amounts import decimal_text

if TYPE_CHECKING:
    from gouji.report import Report

_BASES: tuple[type[Any], ...] = (Budget, Activity, Problem, Record)


def added_names(records: Iterable[object]) -> tuple[str, ...]:
    """The names of the fields that the records' type has beyond those of gouji; none for gouji's own."""
    first = next(iter(records), None)
    base = next((base for base in _BASES if isinstance(first, base)), None)
    if base is None or type(first) is base:
        return ()
    known = {field.name for field in fields(base)}
    return tuple(field.name for field in fields(type(first)) if field.name not in known)  # type: ignore[arg-type]


def added_values(record: object) -> dict[str, Any]:
    """The added fields of one record: text, ``Decimal``, ``bool``, or ``None``; lists joined by 、."""
    return {name: _flat(getattr(record, name)) for name in added_names([record])}


def added_json(record: object) -> dict[str, Any]:
    """The same for JSON: numbers as strings, lists as lists; nothing for gouji's own types."""
    names = added_names([record])
    return {"fields": {name: _plain(getattr(record, name)) for name in names}} if names else {}


def record_types(report: Report) -> Mapping[str, list[Record]]:
    """The caller's own records by the name of their type, in the order of the text."""
    found: dict[str, list[Record]] = {}
    for record in report.records:
        found.setdefault(type(record).__name__, []).append(record)
    return found


def _flat(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "、".join(map(str, value)) if isinstance(value, tuple | list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return decimal_text(value)
    return list(value) if isinstance(value, tuple) else value
