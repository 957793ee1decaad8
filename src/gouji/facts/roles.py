"""What a section is for, told by its heading: problems, measures, work, background."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from gouji.document import Document

Role = Literal["problems", "measures", "experience", "background", "indicators", "work", "finance"]

_LISTS: tuple[Role, ...] = ("problems", "measures")
_ROLES: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"(?:需要?|应)(?:予以)?说明|公开情况"), "background"),
    (re.compile(r"存在.{0,6}(?:问题|不足|困难|短板)|(?:主要)?问题(?:及|与|和|、)?(?:原因)?|不足之处|面临的困难|问题与|薄弱环节"),
     "problems"),
    (re.compile(r"改进|整改|建议|下一步|下步|打算|措施|今后|努力方向|工作思路|对策"), "measures"),
    (re.compile(r"经验|做法|亮点"), "experience"),
    (re.compile(r"职能|职责|机构设置|机构人员|人员编制|人员情况|编制情况|依据|制度建设|管理制度|评价原则|评价方法"
                r"|评价工作(?:情况|开展|过程|程序)|公开情况|其他需要说明|其他说明|名词解释"), "background"),
    (re.compile(r"收支|收入情况|支出情况|资金使用|资金投入|资金到位|预算执行|结转结余|三公"), "finance"),
    (re.compile(r"履职|产出|效益|完成情况|工作开展|实施情况|主要工作|成效|业绩"), "work"),
)  # fmt: skip


_LIST_WORDS = (
    r"存在|的|主要|突出|问题|不足|困难|短板|薄弱环节|及其?|和|与|、|产生|形成|原因|分析|改进|整改|措施|建议|对策|"
    r"下一?步|工作|打算|计划|安排|今后|努力方向|思路|意见|有关|相关|政策|项目|资金|绩效|预算|部门|单位|管理|目前|中|情况|方向|需要?"
)
_ANNOUNCES = re.compile(rf"(?:{_LIST_WORDS})+")


def announces(title: str) -> bool:
    """Whether a heading only says that a list of problems or measures follows, and is no item of it."""
    return role_of(title) in _LISTS and _ANNOUNCES.fullmatch(title) is not None


_TOPIC = re.compile(
    r"情况|概况|预算|支出|收入|收支|资金|经费|绩效|管理|分析|目标|指标|结论|问题|措施|概述|说明|部分|评价|自评|履职|成效|做法|工作|使用"
    r"|安排|成果|产出|效益|过程|决策|依据|背景|内容|范围|对象|总体|基本|整体|组织|实施|执行|完成|结转|报告|意见|建议|原因|附件|打算|结果"
)


def names_a_thing(title: str) -> bool:
    """Whether a heading is the name of a project or the like, and no topic that every report has."""
    return 2 <= len(title) <= 20 and role_of(title) is None and _TOPIC.search(title) is None


@lru_cache(512)
def role_of(title: str) -> Role | None:
    """What a heading announces; of several words the one of the later part wins only for measures.

    存在的问题和改进措施 announces problems first: its measures follow under words of their own.
    """
    for pattern, role in _ROLES:
        if pattern.search(title):
            return role
    return None


def role_at(document: Document, position: int) -> Role | None:
    """The role of the innermost section that has one.

    Below problems and measures a heading is an item of the list, whatever words it holds
    (（二）资金使用有待规范), unless it announces another such list.
    """
    roles: list[Role] = []
    index = document.section_at(position)
    while index is not None:
        section = document.sections[index]
        role = role_of(section.title)
        if role is not None:
            roles.insert(0, role)
        index = section.parent
    current: Role | None = None
    for role in roles:
        if current in _LISTS and role not in (*_LISTS, "experience"):
            continue
        current = role
    return current
