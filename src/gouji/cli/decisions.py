"""A reviewer's decisions 复核意见 on the command line: ``--baseline`` and ``--write-baseline``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.cli.printing import printable, say
from gouji.errors import DecisionsError

if TYPE_CHECKING:
    from gouji.decisions import Decisions
    from gouji.document import Document
    from gouji.renderings.index import Entry
    from gouji.report import Report


def read_baseline(arguments: argparse.Namespace) -> Decisions | None:
    """The decisions of ``--baseline``, read before any report: a bad file is no report's failure."""
    from gouji.decisions import load_decisions

    return load_decisions(arguments.baseline) if arguments.baseline is not None else None


def decided(verb: Callable[[Document], Report], baseline: Decisions | None) -> Callable[[Document], Report]:
    """A verb whose reports bear the decisions."""
    return verb if baseline is None else lambda document: verb(document).with_decisions(baseline)


def say_decisions(entries: list[Entry], baseline: Decisions | None) -> None:
    """How many decisions were applied; those that found nothing are named."""
    if baseline is None:
        return
    results = [entry.report.decisions for entry in entries if entry.report is not None]
    told = [result for result in results if result is not None]
    found = {id for result in told for id in (*result.applied, *result.open)}
    stale = dict.fromkeys(id for result in told for id in result.stale if id not in found)
    applied = sum(len(result.applied) for result in told)
    waiting = sum(len(result.open) for result in told)
    say(
        f"复核意见 {applied} 条生效，{waiting} 条待填，{len(stale)} 条失效"
        f" / decisions: {applied} applied, {waiting} to fill in, {len(stale)} stale"
    )
    lines = {entry.id: entry for entry in baseline.entries}
    for id in stale:
        say(printable(f"  失效 / stale: {id} {lines[id].check} {lines[id].statement}".rstrip()))


def write_baseline(path: Path, reports: list[Report], baseline: Decisions | None) -> None:
    """Write a decisions file for all reports; decisions that were given stay in it."""
    from gouji.decisions import decisions_json, template
    from gouji.renderings.files import replace_text

    found = ((report.document.name, finding) for report in reports for finding in report.findings)
    value = template(found, baseline)
    try:
        replace_text(path, decisions_json(value))
    except OSError as error:
        reason = f"无法写入 / cannot be written ({error.strerror})"
        raise DecisionsError(path, reason, "换一个文件名 / choose another name") from error
    say(f"已写 / written: {path}（{len(value['decisions'])}）")
