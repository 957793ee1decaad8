"""What goes to the terminal: messages to standard error, JSON to standard output."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    """A message to standard error, at once."""
    print(text, file=sys.stderr, flush=True)


def printable(text: str) -> str:
    """A text without what could steer the terminal, line by line."""
    from gouji.terminal import plain

    return "\n".join(plain(line) if line.strip() else "" for line in text.split("\n"))


def as_json(value: object) -> str:
    """A value as the JSON files print it, without the last line break."""
    from gouji.renderings.json import dumps

    return dumps(value).rstrip("\n")
