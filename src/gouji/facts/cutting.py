"""Where the words begin and end that name an amount in prose: the search back, stop by stop."""

from __future__ import annotations

import re

MAX_ITEM = 40
# How far before its figure a name is looked for: the search goes back stop by stop.
REACH = 200
# Most names are short: this far before a figure is looked first; no stop is longer than a word.
NEAR, WORD = 40, 8
_STOP = re.compile(
    r"[，；;。：:、！？!?\n|〖〗]|,(?!\d{3})|其中|(?<!主要)分别(?:为|是)|主要(?:为|是|用于|包括)|包括|\d[%％](?:的)?"
)
_LEADING = re.compile(
    r"^(?:[^，。；：]{0,24}?[〔\[（(](?:19|20)\d\d[〕\]）)]\s*\d+\s*号(?:文件|通知|文)?|(?:截至|截止)?[^，。]{0,14}?(?<!的)(?:19|20)\d\d\s*(?:年度|年|财年)(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末)?(?![初末])|"
    r"[\s●•·○◆◇■□▪★※*–—-]+|[（(]?\d+[.．、）)]|[（(]?[一二三四五六七八九十]+[）)、]|[一二三四五六七八九十]是|[”》]|如(?=[一-龥]{3})|例如|[（(]?其中|按[^，。]{0,12}为|主要(?:为|是|用于|包括)|分别(?:为|是|用于)|包括|含|用于|"
    r"和|及时将|及|以及|并|为|是|由|即|以|从|在|将|把|截至\d{1,2}月(?:\d{1,2}日|底|末)?|(?:主要)?原因(?:是|为)|(?:资金|经费)?来源[为于]|本年度|共有?|另有?|还|已|则|累计(?=\S{4})|合计(?=\S{2})|共计(?=\S{2})|"
    # Who pays, when and why stand before the word that tells what is done.
    r"除[^，。；：]{2,16}?[之以]?外[，,]?|加上|减去|扣除|"
    r"[^，。；：]{2,20}?等(?:因素|原因|情况)?(?=(?:调增|调减|追加|核减|核增|收回|压减)$)|"
    r"[^，。；：的]{0,12}?财政(?:厅|局|部门)?(?:预算)?(?:共|累计|共计|实际)?(?=(?:下达|安排|拨付|拨入|批复|追加))|"
    r"(?:\d{1,2}月)?(?:份|初|底|末)?(?:因|由于|根据|按照)[^，。；：]{2,20}?(?=(?:调增|调减|追加|核减|核增|收回|压减)$)|"
    r"(?:我|本)(?:单位|部门|局|委|办|厅|中心|院|校|会|镇|乡|县|市|区|省|协会|项目)(?!本级))+"
)
_TRAILING = re.compile(
    r"(?:[\s：:（(“\"*–—-]|为|是|(?<![下到])达到?|(?<!节)约|近|超过?|逾|不低于|仅有?|只有|分别|各|共计?(?!$)|(?<=[一-龥]{3})(?<!公)(?<!总)共|计(?<!合计)(?<!总计)(?<!共计)(?<!累计)(?<!审计)"
    r"|人民币|资金额|金额为|等|的|了|完成|统一|由|(?<![人户次亩年日车生村校班笔])均|控制在|不超过)+$"
)
_COUNT = re.compile(r"^\d[\d,.]*[万]?(?:人次|人|户次|户|批次|个|家|笔|件|台|套|场次?|期|次|辆|名)$")
_EMPTY = re.compile(r"^(?:合计|总计|共计|累计|小计|总额|金额|资金|达|为|约|人民币|其中|\W|\d)*$")


def cut(text: str, edge: int, start: int) -> tuple[int, int]:
    """The piece of text[edge:start] that names the figure at *start*."""
    end = start
    while True:
        stop, begin = last_stop(text, edge, end)
        left, right = trim(text, begin, end)
        if right > left and not _EMPTY.match(text[left:right]) and not _COUNT.match(text[left:right]):
            return max(left, right - MAX_ITEM), right
        if stop <= edge:
            return max(left, right - MAX_ITEM), right
        # 项目支出：30万元, 项目资金，共计30万元: nothing stands at the number, the name is one stop before.
        end = stop


def last_stop(text: str, edge: int, end: int) -> tuple[int, int]:
    """Where the stop before the piece that ends at *end* begins and ends.

    A bracket that closes just before *end* belongs to the piece; one still open cuts it.
    """
    probe = end
    while probe > edge and text[probe - 1] in " 　为是共达约计":
        probe -= 1
    if probe > edge and text[probe - 1] in "）)":
        opening = max(text.rfind("（", edge, probe), text.rfind("(", edge, probe))
        if opening > edge:
            probe = opening
    near = max(edge, probe - NEAR)
    stop, begin = _last(text, near, probe)
    if near > edge and stop < near + WORD:
        # What begins where the search did may be the rest of a longer word.
        stop, begin = _last(text, edge, probe)
    opening = max(text.rfind("（", begin, probe), text.rfind("(", begin, probe))
    if opening >= 0 and not re.search(r"[）)]", text[opening:probe]):
        stop, begin = opening, opening + 1
    quote = text.rfind("“", begin, probe)
    if quote >= 0 and "”" not in text[quote:probe]:
        stop, begin = quote, quote + 1
    return stop, begin


def _last(text: str, edge: int, end: int) -> tuple[int, int]:
    stop, begin = edge, edge
    for match in _STOP.finditer(text, edge, end):
        stop, begin = match.start(), match.end()
    return stop, begin


def trim(text: str, begin: int, end: int) -> tuple[int, int]:
    """A piece without the marks, years and fillers at its edges."""
    while begin < end and (match := _LEADING.match(text[begin:end])) and match.end():
        begin += match.end()
    if match := _TRAILING.search(text[begin:end]):
        end = begin + match.start()
    return begin, end
