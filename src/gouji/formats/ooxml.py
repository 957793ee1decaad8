"""The package of an Office Open XML file: a zip of XML parts, opened with care.

A report comes from a stranger: a part may be a zip bomb 解压炸弹, its XML may name other files.
"""

from __future__ import annotations

import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.errors import BrokenFile, EncryptedFile, InputError, UnsupportedFormat

if TYPE_CHECKING:
    from lxml import etree

MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
# A small file of empty table cells may well shrink 300 times; it does no harm.
_SMALL = 10 * 1024 * 1024
_MAX_PARTS = 10_000

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# Stream names in an OLE container are UTF-16.
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = re.compile(
    rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|spreadsheetml|drawingml|officeDocument)/"
)
_TRANSITIONAL = {
    b"wordprocessingml": b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
    b"spreadsheetml": b"http://schemas.openxmlformats.org/spreadsheetml/2006/",
    b"drawingml": b"http://schemas.openxmlformats.org/drawingml/2006/",
    b"officeDocument": b"http://schemas.openxmlformats.org/officeDocument/2006/",
}
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_PROLOG = 65_536
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(EOFError, OSError, NotImplementedError, ValueError),
)


class Package:
    """The parts of an open package; names have no leading slash."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            BrokenFile: The part is missing, damaged or locked.
        """
        try:
            return self._archive.read(name)
        except KeyError:
            raise BrokenFile(self.path, f"缺少部件 {name} / the part {name} is missing") from None
        except _DAMAGED as error:
            raise BrokenFile(self.path, f"部件 {name} 损坏 / the part {name} is damaged: {error}") from error
        except RuntimeError as error:
            raise EncryptedFile(self.path, "压缩包有密码 / the archive has a password", _SAVE_OPEN) from error

    def xml(self, name: str) -> etree._Element:
        """The root of an XML part; the strict namespaces become the usual ones.

        Raises:
            BrokenFile: The part is not well-formed XML, or declares entities.
        """
        from lxml import etree

        data = self.read(name)
        if b"purl.oclc.org/ooxml" in data:
            data = _STRICT.sub(lambda match: _TRANSITIONAL[match[1]], data)
        self.refuse_doctype(name, data)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            reason = f"部件 {name} 不是合格的 XML / the part {name} is not well-formed XML: {error}"
            raise BrokenFile(self.path, reason) from error

    def refuse_doctype(self, name: str, data: bytes) -> None:
        """Refuse a document type declaration 文档类型声明: no part of a report has one."""
        head = data[:_PROLOG]
        if any(mark in head for mark in _DOCTYPES):
            reason = (
                f"部件 {name} 含有 DOCTYPE 声明，拒绝读取 / the part {name} has a DOCTYPE, which is refused"
            )
            raise BrokenFile(self.path, reason)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: id → (kind, name of the part pointed at); external ones left out."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self.names:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in self.xml(rels):
            if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found[relation.get("Id", "")] = (kind, target.lstrip("/"))
        return found

    def related(self, name: str, kind: str) -> str | None:
        """The name of the first part of a kind that a part points at, if it is there."""
        for found, target in self.relations(name).values():
            if found == kind and target in self.names:
                return target
        return None


_SAVE_OPEN = "请用密码打开后另存为不加密的文件 / open it with the password and save a copy without one"


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a DOCX or XLSX file and refuse what cannot be one.

    Raises:
        BrokenFile: Not a zip, a zip cut off, or one that unpacks to more than it should.
        EncryptedFile: The file has a password.
        UnsupportedFormat: An old binary file (.doc, .xls) under a new name.
    """
    with path.open("rb") as file:
        head = file.read(len(_OLE))
        if head == _OLE:
            raise _ole_error(path, file.read(8 * 1024 * 1024))
    if not head:
        raise BrokenFile(path, "文件是空的 / the file is empty")
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGED as error:
        hint = "请重新下载，或在 Office/WPS 中打开后另存 / download it again, or open and save it again"
        raise BrokenFile(path, f"不是完整的 {path.suffix} 文件 / not a whole file: {error}", hint) from error
    with archive:
        _refuse_bomb(path, archive)
        yield Package(path, archive)


def _ole_error(path: Path, data: bytes) -> InputError:
    if _OLE_ENCRYPTED in data:
        return EncryptedFile(path, "文件已加密 / the file is encrypted", _SAVE_OPEN)
    old, new = ("doc", "docx") if path.suffix.lower().startswith(".doc") else ("xls", "xlsx")
    reason = f"内容是旧版 .{old} 格式 / the content is in the old .{old} format"
    rename = f"先把后缀改为 .{old} / rename it to .{old} first"
    hint = f"soffice --headless --convert-to {new} '{path.stem}.{old}'（{rename}）"
    return UnsupportedFormat(path, reason, hint)


def _refuse_bomb(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    heavy = unpacked > MAX_UNPACKED or len(parts) > _MAX_PARTS
    # One part may hide among well-packed ones, pictures for instance.
    dense = any(part.file_size > max(_SMALL, MAX_RATIO * part.compress_size) for part in parts)
    if heavy or dense or unpacked > max(_SMALL, MAX_RATIO * packed):
        size = unpacked // (1024 * 1024)
        reason = (
            f"解压后有 {size} MB，疑似压缩炸弹 / unpacks to {size} MB in {len(parts)} parts, like a zip bomb"
        )
        raise BrokenFile(path, reason, "请核对文件来源 / check where the file comes from")
