"""RATIO-SHARE 占比: a printed share is its part over the whole that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from gouji.checks import proposes
from gouji.checks.reading.rates.common_bases import common_bases, fits
from gouji.checks.reading.rates.formulas import formulas
from gouji.checks.reading.rates.open_shares import whole_of
from gouji.checks.reading.rates.planned_items import of_items
from gouji.checks.reading.rates.printed_shares import Share, shares
from gouji.checks.reading.rates.share_wholes import (
    FAR,
    REACH,
    amounts_before,
    closing,
    is_named,
    named_above,
    same,
    same_kind,
    whole_name,
)
from gouji.checks.reading.rates.stated_bases import stated_rates
from gouji.checks.reading.tables.shares import table_shares
from gouji.checks.reading.text.changes import portions
from gouji.checks.reading.text.nodes import Node, passages
from gouji.facts import Facts
from gouji.findings import Operand, Ratio, Relation

_AMONG = re.compile(r"其中|包括")
_ANY_TOTAL = re.compile(
    r"(?:资金|项目|支出|投资|收入|经费|预算|补助|下达|安排)?(?:总额|总量|总数|总计|合计)?|总(?:资金|投资|支出|金额|预算|投入|收入|经费)|全部资金"
)
NAMED = 5
"""How many characters of a whole's name tell that no other amount is meant."""


@proposes("RATIO-SHARE", title="占比", severity="medium", version=2, presumed=True)
def share(facts: Facts) -> Iterator[Relation]:
    """The stated share is the part over its whole.

    Formula: 占比 = 部分 ÷ 整体
    Example: 356.00 of 596.90 is 59.64%, so a printed 61.64% is contradicted.
    Undetermined: The words behind 占 name no amount that is printed before.
    Source: Columns 占比 of tables with a row 合计; a rate with its formula in brackets, 变动率（变动数÷上年数）.
        Prose: A 万元，占总支出的 x%; every total before is tried, the one that is named, or that 其中 takes apart,
        can contradict.
    """
    yield from table_shares(facts)
    yield from formulas(facts)
    wrong = {(each.rate.figure, each.instead.figure) for each in stated_rates(facts) if each.instead}
    for relation in _in_prose(facts):
        wholes = {
            whole.figure for whole in map(_whole_of, (relation, *relation.readings)) if whole is not None
        }
        if not any((relation.stated.figure, whole) in wrong for whole in wholes):
            yield relation


def _whole_of(relation: Relation) -> Operand | None:
    whole = relation.expected.whole if isinstance(relation.expected, Ratio) else None
    return whole if isinstance(whole, Operand) else None


def _in_prose(facts: Facts) -> Iterator[Relation]:
    """The shares of prose."""
    read, year = passages(facts), facts.meta.fiscal_year
    for index, passage in enumerate(read):
        previous: Sequence[Node] = read[index - 1].sentences()[-1] if index and read[index - 1].nodes else ()
        told = [
            (sentence, [share for at in range(len(sentence)) for share in shares(sentence, at)])
            for sentence in passage.sentences()
        ]
        given = [(each, amounts_before(read, index, each.node)) for _, stated in told for each in stated]
        bases = common_bases(given) if len(given) > 1 else {}
        before = {id(each): wholes for each, wholes in given}
        for sentence, stated in told:
            yield from _of_printed(sentence, previous)
            for each in stated:
                wholes = [*before[id(each)], *closing(sentence, each.node)]
                items = of_items(each.part, each.whole, read[max(0, index - FAR) : index + 1])
                if items is not None and not any(is_named(n.label, whole_name(each)) for n in wholes):
                    yield replace(
                        Relation(_stated(each), Ratio(_part(each.part), _whole(items.whole))),
                        tentative=not items.sure,
                    )
                    continue
                if not any(is_named(whole.label, whole_name(each)) for whole in wholes):
                    wholes += named_above(read[max(0, index - FAR) : max(0, index - REACH)], each)
                relation = _relation(each, wholes, _Around(previous, sentence, stated, year, bases))
                yield from _told(each, relation, wholes, sentence)
            previous = sentence


