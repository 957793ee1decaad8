"""The store of kept answers: whole answers or none, whatever happens to the process or the file."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.errors import StoreError
from gouji.extraction import store as store_module
from gouji.extraction.store import AnswerStore, KeptAnswer, MemoryStore, Store, answer_key, default_path

ANSWER = KeptAnswer('{"item": "村道养护资金"}', "some-model", 812, 700, 41, 11.25)
REQUEST = {
    "messages": [{"role": "system", "content": "你读报告。"}, {"role": "user", "content": "支出36.5万元。"}],
    "model": "some-model",
    "temperature": 0,
    "seed": 7,
    "max_tokens": 512,
    "response_format": {"type": "json_schema", "json_schema": {"properties": {"item": {}, "kind": {}}}},
    "extra_body": {"top_k": 1},
    "mode": "json_schema",
}


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "cache" / "answers.sqlite"


@pytest.mark.parametrize("make", [Store, lambda path: MemoryStore()], ids=["sqlite", "memory"])
def test_what_was_put_is_got(path, make):
    """Both stores keep every field, replace an earlier answer, and know nothing of other keys."""
    store: AnswerStore = make(path)
    store.put("k", replace(ANSWER, content="先"))
    store.put("k", ANSWER)

    assert store.get("k") == ANSWER
    assert store.get("other") is None
    store.close()


def test_an_answer_survives_closing(path):
    """A second run on the same file finds the answer of the first."""
    with Store(path) as first:
        first.put("k", ANSWER)

    with Store(path) as second:
        assert second.get("k") == ANSWER
        assert len(second) == 1


@given(content=st.text(st.characters(exclude_categories=())), seconds=st.floats(0, 1e6))
def test_any_text_comes_back_as_it_was(content, seconds):
    """Also NUL, half surrogates and U+3000, and seconds to the last bit."""
    answer = replace(ANSWER, content=content, seconds=seconds)
    with Store(":memory:") as store:
        store.put("k", answer)

        assert store.get("k") == answer


def test_threads_share_a_store(path):
    """Eight threads put and get 400 answers through one object."""
    with Store(path) as store, ThreadPoolExecutor(8) as pool:

        def keep(number: int) -> KeptAnswer | None:
            store.put(str(number), replace(ANSWER, completion_tokens=number))
            return store.get(str(number))

        kept = list(pool.map(keep, range(400)))

    assert [answer and answer.completion_tokens for answer in kept] == list(range(400))


_WRITER = """
import sys
from gouji.extraction.store import KeptAnswer, Store
path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = Store(path)
for number in range(count):
    store.put(f"{name}-{number}", KeptAnswer("绩" * 4000, "m", number, 0, 0, 0.5))
    print(number, flush=True)
