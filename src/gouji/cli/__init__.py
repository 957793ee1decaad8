"""The commands: extract, check, verify, figures, eval, model.

Exit status: 0 done and complete, 1 findings at or above ``--fail-on``, 2 nothing could be done,
3 incomplete (what was paid for is kept and listed). 2 goes before 3, 3 before 1.

``arguments`` says what may be typed, ``check``, ``extract``, ``evaluate`` and ``model`` do it. What
is heavy is imported inside their functions: ``gouji check`` loads neither pydantic nor openai.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from gouji.cli.arguments import command_line
from gouji.cli.printing import printable, say
from gouji.cli.status import DONE, FOUND, INCOMPLETE, NOTHING
from gouji.errors import GoujiError

__all__ = ["DONE", "FOUND", "INCOMPLETE", "NOTHING", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the console script ``gouji``."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = command_line().parse_args(argv)
    try:
        done = int(arguments.run(arguments))
        sys.stdout.flush()
        return done
    except GoujiError as error:
        say(f"gouji: {printable(str(error))}")
        return NOTHING
    except KeyboardInterrupt:
        say("\ngouji: 已中断；已得的回答都已保存，重新运行即可继续 / interrupted; run again to go on")
        return 130
    except BrokenPipeError:
        # The reader went away (| head): not our failure; what is left is not written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
