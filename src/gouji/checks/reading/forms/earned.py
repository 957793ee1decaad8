"""Points that a text gives group by group: 产出指标35分，得33.00分；效果指标25分，得22.00分."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from gouji.checks.reading.forms.marks import scores_in
from gouji.checks.reading.text.prose import Line, lines
from gouji.facts import Facts
from gouji.figures.figure import Figure

_GOT = re.compile(r"(?:实?得|自评得?|评价得|计|评为|评定为|实得)(?:分|分数)?(?:为|是|：)?$")
_NOT_GOT = re.compile(
    r"应得(?:分)?(?:为)?$|(?:合|总|共|小|累|扣|统|预|设|审|会)计(?:得|得分)?(?:为)?$|扣|平均得分|总得分?(?:为)?$"
)
_NAME = re.compile(r"(?P<name>[一-龥]{2,14}?)(?:[（(]?(?:满分|分值|权重|总分|标准分)(?:为|：)?|[（(])?$")
_FULL = re.compile(r"（(?:满分|分值|权重|标准分)(?:为|：)?[\d.]{1,5}分?）$")
_GAP = re.compile(r"分?[）)]?[，、：]?(?:[^。；（）]{0,18}?)$")
_TAKEN = re.compile(r"扣[减除]?了?$")
_DEDUCTED = re.compile(r"扣[减除]?了?[\d.]+分")
_INNER = re.compile(r"其中|包括")
KEYS = ("预算执行", "执行率", "满意度", "投入", "决策", "过程", "产出", "效益", "效果", "管理")
FRAMES = tuple(
    frozenset(names.split())
    for names in (
        "投入 过程 产出 效果", "投入 过程 产出 效益", "决策 过程 产出 效益", "决策 过程 产出 效果", "决策 管理 产出 效益",
        "预算执行 产出 效益 满意度", "执行率 产出 效益 满意度", "投入 过程 产出 效果 满意度", "投入 过程 产出 效益 满意度",
    )
)  # fmt: skip
MOST = 60
"""How many points of a paragraph are looked at."""


@dataclass(frozen=True)
class Earned:
    """The points of a group, with its name and, where it is printed, what it is worth."""

    name: str
    score: Figure
    weight: Figure | None


@dataclass(frozen=True)
class Group:
    """Points that together make others: those of the whole, or of the group that 其中 takes apart.

    ``sure`` tells that they are all of them: their weights make that of the whole, or they are the groups
    of a usual frame.
    """

    parts: tuple[Earned, ...]
    total: Figure | None
    sure: bool


def earned_groups(facts: Facts) -> Iterator[Group]:
    """The lists of earned points of a report, paragraph by paragraph, and one over all its paragraphs."""
    single: list[Earned] = []
    for line, figures in scored_lines(facts):
        top, inner = _entries(line, figures, {f.start for f in scores_in(facts, line)})
        yield from (_inner_group(head, parts) for head, parts in inner if len(parts) > 1)
        if len(top) > 2 and _is_head(top):
            yield Group(tuple(top[1:]), top[0].score, sure=True)
            single += top[:1]
        elif len(top) > 2 and _distinct(top):
            totals = {f.value: f for f in scores_in(facts, line)}
            total = next(iter(totals.values())) if len(totals) == 1 else None
            yield Group(tuple(top), total, _complete(top, facts.profile.total))
        elif len(top) == 1:
            single += top
    if len(single) > 2 and _distinct(single) and _complete(single, facts.profile.total):
        yield Group(tuple(single), None, sure=True)


_OWN_POINTS = re.compile(r"分?）(?:自评|实际|综合)?(?:得分?|实得)(?:为|：)?")
_WORTH = re.compile(r"(?P<name>[一-龥]{2,14})（(?:满分|分值|权重|标准分)?(?:为|：)?$")
_WORTH_SAID = re.compile(r"(?P<name>[一-龥]{2,14}?)(?:满分|分值|权重|标准分)(?:为|是)?$")
_SAID_WORTH = re.compile(r"[一-龥](?:满分|分值|权重|标准分)(?:为|是)?$")
_THEN_GOT = re.compile(r"，(?:自评|实际|综合)?(?:得分?|实得)(?:为|：)?")
_UP_TO = re.compile(r"扣|加|每|最高|不超过")


def bracketed_points(facts: Facts) -> Iterator[Earned]:
    """产出类（30分）得28分: points right behind the bracket that says what they are out of."""
    for line, figures in scored_lines(facts):
        for worth, score in pairwise(figures):
            place = line.at(worth.start)
            between = line.text[line.at(worth.end) : line.at(score.start)]
            named, told = _WORTH, _OWN_POINTS
            if between[:1] == "，":
                named, told = _WORTH_SAID, _THEN_GOT
            name = named.search(line.text[max(0, place - 24) : place])
            plain = not (worth.modifiers or score.modifiers or worth.value is None or score.value is None)
            if plain and name and not _UP_TO.search(name["name"]) and told.fullmatch(between):
                yield Earned(name["name"], score, worth)


def scored_lines(facts: Facts) -> Iterator[tuple[Line, list[Figure]]]:
    """The paragraphs that print points, with these."""
    figures = sorted((f for f in facts.figures if f.dimension == "score"), key=lambda f: f.start)
    starts = [figure.start for figure in figures]
    for line in lines(facts):
        low, high = bisect_left(starts, line.block.start), bisect_left(starts, line.block.end)
        if low < high:
            yield line, figures[low : min(high, low + MOST)]


def entries(line: Line, figures: Sequence[Figure]) -> list[Earned]:
    """The points of a stretch of a paragraph that stand for themselves."""
    return _entries(line, figures, set())[0]


def _entries(
    line: Line, figures: Sequence[Figure], totals: set[int]
) -> tuple[list[Earned], list[tuple[Earned, list[Earned]]]]:
    """The points of a paragraph that stand for themselves, and those that 其中 puts inside others."""
    top: list[Earned] = []
    inner: list[tuple[Earned, list[Earned]]] = []
    at, opened = 0, False
    kept = [
        f for f in figures if not _TAKEN.search(line.text[max(0, line.at(f.start) - 4) : line.at(f.start)])
    ]
    for before, figure in zip([None, *kept], kept):
        got = _earned(line, before, figure) if figure.start not in totals else None
        if got is None:
            continue
        place = line.at(figure.start)
        between = line.text[at:place]
        if "。" in between or ("；" in between and got.name.startswith(KEYS)):
            opened = False  # 其中：数量20分，得18分；质量15分，得14分；效益指标…
        if top and _INNER.search(re.split("[；。]", between)[-1]):
            opened = True
            inner.append((top[-1], []))
        if opened:
            inner[-1][1].append(got)
        else:
            top.append(got)
        at = line.at(figure.end)
    return top, inner


def _earned(line: Line, before: Figure | None, figure: Figure) -> Earned | None:
    """The points that a figure is, if the words before it say 得 or 计; with the weight right before them."""
    place = line.at(figure.start)
    words = re.split("[。；]", line.text[max(0, place - 40) : place])[-1]
    if before is not None and _FULL.search(words) and line.text[line.at(before.end) : place] == "）":
        words += "得"  # 投入（满分10分）9.5分
    if (
        figure.modifiers
        or figure.value is None
        or not _GOT.search(words)
        or _NOT_GOT.search(words.rpartition("，")[2])
    ):
        return None
    gap = _DEDUCTED.sub("", line.text[line.at(before.end) : place]) if before is not None else ""
    if before is not None and not before.modifiers and _GAP.fullmatch(gap):
        front = line.text[max(0, line.at(before.start) - 20) : line.at(before.start)]
        name = _NAME.search(front)
        within = before.value is not None and before.value >= figure.value
        fits = before.low is None and (within or _SAID_WORTH.search(front) is not None)
        if fits and name is not None and not _GOT.search(front) and not re.search(r"\d分", gap):
            return Earned(name["name"], figure, before)
    bare = _GOT.sub("", words)
    name = re.search(r"[一-龥]{2,14}$", re.split("[，、：]", bare)[-1])
    return Earned(name[0], figure, None) if name is not None else None


def _inner_group(head: Earned, parts: Sequence[Earned]) -> Group:
    whole = head.weight.value if head.weight is not None else None
    return Group(tuple(parts), head.score, whole is not None and _worth(parts) == whole)


def _worth(parts: Sequence[Earned]) -> Decimal | None:
    """What the weights make; ``None`` where one is not printed."""
    values = [
        part.weight.value for part in parts if part.weight is not None and part.weight.value is not None
    ]
    return sum(values, Decimal(0)) if len(values) == len(parts) else None


def _is_head(parts: Sequence[Earned]) -> bool:
    """Whether the first points are those of all the others: 过程25分，得23分。预算编制5分得4分，….

    产出50分、效益30分、满意度10分、执行率10分 stand beside one another, though the first is worth what the others are.
    """
    weight = parts[0].weight
    beside = all(any(key in part.name for key in KEYS) for part in parts)
    return weight is not None and _worth(parts[1:]) == weight.value and not beside


def _distinct(parts: Sequence[Earned]) -> bool:
    return len({part.name for part in parts}) == len(parts)


def _complete(parts: Sequence[Earned], whole: Decimal) -> bool:
    if _worth(parts) is not None:
        return _worth(parts) == whole
    keys = [next((key for key in KEYS if key in part.name), part.name) for part in parts]
    return frozenset(keys) in FRAMES and len(set(keys)) == len(keys)


def flat_total(facts: Facts) -> tuple[str, Figure] | None:
    """The total of a form in plain text, one cell per line: 总分, 100, 95.73 in three lines."""
    found = [
        (name.text, _as_points(score, facts))
        for name, weight, score in zip(lines(facts), lines(facts)[1:], lines(facts)[2:])
        if re.fullmatch(r"(?:自评)?总?(?:得分|分|计)|合计(?:得分)?|总得分", name.text)
        and re.fullmatch(r"100(?:\.0+)?分?", weight.text)
        and re.fullmatch(r"\d{1,2}(?:\.\d{1,2})?分?|100(?:\.0+)?分?", score.text)
    ]
    return found[0] if len(found) == 1 else None


def _as_points(line: Line, facts: Facts) -> Figure:
    """The number of a line as points, though no unit is printed with it."""
    number = line.text.rstrip("分")
    start = line.offsets[0]
    own = next((f for f in facts.figures if f.start == start and f.dimension == "score"), None)
    decimals = len(number.partition(".")[2])
    bare = Figure(
        facts.document.text[start : line.offsets[len(number) - 1] + 1], start, line.offsets[len(number) - 1] + 1,
        number, Decimal(number), "分", "分", "score", decimals=decimals, quantum=Decimal(1).scaleb(-decimals),
    )  # fmt: skip
    return own or replace(bare, flags=frozenset({"bare"}))