"""


def _writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", _WRITER, str(path), name, str(count)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def test_processes_that_make_the_file_at_once_lose_nothing(path):
    """Four processes that start on a missing file at once keep all of their answers."""
    writers = [_writer(path, name, 25) for name in "abcd"]
    for writer in writers:
        writer.communicate(timeout=60)

    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    with Store(path) as store:
        assert len(store) == 100
        assert store.get("c-24") == KeptAnswer("绩" * 4000, "m", 24, 0, 0, 0.5)


@pytest.mark.parametrize("after", [1, 7, 23])
def test_a_process_killed_while_writing_leaves_whole_answers(path, after):
    """After kill -9 every answer it had reported is there, whole, and the file is sound and writable."""
    writer = _writer(path, "w", 100_000)
    assert writer.stdout is not None
    reported = [writer.stdout.readline() for _ in range(after)]
    writer.send_signal(signal.SIGKILL)
    writer.communicate(timeout=60)

    assert writer.returncode == -signal.SIGKILL
    with Store(path) as store:
        kept = [store.get(f"w-{number}") for number in range(len(store))]
        store.put("after", ANSWER)
    assert len(kept) >= len(reported) == after
    assert kept == [KeptAnswer("绩" * 4000, "m", number, 0, 0, 0.5) for number in range(len(kept))]
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_a_transaction_that_was_never_committed_is_not_there(path):
    """Half of a put, as another process would leave it, is no answer."""
    with Store(path) as store:
        store.put("k", ANSWER)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM answers")
    other.close()

    with Store(path) as store:
        assert store.get("k") == ANSWER


def _child_puts(store: Store) -> None:
    inherited = store._connection
    store.put("child", ANSWER)
    # SQLite: a connection carried over a fork can damage the file, however often it goes well.
    sys.exit(0 if store._connection is not inherited else 3)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_opens_the_file_for_itself(path):
    """Parent and child use the same object after a fork; both answers are kept."""
    store = Store(path)
    store.put("parent", ANSWER)
    child = multiprocessing.get_context("fork").Process(target=_child_puts, args=(store,))
    child.start()
    child.join(30)

    assert child.exitcode == 0
    assert store.get("child") == store.get("parent") == ANSWER
    store.close()


def test_a_store_can_be_sent_to_a_worker(path):
    """Pickling carries the path; the copy reads the same file."""
    with Store(path) as store:
        store.put("k", ANSWER)
        with pickle.loads(pickle.dumps(store)) as copy:
            assert copy.get("k") == ANSWER


def test_a_closed_store_says_so(path):
    """Using a store after closing it is a StoreError; closing twice is not."""
    store = Store(path)
    store.close()
    store.close()

    with pytest.raises(StoreError, match="closed"):
        store.get("k")


# ---- what can be wrong with the file


def assert_names_the_way_out(error: BaseException, path: Path) -> None:
    assert str(path) in str(error)
    assert "--no-resume" in str(error)


@pytest.mark.parametrize(
    "content", [b"not a database, but a letter" * 100, b"SQLite format 3\x00" + b"\x00" * 500]
)
def test_a_file_that_is_no_database_is_refused(path, content):
    """The file is named, and so is the way out; it is not overwritten."""
    path.parent.mkdir()
    path.write_bytes(content)

    with pytest.raises(StoreError, match="delete the file") as caught:
        Store(path)

    assert_names_the_way_out(caught.value, path)
    assert path.read_bytes() == content


def test_a_file_damaged_in_its_middle_is_told_when_it_is_read(path):
    """Overwritten pages are a StoreError, never a wrong answer."""
    with Store(path) as store:
        for number in range(50):
            store.put(str(number), replace(ANSWER, content="绩" * 2000))
    damaged = bytearray(path.read_bytes())
    damaged[4096 * 3 :] = b"\xff" * len(damaged[4096 * 3 :])
    path.write_bytes(damaged)

    with Store(path) as store, pytest.raises(StoreError, match="damaged") as caught:
        [store.get(str(number)) for number in range(50)]

    assert_names_the_way_out(caught.value, path)


@pytest.mark.parametrize(
    "change",
    [
        'content = CAST(\'{"item": "村道养护资全"}\' AS BLOB)',
        "prompt_tokens = 813",
        "completion_tokens = 'many'",
    ],
)
def test_a_row_that_was_changed_is_not_believed(path, change):
    """One character or one number that differs from what was kept fails the answer's digest."""
    with Store(path) as store:
        store.put("k", ANSWER)
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE answers SET {change}")
    connection.close()

    with Store(path) as store, pytest.raises(StoreError, match="damaged"):
        store.get("k")


def test_a_row_moved_to_another_key_is_not_believed(path):
    """The digest covers the key: an answer cannot stand under another question."""
    with Store(path) as store:
        store.put("k", ANSWER)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE answers SET key = 'other'")
    connection.close()

    with Store(path) as store, pytest.raises(StoreError, match="damaged"):
        store.get("other")


def test_a_store_of_another_version_is_refused(path):
    """A file that a later gouji wrote is neither read nor changed."""
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()

    with pytest.raises(StoreError, match="version 2, this gouji reads 1") as caught:
        Store(path)

    assert_names_the_way_out(caught.value, path)


def test_a_database_of_something_else_is_refused(path):
    """A browser's history is not turned into a store of answers."""
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE visits (page TEXT)")
    connection.close()

    with pytest.raises(StoreError, match="not a store of gouji"):
        Store(path)

    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("visits",)]
    connection.close()


def test_an_empty_file_becomes_a_store(path):
    """A file that was made and never written is no damage."""
    path.parent.mkdir()
    path.touch()

    with Store(path) as store:
        store.put("k", ANSWER)
        assert store.get("k") == ANSWER


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    """Where a file stands in the way of the folder, the error names the way round."""
    (tmp_path / "taken").write_text("")

    with pytest.raises(StoreError, match="GOUJI_CACHE") as caught:
        Store(tmp_path / "taken" / "answers.sqlite")

    assert_names_the_way_out(caught.value, tmp_path / "taken" / "answers.sqlite")


