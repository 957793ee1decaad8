"""Short reports of many layouts: right numbers raise nothing, and every number that is broken is found."""

from __future__ import annotations

import re

import pytest

import gouji
from gouji.document import Document

HEAVY = ("high", "medium", "low")


def alarms(text: str) -> list[str]:
    """The contradictions of severity low or above."""
    report = gouji.check(Document.from_text(text, name="report"))
    return [
        f"{f.check} {f.expression}"
        for f in report.findings
        if f.status == "contradicted" and f.severity in HEAVY
    ]


LAYOUTS = {
    "purses in sections": """青海省海晏县水利局
2023年度部门整体支出绩效自评报告

一、部门整体收支情况
2023年部门收入合计936.52万元，其中：一般公共预算财政拨款收入870.20万元、其他收入66.32万元。
2023年部门整体支出901.47万元，其中：其他支出61.32万元、一般公共预算支出840.15万元。
二、一般公共预算收支情况
年初结转0万元，当年收入870.20万元，当年支出840.15万元，年末结转结余30.05万元。
一般公共预算支出中基本支出412.60万元、项目支出427.55万元。
三、其他资金收支情况
年初结转0万元，当年收入66.32万元，当年支出61.32万元，年末结转结余5.00万元。
""",
    "classes of two purses": """安徽省枞阳县档案馆
2022年度部门整体支出绩效自评报告

一、部门整体支出情况
2022年部门整体支出523.81万元，按经济科目分：商品和服务支出182.16万元、工资福利支出305.40万元、对个人和家庭的补助36.25万元。
按支出性质分：项目支出152.16万元、基本支出371.65万元。
二、一般公共预算支出情况
一般公共预算支出498.66万元，按经济科目分：商品和服务支出157.01万元、工资福利支出305.40万元、对个人和家庭的补助36.25万元。
""",
    "sangong and last year": """江西省铜鼓县民政局
2024年度部门整体支出绩效自评报告

一、“三公”经费情况
2024年“三公”经费预算18.50万元，实际支出15.32万元，其中：公务用车购置及运行维护费11.20万元、公务接待费4.12万元、因公出国（境）费0万元。
二、其他说明
全年“三公”经费支出15.32万元，比2023年的16.88万元下降9.24%。
""",
    "first budget and additions": """广西壮族自治区田林县林业局
2023年度部门整体支出绩效自评报告

一、预算安排及调整情况
年初批复预算2,316.40万元，其中：项目支出1,195.80万元、基本支出1,120.60万元。
年中追加预算468.25万元，其中：项目支出382.10万元、基本支出86.15万元。
调整后预算2,784.65万元，其中：基本支出1,206.75万元、项目支出1,577.90万元。
""",
    "adjustments in a table": """河北省涉县文化馆
2024年度部门整体支出绩效自评报告

一、预算调整情况
单位：万元
| 项目 | 年初预算 | 追加预算 | 调整后预算 |
| --- | --- | --- | --- |
| 基本支出 | 218.30 | 16.45 | 234.75 |
| 项目支出 | 96.00 | 40.20 | 136.20 |
| 合计 | 314.30 | 56.65 | 370.95 |
""",
    "items listed and told again": """甘肃省岷县农业农村局
2022年度部门整体支出绩效自评报告

一、支出情况
全年项目支出1,846.70万元，包括：当归良种繁育620.50万元、耕地质量提升845.20万元、动物疫病防控381.00万元。
二、主要工作
当归良种繁育支出620.50万元，建成基地四处。耕地质量提升项目支出845.20万元。动物疫病防控支出381.00万元。
""",
    "a project with its form": """福建省柘荣县教育局
2023年度校舍维修项目绩效自评报告

一、资金情况
2023年校舍维修项目预算资金486.00万元，实际到位486.00万元，全年支出462.18万元，预算执行率95.10%，结余23.82万元。
附件：项目支出绩效自评表
| 资金（万元） | 年初预算数 | 调整后预算数 | 全年执行数 | 执行率 |
| --- | --- | --- | --- | --- |
| 年度资金总额 | 486.00 | 486.00 | 462.18 | 95.10% |
""",
    "the purses of a hospital": """贵州省桐梓县中医院
2024年度部门整体支出绩效自评报告

一、收支情况
年初结转和结余312.40万元，本年收入5,218.36万元，本年支出5,004.12万元，结余分配120.00万元，年末结转和结余406.64万元。
二、财政拨款收支情况
年初财政拨款结转12.50万元，本年财政拨款收入860.00万元，本年财政拨款支出851.30万元，年末财政拨款结转21.20万元。
""",
    "staff and posts": """吉林省抚松县市场监督管理局
2023年度部门整体支出绩效自评报告

一、机构人员
核定编制86名，其中：行政编制52名、事业编制34名；年末在职人员81人，另有聘用人员12人。
""",
    "the body and its subordinate unit": """山东省莒县文化和旅游局
2024年度部门整体支出绩效自评报告

一、部门整体支出情况
2024年部门整体支出742.36万元，包括基本支出402.18万元、项目支出340.18万元。
二、下属单位情况
县图书馆2024年支出126.40万元，其中：基本支出88.10万元、项目支出38.30万元。
""",
    "one project among others": """陕西省留坝县科学技术局
2023年度部门整体支出绩效自评报告

一、支出总体情况
2023年本年支出618.90万元，包括基本支出214.55万元、项目支出404.35万元。
二、项目实施情况
（一）科技特派员项目
项目预算60.00万元，实际支出58.20万元，执行率97.00%。
（二）农业科技园区建设项目
项目预算150.00万元，实际支出146.25万元，执行率97.50%。
""",
    "the year before beside this year": """黑龙江省木兰县供销合作社
2023年度部门整体支出绩效自评报告

一、收支情况
2022年部门整体支出286.15万元，2023年部门整体支出301.20万元，增长5.26%。
2023年部门整体支出301.20万元，其中：基本支出236.85万元、项目支出64.35万元。
""",
}

UNSEEN = ("“三公”经费预算", "实际到位", "| 年度资金总额 | ")
"""What stands before amounts that nothing else in their layout can show to be wrong."""


@pytest.mark.parametrize("name", LAYOUTS)
def test_right_numbers_raise_nothing(name):
    """Nothing is said of a report whose numbers agree."""
    assert alarms(LAYOUTS[name]) == []


def _broken() -> list[tuple[str, int, str]]:
    return [
        (name, match.start(), match[0])
        for name, text in LAYOUTS.items()
        for match in re.finditer(r"\d[\d,]*\.\d\d(?!%)", text)
        if not text[: match.start()].endswith(UNSEEN)
    ]


@pytest.mark.parametrize(("name", "at", "number"), _broken())
def test_every_broken_number_is_found(name, at, number):
    """A first digit changed is a contradiction somewhere."""
    text = LAYOUTS[name]
    changed = str(int(number[0]) % 9 + 1) + number[1:]
    assert alarms(text[:at] + changed + text[at + len(number) :])


def test_staff_above_posts():
    """More in post than posts is one finding, whatever the hired staff."""
    text = LAYOUTS["staff and posts"].replace("81人", "91人")
    assert alarms(text) == ["FIN-STAFF 91人 > 86名"]
