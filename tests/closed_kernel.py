"""A Jupyter kernel with the network closed: ``python closed_kernel.py closed|loopback LOG -f FILE``.

Whoever connects, sends or looks up a name through Python's sockets gets an error, and a line in the file
LOG, so that it is seen even where the notebook's code bears the error. Sockets that are files may be used:
an event loop wakes itself through one. An audit hook cannot be taken out again.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

_REFUSED = frozenset(
    {
        "socket.connect",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getnameinfo",
    }
)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def close_the_network(log: Path, *, loopback: bool) -> None:
    """Refuse every way out from now on, for the whole life of the process."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _REFUSED or _is_a_file(arguments[0]):
            return
        host = _host(event, arguments)
        if host is None or (loopback and host in _LOOPBACK):
            return
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{event} {host}\n")
        raise RuntimeError(f"the network is closed in this kernel: {event}")

    sys.addaudithook(refuse)


def _is_a_file(first: object) -> bool:
    return getattr(getattr(first, "family", None), "name", "") == "AF_UNIX"


def _host(event: str, arguments: tuple[Any, ...]) -> str | None:
    """Whom an event is about; ``None`` where a socket sends to whom it was connected."""
    found = arguments[0] if event.startswith("socket.get") else arguments[1]
    found = found[0] if isinstance(found, tuple) else found
    return found.decode() if isinstance(found, bytes) else found


if __name__ == "__main__":
    from ipykernel import kernelapp

    near, log = sys.argv.pop(1) == "loopback", Path(sys.argv.pop(1))
    close_the_network(log, loopback=near)
    kernelapp.launch_new_instance()
