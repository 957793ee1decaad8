"""A profile as read from its file, and what is said of one that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

from gouji.errors import ProfileError

_HERE = Path(__file__).parent
_KEYS: Mapping[str, frozenset[str]] = {
    "": frozenset(
        {"extends", "name", "title", "source", "points", "grades", "weights", "execution", "deviation"}
    ),
    "points": frozenset({"total"}),
    "weights": frozenset({"binding", "groups"}),
    "execution": frozenset({"lenient_from", "tolerance", "steps"}),
    "deviation": frozenset({"over"}),
}
_MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Band:
    """A grade 等级 and where it begins; the beginning belongs to it."""

    name: str
    start: Decimal
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """From this execution rate on (percent), so much of the weight is given (percent)."""

    start: Decimal
    share: Decimal


@dataclass(frozen=True)
class Profile:
    """Weights 权重, bands 等级 and thresholds that a kind of report is held to.

    Attributes:
        total: The points of a whole form.
        grades: From the best down.
        weights: What a first-level head is worth, by a word of its name.
        weights_binding: Whether other weights are a finding.
        lenient_from: The execution rate from which full marks are common practice, in percent.
        tolerance: How far points may be from their formula.
        steps: Shares of the weight by execution rate; none: rate × weight.
        deviation_over: The completion beyond which a reason is wanted, in percent of the target.
    """

    name: str
    title: str
    source: str
    total: Decimal
    grades: tuple[Band, ...]
    weights: tuple[tuple[str, Decimal], ...]
    weights_binding: bool
    lenient_from: Decimal
    tolerance: Decimal
    steps: tuple[Step, ...]
    deviation_over: Decimal

    def grade_of(self, score: Decimal) -> str:
        """The grade that a score falls into."""
        return next((band.name for band in self.grades if score >= band.start), self.grades[-1].name)

    def canonical(self, grade: str) -> str | None:
        """The profile's own word for a grade as printed (优秀 is 优); ``None`` for one it does not know."""
        return next((band.name for band in self.grades if grade == band.name or grade in band.aliases), None)


def builtin_profiles() -> tuple[str, ...]:
    """The names of the profiles that come with gouji."""
    return tuple(sorted(path.stem for path in _HERE.glob("*.toml")))


@lru_cache(maxsize=1)
def default_profile() -> Profile:
    """What holds where no profile is chosen."""
    return load_profile("default")


def load_profile(profile: str | Path | Profile | None = None) -> Profile:
    """Read a profile.

    Args:
        profile: The name of one that comes with gouji, a TOML file, or a profile, which is returned
            as it is; ``None`` is ``default``.

    Raises:
        ProfileError: No such profile, or its file holds something else; names file, key and way out.
    """
    if isinstance(profile, Profile):
        return profile
    if profile is None:
        return default_profile()
    path = _HERE / f"{profile}.toml" if profile in builtin_profiles() else Path(profile)
    return _Reader(path).profile(_merged(path, frozenset()))


def _merged(path: Path, seen: frozenset[Path]) -> dict[str, Any]:
    """A file's keys over those of the profile that it extends."""
    own = _parsed(path)
    base = own.pop("extends", None)
    if base is None:
        return own
    if not isinstance(base, str):
        raise ProfileError(path, "extends", "应为配置的名称 / must be the name of a profile")
    named = base in builtin_profiles()
    below = (_HERE / f"{base}.toml" if named else path.parent / base).resolve()
    if below in seen or below == path.resolve():
        raise ProfileError(path, "extends", f"{base} 互相引用 / profiles that extend each other")
    merged = _merged(below, seen | {path.resolve()})
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = {**merged[key], **value} if both else value
    return merged


