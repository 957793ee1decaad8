"""The trees of sums on the page: every total with its parts below it, each sum with its verdict."""

from __future__ import annotations

from gouji.findings import Finding
from gouji.renderings.page.anchors import Anchors
from gouji.renderings.page.markup import Markup, tag
from gouji.renderings.page.quoting import figure_link, one_line
from gouji.renderings.page.verdicts import GLYPHS
from gouji.renderings.trees import Node, trees
from gouji.renderings.words import Lang, status_word, word

_GOOD = ("confirmed", "tail")


def forest_panel(anchors: Anchors, lang: Lang) -> tuple[int, Markup]:
    """How many trees there are, and their panel: those that do not agree open, the others counted and folded."""
    names = {id(finding): name for name, finding in anchors.findings}
    all_trees = trees(anchors.report.findings)
    good = [tree for tree in all_trees if all(each.status in _GOOD for each in tree.findings)]
    agreeing = {id(tree) for tree in good}
    others = [tree for tree in all_trees if id(tree) not in agreeing]
    shown = (
        [tag("ul", *(_node(anchors, tree, names, lang) for tree in others), class_="tree")] if others else []
    )
    return len(all_trees), tag(
        "section",
        tag("h2", word("trees", lang), tag("small", str(len(all_trees)))),
        *shown,
        _folded(anchors, good, names, lang) if good else None,
        id="trees",
    )


def _folded(anchors: Anchors, good: list[Node], names: dict[int, str], lang: Lang) -> Markup:
    mark = tag("span", GLYPHS["confirmed"], class_="badge confirmed", aria_hidden="true")
    head = tag("summary", mark, word("trees_confirmed", lang, n=len(good)))
    return tag(
        "details", head, tag("ul", *(_node(anchors, tree, names, lang) for tree in good), class_="tree")
    )


def _node(anchors: Anchors, node: Node, names: dict[int, str], lang: Lang) -> Markup:
    """A total or a part: its name, its figure, and under each sum of it the parts."""
    figure = node.operand.figure
    unit = None
    if figure is not None and figure.unit_source != "inline" and figure.unit:
        unit = tag("small", " ", figure.unit)
    label = tag("span", one_line(node.operand.label, 60), class_="t")
    amount = tag("span", figure_link(anchors, figure) if figure is not None else None, unit, class_="amount")
    return tag("li", tag("div", label, amount, class_="node"), *_sums(anchors, node, names, lang))


def _sums(anchors: Anchors, node: Node, names: dict[int, str], lang: Lang) -> list[Markup]:
    lines = []
    for finding, parts in node.sums:
        below = tag("ul", *(_node(anchors, part, names, lang) for part in parts))
        lines += [_verdict(finding, names[id(finding)], lang), below]
    return lines


def _verdict(finding: Finding, name: str, lang: Lang) -> Markup:
    """The sum in one line, leading to its finding."""
    said = f"{GLYPHS[finding.status]} {status_word(finding.status, lang)}"
    badge = tag("a", said, href=f"#{name}", class_=f"badge {finding.status}")
    return tag("div", badge, tag("span", finding.expression, class_="expr"), class_="sum")
