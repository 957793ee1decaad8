"""Points listed in a sentence: 得分依次为14分、22.6分、32分、22分."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji.checks.reading.text.prose import Line, lines
from gouji.facts import Facts
from gouji.figures.figure import Figure

_LISTED = re.compile(
    r"(?:得分|得|评分|分数)(?:情况)?(?:依次|分别)(?:为|是|得)?：?$|(?:依次|分别)(?:得分|得)(?:为)?：?$"
    r"|(?:各部分|各项|分项|各类|各维度|一级指标)(?:指标)?(?:得分|评分)(?:情况)?(?:为|是|如下)：?[一-龥]{2,10}$"
)
_BETWEEN = re.compile(r"(?:（·*）)?[、，；和及][一-龥]{0,10}")
_FULL = re.compile(r"（(?:满分|分值|权重)(?:为|：)?$")
_TOTAL = re.compile(r"合计|总计|总分|总得分|共计|共得")
_WORTH = re.compile(r"其中|分值|权重|满分|设")
_NAME = re.compile(r"[一-龥]{2,8}$")


@dataclass(frozen=True)
class Listed:
    """Scores that stand side by side, with what each is worth and called, where the sentence says so."""

    line: Line
    scores: tuple[Figure, ...]
    names: tuple[str, ...]
    weights: tuple[Figure, ...]
    total: Figure | None = None


def listed_scores(facts: Facts) -> Iterator[Listed]:
    """Every list of three scores or more behind 得分依次为 or 分别为."""
    figures = sorted(
        (each for each in facts.figures if each.dimension == "score"), key=lambda each: each.start
    )
    starts = [figure.start for figure in figures]
    for line in lines(facts):
        low, high = bisect_left(starts, line.block.start), bisect_left(starts, line.block.end)
        inline = figures[low:high]
        own = [figure for figure in inline if line.masked[line.at(figure.start)] != "·"]
        for at, figure in enumerate(own):
            if _LISTED.search(line.text[max(0, line.at(figure.start) - 24) : line.at(figure.start)]):
                run, total = _run(line, own[at:])
                if len(run) >= 3:
                    names, weights = _named(line, own[:at], len(run))
                    names = names or _own_names(line, run)
                    weights = weights or _in_brackets(line, inline, run)
                    yield Listed(line, tuple(run), names, weights, total)


def _run(line: Line, figures: Sequence[Figure]) -> tuple[list[Figure], Figure | None]:
    """The scores of a list, and the total that closes it: …、9.85分，合计94.39分."""
    run = list(figures[:1])
    for first, second in pairwise(figures):
        gap = _gap(line, first, second)
        if not _BETWEEN.fullmatch(gap):
            break
        if _TOTAL.search(gap):
            return run, second
        run.append(second)
    return run, None


def _gap(line: Line, first: Figure, second: Figure) -> str:
    return line.masked[line.at(first.end) : line.at(second.start)]


def _named(line: Line, before: Sequence[Figure], count: int) -> tuple[tuple[str, ...], tuple[Figure, ...]]:
    """The names and weights of a list of as many points right before: 其中决策15分、过程25分 …."""
    listed = list(before[-count:])
    if len(listed) < count or not _WORTH.search(line.text[: line.at(listed[0].start)]):
        return (), ()
    names = [_NAME.search(line.text[: line.at(figure.start)]) for figure in listed]
    if any(name is None for name in names):
        return (), ()
    words = [re.sub(r"^(?:其中|设)", "", name[0]) for name in names if name is not None]
    return tuple(words), tuple(listed)


def _own_names(line: Line, run: Sequence[Figure]) -> tuple[str, ...]:
    """The names right before the scores, if every score bears one."""
    found = [re.search(r"[一-龥]{2,10}$", line.masked[: line.at(figure.start)]) for figure in run]
    names = [re.sub(r"^.*[为是]", "", name[0]) for name in found if name is not None]
    return tuple(names) if len(names) == len(run) and all(names) else ()


def _in_brackets(line: Line, inline: Sequence[Figure], run: Sequence[Figure]) -> tuple[Figure, ...]:
    """The full marks in the bracket behind each score: 过程指标18.6分（满分20分）."""
    found = [
        following
        for figure, following in pairwise(inline)
        if figure in run and _FULL.search(line.text[: line.at(following.start)])
    ]
    return tuple(found) if len(found) == len(run) else ()
