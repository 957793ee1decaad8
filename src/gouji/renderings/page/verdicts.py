"""The findings 核对结果: what does not agree first, each with its arithmetic and its operands."""

from __future__ import annotations

from gouji.findings import Finding, Operand
from gouji.renderings.amounts import between, grouped, rounded
from gouji.renderings.page.anchors import STATUS_ORDER, Anchors
from gouji.renderings.page.markup import Markup, join, tag
from gouji.renderings.page.quoting import figure_link, one_line
from gouji.renderings.words import Lang, cause_word, role_word, severity_word, status_word, word

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
        tag("ol", *(_card(anchors, *each, lang) for each in open_ones), class_="cards")
        if open_ones
        else None,
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


def _card(anchors: Anchors, name: str, finding: Finding, lang: Lang) -> Markup:
    return tag(
        "li",
        _head(anchors, finding, lang),
        tag("p", finding.expression, class_="expr") if finding.expression else None,
        tag("p", _message(finding, lang), class_="msg"),
        _operands(anchors, finding, lang),
        _values(finding, lang),
        _notes(anchors, finding, lang),
        **_facets(name, finding, f"card {finding.status}"),
    )


def _facets(name: str, finding: Finding, classes: str) -> dict[str, str]:
    """What the filters go by."""
    return {
        "id": name,
        "class_": classes,
        "data_status": finding.status,
        "data_severity": finding.severity,
        "data_check": finding.check,
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
        return tag("span", word("not_printed", lang), class_="absent")
    figure = operand.figure
    # A figure of a table takes its unit from a head or a caption.
    unit = None if figure.unit_source == "inline" or not figure.unit else tag("small", " ", figure.unit)
    return join(figure_link(anchors, figure), unit)


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
    text = anchors.report.document.text
    lines: list[tuple[str, str]] = [("alternatives", each) for each in finding.alternatives]
    lines += [("impact", each) for each in finding.impact]
    for repair in finding.repairs:
        old = one_line(text[repair.start : repair.end])
        lines.append(("repairs", word("repair", lang, old=old, new=one_line(repair.text), n=repair.restores)))
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
    return tag(
        "form",
        tag("fieldset", tag("legend", word("status", lang)), *boxes),
        select("severity", [(each, severity_word(each, lang)) for each in severities], lang),
        select("check", [(check, f"{title} {check}" if title else check) for check, title in checks], lang),
        tag("output", aria_live="polite", data_text=word("shown", lang, n="{n}")),
        class_="filters js",
        aria_label=word("filter", lang),
        data_filters="findings",
    )


def select(name: str, options: list[tuple[str, str]], lang: Lang) -> Markup:
    """A choice of one or all."""
    every = tag("option", word("all", lang), value="")
    return tag(
        "label",
        word(name, lang),
        " ",
        tag("select", every, *(tag("option", text, value=value) for value, text in options), name=name),
    )
