"""PDF reports: the text layer page by page, ruled tables in their place."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.document.model import Document, Span
from gouji.errors import BrokenFile, EmptyDocument, EncryptedFile, MissingExtra
from gouji.formats.composition import Composition
from gouji.formats.ruled import RuledTable, page_items
from gouji.formats.running import Place, running_lines

if TYPE_CHECKING:
    import pdfplumber.pdf
    import pypdfium2

SUFFIXES: tuple[str, ...] = (".pdf",)

# PDFium keeps state of its own: one document at a time.
_PDFIUM = threading.Lock()
_FEW_CHARACTERS = 10
_FEWEST_RULES = 2
_MOST_RULES = 5000
_LINE_HEIGHT = 20.0
_PICTURE_SHARE = 0.25
_GARBLED_SHARE = 0.05
_NAMED = 20
_GARBLED = re.compile("[\\ufffd\\ue000-\\uf8ff]")
_REPLACED: dict[int, str | None] = {
    **dict.fromkeys([*range(32), *range(0xD800, 0xE000)]),
    **{ord("\n"): "\n", ord("\r"): "\n", ord("\t"): " "},
    # PDFium writes one of these for a hyphen at the end of a line.
    **{0x0002: "-", 0xFFFE: "-"},
    # Some fonts map characters to the radicals that they look like: ⼆ for 二. One character stays one.
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
}
_OCR = "ocrmypdf -l chi_sim in.pdf out.pdf"

Item = str | RuledTable


@dataclass
class _Pages:
    """What was read: the items of each page, and the pages (from 1) that something is wrong with."""

    items: list[list[Item]] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    without_tables: list[int] = field(default_factory=list)
    characters: int = 0
    garbled: int = 0


def load(path: Path) -> Document:
    """Read a PDF that has a text layer.

    Raises:
        MissingExtra: pypdfium2 or pdfplumber is not installed.
        BrokenFile: Damaged, or no PDF.
        EncryptedFile: The file opens only with a password.
        EmptyDocument: No text layer: a scan, which needs OCR.
    """
    try:
        import pdfplumber  # noqa: F401
        import pypdfium2  # noqa: F401
    except ImportError as error:
        raise MissingExtra("读取 PDF ", "pdf") from error
    with _PDFIUM:
        pages = _read(path)
    _refuse_scan(path, pages)
    composition = _composed(pages)
    composition.warnings.extend(_warnings(pages))
    return composition.document(path.name, "pdf")


def _read(path: Path) -> _Pages:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(path, error) from error
    try:
        pages = _Pages()
        with _Tables(path) as tables:
            for number in range(len(document)):
                _read_page(document, number, tables, pages)
        pages.without_tables.extend(tables.failed)
    finally:
        document.close()
    if not pages.items or len(pages.unreadable) == len(pages.items):
        raise BrokenFile(path, "没有一页能读 / no page can be read", _DOWNLOAD)
    return pages


_DOWNLOAD = "请重新下载，或用 PDF 阅读器打开后另存 / download it again, or open and save it again"


def _unreadable(path: Path, error: pypdfium2.PdfiumError) -> BrokenFile | EncryptedFile:
    from pypdfium2 import raw

    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        hint = "用密码打开后另存为不加密的 PDF / open it with the password and save a copy without one"
        return EncryptedFile(path, "PDF 有打开密码 / the PDF has a password", hint)
    return BrokenFile(path, f"PDF 损坏或不完整 / a damaged or cut-off PDF: {error}", _DOWNLOAD)


class _Tables:
    """Looks for ruled tables; the file is parsed a second time only when a page has rules."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BufferedReader | None = None
        self._pdf: pdfplumber.pdf.PDF | None = None
        self.failed: list[int] = []

    def __enter__(self) -> _Tables:
        return self

    def __exit__(self, *_: object) -> None:
        # Not the PDF: closing that parses what was not parsed yet.
        if self._file is not None:
            self._file.close()

    def items(self, number: int) -> list[Item] | None:
        """The lines and tables of a page; ``None`` when it has no table or cannot be parsed."""
        try:
            with _quiet("pdfminer"):
                page = self._open().pages[number]
                try:
                    return page_items(page)
                finally:
                    page.flush_cache()
        except (RecursionError, MemoryError):
            raise
        # Its parser is stricter than PDFium and trips over files in many ways; the text is still there.
        except Exception:  # noqa: BLE001
            self.failed.append(number + 1)
            return None

    def _open(self) -> pdfplumber.pdf.PDF:
        import pdfplumber

        if self._file is None:
            self._file = self._path.open("rb")
        if self._pdf is None:
            self._pdf = pdfplumber.open(self._file)
        return self._pdf


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep a library's remarks on a damaged file away from the terminal; our own warning names the page."""
    import logging

    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _read_page(document: pypdfium2.PdfDocument, number: int, tables: _Tables, pages: _Pages) -> None:
    import pypdfium2
    from pypdfium2 import raw

    try:
        page = document[number]
        textpage = page.get_textpage()
        text = _clean(textpage.get_text_range())
    except pypdfium2.PdfiumError:
        pages.unreadable.append(number + 1)
        pages.items.append([])
        return
    items: list[Item] | None = None
    bare = "".join(text.split())
    if len(bare) < _FEW_CHARACTERS:
        if _is_picture(page, raw.FPDF_PAGEOBJ_IMAGE):
            pages.scanned.append(number + 1)
    else:
        rules = _count_rules(page, raw.FPDF_PAGEOBJ_PATH)
        if rules > _MOST_RULES:
            pages.without_tables.append(number + 1)
        elif rules >= _FEWEST_RULES:
            items = tables.items(number)
    pages.characters += len(bare)
    pages.garbled += len(_GARBLED.findall(bare))
    lines: list[Item] = [line.strip() for line in text.split("\n") if line.strip()]
    pages.items.append(lines if items is None else [_cleaned(item) for item in items])
    textpage.close()
    page.close()


