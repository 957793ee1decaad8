"""Invented 自评表 in many layouts, for the tests of the checks on points.

``«20|26»`` is a cell whose right value is 20 and which a test breaks to 26. Nothing here is a real body's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

MARK = re.compile(r"«([^|«»]*)\|([^«»]*)»")

STANDARD = """# 2024年度农村厕所改造项目绩效自评表

单位：万元

| 项目资金 | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
| --- | --- | --- | --- | --- | --- | --- | --- |
|  | 年度资金总额 | 320.00 | 350.00 | 336.00 | 96.00% | 10 | «9.60|6.90» |
|  | 其中：当年财政拨款 | 300.00 | 330.00 | 318.00 | — | — | — |
|  | 上年结转资金 | 20.00 | 20.00 | 18.00 | — | — | — |

| 一级指标 | 二级指标 | 三级指标 | 年度目标值 | 实际完成值 | 分值 | 得分 | 偏差原因及整改措施 |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 产出指标（«50|60»分） | 数量指标 | 改造户数 | ≥1,200户 | 1,236户 | «20|25» | 20 |  |
|  | 质量指标 | 验收合格率 | ≥98% | «98.6|89.6»% | 10 | 10 |  |
|  | 时效指标 | 完工时间 | «2024|2023»年11月30日前 | 2024年11月18日 | 10 | 10 |  |
|  | 成本指标 | 户均补助 | ≤2,800元 | «2,718|2,871»元 | 10 | 10 |  |
| 效益指标（30分） | 社会效益 | 卫生厕所普及率 | ≥85% | 82.1% | 15 | «14.5|15.4» | 山区三个村因取水困难延后 |
|  | 可持续影响 | 管护机制 | 基本健全 | 健全 | 15 | 15 |  |
| 满意度指标（10分） | 服务对象满意度 | 农户满意度 | ≥90% | 93.4% | 10 | 10 |  |
| 总分 |  |  |  |  | «100|110» | «99.10|98.10» |  |
"""

INDICATOR_FOR_EXECUTION = """# 2023年度养老服务补助项目自评

| 一级指标 | 指标名称 | 目标值 | 完成值 | 权重 | 自评得分 |
| --- | --- | --- | --- | --- | --- |
| 管理指标 | 预算执行率 | 100% | 94.0% | 10 | «9.4|11.4» |
| 产出指标 | 补助机构数 | 36家 | 36家 | «25|52» | 25 |
| 产出指标 | 护理员培训 | ≥300人次 | 342人次 | 25 | 25 |
| 效益指标 | 床位使用率 | ≥60% | 57.5% | 30 | «28.7|27.8» |
| 满意度指标 | 老年人满意度 | ≥90% | 95.1% | 10 | 10 |
| 合计 |  |  |  | 100 | «98.1|89.1» |
"""

WEIGHTS_IN_COLUMNS = """# 2024年度部门整体支出绩效自评表

| 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分 | 评分说明 |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 投入 | «20|30» | 目标设定 | 10 | 绩效目标合理性 | 5 | 5 |  |
|  |  |  |  | 绩效指标明确性 | «5|8» | 4 | 部分指标未量化 |
|  |  | 预算配置 | 10 | 在职人员控制率 | 10 | 10 |  |
| 过程 | 30 | 预算执行 | «20|12» | 预算完成率 | 12 | 11.2 |  |
|  |  |  |  | 公用经费控制率 | 8 | 8 |  |
|  |  | 预算管理 | 10 | 管理制度健全性 | 10 | 10 |  |
| 产出 | 30 | 职责履行 | 30 | 重点工作办结率 | 30 | «29|92» |  |
| 效果 | 20 | 履职效益 | 20 | 社会公众满意度 | 20 | 18.5 |  |
| 合计 | 100 |  | 100 |  | 100 | «95.7|97.5» |  |
"""

HEADING_ROWS = """# 2022年度畜牧良种补贴项目自评表

| 指标名称 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| --- | --- | --- | --- | --- |
| 一、产出指标 |  |  | «50|40» | 49 |
| 引进种畜数量 | ≥260头 | 265头 | 30 | 30 |
| 建档率 | 100% | 95% | 20 | «19|15» |
| 二、效益指标 |  |  | 40 | «38|36» |
| 良种覆盖率 | ≥70% | 71.2% | 20 | 20 |
| 户均增收 | ≥1,500元 | 1,350元 | 20 | 18 |
| 三、满意度指标 |  |  | 10 | 10 |
| 养殖户满意度 | ≥90% | 92% | 10 | 10 |
| 总分 |  |  | 100 | «97|79» |
"""

SUBTOTALS = """# 2024年度基层法律服务项目评分表

