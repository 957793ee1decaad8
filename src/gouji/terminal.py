"""Results as lines for a terminal; the text of a report cannot steer it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

from gouji.figures import Figure
from gouji.findings import CAUSE_ZH, DECISION_ZH, SEVERITIES, STATUS_ZH, Finding
from gouji.report import Report

Lang = Literal["zh", "en"]
_SEVERITY_ZH = {"high": "高", "medium": "中", "low": "低", "info": "提示"}
# Escape sequences, and marks that turn the direction of the text round.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def plain(text: str) -> str:
    """A text on one line without control characters."""
    return _STEERING.sub("�", " ".join(text.split()))


def width(text: str) -> int:
    """The columns a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Rows as aligned columns; *right* are the columns set flush right."""
    cells = [[plain(cell) for cell in row] for row in rows]
    widths = [max(width(row[i]) for row in cells) for i in range(len(cells[0]))] if cells else []
    flush = set(right)
    lines = []
    for row in cells:
        padded = [
            " " * (widths[i] - width(cell)) + cell if i in flush else cell + " " * (widths[i] - width(cell))
            for i, cell in enumerate(row)
        ]
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def counts_line(report: Report, lang: Lang) -> str:
    """How many relations hold and how many do not, and how much of the money they cover."""
    counts = report.audit.counts()
    names = STATUS_ZH if lang == "zh" else {status: status for status in STATUS_ZH}
    parts = [f"{name} {counts[status]}" for status, name in names.items()]
    total, related = report.coverage.get("money_figures", 0), report.coverage.get("in_relations", 0)
    money = (
        f"金额 {total} 处，其中 {related} 处有勾稽关系"
        if lang == "zh"
        else f"{related} of {total} amounts in relations"
    )
    decided = sum(finding.decision is not None for finding in report.contradicted)
    if decided:
        parts[list(names).index("contradicted")] += (
            f"（其中已有复核意见 {decided}）" if lang == "zh" else f" ({decided} decided on)"
        )
    return " · ".join(parts) + "；" * (lang == "zh") + "; " * (lang == "en") + money


def finding_lines(findings: Iterable[Finding], lang: Lang) -> list[str]:
    """Findings as lines, those that do not hold first, graver ones before lighter ones."""
    order = {"contradicted": 0, "tail": 1, "undetermined": 2, "confirmed": 3}
    ranked = sorted(findings, key=lambda f: (order[f.status], SEVERITIES.index(f.severity)))
    return [_finding(finding, lang) for finding in ranked]


def _finding(finding: Finding, lang: Lang) -> str:
    decision = finding.decision
    if lang == "zh":
        marks = [STATUS_ZH[finding.status], _SEVERITY_ZH[finding.severity], CAUSE_ZH[finding.cause]]
        marks += [DECISION_ZH[decision.kind]] if decision is not None else []
        return f"[{'·'.join(marks)}] {finding.check} {plain(finding.message_zh)}"
    marks = [finding.status, finding.severity, finding.cause]
    marks += [decision.kind] if decision is not None else []
    return f"[{'·'.join(marks)}] {finding.check} {plain(finding.message_en)}"


def cluster_lines(report: Report, lang: Lang) -> list[str]:
    """The contradictions, those with one root together: the arithmetic, the proposed repair, the decision.

    Graver clusters come first, and what a reviewer has decided on comes last.
    """
    clusters: dict[str, list[Finding]] = {}
    for finding in report.contradicted:
        clusters.setdefault(finding.root or finding.id, []).append(finding)
    ranked = sorted(clusters.values(), key=_rank)
    return [line for cluster in ranked for line in _cluster(report, cluster, lang)]


def _rank(cluster: list[Finding]) -> tuple[bool, int]:
    decided = all(finding.decision is not None for finding in cluster)
    return decided, min(SEVERITIES.index(finding.severity) for finding in cluster)


def _cluster(report: Report, cluster: list[Finding], lang: Lang) -> list[str]:
    """One cluster; where several share a root, the repair stands above them."""
    shared = len(cluster) > 1
    repair = _repair(report, cluster, lang)
    count = f"同源 {len(cluster)} 项" if lang == "zh" else f"{len(cluster)} with one root"
    head = [f"┌ {count}{'；' if lang == 'zh' else '; '}{repair}" if repair else f"┌ {count}"]
    lines = head if shared else []
    for finding, line in zip(_by_severity(cluster), finding_lines(cluster, lang)):
        bar = "│ " if shared else ""
        lines.append(bar + line)
        lines += [f"{bar}    {more}" for more in _below(finding, "" if shared else repair, lang)]
    return [*lines, "└"] if shared else lines


def _by_severity(cluster: list[Finding]) -> list[Finding]:
    return sorted(cluster, key=lambda finding: SEVERITIES.index(finding.severity))


def _below(finding: Finding, repair: str, lang: Lang) -> list[str]:
    """What stands under a finding: its arithmetic, what would repair it, what was decided."""
    lines = [plain(finding.expression)] if finding.expected is not None and finding.expression else []
    lines += [repair] if repair else []
    decision = finding.decision
    if decision is not None:
        name = DECISION_ZH[decision.kind] if lang == "zh" else decision.kind
        signed = "，".join(filter(None, (decision.by, decision.date)))
        lines.append(plain(f"{name}：{decision.reason}" + (f"（{signed}）" if signed else "")))
    return lines


def _repair(report: Report, cluster: list[Finding], lang: Lang) -> str:
    """The edit that restores most relations of a cluster, and how many others would do as much."""
    repairs = [repair for finding in cluster for repair in finding.repairs]
    if not repairs:
        return ""
    best = max(repairs, key=lambda repair: repair.restores)
    old, new = plain(report.document.text[best.start : best.end]), plain(best.text)
    alike = {(each.start, each.end, each.text) for each in repairs if each.restores == best.restores}
    others = len(alike) - 1
    if lang == "zh":
        more = f"（另有 {others} 种改法同样可使之相符）" if others else ""
        return f"若将「{old}」改为「{new}」，可使 {best.restores} 项相符{more}"
    more = f" ({others} other edit{'s' if others > 1 else ''} would do as much)" if others else ""
    return f"if “{old}” read “{new}”, {best.restores} would hold{more}"


def summary_lines(report: Report, lang: Lang) -> list[str]:
    """What was read, in a few lines."""
    zh = lang == "zh"
    meta = report.meta
    head = [str(part) for part in (meta.organization, meta.fiscal_year, meta.report_type) if part]
    read = (
        f"资金 {len(report.budgets)} 条，活动 {len(report.activities)} 项，问题 {len(report.problems)} 个，指标 {len(report.indicators)} 个"
        if zh
        else f"{len(report.budgets)} budgets, {len(report.activities)} activities, {len(report.problems)} problems, "
        f"{len(report.indicators)} indicators"
    )
    lines = [
        plain(f"{report.document.name}  " + " ".join(head)),
        "  " + read,
        "  " + counts_line(report, lang),
    ]
    lines += ["  " + line for line in cluster_lines(report, lang)]
    for warning in report.document.warnings:
        lines.append(("  注意：" if zh else "  note: ") + plain(warning))
    for failed in report.failed_chunks:
        where = (
            f"第 {failed.start}–{failed.end} 字未读"
            if zh
            else f"characters {failed.start}–{failed.end} not read"
        )
        lines.append(f"  {where}: {plain(failed.error)}")
    return lines


def usage_line(report: Report, lang: Lang) -> str:
    """What a run cost."""
    usage = report.usage
    if lang == "zh":
        kept = f"，沿用已得回答 {usage.reused} 个" if usage.reused else ""
        return (
            f"提问 {usage.requests} 次{kept}，输入 {usage.prompt_tokens} 词元（缓存 {usage.cached_tokens}），"
            f"输出 {usage.completion_tokens} 词元，{usage.seconds:.0f} 秒"
        )
    kept = f", {usage.reused} answers reused" if usage.reused else ""
    return (
        f"{usage.requests} requests{kept}, {usage.prompt_tokens} tokens in ({usage.cached_tokens} cached), "
        f"{usage.completion_tokens} out, {usage.seconds:.0f} s"
    )


def figure_rows(figures: Iterable[Figure], lang: Lang = "zh") -> list[list[str]]:
    """Figures as rows of a table, with a head."""
    zh = ["位置", "原文", "数值", "单位", "类别", "修饰", "单位来源"]
    en = ["place", "print", "value", "unit", "dimension", "modifiers", "unit from"]
    rows = [zh if lang == "zh" else en]
    for figure in figures:
        data = figure.to_dict()
        rows.append(
            [
                f"{figure.start}–{figure.end}",
                figure.text,
                str(data["value"] if data["value"] is not None else ""),
                figure.base_unit,
                figure.dimension,
                "+".join(figure.modifiers),
                figure.unit_source,
            ]
        )
    return rows
