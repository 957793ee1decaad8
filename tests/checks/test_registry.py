"""The registry finds gouji's checks, and those of other packages."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

import gouji.checks as registry
from gouji.checks import all_checks, own_checks, proposes


class Point:
    """An entry point of another package."""

    def __init__(self, name: str, value: object) -> None:
        self.name, self.value = name, value

    def load(self) -> object:
        return self.value


@pytest.fixture
def installed(monkeypatch):
    """Other packages name these under ``gouji.checks``."""

    def install(*points: Point) -> None:
        registry._installed.cache_clear()
        monkeypatch.setattr(registry, "entry_points", lambda group: points)

    yield install
    registry._installed.cache_clear()


def test_every_id_is_found_once():
    """One file, one check: ids are unique and in order, and named as their file."""
    ids = [check.id for check in own_checks()]
    assert ids == sorted(set(ids))
    assert {"GROUND-MISSED", "GROUND-VALUE", "RATIO-EXEC", "SUM-PART"} <= set(ids)
    for check in own_checks():
        assert check.propose.__module__ == "gouji.checks." + check.id.lower().replace("-", "_")


def test_a_check_of_another_package(installed):
    """An entry point may name one check, or a module that holds some; an id of ours is replaced."""
    module = ModuleType("another")

    def nothing(facts):
        """Propose nothing."""
        return ()

    nothing.__module__ = "another"
    module.check = proposes("OWN-MODULE", title="自定", severity="low")(nothing)
    single = proposes("SUM-PART", title="自定求和", severity="low", version=7)(nothing)
    sys.modules["another"] = module
    try:
        installed(Point("b", module), Point("a", single))
        found = {check.id: check for check in all_checks(quality=True)}
    finally:
        del sys.modules["another"]
    assert found["OWN-MODULE"].title == "自定"
    assert found["SUM-PART"].version == 7
    assert len(found) == len(own_checks()) + 1
