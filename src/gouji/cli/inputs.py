"""The documents that INPUT names stand for: files, folders, standard input."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.errors import InputError

if TYPE_CHECKING:
    from gouji.document import Document

OVERVIEW = ("index", "summary")


@dataclass(frozen=True)
class Input:
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


def find_inputs(names: Sequence[str]) -> list[Input]:
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
    often = Counter(relatives)
    return [
        Input(path, _name(path, relative, often[relative]), stem)
        for (path, relative), stem in zip(unique, stems, strict=True)
    ]


def _once(found: list[tuple[Path | None, Path]]) -> Iterator[tuple[Path | None, Path]]:
    seen: set[Path | None] = set()
    for path, relative in found:
        key = path.resolve() if path is not None else None
        if key not in seen:
            seen.add(key)
            yield path, relative


def _name(path: Path | None, relative: Path, often: int) -> str:
    """What messages call an input: its path relative to INPUT, or as given where two are the same."""
    if path is None:
        return "-"
    return (relative if often < 2 else path).as_posix()


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
