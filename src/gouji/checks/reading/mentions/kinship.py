"""Whether two amounts may be of one thing by their names alone."""

from __future__ import annotations

import re

from gouji.checks.reading.mentions.collected import Mention
from gouji.checks.reading.names.purposes import TOTAL, item_name
from gouji.figures.figure import Figure
from gouji.ledger.precision import printed_number

_BLANK = re.compile(r"[“”\"'《》（）()、·\s]")
_HEDGES = re.compile(r"(?:已经|已|达到|突破|超过|超|高达|达|近|逾|约|共|总计|累计|为|有|的|了)+$")
_GENERAL = re.compile(
    r"^(?:共计|合计|实际|资金|支出|经费|收入|预算|投入|项目|专项|总额|完成值|专项资金|支出总额|到位资金)*$"
)


def significant(figure: Figure, digits: int = 2) -> bool:
    """Whether a figure prints at least so many digits that are not zeros at its ends."""
    return len(printed_number(figure).replace(".", "").strip("0")) >= digits or (figure.value or 0) >= 10**6


def squeezed_name(label: str) -> str:
    """A name without marks, and without the words that lead over to the number."""
    return _HEDGES.sub("", _BLANK.sub("", label))


def bare_name(label: str) -> str:
    """A name without marks, hedges, years and 资金, 支出 and the like at its edges."""
    return item_name(squeezed_name(label))


def common_run(first: str, second: str, least: int) -> bool:
    """Whether two names share a run of so many characters that says what they are of."""
    short, long = sorted((first[-60:], second[-60:]), key=len)
    runs = (short[at : at + least] for at in range(len(short) - least + 1))
    return any(run in long and not _GENERAL.match(run) for run in runs)


def akin(first: Mention, second: Mention) -> bool:
    """Whether two mentions of one value are of one thing: an account, a project, or much the same words."""
    one, other = first.key, second.key
    if one.period is not None and other.period is not None and one.period != other.period:
        return False
    if one.account is not None and one.account == other.account:
        return one.account != TOTAL or one.purse == other.purse or significant(first.figure, 4)
    digits = len(printed_number(first.figure).replace(".", "").strip("0"))
    least = 3 if digits >= 5 else 4
    return common_run(
        squeezed_name(first.key.account or first.label), squeezed_name(other.account or second.label), least
    )


def same_name(first: str, second: str, least: int = 4) -> bool:
    """Whether one name is the other, or ends in it: 助力产生税金 and 产生税金."""
    one, other = bare_name(first), bare_name(second)
    short, long = sorted((one, other), key=len)
    return len(short) >= least and long.endswith(short) and not _GENERAL.match(short)
