"""A server on the loopback that misbehaves on order: what no model does on demand.

It speaks enough of the OpenAI protocol for ``/v1/chat/completions``. Each request takes the next
behaviour of its script, or the one that a function of the request's JSON returns:

    fault_server.script(too_many(after=1), cut(), ok('{"x": 1}'))
    fault_server.answer_with(lambda body: ok(body["messages"][-1]["content"]))
"""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, Self

End = Literal["whole", "cut", "reset", "hang"]


@dataclass(frozen=True)
class Behaviour:
    """What happens to one request.

    ``delay`` is in seconds, before the first byte; ``end`` says whether the body is sent whole, is cut
    in its middle (the connection closed or reset), or whether nothing is ever sent.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    delay: float = 0.0
    end: End = "whole"

    def after(self, seconds: float) -> Behaviour:
        """Do the same, *seconds* later."""
        return replace(self, delay=seconds)


def ok(
    content: str,
    *,
    usage: tuple[int, int] | tuple[int, int, int] = (100, 10),
    finish_reason: str = "stop",
    delay: float = 0.0,
    model: str = "fault-server",
) -> Behaviour:
    """Answer with *content*; *usage* is prompt tokens, completion tokens, and cached tokens where given."""
    choice = {
        "index": 0,
        "finish_reason": finish_reason,
        "message": {"role": "assistant", "content": content},
    }
    return Behaviour(body=_completion([choice], usage, model), delay=delay)


def length(content: str, *, usage: tuple[int, int] = (100, 10)) -> Behaviour:
    """Answer with a text that was cut at its length limit."""
    return ok(content, usage=usage, finish_reason="length")


def empty_choices() -> Behaviour:
    """Answer with a completion that has no choice at all."""
    return Behaviour(body=_completion([], (100, 0), "fault-server"))


def no_content() -> Behaviour:
    """Answer with a choice whose content is null."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": None}}
    return Behaviour(body=_completion([choice], (100, 0), "fault-server"))


def too_many(
    *, after: float | None = None, form: Literal["seconds", "date", "milliseconds"] = "seconds"
) -> Behaviour:
    """Refuse with 429, and say when to come back in one of the forms that servers use."""
    headers = {"Content-Type": "application/json"}
    if after is not None and form == "seconds":
        headers["Retry-After"] = f"{after:g}"
    elif after is not None and form == "date":
        headers["Retry-After"] = formatdate(time.time() + after, usegmt=True)
    elif after is not None:
        headers["Retry-After-Ms"] = f"{after * 1000:g}"
    return Behaviour(429, _error("Rate limit reached", "rate_limit_exceeded"), headers)


def status(code: int, message: str = "", *, kind: str = "") -> Behaviour:
    """Answer with an error of the protocol: 400, 401, 403, 404, 500, 503 …"""
    return Behaviour(code, _error(message or f"status {code}", kind or f"error_{code}"))


def cut(behaviour: Behaviour | None = None, *, reset: bool = False) -> Behaviour:
    """Announce a whole body, send half of it and close (or reset) the connection."""
    return replace(behaviour or ok("0123456789" * 20), end="reset" if reset else "cut")


def silence() -> Behaviour:
    """Take the request and never answer."""
    return Behaviour(end="hang")


def broken_json() -> Behaviour:
    """Send half of the protocol's JSON as if it were all of it, with status 200."""
    whole = ok("0123456789").body
    return Behaviour(body=whole[: len(whole) // 2])


def html_page(code: int = 200) -> Behaviour:
    """Answer with a page as a proxy in between would."""
    page = b"<html><head><title>Bad Gateway</title></head><body>nginx</body></html>"
    return Behaviour(code, page, {"Content-Type": "text/html"})


@dataclass(frozen=True)
class Received:
    """A request as it came in; header names in lower case, ``at`` in seconds of the monotonic clock."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float

    @property
    def json(self) -> Any:
        """The parsed body."""
        return json.loads(self.body)


class FaultServer:
    """The server: start it as a context manager, script it, and look at ``requests`` afterwards.

    ``max_in_flight`` is the greatest number of requests that were in the server at once. A request
    that finds the script used up is answered with 500 and counted in ``unexpected``.
    """

    def __init__(self) -> None:
        self.requests: list[Received] = []
        self.max_in_flight = 0
        self.unexpected = 0
        self._script: deque[Behaviour] = deque()
        self._function: Callable[[Any], Behaviour] | None = None
        self._in_flight = 0
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.faults = self

    @property
    def base_url(self) -> str:
        """The address to give to a client."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def remaining(self) -> int:
        """How many scripted behaviours were not asked for."""
        return len(self._script)

    def script(self, *behaviours: Behaviour | Iterable[Behaviour]) -> FaultServer:
        """Append behaviours (or lists of them), one for each request to come."""
        for behaviour in behaviours:
            self._script.extend([behaviour] if isinstance(behaviour, Behaviour) else behaviour)
        return self

    def answer_with(self, function: Callable[[Any], Behaviour]) -> FaultServer:
        """Let *function* of the request's JSON answer whatever the script does not."""
        self._function = function
        return self

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def _arrived(self, received: Received) -> Behaviour:
        with self._lock:
            self.requests.append(received)
            self._in_flight += 1
            self.max_in_flight = max(self.max_in_flight, self._in_flight)
            if self._script:
                return self._script.popleft()
        if self._function is not None:
            return self._function(received.json)
        with self._lock:
            self.unexpected += 1
        return status(500, "the script is used up")

    def _left(self) -> None:
        with self._lock:
            self._in_flight -= 1


def dead_address() -> str:
    """Return an address on the loopback where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}/v1"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    faults: FaultServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent: a client that hangs up early is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_POST(self) -> None:
        faults = self.server.faults
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        behaviour = faults._arrived(Received(self.command, self.path, headers, body, time.monotonic()))
        try:
            faults._stopping.wait(behaviour.delay)
            self._send(behaviour)
        finally:
            faults._left()

    def do_GET(self) -> None:
        self.do_POST()

    def _send(self, behaviour: Behaviour) -> None:
        if behaviour.end == "hang":
            self.server.faults._stopping.wait(60)
            self.close_connection = True
            return
        self.send_response(behaviour.status)
        for name, value in behaviour.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(behaviour.body)))
        self.end_headers()
        if behaviour.end == "whole":
            self.wfile.write(behaviour.body)
            return
        self.wfile.write(behaviour.body[: len(behaviour.body) // 2])
        self.wfile.flush()
        if behaviour.end == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing."""


def _completion(choices: list[Any], usage: tuple[int, ...], model: str) -> bytes:
    prompt, completion, *cached = usage
    counts: dict[str, Any] = {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
    }
    if cached:
        counts["prompt_tokens_details"] = {"cached_tokens": cached[0]}
    whole = {"id": "f", "object": "chat.completion", "created": 0, "model": model, "choices": choices}
    return json.dumps({**whole, "usage": counts}, ensure_ascii=False).encode()


def _error(message: str, code: str) -> bytes:
    return json.dumps({"error": {"message": message, "type": code, "code": code}}).encode()