| 一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |
| --- | --- | --- | --- | --- | --- |
| 产出指标 | 法律援助案件数 | ≥420件 | 431件 | 40 | 40 |
|  | 结案率 | ≥95% | 96.1% | 20 | 20 |
|  | 小计 |  |  | «60|50» | 60 |
| 效益指标 | 调解成功率 | ≥98% | 97.0% | 30 | «29.7|27.9» |
|  | 群众满意度 | ≥92% | 94.4% | 10 | 10 |
|  | 小计 |  |  | 40 | «39.7|37.9» |
| 总计 |  |  |  | 100 | «99.7|97.9» |
"""

SATISFACTION_INSIDE = """# 2023年度社区矫正经费绩效自评表

| 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际值 | 分值 | 得分 |
| --- | --- | --- | --- | --- | --- | --- |
| 预算执行（10分） | 预算执行率 | 执行率 | 100% | 100% | 10 | 10 |
| 产出（50分） | 数量 | 走访次数 | ≥600次 | 612次 | 50 | «50|55» |
| 效益（«40|50»分） | 社会效益 | 重新犯罪率 | ≤1% | 0.4% | «30|20» | 30 |
|  | 满意度 | 矫正对象满意度 | ≥85% | 88% | 10 | 10 |
| 总分 |  |  |  |  | 100 | «100|90» |
"""

TWO_REVIEWS = """# 2024年度智慧水务项目自评表

| 一级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 自评得分 | 复核得分 |
| --- | --- | --- | --- | --- | --- | --- |
| 产出指标 | 监测点数量 | ≥85个 | 85个 | 40 | 40 | 40 |
| 产出指标 | 数据上线率 | ≥95% | 91% | 30 | 28.7 | «27|37» |
| 效益指标 | 漏损率 | ≤12% | 10.8% | 20 | 20 | 18 |
| 满意度 | 用户满意度 | ≥90% | 90.5% | 10 | 10 | 10 |
| 总分 |  |  |  | 100 | «98.7|97.8» | «95|93» |
"""

PLAIN_POINTS = """# 综合评分情况

经评定，本部门自评得分«92.4|94.2»分，等级为“«优|良»”。

| 评价内容 | 标准分 | 自评得分 |
| --- | --- | --- |
| 一、决策 | 20 | 19 |
| （一）项目立项 | 12 | 11.5 |
| （二）绩效目标 | 8 | 7.5 |
| 二、过程 | 20 | «18.4|14.8» |
| （一）资金管理 | 10 | 9.4 |
| （二）组织实施 | 10 | 9 |
| 三、产出 | 35 | 33 |
| 四、效益 | 25 | 22 |
| 合计 | «100|110» | «92.4|92.8» |
"""

LONE_SCORES = """# 得分汇总

| 序号 | 评价维度 | 满分 | 实得分 |
| --- | --- | --- | --- |
| 1 | 投入 | 15分 | 14.5分 |
| 2 | 过程 | 25分 | «24分|26分» |
| 3 | 产出 | 35分 | 33.5分 |
| 4 | 效果 | 25分 | «23分|32分» |
| 总得分 |  | 100分 | 95分 |
"""

SCORE_ABOVE = """# 2024年度图书馆免费开放资金自评表

| 自评得分 | «92.5|95.2» | 自评等级 | «优|良» |
| --- | --- | --- | --- |
| 一级指标 | 三级指标 | 分值 | 得分 |
| 产出指标 | 开放天数 | 50 | 46 |
| 效益指标 | 到馆人次 | 40 | 36.5 |
| 满意度指标 | 读者满意度 | 10 | 10 |
"""

CAPPED = """# 2023年度防汛物资储备项目自评表

单位：万元

| 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 权重 | 得分 |
| --- | --- | --- | --- | --- | --- | --- |
| 年度资金总额 | 80.00 | 75.00 | 75.00 | 100% | 10 | «10|9» |
| 其中：财政拨款 | 80.00 | 75.00 | 75.00 | 100% |  |  |

| 绩效指标 | 指标名称 | 年度目标 | 完成情况 | 权重 | 得分 |
| --- | --- | --- | --- | --- | --- |
| 数量 | 冲锋舟数量 | 12艘 | 12艘 | 30 | 30 |
| 质量 | 物资合格率 | 100% | 100% | 30 | «30|20» |
| 效益 | 转移群众响应时间 | ≤2小时 | 1.5小时 | 30 | 30 |
| 合计 |  |  |  | «100|90» | 100 |
"""

PERCENT_WEIGHTS = """# 2024年度技能培训项目自评表

