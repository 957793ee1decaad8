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
from gouji.facts.wording import kind_of, says_purse, scope_of, stage_of
from gouji.figures.figure import Figure

MAX_ITEM = 40
MAX_WEAK = 12
# How far before its figure a name is looked for: the search goes back stop by stop.
_REACH = 200
_STOP = re.compile(r"[，,；;。：:、！？!?\n|〖〗]|其中|(?<!主要)分别(?:为|是)|主要(?:为|是|用于|包括)|包括")
_LEADING = re.compile(
    r"^(?:[^，。；：]{0,24}?[〔\[（(](?:19|20)\d\d[〕\]）)]\s*\d+\s*号(?:文件|通知|文)?|(?:截至|截止)?[^，。]{0,14}?(?<!的)(?:19|20)\d\d\s*(?:年度|年|财年)(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末)?(?![初末])|"
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
    r"^(?:实际)?(?:减少|增加|下降|增长|压减|节约|提高到|提高|共计|合计|完成值|完成|支出总额|支出|总额|到位资金|到位|结余|结转|剩余|执行|使用|支付|拨付|年末结转(?:和)?结余|全年执行数|执行数)$"
)
_COMPARED = re.compile(
    r"^(?:比|较|与|同比)?(?P<when>(?:上年|去年|上一年|同期|(?:19|20)\d\d年)?(?:同期)?)(?:的|相比)?(?=(?:减少|增加|下降|增长|压减|节约|提高到?|上升)?$)(?!$(?<!年|的|期|比))"
)
# A sum of its own after the parts: the list of the 其中 is over.
_LEAVES = re.compile(r"全年(?!度)|合计|总计|调整后|年末|结余|结转|剩余|实际支出|累计")
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)\s*年度?(?=[^，。；]{0,1}$)")
_SAYS_KIND = re.compile(
    r"(?:实际|累计|全年|本年|当年|年初|年末)*(?:到位|预算|下达|安排|拨付|投入|支出|目标|年初预算)?(?:资金|经费|总额|数|额|投入|到位|预算)*$"
)
_WEAK = re.compile(
    r"^(?:每.{0,3}|比.{0,6}|与.{0,6}|共计?|合计|总计|其中|补助|补贴|奖励|给予|安排|投入|拨付|支出|达到?|提高到?|减少|增加)+$"
)
_THIS = re.compile(
    r"^(?:该|本|此)(?:项目|资金|专项|经费|工程|计划|课题|任务)(?:资金|经费)?(?:总?共计?|合计|累计)?"
)
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

    @property
    def is_weak(self) -> bool:
        """Whether the name says too little to stand alone (共计, 补助, 每家给予)."""
        # A long name says enough; the pattern must never see one, for it tries every way to cut it.
        return len(self.item) < 3 or (len(self.item) <= MAX_WEAK and _WEAK.match(self.item) is not None)


def draft_items(document: Document, figures: Sequence[Figure], year: int | None = None) -> dict[int, Draft]:
    """Names for the money figures of the prose, by their index in *figures*.

    Args:
        document: The report.
        figures: Its figures in text order; those that are not money only bound the names.
        year: The fiscal year: it is left out of the names, other years are not.
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
            _draft_block(document, block, figures, inside, drafts, str(year or ""))
    return drafts


def _draft_block(
    document: Document,
    block: Block,
    figures: Sequence[Figure],
    inside: list[int],
    drafts: dict[int, Draft],
    year: str,
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
            left, right = _cut(text, max(edge, start - _REACH), start)
            if whole is not None and _LEAVES.match(text[left:right]):
                whole = None
            subject = drafts.get(last_money) if edge and last_money is not None else None
            sentence_read = _Sentence(text, index, year)
            drafts[member] = _make(document, sentence_read, (left, right), figure, whole, drafts, subject)
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
        stop, begin = _last_stop(text, edge, end)
        left, right = _trim(text, begin, end)
        if right > left and not _EMPTY.match(text[left:right]):
            return max(left, right - MAX_ITEM), right
        if stop <= edge:
            return max(left, right - MAX_ITEM), right
        # 项目支出：30万元, 项目资金，共计30万元: nothing stands at the number, the name is one stop before.
        end = stop


def _last_stop(text: str, edge: int, end: int) -> tuple[int, int]:
    """Where the stop before the piece that ends at *end* begins and ends.

    A bracket that closes just before *end* belongs to the piece; one still open cuts it.
    """
    probe = end
    while probe > edge and text[probe - 1] in " 　为是共达约计":
        probe -= 1
    if probe > edge and text[probe - 1] in "）)":
        opening = max(text.rfind("（", edge, probe), text.rfind("(", edge, probe))
        if opening > edge:
            probe = opening
    stop, begin = edge, edge
    for match in _STOP.finditer(text, edge, probe):
        stop, begin = match.start(), match.end()
    opening = max(text.rfind("（", begin, probe), text.rfind("(", begin, probe))
    if opening >= 0 and not re.search(r"[）)]", text[opening:probe]):
        stop, begin = opening, opening + 1
    quote = text.rfind("“", begin, probe)
    if quote >= 0 and "”" not in text[quote:probe]:
        stop, begin = quote, quote + 1
    return stop, begin


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
    sentence: _Sentence,
    piece: tuple[int, int],
    figure: Figure,
    whole: int | None,
    drafts: dict[int, Draft],
    subject: Draft | None,
) -> Draft:
    text, index = sentence.text, sentence.index
    left, right = piece
    start = _position(index, figure.full_start)
    name = _Name(text[left:right].strip(), [sentence.span(left, right)] if right > left else [])
    _add_noun_behind(name, sentence, figure)
    _add_year(name, sentence, left)
    _add_subject(name, document, figure, subject)
    scope = _add_scope(name, sentence, start)
    parent = drafts.get(whole) if whole is not None else None
    kind = _kind_under(name, parent)
    if (
        kind is None
        and subject is not None
        and subject.kind is not None
        and text[max(0, left - 1) : left] in ("、", "，")
    ):
        # 甲30万元、乙20万元: members of a list that say nothing of themselves are of one kind.
        kind = subject.kind
    if kind is None:
        kind = kind_of(text[max(0, left - 24) : start])
    stage = stage_of(name.item) or (parent.stage if parent is not None else None)
    clause = sentence.span(min(left, len(index) - 1), start) if start else Span(index[0], index[0])
    return Draft(name.item, tuple(name.pieces), clause, kind, stage, scope, whole)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as read, with the raw offset of every character, and the report's own year."""

    text: str
    index: Sequence[int]
    year: str

    def span(self, left: int, right: int) -> Span:
        return Span(self.index[left], self.index[right - 1] + 1)


