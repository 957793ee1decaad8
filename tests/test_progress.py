"""Progress: a bar on a terminal, a line in a notebook, silence where nobody looks."""

from __future__ import annotations

import io
import sys
import types
from collections.abc import Callable

import pytest

import gouji
from gouji import Document
from gouji.extraction.client import Retrying
from gouji.extraction.engine import Event
from gouji.extraction.usage import Usage
from gouji.progress import Notebook, Terminal, display_for
from stand_in import long_report, read


def event(done: int, total: int = 4, *, kind="answered", name: str = "报告.txt") -> Event:
    return Event(kind, name, done, total, Usage(done, 900 * done, 0, 34 * done, 1.0), "http://m.invalid/v1")


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Handle:
    """What a notebook shows: ``pages`` as HTML, ``lines`` where there is no HTML."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.lines: list[str] = []

    def update(self, shown: dict[str, str], *, raw: bool) -> None:
        self.pages.append(shown["text/html"])
        self.lines.append(shown["text/plain"])


@pytest.fixture
def notebook(monkeypatch) -> Handle:
    """IPython as a notebook's kernel shows it; gives what is shown."""
    handle = Handle()
    library, display = types.ModuleType("IPython"), types.ModuleType("IPython.display")
    library.get_ipython = lambda: types.SimpleNamespace(kernel=object())
    library.display = display
    display.display = lambda shown, raw, display_id: handle
    monkeypatch.setitem(sys.modules, "IPython", library)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    return handle


@pytest.fixture
def terminal(monkeypatch) -> Callable[[], Screen]:
    """Puts a terminal on stderr, without a notebook around, for the rest of the test."""

    def put() -> Screen:
        # Within the test: between set-up and call pytest puts its own stream there.
        shown = Screen()
        monkeypatch.setattr(sys, "stderr", shown)
        return shown

    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return put


# ---- whether there is a display


def test_nobody_looks_at_a_pipe(monkeypatch):
    """Neither notebook nor terminal: no display at all."""
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    assert display_for(None) is None


def test_a_terminal_gets_a_bar(terminal):
    """On a terminal the bar comes unasked, and can be forbidden."""
    terminal()
    display = display_for(None)
    assert isinstance(display, Terminal)
    display.close()

    assert display_for(False) is None


def test_a_notebook_gets_a_line(notebook):
    """In a notebook the line comes unasked, and can be forbidden."""
    assert isinstance(display_for(None), Notebook)
    assert display_for(False) is None


def test_ipython_on_a_terminal_is_no_notebook(notebook, monkeypatch):
    """IPython's own shell has no kernel: there the terminal decides."""
    sys.modules["IPython"].get_ipython = lambda: types.SimpleNamespace()
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    assert display_for(None) is None


def test_extract_prints_nothing_into_a_pipe(fault_server, capfd):
    """Whoever redirects stderr finds it empty."""
    fault_server.answer_with(read)

    gouji.extract(Document.from_text(long_report(1)), "m", base_url=fault_server.base_url, store=None)

    assert capfd.readouterr() == ("", "")


def test_extract_shows_how_far_it_is(fault_server, terminal):
    """On a terminal: the document, chunks and tokens, all done at the end."""
    screen = terminal()
    fault_server.answer_with(read)
    source = Document.from_text(long_report(9), name="自评报告.txt")

    gouji.extract(source, "m", base_url=fault_server.base_url, store=None, retrying=Retrying(1))

    total = len(fault_server.requests)
    assert f"{total}/{total}" in screen.getvalue()
    assert f"{110 * total} 词元" in screen.getvalue()
    assert "自评报告.txt" in screen.getvalue()
    assert "省级补助" not in screen.getvalue()


def test_the_bar_is_gone_when_a_run_fails(fault_server, terminal):
    """An error leaves no thread that goes on drawing."""
    screen = terminal()
    with pytest.raises(gouji.errors.InputError):
        gouji.extract("nowhere.txt", "m", base_url=fault_server.base_url, store=None)

    drawn = screen.getvalue()
    assert drawn.endswith(("\n", "\x1b[?25h"))


# ---- what is shown


def test_the_bar_counts_chunks_and_tokens_of_each_document(terminal):
    """Two documents have a line each."""
    screen = terminal()
    with Terminal() as display:
        for done in range(5):
            display(event(done, kind="start" if not done else "answered", name="甲.txt"))
        display(event(0, 7, kind="start", name="乙.txt"))
        display(event(3, 7, name="乙.txt"))

    last = screen.getvalue()
    assert "4/4" in last
    assert "3736 词元" in last
    assert "3/7" in last


@pytest.mark.parametrize("name", ["a\x1b[2Jb.txt", "a\nb.txt", "[red]a[/red].txt"])
def test_a_name_gives_the_terminal_no_orders(terminal, name):
    """Control characters in a file's name are not printed, brackets are no markup."""
    screen = terminal()
    with Terminal() as display:
        display(event(1, name=name))

    assert "\x1b[2J" not in screen.getvalue()
    assert name.replace("\x1b", "�").replace("\n", "�") in screen.getvalue()


def test_the_line_in_a_notebook_counts_chunks_tokens_and_time(notebook):
    """Done of total, tokens, seconds so far, and about how many are left while there is anything left."""
    with Notebook() as display:
        display(event(0, kind="start"))
        display(event(1))
        display(event(4, kind="done"))

    first, middle, last = notebook.lines
    assert "报告.txt 0/4 段，0 词元" in first
    assert "1/4 段，934 词元" in middle
    assert "约剩" in middle
    assert "4/4 段，3736 词元" in last
    assert "约剩" not in first + last


def test_a_name_is_escaped_in_a_notebook(notebook):
    """A file called like a tag is text in the page."""
    display = Notebook()
    display(event(1, name="<img src=x>'\".txt"))

    assert "<img" not in notebook.pages[0]
    assert "&lt;img src=x&gt;&#x27;&quot;.txt" in notebook.pages[0]


def test_a_long_name_is_cut_short(notebook):
    """The line stays a line."""
    display = Notebook()
    display(event(1, name="某市" * 50 + ".txt"))

    assert "某市" * 13 + "某…" in notebook.pages[0]


def test_an_empty_run_shows_no_division(notebook):
    """A report with nothing to ask is 0 of 0."""
    display = Notebook()
    display(event(0, 0, kind="done"))

    assert "0/0 段" in notebook.pages[0]
