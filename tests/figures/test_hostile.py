"""Hostile text takes time in proportion to its length."""

from __future__ import annotations

import time

import pytest

from gouji.document import Document
from gouji.figures import find_figures

SIZE = 60_000
PATTERNS = [
    "1", "１", ",", "1,", "123,", "1.", "1 ", "1\n", " ", "\n", "一", "万", "数百", "百分之", "一分之",
    "[", "[bookmark:", "《",
    "（2020）", "〔2020〕", "1至", "1-", "2024-", "1月-", "1万", "1亿2", "约 ", "每", "第", "第1",
    "“一", "￥1", "x1.", "1:",
    "1 000", "1.\n", "1,\n", "2021、", "5、6月", "1（含）-", "1个（", "每1个", "1余元",
]  # fmt: skip


def seconds(text: str) -> float:
    """The best of three readings of a text that has no layout."""
    document, best = Document(text), float("inf")
    for _ in range(3):
        begin = time.process_time()
        find_figures(document)
        best = min(best, time.process_time() - begin)
    return best


@pytest.mark.parametrize("pattern", PATTERNS)
def test_twice_the_text_takes_about_twice_the_time(pattern):
    """No pattern goes back over what it has read: four times the text, less than nine times the time."""
    short = pattern * (SIZE // len(pattern))

    assert seconds(short * 4) < 9 * seconds(short) + 0.02
