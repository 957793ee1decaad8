"""Paragraphs whose lines are broken at no fixed width: the indent of their first lines tells them apart."""

from __future__ import annotations

from gouji.document import Document

HEAD = "松渚市城市管理局\n背街小巷整治项目绩效自评报告\n\n"
LINES = """\
  （一）到位。截至年底到位资金四千一百八十万元，到位率百分之九十六，其中中央、市级
资金全部到位；区级应当配套一千二百九十万元，实到一千一百二十万元（湖东四百八十万元、望阙
四百一十万元），其余缺口出在南埠区。

  （二）累计情况。上年支出二千八百余万元（当年预算三千一百万元，执行
情况良好），两年累计支出六千八百余万元，约占全部概算的五成多一点；时间已经过去了三分之二，
投资进度低于时间进度。

  （三）支出构成。三个施工标段的工程款合计三千四百余万元，设计和监理费三百余万
元，灯具采购款二百余万元，检测及其他费用十余万元，各项支出均有合同和验收单据。
"""


def test_a_line_in_mid_sentence_goes_on_below():
    """A short line that stops in mid-sentence is no end where first lines are indented and the next is not."""
    found = [block for block in Document.from_text(HEAD + LINES).blocks if block.kind == "paragraph"]
    text = HEAD + LINES
    begun = [text[block.start : block.end].lstrip()[:3] for block in found]
    assert begun == ["（一）", "（二）", "（三）"]


def test_an_indent_begins_a_paragraph():
    """The line below begins a paragraph of its own where it is indented, whatever stands above it."""
    text = HEAD + LINES.replace("执行\n情况良好", "执行\n  情况良好")
    blocks = [block for block in Document.from_text(text).blocks if block.kind == "paragraph"]
    assert any(text[block.start : block.end].lstrip().startswith("情况良好") for block in blocks)
