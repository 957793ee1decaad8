"""How a cassette is written and read: Chinese as Chinese, a prompt as a block, nothing of the machine.

``serialize`` and ``deserialize`` are the serializer that vcrpy is given under the name "yaml";
``cleaned_request`` and ``cleaned_response`` are what it keeps; ``complaints`` is what must not be there.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

import yaml

from gouji.extraction.difference import body_lines
from gouji.extraction.replay import normal_path

HOST = "http://model.invalid"
BASE_URL = f"{HOST}/v1"
MODEL = "qwen2.5-coder-1.5b-instruct-q4_k_m"

_ALIAS_FROM = (
    120  # characters: a shorter text is written again, a longer one (a system prompt) is referred to
)
_KEPT_HEADERS = ("content-type", "retry-after-ms")
_MEASURES = ("timings", "system_fingerprint", "service_tier")  # differ from run to run, or from host to host
# Everything that a YAML literal block gives back as it was: no other line breaks, no control characters.
_BLOCK_SAFE = re.compile(
    r"(?![ \t\n])"
    r"[\n\t\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffd]+\Z"
)
_OTHER_LINE_BREAKS = re.compile(r"[\x85\u2028\u2029]")


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, and long texts that come back as references."""

    def ignore_aliases(self, data: Any) -> bool:
        return (
            not isinstance(data, str | dict | list) or len(json.dumps(data, ensure_ascii=False)) < _ALIAS_FROM
        )

    def analyze_scalar(self, scalar: str) -> Any:
        analysis = super().analyze_scalar(scalar)
        # PyYAML is stricter than YAML: a tab or a blank at a line's end does not forbid a block.
        analysis.allow_block = bool(_BLOCK_SAFE.match(scalar))
        if _OTHER_LINE_BREAKS.search(scalar):  # only an escape keeps these apart from a line feed
            analysis.allow_single_quoted = analysis.allow_flow_plain = analysis.allow_block_plain = False
        return analysis


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text or "\t" in text else None
    )


_Dumper.add_representer(str, _represent_text)


def serialize(cassette: dict[str, Any]) -> str:
    """Write a cassette: the model in its head, sorted by request, equal requests in recorded order."""
    interactions = [_readable(entry) for entry in cassette["interactions"]]
    interactions.sort(key=lambda entry: canonical(entry["request"]["body"]))
    seen: dict[str, Any] = {}
    interactions = [{**entry, "request": _shared(entry["request"], seen)} for entry in interactions]
    models = sorted({name for entry in interactions if (name := model_of(entry))})
    data = {
        "version": cassette["version"],
        "model": ", ".join(models),
        "interactions": interactions,
    }
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)


def deserialize(text: str) -> dict[str, Any]:
    """Read a cassette as vcrpy wants it: bodies as text."""
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {
        "version": data["version"],
        "interactions": [
            {
                "request": {**entry["request"], "body": _raw(entry["request"]["body"])},
                "response": {**entry["response"], "body": {"string": _raw(entry["response"]["body"])}},
            }
            for entry in data["interactions"]
        ],
    }


def canonical(body: object) -> str:
    """Write a parsed body so that equal bodies are equal texts."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def model_of(entry: dict[str, Any]) -> str:
    """Name the model that a kept interaction asked for."""
    body = entry["request"]["body"].get("json")
    return str(body.get("model", "")) if isinstance(body, dict) else ""


def cleaned_request(request: Any) -> Any:
    """Keep of a vcrpy request its method, the path from the version on, the body and its type."""
    kept = {name.lower(): value for name, value in request.headers.items()}
    request.headers = {name: kept[name] for name in _KEPT_HEADERS if name in kept}
    request.uri = HOST + normal_path(urlsplit(request.uri).path)
    return request


def cleaned_response(response: dict[str, Any]) -> dict[str, Any]:
    """Keep of a vcrpy response its status, its type and its body without times and marks of the run."""
    kept = {name.lower(): values for name, values in response["headers"].items()}
    response["headers"] = {name: kept[name] for name in _KEPT_HEADERS if name in kept}
    if response["status"]["code"] in (429, 503):
        response["headers"]["retry-after-ms"] = ["1"]
    body = response["body"]["string"]
    try:
        parsed = json.loads(body)
    except ValueError:
        return response
    if isinstance(parsed, dict):
        kept_body = {name: value for name, value in parsed.items() if name not in _MEASURES}
        constants = {name: value for name, value in (("id", "recorded"), ("created", 0)) if name in kept_body}
        response["body"]["string"] = _compact({**kept_body, **constants}).encode()
    return response


_SECRETS = {
    "a key or a header": re.compile(
        r"(?i)authorization|bearer |api[-_]?key|x-stainless|\bsk-[A-Za-z0-9_-]{8,}"
    ),
    "a path of a machine": re.compile(r"(?i)/(?:home|root|tmp|Users|work)/|\b[A-Z]:\\\\?Users"),
    "an address of a machine": re.compile(r"\b(?:127\.0\.0\.1|0\.0\.0\.0|localhost)\b|\[::1\]"),
    "another host": re.compile(r"https?://(?!model\.invalid/)"),
    "escaped Chinese": re.compile(r"\\u[0-9a-fA-F]{4}"),
    "binary data": re.compile(r"!!binary"),
    "measures of the run": re.compile(r"(?m)^\s*(?:timings|system_fingerprint):"),
}


def complaints(text: str) -> list[str]:
    """Say what stands in a cassette that must not, one line each, with its line number."""
    return [
        f"line {text.count(chr(10), 0, found.start()) + 1}: {what}: {found.group()!r}"
        for what, pattern in _SECRETS.items()
        for found in pattern.finditer(text)
    ]


def describe(body: bytes | str | None, most: int = 6) -> str:
    """Show the beginning of a body in a few lines."""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body or ""
    try:
        lines = body_lines(json.loads(text))
    except ValueError:
        lines = text.splitlines()
    return "\n".join(f"    {line[:160]}" for line in lines[:most])


def _readable(entry: dict[str, Any]) -> dict[str, Any]:
    request, response = entry["request"], entry["response"]
    return {
        "request": {**request, "body": _parsed(request["body"])},
        "response": {**response, "body": _parsed(response["body"]["string"])},
    }


def _parsed(body: bytes | str | None) -> dict[str, Any]:
    text = body.decode("utf-8", "surrogateescape") if isinstance(body, bytes) else body or ""
    try:
        parsed = json.loads(text)
    except ValueError:
        return {"text": text}
    return {"json": parsed} if isinstance(parsed, dict | list) else {"text": text}


def _raw(body: dict[str, Any]) -> str:
    return _compact(body["json"]) if "json" in body else str(body["text"])


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _shared(value: Any, seen: dict[str, Any]) -> Any:
    """Make equal long values one object, so that YAML writes the second one as a reference."""
    if isinstance(value, dict):
        value = {name: _shared(item, seen) for name, item in value.items()}
    elif isinstance(value, list):
        value = [_shared(item, seen) for item in value]
    written = json.dumps(value, ensure_ascii=False)
    return seen.setdefault(written, value) if len(written) >= _ALIAS_FROM else value
