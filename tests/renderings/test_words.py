"""Every role that a check of gouji's gives an operand has a name in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gouji.checks
from gouji.findings import CAUSE_ZH, DECISION_ZH, STATUS_ZH
from gouji.renderings.words import cause_word, decision_word, role_word, status_word

SOURCES = sorted(Path(gouji.checks.__file__).parent.rglob("*.py"))
ROLES = sorted(
    {role for path in SOURCES for role in re.findall(r'Operand\(\s*"(\w+)"', path.read_text("utf-8"))}
)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_chinese_name(role):
    """A reviewer reads 分项, not part."""
    assert re.search(r"[\u4e00-\u9fff]", role_word(role, "zh"))
    assert not re.search(r"[\u4e00-\u9fff]", role_word(role, "en"))


def test_a_role_of_a_check_of_ones_own_stands_as_it_is():
    """Nobody can translate what gouji does not know."""
    assert role_word("own", "zh") == role_word("own", "en") == "own"


@pytest.mark.parametrize(
    ("say", "codes"), [(status_word, STATUS_ZH), (cause_word, CAUSE_ZH), (decision_word, DECISION_ZH)]
)
def test_every_code_has_a_word_in_both_languages(say, codes):
    """Status, cause and decision."""
    assert {code: say(code, "zh") for code in codes} == dict(codes)
    assert all(say(code, "en").isascii() for code in codes)
