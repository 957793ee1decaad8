"""Execute the notebooks and keep what they show: ``python tests/run_notebooks.py [BEGINNING_OF_A_NAME …]``.

Each notebook runs from its first cell to its last in a kernel of its own, with this Python and the network
closed; its file is replaced only when no cell failed. What would differ from one run to the next (times,
addresses in memory) is not kept. ``tests/test_notebooks.py`` executes the notebooks in the same way.
"""

# ruff: noqa: T201
from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

import gouji

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
SECONDS_FOR_A_CELL = 90
_KERNEL = Path(__file__).with_name("closed_kernel.py")
_ADDRESS = re.compile(r"\bat 0x[0-9a-f]+")
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class NetworkUsed(Exception):
    """A notebook tried to reach the network; the lines say how."""


def notebooks(beginnings: Sequence[str] = ()) -> list[Path]:
    """The notebooks whose names begin so; all of them when nothing is given."""
    found = sorted(NOTEBOOKS.glob("*.ipynb"))
    return [path for path in found if not beginnings or path.name.startswith(tuple(beginnings))]


def read(path: Path) -> Any:
    """The notebook in a file."""
    return nbformat.read(path, as_version=4)


def execute(notebook: Any, *, folder: Path = NOTEBOOKS, loopback: bool = False) -> Any:
    """Execute a notebook in place, in a fresh kernel that works in *folder*.

    *loopback* opens the way to servers on this machine.

    Raises:
        CellExecutionError: A cell failed.
        NetworkUsed: The network was asked for, also where the cell bore the refusal.
    """
    import matplotlib.font_manager  # noqa: F401  writes its cache here: in the kernel it would say so on stderr

    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch) / "network.log"
        client = NotebookClient(
            notebook,
            timeout=SECONDS_FOR_A_CELL,
            resources={"metadata": {"path": str(folder)}},
            record_timing=False,
        )
        # Set afterwards, so that the client also ends the kernel.
        client.km = _kernel(Path(scratch), log, "loopback" if loopback else "closed")
        client.execute(env=_environment(scratch))
        if log.exists():
            raise NetworkUsed(log.read_text("utf-8"))
    return tidy(notebook)


def _kernel(scratch: Path, log: Path, network: str) -> AsyncKernelManager:
    """A kernel of this Python, whatever kernels a user has installed; it is talked to through files."""
    manager = AsyncKernelManager(
        kernel_name="python3",
        connection_file=str(scratch / "k.json"),
        transport="ipc" if os.name == "posix" else "tcp",
    )
    command = [sys.executable, "-P", "-X", "utf8", str(_KERNEL), network, str(log), "-f", "{connection_file}"]
    manager._kernel_spec = KernelSpec(argv=command, display_name="Python 3", language="python")
    return manager


def _environment(scratch: str) -> dict[str, str]:
    """This gouji, and nothing that a user has set up."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOUJI_")}
    return {
        **kept,
        "PYTHONPATH": str(Path(gouji.__file__).resolve().parent.parent),
        "IPYTHONDIR": scratch,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }


def tidy(notebook: Any) -> Any:
    """Leave out what differs from run to run."""
    notebook.metadata = nbformat.from_dict(_METADATA)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            plain = output.get("data", {}).get("text/plain")
            if plain:
                output.data["text/plain"] = _ADDRESS.sub("at 0x…", plain)
    return notebook


def write(path: Path, notebook: Any) -> None:
    """Write a notebook, all of it or nothing."""
    partial = path.with_name(path.name + ".partial")
    partial.write_text(nbformat.writes(notebook).rstrip("\n") + "\n", encoding="utf-8", newline="\n")
    os.replace(partial, path)


def main(arguments: Sequence[str]) -> int:
    """Execute the named notebooks, or all, and say how large each is now."""
    for path in notebooks(arguments):
        write(path, execute(read(path)))
        print(f"{path.relative_to(ROOT).as_posix()}: {path.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
