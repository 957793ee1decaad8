"""The field's words: which kind of money a name speaks of, which stage, which account."""

from __future__ import annotations

import re
import unicodedata

from gouji.facts.model import Kind, Stage

# The word that stands last in a name decides: 项目支出预算 is a budget, 预算支出 is spending.
# Words of a stronger claim come first: 追加 before 预算, 年末结转 before 支出.
_BRACKETED = re.compile(r"[（(][^（()）]*+[）)]")
_SPENT_LAST = re.compile(r"(?:支出|执行|使用|支付)(?:数|额|总额|金额|资金|合计)?$")
_INITIAL = re.compile(r"年初(?:经|批复|部门|预算|安排|下达)")
_ADJUSTED = re.compile(r"调整后|调整预算|全年预算|追加后")
_FINAL = re.compile(r"决算|全年执行|实际支出|累计支出|支出总额|支出合计|累计支付")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_LAST_YEAR = re.compile(r"上年(?!结转|结余)|去年|上一年")
_STRONG: tuple[tuple[str, Kind], ...] = (
    (r"结转|结余|存量资金|剩余(?:资金)?$|未(?:支付|支出|使用|执行|发放|兑付)", "carryover"),
    (r"收回|终止|缴回|上缴|核减|调减|审减|追缴", "recovered"),
    (r"(?<!经)追加|调增|增拨", "addition"),
    (r"到位|到达|到账|拨付|拨入|已拨|划拨|第[一二三四五六七八九]批|[一二三四五六七八九两]批(?:资金|合计|次)|批次", "received"),
    (r"拨付(?:给|各|至|到(?!位))", "expenditure"),
    (r"年初预算|全年预算|调整预算|预算数|预算批复|批复|核定|经费安排|预算安排|安排.{0,6}(?:经费|资金)|预算总额|采购计划|筹集|资金计划"
     r"|追加调整后|预算资金|预算收入|预算指标|概算|调整后$|预算$|(?<!控制)标准$|下达|分配(?:金额|资金|数|情况)"
     r"|控制价|最高限价|合同总?(?:价|金额)", "budget"),
)  # fmt: skip
_PLAIN: tuple[tuple[str, Kind], ...] = (
    (
        "支出|开支|执行|支付|使用|花费|消费|列支|费用|报销|发放|补助|补贴|补偿|兑付|结算|成交|价款|(?<!收入)决算|实际采购",
        "expenditure",
    ),
    ("收入|取得|收到|收取|(?:本年|当年|全年)[^，]{0,6}拨款$", "income"),
    ("投入|投资|建设资金|配套|(?<!支)出资|自筹|社会资本", "investment"),
    ("预算|安排|申报", "budget"),
)
# A purpose without a verb (培训费, 人员经费) is spending, if nothing else is said.
_PURPOSE = re.compile("经费|工资|福利|费$|采购|购置|租赁|印刷")
# Money named after where it comes from, and nothing said of its fate, is money planned.
_SOURCE = re.compile(
    r"(?:专项|转移支付|补助|奖补|补偿|财政|债券|中央|[省市县区州盟旗]级|自治区|上级|项目)资金(?:总额|总量|规模)?$|公益金$|(?:专项|项目)经费$|财政拨款$"
)
_GIVEN = re.compile("补助|补贴|补偿|配套")
# An instalment is money come in, whoever sent it down.
_BATCH = re.compile(r"第[一二三四五六七八九]批")
# 转移支付 is money handed down, whatever its 支付 says.
_TRANSFER = re.compile(r"转移支付(?:资金)?")
_STRONG_RE = tuple((re.compile(pattern), kind) for pattern, kind in _STRONG)
_ANY_STRONG = re.compile("|".join(pattern for pattern, _ in _STRONG))
_PLAIN_RE = tuple((re.compile(pattern), kind) for pattern, kind in _PLAIN)
_BUDGET_SCOPE = re.compile(r"(?:一般公共|政府性基金|国有资本经营|社会保险基金)预算")


# Money that is nobody's budget: what people earn and firms turn over.
_NOT_OURS = re.compile(
    r"可支配收入|人均收入|农民收入|居民收入|经营收入|经济收入|经济效益|营业收入|销售|产值|利润|税金|税收|纳税|缴税|增收(?!类|项目|工程)|节约|节省|节支"
    r"|旅游(?:综合|总)?收入|挽回|损失|资产(?:总额|总计|净值|原值|合计)|(?:流动|固定|无形)资产$|负债|净值|结余分配"
    r"|减免|集体(?:经济)?(?:经营性?)?收入|小额信贷(?!贴息|风险)|缺口|余款|尾款|未到位|控制标准|原值|中标"
)
# What one of many costs is nobody's budget; a 标准 of it is set by a plan.
_EACH = re.compile(
    r"(?:人均|户均|次均|生均|车均|村均|笔均|单价|单位(?:成本|造价)|百元|每[^，]{1,8}成本)(?!.*标准$)"
)
_PURSE = re.compile(
    r"(?:中央|省|市|县|区|州|财政|上级|地方|本级|自有|其他|单位)[^，。]{0,6}(?:补助|配套|资金|投入|拨款|安排|奖补)$|配套$"
)


