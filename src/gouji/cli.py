"""The commands: extract, check, verify, figures, model.

Exit status: 0 done and complete, 1 findings at or above ``--fail-on``, 2 nothing could be done,
3 incomplete (what was paid for is kept and listed). 2 goes before 3, 3 before 1.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from gouji.errors import GoujiError, InputError, ModelError, RefusedError

if TYPE_CHECKING:
    from gouji.document import Document
    from gouji.findings import Finding
    from gouji.renderings.index import Entry
    from gouji.report import Report

DONE, FOUND, NOTHING, INCOMPLETE = 0, 1, 2, 3
FORMATS = "json,html,xlsx"
OVERVIEW = ("index", "summary")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the console script ``gouji``."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = _parser().parse_args(argv)
    try:
        done = int(arguments.run(arguments))
        sys.stdout.flush()
        return done
    except GoujiError as error:
        _say(f"gouji: {_printable(str(error))}")
        return NOTHING
    except KeyboardInterrupt:
        _say("\ngouji: 已中断；已得的回答都已保存，重新运行即可继续 / interrupted; run again to go on")
        return 130
    except BrokenPipeError:
        # The reader went away (| head): not our failure; what is left is not written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(NOTHING, f"{self.prog}: 用法有误 / wrong usage: {message}\n")


def _parser() -> argparse.ArgumentParser:
    from gouji import __version__

    parser = _Parser(prog="gouji", description="勾稽：读取绩效自评报告，核对每一个数字")
    parser.add_argument("--version", action="version", version=f"gouji {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    _extract_arguments(verbs.add_parser("extract", help="用模型读取报告 / read reports with a model"))
    _check_arguments(verbs.add_parser("check", help="不用模型，核对数字 / check the numbers, no model"))
    _verify_arguments(verbs.add_parser("verify", help="核对其他工具的结果 / check another tool's output"))
    figures = verbs.add_parser("figures", help="列出数字 / list the figures")
    figures.add_argument("input", metavar="INPUT")
    figures.add_argument("--json", action="store_true")
    figures.add_argument("--lang", choices=("zh", "en"), default="zh")
    figures.set_defaults(run=_figures)
    _model_arguments(verbs.add_parser("model", help="内置模型 / the embedded model"))
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fail-on", choices=("high", "medium", "low"), help="有此级别的不符则退出码为 1")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")


def _extract_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help="文件、文件夹或 -")
    parser.add_argument("--model", help="vendor/model；默认 local，即内置模型")
    parser.add_argument("--base-url", help="兼容 OpenAI 的地址；此时 --model 是完整的模型名")
    parser.add_argument("--strategy", choices=("anchored", "free"), default="anchored")
    parser.add_argument("--out", type=Path, default=Path("gouji-out"), metavar="DIR")
    parser.add_argument("--format", default=FORMATS, help=f"默认 {FORMATS}")
    parser.add_argument("--concurrency", type=_positive, metavar="N")
    parser.add_argument("--no-resume", action="store_true", help="不沿用也不保存已得的回答")
    parser.add_argument("--dry-run", action="store_true", help="只估算提问次数，不提问")
    parser.add_argument("--max-tokens-total", type=_positive, metavar="N")
    parser.add_argument("--quiet", action="store_true")
    _common(parser)
    parser.set_defaults(run=_extract)


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help="文件、文件夹或 -")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--out", type=Path, metavar="DIR")
    parser.add_argument("--format", default=FORMATS)
    _common(parser)
    parser.set_defaults(run=_check)


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("result", type=Path, metavar="RESULT.json")
    parser.add_argument("--source", required=True, metavar="INPUT")
    parser.add_argument("--json", action="store_true")
    _common(parser)
    parser.set_defaults(run=_verify)


def _model_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="model_verb", required=True, metavar="COMMAND")
    fetch = verbs.add_parser("fetch", help="备好权重 / get the weights ready")
    fetch.add_argument("--from", dest="source", metavar="FILE|URL")
    fetch.set_defaults(run=_model_fetch)
    verbs.add_parser("path", help="权重所在 / where the weights are").set_defaults(run=_model_path)
    serve = verbs.add_parser("serve", help="启动兼容 OpenAI 的服务 / an OpenAI-compatible server")
    serve.add_argument("--port", type=int, default=0)
    serve.set_defaults(run=_model_serve)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("应为正整数 / must be 1 or more")
    return number


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _printable(text: str) -> str:
    from gouji.terminal import plain

    return "\n".join(plain(line) if line.strip() else "" for line in text.split("\n"))


@dataclass(frozen=True)
class _Input:
    """A document to read: where it is, and the stem of its output files."""

    path: Path | None
    name: str
    stem: str

    def read(self) -> Document:
        from gouji.formats import read

        return read(self.path) if self.path is not None else _read_stdin()


def _read_stdin() -> Document:
    import tempfile

    from gouji.formats import read

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stdin"
        path.write_bytes(sys.stdin.buffer.read())
        try:
            return read(path, name="stdin")
        except InputError as error:
            raise type(error)("-", error.reason, error.hint) from error


def _inputs(names: Sequence[str]) -> list[_Input]:
    """The files that INPUT names stand for, with stems that do not clash.

    Raises:
        InputError: A file is missing, a folder holds nothing readable.
    """
    found: list[tuple[Path | None, Path]] = []
    for name in names:
        if name == "-":
            found.append((None, Path("stdin")))
            continue
        path = Path(name)
        if path.is_dir():
            found += [(file, file.relative_to(path)) for file in _readable_files(path)]
        else:
            found.append((path, Path(path.name)))
    unique = list(_once(found))
    relatives = [relative for _, relative in unique]
    stems = _stems(relatives)
    return [
        _Input(path, _name(path, relative, relatives), stem)
        for (path, relative), stem in zip(unique, stems, strict=True)
    ]


def _once(found: list[tuple[Path | None, Path]]) -> Iterator[tuple[Path | None, Path]]:
    seen: set[Path | None] = set()
    for path, relative in found:
        key = path.resolve() if path is not None else None
        if key not in seen:
            seen.add(key)
            yield path, relative


def _name(path: Path | None, relative: Path, relatives: list[Path]) -> str:
    """What messages call an input: its path relative to INPUT, or as given where two are the same."""
    if path is None:
        return "-"
    return (relative if relatives.count(relative) < 2 else path).as_posix()


def _stems(relatives: list[Path]) -> list[str]:
    """Stems of the output files, all different, also where case does not count.

    Folders and the suffix come in where stems clash, with each other or with the overview's, and a
    number where that does not help.
    """
    clashing = Counter(relative.stem.casefold() for relative in relatives)
    taken = set(OVERVIEW) if len(relatives) > 1 else set()
    stems: list[str] = []
    for relative in relatives:
        clashes = clashing[relative.stem.casefold()] > 1 or relative.stem.casefold() in taken
        stem = whole = "-".join(relative.parts) if clashes else relative.stem
        number = 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{whole}-{number}"
        taken.add(stem.casefold())
        stems.append(stem)
    return stems


def _readable_files(folder: Path) -> list[Path]:
    from gouji.formats import readable_suffixes

    suffixes = set(readable_suffixes())
    files = sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and file.suffix.lower() in suffixes and not file.name.startswith((".", "~$"))
    )
    if not files:
        raise InputError(
            folder,
            "文件夹中没有可读的报告 / no readable report in the folder",
            "可读格式 / readable: " + " ".join(sorted(suffixes)),
        )
    return files


def _extract(arguments: argparse.Namespace) -> int:
    from gouji.pipeline import Extractor
    from gouji.progress import display_for

    formats = _formats(arguments.format)
    inputs = _inputs(arguments.inputs)
    options: dict[str, Any] = {
        "base_url": arguments.base_url,
        "strategy": arguments.strategy,
        "concurrency": arguments.concurrency,
        "max_tokens_total": arguments.max_tokens_total,
    }
    if arguments.no_resume or arguments.dry_run:
        options["store"] = None
    if arguments.dry_run:
        return _dry_run(arguments, inputs, options)
    if not arguments.quiet:
        _prepare_local(arguments)
    display = display_for(False if arguments.quiet else None)
    hooks = [display] if display is not None else []
    with contextlib.ExitStack() as stack:
        if display is not None:
            stack.callback(display.close)
        extractor = stack.enter_context(Extractor(arguments.model, hooks=hooks, **options))
        _announce(extractor, quiet=arguments.quiet)
        entries = _read_all(inputs, extractor.extract, arguments, formats)
    return _finish(entries, arguments)


def _announce(extractor: Any, *, quiet: bool) -> None:
    """Name the host before the first byte leaves; an address on this machine only if anybody listens."""
    from urllib.parse import urlsplit

    parts = urlsplit(extractor.address)
    here = extractor.address == "local" or (parts.hostname in ("localhost", "127.0.0.1", "::1") and quiet)
    if not here:
        _say(f"文本将发往 / the text goes to: {parts.netloc or extractor.address}（{extractor.model}）")


def _prepare_local(arguments: argparse.Namespace) -> None:
    """Join the embedded weights under a progress bar, before anything else waits for them."""
    from gouji.extraction.providers import resolve

    provider, _ = resolve(arguments.model, arguments.base_url, os.environ)
    if provider.name == "local":
        from gouji import local

        local.require()
        with _bytes_bar("准备内置模型 / preparing the embedded model") as progress:
            local.weights_path(progress=progress)


@contextlib.contextmanager
def _bytes_bar(what: str) -> Iterator[Any]:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task: Any = None

        def progress(done: int, total: int) -> None:
            nonlocal task
            if task is None:
                task = bar.add_task(what, total=total)
            bar.update(task, completed=done, total=total)

        yield progress


def _dry_run(arguments: argparse.Namespace, inputs: list[_Input], options: dict[str, Any]) -> int:
    from gouji.extraction.prompt import load_prompt
    from gouji.pipeline import Extractor
    from gouji.terminal import table

    zh = arguments.lang == "zh"
    rows = [["文件", "提问", "字符", "金额"] if zh else ["file", "requests", "characters", "amounts"]]
    total = characters = 0
    with Extractor(arguments.model, **options) as extractor:
        for item in inputs:
            plan = extractor.plan(item.read())
            total += plan["requests"]
            characters += plan["characters"]
            rows.append([item.name, str(plan["requests"]), str(plan["characters"]), str(plan["slots"])])
        system = len(load_prompt(extractor.strategy).system)
    print(table(rows, right=(1, 2, 3)))
    _say(
        f"合计 {total} 次提问；正文约 {characters} 字，另有每次 {system} 字的固定提示（多数服务按缓存计价）"
        f" / {total} requests, about {characters} characters of text, plus a constant prompt of {system} each"
    )
    return DONE


def _formats(text: str) -> list[str]:
    from gouji.renderings import all_renderings

    wanted = [name.strip() for name in text.split(",") if name.strip()]
    known = all_renderings()
    for name in wanted:
        if name not in known:
            raise GoujiError(
                f"没有这种输出格式 / no such format: {name}（可用 / known: {', '.join(sorted(known))}）"
            )
    return wanted


def _read_all(
    inputs: list[_Input], verb: Any, arguments: argparse.Namespace, formats: list[str]
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
            _say(f"gouji: {_printable(str(error))}")
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
    with _writing_to(out):
        out.mkdir(parents=True, exist_ok=True)
        for name in formats:
            path = out / f"{stem}{all_renderings()[name].suffix}"
            write(report, name, path, lang=lang)
            files[name] = path.name
    return files


@contextlib.contextmanager
def _writing_to(out: Path) -> Iterator[None]:
    """Turn what the file system refuses into an error that names it and says what to do."""
    try:
        yield
    except OSError as error:
        raise GoujiError(
            f"{error.filename2 or error.filename or out}: 无法写入 / cannot be written ({error.strerror})\n"
            "  → 换一个 --out 目录；已得的回答都已保存 / choose another --out; the answers are kept"
        ) from error


def _finish(entries: list[Entry], arguments: argparse.Namespace) -> int:
    from gouji.renderings.index import write_index, write_summary
    from gouji.terminal import summary_lines, usage_line

    if len(entries) > 1 and arguments.out is not None and any(entry.report is not None for entry in entries):
        with _writing_to(arguments.out):
            write_index(entries, arguments.out / "index.html", lang=arguments.lang)
            write_summary(entries, arguments.out / "summary.xlsx", lang=arguments.lang)
    if not getattr(arguments, "quiet", False):
        for entry in entries:
            if entry.report is None:
                continue
            for line in summary_lines(entry.report, arguments.lang):
                _say(line)
            if entry.report.usage.requests or entry.report.usage.reused:
                _say("  " + usage_line(entry.report, arguments.lang))
            for name in sorted(entry.files):
                _say(f"  {name}: {_printable(str(arguments.out / entry.files[name]))}")
        if len(entries) > 1 and arguments.out is not None:
            _say(f"总览 / overview: {arguments.out / 'index.html'}")
    return _status(entries, arguments.fail_on)


def _status(entries: list[Entry], fail_on: str | None) -> int:
    reports = [entry.report for entry in entries if entry.report is not None]
    if not reports:
        return NOTHING
    if len(reports) < len(entries) or not all(report.complete for report in reports):
        return INCOMPLETE
    if fail_on is not None and any(
        _grave(finding, fail_on) for report in reports for finding in report.contradicted
    ):
        return FOUND
    return DONE


def _grave(finding: Finding, fail_on: str) -> bool:
    from gouji.findings import SEVERITIES

    return SEVERITIES.index(finding.severity) <= SEVERITIES.index(fail_on)


def _check(arguments: argparse.Namespace) -> int:
    from gouji.pipeline import check
    from gouji.renderings.json import check_dict
    from gouji.terminal import summary_lines

    formats = _formats(arguments.format)
    entries = _read_all(_inputs(arguments.inputs), check, arguments, formats)
    reports = [entry.report for entry in entries if entry.report is not None]
    if arguments.json:
        objects = [check_dict(report) for report in reports]
        print(_json(objects[0] if len(entries) == 1 and objects else objects))
    else:
        print("\n".join(line for report in reports for line in summary_lines(report, arguments.lang)))
    if arguments.out is not None:
        arguments.quiet = True
        return _finish(entries, arguments)
    return _status(entries, arguments.fail_on)


def _verify(arguments: argparse.Namespace) -> int:
    from gouji.pipeline import verify
    from gouji.renderings.index import Entry
    from gouji.renderings.json import report_dict
    from gouji.terminal import finding_lines, summary_lines

    (source,) = _inputs([arguments.source])
    report = verify(arguments.result, source=source.read())
    if arguments.json:
        print(_json(report_dict(report)))
    else:
        print("\n".join(summary_lines(report, arguments.lang)))
        print("\n".join(finding_lines(report.undetermined, arguments.lang)))
    return _status([Entry(name=source.name, report=report)], arguments.fail_on)


def _figures(arguments: argparse.Namespace) -> int:
    from gouji.figures import find_figures
    from gouji.renderings.json import figure_dicts
    from gouji.terminal import figure_rows, table

    (source,) = _inputs([arguments.input])
    document = source.read()
    figures = find_figures(document)
    if arguments.json:
        print(_json(figure_dicts(document, figures)))
    else:
        print(table(figure_rows(figures, arguments.lang), right=(2,)))
    return DONE


def _json(value: object) -> str:
    from gouji.renderings.json import dumps

    return dumps(value).rstrip("\n")


def _model_fetch(arguments: argparse.Namespace) -> int:
    from gouji import local

    with _bytes_bar("内置模型 / embedded model") as progress:
        path = local.fetch(source=arguments.source, progress=progress)
    print(path)
    return DONE


def _model_path(_arguments: argparse.Namespace) -> int:
    from gouji import local

    print(local.weights_path())
    return DONE


def _model_serve(arguments: argparse.Namespace) -> int:
    from gouji import local

    local.serve(arguments.port, lambda address: print(json.dumps({"base_url": address}), flush=True))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
