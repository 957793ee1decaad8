"""Whether a list is all of a total 是否列全: what its form and the words round it say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gouji.checks.reading.lists.counted import ACT, KIND_OF
from gouji.checks.reading.lists.groupings import exclusive, kinds_of_one, likely_apart
from gouji.checks.reading.text.nodes import Node
from gouji.checks.reading.text.quantities import sum_of, value_of
from gouji.ledger.precision import factor, telling

NEAR = Decimal("0.05")
FAIRLY = Decimal("0.1")
"""How far a list may be from its total, as a share of it: by its form alone, and where words or its length say that it is whole."""

WIDELY = Decimal("0.2")
"""The same of four items or more whose gap two swapped digits may leave."""

SHORT = Decimal("0.5")
"""How far a list may be from its total where words say that nothing else belongs to it."""

LONG = 4
"""How many items a list has that comes near a total by more than chance."""

REACH = 40
"""How many figures before a list its lead is looked for; a hostile sentence must not cost more."""

NINE = 9
"""What two swapped digits leave is a multiple of this."""

FEWEST = 3
"""How many items say by their number that they are a list."""

DIGITS = 9
"""How many digits three items and their total must tell together for the same."""

_SERIES = re.compile(
    r"\d{2,4}年(?!\d{1,2}月)|净|上年|去年|前年|今年|同期|上一?[轮期]|累计|预算|计划|目标|任务|实际|应[当发拨到]|平均|最[高低多少大小]|其中|较|比|同比|增[加长]|减少|以[上下]|达到"
)
_PURSE = re.compile(r"(?:一般公共|政府性基金|国有资本经营|公共财政)预算")
"""What is called a budget and names where money is from, whether it is planned or spent."""

_OPEN = re.compile(
    r"主要|例如|比如|如：|包含|不完全|部分|较大|前[三四五六七八九十几]位|之首|居前|含|以及其他"
)
_AND_MORE = re.compile(r"^[^，。；：]{0,8}等(?!次|级|于|额|值|量)|^[，、]?(?:等等|等[，。；]|…)")
_IN_TURN = re.compile(r"(?:^|[，。；：])(?P<names>[^，。；：]{5,160})分别[^，。；：、\d]{0,8}$")
_PLANNED = re.compile(r"计划|目标|任务|上年|去年")
_AND = re.compile(r"[、和及与]")
_BESIDE = re.compile(r"[、和及与]{1,2}$")
_REST = re.compile(
    r"^(?:余下|其余|剩下|剩余|其他|其它|另外|还有|余者|最后)|(?:其他|其它|其余)[^，。；：]{0,6}$"
)
_TOTAL = re.compile(
    r"合计|共|总|累计|全部|悉数|全数|加|拢|之和|合起来|合在一起|一并|前后|通盘|通算|满打满算|凑|正好|刚好|恰好|一数|数下来|算下来|归总|汇总|[两二三四五六七八九]项"
)
_SHARED = re.compile(
    r"：|分(?:布|别|成|为|作|在|到|给|属|摊|三|四|五|六|七)|构成|组成|划分|按[^，。；]{1,8}[看分]|看|论|讲|归|批次|[三四五六七八九]个?(?:方向|方面|部分|口子|口袋|板块|渠道|来源|类|种|档|项|批|片|块|处|地|组)"
)
_ANNOUNCED = re.compile(
    r"(?<!第)(?P<count>[两二三四五六七八九]|(?<=[分共为])[2-9])个?(?:大|小)?(?:方向|方面|部分|口子|口袋|板块|渠道|来源|标段|阶段|年度|类|种|档|项|批|片|块|处|组|头|路|期|级|回|趟|次)"
)
_WHOLLY = re.compile(
    r"加总|加拢|之和|加起来|加在一[起块]|相加|合起来|合在一[起块]|合拢|拢共|归拢|凑成|凑足|凑齐|拼成|接起来|并起来|汇总起来|累加|合并计算"
)
_NOTHING_ELSE = re.compile(
    r"此外(?:再)?(?:未|没有|没|无|别无)|别无(?:其他|它|他)|再无(?:其他|别|第)|没有第[三四五六七]|不重不漏|只归一类|只计一次|没有其他|无其他|不再另"
)
_HOW_MANY = re.compile(
    r"(?:只|仅|就|全|都|均)[^，。；：]{0,6}(?P<count>[两二三四五六七八九])(?:个|类|种|项|块|方|处|家|档|批)"
)
_MADE_OF = re.compile(
    r"^(?P<count>[两二三四五六七八九])(?:个|大)?(?:部分|方面|块|类|项|者|渠道|来源)(?:共同)?(?:构成|组成|加总|汇总)"
)
_DIVIDED_IN = re.compile(
    r"(?:分(?:为|成|作)?|共)?(?P<count>[两二三四五六七八九])个?大?(?:部分|方面|块|类|项|渠道|来源|口子|方向)(?:构成|组成)?：[^，。；：、]{0,16}$"
)
_NUMBERS = {word: value for value, word in enumerate("二三四五六七八九", start=2)} | {"两": 2}
_NUMBERS |= {str(value): value for value in range(2, 10)}


def may_be_whole(total: Node, parts: Sequence[Node]) -> bool:
    """Whether counted groups come near their whole, and neither their names nor the words say that they need not."""
    value = value_of(total)
    gap = abs(value - sum_of(parts))
    named = all(part.label for part in parts)
    apart = exclusive([part.label for part in parts]) or not any(map(_overlaps, parts))
    return named and gap <= FAIRLY * value and apart and not is_loose(total, parts)


def likely_whole(total: Node, parts: Sequence[Node]) -> bool:
    """Whether counted groups that come near their whole divide it as a rule: they are kinds of it, and no fewer."""
    labels = [part.label for part in parts]
    return likely_apart(labels) or (sum_of(parts) > value_of(total) and kinds_of_one(total.label, labels))


def is_near(total: Node, parts: Sequence[Node], sentence: Sequence[Node], *, behind: bool) -> bool:
    """Whether a list comes so near a total before or behind it that it is all of it, if not without a slip."""
    value = value_of(total)
    if is_loose(total, parts):
        return False
    if in_turn(parts) and _PLANNED.search(total.clause):
        return False
    if not in_one_unit(total, parts):
        # 84.60元 among amounts in 万元: the ledger tells whether another unit makes them close.
        return len(parts) > 2
    gap = abs(value - sum_of(parts))
    # Digits swapped at the head of an item leave more than any other slip, and always nines.
    wide = len(parts) >= LONG and not gap / total.figure.quantum % NINE
    if gap > (WIDELY if wide else FAIRLY) * value or telling(total.figure) < 2:
        return False
    count = _announced(total, parts, sentence, behind=behind)
    if count is not None:
        return count == len(parts)
    if len(parts) < FEWEST:
        return exclusive([name_in(part, sentence) for part in parts])
    said = _is_said(total, parts, sentence, behind=behind)
    if said or (total.figure.dimension == "count" and any(map(_overlaps, parts))):
        return said
    return not behind and gap <= NEAR * value and _is_by_form(total, parts, gap)


def name_in(part: Node, sentence: Sequence[Node]) -> str:
    """The name of an item; of 城镇户48户71人 that of the number before it."""
    before = sentence.index(part) - 1 if not part.label and not part.gap and part in sentence else -1
    return part.label or (sentence[before].label if before >= 0 else "")


def _is_by_form(total: Node, parts: Sequence[Node], gap: Decimal) -> bool:
    """Whether the numbers alone say that a list is all of its total.

    Three groups of one whole that overlap (三级手术, 微创手术) may come near it: swapped digits leave nines.
    """
    if len(parts) >= LONG:
        return True
    swapped = not gap / total.figure.quantum % NINE
    digits = sum(telling(node.figure) for node in (total, *parts))
    return digits >= DIGITS and (swapped or total.figure.dimension != "count")


def _announced(total: Node, parts: Sequence[Node], sentence: Sequence[Node], *, behind: bool) -> int | None:
    """How many items the words beside a list say that it has: 分两批下达，…; …，三处合计…."""
    if behind:
        before = sentence[sentence.index(total) - 1]
        said = before.figure.text if before not in parts and before.figure.dimension == "count" else ""
        words = said + total.gap.rpartition("；")[2]
    else:
        # 三级手术1,420台: the name of an item says nothing of how many there are.
        words = words_to(parts[0], sentence, total).removesuffix(parts[0].clause)
    found = list(_ANNOUNCED.finditer(words))
    return _NUMBERS[found[-1]["count"]] if found else None


def _overlaps(part: Node) -> bool:
    """Whether things counted may be others' too, or are what was done: 低保户, 培育示范村."""
    return KIND_OF.search(part.label) is not None or ACT.match(part.label) is not None


