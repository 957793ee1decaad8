"""The commands that need no model: check, verify, figures."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from gouji.cli.decisions import decided, read_baseline, say_decisions, write_baseline
from gouji.cli.inputs import find_inputs
from gouji.cli.output import finish, parse_formats, read_all
from gouji.cli.printing import as_json
from gouji.cli.status import DONE, exit_status
from gouji.errors import InputError


def run_check(arguments: argparse.Namespace) -> int:
    """Check the numbers of every input and print what does not hold; files only with ``--out``.

    Raises:
        GoujiError: A format, a profile, a decisions file or the only input cannot be used.
    """
    from gouji.pipeline import check
    from gouji.profiles import load_profile
    from gouji.renderings.json import check_dict
    from gouji.terminal import summary_lines

    formats = parse_formats(arguments.format)
    # Read once, and before any report: a bad profile is no report's failure.
    profile = load_profile(arguments.profile)
    baseline = read_baseline(arguments)
    verb = decided(partial(check, quality=arguments.quality, profile=profile), baseline)
    entries = read_all(find_inputs(arguments.inputs), verb, arguments, formats)
    reports = [entry.report for entry in entries if entry.report is not None]
    if arguments.json:
        objects = [check_dict(report) for report in reports]
        print(as_json(objects[0] if len(entries) == 1 and objects else objects))
    else:
        print("\n".join(line for report in reports for line in summary_lines(report, arguments.lang)))
    say_decisions(entries, baseline)
    if arguments.write_baseline is not None:
        write_baseline(arguments.write_baseline, reports, baseline)
    if arguments.out is not None:
        arguments.quiet = True
        return finish(entries, arguments)
    return exit_status(entries, arguments.fail_on)


def run_verify(arguments: argparse.Namespace) -> int:
    """Check a result that another tool made, against its source, and print what is found.

    Raises:
        GoujiError: The result, its source, the prompt or the decisions cannot be read.
    """
    from gouji.pipeline import verify
    from gouji.renderings.index import Entry
    from gouji.renderings.json import report_dict
    from gouji.terminal import finding_lines, summary_lines

    (source,) = find_inputs([arguments.source])
    baseline = read_baseline(arguments)
    examples = _examples(arguments.examples) if arguments.examples is not None else ()
    report = verify(arguments.result, source=source.read(), examples=examples, baseline=baseline)
    if arguments.json:
        print(as_json(report_dict(report)))
    else:
        print("\n".join(summary_lines(report, arguments.lang)))
        print("\n".join(finding_lines(report.undetermined, arguments.lang)))
    entries = [Entry(name=source.name, report=report)]
    say_decisions(entries, baseline)
    return exit_status(entries, arguments.fail_on)


def _examples(path: Path) -> str:
    """The prompt of ``--examples``, a text file."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        hint = "提示词应为 UTF-8 文本文件 / the prompt must be a text file in UTF-8"
        raise InputError(path, "无法读取 / cannot be read", hint) from error


def run_figures(arguments: argparse.Namespace) -> int:
    """Print every figure of one document, as a table or as JSON.

    Raises:
        InputError: The document cannot be read.
    """
    from gouji.figures import find_figures
    from gouji.renderings.json import figure_dicts
    from gouji.terminal import figure_rows, table

    (source,) = find_inputs([arguments.input])
    document = source.read()
    figures = find_figures(document)
    if arguments.json:
        print(as_json(figure_dicts(document, figures)))
    else:
        print(table(figure_rows(figures, arguments.lang), right=(2,)))
    return DONE
