"""Chunks: pieces of a report that fit one question, cut only where nothing is lost.

A chunk holds whole sentences and whole table rows. It carries the section path, and a piece of a
table repeats the table's header row and its unit line. Money figures are marked
``〖F3:18.38万元〗``, sentences numbered ``［S2］``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.document import Block, Document, Span, Table
from gouji.document.readable import readable, with_index
from gouji.document.sentences import sentences
from gouji.extraction.align import figures_inside
from gouji.facts.items import Draft
from gouji.facts.roles import role_at
from gouji.facts.told import told_sentences
from gouji.figures.figure import Figure

MAX_PIECE = 260
_BEHIND = re.compile(r"[^，,、；;。：:]{0,16}")
_BREAKS = "，、；：,;）)"


Worth = Callable[[str, Sequence[Figure]], bool]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one question may hold: characters of text, money figures, sentences."""

    characters: int = 520
    slots: int = 9
    sentences: int = 12


@dataclass(frozen=True, slots=True)
class Slot:
    """A money figure that the model must name; ``index`` counts in the document's figures.

    ``before`` are the words since the amount before it in its sentence, ``behind`` the few right
    after it: a name that stands in neither belongs to another amount.
    """

    id: str
    index: int
    figure: Figure
    draft: Draft | None
    sentence: int
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or a table row; ``label`` is whether the model is asked what it is.

    ``lead`` is what a table row needs to be understood: the caption and the header row.
    """

    span: Span
    text: str
    path: tuple[str, ...]
    members: tuple[int, ...]
    label: bool
    lead: str = ""


@dataclass(frozen=True)
class Chunk:
    """A question's worth of text: pieces, and the slots that stand in them."""

    index: int
    pieces: tuple[Piece, ...]
    slots: tuple[Slot, ...]

    @property
    def start(self) -> int:
        return self.pieces[0].span.start

    @property
    def end(self) -> int:
        return self.pieces[-1].span.end

    @property
    def labelled(self) -> tuple[tuple[str, Piece], ...]:
        """The pieces that get a label, with the ids they bear in the text."""
        asked = [piece for piece in self.pieces if piece.label]
        return tuple((f"S{number}", piece) for number, piece in enumerate(asked, 1))

    def halves(self) -> tuple[Chunk, Chunk] | None:
        """The chunk cut in two between pieces; ``None`` when there is but one piece."""
        if len(self.pieces) < 2:
            return None
        middle = len(self.pieces) // 2
        return self._part(0, middle), self._part(middle, len(self.pieces))

    def _part(self, first: int, last: int) -> Chunk:
        kept = [slot for slot in self.slots if first <= slot.sentence < last]
        slots = tuple(
            replace(slot, id=f"F{number}", sentence=slot.sentence - first)
            for number, slot in enumerate(kept, 1)
        )
        return Chunk(self.index, self.pieces[first:last], slots)

    def only(self, ids: Iterable[str], labels: Iterable[str] = ()) -> Chunk:
        """The same text with the slots of *ids* and the labels of *labels* alone: for asking again."""
        wanted, asked = set(ids), set(labels)
        kept = {id(piece) for name, piece in self.labelled if name in asked}
        pieces = tuple(replace(piece, label=id(piece) in kept) for piece in self.pieces)
        return Chunk(self.index, pieces, tuple(slot for slot in self.slots if slot.id in wanted))


def chunk_document(
    document: Document,
    figures: Sequence[Figure],
    drafts: Mapping[int, Draft],
    *,
    settled: Sequence[Span] = (),
    read: frozenset[int] = frozenset(),
    limits: Limits = Limits(),
    tables: bool = False,
    worth: Worth | None = None,
) -> list[Chunk]:
    """Cut a report into chunks.

    Args:
        document: The report.
        figures: Its figures, in text order.
        drafts: Grammar's names for the money figures of the prose.
        settled: Text that layout has decided already: its sentences get no label, and it is left
            out where it holds no money.
        read: Indexes of figures that the grammar of tables has read.
        limits: The size of a chunk.
        tables: Whether every table row is shown (strategy ``free``), or only rows with figures
            that are not in *read*.
        worth: Whether a label for a sentence could matter; a sentence for which it could not, and
            that holds no money, is left out. Without it every sentence gets a label.
    """
    pieces = _pieces(document, figures, sorted(settled), read, tables, worth)
    return list(_pack(document, pieces, figures, drafts, read, limits))


