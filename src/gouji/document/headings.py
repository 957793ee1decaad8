"""Headings 标题: which paragraphs are headings, and the sections that they open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.document.joining import joined_text
from gouji.document.model import Section, Span
from gouji.document.numbering import Levels, Mark, read_mark
from gouji.document.paragraphs import Paragraph
from gouji.document.plain_tables import is_caption

_LONGEST = 60
_SENTENCE = 45
_STATED = 90
_SHORT = 26
_PAGE_LEADER = re.compile(r"[.…·．]{3,}\s*\d{1,3}$|\t\s*\d{1,3}$")
_SUBJECT = re.compile(
    r"(?:概况|概述|简介|情况|分析|问题|措施|建议|意见|结论|说明|事项|打算|经验|做法|成效|绩效|职责|职能|设置|"
    r"工作|管理|评价|原因|计划|安排|依据|方法|过程|背景|公开|应用|不足|目标|完成度|实现程度)$"
)
_OUTERMOST = re.compile(r"问题|措施|建议|公开|说明|结论|打算|应用|概况|概述")
_FORM = re.compile(r"(?:自评表|评分表|基础数据表|评价表|指标表)(?:[（(][^）)]{1,20}[）)])?$")
_NO_TITLE = re.compile(r"[。！？；，：,;:!?]|^(?:附件|附表|注|备注|说明)[:：]|\d{4}年\d{1,2}月")
_MARKDOWN = re.compile(r"^[#>\s]*#\s*|^\s*[*_]{2,3}|[*_]{2,3}\s*$|\s+#+\s*$")


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph or a table in reading order, with what tells headings apart."""

    start: int
    end: int
    content: str = ""
    mark: Mark | None = None
    level: int | None = None
    label: str = ""
    is_table: bool = False

    @property
    def title(self) -> str:
        """The content without its mark and without punctuation at its end."""
        rest = self.content[len(self.mark.label) :] if self.mark and not self.label else self.content
        return rest.strip().strip("、.．　 ").rstrip("。：:；;，,").strip()


def items(
    text: str,
    paragraphs: Sequence[Paragraph],
    tables: Sequence[Span],
    noise: Sequence[Span],
    stated: Mapping[int, tuple[int, str]],
) -> list[Item]:
    """All paragraphs and tables in reading order.

    Args:
        text: The document's text.
        paragraphs: The paragraphs, in order.
        tables: Where the tables stand, in order.
        noise: Spans that count as absent.
        stated: What the format says of the paragraph that begins at an offset.
    """
    found = [_item(text, paragraph, noise, stated) for paragraph in paragraphs]
    found += [Item(span.start, span.end, is_table=True) for span in tables]
    return sorted(found, key=lambda item: (item.start, item.end))


def _item(
    text: str, paragraph: Paragraph, noise: Sequence[Span], stated: Mapping[int, tuple[int, str]]
) -> Item:
    cut = min(paragraph.end, paragraph.start + 4000)
    content = joined_text(text, paragraph.start, cut, noise)
    if content[:1] in ("#", "*", "_", ">") or content[-1:] in ("#", "*"):
        content = _MARKDOWN.sub("", content[:4000]).strip() or content
    level, label = stated.get(paragraph.start, (0, ""))
    mark = read_mark(label) if label else read_mark(content)
    return Item(paragraph.start, paragraph.end, content, mark, level or None, label)


def heading_indices(items: Sequence[Item]) -> tuple[dict[int, bool], set[int]]:
    """Which items are headings, and which lines are the report's title.

    Returns:
        The indices of headings, each with whether it has no mark; the indices of title lines.
    """
    title = _title_lines(items)
    marked = {at for at, item in enumerate(items) if at not in title and _may_be_marked(items, at)}
    marked -= _lists(items, marked)
    found = dict.fromkeys(marked, False)
    for at, item in enumerate(items):
        if at in title or at in marked or item.is_table:
            continue
        if item.level is not None and len(item.content) <= _STATED:
            found[at] = item.mark is None
        elif _stands_for_heading(items, at, marked):
            found[at] = True
    return dict(sorted(found.items())), title


def _title_lines(items: Sequence[Item]) -> set[int]:
    """Short lines without a mark before the first paragraph or number."""
    lines: set[int] = set()
    for at, item in enumerate(items[:12]):
        stated = item.level is not None and item.level > 1
        if (
            item.is_table
            or item.mark
            or stated
            or len(item.content) > 50
            or item.content[-1:] in "。；：，、:"
        ):
            return lines if len(lines) < 8 else set()
        named = not lines or any("报告" in items[line].content for line in lines)
        subject = _SUBJECT.search(item.content) and "报告" not in item.content
        if named and subject and len(item.content) <= _SHORT:
            return lines
        lines.add(at)
    return set()


