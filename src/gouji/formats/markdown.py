"""Markdown: ``#`` headings and pipe tables; the text stays as it is written."""

from __future__ import annotations

import re
from pathlib import Path

from gouji.document.layout import lay_out
from gouji.document.model import Document, Span
from gouji.formats.decoding import read_text

SUFFIXES = (".md", ".markdown")

_LINE = re.compile(r"[^\r\n]+")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t\u3000]|[^#\s!])")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_RULE = re.compile(r" {0,3}(?:={3,}+|(?:[-*_][ \t]?){3,}+)\s*")


def load(path: Path) -> Document:
    """Read a Markdown file.

    ``#`` lines are headings of that level, lines of code fences and rules are noise, pipe tables
    (with escaped bars) are tables; marks like ``**`` stay in the text.
    """
    text = read_text(path)
    headings, noise = _structure(text)
    return lay_out(text, name=path.name, format="markdown", headings=headings, noise=noise)


def _structure(text: str) -> tuple[dict[int, tuple[int, str]], list[Span]]:
    headings: dict[int, tuple[int, str]] = {}
    noise: list[Span] = []
    fence = ""
    for line in _LINE.finditer(text):
        content = line.group()
        mark = _FENCE.match(content)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
            noise.append(Span(*line.span()))
        elif fence:
            continue
        elif heading := _HEADING.match(content):
            headings[line.start()] = (len(heading[1]), "")
        elif _RULE.fullmatch(content):
            noise.append(Span(*line.span()))
    return headings, noise
