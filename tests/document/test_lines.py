"""Lines, widths, spans."""

from gouji.document import Span
from gouji.document.lines import count_breaks, kept, merge, printed_width, split_lines, strip, trimmed


def test_lines_know_where_they_stand():
    """Blanks at the edges are left out, the raw line and the breaks before it are kept."""
    text = "甲 \r\n\r\n\u3000 乙\t\n\n\n丙"

    lines = split_lines(text)

    assert [text[line.start : line.end] for line in lines] == ["甲", "乙", "丙"]
    assert [line.breaks for line in lines] == [0, 2, 3]
    assert [text[line.raw_start : line.raw_end] for line in lines] == ["甲 ", "\u3000 乙\t", "丙"]


def test_invisible_characters_are_blanks():
    """A line of zero-width characters is no line."""
    assert split_lines("\u200b\ufeff\n \u200b") == []
    assert strip("\u200b 甲 \ufeff") == "甲"
    assert trimmed(" \u200b甲乙 ", 0, 5) == Span(2, 4)
    assert trimmed("   ", 1, 3) == Span(1, 1)


def test_widths_follow_print():
    """Chinese characters take two columns, digits one, the gap between the scripts a half."""
    assert printed_width("全年支出") == 8
    assert printed_width("“全年”") == 8
    assert printed_width("支出12万元") == printed_width("支出 12 万元") == 11


def test_line_ends_of_any_kind_are_counted():
    """CRLF is one line end, a form feed one too."""
    assert count_breaks("\r\n\n\r\f", 0, 5) == 4


def test_spans_are_merged_and_taken_out():
    """Touching spans join, and what remains between them is what is kept."""
    spans = merge([Span(5, 7), Span(1, 3), Span(3, 4), Span(6, 6)])

    assert spans == (Span(1, 4), Span(5, 7))
    assert kept(spans, 0, 9) == [Span(0, 1), Span(4, 5), Span(7, 9)]
    assert kept(spans, 2, 6) == [Span(4, 5)]
    assert kept((), 2, 2) == []
