"""Points of groups side by side with what they are worth: 投入指标15分，自评15分；过程指标25分，自评23.5分."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.forms.earned import FRAMES, KEYS, Earned, Group, scored_lines
from gouji.checks.reading.forms.marks import scores_in, stated_scores
from gouji.checks.reading.text.prose import Line
from gouji.facts import Facts
from gouji.figures.figure import Figure

FEWEST = 3
"""How many groups make a frame."""

MOST = 12
"""How many groups a frame has at most."""

WORTH = 60
"""No group of a frame is worth more points than these."""

_LOST = re.compile(r"(?:扣|[减加]分?|每|不足|低于|高于|达到|少于)[^，。；]{0,8}$")
_LIMIT = re.compile(r"分?(?:（含）)?(?:以[上下内]|[-—~～至到])")
_EARNED = re.compile(
    r"[）)]?[，、：]?(?!其中)[^，。；\d]{0,10}(?:得|自评|评分|评价|评|计|实)[^，。；\d]{0,6}"
)
_SLASH = re.compile(r"（(?:满分|总分|分值|权重|标准分|应得)(?:为|：)?")
_NAME = re.compile(
    r"(?P<name>[一-龥]{2,14}?)(?:指标|部分|方面|类)?(?:满分|分值|权重|总分|标准分|应得)?(?:分|为|是)?[（(，：]?$"
)
_INNER = re.compile(r"其中|包括|[细具]体|下设")
_BETWEEN = re.compile(r"[^。；]{0,30}$")


class Point(NamedTuple):
    """A number of points with its line and the words between the one before and it."""

    line: Line
    figure: Figure
    value: Decimal
    gap: str


def paired_groups(facts: Facts) -> Iterator[Group]:
    """Every stretch of three pairs or more whose weights make the whole; every frame of earned points."""
    points = [point for line, figures in scored_lines(facts) for point in _points(line, figures)]
    at = 0
    while at < len(points):
        pairs = _pairs(points, at, facts.profile.total) or _two_rows(points, at, facts.profile.total)
        if pairs:
            total = _total(facts, points[at : at + 2 * len(pairs)])
            yield Group(tuple(pairs), total, sure=True)
            at += 2 * len(pairs)
        else:
            at += 1
    yield from _framed(facts, points)


def _points(line: Line, figures: Sequence[Figure]) -> Iterator[Point]:
    """The points of a paragraph without those taken off, those of a rule and the limits of a band."""
    end = 0
    for figure in figures:
        start, stop = line.at(figure.start), line.at(figure.end)
        gap = line.text[end:start]
        if figure.value is None or figure.modifiers or figure.low is not None:
            continue
        if _LOST.search(gap) or _LIMIT.match(line.text, stop):
            continue
        yield Point(line, figure, figure.value, gap)
        end = stop


def _pairs(points: Sequence[Point], start: int, whole: Decimal) -> list[Earned]:
    """The pairs from a place on, if their weights make the whole exactly."""
    found: list[Earned] = []
    worth = Decimal(0)
    for at in range(start, min(len(points) - 1, start + 2 * MOST), 2):
        pair = _pair(points[at], points[at + 1])
        if pair is None or pair.weight is None or pair.weight.value is None:
            return []
        if found and _INNER.search(points[at].gap):
            return []
        found.append(pair)
        worth += pair.weight.value
        if worth >= whole:
            lines = len({point.line.block.start for point in points[start : at + 1]})
            together = lines in (1, len(found)) and len(found) >= FEWEST
            return found if worth == whole and together else []
    return []


def _two_rows(points: Sequence[Point], start: int, whole: Decimal) -> list[Earned]:
    """All weights and then all scores: 按照投入10分、产出60分、效果30分的权重，投入得9分，产出得58分，效果得28分."""
    weights: list[Point] = []
    worth = Decimal(0)
    for point in points[start : start + MOST]:
        weights.append(point)
        worth += point.value
        if worth >= whole:
            break
    scores = points[start + len(weights) : start + 2 * len(weights)]
    if worth != whole or len(weights) < FEWEST or len(scores) < len(weights):
        return []
    if any(point.line is not weights[0].line for point in (*weights, *scores)):
        return []
    names = [_named(point.gap) for point in weights]
    alike = all(name and name in score.gap for name, score in zip(names, scores))
    fits = all(score.value <= weight.value <= WORTH for weight, score in zip(weights, scores))
    if not (alike and fits and all("得" in score.gap or "评" in score.gap for score in scores)):
        return []
    return [Earned(name, score.figure, weight.figure) for name, score, weight in zip(names, scores, weights)]


def _named(gap: str) -> str:
    """The last characters of the name before a weight."""
    name = _NAME.search(gap)
    return name["name"][-FEWEST:] if name is not None else ""


def _pair(first: Point, second: Point) -> Earned | None:
    """Weight and score in this order or the other; the score is never more than the weight."""
    if first.line is not second.line:
        return None
    if _EARNED.fullmatch(second.gap):
        weight, score = first, second
    elif _SLASH.fullmatch(second.gap):
        weight, score = second, first
    else:
        return None
    name = _NAME.search(re.sub(r"(?:自评|实)?得?分?(?:为)?$", "", first.gap))
    if not 0 <= score.value <= weight.value <= WORTH:
        return None
    return Earned(name["name"] if name is not None else "", score.figure, weight.figure)


def _total(facts: Facts, run: Sequence[Point]) -> Figure | None:
    """The total that the same paragraphs state, or else the one total of the report."""
    own = {point.figure.start for point in run}
    lines = {point.line.block.start: point.line for point in run}
    near = [figure for line in lines.values() for figure in scores_in(facts, line)]
    for given in (near, stated_scores(facts)):
        others = [figure for figure in given if figure.start not in own]
        # 总分100分，自评96分: what all groups together are worth is not what they earned.
        totals = [figure for figure in others if figure.value != facts.profile.total] or others
        if totals:
            return totals[0] if len({figure.value for figure in totals}) == 1 else None
    return None


def _framed(facts: Facts, points: Sequence[Point]) -> Iterator[Group]:
    """自评得分95.5分，其中：投入15分、过程23.5分、产出34分、效果23分: the groups of a usual frame, right beside the total."""
    for at, point in enumerate(points):
        run: list[Point] = []
        for following in points[at : at + len(KEYS)]:
            alone = following.line is point.line and len(_keys(following.gap)) == 1
            if not alone or following.value > WORTH or (run and not _BETWEEN.fullmatch(following.gap)):
                break
            run.append(following)
        names = [_keys(each.gap)[0] for each in run]
        earned = sum((each.value for each in run), Decimal(0)) != facts.profile.total
        if len(run) < FEWEST or frozenset(names) not in FRAMES or len(set(names)) < len(names) or not earned:
            continue
        totals = {figure.start: figure for figure in scores_in(facts, point.line)}
        beside = [*points[max(0, at - 1) : at], *points[at + len(run) :][:1]]
        near = [totals[each.figure.start] for each in beside if each.figure.start in totals]
        if len({figure.value for figure in near}) == 1:
            parts = tuple(Earned(name, each.figure, None) for name, each in zip(names, run))
            yield Group(parts, near[0], sure=True)


def _keys(words: str) -> list[str]:
    """The groups of a frame that some words name."""
    return [key for key in KEYS if key in re.split("[，。；、：]", words)[-1]]
