"""Answer types: what a model is asked for, as pydantic models with a schema of gouji's own.

The schema is written here and not left to pydantic, so that the request's bytes stay the same over
versions of pydantic and instructor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, ValidationInfo, create_model, field_validator, model_validator

from gouji.extraction.chunk import Chunk, Slot
from gouji.facts import KINDS
from gouji.facts.wording import fold

Label = Literal["活动", "问题", "原因", "建议", "资金", "其他"]
LABELS: tuple[Label, ...] = ("活动", "问题", "原因", "建议", "资金", "其他")
MAX_NAME = 30

Schema = dict[str, Any]


@dataclass
class Refusals:
    """What the validators refused 退回项: the slot, the name given, and why, for one short re-ask."""

    names: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.names)


class Answer(BaseModel):
    """Base of all answers; a subclass carries its schema in ``SCHEMA``."""

    model_config = ConfigDict(extra="ignore")
    SCHEMA: ClassVar[Schema] = {}

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> Schema:
        """The schema that is sent; arguments are pydantic's and change nothing."""
        return deepcopy(cls.SCHEMA)


class Named(BaseModel):
    """What one money figure is 金额的含义: its name as written, its kind, what it is part of.

    Further fields are those that a caller added.
    """

    model_config = ConfigDict(extra="allow")
    item: str | None = None
    kind: str = "其他"
    of: str = ""

    @field_validator("item", "of", "kind", mode="before")
    @classmethod
    def _text(cls, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else str(value)


class Other(BaseModel):
    """An amount that no slot holds, with a verbatim quotation."""

    model_config = ConfigDict(extra="ignore")
    quote: str
    item: str = ""
    kind: str = "其他"


class AnchoredAnswer(Answer):
    """Answers to slots and labels, whichever of the two shapes they came in."""

    others: list[Other] = []

    def named(self) -> dict[str, Named]:
        """What was said of each figure, by the figure's id."""
        return {key: value for key, value in self if isinstance(value, Named)}

    def labels(self) -> dict[str, str]:
        """The label of each sentence, by the sentence's id."""
        return {key: value for key, value in self if key[0] == "S" and isinstance(value, str)}

    def unsaid(self, chunk: Chunk) -> tuple[set[str], set[str]]:
        """The slots and the sentences of a chunk that the answer leaves out."""
        said = {key for key in self.model_fields_set if getattr(self, key, None) is not None}
        slots = {slot.id for slot in chunk.slots} - said
        return slots, {name for name, _ in chunk.labelled} - said

    @model_validator(mode="before")
    @classmethod
    def _unfold(cls, data: Any) -> Any:
        """Turn the static shape (lists with ids) into the shape with one field for each id."""
        if not isinstance(data, dict) or not ("figures" in data or "sentences" in data):
            return data
        flat: dict[str, Any] = {"others": data.get("others") or []}
        for row in _dicts(data.get("figures")):
            flat.setdefault(str(row.get("id")), {key: value for key, value in row.items() if key != "id"})
        for row in _dicts(data.get("sentences")):
            flat.setdefault(str(row.get("id")), row.get("label"))
        return flat

    @model_validator(mode="after")
    def _refuse(self, info: ValidationInfo) -> AnchoredAnswer:
        """Refuse names that do not stand in the text near their figure; unknown labels become 其他."""
        context = info.context or {}
        chunk, refusals = context.get("chunk"), context.get("refusals")
        if chunk is None or refusals is None:
            return self
        for slot in chunk.slots:
            answer = getattr(self, slot.id, None)
            if answer is None:
                refusals.names[slot.id] = ""
            elif not name_stands(answer.item, chunk, slot):
                refusals.names[slot.id] = answer.item or ""
                answer.item = None
        for name in self.labels():
            if getattr(self, name) not in LABELS:
                setattr(self, name, "其他")
        return self


def _dicts(rows: Any) -> Iterable[dict[str, Any]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def name_stands(name: str | None, chunk: Chunk, slot: Slot) -> bool:
    """Whether a name stands in the text near its figure, piece by piece.

    The last piece must stand right before the figure, after the amount before it, or in the clause
    behind it; the others anywhere in the sentence, the one before it or the section path. A name that
    belongs to the neighbour is refused.
    """
    if not name or len(name) > 2 * MAX_NAME:
        return False
    piece = chunk.pieces[slot.sentence]
    before = chunk.pieces[slot.sentence - 1].text if slot.sentence else ""
    around = "\n".join(fold(text) for text in (before, piece.lead + piece.text, "".join(piece.path)))
    parts = [part for part in map(fold, re.split(r"[（()）\-—:：]", name)) if part]
    if not parts or all(part.isdigit() for part in parts):
        return False
    beside = fold(slot.before) + "\n" + fold(slot.behind)
    return all(part in around for part in parts) and (
        bool(piece.lead) or any(part in beside for part in parts)
    )


def anchored_type(
    chunk: Chunk,
    *,
    shape: str = "per_chunk",
    plain: bool = False,
    others: bool = True,
    added: Schema | None = None,
) -> type[AnchoredAnswer]:
    """The answer type for a chunk: a field for each money figure, a label for each sentence.

    Args:
        chunk: The chunk.
        shape: ``per_chunk``, a schema made for this chunk; ``static``, one schema for all chunks,
            with ids in the answer, for vendors that compile schemas slowly.
        plain: Leave constraints out (``maxLength``, ``maxItems``) that a vendor refuses.
        others: Whether amounts beside the slots may be named.
        added: Schemas of the further fields that a caller wants for each money figure.
    """
    fields: dict[str, Any] = {name: (str | None, "其他") for name, _ in chunk.labelled}
    fields.update({slot.id: (Named | None, None) for slot in chunk.slots})
    more = added or {}
    schema = _static_schema(plain, more) if shape == "static" else _chunk_schema(chunk, plain, others, more)
    return create_model("Answer", __base__=_with(AnchoredAnswer, schema), **fields)


def _with(base: type[AnchoredAnswer], schema: Schema) -> type[AnchoredAnswer]:
    return type("Answer", (base,), {"SCHEMA": schema, "__module__": __name__, "__annotations__": {}})


def _chunk_schema(chunk: Chunk, plain: bool, others: bool, added: Schema) -> Schema:
    properties: Schema = {name: {"type": "string", "enum": list(LABELS)} for name, _ in chunk.labelled}
    ids = [slot.id for slot in chunk.slots]
    for slot in chunk.slots:
        named = _named_properties(["", *[i for i in ids if i != slot.id]], plain)
        properties[slot.id] = as_object(named | added)
    if others:
        properties["others"] = _others_schema(plain)
    return as_object(properties)


def _named_properties(ids: list[str] | None, plain: bool) -> Schema:
    return {
        "item": as_text(MAX_NAME, plain),
        "kind": {"type": "string", "enum": list(KINDS.values())},
        "of": {"type": "string", "enum": ids} if ids is not None else {"type": "string"},
    }


def _others_schema(plain: bool) -> Schema:
    row = {
        "quote": as_text(60, plain),
        "item": as_text(MAX_NAME, plain),
        "kind": {"type": "string", "enum": list(KINDS.values())},
    }
    return as_array(as_object(row), 2, plain)


def _static_schema(plain: bool, added: Schema) -> Schema:
    figure = {"id": {"type": "string"}, **_named_properties(None, plain), **added}
    sentence = {"id": {"type": "string"}, "label": {"type": "string", "enum": list(LABELS)}}
    return as_object(
        {
            "sentences": as_array(as_object(sentence), 40, plain),
            "figures": as_array(as_object(figure), 40, plain),
            "others": _others_schema(plain),
        }
    )


def as_object(properties: Schema) -> Schema:
    """The schema of an object that has all its properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def as_array(items: Schema, most: int, plain: bool) -> Schema:
    """The schema of a list; the bound is left out where a vendor refuses it."""
    return {"type": "array", "items": items} | ({} if plain else {"maxItems": most})


def as_text(most: int, plain: bool) -> Schema:
    """The schema of a short text."""
    # Neither quotation marks nor line ends belong to a name; a small model stops sooner without them.
    return {"type": "string"} | ({} if plain else {"maxLength": most})


class FreeBudget(BaseModel):
    """An amount as a model lists it."""

    model_config = ConfigDict(extra="ignore")
    item: str
    kind: str = "其他"
    amount: str
    unit: str = ""
    quote: str = ""

    @field_validator("amount", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        return value if isinstance(value, str) else str(value)


class FreeActivity(BaseModel):
    """An activity as a model lists it."""

    model_config = ConfigDict(extra="ignore")
    name: str
    date: str = ""
    place: str = ""
    organizers: list[str] = []
    quote: str = ""


class FreeProblem(BaseModel):
    """A problem as a model lists it."""

    model_config = ConfigDict(extra="ignore")
    summary: str
    cause: str = ""
    quote: str = ""


class FreeRecommendation(BaseModel):
    """A recommendation as a model lists it."""

    model_config = ConfigDict(extra="ignore")
    summary: str
    quote: str = ""


class FreeAnswer(Answer):
    """Lists with quotations, for strong models: strategy ``free``."""

    budgets: list[FreeBudget] = []
    activities: list[FreeActivity] = []
    problems: list[FreeProblem] = []
    recommendations: list[FreeRecommendation] = []


def free_type(*, plain: bool = False) -> type[FreeAnswer]:
    """The answer type of strategy ``free``: the same for every chunk."""
    kinds = {"type": "string", "enum": list(KINDS.values())}
    number = (
        {"type": "string"}
        if plain
        else {"type": "string", "pattern": r"^-?[0-9][0-9,]{0,14}(\.[0-9]{1,6})?$"}
    )
    quote = as_text(80, plain)
    budget = {
        "item": as_text(MAX_NAME, plain),
        "kind": kinds,
        "amount": number,
        "unit": as_text(6, plain),
        "quote": quote,
    }
    activity = {
        "name": as_text(40, plain),
        "date": as_text(16, plain),
        "place": as_text(20, plain),
        "organizers": as_array(as_text(20, plain), 4, plain),
        "quote": quote,
    }
    problem = {"summary": as_text(40, plain), "cause": as_text(60, plain), "quote": quote}
    recommendation = {"summary": as_text(40, plain), "quote": quote}
    schema = as_object(
        {
            "budgets": as_array(as_object(budget), 12, plain),
            "activities": as_array(as_object(activity), 8, plain),
            "problems": as_array(as_object(problem), 6, plain),
            "recommendations": as_array(as_object(recommendation), 6, plain),
        }
    )
    return type("Answer", (FreeAnswer,), {"SCHEMA": schema, "__module__": __name__, "__annotations__": {}})
