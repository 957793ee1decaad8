"""The findings 核对结果: what does not agree first, each with its arithmetic and its operands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.findings import CAUSE_ZH, DECISION_ZH, Finding, Operand, Repair
from gouji.renderings.amounts import between, grouped, rounded
from gouji.renderings.page.anchors import STATUS_ORDER, Anchors
from gouji.renderings.page.markup import Markup, join, tag
from gouji.renderings.page.quoting import figure_link, one_line
from gouji.renderings.words import (
    Lang,
    cause_word,
    decision_word,
    role_word,
    severity_word,
    status_word,
    word,
)

GLYPHS = {"contradicted": "✗", "tail": "≈", "undetermined": "?", "confirmed": "✓"}


def findings_panel(anchors: Anchors, lang: Lang) -> Markup:
    """All findings; the confirmed ones are counted and folded away."""
    open_ones = [(name, each) for name, each in anchors.findings if each.status != "confirmed"]
    confirmed = [(name, each) for name, each in anchors.findings if each.status == "confirmed"]
    return tag(
        "section",
        tag("h2", word("findings", lang), tag("small", str(len(anchors.findings)))),
        _filters(anchors, lang) if anchors.findings else None,
        _nothing(anchors, lang),
        tag("ol", *_cards(anchors, open_ones, lang), class_="cards") if open_ones else None,
        _folded(anchors, confirmed, lang) if confirmed else None,
        _checks(anchors, lang),
        id="findings",
    )


def badge(status: str, lang: Lang) -> Markup:
    """A status as glyph and word, never by colour alone."""
    glyph = tag("span", GLYPHS[status], aria_hidden="true")
    return tag("span", glyph, status_word(status, lang), class_=f"badge {status}")


def _nothing(anchors: Anchors, lang: Lang) -> Markup | None:
    if not anchors.findings:
        return tag("p", word("no_findings", lang), class_="none")
    if not anchors.report.contradicted:
        return tag("p", "✓ ", word("no_contradictions", lang), class_="good")
    return None


def _folded(anchors: Anchors, confirmed: list[tuple[str, Finding]], lang: Lang) -> Markup:
    head = tag("summary", badge("confirmed", lang), word("confirmed_fold", lang, n=len(confirmed)))
    return tag(
        "details", head, tag("ol", *(_line(anchors, *each, lang) for each in confirmed), class_="lines")
    )


def _checks(anchors: Anchors, lang: Lang) -> Markup | None:
    checks = anchors.report.audit.checks
    if not checks:
        return None
    ran = sum(state == "evaluated" for state in checks.values())
    text = word("checks_run", lang, ran=ran, idle=len(checks) - ran)
    return tag("p", text, " ", word("neutral", lang), class_="note")


def _line(anchors: Anchors, name: str, finding: Finding, lang: Lang) -> Markup:
    """A finding in one line: its title, its arithmetic, its operands."""
    return tag(
        "li",
        tag("span", GLYPHS[finding.status], class_=f"badge {finding.status}", aria_hidden="true"),
        tag("span", finding.title_zh or finding.check, class_="t"),
        tag("span", finding.expression or _message(finding, lang), class_="expr"),
        tag(
            "span", [join(_operand_link(anchors, each, lang), " ") for each in finding.operands], class_="ops"
        ),
        **_facets(name, finding, "line"),
    )


def _cards(anchors: Anchors, findings: list[tuple[str, Finding]], lang: Lang) -> Iterator[Markup]:
    """A card each; contradictions with one root stand together, where the first of them would."""
    clusters: dict[str, list[tuple[str, Finding]]] = {}
    for name, finding in findings:
        clusters.setdefault(_root(anchors, finding) or name, []).append((name, finding))
    for members in clusters.values():
        cards = [_card(anchors, *member, lang) for member in members]
        yield cards[0] if len(cards) == 1 else _cluster(anchors, members, cards, lang)


def _root(anchors: Anchors, finding: Finding) -> str:
    shared = finding.status == "contradicted" and anchors.clusters.get(finding.root, 0) > 1
    return finding.root if shared else ""


def _cluster(anchors: Anchors, members: list[tuple[str, Finding]], cards: list[Markup], lang: Lang) -> Markup:
    """Contradictions that share a figure, under the one edit that would restore most of them."""
    found = [repair for _, finding in members for repair in finding.repairs]
    best = max(found, key=lambda repair: repair.restores, default=None)
    head = tag("p", tag("b", word("same_root", lang, n=len(members))), " ", members[0][1].root)
    repair = tag("p", _repair_text(anchors, best, lang), class_="repair") if best is not None else None
    return tag("li", head, repair, tag("ol", *cards, class_="cards"), class_="cluster")


def _repair_text(anchors: Anchors, repair: Repair, lang: Lang) -> str:
    old = one_line(anchors.report.document.text[repair.start : repair.end])
    return word("repair", lang, old=old, new=one_line(repair.text), n=repair.restores)


def _card(anchors: Anchors, name: str, finding: Finding, lang: Lang) -> Markup:
    return tag(
        "li",
        _head(anchors, finding, lang),
        tag("p", finding.expression, class_="expr") if finding.expression else None,
        tag("p", _message(finding, lang), class_="msg"),
        _decision(finding, lang),
        _operands(anchors, finding, lang),
        _values(finding, lang),
        _notes(anchors, finding, lang),
        **_facets(name, finding, f"card {finding.status}{' decided' if finding.decision else ''}"),
    )


def _decision(finding: Finding, lang: Lang) -> Markup | None:
    """What a reviewer decided, with the reason."""
    decision = finding.decision
    if decision is None:
        return None
    signed = " · ".join(filter(None, (decision.by, decision.date)))
    name = tag("b", decision_word(decision.kind, lang))
    return tag(
        "p", name, " ", decision.reason, tag("small", f" {signed}") if signed else None, class_="decision"
    )


def _facets(name: str, finding: Finding, classes: str) -> dict[str, str]:
    """What the filters go by."""
    return {
        "id": name,
        "class_": classes,
        "data_status": finding.status,
        "data_severity": finding.severity,
        "data_check": finding.check,
        "data_cause": finding.cause,
        "data_decision": finding.decision.kind if finding.decision is not None else "none",
        "data_name": f"{finding.title_zh or finding.check} {one_line(finding.expression, 80)}".rstrip(),
    }


def _message(finding: Finding, lang: Lang) -> str:
    return finding.message_en if lang == "en" else finding.message_zh


def _head(anchors: Anchors, finding: Finding, lang: Lang) -> Markup:
    sharing = anchors.clusters.get(finding.root, 0)
    return tag(
        "h3",
        badge(finding.status, lang),
        tag("span", finding.title_zh or finding.check, class_="t"),
        tag("code", finding.check),
        tag("span", severity_word(finding.severity, lang), class_=f"chip {finding.severity}"),
        tag("span", word("cause", lang), " ", cause_word(finding.cause, lang), class_="chip"),
        tag("span", word("same_root", lang, n=sharing), " ", finding.root, class_="chip")
        if sharing > 1
        else None,
    )


def _operand_link(anchors: Anchors, operand: Operand, lang: Lang) -> Markup:
    if operand.figure is None:
        return _words_link(anchors, operand, lang)
    figure = operand.figure
    # A figure of a table takes its unit from a head or a caption.
    unit = None if figure.unit_source == "inline" or not figure.unit else tag("small", " ", figure.unit)
    return join(figure_link(anchors, figure), unit)


def _words_link(anchors: Anchors, operand: Operand, lang: Lang) -> Markup:
    """Words or a blank cell as they stand in the text, leading there; a mark where there is no place."""
    place = anchors.words(operand)
    if place is None:
        return tag("span", word("not_printed", lang), class_="absent")
    return tag("a", one_line(operand.text) or word("blank", lang), class_="fig", href=f"#{place}")


def _operands(anchors: Anchors, finding: Finding, lang: Lang) -> Markup | None:
    rows = [
        tag(
            "tr",
            tag("td", role_word(operand.role, lang), class_="role"),
            tag("th", one_line(operand.label), scope="row"),
            tag("td", _operand_link(anchors, operand, lang), class_="num"),
        )
        for operand in finding.operands
    ]
    return tag("table", *rows, class_="operands") if rows else None


def _base_unit(finding: Finding) -> str:
    units = (operand.figure.base_unit for operand in finding.operands if operand.figure is not None)
    return next(units, "")


def _values(finding: Finding, lang: Lang) -> Markup | None:
    """Expected, printed and their distance; only where they are not the same."""
    if finding.status == "confirmed":
        return None
    unit = _base_unit(finding)
    pairs = [
        ("expected", None if finding.expected is None else between(finding.expected)),
        ("found", None if finding.found is None else between(finding.found)),
        ("difference", None if finding.difference is None else grouped(rounded(finding.difference, 4))),
    ]
    # Percentages differ by percentage points.
    units = {"difference": word("points", lang) if unit == "%" else unit}
    shown = [
        join(tag("dt", word(key, lang)), tag("dd", value, f" {units.get(key, unit)}"))
        for key, value in pairs
        if value
    ]
    return tag("dl", *shown, class_="values") if shown else None


def _notes(anchors: Anchors, finding: Finding, lang: Lang) -> Markup | None:
    lines: list[tuple[str, str]] = [("alternatives", each) for each in finding.alternatives]
    lines += [("impact", each) for each in finding.impact]
    lines += [("repairs", _repair_text(anchors, repair, lang)) for repair in finding.repairs]
    shown = [join(tag("dt", word(key, lang)), tag("dd", line)) for key, line in lines]
    return tag("dl", *shown, class_="notes") if shown else None


def _filters(anchors: Anchors, lang: Lang) -> Markup:
    """Controls that only a script can serve; without one they are not shown."""
    findings = anchors.report.findings
    counts = anchors.report.audit.counts()
    boxes = [
        tag(
            "label",
            tag("input", type="checkbox", name="status", value=status, checked=True),
            GLYPHS[status],
            " ",
            status_word(status, lang),
            f" {counts[status]}",
        )
        for status in STATUS_ORDER
        if counts[status]
    ]
    checks = sorted({(each.check, each.title_zh) for each in findings})
    severities = [
        each for each in ("high", "medium", "low", "info") if any(f.severity == each for f in findings)
    ]
    causes = sorted({each.cause for each in findings}, key=list(CAUSE_ZH).index)
    return tag(
        "form",
        tag("fieldset", tag("legend", word("status", lang)), *boxes),
        select("severity", [(each, severity_word(each, lang)) for each in severities], lang),
        select("check", [(check, f"{title} {check}" if title else check) for check, title in checks], lang),
        select("cause", [(each, cause_word(each, lang)) for each in causes], lang),
        _decided_filter(findings, lang),
        tag("output", aria_live="polite", data_text=word("shown", lang, n="{n}")),
        class_="filters js",
        aria_label=word("filter", lang),
        data_filters="findings",
    )


def _decided_filter(findings: Sequence[Finding], lang: Lang) -> Markup | None:
    """A choice by decision, where there are any."""
    kinds = [
        kind for kind in DECISION_ZH if any(each.decision and each.decision.kind == kind for each in findings)
    ]
    if not kinds:
        return None
    options = [(str(kind), decision_word(kind, lang)) for kind in kinds]
    return select("decision", [("none", word("undecided", lang)), *options], lang)


def select(name: str, options: list[tuple[str, str]], lang: Lang) -> Markup:
    """A choice of one or all."""
    every = tag("option", word("all", lang), value="")
    return tag(
        "label",
        word(name, lang),
        " ",
        tag("select", every, *(tag("option", text, value=value) for value, text in options), name=name),
    )
