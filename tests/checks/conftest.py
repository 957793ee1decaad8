"""Invented reports, read without a model, and what the checks say of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gouji.checks import all_checks
from gouji.document import Document
from gouji.facts import Facts
from gouji.facts.tables import read_tables
from gouji.figures import find_figures
from gouji.findings import Audit
from gouji.ledger import audit


def read(text: str) -> Facts:
    document = Document.from_text(text, name="report")
    figures = find_figures(document)
    tables = read_tables(document, figures)
    return Facts(document, figures, budgets=tables.budgets, indicators=tables.indicators, funds=tables.funds)


@pytest.fixture
def check() -> Callable[..., Audit]:
    """Audit a text with some of gouji's checks, or with all of them."""

    def run(text: str, *ids: str) -> Audit:
        chosen = [check for check in all_checks() if not ids or check.id in ids]
        return audit(read(text), chosen)

    return run


@pytest.fixture
def expressions(check: Callable[..., Audit]) -> Callable[..., list[tuple[str, str]]]:
    """The status and the arithmetic of every finding, in text order."""

    def run(text: str, *ids: str) -> list[tuple[str, str]]:
        return [(finding.status, finding.expression) for finding in check(text, *ids).findings]

    return run
