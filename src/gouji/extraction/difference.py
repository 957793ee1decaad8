"""How a request differs from the ones that were recorded (录音差异), in few readable lines."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence

_MOST_LINES = 16
_MOST_CHARACTERS = 160
_LEAD = 40


def closest_difference(request: object, recorded: Sequence[object]) -> str:
    """Show how a parsed body differs from the closest recorded one, at most 16 lines, Chinese unescaped.

    Lines with ``-`` stand in the recording, lines with ``+`` in the request.
    """
    if not recorded:
        return "  (录音中没有该路径的请求 / nothing is recorded for this path)"
    wanted = body_lines(request)
    place, nearest = max(
        enumerate(body_lines(body) for body in recorded), key=lambda pair: _likeness(wanted, pair[1])
    )
    number = f"{place + 1}/{len(recorded)}"
    head = f"  最接近的是第 {number} 个 / the closest is number {number} (- recorded, + asked):"
    return "\n".join([head, *_short(nearest, wanted)])


def body_lines(body: object, path: str = "") -> list[str]:
    """Write a parsed body as one ``path: value`` line for each value and each line of a long text."""
    return list(_lines(body, path))


def _lines(value: object, path: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for name in sorted(value):
            yield from _lines(value[name], f"{path}.{name}" if path else str(name))
    elif isinstance(value, list) and value:
        for place, item in enumerate(value):
            yield from _lines(item, f"{path}[{place}]")
    elif isinstance(value, str) and "\n" in value:
        yield from (f"{path}| {line}" for line in value.split("\n"))
    else:
        yield f"{path}: {value!r}"


def _likeness(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Count what is alike: whole lines first, then characters, wherever they stand."""
    lines = 2 * (Counter(one) & Counter(other)).total() - len(other)
    characters = (Counter("".join(one)) & Counter("".join(other))).total()
    return lines, characters


def _short(recorded: Sequence[str], wanted: Sequence[str]) -> list[str]:
    diff = list(difflib.unified_diff(recorded, wanted, n=0, lineterm=""))
    changed = [line for line in diff[2:] if not line.startswith("@@")]
    removed = [line[1:] for line in changed if line[0] == "-"]
    added = [line[1:] for line in changed if line[0] == "+"]
    shown: list[str] = []
    for place in range(max(len(removed), len(added))):
        old, new = removed[place : place + 1], added[place : place + 1]
        start = _common_prefix(old[0], new[0]) if old and new else 0
        shown += [f"    - {_window(line, start)}" for line in old]
        shown += [f"    + {_window(line, start)}" for line in new]
    rest = len(shown) - _MOST_LINES
    return [*shown[:_MOST_LINES], f"    … {rest} more lines"] if rest > 0 else shown


def _common_prefix(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _window(line: str, start: int) -> str:
    """Cut a long line to the part around *start*, keeping its path in front."""
    if len(line) <= _MOST_CHARACTERS:
        return line
    head = line[: line.find(" ") + 1][:_LEAD]
    begin = max(len(head), start - _LEAD)
    end = begin + _MOST_CHARACTERS - len(head)
    left = "…" if begin > len(head) else ""
    return head + left + line[begin:end] + ("…" if end < len(line) else "")
