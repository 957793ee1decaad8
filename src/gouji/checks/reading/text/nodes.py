"""A passage as its figures and the words between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from gouji.checks.reading.text.once import once
from gouji.document import Block, Document
from gouji.document.lines import without
from gouji.facts import Facts
from gouji.figures.figure import Figure

QUANTITIES = frozenset(
    {"money", "percent", "point", "count", "score", "area", "length", "mass", "volume", "energy", "duration"}
)
"""Dimensions that add up or divide; dates, ordinals and the like stay words."""

DEEPEST = 8
"""How deep brackets are read within brackets; nobody writes more, and a hostile text must not cost more."""

LONGEST = 20_000
"""Characters of a paragraph that are read together; nobody writes more, and what is longer is cut."""

CLAUSE_END = "，；。：！？"
_CLAUSES = re.compile(f"[{CLAUSE_END}]")
_PIECES = re.compile(f"[{CLAUSE_END}、（]")
_BRACKETED = re.compile(r"（[^（）]*+）")
_BRACKET = re.compile("[（()）]")
_VERB = re.compile(r"(?:合计|共计|总计|仅|只有|为|是|达到|(?<!下)达|(?<!节)约|共)+$")
_LONGEST_VERB = 16
_FOLDABLE = re.compile("[,;:()［］]")
_FOLDED = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "［": "（", "］": "）"})
_INNER = str.maketrans(dict.fromkeys("，；。：！？、", "·"))
_SUBORDINATE = re.compile(
    r"(?:主要|用于|均为|均系|含|包含|较|比|同比|环比|与(?:上年|去年|同期|年初|(?:19|20)\d\d年)|按[^，]{0,4}口径|增长|增加|减少|增幅|降幅|下降|上升|降低|压减|占|即(?![开时将])"
    r"|人均|平均|每|不含|扣除|按规定|超过|超|高于|低于)"
)
_COMPARED = re.compile(r"(?:较|比|同比|相比)(?:上年|去年|上一年|同期|年初|(?:19|20)\d\d年)[^，]{0,6}的$")
_AVERAGE = re.compile(
    r"(?<![各全])(?:[人户车生校亩床师]均(?![衡等为已按在有由未可实完能超达及系属得])"
    r"|[村县镇乡次日月年台班件]均(?=$|费|补助|成本|投入|支出|运行|每))|平均每|^平均$"
)
_OF_PLAN = re.compile(r"(?:为|完成|达到?)(?:了)?[^，]{0,8}(?:预算|计划|目标)[^，]{0,4}的$")
_TABLE_ROW = 3
"""So many bars make a line the row of a table that nobody read as one: its cells are no sentence."""

_CUE = re.compile(r"其中|分别为|分别是|包括|(?<![得评积百])分为|具体为|如下")
_WITHIN = re.compile(r"[^中]{1,24}(?:支出|收入|经费|预算|资金|投入)中(?!央|心|国|小|期|等|医)")
_NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．)]|[①-⑳])"
)


@dataclass(frozen=True, eq=False)
class Node:
    """A figure in its clause.

    ``gap`` is the text between the figure before and this one, without blanks and without brackets
    that hold figures of their own; ``lead`` is its part after the last full stop. ``label`` is what
    names the figure. ``subordinate`` tells that it explains another (主要用于 …, 较上年增加 …).
    ``after`` is the text that follows up to the next figure. ``inside`` are the bracketed figures
    right behind it, ``bracket`` their bracket's first words.
    """

    figure: Figure
    gap: str
    after: str
    sentence: int
    stops: int
    subordinate: bool
    inside: tuple[Node, ...] = ()

    @property
    def lead(self) -> str:
        return self.gap.rpartition("。")[2]

    @cached_property
    def clause(self) -> str:
        """The words since the last comma, semicolon or colon."""
        return _CLAUSES.split(self.gap)[-1]

    @property
    def separator(self) -> str:
        """The strongest mark between the figure before and this one."""
        return next((mark for mark in "。；：，、" if mark in self.gap), "")

    @cached_property
    def label(self) -> str:
        """The name that the figure bears: the words before it, or behind it where there are none."""
        words = _name(self.clause.rpartition("、")[2])
        return words or _name(_PIECES.split(self.after, 1)[0])

    @cached_property
    def addable(self) -> bool:
        """Whether it can be a term of a sum: a plain quantity in a main clause.

        The base of a rate (60万元的 85%) is none, nor is an average (车均1.2万元).
        """
        plain = not self.subordinate and not self.figure.per and self.figure.value is not None
        plain = plain and not (self.after == "的" and self.figure.dimension == "money")
        plain = plain and not self.clause.endswith("单价")
        plain = plain and not self.gap.startswith(_OPERATORS) and self.gap not in _ASCII_OPERATORS
        return plain and ("均" not in self.label or _AVERAGE.search(self.label) is None)


# 县财政局以某财〔2024〕16号文件批复项目预算: the number of the document is no part of the name.
_CITATION = re.compile(r"^.{0,24}?[〔\[（(](?:19|20)\d\d[〕\]）)]\s*\d{1,4}\s*号(?:文件|通知|文)?(?=.)")


def _name(words: str) -> str:
    words = _CITATION.sub("", words) if "号" in words else words
    cues = list(_CUE.finditer(words))
    if cues:
        words = words[cues[-1].end() :]
    inner = _WITHIN.match(words)
    words = words[inner.end() :] if inner is not None and inner.end() < len(words) else words
    head = _NUMBERING.match(words)
    words = words[head.end() :] if head is not None else words
    verbless = words[:-_LONGEST_VERB] + _VERB.sub("", words[-_LONGEST_VERB:])
    return verbless.strip("：，、；（“”\"' *") or words.strip("：，、；")


_OPERATORS = ("×", "＋", "＝", "÷")
_ASCII_OPERATORS = frozenset("+=*/-")


@dataclass(frozen=True)
class Passage:
    """A heading or a paragraph: its figures in order, and the words behind the last one."""

    block: Block
    nodes: tuple[Node, ...]
    text: str
    tail: str

    def sentences(self) -> list[list[Node]]:
        """The nodes sentence by sentence."""
        return self._sentences

    @cached_property
    def _sentences(self) -> list[list[Node]]:
        runs: dict[int, list[Node]] = {}
        for node in self.nodes:
            runs.setdefault(node.sentence, []).append(node)
        return list(runs.values())


def compact(document: Document, start: int, end: int) -> str:
    """A stretch of text without blanks, wraps and noise, its marks in full width."""
    words = "".join(without(document.text, document.noise, start, end).split())
    return words.translate(_FOLDED) if _FOLDABLE.search(words) is not None else words


def _brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost pairs of round brackets; one that never closes is none."""
    pairs, opened = [], []
    for found in _BRACKET.finditer(text, start, end):
        index = found.start()
        if found[0] in "（(":
            opened.append(index)
        elif opened:
            pairs.append((opened.pop(), index))
    outermost: list[tuple[int, int]] = []
    for pair in sorted(pairs):
        if not outermost or pair[0] > outermost[-1][1]:
            outermost.append(pair)
    return outermost


