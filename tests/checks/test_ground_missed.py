"""GROUND-MISSED: what the extraction left out, and why, where the run knows."""

from __future__ import annotations

from gouji.checks import all_checks
from gouji.document import Document
from gouji.facts import Facts, Unanswered
from gouji.figures import find_figures
from gouji.ledger import audit


def test_the_reason_is_told_where_the_run_knows_it() -> None:
    """A figure in a part that could not be read says so; elsewhere nothing is added."""
    text = "另有收回资金10万元。"
    document = Document.from_text(text, name="a.txt")
    figures = tuple(find_figures(document))
    for unanswered, end in (((Unanswered(0, len(text), "failed"),), "没有读成。"), ((), "可能漏抽。")):
        facts = Facts(document, figures, extracted=True, unanswered=unanswered)
        (finding,) = (each for each in audit(facts, all_checks()).findings if each.check == "GROUND-MISSED")
        assert finding.message_zh.endswith(end)
