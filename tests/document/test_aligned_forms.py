"""Forms in columns of blanks whose heads and groups run over several lines, and lists of two columns."""

from __future__ import annotations

import pytest

import gouji
from gouji.document import Document

FUNDS = """项目支出绩效自评表
                          年初预算数  全年预算额  全年执行数  分值      执行率    得分
项目资金  年度资金总额        500.00      500.00      480.00    10      96.00%    9.60
（万元）  其中：财政拨款      500.00      500.00      480.00    —       96.00%    —
"""
SPLIT = """ 一级      二级      三级指标          年度目标值      实际完成值    分值  得分  偏差原因
 指标      指标
           数量      新建泵站          ≥12座          12座          15    15
 产出      指标      清淤河道          ≥30公里        28公里        10    9     汛期停工
 指标      质量      验收合格率        100%            100%          15    15
（50分）   时效      按期完工率        ≥95%           96%           10    10
 效益      社会      受益人口          ≥8000人        8200人        15    15
 指标      可持续    管护机制          健全            较健全        15    14    制度待完善
 满意度    象        群众满意度        ≥90%           92%           10    10
                       总    分                                      100   {}
"""
PLAIN = """一级指标  二级指标          三级指标            年度目标值    实际完成值    分值  得分  偏差原因
产出指标  数量指标          新建泵站            ≥12座        12座          15    15
                            清淤河道            ≥30公里      28公里        10    9     汛期停工
          质量指标          验收合格率          100%          100%          15    15
          时效指标          按期完工率          ≥95%         96%           10    10
效益指标  社会效益指标      受益人口            ≥8000人      8200人        15    15
          可持续影响指标    管护机制            健全          较健全        15    14    制度待完善
满意度指标  服务对象满意度指标  群众满意度          ≥90%         92%           10    10
总分                                                                              100   {}
"""
HEAD = "平川县2023年度水利建设项目支出绩效自评报告\n附件\n"
ROWS = (
    ("教育支出", "1,325,406.20"),
    ("社会保障支出", "842,516.48"),
    ("卫生健康支出", "{}"),
    ("住房保障支出", "478,141.00"),
)


def rows(text: str) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in table.rows()] for table in Document.from_text(text).tables
    ]


def wrong(text: str, *ids: str) -> set[str]:
    findings = gouji.check(Document.from_text(text, name="report")).findings
    return {each.check for each in findings if each.status == "contradicted"} & set(ids)


@pytest.mark.parametrize("form", [SPLIT, PLAIN])
def test_every_row_of_a_form_without_lines_is_read(form):
    """The names, values and points of all the rows, with the funds above and the total below."""
    funds, indicators = rows(HEAD + FUNDS + form.format("97.60"))
    assert funds[1] == ["年度资金总额", "500.00", "500.00", "480.00", "10", "96.00%", "9.60"]
    assert indicators[2] == ["清淤河道", "≥30公里", "28公里", "10", "9", "汛期停工"]
    assert ["".join(indicators[-1][0].split()), *indicators[-1][-3:-1]] == ["总分", "100", "97.60"]
    assert len(indicators) == 9


@pytest.mark.parametrize("form", [SPLIT, PLAIN])
def test_the_points_of_such_a_form_make_its_total(form):
    """The rows and the execution rate make 97.60, no other total; a row that cannot be read leaves it open."""
    points = ("SCORE-SUM", "SCORE-WEIGHT", "SCORE-GROUP")
    assert not wrong(HEAD + FUNDS + form.format("97.60"), *points)
    assert wrong(HEAD + FUNDS + form.format("98.60"), *points) == {"SCORE-SUM"}
    lost = form.replace("100%          15    15", "100%          15    未评")
    assert not wrong(HEAD + FUNDS + lost.format("97.60"), *points)


@pytest.mark.parametrize("mark", ["|", " | ", "    ", " ", "\t"])
@pytest.mark.parametrize("head", ["科目{}决算数\n", ""])
@pytest.mark.parametrize(("amount", "ids"), [("381,254.84", set()), ("318,254.84", {"TAB-COL"})])
def test_a_list_of_names_and_amounts_with_its_total(mark, head, amount, ids):
    """Two columns with a head or without one: their last row is their sum."""
    lines = [f"{name}{mark}{value}" for name, value in ROWS] + [f"合计{mark}3,027,318.52"]
    text = f"{HEAD}（单位：元）\n{head.format(mark)}" + "\n".join(lines).format(amount) + "\n二、其他\n"
    assert wrong(text, "TAB-COL") == ids


def test_lines_with_bars_that_are_no_list():
    """A page's navigation, and pairs without amounts."""
    assert not rows("首页|新闻\n政策|公告\n服务|互动\n")
    assert not rows("姓名|职务\n甲某|组长\n乙某|组员\n")
