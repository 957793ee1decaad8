"""What several checks read of the same facts: read once, and gone when the facts are gone."""

from __future__ import annotations

import gc
import pickle
import weakref
from dataclasses import replace

from gouji.checks.reading.forms.marks import scores_in
from gouji.checks.reading.text.once import once
from gouji.checks.reading.text.prose import lines
from gouji.document import Document
from gouji.facts import Facts
from gouji.figures import find_figures


def facts_of(text: str) -> Facts:
    document = Document.from_text(text)
    return Facts(document, tuple(find_figures(document)))


def test_it_is_read_once_for_the_same_facts():
    """Equal facts are others: only the very same are known."""
    read: list[Facts] = []
    keep = once(lambda facts: read.append(facts) or len(read))
    facts = facts_of("一、支出10万元。")

    assert [keep(facts), keep(facts), keep(replace(facts))] == [1, 1, 2]


def test_it_goes_with_the_facts():
    """A service that reads many reports keeps none of them."""
    facts = facts_of("一、支出10万元。")
    line = weakref.ref(lines(facts)[0])
    assert line() is not None

    del facts
    gc.collect()
    assert line() is None


def test_a_line_is_the_same_one_after_other_reports():
    """Many reports at a time, in threads, do not make a line a stranger to its own report."""
    first = facts_of("三、评价结论\n本项目自评得分为92.5分，等级为优。")
    found = lines(first)[-1]
    for number in range(9):
        lines(facts_of(f"第{number}份，自评得分为90分。"))

    assert lines(first)[-1] is found
    assert [figure.number for figure in scores_in(first, found)] == ["92.5"]


def test_it_is_not_pickled():
    """Another process reads again."""
    facts = facts_of("一、支出10万元。")
    bare = len(pickle.dumps(facts))
    lines(facts)

    assert len(pickle.dumps(facts)) < bare + 200
    assert pickle.loads(pickle.dumps(facts)) == facts
