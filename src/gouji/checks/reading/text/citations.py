"""Documents that a report cites: their titles and their numbers 文号."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from gouji.checks.reading.text.prose import Line

NUMBER = re.compile(
    r"(?P<code>[一-龥]{1,12})[〔\[（【﹝](?P<year>(?:19|20)\d\d)[〕\]）】﹞]第?(?P<serial>\d{1,5})号"
)
_BODIES = re.compile(r"^(?:中共中央办公厅|中共中央|国务院办公厅|国务院|财政部办公厅|财政部)+")
_WRAPPED = re.compile(r"(?:^.*?关于印发)(.+?)(?:的通知)$")
_DASHES = str.maketrans("－—–~～―", "------")
_MARKS = re.compile(r"[《》〈〉“”<>\s]")
LONGEST = 120


@dataclass(frozen=True)
class Citation:
    """A title in 《》 and the number right behind it, as indexes of the line's text."""

    line: Line
    title: str
    number: re.Match[str]

    @property
    def normal(self) -> str:
        """The number in one form: 财预〔2020〕10号."""
        return f"{self.number['code']}〔{self.number['year']}〕{int(self.number['serial'])}号"


class Registered(NamedTuple):
    """A document of the registry."""

    title: str
    number: str
    certain: bool


def citations(line: Line) -> Iterator[Citation]:
    """Every title of a line that a number follows, in brackets or without."""
    # Few lines cite anything, and a number is dear to look for.
    for number in NUMBER.finditer(line.text) if "》" in line.text and "号" in line.text else ():
        end = number.start()
        end -= line.text[:end].endswith("（")
        if end < 1 or line.text[end - 1] != "》":
            continue
        start = _opening(line.text, end - 1)
        if start is not None:
            yield Citation(line, core(line.text[start:end]), number)


def _opening(text: str, close: int) -> int | None:
    depth = 0
    for at in range(close, max(-1, close - LONGEST), -1):
        depth += (text[at] == "》") - (text[at] == "《")
        if depth == 0:
            return at
    return None


def core(title: str) -> str:
    """A title without marks, issuing bodies, 关于印发 and 的通知: what documents are told apart by."""
    plain = _MARKS.sub("", title).translate(_DASHES)
    wrapped = _WRAPPED.match(plain)
    plain = wrapped[1] if wrapped is not None else plain
    return _BODIES.sub("", plain)


@cache
def registry() -> dict[str, Registered]:
    """The documents that are known, by the core of their titles."""
    data = json.loads((files("gouji.checks") / "documents.json").read_text("utf-8"))
    known = [
        Registered(each["title"], each["number"], each.get("certain", True)) for each in data["documents"]
    ]
    return {core(each.title): each for each in known}
