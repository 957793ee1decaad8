"""RATIO-GROWTH 增长率: a printed rate of change is made of the two amounts that it compares."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.checks import proposes
from gouji.checks.reading.rates.near_amounts import is_telling_rate, priced_by
from gouji.checks.reading.tables.years import table_growths
from gouji.checks.reading.text.aims import is_aim
from gouji.checks.reading.text.changes import CHANGED_BY, Change, rated_changes
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.facts import Facts
from gouji.findings import Difference, Operand, Ratio, Relation, Sum

_CHANGE = re.compile(r"(?P<word>增长|增加|上升|提高|提升|下降|减少|降低|压减)(?:了|率为|幅度为|幅为|约)?$")
_ADJUSTED = re.compile(
    r"扣除|剔除|(?<!自然)口径|可比|不含|[较比与](?:年初|全年|调整后?)?的?(?:预算|计划|目标)"
)
_YEAR_WORDS = re.compile(r"^[与较比]|(?:19|20)\d\d年度?的?|全年|本年度?|上年度?|去年|同期|总")
DOWN = frozenset({"下降", "减少", "降低", "压减"})


@proposes("RATIO-GROWTH", title="增长率", severity="medium", version=2, presumed=True)
def growth(facts: Facts) -> Iterator[Relation]:
    """The stated rate of change is the difference of two years over the earlier one.

    Formula: 增长率 = (本年 − 上年) ÷ 上年 ; 增长率 = 增加额 ÷ (本年 − 增加额)
    Example: From 80 to 92 is 15%, so a printed 12.5% is contradicted; so is 13% beside 92, which is 12 more.
    Undetermined: The clause does not print exactly two amounts of one unit, one of them of an earlier year.
    Source: Columns 增减率 of tables with 本年 and 上年.
        Prose: 2022年80人次，2023年92人次，增长 x%; 92人次，比上年增加12人次，增长 x%. 百分点 is a
        difference and not meant.
    """
    yield from table_growths(facts)
    read = passages(facts)
    for index, passage in enumerate(read):
        previous: Sequence[Node] = ()
        for sentence in passage.sentences():
            told: set[int] = set()
            for at, node in enumerate(sentence):
                found = _CHANGE.search(node.clause) if not _ADJUSTED.search(node.clause) else None
                if found is not None and _is_rate(node):
                    amounts = compared(sentence[:at])
                    if _is_of_a_later_year(amounts, sentence[: at + 1]) or _is_of_a_part(sentence, at):
                        continue
                    for relation in _relation(node, found["word"], amounts, passage.nodes):
                        told.add(node.figure.start)
                        yield relation
            for at, node in enumerate(sentence):
                if node.figure.start not in told:
                    yield from _by_subject(node, sentence[:at], read[max(0, index - FAR) : index + 1])
                    yield from _by_base(node, sentence[:at])
            for change in rated_changes(sentence, previous):
                if change.rate.figure.start not in told:
                    yield _by_change(change)
            previous = sentence


def _is_rate(node: Node) -> bool:
    """Whether it is a printed rate of the report's own, and none that was aimed at."""
    return node.figure.dimension == "percent" and not node.figure.modifiers and not is_aim(node)


_ABOUT = re.compile(
    r"^(?:.*年度?)?(?P<subject>[^，。；：\d年]{3,20}?)(?:较|比|与|同)(?:上年度?|去年|(?:19|20)\d\d年度?)(?:同期)?的?$"
)
FAR = 24
"""How many paragraphs back the value of this year is looked for by its name."""


def _by_subject(rate: Node, before: Sequence[Node], read: Sequence[Passage]) -> Iterator[Relation]:
    """在校生较2023年的1,230人增长4.00%: the value of this year stands further above, under the same name.

    It can contradict where the other sign would fit; else one slip must be all that is wrong.
    """
    found = _CHANGE.fullmatch(rate.gap)
    about = _ABOUT.match(before[-1].clause) if before and found is not None else None
    if found is None or about is None or not _is_rate(rate):
        return
    last, name = before[-1], _YEAR_WORDS.sub("", about["subject"])
    nodes = [n for passage in read for n in passage.nodes if n.figure.base_unit == last.figure.base_unit]
    same = [n for n in nodes if n is not last and n.addable and _YEAR_WORDS.sub("", n.label) == name]
    if len({node.figure.value for node in same}) != 1 or not last.figure.value:
        return
    relation = _of_two(rate, found["word"], last, same[-1])
    change = ((same[-1].figure.value or 0) - last.figure.value) * 100 / last.figure.value
    opposite = change if found["word"] in DOWN else -change
    fits = abs(opposite - (rate.figure.value or 0)) <= rate.figure.quantum / 2
    yield relation if fits else replace(relation, tentative=True)


_PART = re.compile(
    r"^(?:（[^（）]*）)?(?:，?其中[：，]?|、|，|；)(?!同比|环比|[较比与]|均|各|共|实际|累计|总|增|减|降|上升|下)(?P<who>[^，。；：]{2,14}?)"
    r"(?:同比|环比|[较比与]上年(?:同期)?)?(?:增长|增加|上升|提高|提升|下降|减少|降低|压减)(?:了|率为|幅度为|幅为|约)?$"
)


