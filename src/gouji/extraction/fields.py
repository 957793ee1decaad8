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
RESERVED = frozenset({"id", "item", "kind", "of", "quote"})
"""Names that the answers need for themselves."""
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
        """The first line of its docstring."""
        return (self.cls.__doc__ or "").strip().split("\n")[0]

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
            stand under the same base, or a field has a type that no model can fill.
    """
    found: dict[type[Any], Shape] = {}
    records: list[Shape] = []
    for each in types:
        shape = _shape(each)
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
    known = {field.name for field in fields(base)}
    hints = get_type_hints(cls, include_extras=True)
    own = tuple(
        _field(cls, field.name, hints[field.name]) for field in fields(cls) if field.name not in known
    )
    return Shape(cls, base, own)


def _field(owner: type[Any], name: str, hint: Any) -> Field:
    if name in RESERVED:
        raise TypeError(
            f"{owner.__name__}.{name}: 字段名已被占用，请改名 / this name is taken, choose another"
        )
    description = ""
    if get_origin(hint) is Annotated:
        hint, *told = get_args(hint)
        description = next((text for text in map(_words, told) if text), "")
    hint = _without_none(hint)
    if hint in _KINDS:
        return Field(name, description, _KINDS[hint])
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal and all(isinstance(each, str) for each in arguments):
        return Field(name, description, "choice", arguments)
    if origin is tuple and arguments == (str, ...):
        return Field(name, description, "texts")
    raise TypeError(
        f"{owner.__name__}.{name}: 只能是 str、Decimal、bool、Literal 或 tuple[str, ...] / "
        "must be str, Decimal, bool, a Literal of strings or tuple[str, ...], or one of them | None"
    )


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
