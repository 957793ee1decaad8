"""Readers: a report file → ``Document``.

Adding a format is adding a module here with ``SUFFIXES``, a tuple like ``(".txt",)``, and
``load(path: Path) -> Document``. What it needs is imported inside ``load``.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from gouji.document.model import Document
from gouji.errors import BrokenFile, EmptyDocument, InputError, NotAReport
from gouji.formats.content import by_suffix, kind_of

__all__ = ["Format", "read", "readable_suffixes"]

_LARGEST = 512 << 20
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_NUMBER = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千万亿两][万亿元个名人次项场年月日家户条件倍成]")
_CONTAINERS = {".docx", ".xlsx", ".pdf"}


class Format(Protocol):
    """What a module of this package offers."""

    SUFFIXES: tuple[str, ...]

    def load(self, path: Path) -> Document:
        """Read one file."""


def readable_suffixes() -> tuple[str, ...]:
    """Every suffix that has a reader, with its dot, in alphabetical order."""
    return tuple(sorted(_modules()))


def read(path: str | os.PathLike[str], *, name: str | None = None) -> Document:
    """Read a report file.

    The content decides on the reader, then the suffix; a suffix that says something else than
    the content becomes a warning of the document.

    Args:
        path: The file; a str is always a path, never text.
        name: What messages and results call the document; the file's name by default.

    Raises:
        InputError: No such file, a folder, too large, or one of its kinds: UnsupportedFormat,
            BrokenFile, EncryptedFile, EmptyDocument, NotAReport. Every message says what to do.
        MissingExtra: The format needs an optional package.
    """
    path = Path(path)
    digest = _digest(path)
    kind, warnings = _reader_for(path)
    document = _load(kind, path)
    _refuse_other_text(path, document)
    return replace(document, name=name or path.name, sha256=digest, warnings=(*warnings, *document.warnings))


@cache
def _modules() -> dict[str, str]:
    """The module for every suffix."""
    found: dict[str, str] = {}
    for module in iter_modules(__path__):
        reader = import_module(f"{__name__}.{module.name}")
        for suffix in getattr(reader, "SUFFIXES", ()):
            found[suffix] = module.name
    return found


def _load(suffix: str, path: Path) -> Document:
    reader = cast(Format, import_module(f"{__name__}.{_modules()[suffix]}"))
    try:
        return reader.load(path)
    except (OSError, MemoryError, RecursionError) as error:
        raise InputError(path, f"读取失败 / cannot be read: {type(error).__name__}: {error}") from error


def _digest(path: Path) -> str:
    """SHA-256 of the bytes, once it is clear that there is a file with bytes."""
    try:
        if path.is_dir():
            raise InputError(
                path, "这是文件夹，不是文件 / a folder, not a file", "请给出其中的文件 / name a file in it"
            )
        if not path.exists():
            hint = "请检查路径；文字请用 Document.from_text / check the path; for text use Document.from_text"
            raise InputError(path, "没有这个文件 / no such file", hint)
        if not path.is_file():
            raise InputError(path, "不是普通文件 / not a regular file")
        size = path.stat().st_size
        if size > _LARGEST:
            raise InputError(
                path, f"文件有 {size >> 20} MB，上限 512 MB / {size >> 20} MB, the limit is 512 MB"
            )
        if size == 0:
            raise EmptyDocument(
                path, "空文件，0 字节 / an empty file, 0 bytes", "请重新获取文件 / fetch it again"
            )
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise InputError(
            _short(path), f"无法读取 / cannot be read: {getattr(error, 'strerror', error)}"
        ) from None


def _short(path: Path) -> str:
    """The path, cut where somebody passed a whole text as a path."""
    shown = str(path).replace("\x00", "\\0")
    return shown if len(shown) <= 200 else shown[:200] + "…"


def _reader_for(path: Path) -> tuple[str, tuple[str, ...]]:
    """The suffix whose reader fits, and a warning where the file's own suffix says another."""
    suffix = path.suffix.lower()
    kind = kind_of(path)
    own = _modules().get(suffix)
    if kind:
        if kind not in _modules():
            raise InputError(path, f"没有 {kind} 的读取器 / no reader for {kind}")
        if own == _modules()[kind] or (own is None and not suffix) or (kind == ".html" and own == "markdown"):
            return (suffix if own else kind), ()
        warning = (
            f"后缀是 {suffix}，内容是 {kind}，按内容读取 / the suffix says {suffix}, the content is {kind}"
        )
        return kind, (warning,)
    if suffix in _CONTAINERS:
        raise BrokenFile(
            path,
            f"后缀是 {suffix}，内容却不是 / the suffix says {suffix}, the content does not",
            "文件可能已损坏，或改过后缀名；请重新获取 / damaged or renamed: fetch it again",
        )
    if error := by_suffix(path):
        raise error
    return (suffix if own else ".txt"), ()


def _refuse_other_text(path: Path, document: Document) -> None:
    text = document.text
    if not text or text.isspace():
        raise EmptyDocument(path, "没有文字，只有空白 / no text, only blanks")
    if not _CHINESE.search(text):
        raise NotAReport(
            path, "没有中文，不是绩效自评报告 / no Chinese: not a performance self-evaluation report"
        )
    if not _NUMBER.search(text):
        raise NotAReport(path, "没有任何数字，没有可核对的内容 / no figures: nothing that could be checked")
