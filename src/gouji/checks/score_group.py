"""SCORE-GROUP 分组分值: the rows under a head are worth what the head prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.checks import proposes
from gouji.checks.reading.forms.form import SATISFACTION, Entry, Form, Group, figure_of, forms
from gouji.checks.reading.forms.points import Term, summed, terms
from gouji.facts import Facts
from gouji.findings import Constant, Operand, Relation, Sum
from gouji.profiles import Profile


@proposes("SCORE-GROUP", title="分组分值", severity="high")
def groups(facts: Facts) -> Iterator[Relation]:
    """The weights of the rows under 产出指标（50分） make 50; a row 小计 has the sums of its rows.

    Formula: 一级指标分值 = Σ 分值 of its rows; 满意度 counts with 效益 or apart from it
    Example: Five rows of 10 under 产出指标（55分）: the rows make 50.
    Undetermined: A row prints no weight, or the head none: no relation. The heads make 100 and all the rows
        do: a row stands under another head than it seems to, so only agreement counts.
    Source: Rule R1; heads of the 项目支出绩效自评表. Profile: ``weights``, where they are binding.
    """
    for form in forms(facts):
        misread = {level: _is_misread(form, level, facts.profile.total) for level in (1, 2)}
        for at, group in enumerate(form.groups):
            for relation in _weights(form, group, form.groups[at + 1 :]):
                yield replace(relation, open_list=misread[group.level])
            yield from _scores(form, group)
            yield from _by_profile(group, facts.profile)


def _is_misread(form: Form, level: int, whole: Decimal) -> bool:
    """Whether the heads make what the rows do: then a row that seems missing stands under another head."""
    heads = [group.weight_figure for group in form.groups if group.level == level and group.weight_figure]
    values = [figure.value for figure in heads if figure.dimension == "score" and figure.value is not None]
    rows = [Term(entry.name, entry.weight, entry.scores) for entry in form.entries]
    made = sum(values, Decimal(0))
    return len(values) > 1 and made == summed(rows) and summed(terms(form, whole)) == whole


def _weights(form: Form, group: Group, later: Sequence[Group]) -> Iterator[Relation]:
    if group.weight_figure is None:
        return
    stated = Operand("group", f"{group.label}（分值）", group.weight_figure)
    sums = [parts for entries in _compositions(form, group, later) if (parts := _parts(form, entries))]
    alike = [parts for parts in sums if all(part.figure and part.figure.base_unit == "分" for part in parts)]
    if alike and group.weight_figure.dimension == "score":
        named = (group.weight.operand("head", group.label, form.sheet.document),) if group.weight else ()
        first, *others = [Relation(stated, Sum(parts), beside=named) for parts in alike]
        yield replace(first, readings=tuple(others))


def _compositions(form: Form, group: Group, later: Sequence[Group]) -> list[tuple[Entry, ...]]:
    """The rows of a group; without those on 满意度; with those that follow under a head without points."""
    found = [group.entries]
    if not SATISFACTION.search(group.label):
        apart = tuple(entry for entry in group.entries if not _satisfaction(entry))
        if apart and len(apart) < len(group.entries):
            found.append(apart)
        following = next((other for other in later if other.level == group.level), None)
        if following and following.weight_figure is None and SATISFACTION.search(following.label):
            found.append((*group.entries, *following.entries))
    return found


def _satisfaction(entry: Entry) -> bool:
    return SATISFACTION.search(entry.level2 or entry.name) is not None


def _parts(form: Form, entries: Sequence[Entry]) -> tuple[Operand, ...]:
    """The weights of some rows; none where a weight is blank."""
    slots = [(entry, entry.weight) for entry in entries if entry.weight is not None]
    if any(figure_of(slot) is None for _, slot in slots):
        return ()
    document = form.sheet.document
    return tuple(slot.operand("weight", f"{entry.name}（分值）", document) for entry, slot in slots)


def _scores(form: Form, group: Group) -> Iterator[Relation]:
    given = figure_of(group.score)
    slots = [(entry, entry.score) for entry in group.entries if entry.score is not None]
    if given is None or not slots or any(figure_of(slot) is None for _, slot in slots):
        return
    document = form.sheet.document
    parts = tuple(slot.operand("score", f"{entry.name}（得分）", document) for entry, slot in slots)
    yield Relation(Operand("group", f"{group.label}（得分）", given), Sum(parts))


def _by_profile(group: Group, profile: Profile) -> Iterator[Relation]:
    """Where a place fixes the weights, the printed one is the fixed one."""
    figure = group.weight_figure
    if not profile.weights_binding or figure is None or group.level != 1 or figure.dimension != "score":
        return
    for word, weight in profile.weights:
        if word in group.label:
            stated = Operand("head", f"{group.label}（分值）", figure)
            yield Relation(stated, Constant(f"{profile.title}规定", weight, "分"), severity="low")
            return
