"""Print the command of README.md that holds a given text, so that CI runs what the reader is told to run.

    python .ci/readme_command.py .venv/bin/pytest

Exactly one line of the README's shell blocks must hold it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def commands(readme: str) -> list[str]:
    """The lines of the shell blocks, without comments and empty lines."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    lines = (line.strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def main() -> int:
    """Print the one command that holds the argument."""
    wanted = sys.argv[1]
    found = [line for line in commands(README.read_text("utf-8")) if wanted in line]
    if len(found) != 1:
        sys.exit(f"README.md: {len(found)} commands hold {wanted!r}, 1 expected")
    print(found[0])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
