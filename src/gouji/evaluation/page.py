"""An evaluation as one self-contained page, and as a summary for notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gouji.evaluation.entries import SECTIONS, Entry
from gouji.evaluation.lines import report_rows, score_rows, slip_line
from gouji.evaluation.mistakes import SLIPS, Mistake
from gouji.evaluation.result import Evaluation
from gouji.evaluation.scores import OVERVIEW
from gouji.evaluation.words import field_word, percent, word
from gouji.renderings.html import asset, framed
from gouji.renderings.page.markup import Markup, join, tag
from gouji.renderings.page.quoting import one_line
from gouji.renderings.words import Lang
from gouji.renderings.words import word as common

_CLASSES = {"missed": "contradicted", "spurious": "contradicted", "wrong_amount": "contradicted"}
_MOST_ERRORS = 8


def page_html(evaluation: Evaluation, *, lang: Lang = "zh") -> str:
    """The scores and every error with its text on one page; it asks for nothing from anywhere."""
    body = tag(
        "body",
        _masthead(evaluation, lang),
        _notes(evaluation.notes, lang),
        tag("main", _side(evaluation, lang), _errors(evaluation, lang)),
        tag("footer", tag("span", word("rules", lang)), class_="colophon"),
        tag("script", asset("page.js")),
        data_links=common("links", lang),
    )
    return framed(f"{_title(evaluation, lang)} · {word('title', lang)}", body, lang)


def summary_html(evaluation: Evaluation, *, lang: Lang = "zh") -> str:
    """The scores and the first errors for a notebook; it brings its own styles and no script."""
    first = evaluation.errors[:_MOST_ERRORS]
    left = len(evaluation.errors) - len(first)
    shown = tag(
        "div",
        tag("p", tag("span", _title(evaluation, lang), class_="gj-t")),
        tag("p", slip_line(evaluation, lang), class_="gj-s"),
        _table(_score_table(evaluation, lang), "gj-n", None),
        _error_table(first, lang) if first else None,
        tag("p", word("more", lang, n=left), class_="gj-s") if left else None,
        class_="gouji",
        lang="en" if lang == "en" else "zh-CN",
    )
    return join(tag("style", asset("summary.css")), shown)


def _error_table(errors: Sequence[Mistake], lang: Lang) -> Markup:
    """Errors a row each, what the gold says beside what was predicted."""
    heads = [tag("th", word(key, lang), scope="col") for key in ("error", "section", "gold", "predicted")]
    rows = []
    for each in errors:
        sides = [tag("td", side) for side in _sides(each, lang)]
        rows.append(tag("tr", tag("td", word(each.slip, lang)), tag("td", word(each.section, lang)), sides))
    return tag("table", tag("tr", *heads), *rows)


def _sides(error: Mistake, lang: Lang) -> list[Markup | str]:
    if error.section == "meta":
        name = field_word(error.field, lang)
        return [f"{name} {one_line(each or '–')}" for each in (error.gold_value, error.predicted_value)]
    return [_short(each, lang) for each in (error.gold, error.predicted)]


def _short(entry: Entry | None, lang: Lang) -> Markup | str:
    if entry is None:
        return "–"
    name, amount = _said(entry)
    return join(f"{name} {amount}".rstrip(), _quotation(entry, lang))


def _title(evaluation: Evaluation, lang: Lang) -> str:
    if len(evaluation.reports) == 1 and evaluation.reports[0].name:
        return evaluation.reports[0].name
    return word("reports", lang, n=len(evaluation.reports))


def _score_table(evaluation: Evaluation, lang: Lang) -> list[list[str]]:
    several = len(evaluation.reports) > 1
    return report_rows(evaluation, lang) if several else score_rows(evaluation.pooled, lang)


def _masthead(evaluation: Evaluation, lang: Lang) -> Markup:
    theme = tag("button", "◐", type="button", class_="js theme", title=common("theme", lang))
    brand = tag("p", "勾稽", tag("span", word("title", lang)), class_="brand")
    return tag(
        "header",
        tag("div", brand, theme, class_="bar"),
        tag("h1", _title(evaluation, lang)),
        _tally(evaluation, lang),
        tag("p", slip_line(evaluation, lang), class_="coverage"),
        class_="masthead",
    )


def _tally(evaluation: Evaluation, lang: Lang) -> Markup:
    pooled = evaluation.pooled
    shown: list[tuple[str, str]] = [(word("macro_f1", lang), percent(evaluation.macro_f1))]
    shown += [(f"{word(name, lang)} F1", percent(pooled.by[name].f1)) for name in OVERVIEW]
    shown.append((word("kinds", lang), percent(pooled.kinds.accuracy)))
    shown.append((word("meta", lang), f"{pooled.meta_all.right}/{pooled.meta_all.of}"))
    return tag(
        "ul", *(tag("li", tag("b", value), tag("span", name)) for name, value in shown), class_="tally"
    )


def _notes(notes: Sequence[str], lang: Lang) -> Markup | None:
    if not notes:
        return None
    shown = tag("ul", *(tag("li", one_line(note)) for note in notes))
    return tag(
        "div", tag("section", tag("h2", word("notes", lang)), shown, class_="notice"), class_="notices"
    )


def _side(evaluation: Evaluation, lang: Lang) -> Markup:
    """The rates by measure, by field of the head, and by report where there are several."""
    several = len(evaluation.reports) > 1
    panels = [
        _panel("scores", word("scores", lang), _table(score_rows(evaluation.pooled, lang))),
        _panel("meta", word("meta", lang), _table(_meta_rows(evaluation, lang)))
        if evaluation.pooled.meta
        else None,
        _panel("by-report", word("by_report", lang), _table(report_rows(evaluation, lang)))
        if several
        else None,
    ]
    return tag("div", *panels, class_="side")


def _panel(name: str, title: str, body: Markup) -> Markup:
    return tag("section", tag("h2", title), body, id=name)


def _meta_rows(evaluation: Evaluation, lang: Lang) -> list[list[str]]:
    heads = [word(key, lang) for key in ("meta", "accuracy", "right", "gold")]
    fields = evaluation.pooled.meta.items()
    rows = [
        [field_word(name, lang), percent(share.accuracy), str(share.right), str(share.of)]
        for name, share in fields
    ]
    return [heads, *rows]


def _table(rows: Sequence[Sequence[str]], number: str = "num", classes: str | None = "grid") -> Markup:
    """Rows as a table: the first is the head, the first cell of each says what the row is."""
    head, *body = rows
    heads = [
        tag("th", text, scope="col", class_=number if place else None) for place, text in enumerate(head)
    ]
    lines = [
        tag("tr", tag("th", each[0], scope="row"), *(tag("td", text, class_=number) for text in each[1:]))
        for each in body
    ]
    table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *lines), class_=classes)
    return tag("div", table, class_="tw")


def _errors(evaluation: Evaluation, lang: Lang) -> Markup:
    errors = evaluation.errors
    heading = tag("h2", word("errors", lang), tag("small", str(len(errors))))
    if not errors:
        good = tag("p", "✓ ", word("no_errors", lang), class_="good")
        return tag("section", heading, good, class_="source", id="errors")
    several = len(evaluation.reports) > 1
    cards = [_card(number, each, several, lang) for number, each in enumerate(errors, 1)]
    return tag(
        "section",
        heading,
        _filters(evaluation, lang),
        tag("ol", *cards, class_="cards"),
        class_="source",
        id="errors",
    )


def _filters(evaluation: Evaluation, lang: Lang) -> Markup:
    """A choice of the kind of error, of the section, and of the report."""
    errors = evaluation.errors
    slips = [(slip, word(slip, lang)) for slip in SLIPS if any(each.slip == slip for each in errors)]
    sections = [
        (name, word(name, lang)) for name in ("meta", *SECTIONS) if any(e.section == name for e in errors)
    ]
    reports = [(each.name, each.name) for each in evaluation.reports if each.errors]
    count = tag("output", data_text=common("shown", lang, n="{n}"))
    return tag(
        "form",
        _choice("kind", word("error", lang), slips, lang),
        _choice("section", word("section", lang), sections, lang),
        _choice("report", word("report", lang), reports, lang) if len(reports) > 1 else None,
        count,
        class_="filters js",
        aria_label=common("filter", lang),
        data_filters="errors",
    )


def _choice(name: str, label: str, options: Iterable[tuple[str, str]], lang: Lang) -> Markup:
    every = tag("option", common("all", lang), value="")
    listed = [tag("option", text, value=value) for value, text in options]
    return tag("label", label, " ", tag("select", every, *listed, name=name))


def _card(number: int, error: Mistake, several: bool, lang: Lang) -> Markup:
    head = tag(
        "h3",
        tag("span", word(error.slip, lang), class_=f"badge {_CLASSES.get(error.slip, 'tail')}"),
        tag("span", word(error.section, lang), class_="chip"),
        tag("span", error.report, class_="chip") if several else None,
    )
    return tag(
        "li",
        head,
        _card_body(error, lang),
        class_=f"card {_CLASSES.get(error.slip, 'tail')}",
        id=f"e{number}",
        data_kind=error.slip,
        data_section=error.section,
        data_report=error.report,
    )


def _card_body(error: Mistake, lang: Lang) -> Markup:
    """What the gold says and what was predicted, one under the other, each with its quotation."""
    if error.section == "meta":
        name = field_word(error.field, lang)
        values = [("gold", error.gold_value), ("predicted", error.predicted_value)]
        rows = [
            _row(word(side, lang), f"{name} {one_line(v) if v else '–'}", "", None, lang)
            for side, v in values
        ]
    else:
        sides = [("gold", error.gold), ("predicted", error.predicted)]
        rows = [_row(word(side, lang), *_said(each), each, lang) for side, each in sides if each is not None]
    note = tag("p", word("taken", lang), class_="note") if error.taken else None
    return join(tag("table", *rows, class_="operands"), note)


def _said(entry: Entry) -> tuple[str, str]:
    amount = " ".join(each for each in (entry.amount, entry.kind) if each)
    return one_line(entry.name) or "–", one_line(amount)


def _row(side: str, name: str, amount: str, entry: Entry | None, lang: Lang) -> Markup:
    quoted = _quotation(entry, lang) if entry is not None else None
    return tag(
        "tr",
        tag("td", side, class_="role"),
        tag("th", name, quoted, scope="row"),
        tag("td", amount, class_="num"),
    )


def _quotation(entry: Entry, lang: Lang) -> Markup | None:
    places = [
        entry.cell,
        word("page", lang, n=entry.page) if entry.page is not None else None,
        word("place", lang, start=entry.start, end=entry.end) if entry.start is not None else None,
    ]
    noted = [join(" ", tag("span", one_line(each), class_="where")) for each in places if each]
    quote = tag("span", one_line(entry.quote), class_="quote") if entry.quote else None
    return tag("p", quote, *noted, class_="q gj-s") if quote or noted else None
