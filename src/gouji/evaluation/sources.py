"""Where predictions and gold come from: a file, a folder, a value, or several of them by name."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.errors import ResultError
from gouji.evaluation.forms import PARTS, as_gold, as_result, wrong_form

if TYPE_CHECKING:
    from gouji.report import Report

    Result = str | os.PathLike[str] | Mapping[str, Any] | Report
    Results = Result | Mapping[str, Result]

GOLD_SUFFIX = ".gold"
_MOST_NAMES = 6


@dataclass(frozen=True)
class Named:
    """A result that has not been read yet; ``name`` is empty where nobody gave it one."""

    name: str
    label: str
    read: Callable[[], object]


@dataclass(frozen=True)
class Couple:
    """A gold and the prediction for it; ``predicted`` is ``None`` where there is none."""

    name: str
    gold: Mapping[str, Any]
    predicted: Mapping[str, Any] | None
    gold_label: str


def couples(predictions: Results, gold: Results) -> tuple[list[Couple], list[str]]:
    """Each gold with its prediction, by name, and the names of predictions that have no gold.

    Where each side is one single result they belong together, whatever they are called.

    Raises:
        ResultError: Something cannot be read or has the wrong form, or no name is on both sides.
    """
    ours, theirs = named(predictions, "predictions", gold=False), named(gold, "gold", gold=True)
    if len(ours) == len(theirs) == 1 and not (_is_folder(predictions) or _is_folder(gold)):
        name = theirs[0].name or ours[0].name
        ours, theirs = [replace(ours[0], name=name)], [replace(theirs[0], name=name)]
    by_name = {_key(each.name): each for each in ours}
    _need_a_pair(ours, theirs)
    made = [_couple(by_name.pop(_key(each.name), None), each) for each in theirs]
    return made, [each.name for each in by_name.values()]


def _couple(ours: Named | None, theirs: Named) -> Couple:
    gold = as_gold(theirs.label, theirs.read())
    predicted = None if ours is None else as_result(ours.label, ours.read(), empty=True)
    return Couple(theirs.name, gold, predicted, theirs.label)


def _need_a_pair(ours: Sequence[Named], theirs: Sequence[Named]) -> None:
    if {_key(each.name) for each in ours} & {_key(each.name) for each in theirs}:
        return
    raise ResultError(
        "预测与标注没有同名的 / no prediction has the name of a gold"
        f"（预测 / predictions: {_names(ours)}；标注 / gold: {_names(theirs)}）\n"
        "  → X.json 对 X.gold.json 或 X.json；一份对一份时不看名称"
        " / X.json goes with X.gold.json or X.json; one single file of each goes with the other"
    )


def _names(listed: Sequence[Named]) -> str:
    shown = [each.name or "—" for each in listed[:_MOST_NAMES]]
    return ", ".join(shown) + (f" … ({len(listed)})" if len(listed) > _MOST_NAMES else "") or "—"


def _key(name: str) -> str:
    """Names are the same however a file system writes their characters."""
    return unicodedata.normalize("NFC", name)


def named(results: Results, side: str, *, gold: bool) -> list[Named]:
    """The results that a value stands for, sorted by name where it is a folder.

    Raises:
        ResultError: It is none of the things that it may be; a folder has no result in it.
    """
    if isinstance(results, str | os.PathLike):
        path = Path(results)
        return _folder(path, gold=gold) if path.is_dir() else [_file(path)]
    if isinstance(results, Mapping) and results and not any(part in results for part in PARTS):
        if any(isinstance(each, list | int | float | bool | None) for each in results.values()):
            as_result(side, results)
        return [_one(str(name), each, f"{side}[{name!r}]") for name, each in results.items()]
    return [_one("", results, side)]


def _one(name: str, result: object, label: str) -> Named:
    if isinstance(result, str | os.PathLike):
        path = Path(result)
        return Named(name, str(path), lambda: read_json(path))
    if isinstance(result, Mapping):
        return Named(name, name or label, lambda: result)
    to_dict = getattr(result, "to_dict", None)
    if to_dict is None:
        told = "路径、字典、Report，或名称到这些的映射 / a path, a dict, a Report, or a mapping of names to these"
        raise ResultError(f"{label}: 应为{told}, not {type(result).__name__}")
    document = getattr(result, "document", None)
    return Named(name or Path(getattr(document, "name", "")).stem, name or label, to_dict)


def _file(path: Path) -> Named:
    return Named(stem(path), str(path), lambda: read_json(path))


def _folder(folder: Path, *, gold: bool) -> list[Named]:
    """The JSON files of a folder; of one that holds both, ``X.gold.json`` are the gold, the rest is not."""
    files = sorted(file for file in folder.glob("*.json") if file.is_file() and not file.name.startswith("."))
    marked = [file for file in files if file.stem.endswith(GOLD_SUFFIX)]
    plain = [file for file in files if file not in set(marked)]
    chosen = (marked or plain) if gold else (plain or marked)
    if not chosen:
        hint = "应有 X.json 或 X.gold.json / X.json or X.gold.json is expected"
        raise wrong_form(str(folder), "", "文件夹中没有 JSON 文件 / no JSON file in the folder", hint)
    return [_file(file) for file in chosen]


def stem(path: Path) -> str:
    """The name that a file is paired by: ``a.json`` and ``a.gold.json`` are both ``a``."""
    return path.name.removesuffix(".json").removesuffix(GOLD_SUFFIX)


def _is_folder(results: object) -> bool:
    return isinstance(results, str | os.PathLike) and Path(results).is_dir()


def read_json(path: Path) -> object:
    """The JSON in a file, UTF-8 with or without a byte order mark.

    Raises:
        ResultError: It cannot be read or is no JSON; with line and column.
    """
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        reason, hint = f"无法读取 / cannot be read ({error.strerror})", "请检查路径 / check the path"
    except UnicodeDecodeError as error:
        reason = f"不是 UTF-8 文本 / not UTF-8 text (byte {error.start})"
        hint = "请存为 UTF-8 / save it as UTF-8"
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 列 / line {error.lineno}, column {error.colno}"
        reason = f"不是合法的 JSON / no valid JSON: {error.msg} ({place})"
        hint = "文件可能没有写完 / the file may be cut off"
    except (RecursionError, ValueError) as error:
        reason = f"无法解析 / cannot be parsed ({error})"
        hint = "嵌套过深或数字过长 / it is nested too deeply, or a number is too long"
    raise wrong_form(str(path), "", reason, hint)
