"""ROUND-APPROX 概数一致: an amount said roughly covers the amount that is printed exactly."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from gouji.checks import proposes
from gouji.checks.reading.mentions.collected import Key, Mention, mentions
from gouji.checks.reading.mentions.groups import comparable, reference_of
from gouji.checks.reading.mentions.kinship import bare_name, same_name
from gouji.checks.reading.names.keys import is_batch, is_single, period_in
from gouji.checks.reading.tables.grid import grids
from gouji.checks.reading.text.nodes import Node, passages
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Relation

_ROUGH = frozenset({"approx", "near", "over"})
_AIMS = re.compile(r"目标|计划|力争|预计|预期|拟|≥|≤|不低于|不少于|应|标准")
_EACH = re.compile(r"[生人户村校亩车床均]均|平均|每|单[位方台]")
_NEXT = re.compile(r"(?:19|20)\d\d年度?(?:拟|计划|预计|力争)|下一?年|明年|次年")
_TARGET_HEAD = re.compile(r"目标|指标值|计划|预算")
_BOUND = re.compile(r"不少于|不低于|不超过|不高于|大于|小于|达到?$|≥|≤")
_TOLD = re.compile(r"实际|已|累计|共(?!同)|全年|截至")
LEAST = 4
"""How many characters of their names two amounts must share at the end."""


class _Place(NamedTuple):
    name: str
    figure: Figure
    group: int
    period: str | None


@proposes("ROUND-APPROX", title="概数一致", severity="low")
def approximate(facts: Facts) -> Iterator[Relation]:
    """A figure said roughly (约, 近, 逾, 余, or in 亿元) covers the exact figure of the same name.

    Formula: 精确数 ∈ 概数区间: 约 ±5 %, 近 (0.9 v, v], 逾 [v, 1.5 v), N余 up to the next step
    Example: 200多万次 covers 231万; 近25亿元 covers 248,150.9万元; 3.6亿元 for 36,760.4万元 is cut off, not rounded.
    Undetermined: No exact figure of the report bears the name.
    Source: Prose that restates amounts of other sections and of the 自评表.
    """
    yield from _of_totals(mentions(facts))
    rough, exact = _places(facts)
    index: dict[str, list[_Place]] = {}
    for place in exact:
        index.setdefault(bare_name(place.name)[-LEAST:], []).append(place)
    for place in rough:
        found = index.get(bare_name(place.name)[-LEAST:], [])
        same = [other for other in found[:40] if _of_one_thing(place, other)]
        if same:
            yield _relation(place, same)


def _of_totals(found: Sequence[Mention]) -> Iterator[Relation]:
    """Estimates of an account or a total whose exact amount is printed under the same key."""
    groups: dict[Key, list[Mention]] = {}
    for mention in found:
        key = comparable(mention) if mention.plain else None
        if key is not None:
            groups.setdefault(key, []).append(mention)
    before: Mention | None = None
    for mention in found:
        key = comparable(mention) if mention.rough else None
        if key is not None and key in groups and set(mention.figure.modifiers) <= _ROUGH:
            exact = reference_of(groups[key])
            relation = Relation(mention.operand("approximate"), exact.operand("exact"), scope=mention.scope)
            beside = before if before is not None and before.group == mention.group else None
            # 支出6,841.72万元，约6,842万元: it says again what stands right before it.
            own = (replace(relation, expected=beside.operand("exact")),) if beside is not None else ()
            yield replace(relation, readings=own)
        before = mention


def _relation(place: _Place, same: list[_Place]) -> Relation:
    cut = not place.figure.modifiers
    readings = [
        Relation(
            Operand("approximate", place.name, place.figure),
            Operand("exact", other.name, other.figure),
            severity="info" if cut else None,
        )
        for other in same[:4]
    ]
    return replace(readings[0], readings=tuple(readings[1:]))


def _of_one_thing(rough: _Place, exact: _Place) -> bool:
    if rough.group == exact.group or rough.figure.dimension != exact.figure.dimension:
        return False
    if (_EACH.search(rough.name) is None) != (_EACH.search(exact.name) is None):
        return False
    units = {rough.figure.base_unit, exact.figure.base_unit} - {""}
    if len(units) > 1 or (rough.period and exact.period and rough.period != exact.period):
        return False
    if not rough.figure.modifiers and rough.figure.unit == exact.figure.unit:
        return False
    return same_name(rough.name, exact.name, LEAST)


def _places(facts: Facts) -> tuple[list[_Place], list[_Place]]:
    """The figures said roughly, and the exact ones they may restate."""
    rough: list[_Place] = []
    exact: list[_Place] = []
    group = 0
    read = passages(facts)
    tails = {
        bare_name(node.label)[-LEAST:]
        for passage in read
        for node in passage.nodes
        if _is_amount(node.figure) and _is_rough(node.figure)
    }
    for passage in read:
        for sentence in passage.sentences():
            group += 1
            if not any(_is_amount(node.figure) and _may_be_named(node.label, tails) for node in sentence):
                continue
            year: str | None = None
            aims = False
            bounded = _is_of_bounds(sentence)
            for node in sentence:
                figure = node.figure
                # 2025年计划安排900万元，改造300户: the year and the plan are of both.
                year = period_in(node.gap, facts.meta.fiscal_year) or year
                aims = "；" not in node.gap and (aims or _NEXT.search(node.clause) is not None)
                if not _is_amount(figure):
                    continue
                if (
                    aims
                    or (bounded and node.after.startswith("以上"))
                    or _AIMS.search(node.clause)
                    or (is_single(node.clause) and figure.dimension == "count")
                ):
                    continue
                place = _Place(node.label, figure, group, year)
                if is_batch(node.clause) or node.subordinate:
                    continue
                if _is_rough(figure):
                    rough.append(place)
                if not figure.modifiers and figure.low is None and _may_be_named(node.label, tails):
                    exact.append(place)
    if rough:
        tabled = _in_tables(facts, group)
        exact.extend(place for place in tabled if _may_be_named(place.name, tails))
    return rough, exact


def _is_of_bounds(sentence: Sequence[Node]) -> bool:
    """Whether a sentence sets targets: 新增托位不少于420个，培训300人次以上, and tells nothing done."""
    bounds = sum(_BOUND.search(node.clause) is not None or node.after.startswith("以上") for node in sentence)
    return bounds > 1 and not any(_TOLD.search(node.clause) for node in sentence)


def _is_amount(figure: Figure) -> bool:
    return figure.dimension in ("money", "count") and not figure.per and figure.value is not None


def _is_rough(figure: Figure) -> bool:
    return _ROUGH.issuperset(figure.modifiers) if figure.modifiers else _coarse(figure)


def _may_be_named(label: str, tails: Collection[str]) -> bool:
    """Whether a label holds the last characters of one of some names: cheap, and it rules out nearly all."""
    return any(tail[-1:] in label and tail[-2:-1] in label for tail in tails)


def _coarse(figure: Figure) -> bool:
    """An amount in 亿元 with at most one decimal says another one roughly."""
    return figure.dimension == "money" and figure.unit == "亿元" and figure.decimals <= 1


def _in_tables(facts: Facts, group: int) -> Iterator[_Place]:
    for grid in grids(facts):
        group += 1
        for row in grid.rows:
            for column, figure in row.figures.items():
                aim = _TARGET_HEAD.search(grid.heads.get(column, "")) is not None
                if (
                    figure.dimension in ("money", "count")
                    and figure.value is not None
                    and not aim
                    and not figure.per
                ):
                    yield _Place(row.head, figure, group, None)
