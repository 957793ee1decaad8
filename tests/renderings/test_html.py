"""The page: everything on it, nothing broken out of it, nothing asked of the network."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import replace
from decimal import Decimal

import pytest

from gouji.document import Document
from gouji.facts import Budget, Evidence, Facts
from gouji.figures.figure import Figure
from gouji.findings import Audit
from gouji.renderings import write
from gouji.renderings.html import page_html, summary_html, text_html
from gouji.report import Report
from renderings import invented
from renderings.reading import Page

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><!--",
    "</style></article></main>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "]]><![CDATA[x",
    "&lt;b&gt;&amp;",
    "a\u2028b\u2029c",
    "\u202e反\u202c",
    "javascript:alert(1)",
    "{{7*7}}${7*7}",
]


def test_findings_come_before_records_and_contradictions_before_the_rest():
    """A reader meets what the report contradicts first, then tails, then the open ones."""
    page = Page(page_html(invented.report()))

    statuses = [each["data-status"] for each in page.classed("card") if "data-status" in each]
    sections = [attributes.get("id") for tag, attributes in page.elements if tag == "section"]

    assert statuses == ["contradicted", "contradicted", "tail", "undetermined"]
    assert sections.index("findings") < sections.index("budgets")
    assert [each["data-status"] for each in page.classed("line")] == ["confirmed", "confirmed"]


def test_what_the_report_got_wrong_comes_before_what_the_model_got_wrong():
    """Of two contradictions the one whose cause is the report stands first."""
    cards = [
        each["data-check"]
        for each in Page(page_html(invented.report())).classed("contradicted")
        if "data-check" in each
    ]

    assert cards == ["SUM-PART", "GROUND-VALUE"]


def test_the_arithmetic_and_the_operands_are_shown():
    """The card of a contradiction has the sum, the operands as printed, expected, printed, repair."""
    html = page_html(invented.report())

    for shown in (
        "434.93 + 91.45 = 526.38 ≠ 526.47",
        ">434.93万元<",
        "5,263,700 – 5,263,900",
        ">900 元<",
        "91.54万元",
    ):
        assert shown in html


def test_a_difference_of_rates_is_in_points_and_quotients_are_short():
    """65.1162790697… % is shown with four decimals, and its distance from 100 % in percentage points."""
    report = invented.report()
    rate = invented.figure(invented.TEXT, "96.00%")
    quotient = Decimal(28) / Decimal(43) * 100
    found = invented.finding(
        "RATIO-EXEC",
        "contradicted",
        [invented.Operand("rate", "执行率", rate)],
        expected=(quotient, quotient),
        difference=100 - quotient,
    )

    html = page_html(replace(report, audit=replace(report.audit, findings=(found,))))

    assert ">65.1163 %<" in html
    assert ">34.8837 个百分点<" in html


def test_an_operand_leads_to_its_figure_and_the_figure_back():
    """The link of an operand ends at the figure in the text, whose own link ends at the finding."""
    report = invented.report()
    html = page_html(report)
    page = Page(html)

    target = re.search(r'class="fig" href="#(f\d+)">434\.93万元<', html)
    assert target is not None
    figure = page.find(target.group(1))

    assert "contradicted" in (figure["class"] or "")
    back = (figure["href"] or "").removeprefix("#")
    assert page.find(back)["data-check"] == "SUM-PART"


def test_every_link_inside_the_page_has_a_place_to_go_and_names_are_unique():
    """No anchor is dead and no name is used twice."""
    for report in (invented.report(), invented.hostile("甲"), invented.empty()):
        page = Page(page_html(report))

        assert len(page.ids) == len(set(page.ids))
        assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_the_policy_allows_exactly_the_style_and_the_script_of_the_page():
    """The hashes of the policy are those of the only style and script; nothing else may load."""
    html = page_html(invented.report())
    policy = next(
        each["content"] for tag, each in Page(html).elements if tag == "meta" and "http-equiv" in each
    )
    assert policy is not None

    for tag in ("style", "script"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_the_page_asks_for_nothing():
    """No attribute names a place elsewhere, no style is written into an element."""
    page = Page(page_html(invented.report()))

    assert all(link.startswith("#") for link in page.links)
    assert not any({"src", "style", "srcset", "action"} & set(attributes) for _, attributes in page.elements)
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("render", [page_html, summary_html, text_html])
def test_words_of_the_report_stay_words(words, render):
    """Whatever a report brings, there is one script at most, no comment, no handler, no foreign link."""
    page = Page(render(invented.hostile(words)))

    assert sum(tag == "script" for tag, _ in page.elements) <= 1
    assert not page.comments
    assert all(link.startswith("#") for link in page.links)
    assert not any(name.startswith("on") or name == "autofocus" for _, each in page.elements for name in each)


@pytest.mark.parametrize("words", HOSTILE)
def test_the_text_is_complete_whatever_it_holds(words):
    """The text content of the article is the document's text."""
    report = invented.hostile(words)

    assert Page(page_html(report)).text == report.document.text