def _told(
    share: Share, relation: Relation | None, wholes: Sequence[Node], sentence: Sequence[Node]
) -> Iterator[Relation]:
    """The relation of a share; where it can only be confirmed and no amount does, that of the whole a slip hides."""
    left_open = relation is None or all(each.open_list for each in (relation, *relation.readings))
    whole = whole_of(share, wholes, sentence) if left_open else None
    if whole is not None:
        made = Ratio(_part(share.part), _whole(whole))
        yield Relation(_stated(share), made, tentative=True, severity="medium")
    elif relation is not None:
        yield relation


class _Around(NamedTuple):
    """What stands around a share: the sentence before, its own, the shares of that, the report's year, known bases."""

    previous: Sequence[Node]
    sentence: Sequence[Node]
    shares: Sequence[Share]
    year: int | None
    bases: Mapping[str, Decimal | None]


def _of_printed(sentence: Sequence[Node], previous: Sequence[Node]) -> Iterator[Relation]:
    """占总支出90万元的12%: the share of a whole that is printed between."""
    for portion in portions(sentence, previous):
        if portion.verb == "占":
            whole = Operand("whole", portion.name, portion.base.figure)
            stated = Operand("share", f"{portion.part.label}占{portion.name}", portion.rate.figure)
            parts = [Operand("part", node.label, node.figure) for node in (portion.part, *portion.wholes)]
            first, *others = [Relation(stated, Ratio(part, whole)) for part in parts]
            yield replace(first, readings=tuple(others))


def _relation(share: Share, before: Sequence[Node], around: _Around) -> Relation | None:
    part, name = share.part, whole_name(share)
    wholes = [
        other for other in before if other is not part and _may_hold(other, part, name) and other.addable
    ]
    named = [other for other in wholes if len(name) >= 2 and other.label.endswith(name)]
    if named and all(_is_of_another_year(other, share, around) for other in named):
        # 2022年的服务对象 is not what a share of this year is of, though it bears the name.
        given = [Relation(_stated(share), Ratio(_part(part), _whole(n)), open_list=True) for n in wholes]
        return replace(given[0], readings=tuple(given[1:]))
    named = named or [other for other in wholes if is_named(other.label, name)]
    named = named or [other for other in wholes if other.figure.value == around.bases.get(share.whole, 0)][:1]
    named = named or ([] if name else _summed_up(share, wholes, around))
    named = named or (_added_up(part, wholes, around.sentence) if _ANY_TOTAL.fullmatch(name) else [])
    named = named or ([] if name else _taken_apart(share.left, part, wholes))
    named = named or ([] if name else _shared(share, wholes, around)[:1])
    stated, operand = _stated(share), _part(part)
    own = [other for other in wholes if len(share.whole) >= NAMED and other.label.endswith(share.whole)]
    if len({other.figure.value for other in own}) == 1:
        others = [other for other in wholes if other.figure.value != own[0].figure.value]
        named_so = Relation(stated, Ratio(operand, _whole(own[0])))
        return replace(named_so, alternatives=tuple((n.label, Ratio(operand, _whole(n))) for n in others))
    readings = [
        Relation(stated, Ratio(operand, _whole(whole)), open_list=whole not in named)
        for whole in [*named, *(other for other in wholes if other not in named)]
    ]
    if readings and _are_of_another(share, named, around):
        readings = [replace(each, open_list=True) for each in readings]
    return replace(readings[0], readings=tuple(readings[1:])) if readings else None


ALIKE = 3
"""How many shares of a list that are of one whole say together which it is."""


def _are_of_another(share: Share, named: Sequence[Node], around: _Around) -> bool:
    """Whether the shares of a sentence are all of one whole that is none of the named ones."""
    own = _implied(share)
    given = [each for other in around.shares if (each := _implied(other)) is not None]
    if own is None:
        return False
    near = [(low, high) for low, high in given if low <= own[1] and own[0] <= high]
    low, high = (
        max((each[0] for each in near), default=own[0]),
        min((each[1] for each in near), default=own[1]),
    )
    values = [node.figure.value or 0 for node in named]
    return len(near) >= ALIKE and low <= high and not any(low <= value <= high for value in values)


