"""RATIO-UNITCOST, RATIO-MULTIPLE, RATIO-GRAN, RATIO-FRACTION, UNIT-CLASSIFIER."""

from __future__ import annotations

import pytest

from gouji.checks.ratio_fraction import fractions
from gouji.checks.ratio_gran import granularity
from gouji.checks.ratio_multiple import multiples
from gouji.checks.ratio_unitcost import unit_cost
from gouji.checks.unit_classifier import classifiers
from gouji.document import Document
from gouji.facts import Facts
from gouji.figures import find_figures
from gouji.findings import Check, Finding
from gouji.ledger import audit


def findings(check: Check, text: str) -> tuple[Finding, ...]:
    document = Document.from_text(text, name="report")
    return audit(Facts(document, tuple(find_figures(document))), [check]).findings


def statuses(check: Check, text: str) -> list[str]:
    return [finding.status for finding in findings(check, text)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("投入30万元培训农技人员500人，人均600元。", ["confirmed"]),
        ("投入30万元培训农技人员450人，人均600元。", ["contradicted"]),
        ("人均补助标准84元，按21.5万人测算，预算1806万元。", ["confirmed"]),
        ("发放补贴45万元，惠及300人，人均增收1200元。", []),
        ("防疫经费只有人均0.82元。", []),
        ("投入30万元，其中设备10万元，培训500人，人均600元。", ["confirmed"]),
        ("投入30万元，其中设备10万元，培训500人，人均350元。", ["undetermined"]),
    ],
)
def test_a_unit_cost_is_amount_over_number(text, status):
    """With one amount and one number in the sentence; with several the base is not stated."""
    assert statuses(unit_cost, text) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("站点由2022年的10家增加到2023年的32家，增长2.2倍。", ["confirmed"]),
        ("站点由2022年的10家增加到2023年的32家，增长3.2倍。", ["contradicted"]),
        ("站点由上年的10家增加到今年的30家，是上年的3倍。", ["confirmed"]),
        ("全县建成服务点45家，较2022年增长2倍多。", []),
        ("站点10家，人员30人，增长2倍。", []),
    ],
)
def test_a_multiple_is_of_the_printed_base(text, status):
    """增长n倍 adds the base, 增至n倍 does not; without the base nothing is said."""
    assert statuses(multiples, text) == status


def test_the_other_reading_of_a_multiple_is_named():
    """增长3.2倍 that is 增至3.2倍 is info, and says which one fits."""
    (finding,) = findings(multiples, "站点由2022年的10家增加到2023年的32家，增长3.2倍。")
    assert finding.severity == "info"
    assert finding.alternatives == ("增至倍数",)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("抽检农产品50批次，合格率92%。", ["confirmed"]),
        ("抽检农产品50批次，合格率91.3%。", ["contradicted"]),
        ("组织考核120人，通过率95.8%。", ["confirmed"]),
        ("组织考核60人，通过率81%。", []),
        ("检测样品3批次，合格率98.7%。", []),
        ("发放问卷50份，满意度91.3%。", []),
        ("抽检农产品约50批次，合格率91.3%。", []),
        ("举办培训4期，合格率91.3%。", []),
        ("抽检农产品5000批次，合格率91.3%。", []),
        ("抽检农产品50批次、水样30批次，合格率91.3%。", []),
    ],
)
def test_a_percentage_is_had_from_whole_cases(text, status):
    """Scores, estimates, other bases and large numbers are left alone."""
    assert statuses(granularity, text) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("全县60个村中有40个村完成改造，占三分之二。", ["confirmed"]),
        ("全县60个村中有24个村完成改造，占三分之二。", ["contradicted"]),
        ("全县60个村中有34个村完成改造，占一半以上。", ["confirmed"]),
        ("全县60个村中有24个村完成改造，占过半。", ["contradicted"]),
        ("全县60个村中有42个村完成改造，占七成。", ["confirmed"]),
        ("约占三分之二的村完成改造。", []),
        ("投入30万元，24个村完成改造，占三分之二。", []),
    ],
)
def test_a_fraction_in_words_is_that_of_its_numbers(text, status):
    """Two numbers of one unit before it; info, for such words are used loosely."""
    found = findings(fractions, text)
    assert [finding.status for finding in found] == status
    assert all(finding.severity == "info" for finding in found)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("参与人数达2879人次。", ["contradicted"]),
        ("参与人数达2879人。", ["confirmed"]),
        ("服务人次3万人次。", ["confirmed"]),
        ("受益户数320人。", ["contradicted"]),
        ("活动次数12次，培训320人次。", []),
    ],
)
def test_a_number_bears_the_unit_of_its_name(text, status):
    """人数 is of persons, 户数 of households; info."""
    found = findings(classifiers, text)
    assert [finding.status for finding in found] == status
    assert all(finding.severity == "info" for finding in found)
