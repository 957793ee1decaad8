"""The result: a document, what it states, what its figures say of each other, and what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gouji.decisions import Applied, Baseline, Decisions, load_decisions, template
from gouji.document import Document
from gouji.extraction.usage import FailedChunk, Usage
from gouji.facts import Activity, Budget, Facts, Indicator, Meta, Problem, Recommendation, Record, Unanswered
from gouji.figures.figure import Figure
from gouji.findings import Audit, Finding

if TYPE_CHECKING:
    import pandas

Frame = Literal[
    "budgets", "activities", "problems", "recommendations", "indicators", "findings", "operands", "figures"
]


@dataclass(frozen=True)
class Report:
    """A report as read 读取结果.

    ``complete`` is false when a chunk failed; ``failed_chunks`` says which part of the text has
    not been read. ``provenance`` names the version, the model, the prompts and the strategy; it is
    empty of a model where none was asked (``check``). ``decisions`` says what became of a reviewer's
    decisions, ``None`` where none were given.
    """

    facts: Facts
    audit: Audit
    usage: Usage = Usage()
    failed_chunks: tuple[FailedChunk, ...] = ()
    provenance: Mapping[str, Any] = field(default_factory=dict)
    decisions: Applied | None = None

    @property
    def document(self) -> Document:
        return self.facts.document

    @property
    def meta(self) -> Meta:
        return self.facts.meta

    @property
    def budgets(self) -> tuple[Budget, ...]:
        return self.facts.budgets

    @property
    def activities(self) -> tuple[Activity, ...]:
        return self.facts.activities

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.facts.problems

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        return self.facts.recommendations

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return self.facts.indicators

    @property
    def records(self) -> tuple[Record, ...]:
        """Records of the types that the caller added."""
        return self.facts.records

    @property
    def unanswered(self) -> tuple[Unanswered, ...]:
        """What was asked and got no answer that could be used, with the reason."""
        return self.facts.unanswered

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.facts.figures

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.audit.findings

    @property
    def coverage(self) -> Mapping[str, object]:
        return self.audit.coverage

    @property
    def missed(self) -> tuple[Figure, ...]:
        """Money figures that no extraction and no relation accounts for."""
        return self.audit.missed

    @property
    def complete(self) -> bool:
        return not self.failed_chunks

    @property
    def confirmed(self) -> tuple[Finding, ...]:
        return self._with_status("confirmed")

    @property
    def contradicted(self) -> tuple[Finding, ...]:
        return self._with_status("contradicted")

    @property
    def tail(self) -> tuple[Finding, ...]:
        return self._with_status("tail")

    @property
    def undetermined(self) -> tuple[Finding, ...]:
        return self._with_status("undetermined")

    @property
    def undecided(self) -> tuple[Finding, ...]:
        """The contradictions that nobody has decided on yet."""
        return tuple(finding for finding in self.contradicted if finding.decision is None)

    def with_decisions(self, baseline: Baseline | Decisions) -> Report:
        """The report with a reviewer's decisions 复核意见 marked on its findings; no verdict changes.

        Args:
            baseline: A file as ``to_decisions`` gives it, its path, or what it holds.

        Raises:
            DecisionsError: The file cannot be used; it says where and why.
        """
        findings, applied = load_decisions(baseline).apply(self.findings, self.document.name)
        return replace(self, audit=replace(self.audit, findings=findings), decisions=applied)

    def to_decisions(self) -> dict[str, Any]:
        """A decisions file to be filled in: an entry for each contradiction, with room for a reason."""
        return template((self.document.name, finding) for finding in self.findings)

    def _with_status(self, status: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.status == status)

    def __repr__(self) -> str:
        counts = self.audit.counts()
        return (
            f"Report({self.document.name!r}: {len(self.budgets)} budgets, {len(self.activities)} activities, "
            f"{len(self.problems)} problems; {counts['confirmed']} confirmed, "
            f"{counts['contradicted']} contradicted{'' if self.complete else '; incomplete'})"
        )

    def _repr_html_(self) -> str:
        from gouji.renderings.html import summary_html

        return summary_html(self)

    def to_dict(self) -> dict[str, Any]:
        """The result as ``gouji.report_schema()`` describes it: plain dicts and lists, numbers as strings."""
        from gouji.renderings.json import report_dict

        return report_dict(self)

    def to_json(self, path: str | Path | None = None) -> str:
        """The result as JSON text; written to *path* when one is given."""
        from gouji.renderings.files import replace_text
        from gouji.renderings.json import report_json

        text = report_json(self)
        if path is not None:
            replace_text(Path(path), text)
        return text

    def to_html(self, path: str | Path | None = None, *, lang: Literal["zh", "en"] = "zh") -> str:
        """One self-contained page; written to *path* when one is given."""
        from gouji.renderings.files import replace_text
        from gouji.renderings.html import page_html

        text = page_html(self, lang=lang)
        if path is not None:
            replace_text(Path(path), text)
        return text

    def to_excel(self, path: str | Path, *, lang: Literal["zh", "en"] = "zh") -> Path:
        """A workbook for review: a sheet for each kind of record, amounts as numbers."""
        from gouji.renderings.xlsx import write_workbook

        return write_workbook(self, Path(path), lang=lang)

    def to_dataframe(self, what: Frame | str = "budgets") -> pandas.DataFrame:
        """The records of one kind as a pandas data frame (extra ``frames``); money as ``Decimal``.

        *what* may also be the name of a record type of the caller's own.
        """
        from gouji.renderings.frames import data_frame

        return data_frame(self, what)