def _pieces(
    document: Document,
    figures: Sequence[Figure],
    settled: Sequence[Span],
    read: frozenset[int],
    tables: bool,
    worth: Worth | None,
) -> Iterator[Piece]:
    cursor = 0
    for block in document.blocks:
        while cursor < len(figures) and figures[cursor].end <= block.start:
            cursor += 1
        last = cursor
        while last < len(figures) and figures[last].start < block.end:
            last += 1
        inside = range(cursor, last)
        cursor = last
        if block.kind == "table" and block.table is not None:
            table = document.tables[block.table]
            yield from _rows(document, table, figures, inside, read, tables)
            if not tables:
                yield from _told(document, table, figures, worth)
        elif block.kind == "paragraph":
            yield from _prose(document, block, figures, inside, settled, tables, worth)
        elif any(figures[index].dimension == "money" for index in inside):
            path = document.path(block.start)
            yield Piece(block.span, readable(document, block.start, block.end), path, tuple(inside), False)


def _prose(
    document: Document,
    block: Block,
    figures: Sequence[Figure],
    inside: range,
    settled: Sequence[Span],
    everything: bool,
    worth: Worth | None,
) -> Iterator[Piece]:
    at = bisect_right(settled, block.start, key=lambda span: span.start) - 1
    known = at >= 0 and block.end <= settled[at].end
    background = role_at(document, block.start) == "background"
    path = document.path(block.start)
    cursor = inside.start
    for sentence in _bounded(document, sentences(document, block), figures, inside):
        members: list[int] = []
        while cursor < inside.stop and figures[cursor].start < sentence.end:
            members.append(cursor)
            cursor += 1
        money = any(figures[index].dimension == "money" for index in members)
        if not everything and not money and (known or background):
            continue
        text = readable(document, sentence.start, sentence.end)
        if len(text.strip()) < 4 and not money:
            continue
        label = not (known or background)
        if label and worth is not None and not worth(text, [figures[index] for index in members]):
            if not money:
                continue
            label = False
        yield Piece(sentence, text, path, tuple(members), label)