| 一级指标 | 三级指标 | 目标值 | 完成值 | 权重 |
| --- | --- | --- | --- | --- |
| 产出（60%） | 培训人次 | ≥2,000人次 | 2,104人次 | «40%|30%» |
|  | 取证率 | ≥90% | 92.3% | 20% |
| 效益（40%） | 就业率 | ≥75% | 76.5% | 30% |
|  | 学员满意度 | ≥90% | 95% | 10% |
| 合计 |  |  |  | 100% |
"""

DATES_AND_WORDS = """# 2024年度校舍维修项目绩效自评表

| 一级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |
| --- | --- | --- | --- | --- | --- | --- |
| 产出指标 | 维修面积 | 1.2万平方米 | 1.2万平方米 | 20 | 20 |  |
| 产出指标 | 完工时间 | 8月底前 | «8月20日|9月20日» | 20 | 20 |  |
| 产出指标 | 工程质量 | 全部达标 | «全部达标|未达标» | 20 | 20 |  |
| 效益指标 | 受益学生 | 不少于5,000人 | «5,310|4,310»人 | 20 | 20 |  |
| 效益指标 | 安全事故 | 0起 | 0起 | 10 | 10 |  |
| 满意度指标 | 师生满意度 | 90%以上 | 90% | 10 | 10 |  |
| 总分 |  |  |  | 100 | 100 |  |
"""

COMPLETION_COLUMN = """# 2023年度民生实事完成情况

| 指标名称 | 目标值 | 完成值 | 完成率 | 说明 |
| --- | --- | --- | --- | --- |
| 新增公办学位 | 1,500个 | 1,620个 | «108.00%|118.00%» |  |
| 改造老旧管网 | ≥40公里 | 38公里 | «95.00%|59.00%» | 雨季停工 |
| 新建口袋公园 | 8个 | 10个 | 100% | 封顶计 |
| 空气优良率 | ≥85% | 88.4% | 104.00% |  |
| 投诉件数 | ≤20件 | 12件 | 100% |  |
"""

# ``^`` is merged with the cell above, ``<`` with the one to the left.
MERGED = """项目名称|<|山洪灾害防治|<|实施单位|<|县水务局|<
项目资金（万元）|资金来源|年初预算数|全年预算数|全年执行数|执行率|分值|得分
^|年度资金总额|260.00|240.00|228.00|95.00%|10|«9.5|5.9»
^|其中：省级补助|200.00|180.00|171.00|95.00%||
^|县级配套|60.00|60.00|«57.00|75.00»|95.00%||
总体目标|预期目标|<|<|实际完成情况|<|<|<
^|完善监测预警设施，提高群众避险能力。|<|<|已完成。|<|<|<
一级指标|二级指标|三级指标|指标值|完成值|分值|得分|偏差原因
产出指标（«50分|55分»）|数量|新建雨量站|≥24个|24个|20|20|
^|^|编制预案|36份|«36|31»份|10|10|
^|质量|设备在线率|≥95%|92%|20|«19.4|14.9»|雷击损坏3台
效益指标（30分）|社会效益|受威胁人口转移率|100%|100%|«20|30»|20|
^|可持续影响|运维经费落实情况|足额落实|已落实|10|10|
满意度指标（10分）|服务对象|群众满意度|≥90%|90.6%|10|10|
总分|<|<|<|<|«100|90»|«98.9|89.9»|
"""

TWO_HEADS = """指标|<|<|指标值|<|分值|得分|偏差原因分析
一级指标|二级指标|三级指标|目标值|完成值|^|^|^
产出（60分）|数量|修复古民居|≥15栋|15栋|30|30|
^|质量|修缮合格率|100%|«100|90»%|30|«30|20»|
效益（40分）|社会效益|游客人次|≥8万人次|7.6万人次|«30|20»|28.5|暑期持续降雨
^|满意度|居民满意度|≥90%|93%|10|10|
合计|<|<|<|<|100|«98.5|95.8»|
"""

GRIDS = {"merged": MERGED, "two heads": TWO_HEADS}


def _rows(grid: str) -> list[list[str]]:
    return [line.split("|") for line in grid.strip().split("\n")]


def _spans(rows: list[list[str]]) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows covered, columns covered, text of every cell that is no mark of a merge."""
    cells = []
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            if text in ("^", "<"):
                continue
            wide = 1
            while column + wide < len(line) and line[column + wide] == "<":
                wide += 1
            tall = 1
            while (
                row + tall < len(rows) and column < len(rows[row + tall]) and rows[row + tall][column] == "^"
            ):
                tall += 1
            cells.append((row, column, tall, wide, text))
    return cells


def as_cell_lines(grid: str, folder: Path) -> Path:
    """One cell a line: cells merged into the left one are gone, those merged into the upper one blank."""
    rows = [["" if text == "^" else text for text in line if text != "<"] for line in _rows(grid)]
    body = "\n".join("".join(f"\n\t{text}" for text in line) for line in rows)
    path = folder / "form.txt"
    path.write_text(f"{TITLE}\n\n{INTRODUCTION}\n{body}\n", encoding="utf-8")
    return path


