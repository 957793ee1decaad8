"""XREF-EQUAL 前后一致: one quantity that a report prints several times has one value."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from gouji.checks import proposes
from gouji.checks.reading.forms.row_counts import done_in_prose
from gouji.checks.reading.lists.aligned import lists_restated
from gouji.checks.reading.mentions.collected import PROJECT, Mention, mentions
from gouji.checks.reading.mentions.fund_rows import rows_in_prose
from gouji.checks.reading.mentions.groups import reference_of, strong_groups
from gouji.checks.reading.mentions.kinship import akin, significant
from gouji.checks.reading.mentions.named_again import named_again
from gouji.checks.reading.mentions.restated import (
    counts_restated,
    projects_restated,
    rates_restated,
    scores_restated,
)
from gouji.checks.reading.mentions.tabled import against_tables
from gouji.checks.reading.names.purposes import TOTAL
from gouji.checks.reading.quantities.namesakes import namesakes
from gouji.checks.reading.rates.row_rates import rates_of_rows
from gouji.checks.reading.text.nodes import passages
from gouji.facts import Facts
from gouji.findings import Operand, Relation

_THAT_IS = re.compile(r"，?(?:即|也就是|折合(?:人民币)?|约?合)")
SHOWN = 3
"""How many further places of the same value a contradiction names."""


@proposes("XREF-EQUAL", title="前后一致", severity="high", presumed=True)
def equal(facts: Facts) -> Iterator[Relation]:
    """The same account of the same purse, body, stage and year has the same value wherever it stands.

    Formula: 金额（第一处） = 金额（另一处）
    Example: 其他收入 18.38 in one section and 14.46 in another; 711.92 and 711.91 are a rounding tail.
    Undetermined: A part of the key is not known (口径, 年初 or 调整后, the year): only agreement counts then.
    Source: Prose and tables on income, expenditure, classes, 三公经费 and named projects.
    """
    found = mentions(facts)
    linked: set[int] = set()
    carried = {m.figure.value for m in found if m.key.aspect == "opening" or "结转" in m.label}
    for group in strong_groups(found):
        yield from _against_reference(group, linked, carried)
    yield from _unspecified(found, linked)
    yield from _restated(found, linked)
    yield from named_again(facts, found)
    yield from lists_restated(found)
    yield from scores_restated(facts)
    yield from rates_restated(facts)
    yield from (counts := list(counts_restated(facts)))
    yield from projects_restated(facts)
    yield from against_tables(facts)
    told = {_places(relation) for relation in counts}
    for relation in (*namesakes(facts), *done_in_prose(facts)):
        if _places(relation) not in told:
            told.add(_places(relation))
            yield relation
    yield from rows_in_prose(facts)
    yield from rates_of_rows(facts)
    yield from _that_is(facts)


def _places(relation: Relation) -> frozenset[object]:
    """Where the figures of an equality stand."""
    sides = (relation.stated, relation.expected)
    return frozenset(side.place for side in sides if isinstance(side, Operand))


def _that_is(facts: Facts) -> Iterator[Relation]:
    """An amount and the same in other words right behind it: 12,500万元，即1.25亿元."""
    for passage in passages(facts):
        for first, second in pairwise(passage.nodes):
            one, other = first.figure, second.figure
            alike = one.base_unit == other.base_unit and one.dimension == other.dimension
            plain = not (one.modifiers or other.modifiers or one.per or other.per) and one.unit != other.unit
            if alike and plain and _THAT_IS.fullmatch(second.gap):
                yield Relation(
                    Operand("mention", first.label, other),
                    Operand("reference", first.label, one),
                    severity="medium",
                )


def _against_reference(
    group: Sequence[Mention], linked: set[int], carried: Collection[Decimal | None]
) -> Iterator[Relation]:
    reference = reference_of(group)
    same = [m for m in group if m.figure.value == reference.figure.value and m is not reference]
    for mention in group:
        if mention is not reference:
            linked.update((mention.figure.start, reference.figure.start))
            differs = mention.figure.value != reference.figure.value
            # What was received and what was passed on (拨付) need not be the same.
            passed_on = mention.key.aspect == "received" and ("拨付" in mention.label) != (
                "拨付" in reference.label
            )
            yield Relation(
                mention.operand("mention"),
                reference.operand("reference"),
                beside=tuple(m.operand("also") for m in same[:SHOWN]) if differs else (),
                open_list=passed_on or _is_carried(mention, reference, carried),
                scope=mention.scope,
                severity="medium" if mention.item else None,
            )


def _is_carried(mention: Mention, other: Mention, carried: Collection[Decimal | None]) -> bool:
    """Whether two budgets differ by what was carried in from last year: one counts it, and one does not."""
    one, two = mention.figure.value, other.figure.value
    planned = mention.key.aspect in ("initial", "adjusted", "budget")
    return planned and one is not None and two is not None and one != two and abs(one - two) in carried


def _unspecified(found: Sequence[Mention], linked: set[int]) -> Iterator[Relation]:
    """A project's budget without its stage is the first budget, the adjusted one, or what was received."""
    stages: dict[str, Mention] = {}
    for mention in found:
        key = mention.key
        if mention.plain and mention.in_table and key.account == TOTAL and key.purse == PROJECT:
            stages.setdefault(key.aspect or "", mention)
    bases = [stages[name] for name in ("adjusted", "initial") if name in stages]
    for mention in found if bases else ():
        key = mention.key
        plain = mention.plain and not mention.in_table and not mention.listed and key.known
        if (
            plain
            and key.account == TOTAL
            and key.purse == PROJECT
            and key.aspect == "budget"
            and not key.body
        ):
            if key.subject or key.period != bases[0].key.period:
                continue
            linked.update((mention.figure.start, bases[0].figure.start))
            first, *others = [
                Relation(mention.operand("mention"), base.operand("reference"), scope=mention.scope)
                for base in bases
            ]
            yield replace(first, readings=tuple(others))


def _restated(found: Sequence[Mention], linked: set[int]) -> Iterator[Relation]:
    """Amounts printed again under the same or nearly the same name: they can only agree."""
    by_value: dict[Decimal, list[Mention]] = {}
    for mention in found:
        value = mention.figure.value
        if value and not mention.figure.modifiers and not mention.figure.per and significant(mention.figure):
            before = by_value.setdefault(value, [])
            twin = next((m for m in before[-8:] if m.group != mention.group and akin(m, mention)), None)
            before.append(mention)
            if twin is not None and not {mention.figure.start, twin.figure.start} <= linked:
                linked.update((mention.figure.start, twin.figure.start))
                yield Relation(
                    mention.operand("mention"), twin.operand("reference"), open_list=True, scope=mention.scope
                )
