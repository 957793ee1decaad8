"""GROUND-TEXT: invented activities and problems are found, paraphrases are left open."""

from __future__ import annotations

import pytest

import gouji
from gouji.checks.ground_text import quoted
from gouji.document import Document

TEXT = (
    "二、主要工作\n\n1. 5月12日，在河口镇举办渔船安全培训班，参加船员约80人。\n\n"
    "三、存在的问题\n\n部分渔港监控设备老化，夜间巡查力量不足。\n\n四、建议\n\n建议分年度更新监控设备。\n"
)


def verified(**result):
    return gouji.verify(result, source=Document.from_text(TEXT), checks=[quoted]).findings


@pytest.mark.parametrize(
    ("kind", "record", "name"),
    [
        ("activities", {"name": "渔具展览会", "quote": "9月举办渔具展览会"}, "活动"),
        ("activities", {"name": "渔具展览会"}, "活动"),
        ("problems", {"summary": "部门之间信息不能共享"}, "问题"),
        ("problems", {"summary": "渔港监控设备老化", "quote": "渔民收入下降，渔获量减少"}, "问题"),
        ("recommendations", {"summary": "提高人员编制"}, "建议"),
    ],
)
def test_what_the_text_does_not_say_is_the_models_error(kind, record, name):
    """Medium, by the model, named for what it claims to be; a false quotation is not mended by a true summary."""
    (finding,) = verified(**{kind: [record]})

    assert (finding.status, finding.severity, finding.cause) == ("contradicted", "medium", "model")
    claimed = record.get("name") or record.get("summary")
    assert finding.message_zh == f"{name}“{claimed}”在原文中查无依据，可能是模型编造。"
    assert finding.operands[0].place is None


@pytest.mark.parametrize(
    "record",
    [
        {"name": "培训班", "quote": "5月12日，在河口镇举办渔船安全培训班"},
        {"name": "渔船安全培训班"},
        {"name": "培训", "quote": "5月12日，在河口镇举办渔船安全培训班，参加船员约８０人"},
    ],
)
def test_what_is_quoted_is_confirmed_with_its_place(record):
    """Also behind a list mark, and in another width; the operand leads to the text."""
    (finding,) = verified(activities=[record])

    assert (finding.status, finding.severity) == ("confirmed", "info")
    start, end = finding.operands[0].place
    assert "培训班" in TEXT[start:end]


def test_a_summary_in_other_words_is_left_open():
    """Without a quotation, most of its characters in one passage: neither confirmed nor contradicted."""
    (finding,) = verified(problems=[{"summary": "监控设备老化且夜间力量不足"}])

    assert finding.status == "undetermined"
    assert "无法核对" in finding.message_zh


def test_what_grammar_read_is_not_checked():
    """Problems that gouji listed itself come from the text."""
    report = gouji.check(Document.from_text(TEXT), checks=[quoted])

    assert report.problems
    assert report.findings == ()
