"""XREF-SUBSET 部分不超整体: what is a part of something is not more than it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from gouji.checks import proposes
from gouji.checks.reading.mentions.collected import Key, Mention, mentions
from gouji.checks.reading.mentions.groups import comparable, reference_of
from gouji.checks.reading.names.keys import CONTAINS
from gouji.checks.reading.names.purposes import TOTAL
from gouji.checks.reading.quantities.passed import passed
from gouji.checks.reading.text.changes import CHANGED_BY
from gouji.checks.reading.text.nodes import Node, passages
from gouji.facts import Facts
from gouji.findings import Operand, Relation

_STOPS = re.compile("[；。]")
_OPEN_CUES = re.compile(r"主要|含|包含")
_POOL = re.compile(r"征集|收到|申报|报名|参赛|参评|推荐|受理|参加|送审|提交|抽查|排查|检查|收集|摸排|发放")
_CHOSEN = re.compile(r"遴选|评选|选出|评出|筛选|挑选|精选|选取|入围|获奖|采纳|录用|录取|通过|合格|收回|回收")
_AMONG = re.compile(r"其中")
_OUT_OF = re.compile(r"^[^，。；：]{0,8}?(?P<name>[一-龥]{2,8}?)(?:资金|金额|款)?中，[^，。；：]{0,20}$")
_SOME_OF = re.compile(r"^(?P<name>[一-龥]{2,12}?)中(?![心小等央级型专学部期])，?(?:为)?[^，。；：]{0,20}$")
_TOTAL_WORDS = re.compile(r"调整后|合计|总[额计数]|全年|本年|结转|结余|年初|年末")
_PERSONS = re.compile(r"(?P<stem>.{0,2})人数(?:为|是|达|达到|约|共)*$")
_TIMES = re.compile(r"(?P<stem>.{0,2})人次(?:数)?(?:为|是|达|达到|约|共)*$")
_DISTINCT = re.compile(
    r"去重|去除重复|剔除重复|扣除重复|不重复|按人头|按(?:身份证|人数)[^，。；]{0,4}(?:统计|计算|折算)"
)
_LEFT = re.compile(r"结余|结转|余额")
_OF_BOUND = re.compile(r"(?:及|含)?(?:以[上下内外])[一-龥]{0,14}")
_IN_NAME = re.compile(
    r"(?:的|之?[内后前外上下]|以[内外上下后前]|及以[上下]|新|级|期|制|型|批|届|末|底|度|来|起|个?月|龄)"
)
_OPENS = re.compile(r"其中[，：]?[^，。；：（）]{2,20}$")
_CONTAINS = re.compile(r"^（?(?:其中|含|包括|内含)[，：]?[^，。；：（）]{2,20}$")
_CLAUSE_ENDS = re.compile("[，；。：（]")
FIGURES_IN_NAME = 2
"""How many figures may stand in the name of a part: 其中离校2年内、16至24岁的青年1,180人."""

SHARED = 4
"""How many characters at its end a name must share with the amount that something is taken out of."""

NEAR = 40
"""How many figures of a sentence a part and its whole may lie apart."""

OWN_STAGES = ("change", "initial", "adjusted", "opening", "closing")
"""What stands behind 主要用于 and is a stage of the whole account is no part: 追加资金主要用于…，调整后全年预算…."""

ASPECTS = ("spent", "income", "initial", "adjusted", "opening", "closing")


@proposes("XREF-SUBSET", title="部分不超整体", severity="high")
def subsets(facts: Facts) -> Iterator[Relation]:
    """A part does not exceed its whole: of a purse, of what it was chosen from, persons of person-times.

    Formula: 一般公共预算 ≤ 财政拨款 ≤ 部门整体 ; 主要为 x ≤ 合计 ; 入选数 ≤ 征集数 ; 办结数 ≤ 受理数 ; 人数 ≤ 人次
    Example: 人员经费 of 505.82 in 一般公共预算 beside 334.93 of the whole department is contradicted.
    Undetermined: The purse, the stage or the year of one of the two is not known.
    Source: Rule R13; prose and tables on the purses, on 主要为 and 主要用于, on 遴选 and 人次.
    """
    found = mentions(facts)
    yield from _purses(found)
    yield from _mainly(found)
    for passage in passages(facts):
        for sentence in passage.sentences():
            yield from _chosen(sentence)
            yield from _of_them(sentence)
            yield from (replace(_bound(part, whole), severity="medium") for part, whole in passed(sentence))
            yield from _persons(sentence)
            yield from _one_part(sentence)
        yield from _said_after(passage.nodes)
        yield from _in_brackets(passage.nodes)
        yield from _heads_counted(passage.nodes)
        yield from _taken_out(passage.nodes)
        yield from _counted_out(passage.nodes)


def _purses(found: Sequence[Mention]) -> Iterator[Relation]:
    by_rest: dict[Key, dict[str, list[Mention]]] = {}
    for mention in found:
        key = comparable(mention) if mention.plain else None
        if key is not None and key.purse is not None and key.aspect in ASPECTS:
            by_rest.setdefault(key._replace(purse=None), {}).setdefault(key.purse, []).append(mention)
    for purses in by_rest.values():
        for outer, inner in CONTAINS.items():
            for purse in inner if outer in purses else ():
                yield from _below(purses.get(purse, ()), reference_of(purses[outer]))


def _below(parts: Sequence[Mention], whole: Mention) -> Iterator[Relation]:
    """Every different value that is printed for the part, against the whole; not those listed right below it."""
    values: set[object] = set()
    for part in parts:
        listed = part.whole is whole or part.group == whole.group
        if part.figure.value and part.figure.value not in values and not listed:
            values.add(part.figure.value)
            yield Relation(part.operand("part"), whole.operand("whole"), bound=True, scope=part.scope)


def _mainly(found: Sequence[Mention]) -> Iterator[Relation]:
    for mention in found:
        whole = mention.whole
        named = mention.key.account not in (None, TOTAL)
        if (
            whole is not None
            and named
            and _OPEN_CUES.match(mention.cue)
            and not mention.figure.per
            and mention.key.aspect not in OWN_STAGES
            and whole.plain
        ):
            yield Relation(
                mention.operand("part"),
                whole.operand("whole"),
                bound=True,
                scope=whole.scope,
                severity="medium",
            )


def _chosen(sentence: Sequence[Node]) -> Iterator[Relation]:
    for pool, chosen in pairwise(sentence):
        counts = pool.figure.dimension == chosen.figure.dimension == "count"
        alike = counts and pool.figure.base_unit == chosen.figure.base_unit and "；" not in chosen.gap
        if alike and pool.addable and _POOL.search(pool.clause) and _CHOSEN.search(chosen.gap):
            yield _bound(chosen, pool)


_OF_THEM = re.compile(r"^的?[一-龥]{0,8}(?<!其)中[，]?(?!央|心|小|等|型|学|期)[一-龥]{2,14}$")


def _of_them(sentence: Sequence[Node]) -> Iterator[Relation]:
    """1,293张床位中护理型床位980张: the second is some of the first."""
    for whole, part in pairwise(sentence):
        some = _OF_THEM.match(part.gap) is not None and _same_unit(whole, part)
        if some and whole.addable and part.addable and not (whole.figure.modifiers or part.figure.modifiers):
            yield _bound(part, whole)


def _one_part(sentence: Sequence[Node]) -> Iterator[Relation]:
    """The one part that 其中 takes out of a whole; several of them are added up elsewhere."""
    for at, node in enumerate(sentence):
        if (
            not at
            or _AMONG.search(_STOPS.split(_said_before(sentence, at))[-1]) is None
            or not node.addable
            or node.figure.modifiers
        ):
            continue
        # What a semicolon parts from it is of something else.
        own_list = takewhile(lambda each: "；" not in each.gap, sentence[at + 1 : at + NEAR])
        later = [each for each in own_list if _same_unit(each, node) and each.addable]
        whole = next((n for n in reversed(sentence[max(0, at - NEAR) : at]) if _same_unit(n, node)), None)
        if whole is not None and _is_of_the_total(sentence[:at], node, whole):
            continue
        # A part may change by more than its whole: A 增加3万元, B 减少2万元.
        own = _TOTAL_WORDS.search(node.label) is not None or CHANGED_BY.search(node.clause) is not None
        if not later and not own and whole is not None and whole.addable and not whole.figure.modifiers:
            yield _bound(node, whole)


def _said_after(nodes: Sequence[Node]) -> Iterator[Relation]:
    """全年见习1,920人。其中，高校毕业生1,180人: the one count of the sentence before holds the part."""
    for at, node in enumerate(nodes):
        opens = node.stops and at and node.figure.dimension == "count" and _OPENS.match(node.lead)
        if not opens or not node.addable or node.figure.modifiers:
            continue
        before = [n for n in nodes[max(0, at - NEAR) : at] if n.sentence == node.sentence - 1]
        wholes = [n for n in before if _same_unit(n, node) and n.addable]
        others = [n for n in nodes[at + 1 : at + NEAR] if n.sentence == node.sentence and _same_unit(n, node)]
        if len(wholes) == 1 and not others and not wholes[0].figure.modifiers:
            yield _bound(node, wholes[0])


def _in_brackets(nodes: Sequence[Node]) -> Iterator[Relation]:
    """5,920人（含高校毕业生1,180人）: the one part that brackets behind a count name."""
    for whole in nodes:
        alike = [inner for inner in whole.inside if _same_unit(inner, whole)]
        if (
            len(alike) != 1
            or whole.figure.dimension != "count"
            or not whole.addable
            or whole.figure.modifiers
        ):
            continue
        part = alike[0]
        if part is whole.inside[0] and _CONTAINS.match(part.gap) and not part.figure.modifiers:
            yield _bound(part, whole)


def _said_before(sentence: Sequence[Node], at: int) -> str:
    """The words before a figure, with those of its clause before a figure of another kind in its name.

    其中80万元以上的6台, 其中离校2年内的毕业生1,180人, 其中60岁以上老人820人.
    """
    words = sentence[at].gap
    for earlier in reversed(sentence[max(1, at - FIGURES_IN_NAME) : at]):
        if _CLAUSE_ENDS.search(words) is not None or _same_unit(earlier, sentence[at]):
            break
        if not (_OF_BOUND.fullmatch(words) or _IN_NAME.match(words)):
            break
        words = earlier.gap + words
    return words


def _is_of_the_total(before: Sequence[Node], part: Node, whole: Node) -> bool:
    """Whether a count may be of the total that a list divides, and not of its last item: 甲18件、乙15件，其中超标17件."""
    if part.figure.dimension != "count" or (part.figure.value or 0) <= (whole.figure.value or 0):
        return False
    alike = [node for node in before[-NEAR:] if _same_unit(node, part) and node.addable]
    return len(alike) > 2 and any((node.figure.value or 0) >= (part.figure.value or 0) for node in alike)


def _taken_out(nodes: Sequence[Node]) -> Iterator[Relation]:
    """What is taken out of an amount that a sentence before named: 结余资金中，已收回12万元."""
    for at, node in enumerate(nodes):
        found = _OUT_OF.search(node.lead) if at and node.stops and node.addable else None
        if found is None or node.figure.modifiers or _TOTAL_WORDS.search(node.clause):
            continue
        before = [n for n in nodes[max(0, at - NEAR) : at] if _same_unit(n, node) and n.addable]
        name = found["name"]
        shared = min(len(name), 2 if _LEFT.search(name) else SHARED)
        named = [n for n in before if n.label.endswith(name[-shared:]) and not n.figure.modifiers]
        if len(named) == 1 and node.sentence - named[0].sentence <= 1:
            yield _bound(node, named[0])


def _counted_out(nodes: Sequence[Node]) -> Iterator[Relation]:
    """Those of a group that the sentence before counted: 寄宿生300人、走读生500人。寄宿生中享受补助的280人."""
    for at, node in enumerate(nodes):
        found = _SOME_OF.search(node.lead) if at and node.stops and node.addable else None
        if found is None or node.figure.dimension != "count" or node.figure.modifiers:
            continue
        before = [n for n in nodes[max(0, at - NEAR) : at] if _same_unit(n, node) and n.addable]
        name, stem = found["name"], found["name"].removesuffix("项目").removesuffix("工程")
        # 已完工1,188个。已完工项目中，…: the noun is added where the number no longer says it.
        named = [
            n
            for n in before
            if not n.figure.modifiers and (n.label == name or (len(stem) > 2 and n.clause.endswith(stem)))
        ]
        if len(named) == 1 and node.sentence - named[0].sentence <= 1:
            yield _bound(node, named[0])


def _same_unit(node: Node, other: Node) -> bool:
    return (node.figure.dimension, node.figure.base_unit) == (
        other.figure.dimension,
        other.figure.base_unit,
    ) and (node.figure.dimension in ("money", "count"))


def _persons(sentence: Sequence[Node]) -> Iterator[Relation]:
    """人数 and 人次 of one thing in one sentence."""
    for first, second in pairwise(sentence):
        for persons, times in ((first, second), (second, first)):
            one, other = _PERSONS.search(persons.clause), _TIMES.search(times.clause)
            if (
                one is None
                or other is None
                or {persons.figure.dimension, times.figure.dimension} != {"count"}
            ):
                continue
            stem = one["stem"][-2:].removeprefix("总")
            if stem and other["stem"].endswith(stem):
                yield _bound(persons, times)


def _heads_counted(nodes: Sequence[Node]) -> Iterator[Relation]:
    """Persons without those who came twice, of the person-times before: 培训1200人次……去重后实际培训800人."""
    for at, node in enumerate(nodes):
        figure = node.figure
        if figure.unit not in ("人", "名") or not at or not node.addable or figure.modifiers:
            continue
        if _DISTINCT.search(node.lead) is None:
            continue
        times = [n for n in nodes[max(0, at - NEAR) : at] if n.figure.unit == "人次" and n.addable]
        plain = [n for n in times if not n.figure.modifiers and n.figure.value is not None]
        if plain:
            yield _bound(node, max(plain, key=lambda each: each.figure.value or 0))


def _bound(part: Node, whole: Node) -> Relation:
    return Relation(
        Operand("part", part.label, part.figure),
        Operand("whole", whole.label, whole.figure),
        bound=True,
        severity="medium",
    )
