"""The public face: names, what an import costs, and what it must not load."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import gouji

SOURCE = Path(__file__).resolve().parent.parent / "src"


def python(code: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh Python that sees gouji's source."""
    return subprocess.run(
        [sys.executable, *options, "-c", code],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", gouji.__all__)
def test_every_public_name_resolves(name):
    """``from gouji import *`` would give each of them, and dir() lists it."""
    assert getattr(gouji, name) is not None
    assert name in dir(gouji)


def test_an_unknown_name_is_an_attribute_error():
    """With the name in the message."""
    with pytest.raises(AttributeError, match="nonsense"):
        gouji.nonsense  # noqa: B018


def test_an_import_prints_nothing_and_loads_nothing_heavy():
    """Neither pydantic nor openai nor pandas nor instructor nor lxml, until a name is used."""
    done = python(
        "import sys, gouji\n"
        "heavy = {'pydantic', 'openai', 'pandas', 'instructor', 'lxml', 'rich', 'tenacity', 'asyncio', 'xlsxwriter'}\n"
        "sys.exit(','.join(sorted(heavy & set(sys.modules))) or 0)"
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_verbs_of_checking_never_load_the_model():
    """check() reads a report without openai, instructor, pydantic; and makes no socket."""
    done = python(
        "import sys, socket\n"
        "class Refused(socket.socket):\n"
        "    def __init__(self, *a, **k): raise SystemExit('a socket was made')\n"
        "socket.socket = Refused\n"
        "import gouji\n"
        "report = gouji.check(gouji.Document.from_text('全年支出100万元，其中：甲60万元、乙50万元。'))\n"
        "assert len(report.contradicted) == 1, report\n"
        "sys.exit(','.join(sorted({'openai', 'instructor', 'pydantic', 'pandas'} & set(sys.modules))) or 0)"
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_logger_is_silent_unless_asked():
    """What asks a model brings a handler that prints nothing."""
    done = python("import logging, gouji.extraction.client; logging.getLogger('gouji').error('x')")

    assert (done.stdout, done.stderr) == ("", "")


def test_python_m_gouji():
    """``python -m gouji --version`` prints name and version."""
    done = subprocess.run(
        [sys.executable, "-m", "gouji", "--version"],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout.strip()) == (0, f"gouji {gouji.__version__}")


def test_a_folder_of_ascii_locale_prints_chinese_all_the_same():
    """A terminal that cannot print a character gets a question mark, not a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "gouji", "check", "none.txt"],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 2
    assert b"none.txt" in done.stderr and b"Traceback" not in done.stderr
