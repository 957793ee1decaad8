"""Whose report it is, for which year, of which type, with which score: read from title and wording."""

from __future__ import annotations

import re

from gouji.document import Document
from gouji.document.readable import readable
from gouji.facts.model import Meta

_HEAD = 900
_BODIES = (
    "协会|委员会|管理局|服务中心|中心|联合会|总工会|办公室|研究院|研究所|人民政府|管理处|博物馆|图书馆|文化馆|医院|学校|"
    "大学|学院|中学|小学|幼儿园|法院|检察院|公安局|支队|大队|街道办事处|街道|镇政府|乡政府|总队|厅|局|委|办|处|所|院|馆|站|镇|乡|党校|行政学院|组织部|宣传部|统战部|政法委|监委|常委会|管委会|团委|妇联|残联|科协|文联|工商联"
    "|供销社|联社|总社|集团|公司|队|部|社|会"
)
_ORGANIZATION = re.compile(
    rf"(?<![一-龥])(?:20\d\d年度?)?([一-龥]{{2,30}}?(?:{_BODIES}))(?:本级)?(?=\s|[（()）]|$|20\d\d|关于|部门|整体|项目|专项|绩效|单位)"
)
_SIGNED = re.compile(rf"^[\s　]*([一-龥]{{2,30}}(?:{_BODIES}))[\s　]*$", re.M)
_YEAR = re.compile(r"([2２][0０]\d\d)\s*年\s*度?")
# 根据《关于开展2025年绩效自评工作的通知》: the year in which others were told to write.
_ASKED = re.compile(
    r"[^，。；\n]{0,40}?(?:工作|自评|评价)[^，。；\n报]{0,8}(?:通知|意见|方案|要求|部署)|\s*\d{1,2}\s*月"
)
_TYPES = (
    (re.compile(r"部门(?:（单位）|\(单位\))?整体(?:支出)?|整体支出|部门预算整体"), "部门整体支出"),
    (re.compile(r"专项资金|补助资金|转移支付|专项债券|基金"), "专项资金"),
    (re.compile(r"专项经费"), "项目支出"),
    (re.compile(r"项目"), "项目支出"),
    (re.compile(r"专项"), "专项资金"),
)
_SCORE = re.compile(
    r"(?:自评(?:总)?(?:得)?分|评价(?:自评)?得分|综合(?:评价)?得分|自评结果|总得分|(?:自评|评价)[^，。；\d]{0,10}?得分)[^，。；\d|]{0,12}?(\d{1,3}(?:\.\d{1,2})?)\s*分"
)
_SCORE_AFTER = re.compile(
    r"(?:自评|评价|考评|打分)[^。；|\n]{0,40}?(?:得分|得|为|评分)(?:为|是|：)?\s*(\d{2,3}(?:\.\d{1,2})?)\s*分(?![钟值])"
)
_SCORE_PLAIN = re.compile(
    r"(?:自评|自我评价|综合评价|评价结果|最终得分|综合得分)(?:结果)?(?:为|得|共计?|：)?\s*(\d{2,3}(?:\.\d{1,2})?)\s*分(?![钟值制])"
)
_GRADE = re.compile(
    r"(?:级别|等级|等次|结论|评定|评价结果|结果|为|属于|评为)[^，。；“”]{0,6}[“\"‘]?"
    r"(优秀|良好|合格|不合格|较差|优|良|中|差)[”\"’]?(?:等|级|等次|等级)?(?=[，。；（(\s“”]|等|级|$)"
)
_PROVINCE = r"(?:(?![市县])[一-龥]){2,8}?(?:省|自治区)"
# 市 in 市场, 市容, 市政 and 市民 is no city: 竹岭县市场监督管理局 is in 竹岭县.
_TOWN = r"市(?!场|容|政(?![府协法务])|民(?![政族间]))"
_CITY = rf"(?:(?![省市县区局厅委])[一-龥]){{2,8}}?(?:自治州|{_TOWN}|地区|盟|州(?![市区县]))"
# 社区 and 园区 are no district either.
_COUNTY = rf"(?:(?![省局厅委办院处])[一-龥]){{1,8}}?(?:自治县|县|(?<![社园景库灌林小校院片护])区|旗|{_TOWN})"
_REGION = re.compile(rf"((?:{_PROVINCE})?(?:{_CITY})?(?:{_COUNTY})?)")
# 所在地：云南省… tells where an office is whose name does not.
_PLACE = re.compile(
    r"(?:所在地区?|所属地区|行政区划|(?:单位|办公|项目|通讯)?地址|(?:项目|建设|实施)地点)[：:][ \t　|]*"
)
_PROVINCES = "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
_ABOVE = rf"((?:(?:{_PROVINCES})省|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区)(?:{_CITY})?)"


