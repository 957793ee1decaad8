"""An activity from its sentence: title, date, place, organizers, outputs."""

from __future__ import annotations

import time

import pytest

from gouji.document import Document, Span
from gouji.document.sentences import sentences
from gouji.facts.activities import (
    MAX_NAME,
    activity_from,
    continues,
    is_goal,
    name_of,
    organizers_of,
    tells_activity,
)
from gouji.figures import find_figures


def activity(sentence: str):
    document = Document.from_text(sentence)
    return activity_from(document, Span(0, len(sentence)), find_figures(document), "a1", "model")


def test_an_activity_is_read_from_its_sentence():
    """Name, date, place, host and what it brought about; the evidence is the sentence."""
    sentence = (
        "5月18日，由县文旅局主办，在滨河广场举办“书香进万家”阅读活动，发放图书1200册，参与群众3000人次。"
    )
    read = activity(sentence)

    assert "书香进万家" in read.name or "由县文旅局主办" in read.name
    assert read.date == "5月18日"
    assert read.place == "滨河广场"
    assert read.organizers == ("县文旅局",)
    assert [(o.measure, str(o.value), o.unit) for o in read.outputs] == [
        ("发放图书", "1200", "册"),
        ("参与群众", "3000", "人次"),
    ]
    assert read.evidence[0].quote == sentence


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("全年开展河道巡查40次，清理垃圾3吨。", "开展河道巡查40次"),
        ("一是组织农机手培训6期，提升技能。", "组织农机手培训6期"),
        ("2024年度，新建充电桩18个。", "新建充电桩18个"),
        ("（二）开展义诊活动，服务老人。", "开展义诊活动"),
        ("此外，我局举办就业招聘会9场。", "举办就业招聘会9场"),
    ],
)
def test_the_name_is_the_clause_that_says_what_was_done(sentence, name):
    """Without list marks and the words that only lead in."""
    assert name_of(sentence) == name


def test_a_long_clause_goes_by_the_name_in_quotation_marks():
    """A name is at most forty characters."""
    long = (
        "组织全县十二个乡镇的文化站站长和村级文化管理员及部分社会文艺团队骨干共同参加了“乡音乡韵”文艺汇演活动"
    )

    assert name_of(long) == "“乡音乡韵”文艺汇演活动"
    assert len(name_of("开展" * 60)) <= MAX_NAME


@pytest.mark.parametrize(
    ("sentence", "hosts"),
    [
        ("由县农业局、县妇联共同主办。", ("县农业局", "县妇联")),
        ("与高校联合开展", ()),
        ("联合团县委和县教育局举办夏令营。", ("团县委", "县教育局")),
        ("由县残联主办，由县残联承办。", ("县残联",)),
        ("清扫街道。", ()),
    ],
)
def test_who_held_it(sentence, hosts):
    """由…主办 and 联合…举办 name the hosts, each once."""
    assert organizers_of(sentence) == hosts


def test_money_is_no_output():
    """An output is a count or a measure: funds are budgets."""
    read = activity("投入12万元修缮步道3公里。")

    assert [output.unit for output in read.outputs] == ["公里"]


@pytest.mark.parametrize(
    "piece", ["由", "在", "联合", "“", "“书", "全年", "，", "5月", "（", "1", " ", "完成", "一是"]
)
def test_a_hostile_sentence_costs_no_more_than_its_length(piece):
    """Thirty thousand characters in one sentence are read in two seconds."""
    sentence = piece * (30_000 // len(piece))
    document = Document.from_text(sentence)
    figures = find_figures(document)
    begun = time.perf_counter()

    read = activity_from(document, Span(0, len(sentence)), figures, "a1", "model")

    assert time.perf_counter() - begun < 2
    assert len(read.name) <= MAX_NAME


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("具体目标：一是举办1场培训；二是走访20户农户。", True),
        ("全年工作已完成。二是走访20户农户。", False),
        ("年度目标如下：建成2座水窖，走访20户农户。", True),
    ],
)
def test_a_list_of_goals_tells_no_deeds(text, goal):
    """What stands behind 具体目标： in its paragraph was to be done, not done."""
    document = Document.from_text(text)
    last = sentences(document, document.blocks[0])[-1]

    assert is_goal(document, last) is goal


def test_the_mark_of_a_list_is_no_measure():
    """二是举办讲座3场 counts 举办讲座."""
    document = Document.from_text("一是举办讲座3场。")
    (span,) = sentences(document, document.blocks[0])

    (output,) = activity_from(document, span, find_figures(document), "a1", "model").outputs

    assert (output.measure, output.value, output.unit) == ("举办讲座", 3, "场")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("为提升乡镇农技员水平，县农业局举办水稻病虫防治培训班3期。", "县农业局举办水稻病虫防治培训班3期"),
        (
            "5月12日，由市残联、区民政局主办，助残日便民服务活动在人民广场举行。",
            "助残日便民服务活动在人民广场举行",
        ),
        ("根据省厅统一部署，完成国省干线桥梁检测42座。", "完成国省干线桥梁检测42座"),
        ("据统计，全年接待研学学生1.2万人次。", "全年接待研学学生1.2万人次"),
    ],
)
def test_a_title_is_the_clause_that_says_what_was_done(sentence: str, name: str) -> None:
    """Not the clause that says why, on whose order or by whom."""
    assert name_of(sentence) == name


@pytest.mark.parametrize(
    ("sentence", "goes_on"),
    [
        ("本次活动共发放宣传册2000份。", True),
        ("启动仪式结束后，参会人员参观了灌区展板。", True),
        ("经统计，培训期间发放教材300册。", True),
        ("同时，举办健康讲座6场。", False),
        ("本单位开展义务植树2次。", False),
    ],
)
def test_some_sentences_go_on_about_the_activity_before(sentence: str, goes_on: bool) -> None:
    """They bring counts and places to it, and are no activity of their own."""
    assert continues(sentence) is goes_on


@pytest.mark.parametrize(
    "sentence",
    [
        "县局成立自评小组，对2023年度水利项目支出绩效开展自评。",
        "某县水文站成立于1972年6月。",
        "二期泵站建设正在有序推进，已完成基坑开挖。",
        "全年公务接待22批次、140人次。",
    ],
)
def test_what_is_no_activity(sentence: str) -> None:
    """The evaluation itself, foundings, work under way, receptions."""
    document = Document.from_text(sentence)
    assert not tells_activity(sentence, find_figures(document))
