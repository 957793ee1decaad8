"""The text of one DOCX paragraph: runs, fields, tracked changes, symbols, formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gouji.formats.numbering import W

if TYPE_CHECKING:
    from lxml import etree

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_TRANSPARENT = frozenset(
    W + name
    for name in (
        *("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "ins", "moveTo", "customXml"),
        *("dir", "bdo", "ruby", "rubyBase", "r"),
    )
)
_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
_CHARACTERS = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_DRAWN = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
# Boxes that reports tick, in the fonts that draw them.
_SYMBOLS = {
    "wingdings": {
        0x6C: "●",
        0x6E: "■",
        0x6F: "□",
        0x71: "□",
        0xA8: "□",
        0xFB: "✗",
        0xFC: "✓",
        0xFD: "☒",
        0xFE: "☑",
    },
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"},
    "symbol": {0xB7: "•", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈"},
}


@dataclass(slots=True)
class Line:
    """A paragraph's text, and what hangs on it: text boxes 文本框 and notes 脚注, in order."""

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def chosen(element: etree._Element) -> Iterator[etree._Element]:
    """The children of an ``mc:AlternateContent`` to read: its first choice, or else the fallback."""
    branch = element.find(f"{MC}Choice")
    if branch is None or not len(branch):
        branch = element.find(f"{MC}Fallback")
    yield from branch if branch is not None else ()


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a toggle such as ``w:vanish`` is set."""
    found = properties.find(W + name) if properties is not None else None
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off", "none")


class Inline:
    """Reads paragraphs one after the other; a field 域 may begin in one and end in another.

    ``deletions`` and ``hidden`` count the pieces of text that were left out.
    """

    def __init__(self) -> None:
        self.deletions = 0
        self.hidden = 0
        # One entry a field that is open: its instruction, and whether its result has begun.
        self._fields: list[tuple[str, bool]] = []

    @property
    def in_contents(self) -> bool:
        """Whether the text now read is the result of a table of contents 目录."""
        return any(result and code.split()[:1] == ["TOC"] for code, result in self._fields)

    def read(self, paragraph: etree._Element) -> Line:
        """The text of a paragraph; blanks at its edges are left out."""
        line = Line()
        pieces: list[str] = []
        for child in paragraph:
            self._read(child, pieces, line)
        line.text = "".join(pieces).strip()
        # A field whose result never came must not swallow the rest of the document.
        self._fields = [entry for entry in self._fields if entry[1]]
        return line

    def _read(self, element: etree._Element, pieces: list[str], line: Line) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag == f"{W}t":
            if all(result for _, result in self._fields):
                pieces.append((element.text or "").replace("\t", " "))
        elif tag in _TRANSPARENT:
            self._descend(element, pieces, line)
        elif tag in _DELETED:
            self.deletions += 1
        elif tag in _CHARACTERS:
            pieces.append(_CHARACTERS[tag])
        elif tag == f"{MC}AlternateContent":
            for child in chosen(element):
                self._read(child, pieces, line)
        elif tag in _DRAWN:
            line.boxes.extend(_boxes(element))
        else:
            self._read_rare(tag, element, pieces, line)

    def _read_rare(self, tag: str, element: etree._Element, pieces: list[str], line: Line) -> None:
        if tag == f"{W}fldChar":
            self._field(element.get(f"{W}fldCharType", ""))
        elif tag == f"{W}instrText" and self._fields and not self._fields[-1][1]:
            self._fields[-1] = (self._fields[-1][0] + (element.text or ""), False)
        elif tag in _NOTES:
            line.notes.append((_NOTES[tag], element.get(f"{W}id", "")))
        elif tag == f"{W}sym":
            pieces.append(_symbol(element))
        elif tag in (f"{M}oMath", f"{M}oMathPara"):
            pieces.append(_formula(element))

    def _descend(self, element: etree._Element, pieces: list[str], line: Line) -> None:
        if element.tag == f"{W}r" and is_on(element.find(f"{W}rPr"), "vanish"):
            # Field marks in hidden runs still open and close fields.
            self.hidden += any(child.text for child in element.iterfind(f"{W}t"))
            pieces = []
        for child in element:
            self._read(child, pieces, line)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(("", False))
        elif kind == "separate" and self._fields:
            self._fields[-1] = (self._fields[-1][0], True)
        elif kind == "end" and self._fields:
            self._fields.pop()


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing, each once, whatever stands round them."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            for part in chosen(child):
                yield from _boxes_of(part)
        else:
            yield from _boxes(child)


def _boxes_of(element: etree._Element) -> Iterator[etree._Element]:
    if element.tag == f"{W}txbxContent":
        yield element
    else:
        yield from _boxes(element)


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    font = element.get(f"{W}font", "").strip().lower()
    known = _SYMBOLS.get(font, {}).get(code & 0xFF if 0xF000 <= code <= 0xF0FF else code)
    if known is not None:
        return known
    return chr(code) if 0x20 <= code <= 0xFFFD and not 0xD800 <= code <= 0xDFFF else ""


def _formula(element: etree._Element) -> str:
    """A formula on one line; a fraction is written with a slash."""
    parts: dict[str, Callable[[etree._Element], str]] = {
        f"{M}t": lambda child: child.text or "",
        f"{M}f": _fraction,
    }
    read = parts.get(element.tag if isinstance(element.tag, str) else "")
    return read(element) if read else "".join(_formula(child) for child in element)


def _fraction(element: etree._Element) -> str:
    sides = [element.find(M + name) for name in ("num", "den")]
    return "/".join(_formula(side) if side is not None else "" for side in sides)
