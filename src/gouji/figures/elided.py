"""Amounts that leave their unit out 省略单位: 28万, 3.5亿, 13亿居民."""

from __future__ import annotations

from gouji.figures.lazy import Lazy
from gouji.figures.reading import Amount
from gouji.figures.unit import YUAN

_MONEY_WORDS = Lazy(
    "资金|经费|金额|投入|支出|收入|预算|补助|补贴|产值|利润|成本|费|款|价|拨付|下达|安排|税|债|奖励"
    "|资产|净值|原值|余额|结余|贷款|存款|欠|在建工程|交易额|销售额|收益|筹集|募集"
)
_NO_WORDS = "≥≤＞＜><=＝约近超 \u3000\t|"
# What shows behind a magnitude what it counts: people (1), money (2) with its unit after all (3),
# money if it is spoken of before (4), people further on if it is not (5).
_COUNTED_OR_PAID = Lazy(
    "((?:各族|城乡|农村|城镇|基层|广大|困难|脱贫|贫困|常住|流动|参保|在校|中小学?|大中专)?(?:群众|居民|人口|百姓|市民|村民|农民"
    "|职工|学生|师生|教师|游客|观众|听众|网民|粉丝|党员|干部|青年|老人|老年|妇女|儿童|农户|牧民|用户|企业|医务|人员|劳动力|从业))"
    "|((?:左右|上下)(元)|资金|经费|补助|补贴|奖金|奖励|投资|贷款|预算|专项)"
    "|(用于|用来|用作|作为|购买|购置|建设|支持)|左右|上下"
    "|([一-龥\\s]{1,12}?(?:群众|居民|学生|师生|教师|职工|农民|人员|人口|用户))"
)


def read_elided(text: str, amount: Amount) -> bool:
    """28万, 3.5亿 with the unit left out: money where money is spoken of, else a count."""
    following, named = text[amount.end : amount.end + 1], None
    if amount.printed[:1] not in ("万", "亿"):
        return False
    if following.isalpha() and following not in "的以和及至到":
        named = _COUNTED_OR_PAID.match(text, amount.end)
        if named is None:
            return False
        if named[1]:
            return True
        if named[2]:
            amount.unit = YUAN
            if named[3]:
                amount.end, amount.modifiers = named.end(3), ("approx",)
            return True
    before = text[max(0, amount.start - 24) : amount.start]
    clause = before[max(before.rfind("\n"), before.rfind("。")) + 1 :]
    if not clause.strip(_NO_WORDS):
        clause = before  # a cell of its own: the words stand on the line above
    if _MONEY_WORDS.search(clause):
        amount.unit = YUAN
        return named is None or not named[5]
    return named is None or not named[4]
