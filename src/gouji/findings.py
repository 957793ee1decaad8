"""Relations that should hold between the figures of a report, and what became of them.

A check builds a ``Relation`` from named operands; it never computes. The ledger evaluates it
into a ``Finding``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from gouji.facts import Evidence, Facts
from gouji.figures.figure import Figure

Status = Literal["confirmed", "contradicted", "tail", "undetermined"]
Severity = Literal["high", "medium", "low", "info"]
Cause = Literal["source", "model", "run"]
DecisionKind = Literal["explained", "accepted"]

SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low", "info")
STATUS_ZH: Mapping[Status, str] = {
    "confirmed": "相符",
    "contradicted": "不符",
    "tail": "尾差",
    "undetermined": "无法核对",
}
CAUSE_ZH: Mapping[Cause, str] = {"source": "报告", "model": "模型", "run": "运行"}
DECISION_ZH: Mapping[DecisionKind, str] = {"explained": "已说明", "accepted": "已认可"}


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure in its role 角色 (total, part, spent, budget, rate …) under the name it bears.

    ``figure`` is ``None`` where the text does not print the number that the relation needs, or where
    what is compared is no number: ``quote`` is then the words, a grade, a name, an empty cell.
    """

    role: str
    label: str
    figure: Figure | None
    quote: Evidence | None = None

    @property
    def place(self) -> tuple[int, int] | None:
        """Where it stands in the text, start and end."""
        if self.figure is not None:
            return self.figure.start, self.figure.end
        return (self.quote.start, self.quote.end) if self.quote is not None else None

    @property
    def text(self) -> str:
        """What is printed there; empty where nothing is."""
        if self.figure is not None:
            return self.figure.text
        return self.quote.quote if self.quote is not None else ""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that the text does not print: of a rule (100 points), or counted (items of a list).

    ``value`` is in the base unit of what it is compared with; ``unit`` is only shown.
    """

    label: str
    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """Σ of operands."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """``left`` − ``right``."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Product:
    """``left`` × ``right``."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Ratio:
    """``part`` ÷ ``whole`` in percent; a whole of zero has no ratio."""

    part: Expression
    whole: Expression


Expression = Operand | Constant | Sum | Difference | Product | Ratio


@dataclass(frozen=True, slots=True)
class Scope:
    """What a quantity is about: account 科目, scope 口径, stage 阶段, period 期间; ``None`` is unknown."""

    account: str | None = None
    scope: str | None = None
    stage: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Grounded:
    """Predicate: an extracted value stands in the text.

    ``claimed`` is what was extracted, ``holds`` whether a figure of the cited place has that value;
    ``None`` where several have it and the place does not decide.
    """

    claimed: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Named:
    """Predicate: a figure of the text stands in an extraction, or in a relation that explains it.

    ``holds`` is what the check knows, from the extraction, and ``again`` that an extracted amount has its
    value; the ledger knows the relations. ``added`` says that it is a term or the total of a sum: that
    explains an amount that the extraction has elsewhere, and not one that it left out.
    """

    holds: bool
    again: bool = False
    added: bool = False


@dataclass(frozen=True, slots=True)
class Present:
    """Predicate: something is printed where a reader must find it; the stated operand says where."""


@dataclass(frozen=True, slots=True)
class Member:
    """Predicate: a value is one of those allowed; ``allowed`` is shown as it stands."""

    value: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consecutive:
    """Predicate: serials 序号 go up one by one."""

    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """Predicate: dates in ISO form come one after the other; equal ones are in order.

    A date without a day or a month is compared as far as both are printed.
    """

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meets:
    """Predicate: the stated operand, the actual value, meets the target that stands ``beside`` it."""

    operator: Literal["≥", ">", "≤", "<", "="]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Predicate: the words of an extraction, a name or a summary, stand in the text.

    ``holds`` is ``None`` where only something much like them does.
    """

    claimed: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Bears:
    """Predicate: a figure bears in the text the name that an extraction gives it.

    ``printed`` is the name that stands beside the figure.
    """

    claimed: str
    printed: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Unprompted:
    """Predicate: what an extraction says comes from the text and not from an example of the prompt."""

    claimed: str
    holds: bool


Predicate = Grounded | Named | Quoted | Bears | Unprompted | Present | Member | Consecutive | Ordered | Meets


