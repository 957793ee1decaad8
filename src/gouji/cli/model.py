"""The commands of the embedded model 内置模型: its weights, and a server for other programs."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
from collections.abc import Iterator
from typing import Any

from gouji.cli.status import DONE


def run_fetch(arguments: argparse.Namespace) -> int:
    """Get the weights ready and print where they are."""
    from gouji import local

    with _bytes_bar("内置模型 / embedded model") as progress:
        path = local.fetch(source=arguments.source, progress=progress)
    print(path)
    return DONE


def run_path(_arguments: argparse.Namespace) -> int:
    """Print where the weights are."""
    from gouji import local

    print(local.weights_path())
    return DONE


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve the embedded model; the first line printed is JSON with its ``base_url``."""
    from gouji import local

    local.serve(arguments.port, lambda address: print(json.dumps({"base_url": address}), flush=True))
    return DONE


def prepare_local(arguments: argparse.Namespace) -> None:
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
    """A bar on standard error for bytes; gives the function that is told how many of how many."""
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
