"""Pieces that lead from a panel to the text: figures, quotations, places with what stands round them."""

from __future__ import annotations

import re

from gouji.facts import Evidence
from gouji.figures.figure import Figure
from gouji.renderings.page.anchors import Anchors
from gouji.renderings.page.markup import Markup, join, tag
from gouji.renderings.words import Lang, word

_WRAP = re.compile(r"[^\S\n]*+\n\s*+")
_LONGEST = 240


def one_line(text: str, longest: int = _LONGEST) -> str:
    """A quotation on one line, hard wraps joined, cut when it is very long."""
    joined = _WRAP.sub("", text).strip()
    return joined if len(joined) <= longest else joined[:longest] + "…"


def figure_link(anchors: Anchors, figure: Figure, text: str | None = None) -> Markup:
    """A figure as printed, leading to its place."""
    shown = one_line(text if text is not None else figure.text)
    return tag("a", shown, class_="fig", href=f"#{anchors.figure(figure)}")


def quotations(anchors: Anchors, name: str, evidence: tuple[Evidence, ...], lang: Lang) -> Markup | None:
    """The first place of a record as a quotation, further ones as numbers; each leads to the text."""
    places = anchors.evidence(name, evidence)
    if not places:
        return None
    (anchor, first), further = places[0], places[1:]
    quote = tag("a", one_line(first.quote), href=f"#{anchor}", class_="quote")
    where = [first.cell or None, word("page_n", lang, n=first.page) if first.page is not None else None]
    noted = [tag("span", note, class_="where") for note in where if note]
    numbers = [tag("a", f"{number}", href=f"#{each}") for number, (each, _) in enumerate(further, 2)]
    more = tag("span", word("further", lang), " ", *_spaced(numbers), class_="where") if numbers else None
    return tag("p", quote, *noted, more, class_="q")


def excerpt(anchors: Anchors, figure: Figure, around: int = 24) -> Markup:
    """A figure with what stands before and after it, on one line."""
    text = anchors.report.document.text
    before = one_line(text[max(figure.start - around, 0) : figure.start].replace("\t", " "))
    after = one_line(text[figure.end : figure.end + around].replace("\t", " "))
    return join("…", before, figure_link(anchors, figure), after, "…")


def _spaced(items: list[Markup]) -> list[Markup]:
    return [join(" ", item) for item in items]
