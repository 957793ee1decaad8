"""DATE-ORDER: campaigns whose end lies before their beginning, with and without their years."""

from __future__ import annotations

import pytest

HEAD = "某县畜牧中心2024年度项目支出绩效自评报告\n\n一、项目实施情况\n\n"

BACK = [
    "夏季灭蚊行动从7月15日开始，到6月20日结束。",
    "普查工作于5月10日全面铺开，持续到4月28日结束。",
    "集中整治自9月20日起开展，8月31日全部完成。",
    "秋播自10月8日启动，9月25日完成。",
    "入户调查9月20日启动、8月25日结束。",
    "现场评价于4月15日开始，3月28日结束。",
    "9月20日至8月25日开展秋季集中免疫。",
    "秋季集中免疫时间为9月20日—8月25日。",
    "专项行动（9月20日至8月25日）共出动执法人员300人次。",
    "2024年9月20日启动秋季免疫，8月25日全面结束。",
    "2024年9月启动排查，2024年7月底完成排查。",
    "水库8月12日放空，9月3日开始清淤，8月25日清淤结束。",
    "项目于2024年5月招标，2024年4月签订合同。",
    "2024年8月发布申报指南，同年6月对拟支持项目进行了公示。",
]

ONWARD = [
    "秋季集中免疫自9月20日全面启动，至11月10日全面结束。",
    "供暖期自11月15日开始，至3月15日结束。",
    "服务期自9月20日起至8月25日止。",
    "秋冬季行动自9月20日启动，至次年8月25日结束。",
    "2023年学年自9月1日开始，至7月10日结束。",
    "全年免疫分两轮，秋季自9月20日启动，春季到4月30日结束。",
    "合同约定自9月1日开始供餐，至7月5日结束供餐。",
    "二期9月20日启动，8月25日完成一期收尾。",
    "9月20日启动整改，8月25日完成的排查共发现问题12个。",
]


@pytest.mark.parametrize("text", BACK)
def test_a_campaign_that_ends_before_it_begins(check, text):
    """Its two dates stand side by side, no year lies between them, and both are named."""
    (finding,) = check(HEAD + text, "DATE-ORDER").contradicted
    assert finding.severity == "medium"


@pytest.mark.parametrize("text", ONWARD)
def test_terms_that_run_into_the_next_year(check, text):
    """School years, contracts, heating seasons, several rounds and other works go back by no mistake."""
    assert check(HEAD + text, "DATE-ORDER").contradicted == ()
