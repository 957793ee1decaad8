"""The exit status 退出码: which it is, and which goes before which."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.findings import Finding
    from gouji.renderings.index import Entry

DONE, FOUND, NOTHING, INCOMPLETE = 0, 1, 2, 3


def exit_status(entries: list[Entry], fail_on: str | None) -> int:
    """The status of a run; findings a reviewer has answered do not count for ``--fail-on``."""
    reports = [entry.report for entry in entries if entry.report is not None]
    if not reports:
        return NOTHING
    if len(reports) < len(entries) or not all(report.complete for report in reports):
        return INCOMPLETE
    if fail_on is not None and any(
        _grave(finding, fail_on) for report in reports for finding in report.undecided
    ):
        return FOUND
    return DONE


def _grave(finding: Finding, fail_on: str) -> bool:
    from gouji.findings import SEVERITIES

    return SEVERITIES.index(finding.severity) <= SEVERITIES.index(fail_on)
