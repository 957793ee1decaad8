"""The DQ family: the quality of a text; off unless asked for, but for DQ-CITE."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

import gouji
from gouji import cli
from gouji.checks import all_checks
from gouji.checks.dq_cite import cited
from gouji.checks.dq_dup import repeated
from gouji.checks.dq_missing import missing
from gouji.checks.dq_modifier import modifiers
from gouji.checks.dq_numbering import numbering
from gouji.checks.dq_replace import replaced
from gouji.checks.dq_stale import stale
from gouji.checks.dq_type import report_type
from gouji.checks.dq_typo import typos
from gouji.checks.reading.text.citations import NUMBER, core, registry
from gouji.document import Document
from gouji.findings import Check, Finding

QUALITY = {
    "DQ-DUP", "DQ-MISSING", "DQ-MODIFIER", "DQ-NUMBERING", "DQ-REPLACE", "DQ-STALE", "DQ-TYPE", "DQ-TYPO",
}  # fmt: skip


def findings(check: Check, text: str) -> list[Finding]:
    return list(gouji.check(Document.from_text(text, name="report"), checks=[check]).findings)


def wrong(check: Check, text: str) -> list[str]:
    return [finding.message_zh for finding in findings(check, text) if finding.status == "contradicted"]


# ---- asked for or not


def test_quality_runs_when_asked_for():
    """The map of checks leaves out what did not run."""
    document = Document.from_text("全年支出约300万元左右。", name="report")
    plain, full = gouji.check(document), gouji.check(document, quality=True)
    assert not QUALITY & plain.audit.checks.keys()
    assert full.audit.checks.keys() >= QUALITY
    assert "DQ-CITE" in plain.audit.checks
    assert {check.id for check in all_checks(quality=True)} - {check.id for check in all_checks()} == QUALITY


@pytest.mark.parametrize("quality", [True, False])
def test_the_command_has_an_option_for_it(tmp_path, capsys, quality):
    """gouji check --quality."""
    path = tmp_path / "a.txt"
    path.write_text("全年支出约300万元左右，支出已全部完成。", "utf-8")
    assert cli.main(["check", str(path), "--json", *(["--quality"] if quality else [])]) == 0
    result = json.loads(capsys.readouterr().out)
    assert ("DQ-MODIFIER" in result["checks"]) is quality
    assert any(row["check"] == "DQ-MODIFIER" for row in result["findings"]) is quality


# ---- DQ-CITE


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("《项目支出绩效评价管理办法》（财预〔2020〕10号）", ["confirmed"]),
        ("《项目支出绩效评价管理办法》（财预〔2020〕18号）", ["contradicted"]),
        ("《财政部关于印发〈项目支出绩效评价管理办法〉的通知》（财预[2020]10号）", ["confirmed"]),
        ("《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2019〕34号）", ["contradicted"]),
        ("《青阳县项目支出绩效评价管理办法》（青财预〔2021〕3号）", []),
        ("《项目支出绩效评价管理办法》（青财〔2021〕3号）", []),
        (
            "《青阳县水资源管理办法》（青政发〔2021〕3号）和《青阳县水资源管理办法》（青政发〔2021〕8号）",
            ["contradicted"],
        ),
        ("《关于下达资金的通知》（青财〔2021〕3号）和《关于下达资金的通知》（青财〔2021〕8号）", []),
    ],
)
def test_a_known_document_bears_its_number(text, status):
    """Titles are told apart without marks, issuing bodies, 关于印发 and 的通知; other bodies' numbers are not judged."""
    assert [finding.status for finding in findings(cited, f"根据{text}开展自评。")] == status


def test_the_registry_is_well_formed():
    """Every entry has a title, a number that can be read, and a source; no two have one title."""
    documents = json.loads((files("gouji.checks") / "documents.json").read_text("utf-8"))["documents"]
    assert len(registry()) == len(documents) == len({core(each["title"]) for each in documents})
    for each in documents:
        assert NUMBER.fullmatch(each["number"])
        assert each["source"]


# ---- the others


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("参加群众约500人左右。", 1),
        ("参加群众近500余人。", 1),
        ("投入超过300万元左右。", 1),
        ("参加群众约500人，近300户，1200余人次，超过20场，最近5年，不低于90%以上。", 1),
        ("参加群众约500人，投入30万元左右，附近3个村。", 0),
    ],
)
def test_one_modifier_is_enough(text, number):
    """约 and 左右, 近 and 余 do not go together."""
    assert len(wrong(modifiers, text)) == number


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("全年取得其他收12.30万元。", ["其他收入"]),
        ("人员经41.20万元，基本支出52万元。", ["人员经费"]),
        ("服务对满意度达到95%。", ["服务对象满意度"]),
        ("2022完成支出养护资金31万元。", ["2022年"]),
        ("截止2024年底，资金已按排到位。", ["截至", "安排"]),
        (
            "其他收费12万元，结转结余3万元，资本支出2万元，存在问题三个，加强预算执行，公务接待38批次，2024年度完成。",
            [],
        ),
        ("对个人和家庭补助支出12万元，商品服务支出8万元，上年结转结余0元。", []),
    ],
)
def test_phrases_are_printed_whole(text, right):
    """A character lost in an account's name; what is right by itself stays."""
    found = wrong(typos, text)
    assert len(found) == len(right)
    assert all(any(f"应为{word}" in message for message in found) for word in right)


def test_a_word_replaced_throughout():
    """片 for every 个: three places, two phrases, one finding that shows them all."""
    text = "对片人和家庭的补助12万元。活动分两片阶段，满足片性化需求，培训分三片方面，提出建议7片。"
    (finding,) = findings(replaced, text)
    assert (finding.status, finding.severity) == ("contradicted", "low")
    assert "以“片”替换了“个”" in finding.message_zh
    assert "7片" in finding.message_zh


