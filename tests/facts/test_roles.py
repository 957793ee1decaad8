"""What a heading announces, and which section a place belongs to."""

from __future__ import annotations

import pytest

from gouji.document import Document
from gouji.facts.roles import announces, role_at, role_of

REPORT = """一、项目基本情况
项目由县水务局实施。
二、存在的主要问题
（一）资金使用有待规范
个别站点报账不及时。
（二）改进措施
加强培训。
三、取得的经验
与村集体共管。
"""


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("存在的主要问题及原因分析", "problems"),
        ("不足之处", "problems"),
        ("存在的问题和改进措施", "problems"),
        ("下一步工作打算", "measures"),
        ("有关建议", "measures"),
        ("主要做法和经验", "experience"),
        ("部门职能职责", "background"),
        ("其他需要说明的问题", "background"),
        ("预算执行情况", "finance"),
        ("项目产出情况", "work"),
        ("阳光", None),
    ],
)
def test_what_a_heading_announces(title, role):
    """The field's own headings are told apart by their words."""
    assert role_of(title) == role


@pytest.mark.parametrize(
    ("title", "announced"),
    [
        ("存在的主要问题", True),
        ("存在的问题及原因分析", True),
        ("下一步改进措施", True),
        ("预算编制不够精细的问题", False),
        ("建议增加管护经费投入", False),
        ("项目基本情况", False),
    ],
)
def test_a_heading_that_only_announces_a_list(title, announced):
    """A heading with words of its own is an item of the list, not its title."""
    assert announces(title) is announced


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("项目由县水务局实施", None),
        ("个别站点报账", "problems"),
        ("加强培训", "measures"),
        ("与村集体共管", "experience"),
    ],
)
def test_the_role_of_a_place(words, role):
    """Below problems a heading about funds is an item, one about measures begins another list."""
    document = Document.from_text(REPORT)

    assert role_at(document, document.text.index(words)) == role
