"""The embedded model's server (内置模型服务): llama.cpp inside this process, on a free loopback port.

It speaks the same protocol as any remote vendor, so that one client serves both. It is reached by
this machine only, keeps no list of prompts, prints nothing, and ends with the process.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from gouji.errors import NoModel, ServerError
from gouji.local import machine
from gouji.local.weights import Progress, model_name, weights_path

CONTEXT = 8192
"""Tokens of prompt and answer together."""

_HOST = "127.0.0.1"
# Beside the weights: the context's cache, the compute buffers and Python with its clients.
_MEMORY_BESIDE_WEIGHTS = 1_083_000_000
_PROMPT_CACHE_MIB = 512


class LocalServer:
    """A running server of the embedded model; ``with LocalServer() as server: server.base_url``.

    Args:
        gguf: The weights; by default ``weights_path()``, joined first if need be.
        port: 0 for any free one.
        threads: 0 for the physical cores this process may use.
        progress: Told how far the joining of the weights is.

    Raises:
        NoModel: ``xllamacpp`` is not installed.
        WeightsError: the weights cannot be had.
        ServerError: too little memory, the port is taken, or the file is no model.
    """

    def __init__(
        self, gguf: Path | None = None, *, port: int = 0, threads: int = 0, progress: Progress | None = None
    ) -> None:
        engine = _engine()
        path = weights_path(progress=progress) if gguf is None else gguf
        self.model = model_name() if gguf is None else gguf.stem
        _check_memory(path)
        self._server: Any = _start(engine, path, self.model, port, threads or machine.cores())
        self.base_url = f"{self._server.listening_address}/v1"
        _running.add(self)

    @property
    def closed(self) -> bool:
        return self._server is None

    def close(self) -> None:
        """Stop the server and give its memory back; a second call does nothing.

        In a child forked from a process that had a server, it ends with the child instead.
        """
        if _forked:
            self._abandon()
        # The server has no stop of its own: it ends with its last reference.
        self._server = None

    def __enter__(self) -> LocalServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"LocalServer({self.model!r}, {'closed' if self.closed else self.base_url})"

    def _abandon(self) -> None:
        """Forget the server without stopping it: one reference too many keeps its destructor from running.

        A fork copies no threads, and the destructor would wait for the parent's for ever.
        """
        if self._server is not None:
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._server))
            self._server = None


def shared_server(*, progress: Progress | None = None) -> LocalServer:
    """The one server of this process, started on first use and stopped when the process ends.

    Safe to call from any thread; a forked child starts its own.
    """
    global _shared
    with _lock:
        if _shared is None or _shared.closed:
            _shared = LocalServer(progress=progress)
        return _shared


def serve(
    port: int = 0, announce: Callable[[str], None] | None = None, *, progress: Progress | None = None
) -> None:
    """Serve the embedded model until Ctrl-C; *announce* is given the address once it answers.

    Raises:
        NoModel, WeightsError, ServerError: as ``LocalServer`` does.
    """
    with LocalServer(port=port, progress=progress) as server:
        if announce is not None:
            announce(server.base_url)
        never = threading.Event()
        try:
            # A wait without end cannot be interrupted on every system.
            while not never.wait(1.0):
                pass
        except KeyboardInterrupt:
            return


def _engine() -> ModuleType:
    try:
        import xllamacpp
    except ImportError as error:
        raise NoModel(
            f"没有可用的模型：未指定远程模型，内置模型也未安装 / no model: none was named, "
            f"and the embedded one is not installed ({error})\n"
            "  → 安装内置模型 / install it: pip install 'gouji[local]'\n"
            "  → 或指定模型 / or name one: --model vendor/model, --base-url URL --model NAME"
        ) from error
    return xllamacpp  # type: ignore[no-any-return]


def _check_memory(path: Path) -> None:
    free, needed = machine.free_memory(), path.stat().st_size + _MEMORY_BESIDE_WEIGHTS
    if free is not None and free < needed:
        raise ServerError(
            f"内存不足，无法启动内置模型 / too little memory to start the embedded model: "
            f"需要约 / needs about {needed / 1e9:.1f} GB, 可用 / free {free / 1e9:.1f} GB\n"
            "  → 关闭其他程序，或改用远程模型 / close other programs, or go remote: --model vendor/model"
        )


def _start(engine: ModuleType, path: Path, name: str, port: int, threads: int) -> Any:
    global _engine_loaded
    _engine_loaded = True
    try:
        return engine.Server(_parameters(engine, path, name, port, threads))
    except RuntimeError as error:
        taken = f"端口 {port} 被占用，或 / port {port} is taken, or " if port else ""
        raise ServerError(
            f"内置模型无法启动 / the embedded model does not start: {error}\n"
            f"  → {taken}{path.name} 不是可用的模型 / is not a usable model"
        ) from error


def _parameters(engine: ModuleType, path: Path, name: str, port: int, threads: int) -> Any:
    """One slot, so that the constant beginning of all prompts stays evaluated; no busy waiting."""
    p = engine.CommonParams()
    p.model.path = str(path)
    p.model_alias = {name}
    p.hostnames, p.port = [_HOST], port
    p.n_ctx, p.n_parallel = CONTEXT, 1
    p.cpuparams.n_threads = p.cpuparams_batch.n_threads = threads
    p.cpuparams.poll = p.cpuparams_batch.poll = 0
    p.cache_ram_mib = _PROMPT_CACHE_MIB
    p.verbosity, p.warmup = -1, False
    # /slots would show other users of this machine the text of the document.
    p.endpoint_slots = p.ui = False
    return p


_lock = threading.Lock()
_shared: LocalServer | None = None
_running: weakref.WeakSet[LocalServer] = weakref.WeakSet()
_forked = False
_engine_loaded = False


@atexit.register
def _close_all() -> None:
    for server in list(_running):
        server.close()


def _forget_after_fork() -> None:
    global _lock, _shared, _forked
    _lock, _shared = threading.Lock(), None
    for server in list(_running):
        server._abandon()
    if _engine_loaded:
        _forked = True
        _skip_engine_at_exit()


def _skip_engine_at_exit() -> None:
    """In a forked child: end without llama.cpp's own clean-up, which waits for threads that are not here.

    The handler runs after Python has finished and before the library's; its status is the process's.
    Only glibc waits, and has ``on_exit``; elsewhere there is nothing to do.
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "on_exit"):
        library.on_exit(ctypes.cast(library._exit, ctypes.c_void_p), None)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_after_fork)