@pytest.mark.parametrize(
    "text",
    [
        "对片人和家庭的补助12万元。活动分两片阶段，满足片性化需求，走访3个村、2个社区。",
        "改造两所学校，首所乡镇幼儿园开园，覆盖51所学校。",
        "培训两期，分三块推进。",
    ],
)
def test_words_that_were_not_replaced(text):
    """Where the character is still used, or one phrase alone could be meant."""
    assert findings(replaced, text) == []


def headed(*headings: str) -> str:
    return (
        "\n\n".join(
            f"{heading}\n\n本部分按规定实施，资金专款专用，情况良好，资料齐全。" for heading in headings
        )
        + "\n"
    )


@pytest.mark.parametrize(
    ("headings", "number"),
    [
        (("一、基本情况", "二、资金情况", "三、自评结论"), 0),
        (("一、基本情况", "二、资金情况", "二、自评结论"), 1),
        (("一、基本情况", "二、资金情况", "四、自评结论"), 1),
        (("一、基本情况", "（一）职责情况", "（二）人员情况", "（四）资金情况", "二、自评结论"), 1),
        (("一、基本情况", "二、资金情况", "存在的问题", "四、改进措施"), 0),
    ],
)
def test_headings_go_up_one_by_one(headings, number):
    """Repeats and gaps; a heading without a number may bear the one that is missing."""
    assert len(wrong(numbering, headed(*headings))) == number


@pytest.mark.parametrize(
    ("text", "number"), [("一是抓培训；二是抓宣传；三是抓考核。", 0), ("一是抓培训；三是抓考核。", 1)]
)
def test_markers_within_a_paragraph(text, number):
    """二是 is left out."""
    assert len(wrong(numbering, f"主要做法：{text}")) == number


def test_a_passage_that_stands_there_twice():
    """The second place is reported; short sentences may be said again."""
    sentence = "全年组织农技人员进村入户指导春耕生产，发放技术手册和明白纸，现场解答农户提问"
    text = f"一、春耕\n\n{sentence}。资金专款专用。\n\n二、秋收\n\n{sentence}。资金专款专用。\n"
    (finding,) = findings(repeated, text)
    assert finding.status == "contradicted"
    assert finding.operands[0].place > finding.operands[1].place


def dated(body: str, title: str = "青阳县水利局2023年度灌区改造项目绩效自评报告") -> str:
    return f"{title}\n\n{body}\n"


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("一、实施情况\n\n10月15日，拟在主干渠举办通水仪式，邀请沿线群众参加。", 1),
        ("一、实施情况\n\n10月15日，在主干渠举办通水仪式，邀请沿线群众参加。", 0),
        ("一、下一步计划\n\n10月15日前拟举办培训班，邀请沿线群众参加。", 0),
        ("一、实施情况\n\n2024年5月拟开展后续管护，资金另行安排。", 0),
        ("现将2021年度项目绩效自评情况报告如下。", 1),
        ("现将2023年度项目绩效自评情况报告如下。", 0),
    ],
)
def test_a_year_that_is_over_is_told_as_done(body, number):
    """拟 with a date of the year, and the opening of another year's report."""
    assert len(wrong(stale, dated(body))) == number


@pytest.mark.parametrize(
    ("title", "opening", "number"),
    [
        ("2023年度灌区改造专项资金绩效自评报告", "现将我局2023年度整体支出绩效自评的有关情况报告如下：", 1),
        ("2023年度部门整体支出绩效自评报告", "现将2023年度水利专项资金绩效自评情况报告如下：", 1),
        ("2023年度部门整体支出绩效自评报告", "现将2023年度部门整体支出绩效自评情况报告如下：", 0),
        ("2023年度部门整体支出绩效自评报告", "现将部门整体支出和项目支出绩效自评情况报告如下：", 0),
    ],
)
def test_the_opening_announces_what_the_title_names(title, opening, number):
    """A pasted opening sentence; one that names both types is let pass."""
    assert (
        len(wrong(report_type, f"青阳县水利局\n{title}\n\n{opening}\n\n一、概况\n\n项目已经完成。\n"))
        == number
    )


COMPLETE = """青阳县水利局2023年度灌区改造项目绩效自评报告

一、基本情况

项目改造干渠12公里，全年支出86.40万元。

二、自评结论

自评得分95分，等次为“优”。得分情况见下表。

三、存在的问题

部分档案整理不及时。

四、改进措施

按月整理档案。

| 评价内容 | 得分 |
|---|---|
| 产出 | 48 |

青阳县水利局

2024年3月18日
"""


def test_a_report_with_all_its_parts():
    """Score, grade, table, problems, measures and date are found where they stand."""
    found = findings(missing, COMPLETE)
    assert {finding.status for finding in found} == {"confirmed"}
    assert len(found) == 6


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("自评得分95分，等次为“优”。得分情况见下表。", "评价工作已经完成。", "自评得分未填列"),
        ("三、存在的问题\n\n部分档案整理不及时。", "三、其他情况\n\n部分档案已经整理。", "存在的问题未填列"),
        ("2024年3月18日", "", "签署日期未填列"),
        ("项目改造干渠12公里，全年支出86.40万元。\n\n", "", "基本情况”之下的内容未填列"),
        ("按月整理档案。", "按月整理档案，详见附件2。", "附件2未填列"),
    ],
)
def test_a_part_that_is_missing(old, new, message):
    """Each is named."""
    assert any(message in said for said in wrong(missing, COMPLETE.replace(old, new)))


def test_a_form_alone_misses_nothing():
    """A few lines are no report."""
    assert findings(missing, "项目支出绩效自评表\n\n得分：95分\n") == []
