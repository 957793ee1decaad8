"""What a prediction and a gold must look like, and what to say of one that does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gouji.errors import ResultError
from gouji.evaluation.entries import NAME_FIELD, SECTIONS, UNITS, Section, kind_word, yuan
from gouji.evaluation.meta import META_FIELDS
from gouji.facts import KINDS

PARTS = ("meta", *SECTIONS)
"""What is scored of a result; one of them at least must be there."""

_FIELDS = ("quote", "amount", "amount_yuan_alt", "unit", "kind", "start", "end", "page", "cell")
_FORM_HINT = (
    "格式见 docs/evaluation.md；gouji extract 写出的 JSON 可以直接使用"
    " / the form is in docs/evaluation.md; the JSON of gouji extract fits as it is"
)
_CHECK_HINT = (
    "这是 gouji check --json 的输出，没有抽取结果；请用 --out 写出的 JSON"
    " / this is what gouji check --json prints, without records; take the JSON that --out writes"
)


def wrong_form(name: str, place: str, what: str, hint: str = _FORM_HINT) -> ResultError:
    """An error that names the file, the place in it, and a way out."""
    where = f"{name}: {place}" if place else name
    return ResultError(f"{where}: {what}\n  → {hint}")


def as_result(name: str, data: object, *, empty: bool = False) -> Mapping[str, Any]:
    """A parsed result, once its parts have the right form.

    Args:
        name: What messages call it.
        data: What was parsed.
        empty: Whether a result without anything that is scored is one: ``{}`` found nothing.

    Raises:
        ResultError: It is not an object, has none of ``PARTS``, or one of them has another form.
    """
    if not isinstance(data, Mapping):
        raise wrong_form(name, "", f"应为一个对象 / must be an object, not {_type(data)}")
    if not any(part in data for part in PARTS) and (data or not empty):
        known = f"没有 {'、'.join(PARTS)} / has none of {', '.join(PARTS)}"
        has = ", ".join([key for key in data if isinstance(key, str)][:8]) or "—"
        hint = _CHECK_HINT if {"counts", "checks"} <= set(data) else _FORM_HINT
        raise wrong_form(name, "", f"{known}（有 / it has: {has}）", hint)
    _require(name, "meta", data.get("meta"), Mapping, "对象 / an object")
    _check_written(name, "meta", data.get("meta") or {}, META_FIELDS)
    for section in SECTIONS:
        _require(name, section, data.get(section), list | tuple, "列表 / a list")
        for number, row in enumerate(data.get(section) or ()):
            place = f"{section}[{number}]"
            _require(name, place, row, Mapping, "对象 / an object", null=False)
            _check_written(name, place, row, (NAME_FIELD[section], *_FIELDS))
    return data


def _check_written(name: str, place: str, row: Mapping[str, Any], keys: Iterable[str]) -> None:
    """Python writes no integer of more than 4,300 digits, and nothing that is nested without end."""
    for key in keys:
        value = row.get(key)
        if isinstance(value, str | float | bool | None):
            continue
        try:
            str(value)
        except (ValueError, RecursionError):
            told = "数字过长，或嵌套过深 / a number is too long, or it is nested too deeply"
            raise wrong_form(name, f"{place}.{key}", told) from None


def as_gold(name: str, data: object) -> Mapping[str, Any]:
    """A parsed gold 标注, once every entry says what it is, and every budget how much.

    Raises:
        ResultError: It has not the form of a result, or an entry lacks what it is known by.
    """
    gold = as_result(name, data)
    for section in SECTIONS:
        for number, row in enumerate(gold.get(section) or ()):
            _check_row(name, section, f"{section}[{number}]", row)
    return gold


def _check_row(name: str, section: Section, place: str, row: Mapping[str, Any]) -> None:
    wanted = [NAME_FIELD[section], *(("amount",) if section == "budgets" else ())]
    for key in wanted:
        if row.get(key) in (None, ""):
            raise wrong_form(name, f"{place}.{key}", "标注缺少此项 / the gold lacks it")
        _require(name, f"{place}.{key}", row[key], str | int | float, "文字或数字 / text or a number")
    _require(name, f"{place}.amount_yuan_alt", row.get("amount_yuan_alt"), list | tuple, "列表 / a list")


def doubts(name: str, gold: Mapping[str, Any]) -> Iterator[str]:
    """What nobody could predict right, as the gold is written: reasons for a low score that is not the model's."""
    for number, row in enumerate(gold.get("budgets") or ()):
        place = f"{name}: budgets[{number}]"
        if not yuan(row, gold=True):
            stated = f"{row.get('amount')!s} {row.get('unit') or ''}".rstrip()
            known = " ".join(UNITS)
            yield (
                f"{place}: 读不出金额「{stated}」，永远配不上；单位可用 {known}，或写 amount_yuan_alt"
                f" / the amount cannot be read and never matches; units: {known}, or give amount_yuan_alt"
            )
        if kind_word(row.get("kind")) not in KINDS.values():
            known = " ".join(KINDS.values())
            yield f"{place}.kind: 不是已知的性质 / no known kind: {row.get('kind')!s}（{known}）"
    for key in gold.get("meta") or ():
        if key not in META_FIELDS:
            yield f"{name}: meta.{key}: 不评分 / is not scored（{' '.join(META_FIELDS)}）"


def _require(name: str, place: str, value: object, form: Any, told: str, *, null: bool = True) -> None:
    if not (value is None and null) and not isinstance(value, form):
        raise wrong_form(name, place, f"应为{told}, not {_type(value)}")


def _type(value: object) -> str:
    return "null" if value is None else type(value).__name__
