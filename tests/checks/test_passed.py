"""Counts of one thing at two steps: what came through is no more than what went in."""

from __future__ import annotations

import pytest

HOLDS, BROKEN = "confirmed", "contradicted"


def verdicts(check, text: str) -> list[str]:
    """The verdicts of XREF-SUBSET on a sentence."""
    return [finding.status for finding in check(text, "XREF-SUBSET").findings]


@pytest.mark.parametrize(
    "text",
    [
        "全年受理投诉举报{}件，已办结{}件。",
        "发放问卷{}份，收回有效问卷{}份。",
        "收回问卷{}份，其中表示满意的{}份。",
        "排查发现隐患{}处，已整改到位{}处。",
        "收到申请{}件，审核通过{}件。",
        "参加培训{}人，考核合格{}人。",
        "接到群众来电{}个，答复{}个。",
        "抽检样品{}批次，合格{}批次。",
        "申报项目{}个，入选{}个。",
    ],
)
def test_what_came_through_is_no_more_than_what_went_in(check, text):
    """The larger number of the two must be the one that went in."""
    assert verdicts(check, text.format(161, 156)) == [HOLDS]
    assert verdicts(check, text.format(156, 161)) == [BROKEN]


@pytest.mark.parametrize(
    "text",
    [
        "受理投诉156件，办结上年遗留的及本年的共161件。",
        "受理投诉156件，未办结161件。",
        "受理投诉156件，办结161人次。",
        "发放问卷156份；收回往年问卷161份。",
        "计划受理156件，累计办结161件。",
        "办结投诉161件，比受理的156件多5件。",
        "受理投诉约156件，办结161件。",
    ],
)
def test_look_alikes_of_two_steps_stay_silent(check, text):
    """Other years, what was not done, other units and estimates bind nothing."""
    assert BROKEN not in verdicts(check, text)


def test_those_of_a_group_that_the_sentence_before_counted(check):
    """已完工项目中 is about the 1,188 that were finished, with the noun that the number had lost."""
    text = "截至年底，1,220个项目中已完工1,188个。已完工项目中，通过县级验收的{}个，其余另行安排。"
    assert BROKEN in verdicts(check, text.format("1,206"))
    assert BROKEN not in verdicts(check, text.format("1,106"))


def test_of_a_list_of_groups_a_count_is_of_their_total(check):
    """不合格样品 of three kinds, and of all of them seventeen: not of the last kind alone."""
    text = "不合格样品中，农产品19批次，加工食品9批次，餐饮食品15批次，其中农残超标17批次。"
    assert BROKEN not in verdicts(check, text)
