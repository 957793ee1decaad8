"""One evaluator for every check: proposed relations become findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.facts import Facts
from gouji.figures.figure import Interval
from gouji.findings import Audit, Check, Finding, Grounded, Named, Relation, Severity
from gouji.ledger.blocking import blocked, said_before
from gouji.ledger.clusters import Place, roots, spots
from gouji.ledger.coverage import Coverage, added, related
from gouji.ledger.evaluation import Outcome, evaluate, relation_operands
from gouji.ledger.identity import Naming
from gouji.ledger.impact import impact_of
from gouji.ledger.narrowing import narrowed
from gouji.ledger.precision import Precision
from gouji.ledger.predicates import holds
from gouji.ledger.presumed import elsewhere, presumed
from gouji.ledger.repairs import Workshop
from gouji.ledger.siblings import certain
from gouji.ledger.tentative import told
from gouji.ledger.wording import written


@dataclass(frozen=True, slots=True)
class _Entry:
    check: Check
    outcome: Outcome

    def order(self) -> tuple[int, str, int, str]:
        """Text order, then the check; what has no place comes last."""
        found = spots(self.outcome.relation)
        stated = self.outcome.relation.stated
        first = stated.place or min(found, default=None)
        return first[0] if first else 1 << 60, self.check.id, max(found)[1] if found else 0, stated.label


def audit(
    facts: Facts,
    checks: Iterable[Check],
    *,
    document_name: str | None = None,
) -> Audit:
    """Ask every check for its relations and judge them.

    Args:
        facts: What the report states, with the figures it stands on.
        checks: ``gouji.checks.all_checks()``, or those wanted, or your own.
        document_name: What the ids are made with; by default the document's own name.

    Returns:
        Every evaluated relation in text order, the same for the same input, byte for byte.
    """
    precision = Precision.of(facts)
    proposed = {check: _proposed(check, facts) for check in sorted(checks, key=lambda check: check.id)}
    numeric = _numeric(proposed, precision)
    judged = [entry.outcome for entry in numeric]
    known = _Related(related(judged), added(judged))
    predicates = [
        _Entry(check, _predicate(relation, known))
        for check, relations in proposed.items()
        for relation in relations
        if relation.predicate is not None
    ]
    entries = sorted([*numeric, *predicates], key=_Entry.order)
    outcomes = [entry.outcome for entry in entries]
    coverage = Coverage(facts, outcomes)
    return Audit(
        findings=tuple(_findings(entries, facts, document_name, precision)),
        checks={
            check.id: "evaluated" if relations else "not_evaluated" for check, relations in proposed.items()
        },
        coverage=coverage.summary(),
        missed=coverage.missed(),
    )


def _numeric(proposed: Mapping[Check, Sequence[Relation]], precision: Precision) -> list[_Entry]:
    """The relations that have an expression, judged; an inconsistent duplicate blocks what needs it."""
    evaluated = [
        (check, _judged(check, relation, precision))
        for check, relations in proposed.items()
        for relation in relations
        if relation.predicate is None
    ]
    judged = elsewhere(certain([outcome for _, outcome in evaluated]), precision)
    worth = {id(outcome) for outcome in told(judged, precision)}
    pairs = [(check, outcome) for (check, _), outcome in zip(evaluated, judged) if id(outcome) in worth]
    outcomes = blocked([outcome for _, outcome in pairs])
    again = said_before(outcomes)
    return [_Entry(check, outcome) for (check, _), outcome, twice in zip(pairs, outcomes, again) if not twice]


def _judged(check: Check, relation: Relation, precision: Precision) -> Outcome:
    outcome = narrowed(evaluate(relation, precision), precision)
    return presumed(outcome, precision) if check.presumed else outcome


def _proposed(check: Check, facts: Facts) -> list[Relation]:
    """A check's relations, each once; what the words state takes the place of what they only suggest."""
    unique: dict[object, Relation] = {}
    for relation in check(facts):
        key = _key(relation)
        known = unique.get(key)
        if known is None or (known.tentative and not relation.tentative):
            unique[key] = relation
    return list(unique.values())


def _key(relation: Relation) -> object:
    return (
        tuple([(operand.role, operand.label, operand.place) for operand in relation_operands(relation)]),
        relation.predicate,
        relation.expected.__class__,
    )


@dataclass(frozen=True, slots=True)
class _Related:
    """The figures that stand in a relation that was decided, and those that stand in a sum."""

    any: frozenset[Place]
    added: frozenset[Place]


def _predicate(relation: Relation, known: _Related) -> Outcome:
    match relation.predicate:
        case Grounded(holds=None):
            return Outcome(relation, "undetermined", "ambiguous")
        case Grounded(holds=True):
            return Outcome(relation, "confirmed")
        case Named() as named:
            return _named(relation, named, known)
        case Grounded():
            return Outcome(relation, "contradicted")
    decided_by_words = holds(relation)
    if decided_by_words is None:
        return Outcome(relation, "undetermined", "missing")
    return Outcome(relation, "confirmed" if decided_by_words else "contradicted")


def _named(relation: Relation, named: Named, known: _Related) -> Outcome:
    """Whether a figure is extracted, or explained by its relation; one left out of a sum is told softly."""
    place = relation.stated.place
    left_out = place in known.added and not named.again
    found = named.holds or (place in known.any and not left_out)
    severity: Severity | None = "low" if left_out and relation.severity is None else relation.severity
    decided = replace(relation, severity=severity, predicate=replace(named, holds=found, added=left_out))
    return Outcome(decided, "confirmed" if found else "contradicted")


def _findings(
    entries: list[_Entry], facts: Facts, document_name: str | None, precision: Precision
) -> Iterator[Finding]:
    outcomes = [entry.outcome for entry in entries]
    naming = Naming(facts.document, facts.document.name if document_name is None else document_name)
    items = {budget.amount.start: budget.item for budget in facts.budgets if budget.amount is not None}
    workshop = Workshop(outcomes, precision, facts.figures, items)
    for entry, root in zip(entries, roots(outcomes)):
        yield _finding(entry, root, naming, workshop)


def _finding(entry: _Entry, root: str, naming: Naming, workshop: Workshop) -> Finding:
    check, outcome = entry.check, entry.outcome
    relation = outcome.relation
    operands = relation_operands(relation)
    claim = relation.predicate.claimed if isinstance(relation.predicate, Grounded) else ""
    arithmetic, zh, en = written(outcome)
    wrong = outcome.status == "contradicted"
    return Finding(
        id=naming.id(check.id, operands, claim),
        check=check.id,
        version=check.version,
        title_zh=check.title,
        status=outcome.status,
        severity=(relation.severity or check.severity) if wrong else "info",
        cause=relation.cause if wrong or relation.predicate is not None else "source",
        operands=operands,
        expression=arithmetic,
        message_zh=zh,
        message_en=en,
        root=root,
        expected=_ends(outcome.expected),
        found=_ends(outcome.found),
        difference=outcome.difference,
        scope=relation.scope,
        alternatives=outcome.fits,
        repairs=workshop.repairs(outcome),
        impact=impact_of(outcome),
    )


def _ends(interval: Interval | None) -> tuple[Decimal, Decimal] | None:
    return (interval.low, interval.high) if interval is not None else None
