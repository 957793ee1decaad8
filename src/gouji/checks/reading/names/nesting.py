"""Accounts that contain others: a list that names both is a tree, whatever its layout says."""

from __future__ import annotations

from collections.abc import Sequence

NESTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("基本支出", ("人员经费", "公用经费", "人员支出", "公用支出", "工资福利支出")),
    ("公务用车购置及运行", ("公务用车购置费", "公务用车运行")),
    ("财政拨款", ("一般公共预算", "政府性基金")),
    ("一般公共预算", ("基本支出", "项目支出")),
)
"""An account, and those that are parts of it."""


def nested(labels: Sequence[str]) -> bool:
    """Whether some label names a part of what another one names."""
    for whole, parts in NESTS:
        # 一般公共预算财政拨款 is a part of 财政拨款, and not its whole.
        wholes = [label for label in labels if whole in label and not any(part in label for part in parts)]
        others = [label for label in labels if whole not in label or label not in wholes]
        if wholes and any(part in label for label in others for part in parts):
            return True
    return False