def _implied(share: Share) -> tuple[Decimal, Decimal] | None:
    """Between which values the whole lies, by a part and its printed share."""
    part, rate = share.part.figure.value, share.node.figure
    half = rate.quantum / 2
    if not part or rate.value is None or rate.value <= half:
        return None
    return part * 100 / (rate.value + half), part * 100 / (rate.value - half)


def _is_of_another_year(whole: Node, share: Share, around: _Around) -> bool:
    """Whether an amount is said to be of another year than the sentence of a share, or than the report."""
    years = _YEAR.findall(whole.clause) or _YEAR.findall(whole.lead)
    if not years or whole in around.sentence:
        return False
    own = [year for node in around.sentence for year in _YEAR.findall(node.lead)]
    told = {int(year) for year in own} or {year for year in (around.year,) if year is not None}
    return bool(told) and int(years[-1]) not in told


_YEAR = re.compile(r"((?:19|20)\d\d)年(?![底末]|12月)")


def _stated(share: Share) -> Operand:
    return Operand("share", f"{share.part.label}占{share.whole}", share.node.figure)


def _part(node: Node) -> Operand:
    return Operand("part", node.label, node.figure)


def _whole(node: Node) -> Operand:
    return Operand("whole", node.label, node.figure)


def _summed_up(share: Share, wholes: Sequence[Node], around: _Around) -> list[Node]:
    """The whole that the parts of the shares make up between them: it is of that one that they are shares."""
    parts = {s.part.figure.start: s.part.figure.value or 0 for s in around.shares if not s.whole}
    low = sum(parts.values())
    return [whole for whole in wholes if len(parts) > 1 and whole.figure.value == low][:1]


def _added_up(part: Node, wholes: Sequence[Node], sentence: Sequence[Node]) -> list[Node]:
    """The whole that all the amounts of a sentence make up: 占资金总额的 x% is of that one."""
    run = [node for node in sentence if node.addable and node.figure.base_unit == part.figure.base_unit]
    made = sum((node.figure.value or 0) for node in run)
    return [whole for whole in wholes if len(run) > 2 and part in run and whole.figure.value == made][:1]


def _shared(share: Share, wholes: Sequence[Node], around: _Around) -> list[Node]:
    """The whole that the other shares of a list are of: two of them, or one and 其中 behind a full stop."""
    others = [s for s in around.shares if s is not share and not s.whole]
    opens = _AMONG.match(around.sentence[0].lead.strip("-* ")) is not None
    plain = [node for node in around.previous if node.addable and same(node, share.part)] if opens else []
    found = []
    for whole in wholes:
        fitting = sum(fits(other, whole) for other in others)
        least = 1 if len(plain) == 1 and plain[0] is whole else 2
        if fitting >= least and 2 * fitting >= len(others):
            found.append(whole)
    return found


def _taken_apart(
    left: Sequence[Node], part: Node, wholes: Sequence[Node], *, first: bool = False
) -> list[Node]:
    """The figure of the sentence that 其中 takes apart: 收入合计 A 万元，其中：B 万元，占 x%.

    Since the last semicolon; or, with *first*, anywhere in the sentence.
    """
    start = 0 if first else max((at for at, node in enumerate(left) if "；" in node.gap), default=0)
    for at in range(start + 1, len(left)):
        if _AMONG.search(left[at].gap) and left[at].figure.start <= part.figure.start:
            before = next((n for n in reversed(left[start:at]) if n.addable and same_kind(n, part)), None)
            if before is not None:
                return [before] if before in wholes else []
    return _taken_apart(left, part, wholes, first=True) if start else []


def _may_hold(other: Node, part: Node, name: str) -> bool:
    """Whether an amount can be the whole of another: it is more, or it bears the very name behind 占."""
    named = len(name) >= NAMED and other.label.endswith(name) and not part.label.endswith(name)
    return same(other, part) or (named and same_kind(other, part))
