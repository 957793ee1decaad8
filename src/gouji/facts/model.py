"""What a report states, as types: budgets, activities, problems, indicators, funds, meta."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from gouji.document import Document
from gouji.figures.figure import Figure
from gouji.profiles import Profile, default_profile

Kind = Literal[
    "budget", "addition", "income", "received", "expenditure", "carryover", "investment", "recovered", "other"
]
Stage = Literal["initial", "adjusted", "final"]
Source = Literal["grammar", "table", "model"]
Grounding = Literal["exact", "normalized", "scaled", "derived", "ambiguous", "not_found"]

KINDS: dict[Kind, str] = {
    "budget": "预算",
    "addition": "追加",
    "income": "收入",
    "received": "到位",
    "expenditure": "支出",
    "carryover": "结转结余",
    "investment": "投入",
    "recovered": "收回",
    "other": "其他",
}
"""The kinds of a budget and the field's own words for them."""

KIND_OF: dict[str, Kind] = {name: kind for kind, name in KINDS.items()}
"""The kind for each of the field's words."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quotation 原文依据: ``quote == Document.text[start:end]``."""

    quote: str
    start: int
    end: int
    page: int | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """An amount of money and what it is for 预算与支出.

    ``number`` and ``unit`` are as stated (``526.47``, ``万元``), ``yuan`` is the value in 元.
    ``amount`` is the figure of the text that it stands on; ``None`` when the text holds none
    (``status`` is then ``not_found`` and ``number`` is what the model claimed).
    ``parent`` is the ``id`` of the budget that this one is a part of.
    """

    id: str
    item: str
    kind: Kind
    number: str
    unit: str
    yuan: Decimal | None
    amount: Figure | None
    source: Source
    status: Grounding
    evidence: tuple[Evidence, ...] = ()
    account: str | None = None
    scope: str | None = None
    stage: Stage | None = None
    period: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """A count that an activity brought about 产出: 培训 12 场."""

    measure: str
    value: Decimal | None
    unit: str
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that was done 活动; ``date`` is as printed."""

    id: str
    name: str
    source: Source
    status: Grounding
    evidence: tuple[Evidence, ...] = ()
    date: str | None = None
    place: str | None = None
    organizers: tuple[str, ...] = ()
    outputs: tuple[Output, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A shortcoming that the report admits 存在的问题; ``recommendations`` are ids."""

    id: str
    summary: str
    source: Source
    status: Grounding
    evidence: tuple[Evidence, ...] = ()
    cause: str | None = None
    category: str = ""
    recommendations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the report proposes to do 改进措施与建议; ``problems`` are ids."""

    id: str
    summary: str
    source: Source
    status: Grounding = "exact"
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the 自评表 绩效指标; every value as printed, ``None`` where the cell is blank."""

    level1: str
    level2: str
    name: str
    target: str | None
    actual: str | None
    weight: str | None
    score: str | None
    reason: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Record:
    """A record of a type that a caller adds 自定义记录: subclass it as a frozen dataclass.

    The docstring's first line says what it is; every new field has a default and a description,
    ``party: Annotated[str | None, "签约单位"] = None``. Pass the type to ``Extractor(schema=[…])``.
    """

    id: str = ""
    source: Source = "model"
    status: Grounding = "exact"
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that a model gave for a caller's field and that does not stand in the text 未见于原文."""

    record: str
    field: str
    claimed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A part of the text that was asked about without an answer that could be used 未获答复.

    ``reason``: ``failed`` (the chunk failed), ``no_answer`` (left out twice), ``refused_name`` (the
    name given does not stand beside the amount).
    """

    start: int
    end: int
    reason: Literal["failed", "no_answer", "refused_name"]


@dataclass(frozen=True, slots=True)
class Funds:
    """A row of funds 项目资金, from a 自评表 or from prose, as figures."""

    label: str
    initial_budget: Figure | None = None
    budget: Figure | None = None
    received: Figure | None = None
    executed: Figure | None = None
    execution_rate: Figure | None = None
    received_rate: Figure | None = None


@dataclass(frozen=True, slots=True)
class Meta:
    """Whose report it is 基本信息; ``None`` where the text does not say."""

    organization: str | None = None
    region: str | None = None
    fiscal_year: int | None = None
    report_type: str | None = None
    self_score: str | None = None
    grade: str | None = None


@dataclass(frozen=True)
class Facts:
    """Everything that a report states, with the figures it stands on.

    ``records`` are of the types that a caller added. ``extracted`` says whether a model or another
    tool contributed: without that, a figure missing from every budget is no omission. ``examples``
    are texts that the model was shown beside the report, its prompt: what stands only there was
    copied. ``profile`` holds the weights, bands and thresholds that the report is held to.
    """

    document: Document
    figures: tuple[Figure, ...]
    meta: Meta = Meta()
    budgets: tuple[Budget, ...] = ()
    activities: tuple[Activity, ...] = ()
    problems: tuple[Problem, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    funds: tuple[Funds, ...] = ()
    records: tuple[Record, ...] = ()
    refused: tuple[Refused, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    extracted: bool = field(default=False)
    examples: tuple[str, ...] = ()
    profile: Profile = field(default_factory=default_profile)
