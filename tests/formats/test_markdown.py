"""Markdown files."""

from gouji.document.layout import readable
from gouji.formats.markdown import load

REPORT = """# 内蒙古某旗农牧局2023年度绩效自评报告

根据通知要求，现将自评情况报告如下：

## 一、项目概况

### （一）资金情况

全年安排**草原生态修复**资金860万元，
执行率为96.5%。

| 项目 | 预算（万元） | 支出 |
| --- | ---: | ---: |
| 围栏\\|封育 | 500 | 480 |
| 补播 | 360 | 350 |

---

## 存在的问题与困难

- 资金到位偏晚；
- 1.5万亩任务未完成。

```
## 不是标题 3
```
"""


def stored(tmp_path, text):
    path = tmp_path / "报告.md"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_headings_have_the_levels_of_their_hashes(tmp_path):
    """# lines are headings; marks and hashes are not part of the title; fences hold none."""
    document = load(stored(tmp_path, REPORT))

    assert document.text == REPORT
    assert [(s.level, s.label, s.title) for s in document.sections] == [
        (1, "一、", "项目概况"),
        (2, "（一）", "资金情况"),
        (1, "", "存在的问题与困难"),
    ]
    assert document.path(REPORT.index("860")) == ("项目概况", "资金情况")


def test_tables_have_cells(tmp_path):
    """A pipe table with an escaped bar; the rule of dashes is no row."""
    document = load(stored(tmp_path, REPORT))
    (table,) = document.tables

    assert [[cell.text for cell in row] for row in table.rows()] == [
        ["项目", "预算（万元）", "支出"],
        ["围栏|封育", "500", "480"],
        ["补播", "360", "350"],
    ]
    assert table.regular
    assert REPORT[table.cells[4].start : table.cells[4].end] == "500"


def test_items_of_a_list_are_paragraphs(tmp_path):
    """Bullets begin paragraphs of their own; bold marks stay in the text."""
    document = load(stored(tmp_path, REPORT))
    shown = [
        readable(document, block.start, block.end) for block in document.blocks if block.kind == "paragraph"
    ]

    assert "- 资金到位偏晚；" in shown
    assert "- 1.5万亩任务未完成。" in shown
    assert any("**草原生态修复**" in paragraph for paragraph in shown)


def test_rules_and_fences_are_noise(tmp_path):
    """Lines that only draw something belong to nobody."""
    document = load(stored(tmp_path, REPORT))

    assert {REPORT[span.start : span.end] for span in document.noise} == {"---", "```"}


def test_bold_headings(tmp_path):
    """A bold number is a number."""
    document = load(
        stored(tmp_path, "**绩效自评报告**\n\n**一、概况**\n\n支出3万元。\n\n**二、问题**\n\n无\n")
    )

    assert [(s.label, s.title) for s in document.sections] == [("一、", "概况"), ("二、", "问题")]


def test_a_hash_without_a_blank(tmp_path):
    """#标题 is a heading as many tools write it; an indented or escaped hash is not."""
    document = load(stored(tmp_path, "#绩效自评报告\n#一、概况\n支出3万元。\n\\# 不是 4\n"))

    assert [s.title for s in document.sections] == ["概况"]
