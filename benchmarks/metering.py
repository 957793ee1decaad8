"""A loopback proxy that counts what goes through it: requests, tokens in and out, of any client.

It lies between a method under measure and the model's server, so that every method is counted by
the same rule: the ``usage`` of each answer.
"""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

PASSED = ("content-type", "authorization")


@dataclass
class Meter:
    """What was counted since the last ``reset``."""

    requests: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    failed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def reset(self) -> None:
        """Begin anew."""
        with self.lock:
            self.requests = self.prompt_tokens = self.cached_tokens = self.completion_tokens = self.failed = 0

    def count(self, status: int, body: bytes) -> None:
        """Count one answer."""
        usage = {}
        if status == 200:
            usage = json.loads(body).get("usage") or {}
        details = usage.get("prompt_tokens_details") or {}
        with self.lock:
            self.requests += 1
            self.failed += status != 200
            self.prompt_tokens += usage.get("prompt_tokens", 0)
            self.completion_tokens += usage.get("completion_tokens", 0)
            self.cached_tokens += details.get("cached_tokens", 0)

    def row(self) -> dict[str, int]:
        """The counts by name."""
        with self.lock:
            return {
                "requests": self.requests,
                "failed": self.failed,
                "prompt_tokens": self.prompt_tokens,
                "cached_tokens": self.cached_tokens,
                "completion_tokens": self.completion_tokens,
            }


class Proxy:
    """``with Proxy(upstream) as proxy: proxy.base_url, proxy.meter``."""

    def __init__(self, upstream: str) -> None:
        self.meter = Meter()
        meter, root = self.meter, upstream.rstrip("/")

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name: self.headers[name] for name in PASSED if name in self.headers}
                path = self.path.removeprefix("/v1")
                status, answer = _forward(f"{root}{path}", body, headers)
                meter.count(status, answer)
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Proxy:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _forward(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=900) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