def _count_rules(page: pypdfium2.PdfPage, kind: int) -> int:
    count = 0
    for count, _ in enumerate(page.get_objects(filter=[kind], max_depth=4), 1):
        if count > _MOST_RULES:
            break
    # A whole grid may be one path: one rule on its own is still looked at when it is large.
    return _FEWEST_RULES if count == 1 and _is_large(page, kind) else count


def _is_large(page: pypdfium2.PdfPage, kind: int) -> bool:
    for found in page.get_objects(filter=[kind], max_depth=4):
        _, bottom, _, top = found.get_bounds()
        return float(top - bottom) > _LINE_HEIGHT
    return False


def _is_picture(page: pypdfium2.PdfPage, kind: int) -> bool:
    """Whether pictures cover a good part of the page."""
    width, height = page.get_size()
    covered = 0.0
    for found in page.get_objects(filter=[kind], max_depth=4):
        left, bottom, right, top = found.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered >= _PICTURE_SHARE * float(width) * float(height)


def _clean(text: str) -> str:
    """The text of a page: line breaks as in Python, no control characters, radicals as characters."""
    return text.replace("\r\n", "\n").translate(_REPLACED)


def _cleaned(item: Item) -> Item:
    if isinstance(item, str):
        return _clean(item)
    item.cells[:] = [replace(cell, text=_clean(cell.text)) for cell in item.cells]
    return item


def _refuse_scan(path: Path, pages: _Pages) -> None:
    if pages.characters >= _FEW_CHARACTERS * len(pages.items) or (pages.characters and not pages.scanned):
        return
    if pages.scanned:
        count = len(pages.items)
        reason = f"扫描件，{count} 页没有文字层 / a scan: its {count} pages have no text layer"
    else:
        reason = "没有文字层 / no text layer"
    raise EmptyDocument(path, reason, f"请先做文字识别（OCR），例如 / run OCR first, e.g.: {_OCR}")


def _composed(pages: _Pages) -> Composition:
    running = running_lines(pages.items)
    joined = _join_tables(pages.items, running)
    composition = Composition()
    for number, items in enumerate(pages.items):
        if number not in joined:
            composition.page()
        for at, item in enumerate(items):
            if (number, at) in joined.values():
                continue
            if isinstance(item, RuledTable):
                _add_table(composition, item)
                continue
            span = composition.paragraph(item)
            if (number, at) in running:
                composition.noise.append(Span(span.start, span.end))
    return composition


def _join_tables(pages: Sequence[Sequence[Item]], running: set[Place]) -> dict[int, Place]:
    """Join a table that goes on at the top of the next page; that page → the place of its part."""
    joined: dict[int, Place] = {}
    open_table: RuledTable | None = None
    for number, items in enumerate(pages):
        body = [at for at in range(len(items)) if (number, at) not in running]
        first = items[body[0]] if body else None
        if open_table is not None and isinstance(first, RuledTable) and open_table.goes_on_in(first):
            open_table.extend(first)
            joined[number] = (number, body[0])
            last: Item | None = open_table if len(body) == 1 else items[body[-1]]
        else:
            last = items[body[-1]] if body else None
        open_table = last if isinstance(last, RuledTable) else None
    return joined


def _add_table(composition: Composition, ruled: RuledTable) -> None:
    table = composition.table(ruled.cells)
    for row in ruled.page_rows:
        starts = [cell.start for cell in table.cells if cell.row >= row]
        composition.pages.append(min(starts, default=table.end))


def _warnings(pages: _Pages) -> Iterator[str]:
    notes: tuple[tuple[list[int], str, str], ...] = (
        (pages.scanned, "是扫描页，未读入（需要 OCR）", "scanned, not read (OCR needed)"),
        (pages.unreadable, "损坏，未读入", "damaged, not read"),
        (pages.without_tables, "的表格按文字行读入", "tables were read as lines of text"),
    )
    for numbers, chinese, english in notes:
        if numbers:
            named = "、".join(map(str, numbers[:_NAMED])) + ("…" if len(numbers) > _NAMED else "")
            yield f"第 {named} 页{chinese} / pages {named}: {english}"
    if pages.garbled > _GARBLED_SHARE * pages.characters:
        share = 100 * pages.garbled // pages.characters
        yield f"约 {share}% 的字符没有正确编码 / about {share}% of the characters are not encoded properly"
