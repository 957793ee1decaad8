"""Number formats 数字格式 of a spreadsheet: a stored value as the cell shows it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

# Formats whose number stands for another text in a Chinese Excel; the file does not hold it.
CHINESE_FORMATS = {
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*+)"|[\\!](?P<escaped>.)|\[\$(?P<currency>[^\]-]*+)[^\]]*+\]'
    r"|\[(?P<elapsed>h{1,2}|m{1,2}|s{1,2})\]|\[(?P<ignored>[^\]]*+)\]|(?P<blank>[_*].?)"
    r"|(?P<half>(?:上午/下午|AM/PM|A/P))|(?P<general>General|通用格式|G/通用格式)"
    r"|(?P<exponent>E[+-])|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+|b+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)"
    r"|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9.]{1,20})\]")
_WEEKDAYS = "一二三四五六日"
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@lru_cache(maxsize=512)
def _tokens(section: str) -> tuple[_Token, ...]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup or "other"
        text = match[kind] or ""
        if kind in ("quoted", "escaped", "currency", "other"):
            kind = "literal"
        if kind not in ("ignored", "blank"):
            found.append(_Token(kind, text))
    return tuple(found)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    """The parts of a format between semicolons; those in quotes do not part it."""
    parts = re.findall(r'(?:"[^"]*"?|[\\!].|\[[^\]]*\]?|[^;"\\!\[])*+;?', code[:_LONGEST])
    sections = [part.removesuffix(";") for part in parts if part]
    if sections and parts[-2 if len(parts) > 1 and not parts[-1] else -1].endswith(";"):
        sections.append("")
    return tuple(sections) or ("General",)


def is_date(code: str) -> bool:
    """Whether a format shows a date or a time."""
    tokens = _tokens(_sections(code)[0])
    return any(token.kind in ("date", "elapsed", "half") for token in tokens) and not any(
        token.kind == "general" for token in tokens
    )


def general(value: Decimal) -> str:
    """A number without a format: 15 digits at most, as the spreadsheet keeps them."""
    rounded = Decimal(f"{value:.15g}") if value else Decimal(0)
    text = f"{rounded.normalize():f}"
    return "0" if text == "-0" else text


def shown_number(number: int | float | Decimal, code: str) -> str:
    """A number as its format shows it: 0.8612 under ``0.00%`` is 86.12%.

    The value is rounded half up at 15 significant digits, as the spreadsheet does.
    """
    value = number if isinstance(number, Decimal) else Decimal(f"{number:.15g}")
    if not value.is_finite():
        return str(number)
    section, value, sign = _choose(code, value)
    tokens = _tokens(section)
    kinds = {token.kind for token in tokens}
    if section.strip() == "" and len(_sections(code)) > 1:
        return ""
    if kinds & {"general", "text"} or not kinds & {"digit"}:
        pieces = [general(value) if token.kind in ("general", "text") else token.text for token in tokens]
        return (sign + "".join(pieces)).strip() if tokens else sign + general(value)
    if "/" in section and not kinds & {"percent"}:
        return sign + general(value)
    if "exponent" in kinds:
        return sign + _scientific(value, tokens)
    return (sign + _decimal(value, tokens)).strip()


def _choose(code: str, value: Decimal) -> tuple[str, Decimal, str]:
    """The section for a value, the value to print in it, and the sign to put before it."""
    sections = _sections(code)
    for section in sections[:2]:
        if (condition := _CONDITION.search(section)) and _holds(value, *condition.groups()):
            return section, abs(value), "-" if value < 0 else ""
    if any(_CONDITION.search(section) for section in sections[:2]):
        rest = [section for section in sections if not _CONDITION.search(section)]
        return (rest or ["General"])[0], abs(value), "-" if value < 0 else ""
    if value < 0 and len(sections) > 1:
        return sections[1], -value, ""
    if value == 0 and len(sections) > 2:
        return sections[2], value, ""
    rounds_away = value < 0 and not _rounded(value, _tokens(sections[0]))
    return sections[0], abs(value), "-" if value < 0 and not rounds_away else ""


def _holds(value: Decimal, operator: str, text: str) -> bool:
    limit = Decimal(text) if re.fullmatch(r"-?\d+(?:\.\d*)?|-?\.\d+", text) else Decimal(0)
    return {
        "<": value < limit,
        ">": value > limit,
        "=": value == limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "<>": value != limit,
    }[operator]


def _shape(tokens: Sequence[_Token]) -> tuple[int, int, int, bool]:
    """Where the point stands, the decimals, the power of ten to divide by, and whether to group."""
    kinds = [token.kind for token in tokens]
    digits = [at for at, kind in enumerate(kinds) if kind == "digit"]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    last = digits[-1] if digits else -1
    decimals = sum(1 for at in digits if at > point)
    # Commas behind the last digit divide by a thousand each; those between digits group.
    scale = 0
    for kind in kinds[last + 1 :]:
        if kind != "comma":
            break
        scale += 3
    if point < len(kinds) and not decimals:
        scale += 3 * sum(
            1 for at in range(max((d for d in digits if d < point), default=0), point) if kinds[at] == "comma"
        )
    group = (
        any(kinds[at] == "comma" and digits[0] < at < last and at < point for at in range(len(kinds)))
        if digits
        else False
    )
    return point, decimals, scale - 2 * kinds.count("percent"), group


def _rounded(value: Decimal, tokens: Sequence[_Token]) -> Decimal:
    if not any(token.kind == "digit" for token in tokens):
        return value
    _, decimals, scale, _ = _shape(tokens)
    return _quantized(value.scaleb(-scale), decimals)


def _quantized(value: Decimal, decimals: int) -> Decimal:
    with localcontext() as context:
        context.prec = 400
        return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _decimal(value: Decimal, tokens: Sequence[_Token]) -> str:
    point, _, _, group = _shape(tokens)
    whole, _, fraction = f"{_rounded(value, tokens):f}".partition(".")
    places = [token.text for token in tokens[point:] if token.kind == "digit"]
    while fraction.endswith("0") and places and places[len(fraction) - 1] in "#?":
        fraction = fraction[:-1]
    before = _whole(whole.lstrip("0"), tokens[:point], group)
    after = _fraction(fraction, tokens[point:])
    return before + after


def _whole(digits: str, tokens: Sequence[_Token], group: bool) -> str:
    """The digits before the point, laid into their places from the right; text between stays there."""
    out: list[str] = []
    places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    rest = list(digits)
    laid = 0
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.kind in ("literal", "percent", "date"):
            out.append("%" if token.kind == "percent" else token.text[::-1])
        elif token.kind == "digit":
            first = at == places[0]
            take = max(len(rest), 1) if first else 1
            while take and (rest or token.text == "0"):
                if group and laid and laid % 3 == 0:
                    out.append(",")
                out.append(rest.pop() if rest else "0")
                laid, take = laid + 1, take - 1
    if not places:
        out.extend(reversed(rest))
    return "".join(out)[::-1]


def _fraction(digits: str, tokens: Sequence[_Token]) -> str:
    rest = list(digits)
    out: list[str] = []
    for token in tokens:
        if token.kind == "point":
            out.append("." if rest else "")
        elif token.kind == "digit":
            out.append(rest.pop(0) if rest else "")
        elif token.kind in ("literal", "percent", "date"):
            out.append("%" if token.kind == "percent" else token.text)
    return "".join(out)


def _scientific(value: Decimal, tokens: Sequence[_Token]) -> str:
    at = next(index for index, token in enumerate(tokens) if token.kind == "exponent")
    decimals = _shape(tokens[:at])[1]
    power = sum(1 for token in tokens[at:] if token.kind == "digit")
    mantissa, _, exponent = f"{value:.{decimals}E}".partition("E")
    return f"{mantissa}E{exponent[0]}{exponent[1:].zfill(power)}"


def shown_date(value: datetime.datetime | datetime.date | datetime.time, code: str) -> str:
    """A date or a time as its format shows it."""
    section = _sections(code)[0]
    tokens = _tokens(section)
    if isinstance(value, datetime.time):
        moment = datetime.datetime.combine(datetime.date(1900, 1, 1), value)
    elif isinstance(value, datetime.datetime):
        moment = value
    else:
        moment = datetime.datetime.combine(value, datetime.time())
    half = any(token.kind == "half" for token in tokens)
    return "".join(_dated(tokens, at, moment, half) for at in range(len(tokens))).strip()


def _dated(tokens: Sequence[_Token], at: int, moment: datetime.datetime, half: bool) -> str:
    token = tokens[at]
    if token.kind == "half":
        morning, evening = ("上午", "下午") if token.text.startswith("上") else ("AM", "PM")
        return morning if moment.hour < 12 else evening
    if token.kind == "elapsed":
        return str(moment.hour).zfill(len(token.text))
    if token.kind != "date":
        return {"digit": "", "percent": "%"}.get(token.kind, token.text)
    letter, length = token.text[0].lower(), len(token.text)
    if letter == "m" and length <= 2 and _is_minute(tokens, at):
        return str(moment.minute).zfill(length)
    return _part(letter, length, moment, half)


def _part(letter: str, length: int, moment: datetime.datetime, half: bool) -> str:
    if letter in "ye":
        return f"{moment.year:04d}" if length > 2 or letter == "e" else f"{moment.year % 100:02d}"
    if letter == "m" and length > 2:
        name = _ENGLISH_MONTHS[moment.month - 1]
        return {3: name[:3], 5: name[:1]}.get(length, name)
    if letter == "d" and length > 2:
        name = _ENGLISH_DAYS[moment.weekday()]
        return name[:3] if length == 3 else name
    if letter == "a":
        return ("星期" if length == 4 else "") + _WEEKDAYS[moment.weekday()]
    if letter == "b":
        return str(moment.year + 543)
    hour = (moment.hour % 12 or 12) if half else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[letter]
    return str(number).zfill(min(length, 2))


def _is_minute(tokens: Sequence[_Token], at: int) -> bool:
    """``m`` is a minute behind hours and before seconds, else a month."""
    letters = [
        (index, token.text[0].lower())
        for index, token in enumerate(tokens)
        if token.kind in ("date", "elapsed")
    ]
    order = [letter for _, letter in letters]
    place = [index for index, _ in letters].index(at)
    return (place > 0 and order[place - 1] == "h") or (place + 1 < len(order) and order[place + 1] == "s")


def shown_duration(value: datetime.timedelta, code: str) -> str:
    """A length of time as ``[h]:mm:ss`` shows it: hours above a day are counted on."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    tokens = _tokens(_sections(code)[0])
    counts = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}
    clock = {"h": seconds // 3600, "m": seconds // 60 % 60, "s": seconds % 60}
    out: list[str] = []
    for token in tokens:
        letter = token.text[:1].lower()
        if token.kind == "elapsed":
            out.append(str(counts[letter]).zfill(len(token.text)))
        elif token.kind == "date" and letter in clock:
            out.append(str(clock[letter]).zfill(min(len(token.text), 2)))
        elif token.kind == "literal":
            out.append(token.text)
    return sign + "".join(out)