def as_tab_rows(grid: str, folder: Path) -> Path:
    """One row a line, its cells between TABs; merged cells as in the text of a word processor."""
    rows = [["" if text == "^" else text for text in line if text != "<"] for line in _rows(grid)]
    body = "\n".join("\t".join(line) for line in rows)
    path = folder / "form.txt"
    path.write_text(f"{TITLE}\n\n{INTRODUCTION}\n\n{body}\n", encoding="utf-8")
    return path


def as_html(grid: str, folder: Path) -> Path:
    """A page with rowspan and colspan."""
    rows = _rows(grid)
    lines: list[str] = [""] * len(rows)
    for row, _, tall, wide, text in _spans(rows):
        lines[row] += f'<td rowspan="{tall}" colspan="{wide}">{text}</td>'
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    path = folder / "form.html"
    page = f"<html><body><h1>{TITLE}</h1><p>{INTRODUCTION}</p><table>{body}</table></body></html>"
    path.write_text(page, encoding="utf-8")
    return path


def as_docx(grid: str, folder: Path) -> Path:
    """A Word file with merged cells."""
    import docx

    rows = _rows(grid)
    document = docx.Document()
    document.add_heading(TITLE, level=1)
    document.add_paragraph(INTRODUCTION)
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, column, tall, wide, text in _spans(rows):
        cell = table.cell(row, column)
        if tall > 1 or wide > 1:
            cell = cell.merge(table.cell(row + tall - 1, column + wide - 1))
        cell.text = text
    path = folder / "form.docx"
    document.save(str(path))
    return path


def as_xlsx(grid: str, folder: Path) -> Path:
    """A workbook with merged cells, every value as text."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "自评表"
    sheet.cell(1, 1, TITLE)
    rows = _rows(grid)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=max(map(len, rows)))
    for row, column, tall, wide, text in _spans(rows):
        top, left = row + 2, column + 1
        sheet.cell(top, left, text or None)
        if tall > 1 or wide > 1:
            sheet.merge_cells(
                start_row=top, end_row=top + tall - 1, start_column=left, end_column=left + wide - 1
            )
    path = folder / "form.xlsx"
    book.save(path)
    return path


def as_pdf(grid: str, folder: Path) -> Path:
    """A page with a ruled table, merged cells without lines inside."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    rows = _rows(grid)
    width = max(map(len, rows))
    cells = [["" if text in ("^", "<") else text for text in line] for line in rows]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), font, 8)]
    for row, column, tall, wide, _ in _spans(rows):
        style.append(("SPAN", (column, row), (column + wide - 1, row + tall - 1)))
    words = ParagraphStyle("words", fontName=font, fontSize=10)
    table = Table([line + [""] * (width - len(line)) for line in cells], style=TableStyle(style))
    path = folder / "form.pdf"
    page = SimpleDocTemplate(str(path), pagesize=landscape(A4))
    page.build([Paragraph(TITLE, words), Paragraph(INTRODUCTION, words), table])
    return path


TITLE = "2024年度项目支出绩效自评表"
INTRODUCTION = "现将项目支出绩效自评情况列表如下。"
LAYOUTS: dict[str, Callable[[str, Path], Path]] = {
    "cell lines": as_cell_lines,
    "tab rows": as_tab_rows,
    "html": as_html,
    "docx": as_docx,
    "xlsx": as_xlsx,
    "pdf": as_pdf,
}

FORMS = {
    "standard": STANDARD,
    "execution as an indicator": INDICATOR_FOR_EXECUTION,
    "weights in columns": WEIGHTS_IN_COLUMNS,
    "heading rows": HEADING_ROWS,
    "subtotals": SUBTOTALS,
    "satisfaction inside": SATISFACTION_INSIDE,
    "two reviews": TWO_REVIEWS,
    "plain points": PLAIN_POINTS,
    "lone scores": LONE_SCORES,
    "score above": SCORE_ABOVE,
    "capped": CAPPED,
    "percent weights": PERCENT_WEIGHTS,
    "dates and words": DATES_AND_WORDS,
    "completion column": COMPLETION_COLUMN,
}


def right(form: str) -> str:
    """The form as it should be."""
    return MARK.sub(lambda found: found[1], form)


def broken(form: str) -> list[tuple[str, str, str]]:
    """One form for each marked cell, with that cell broken: what it was, what it is, the form."""
    forms = []
    for at, mark in enumerate(MARK.finditer(form)):
        count = iter(range(100))
        text = MARK.sub(lambda found, n=count, at=at: found[2] if next(n) == at else found[1], form)
        forms.append((mark[1], mark[2], text))
    return forms
