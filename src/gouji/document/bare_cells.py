"""Tables that lost their lines: one cell a line and nothing else that tells the rows apart.

Only what repeats is believed: rows of the same count of names and numbers, one below the other,
below as many short lines that name the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.document.continued import repeated_heads
from gouji.document.grid import Place, build
from gouji.document.lines import Line
from gouji.document.model import Span, Table
from gouji.document.noise import is_page

_AMOUNT = re.compile(
    r"[≥≤＞＜><+\-−－]?\s?(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]{1,12})(?:[.．][0-9０-９]{1,6})?"
    r"\s?(?:[%％]|[\u4e00-\u9fff㎡]{1,3})?|[-—－/]{1,2}"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年度?")
_PROSE = re.compile(r"[。；！？;!?：:\t|#*]|，(?![0-9０-９])|^(?:[-•·●]\s|[一二三四五六七八九十]{1,3}、)")
_COLUMN = re.compile(
    r"序号|项目|名称|类别|指标|科目|内容|单位|地区|乡镇|方向|来源|用途|预算|决算|执行|支出|收入|资金|金额"
    r"|完成|合计|小计|数量|数$|率$|占比|得分|分值|年度|备注|增减|到位|下达|安排|拨付|结余|20[0-9]{2}年|补助|补贴|投资"
    r"|^(?:中央|省本?级|市本?级|县本?级|区本?级)$|^(?:县[（(]市、?区[)）]|[县市州]区|县市区?|市州|市[（(]州[)）])$"
    r"|[（(](?:[亿万千百]?元|[万千]?[人户个名家所项次套栋处座台辆件公里米吨亩盏株㎡平方%％]{1,3})(?:/[年月人户])?[）)]$"
)
# 质量指标 names a row of a table of indicators, never a column.
_INDICATOR = re.compile(r"(?:产出|数量|质量|时效|成本|效益|(?:社会|经济|生态)效益|可持续影响|满意度)指标")
_TITLE = re.compile(r"(?:表|情况|明细|统计|如下)$|20[0-9]{2}年")
_TOTAL = re.compile(r"[合总小]\s{0,4}计|总\s{0,4}[分额数]")
# One row as kinds of cells: a serial, names, numbers; then rows of the same kind.
_SERIAL = re.compile(r"(NW{1,3}N{1,12})\1+(?!N)")
_NAMED = re.compile(r"(W{1,3}N{1,12})\1+(?!N)")
_LONGEST = 24
_FEWEST_NUMBERS = 3
_FEWEST = 8
_MOST = 2000


def bare_cell_tables(text: str, lines: Sequence[Line], noise: Sequence[Span]) -> list[Table]:
    """Every table that came out one cell a line without any mark.

    Args:
        text: The text.
        lines: The lines outside other tables, in order.
        noise: Spans to leave out of a cell's text.
    """
    tables: list[Table] = []
    for run in _runs(text, lines):
        if len(run) >= _FEWEST:
            tables += _tables(text, run, noise)
    return tables


def is_amount(content: str) -> bool:
    """Whether a cell holds a number (with ≥, % or a unit), or the dash of an empty one; a year does not."""
    return _AMOUNT.fullmatch(content) is not None and _YEAR.fullmatch(content) is None


def names_columns(cells: Sequence[str]) -> bool:
    """Whether cells are the head 表头 of a table: none a number, two and half of them such words."""
    known = _known(cells)
    if any(_INDICATOR.fullmatch(cell) for cell in cells):
        return False
    return known >= 2 and known * 2 >= len(cells) and not any(is_amount(cell) for cell in cells)


def _known(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if _COLUMN.search("".join(cell.split())))


def _runs(text: str, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Short lines without marks of a sentence, all the same distance apart."""
    run: list[Line] = []
    apart, over_page = 0, False
    for line in lines:
        # 其中：当年财政拨款 names a row of the funds, it is no sentence.
        words = text[line.start : line.end].removeprefix("其中：").removeprefix("其中:")
        if line.end - line.start > _LONGEST or _PROSE.search(words):
            if run:
                yield run
                run = []
            over_page = False
            continue
        if is_page(words):
            over_page = True
            continue
        ends = not over_page and (line.breaks > 2 or (len(run) > 1 and line.breaks != apart))
        if run and (ends or len(run) == _MOST):
            yield run
            run = []
        if run and not over_page:
            apart = line.breaks
        over_page = False
        run.append(line)
    if run:
        yield run


