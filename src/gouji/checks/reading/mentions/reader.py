"""The mentions of prose, sentence by sentence: what each clause says, and what it takes from those before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gouji.checks.reading.lists.items import number_of
from gouji.checks.reading.mentions.accounts import within
from gouji.checks.reading.mentions.clauses import (
    beside,
    ends_list,
    is_of_part_year,
    is_rate,
    is_total,
    of_one_part,
    subject_of,
    whole_of,
)
from gouji.checks.reading.mentions.openings import (
    AMONG,
    besides,
    budget_line,
    gives_reason,
    has_subject,
    opening_of,
    phrase_of,
)
from gouji.checks.reading.mentions.topics import Topic, topic_above, topic_of
from gouji.checks.reading.names.context import PROJECT_NOUN, Context
from gouji.checks.reading.names.keyed import PROJECT, Key, Mention
from gouji.checks.reading.names.keys import (
    WHOLE,
    Words,
    is_batch,
    is_single,
    level_in,
    period_in,
    read_words,
)
from gouji.checks.reading.names.purposes import TOTAL, Name, item_name, name_of
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.facts.accounts import ECONOMIC, NOT_SPENDING, SANGONG, named_in

_CLAUSES = re.compile("[，；]")

_SPENT_OF_IT = re.compile(r"(?:(?:支出|收入)?决算数?|(?:全年)?执行数|年初预算数?)为?")
_GRAND = re.compile(r"收.{0,2}支.{0,2}总计|(?:收入|支出)总计")

_OPENS_LIST = re.compile(r"其中[：，]?$")
_THIS = re.compile(r"^(?:该|本|此)(?:项目|专项|资金|项资金|工程|计划|项)")
_TOTALS = re.compile(r"全年|本年|合计|总|共计|各项|整体|年末|年初|结转|结余|收入|部门|单位")
_EVERYWHERE = ("全省", "全市", "全县", "全区", "全州")
_OWN_TOTAL = re.compile(
    r"本年[收支]|全年[收支]|总[收支]|年度[收支]|[收支][入出](?:合计|总计)|年初(?:批复)?(?:部门)?预算|调整后.{0,6}预算|全年预算"
)
_AVERAGE = re.compile(r"[生人户村校亩车床]均")
_OF_NATURE = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[）、.．][^，。；：\d]{0,6}?"
    r"(?P<account>基本支出|项目支出|三公经费|政府采购)[^，。；：\d]{0,8}[。：]"
)
_INCLUSIVE = re.compile(r"(?:^|[，；。])含[^，；。]{2,40}在内")
_PLANNED = re.compile(r"(?:配套|筹资|筹集|投资|用款|到位|安排|资金)计划(?:数|额|为)*$")
_OF_YEARS = re.compile(r"(?:来|间|内)?(?:累计|合计|共|总)")
"""What follows a number of years whose amounts are added up: 两年累计支出."""
_OF_PROJECTS = re.compile(r"(?:^|[。；，])(?:在|关于)?项目(?:支出|资金|经费)?方面")
_OF_ALL = re.compile(r"部门|整体|单位|[收支][入出]总|总[收支]|基本支出")
_BRACKET = re.compile(r"（[^（）]*）")
_NATURE_OF = {"基本支出": "基本支出", "人员经费": "基本支出", "公用经费": "基本支出", "项目支出": "项目支出"}
"""Below these an economic class 支出经济分类 is only that of 基本支出, or of 项目支出, and not all of it."""
_BUDGETS = frozenset({"initial", "adjusted", "budget", "addition"})
_SUM_ONLY = re.compile(r"(?:共计|合计|总计|小计|共|总共|合共|补助|补贴|为|，|资金)+")


@dataclass
class Reader:
    """Reads the mentions of prose, sentence by sentence."""

    context: Context
    mentions: list[Mention] = field(default_factory=list)
    rates: list[Mention] = field(default_factory=list)
    _taken_apart: str = ""
    _about: str = ""
    _topic: Topic | None = None

    def read(self, read: Sequence[Passage]) -> list[Mention]:
        """The mentions of all passages."""
        group = 0
        previous: list[Mention] = []
        for at, passage in enumerate(read):
            # 其中： at the end of a line takes apart what stands before it on the next one.
            opened = at > 0 and _OPENS_LIST.search(read[at - 1].text) is not None
            opened = opened and number_of(passage.text) is None
            previous = previous if opened else []
            head = _OF_NATURE.match(passage.text)
            self._about = head["account"] if head is not None else ""
            self._topic = topic_above(passage, self.context)
            opening = opening_of(passage) or budget_line(passage, read[at - 1] if at else None)
            for sentence in passage.sentences():
                group += 1
                previous = self._sentence(sentence, previous, opening, group, opened=opened)
                opened = False
        return self.mentions

    def _sentence(
        self,
        sentence: Sequence[Node],
        previous: Sequence[Mention],
        opening: Name | None,
        group: int,
        *,
        opened: bool = False,
    ) -> list[Mention]:
        """The mentions of a sentence; a list that begins it belongs to the sentence before."""
        own: list[Mention] = []
        subject = self._subject(sentence[0].lead)
        if subject.aspect in ("batch", "change", "target", "done"):
            subject = subject._replace(aspect=None)
        carried: Name | None = opening
        whole: Mention | None = None
        rated: set[int] = set()
        cue, of_projects, part_year = "", False, False
        # What an earlier sentence of the paragraph is about may still be meant, or no longer.
        self._topic = Topic() if self._topic is not None else None
        for index, node in enumerate(sentence):
            gap = _BRACKET.sub("", node.lead if index == 0 else node.gap)
            if "；" in gap:
                carried, whole = opening, whole if index and "其中" not in gap else None
            words = gap.rpartition("；")[2]
            part_year = is_of_part_year(gap, part_year)
            cued = AMONG.search(words)
            if cued is not None and not gives_reason(words, cued) and not _INCLUSIVE.search(words):
                before = own or (previous if node.stops <= 1 and not has_subject(words, cued) else ())
                whole, cue = whole_of(before, node), cued[0]
            elif opened and not index:
                whole, cue = whole_of(previous, node), "其中"
            elif whole is not None and ends_list(node):
                whole = None
            self._topic = topic_of(gap, self.context.title) or self._topic
            if is_rate(node) and not of_one_part(own, gap, rated):
                self._rate(node, subject, beside(own, gap) or carried, group)
            of_projects = of_projects or self._counts_projects(node, words)
            if node.figure.dimension != "money" or node.figure.value is None:
                continue
            years = sentence[index - 1] if index and _OF_YEARS.match(node.gap) else None
            again = own[-1] if own and "；" not in gap and _SPENT_OF_IT.fullmatch(phrase_of(node)) else None
            told_of = Name(again.key.account, again.item) if again is not None and again.key.account else None
            mention = self._mention(node, subject, told_of or carried, whole, group)
            if again is not None and told_of is not None and mention.key.account == TOTAL:
                key = mention.key._replace(
                    account=told_of.account, purse=again.key.purse, subject=again.key.subject
                )
                mention = replace(mention, key=key, item=told_of.item)
            apart = of_projects and not _OF_ALL.search(phrase_of(node))
            if (
                mention.key.account == TOTAL
                and whole is None
                and (apart or not is_total(node, own, index == 0))
            ):
                mention = replace(mention, key=mention.key._replace(account=None))
            if mention.key.account == TOTAL and self._topic and not _OF_ALL.search(phrase_of(node)):
                mention = replace(mention, key=self._topic.of(mention.key))
            mention = replace(mention, cue=cue) if whole is not None else mention
            if part_year or (years is not None and years.figure.unit == "年"):
                period = years.figure.text if years is not None and not part_year else None
                mention = replace(mention, key=mention.key._replace(period=period))
            own.append(mention)
            self.mentions.append(mention)
            told = mention.plain or mention.key.aspect == "target"
            if told and whole is None and mention.key.account not in (None, TOTAL):
                carried = Name(mention.key.account or "", mention.item)
            self._inside(node, mention, group)
        return own

    def _counts_projects(self, node: Node, words: str) -> bool:
        """安排项目8个，全年预算180万元: what follows is of the projects, and not of the whole department."""
        counted = not self.context.one_project and node.figure.dimension == "count"
        counted = counted and (
            node.label.endswith("项目") or node.after.startswith(("项目", "子项目", "支出项目"))
        )
        return counted or _OF_PROJECTS.search(words) is not None

    def _subject(self, lead: str) -> Words:
        """What the words before the first amount say of all of them: the last clause, and the year of any."""
        inside = within(lead)
        cued = AMONG.search(lead)
        account = named_in(inside or (lead[: cued.start()] if cued is not None else ""))
        self._taken_apart = account.account if account is not None else ""
        words = read_words(inside or _CLAUSES.split(lead)[-1], self.context.year)
        return words._replace(period=words.period or period_in(lead, self.context.year))

    def _rate(self, node: Node, subject: Words, carried: Name | None, group: int) -> None:
        """A rate of execution or receipt of all the money of the report, or of a named item."""
        bare = re.sub(
            r"[，]?(?:其中)?(?:预算|资金|项目)*(?:执行|支付|支出|使用|到位)(?:进度|率)(?:为|达|达到|仅|约)?$",
            "",
            node.gap,
        )
        words = bare if re.search(r"[^，。；：]$", bare) else f"{bare}全年预算"
        mention = self._mention(replace(node, gap=words), subject, carried, None, group)
        kind = "到位率" if "到位率" in node.label else "执行率"
        single = mention.key._replace(aspect=None, account=f"{mention.key.account or ''}{kind}")
        if mention.key.account == TOTAL and self._about:
            single = single._replace(account=f"{self._about}{kind}")
        if mention.key.account == TOTAL and self._topic is not None:
            single = single._replace(account=f"{self._topic.account}{kind}" if self._topic.account else None)
        if None not in (mention.key.account, single.account) and not node.subordinate:
            self.rates.append(replace(mention, key=single, label=node.label))

    def _inside(self, node: Node, outer: Mention, group: int) -> None:
        """The amounts of the bracket behind an amount: parts of it where the bracket says so."""
        money = [inner for inner in node.inside if inner.figure.dimension == "money"]
        listed = len(money) > 1 and not re.match(r"[较比与]|同比|占", node.inside[0].gap)
        for inner in money:
            if inner.figure.value is not None:
                part = outer if listed or AMONG.search(node.inside[0].gap) else None
                mention = self._mention(inner, Words(), None, part, group)
                self.mentions.append(replace(mention, plain=mention.plain and part is not None))

    def _mention(
        self, node: Node, subject: Words, carried: Name | None, whole: Mention | None, group: int
    ) -> Mention:
        context = self.context
        phrase = context.without_own_name(phrase_of(node))
        headings, unit, inner = context.section(node.figure.start)
        name = None if _SUM_ONLY.fullmatch(phrase) else name_of(phrase)
        read = read_words(besides(phrase, name), context.year)
        if read.aspect is None and _PLANNED.search(phrase):
            read = read._replace(aspect="target")
        if _THIS.match(phrase) and inner:
            name = Name(item_name(inner), True) if item_name(inner) else name
        elif name == Name(TOTAL, False) and carried is None and not read.purse and context.own_item(inner):
            name = Name(context.own_item(inner), True)
        elif name is not None and name.account == TOTAL and carried is not None and not read.purse:
            name = carried if carried.item or not _TOTALS.search(phrase) else name
        if name is not None and name.item and self._is_project(name.account):
            name = Name(TOTAL, False)
        if name is not None and name.item and level_in(name.account + "资金") and len(name.account) <= 4:
            name = Name(f"{level_in(name.account + '资金')}资金", False)
        if headings.purse is None and self._own_total(name, phrase, inner):
            headings = headings._replace(purse=PROJECT if context.one_project else WHOLE)
        if name == Name(TOTAL, False) and whole is not None and (level := level_in(phrase)) is not None:
            name = Name(f"{level}资金", False)
        if name == Name(TOTAL, False) and _GRAND.search(phrase) and self.context.carried:
            name = Name(TOTAL, False, "总计")
        key = self._key(name, read, subject, headings, unit, whole, phrase)
        plain = (
            not node.subordinate and not node.figure.per and not _AVERAGE.search(phrase) and not is_single(phrase) and not is_batch(phrase)
            and read.aspect not in ("change", "target")
        )  # fmt: skip
        exact = not node.figure.modifiers and node.figure.low is None
        return Mention(
            node.figure, node.label, key, group, name is not None and name.item, plain and exact, whole,
            damaged=name is not None and name.damaged, listed=whole is not None, rough=plain and not exact,
        )  # fmt: skip

    def _is_project(self, item: str) -> bool:
        """Whether an item is what the whole report is on; 全省累计支付 is the fund's in a report on a fund."""
        if not self.context.one_project:
            return False
        return item in _EVERYWHERE or (len(item) >= 2 and item in self.context.title)

    def _own_total(self, name: Name | None, phrase: str, inner: str) -> bool:
        """Whether 本年支出 outside of the sections on money is still that of the report's own body or project."""
        if name is None or name.account != TOTAL or name.item:
            return False
        if self.context.own_item(inner) if self.context.one_project else PROJECT_NOUN.search(inner):
            return False
        return self.context.one_project or (not self.context.split and _OWN_TOTAL.search(phrase) is not None)

    def _key(
        self, name: Name | None, read: Words, subject: Words, headings: Words, unit: str | None,
        whole: Mention | None, phrase: str,
    ) -> Key:  # fmt: skip
        outer = whole.key if whole is not None else None
        aspect = read.aspect or (outer.aspect if outer else None) or subject.aspect
        # 拨款 names the purse of a part: that of a budget is a budget.
        if outer is not None and outer.aspect in _BUDGETS and aspect == "income" and "收入" not in phrase:
            aspect = outer.aspect
        if aspect is None and self.context.one_project and name == Name(TOTAL, False) and "共计" in phrase:
            aspect = "budget"
        if aspect is None and name is not None and not name.item and name.account != TOTAL:
            aspect = headings.aspect or ("income" if name.account in NOT_SPENDING else "spent")
        purse = read.purse or (outer.purse if outer else None) or subject.purse or headings.purse
        if purse == WHOLE and self.context.one_project:
            purse = PROJECT
        account = name.account if name is not None else None
        if account == "结转结余" and aspect in ("opening", "closing"):
            account = TOTAL
        if account in SANGONG or account in ("三公经费", "公务用车购置费", "公务用车运行费"):
            purse = WHOLE
        body = read.body or (outer.body if outer else None) or subject.body or headings.body
        narrow = (
            (name.subject if name is not None else "") or (subject_of(whole) if whole else "") or unit or ""
        )
        if account in ECONOMIC and not narrow:
            narrow = _NATURE_OF.get(outer.account or "" if outer else self._taken_apart, "")
        period = read.period or (outer.period if outer else None) or subject.period
        if period is None and self.context.year is not None:
            period = str(self.context.year)
        key = Key(account, purse, body, narrow, aspect, period)
        return key._replace(account=None) if key == outer else key
