"""Building HTML that nothing in a report can break out of."""

from __future__ import annotations

import re
from html import escape as _escape

# Not allowed in HTML even as references: most controls, half surrogates, noncharacters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_VOID = frozenset({"br", "col", "hr", "input", "link", "meta", "wbr"})


class Markup(str):
    """A string that is HTML already; every other string is text and gets escaped."""

    __slots__ = ()


def legal(text: str) -> str:
    """The text with characters that HTML cannot hold shown as U+FFFD, one for one."""
    return _ILLEGAL.sub("\ufffd", text)


def escape(text: str) -> Markup:
    """Text as HTML, in content and in quoted attributes; its length in characters is kept."""
    # A bare carriage return would be read as a line feed.
    return Markup(_escape(legal(text)).replace("\r", "&#13;"))


def join(*parts: object) -> Markup:
    """Pieces one after the other; ``None`` is nothing, text is escaped."""
    return Markup("".join(_piece(part) for part in parts))


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """An element. ``class_`` and ``for_`` lose their underscore, others turn it into a hyphen.

    An attribute that is ``None`` or ``False`` is left out, ``True`` stands without a value.
    """
    head = f"<{name}{''.join(_attribute(*pair) for pair in attributes.items())}>"
    if name in _VOID:
        return Markup(head)
    return Markup(f"{head}{join(*children)}</{name}>")


def _piece(part: object) -> str:
    if part is None:
        return ""
    if isinstance(part, Markup):
        return part
    if isinstance(part, (list, tuple)):
        return join(*part)
    return escape(str(part))


def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
