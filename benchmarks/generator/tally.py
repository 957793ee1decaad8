"""Counts over the results of a run: the matrix operator × check, recalls with Wilson intervals, the bars."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from generator.judging import Result
from generator.mutations import OPERATORS, UNIT_SLIPS

BARS = {"unrounded": 0.97, "realistic": 0.95}
UNIT_BAR, ROOT_BAR, ALARM_BAR = 0.99, 0.85, 0.05


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @classmethod
    def of_true(cls, values: Iterable[bool]) -> Share:
        """How many of some are true."""
        known = list(values)
        return cls(sum(known), len(known))

    @property
    def rate(self) -> float:
        """The share; of nothing it is whole."""
        return self.hits / self.of if self.of else 1.0

    def wilson(self, z: float = 1.96) -> tuple[float, float]:
        """The 95 % interval of Wilson."""
        if not self.of:
            return 0.0, 1.0
        n, p = self.of, self.rate
        middle, spread = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (middle - spread) / (1 + z * z / n)), min(1.0, (middle + spread) / (1 + z * z / n))

    def __str__(self) -> str:
        if not self.of:
            return "      —"
        low, high = self.wilson()
        return f"{self.hits}/{self.of} {self.rate:.1%} [{low:.1%}, {high:.1%}]"


class Tally:
    """The results of a run."""

    def __init__(self, results: Sequence[Result]) -> None:
        self.mutated = [r for r in results if r.job.kind == "mutated" and r.applied]
        self.clean = [r for r in results if r.job.kind == "clean"]
        self.inapplicable = sum(not r.applied for r in results)

    # ---- shares

    def recall(self, mode: str = "", *, everything: bool = False, operators: Iterable[str] = ()) -> Share:
        """Found errors among the observable ones, or among all."""
        wanted = frozenset(operators)
        return Share.of_true(
            r.found
            for r in self.mutated
            if (not mode or r.job.mode == mode)
            and (everything or r.observable == "yes")
            and (not wanted or r.job.operator in wanted)
        )

    def roots(self, *, identified: bool) -> Share:
        """First repairs that are the original value, among found errors of one figure."""
        return Share.of_true(
            r.root for r in self.mutated if r.root is not None and (r.identified or not identified)
        )

    def pure(self) -> Share:
        """Clusters that touch one edited figure, among those of reports with several errors."""
        return Share.of_true(
            number == 1 for r in self.mutated if r.job.operator == "several" for number in r.clusters
        )

    def false_findings(self) -> float:
        """False findings per clean report."""
        return sum(len(r.alarms) for r in self.clean) / len(self.clean) if self.clean else 0.0

    def neutral(self) -> dict[str, Share]:
        """Rewrites that changed nothing."""
        return self._named([r.rewrites.items() for r in self.clean])

    def claims(self) -> dict[str, Share]:
        """Altered extractions told as such; ``careful`` are right ones that raised nothing."""
        return self._named([r.claims.items() for r in self.clean])

    @staticmethod
    def _named(pairs: Iterable[Iterable[tuple[str, bool]]]) -> dict[str, Share]:
        seen: dict[str, list[bool]] = defaultdict(list)
        for each in pairs:
            for name, value in each:
                seen[name].append(value)
        return {name: Share.of_true(values) for name, values in sorted(seen.items())}

    # ---- bars

    def missed_bars(self) -> list[str]:
        """The bars of the benchmark that this run misses, in words."""
        shares = [(f"recall on observable, {mode}", self.recall(mode), bar) for mode, bar in BARS.items()]
        shares.append(("recall on observable unit slips", self.recall(operators=UNIT_SLIPS), UNIT_BAR))
        shares.append(("root figure first", self.roots(identified=True), ROOT_BAR))
        shares += [(f"neutral rewrite {name}", share, 1.0) for name, share in self.neutral().items()]
        missed = [f"{name}: {share}, wanted {bar:.0%}" for name, share, bar in shares if share.rate < bar]
        if self.false_findings() > ALARM_BAR:
            missed.append(f"false findings per clean report: {self.false_findings():.3f}, wanted {ALARM_BAR}")
        return missed

    def summary(self) -> dict[str, Any]:
        """The numbers, for a file."""
        return {
            "recall": {mode: vars_of(self.recall(mode)) for mode in BARS},
            "recall_all": {mode: vars_of(self.recall(mode, everything=True)) for mode in BARS},
            "unit_slips": vars_of(self.recall(operators=UNIT_SLIPS)),
            "root_first": vars_of(self.roots(identified=True)),
            "root_first_any": vars_of(self.roots(identified=False)),
            "false_findings": self.false_findings(),
            "neutral": {name: vars_of(share) for name, share in self.neutral().items()},
            "claims": {name: vars_of(share) for name, share in self.claims().items()},
            "operators": {name: vars_of(self.recall(operators=[name])) for name in OPERATORS},
            "families": {name: vars_of(share) for name, share in self.families().items()},
        }

    def families(self) -> dict[str, Share]:
        """Recall on observable errors by the kind of relation they break."""
        seen: dict[str, list[bool]] = defaultdict(list)
        for result in self.mutated:
            for family in result.families:
                seen[family].append(result.found)
        return {name: Share.of_true(values) for name, values in sorted(seen.items())}

    # ---- text

    def text(self, show: int = 0) -> str:
        """Everything, for a reader."""
        parts = [self._operators(), self._matrix(), self._families(), self._numbers(), self._alarms()]
        if show:
            missed = [r for r in self.mutated if r.observable == "yes" and not r.found][:show]
            parts += [f"  missed {r.job}\n      {r.note}" for r in missed]
            wrong = [r for r in self.mutated if r.found and r.identified and r.root is False][:show]
            parts += [f"  root not first {r.job}\n      {r.note}" for r in wrong]
        return "\n\n".join(part for part in parts if part)

    def _operators(self) -> str:
        lines = [
            f"{'operator':<16}{'observable: unrounded':<32}{'observable: realistic':<32}{'all':<32}tail zone"
        ]
        for name in [*OPERATORS, ""]:
            own = [name] if name else []
            tail = sum(r.observable == "tail" for r in self.mutated if not name or r.job.operator == name)
            shares = [
                self.recall("unrounded", operators=own),
                self.recall("realistic", operators=own),
                self.recall(everything=True, operators=own),
            ]
            if shares[2].of:
                lines.append(
                    f"{name or 'together':<16}" + "".join(f"{share!s:<32}" for share in shares) + f"{tail}"
                )
        return "\n".join(lines)

    def _matrix(self) -> str:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for result in self.mutated:
            if result.observable == "yes":
                counts[result.job.operator].update(result.checks or ("missed",))
        names = sorted({name for found in counts.values() for name in found} - {"missed"})
        lines = [
            "operator × check that found it (observable errors; one error may be found by several checks)"
        ]
        lines.append(" " * 16 + " ".join(f"{index:>4}" for index in range(1, len(names) + 1)) + "  missed")
        for operator in OPERATORS:
            if operator in counts:
                row = " ".join(f"{counts[operator][name] or '·':>4}" for name in names)
                lines.append(f"{operator:<16}{row}{counts[operator]['missed']:>8}")
        lines.append(", ".join(f"{index} {name}" for index, name in enumerate(names, 1)))
        return "\n".join(lines)

    def _families(self) -> str:
        lines = ["recall by the kind of relation that is broken (an error counts under each)"]
        return "\n".join([*lines, *(f"  {name:<16}{share}" for name, share in self.families().items())])

    def _numbers(self) -> str:
        strict = Share.of_true(r.found for r in self.mutated if r.observable != "no")
        lines = [
            f"recall on observable, tail zone counted as missed: {strict}",
            f"unit slips: {self.recall(operators=UNIT_SLIPS)}",
            f"root figure first, where one figure is identified: {self.roots(identified=True)}",
            f"root figure first, every found error of one figure: {self.roots(identified=False)}",
            f"of the clusters in reports with 3 to 5 errors, one error each: {self.pure()}",
            *(f"neutral rewrite {name} changed nothing: {share}" for name, share in self.neutral().items()),
            *(f"extraction {name}: {share}" for name, share in self.claims().items()),
            f"false findings per clean report: {self.false_findings():.3f} over {len(self.clean)}",
            f"findings in mutated reports beside what was broken: {sum(len(r.alarms) for r in self.mutated)}"
            f" over {len(self.mutated)}; operators without a place: {self.inapplicable}",
        ]
        return "\n".join(lines)

    def _alarms(self) -> str:
        examples: dict[str, list[str]] = defaultdict(list)
        for result in self.clean:
            for check, message in result.alarms:
                examples[check].append(
                    f"{result.job.template} {result.job.seed} {result.job.mode}: {message}"
                )
        lines = []
        for check, messages in sorted(examples.items()):
            lines += [f"false {check}: {len(messages)}", *(f"    {message}" for message in messages[:3])]
        return "\n".join(lines)


def vars_of(share: Share) -> dict[str, float]:
    """A share as numbers."""
    low, high = share.wilson()
    return {"hits": share.hits, "of": share.of, "rate": share.rate, "low": low, "high": high}
