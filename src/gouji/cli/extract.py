"""The command that asks a model: extract, and what it would ask with ``--dry-run``."""

from __future__ import annotations

import argparse
import contextlib
from typing import Any

from gouji.cli.decisions import decided, read_baseline, say_decisions
from gouji.cli.inputs import Input, find_inputs
from gouji.cli.model import prepare_local
from gouji.cli.output import finish, parse_formats, read_all
from gouji.cli.printing import say
from gouji.cli.status import DONE


def run_extract(arguments: argparse.Namespace) -> int:
    """Read every input with a model, write its files, and say what was found and what it cost.

    Raises:
        GoujiError: No model can be asked, an option or the only input cannot be used, or ``--out``
            cannot be written.
    """
    from gouji.pipeline import Extractor
    from gouji.progress import display_for

    formats = parse_formats(arguments.format)
    baseline = read_baseline(arguments)
    inputs = find_inputs(arguments.inputs)
    options: dict[str, Any] = {
        "base_url": arguments.base_url,
        "strategy": arguments.strategy,
        "concurrency": arguments.concurrency,
        "max_tokens_total": arguments.max_tokens_total,
    }
    if arguments.no_resume or arguments.dry_run:
        options["store"] = None
    if arguments.price:
        from gouji.extraction.price import Price

        Price.parse(arguments.price)
    if arguments.dry_run:
        return _dry_run(arguments, inputs, options)
    if not arguments.quiet:
        prepare_local(arguments)
    display = display_for(False if arguments.quiet else None)
    hooks = [display] if display is not None else []
    with contextlib.ExitStack() as stack:
        if display is not None:
            stack.callback(display.close)
        extractor = stack.enter_context(Extractor(arguments.model, hooks=hooks, **options))
        _announce(extractor, quiet=arguments.quiet)
        entries = read_all(inputs, decided(extractor.extract, baseline), arguments, formats)
    say_decisions(entries, baseline)
    return finish(entries, arguments)


def _announce(extractor: Any, *, quiet: bool) -> None:
    """Name the host before the first byte leaves; an address on this machine only if anybody listens."""
    from urllib.parse import urlsplit

    parts = urlsplit(extractor.address)
    here = extractor.address == "local" or (parts.hostname in ("localhost", "127.0.0.1", "::1") and quiet)
    if not here:
        say(f"文本将发往 / the text goes to: {parts.netloc or extractor.address}（{extractor.model}）")


def _dry_run(arguments: argparse.Namespace, inputs: list[Input], options: dict[str, Any]) -> int:
    """Print what a run would ask: requests and tokens of each report, and what that costs."""
    from gouji.extraction.price import Price
    from gouji.extraction.usage import Usage
    from gouji.pipeline import Extractor
    from gouji.terminal import table

    zh = arguments.lang == "zh"
    price = Price.parse(arguments.price) if arguments.price else None
    head = ["文件", "提问", "字符", "金额", "输入词元", "其中缓存", "输出词元", "费用"]
    if not zh:
        head = ["file", "requests", "characters", "amounts", "tokens in", "cached", "tokens out", "cost"]
    rows, total = [head if price else head[:-1]], Usage()
    with Extractor(arguments.model, **options) as extractor:
        for item in inputs:
            plan = extractor.plan(item.read())
            usage = Usage(
                plan["requests"], plan["prompt_tokens"], plan["cached_tokens"], plan["completion_tokens"]
            )
            total += usage
            cost = [str(price.of(usage))] if price else []
            rows.append([item.name, *map(str, plan.values()), *cost])
    print(table(rows, right=tuple(range(1, len(head)))))
    spent = f"，约 {price.of(total)}" if price else ""
    spent_en = f", about {price.of(total)}" if price else ""
    say(
        f"合计约 {total.requests} 次提问、{total.tokens} 词元{spent}（未计更正时的重问）"
        f" / about {total.requests} requests, {total.tokens} tokens{spent_en}, re-asks not counted"
    )
    return DONE