def is_loose(total: Node, parts: Sequence[Node]) -> bool:
    """Whether a list may leave something out, or is a series in time or a plan beside what came of it."""
    labels = [part.label for part in parts]
    loose = _OPEN.search(parts[0].lead) is not None or any(_AND_MORE.search(part.after) for part in parts)
    # 第一批4,500万元，第二批…，第三批…: what is divided like the items is one of them.
    another = (bool(total.label) and total.label in labels) or exclusive([total.label, *labels])
    return loose or another or any(_SERIES.search(_PURSE.sub("", label)) for label in labels)


def _is_said(total: Node, parts: Sequence[Node], sentence: Sequence[Node], *, behind: bool) -> bool:
    """Whether words or the form say that a list is all of its total: an item for the rest, 全部, 按…看."""
    if in_turn(parts):
        return True
    if _REST.search(parts[-1].label) or _REST.search(parts[-1].clause):
        return True
    if behind:
        return _TOTAL.search(total.clause) is not None or _TOTAL.match(total.after) is not None
    return _SHARED.search(words_to(parts[0], sentence, total)) is not None


def in_turn(parts: Sequence[Node]) -> bool:
    """Whether as many names as numbers stand before 分别: 东塘县、西岭县和南坡县分别新增40张、35张和28张."""
    found = _IN_TURN.search(parts[0].lead)
    if found is None or any(not _BESIDE.match(part.gap) for part in parts[1:]):
        return False
    return len(parts) > 2 and len(_AND.split(found["names"])) == len(parts)


