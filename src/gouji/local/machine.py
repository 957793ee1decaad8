"""What this machine can give a model: processor cores and free memory, containers' limits included."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")
_TOPOLOGY = Path("/sys/devices/system/cpu")
_MEMINFO = Path("/proc/meminfo")


def cores() -> int:
    """Physical cores this process may use, at least 1; a second hardware thread of a core is not counted."""
    allowed = _allowed_processors()
    siblings = {_siblings(number) for number in allowed}
    count = len(allowed) if None in siblings else len(siblings)
    quota = _processor_quota()
    return max(1, count if quota is None else min(count, quota))


def free_memory() -> int | None:
    """Bytes that can be taken without swapping, or None where the system does not tell."""
    known = [value for value in (_available(), _container_limit()) if value is not None]
    return min(known, default=None)


def _allowed_processors() -> list[int]:
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def _siblings(processor: int) -> str | None:
    return _first_line(_TOPOLOGY / f"cpu{processor}" / "topology" / "thread_siblings_list")


def _processor_quota() -> int | None:
    """Whole processors a container may use: ``cpu.max`` holds "quota period", or "max period"."""
    quota, _, period = (_first_line(_CGROUP / "cpu.max") or "").partition(" ")
    return max(1, int(quota) // int(period)) if quota.isdigit() and period.isdigit() else None


def _container_limit() -> int | None:
    limit = _first_line(_CGROUP / "memory.max") or ""
    return int(limit) if limit.isdigit() else None


def _available() -> int | None:
    with contextlib.suppress(OSError):
        for line in _MEMINFO.read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    with contextlib.suppress(AttributeError, ValueError, OSError):
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return None


def _first_line(path: Path) -> str | None:
    try:
        return path.read_text("ascii").strip()
    except OSError:
        return None
