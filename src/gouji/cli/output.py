"""Reading one input after another, and the files and lines that come of it."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.cli.inputs import Input
from gouji.cli.printing import printable, say
from gouji.cli.status import exit_status
from gouji.errors import GoujiError, InputError, ModelError, RefusedError

if TYPE_CHECKING:
    from gouji.renderings.index import Entry
    from gouji.report import Report


def parse_formats(text: str) -> list[str]:
    """The formats of ``--format``, separated by commas.

    Raises:
        GoujiError: One of them is unknown.
    """
    from gouji.renderings import all_renderings

    wanted = [name.strip() for name in text.split(",") if name.strip()]
    known = all_renderings()
    for name in wanted:
        if name not in known:
            raise GoujiError(
                f"没有这种输出格式 / no such format: {name}（可用 / known: {', '.join(sorted(known))}）"
            )
    return wanted


def read_all(
    inputs: list[Input], verb: Any, arguments: argparse.Namespace, formats: list[str]
) -> list[Entry]:
    """Read every input, write its files at once, go on after one that fails."""
    from gouji.renderings.index import Entry

    entries: list[Entry] = []
    for number, item in enumerate(inputs):
        try:
            report = verb(item.read())
        except (InputError, ModelError) as error:
            if len(inputs) == 1:
                raise
            say(f"gouji: {printable(str(error))}")
            entries.append(Entry(name=item.name, error=str(error)))
            if isinstance(error, RefusedError) and error.fatal:
                entries += [Entry(name=rest.name, error=str(error)) for rest in inputs[number + 1 :]]
                break
            continue
        if arguments.out is not None:
            files = _write(report, item.stem, arguments.out, formats, arguments.lang)
            entries.append(Entry(name=item.name, report=report, files=files))
        else:
            entries.append(Entry(name=item.name, report=report))
    return entries


def _write(report: Report, stem: str, out: Path, formats: list[str], lang: Any) -> dict[str, str]:
    from gouji.renderings import all_renderings, write

    files: dict[str, str] = {}
    with writing_to(out):
        out.mkdir(parents=True, exist_ok=True)
        for name in formats:
            path = out / f"{stem}{all_renderings()[name].suffix}"
            write(report, name, path, lang=lang)
            files[name] = path.name
    return files


@contextlib.contextmanager
def writing_to(out: Path) -> Iterator[None]:
    """Turn what the file system refuses into an error that names it and says what to do."""
    try:
        yield
    except OSError as error:
        raise GoujiError(
            f"{error.filename2 or error.filename or out}: 无法写入 / cannot be written ({error.strerror})\n"
            "  → 换一个 --out 目录；已得的回答都已保存 / choose another --out; the answers are kept"
        ) from error


def finish(entries: list[Entry], arguments: argparse.Namespace) -> int:
    """Write the overview of several inputs, say what was found and written; the exit status.

    Raises:
        GoujiError: The overview cannot be written.
    """
    from gouji.renderings.index import write_index, write_summary
    from gouji.terminal import summary_lines, usage_line

    if len(entries) > 1 and arguments.out is not None and any(entry.report is not None for entry in entries):
        with writing_to(arguments.out):
            write_index(entries, arguments.out / "index.html", lang=arguments.lang)
            write_summary(entries, arguments.out / "summary.xlsx", lang=arguments.lang)
    if not getattr(arguments, "quiet", False):
        for entry in entries:
            if entry.report is None:
                continue
            for line in summary_lines(entry.report, arguments.lang):
                say(line)
            if entry.report.usage.requests or entry.report.usage.reused:
                say("  " + usage_line(entry.report, arguments.lang) + _cost(entry.report, arguments))
            for name in sorted(entry.files):
                say(f"  {name}: {printable(str(arguments.out / entry.files[name]))}")
        if len(entries) > 1 and arguments.out is not None:
            say(f"总览 / overview: {arguments.out / 'index.html'}")
    return exit_status(entries, arguments.fail_on)


def _cost(report: Any, arguments: argparse.Namespace) -> str:
    """What a report cost at the caller's prices."""
    if not getattr(arguments, "price", None):
        return ""
    from gouji.extraction.price import Price

    cost = Price.parse(arguments.price).of(report.usage)
    return f"，费用 {cost}" if arguments.lang == "zh" else f", cost {cost}"
