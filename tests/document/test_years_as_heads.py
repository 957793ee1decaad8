"""Columns of blanks whose heads begin with a year."""

from __future__ import annotations

import pytest

from gouji.document import Document


def table(*heads):
    rows = [("青柳乡", "64.20", "71.85", "7.65"), ("石湾乡", "48.36", "53.10", "4.74")]
    rows += [("渔坪镇", "35.72", "39.05", "3.33"), ("合  计", "148.28", "164.00", "15.72")]
    lines = ["        ".join(row) for row in [("乡镇", *heads), *rows]]
    return Document.from_text(
        "各乡镇茶叶产值如下（单位：万元）：\n" + "\n".join(lines) + "\n以上为统计数。\n"
    )


@pytest.mark.parametrize(
    "heads",
    [
        ("2023年产值", "2024年产值", "新增产值"),
        ("2023年", "2024年", "增加额"),
        ("2023年末余额", "2024年末余额", "净增"),
        ("2022年度", "2023年度", "增量"),
    ],
)
def test_years_head_columns(heads):
    """A row that names the years above columns of numbers is their head."""
    (found,) = table(*heads).tables
    assert [cell.text for cell in found.cells if cell.row == 0] == ["乡镇", *heads]


def test_a_column_of_years_is_no_head():
    """Years below years are what the rows print."""
    text = "北桥        2021年建成        2022年验收\n南桥        2020年建成        2021年验收\n" * 2
    assert not [t for t in Document.from_text("桥梁情况\n" + text).tables if t.start == 5 and t.cells[0].row]
