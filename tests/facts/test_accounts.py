"""The vocabulary of accounts: aliases, damaged names, and names that only look alike."""

from __future__ import annotations

import pytest

from gouji.facts.accounts import ACCOUNTS, named_in


@pytest.mark.parametrize(
    ("words", "account", "damaged"),
    [
        ("全年基本支出", "基本支出", False),
        ("日常公用经费", "公用经费", False),
        ("对个人及家庭补助支出", "对个人和家庭的补助", False),
        ("对所人及家庭补助支出", "对个人和家庭的补助", True),
        ("商品和服务之出", "商品和服务支出", True),
        ("工资福利出", "工资福利支出", True),
        ("取得其他收", "其他收入", True),
        ("因公出国(境)费", "因公出国（境）费", False),
        ("公务用车购置及运行维护费", "公务用车购置及运行费", False),
        ("“三公”经费支出", "三公经费", False),
    ],
)
def test_accounts_by_their_names(words, account, damaged):
    """An alias, brackets of any width, one wrong or dropped character."""
    found = named_in(words)
    assert found is not None
    assert (found.account, found.damaged) == (account, damaged)


@pytest.mark.parametrize(
    "words",
    [
        "单位成本支出",
        "党员经费",
        "工人经费",
        "农业补助",
        "会议费",
        "学校支出",
        "出国留学",
        "工作经费支出",
        "",
    ],
)
def test_words_that_only_look_alike(words):
    """A short name is never guessed from its end: 成本支出 is not 基本支出."""
    assert named_in(words) is None


def test_every_alias_is_its_own_account():
    """No alias belongs to two accounts, and each is found by itself."""
    aliases = [alias for names in ACCOUNTS.values() for alias in names.split()]
    assert len(aliases) == len(set(aliases))
    for account, names in ACCOUNTS.items():
        assert {named_in(alias).account for alias in names.split()} == {account}
