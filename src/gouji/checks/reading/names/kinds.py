"""What is counted and what is listed: whether the items of a list bear the name of their number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_ENCLOSED = re.compile(r"[（“《‘][^（）“”《》‘’]*+[）”》’]")
NUMERAL = r"(?:\d{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
NUMERALS = r"[\d一二两三四五六七八九十]{1,3}"
"""Where a small number may stand, quick to search for; ``is_numeral`` says whether it is one."""

_NUMERAL = re.compile(NUMERAL)
_HANZI_DIGITS = "零一二三四五六七八九"
# Verbs that govern what follows them: behind one of these a number begins something new.
_VERBS = (
    "开展|举办|组织|完成|实施|推进|推动|建立|建成|新建|获得|荣获|涉及|覆盖|支持|打造|印发|出台|编制|承办|参加|参与|设立|设置|设有|"
    "下设|内设|下辖|成立|做到|达到|抽取|抽选|选取|聘请|邀请|发放|推荐|申报|争取|签订|引进|派出|选派|招录|发现|落实|安排|下达|拨付|"
    "投入|入选|创建|创办|开设|开办|提供|召开|走进|深入|联合|组成|构成|形成|牵头|承担|负责|防范化解|化解|打好|打赢|抓好|聚焦|围绕|"
    "统筹|强化|突出|紧扣|实现|完善|健全|构建|做好|做强|壮大|巩固|破解|解决|攻克|瞄准|紧盯|坚持|贯彻|对接|收到|共有|分赴|惠及|带动|"
    "了|的|在|于|对|由|给|向|与|和|及|有|是|为|将|把|被|等"
)
# Verbs that name a piece of work as well: 管网改造, 业务培训.
_WORKS = "建设|培训|评选|认定|制定|抽查|走访|购置|采购|安装|改造|维修|聘用|配备|配置|整改|检查|巡查|督查|调研|慰问|提升|治理|保护|推广"
_ACTS = f"{_VERBS}|{_WORKS}"
_VERB = re.compile(_VERBS)
_ENDS_IN_VERB = re.compile(rf"(?:{_VERBS})$")
_ENDS_IN_ACT = re.compile(rf"(?:{_ACTS})$")
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范"
    "方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申"
    "尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包"
    "司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆"
)
_NAME = re.compile(rf"[{_SURNAMES}][一-龥]{{1,2}}$")
_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(head), re.compile(rf"(?:{tail})$"))
    for head, tail in (
        (
            "企业|公司|厂|单位|机构|院所|中心|站",
            "公司|厂|集团|局|委|院|中心|站|协会|学会|馆|办|室|科|部|股|队|所|处|校|园|大学|学院|政府|合作社|企业|店|场|矿|基地|厅|会",
        ),
        ("股室|科室|处室|部门|内设|部室|股|科", "室|科|股|部|处|办|局|中心|站|队|组|委|厅|院|所|政府|会"),
        ("乡镇|镇|乡|街道|办事处", "镇|乡|街道|办事处|开发区|园区"),
        ("村|社区", "村|社区|屯|庄"),
        ("县|区|市|州|旗", "县|区|市|州|旗|盟"),
        ("学校|院校|高校|中学|小学|幼儿园|校", "学校|小学|中学|学院|大学|幼儿园|校|园|一中|二中|三中|四中"),
        ("医院|卫生院", "院|中心|站"),
        ("工作组|小组|专班|检查组|督查组|督导组", "组|专班"),
        ("场馆|馆", "馆|中心|院"),
    )
)
_PLAIN_HEADS = re.compile(
    r"乡镇|镇|街道|县|区|产业|平台|工程|阶段|环节|方面|方向|领域|行业|板块|行动|机制|体系|中心"
)


class Declared(NamedTuple):
    """A number that counts a list: its value, its place in the line, what is counted."""

    value: int
    start: int
    end: int
    measure: str
    noun: str


def is_numeral(text: str) -> bool:
    """Whether a run of numerals is one small number: 12, 十二, 两; not 123, not 二三."""
    return _NUMERAL.fullmatch(text) is not None


def number(text: str) -> int:
    """A small number in digits or in Chinese numerals."""
    if text.isdecimal():
        return int(text)
    text = text.replace("两", "二")
    tens, found, ones = text.rpartition("十")
    if not found:
        return _HANZI_DIGITS.index(text)
    return (_HANZI_DIGITS.index(tens) if tens else 1) * 10 + (_HANZI_DIGITS.index(ones) if ones else 0)


def bare(item: str) -> str:
    """An item without what stands in its brackets and quotation marks."""
    return _ENCLOSED.sub("", item)


def ends_in_act(text: str, items: Sequence[tuple[int, int]], *, divided: bool) -> bool:
    """Whether the number is the object of a verb and not the end of a list; 分为 divides work as well."""
    pattern = _ENDS_IN_VERB if divided or len(items) > 2 else _ENDS_IN_ACT
    return pattern.search(bare(text[slice(*items[-1])])) is not None


def all_quoted(text: str, items: Sequence[tuple[int, int]]) -> bool:
    """Whether every item stands in quotation marks; *text* has their insides masked."""
    whole = re.compile(r"[“《][·]+[”》]$")
    return len(items) > 1 and all(
        whole.search(text[first:last]) and (first == items[0][0] or text[first] in "“《")
        for first, last in items
    )


def clean(text: str, items: Sequence[tuple[int, int]]) -> bool:
    """Whether what stands between the first and the last mark are names and not clauses."""
    words = [bare(text[first:last]) for first, last in items[1:]]
    return all(1 < len(word) <= 16 and not _VERB.search(word) for word in words)


def short(items: Sequence[tuple[int, int]]) -> bool:
    """Whether all items but the first, which a verb may precede, are words of four characters at most."""
    return all(last - first <= 4 for first, last in items[1:])


def surely_ends(text: str, declared: Declared, items: Sequence[tuple[int, int]]) -> bool:
    """Whether a list before its number can be nothing else than what the number counts."""
    if declared.measure == "大":
        return len(items) > 2 and all(last - first <= 8 for first, last in items[1:])
    if of_a_kind(text, declared, items) or _same_ending(text, items):
        return True
    head = declared.measure + declared.noun[:6]
    near = abs(declared.value - len(items)) == 1 and len(items) > 2
    return near and short(items) and _PLAIN_HEADS.search(head) is not None


def _same_ending(text: str, items: Sequence[tuple[int, int]]) -> bool:
    return len(items) > 2 and len({bare(text[first:last])[-2:] for first, last in items}) == 1


def of_a_kind(text: str, declared: Declared, items: Sequence[tuple[int, int]]) -> bool:
    """Whether the items bear the name of what is counted: 3个乡镇 and 甲镇、乙镇、丙乡."""
    head = declared.measure + declared.noun[:8]
    words = [bare(text[first:last]) for first, last in items]
    if any(kind.search(head) and all(tail.search(word) for word in words) for kind, tail in _KINDS):
        return True
    ending = declared.noun[-2:]
    return len(ending) == 2 and all(word.endswith(ending) for word in words)


def names(text: str, declared: Declared, items: Sequence[tuple[int, int]]) -> bool:
    """Whether 2人（…、…） lists persons by name."""
    persons = declared.measure in ("人", "名", "位") and declared.value <= 12
    return persons and all(_NAME.search(bare(text[first:last])) for first, last in items)