def _is_of_a_part(sentence: Sequence[Node], at: int) -> bool:
    """下降7.13%，其中接待费下降10.09%、车辆费下降5.94%: the rates of parts whose amounts are not printed."""
    before = sentence[at - 1] if at else None
    told = before is not None and before.figure.dimension == "percent"
    return told and _PART.match(sentence[at].gap) is not None


def _is_of_a_later_year(amounts: Sequence[Node], nodes: Sequence[Node]) -> bool:
    """2022年80人，2023年92人，2024年较上年增加23人，增长25%: the rate is of a year that is later than both."""
    years = [_year(node) for node in amounts if _is_plain(node)]
    if not years or None in years:
        return False
    behind = [node for node in nodes if node.figure.start > amounts[-1].figure.start]
    said = [year for node in behind for year in _NAMED_YEAR.findall(node.gap.rpartition("。")[2])]
    return bool(said) and int(said[-1]) > max(year for year in years if year is not None)


_NAMED_YEAR = re.compile(r"(?<![比较与和同])((?:19|20)\d\d)年")


def _by_base(rate: Node, before: Sequence[Node]) -> Iterator[Relation]:
    """2022年98处，2023年较上年增加28处，增长28.57%: the amount of the change, over what was before."""
    found = _CHANGE.search(rate.clause)
    change = before[-1] if before else None
    if found is None or change is None or not _is_rate(rate):
        return
    if CHANGED_BY.search(change.clause) is None or change.figure.dimension in ("percent", "point"):
        return
    alike = [n for n in before[:-1] if n.figure.base_unit == change.figure.base_unit and _is_plain(n)]
    bases = [n for n in alike if n.figure.value and CHANGED_BY.search(n.clause) is None]
    if bases and _is_earlier(bases[-1], change):
        last = Operand("last", bases[-1].label, bases[-1].figure)
        amount = Operand("change", change.label, change.figure)
        # 较上年80万元增加12万元，增长15%: nothing stands between, so nothing else is meant.
        bound = bases[-1] is before[-2] and _MOVED.fullmatch(change.gap) and _OWN_RATE.match(rate.gap)
        bound = bound and is_telling_rate(rate) and _AGAINST.search(bases[-1].clause)
        stated = Operand("growth", found["word"], rate.figure)
        yield Relation(stated, Ratio(amount, last), tentative=not bound)


_MOVED = re.compile(r"，?(?:增长|增加|上升|提高|提升|下降|减少|降低|压减|增|减|多|少|净增|净减)了?")
_AGAINST = re.compile(r"^[^，。；]{0,4}[较比与同](?:上年|去年|(?:19|20)\d\d年)[^，。；]{0,14}$")


def _is_earlier(base: Node, change: Node) -> bool:
    """Whether an amount is the one that a change starts from: of 上年, or of a year before that of the change."""
    years = [re.findall(r"((?:19|20)\d\d)年", node.gap) for node in (base, change)]
    if years[0] and years[1]:
        return min(map(int, years[0])) < max(map(int, years[1]))
    return re.search(r"上年|去年|同期|[较比与同](?:19|20)\d\d年", base.clause) is not None


def _of_two(rate: Node, word: str, earlier: Node, later: Node) -> Relation:
    this, last = Operand("this", later.label, later.figure), Operand("last", earlier.label, earlier.figure)
    change = Difference(last, this) if word in DOWN else Difference(this, last)
    return Relation(Operand("growth", word, rate.figure), Ratio(change, last))


def _by_change(change: Change) -> Relation:
    """The rate of a change whose amount is printed: what was before is the value less that amount."""
    amount = Operand("change", change.change.label, change.change.figure)
    stated = Operand("growth", change.word, change.rate.figure)
    if change.now is None:
        base = Operand("last", change.wholes[0].label, change.wholes[0].figure)
        return Relation(stated, Ratio(amount, base))
    readings = []
    for value in (change.now, *change.wholes):
        now = Operand("this", value.label, value.figure)
        before = Sum((now, amount)) if change.falls else Difference(now, amount)
        readings.append(Relation(stated, Ratio(amount, before)))
    return replace(readings[0], readings=tuple(readings[1:]))


def compared(before: Sequence[Node], *, points: bool = False) -> list[Node]:
    """The two amounts since the last semicolon that a change can be about."""
    run: list[Node] = []
    for node in reversed(before):
        if (points or node.figure.dimension not in ("percent", "point")) and not CHANGED_BY.search(
            node.clause
        ):
            run.append(node)
        if "；" in node.gap:
            break
    return run[::-1]


def _namesake(base: Node, nodes: Sequence[Node]) -> list[Node]:
    """The one amount before *base* that bears its name without the year: 全年支出 for 2023年支出."""
    name = _YEAR_WORDS.sub("", base.label)
    same = [
        n for n in nodes if n.figure.start < base.figure.start and n.figure.base_unit == base.figure.base_unit
    ]
    found = [n for n in same if n.addable and _YEAR_WORDS.sub("", n.label) == name]
    return found if name and len(found) == 1 else []


