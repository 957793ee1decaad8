from __future__ import annotations

import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from gouji.errors import NoModel, ServerError
from gouji.local import machine, server
from gouji.local.server import LocalServer, serve, shared_server


class Engine(ModuleType):
    """Stands for xllamacpp: counts servers started and ended, loads nothing."""

    def __init__(self, log: Path) -> None:
        super().__init__("xllamacpp")
        self.parameters: list[SimpleNamespace] = []
        engine = self

        class Server:
            def __init__(self, parameters: SimpleNamespace) -> None:
                if parameters.port == 1:
                    raise RuntimeError("Failed to init server")
                time.sleep(0.05)
                engine.parameters.append(parameters)
                self.listening_address = f"http://127.0.0.1:{40000 + len(engine.parameters)}"

            def __del__(self) -> None:
                with log.open("a") as file:
                    file.write(f"{os.getpid()}\n")

        self.Server = Server

    def CommonParams(self) -> SimpleNamespace:  # noqa: N802
        return SimpleNamespace(
            model=SimpleNamespace(), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace()
        )


@pytest.fixture
def gguf(tmp_path):
    path = tmp_path / "small-model.gguf"
    path.write_bytes(b"GGUF" + b"\0" * 100)
    return path


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "ended"
    path.write_text("")
    return path


@pytest.fixture
def engine(monkeypatch, gguf, log):
    stand_in = Engine(log)
    monkeypatch.setitem(sys.modules, "xllamacpp", stand_in)
    monkeypatch.setenv("GOUJI_GGUF", str(gguf))
    monkeypatch.setattr(machine, "free_memory", lambda: 10**11)
    yield stand_in
    server._close_all()
    server._shared = None


def test_the_server_listens_on_loopback_only_and_hides_prompts(engine):
    """A free port of this machine, one slot, silent, without the list of prompts."""
    with LocalServer() as running:
        assert running.base_url == "http://127.0.0.1:40001/v1"
        assert running.model == "small-model"

    (parameters,) = engine.parameters
    assert parameters.hostnames == ["127.0.0.1"]
    assert parameters.port == 0
    assert parameters.n_parallel == 1
    assert parameters.endpoint_slots is False
    assert parameters.verbosity == -1
    assert parameters.model_alias == {"small-model"}
    assert parameters.cpuparams.n_threads == machine.cores()


def test_leaving_the_block_ends_the_server_once(engine, log):
    """The server ends with the block; a second close does nothing."""
    with LocalServer() as running:
        assert log.read_text() == ""
    running.close()

    assert running.closed
    assert log.read_text() == f"{os.getpid()}\n"


def test_a_missing_engine_tells_both_ways(engine, monkeypatch):
    """Without xllamacpp the error names the extra and the remote models."""
    monkeypatch.setitem(sys.modules, "xllamacpp", None)

    with pytest.raises(NoModel) as caught:
        LocalServer()

    assert "pip install 'gouji[local]'" in str(caught.value)
    assert "--model vendor/model" in str(caught.value)
    assert "--base-url" in str(caught.value)


def test_too_little_memory_is_said_before_loading(engine, monkeypatch):
    """With 0.9 GB free the error tells both figures and nothing is started."""
    monkeypatch.setattr(machine, "free_memory", lambda: 900_000_000)

    with pytest.raises(ServerError) as caught:
        LocalServer()

    assert "1.1 GB" in str(caught.value)
    assert "0.9 GB" in str(caught.value)
    assert engine.parameters == []


def test_unknown_memory_does_not_stop_the_start(engine, monkeypatch):
    """Where the system does not tell its free memory, the server is started."""
    monkeypatch.setattr(machine, "free_memory", lambda: None)

    with LocalServer() as running:
        assert not running.closed


def test_a_start_that_fails_is_a_server_error(engine):
    """A port that is taken gives an error that names the port and the file."""
    with pytest.raises(ServerError) as caught:
        LocalServer(port=1)

    assert "port 1" in str(caught.value)
    assert "small-model.gguf" in str(caught.value)


def test_threads_share_one_server(engine):
    """Eight threads asking at once get the same server, started once."""
    with ThreadPoolExecutor(8) as pool:
        servers = list(pool.map(lambda _: shared_server(), range(8)))

    assert len(set(map(id, servers))) == 1
    assert len(engine.parameters) == 1


def test_a_closed_shared_server_is_started_again(engine):
    """After ``close`` the next use starts another."""
    shared_server().close()

    assert not shared_server().closed
    assert len(engine.parameters) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_child_leaves_the_parents_server_alone(engine, log):
    """The child starts its own server; closing both there ends neither, for the threads are the parent's."""
    parents = shared_server()
    child = os.fork()
    if child == 0:
        own = shared_server()
        different = own is not parents and parents.closed and not own.closed
        parents.close()
        own.close()
        os._exit(0 if different else 1)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0
    assert log.read_text() == ""
    assert not parents.closed
    parents.close()
    assert log.read_text() == f"{os.getpid()}\n"


def test_serve_announces_its_address_and_ends_on_interrupt(engine, log, monkeypatch):
    """The address is given once the server answers; Ctrl-C ends the server quietly."""
    announced: list[str] = []

    def interrupted(self, timeout=None):
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Event, "wait", interrupted)
    serve(0, announced.append)

    assert announced == ["http://127.0.0.1:40001/v1"]
    assert log.read_text() == f"{os.getpid()}\n"
