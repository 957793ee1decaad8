"""DOCX reports: paragraphs and tables in order, as Word shows them with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.document.model import Document
from gouji.errors import BrokenFile, EmptyDocument
from gouji.formats.composition import Composition, GridCell
from gouji.formats.inline import MC, Inline, Line, chosen
from gouji.formats.numbering import Numbering, W, whole
from gouji.formats.ooxml import Package, open_package
from gouji.formats.styles import Look, Styles

if TYPE_CHECKING:
    from lxml import etree

SUFFIXES: tuple[str, ...] = (".docx", ".docm")

_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
_WIDEST = 200
_LONGEST_HEADING = 120


def load(path: Path) -> Document:
    """Read a DOCX.

    Raises:
        BrokenFile: Not a DOCX, or damaged.
        EncryptedFile: The file has a password.
        UnsupportedFormat: An old .doc under a new name.
        EmptyDocument: There is no text in it.
    """
    with open_package(path) as package:
        main = package.related("", "officeDocument") or "word/document.xml"
        if main not in package.names:
            raise BrokenFile(
                path, "没有正文部件 / no main document part", "确认是 Word 文档 / is it a Word file?"
            )
        body = package.xml(main).find(f"{W}body")
        if body is None:
            reason = f"{main} 不是 Word 正文 / {main} is no Word document"
            raise BrokenFile(path, reason, "确认后缀与内容一致 / does the suffix fit the content?")
        reader = _Reader(package, main)
        reader.read(body)
        pictures = next(body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"), None)
    composition = reader.finish()
    if composition.empty:
        hint = (
            "文中只有图片，请先做 OCR / it holds pictures only: run OCR first" if pictures is not None else ""
        )
        raise EmptyDocument(path, "没有文字 / no text", hint)
    return composition.document(path.name, "docx")


class _Reader:
    """Walks the body of a document and puts its text together."""

    def __init__(self, package: Package, main: str) -> None:
        self._styles = Styles(_part(package, main, "styles"))
        self._numbering = Numbering(_part(package, main, "numbering"))
        self._notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind in ("footnote", "endnote")
            if (root := _part(package, main, f"{kind}s")) is not None
            for note in root.iterfind(W + kind)
            if note.get(f"{W}type", "normal") == "normal"
        }
        self._inline = Inline()
        self._composition = Composition()
        self._carried: Line | None = None
        self._pending: list[tuple[str, str]] = []
        self._unread = 0

    def finish(self) -> Composition:
        """The composed text, with a warning for each kind of thing that was left out."""
        counts = (
            (self._inline.deletions, "处修订删除的文字未读入", "tracked deletions were left out"),
            (self._inline.hidden, "处隐藏文字未读入", "pieces of hidden text were left out"),
            (self._unread, "处嵌入的外部文件未读入", "embedded files were not read"),
        )
        for count, chinese, english in counts:
            if count:
                self._composition.warnings.append(f"{count} {chinese} / {count} {english}")
        return self._composition

    def read(self, container: etree._Element) -> None:
        """Add the paragraphs and tables of a body or a text box."""
        for element in self._blocks(container):
            if element.tag == f"{W}p":
                self._add_paragraph(element)
            else:
                self._end_carried()
                self._add_table(element)
        self._end_carried()

    def _blocks(self, container: etree._Element) -> Iterator[etree._Element]:
        """Paragraphs and tables in order, whatever they are wrapped in."""
        for element in container:
            if element.tag in (f"{W}p", f"{W}tbl"):
                yield element
            elif element.tag in _WRAPPERS:
                yield from self._blocks(element)
            elif element.tag == f"{MC}AlternateContent":
                for branch in chosen(element):
                    yield from [branch] if branch.tag in (f"{W}p", f"{W}tbl") else self._blocks(branch)
            elif element.tag in _DELETED:
                self._inline.deletions += 1
            elif element.tag == f"{W}altChunk":
                self._unread += 1

    def _line(self, paragraph: etree._Element) -> Line | None:
        """The text of a paragraph; ``None`` when its mark is deleted and the next one goes on with it."""
        line = self._inline.read(paragraph)
        if (carried := self._carried) is not None:
            self._carried = None
            line = Line(carried.text + line.text, carried.boxes + line.boxes, carried.notes + line.notes)
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and any(mark.find(tag) is not None for tag in _DELETED):
            self._carried = line
            return None
        return line

    def _add_paragraph(self, paragraph: etree._Element) -> None:
        contents = self._inline.in_contents
        if (line := self._line(paragraph)) is None:
            return
        self._add_line(line, self._styles.look(paragraph.find(f"{W}pPr")), contents)

    def _end_carried(self) -> None:
        """Add a paragraph whose mark is deleted, where no other follows that it could join."""
        if (carried := self._carried) is not None:
            self._carried = None
            self._add_line(carried, Look(), contents=False)

    def _add_line(self, line: Line, look: Look, contents: bool) -> None:
        span = self._composition.paragraph(line.text, self._heading(look, line.text))
        if line.text and (contents or look.contents or self._inline.in_contents):
            self._composition.noise.append(span)
        for box in line.boxes:
            self.read(box)
        self._add_notes(line.notes)

    def _add_notes(self, notes: list[tuple[str, str]]) -> None:
        for key in notes:
            # A note is shown once, however often it is referred to.
            if (note := self._notes.pop(key, None)) is not None:
                text = " ".join(self._cell_lines(note))
                self._composition.paragraph(f"〔注〕{text}")

    def _label(self, look: Look) -> str:
        if not look.number_id:
            return ""
        level = look.number_level
        if level is None:
            level = self._numbering.level_of_style(look.number_id, look.linked_style)
        return self._numbering.next(look.number_id, level)

    def _heading(self, look: Look, text: str) -> tuple[int, str] | None:
        label = self._label(look)
        if not text or look.contents:
            return None
        if look.level is not None and len(text) <= _LONGEST_HEADING and "\n" not in text:
            return look.level, label
        # Level 0: numbered; whether it is a heading the layout tells.
        return (0, label) if label else None

    def _add_table(self, table: etree._Element) -> None:
        if (only := _only_cell(table)) is not None:
            # A frame round prose: its paragraphs belong to the text.
            self.read(only)
            return
        cells = self._grid(table)
        if any(cell.text for cell in cells):
            self._composition.table(cells)
        notes, self._pending = self._pending, []
        self._add_notes(notes)

    def _grid(self, table: etree._Element) -> list[GridCell]:
        """The cells of a table, each merged one once."""
        cells: list[GridCell] = []
        # Column → index of the cell that a vertical merge may go on from.
        open_cells: dict[int, int] = {}
        for row, element in enumerate(self._rows(table)):
            column = whole(_property(element, "trPr", "gridBefore"))
            column = min(max(column, 0), _WIDEST)
            for part in _inside(element, f"{W}tc"):
                span = min(max(whole(_property(part, "tcPr", "gridSpan"), 1), 1), _WIDEST)
                if _goes_on(part, "hMerge") and cells and cells[-1].row == row:
                    cells[-1] = _grown(cells[-1], columns=span)
                elif _goes_on(part, "vMerge") and column in open_cells:
                    at = open_cells[column]
                    cells[at] = _grown(cells[at], rows=row + 1 - cells[at].row - cells[at].row_span)
                else:
                    open_cells = {
                        key: at for key, at in open_cells.items() if not column <= key < column + span
                    }
                    if _property(part, "tcPr", "vMerge") == "restart":
                        open_cells[column] = len(cells)
                    cells.append(GridCell(row, column, "\n".join(self._cell_lines(part)), 1, span))
                column += span
        return cells

    def _rows(self, table: etree._Element) -> Iterator[etree._Element]:
        for row in _inside(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self._inline.deletions += 1
            else:
                yield row

    def _cell_lines(self, container: etree._Element) -> list[str]:
        """The lines of a cell; a table inside becomes lines too, its cells parted by blanks."""
        lines: list[str] = []
        for element in self._blocks(container):
            if element.tag == f"{W}tbl":
                for row in self._rows(element):
                    parts = (" ".join(self._cell_lines(part)) for part in _inside(row, f"{W}tc"))
                    lines.append(" ".join(part for part in parts if part))
            elif (line := self._line(element)) is not None:
                self._label(self._styles.look(element.find(f"{W}pPr")))
                self._pending.extend(line.notes)
                lines.append(line.text)
                for box in line.boxes:
                    lines.extend(self._cell_lines(box))
        if self._carried is not None:
            lines.append(self._carried.text)
            self._carried = None
        return [line for line in lines if line]


def _part(package: Package, main: str, kind: str) -> etree._Element | None:
    name = package.related(main, kind)
    return package.xml(name) if name is not None else None


def _inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those in a content control 内容控件."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _only_cell(table: etree._Element) -> etree._Element | None:
    rows = list(_inside(table, f"{W}tr"))
    cells = list(_inside(rows[0], f"{W}tc")) if len(rows) == 1 else []
    return cells[0] if len(cells) == 1 else None


def _property(element: etree._Element, properties: str, name: str) -> str | None:
    found = element.find(f"{W}{properties}/{W}{name}")
    return None if found is None else found.get(f"{W}val", "")


def _goes_on(cell: etree._Element, merge: str) -> bool:
    return _property(cell, "tcPr", merge) in ("", "continue")


def _grown(cell: GridCell, rows: int = 0, columns: int = 0) -> GridCell:
    return GridCell(cell.row, cell.column, cell.text, cell.row_span + rows, cell.column_span + columns)