NEAR = 80
"""How many figures of two sentences are looked at for what a change is about."""

_BARE_BASE = re.compile(
    r"^[，]?(?:总额|总量|总数|合计)?[与较比同](?:上年度?|去年|(?:19|20)\d\d年度?)(?:同期)?的?$"
)


def _main_before(base: Node, nodes: Sequence[Node]) -> list[Node]:
    """What 与上年的 x 相比 is about where no name is said: the amount that the words before are on."""
    if _BARE_BASE.match(base.clause) is None:
        return []
    near = nodes[bisect_left(nodes, base.sentence - 1, key=lambda node: node.sentence) :][:NEAR]
    alike = [n for n in near if n.addable and n.figure.base_unit == base.figure.base_unit and n is not base]
    own = [n for n in alike if n.sentence == base.sentence and n.figure.start < base.figure.start]
    if own:
        cut = next((at for at, n in enumerate(own) if at and re.search("其中|包括|分别", n.gap)), len(own))
        return own[:cut][-1:]
    if any(n.sentence == base.sentence and n.figure.start < base.figure.start for n in near):
        return []
    run: list[Node] = []
    for other in (n for n in alike if n.sentence == base.sentence - 1):
        if run and re.search("其中|包括|分别", other.gap):
            break
        run.append(other)
    return run[-1:]


def _relation(node: Node, word: str, amounts: Sequence[Node], nodes: Sequence[Node]) -> Iterator[Relation]:
    pair = compared_pair(amounts, nodes)
    if pair is None:
        return
    earlier, later = pair
    this, last = Operand("this", later.label, later.figure), Operand("last", earlier.label, earlier.figure)
    change = Difference(last, this) if word in DOWN else Difference(this, last)
    # 由38.6亿元增加到43.1亿元，增长4.50%: nothing else can be meant, however far off the rate is.
    bound = bool(amounts) and amounts[-1] is later and _from_to(earlier, later) and _OWN_RATE.match(node.gap)
    yield Relation(Operand("growth", word, node.figure), Ratio(change, last), firm=bool(bound))


_OWN_RATE = re.compile(
    r"，(?:同比|环比|[较比]上年(?:同期)?)?(?:增长|增加|上升|提高|提升|下降|减少|降低|压减|增幅|降幅)(?:了|为|达|达到)?$"
)


def compared_pair(amounts: Sequence[Node], nodes: Sequence[Node]) -> tuple[Node, Node] | None:
    """The earlier and the later of the two amounts that a change is about; ``None`` where they are not known."""
    pair = [other for other in amounts if _is_plain(other) and other.figure.value]
    # Of two prices alone, 标准700元/人/月，比上年的660元/人/月, the one is compared with the other.
    pair = pair or _prices(amounts)
    if len(pair) > 2 and _BARE_BASE.match(pair[-1].clause) and _is_base(pair[-1], _year(pair[-1]), None):
        pair = pair[-1:]
    if len(pair) == 1 and _is_base(pair[0], _year(pair[0]), None):
        pair = [*(_namesake(pair[0], nodes) or _main_before(pair[0], nodes)), *pair]
    if len(pair) != 2 or pair[0].figure.base_unit != pair[1].figure.base_unit:
        return None
    first, second = pair
    if re.search("其中|包括", second.gap) and second.figure.start > first.figure.start:
        return None  # a part is not compared with its whole
    years = [_year(other) for other in pair]
    if _is_base(second, years[1], years[0]):
        return second, first
    if _is_base(first, years[0], years[1]) or _from_to(first, second):
        return first, second
    return None


def _prices(amounts: Sequence[Node]) -> list[Node]:
    """Two prices of one thing for one time: not one a month and one a year."""
    found = [node for node in amounts if node.figure.value]
    return found if len({priced_by(node) for node in found}) == 1 and found[0].figure.per else []


_FROM = re.compile(r"(?:由|从)[^，。；：]{0,14}$")
_TO = re.compile(
    r"^[^，。；：]{0,6}?(?:下降|减少|降低|压缩|增加|增长|上升|提高|提升|缩短|延长|缩减|压减|下调|上调|优化|[降减增升缩压延调])(?:至|到|为)[^，。；：]{0,10}$"
)
_EACH = re.compile(r"[人户亩年]均")


def _from_to(first: Node, second: Node) -> bool:
    """由28件降至19件: the first of two amounts is the earlier."""
    return _FROM.search(first.clause) is not None and _TO.match(second.gap) is not None


def _is_plain(node: Node) -> bool:
    """Whether an amount is no price; 人均 tells of both years that are compared."""
    return not node.figure.per or _EACH.search(node.clause) is not None


def _year(node: Node) -> int | None:
    found = re.findall(r"((?:19|20)\d\d)年", node.lead if node.separator == "。" else node.gap)
    return int(found[-1]) if found else None


def _is_base(node: Node, year: int | None, other: int | None) -> bool:
    """Whether an amount is that of the earlier year."""
    if year is not None and other is not None:
        return year < other
    words = node.clause
    return re.search(r"上年|去年|同期|前一?年", words) is not None or (
        year is not None and re.search(r"[较比与]", words) is not None
    )
