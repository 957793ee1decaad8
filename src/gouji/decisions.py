"""A reviewer's decisions 复核意见 on findings, carried from one reading to the next by their ids.

A decision changes no verdict: the finding stays where it is, marked with the reason, and no longer
fails a run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

from gouji.errors import DecisionsError
from gouji.findings import Decision, DecisionKind, Finding

FORMAT = "1"
_HINT = (
    "用 gouji check INPUT --write-baseline FILE 生成样表 / write a template with"
    " gouji check INPUT --write-baseline FILE"
)

Baseline = str | os.PathLike[str] | Mapping[str, Any] | Sequence[Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a decisions file: the id of a finding and what was decided; ``None`` is not decided yet.

    ``document`` says which report it is about; empty where the file does not say.
    """

    id: str
    decision: Decision | None
    document: str = ""
    check: str = ""
    severity: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the decisions on one report 复核情况, as ids.

    ``applied`` found their finding, ``open`` found it and have no reason yet, ``stale`` found none: the
    report was changed there, or its file bears another name.
    """

    applied: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decisions:
    """The decisions of a file, each id once."""

    entries: tuple[Entry, ...] = ()

    def about(self, document: str) -> Iterator[Entry]:
        """Those on one report; a decision that names no report may be on any."""
        return (entry for entry in self.entries if entry.document in ("", document))

    def apply(self, findings: Iterable[Finding], document: str) -> tuple[tuple[Finding, ...], Applied]:
        """Mark the findings that were decided on; nothing else about them changes."""
        found = tuple(findings)
        known = {finding.id for finding in found}
        entries = {entry.id: entry for entry in self.about(document)}
        decided = {id: entry.decision for id, entry in entries.items() if entry.decision is not None}
        marked = tuple(
            replace(finding, decision=decided[finding.id]) if finding.id in decided else finding
            for finding in found
        )
        return marked, Applied(
            applied=tuple(id for id in entries if id in known and id in decided),
            stale=tuple(id for id in entries if id not in known),
            open=tuple(id for id in entries if id in known and id not in decided),
        )


def load_decisions(baseline: Baseline | Decisions) -> Decisions:
    """Read decisions from a file, or from what such a file holds.

    Raises:
        DecisionsError: The file cannot be read, or an entry cannot be used; it names file and place.
    """
    if isinstance(baseline, Decisions):
        return baseline
    if isinstance(baseline, (str, os.PathLike)):
        name = os.fspath(baseline)
        return _decisions(_parsed(name), name)
    return _decisions(baseline, "baseline")


def template(findings: Iterable[tuple[str, Finding]], known: Decisions | None = None) -> dict[str, Any]:
    """A decisions file to be filled in: an entry for each finding that does not agree.

    Args:
        findings: The name of a report and a finding of it.
        known: Earlier decisions; they are kept, those that found nothing too.
    """
    given = {entry.id: entry for entry in known.entries} if known is not None else {}
    entries = {}
    for document, finding in findings:
        if finding.status == "contradicted":
            entries[finding.id] = _entry_of(document, finding, given.pop(finding.id, None))
    kept = [_written(entry) for entry in given.values()]
    return {"gouji_decisions": FORMAT, "decisions": [*map(_written, entries.values()), *kept]}


def decisions_json(value: Mapping[str, Any]) -> str:
    """A decisions file as text, Chinese left readable."""
    # Half a character, as the name of a file may hold, is written as its escape.
    written = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return written.encode("utf-8", "backslashreplace").decode("utf-8")


def _entry_of(document: str, finding: Finding, known: Entry | None) -> Entry:
    decision = known.decision if known is not None else finding.decision
    return Entry(finding.id, decision, document, finding.check, finding.severity, finding.message_zh)


def _written(entry: Entry) -> dict[str, str]:
    decision = entry.decision
    return {
        "id": entry.id,
        "decision": decision.kind if decision is not None else "explained",
        "reason": decision.reason if decision is not None else "",
        "by": decision.by if decision is not None else "",
        "date": decision.date if decision is not None else "",
        "document": entry.document,
        "check": entry.check,
        "severity": entry.severity,
        "message": entry.statement,
    }


def _parsed(name: str) -> object:
    try:
        return json.loads(Path(name).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise DecisionsError(name, f"无法读取 / cannot be read ({error.strerror})", _HINT) from error
    except UnicodeDecodeError as error:
        reason = f"不是 UTF-8 文本 / not UTF-8 text (byte {error.start})"
        raise DecisionsError(name, reason, "另存为 UTF-8 / save it as UTF-8") from error
    except RecursionError as error:
        raise DecisionsError(name, "JSON 嵌套过深 / nested too deeply", _HINT) from error
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 列 / line {error.lineno}, column {error.colno}"
        raise DecisionsError(
            name,
            f"不是合法的 JSON / no valid JSON: {error.msg} ({place})",
            "常见原因：缺逗号或引号 / often a missing comma or quotation mark",
        ) from error
    except ValueError as error:
        reason = "数字过长，或不是文件名 / a number is too long, or no file name"
        raise DecisionsError(name, f"{reason} ({error})", _HINT) from error


def _decisions(value: object, name: str) -> Decisions:
    rows = value
    if isinstance(value, Mapping):
        version = value.get("gouji_decisions", FORMAT)
        if version != FORMAT and (isinstance(version, bool) or version != int(FORMAT)):
            told = repr(version) if isinstance(version, str) else type(version).__name__
            reason = f"gouji_decisions: 应为 / must be {FORMAT}, not {told}"
            raise DecisionsError(
                name, reason, "由更新的 gouji 写成？请升级 / written by a newer gouji? upgrade"
            )
        rows = value.get("decisions")
    if not isinstance(rows, Sequence) or isinstance(rows, str | bytes):
        raise DecisionsError(name, "decisions: 应为列表 / must be a list", _HINT)
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows):
        entry = _entry(row, name, f"decisions[{number}]")
        if entry.id in entries and entries[entry.id].decision != entry.decision:
            reason = f"decisions[{number}]: {entry.id} 已有不同的意见 / was decided otherwise above"
            raise DecisionsError(name, reason, "删去其中一条 / delete one of them")
        entries.setdefault(entry.id, entry)
    return Decisions(tuple(entries.values()))


def _entry(row: object, name: str, place: str) -> Entry:
    if not isinstance(row, Mapping):
        raise DecisionsError(name, f"{place}: 应为对象 / must be an object", _HINT)
    id = _text(row, "id", name, place)
    if not id:
        raise DecisionsError(
            name, f"{place}.id: 为空 / is empty", "id 见 gouji check --json / ids are in gouji check --json"
        )
    if "reason" not in row:
        hint = '写明理由，未定则写 "" / give a reason, or "" while it is open'
        raise DecisionsError(name, f"{place}.reason: 缺 / is missing", hint)
    reason = _text(row, "reason", name, place)
    kind = _kind(row, name, place)
    decision = (
        Decision(kind, reason, _text(row, "by", name, place), _date(row, name, place)) if reason else None
    )
    more = (_text(row, key, name, place) for key in ("document", "check", "severity", "message"))
    return Entry(id, decision, *more)


def _text(row: Mapping[str, Any], key: str, name: str, place: str) -> str:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise DecisionsError(
            name,
            f"{place}.{key}: 应为文字 / must be text, not {type(value).__name__}",
            "加上引号 / put it in quotation marks",
        )
    return " ".join((value or "").split())


def _kind(row: Mapping[str, Any], name: str, place: str) -> DecisionKind:
    value = _text(row, "decision", name, place) or "explained"
    for known in get_args(DecisionKind):
        if value == known:
            return known  # type: ignore[no-any-return]
    raise DecisionsError(
        name,
        f"{place}.decision: {value!r} 不认得 / is not known",
        "explained 已说明（有合理原因）、accepted 已认可（确有不一致，待更正）"
        " / explained: there is a good reason; accepted: it is an error and known",
    )


def _date(row: Mapping[str, Any], name: str, place: str) -> str:
    text = _text(row, "date", name, place)
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        reason = f"{place}.date: {text!r} 不是日期 / is no date"
        raise DecisionsError(name, reason, "写成 / write 2025-03-31") from error
