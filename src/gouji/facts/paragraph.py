"""A paragraph read amount by amount: which list is open, what a comparison speaks of, what each is named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.document import Block, Document, Span
from gouji.document.readable import with_index
from gouji.document.sentences import sentences
from gouji.facts.comparisons import Comparison, comparison_at, difference_at, moves_at, shared_names
from gouji.facts.cutting import MAX_ITEM, REACH, cut, trim
from gouji.facts.draft import Draft
from gouji.facts.kinds import kind_of_change, kind_of_list
from gouji.facts.model import Kind
from gouji.facts.named import ADDS_UP, Naming
from gouji.facts.subjects import Sentence, lasting, without_spending
from gouji.facts.wording import kind_of, stage_of
from gouji.figures.figure import Figure

# An amount in brackets right behind another, or after 包括, is a part of it.
_INSIDE = re.compile(r"\s*(?:[，,]\s*(?=包括))?(?:[（(](?:含|其中|包括)[^）)]*$|包括)")
_BRACKET = re.compile(r"\s*[（(](?:含|其中|包括)[^）)]*$")
_WHOLE_HEAD = re.compile(r"(?:支出)?总(?:额|量|计|支出)|合计")
_SHARE = re.compile(r"\s*的\s*\d[\d.]*\s*[%％]")
_SHARED = re.compile(r"(?:完成|占|达到?|相当于|为)[^，。；：]{0,12}$")
# A sum of its own after the parts: the list of the 其中 is over.
_LEAVES = re.compile(r"调增|调减|全年(?!度)|合计|总计|调整后|年末|结余|结转|剩余|实际支出|累计")


@dataclass(slots=True)
class Paragraph:
    """Reads a paragraph; remembers what the amounts before are of."""

    document: Document
    figures: Sequence[Figure]
    drafts: dict[int, Draft]
    year: str
    listed: Kind | None
    """The kind that the head of a list gives its members; a list of paragraphs has it from above."""
    last: int | None = None
    """The last amount."""
    meant: int | None = None
    """The last amount that is no comparison."""
    topic: int | None = None
    """The last amount that is neither a comparison nor a part."""
    whole: int | None = None
    told_here: int = 0
    """How many amounts stand before in the sentence."""
    listing: bool = False
    """Whether the amounts are members of a list behind a colon."""
    compared: Draft | None = None
    """What the last comparison is about."""
    when: str = ""
    """The time of the comparison that the last amount is, empty if it is none."""
    shared: dict[int, tuple[int, int]] = field(default_factory=dict)

    def read(self, block: Block, inside: list[int]) -> None:
        # A 其中 goes on over ；, it ends with the sentence.
        closed, above = True, self.listed
        for sentence, members in _by_sentence(self.document, block, self.figures, inside):
            text, index = with_index(self.document, sentence.start, sentence.end)
            self.listed = above if closed else self.listed
            self._sentence(Sentence(text, index, self.year), members, closed)
            closed = not text.rstrip().endswith(("；", ";"))

    def announced(self, block: Block) -> Kind | None:
        """The kind of the members of a list whose head is the end of *block*."""
        tail = self.document.text[max(block.start, block.end - 40) : block.end].rstrip("：: \n")
        return kind_of(re.split(r"[。；，]", tail)[-1]) or self._kind_of(self.topic)

    def _sentence(self, sentence: Sentence, members: list[int], closed: bool) -> None:
        edge, first, self.told_here = 0, True, 0
        for number, member in enumerate(members):
            figure = self.figures[member]
            start = sentence.position(figure.full_start)
            if figure.dimension != "money":
                edge = edge if number else 0
                continue
            self._open(sentence.text, edge, start, first and closed)
            self.drafts[member] = self._draft(sentence, members, member, (edge, start), first)
            self.last = member
            self.told_here += 1
            edge, first = sentence.position(figure.full_end), False

    def _open(self, text: str, edge: int, start: int, fresh: bool) -> None:
        """Whether a list begins, goes on or is over before the amount at *start*."""
        between = text[edge:start]
        if "其中" in between or (self.last is not None and _INSIDE.match(between)):
            self.whole = self.meant if edge else self.topic
        elif fresh:
            self.whole = None
        if fresh:
            self.listing = False
        if "：" in between and "其中：" not in between:
            self.listing = self.topic is not None
            used: Kind | None = "expenditure" if "用于" in between else None
            self.listed = kind_of_list(between) or self._kind_of(self.topic) or used
        left, right = cut(text, max(edge, start - REACH), start)
        if self.whole is not None and (_LEAVES.match(text[left:right]) or ADDS_UP.search(text[left:right])):
            self.whole = None

    def _kind_of(self, index: int | None) -> Kind | None:
        draft = self.drafts.get(index) if index is not None else None
        return draft.kind if draft is not None else None

    def _draft(
        self, sentence: Sentence, members: list[int], member: int, at: tuple[int, int], first: bool
    ) -> Draft:
        edge, start = at
        draft = self._beside(sentence, member, at, first)
        if draft is not None:
            return draft
        self.when = ""
        naming = Naming(
            self.document,
            sentence,
            self.figures[member],
            (edge, start),
            self._piece(sentence, members, member, at),
            subject=None if first or self.meant is None else self.drafts[self.meant],
            parent=self.drafts.get(self.whole) if self.whole is not None else None,
            whole=self.whole,
            listed=self.listed,
            told_here=self.told_here,
            added=self._kind_of(self.meant),
        )
        draft = naming.draft()
        if self.meant is not None and self._in_passing(sentence, member, edge, start):
            return draft
        self.meant = member
        if self.whole is None and not self.listing:
            self.topic = member
        return draft

    def _in_passing(self, sentence: Sentence, member: int, edge: int, start: int) -> bool:
        """Whether what follows speaks of the amount before: 完成预算30万元的82%, （含上年结转15万元）."""
        between, end = sentence.text[edge:start], sentence.position(self.figures[member].full_end)
        share = _SHARE.match(sentence.text, end) is not None and _SHARED.search(between) is not None
        return share or _BRACKET.match(between) is not None

    def _piece(
        self, sentence: Sentence, members: list[int], member: int, at: tuple[int, int]
    ) -> tuple[int, int]:
        """Where the words stand that name an amount."""
        edge, start = at
        if member not in self.shared:
            row = self._row(sentence, members, member)
            names = shared_names(sentence.text, max(edge, start - REACH), start, len(row))
            self.shared.update(zip(row, names or (), strict=False))
        if member in self.shared:
            return trim(sentence.text, *self.shared[member])
        return cut(sentence.text, max(edge, start - REACH), start)

    def _row(self, sentence: Sentence, members: list[int], member: int) -> list[int]:
        """The money amounts from *member* on with nothing but 和 or 、 between them."""
        row = [member]
        for other in members[(at := bisect_left(members, member) + 1) : at + 8]:
            low = sentence.position(self.figures[row[-1]].full_end)
            high = sentence.position(self.figures[other].full_start)
            if (
                self.figures[other].dimension != "money"
                or sentence.text[low:high].strip() not in "、和与及，"
            ):
                break
            row.append(other)
        return row

    def _beside(self, sentence: Sentence, member: int, at: tuple[int, int], first: bool) -> Draft | None:
        """An amount that is told by another: compared with it, or what it became."""
        edge, start = at
        found = comparison_at(sentence.text, edge, start)
        told = self._told(sentence.text, edge, start, first)
        if found is not None and not found.change and not found.noun:
            told = self._nearest(member, told)
        if found is not None and (draft := self._compared(sentence, found, told, at)) is not None:
            return draft
        if first or self.last is None:
            return None
        told = self.compared
        if self.when and told is not None and (change := difference_at(sentence.text, edge, start)):
            when, self.when = self.when, ""
            name = f"{without_spending(lasting(told.item))}比{when}{change}"
            return self._aside(sentence, at, name, told, kind_of_change(told.kind, change))
        if moves_at(sentence.text, edge, start):
            told = told if self.when and told is not None else self.drafts[self.last]
            return self._aside(sentence, at, told.item, told, told.kind)
        return None

    def _told(self, text: str, edge: int, start: int, first: bool) -> Draft | None:
        """The amount that a comparison before *start* speaks of."""
        if self.when and self.compared is not None and "。" not in text[edge:start]:
            return self.compared
        over = first or re.search("[；。]", text[edge:start]) is not None
        index = self.topic if over and not self.when else self.meant
        return self.drafts.get(index) if index is not None else None

    def _nearest(self, member: int, told: Draft | None) -> Draft | None:
        """Of the last part and its whole the one whose amount is nearer to what it is compared with."""
        amount = self.figures[member].yuan
        asked = [index for index in (self.meant, self.topic) if index is not None]
        if not amount or told is None or self.when:
            return told
        near = [(abs(value - amount), -index) for index in asked if (value := self.figures[index].yuan)]
        return self.drafts[-min(near)[1]] if near else told

    def _compared(
        self, sentence: Sentence, found: Comparison, told: Draft | None, at: tuple[int, int]
    ) -> Draft | None:
        left, right = trim(sentence.text, *found.head)
        if right - left >= 2 and not (told and _WHOLE_HEAD.fullmatch(sentence.text, left, right)):
            item, pieces = sentence.text[left:right], (sentence.span(left, right),)
            told = Draft(item, pieces, pieces[0], kind_of(item), None, None, None)
        if told is None or len(told.item) > MAX_ITEM:
            return None
        if found.change:
            name = (
                without_spending(lasting(told.item))
                + ("比" + found.when if found.when else "")
                + found.change
            )
            return self._aside(sentence, at, name, told, kind_of_change(told.kind, found.change))
        base = lasting(told.item)
        if found.noun:
            base = without_spending(base) + (found.when if found.when == "年初" else "") + found.noun
        self.when, self.compared = found.when, told
        name = base if found.noun and found.when == "年初" else found.when + base
        return self._aside(sentence, at, name, told, kind_of(found.noun) or told.kind)

    def _aside(
        self, sentence: Sentence, at: tuple[int, int], item: str, told: Draft, kind: Kind | None
    ) -> Draft:
        edge, start = at
        left, right = cut(sentence.text, max(edge, start - REACH), start)
        own = (sentence.span(left, right),) if right > left else ()
        clause = sentence.clause(left, start)
        return Draft(item, (*told.pieces, *own), clause, kind, stage_of(item), told.scope, None)


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
