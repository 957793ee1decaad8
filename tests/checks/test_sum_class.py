"""SUM-CLASS: a classification and the total that its sentence names."""

from __future__ import annotations

REPORT = """二、收支情况
2023年度部门整体支出640.20万元。
部门整体支出按支出性质划分为：项目支出185.10万元、基本支出455.10万元。基本支出中公用经费75.10万元、人员经费{staff}万元。
"""


def test_the_total_is_found_by_its_name(expressions):
    """按…分类 names what is classified; its amount stands in the paragraph before."""
    assert expressions(REPORT.format(staff="380.00"), "SUM-CLASS") == [
        ("confirmed", "185.10 + 455.10 = 640.20"),
        ("confirmed", "75.10 + 380.00 = 455.10"),
    ]


def test_an_account_taken_apart_is_a_closed_list(check):
    """基本支出中人员经费…、公用经费… must make 基本支出; the good total above is not suspected."""
    wrong = check(REPORT.format(staff="280.00")).findings[-1]
    assert wrong.expression == "75.10 + 280.00 = 355.10 ≠ 455.10"
    # The other reading: a digit was dropped from the second part.
    assert [repair.text for repair in wrong.repairs] == ["380.00万元", "175.10万元"]


def test_an_account_taken_apart_by_other_names_is_open(check):
    """项目支出中甲…、乙… need not be all projects."""
    text = "项目支出90万元。项目支出中道路养护40万元、桥梁加固20万元。"
    assert check(text).counts()["contradicted"] == 0


def test_parts_in_paragraphs_of_their_own(expressions):
    """基本支出 and 项目支出 of one account, each in its own paragraph, make that account."""
    text = (
        "财政拨款支出300万元已全部使用。\n1.基本支出情况\n财政拨款支出中基本支出210万元。\n"
        "2.项目支出情况\n财政拨款支出中项目支出95万元。\n"
    )
    assert expressions(text, "SUM-CLASS") == [("contradicted", "210 + 95 = 305 ≠ 300")]


def test_another_scope_is_another_account(check):
    """The classes of the public budget are not held against the total of the department."""
    text = "部门整体支出500万元。\n一般公共预算支出按支出性质分类为：项目支出150万元、基本支出300万元。"
    assert check(text).counts()["contradicted"] == 0


def test_a_classification_of_the_sentence_before(expressions):
    """按功能分类 without a subject divides the total of the sentence before, once."""
    text = "本年支出合计320.55万元。按功能分类：农林水支出200.30万元，住房保障支出120.25万元。"
    assert expressions(text) == [("confirmed", "200.30 + 120.25 = 320.55")]


def test_a_classification_in_the_sentence_of_its_total(expressions):
    """分为 in a classification is no second list."""
    text = "本年支出合计320.55万元，按经济分类分为：商品和服务支出120.25万元，工资福利支出200.30万元。"
    assert expressions(text) == [("confirmed", "120.25 + 200.30 = 320.55")]
