"""Answers from a recording (录音回放), without any socket: for notebooks, examples, other processes.

``Extractor(transport=Replay("cassettes/test_pipeline/training.yaml"))`` reads a report exactly as the
recorded model read it. A cassette (录音) is a YAML file in which a request's and a response's body stand
as ``{json: …}`` or ``{text: …}``; requests are matched on method, path and parsed body.
"""

from __future__ import annotations

import functools
import json
import os
import re
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.errors import GoujiError, RefusedError
from gouji.extraction.difference import closest_difference

# Headers that described the recorded bytes on the wire, not the body as it is kept.
_OF_THE_WIRE = frozenset({"content-length", "content-encoding", "transfer-encoding", "connection"})
_BEFORE_VERSION = re.compile(r"^.*/v\d+(?=/)")


@dataclass(frozen=True)
class Interaction:
    """One recorded request with its response.

    ``request`` is the parsed JSON body, or its text where it is not JSON; ``content`` the response's bytes.
    """

    method: str
    path: str
    request: object
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes


def normal_path(path: str) -> str:
    """Name an address's path without what comes before its version: ``/api/paas/v4/chat`` is ``/v1/chat``."""
    bare = path.partition("?")[0]
    return _BEFORE_VERSION.sub("/v1", bare)


def read_cassette(path: str | os.PathLike[str]) -> tuple[Interaction, ...]:
    """Read every interaction of a cassette, in recorded order.

    Raises:
        RefusedError: There is no such file, or it is no cassette.
        GoujiError: PyYAML is not installed.
    """
    name = os.fspath(path)
    try:
        with open(name, encoding="utf-8") as file:
            data = _parse_yaml(file.read(), name)
    except OSError as error:
        raise RefusedError(
            f"录音文件打不开 / the cassette cannot be opened: {name} ({error.strerror})"
        ) from error
    except UnicodeDecodeError as error:
        raise RefusedError(f"录音文件不是 UTF-8 / the cassette is not UTF-8: {name}") from error
    try:
        return tuple(_interaction(entry) for entry in data["interactions"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RefusedError(f"不是录音文件 / not a cassette: {name} ({error!r})") from error


class Replay:
    """A recording that answers requests (录音回放), safe to use from several threads and event loops.

    Equal requests get their answers in recorded order; each answer is given once, unless *repeat* lets
    the last one be given again (a notebook cell that is run twice).

    Args:
        cassettes: The files, in the order in which their answers are given.
        repeat: Go on with the last answer when all answers to a request have been given.

    Raises:
        RefusedError: A file is missing or is no cassette.
        GoujiError: PyYAML is not installed.
    """

    def __init__(self, *cassettes: str | os.PathLike[str], repeat: bool = False) -> None:
        self.cassettes = tuple(os.fspath(cassette) for cassette in cassettes)
        self.repeat = repeat
        self._interactions = tuple(found for name in self.cassettes for found in read_cassette(name))
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, interaction in enumerate(self._interactions):
            self._places[_key(interaction.method, interaction.path, interaction.request)].append(place)
        self._played: dict[str, int] = defaultdict(int)
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        with self._lock:
            played = sum(self._played.values())
        return f"Replay({', '.join(self.cassettes)}: {played} of {len(self._interactions)} played)"

    @property
    def model(self) -> str:
        """The model that answered, as the recorded requests name it; empty where none does."""
        bodies = (found.request for found in self._interactions)
        return next((str(body["model"]) for body in bodies if isinstance(body, dict) and "model" in body), "")

    def answer(self, method: str, path: str, body: bytes) -> Interaction:
        """Give the next recorded answer to a request.

        Raises:
            RefusedError: The request was not recorded, or all its answers were given already.
        """
        request = parse_body(body)
        key = _key(method, path, request)
        with self._lock:
            places = self._places.get(key, [])
            place = min(self._played[key], len(places) - 1) if self.repeat else self._played[key]
            if 0 <= place < len(places):
                self._played[key] = place + 1
                return self._interactions[places[place]]
        raise RefusedError(self._refusal(method, path, request, already=len(places)))

    def unused(self) -> tuple[Interaction, ...]:
        """List the interactions that were never played, in recorded order."""
        with self._lock:
            places = [place for key, all_of in self._places.items() for place in all_of[self._played[key] :]]
        return tuple(self._interactions[place] for place in sorted(places))

    def _refusal(self, method: str, path: str, request: object, *, already: int) -> str:
        names = ", ".join(self.cassettes) or "(no cassette)"
        where = f"{names}\n  {method} {normal_path(path)}"
        if already:
            return f"录音中该请求的回答已用完 / all {already} recorded answers were given: {where}"
        bodies = [found.request for found in self._interactions if found.path == normal_path(path)]
        return f"录音中没有这个请求 / this request was not recorded: {where}\n" + closest_difference(
            request, bodies
        )


def parse_body(body: bytes) -> object:
    """Read a body as a JSON object or array, or as text where it is neither."""
    text = body.decode("utf-8", "surrogateescape")
    try:
        parsed = json.loads(text)
    except ValueError:
        return text
    return parsed if isinstance(parsed, dict | list) else text


def as_transport(replay: Replay) -> Any:
    """Make the ``httpx`` transport that the installed ``openai`` accepts, asynchronous and plain.

    Give it to ``openai.DefaultAsyncHttpxClient(transport=…)``. An unrecorded request raises an error that
    is a ``RefusedError`` and an ``openai.OpenAIError``: openai hands those on as they are, without a retry.
    """
    return _transport_type()(replay)


def http_library() -> Any:
    """Import the http library that the installed ``openai`` is built on: ``httpx2``, or ``httpx`` before."""
    import importlib

    import openai

    roots = (base.__module__.partition(".")[0] for base in openai.DefaultAsyncHttpxClient.__mro__)
    return importlib.import_module(next(root for root in roots if root not in {"openai", "builtins"}))


@functools.cache
def _transport_type() -> type[Any]:
    import openai

    library = http_library()
    refused = type("UnrecordedRequest", (RefusedError, openai.OpenAIError), {"__module__": __name__})

    def start(self: Any, replay: Replay) -> None:
        self.replay = replay

    def respond(replay: Replay, request: Any, body: bytes) -> Any:
        try:
            found = replay.answer(request.method, request.url.path, body)
        except RefusedError as error:
            raise refused(str(error)) from error
        headers = [*found.headers]
        return library.Response(found.status, headers=headers, content=found.content, request=request)

    async def handle_async_request(self: Any, request: Any) -> Any:
        return respond(self.replay, request, await request.aread())

    def handle_request(self: Any, request: Any) -> Any:
        return respond(self.replay, request, request.read())

    members = {
        "__init__": start,
        "handle_async_request": handle_async_request,
        "handle_request": handle_request,
    }
    return type("ReplayTransport", (library.AsyncBaseTransport, library.BaseTransport), members)


def _parse_yaml(text: str, name: str) -> Any:
    try:
        import yaml
    except ImportError as error:
        raise GoujiError("回放录音需要 PyYAML / replaying a cassette needs: pip install pyyaml") from error
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise RefusedError(f"录音文件不是 YAML / the cassette is not YAML: {name} ({error})") from error


def _interaction(entry: Mapping[str, Any]) -> Interaction:
    from urllib.parse import urlsplit

    request, response = entry["request"], entry["response"]
    return Interaction(
        method=str(request["method"]).upper(),
        path=normal_path(urlsplit(request["uri"]).path),
        request=_kept_body(request["body"]),
        status=int(response["status"]["code"]),
        headers=tuple(_kept_headers(response.get("headers") or {})),
        content=_content(_kept_body(response["body"])),
    )


def _kept_body(body: Mapping[str, Any] | None) -> object:
    if not body:
        return ""
    return body["json"] if "json" in body else str(body["text"])


def _content(body: object) -> bytes:
    if isinstance(body, str):
        return body.encode("utf-8", "surrogateescape")
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _kept_headers(headers: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    return [
        (name.lower(), str(value))
        for name, values in headers.items()
        if name.lower() not in _OF_THE_WIRE
        for value in values
    ]


def _key(method: str, path: str, request: object) -> str:
    return json.dumps([method.upper(), normal_path(path), request], sort_keys=True)
