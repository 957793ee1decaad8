"""Predicates of the ledger: what words and cells answer."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gouji import Document, find_figures
from gouji.checks import proposes
from gouji.facts import Evidence, Facts
from gouji.findings import Consecutive, Constant, Meets, Member, Operand, Ordered, Present, Relation, Sum
from gouji.ledger import audit

TEXT = "指标：培训≥20场，实际完成18场。产出20分，效益30分，等级为良。"


def facts() -> Facts:
    document = Document.from_text(TEXT, name="a.txt")
    return Facts(document, tuple(find_figures(document)))


def words(text: str) -> Operand:
    start = TEXT.index(text)
    return Operand("grade", "等级", None, Evidence(text, start, start + len(text)))


def verdict(relation: Relation) -> tuple[str, str, str]:
    @proposes("OWN", title="自定", severity="low")
    def own(_: Facts) -> list[Relation]:
        return [relation]

    finding = audit(facts(), [own]).findings[0]
    return finding.status, finding.message_zh, finding.expression


BLANK = Operand("total", "总分", None, Evidence("", 5, 5))


@pytest.mark.parametrize(
    ("relation", "status", "said"),
    [
        (Relation(words("良"), predicate=Present()), "confirmed", "等级良：已填列"),
        (Relation(BLANK, predicate=Present()), "contradicted", "总分未填列"),
        (Relation(words("良"), predicate=Member("良", ("良",))), "confirmed", "应为良，相符"),
        (Relation(words("良"), predicate=Member("良", ("优",))), "contradicted", "应为优，不一致"),
        (Relation(words("良"), predicate=Member("良", ())), "undetermined", "无法核对"),
        (Relation(words("良"), predicate=Consecutive((1, 2, 3))), "confirmed", "1、2、3连续"),
        (Relation(words("良"), predicate=Consecutive((1, 3))), "contradicted", "1、3不连续"),
        (Relation(words("良"), predicate=Ordered(("2024-03", "2024-03-09"))), "confirmed", "先后相符"),
        (Relation(words("良"), predicate=Ordered(("2024-03", "2024"))), "confirmed", "先后相符"),
        (Relation(words("良"), predicate=Ordered(("2024-05-01", "2024-04"))), "contradicted", "先后不一致"),
    ],
)
def test_words_and_cells(relation: Relation, status: str, said: str) -> None:
    """A predicate is judged, and says what it judged."""
    found, message, _ = verdict(relation)
    assert found == status
    assert said in message


@pytest.mark.parametrize(
    ("operator", "status"),
    [
        ("≥", "contradicted"),
        (">", "contradicted"),
        ("≤", "confirmed"),
        ("<", "confirmed"),
        ("=", "contradicted"),
    ],
)
def test_targets(operator: str, status: str) -> None:
    """An actual value meets its target by the target's own operator; the target's bound is no estimate."""
    target, actual = (figure for figure in facts().figures if figure.unit == "场")
    relation = Relation(
        Operand("actual", "实际完成", actual),
        predicate=Meets(operator),  # type: ignore[arg-type]
        beside=(Operand("target", "目标", target),),
    )
    assert verdict(relation)[0] == status


def test_a_constant_is_part_of_the_sum() -> None:
    """A number of a rule stands in the arithmetic and in the message."""
    first, second = (figure for figure in facts().figures if figure.dimension == "score")
    relation = Relation(
        Operand("weight", "效益", second),
        Sum((Operand("weight", "产出", first), Constant("预算执行", Decimal(20)))),
    )
    status, message, expression = verdict(relation)
    assert (status, expression) == ("contradicted", "20 + 20 = 40 ≠ 30")
    assert "预算执行20" in message
