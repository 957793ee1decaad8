"""Tables that the end of a page cuts in two, with their head once more on the next."""

from __future__ import annotations

import pytest

from gouji.document import Document

LEAD = "云港市渔港建设专项资金绩效自评报告\n\n一、资金情况\n各渔港的资金见下表。\n\n"
END = "\n\n二、结论\n工程均已完工并交付使用，资料齐全。\n"
HEAD = ("渔港名称", "批复投资", "累计支付", "支付率")
ROWS = [
    ("东礁渔港", "820.00", "615.00", "75.00%"),
    ("石浦渔港", "640.00", "512.00", "80.00%"),
    ("沙湾渔港", "450.00", "405.00", "90.00%"),
    ("白墩渔港", "300.00", "270.00", "90.00%"),
    ("合计", "2,210.00", "1,802.00", "81.54%"),
]


def _bare(row: tuple[str, ...]) -> str:
    return "\n".join(row)


def _aligned(row: tuple[str, ...]) -> str:
    return "    ".join(row)


def _piped(row: tuple[str, ...]) -> str:
    return "| " + " | ".join(row) + " |"


def _tabbed(row: tuple[str, ...]) -> str:
    return "\t".join(row)


def _tables(text: str) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in table.rows()] for table in Document.from_text(text).tables
    ]


@pytest.mark.parametrize("lay", [_bare, _aligned, _piped, _tabbed])
@pytest.mark.parametrize("page", ["— 3 —", "- 12 -", "第 3 页", "第3页 共9页"])
@pytest.mark.parametrize("cut", [2, 3])
def test_a_table_goes_on_below_the_number_of_a_page_and_its_head(lay, page, cut):
    """The halves are one table, whatever its cells are parted by."""
    rows = [HEAD, *ROWS[:cut]]
    text = "\n".join([*map(lay, rows), page, lay(HEAD), *map(lay, ROWS[cut:])])
    assert _tables(LEAD + text + END) == [[list(HEAD), *map(list, ROWS)]]


@pytest.mark.parametrize("lay", [_bare, _aligned, _piped, _tabbed])
def test_a_head_that_comes_again_is_no_row(lay):
    """Where the number of the page was left out, the head alone tells."""
    text = "\n".join(map(lay, [HEAD, *ROWS[:2], HEAD, *ROWS[2:]]))
    (table,) = _tables(LEAD + text + END)
    assert [row for row in table if row[0] != HEAD[0]] == [list(row) for row in ROWS]


@pytest.mark.parametrize("lay", [_aligned, _piped])
@pytest.mark.parametrize("between", ["\n续表1\n", "\n（续上表）\n", "\n— 3 —\n\n续表  单位：万元\n"])
def test_words_that_say_so_lead_over_to_the_rest(lay, between):
    """续表 stands between the halves."""
    text = "\n".join([*map(lay, [HEAD, *ROWS[:2]]), between, *map(lay, [HEAD, *ROWS[2:]])])
    (table,) = _tables(LEAD + text + END)
    assert table[-1] == list(ROWS[-1]) and len(table) == 6


@pytest.mark.parametrize("lay", [_bare, _aligned, _piped])
def test_a_table_that_has_its_total_does_not_go_on(lay):
    """Two tables with one head and a total each are two."""
    own = [ROWS[0], ROWS[1], ("合计", "1,460.00", "1,127.00", "77.19%")]
    other = [ROWS[2], ROWS[3], ("合计", "750.00", "675.00", "90.00%")]
    text = "\n".join([*map(lay, [HEAD, *own]), "", "— 3 —", "", *map(lay, [HEAD, *other])])
    assert [len(table) for table in _tables(LEAD + text + END)] == [4, 4]


@pytest.mark.parametrize("lay", [_aligned, _piped])
@pytest.mark.parametrize("between", ["\n表2  去年各渔港的资金\n", "\n上年的情况见下表。\n"])
def test_a_title_begins_another_table(lay, between):
    """The same head below another title is another table."""
    text = "\n".join([*map(lay, [HEAD, *ROWS[:2]]), between, *map(lay, [HEAD, *ROWS[2:]])])
    assert [len(table) for table in _tables(LEAD + text + END)] == [3, 4]


def test_words_that_come_again_in_a_column_are_no_head():
    """已完工, 已验收 and 无 of one row and the next stay where they are."""
    head = ("渔港名称", "批复投资", "工程进度", "验收情况", "存在问题")
    rows = [
        ("东礁渔港", "820.00", "已完工", "已验收", "无"),
        ("石浦渔港", "640.00", "已完工", "已验收", "无"),
        ("沙湾渔港", "450.00", "已完工", "已验收", "无"),
    ]
    (table,) = _tables(LEAD + "\n".join(_piped(row) for row in (head, *rows)) + END)
    assert table == [list(head), *map(list, rows)]
