"""Items told one after the other in one paragraph 段内列举: 一是…；二是…。 （1）…（2）…, 首先…其次…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gouji.document import Block, Document, Span
from gouji.document.numbering import strip_mark
from gouji.document.readable import with_index

_HANZI = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_ORDER = ("首先", "其次", "再次")
_LAST = ("最后",)
# A mark stands at the head of the paragraph or behind a stop.
_MARK = re.compile(
    rf"(?:^|(?<=[。；;：:！!]))[\s　*]*(?:(?P<is>[{_HANZI}](?:是|要|来))|(?P<point>第?[{_HANZI}][、，,]|第[{_HANZI}](?:是)?)"
    rf"|(?P<round>[（(]\s?(?:[{_HANZI}]|\d{{1,2}})\s?[）)])|(?P<half>\d{{1,2}}[）)])"
    rf"|(?P<number>\d{{1,2}}\s?[.．、](?!\d))|(?P<circle>[{_CIRCLED}])"
    rf"|(?P<order>{'|'.join((*_ORDER, *_LAST))})[，,]?)"
)
_ANNOUNCES = re.compile(
    r"问题|不足|困难|短板|薄弱|建议|措施|以下|如下|打算|计划|工作|方面|改进|整改|下一?步|今后|重点"
)
_REASONS = re.compile(r"原因|由于|因为")
_TIER = re.compile(r"^\d{1,2}(?:[.．]\d{1,2}){1,3}[.．、]?[\s　]+")
_BULLET = re.compile(r"^(?:[-–—•●·■◆*+]+[\s　]+|[•●·■◆])")
MAX_ANNOUNCEMENT = 120


@dataclass(frozen=True, slots=True)
class _Found:
    style: str
    number: int
    start: int


def bare_item(text: str) -> str:
    """The words of an item without its mark (一是, （2）, 5.1, a dash) and without marks of emphasis."""
    text = text.replace("**", "").strip()
    text = _TIER.sub("", strip_mark(_BULLET.sub("", text)))
    match = _MARK.match(text)
    return text[match.end() :].lstrip("，, 　") if match is not None else text


def enumerated(document: Document, block: Block) -> list[Span]:
    """The items of a paragraph that tells several, each from its mark to the next.

    Empty when there is no such list in it: two marks of one style at least, counted from one. Words
    before the first mark must announce the list; 进度偏慢，原因：一是…二是… lists the reasons of one.
    """
    text, index = with_index(document, block.start, block.end)
    marks = list(_row(text))
    if len(marks) < 2 or not _is_announced(text[: marks[0].start]):
        return []
    edges = [mark.start for mark in marks] + [len(text)]
    return [_span(text, index, low, high) for low, high in pairwise(edges)]


def _row(text: str) -> Iterator[_Found]:
    """The marks of the style of the first, as long as they count on: 一是, 二是, 三是."""
    style, reached = "", 0
    for match in _MARK.finditer(text):
        kind = match.lastgroup or ""
        words = match.group(kind)
        number = reached + 1 if words in _LAST and reached else _number(words)
        if (style in ("", kind)) and number == reached + 1:
            style, reached = kind, number
            yield _Found(kind, number, match.start(kind))


def _number(words: str) -> int:
    if words in _ORDER:
        return _ORDER.index(words) + 1
    if digits := re.search(r"\d+", words):
        return int(digits.group())
    found = re.search(f"[{_HANZI}{_CIRCLED}]", words)
    return ((_HANZI + _CIRCLED).index(found.group()) % 10) + 1 if found else 0


def _is_announced(before: str) -> bool:
    head = before.strip()
    if not head:
        return True
    short = len(head) <= MAX_ANNOUNCEMENT and strip_mark(head) == head
    return short and not _REASONS.search(head) and _ANNOUNCES.search(head) is not None


def _span(text: str, index: list[int], low: int, high: int) -> Span:
    while high > low + 1 and text[high - 1].isspace():
        high -= 1
    return Span(index[low], index[high - 1] + 1)
