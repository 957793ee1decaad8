"""How alike two texts are: the only two measures that matching knows.

Both look at letters, characters and digits alone: blanks, punctuation and the width of a character
make no difference.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from itertools import islice

LONG_SHARE = 0.3
"""The share of the longer text that must be common for two texts to overlap at all."""

MOST = 2000
"""Longer texts are compared by so many of their characters."""

RUN = 3
"""The shortest run of common characters that counts as common."""


def bare(text: object) -> str:
    """The first ``MOST`` letters, characters and digits of a text in their plain width (NFKC)."""
    folded = unicodedata.normalize("NFKC", str(text or ""))
    return "".join(islice((c for c in folded if unicodedata.category(c)[0] in "LN"), MOST))


def ratio(a: str, b: str, least: float = 0.0) -> float:
    """The Ratcliff-Obershelp ratio of two bare texts, 0 to 1; 0 where either is empty.

    A ratio that is sure to stay under *least* may be given as 0: bounds on it cost less than itself.

    Example:
        >>> ratio("人员经费", "公用经费")
        0.5
    """
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if least and (matcher.real_quick_ratio() < least or matcher.quick_ratio() < least):
        return 0.0
    return matcher.ratio()


def grams(text: str) -> frozenset[str]:
    """Every run of ``RUN`` characters of a bare text."""
    return frozenset(text[i : i + RUN] for i in range(len(text) - RUN + 1))


def overlap(a: str, b: str, grams_a: frozenset[str], grams_b: frozenset[str]) -> float:
    """The share of the shorter bare text that lies in common runs of ``RUN`` characters or more, 0 to 1.

    It is 0 unless at least ``LONG_SHARE`` of the longer one is common: a word quoted out of a
    paragraph is not the paragraph. A text that stands in the other as a whole overlaps by 1.
    """
    if not a or not b:
        return 0.0
    short, long = sorted((a, b), key=len)
    if len(short) < LONG_SHARE * len(long):
        return 0.0
    if short in long:
        return 1.0
    if grams_a.isdisjoint(grams_b):
        return 0.0
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks if block.size >= RUN)
    return common / len(short) if common >= LONG_SHARE * len(long) else 0.0
