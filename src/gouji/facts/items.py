"""The name of an amount in prose, cut by grammar from the words before it.

A draft is offered to the model and stands in where a model's name is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.document import Block, Document, Span
from gouji.document.readable import with_index
from gouji.document.sentences import sentences
from gouji.facts.model import Kind, Stage
from gouji.facts.wording import kind_of, scope_of, stage_of
from gouji.figures.figure import Figure

MAX_ITEM = 40
_STOP = re.compile(r"[，,；;。：:、！？!?\n|〖〗]|其中|(?<!主要)分别(?:为|是)|主要(?:为|是|用于|包括)|包括")
_LEADING = re.compile(
    r"^(?:(?:截至|截止)?[^，。]{0,14}?(?:19|20)\d\d\s*(?:年度|年|财年)(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末)?(?![初末])|"
    r"\s+|[（(]?\d+[.．、）)]|[（(]?[一二三四五六七八九十]+[）)、]|[”》]|如(?=[一-龥]{3})|例如|[（(]?其中|按[^，。]{0,12}为|主要(?:为|是|用于|包括)|分别(?:为|是|用于)|包括|含|用于|"
    r"和|及|以及|并|为|是|由|即|以|从|在|共有?|另有?|还|已|则|累计(?=\S{4})|合计(?=\S{2})|共计(?=\S{2})|"
    r"(?:我|本)(?:单位|部门|局|委|办|厅|中心|院|校|会|镇|乡|县|市|区|省|协会|项目)(?!本级))+"
)
_TRAILING = re.compile(
    r"(?:[\s：:（(“\"]|为|是|达到?|约|近|超过?|逾|不低于|仅有?|只有|分别|各|共计?(?!$)|计(?<!合计)(?<!总计)(?<!共计)(?<!累计)(?<!审计)"
    r"|人民币|资金额|金额为|等|的|了|完成)+$"
)
# An amount in brackets right behind another, or after 包括, is a part of it.
_INSIDE = re.compile(r"\s*(?:[（(](?:含|其中|包括)[^）)]*$|包括)")
_GENERIC = re.compile(
    r"^(?:实际)?(?:完成值|完成|支出总额|支出|总额|到位资金|到位|结余|结转|剩余|执行|使用|支付|拨付|年末结转(?:和)?结余|全年执行数|执行数)$"
)
_SAYS_KIND = re.compile(
    r"(?:实际|累计|全年)?(?:到位|预算|下达|安排|拨付|投入|支出|目标|年初预算)?(?:资金|经费|总额|数|额|投入|到位|预算)*$"
)
_THIS = re.compile(r"^(?:该|本|此)(?:项目|资金|专项|经费|工程|计划|课题|任务)(?:资金|经费)?(?:总?共计?|合计|累计)?")
_BEHIND = re.compile(r"\s*(?:的)?([一-龥]{0,6}?(?:补助|补贴|奖励|经费|资金|贷款|保费|专款|奖补))")
_NEEDS_NOUN = re.compile(r"^.{0,2}$|(?:给予|发放|安排|拨付|下达|投入|支出|使用|支付|落实|争取|补助|奖励)$")
_EMPTY = re.compile(r"^(?:合计|总计|共计|累计|小计|总额|金额|资金|达|为|约|人民币|其中|\W|\d)*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """What grammar makes of a money figure 草拟: its name, where the name stands, and its place in a 其中.

    ``pieces`` are the spans that the name is put together from, ``clause`` is where the words of the
    figure begin. ``parent`` is the index, in the figures given, of the figure it is a part of.
    """

    item: str
    pieces: tuple[Span, ...]
    clause: Span
    kind: Kind | None
    stage: Stage | None
    scope: str | None
    parent: int | None


def draft_items(document: Document, figures: Sequence[Figure]) -> dict[int, Draft]:
    """Names for the money figures of the prose, by their index in *figures*.

    Args:
        document: The report.
        figures: Its figures in text order; those that are not money only bound the names.
    """
    drafts: dict[int, Draft] = {}
    position = 0
    for block in document.blocks:
        while position < len(figures) and figures[position].end <= block.start:
            position += 1
        if block.kind == "table":
            continue
        inside: list[int] = []
        probe = position
        while probe < len(figures) and figures[probe].start < block.end:
            inside.append(probe)
            probe += 1
        if any(figures[index].dimension == "money" for index in inside):
            _draft_block(document, block, figures, inside, drafts)
    return drafts


def _draft_block(
    document: Document, block: Block, figures: Sequence[Figure], inside: list[int], drafts: dict[int, Draft]
) -> None:
    last_money: int | None = None
    whole: int | None = None
    # A 其中 goes on over ；, it ends with the sentence.
    closed = True
    for sentence, members in _by_sentence(document, block, figures, inside):
        text, index = with_index(document, sentence.start, sentence.end)
        edge = 0
        for number, member in enumerate(members):
            figure = figures[member]
            start = _position(index, figure.full_start)
            if figure.dimension != "money":
                edge = edge if number else 0
                continue
            between = text[edge:start]
            if "其中" in between or (last_money is not None and _INSIDE.match(between)):
                whole = last_money
            elif edge == 0 and closed:
                whole = None
            piece = _cut(text, edge, start)
            subject = drafts.get(last_money) if edge and last_money is not None else None
            drafts[member] = _make(document, text, index, piece, figure, whole, drafts, subject)
            last_money = member
            edge = _position(index, figure.full_end)
        closed = not text.rstrip().endswith(("；", ";"))


def _by_sentence(
    document: Document, block: Block, figures: Sequence[Figure], inside: list[int]
) -> Iterator[tuple[Span, list[int]]]:
    cursor = 0
    for sentence in sentences(document, block):
        members: list[int] = []
        while cursor < len(inside) and figures[inside[cursor]].start < sentence.end:
            members.append(inside[cursor])
            cursor += 1
        if members:
            yield sentence, members


def _position(index: Sequence[int], offset: int) -> int:
    """Where a raw offset stands in the readable text."""
    low, high = 0, len(index)
    while low < high:
        middle = (low + high) // 2
        if index[middle] < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _cut(text: str, edge: int, start: int) -> tuple[int, int]:
    """The piece of text[edge:start] that names the figure at *start*."""
    end = start
    while True:
        begin = _last_stop(text, edge, end)
        left, right = _trim(text, begin, start if end == start else end)
        if right > left and not _EMPTY.match(text[left:right]):
            return max(left, right - MAX_ITEM), right
        if begin <= edge:
            return left, right
        # 项目支出：30万元, 项目资金，共计30万元: nothing stands at the number, the name is one stop before.
        end = begin - 1
        while end > edge and text[end] in "，,：:、；; ":
            end -= 1
        end += 1


def _last_stop(text: str, edge: int, end: int) -> int:
    """Where the piece that ends at *end* begins; a bracket that closes just there belongs to it."""
    probe = end
    while probe > edge and text[probe - 1] in " 　为是共达约计":
        probe -= 1
    if probe > edge and text[probe - 1] in "）)":
        opening = max(text.rfind("（", edge, probe), text.rfind("(", edge, probe))
        if opening > edge:
            probe = opening
    begin = edge
    for match in _STOP.finditer(text, edge, probe):
        if match.end() <= probe:
            begin = match.end()
    opening = max(text.rfind("（", begin, probe), text.rfind("(", begin, probe))
    if opening >= 0 and not re.search(r"[）)]", text[opening:probe]):
        begin = opening + 1
    quote = text.rfind("“", begin, probe)
    if quote >= 0 and "”" not in text[quote:probe]:
        begin = quote + 1
    return begin


def _trim(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin < end and (match := _LEADING.match(text[begin:end])) and match.end():
        begin += match.end()
    if match := _TRAILING.search(text[begin:end]):
        end = begin + match.start()
    return begin, end


def _heading(document: Document, position: int) -> tuple[str, Span] | None:
    """The innermost heading above a figure, for 该项目."""
    at = document.section_at(position)
    if at is None:
        return None
    section = document.sections[at]
    return section.title, Span(section.start, section.body)


def _make(
    document: Document,
    text: str,
    index: Sequence[int],
    piece: tuple[int, int],
    figure: Figure,
    whole: int | None,
    drafts: dict[int, Draft],
    subject: Draft | None,
) -> Draft:
    left, right = piece
    start = _position(index, figure.full_start)
    item = text[left:right].strip()
    pieces = [Span(index[left], index[right - 1] + 1)] if right > left else []
    if _NEEDS_NOUN.search(item):
        behind = _position(index, figure.full_end)
        if match := _BEHIND.match(text, behind):
            # 每家给予50万元补助: the noun stands behind the number.
            item += match.group(1)
            pieces.append(Span(index[match.start(1)], index[match.end(1) - 1] + 1))
    if (match := _THIS.match(item)) and (title := _heading(document, figure.start)) is not None:
        item = title[0] + item[match.end() :]
        pieces.insert(0, title[1])
    elif subject is not None and _GENERIC.match(item):
        # 甲工程到位资金127万元，支出总额为98万元: the subject is named with the first amount.
        name = _SAYS_KIND.sub("", subject.item)
        if name and name != item:
            item = name + item
            pieces = [*subject.pieces, *pieces]
    parent = drafts.get(whole) if whole is not None else None
    scope, kind = scope_of(item), kind_of(item)
    if scope is None and re.match(r"(?:本年|年末|年初|上年|全年)", item):
        # 一般公共预算年初结转0元，本年收入…: the purse is named once for the whole sentence.
        scope = scope_of(text[:start])
        if scope is not None:
            at = text.rfind(scope, 0, start)
            pieces.insert(0, Span(index[at], index[at + len(scope) - 1] + 1))
            item = scope + item
    if parent is not None and parent.kind in ("budget", "addition", "recovered") and kind != parent.kind:
        # 年初预算540万元，其中基本支出490万元: the part is a plan as well.
        kind = parent.kind
        item = f"{parent.item}（{item}）" if item else parent.item
        pieces = [*parent.pieces, *pieces]
    elif parent is not None and kind is None:
        kind = parent.kind
    if kind is None:
        kind = kind_of(text[max(0, left - 24) : start])
    stage = stage_of(item) or (parent.stage if parent is not None else None)
    clause = Span(index[min(left, len(index) - 1)], index[start - 1] + 1) if start else Span(index[0], index[0])
    return Draft(item, tuple(pieces), clause, kind, stage, scope, whole)