def _figures_in(figures: Sequence[Figure], starts: Sequence[int], start: int, end: int) -> list[Figure]:
    low, high = bisect_left(starts, start), bisect_left(starts, end)
    return [figure for figure in figures[low:high] if figure.dimension in QUANTITIES and figure.end <= end]


def _nodes(
    document: Document, figures: list[Figure], start: int, end: int, depth: int = 0
) -> tuple[list[Node], str]:
    """The figures of a stretch of text as nodes; those in brackets go inside the figure before."""
    starts = [figure.start for figure in figures]
    pairs = [
        (first, last)
        for first, last in _brackets(document.text, start, end)
        if bisect_right(starts, first) < bisect_left(starts, last)
    ]
    if figures and not depth and all(_bracketed(figure.start, pairs) for figure in figures):
        pairs = []  # 省级资金（60万元）: what no figure stands before is bracketed to none
    level = [figure for figure in figures if not _bracketed(figure.start, pairs)]
    gaps = _gaps(document, level, pairs, start, end)
    nodes: list[Node] = []
    sentence, subordinate = 0, False
    for index, figure in enumerate(level):
        stops = gaps[index].count("。")
        sentence += stops
        subordinate = _is_subordinate(gaps[index], subordinate and not _resumes(level, index, gaps[index]))
        until = level[index + 1].start if index + 1 < len(level) else end
        inside = _inside(document, figures, starts, pairs, figure, until, depth)
        nodes.append(Node(figure, gaps[index], gaps[index + 1], sentence, stops, subordinate, inside))
    return nodes, gaps[-1]


