"""The one pattern that finds where a figure can begin 数字起点."""

from __future__ import annotations

import re
from functools import cache

from gouji.figures.lexicon import HANZI_MEASURES
from gouji.figures.numeral import HANZI_DIGITS, HANZI_NUMERALS
from gouji.figures.unit import FIRST_CHARACTERS, OFFICES

BLANK = " \u3000\xa0\u2002\u2003\u2009"
# Blanks and at most two line breaks; never a tab: it ends a cell.
GAP = rf"[{BLANK}]{{0,40}}+(?:\r?\n[{BLANK}]{{0,40}}+){{0,2}}+"
_D = "[0-9０-９]"
_H = f"[{HANZI_NUMERALS}]"
_OPEN = r"〔\[【﹝［(（"
_CLOSE = r"〕\]】﹞］)）"
# 千 of 千瓦时 and 百 of 百分点 belong to the unit.
_MAGNITUDES = rf"((?:(?!千[瓦米克伏卡焦]|百分)[十百千万亿])++(?![{HANZI_DIGITS}]))"
_NUMBER = rf"((?:{_D}{{0,2}}+(?:(?:,{_D}{{3}}(?!{_D}))++|(?:，{_D}{{3}}(?!{_D}))++)|{_D}*+)(?:[.．]{_D}++)?+)"
# 500余元 and 12万多元 are hedged; 多元化 and 余元 of a name are words.
_HEDGE = r"([余多几来](?![额款量下热少自源宾访央]|元[化投主融文治素旦宵件]))"
# 余 may stand on the next line; 多, 几 and 来 begin too many other words there.
_HEDGED = rf"(?:{GAP}(?:(?=余)|(?<![\s])){_HEDGE})?+"

# What makes a figure need a closer look: these characters before it.
_DELICATE_BEFORE = r"A-Za-z_第×+＋xX*.．,\-－−负￥¥$＄€£时点:："
# What can follow a Chinese numeral that counts.
_COUNTED_AHEAD = "".join(sorted({word[0] for word in (*HANZI_MEASURES, *OFFICES, "年", "月", "%", "％")}))
_UNIT_AHEAD = re.escape("".join(sorted(FIRST_CHARACTERS)))

LONGEST = 40
"""More digits than these are no number of a report; arithmetic on a million of them would not end."""

# lastindex tells what was found; each branch ends in an empty group of its own.
PLAIN, JUNK, DIGITS, FRACTION, HANZI = 3, 4, 9, 12, 18
PLAIN_NUMBER, PLAIN_MAGNITUDE = 1, 2
NUMBER, HEDGE, DIGIT_MAGNITUDE, SECOND_HEDGE = 5, 6, 7, 8
DENOMINATOR, NUMERATOR = 10, 11
ORDINAL, RUN, HANZI_HEDGE, HANZI_MAGNITUDE, HANZI_SECOND = 13, 14, 15, 16, 17

_ASCII_NUMBER = r"(?>[0-9]{0,2}+(?:,[0-9]{3}(?![0-9]))++|[0-9]*+)(?:\.[0-9]++)?+"
# Marks, document numbers, codes, and bare numbers that end with their clause or open a list.
_JUNK = (
    rf"(?:(?<=\[)bookmark:[^\]\n]{{0,400}}+\]"
    rf"|(?<=[{_OPEN}]){GAP}[12]\d{{3}}{GAP}[{_CLOSE}]{GAP}第?{GAP}\d{{1,5}}(?:[-—]\d{{1,4}})?{GAP}号"
    rf"|(?<=[A-Za-z_][0-9])[0-9A-Za-z_]*+(?:[.×-][0-9A-Za-z]++)*+"
    rf"|(?<=[0-9])(?<![￥¥$＄€£][0-9]){_ASCII_NUMBER}(?:{GAP}(?=[、）)〕\]】》”’\t；;。+×＋*]|[（(](?!不?含))|(?=[.．][^0-9０-９])(?<![0-9]{{3}}))"
    rf")()"
)
# ASCII digits, one blank at most, a magnitude, and a character that opens a unit: nothing else near.
_PLAIN = (
    rf"(?<=[0-9])(?<![{_DELICATE_BEFORE}][0-9])"
    rf"({_ASCII_NUMBER}) ?+{_MAGNITUDES}?+(?=[{_UNIT_AHEAD}])()"
)
_DIGITS = rf"(?<=[0-9０-９]){_NUMBER}{_HEDGED}{GAP}{_MAGNITUDES}?+{_HEDGED}{GAP}()"
_FRACTION = (
    rf"(?<=[{HANZI_NUMERALS}])({_H}{{0,40}}+){GAP}分{GAP}之{GAP}"
    rf"({_H}{{1,40}}+(?:点{_H}{{1,40}}+)?+|{_D}++(?:[.．]{_D}++)?+)()"
)
# Only at the beginning of a run, and only where a word that can be counted follows, or 第 stands before.
_HANZI = (
    rf"(?:(?<=[{HANZI_NUMERALS}])|(?<=[数几])(?=[十百千万亿]))(?<!{_H}[{HANZI_NUMERALS}数几])(?:(?<=第{_H})())?+"
    rf"({_H}*+(?:点[{HANZI_DIGITS}]++)?+){_HEDGED}{GAP}([万亿]*+){_HEDGED}{GAP}(?({ORDINAL})|(?=[{_COUNTED_AHEAD}]))()"
)


@cache
def pattern() -> re.Pattern[str]:
    """The pattern, compiled at first use: that takes longer than the rest of the import."""
    first = rf"[{_OPEN}0-9０-９{HANZI_NUMERALS}数几]"
    return re.compile(rf"{first}(?:{_PLAIN}|{_JUNK}|{_DIGITS}|{_FRACTION}|{_HANZI})")


@cache
def digits_pattern() -> re.Pattern[str]:
    """The branch of digits alone, its groups numbered as in the whole pattern."""
    return re.compile(rf"[0-9０-９](?:(?!)()()()()|{_DIGITS})")