def _parsed(path: Path) -> dict[str, Any]:
    import tomllib

    known = "自带的有 / built in: " + " ".join(builtin_profiles())
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ProfileError(path, "", "文件过大，不像配置 / too large for a profile", known)
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise ProfileError(path, "", "没有这个配置 / no such profile", known) from None
    except OSError as error:
        raise ProfileError(path, "", f"无法读取 / cannot be read: {error.strerror}", known) from error
    except UnicodeDecodeError as error:
        raise ProfileError(path, "", "不是 UTF-8 文本 / not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(path, "", f"不是 TOML / not TOML: {error}") from error
    except (RecursionError, ValueError) as error:
        reason = "嵌套过深、数字过长，或不是文件名 / nested too deeply, a number too long, or no file name"
        raise ProfileError(path, "", f"{reason}: {error}") from error


class _Reader:
    """Turns parsed TOML into a profile, and names the key where it cannot."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fail(self, key: str, reason: str, hint: str = "") -> ProfileError:
        return ProfileError(self.path, key, reason, hint)

    def profile(self, data: dict[str, Any]) -> Profile:
        self.known(data, "")
        weights, execution = self.table(data, "weights"), self.table(data, "execution")
        deviation, points = self.table(data, "deviation"), self.table(data, "points")
        groups = self.table(weights, "groups", "weights.groups")
        return Profile(
            name=self.text(data, "name"),
            title=self.text(data, "title"),
            source=self.text(data, "source"),
            total=self.number(points, "total", "points.total", least=Decimal(1)),
            grades=self.grades(data.get("grades")),
            weights=tuple((word, self.number(groups, word, f"weights.groups.{word}")) for word in groups),
            weights_binding=self.flag(weights, "binding", "weights.binding"),
            lenient_from=self.number(execution, "lenient_from", "execution.lenient_from"),
            tolerance=self.number(execution, "tolerance", "execution.tolerance"),
            steps=self.steps(execution.get("steps", [])),
            deviation_over=self.number(deviation, "over", "deviation.over", least=Decimal(100)),
        )

    def known(self, data: Mapping[str, Any], table: str) -> None:
        for key in data:
            if key not in _KEYS[table]:
                name = f"{table}.{key}".lstrip(".")
                hint = "可用的键 / known keys: " + " ".join(sorted(_KEYS[table]))
                raise self.fail(name, "没有这个键 / no such key", hint)

    def table(self, data: Mapping[str, Any], key: str, name: str = "") -> Mapping[str, Any]:
        value = data.get(key)
        if not isinstance(value, dict):
            raise self.fail(
                name or key, "应为一个表 / must be a table", f'[{name or key}]，或 extends = "default"'
            )
        if not name:
            self.known(value, key)
        return value

    def text(self, data: Mapping[str, Any], key: str) -> str:
        value = data.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(key, "应为文字 / must be text", f'{key} = "…"')
        return value

    def flag(self, data: Mapping[str, Any], key: str, name: str) -> bool:
        value = data.get(key, False)
        if not isinstance(value, bool):
            raise self.fail(name, "应为 true 或 false / must be true or false")
        return value

    def number(self, data: Mapping[str, Any], key: str, name: str, least: Decimal = Decimal(0)) -> Decimal:
        value = data.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fail(name, "应为数字 / must be a number", f"{name.rpartition('.')[2]} = 100")
        try:
            number = Decimal(str(value))
        except InvalidOperation:  # pragma: no cover - str() of a number is one
            raise self.fail(name, "应为数字 / must be a number") from None
        if not number.is_finite() or number < least or number > 10**9:
            raise self.fail(name, f"应不小于 {least} / must be {least} or more")
        return number

    def grades(self, value: object) -> tuple[Band, ...]:
        rows = self.rows(value, "grades")
        bands = [self.band(row, f"grades[{at}]") for at, row in enumerate(rows, 1)]
        starts = [band.start for band in bands]
        if len(bands) < 2 or starts != sorted(set(starts), reverse=True) or starts[-1] != 0:
            raise self.fail(
                "grades",
                "应从高到低，最后一档从 0 起 / from the best down, the last one from 0",
                "[[grades]]",
            )
        return tuple(bands)

    def band(self, row: Mapping[str, Any], name: str) -> Band:
        aliases = row.get("aliases", [])
        if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
            raise self.fail(f"{name}.aliases", "应为文字的列表 / must be a list of texts")
        return Band(self.text(row, "name"), self.number(row, "from", f"{name}.from"), tuple(aliases))

    def steps(self, value: object) -> tuple[Step, ...]:
        rows = self.rows(value, "execution.steps")
        steps = [
            Step(
                self.number(row, "from", f"execution.steps[{at}].from"),
                self.number(row, "share", f"execution.steps[{at}].share"),
            )
            for at, row in enumerate(rows, 1)
        ]
        starts = [step.start for step in steps]
        if starts != sorted(set(starts), reverse=True):
            raise self.fail("execution.steps", "应从高到低 / from the highest rate down")
        return tuple(steps)

    def rows(self, value: object, name: str) -> Sequence[Mapping[str, Any]]:
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self.fail(name, "应为表的列表 / must be a list of tables")
        return value