def says_purse(name: str) -> bool:
    """Whether a name only says whose money it is (中央补助, 县级配套), not what becomes of it."""
    return _PURSE.search(name) is not None


def kind_of(name: str) -> Kind | None:
    """The kind of money that a name speaks of 资金性质; ``None`` if no word tells."""
    # 一般公共预算 names a purse, not a plan: its 预算 says nothing about the kind.
    name = _TRANSFER.sub("专项资金", _BUDGET_SCOPE.sub("", name))
    bare = _BRACKETED.sub("", name)
    return _kind(bare) or (_kind(name) if bare != name else None)


def _kind(name: str) -> Kind | None:
    if _NOT_OURS.search(name) or _EACH.search(name):
        return "other"
    strong: list[tuple[int, Kind]] = []
    for pattern, kind in _STRONG_RE if _ANY_STRONG.search(name) else ():
        strong += [(match.end(), kind) for match in pattern.finditer(name)]
    if strong:
        return _strongest(name, strong)
    plain = [(match.end(), kind) for pattern, kind in _PLAIN_RE for match in pattern.finditer(name)]
    if names_source(name):
        return "budget"
    if plain:
        return max(plain, key=lambda hit: hit[0])[1]
    return "expenditure" if _PURPOSE.search(name) else None


def names_source(name: str) -> bool:
    """Whether a name is of money set aside (专项资金) and says nothing of its fate (使用专项资金)."""
    return _SOURCE.search(name) is not None and not _says_fate(name)


def _says_fate(name: str) -> bool:
    """Whether a name says what becomes of the money (使用专项资金), beside whose it is."""
    bare = _GIVEN.sub("", name)
    return any(pattern.search(bare) for pattern, _ in _PLAIN_RE)


def _strongest(name: str, hits: list[tuple[int, Kind]]) -> Kind:
    kinds = {kind for _, kind in hits}
    if "carryover" in kinds:
        return "carryover"
    last = max(hits, key=lambda hit: hit[0])
    # 追加调整后的部门预算: what stands after the addition is the plan as adjusted.
    if "addition" in kinds and re.search(r"调整后|追加后", name):
        return "budget"
    if "addition" in kinds:
        return "addition"
    if _BATCH.search(name) and last[1] in ("received", "budget"):
        return "received"
    if "recovered" in kinds:
        return "recovered"
    if _SPENT_LAST.search(name) and last[1] in (
        "received",
        "budget",
    ):
        return "expenditure"
    return last[1]


def stage_of(name: str) -> Stage | None:
    """The stage of a budget that a name speaks of 预算阶段."""
    if _INITIAL.search(name):
        return "initial"
    if _ADJUSTED.search(name):
        return "adjusted"
    if _FINAL.search(name):
        return "final"
    return None


_SCOPE = re.compile(
    r"一般公共预算(?:财政拨款)?|政府性基金预算|国有资本经营预算|社会保险基金预算|其他资金|财政拨款|单位自有资金|上级资金"
)


def scope_of(text: str) -> str | None:
    """The purse a name speaks of 口径, as written."""
    match = _SCOPE.search(text)
    return match.group() if match else None


def fold(text: str) -> str:
    """A text without blanks and punctuation, full width as half width: for comparing names."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LN")


_ACCOUNT = re.compile(
    r"基本支出|项目支出|人员经费|(?:日常)?公用经费|工资福利支出|商品和服务支出|对个人和家庭(?:的)?补助(?:支出)?|资本性支出|"
    r"债务利息(?:及费用)?支出|对企业补助|“?三公”?经费|公务接待费|公务用车购置费|公务用车运行(?:维护)?费|因公出国[（(]境[）)]费|"
    r"结转(?:和)?结余|财政拨款收入|事业收入|经营收入|其他收入|其他支出|政府采购|总收入|总支出|收入合计|支出合计|本年收入|本年支出"
)


def account_of(name: str) -> str | None:
    """The account a name speaks of 科目, as written: the last one it names."""
    found = _ACCOUNT.findall(name)
    return found[-1] if found else None


def period_of(name: str, fiscal_year: int | None) -> str | None:
    """The year an amount is of 期间: the one in its name, the year before for 上年, else the report's own."""
    year = _YEAR.search(name)
    if year:
        return year.group()
    if fiscal_year is None:
        return None
    return str(fiscal_year - 1 if _LAST_YEAR.search(name) else fiscal_year)
