"""The command that holds results against a gold 标注: eval."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from gouji.cli.output import writing_to
from gouji.cli.printing import as_json, printable, say
from gouji.cli.status import DONE, INCOMPLETE

if TYPE_CHECKING:
    from gouji.evaluation import Evaluation

MOST_ERRORS = 20


def run_eval(arguments: argparse.Namespace) -> int:
    """Print the scores and the first errors of results held against a gold; files with ``--out``.

    Raises:
        GoujiError: A result or the gold cannot be read, or ``--out`` cannot be written.
    """
    from gouji.evaluation import evaluate

    evaluation = evaluate(arguments.predicted, arguments.gold)
    if arguments.json:
        print(as_json(evaluation.to_dict()))
    else:
        print(_scores_and_errors(evaluation, arguments.lang))
    for note in evaluation.notes:
        say(printable(note))
    if arguments.out is not None:
        with writing_to(arguments.out):
            evaluation.to_html(arguments.out / "evaluation.html", lang=arguments.lang)
            evaluation.to_json(arguments.out / "evaluation.json")
        for name in ("html", "json"):
            say(f"  {name}: {printable(str(arguments.out / f'evaluation.{name}'))}")
    return DONE if evaluation.complete else INCOMPLETE


def _scores_and_errors(evaluation: Evaluation, lang: Any) -> str:
    """The tables of the scores, then the first errors, and how many there are."""
    from gouji.evaluation.lines import error_lines, report_rows, score_rows, slip_line
    from gouji.terminal import table

    several = len(evaluation.reports) > 1
    lines = error_lines(evaluation.errors[:MOST_ERRORS], lang, named=several)
    left = len(evaluation.errors) - len(lines)
    if left > 0:
        lines.append(f"……另有 {left} 条，见 --json 或 --out / {left} more: --json or --out")
    blocks = [
        table(score_rows(evaluation.pooled, lang), right=range(1, 7)),
        table(report_rows(evaluation, lang), right=range(1, 9)),
        slip_line(evaluation, lang) + "\n" + printable("\n".join(lines)),
    ]
    return "\n\n".join(block.rstrip() for block in blocks)
