"""The one pattern that finds where a figure can begin 数字起点."""

from __future__ import annotations

import re
from functools import cache

from gouji.figures.numeral import HANZI_DIGITS, HANZI_NUMERALS

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
_HEDGE = r"([余多几来](?![额款量下热少元自源宾访央]))"
# 余 may stand on the next line; 多, 几 and 来 begin too many other words there.
_HEDGED = rf"(?:{GAP}(?:(?=余)|(?<![\s])){_HEDGE})?+"

# lastindex tells what was found; each branch ends in an empty group of its own.
JUNK, DIGITS, FRACTION, HANZI = 1, 6, 9, 14
NUMBER, HEDGE, DIGIT_MAGNITUDE, SECOND_HEDGE = 2, 3, 4, 5
DENOMINATOR, NUMERATOR = 7, 8
RUN, HANZI_HEDGE, HANZI_MAGNITUDE, HANZI_SECOND = 10, 11, 12, 13


@cache
def pattern() -> re.Pattern[str]:
    """The pattern, compiled at first use: that takes longer than the rest of the import."""
    return re.compile(
        rf"[{_OPEN}0-9０-９{HANZI_NUMERALS}数几]"
        rf"(?:"
        rf"(?:(?<=\[)bookmark:[^\]\n]{{0,400}}+\]"
        rf"|(?<=[{_OPEN}]){GAP}[12]\d{{3}}{GAP}[{_CLOSE}]{GAP}第?{GAP}\d{{1,5}}(?:[-—]\d{{1,4}})?{GAP}号"
        rf"|(?<=[A-Za-z_][0-9])[0-9A-Za-z_]*+(?:[.×-][0-9A-Za-z]++)*+)()"
        rf"|(?<=[0-9０-９]){_NUMBER}{_HEDGED}{GAP}{_MAGNITUDES}?+{_HEDGED}{GAP}()"
        rf"|(?<=[{HANZI_NUMERALS}])({_H}{{0,40}}+){GAP}分{GAP}之{GAP}({_H}{{1,40}}+(?:点{_H}{{1,40}}+)?+|{_D}++(?:[.．]{_D}++)?+)()"
        rf"|(?:(?<=[{HANZI_NUMERALS}])|(?<=[数几])(?=[十百千万亿]))({_H}*+(?:点[{HANZI_DIGITS}]++)?+){_HEDGED}{GAP}([万亿]*+){_HEDGED}{GAP}()"
        rf")"
    )