@dataclass(slots=True)
class _Name:
    item: str
    pieces: list[Span]


def _add_noun_behind(name: _Name, sentence: _Sentence, figure: Figure) -> None:
    """每家给予50万元补助: the noun stands behind the number."""
    if not _NEEDS_NOUN.search(name.item):
        return
    behind = _position(sentence.index, figure.full_end)
    if match := _BEHIND.match(sentence.text, behind):
        name.item += match.group(1)
        name.pieces.append(sentence.span(match.start(1), match.end(1)))


def _add_year(name: _Name, sentence: _Sentence, left: int) -> None:
    """2023年支出, in a report on 2024: another year than the report's belongs to the name."""
    match = _YEAR_BEFORE.search(sentence.text, max(0, left - 12), left)
    if (
        match
        and match.group(1) != sentence.year
        and sentence.year
        and not name.item.startswith(match.group())
    ):
        name.item = match.group().strip() + name.item
        name.pieces.insert(0, sentence.span(match.start(), match.end()))


def _add_subject(name: _Name, document: Document, figure: Figure, subject: Draft | None) -> None:
    """Complete a name that only points: 该项目 at the heading, 支出总额 and 比上年 at the amount before."""
    if (match := _THIS.match(name.item)) and (title := _heading(document, figure.start)) is not None:
        name.item = title[0] + name.item[match.end() :]
        name.pieces.insert(0, title[1])
        return
    if subject is None:
        return
    if len(subject.item) > MAX_ITEM:
        return
    if match := _COMPARED.match(name.item):
        # 三公经费9.8万元，比上年的10.5万元减少0.7万元: both are 三公经费 still.
        name.item = match.group("when") + subject.item + name.item[match.end() :]
        name.pieces = [*subject.pieces, *name.pieces]
    elif _GENERIC.match(name.item):
        whose = _SAYS_KIND.sub("", subject.item)
        if whose and whose != name.item:
            name.item = whose + name.item
            name.pieces = [*subject.pieces, *name.pieces]


def _add_scope(name: _Name, sentence: _Sentence, start: int) -> str | None:
    """一般公共预算年初结转0元，本年收入…: the purse is named once for the whole sentence."""
    scope = scope_of(name.item)
    if scope is not None or not re.match(r"(?:本年|年末|年初|上年|全年)", name.item):
        return scope
    nearby = max(0, start - 200)
    scope = scope_of(sentence.text[nearby:start])
    if scope is not None:
        at = sentence.text.rfind(scope, nearby, start)
        name.pieces.insert(0, sentence.span(at, at + len(scope)))
        name.item = scope + name.item
    return scope


def _kind_under(name: _Name, parent: Draft | None) -> Kind | None:
    """The kind of a name, under the amount it is a part of."""
    kind = kind_of(name.item)
    if parent is None or parent.kind is None:
        return kind
    if (
        parent.kind in ("budget", "addition", "recovered")
        and kind != parent.kind
        and not says_purse(name.item)
    ):
        # 年初预算540万元，其中基本支出490万元: the part is a plan as well.
        if len(parent.item) > MAX_ITEM:
            return parent.kind
        name.item = f"{parent.item}（{name.item}）" if name.item else parent.item
        name.pieces = [*parent.pieces, *name.pieces]
        return parent.kind
    return parent.kind if kind is None or (says_purse(name.item) and kind == "expenditure") else kind
