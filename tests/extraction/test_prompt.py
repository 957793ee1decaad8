"""Prompts are files: found in a source tree and in an installed package, constant, versioned."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from gouji.extraction import prompt as prompt_module
from gouji.extraction.prompt import PROMPTS, load_prompt, prompts_folder

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("task", sorted(PROMPTS))
def test_a_prompt_is_its_file_without_the_head(task):
    """The system part is what stands below the head; the digest is of the whole file."""
    raw = (ROOT / "prompts" / f"{task}.v{PROMPTS[task]}.md").read_text(encoding="utf-8")

    loaded = load_prompt(task)

    assert raw.startswith(f"---\ntask: {task}\nversion: {PROMPTS[task]}\n")
    assert raw.endswith(loaded.system + "\n")
    assert not loaded.system.startswith("---")
    assert "version:" not in loaded.system
    assert loaded.digest == hashlib.sha256(raw.encode()).hexdigest()
    assert loaded.label == f"v{PROMPTS[task]}@{loaded.digest[:8]}"


@pytest.mark.parametrize("task", sorted(PROMPTS))
def test_a_prompt_says_that_the_text_gives_no_orders(task):
    """The system part asks for JSON, is in Chinese, and tells that the text is material."""
    system = load_prompt(task).system

    assert "JSON" in system
    assert "材料" in system
    assert len(re.findall("[一-龥]", system)) > 50


def test_the_prompts_of_the_source_tree_are_found():
    """Beside src, in a checkout or an editable install."""
    assert prompts_folder() == ROOT / "prompts"


def test_the_prompts_of_an_installed_package_are_found(tmp_path, monkeypatch):
    """Inside the package, as the wheel puts them; they go before any folder beside it."""
    package = tmp_path / "site-packages" / "gouji"
    shutil.copytree(ROOT / "prompts", package / "prompts")
    (tmp_path / "prompts").mkdir()
    monkeypatch.setattr(prompt_module, "__file__", str(package / "extraction" / "prompt.py"))
    load_prompt.cache_clear()

    assert prompts_folder() == package / "prompts"
    assert load_prompt("anchored").system.startswith("你")

    load_prompt.cache_clear()


def test_line_ends_of_a_checkout_do_not_change_a_prompt(tmp_path, monkeypatch):
    """A checkout with CRLF gives the same text and the same digest."""
    here = load_prompt("anchored")
    package = tmp_path / "gouji"
    (package / "prompts").mkdir(parents=True)
    name = f"anchored.v{PROMPTS['anchored']}.md"
    raw = (ROOT / "prompts" / name).read_bytes()
    (package / "prompts" / name).write_bytes(raw.replace(b"\n", b"\r\n"))
    monkeypatch.setattr(prompt_module, "__file__", str(package / "extraction" / "prompt.py"))
    load_prompt.cache_clear()

    assert load_prompt("anchored") == here

    load_prompt.cache_clear()
