"""审减率, 节约率 and 下浮率 are of what stood before the cut."""

from __future__ import annotations

import pytest

from gouji import Document, check

WRONG = (
    "施工单位送审金额864.20万元，审定金额806.35万元，审减57.85万元，审减率（审减额占送审金额的比例）为7.17%。",
    "工程送审864.20万元，审定806.35万元，审减率7.17%。",
    "项目最高限价864.20万元，中标金额806.35万元，中标降幅7.17%。",
    "采购预算864.20万元，合同金额806.35万元，节支率为7.17%。",
    "招标控制价864.20万元，成交价806.35万元，下浮率7.17%。",
    "送审造价864.20万元，核定806.35万元，净核减57.85万元，平均核减率7.17%。",
)

RIGHT = (
    "施工单位送审金额864.20万元，审定金额806.35万元，审减57.85万元，审减率（审减额占送审金额的比例）为6.69%。",
    "施工单位送审金额864.20万元，审定金额806.35万元，审减57.85万元，审减率（审减额占审定金额的比例）为7.17%。",
    "工程送审864.20万元，审定806.35万元，审减率6.69%。",
    "项目最高限价864.20万元，中标金额806.35万元，中标降幅6.69%。",
    "送审金额864.20万元，审定金额806.35万元，实际支付737.81万元，支付率91.50%。",
    "采购预算864.20万元，合同金额806.35万元，节支率目标为7.00%。",
)


def stated(sentence: str) -> list[str]:
    text = f"江南县城乡供水项目绩效自评报告\n\n二、项目管理情况\n\n{sentence}\n"
    report = check(Document.from_text(text))
    return [f.check for f in report.contradicted if f.severity in ("high", "medium", "low")]


@pytest.mark.parametrize("sentence", WRONG)
def test_a_rate_of_what_it_was_cut_to_is_told(sentence: str) -> None:
    """57.85 ÷ 806.35 = 7.17%; of the 864.20 that were asked for it is 6.69%."""
    assert "RATIO-RUN" in stated(sentence)


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_rate_of_what_was_asked_for_is_right(sentence: str) -> None:
    """The base before the cut, or the one that the formula in brackets names."""
    assert stated(sentence) == []