def _bracketed(position: int, pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether a position lies within one of some pairs, which are sorted and apart."""
    at = bisect_left(pairs, (position, 0)) - 1
    return at >= 0 and position < pairs[at][1]


def _gaps(
    document: Document, level: Sequence[Figure], pairs: Sequence[tuple[int, int]], start: int, end: int
) -> list[str]:
    """The words before, between and behind the figures of one level."""
    edges = [start, *(edge for figure in level for edge in (figure.start, figure.end)), end]
    gaps = []
    for left, right in zip(edges[::2], edges[1::2]):
        words, at = "", left
        for index in range(bisect_left(pairs, (left, 0)), len(pairs)):
            first, last = pairs[index]
            if last >= right:
                break
            words += compact(document, at, first)
            at = last + 1
        gaps.append(_flattened(words + compact(document, at, right)))
    return gaps


def _flattened(words: str) -> str:
    """The marks inside brackets end no clause."""
    if "（" not in words:
        return words
    return _BRACKETED.sub(lambda found: found[0].translate(_INNER), words)


def _resumes(level: Sequence[Figure], index: int, gap: str) -> bool:
    """Whether a list goes on behind the share of its last item: A 80万元，占80%、B 20万元."""
    before = level[index - 1].dimension if index else ""
    return gap.startswith("、") and before == "percent" and level[index].dimension != "percent"


def _is_subordinate(gap: str, before: bool) -> bool:
    pieces = _CLAUSES.split(gap)
    if len(pieces) == 1:
        return before or _SUBORDINATE.match(gap) is not None
    # 其中，用于甲项8万元、乙项5万元: the purposes are what is listed.
    last = pieces[-1] if pieces[-2] != "其中" else f"其中{pieces[-1]}"
    return any(
        pattern is not None
        for pattern in (_SUBORDINATE.match(last), _COMPARED.search(last), _OF_PLAN.match(last))
    )


def _inside(
    document: Document,
    figures: list[Figure],
    starts: Sequence[int],
    pairs: Sequence[tuple[int, int]],
    owner: Figure,
    until: int,
    depth: int,
) -> tuple[Node, ...]:
    """The figures of the bracket that follows a figure within a few words."""
    at = bisect_left(pairs, (owner.end, 0))
    if at == len(pairs) or pairs[at][0] >= until or depth >= DEEPEST:
        return ()
    first, last = pairs[at]
    between = compact(document, owner.end, first)
    if len(between) > 6 or _CLAUSES.search(between):
        return ()  # 预算80万元，追加（中央5万元、省级3万元）8万元: the bracket is of what follows
    inner = figures[bisect_right(starts, first) : bisect_left(starts, last)]
    return tuple(_nodes(document, inner, first + 1, last, depth + 1)[0])


def passage_of(document: Document, figures: list[Figure], block: Block) -> Passage:
    """A stretch of the text, the words of a cell, with the figures that it holds, as a passage of its own."""
    nodes, tail = _nodes(document, figures, block.start, block.end)
    return Passage(block, tuple(nodes), compact(document, block.start, block.end), tail)


@once
def passages(facts: Facts) -> tuple[Passage, ...]:
    """Every heading and paragraph of a document that holds words, in text order."""
    return tuple(_read(facts))


def _read(facts: Facts) -> Iterator[Passage]:
    document = facts.document
    figures = sorted(facts.figures, key=lambda figure: (figure.start, -figure.end))
    starts = [figure.start for figure in figures]
    for block in _pieces(document, figures, starts):
        if block.kind != "table":
            text = compact(document, block.start, block.end)
            row = text.count("|") + text.count("｜") >= _TABLE_ROW
            found = [] if row else _figures_in(figures, starts, block.start, block.end)
            nodes, tail = _nodes(document, found, block.start, block.end)
            yield Passage(block, tuple(nodes), text, tail)


def _pieces(document: Document, figures: Sequence[Figure], starts: Sequence[int]) -> Iterator[Block]:
    """The blocks of a document, one that is too long cut behind a sentence, or else before a figure."""
    for block in document.blocks:
        start = block.start
        while block.kind != "table" and block.end - start > LONGEST:
            stop = (
                max(document.text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in "。；\n") + 1
            )
            if not stop:
                stop = start + LONGEST
                at = bisect_left(starts, stop) - 1
                inside = at >= 0 and start < figures[at].start and stop < figures[at].end
                stop = figures[at].start if inside else stop
            yield replace(block, start=start, end=stop)
            start = stop
        yield replace(block, start=start) if start != block.start else block
