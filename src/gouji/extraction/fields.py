"""What a caller adds to the records 自定义字段: fields of subclasses, and record types of one's own.

A subclass of ``Budget``, ``Activity`` or ``Problem``, or of ``Record``, is a frozen dataclass whose
new fields say in words what they are::

    @dataclass(frozen=True)
    class RoadBudget(gouji.Budget):
        contractor: Annotated[str | None, "承包单位，照抄原文"] = None

Text and numbers that a model gives for such a field count only if they stand in the text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from functools import cached_property
from inspect import Parameter, get_annotations, signature
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from gouji.document import Document, Span
from gouji.document.readable import readable
from gouji.facts import Activity, Budget, Problem, Record
from gouji.facts.wording import fold
from gouji.figures import Figure

Kind = Literal["text", "texts", "number", "flag", "choice"]
BASES: tuple[type, ...] = (Budget, Activity, Problem, Record)
MAX_TEXT = 60
MAX_TEXTS = 6
MAX_NAME = 60
MAX_DESCRIPTION = 1000
RESERVED = frozenset({"item", "kind", "of", "quote", "start", "end", "page", "cell", "more_evidence"})
"""Names of fields that the answers and the outputs need for themselves."""
KINDS_OF_RECORDS = frozenset(
    {"budgets", "activities", "problems", "recommendations", "indicators", "findings", "operands", "figures"}
)
"""What gouji's own records are called in the outputs."""
_TAKEN = "字段名已被占用或不能用，请改名 / this name is taken or cannot be used, choose another"
_KINDS: Mapping[Any, Kind] = {str: "text", Decimal: "number", bool: "flag"}
_HOW: Mapping[Kind, str] = {
    "text": "照抄原文，没有填空",
    "texts": "逐项照抄原文，没有填 []",
    "number": "照抄原文的数字，没有填空",
    "flag": "true 或 false",
    "choice": "从所列中选一个，都不是填空",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a caller added: its name, what it is, and what values it takes."""

    name: str
    description: str
    kind: Kind
    choices: tuple[str, ...] = ()

    def schema(self, plain: bool) -> dict[str, Any]:
        """Its JSON schema, without the bounds that some vendors refuse when *plain*."""
        text = {"type": "string"} | ({} if plain else {"maxLength": MAX_TEXT})
        match self.kind:
            case "texts":
                return {"type": "array", "items": text} | ({} if plain else {"maxItems": MAX_TEXTS})
            case "flag":
                return {"type": "boolean"}
            case "choice":
                return {"type": "string", "enum": [*self.choices, ""]}
        return text

    @property
    def instruction(self) -> str:
        """The line of the prompt that asks for it."""
        choices = f"（{'、'.join(self.choices)}）" if self.choices else ""
        return f"{self.name}：{self.description or self.name}{choices}，{_HOW[self.kind]}。"


@dataclass(frozen=True)
class Shape:
    """A record type that a caller gave, and the fields that are new in it."""

    cls: type[Any]
    base: type[Any]
    fields: tuple[Field, ...]

    @property
    def name(self) -> str:
        return self.cls.__name__

    @property
    def description(self) -> str:
        """The first line of its docstring; nothing where there is only the one that a dataclass gives itself."""
        written = (self.cls.__doc__ or "").strip().split("\n")[0]
        return "" if written.startswith(f"{self.name}(") else written

    def properties(self, plain: bool) -> dict[str, Any]:
        """The JSON schemas of its fields."""
        return {field.name: field.schema(plain) for field in self.fields}

    def instructions(self) -> str:
        """What the prompt says of its fields."""
        return "\n".join(field.instruction for field in self.fields)

    def filled(self, record: Any, values: Mapping[str, Any]) -> Any:
        """The record as one of this type, with the values that it got."""
        own = {field.name: getattr(record, field.name) for field in fields(self.base)}
        return self.cls(**own, **values)


@dataclass(frozen=True)
class UserSchema:
    """Everything that a caller added."""

    budget: Shape | None = None
    activity: Shape | None = None
    problem: Shape | None = None
    records: tuple[Shape, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.budget or self.activity or self.problem or self.records)

    @cached_property
    def digest(self) -> str:
        """A short hash of names, descriptions and kinds: part of a report's provenance."""
        shapes = [shape for shape in (self.budget, self.activity, self.problem, *self.records) if shape]
        told = [
            (s.name, s.description, [(f.name, f.description, f.kind, f.choices) for f in s.fields])
            for s in shapes
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8")).hexdigest()[:8]


def user_schema(types: Iterable[type[Any]]) -> UserSchema:
    """Read the types that a caller gives.

    Raises:
        TypeError: One is no dataclass under ``Budget``, ``Activity``, ``Problem`` or ``Record``, two
            stand under the same base or have the same name, or a field has a type that no model can
            fill, a name that is taken, no default, or a description that cannot be sent.
    """
    if isinstance(types, str | type) or not isinstance(types, Iterable):
        raise TypeError(f"schema: 应为类型的列表 / must be a list of types: [{types!r}]")
    found: dict[type[Any], Shape] = {}
    records: list[Shape] = []
    names: set[str] = set()
    for each in types:
        shape = _shape(each)
        if shape.name in names:
            raise TypeError(f"{shape.name}: 两个类型同名，请改名 / two types have this name, rename one")
        names.add(shape.name)
        if shape.base is Record:
            records.append(shape)
        elif shape.base in found:
            raise TypeError(
                f"{each.__name__}: {shape.base.__name__} 已有子类 {found[shape.base].name} / "
                f"only one subclass of {shape.base.__name__} can be asked for"
            )
        else:
            found[shape.base] = shape
    return UserSchema(found.get(Budget), found.get(Activity), found.get(Problem), tuple(records))


def _shape(cls: type[Any]) -> Shape:
    base = next((base for base in BASES if isinstance(cls, type) and issubclass(cls, base)), None)
    if base is None or cls is base or not is_dataclass(cls) or "__dataclass_fields__" not in vars(cls):
        name = getattr(cls, "__name__", repr(cls))
        raise TypeError(
            f"{name}: 应为 Budget、Activity、Problem 或 Record 的子类，并加 @dataclass(frozen=True) / "
            "must be a subclass of Budget, Activity, Problem or Record with @dataclass(frozen=True)"
        )
    if not _can_be_name(cls.__name__) or (base is Record and cls.__name__ in KINDS_OF_RECORDS):
        raise TypeError(
            f"{cls.__name__!r}: 类型名已被占用，或不是合法的名称 / this name is taken, or none that can be used"
        )
    known = {field.name for field in fields(base)}
    hints = _hints(cls)
    own = tuple(
        _field(cls, field.name, hints[field.name]) for field in fields(cls) if field.name not in known
    )
    shape = Shape(cls, base, own)
    _sent(cls.__name__, shape.description)
    _check_redeclared(cls, base, known)
    _check_filling(shape, known)
    return shape


def _can_be_name(name: str) -> bool:
    return name.isidentifier() and len(name) <= MAX_NAME


def _hints(cls: type[Any]) -> dict[str, Any]:
    try:
        return get_type_hints(cls, include_extras=True)
    except Exception as error:  # An annotation may be any expression.
        missing = getattr(error, "name", None)
        names = [name for name, hint in get_annotations(cls).items() if missing and missing in str(hint)]
        raise TypeError(
            f"{'.'.join([cls.__name__, *names[:1]])}: 读不出字段的类型，所用类型须在模块中定义 / "
            f"the type of the field cannot be read, define what it names in the module: {error}"
        ) from error


def _check_redeclared(cls: type[Any], base: type[Any], known: set[str]) -> None:
    """What gouji reads itself is not asked for under another description."""
    for each in cls.__mro__[: cls.__mro__.index(base)]:
        for name in known & set(get_annotations(each)):
            raise TypeError(f"{cls.__name__}.{name}: {_TAKEN}")


def _check_filling(shape: Shape, known: set[str]) -> None:
    """A record is made with the values that there are; what was paid for must not fail for want of one."""
    accepted = signature(shape.cls).parameters
    for field in shape.fields:
        if field.name not in accepted:
            raise TypeError(
                f"{shape.name}.{field.name}: 须能在构造时给出 / it must be accepted when a record is made"
            )
    for name, parameter in accepted.items():
        if name not in known and parameter.default is Parameter.empty:
            raise TypeError(f"{shape.name}.{name}: 须有默认值，如 None / it needs a default, such as None")


def _sent(place: str, text: str) -> str:
    """A description on one line.

    Raises:
        TypeError: It is too long, or holds half a character.
    """
    line = " ".join(text.split())
    try:
        line.encode("utf-8")
    except UnicodeEncodeError as error:
        raise TypeError(f"{place}: 说明不是完整的文字 / the description is no whole text: {error}") from error
    if len(line) > MAX_DESCRIPTION:
        raise TypeError(
            f"{place}: 说明过长，至多 {MAX_DESCRIPTION} 字 / "
            f"the description is too long ({len(line)} characters, {MAX_DESCRIPTION} at most)"
        )
    return line


def _field(owner: type[Any], name: str, hint: Any) -> Field:
    if name in RESERVED or not _can_be_name(name):
        raise TypeError(f"{owner.__name__}.{name}: {_TAKEN}")
    description = ""
    if get_origin(hint) is Annotated:
        hint, *told = get_args(hint)
        description = next((text for text in map(_words, told) if text), "")
        description = _sent(f"{owner.__name__}.{name}", description)
    hint = _without_none(hint)
    if hint in _KINDS:
        return Field(name, description, _KINDS[hint])
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal and (choices := _choices(f"{owner.__name__}.{name}", arguments)):
        return Field(name, description, "choice", choices)
    if origin is tuple and arguments == (str, ...):
        return Field(name, description, "texts")
    raise TypeError(
        f"{owner.__name__}.{name}: 只能是 str、Decimal、bool、Literal 或 tuple[str, ...] / "
        "must be str, Decimal, bool, a Literal of strings or tuple[str, ...], or one of them | None"
    )


def _choices(place: str, arguments: Sequence[Any]) -> tuple[str, ...]:
    """The words of a ``Literal``; none where one of them is no word: the empty one says that there is none."""
    told = [each for each in arguments if each is not None]
    if not all(isinstance(each, str) and each.strip() for each in told):
        return ()
    _sent(place, "、".join(told))
    return tuple(told)


def _words(told: object) -> str:
    """A description: a string, or what has a ``description`` (a pydantic field)."""
    return told if isinstance(told, str) else str(getattr(told, "description", None) or "")


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        left = [each for each in get_args(hint) if each is not NoneType]
        return left[0] if len(left) == 1 else hint
    return hint


@dataclass(frozen=True, slots=True)
class Values:
    """What a model gave for the fields of one record, and which of it does not stand in the text."""

    kept: Mapping[str, Any]
    refused: Mapping[str, str]


def grounded(
    shape: Shape, said: Mapping[str, Any], document: Document, place: Span, figures: Sequence[Figure]
) -> Values:
    """Hold the values for a record's fields against the text of its place.

    Text must stand there, blanks and width aside; a number must be that of a figure there, and
    becomes its value in the base unit. Choices and flags are the model's own word.
    """
    around = fold(" ".join(document.path(place.start)) + readable(document, place.start, place.end))
    kept: dict[str, Any] = {}
    refused: dict[str, str] = {}
    for field in shape.fields:
        value = said.get(field.name)
        if value is None or value == "" or value == []:
            continue
        parts = value if field.kind == "texts" and isinstance(value, list) else [value]
        found = [(part, _value(field, part, around, figures)) for part in parts]
        wrong = [str(part) for part, read in found if read is None]
        right = [read for _, read in found if read is not None]
        if wrong:
            refused[field.name] = "、".join(wrong)
        if right:
            kept[field.name] = tuple(right) if field.kind == "texts" else right[0]
    return Values(kept, refused)


def _value(field: Field, value: Any, around: str, figures: Sequence[Figure]) -> Any:
    match field.kind:
        case "flag":
            return value if isinstance(value, bool) else None
        case "choice":
            return value if value in field.choices else None
        case "number":
            return _number(str(value), figures)
    return value if isinstance(value, str) and _stands(value, around) else None


def _stands(text: str, around: str) -> bool:
    return bool(fold(text)) and fold(text) in around


def _number(said: str, figures: Sequence[Figure]) -> Decimal | None:
    """The value of the figure whose number, or whose whole print, is what was said."""
    wanted = fold(said)
    for figure in figures:
        if figure.value is not None and wanted in (fold(figure.number), fold(figure.text)):
            return figure.value
    return None
