"""The amounts that stand near a printed rate, and whether two of them make it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checks.reading.text.aims import is_aim
from gouji.checks.reading.text.nodes import Node
from gouji.checks.reading.text.quantities import ADDED
from gouji.figures.figure import Figure
from gouji.ledger.precision import printed_number, telling

HUNDRED = 100
REACH = 24
"""How many figures before a rate are looked at."""

SENTENCES = 2
"""How many sentences before that of a rate its amounts may stand in."""

EXACT = 3
"""How many digits a rate must print that two amounts near it do not make by chance."""

LEAST = 2
"""How many digits of an amount must tell for one of them to be wrong."""

_PEOPLE = frozenset({"人", "名", "位"})


def digits(rate: Figure) -> int:
    """How many digits of a rate say something: 5.40% has three, for a rate is round only where its decimals are."""
    whole, _, decimals = printed_number(rate).partition(".")
    return len((whole + decimals).lstrip("0")) if decimals.strip("0") else telling(rate)


def is_telling_rate(node: Node, least: int = EXACT) -> bool:
    """Whether a rate prints digits enough to say of which two amounts it is."""
    figure = node.figure
    plain = figure.dimension == "percent" and not figure.modifiers and figure.decimals > 0
    plain = plain and figure.high is None and (figure.value or 0) > 0 and digits(figure) >= least
    return plain and not is_aim(node)


def amount(node: Node) -> bool:
    """Whether it is a plain quantity: no price, no range, nothing rounded."""
    figure = node.figure
    plain = figure.dimension in ADDED and figure.high is None and not figure.per
    return plain and not figure.modifiers and bool(figure.value)


def before(nodes: Sequence[Node], at: int, sentences: int = SENTENCES) -> list[Node]:
    """The amounts before a rate, nearest first: in its sentence, and in so many before."""
    first = nodes[at].sentence - sentences
    near = (node for node in reversed(nodes[max(0, at - REACH) : at]) if node.sentence >= first)
    return [node for node in near if amount(node)]


def alike(one: Node, other: Node) -> bool:
    """Whether two amounts are counted in one unit."""
    if one.figure.base_unit != other.figure.base_unit:
        return one.figure.base_unit in _PEOPLE and other.figure.base_unit in _PEOPLE
    return one.figure.dimension == other.figure.dimension


_EACH_TIME = re.compile("每[年月季周天日次]")


def priced_by(node: Node) -> str:
    """What a price is for, and for what time: 人每月 for 每人每月80元; empty where nothing says it."""
    return node.figure.per + "".join(_EACH_TIME.findall(node.clause[-8:]))


def makes(part: Decimal, whole: Decimal, rate: Figure) -> bool:
    """Whether a part is the printed percentage of a whole, rounded as it is printed."""
    printed = rate.value or Decimal(0)
    return abs(part * HUNDRED - printed * whole) <= whole * rate.quantum / 2


def pairs(close: Sequence[Node], near: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """Two amounts of one unit, one of them of the closest, the nearest pairs first, each both ways round."""
    for far in near:
        for node in close:
            if node is not far and alike(node, far):
                yield node, far
                yield far, node


_SHARE_OF = re.compile(
    r"(?P<stem>合格|发放|达标|整改|办结|回收|入学|到位|满意|兑付|完好|覆盖|抽检)(?:率|比例)(?:为|达|达到|是)?$"
)
_DONE = re.compile(r"实|已|其中|合格|达标|满意|收回|回收")
_ASKED = re.compile(r"应|计划|抽检|抽查|发放问卷|发出|需|共|目标|任务|受理|检测|摸排")


def is_turned(rate: Node, part: Node, whole: Node) -> bool:
    """Whether a rate above 100 that cannot be divides what was to be done by what was: 合格率101.81%."""
    said = _SHARE_OF.search(rate.clause)
    if said is None or (rate.figure.value or 0) <= HUNDRED:
        return False
    done = said["stem"] in whole.clause or _DONE.search(whole.clause) is not None
    return done and _ASKED.search(part.clause) is not None and not _DONE.search(part.clause)


def looks_like(rate: Figure, part: Decimal, whole: Decimal) -> bool:
    """Whether one digit of a printed rate, or two that changed places, keep it from being that of two amounts."""
    quotient = (part * HUNDRED / whole).quantize(Decimal(1).scaleb(-rate.decimals))
    made, printed = f"{quotient:f}", printed_number(rate)
    if len(made) != len(printed):
        return False
    wrong = [at for at, (one, other) in enumerate(zip(made, printed)) if one != other]
    if len(wrong) == 2:
        first, second = wrong
        return made[first] == printed[second] and made[second] == printed[first]
    return len(wrong) == 1


def hides(rate: Figure, part: Figure, whole: Figure) -> bool:
    """Whether one digit of a rate, of its part or of its whole, or two that changed places, keep them from agreeing."""
    one, other = part.value or Decimal(0), whole.value or Decimal(0)
    if one <= 0 or other <= 0 or makes(one, other, rate):
        return False
    if looks_like(rate, one, other):
        return True
    return any(makes(each, other, rate) for each in _meant(part)) or any(
        makes(one, each, rate) for each in _meant(whole)
    )


def _meant(figure: Figure) -> Iterator[Decimal]:
    """The values that an amount of two telling digits or more may have been meant for: one digit else, or two swapped."""
    number = printed_number(figure).replace(".", "")
    if telling(figure) < LEAST or not number.isascii() or not number.isdecimal():
        return
    value = figure.value or Decimal(0)
    for power, digit in enumerate(map(int, reversed(number))):
        step = figure.quantum.scaleb(power)
        for other in range(10):
            if other != digit and (other or power < len(number) - 1):
                yield value + (other - digit) * step
        if power and int(number[len(number) - power]) != digit:
            yield value + (digit - int(number[len(number) - power])) * (step / 10 - step)
