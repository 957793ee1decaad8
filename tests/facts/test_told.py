"""What a form tells in words: the account of what was done, the column of reasons."""

from __future__ import annotations

import pytest

import gouji
from gouji.facts.grammar import grammar_facts, read_grammar
from gouji.facts.told import told_sentences
from gouji.figures import find_figures

FORM = """# 某县灌区维修项目支出绩效自评表

| 总体目标 | 预期目标 | 实际完成情况 |
| --- | --- | --- |
| | 疏浚干渠12公里，改造泵站3座，保障春灌。 | 疏浚干渠12.6公里；5月举办管水员培训2期。改造泵站2座。 |

| 一级指标 | 二级指标 | 三级指标 | 目标值 | 实际完成值 | 分值 | 得分 | 偏差原因及整改措施 |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 产出指标 | 数量指标 | 改造泵站 | 3座 | 2座 | 10 | 6.7 | {reason} |
| 产出指标 | 数量指标 | 疏浚干渠 | 12公里 | 12.6公里 | 10 | 10 | 无 |
"""


@pytest.fixture
def document(tmp_path):
    """Reads Markdown."""

    def read(text: str) -> gouji.Document:
        path = tmp_path / "a.md"
        path.write_text(text, encoding="utf-8")
        return gouji.read(path)

    return read


def facts_of(document):
    figures = find_figures(document)
    return grammar_facts(document, figures, read_grammar(document, figures))


def told(document) -> list[str]:
    return [
        document.text[s.start : s.end] for table in document.tables for s in told_sentences(document, table)
    ]


def test_the_cell_of_what_was_done_is_prose(document):
    """Sentence by sentence; the goals beside it are none, nor are targets and values."""
    assert told(document(FORM)) == ["疏浚干渠12.6公里；", "5月举办管水员培训2期。", "改造泵站2座。"]


def test_reasons_are_problems_where_prose_lists_none(document):
    """What is planned in the same cell is a proposal."""
    read = facts_of(document(FORM.format(reason="征地受阻，一座泵站未开工；计划2025年完成改造。")))
    assert [(p.summary, p.source) for p in read.problems] == [("征地受阻，一座泵站未开工", "table")]
    assert [r.summary for r in read.recommendations] == ["计划2025年完成改造"]
    assert read.problems[0].evidence[0].quote == "征地受阻，一座泵站未开工；"


@pytest.mark.parametrize("reason", ["无", "", "/", "完成", "无偏差。"])
def test_no_reason_is_no_problem(reason: str, document):
    """Cells that say nothing."""
    assert facts_of(document(FORM.format(reason=reason))).problems == ()


def test_problems_of_the_prose_go_first(document):
    """Where a report lists its problems, the reasons of the form are not listed again."""
    text = FORM.format(reason="征地受阻，一座泵站未开工") + "\n## 存在的问题\n\n管护人员不足。\n"
    assert [p.summary for p in facts_of(document(text)).problems] == ["管护人员不足"]
