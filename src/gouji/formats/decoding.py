"""From the bytes of a text file to its characters, none of them changed."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from gouji.errors import BrokenFile, EmptyDocument, InputError, UnsupportedFormat

MEGABYTE = 1 << 20
LARGEST_TEXT = 64 * MEGABYTE

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", 1),
    (codecs.BOM_UTF32_LE, "utf-32-le", 4),
    (codecs.BOM_UTF32_BE, "utf-32-be", 4),
    (codecs.BOM_UTF16_LE, "utf-16-le", 2),
    (codecs.BOM_UTF16_BE, "utf-16-be", 2),
)
_CONTROL = bytes(range(1, 9)) + bytes(range(14, 27)) + b"\x1c\x1d\x1e\x1f\x7f"
_COMMON = re.compile("[的年元万项目资金和是为]")
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_ENOUGH = 20
_HINT = "请用文本编辑器以 UTF-8 另存后再试 / save it as UTF-8 in a text editor"


def read_text(path: Path, charset: str = "") -> str:
    """The text of a file: UTF-8 with or without BOM, UTF-16 with BOM, or GB18030.

    Args:
        path: The file.
        charset: What the file says of itself, tried before GB18030; may be empty.

    Raises:
        InputError: It is larger than 64 MB.
        EmptyDocument: It holds no bytes.
        UnsupportedFormat: It is binary.
        BrokenFile: Its bytes are no text; the message names the first wrong byte's offset.
    """
    size = path.stat().st_size
    if size > LARGEST_TEXT:
        raise InputError(
            path,
            f"文本有 {size // MEGABYTE} MB，上限 64 MB / text of {size // MEGABYTE} MB, the limit is 64 MB",
            "请拆分后逐份读取 / split it",
        )
    return decode(path.read_bytes(), path, charset)


def decode(data: bytes, path: Path, charset: str = "") -> str:
    """As ``read_text``, for bytes already read."""
    if not data:
        raise EmptyDocument(path, "空文件，0 字节 / an empty file, 0 bytes")
    for mark, encoding, _ in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, len(mark), path)
    _refuse_binary(data, path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_other(data, error, path, charset)


def _decode_as(data: bytes, encoding: str, skip: int, path: Path) -> str:
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(path, encoding.upper(), error.start + skip) from None
    if "\x00" in text:
        at = text.index("\x00")
        raise BrokenFile(path, f"第 {at} 个字符是 NUL / character {at} is NUL", _HINT)
    return text


def _decode_other(data: bytes, error: UnicodeDecodeError, path: Path, charset: str) -> str:
    """The file is not UTF-8: damaged UTF-8, what it says it is, or GB18030."""
    if len(_MULTIBYTE.findall(data[: min(error.start, MEGABYTE)])) >= _ENOUGH:
        raise _broken(path, "UTF-8", error.start) from None
    for encoding in dict.fromkeys([_known(charset), "gb18030"]):
        if not encoding:
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as other:
            error = other
            continue
        if len(text) < 200 or _COMMON.search(text) or encoding != "gb18030":
            return text
        raise BrokenFile(
            path,
            "看不出文字编码：不是 UTF-8，按 GB18030 读出的不像中文 / "
            "unknown encoding: not UTF-8, and no Chinese when read as GB18030",
            _HINT,
        )
    raise _broken(path, "UTF-8 / GB18030", error.start)


def _known(charset: str) -> str:
    try:
        name = codecs.lookup(charset).name if charset else ""
    except LookupError:
        return ""
    if name in ("gb2312", "gbk", "gb18030", "hz"):
        return "gb18030"
    return name if name.startswith(("big5", "utf-8")) else ""


def _broken(path: Path, encoding: str, offset: int) -> BrokenFile:
    return BrokenFile(
        path,
        f"第 {offset} 字节处不是 {encoding} 文本 / cannot be decoded as {encoding} at byte {offset}",
        _HINT,
    )


def _refuse_binary(data: bytes, path: Path) -> None:
    nul = data.find(b"\x00")
    head = data[:MEGABYTE]
    control = len(head) - len(head.translate(None, _CONTROL))
    if nul < 0 and control * 20 <= len(head):
        return
    if nul < 0 or data.count(b"\x00") * 100 > len(data) or control * 20 > len(head):
        raise UnsupportedFormat(
            path,
            "二进制文件，不是文本 / a binary file, not text",
            "无 BOM 的 UTF-16 请另存为 UTF-8；其他格式请转成 DOCX、PDF 或 TXT / "
            "save UTF-16 without BOM as UTF-8; convert anything else to DOCX, PDF or TXT",
        )
    raise BrokenFile(path, f"第 {nul} 字节是 NUL，文件已损坏 / damaged: byte {nul} is NUL", _HINT)
