"""What a file is by its content: magic bytes first, whatever its suffix says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from gouji.errors import BrokenFile, EncryptedFile, UnsupportedFormat

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
_ARCHIVES = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<!--(?:[^-]|-(?!->)){0,2000}+-->|<\?xml[^>]{0,200}+\?>)*+"
    rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p|h1)[\s>/]",
    re.IGNORECASE,
)
_OFFICE_XML = re.compile(rb"<\?mso-application|<w:wordDocument|<pkg:package", re.IGNORECASE)
_CONVERT = "soffice --headless --convert-to {to} {name!r}"
_OFFICE = {".doc": "docx", ".dot": "docx", ".rtf": "docx", ".odt": "docx", ".xls": "xlsx", ".ods": "xlsx"}
_HEAD = 8192


def kind_of(path: Path) -> str:
    """The suffix that fits the content (``.docx``, ``.pdf`` …), or "" for plain text and the unknown.

    Raises:
        UnsupportedFormat: A picture, an archive, .doc, .xls, .rtf, .ofd …; the message says how to convert.
        EncryptedFile: An office file behind a password.
        BrokenFile: A container that cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _package(path)
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith(_OLE):
        raise _ole(path)
    _refuse(path, head)
    return ".html" if _HTML.match(head) else ""


def by_suffix(path: Path) -> UnsupportedFormat | None:
    """The error for a suffix that names a format without a reader; ``None`` for any other."""
    return _convertible(path, path.suffix.lower())


def _refuse(path: Path, head: bytes) -> None:
    for magic, name in _PICTURES.items():
        if head.startswith(magic) and (name != "BMP" or b"\x00" in head[:32]):
            raise _picture(path, name)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise _picture(path, "WEBP")
    for magic, name in _ARCHIVES.items():
        if head.startswith(magic):
            raise _archive(path, name)
    if head.startswith(b"{\\rtf"):
        raise _must_convert(path, "RTF", "docx")
    if head.lower().startswith(b"mime-version:"):
        raise UnsupportedFormat(
            path,
            "MHTML 网页存档 / an MHTML web archive",
            "请在 Word 或浏览器中另存为 .docx 或 .html / save as .docx or .html",
        )
    if head.lstrip().startswith(b"<?xml") and _OFFICE_XML.search(head):
        raise _must_convert(path, "Word/Excel XML", "docx")


def _picture(path: Path, name: str) -> UnsupportedFormat:
    return UnsupportedFormat(
        path,
        f"{name} 图片，没有可读的文字 / a {name} picture without text",
        "请先做文字识别（OCR），或找到电子版原件 / run OCR first, or find the original file",
    )


def _archive(path: Path, name: str) -> UnsupportedFormat:
    return UnsupportedFormat(path, f"{name} 压缩包 / a {name} archive", "请先解压 / unpack it first")


def _must_convert(path: Path, name: str, to: str) -> UnsupportedFormat:
    return UnsupportedFormat(
        path,
        f"{name} 格式没有读取器 / no reader for {name}",
        f"请先转换 / convert it first: {_CONVERT.format(to=to, name=path.name)}",
    )


def _convertible(path: Path, suffix: str) -> UnsupportedFormat | None:
    if suffix in (".wps", ".et", ".dps"):
        to = "docx" if suffix == ".wps" else "xlsx" if suffix == ".et" else "pdf"
        return UnsupportedFormat(
            path,
            f"WPS 的 {suffix} 格式没有读取器 / no reader for WPS {suffix}",
            f"请在 WPS 中另存为 .{to} / save as .{to} in WPS, or: {_CONVERT.format(to=to, name=path.name)}",
        )
    if suffix == ".ofd":
        return UnsupportedFormat(
            path,
            "OFD 版式文件没有读取器 / no reader for OFD",
            "请用 OFD 阅读器或 WPS 导出为 PDF（要有文字层）/ export it as a PDF with text",
        )
    target = _OFFICE.get(suffix)
    return _must_convert(path, suffix, target) if target else None


def _package(path: Path) -> str:
    """What a zip container is, by the names of its parts."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise BrokenFile(
            path,
            f"压缩容器打不开，文件可能不完整（{error}）/ the container cannot be opened, perhaps cut off",
            "请重新获取文件，或用 Word/WPS 打开后另存 / fetch it again, or open and save it again",
        ) from None
    if any(name.startswith("word/") for name in names):
        return ".docx"
    if "xl/workbook.bin" in names:
        raise _must_convert(path, "XLSB", "xlsx")
    if any(name.startswith("xl/") for name in names):
        return ".xlsx"
    if "OFD.xml" in names and (error_ofd := _convertible(path, ".ofd")):
        raise error_ofd
    if "content.xml" in names:
        raise _must_convert(path, "OpenDocument", "xlsx" if path.suffix.lower() == ".ods" else "docx")
    raise _archive(path, "ZIP")


def _ole(path: Path) -> EncryptedFile | UnsupportedFormat:
    """The error for an OLE container: encrypted OOXML, .doc, .xls, or a WPS file."""
    data = path.read_bytes()

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return EncryptedFile(
            path,
            "文件有打开密码 / the file is encrypted",
            "请用 Word/Excel/WPS 输入密码打开，取消密码后另存 / open it, remove the password, save it",
        )
    suffix = path.suffix.lower()
    if suffix in (".wps", ".et", ".dps") and (error := _convertible(path, suffix)):
        return error
    if holds("WordDocument"):
        return _must_convert(path, "Word 97-2003 (.doc)", "docx")
    if holds("Workbook") or holds("Book"):
        return _must_convert(path, "Excel 97-2003 (.xls)", "xlsx")
    return UnsupportedFormat(
        path,
        "旧式 Office 容器（OLE），内容不明 / an OLE container of unknown content",
        f"请另存为 DOCX 或 PDF / save as DOCX or PDF: {_CONVERT.format(to='docx', name=path.name)}",
    )