def test_characters_that_html_cannot_hold_are_shown_one_for_one():
    """Controls and half surrogates become U+FFFD, and the page can be written as UTF-8."""
    html = page_html(invented.hostile("a\x00b\ud800c\x1bd"))

    html.encode("utf-8")
    assert "a\ufffdb\ufffdc\ufffdd" in Page(html).text


def test_a_report_without_anything_is_a_page():
    """No text, no records, no findings: the page says so."""
    html = page_html(invented.empty())

    assert "没有可核对的勾稽关系" in html
    assert Page(html).text == ""


def test_failed_parts_are_said_and_marked():
    """An incomplete report says so above everything and marks the part in the text."""
    html = page_html(invented.report())
    page = Page(html)

    assert html.index("不完整") < html.index('id="findings"')
    assert "超时 time-out" in html
    assert "u" in (page.find("c0")["class"] or "").split()
    assert "不完整" not in page_html(invented.report(failed_chunks=()))


def test_values_without_a_place_and_unused_amounts_have_panels_of_their_own():
    """What the model claimed and the text does not hold is listed; so is a money figure nobody uses."""
    page = Page(page_html(invented.report()))

    sections = [attributes.get("id") for tag, attributes in page.elements if tag == "section"]
    assert {"ungrounded", "missed"} <= set(sections)
    assert page.find("m0")["data-name"] == "12万元"


def test_budgets_stand_below_the_one_they_are_part_of():
    """A part is a step further in than its whole and follows it."""
    html = page_html(invented.report())

    steps = re.findall(r'scope="row" class="d(\d)">([^<]+)', html)
    assert steps == [
        ("0", "部门决算支出"),
        ("1", "基本支出"),
        ("2", "人员经费"),
        ("1", "动物防疫"),
        ("0", "检测设备"),
    ]


def test_parents_that_go_round_in_a_circle_lose_no_budget():
    """Two budgets that are each part of the other are both shown, once."""
    one, two, *_ = invented.report().budgets
    circle = (replace(one, parent="b2"), replace(two, parent="b1"))
    report = invented.report()
    report = replace(report, facts=replace(report.facts, budgets=circle))

    page = Page(page_html(report))

    assert [each for each in page.ids if re.fullmatch(r"b\d+", each)] == ["b0", "b1"]


def test_english_labels_leave_the_report_in_chinese():
    """With lang="en" the page says so, and the article keeps its own language."""
    html = page_html(invented.report(), lang="en")
    page = Page(html)

    languages = {tag: attributes.get("lang") for tag, attributes in page.elements}
    assert (languages["html"], languages["article"]) == ("en", "zh-CN")
    assert "Contradicted" in html
    assert "The parts add up to 526.38" in html
    assert ">核对结果<" not in html


def test_the_same_report_gives_the_same_page():
    """Two renderings do not differ in a byte."""
    assert page_html(invented.report()) == page_html(invented.report())


def test_the_page_is_written_at_once(tmp_path):
    """The file holds the page, and no temporary file is left."""
    path = tmp_path / "new" / "a.html"

    write(invented.report(), "html", path)

    assert path.read_text(encoding="utf-8") == page_html(invented.report())
    assert [each.name for each in path.parent.iterdir()] == ["a.html"]


def test_the_summary_brings_styles_of_its_own_and_no_script():
    """Every rule of the summary's style is under its own class."""
    html = summary_html(invented.report())
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)

    assert "<script" not in html
    assert all(
        part.strip().startswith(".gouji")
        for rule in re.findall(r"([^{}]+)\{", style)
        for part in rule.split(",")
    )
    assert "434.93 + 91.45 = 526.38 ≠ 526.47" in html


def test_the_text_for_a_notebook_is_highlighted_and_has_no_names():
    """From one heading to the next: the table, the marked figures, no link and no id that could clash."""
    report = invented.report()
    start, end = (report.document.text.index(words) for words in ("（一）预算", "三、存在"))

    html = text_html(report, start=start, end=end)
    page = Page(html)

    assert not page.ids
    assert not page.links
    assert len(page.classed("contradicted")) > 1
    assert "<table>" in html
    assert "非洲猪瘟" in html
    assert "存在的问题" not in html
    assert "部门概况" not in html


def test_the_summary_says_how_much_it_leaves_out():
    """Of thirty budgets twelve are shown and the others are counted."""
    report = invented.report()
    many = tuple(replace(report.budgets[0], id=f"n{number}") for number in range(30))

    html = summary_html(replace(report, facts=replace(report.facts, budgets=many)))

    assert "另有 18 项" in html


