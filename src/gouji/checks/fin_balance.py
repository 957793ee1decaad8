"""FIN-BALANCE 收支结余: what was there and came in, less what was spent, is what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gouji.checks import proposes
from gouji.checks.reading.mentions.collected import Key, Mention, mentions
from gouji.checks.reading.mentions.groups import comparable
from gouji.checks.reading.names.keys import WHOLE
from gouji.checks.reading.names.purposes import TOTAL
from gouji.checks.reading.tables.grid import Grid, Row, grids
from gouji.checks.reading.text.nodes import Node, passages
from gouji.facts import Facts
from gouji.findings import Difference, Operand, Relation, Sum

_OPENING = re.compile(r"(?:年初|上年|期初).{0,8}(?:结转|结余)|上年结转")
_INCOME = re.compile(r"(?:本年|全年|年度|当年|本期|总|各项).{0,8}收入(?:合计|总额)?$|^收入(?:合计|总计)?$")
_SPENT = re.compile(r"(?:本年|全年|年度|当年|本期|总|各项).{0,8}支出(?:合计|总额)?$|^支出(?:合计|总计)?$")
_CLOSING = re.compile(r"(?:年末|期末|结转下年|年终).{0,8}(?:结转|结余|资金)?")
_OTHER = re.compile(r"收回|上缴|结余分配|提取|非财政|用事业基金|弥补")


@proposes("FIN-BALANCE", title="收支结余", severity="high", version=2)
def balance(facts: Facts) -> Iterator[Relation]:
    """Opening balance and income, less expenditure, is the closing balance.

    Formula: 年末结转结余 = 年初结转结余 + 本年收入 − 本年支出
    Example: 0 + 762.85 − 697.45 = 65.40, so a printed 年末结转结余 of 0 is contradicted.
    Undetermined: One of the four is not printed, or the text tells of funds recovered or distributed.
    Source: Rule R11; prose and tables of 收支 and 结转结余. Where a section prints opening, income and expenditure of
    the whole and no closing balance, those of all its purses stand for it.
    """
    found = mentions(facts)
    told = _OTHER.search("".join(passage.text for passage in passages(facts) if passage.nodes)) is not None
    for passage in passages(facts):
        for sentence in passage.sentences():
            yield from _in_sentence(sentence, open_list=_OTHER.search(passage.text) is not None)
    for grid in grids(facts):
        yield from _in_table(grid)
    yield from _over_sections(found, told=told)


FOUR = ("opening", "income", "spent", "closing")


def _over_sections(found: Sequence[Mention], *, told: bool) -> Iterator[Relation]:
    """The four of one purse, printed in several sentences or sections."""
    purses: dict[Key, dict[str, list[Mention]]] = {}
    for mention in found:
        key = comparable(mention) if mention.plain else None
        if key is not None and not mention.item and key.aspect in FOUR:
            purses.setdefault(key._replace(aspect=None), {}).setdefault(key.aspect, []).append(mention)
    for key, four in purses.items():
        if "opening" not in four or key.account != TOTAL:
            continue
        opening = four["opening"][0]
        near = {
            name: min(group, key=lambda m: abs(m.figure.start - opening.figure.start))
            for name, group in four.items()
        }
        if len(near) == len(FOUR):
            if len({m.group for m in near.values()}) > 1 and not _together(four):
                yield _over(near, [near["closing"]], told=told)
        elif len(near) == 3 and "closing" not in near and key.purse == WHOLE:
            parts = _closings(purses, key)
            if parts:
                yield _over(near, parts, told=told)


def _together(four: Mapping[str, Sequence[Mention]]) -> bool:
    """Whether one sentence or table prints all four: it is read there."""
    groups = [{mention.group for mention in four[name]} for name in FOUR]
    return bool(set.intersection(*groups))


def _closings(purses: Mapping[Key, Mapping[str, Sequence[Mention]]], key: Key) -> list[Mention]:
    """The closing balances of every purse that has an income, where all of them print one."""
    others = [p for other, p in purses.items() if other._replace(purse=key.purse) == key and other != key]
    with_income = [p for p in others if "income" in p]
    if len(with_income) < 2 or not all("closing" in p for p in with_income):
        return []
    return [p["closing"][0] for p in with_income]


def _over(near: Mapping[str, Mention], closings: Sequence[Mention], *, told: bool) -> Relation:
    """Opening and income are expenditure and what is left, the last term on the left."""
    left = Sum((near["opening"].operand("opening"), near["income"].operand("income")))
    rest = Difference(left, near["spent"].operand("expenditure"))
    scope = near["income"].scope
    if len(closings) == 1:
        # 收入总计 may hold what was carried in.
        alone = Difference(near["income"].operand("income"), near["spent"].operand("expenditure"))
        stated = closings[0].operand("closing")
        reading = Relation(stated, alone, open_list=True, scope=scope)
        readings = (reading,) if "总计" in near["income"].label else ()
        return Relation(stated, rest, open_list=told, across=True, scope=scope, readings=readings)
    spent = Sum((near["spent"].operand("expenditure"), *(m.operand("closing") for m in closings)))
    gone = Difference(spent, near["opening"].operand("opening"))
    return Relation(near["income"].operand("income"), gone, open_list=told, across=True, scope=scope)


def _in_sentence(sentence: Sequence[Node], *, open_list: bool) -> Iterator[Relation]:
    money = [node for node in sentence if node.addable and node.figure.dimension == "money"]
    found = [
        next((n for n in money if p.search(n.label)), None) for p in (_OPENING, _INCOME, _SPENT, _CLOSING)
    ]
    opening, income, spent, closing = found
    if income is None or spent is None or closing is None or closing is opening:
        return
    if len({node.figure.start for node in found if node is not None}) == 4 - found.count(None):
        gone = [n for n in money if n not in found and _OTHER.search(n.label) and "收入" not in n.label]
        relation = _relation(*(_operand(node) for node in found), open_list=open_list and not gone)
        for node in gone:
            assert relation.expected is not None
            less = Difference(relation.expected, Operand("distributed", node.label, node.figure))
            relation = replace(relation, expected=less)
        yield relation


def _operand(node: Node | None) -> Operand | None:
    return Operand("", node.label, node.figure) if node is not None else None


def _relation(
    opening: Operand | None,
    income: Operand | None,
    spent: Operand | None,
    closing: Operand | None,
    *,
    open_list: bool,
) -> Relation:
    first = _with_role(opening, "opening", "年初结转结余")
    left = Sum((first, _with_role(income, "income", "本年收入")))
    rest = Difference(left, _with_role(spent, "expenditure", "本年支出"))
    return Relation(_with_role(closing, "closing", "年末结转结余"), rest, open_list=open_list)


def _with_role(operand: Operand | None, role: str, name: str) -> Operand:
    return Operand(role, operand.label, operand.figure) if operand is not None else Operand(role, name, None)


def _in_table(grid: Grid) -> Iterator[Relation]:
    rows = [_row(grid.rows, pattern) for pattern in (_OPENING, _INCOME, _SPENT, _CLOSING)]
    if any(row is None for row in rows) or len({row.index for row in rows if row is not None}) < 4:
        return
    recovered = any(_OTHER.search(row.head) for row in grid.rows)
    for column in grid.columns:
        cells = [row.operand(column, "", grid.heads) if row is not None else None for row in rows]
        if sum(cell is not None and cell.figure is not None for cell in cells) >= 3:
            yield _relation(*cells, open_list=recovered)


def _row(rows: Sequence[Row], pattern: re.Pattern[str]) -> Row | None:
    found = [row for row in rows if pattern.search(row.head)]
    return found[0] if len(found) == 1 else None
