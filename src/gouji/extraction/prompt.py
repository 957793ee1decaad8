"""Prompts: files ``prompts/<task>.v<n>.md``, and the messages made from them.

The system part is constant, so that a server keeps its prefix; the text of the report comes last,
and only as the value of a template's variable: braces in a report are text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROMPTS = {"anchored": 1, "free": 1, "details": 1, "records": 1}
"""The version in use of each task's prompt."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt 提示词: its task, version, system part and the digest of its file."""

    task: str
    version: int
    system: str
    digest: str

    @property
    def label(self) -> str:
        """``v1@3f9c…``, as the provenance of a report names it."""
        return f"v{self.version}@{self.digest[:8]}"


def prompts_folder() -> Path:
    """Where the prompts are: in the package, or beside ``src`` in a source tree."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "prompts"
    return shipped if shipped.is_dir() else package.parents[1] / "prompts"


@cache
def load_prompt(task: str) -> Prompt:
    """Read the prompt of a task; the head between two ``---`` lines is for readers."""
    version = PROMPTS[task]
    raw = (prompts_folder() / f"{task}.v{version}.md").read_bytes()
    text = raw.decode("utf-8").replace("\r\n", "\n")
    _, _, body = text.partition("---\n")
    _, _, body = body.partition("---\n")
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Prompt(task, version, body.strip(), digest)
