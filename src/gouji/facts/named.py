"""One amount of the prose gets its name and its kind, from its own words and from what stands before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.document import Document
from gouji.facts.comparisons import total_of_each
from gouji.facts.cutting import MAX_ITEM
from gouji.facts.draft import Draft
from gouji.facts.kinds import kind_above, kind_behind, kind_under
from gouji.facts.model import Kind
from gouji.facts.roles import role_at
from gouji.facts.subjects import (
    EACH,
    Name,
    Sentence,
    add_clause,
    add_division,
    add_list_head,
    add_noun_behind,
    add_owner,
    add_scope,
    add_subject,
    add_this,
    add_year,
    limit_behind,
    noun_first,
)
from gouji.facts.wording import kind_of, says_purse, stage_of
from gouji.figures.figure import Figure

_SUMS = re.compile(r"合计|共计|总计")
ADDS_UP = re.compile(r"(?:总计|合计|总额)$")
"""The name of a sum."""
_REMARK = re.compile(r"(?<=[一-龥]{2})[（(][^（()）]{6,}[）)]$")
_PROPOSES = re.compile(r"\s*(?:建议|下一?步|今后)")
_THERE_IS = re.compile(r"(?:尚有|还有|仍有|仍|有|其余|剩余)?")
_PLANNED = re.compile(r"预算|追加|调增|批复|收回")
_GIVER = re.compile(r"(?:中央|上级|本级|[省市县区州]级?)(?:财政)?(?:追加|调增|调减|核减|核增|增拨|收回)")
_SINGLE = re.compile(r"(?:单笔|单项|单次|单件|单台|每笔)(?:金额|支出)?$|^单个")
# 补偿标准为每亩每年16元 is set by a plan, 每台98万元 is nobody's budget.
_STANDARD = re.compile(r"(.*标准)(?:统一)?为?$")


@dataclass(frozen=True, slots=True)
class Naming:
    """The words of an amount, ``text[piece[0]:piece[1]]``, and what is known of the amounts before it."""

    document: Document
    sentence: Sentence
    figure: Figure
    at: tuple[int, int]
    """Where the amount before ends and where this one begins, in the sentence."""
    piece: tuple[int, int]
    subject: Draft | None
    """The amount before it in the sentence that is no comparison."""
    parent: Draft | None
    whole: int | None
    """The index of ``parent``."""
    listed: Kind | None
    """The kind that the head of its list gives."""
    told_here: int
    """How many amounts stand before it in the sentence."""
    added: Kind | None
    """The kind of the amount before it, which a sum adds up."""

    def draft(self) -> Draft:
        """The name, its pieces and the kind."""
        text, (left, right), (_, start) = self.sentence.text, self.piece, self.at
        name = Name(text[left:right].strip(), [self.sentence.span(left, right)] if right > left else [])
        kind: Kind | None = "other"
        limited = self._limit(name)
        if not limited:
            self._complete(name)
        scope = add_scope(name, self.sentence, start)
        if not limited:
            kind = self._judged(name)
        stage = stage_of(name.item) or (self.parent.stage if self.parent is not None else None)
        clause = self.sentence.clause(left, start)
        return Draft(name.item, tuple(name.pieces), clause, kind, stage, scope, self.whole)

    @property
    def _end(self) -> int:
        return self.sentence.position(self.figure.full_end)

    def _limit(self, name: Name) -> bool:
        """Whether the amount is a limit (低于820元的控制标准), which the name then says."""
        limit = limit_behind(self.sentence, self._end)
        if limit is None:
            return False
        subject = self.subject
        known = subject.item if subject is not None and len(subject.item) <= MAX_ITEM else name.item
        name.item = known + limit[0]
        name.pieces.append(limit[1])
        return True

    def _complete(self, name: Name) -> None:
        """Add the words that the name misses."""
        (edge, start), left, sentence = self.at, self.piece[0], self.sentence
        if (other := noun_first(sentence, start, self._end)) is not None and self.whole is None:
            name.item, name.pieces = other.item, other.pieces
            return
        if match := _REMARK.search(name.item):
            name.item = name.item[: match.start()]
        add_noun_behind(name, sentence, self._end)
        add_year(name, sentence, left)
        if add_this(name, self.document, self.figure.start) or self._sums_each(name):
            return
        if add_division(name, sentence, start) or add_clause(name, sentence, edge, left):
            return
        add_list_head(name, sentence, start)
        if self.subject is None:
            add_owner(name, self.document, self.figure.start)
        elif not self._stands_alone(name.item, self.subject.item):
            add_subject(name, self.subject.item, self.subject.pieces)

    def _stands_alone(self, item: str, subject: str) -> bool:
        """Whether a name is not of the amount before it.

        A sum after two amounts or more is of none of them; who gave or cut (县级调减10万元) owns no
        more than that amount, not the 调整后预算 after it.
        """
        if item.startswith("调整后"):
            return _GIVER.match(subject) is not None
        return self.told_here >= 2 and _SUMS.fullmatch(item) is not None

    def _sums_each(self, name: Name) -> bool:
        """每人补贴500元，共计3万元: the sum is of that subsidy."""
        if self.subject is None:
            return False
        item = total_of_each(self.sentence.text, *self.at, self.subject.item)
        if item is None:
            return False
        name.item, name.pieces = item, [*self.subject.pieces, *name.pieces]
        return True

    def _judged(self, name: Name) -> Kind | None:
        """The kind, after what stands behind the amount and what the section is for."""
        kind = self._kind(name)
        if (behind := kind_behind(self.sentence.text, self._end)) is not None:
            kind = behind[0]
            name.item = behind[1] if _THERE_IS.fullmatch(name.item) else name.item
        if kind == "expenditure" and self._is_proposed():
            return "other"
        return kind

    def _is_proposed(self) -> bool:
        """Whether money is only spoken of in a measure or a recommendation: nobody has spent it."""
        measure = role_at(self.document, self.figure.start) == "measures"
        return measure or _PROPOSES.match(self.sentence.text) is not None

    def _kind(self, name: Name) -> Kind | None:
        if _SINGLE.search(name.item):
            return "other"
        if match := EACH.search(name.item):
            if (standard := _STANDARD.match(name.item[: match.start()])) is None:
                return "other"
            name.item = standard.group(1)
            return "budget"
        kind = self._told(name)
        text, left = self.sentence.text, self.piece[0]
        unsaid = kind is None or (kind == "investment" and says_purse(name.item))
        if unsaid and self.subject is not None and text[max(0, left - 1) : left] in ("、", "，"):
            # 甲30万元、乙20万元: members of a list that say nothing of themselves are of one kind.
            kind = (self.subject.kind if self.subject.kind not in ("other", "carryover") else None) or kind
        if kind is None:
            kind = kind_of(text[max(0, left - 24) : self.at[1]])
        if kind is None and ADDS_UP.search(name.item):
            kind = self.added
        return kind or kind_above(self.document, self.sentence.index[0])

    def _told(self, name: Name) -> Kind | None:
        """The kind that the name tells, under the kind of its whole or of its list."""
        if self.parent is None or self.parent.kind is None:
            return kind_under(name.item, self.listed, whole=False)
        kind = kind_under(name.item, self.parent.kind)
        self._bear(name, self.parent, kind)
        return kind

    def _bear(self, name: Name, parent: Draft, kind: Kind | None) -> None:
        """年初预算540万元，其中基本支出490万元: a part that would be spending by itself bears the plan's name."""
        plain = kind_of(name.item) in (None, kind) or says_purse(name.item) or len(parent.item) > MAX_ITEM
        if plain or kind not in ("budget", "addition", "recovered") or not _PLANNED.search(parent.item):
            return
        name.item = f"{parent.item}（{name.item}）"
        name.pieces = [*parent.pieces, *name.pieces]
