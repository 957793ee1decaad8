"""How far a run is: a line on a terminal or in a notebook, silence elsewhere."""

from __future__ import annotations

import html
import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    from gouji.extraction.engine import Event


class Display(Protocol):
    """A progress display: called with events, closed at the end."""

    def __call__(self, event: Event) -> None: ...

    def close(self) -> None: ...


class _Closing:
    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the last state standing."""


class Terminal(_Closing):
    """A bar on stderr: chunks, tokens, time left; a line for each document."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[tokens]} 词元", markup=False),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._tasks: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._bar.start()

    def __call__(self, event: Event) -> None:
        with self._lock:
            task = self._tasks.get(event.document)
            if task is None or event.kind == "start":
                task = self._tasks[event.document] = self._bar.add_task(
                    _short(event.document), total=event.total, tokens=0
                )
            self._bar.update(task, completed=event.done, total=event.total, tokens=event.usage.tokens)

    def close(self) -> None:
        """Stop the bar; what it shows stays on the screen."""
        self._bar.stop()


class Notebook(_Closing):
    """One line under the cell, updated in place; plain text where no HTML is shown."""

    def __init__(self) -> None:
        from IPython import display

        notebook: Any = display
        self._began = time.monotonic()
        # Until the first event the model may still be loading.
        waiting = _bundle("<progress></progress>", "准备中… / getting ready")
        self._handle = notebook.display(waiting, raw=True, display_id=True)

    def __call__(self, event: Event) -> None:
        seconds = time.monotonic() - self._began
        left = ""
        if 0 < event.done < event.total:
            left = f"，约剩 {seconds / event.done * (event.total - event.done):.0f} 秒"
        line = (
            f"{_short(event.document)} {event.done}/{event.total} 段，"
            f"{event.usage.tokens} 词元，{seconds:.0f} 秒{left}"
        )
        bar = f"<progress value='{event.done}' max='{max(event.total, 1)}'></progress>"
        if self._handle is not None:
            self._handle.update(_bundle(bar, line), raw=True)


def _bundle(bar: str, line: str) -> dict[str, str]:
    """A line for every kind of notebook; *line* may hold a file's name."""
    return {"text/html": f"{bar} {html.escape(line)}", "text/plain": line}


def display_for(wanted: bool | None) -> Display | None:
    """The display that fits where we run; ``None`` when nobody looks.

    Args:
        wanted: ``True`` or ``False`` decide; ``None`` asks whether there is a notebook or a terminal.
    """
    if wanted is False:
        return None
    if _in_notebook():
        return Notebook()
    if wanted or sys.stderr.isatty():
        return Terminal()
    return None


def _in_notebook() -> bool:
    shell = sys.modules.get("IPython")
    if shell is None:
        return False
    running = shell.get_ipython()
    return running is not None and hasattr(running, "kernel")


def _short(name: str, most: int = 28) -> str:
    printable = "".join(c if c.isprintable() else "�" for c in name)
    return printable if len(printable) <= most else printable[: most - 1] + "…"
