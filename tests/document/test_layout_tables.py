"""The tables and the noise of a text, found without the rest of its layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.document.layout import lay_out, tables_of
from gouji.document.lines import split_lines

REPORTS = sorted((Path(__file__).parent.parent / "reports").glob("*.txt"))
TEXTS = [
    "单位：万元\n项目\t金额\n甲\t12\n乙\t7\n",
    "表1\n\n\t项目\n\t金额\n\n\t绿化\n\t3.5\n\n\t合计\n\t3.5\n\n以上为明细。\n"
    + "其后另有说明，逐条列示。\n" * 300,
    "|项目|金额|\n|---|---|\n|甲|5|\n",
    "\r\n\t项目\r\n\t金额\r\n\r\n\t甲\r\n\t5\r\n\r\n\t乙\r\n\t6\r\n",
    "没有表格，[bookmark: _Toc1]只有一段。",
]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_has_the_same_tables_and_noise_without_its_sections(path: Path):
    """What numbers are read from does not depend on headings and paragraphs."""
    text = path.read_text(encoding="utf-8")
    whole, part = lay_out(text), tables_of(text)

    assert (part.tables, part.noise) == (whole.tables, whole.noise)
    assert part.text == text and not part.blocks


@pytest.mark.parametrize("text", TEXTS)
def test_a_table_is_the_same_without_the_sections(text: str):
    """One cell a line, one row a line, pipes, CRLF, none."""
    assert tables_of(text).tables == lay_out(text).tables


def test_lines_stop_where_enough_of_them_is_read():
    """The last line read is the one that passes the mark; without a mark all are read."""
    text = "一二三\n四五六\n七八九\n"

    assert [text[line.start : line.end] for line in split_lines(text, 4)] == ["一二三", "四五六"]
    assert len(split_lines(text)) == 3
