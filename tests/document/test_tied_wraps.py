"""Lines of so many characters that keep a number, its unit and the character before it together."""

from __future__ import annotations

import re

import pytest

from gouji.document import Document

WIDTH = 36
_TOKEN = re.compile(r"[一-龥（]?[0-9][0-9.,]*(?:万元|人|%)?[，。、；）]*|.")
BODY = (
    "全年渡口管护支出6,482.35万元，其中船员工资1,286.40万元、码头维修2,318.65万元、航标更新1,604.20万元、"
    "救生设备1,273.10万元，四类支出均按进度支付，未发生超预算的情况。年末航道管护人员在岗，"
    "全年组织水上应急演练，参加船员1,264人，占在册船员1,580人的80.00%，比上年的1,120人增加144人。"
    "码头维修中，北岸码头维修1,042.18万元、南岸码头维修1,276.47万元，两处均已通过竣工验收并交付使用。"
)


def wrapped(text):
    """A text broken after so many characters, never within a number or right before one."""
    lines = [""]
    for token in _TOKEN.findall(text):
        if len(lines[-1]) + len(token) > WIDTH:
            lines.append("")
        lines[-1] += token
    return lines


@pytest.mark.parametrize("times", [2, 3, 5])
def test_a_character_that_goes_with_its_number_ends_no_paragraph(times):
    """Lines that end early because 资1,286.40万元 had no room on them are one paragraph."""
    text = "\n".join(line for _ in range(times) for line in [*wrapped(BODY), "", "各项工作完成。", ""])
    document = Document.from_text("某市渡口管护资金绩效自评报告\n\n" + text)
    long = [block for block in document.blocks if "全年渡口" in document.text[block.start : block.end]]
    assert len(long) == times
    assert all("交付使用。" in document.text[block.start : block.end] for block in long)


def test_a_short_line_without_marks_stays_a_heading():
    """A line of words alone above 共1,264人 is no beginning of its sentence."""
    lines = wrapped(BODY) * 3
    text = "\n".join([*lines, "全市水上交通安全管理和渡口渡船管护情况", "共1,264人参加演练。", *lines])
    document = Document.from_text(text)
    assert any(
        document.text[block.start : block.end].strip() == "全市水上交通安全管理和渡口渡船管护情况"
        for block in document.blocks
    )
