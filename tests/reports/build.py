"""Write the three binary reports of this folder: run ``python tests/reports/build.py``.

The text is invented. The files come out the same every time: the properties and the zip entries
carry one fixed date. ``^`` in a table is a cell merged with the one above, ``<`` with the one to
its left; ``‖`` in a paragraph ends a run, as editing in Word leaves them. ``h`` is a numbered heading,
``n`` a numbered paragraph. The text of the housing report stands beside it, in ``*.source.json``.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.text.parfmt import CT_PPr
from openpyxl.styles import Alignment, Border, Side

HERE = Path(__file__).parent
FIXED = datetime(2025, 1, 15, 9, 0, 0)
DOCX_NAME = "qinghe-2024-road-maintenance.docx"
XLSX_NAME = "nanshan-2024-self-evaluation.xlsx"
HOUSING_NAME = "taihe-2024-old-housing.docx"

DETAIL = [
    ["养护内容", "工程量", "单价", "支出"],
    ["一、日常养护", "1,185.0公里", "—", "612.50"],
    ["（一）县道", "186.5公里", "1.20万元/公里", "223.80"],
    ["（二）乡道", "420.0公里", "0.65万元/公里", "273.00"],
    ["（三）村道", "578.5公里", "0.20万元/公里", "115.70"],
    ["二、路面修复", "31.6公里", "—", "548.00"],
    ["三、桥隧检测加固", "46座", "—", "196.40"],
    ["四、安全防护设施", "12.4公里", "—", "109.50"],
    ["五、水毁抢修", "27处", "—", "130.00"],
    ["总计", "<", "<", "1,596.40"],
]

SELF_EVALUATION = [
    ["项目名称", "<", "农村公路养护", "<", "<", "<", "<", "<"],
    ["项目单位", "<", "青禾县交通运输局", "<", "<", "项目负责人电话", "<", "0874-5550163"],
    ["项目资金（万元）", "来源", "年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "得分"],
    ["^", "年度资金总额", "1,500.00", "1,680.00", "1,596.40", "95.02%", "10", "9.50"],
    ["^", "其中：上级补助", "920.00", "1,000.00", "962.40", "96.24%", "—", "—"],
    ["^", "县级安排", "580.00", "680.00", "634.00", "93.24%", "—", "—"],
    ["一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "得分", "偏差说明"],
    ["产出（50分）", "数量", "养护里程", "≥1,180公里", "1,185公里", "12", "12", ""],
    ["^", "^", "桥隧检测数量", "≥46座", "46座", "10", "10", ""],
    ["^", "质量", "优良中等路率", "≥85%", "86.3%", "10", "10", ""],
    ["^", "时效", "水毁路段抢通时间", "≤24小时", "22小时", "8", "8", ""],
    ["^", "成本", "年度养护成本", "≤1,680万元", "1,596.40万元", "10", "10", ""],
    ["效益（30分）", "社会效益", "事故起数同比下降", "≥10%", "8.3%", "10", "8.3", "雨季长，急弯路段改造未完"],
    ["^", "经济效益", "沿线物流成本", "有所下降", "基本持平", "10", "8", "油价上涨"],
    ["^", "可持续影响", "管养责任覆盖率", "100%", "100%", "10", "10", ""],
    ["满意度（10分）", "服务对象", "沿线群众满意度", "≥90%", "92.4%", "10", "10", ""],
    ["总分", "<", "<", "<", "<", "100", "95.80", ""],
]

ROAD_REPORT: list[tuple[str, object]] = [
    ("title", "云南省青禾县交通运输局"),
    ("title", "2024年度农村公路养护项目绩效自评报告"),
    (
        "p",
        "依照《青禾县项目支出绩效自评规程》（青财规〔2022〕6号）和县财政局2025年1月的工作安排，县交通运输局成立自评小组，抽查了4个乡镇、21条线路，召开座谈会3次，现将自评情况公布如下。",
    ),
    ("h1", "项目基本情况"),
    ("h2", "项目背景"),
    (
        "p",
        "青禾县农村公路总里程1,185.0公里，其中：县道186.5公里、乡道420.0公里、村道578.5公里。受山区地形和雨季影响，路面病害和边坡塌方多发。‖“十四五”以来，县里把农村公路养护列为民生实事，逐年增加投入。",
    ),
    ("h2", "预算安排"),
    (
        "p",
        "2024年年初安排项目预算1,500.00万元，其中：上级补助920.00万元、县级安排580.00万元。9月因水毁抢修追加预算180.00万元（青财建〔2024〕58号），其中：上级补助80.00万元、县级安排100.00万元，全年预算调整为1,680.00万元。",
    ),
    ("h1", "项目资金管理与使用"),
    ("h2", "到位情况"),
    ("p", "截至2024年底，资金到位1,640.00万元，到位率97.62%。尚有县级资金40.00万元未到位。"),
    ("h2", "支出情况"),
    (
        "p",
        "全年支出1,5‖96.40万元，预算执行率９５.０２％，其中：日常养护612.50万元、路面修复548.00万元、桥隧检测加固169.40万元、安全防护设施109.50万元、水毁抢修130.00万元。路面修复占全年支出的34.33%。与2023年支出1,428.00万元相比，增长11.97%。账面结余43.60万元，明细见下表。",
    ),
    ("caption", "单位：万元"),
    ("table", DETAIL),
    ("h2", "“三公”经费"),
    (
        "p",
        "局机关2024年“三公”经费支出18.25万元，其中：公务用车运行维护费15.60万元、公务接待费2.65万元，为年初预算20.00万元的91.25%。",
    ),
    ("h1", "项目实施与成效"),
    ("n3", "3月5日至3月28日，县公路养护中心对46座桥隧逐座检测，其中：桥梁43座、隧道3座。"),
    ("n3", "7月19日，在石门乡开展公路水毁应急抢险演练，出动机械16台、人员约120名。"),
    ("n3", "8月下旬连续暴雨期间，抢通塌方路段27处，清理土石方近2.3万立方米，最长一处用时22小时。"),
    ("n3", "全年举办村级养路员培训6期，培训养路员430余人次；聘用脱贫户养路员214名，每人每月发放补助800元。"),
    ("h1", "自评结论"),
    ("p", "项目自评得分95.80分，等次为“优”。自评表附后。"),
    ("h1", "存在的困难和原因"),
    ("n2", "县级资金没有全部到位。原因是县级财政收入下滑，四季度调度困难。"),
    ("n2", "急弯陡坡路段改造滞后，事故下降幅度未达目标。主要是地质勘察耗时长，设计方案两次修改。"),
    ("n2", "村道养护标准偏低，养路员年龄普遍在55岁以上。"),
    ("h1", "改进意见"),
    ("n2", "商县财政局按季度拨付，年底前补齐缺口。"),
    ("n2", "优先改造事故多发的9处急弯，先勘察、后立项。"),
    ("n2", "逐步提高村道养护单价，并吸收返乡青年参加养护。"),
    ("right", "青禾县交通运输局"),
    ("right", "2025年2月28日"),
    ("caption", "附表　农村公路养护项目自评表"),
    ("table", SELF_EVALUATION),
]

NUMBERING = """<w:abstractNum {ns} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
<w:lvlText w:val="（%2）"/><w:lvlJc w:val="left"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%3."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>"""