def is_closed(total: Node, parts: Sequence[Node], sentence: Sequence[Node], *, behind: bool) -> bool:
    """Whether the text says that nothing but a list makes up a total: 加总即…, 此外未作他用."""
    value = value_of(total)
    made = sum_of(parts)
    if abs(value - made) > SHORT * value or is_loose(total, parts) or not in_one_unit(total, parts):
        return False
    if behind:
        told = total.sentence == parts[-1].sentence and _WHOLLY.search(total.clause) is not None
        return told and len(parts) > 2
    lead = _HOW_MANY.search(words_to(parts[0], sentence))
    if lead is not None and _NUMBERS[lead["count"]] != len(parts):
        return False
    made_of = _MADE_OF.match(parts[-1].after) or _DIVIDED_IN.search(words_to(parts[0], sentence, total))
    if made_of is not None:
        return _NUMBERS[made_of["count"]] == len(parts) > 2 and abs(value - made) <= FAIRLY * value
    said = _NOTHING_ELSE.search(parts[-1].after.partition("。")[0]) is not None
    return said and (len(parts) > 2 or lead is not None)


def words_to(part: Node, sentence: Sequence[Node], total: Node | None = None) -> str:
    """The words of a sentence up to one of its figures, or from its total to it: 只在两类平台之间切分，."""
    start = sentence.index(total) + 1 if total is not None and total in sentence else 0
    end = sentence.index(part)
    until = sentence[max(start, end - REACH) : end]
    return "".join(node.lead + node.figure.text for node in until) + part.lead


def in_one_unit(total: Node, parts: Sequence[Node]) -> bool:
    """Whether a total and its parts print the same unit: one 元 among 万元 is a slip or another thing."""
    return all(factor(part.figure) == factor(total.figure) for part in parts)
