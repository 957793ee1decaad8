"""The page on the checks says what their docstrings say."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from gouji.checks import own_checks

ROOT = Path(__file__).resolve().parent.parent
_spec = importlib.util.spec_from_file_location("docs_make", ROOT / "docs" / "make.py")
assert _spec is not None
assert _spec.loader is not None
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)

each_check = pytest.mark.parametrize("check", own_checks(), ids=lambda check: check.id)


def test_the_page_is_what_the_docstrings_give():
    """`python docs/make.py` would change nothing."""
    assert make.PAGE.read_text("utf-8") == make.page(), "run: python docs/make.py"


@each_check
def test_every_check_says_its_formula_an_example_when_undetermined_and_its_source(check):
    """The four lines of the docstring are there, none of them empty, below a sentence."""
    told = make.said(check)

    assert told["summary"].endswith(".")
    assert [line for line in ("Formula", "Example", "Undetermined", "Source") if not told.get(line)] == []


@each_check
def test_every_check_has_a_section_with_its_severity_and_version(check):
    """Its family is known to the page, and the table of contents leads to the section."""
    text = make.page()
    (section,) = re.findall(rf"^### {re.escape(check.title)} {check.id}\n(.*?)(?=^##|\Z)", text, re.M | re.S)

    assert f"| 严重程度 Severity | {make.SEVERITY_ZH[check.severity]} {check.severity} |" in section
    assert f"| 版本 Version | {check.version} |" in section
    assert f"[`{check.id}`](#{make._anchor(check)})" in text


def test_both_readmes_lead_to_the_page():
    """A reader finds it from either language."""
    for name in ("README.md", "README.zh-CN.md"):
        assert "docs/checks.md" in (ROOT / name).read_text("utf-8")
