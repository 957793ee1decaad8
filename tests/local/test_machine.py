from __future__ import annotations

import os

import pytest

from gouji.local import machine


@pytest.fixture
def system(tmp_path, monkeypatch):
    """An empty machine: nothing is known of it until a test writes it down."""
    monkeypatch.setattr(machine, "_CGROUP", tmp_path / "cgroup")
    monkeypatch.setattr(machine, "_TOPOLOGY", tmp_path / "cpu")
    monkeypatch.setattr(machine, "_MEMINFO", tmp_path / "meminfo")
    monkeypatch.setattr(machine, "_allowed_processors", lambda: [0, 1, 2, 3])
    (tmp_path / "cgroup").mkdir()
    return tmp_path


def write_siblings(system, *pairs):
    for number, siblings in enumerate(pairs):
        folder = system / "cpu" / f"cpu{number}" / "topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(siblings + "\n")


def test_hardware_threads_of_one_core_count_once(system):
    """Four processors on two cores are two."""
    write_siblings(system, "0,2", "1,3", "0,2", "1,3")

    assert machine.cores() == 2


def test_without_a_known_topology_every_processor_counts(system):
    """A system that tells nothing of its cores is taken at its processors."""
    assert machine.cores() == 4


@pytest.mark.parametrize(
    ("quota", "expected"), [("max 100000", 4), ("250000 100000", 2), ("50000 100000", 1)]
)
def test_a_containers_share_limits_the_cores(system, quota, expected):
    """Two and a half processors allow two threads, half a processor allows one."""
    (system / "cgroup" / "cpu.max").write_text(quota + "\n")

    assert machine.cores() == expected


def test_the_smaller_of_free_memory_and_limit_counts(system):
    """8 GB free in a container of 2 GiB are 2 GiB."""
    (system / "meminfo").write_text("MemTotal: 16000000 kB\nMemAvailable: 8000000 kB\n")
    assert machine.free_memory() == 8_192_000_000

    (system / "cgroup" / "memory.max").write_text("2147483648\n")
    assert machine.free_memory() == 2_147_483_648

    (system / "cgroup" / "memory.max").write_text("max\n")
    assert machine.free_memory() == 8_192_000_000


def test_unknown_memory_is_none(system, monkeypatch):
    """A system that does not tell its free memory gives None, not zero."""
    monkeypatch.delattr(os, "sysconf")

    assert machine.free_memory() is None
