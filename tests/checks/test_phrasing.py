"""Phrasings of other reports: totals behind a full stop, changes from one year to the next, kinds of staff."""

from __future__ import annotations

import pytest

HOLDS = [
    ("RATIO-SHARE", "全县安排资金500万元。其中，水渠420万元，占84.00%；泵站80万元，占16.00%。"),
    ("RATIO-SHARE", "道路类安排500万元，占50.00%；桥梁类安排300万元，占30.00%；照明类安排200万元，占20.00%；三类合计1,000万元。"),
    ("RATIO-GROWTH", "全年事故由40件降至30件，下降25.00%。"),
    ("RATIO-GROWTH", "农民人均收入达到12,000元，比上年的10,000元增加2,000元，增长20.00%。"),
    ("DIFF", "农民人均收入达到12,000元，比上年的10,000元增加2,000元，增长20.00%。"),
    ("DIFF", "排查隐患57处，整改45处，其余12处正在整改。"),
    ("SUM-COUNT", "单位在职人员90人，其中：行政人员30人、事业人员60人。"),
    ("SUM-PART", "全年收入合计900.00万元，由两部分构成：财政拨款收入800.00万元，其他收入100.00万元。"),
    ("XREF-ENUM", "重点整治了3类问题：乱停乱放、占道经营、违规搭建。"),
]  # fmt: skip
BROKEN = [
    ("RATIO-SHARE", "全县安排资金500万元。其中，水渠420万元，占84.00%；泵站80万元，占18.00%。"),
    ("RATIO-SHARE", "道路类安排500万元，占50.00%；桥梁类安排300万元，占33.00%；照明类安排200万元，占20.00%；三类合计1,000万元。"),
    ("RATIO-GROWTH", "全年事故由40件降至30件，下降28.00%。"),
    ("RATIO-GROWTH", "农民人均收入达到12,000元，比上年的10,000元增加2,000元，增长25.00%。"),
    ("DIFF", "农民人均收入达到12,000元，比上年的10,000元增加2,100元，增长20.00%。"),
    ("DIFF", "排查隐患57处，整改45处，其余13处正在整改。"),
    ("SUM-COUNT", "单位在职人员90人，其中：行政人员30人、事业人员59人。"),
    ("SUM-PART", "全年收入合计900.00万元，由两部分构成：财政拨款收入800.00万元，其他收入90.00万元。"),
    ("XREF-ENUM", "重点整治了4类问题：乱停乱放、占道经营、违规搭建。"),
]  # fmt: skip
QUIET = [
    ("SUM-COUNT", "全县有村委会150个，其中边境村40个，创建样板村20个。"),
    ("SUM-COUNT", "全县有学员150人，其中女学员80人、返乡学员90人。"),
    ("SUM-PART", "三公经费支出20万元，其中车辆费16万元，接待费4万元；总额较上年的25万元下降20.00%。"),
    ("RATIO-SHARE", "全年支出900万元。接待费600万元，占县本级财力的6.67%。"),
    ("DIFF", "全年走访57户，座谈45次，其余时间安排培训13场。"),
]


@pytest.mark.parametrize(("check_id", "text"), HOLDS)
def test_a_sentence_that_adds_up_is_confirmed(expressions, check_id, text):
    """What the sentence says is recomputed, and nothing of it is contradicted."""
    states = {status for status, _ in expressions(text, check_id)}
    assert "confirmed" in states and "contradicted" not in states


@pytest.mark.parametrize(("check_id", "text"), BROKEN)
def test_a_sentence_with_a_wrong_figure_is_contradicted(expressions, check_id, text):
    """The same sentence with one wrong figure."""
    assert "contradicted" in {status for status, _ in expressions(text, check_id)}


@pytest.mark.parametrize(("check_id", "text"), QUIET)
def test_figures_that_need_not_agree_are_not_contradicted(expressions, check_id, text):
    """Examples of a whole, groups that overlap, the year before, an unnamed base."""
    assert "contradicted" not in {status for status, _ in expressions(text, check_id)}
