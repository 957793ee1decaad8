"""Characters of the text with everything that lies on them, cut where anything begins or ends.

One pass from the first character to the last: time and size grow with the text and the number of
marks, however they overlap.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from gouji.figures.figure import Figure
from gouji.renderings.amounts import grouped
from gouji.renderings.page.anchors import Anchors, Mark
from gouji.renderings.page.markup import Markup, escape, join, tag
from gouji.renderings.words import Lang, word

_KINDS = "bapriuo"
_TOLD = 6
"""How many of the records on one piece are named; more than that says nothing to a reader."""

_WRAP = re.compile(r"[^\S\n]*+\n\s*+")


class Flow:
    """Writes stretches of the text; they must be asked for in order.

    Without *linked* nothing has a name or leads anywhere, as in a notebook, where names would clash.
    """

    def __init__(self, anchors: Anchors, lang: Lang, *, linked: bool = True) -> None:
        document = anchors.report.document
        self._anchors = anchors
        self._lang: Lang = lang
        self._linked = linked
        self._text = document.text
        self._noise = document.is_noise
        self._pages = {start: number for number, start in enumerate(document.pages, 1) if number > 1}
        self._marks = anchors.marks
        self._mark_ends = sorted((mark.end, _KINDS.index(mark.kind)) for mark in self._marks)
        self._figures = anchors.figures
        self._cuts = self._all_cuts()
        self._next_mark = self._next_end = self._next_figure = 0
        self._open_marks: list[Mark] = []
        self._open_figures: list[Figure] = []
        self._counts = [0] * len(_KINDS)

    def _all_cuts(self) -> list[int]:
        document = self._anchors.report.document
        cuts = {place for mark in self._marks for place in (mark.start, mark.end)}
        cuts.update(place for figure in self._figures for place in (figure.start, figure.end))
        cuts.update(place for span in document.noise for place in (span.start, span.end))
        cuts.update(self._pages)
        return sorted(cuts)

    def write(self, start: int, end: int, *, cell: bool = False) -> Markup:
        """The characters from *start* to *end*; in a cell, line ends after a stop are kept."""
        inner = self._cuts[bisect_left(self._cuts, start + 1) : bisect_left(self._cuts, end)]
        pieces = (self._piece(*ends, cell) for ends in pairwise([start, *inner, end]) if ends[0] < ends[1])
        return join(*pieces)

    def _piece(self, start: int, end: int, cell: bool) -> Markup:
        names = self._advance(start)
        text = self._text[start:end]
        page = self.page_break(start)
        if text.isspace():
            return join(page, [tag("i", id=name) for name in names], _blank(text))
        body = _wrapped(text, cell)
        if self._noise(start):
            return join(page, [tag("i", id=name) for name in names], tag("span", body, class_="n"))
        figure = self._open_figures[-1] if self._open_figures else None
        if figure is None:
            return join(page, self._marked(body, names, start))
        return join(page, self._figured(body, figure, names, start))

    def page_break(self, start: int) -> Markup | None:
        """The sign that a page begins here; written once."""
        number = self._pages.pop(start, None)
        return None if number is None else tag("i", class_="pg", data_p=word("page_n", self._lang, n=number))

    def _advance(self, position: int) -> list[str]:
        """Open and close what begins and ends up to here; the names of what begins right here."""
        names = []
        while self._next_mark < len(self._marks) and self._marks[self._next_mark].start <= position:
            mark = self._marks[self._next_mark]
            self._next_mark += 1
            self._counts[_KINDS.index(mark.kind)] += 1
            self._open_marks.append(mark)
            names.append(mark.id)
        while self._next_end < len(self._mark_ends) and self._mark_ends[self._next_end][0] <= position:
            self._counts[self._mark_ends[self._next_end][1]] -= 1
            self._next_end += 1
        while self._next_figure < len(self._figures) and self._figures[self._next_figure].start <= position:
            self._open_figures.append(self._figures[self._next_figure])
            self._next_figure += 1
        # What has ended below the top of a stack is dropped when it comes up.
        while self._open_marks and self._open_marks[-1].end <= position:
            self._open_marks.pop()
        while self._open_figures and self._open_figures[-1].end <= position:
            self._open_figures.pop()
        return names if self._linked else []

    def _classes(self) -> str:
        return "".join(f" {kind}" for kind, count in zip(_KINDS, self._counts) if count)

    def _records(self, position: int) -> list[str]:
        """The records on this piece, innermost first, the first few of them."""
        found: list[str] = []
        for mark in self._open_marks[: -_TOLD - 1 : -1]:
            if mark.end > position and mark.record not in found:
                found.append(mark.record)
        return found

    def _marked(self, body: Markup, names: list[str], start: int) -> Markup:
        records = self._records(start)
        if not records:
            return body
        return self._link(body, "m" + self._classes(), names, records[0], records[1:])

    def _figured(self, body: Markup, figure: Figure, names: list[str], start: int) -> Markup:
        place = (figure.start, figure.end)
        state = self._anchors.states.get(place, "plain")
        classes = f"f {state}{' m' if self._open_marks else ''}{self._classes()}"
        target = self._anchors.links.get(place)
        records = self._records(start)
        first = figure.start == start
        if target is None and not records:
            return tag("span", body, class_=classes)
        own = [self._anchors.figure(figure), *names] if first else names
        others = [record for record in records if record != target]
        target, others = (target, others) if target else (others[0], others[1:])
        return self._link(body, classes, own, target, others, title=_reading(figure) if first else None)

    def _link(
        self,
        body: Markup,
        classes: str,
        names: list[str],
        target: str,
        others: list[str],
        title: str | None = None,
    ) -> Markup:
        """A piece that leads to *target*; pieces that only go on are passed over by the tab key."""
        if not self._linked:
            return tag("span", body, class_=classes, title=title)
        further = [tag("i", id=name) for name in names[1:]]
        link = tag(
            "a",
            body,
            id=names[0] if names else None,
            class_=classes,
            href=f"#{target}",
            data_r=" ".join(others) or None,
            tabindex=None if names else "-1",
            title=title,
        )
        return join(further, link)


def _reading(figure: Figure) -> str | None:
    """An amount in 元, where the print is in another unit."""
    if figure.dimension != "money" or figure.value is None or figure.unit == figure.base_unit:
        return None
    return f"= {grouped(figure.value)} {figure.base_unit}"


def _blank(text: str) -> Markup:
    """White space: HTML's own as it is, other kinds hidden."""
    return escape(text) if not text.strip(" \t\n\r\f") else tag("i", text, class_="w")


def _wrapped(text: str, cell: bool) -> Markup:
    """Text whose line ends are there but not seen, save between Latin words or, in a cell, after a stop."""
    return join(*_lines(text, cell)) if "\n" in text else escape(text)


def _lines(text: str, cell: bool) -> Iterator[Markup]:
    at = 0
    for found in _WRAP.finditer(text):
        before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
        yield escape(text[at : found.start()])
        if before.isascii() and after.isascii() and before.isalpha() and after.isalpha():
            yield escape(found.group())
        else:
            kept = cell and before in "。；;！？"
            yield tag("i", found.group(), class_="l" if kept else "w")
        at = found.end()
    yield escape(text[at:])
