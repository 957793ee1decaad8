"""The registry of output formats, and files that are replaced at once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from gouji import renderings
from gouji.renderings import all_renderings, renders, write
from gouji.renderings.files import replace_text, replacing
from renderings import invented as sample


def test_the_formats_of_the_package_are_found():
    """A module that registers itself needs no other edit."""
    found = all_renderings()

    assert {"html", "json", "xlsx"} <= set(found)
    assert found["xlsx"].suffix == ".xlsx"


def test_a_format_of_ones_own_can_be_written(tmp_path, monkeypatch):
    """What is registered by others is written by its name."""
    all_renderings()
    monkeypatch.setattr(renderings, "_REGISTERED", dict(renderings._REGISTERED))

    @renders("names", suffix=".txt")
    def write_names(report, path, *, lang):
        replace_text(path, f"{report.document.name} {lang}")

    write(sample.report(), "names", tmp_path / "a.txt", lang="en")

    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "云岭县畜牧.txt en"
    with pytest.raises(ValueError, match="twice"):
        renders("names", suffix=".txt")(write_names)


def test_an_unknown_format_is_refused_with_those_there_are(tmp_path):
    """The error names the formats; nothing is written."""
    with pytest.raises(ValueError, match="html, json"):
        write(sample.report(), "pdf", tmp_path / "a.pdf")

    assert not list(tmp_path.iterdir())


def test_a_block_that_fails_leaves_the_old_file_and_nothing_beside(tmp_path):
    """The old content stays, the temporary file goes."""
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")

    def write_half():
        with replacing(path) as temporary:
            temporary.write_text("half", encoding="utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()

    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="no such permissions")
def test_a_new_file_can_be_read_by_whom_the_mask_allows(tmp_path):
    """A temporary file's private permissions do not stay; an old file's do."""
    path = tmp_path / "a.txt"
    before = os.umask(0o022)
    try:
        replace_text(path, "x")
        assert path.stat().st_mode & 0o777 == 0o644
        path.chmod(0o640)
        replace_text(path, "y")
        assert path.stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(before)


def test_line_ends_are_written_as_they_are(tmp_path):
    """No line feed is turned into something else."""
    replace_text(tmp_path / "a.txt", "a\nb\r\n")

    assert (tmp_path / "a.txt").read_bytes() == b"a\nb\r\n"


def test_a_report_writes_its_own_files_at_once(tmp_path):
    """``to_json`` and ``to_html`` replace a file and return what they wrote."""
    report = sample.report()

    for method, name in ((report.to_json, "a.json"), (report.to_html, "a.html")):
        assert (tmp_path / name).exists() is False
        text = method(tmp_path / name)
        assert (tmp_path / name).read_text(encoding="utf-8") == text
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.html", "a.json"]


def test_finding_the_formats_loads_no_heavy_package():
    """Neither pandas nor xlsxwriter is imported before a file of theirs is asked for."""
    code = (
        "import sys; from gouji.renderings import all_renderings; all_renderings(); "
        "print(*sorted({'pandas', 'xlsxwriter', 'openai', 'pydantic'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""
