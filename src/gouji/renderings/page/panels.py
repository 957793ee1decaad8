"""What was read from the report: budgets, activities, problems, indicators, and what was left over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from gouji.facts import KINDS, Activity, Budget, Indicator, Output, Problem, Recommendation
from gouji.renderings.added import added_names, added_values, record_types
from gouji.renderings.amounts import decimal_text, grouped
from gouji.renderings.page.anchors import Anchors
from gouji.renderings.page.markup import Markup, join, tag
from gouji.renderings.page.quoting import excerpt, figure_link, one_line, quotations
from gouji.renderings.page.verdicts import select
from gouji.renderings.words import Lang, grounding_word, kind_word, origin_word, stage_word, word

_DEEPEST = 6
_DOUBTFUL = ("ambiguous", "not_found")


def record_panels(anchors: Anchors, lang: Lang) -> list[tuple[str, int, Markup]]:
    """The panels that hold anything, with the name of each and how many it holds."""
    report = anchors.report
    doubtful = _doubtful(anchors)
    panels: list[tuple[str, int, Callable[[], Markup]]] = [
        ("ungrounded", len(doubtful), lambda: _ungrounded(anchors, doubtful, lang)),
        ("missed", len(report.missed), lambda: _missed(anchors)),
        ("budgets", len(report.budgets), lambda: _budgets(anchors, lang)),
        ("activities", len(report.activities), lambda: _activities(anchors, lang)),
        ("problems", len(report.problems) + len(report.recommendations), lambda: _problems(anchors, lang)),
        ("indicators", len(report.indicators), lambda: _indicators(anchors, lang)),
        ("records", len(report.records), lambda: _own_records(anchors)),
    ]
    return [(name, count, _panel(name, count, body(), lang)) for name, count, body in panels if count]


def _panel(name: str, count: int, body: Markup, lang: Lang) -> Markup:
    return tag("section", tag("h2", word(name, lang), tag("small", str(count))), body, id=name)


def family(budgets: Iterable[tuple[str, Budget]]) -> list[tuple[int, str, Budget]]:
    """Budgets below the one that they are part of, with their depth; a circle of parents is cut."""
    named = list(budgets)
    known = {budget.id for _, budget in named}
    children: dict[str | None, list[tuple[str, Budget]]] = {}
    for name, budget in named:
        has_parent = budget.parent in known and budget.parent != budget.id
        children.setdefault(budget.parent if has_parent else None, []).append((name, budget))
    ordered: list[tuple[int, str, Budget]] = []
    seen: set[str] = set()
    # The last loop finds those whose parents go round in a circle.
    for start in [*children.get(None, []), *named]:
        waiting = [(0, *start)]
        while waiting:
            depth, name, budget = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            ordered.append((depth, name, budget))
            waiting += [(depth + 1, *child) for child in reversed(children.pop(budget.id, []))]
    return ordered


def _budgets(anchors: Anchors, lang: Lang) -> Markup:
    budgets = [(name, each) for name, each in anchors.records if isinstance(each, Budget)]
    kinds = [kind for kind in KINDS if any(each.kind == kind for _, each in budgets)]
    heads = [tag("th", word(key, lang), scope="col") for key in ("item", "kind", "amount", "grounding")]
    rows = [_budget(anchors, *each, lang) for each in family(budgets)]
    controls = tag(
        "form",
        select("kind", [(kind, kind_word(kind, lang)) for kind in kinds], lang),
        class_="filters js",
        aria_label=word("filter", lang),
        data_filters="budgets",
    )
    table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="grid budgets")
    return join(controls, tag("div", table, class_="tw"))


def _budget(anchors: Anchors, depth: int, name: str, budget: Budget, lang: Lang) -> Markup:
    about = [budget.account, budget.scope, stage_word(budget.stage, lang), budget.period]
    stated = f"{budget.number}{budget.unit}"
    return tag(
        "tr",
        tag(
            "th",
            one_line(budget.item) or word("unnamed", lang),
            tag("small", " · ".join(each for each in about if each)) if any(about) else None,
            _added(budget),
            quotations(anchors, name, budget.evidence, lang),
            scope="row",
            class_=f"d{min(depth, _DEEPEST)}",
        ),
        tag("td", kind_word(budget.kind, lang)),
        tag("td", figure_link(anchors, budget.amount, stated) if budget.amount else stated, class_="num"),
        tag("td", _grounding(budget.status, lang), tag("small", origin_word(budget.source, lang))),
        id=name,
        data_kind=budget.kind,
        data_name=f"{one_line(budget.item, 40)} {stated}",
    )


def _grounding(status: str, lang: Lang) -> Markup:
    glyph = "⚠ " if status in _DOUBTFUL else ""
    return tag("span", glyph, grounding_word(status, lang), class_=f"gr {status}")


def _output(anchors: Anchors, output: Output) -> Markup:
    value = "" if output.value is None else decimal_text(output.value)
    stated = f"{value}{output.unit}"
    shown = figure_link(anchors, output.figure) if output.figure else stated
    return tag("li", f"{one_line(output.measure, 60)} " if output.measure else "", shown)


def _activities(anchors: Anchors, lang: Lang) -> Markup:
    return tag(
        "ol",
        *(
            _activity(anchors, name, each, lang)
            for name, each in anchors.records
            if isinstance(each, Activity)
        ),
        class_="cards plain",
    )


def _activity(anchors: Anchors, name: str, activity: Activity, lang: Lang) -> Markup:
    about = [activity.date, activity.place, "、".join(activity.organizers)]
    outputs = [_output(anchors, output) for output in activity.outputs]
    return tag(
        "li",
        tag("h3", one_line(activity.name) or word("unnamed", lang), _doubt(activity.status, lang)),
        tag("p", " · ".join(one_line(each, 80) for each in about if each), class_="about")
        if any(about)
        else None,
        tag("ul", *outputs, class_="outputs") if outputs else None,
        _added(activity),
        quotations(anchors, name, activity.evidence, lang),
        class_="card a",
        id=name,
        data_name=one_line(activity.name, 60),
    )


def _doubt(status: str, lang: Lang) -> Markup | None:
    return _grounding(status, lang) if status in _DOUBTFUL else None


def _problems(anchors: Anchors, lang: Lang) -> Markup:
    """Problems with what is proposed for each, then the proposals."""
    shown = []
    for name, record in anchors.records:
        if isinstance(record, Problem):
            shown.append(_problem(anchors, name, record, lang))
        elif isinstance(record, Recommendation):
            shown.append(_recommendation(anchors, name, record, lang))
    return tag("ol", *shown, class_="cards plain")


def _problem(anchors: Anchors, name: str, problem: Problem, lang: Lang) -> Markup:
    category = tag("span", problem.category, class_="chip") if problem.category else None
    cause = tag("p", tag("b", word("cause_of_problem", lang)), " ", problem.cause) if problem.cause else None
    return tag(
        "li",
        tag("h3", one_line(problem.summary) or word("unnamed", lang), category, _doubt(problem.status, lang)),
        cause,
        _related(anchors, "recommendation", problem.recommendations, lang),
        _added(problem),
        quotations(anchors, name, problem.evidence, lang),
        class_="card p",
        id=name,
        data_name=one_line(problem.summary, 60),
    )


def _recommendation(anchors: Anchors, name: str, recommendation: Recommendation, lang: Lang) -> Markup:
    kind = tag("span", word("recommendation", lang), class_="chip")
    return tag(
        "li",
        tag("h3", one_line(recommendation.summary) or word("unnamed", lang), kind),
        _related(anchors, "answers_to", recommendation.problems, lang),
        quotations(anchors, name, recommendation.evidence, lang),
        class_="card r",
        id=name,
        data_name=one_line(recommendation.summary, 60),
    )


def _related(anchors: Anchors, key: str, ids: tuple[str, ...], lang: Lang) -> Markup | None:
    """Links to records by their ids; an id that nobody bears is shown as it is."""
    links = []
    for each in ids:
        name, record = anchors.by_id.get(each, (None, None))
        if name is not None and isinstance(record, Problem | Recommendation):
            links.append(tag("li", tag("a", one_line(record.summary, 80) or each, href=f"#{name}")))
        else:
            links.append(tag("li", each))
    return join(tag("b", word(key, lang), class_="rel"), tag("ul", *links, class_="rel")) if links else None


_INDICATOR_FIELDS = ("level1", "level2", "name", "target", "actual", "weight", "score", "reason")


def _indicators(anchors: Anchors, lang: Lang) -> Markup:
    heads = [word("level3" if field == "name" else field, lang) for field in _INDICATOR_FIELDS]
    rows = []
    before = ("", "")
    for name, each in anchors.records:
        if isinstance(each, Indicator):
            rows.append(_indicator(anchors, name, each, before))
            before = (each.level1, each.level2)
    head = tag("thead", tag("tr", *(tag("th", text, scope="col") for text in heads)))
    return tag("div", tag("table", head, tag("tbody", *rows), class_="grid"), class_="tw")


def _indicator(anchors: Anchors, name: str, indicator: Indicator, before: tuple[str, str]) -> Markup:
    """A row; a level that goes on from the row above is not said again."""
    same1 = indicator.level1 == before[0]
    same2 = same1 and indicator.level2 == before[1]
    places = anchors.evidence(name, indicator.evidence)
    shown = one_line(indicator.name)
    values = [tag("td", one_line(each or "")) for each in (indicator.target, indicator.actual)]
    points = [tag("td", one_line(each or ""), class_="num") for each in (indicator.weight, indicator.score)]
    return tag(
        "tr",
        tag("td", one_line(indicator.level1), class_="rep" if same1 else None),
        tag("td", one_line(indicator.level2), class_="rep" if same2 else None),
        tag("th", tag("a", shown, href=f"#{places[0][0]}") if places else shown, scope="row"),
        *values,
        *points,
        tag("td", one_line(indicator.reason or "")),
        id=name,
        data_name=one_line(indicator.name, 60),
    )


def _added(record: object) -> Markup | None:
    """The fields that the caller added, where they have a value."""
    told = [f"{name}: {_shown(value)}" for name, value in added_values(record).items() if value]
    return tag("small", " · ".join(told)) if told else None


def _shown(value: object) -> str:
    return one_line(decimal_text(value) if isinstance(value, Decimal) else str(value or ""), 120)


def _own_records(anchors: Anchors) -> Markup:
    """The caller's own records, a table for each type."""
    tables = []
    for name, records in record_types(anchors.report).items():
        fields = added_names(records)
        heads = [tag("th", head, scope="col") for head in (name, *fields, "")]
        rows = [
            tag(
                "tr",
                tag("th", each.id, scope="row"),
                *(tag("td", _shown(value)) for value in added_values(each).values()),
                tag("td", one_line(each.evidence[0].quote, 160) if each.evidence else ""),
            )
            for each in records
        ]
        tables.append(tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="grid"))
    return tag("div", *tables, class_="tw")


def _missed(anchors: Anchors) -> Markup:
    items = [
        tag("li", excerpt(anchors, figure), id=f"m{number}", data_name=one_line(figure.text))
        for number, figure in enumerate(anchors.report.missed)
    ]
    return tag("ol", *items, class_="lines missed")


def _doubtful(anchors: Anchors) -> list[tuple[str, Budget | Activity | Problem | Recommendation]]:
    records = ((name, each) for name, each in anchors.records if not isinstance(each, Indicator))
    return [(name, each) for name, each in records if each.status in _DOUBTFUL]


def _ungrounded(
    anchors: Anchors, doubtful: list[tuple[str, Budget | Activity | Problem | Recommendation]], lang: Lang
) -> Markup:
    items = []
    for name, record in doubtful:
        if isinstance(record, Budget):
            yuan = "" if record.yuan is None else f"（{grouped(record.yuan)} 元）"
            shown = f"{one_line(record.item, 80)} {record.number}{record.unit}{yuan}"
        else:
            shown = one_line(record.name if isinstance(record, Activity) else record.summary, 120)
        link = tag("a", shown or word("unnamed", lang), href=f"#{name}")
        items.append(tag("li", _grounding(record.status, lang), link))
    return tag("ol", *items, class_="lines")
