"""Prices and grants per unit 单价、标准 in a sentence, with the numbers and the amount that belong to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from gouji.checks.reading.text.nodes import Node

MOST = 40
"""How many figures of a sentence are looked at; a hostile one must not cost more."""

MAX_CHOICES = 6
_PRICED = "_is_price"
"""Where a node keeps whether it is a price: several readings of a sentence ask."""

_VERB = r"(?=每|给予|补|奖|发|支|按|的|标|资|安|投|拨|造|约|需|收|计|单|平均|定额|就|$)"
_EACH = re.compile(
    rf"每(?P<unit>个{_VERB}|(?:个(?P<noun>[^每，。；：、\d（]{{1,3}}?)|[^每，。；：、\d（个][^每，。；：、\d（]{{0,2}}?){_VERB})"
)
_ONE_BEFORE = re.compile(
    r"(?:^|[^一-龥])(?:平均)?一(?P<unit>[辆台套件个份册组只头亩吨米平棵株张盏扇座间户人趟场期所节堂袋箱瓶桶面])$"
)
_ONE_BEHIND = re.compile(
    r"^(?:每|一|1)(?P<unit>亩次|人次|公里|平方米|立方米|[辆台套件个份册组只头亩吨米平棵株张盏扇座间户人趟场期所节堂袋箱瓶桶面])(?=[，。；、：计共合]|$)"
)
"""A price that says at its side what it is for: 一辆86,000元, 86,000元一辆."""
_AVERAGE = re.compile(r"[一-龥]均|[百千万]元|收入|产值|利润|增收|提高|下降|以上|以下")
_STANDARD = re.compile(r"均[^，。；]{0,8}(?:标准|定额)(?:为|是)?$")
_LOOSE = re.compile(
    r"最高|上限|不超过|以内|最多|[按据]实|核[增减]|折算|比例|预付|首付|首[期批]|分期|分批|尾款|质保|扣除|扣减|另外|其余|部分|不足"
    r"|含上年|结转|不等|中途|退出|死亡|新增|差额|档|至|优惠|打折"
)
_STRICT = re.compile(
    r"(?:^|[^一-龥])(?:小计|计)$"
    r"|(?:共计|合计|总计|总共|共需|(?<![公])共)(?:补助|资金|支出|发放|投入|奖励|安排|拨付|费用|经费|金额|兑现|兑付)*(?:为)?$"
)
_ALLOTTED = re.compile(
    r"，(?:计划|应)?(?:安排|需要?|所需|测算|核定|应发|应补|应付)(?:资金|补助|补贴|经费|金额|预算)*"
)
_STATED = re.compile(r"，(?:共计|合计|总计|计|共)(?:奖补|奖励|补助|兑现|发放|安排|支出|资金|金额)*")
_FORMULA = re.compile(r"[×＊*✕]|[=＝]$")
_TIMES = {"天": ("天", "日"), "日": ("天", "日"), "月": ("个月", "月"), "年": ("年",)}
_YEARLY = frozenset({"年", "年度"})
_KINDS = {
    "人": ("人", "名", "位", "人次"),
    "名": ("人", "名", "位"),
    "生": ("人", "名"),
    "位": ("人", "名", "位"),
    "人次": ("人次", "人"),
    "校": ("所", "校", "个"),
    "学校": ("所", "个"),
    "次": ("次", "场次", "人次", "批次", "车次"),
    "场": ("场", "场次", "次"),
    "期": ("期", "个"),
    "班": ("班", "个", "期"),
    "车": ("辆", "台", "车"),
    "企业": ("家", "户", "个"),
}
_NOUNS = frozenset({"个", "家", "所", "处", "座", "户", "名", "人", "支", "条", "台"})
"""Measure words behind which the noun says what is counted: 132个村, 48所学校."""


class Term(NamedTuple):
    """A price and the numbers that it is taken times."""

    price: Node
    factors: tuple[Node, ...]


class Priced(NamedTuple):
    """An amount that prices times their numbers should make.

    ``sure`` tells that the words state it (共计, ×) and that every unit of the price has its one number;
    ``loose`` that they tell of a reason why it need not. ``bound`` tells that the one number beside the price
    counts what the price is for, so that the form binds the three: 120组，每组870元，用款104,400元.
    """

    total: Node
    terms: tuple[Term, ...]
    sure: bool
    loose: bool
    bound: bool = False


def priced(sentence: Sequence[Node]) -> Iterator[Priced]:
    """Every way to read a sentence as price × number = amount; the amount stands before or behind."""
    for run in _runs(sentence[:MOST]):
        groups = _groups(run)
        for place, marks in enumerate(groups):
            low = groups[place - 1][-1] + 1 if place else 0
            high = groups[place + 1][0] if place + 1 < len(groups) else len(run)
            if len(marks) == 1:
                yield from _around(run[low:high], marks[0] - low)
            else:
                yield from _together(run[low:high], [at - low for at in marks])
        for node in run:
            yield from _in_bracket(node)


def named(nodes: Sequence[Node]) -> Iterator[Priced]:
    """首次认定奖励10万元/家。…首次认定46家，共计460万元: the price stands further up, under the name of the number."""
    prices: list[Node] = []
    for count, total in pairwise(nodes):
        if is_price(count):
            prices.append(count)
        elif _is_number(count) and _is_amount(total) and _STATED.fullmatch(total.gap):
            name = count.label
            own = [p for p in prices[-MAX_CHOICES:] if len(name) > 2 and p.label.startswith(name)]
            units = [unit for price in own for unit in units_of(price) if unit not in _YEARLY]
            if len(own) == len(units) == 1 and counts(count, units[0]) and own[0].sentence != count.sentence:
                loose = _LOOSE.search(own[0].clause + count.clause + _clause_after(total)) is not None
                yield Priced(total, (Term(own[0], (count,)),), sure=True, loose=loose)


def is_price(node: Node) -> bool:
    """Whether an amount is for one of several: 每户1500元, 3000元/所; no average."""
    figure = node.figure
    if figure.dimension != "money" or not figure.value or figure.high is not None:
        return False
    known: bool | None = vars(node).get(_PRICED)
    if known is None:
        words = node.clause.rpartition("、")[2]
        average = _AVERAGE.search(words) is not None and _STANDARD.search(words) is None
        known = not average and bool(figure.per or units_of(node))
        vars(node)[_PRICED] = known
    return known


def units_of(node: Node) -> tuple[str, ...]:
    """What a price is for: of 每校每年, of 元/人·天."""
    said = [found["noun"] or found["unit"] for found in _EACH.finditer(node.clause.rpartition("、")[2])]
    own = [unit for unit in node.figure.per.split("·") if unit]
    if node.figure.dimension == "money" and not said and not own:
        one = _ONE_BEFORE.search(node.clause) or _ONE_BEHIND.match(node.after)
        said = [one["unit"]] if one is not None else said
    if any(unit.startswith(mine) or mine.startswith(unit) for unit in said for mine in own):
        own = []
    return tuple(dict.fromkeys([*said, *own]))


def _runs(sentence: Sequence[Node]) -> Iterator[Sequence[Node]]:
    """The parts of a sentence between semicolons; one that prices without an amount goes on: 8项，每项9万元；6项 …."""
    start = 0
    for at, node in enumerate(sentence):
        if at and "；" in node.gap:
            run = sentence[start:at]
            if not any(map(is_price, run)) or any(map(_is_amount, run)):
                yield run
                start = at
    yield sentence[start:]


def _groups(run: Sequence[Node]) -> list[list[int]]:
    """The prices of a run, together where no amount stands between them: 12座，每座8万元，9座，每座3万元."""
    groups: list[list[int]] = []
    for at, node in enumerate(run):
        if is_price(node):
            if groups and not any(_is_amount(other) for other in run[groups[-1][-1] + 1 : at]):
                groups[-1].append(at)
            else:
                groups.append([at])
    return groups


def _together(window: Sequence[Node], marks: Sequence[int]) -> Iterator[Priced]:
    """Several prices, each with its number, and the one amount behind them all."""
    after = next((i for i in range(marks[-1] + 1, len(window)) if _is_amount(window[i])), None)
    if after is None:
        return
    terms, start = [], 0
    for at in marks:
        pool = _pool(window[start : at + 1])
        found = [[n for n in pool if counts(n, unit)] for unit in units_of(window[at]) if unit not in _YEARLY]
        if not found or not all(found):
            return
        terms.append(Term(window[at], tuple(dict.fromkeys(nodes[-1] for nodes in found))))
        start = at + 1
    words = "".join(node.gap for node in window[: after + 1])
    yield Priced(window[after], tuple(terms), sure=False, loose=_LOOSE.search(words) is not None)


def _around(window: Sequence[Node], at: int) -> Iterator[Priced]:
    """The amounts before and behind a price, each with the numbers near it."""
    price = window[at]
    after = next((i for i in range(at + 1, len(window)) if _is_amount(window[i])), None)
    before = next((i for i in range(at - 1, -1, -1) if _is_amount(window[i])), None)
    if after is not None:
        first = 0 if before is None else before + 1
        words = "".join(node.gap for node in window[first : after + 1]) + _clause_after(window[after])
        yield from _readings(window[after], price, _pool(window[first:after]), words, behind=True)
    if before is not None:
        words = "".join(node.gap for node in window[before + 1 :]) + _clause_after(window[-1])
        stop = len(window) if after is None else after
        yield from _readings(window[before], price, _pool(window[before:stop]), words, behind=False)


def _in_bracket(node: Node) -> Iterator[Priced]:
    """14.4万元（48所×3000元/所）: the amount stands before the bracket."""
    prices = [inner for inner in node.inside if is_price(inner)]
    if _is_amount(node) and len(prices) == 1 and not any(_is_amount(inner) for inner in node.inside):
        words = "".join(inner.gap for inner in node.inside)
        yield from _readings(node, prices[0], _pool(node.inside), words, behind=False)


def _clause_after(node: Node) -> str:
    """The words behind an amount, those of its bracket too: 共计68万元（中途转学10名）."""
    return "".join(inner.gap for inner in node.inside) + re.split("[。；]", node.after)[0]


def _is_amount(node: Node) -> bool:
    figure = node.figure
    return figure.dimension == "money" and bool(figure.value) and not figure.per and not is_price(node)


def _pool(nodes: Sequence[Node]) -> list[Node]:
    """The numbers that a price may be taken times, those in brackets behind it too."""
    every = [each for node in nodes for each in (node, *node.inside)]
    return [n for n in every if n.figure.dimension not in ("money", "percent", "score") and _is_number(n)]


def _done(pool: Sequence[Node]) -> list[Node]:
    """The numbers without those planned, where what was done is printed too: 计划20个，实际完成22个，每个18万元."""
    done = {n.figure.base_unit for n in pool if _ACTUAL.search(n.clause) and not _PLANNED.search(n.clause)}
    return [n for n in pool if not (n.figure.base_unit in done and _PLANNED.search(n.clause))]


_PLANNED = re.compile(r"计划|目标|任务|拟|预计")
_ACTUAL = re.compile(r"实际|完成")


def _is_number(node: Node) -> bool:
    return bool(node.figure.value) and node.figure.high is None and not node.figure.per


def _readings(
    total: Node, price: Node, pool: Sequence[Node], words: str, *, behind: bool
) -> Iterator[Priced]:
    listed = next((at for at, node in enumerate(pool) if at and "其中：" in node.gap), 0)
    if listed:
        # 支持62个项目，其中：标杆企业22个，每个300万元，共计6600万元；…: the price is of the item.
        yield from _readings(total, price, pool[listed:], words, behind=behind)
    units = units_of(price)
    pool = _done(pool)
    choices = [[node for node in pool if counts(node, unit)] for unit in units if unit not in _YEARLY]
    loose = _LOOSE.search(words) is not None
    told = _FORMULA.search(words) is not None or (behind and _STRICT.search(total.clause) is not None)
    # 封育2.4万亩，每亩110元，安排264万元: what a plan gives to one number and one price is their product.
    told = told or (behind and len(pool) == 1 and _ALLOTTED.fullmatch(total.gap) is not None)
    # 发放412名辅警薪酬，并为412名辅警投保: one number said twice is one.
    choices = [list({node.figure.value: node for node in nodes}.values()) for nodes in choices]
    sure = told and bool(choices) and all(len(nodes) == 1 for nodes in choices)
    found = [each for each in choices if each]
    bound = len(pool) == len(choices) == len(found) and not loose and _is_beside(total, price, behind=behind)
    # 发放67.2万元，其中甲类42人，每人1.2万元；…: what 其中 begins with is one of several.
    bound = bound and (behind or "其中" not in words)
    if not pool:
        return
    if sure or len(found) == len(choices) > 0:
        for factors in list(product(*found))[:MAX_CHOICES]:
            factors = tuple(dict.fromkeys(factors))
            yield Priced(total, (Term(price, factors),), sure, loose, bound and len(factors) == len(pool))
    single = len(pool) == len(found) == len(choices) and all(len(nodes) == 1 for nodes in found)
    if 1 < len(pool) <= 3 and not single:
        yield Priced(total, (Term(price, tuple(pool)),), sure=False, loose=loose)


def _is_beside(total: Node, price: Node, *, behind: bool) -> bool:
    """Whether nothing but a verb stands between a price and its amount: each is of the other's sentence part."""
    words = total.gap if behind else price.gap
    return "。" not in words and "；" not in words and not total.subordinate and _APART.search(words) is None


_APART = re.compile(
    r"其中|另|上年|预算|计划|标准|到位|中标|合同|余|已|再|累计|省|市|县|中央|自筹|承担|分担|前"
)


_NOUN_BEHIND = re.compile("[，。；：、]")


def counts(node: Node, unit: str) -> bool:
    """Whether a number counts what a price is for: 48所 for 每校, 132个村 for 每村, 10个月 for 每月."""
    own = node.figure.base_unit
    if own == unit or own in _KINDS.get(unit, ()) or own in _TIMES.get(unit, ()):
        return True
    # 45人，每人每月500元: what stands behind a comma is no noun of the number.
    return own in _NOUNS and (unit in _NOUN_BEHIND.split(node.after[:5], 1)[0] or node.label.endswith(unit))
