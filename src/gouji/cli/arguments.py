"""What may be typed after ``gouji``: every command, its options, and the function that runs it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from gouji.cli.check import run_check, run_figures, run_verify
from gouji.cli.evaluate import run_eval
from gouji.cli.extract import run_extract
from gouji.cli.model import run_fetch, run_path, run_serve
from gouji.cli.status import NOTHING

FORMATS = "json,html,xlsx"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(NOTHING, f"{self.prog}: 用法有误 / wrong usage: {message}\n")


def command_line() -> argparse.ArgumentParser:
    """The parser of everything; the arguments it gives hold the function to run, as ``run``."""
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
    figures.set_defaults(run=run_figures)
    _eval_arguments(verbs.add_parser("eval", help="对照标注评测抽取质量 / score results against a gold"))
    _model_arguments(verbs.add_parser("model", help="内置模型 / the embedded model"))
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fail-on", choices=("high", "medium", "low"), help="有此级别的不符则退出码为 1")
    parser.add_argument(
        "--baseline", metavar="FILE", help="复核意见：已说明的不再使退出码为 1 / a reviewer's decisions"
    )
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
    parser.add_argument("--dry-run", action="store_true", help="只估算提问次数、词元和费用，不提问")
    parser.add_argument("--max-tokens-total", type=_positive, metavar="N")
    parser.add_argument(
        "--price", metavar="IN,CACHED,OUT", help="每百万词元的单价，如 2,0.2,8 / for a million tokens"
    )
    parser.add_argument("--quiet", action="store_true")
    _common(parser)
    parser.set_defaults(run=run_extract)


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help="文件、文件夹或 -")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--out", type=Path, metavar="DIR")
    parser.add_argument("--format", default=FORMATS)
    parser.add_argument(
        "--profile", metavar="NAME|FILE", help="权重、等级和阈值 / weights, grades, thresholds"
    )
    parser.add_argument(
        "--write-baseline", type=Path, metavar="FILE", help="写出待填的复核意见 / write decisions to fill in"
    )
    parser.add_argument("--quality", action="store_true", help="也查文字质量 / check the text's quality too")
    _common(parser)
    parser.set_defaults(run=run_check)


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("result", type=Path, metavar="RESULT.json")
    parser.add_argument("--source", required=True, metavar="INPUT")
    parser.add_argument(
        "--examples",
        type=Path,
        metavar="FILE",
        help="提取所用的提示词，查示例混入 / the prompt it was made with",
    )
    parser.add_argument("--json", action="store_true")
    _common(parser)
    parser.set_defaults(run=run_verify)


def _eval_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("predicted", type=Path, metavar="PREDICTED", help="结果 JSON 或文件夹")
    parser.add_argument("gold", type=Path, metavar="GOLD", help="标注 JSON 或文件夹")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--out", type=Path, metavar="DIR", help="写出 evaluation.html 和 evaluation.json")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.set_defaults(run=run_eval)


def _model_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="model_verb", required=True, metavar="COMMAND")
    fetch = verbs.add_parser("fetch", help="备好权重 / get the weights ready")
    fetch.add_argument("--from", dest="source", metavar="FILE|URL")
    fetch.set_defaults(run=run_fetch)
    verbs.add_parser("path", help="权重所在 / where the weights are").set_defaults(run=run_path)
    serve = verbs.add_parser("serve", help="启动兼容 OpenAI 的服务 / an OpenAI-compatible server")
    serve.add_argument("--port", type=int, default=0)
    serve.set_defaults(run=run_serve)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("应为正整数 / must be 1 or more")
    return number