def _tables(text: str, run: Sequence[Line], noise: Sequence[Span]) -> Iterator[Table]:
    contents = [text[line.start : line.end] for line in run]
    again = repeated_heads(contents, names_columns)
    if again:
        run = [line for at, line in enumerate(run) if at not in again]
        contents = [content for at, content in enumerate(contents) if at not in again]
    kinds = "".join("N" if is_amount(content) else "W" for content in contents)
    if kinds.count("N") < 2:
        return
    position = 0
    while body := _body(contents, kinds, position):
        start, end, width = body
        head = start - width
        position = end
        titled = _has_title(contents, head, start)
        head -= titled
        if not titled and _is_nameless(contents, kinds, body):
            end = _with_total(contents, kinds, body)
            yield _built(text, run, range(head + 1, end), width, end - body[1], set(), noise, nameless=True)
            position = end
            continue
        if head < 0 or not names_columns(contents[head : head + width]):
            continue
        if not titled and _is_shifted(contents, head, start):
            continue
        titles = {start - 1} if titled else set()
        end = _with_groups(kinds, start, end, width, titles) if titled else _with_total(contents, kinds, body)
        last = 0 if titled else end - body[1]
        yield _built(text, run, range(head, end), width, last, titles, noise)
        position = end


def _is_nameless(contents: Sequence[str], kinds: str, body: tuple[int, int, int]) -> bool:
    """Whether a head names the columns of numbers and has no name for that of the names: 年初预算数, 执行数, 执行率."""
    start, _, width = body
    first = start - width + 1
    if first < 0 or kinds[start : start + width] != "W" + "N" * (width - 1) or width - 1 < _FEWEST_NUMBERS:
        return False
    heads = contents[first:start]
    above = contents[first - 1] if first else ""
    shifted = _COLUMN.search("".join(above.split())) is not None or contents[start - 1] in ("备注", "说明")
    return _known(heads) == len(heads) and names_columns(heads) and not shifted


def _has_title(contents: Sequence[str], head: int, start: int) -> bool:
    """Whether the name of a group 第一标段 stands between the head and the first row."""
    if head < 1 or _COLUMN.search(contents[start - 1]) is not None:
        return False
    return names_columns(contents[head - 1 : start - 1]) and _known(contents[head - 1 : start - 1]) >= _known(
        contents[head:start]
    )


def _with_groups(kinds: str, start: int, end: int, width: int, titles: set[int]) -> int:
    """The end of the groups that follow the first, each a name and rows like those above; the names go into *titles*."""
    row = kinds[start : start + width]
    while kinds[end : end + 1] == "W" and kinds[end + 1 : end + 1 + 2 * width] == row * 2:
        titles.add(end)
        end += 1
        while kinds[end : end + width] == row and kinds[end + width : end + width + 1] != "N":
            end += width
    return end


def _is_shifted(contents: Sequence[str], head: int, start: int) -> bool:
    """Whether the rows lost empty cells, so that the columns begin further up or end in 备注 over a number."""
    above = contents[head - 1] if head else ""
    begins_above = len(above) < 9 and _COLUMN.search(above) is not None and not _TITLE.search(above)
    return begins_above or contents[start - 1] in ("备注", "说明")


def _body(contents: Sequence[str], kinds: str, position: int) -> tuple[int, int, int] | None:
    """Where the next rows begin and end, and how many cells each has."""
    for match in _SERIAL.finditer(kinds, position):
        width = len(match[1])
        serials = contents[match.start() : match.end() : width]
        if serials == [str(at) for at in range(1, len(serials) + 1)]:
            return match.start(), match.end(), width
    named = _NAMED.search(kinds, position)
    return (named.start(), named.end(), len(named[1])) if named else None


def _with_total(contents: Sequence[str], kinds: str, body: tuple[int, int, int]) -> int:
    """The end of the rows, a total 合计 behind them included that has all numbers but fewer names."""
    start, end, width = body
    numbers = len(kinds[start : start + width]) - len(kinds[start : start + width].rstrip("N"))
    if end >= len(kinds) or not _TOTAL.fullmatch(contents[end]):
        return end
    behind = kinds[end + 1 :]
    found = len(behind) - len(behind.lstrip("N"))
    return end + 1 + numbers if found == numbers else end


def _built(
    text: str,
    run: Sequence[Line],
    cells: range,
    width: int,
    total: int,
    titles: set[int],
    noise: Sequence[Span],
    *,
    nameless: bool = False,
) -> Table:
    """The table of these cells; the last *total* ones are a row whose numbers stand on the right."""
    regular = cells.stop - (total if total != width else 0)
    before = run[cells.start].start
    places = [Place(0, 0, before, before)] if nameless else []
    row, column = 0, len(places)
    for at in range(cells.start, regular):
        places.append(Place(row, column, run[at].start, run[at].end))
        column += 1
        if at in titles or column == width:
            row, column = row + 1, 0
    rest = run[regular : cells.stop]
    for at, line in enumerate(rest):
        places.append(Place(row, width - len(rest) + at if at else 0, line.start, line.end))
    table = build(text, places, noise)
    return replace(table, start=run[cells.start].start, end=run[cells.stop - 1].end)