def number_headings(document: docx.document.Document) -> None:
    """Give the three heading styles Word's own numbering: 一、 （一） 1."""
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level in range(3):
        properties = document.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
        set_number(properties, level)


def set_number(properties: CT_PPr, level: int) -> None:
    """Put a paragraph, or all of a style, at a level (0, 1, 2) of the numbering."""
    number = properties.get_or_add_numPr()
    number.get_or_add_ilvl().val = level
    number.get_or_add_numId().val = 90


def add_table(document: docx.document.Document, rows: list[list[str]]) -> None:
    """Add a table with its merged cells."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == "<":
                table.cell(r, c - 1).merge(table.cell(r, c))
            elif text == "^":
                table.cell(r - 1, c).merge(table.cell(r, c))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text not in ("<", "^"):
                table.cell(r, c).text = text


def add_paragraph(document: docx.document.Document, kind: str, text: str) -> None:
    """Add a heading or a paragraph, its runs as marked."""
    if kind in ("h1", "h2", "h3"):
        paragraph = document.add_heading(level=int(kind[1]))
    else:
        paragraph = document.add_paragraph()
    for run in text.split("‖"):
        paragraph.add_run(run).bold = True if kind == "title" else None
    if kind == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif kind in ("n2", "n3"):
        set_number(paragraph._p.get_or_add_pPr(), int(kind[1]) - 1)
    elif kind in ("right", "caption"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def same_every_time(archive: bytes) -> bytes:
    """The same archive with one fixed date on every entry and in the core properties."""
    stamp = FIXED.strftime("%Y-%m-%dT%H:%M:%SZ")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>" + stamp.encode(), data)
            new.writestr(zipfile.ZipInfo(name, FIXED.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def docx_report(blocks: list[tuple[str, object]], author: str, title: str) -> bytes:
    """A DOCX of headings, paragraphs and tables."""
    document = docx.Document()
    number_headings(document)
    for kind, content in blocks:
        if isinstance(content, list):
            add_table(document, content)
        else:
            add_paragraph(document, kind, str(content))
    document.core_properties.author = author
    document.core_properties.title = title
    document.core_properties.comments = ""
    out = io.BytesIO()
    document.save(out)
    return same_every_time(out.getvalue())


def road_report() -> bytes:
    """The DOCX of a county transport bureau: a project."""
    return docx_report(ROAD_REPORT, "青禾县交通运输局", "农村公路养护项目绩效自评报告")


def housing_report() -> bytes:
    """The DOCX of a county housing bureau: a project with sub-totals and a 自评表."""
    source = HERE / HOUSING_NAME.replace(".docx", ".source.json")
    blocks = [tuple(block) for block in json.loads(source.read_text(encoding="utf-8"))]
    return docx_report(blocks, "泰禾县住房和城乡建设局", "城镇老旧小区改造项目绩效自评报告")


MONEY, RATE, POINTS = "#,##0.00", "0.00%", "0.0"
# address: (value, number format); merged cells stand in MERGED.
CELLS: dict[str, tuple[object, str]] = {
    "A1": ("2024年度农村供水工程维修养护项目自评表", ""),
    "A2": ("填报单位：贵州省南山县水务局　　填表人电话：0857-5550148", ""),
    "G2": ("金额单位：万元", ""),
    "A3": ("项目名称", ""),
    "B3": ("农村供水工程维修养护", ""),
    "E3": ("批复文号", ""),
    "F3": ("南财农〔2024〕21号", ""),
    "A4": ("项目资金", ""),
    "B4": ("资金来源", ""),
    "C4": ("年初预算数", ""),
    "D4": ("全年预算数", ""),
    "E4": ("全年执行数", ""),
    "F4": ("执行率", ""),
    "G4": ("分值", ""),
    "H4": ("得分", ""),
    "B5": ("年度资金总额", ""),
    "C5": (1180, MONEY),
    "D5": (1260, MONEY),
    "E5": (1177.15, MONEY),
    "F5": (0.9342, RATE),
    "G5": (10, "0"),
    "H5": (9.34, "0.00"),
    "B6": ("其中：本年财政拨款", ""),
    "C6": (990, MONEY),
    "D6": (1060, MONEY),
    "E6": (985.35, MONEY),
    "F6": (0.9296, RATE),
    "B7": ("上年结转", ""),
    "C7": (150, MONEY),
    "D7": (150, MONEY),
    "E7": (150, MONEY),
    "F7": (1, RATE),
    "B8": ("受益村自筹", ""),
    "C8": (50, MONEY),
    "D8": (50, MONEY),
    "E8": (41.8, MONEY),
    "F8": (0.836, RATE),
    "A9": ("总体目标", ""),
    "B9": ("预期目标", ""),
    "E9": ("完成情况", ""),
    "B10": ("维修农村供水工程48处，保障6.2万名村民用水，“十四五”末供水保证率达到95%以上。", ""),
    "E10": (
        "全年维修供水工程51处，受益6.35万人。5月14日在落水镇举办管水员培训1期、参训86人；"
        "10月完成水质抽检120份。供水保证率由91.5%提高到96.0%，提高4.5个百分点。资金到位1,260.00万元，到位率100%。",
        "",
    ),
    "A11": ("一级指标", ""),
    "B11": ("二级指标", ""),
    "C11": ("指标名称", ""),
    "D11": ("目标值", ""),
    "E11": ("完成值", ""),
    "F11": ("分值", ""),
    "G11": ("得分", ""),
    "H11": ("未完成原因及改进措施", ""),
    "A12": ("产出指标", ""),
    "B12": ("数量", ""),
    "C12": ("维修供水工程处数", ""),
    "D12": ("≥48处", ""),
    "E12": ("51处", ""),
    "F12": (15, "0"),
    "G12": (15, POINTS),
    "B13": ("质量", ""),
    "C13": ("水质抽检合格率", ""),
    "D13": (0.95, "0%"),
    "E13": (0.925, "0.0%"),
    "F13": (15, "0"),
    "G13": (14.6, POINTS),
    "H13": ("3处水源受雨季浑浊影响，消毒设备老化；计划2025年更换净水设备3套。", ""),
    "B14": ("时效", ""),
    "C14": ("完工时间", ""),
    "D14": ("2024年11月30日前", ""),
    "E14": ("2024年11月22日", ""),
    "F14": (10, "0"),
    "G14": (10, POINTS),
    "B15": ("成本", ""),
    "C15": ("单处平均维修成本", ""),
    "D15": ("≤25万元", ""),
    "E15": ("23.08万元", ""),
    "F15": (10, "0"),
    "G15": (10, POINTS),
    "A16": ("效益指标", ""),
    "B16": ("社会效益", ""),
    "C16": ("受益人口", ""),
    "D16": ("≥6.2万人", ""),
    "E16": ("6.35万人", ""),
    "F16": (15, "0"),
    "G16": (15, POINTS),
    "B17": ("可持续影响", ""),
    "C17": ("水费收缴率", ""),
    "D17": (0.9, "0%"),
    "E17": (0.846, "0.0%"),
    "F17": (15, "0"),
    "G17": (14.1, POINTS),
    "H17": ("部分村民外出务工，上门收费难；推行手机缴费。", ""),
    "A18": ("满意度指标", ""),
    "B18": ("服务对象", ""),
    "C18": ("用水户满意度", ""),
    "D18": ("≥90%", ""),
    "E18": ("93%", ""),
    "F18": (10, "0"),
    "G18": (10, POINTS),
    "A19": ("总分", ""),
    "F19": (100, "0"),
    "G19": (97.04, "0.00"),
}
MERGED = (
    "A1:H1", "A2:F2", "G2:H2", "B3:D3", "F3:H3", "A4:A8", "A9:A10", "B9:D9", "E9:H9",
    "B10:D10", "E10:H10", "A12:A15", "A16:A17", "A19:E19",
)  # fmt: skip
HIDDEN_ROW = 8


def water_workbook() -> bytes:
    """The XLSX: the 自评表 alone, of a county water bureau; row 8, a part of the total, is hidden."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    thin = Side(style="thin")
    for address, (value, form) in CELLS.items():
        cell = sheet[address]
        cell.value = value
        cell.number_format = form or "General"
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for area in MERGED:
        sheet.merge_cells(area)
    sheet.row_dimensions[HIDDEN_ROW].hidden = True
    for letter in "ABCDEFGH":
        sheet.column_dimensions[letter].width = 18
    book.properties.creator = "南山县水务局"
    out = io.BytesIO()
    book.save(out)
    return same_every_time(out.getvalue())


def build(folder: Path) -> None:
    """Write the files into *folder*."""
    (folder / DOCX_NAME).write_bytes(road_report())
    (folder / HOUSING_NAME).write_bytes(housing_report())
    (folder / XLSX_NAME).write_bytes(water_workbook())


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
