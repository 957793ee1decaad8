"""Plans of one purse, groups counted once more, and columns that show what they are by their numbers."""

from __future__ import annotations

import pytest

PURSE = [
    "按来源分省级资金900.00万元、县级配套资金1,086.00万元。省级资金足额到位，县级配套到位815.00万元，县级资金到位率57.05%。",
    "县级配套资金1,086.00万元（预算）。至年末县级配套到位815.00万元，县级资金到位率57.05%。",
    "安排市级资金600.00万元（预算）和县级配套1,086.00万元（预算）。县级共拨付815.00万元，县级资金到位率57.05%。",
    "三年计划县级财政配套2,642.50万元。\n本年县级配套1,086.00万元，县级配套到位815.00万元，县级资金到位率57.05%。",
]


@pytest.mark.parametrize("text", PURSE)
def test_a_rate_that_names_its_purse_is_of_the_plan_of_that_purse(check, text):
    """Two digits of the rate changed places: 815 of 1,086 are 75.05%."""
    text = "某县渠道清淤资金绩效自评报告\n\n一、资金到位\n\n" + text + "\n"
    assert check(text, "RATIO-RUN").counts()["contradicted"] == 1
    assert check(text.replace("57.05%", "75.05%"), "RATIO-RUN").counts()["contradicted"] == 0


@pytest.mark.parametrize(
    "text",
    [
        "县级配套资金1,086.00万元。省级资金到位815.00万元，省级资金到位率90.56%。",
        "县级财政配套2,642.50万元。\n县级配套1,086.00万元，县级配套到位815.00万元，县级资金到位率30.84%。",
        "县级配套资金1,086.00万元。县级配套到位815.00万元，县级资金到位率不低于57.05%。",
    ],
)
def test_the_rate_of_another_purse_or_plan_is_left_alone(check, text):
    """Another source, another plan that makes the rate, a rate that is asked for."""
    assert check(text, "RATIO-RUN").counts()["contradicted"] == 0


@pytest.mark.parametrize(
    "again", ["复查合格", "经复检合格", "整改后合格", "重新抽检合格", "补检合格", "二次验收合格"]
)
def test_what_was_examined_once_more_is_no_group_beside_the_others(check, again):
    """304 of 320 passed at once; the 12 that passed later are of the others."""
    assert not check(f"全年检查320家，其中合格304家，{again}12家。", "SUM-COUNT").counts()["contradicted"]


@pytest.mark.parametrize("head", ["新增产值", "增加额", "净增", "多收"])
def test_a_column_that_subtracts_two_years_is_known_by_its_rows(check, head):
    """All rows but one show that the column is what the later year has over the earlier."""
    rows = [
        "青柳乡 64.20 71.85 7.65",
        "石湾乡 48.36 53.10 4.74",
        "渔坪镇 35.72 39.05 3.33",
        "桐溪镇 21.84 23.61 2.17",
    ]
    body = [f"乡镇 2023年产值 2024年产值 {head}", *rows, "竹岭乡 16.40 18.22 1.82"]
    text = "单位：万元\n" + "\n".join(line.replace(" ", "        ") for line in body) + "\n"
    report = check("某县茶产业资金绩效自评报告\n\n" + text, "TAB-ROW")
    assert report.counts()["contradicted"] == 1
    right = check("某县茶产业资金绩效自评报告\n\n" + text.replace("2.17", "1.77"), "TAB-ROW")
    assert right.counts()["contradicted"] == 0


def test_a_column_of_another_count_is_not_held_to_the_difference(check):
    """新增产值 of new firms alone is no difference of the two years."""
    body = ["乡镇 2023年产值 2024年产值 新增产值", "青柳乡 64.20 71.85 5.10", "石湾乡 48.36 53.10 4.74"]
    body += ["渔坪镇 35.72 39.05 2.06", "桐溪镇 21.84 23.61 1.12", "竹岭乡 16.40 18.22 0.95"]
    text = "单位：万元\n" + "\n".join(line.replace(" ", "        ") for line in body) + "\n"
    assert check("某县茶产业资金绩效自评报告\n\n" + text, "TAB-ROW").counts()["contradicted"] == 0