@pytest.fixture
def read_only_folder():
    """A folder that this process may read and not write, also when it runs as root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Store(folder / "kept.sqlite").close()
        (folder / "kept.sqlite").chmod(0o444)
        folder.chmod(0o555)
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
@pytest.mark.parametrize("name", ["new.sqlite", "kept.sqlite", "sub/new.sqlite"])
def test_a_read_only_folder_is_told(read_only_folder, name):
    """A new file, a kept one and a new folder in it: each is a StoreError with the way round."""
    with pytest.raises(StoreError, match="GOUJI_CACHE") as caught:
        Store(read_only_folder / name)

    assert_names_the_way_out(caught.value, read_only_folder / name)


def test_a_file_held_by_another_process_is_told(path, monkeypatch):
    """A lock that is not let go is waited for, then told."""
    monkeypatch.setattr(store_module, "_BUSY_SECONDS", 0.2)
    store = Store(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreError, match="held by another process"):
        store.put("k", ANSWER)

    other.execute("ROLLBACK")
    store.put("k", ANSWER)
    assert store.get("k") == ANSWER
    other.close()
    store.close()


# ---- where it is


def test_the_environment_names_the_folder(tmp_path, monkeypatch):
    """GOUJI_CACHE is where answers are kept."""
    monkeypatch.setenv("GOUJI_CACHE", str(tmp_path / "elsewhere"))

    with Store() as store:
        assert store.path == tmp_path / "elsewhere" / "answers.sqlite"
        assert store.path.exists()


def test_without_the_environment_it_is_the_users_cache(monkeypatch):
    """The user's cache folder of gouji, whatever the system calls it."""
    monkeypatch.delenv("GOUJI_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere/cache")

    assert default_path().name == "answers.sqlite"
    assert default_path().parent.name in {"gouji", "Cache"}


# ---- the name of a question


def key_of(base_url: str = "https://api.vendor.example/v1", **changes: object) -> str:
    return answer_key({**REQUEST, **changes}, base_url=base_url)


def test_an_equal_question_has_an_equal_key():
    """The order of the request's own names, a slash, a key in the address, time-outs: none counts."""
    turned = dict(reversed(REQUEST.items()))

    assert answer_key(turned, base_url="https://API.vendor.example:443/v1/") == key_of()
    assert key_of(timeout=30.0, extra_headers={"x": "y"}, user="someone", stream=True) == key_of()
    assert key_of("https://user:secret@api.vendor.example/v1?key=1") == key_of()
    assert len(key_of()) == 64


def test_a_key_is_the_same_in_every_process():
    """The key of a question is fixed for good: a changed key would pay for every answer again."""
    assert answer_key({"model": "m", "messages": []}, base_url="local") == (
        "92a0f7fa5f4935b03ae7a6e49ec451bb20ffec426eae80f9559e4a10f3b37eee"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"messages": [{"role": "user", "content": "支出36.6万元。"}]},
        {"model": "another-model"},
        {"temperature": 0.1},
        {"seed": 8},
        {"max_tokens": 513},
        {"mode": "json"},
        {"extra_body": {"top_k": 2}},
        {"response_format": {"type": "json_schema", "json_schema": {"properties": {"kind": {}, "item": {}}}}},
        {"base_url": "https://api.other.example/v1"},
        {"base_url": "https://api.vendor.example:8443/v1"},
        {"base_url": "https://api.vendor.example/beta/v1"},
        {"base_url": "local"},
        {"top_p": None},
    ],
    ids=str,
)
def test_whatever_determines_the_answer_changes_the_key(changes):
    """Text, model, parameters, mode, the schema and its order, and the address each count."""
    assert key_of(**changes) != key_of()


@pytest.mark.parametrize(
    "value", [object(), float("nan"), {1, 2}, b"bytes"], ids=lambda value: type(value).__name__
)
def test_a_question_that_is_not_plain_json_has_no_key(value):
    """A key made of something's repr would never be found again."""
    with pytest.raises(TypeError, match="plain JSON"):
        key_of(extra_body={"x": value})
