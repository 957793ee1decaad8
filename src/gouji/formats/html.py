"""HTML: paragraphs, headings and tables of a page, as a reader of the page sees them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.document.layout import lay_out
from gouji.document.model import Document
from gouji.errors import BrokenFile
from gouji.formats.decoding import read_text
from gouji.formats.page import Page

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = (".html", ".htm", ".xhtml")

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,30})", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DROPPED = {
    *(
        "script",
        "style",
        "head",
        "template",
        "noscript",
        "svg",
        "math",
        "object",
        "iframe",
        "select",
        "textarea",
    ),
    *("button", "nav", "canvas", "audio", "video", "map", "datalist"),
}
_PARAGRAPHS = {
    *(
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
    ),
    *(
        "blockquote",
        "pre",
        "center",
        "form",
        "fieldset",
        "figure",
        "figcaption",
        "address",
        "hr",
        "body",
        "html",
    ),
    *("caption", "legend", "details", "summary", *_HEADINGS),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def load(path: Path) -> Document:
    """Read an HTML page.

    Its text is built as that of a DOCX: paragraphs joined by line breaks, cells by TAB, rows by
    line breaks, a blank line round a table; scripts, styles, comments and hidden parts dropped.
    Tables that only lay out a page (they hold other tables, or one cell) are read as paragraphs.

    Raises:
        BrokenFile: The page cannot be parsed, or is nested deeper than the parser goes.
    """
    with path.open("rb") as file:
        declared = _CHARSET.search(file.read(4096))
    source = read_text(path, declared[1].decode("ascii") if declared else "")
    page = Page()
    root = _parse(source, path)
    if root is not None:
        _walk(root, page)
    return lay_out(
        page.text(), name=path.name, format="html", tables=page.tables(), headings=page.headings, pages=()
    )


def _parse(source: str, path: Path) -> _Element | None:
    from lxml import etree

    # As bytes: a str with an encoding declaration of its own is refused by the parser.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    data = source.encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenFile(path, f"HTML 无法解析 / cannot be parsed as HTML: {error}") from None
    deep = [entry for entry in parser.error_log if "depth" in entry.message.lower()]
    if deep:
        raise BrokenFile(
            path,
            f"标签嵌套过深（第 {deep[0].line} 行）/ elements nested too deeply (line {deep[0].line})",
            "请用浏览器打开后另存，或复制成文本 / open it in a browser and save it, or copy it as text",
        )
    return root


def _walk(root: _Element, page: Page) -> None:
    """Visit the tree without recursion, so that depth costs no stack."""
    layout = _layout_tables(root)
    stack: list[tuple[_Element, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            _leave(element, tag, page, layout)
            page.write(element.tail)
            continue
        if not tag or tag in _DROPPED or _is_hidden(element):
            page.write(element.tail)
            continue
        _enter(element, tag, page, layout)
        page.write(element.text)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _layout_tables(root: _Element) -> set[_Element]:
    """Tables that hold tables among few cells, or no more than one cell."""
    cells: dict[_Element, int] = {}
    holders: set[_Element] = set()
    open_tables: list[tuple[_Element, _Element]] = []
    stack: list[tuple[_Element, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        if leaving:
            open_tables.pop()
            continue
        if element.tag == "table":
            if open_tables:
                holders.add(open_tables[-1][0])
            open_tables.append((element, element))
            cells[element] = 0
            stack.append((element, True))
        elif element.tag in ("td", "th") and open_tables:
            cells[open_tables[-1][0]] += 1
        stack.extend((child, False) for child in reversed(element))
    return {table for table, count in cells.items() if count <= 1 or (table in holders and count <= 4)}


def _is_hidden(element: _Element) -> bool:
    if "hidden" in element.attrib:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style[:2000]) is not None


def _enter(element: _Element, tag: str, page: Page, layout: set[_Element]) -> None:
    if tag == "table":
        page.paragraph() if element in layout else page.open_table()
    elif tag == "tr":
        page.open_row()
    elif tag in ("td", "th"):
        page.open_cell(_span(element, "rowspan"), _span(element, "colspan"))
    elif tag == "br":
        page.line_break()
    elif tag in _PARAGRAPHS:
        page.paragraph(_HEADINGS.get(tag, 0))


def _leave(element: _Element, tag: str, page: Page, layout: set[_Element]) -> None:
    if tag == "table" and element not in layout:
        page.close_table()
    elif tag in ("td", "th"):
        page.close_cell()
    elif tag in _PARAGRAPHS or tag == "table":
        page.paragraph()


def _span(element: _Element, name: str) -> int:
    value = (element.get(name) or "1").strip()
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) <= 5 else 1
