"""Reads a page the way a browser would: elements, links, and the text of the article."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"br", "col", "hr", "input", "link", "meta", "wbr"}


class Page(HTMLParser):
    """``text`` is the text content of the article; an element that is not closed in order is an error."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.comments: list[str] = []
        self._open: list[str] = []
        self._inside = 0
        self._text: list[str] = []
        self.around: list[dict[str, str | None]] = []
        """For each character of the article, the attributes of the innermost element that it is in."""
        self._attributes: list[dict[str, str | None]] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
            self._attributes.append(dict(attrs))
            self._inside += tag == "article"

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        self._attributes.pop()
        self._inside -= tag == "article"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._text.append(data)
            self.around += [self._attributes[-1]] * len(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    @property
    def text(self) -> str:
        return "".join(self._text)

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if attributes.get("id")]

    @property
    def links(self) -> list[str]:
        return [attributes["href"] for _, attributes in self.elements if attributes.get("href")]

    def find(self, id: str) -> dict[str, str | None]:
        (found,) = (attributes for _, attributes in self.elements if attributes.get("id") == id)
        return found

    def classed(self, name: str) -> list[dict[str, str | None]]:
        return [each for _, each in self.elements if name in (each.get("class") or "").split()]
