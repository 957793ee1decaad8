"""自评表 as a word processor's dump gives them: a cell a line, merged cells blank or lost, columns short at either end."""

from __future__ import annotations

import pytest

from gouji import Document, check
from gouji.findings import Finding

HEAD = (
    "绩\n\n效\n\n指\n\n标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标\n\n值",
    "实际\n\n完成值",
    "分值",
    "得分",
)
REASON = "偏差原因\n\n和改进\n\n措施"
FUNDS = (
    (
        "项目资金\n（万元）",
        "　",
        "年初\n\n预算",
        "全年\n\n预算",
        "全年\n\n执行数",
        "分值",
        "执行率",
        "得分",
    ),
    ("　", "年度资金总额", "520.00", "560.00", "548.80", "10", "98.00%", "9.8"),
    ("　", "其中：当年财政拨款", "500.00", "500.00", "490.30", "　", "　", "　"),
    ("　", "上年结转资金", "　", "40.00", "38.50", "　", "　", "　"),
    ("　", "其他来源资金", "20.00", "20.00", "20.00", "　", "　", "　"),
)
ROWS = (
    ("产出指标\n(50分)", "数量指标", "新建驿站", "≥24座", "24座", "15", "15", "　"),
    ("　", "　", "维护绿道里程", "≥60公里", "63公里", "15", "15", "　"),
    ("　", "质量指标", "验收合格率", "100%", "100%", "10", "10", "　"),
    ("　", "时效指标", "按期完工率", "≥95%", "93.20%", "10", "9.5", "汛期停工，已补足工期"),
    ("效益指标\n（30分）", "社会效益\n指标", "服务游客", "≥12000人次", "12480人次", "15", "15", "　"),
    ("　", "生态效益指标", "绿化覆盖率", "≥42%", "43.10%", "15", "15", "　"),
    ("满意度\n指标\n（10分）", "服务对象满意度指标", "居民满意度", "≥90%", "92.60%", "10", "10", "　"),
)
TOTAL = ("总分", "100", "99.3")


def dump(*tables: tuple[tuple[str, ...], ...]) -> str:
    """A cell behind a TAB, a row after a blank line."""
    rows = [row for table in tables for row in table]
    return "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows)


def alarms(table: str) -> list[Finding]:
    text = f"澄湖区绿道管护中心\n2024年度项目支出绩效自评表\n\n{table}\n"
    report = check(Document.from_text(text))
    return [f for f in report.contradicted if f.severity in ("high", "medium", "low")]


LAYOUTS = {
    "first column lost": ((*HEAD, REASON), ROWS),
    "first column blank": ((*HEAD, REASON), tuple(("　", *row) for row in ROWS)),
    "no column of reasons": (HEAD, tuple(row[:-1] for row in ROWS)),
    "no first column": ((*HEAD[1:], REASON), ROWS),
    "lost, and blanks at the end": ((*HEAD, REASON), tuple((*row, "　") for row in ROWS)),
    "lost, and the blank reasons lost": (
        (*HEAD, REASON),
        tuple(row if row[-1] != "　" else row[:-1] for row in ROWS),
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_right_form_is_right_in_every_layout(layout: str) -> None:
    """Nothing is missing, too high or wrongly summed, wherever merged cells went."""
    head, rows = LAYOUTS[layout]
    assert alarms(dump(FUNDS, (head,), rows, (TOTAL,))) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_score_above_its_weight_is_found_in_every_layout(layout: str) -> None:
    """15 points where 10 can be had: the columns are read at their places."""
    head, rows = LAYOUTS[layout]
    wrong = tuple(tuple("12" if (cell, at) == ("10", score_at(row)) else cell for at, cell in enumerate(row))
                  if "验收合格率" in row else row for row in rows)  # fmt: skip
    found = alarms(dump(FUNDS, (head,), wrong, (TOTAL,)))
    assert ("SCORE-CAP", "12 > 10") in [(f.check, f.expression) for f in found]


def score_at(row: tuple[str, ...]) -> int:
    return row.index("验收合格率") + 4


def test_a_blank_score_is_still_missing() -> None:
    """得分 blank beside 分值 15: the other rows are filled in."""
    rows = tuple((*row[:6], "　", *row[7:]) if "新建驿站" in row else row for row in ROWS)
    found = alarms(dump(FUNDS, ((*HEAD, REASON),), rows, (TOTAL,)))
    assert "新建驿站（得分）未填列。空白：得分。" in [f.message_zh for f in found]


def test_what_was_carried_in_has_no_first_budget() -> None:
    """上年结转资金 without 年初预算数 is right; 年初预算数 of the total is not to be left out."""
    assert alarms(dump(FUNDS, ((*HEAD, REASON),), ROWS, (TOTAL,))) == []
    blank = (FUNDS[0], (*FUNDS[1][:2], "　", *FUNDS[1][3:]), *FUNDS[2:])
    found = alarms(dump(blank, ((*HEAD, REASON),), ROWS, (TOTAL,)))
    assert [(f.check, f.severity) for f in found] == [("TAB-MISSING", "medium")]


def test_a_part_that_the_total_needs_is_missing() -> None:
    """其他资金 without 年初预算数, and the other part falls 20.00 short of the total: low."""
    blank = (*FUNDS[:4], (*FUNDS[4][:2], "　", *FUNDS[4][3:]))
    found = alarms(dump(blank, ((*HEAD, REASON),), ROWS, (TOTAL,)))
    assert ("TAB-MISSING", "low") in [(f.check, f.severity) for f in found]


def test_a_first_level_torn_off_its_row_begins_its_group() -> None:
    """效益指标（30分） ends with a line break too many, so that its row begins anew."""
    rows: list[tuple[str, ...]] = []
    for row in ROWS:
        rows += [("　", row[0]), row[1:]] if row[0].startswith("效益") else [("　", *row)]
    assert alarms(dump(FUNDS, ((*HEAD, REASON),), tuple(rows), (TOTAL,))) == []
    over = tuple(tuple(cell.replace("30分", "25分") for cell in row) for row in rows)
    found = alarms(dump(FUNDS, ((*HEAD, REASON),), over, (TOTAL,)))
    assert "SCORE-GROUP" in [f.check for f in found]
