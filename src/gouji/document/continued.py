"""Tables that the end of a page cuts in two: the number of the page, and the head once more 续表."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from gouji.document.grid import is_regular
from gouji.document.model import Cell, Table
from gouji.document.noise import is_page

_BARE = re.compile(r"[0-9０-９]{1,3}")
_GOES_ON = re.compile(
    r"(?:[（(]?\s?续\s?(?:上?表|前表)?\s?[一二三四五六七八九十0-9]{0,3}\s?[)）]?|[（(]?(?:接|续)上[页表][)）]?|(?:转|接)下页)?"
    r"\s*+(?:[（(]?(?:金额)?单\s?位[：:]\s?[^\s。；，]{1,6}[)）]?)?"
)
_TOTAL = re.compile(r"[合总共]\s{0,4}计|总\s{0,4}[分额数]")
_APART = 80
_FEWEST = 3
_WIDEST = 14
_MOST = 4000


def join_continued(text: str, tables: Sequence[Table]) -> list[Table]:
    """The tables in order, each with what follows it on the next page below the same head.

    Args:
        text: The document's text.
        tables: Tables, apart and in order.
    """
    joined: list[Table] = []
    for table in tables:
        if joined and _goes_on(text, joined[-1], table):
            joined[-1] = _joined(joined[-1], table)
        else:
            joined.append(table)
    return joined


def _goes_on(text: str, above: Table, below: Table) -> bool:
    if (
        below.start - above.end > _APART
        or len(above.cells) > _MOST
        or above.n_columns != below.n_columns
        or above.n_columns < 2
    ):
        return False
    between = [line.strip() for line in text[above.end : below.start].split("\n")]
    if not all(
        not line or is_page(line) or _BARE.fullmatch(line) or _GOES_ON.fullmatch(line) for line in between
    ):
        return False
    head, again = _words(above, 0), _words(below, 0)
    last = _words(above, above.n_rows - 1)
    ended = any(_TOTAL.fullmatch(cell) for cell in last[:2])
    return head == again and len(head) > 1 and not _numbered(head) and not ended and below.n_rows > 1


def _words(table: Table, row: int) -> list[str]:
    cells = sorted((cell for cell in table.cells if cell.row == row), key=lambda cell: cell.column)
    return ["".join(cell.text.split()) for cell in cells]


def _numbered(head: Sequence[str]) -> bool:
    """Whether a row has a number in a cell: it is none of heads."""
    return any(cell[:1].isdigit() and not cell.endswith("年") for cell in head)


def _joined(above: Table, below: Table) -> Table:
    """One table of both; the head of the second is left out, and what of it stands in two rows."""
    head = 1
    while head < below.n_rows - 1 and head < above.n_rows and _words(above, head) == _words(below, head):
        head += 1
    move = above.n_rows - head
    moved = [_moved(cell, move) for cell in below.cells if cell.row >= head]
    cells = (*above.cells, *moved)
    hidden = above.hidden_rows | {row + move for row in below.hidden_rows if row >= head}
    return replace(
        above, end=below.end, cells=cells, regular=is_regular(cells), hidden_rows=frozenset(hidden)
    )


def _moved(cell: Cell, by: int) -> Cell:
    return replace(cell, row=cell.row + by)


def repeated_heads(contents: Sequence[str], names_columns: Callable[[Sequence[str]], bool]) -> set[int]:
    """Which lines of a table one cell a line are the number of a page, or a head that comes again.

    Args:
        contents: The lines, a cell each; those that are none are empty.
        names_columns: Whether cells are the head of a table.
    """
    again = {at for at, content in enumerate(contents) if is_page(content)}
    first: dict[str, int] = {}
    closed = -1
    for at, content in enumerate(contents):
        if at in again or not content or content[:1].isdigit():
            continue
        if _TOTAL.fullmatch(content):
            closed = at
        elif content in first and closed < first[content] and at - first[content] > _FEWEST:
            width = _alike(contents, first[content], at)
            if width >= _FEWEST and names_columns(contents[at : at + width]):
                again.update(range(at, at + width))
                again.update({at - 1} if _BARE.fullmatch(contents[at - 1]) and _is_over(contents, at) else ())
        first.setdefault(content, at)
    return again


def _is_over(contents: Sequence[str], at: int) -> bool:
    """Whether a bare number above a head is that of a page: the cell before it is no name."""
    return at > 1 and contents[at - 2][-1:] in "0123456789%％"


def _alike(contents: Sequence[str], first: int, second: int) -> int:
    """How many lines are the same from two places on, none of them a number."""
    width = 0
    while (
        width < _WIDEST
        and second + width < len(contents)
        and first + width < second
        and contents[first + width] == contents[second + width]
        and not contents[second + width][:1].isdigit()
    ):
        width += 1
    behind = contents[first + width : first + width + 1]
    # Where no serial follows, a number does behind the name of a row, which is the same in both.
    named = width > 0 and behind and behind[0][:1].isdigit() and behind[0] != "1"
    return width - bool(named)
