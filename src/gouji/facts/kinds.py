"""The kind of money 资金性质 of an amount whose own name does not tell: from its whole, its list, its heading."""

from __future__ import annotations

import re

from gouji.document import Document
from gouji.facts.model import Kind
from gouji.facts.wording import kind_of, names_source, says_purse

_PLANS: frozenset[Kind | None] = frozenset(("budget", "addition", "recovered"))
_WEAK: frozenset[Kind | None] = frozenset((None, "expenditure", "budget", "investment"))


_BEHIND = re.compile(
    r"\s*(?:尚|仍|还|暂)?(?P<words>(?P<left>未(?:支付|支出|使用|执行|发放))|未(?:到位|拨付|下达|落实)|调剂|缺口)"
    r"|\s*(?:已|均已|已经)?(?:于[^，。；]{1,14}?)?(?P<come>(?:全部|全额|足额|及时|按时)*(?:拨付)?到位)"
)


def kind_under(item: str, above: Kind | None, whole: bool = True) -> Kind | None:
    """The kind of a name under the kind of its whole, or of the list it stands in.

    A name that only says whose money it is (省级补助) has the kind of what it is a part of, and so has
    every part of a plan, whatever it is spent on.

    Args:
        item: The name.
        above: The kind of the whole or of the list; ``None`` if there is none.
        whole: Whether it is a part of an amount (其中), not only a member of a list.
    """
    own = kind_of(item)
    if above is None or own == "other":
        return own
    if own is None or (own in _WEAK and (says_purse(item) or names_source(item))):
        return above
    return above if whole and above in _PLANS else own


def kind_of_list(words: str) -> Kind | None:
    """The kind that the words before a colon give to what follows (分来源支出为：)."""
    head = words[: words.rfind("：")]
    last = re.split(r"[，。；：]", head)[-1]
    return kind_of(last) or ("budget" if last.endswith("来源") else None)


def kind_behind(text: str, end: int) -> tuple[Kind, str] | None:
    """The kind that the words right behind an amount tell (40万元未到位, 3万元尚未支付, 6万元调剂用于), and they."""
    match = _BEHIND.match(text, end)
    if match is None:
        return None
    if match.group("come"):
        return "received", ""
    return "carryover" if match.group("left") else "other", match.group("words")


def kind_of_change(kind: Kind | None, change: str = "") -> Kind | None:
    """The kind of a difference: less spending is spending, less income or budget is nobody's money."""
    return kind if kind in ("expenditure", "carryover") and not change.startswith("节") else "other"


def kind_above(document: Document, position: int) -> Kind | None:
    """The kind that the heading above a place speaks of, if it speaks of one only (（三）支出情况)."""
    at = document.section_at(position)
    if at is None:
        return None
    title = document.sections[at].title
    if "收支" in title:
        return None
    kinds = {kind_of(part.removesuffix("情况")) for part in re.split(r"[和及与、]", title)} - {None, "other"}
    return kinds.pop() if len(kinds) == 1 else None