def _bounded(
    document: Document, spans: Iterable[Span], figures: Sequence[Figure], inside: range
) -> Iterator[Span]:
    """Sentences, those of more than MAX_PIECE characters cut at a comma outside every figure."""
    for span in spans:
        start = span.start
        while span.end - start > MAX_PIECE * 2:
            cut = _comma(document.text, start + MAX_PIECE // 2, min(start + MAX_PIECE, span.end))
            cut = _outside(figures, inside, cut)
            if cut <= start or cut >= span.end:
                break
            yield Span(start, cut)
            start = cut
        yield Span(start, span.end)


def _comma(text: str, low: int, high: int) -> int:
    """The last place to cut: behind a comma, else anywhere; never inside a number."""
    for position in range(high, low, -1):
        if text[position - 1] in _BREAKS and not _in_number(text, position):
            return position
    for position in range(high, low, -1):
        if not _in_number(text, position):
            return position
    return high


def _in_number(text: str, cut: int) -> bool:
    """Whether a cut would part a number, a code or a latin word, also at the comma of 1,200."""
    if cut >= len(text) or not _word(text[cut]):
        return False
    return _word(text[cut - 1]) or (text[cut - 1] in ",.:：，．" and cut > 1 and text[cut - 2].isdigit())


def _word(character: str) -> bool:
    return character.isdigit() or (character.isascii() and character.isalnum())


def _outside(figures: Sequence[Figure], inside: range, cut: int) -> int:
    low, high = inside.start, inside.stop
    while low < high:
        middle = (low + high) // 2
        if figures[middle].full_end <= cut:
            low = middle + 1
        else:
            high = middle
    if low < inside.stop and figures[low].full_start < cut:
        return figures[low].full_end
    return cut


def _rows(
    document: Document,
    table: Table,
    figures: Sequence[Figure],
    inside: range,
    read: frozenset[int],
    everything: bool,
) -> Iterator[Piece]:
    header = " | ".join(cell.text for cell in table.row(0))
    caption = readable(document, table.caption.start, table.caption.end) if table.caption is not None else ""
    path = document.path(table.start)
    cursor = inside.start
    for number, cells in enumerate(table.rows()):
        if not cells:
            continue
        span = Span(min(cell.start for cell in cells), max(cell.end for cell in cells))
        members = []
        while cursor < inside.stop and figures[cursor].start < span.end:
            members.append(cursor)
            cursor += 1
        unread = [index for index in members if figures[index].dimension == "money" and index not in read]
        if not everything and not unread:
            continue
        lead = "\n".join(line for line in (caption, header if number else "") if line)
        text = " | ".join(" ".join(cell.text.split()) for cell in cells)
        yield Piece(span, text, path, tuple(members), False, lead)


def _told(
    document: Document, table: Table, figures: Sequence[Figure], worth: Worth | None
) -> Iterator[Piece]:
    """The sentences in which a form tells what was done; their amounts are the table's."""
    path = document.path(table.start)
    for span in told_sentences(document, table):
        text = readable(document, span.start, span.end)
        if worth is None or worth(text, figures_inside(figures, span)):
            yield Piece(span, text, path, (), True)


def _pack(
    document: Document,
    pieces: Iterable[Piece],
    figures: Sequence[Figure],
    drafts: Mapping[int, Draft],
    read: frozenset[int],
    limits: Limits,
) -> Iterator[Chunk]:
    kept: list[Piece] = []
    slots: list[Slot] = []
    size = number = 0
    for piece in pieces:
        money = [i for i in piece.members if figures[i].dimension == "money" and i not in read]
        full = (
            size + len(piece.text) > limits.characters
            or len(slots) + len(money) > limits.slots
            or len(kept) >= limits.sentences
        )
        if kept and full:
            yield Chunk(number, tuple(kept), tuple(slots))
            number, kept, slots, size = number + 1, [], [], 0
        edge = piece.span.start
        for index in money:
            figure = figures[index]
            before = readable(document, max(edge, figure.full_start - MAX_PIECE), figure.full_start)
            behind = _BEHIND.match(
                readable(document, figure.full_end, min(figure.full_end + 20, piece.span.end))
            )
            name = f"F{len(slots) + 1}"
            around = (before, behind.group() if behind else "")
            slots.append(Slot(name, index, figure, drafts.get(index), len(kept), *around))
            edge = figure.full_end
        kept.append(piece)
        size += len(piece.text)
    if kept:
        yield Chunk(number, tuple(kept), tuple(slots))


def show(document: Document, chunk: Chunk, *, marks: bool = True) -> str:
    """A chunk as the model sees it: section paths, sentences, marked figures.

    Characters that the document shares with our marks are replaced, so that a document cannot
    forge a mark.
    """
    lines: list[str] = []
    path: tuple[str, ...] | None = None
    table: Table | None = None
    names = {id(piece): name for name, piece in chunk.labelled} if marks else {}
    for number, piece in enumerate(chunk.pieces):
        if piece.path != path:
            path = piece.path
            if path:
                lines.append("【" + plain_text(" > ".join(path)) + "】")
        before, table = table, document.table_at(piece.span.start)
        if piece.lead and table is not before:
            lines.append(plain_text(piece.lead))
        slots = [slot for slot in chunk.slots if slot.sentence == number] if marks else []
        name = names.get(id(piece))
        lines.append((f"［{name}］" if name else "") + _marked(document, piece, slots))
    return "\n".join(lines)


def _marked(document: Document, piece: Piece, slots: Sequence[Slot]) -> str:
    if piece.lead or document.table_at(piece.span.start) is not None:
        return _marked_row(document, piece, slots)
    text, index = with_index(document, piece.span.start, piece.span.end)
    inside = {slot.figure.start: (slot.figure.end, slot.id) for slot in slots}
    parts: list[str] = []
    closing = -1
    for character, raw in zip(text, index):
        if closing >= 0 and raw >= closing:
            parts.append("〗")
            closing = -1
        if raw in inside:
            closing, name = inside[raw]
            parts.append(f"〖{name}:")
        parts.append(plain_text(character))
    if closing >= 0:
        parts.append("〗")
    return "".join(parts)


def _marked_row(document: Document, piece: Piece, slots: Sequence[Slot]) -> str:
    text = document.text
    parts: list[str] = []
    position = piece.span.start
    for slot in slots:
        parts.append(plain_text(text[position : slot.figure.start]))
        parts.append(f"〖{slot.id}:{plain_text(slot.figure.text)}〗")
        position = slot.figure.end
    parts.append(plain_text(text[position : piece.span.end]))
    return " | ".join("".join(parts).split())


def plain_text(text: str) -> str:
    """A text without the characters of our marks, so that a document cannot forge one."""
    return text.translate(_FORGED)


_FORGED = str.maketrans({"〖": "[", "〗": "]", "［": "[", "］": "]", "【": "[", "】": "]", "\x00": " "})
