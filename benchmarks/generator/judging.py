"""One document through ``gouji check``: what was found of what was done to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from random import Random
from typing import Literal

import gouji
from generator.arithmetic import broken as contradicted_relations
from generator.catalogue import report as generated
from generator.claims import ALTERATIONS, alter, as_result, budgets
from generator.draft import Mode
from generator.layout import Text, render
from generator.mutations import NO_FIGURE, PLACELESS, Mutation, Observable, mutate
from generator.neutral import REWRITES, rewrite
from generator.tree import SCALES, Report
from gouji.document import Document
from gouji.findings import Finding

Kind = Literal["mutated", "clean"]
HEAVY = frozenset({"high", "medium", "low"})
_ATTEMPTS, _FAR = 8, 10**7
Mark = tuple[str, frozenset[object]]


@dataclass(frozen=True, slots=True)
class Job:
    """One document to make and to check."""

    kind: Kind
    seed: int
    template: str
    mode: Mode
    operator: str = ""


@dataclass(frozen=True)
class Result:
    """What became of it.

    ``checks`` found the error; ``families`` are the kinds of relation that it broke. ``alarms`` are false:
    in a clean report any, in a mutated one those that touch nothing the error broke. ``root`` is whether
    the first repair is the original value, ``None`` where it does not apply. ``clusters`` says of each
    cluster how many edited figures it touches. ``rewrites`` and ``claims`` map a name to whether all was well.
    """

    job: Job
    applied: bool = True
    observable: Observable = "no"
    found: bool = False
    tail: bool = False
    identified: bool = False
    root: bool | None = None
    clusters: tuple[int, ...] = ()
    checks: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    alarms: tuple[tuple[str, str], ...] = ()
    rewrites: Mapping[str, bool] = field(default_factory=dict)
    claims: Mapping[str, bool] = field(default_factory=dict)
    note: str = ""


def jobs(
    seed: int,
    mutated: int,
    clean: int,
    *,
    templates: Sequence[str],
    operators: Sequence[str],
    modes: Sequence[Mode],
) -> list[Job]:
    """The documents of a run, templates, modes and operators in turn."""
    able = {t: [o for o in operators if o not in PLACELESS.get(t, ())] for t in templates}
    planned = []
    for index in range(mutated):
        turn, mode = divmod(index, len(modes))
        turn, template = divmod(turn, len(templates))
        choice = able[templates[template]] or [operators[0]]
        operator = choice[turn % len(choice)]
        planned.append(Job("mutated", seed * 10**6 + index, templates[template], modes[mode], operator))
    for index in range(clean):
        turn, mode = divmod(index, len(modes))
        template = turn % len(templates)
        planned.append(Job("clean", seed * 10**6 + 500_000 + index, templates[template], modes[mode]))
    return planned


def work(job: Job) -> Result:
    """Make the document of a job and check it; where an operator finds no place, another report is made."""
    if job.kind == "clean":
        return _clean(job, generated(job.seed, job.mode, job.template))
    for attempt in range(_ATTEMPTS):
        seed = job.seed + attempt * _FAR
        mutation = mutate(generated(seed, job.mode, job.template), job.operator, Random(seed))
        if mutation is not None:
            return _mutated(replace(job, seed=seed), mutation)
    return Result(job, applied=False)


# ---- findings


def heavy(findings: Iterable[Finding]) -> list[Finding]:
    """Contradictions of severity low or above."""
    return [f for f in findings if f.status == "contradicted" and f.severity in HEAVY]


def checked(text: Text, name: str) -> tuple[Finding, ...]:
    """What ``gouji check`` finds in a text."""
    return gouji.check(Document.from_text(text.text, name=name)).findings


def touched(finding: Finding, text: Text) -> frozenset[int]:
    """The slots that the operands of a finding stand on."""
    stood = [o.figure or o.quote for o in finding.operands]
    places = [(at.start, at.end) for at in stood if at is not None]
    return frozenset(
        key for key, (low, high) in text.spans.items() if any(a < high and low < b for a, b in places)
    )


# ---- an injected error


def _mutated(job: Job, mutation: Mutation) -> Result:
    text = render(mutation.report)
    findings = checked(text, f"{job.seed}")
    alarms = [(finding, touched(finding, text)) for finding in heavy(findings)]
    hits = [finding for finding, keys in alarms if keys & mutation.spots]
    related = mutation.spots | {
        k for r in contradicted_relations(mutation.report) for k in (*r.keys, r.stated)
    }
    tails = [f for f in findings if f.status == "tail" and touched(f, text) & mutation.spots]
    return Result(
        job,
        observable=mutation.observable,
        found=bool(hits),
        tail=bool(tails),
        identified=mutation.identified,
        root=_root_first(mutation, hits, findings, text),
        clusters=_clusters(mutation, hits, text),
        checks=tuple(sorted({finding.check for finding in hits})),
        families=tuple(sorted({relation.family for relation in mutation.broken})),
        alarms=tuple((f.check, f.message_zh) for f, keys in alarms if keys and not keys & related),
        note=_note(mutation, text, hits),
    )


def _root_first(
    mutation: Mutation, hits: Sequence[Finding], findings: Sequence[Finding], text: Text
) -> bool | None:
    """Whether the first repair of the cluster puts the original value in the edited place."""
    if not hits or len(mutation.changed) != 1 or mutation.operator in NO_FIGURE:
        return None
    roots = {finding.root for finding in hits}
    offered = [f.repairs[0] for f in findings if f.root in roots and f.status == "contradicted" and f.repairs]
    if not offered:
        return False
    first = max(offered, key=lambda repair: repair.restores)
    key = mutation.changed[0]
    low, high = text.spans[key]
    slot = mutation.original.slots()[key]
    return first.start < high and low < first.end and _value(first.text, slot.measure) == slot.value


def _clusters(mutation: Mutation, hits: Sequence[Finding], text: Text) -> tuple[int, ...]:
    """How many edited figures the findings of each cluster touch."""
    edited: dict[str, set[int]] = {}
    for finding in hits:
        edited.setdefault(finding.root, set()).update(touched(finding, text) & mutation.spots)
    return tuple(len(keys) for keys in edited.values())


def _value(text: str, measure: str) -> Decimal | None:
    """What a repair's text says; in a cell the unit is the column's."""
    folded = unicodedata.normalize("NFKC", re.sub(r"\s", "", text)).replace(",", "")
    found = re.match(r"(\d+(?:\.\d+)?)余?(.*)$", folded)
    if found is None:
        return None
    try:
        return Decimal(found[1]) * SCALES.get(found[2] or measure, 1)
    except InvalidOperation:
        return None


def _note(mutation: Mutation, text: Text, hits: Sequence[Finding]) -> str:
    """The edited sentence, what it was, and what should have been seen."""
    old, slots = mutation.original.slots(), mutation.report.slots()
    edits = [
        f"{old[k].text} → {slots[k].text} 「{_sentence(text, k)}」"
        for k in mutation.changed
        if k in slots and k in old
    ]
    broken = "; ".join(
        f"{relation.family}({', '.join(slots[k].text for k in relation.keys if k in slots)})"
        for relation in mutation.broken
    )
    said = " | ".join(finding.message_zh for finding in hits)
    return f"{'; '.join(edits)}\n      expected: {broken}\n      said: {said}"


def _sentence(text: Text, key: int) -> str:
    start, end = text.spans[key]
    begin = max(text.text.rfind(mark, 0, start) for mark in "。\t|") + 1
    stop = min([at for mark in "。\t|" if (at := text.text.find(mark, end)) >= 0] or [end])
    return re.sub(r"\s+", "", text.text[max(begin, start - 60) : min(stop, end + 60)])


# ---- a clean report


def _clean(job: Job, report: Report) -> Result:
    text = render(report)
    findings = checked(text, f"{job.seed}")
    random = Random(job.seed)
    alarms = [(f.check, f"[{f.severity}] {f.message_zh}") for f in heavy(findings)]
    return Result(
        job,
        alarms=tuple(alarms),
        rewrites=_rewrites(report, random),
        claims=_claims(report, text, random),
    )


def _marks(report: Report) -> frozenset[Mark]:
    """The contradicted relations of a report, by check and slots: no offsets, no printed forms."""
    text = render(report)
    return frozenset((f.check, frozenset(touched(f, text))) for f in heavy(checked(text, "neutral")))


def _rewrites(report: Report, random: Random) -> dict[str, bool]:
    """For one rewrite of the clean report and one of it with an error: whether nothing changed."""
    name = random.choice(list(REWRITES))
    mutation = mutate(report, "digit", random)
    unchanged: dict[str, bool] = {}
    for original in (report, mutation.report if mutation else report):
        rewritten = rewrite(original, name, random)
        if rewritten is not None:
            unchanged[name] = unchanged.get(name, True) and _marks(rewritten) == _marks(original)
    return unchanged


def _claims(report: Report, text: Text, random: Random) -> dict[str, bool]:
    """Whether an altered extraction is told as the model's fault, and a careful one is not."""
    document = Document.from_text(text.text, name="claims")
    careful = gouji.verify(as_result(budgets(report, text)), source=document).findings
    before = {finding.id for finding in _of_model(careful)}
    told = {"careful": not any(finding.check != "GROUND-MISSED" for finding in _of_model(careful))}
    name = random.choice(list(ALTERATIONS))
    altered = alter(report, text, name, random)
    if altered is not None:
        findings = _of_model(gouji.verify(as_result(altered.rows), source=document).findings)
        new = [finding for finding in findings if finding.id not in before]
        told[name] = any(
            touched(f, text) & altered.slots or {o.label for o in f.operands} & altered.items for f in new
        )
    return told


def _of_model(findings: Iterable[Finding]) -> list[Finding]:
    return [f for f in findings if f.status == "contradicted" and f.cause == "model"]
