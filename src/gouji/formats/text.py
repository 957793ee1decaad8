"""Plain text: UTF-8, UTF-16 with BOM, GB18030."""

from __future__ import annotations

from pathlib import Path

from gouji.document.layout import lay_out
from gouji.document.model import Document
from gouji.formats.decoding import read_text

SUFFIXES = (".txt", ".text")


def load(path: Path) -> Document:
    """Read a text file; line ends stay as they are, so offsets count decoded characters."""
    text = read_text(path)
    pages = [0, *(at + 1 for at, character in enumerate(text) if character == "\f")] if "\f" in text else []
    return lay_out(text, name=path.name, format="text", pages=pages)
