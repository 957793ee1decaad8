"""The answers that were paid for, kept as they come (已得回答的存储), so that a killed run goes on.

One SQLite file in the user's cache folder (``GOUJI_CACHE`` names another folder). Each answer is one
committed transaction with its own digest: after a power cut it is there whole, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
import time
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlsplit

from gouji.errors import StoreError

_APPLICATION = 0x676F756A  # "gouj" in the file's head: a database of something else is refused
_VERSION = 1
_BUSY_SECONDS = 30.0
_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, content BLOB NOT NULL, model TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
    seconds REAL NOT NULL, digest TEXT NOT NULL, kept_at REAL NOT NULL
)"""
_GET = """
SELECT content, model, prompt_tokens, cached_tokens, completion_tokens, seconds, digest
FROM answers WHERE key = ?"""
_PUT = "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"

# Said to the server, but no part of the question: the answer is the same with another value.
_NOT_IN_THE_ANSWER = frozenset({"timeout", "extra_headers", "stream", "stream_options", "user", "metadata"})
_WAY_OUT = (
    "\n  → 删除该文件（已得回答会丢失），或用 --no-resume"
    " / delete the file (its answers are lost), or use --no-resume"
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class KeptAnswer:
    """A complete answer of a model (已得回答) and what it cost; ``seconds`` is the wall time of the call."""

    content: str
    model: str
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    seconds: float


class AnswerStore(Protocol):
    """What an ``Extractor`` needs of a store: put your own in its place. Calls come from several threads."""

    def get(self, key: str) -> KeptAnswer | None:
        """Return the answer kept under *key*, or ``None``."""

    def put(self, key: str, answer: KeptAnswer) -> None:
        """Keep a complete answer, replacing an earlier one."""

    def close(self) -> None:
        """Let go of what the store holds."""


def answer_key(request: Mapping[str, object], *, base_url: str) -> str:
    """Name a question by everything that determines its answer, as 64 hexadecimal digits.

    The order of names inside a schema counts (a model answers in that order), the order of the
    request's own names does not. Time-outs, headers and streaming do not count, nor does the key.

    Args:
        request: What is sent: messages, response_format, model, temperature, seed, max_tokens, extra
            body, and the mode. Plain JSON values only.
        base_url: The address asked; ``local`` for the embedded server, whose port changes each time.

    Raises:
        TypeError: The request holds something that is not plain JSON.
    """
    counted = {name: request[name] for name in sorted(request) if name not in _NOT_IN_THE_ANSWER}
    try:
        text = json.dumps(
            ["gouji-answer-1", _place(base_url), counted], allow_nan=False, separators=(",", ":")
        )
    except (TypeError, ValueError) as error:
        raise TypeError(f"a question must be plain JSON to be kept: {error}") from error
    return hashlib.sha256(text.encode("ascii")).hexdigest()


class MemoryStore:
    """Kept answers in memory (内存存储): for one process, gone with it."""

    def __init__(self) -> None:
        self._answers: dict[str, KeptAnswer] = {}
        self._lock = threading.Lock()

    def get(self, key: str) -> KeptAnswer | None:
        """Return the answer kept under *key*, or ``None``."""
        with self._lock:
            return self._answers.get(key)

    def put(self, key: str, answer: KeptAnswer) -> None:
        """Keep an answer, replacing an earlier one."""
        with self._lock:
            self._answers[key] = answer

    def close(self) -> None:
        """Do nothing: the answers stay as long as the object."""

    def __len__(self) -> int:
        return len(self._answers)


class Store:
    """Kept answers in one SQLite file (回答存储), shared by threads and by processes.

    It may be pickled and carried over a fork: each process opens the file for itself.

    Args:
        path: The file. Without it ``answers.sqlite`` in ``GOUJI_CACHE``, or in the user's cache folder.

    Raises:
        StoreError: The folder cannot be written, the file is damaged, belongs to something else, or
            was made by another version of gouji. Every method may raise it.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        self.path = Path(path) if path is not None else default_path()
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._left_behind: list[sqlite3.Connection] = []
        self._connection: sqlite3.Connection | None = self._open()

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r})"

    def __reduce__(self) -> tuple[type[Store], tuple[Path]]:
        return type(self), (self.path,)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        ((count,),) = self._run("SELECT count(*) FROM answers")
        return int(str(count))

    def get(self, key: str) -> KeptAnswer | None:
        """Return the answer kept under *key*, or ``None``; a row that was damaged on disk is a StoreError."""
        rows = self._run(_GET, (key,))
        if not rows:
            return None
        *values, digest = rows[0]
        answer = self._answer(values)
        if answer is None or _digest(key, answer) != digest:
            raise StoreError(self._damaged("a kept answer does not match its digest"))
        return answer

    def put(self, key: str, answer: KeptAnswer) -> None:
        """Keep a complete answer for good, replacing an earlier one."""
        content = answer.content.encode("utf-8", "surrogatepass")
        row = (key, content, *astuple(answer)[1:], _digest(key, answer), time.time())
        self._run(_PUT, row)

    def close(self) -> None:
        """Close the file; a closed store can be neither read nor written. May be called twice."""
        with self._lock:
            if self._connection is not None and self._process == os.getpid():
                self._connection.close()
            self._connection = None

    def _run(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        if self._process != os.getpid():
            self._reopen_after_fork()
        with self._lock:
            if self._connection is None:
                raise StoreError(f"存储已关闭 / the store is closed: {self.path}")
            try:
                return self._connection.execute(statement, values).fetchall()
            except sqlite3.Error as error:
                raise self._explained(error) from error

    def _reopen_after_fork(self) -> None:
        # A connection of the parent must be neither used nor closed here; it is only kept from the collector.
        self._lock = threading.Lock()
        self._left_behind += [self._connection] if self._connection is not None else []
        self._process = os.getpid()
        self._connection = self._open() if self._connection is not None else None

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Without a transaction opened behind our back each statement commits by itself.
            connection = sqlite3.connect(
                self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        except OSError as error:
            raise StoreError(self._unwritable(error.strerror or str(error))) from error
        except sqlite3.Error as error:
            raise self._explained(error) from error
        try:
            self._prepare(connection)
        except sqlite3.Error as error:
            connection.close()
            raise self._explained(error) from error
        except StoreError:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        _use_write_ahead_log(connection)
        connection.execute("BEGIN IMMEDIATE")
        try:
            self._claim(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _claim(self, connection: sqlite3.Connection) -> None:
        """Write the table into a new file; refuse a file that is not ours."""
        version, owner = _pragma(connection, "user_version"), _pragma(connection, "application_id")
        ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        if (version, owner, tables) == (0, 0, 0):
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {_VERSION}")
        elif owner != _APPLICATION:
            raise StoreError(f"不是 gouji 的存储文件 / not a store of gouji: {self.path}{_WAY_OUT}")
        elif version != _VERSION:
            why = (
                f"版本 {version}，本程序读写版本 {_VERSION} / version {version}, this gouji reads {_VERSION}"
            )
            raise StoreError(
                f"存储由另一版本的 gouji 写成 / written by another gouji: {self.path} ({why}){_WAY_OUT}"
            )

    def _explained(self, error: sqlite3.Error) -> StoreError:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StoreError(
                f"存储被另一进程占用 / the store is held by another process: {self.path}{_WAY_OUT}"
            )
        if name.startswith(
            ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_FULL", "SQLITE_IOERR")
        ):
            return StoreError(self._unwritable(str(error)))
        return StoreError(self._damaged(str(error)))

    def _unwritable(self, why: str) -> str:
        way_out = (
            "\n  → 用 GOUJI_CACHE 指定可写的文件夹，或用 --no-resume"
            " / set GOUJI_CACHE to a folder that can be written, or use --no-resume"
        )
        return f"存储无法写入 / the store cannot be written: {self.path} ({why}){way_out}"

    def _damaged(self, why: str) -> str:
        return f"存储文件已损坏 / the store is damaged: {self.path} ({why}){_WAY_OUT}"

    @staticmethod
    def _answer(values: list[object]) -> KeptAnswer | None:
        content, model, prompt, cached, completion, seconds = values
        try:
            text = content.decode("utf-8", "surrogatepass") if isinstance(content, bytes) else str(content)
            numbers = (int(str(prompt)), int(str(cached)), int(str(completion)))
            return KeptAnswer(text, str(model), *numbers, float(str(seconds)))
        except ValueError:
            return None


def default_path() -> Path:
    """Return where answers are kept: ``answers.sqlite`` in ``GOUJI_CACHE``, or in the user's cache folder."""
    folder = os.environ.get("GOUJI_CACHE")
    if folder:
        return Path(folder).expanduser() / "answers.sqlite"
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("gouji", appauthor=False)) / "answers.sqlite"


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    # Two processes that make the file at once can refuse each other here without waiting; a network
    # folder may not know the mode at all. Both go on in the mode the file has: as safe, only slower.
    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
    except sqlite3.OperationalError as error:
        if not str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    ((value,),) = connection.execute(f"PRAGMA {name}").fetchall()
    return int(value)


def _digest(key: str, answer: KeptAnswer) -> str:
    return hashlib.sha256(json.dumps([key, *astuple(answer)]).encode("ascii")).hexdigest()


def _place(base_url: str) -> str:
    """Name an address by host, port and path: a user's name, a query and a trailing slash do not count."""
    if "://" not in base_url:
        return base_url
    parts = urlsplit(base_url)
    port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    return f"{(parts.hostname or '').lower()}:{port}{parts.path.rstrip('/')}"