@dataclass(frozen=True)
class Relation:
    """Something that should hold 勾稽关系, as a check proposes it.

    ``stated`` is the printed operand, ``expected`` the expression it should equal.
    ``alternatives`` are other expressions that would explain a contradiction (another denominator);
    they are named, and change no verdict. ``readings`` are other ways to understand the same words:
    the first one that holds is taken. A relation that is a ``predicate`` has no expression.
    ``open_list`` says that the parts need not be all (等, 主要为): it can then be confirmed but never
    contradicted. ``tentative`` says that the words only suggest the relation: it is kept where it holds,
    and contradicted where one slip of the pen in one figure is all that keeps it from holding; else it is
    no relation. ``firm`` says that the form or the words bind the operands to each other: a slip in a number
    of few digits is then believed, and a gap is not put down to another amount. ``beside`` are further
    operands of a predicate. ``bound`` says that ``stated`` must only not exceed ``expected``. ``across`` says
    that the operands come from several sections: a figure that the report prints with two values blocks it.
    ``tolerance`` is how far apart the two may be, in their base unit, where a rule rounds. ``note_zh`` and
    ``note_en`` are clauses for the message, made by the check.
    """

    stated: Operand
    expected: Expression | None = None
    predicate: Predicate | None = None
    beside: tuple[Operand, ...] = ()
    alternatives: tuple[tuple[str, Expression], ...] = ()
    readings: tuple[Relation, ...] = ()
    open_list: bool = False
    tentative: bool = False
    firm: bool = False
    bound: bool = False
    across: bool = False
    tolerance: Decimal = Decimal(0)
    cause: Cause = "source"
    scope: Scope = Scope()
    severity: Severity | None = None
    note_zh: str = ""
    note_en: str = ""


@dataclass(frozen=True)
class Check:
    """A check 核对项: an id of ``CHECKS``, and the function that proposes its relations.

    Calling it calls the function. ``version`` rises when its verdicts change. ``severity`` is that of
    a contradiction; everything else is reported as info. One that is not ``default`` runs only when
    asked for: it reads the quality of the text and not its numbers. One that is ``presumed`` finds its
    operands by words that may mean another amount: where the two sides are not of one order, and no slip of
    the pen explains it, it is left undetermined.
    """

    id: str
    title: str
    severity: Severity
    version: int
    propose: Callable[[Facts], Iterable[Relation]]
    default: bool = True
    presumed: bool = False

    def __call__(self, facts: Facts) -> Iterable[Relation]:
        return self.propose(facts)

    @property
    def documentation(self) -> str:
        """The docstring of its function: formula, example, when undetermined, source."""
        return inspect.getdoc(self.propose) or ""


@dataclass(frozen=True, slots=True)
class Repair:
    """The smallest single edit that restores relations; offered, never applied."""

    start: int
    end: int
    text: str
    restores: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided on a finding 复核意见: explained 已说明, or accepted 已认可 as an error that is known.

    ``date`` is ISO or empty. It changes no verdict.
    """

    kind: DecisionKind
    reason: str
    by: str = ""
    date: str = ""


@dataclass(frozen=True)
class Finding:
    """A relation after evaluation 核对结果.

    ``expected`` and ``found`` are intervals in the base unit (low, high); ``difference`` is the
    distance between the two values. ``root`` names the cluster of findings that share a figure.
    """

    id: str
    check: str
    version: int
    title_zh: str
    status: Status
    severity: Severity
    cause: Cause
    operands: tuple[Operand, ...]
    expression: str
    message_zh: str
    message_en: str
    root: str = ""
    expected: tuple[Decimal, Decimal] | None = None
    found: tuple[Decimal, Decimal] | None = None
    difference: Decimal | None = None
    scope: Scope = Scope()
    alternatives: tuple[str, ...] = ()
    impact: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    decision: Decision | None = None


@dataclass(frozen=True)
class Audit:
    """What the ledger returns: every evaluated relation, which checks ran, and what is covered.

    ``checks`` maps an id to ``evaluated`` or ``not_evaluated``; ``coverage`` is as in the JSON
    (``money_figures``, ``in_relations``, ``in_extractions``, ``reasons``); ``missed`` are money figures
    that no extraction and no relation accounts for.
    """

    findings: tuple[Finding, ...] = ()
    checks: Mapping[str, str] = field(default_factory=dict)
    coverage: Mapping[str, object] = field(default_factory=dict)
    missed: tuple[Figure, ...] = ()

    @property
    def contradicted(self) -> tuple[Finding, ...]:
        """The findings that do not agree."""
        return tuple(finding for finding in self.findings if finding.status == "contradicted")

    def counts(self) -> dict[str, int]:
        """How many findings have each status, all four named."""
        counts: dict[str, int] = dict.fromkeys(STATUS_ZH, 0)
        for finding in self.findings:
            counts[finding.status] += 1
        return counts
