"""Automatic numbers of a DOCX, format by format."""

from __future__ import annotations

import pytest
from lxml import etree

from gouji.formats.numbering import Numbering, chinese, rendered

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (7, "decimal", "7"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (101, "chineseCounting", "一〇一"),
        (11, "chineseCountingThousand", "十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (20, "japaneseCounting", "二十"),
        (10, "ideographDigital", "一〇"),
        (15, "chineseLegalSimplified", "壹拾伍"),
        (3, "ideographTraditional", "丙"),
        (12, "ideographZodiac", "亥"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircleChinese", "㉑"),
        (51, "decimalEnclosedCircle", "51"),
        (2, "decimalEnclosedParen", "⑵"),
        (4, "upperRoman", "IV"),
        (1999, "lowerRoman", "mcmxcix"),
        (28, "upperLetter", "BB"),
        (3, "lowerLetter", "c"),
        (3, "none", ""),
        (3, "aiueo", "3"),
        (0, "chineseCounting", "0"),
    ],
)
def test_every_number_format_of_chinese_documents(number, style, shown):
    """A count is shown as its number format says; an unknown one gives digits."""
    assert rendered(number, style) == shown


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        (1, "一"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (10_000, "一万"),
        (10_305, "一万零三百零五"),
        (120_000, "十二万"),
    ],
)
def test_large_numbers_are_spoken_with_their_zeros(number, spoken):
    """Zeros inside a number are spoken once, at its end not at all."""
    assert chinese(number) == spoken


def lists(levels: str, extra: str = "") -> Numbering:
    return Numbering(
        etree.fromstring(
            f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
            f'<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>{extra}</w:numbering>'
        )
    )


def level(at: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def test_inner_levels_restart_after_an_outer_one():
    """The second level begins again below each number of the first."""
    found = lists(level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2."))

    assert [found.next("1", at) for at in (0, 1, 1, 0, 1)] == ["一、", "1.", "2.", "二、", "1."]


def test_a_level_that_never_restarts_counts_on():
    """lvlRestart 0 keeps a level counting across outer numbers."""
    found = lists(level(0, "decimal", "%1") + level(1, "decimal", "图%2", '<w:lvlRestart w:val="0"/>'))

    assert [found.next("1", at) for at in (0, 1, 1, 0, 1)] == ["1", "图1", "图2", "2", "图3"]


def test_legal_numbering_shows_digits_for_outer_levels():
    """isLgl turns the Chinese number of an outer level into digits."""
    found = lists(level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>"))

    assert [found.next("1", at) for at in (0, 0, 1)] == ["第一章", "第二章", "2.1"]


def test_a_level_used_before_its_outer_one_shows_where_that_starts():
    """A second level without a first shows the first one's start."""
    found = lists(level(0, "decimal", "%1", start=3) + level(1, "decimal", "%1.%2"))

    assert [found.next("1", 1), found.next("1", 0)] == ["3.1", "3"]


def test_bullets_and_lists_that_are_not_there_show_nothing():
    """A bullet is no number; a list that the file does not define is none either."""
    found = lists(level(0, "bullet", "·"))

    assert (found.next("1", 0), found.next("9", 0), found.next("1", 40)) == ("", "", "")
    assert Numbering(None).next("1", 0) == ""


def test_a_list_may_replace_a_level():
    """A list that brings its own level counts with it."""
    extra = (
        '<w:num w:numId="2"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, 'upperRoman', '%1.')}</w:lvlOverride></w:num>"
    )

    assert lists(level(0, "decimal", "%1."), extra).next("2", 0) == "I."


def test_a_list_defined_by_a_style():
    """A list that points at a list style counts as that style says."""
    extra = (
        '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="公文"/></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="6"/></w:num>'
    )

    assert (
        lists('<w:styleLink w:val="公文"/>' + level(0, "chineseCounting", "%1、"), extra).next("3", 0)
        == "一、"
    )