def read_meta(document: Document) -> Meta:
    """Read organization, region, year, type, score and grade; ``None`` where the text is silent."""
    text = document.text
    title = _title(document)
    head = title + "\n" + readable(document, 0, min(_HEAD, len(text)))
    organization = _organization(document, title, head)
    whole = readable(document, 0, len(text))
    return Meta(
        organization=organization,
        region=_region(organization, head),
        fiscal_year=_year(title, head),
        report_type=_type(title) or ("专项资金" if "资金" in title else None) or _type(head),
        self_score=_score(whole) or _total_score(document),
        grade=_grade(whole),
    )


def _title(document: Document) -> str:
    """The lines above the first sentence: a title is often set in two or three of them."""
    lines: list[str] = []
    for block in document.blocks[:8]:
        text = readable(document, block.start, block.end).strip()
        if block.kind == "table" or re.search(r"[。；]", text) or len(text) > 80:
            break
        lines.append(text)
        if "报告" in text or "自评表" in text:
            break
    return "\n".join(lines)


def _organization(document: Document, title: str, head: str) -> str | None:
    for line in title.split("\n"):
        match = _ORGANIZATION.search(line)
        if match:
            return match.group(1)
    signed = _SIGNED.findall(document.text[-1500:] if len(document.text) > 1500 else document.text)
    if signed:
        return str(signed[-1])
    match = _ORGANIZATION.search(head)
    return match.group(1) if match else None


def _region(organization: str | None, head: str) -> str | None:
    """Where the office is: told by itself (所在地：), else by the name of the organization."""
    for told in _PLACE.finditer(head):
        place = _REGION.match(head, told.end())
        if place is not None and place.group(1):
            return _with_province(place.group(1), head)
    if organization is None:
        return None
    match = _REGION.match(re.sub(r"^(?:中共|中国共产党)", "", organization))
    return _with_province(match.group(1), head) if match is not None and match.group(1) else None


def _with_province(region: str, head: str) -> str:
    """竹岭县 as 湖北省竹岭县, where the head of the report says so once."""
    if re.search(r"省|自治区", region):
        return region
    found = re.search(_ABOVE + re.escape(region), head)
    return found.group(1) + region if found else region


def _year(title: str, head: str) -> int | None:
    years = list(_YEAR.finditer(title)) or list(_YEAR.finditer(head))
    own = next((year for year in years if not _ASKED.match(year.string, year.end())), None)
    match = own or next(iter(years), None)
    return int(match.group(1)) if match is not None else None


def _type(text: str) -> str | None:
    for pattern, name in _TYPES:
        if pattern.search(text):
            return name
    return None


def _score(text: str) -> str | None:
    match = _SCORE.search(text) or _SCORE_AFTER.search(text) or _SCORE_PLAIN.search(text)
    return match.group(1) if match else None


def _total_score(document: Document) -> str | None:
    """The 得分 of the 总分 row, where a 自评表 has a column for it beside the 分值."""
    for table in document.tables:
        for head in table.cells:
            if not re.fullmatch(r"(?:自评)?得分|自评分", re.sub(r"\s", "", head.text)):
                continue
            for cell in table.cells:
                if cell.row > head.row and re.match(r"总\s*分|合\s*计|总\s*计", cell.text.strip()):
                    score = table.cell(cell.row, head.column)
                    if score is not None and (
                        match := re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?)\s*分?", score.text.strip())
                    ):
                        return match.group(1)
    return None


def _grade(text: str) -> str | None:
    for match in _GRADE.finditer(text):
        near = text[max(0, match.start() - 40) : match.end()]
        if re.search(r"自评|评价|绩效|等次|等级|级别|得分", near):
            return match.group(1)
    return None