def _long(copies: int) -> Report:
    """Figures and evidence that overlap as badly as they can: each one begins inside all before it."""
    text = "防疫经费12万元，" * copies
    figures, budgets = [], []
    for number in range(copies):
        at = text.index("12万元", number * 9)
        amount = Figure("12万元", at, at + 4, "12", Decimal(120_000), "万元", "元", "money")
        place = Evidence(text[number * 9 :], number * 9, len(text))
        figures.append(amount)
        budgets.append(
            Budget(
                f"b{number}",
                "防疫经费",
                "budget",
                "12",
                "万元",
                amount.value,
                amount,
                "model",
                "exact",
                (place,),
            )
        )
    return Report(Facts(Document.from_text(text), tuple(figures), budgets=tuple(budgets)), Audit())


def test_time_and_size_grow_with_the_text_however_much_overlaps():
    """Eight times the text with eight times the overlapping records costs about eight times as much."""
    small, large = _long(250), _long(2000)
    page_html(small)
    began = time.perf_counter()
    small_page = page_html(small)
    between = time.perf_counter()
    large_page = page_html(large)
    ended = time.perf_counter()

    assert len(large_page) < 12 * len(small_page)
    # Quadratic work would take 64 times as long.
    assert ended - between < 30 * (between - began)


def clustered() -> Report:
    """The invented report with two contradictions of one root, of which one proposes a correction."""
    report = invented.report()
    first = report.findings[0]
    second = replace(
        first, id="second", repairs=(replace(first.repairs[0], restores=2),), title_zh="分类合计"
    )
    findings = (first, second, *report.findings[1:])
    return replace(report, audit=replace(report.audit, findings=findings))


def test_contradictions_with_one_root_stand_together_under_the_correction():
    """One cluster of two cards; above them the edit that restores most relations."""
    html = page_html(clustered())

    (cluster,) = re.findall(r'<li class="cluster">(.*?)<ol class="cards">', html, re.DOTALL)
    assert "同源 2 项" in cluster
    assert "可使 2 项相符" in cluster
    assert Page(html).classed("card")[0]["data-cause"] == "source"


def test_sums_are_a_tree_that_leads_to_its_findings():
    """支出 is added up by 基本支出, which is added up by its own parts; the verdict leads to the card."""
    html = page_html(invented.report())
    (tree,) = re.findall(r'<section id="trees">(.*?)</section>', html, re.DOTALL)

    order = [tree.index(word) for word in (">支出<", ">基本支出<", ">人员经费<", ">项目支出<")]
    assert order == sorted(order)
    card = next(each for each in Page(html).classed("card") if each["data-check"] == "SUM-PART")
    assert f'<a href="#{card["id"]}" class="badge contradicted">' in tree


def test_trees_that_agree_throughout_are_counted_and_folded():
    """Without the contradicted sum the only tree agrees: it lies in a closed fold that counts it."""
    report = invented.report()
    agreeing = tuple(each for each in report.findings if each.status == "confirmed")
    html = page_html(replace(report, audit=replace(report.audit, findings=agreeing)))
    (trees,) = re.findall(r'<section id="trees">(.*?)</section>', html, re.DOTALL)

    assert re.search(r"<details><summary>.*?各层相符 1 棵</summary>", trees)
    assert trees.index("<details>") < trees.index('class="tree"')


@pytest.mark.parametrize(("quote", "shown"), [("云岭县", "云岭县"), ("", "（空白）")])
def test_words_and_blank_cells_lead_to_their_place(quote, shown):
    """An operand that is no figure shows its words, or that there are none, and its link has a place."""
    report = invented.report()
    start = invented.TEXT.index("单位：万元") if not quote else 0
    operand = invented.Operand("words", "单位名称", None, Evidence(quote, start, start + len(quote)))
    found = invented.finding("TAB-MISSING", "contradicted", [operand])
    html = page_html(replace(report, audit=replace(report.audit, findings=(found,))))

    (target,) = re.findall(rf'class="fig" href="#(o\d+)">{shown}<', html)
    assert target in Page(html).ids
    assert {link.removeprefix("#") for link in Page(html).links} <= set(Page(html).ids)


def test_a_decision_is_shown_with_its_reason_and_can_be_filtered():
    """The card keeps its verdict and bears the reason, escaped; a filter by decision appears."""
    report = invented.report()
    entry = {"id": report.findings[0].id, "reason": "<b>口径</b>不同", "by": "张三"}
    html = page_html(report.with_decisions([{**entry, "decision": "accepted"}]))
    card = Page(html).classed("decided")[0]

    assert (card["data-status"], card["data-decision"]) == ("contradicted", "accepted")
    assert "<b>已认可</b> &lt;b&gt;口径&lt;/b&gt;不同" in html
    assert '<select name="decision">' in html
    assert '<select name="decision">' not in page_html(report)
    assert '<select name="cause">' in page_html(report)