def _may_be_marked(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    if item.is_table or item.mark is None or _PAGE_LEADER.search(item.content):
        return False
    if item.level is not None:
        return len(item.content) <= _STATED
    title, last = item.title, item.content[-1]
    if not title or len(item.content) > _LONGEST:
        return False
    if last not in "。！？；，：,;:!?":
        return not _SENTENCE_END.search(title)
    inner = _SENTENCE_END.search(title)
    return (
        item.mark.is_hanzi
        and last in "。，：:"
        and not inner
        and len(title) <= _SENTENCE
        and _has_body(items, at)
    )


_SENTENCE_END = re.compile(r"[。！？；]")


def _has_body(items: Sequence[Item], at: int) -> bool:
    """Whether text or deeper headings come before the next heading of its kind."""
    if at + 1 >= len(items):
        return False
    item, below = items[at], items[at + 1]
    if below.is_table or below.mark is None:
        return below.is_table or len(below.content) > len(item.title) or below.content[-1] in "无。；！"
    if item.mark is None:
        return True
    if below.mark.number == 1 and (below.mark.style != item.mark.style or item.mark.number > 1):
        return True
    return below.mark.style != item.mark.style and not _above(below.mark, item.mark)


def _above(mark: Mark, other: Mark) -> bool:
    return mark.rank < other.rank


def _lists(items: Sequence[Item], marked: set[int]) -> set[int]:
    """Runs of numbered lines most of which have nothing below: a list, not headings."""
    dropped: set[int] = set()
    runs: dict[str, list[int]] = {}
    for at in sorted(marked):
        item = items[at]
        if item.mark is None:
            continue
        # What is deeper than this heading, or a run that starts anew, is over.
        for style in [style for style, run in runs.items() if _is_over(items[run[-1]].mark, item.mark)]:
            dropped |= _bodiless(items, runs.pop(style))
        if not item.mark.is_hanzi and item.level is None:
            runs.setdefault(item.mark.style, []).append(at)
    for run in runs.values():
        dropped |= _bodiless(items, run)
    return dropped


def _is_over(last: Mark | None, mark: Mark) -> bool:
    if last is None:
        return True
    return mark.number == 1 if last.style == mark.style else mark.rank < last.rank and mark.number != 1


def _bodiless(items: Sequence[Item], run: Sequence[int]) -> set[int]:
    empty = [at for at in run if not _has_body(items, at)]
    return set(run) if len(empty) * 2 > len(run) else set()


def _stands_for_heading(items: Sequence[Item], at: int, marked: set[int]) -> bool:
    """A heading whose number got lost: a short line with a heading's last word, text below it."""
    item = items[at]
    if item.mark or item.level is not None or not item.content or at + 1 >= len(items):
        return False
    below = items[at + 1]
    if below.is_table:
        return bool(_FORM.search(item.content)) and len(item.content) <= 2 * _SHORT
    if len(item.content) > _SHORT or _NO_TITLE.search(item.content) or not _SUBJECT.search(item.content):
        return False
    if is_caption(item.content) or is_caption(below.content):
        return False
    return below.mark is not None or len(below.content) > len(item.content) or below.content[-1] in "无。；"


def build_sections(text: str, items: Sequence[Item], headings: Mapping[int, bool]) -> list[Section]:
    """The sections that the headings open, in order, nested by level."""
    levels = Levels()
    placed: list[tuple[Item, int]] = []
    missing = _lost_numbers(items, headings)
    for at, plain in headings.items():
        item = items[at]
        level = item.level
        if plain and level is None:
            child = items[at + 1].mark if at + 1 in headings else None
            level = _plain_level(item, at in missing, child, levels)
        placed.append((item, levels.place(item.mark, level)))
    return _nested(text, placed)


def _plain_level(item: Item, missing: bool, child: Mark | None, levels: Levels) -> int:
    """Outermost where a number of the outermost list is missing, else as what follows it tells."""
    if missing or not levels.depth or _FORM.search(item.content) or _OUTERMOST.search(item.content):
        return 1
    return levels.plain_level(child)


def _lost_numbers(items: Sequence[Item], headings: Mapping[int, bool]) -> set[int]:
    """Headings without a number where 一、 二、 … leaves a number out."""
    lost: set[int] = set()
    waiting: list[int] = []
    reached = 0
    for at, plain in headings.items():
        mark = items[at].mark
        if plain:
            waiting.append(at)
        elif mark and mark.style == "comma":
            if mark.number > reached + 1:
                lost.update(waiting)
            reached, waiting = mark.number, []
    return lost


def _nested(text: str, placed: Sequence[tuple[Item, int]]) -> list[Section]:
    ends = [len(text)] * len(placed)
    parents: list[int | None] = []
    depths: list[int] = []
    stack: list[int] = []
    for index, (item, level) in enumerate(placed):
        while stack and placed[stack[-1]][1] >= level:
            ends[stack.pop()] = item.start
        parents.append(stack[-1] if stack else None)
        stack.append(index)
        depths.append(len(stack))
    return [
        Section(_label(item), item.title or item.content, depth, item.start, item.end, end, parent)
        for (item, _), depth, end, parent in zip(placed, depths, ends, parents)
    ]


def _label(item: Item) -> str:
    if item.label:
        return item.label
    return item.mark.label.strip() if item.mark else ""
