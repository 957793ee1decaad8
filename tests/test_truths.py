"""Sentences that are right and look wrong: none of them may raise an alarm.

``tests/truths/*.txt`` hold one paragraph a line, ``tests/truths/reports`` whole reports without a contradiction.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.document import Document

TRUTHS = Path(__file__).parent / "truths"
LINES = [
    pytest.param(line, id=f"{path.stem}-{number}")
    for path in sorted(TRUTHS.glob("*.txt"))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    if line.strip()
]
REPORTS = sorted((TRUTHS / "reports").glob("*.txt"))


def alarms(report: gouji.Report) -> list[str]:
    """What a reviewer would be told of, by check and message."""
    return [
        f"{finding.check} {finding.message_zh}"
        for finding in report.findings
        if finding.status == "contradicted" and finding.severity != "info"
    ]


@pytest.mark.parametrize("line", LINES)
def test_a_sentence_that_is_right(line):
    """Targets beside results, other bases, partial lists, several purses: the arithmetic is right."""
    text = f"河西县农村公路养护部门绩效自评报告\n\n一、产出情况\n\n{line}\n"
    assert alarms(gouji.check(Document.from_text(text, name="report"))) == []


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_that_is_right(path):
    """A whole report without a contradiction."""
    assert alarms(gouji.check(path)) == []
