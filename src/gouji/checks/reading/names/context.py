"""What a report says of all its amounts: its year, its kind, the purses and projects of its sections."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from gouji.checks.reading.names.keyed import PROJECT
from gouji.checks.reading.names.keys import WHOLE, Words, heading_purse, read_words
from gouji.checks.reading.names.purposes import item_name
from gouji.facts import Facts

_FINANCE = re.compile(
    r"资金|收支|收入|支出|预算|决算|经费|投入|结转|结余|概况|基本情况|财务|总体情况|使用情况|执行情况|三公"
)
_DATED = re.compile(r"(?:截至.{0,12}?[日末底])?[，]?(?:(?:19|20)\d\d年?度?)?")
PROJECT_NOUN = re.compile(r"项目|工程|专项|补助|补贴|试点|基地|建设")
_SECTION = re.compile(
    r"情况|概况|绩效|问题|措施|产出|效益|结论|评价|管理|实施|成效|做法|建议|目标|依据|背景|附件|说明|总体|工作|组织|概述|使用|安排|下达|到位"
    r"|支出|收入|资金|预算|进展|完成|经验|改进|原因|标准|来源"
)
_BODY_ENDS = "局协委办厅院校会部心站馆所队处联盟社署"
_UNIT_NAME = re.compile(r"(?:馆|站|所|中心|院|校|学校|学院|大队|支队|医院|园|社|局|处)$")


@dataclass
class Context:
    """What a report says of all its amounts: its year, its kind, the purses of its sections."""

    facts: Facts
    year: int | None = None
    one_project: bool = False
    title: str = ""
    _sections: dict[int | None, tuple[Words, str | None, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Facts) -> Context:
        """Read title and kind."""
        meta = facts.meta
        title = "".join(facts.document.text[: _title_end(facts)].split())
        one = meta.report_type in ("项目支出", "专项资金")
        return cls(facts, meta.fiscal_year, one, title)

    @cached_property
    def split(self) -> bool:
        """Whether the report speaks of some purses in sections of their own."""
        found = {heading_purse(section.title) for section in self.facts.document.sections}
        return bool(found - {None, WHOLE})

    def section(self, position: int) -> tuple[Words, str | None, str]:
        """What the headings above a place say: words, purse, and the title that ``该项目`` means."""
        index = self.facts.document.section_at(position)
        if index not in self._sections:
            self._sections[index] = self._read_section(index)
        return self._sections[index]

    def _read_section(self, index: int | None) -> tuple[Words, str | None, str]:
        sections = self.facts.document.sections
        titles: list[str] = []
        at = index
        while at is not None and len(titles) < 12:
            titles.append("".join(sections[at].title.split()))
            at = sections[at].parent
        purse = next((found for title in titles if (found := heading_purse(title)) is not None), None)
        read = [read_words(title, self.year) for title in titles]
        aspect = next((r.aspect for r in read if r.aspect not in (None, "batch", "change", "target")), None)
        body = next((r.body for r in read if r.body), None)
        inner = titles[0] if titles else ""
        if purse is None and any(_FINANCE.search(title) for title in titles):
            purse = PROJECT if self.one_project else None if self.split else WHOLE
        subject = inner if _UNIT_NAME.search(inner) and not _FINANCE.search(inner) else ""
        return Words(purse, body, aspect, None), subject or None, inner

    def without_own_name(self, words: str) -> str:
        """Some words without the report's own body at their beginning: 市科协 for 某市科学技术协会."""
        body = "".join((self.facts.meta.organization or "").split())
        dated = _DATED.match(words)
        front, words = (dated[0], words[dated.end() :]) if dated is not None else ("", words)
        length, at = 0, 0
        for character in words[: len(body)]:
            at = body.find(character, at) + 1
            if not at:
                break
            length += 1
        best = next((n for n in range(length, 1, -1) if words[n - 1] in _BODY_ENDS), 0)
        return front + words[best:]

    def own_item(self, title: str) -> str:
        """The project that a heading names, for the clauses below it that name nothing; empty for other headings."""
        if _SECTION.search(title) or not (self.one_project or PROJECT_NOUN.search(title)):
            return ""
        name = item_name(title)
        return name if len(name) >= 4 and not (self.one_project and name in self.title) else ""

    @cached_property
    def carried(self) -> bool:
        """Whether 收入总计 may hold more than 本年收入: something was carried in or out."""
        return (
            re.search(r"(?:年初|上年|年末)[^。]{0,8}结[转余]", self.facts.document.text[:200_000]) is not None
        )

    @cached_property
    def single_source(self) -> bool:
        """Whether 其他收入 is all that is not 财政拨款: no 事业收入 or 经营收入 is named."""
        return not re.search(
            r"事业收入|经营收入|上级补助收入|附属单位上缴", self.facts.document.text[:200_000]
        )


def _title_end(facts: Facts) -> int:
    for block in facts.document.blocks[:6]:
        text = facts.document.text[block.start : block.end]
        if "。" in text or len(text) > 120:
            return block.start
    return 200
