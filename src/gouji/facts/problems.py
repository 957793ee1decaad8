"""Problems and measures that stand in lists of their own under a heading that names them.

What layout decides for certain is decided here; a model is asked only about the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gouji.document import Block, Document, Span
from gouji.document.numbering import strip_mark
from gouji.document.readable import readable
from gouji.document.sentences import sentences
from gouji.facts.enumeration import bare_item, enumerated
from gouji.facts.model import Evidence, Problem, Recommendation
from gouji.facts.roles import Role, announces, role_at, role_of
from gouji.facts.wording import fold

MAX_SUMMARY = 80
_CAUSE = re.compile(
    r"(?:主要)?原因(?:是|为|在于|：|:)|主要(?:系|是|因|是因为|是由于)|由于|因为|究其原因|受.{1,20}影响"
)
_ADMITS = re.compile(
    r"问题|不足|困难|薄弱|滞后|有待|不够|不高|不强|不到位|不完善|不规范|尚未|缺乏|缺口|偏低|偏慢|短板|未能|未完成|未达|落后|难以|制约"
)
_DENIES = re.compile(r"(?:没有|无|未发现|不存在|未出现)[^，。；]{0,8}(?:问题|不足|困难)")
_PROPOSES = re.compile(
    r"建议|下一步|下步|今后|将(?:进一步|继续|加强|加大|完善)|应(?:当|该|加强)|要(?:进一步|加强|加快)|拟"
)
_MEASURE_LEAD = re.compile(r"^(?:改进措施|整改措施|下一步|今后|建议|针对|对此)")
_CLASSES: tuple[tuple[str, str], ...] = (
    (r"绩效(?:目标|指标|管理|评价)|指标(?:设置|设定|体系)|量化", "绩效管理"),
    (
        r"预算(?:编制|执行|管理|资金)|执行率|科目|资金(?:使用|拨付|支付|到位|结余|管理)|支出(?:进度|管理)|经费|财政",
        "预算与资金",
    ),
    (r"项目(?:管理|实施|进度|推进|验收|建设)|工程|工期|施工|验收", "项目实施"),
    (r"制度|内控|监督|监管|档案|流程", "制度与监管"),
    (r"人员|队伍|人才|编制|力量|能力|专业", "人员与能力"),
)


@dataclass(frozen=True)
class Lists:
    """Problems 存在的问题 and measures 改进措施 read from lists, and the text they cover."""

    problems: tuple[Problem, ...]
    recommendations: tuple[Recommendation, ...]
    covered: tuple[Span, ...]


def admits(text: str) -> bool:
    """Whether a sentence admits something 存在不足, in words; 没有问题 admits nothing."""
    return _ADMITS.search(_DENIES.sub("", text)) is not None


def explains(text: str) -> bool:
    """Whether a sentence gives a cause 原因, in words."""
    return _CAUSE.search(text) is not None


def proposes_change(text: str) -> bool:
    """Whether a sentence says what is to be done 改进措施, in words."""
    return _PROPOSES.search(text) is not None


def category_of(text: str) -> str:
    """The field a problem lies in 问题类别; empty when no word tells."""
    for pattern, name in _CLASSES:
        if re.search(pattern, text):
            return name
    return ""


def read_lists(document: Document) -> Lists:
    """Read the problems and measures that a report lists under headings of their own."""
    problems: list[Problem] = []
    recommendations: list[Recommendation] = []
    covered: list[Span] = []
    for role, title, blocks in _items(document):
        whole = Span(blocks[0].start, blocks[-1].end)
        covered.append(whole)
        if role == "problems":
            problems.append(_problem(document, f"p{len(problems) + 1}", title, blocks))
        else:
            summary = title or _first_sentence(document, blocks[0])
            evidence = (evidence_of(document, whole),)
            number = f"r{len(recommendations) + 1}"
            recommendations.append(Recommendation(number, summary, "grammar", "exact", evidence))
    return Lists(tuple(problems), tuple(recommendations), tuple(covered))


def evidence_of(document: Document, span: Span) -> Evidence:
    """A span as a verbatim quotation."""
    table = document.table_at(span.start)
    cell = table.cell_at(span.start) if table is not None else None
    return Evidence(
        document.text[span.start : span.end],
        span.start,
        span.end,
        document.page_at(span.start),
        cell.address if cell is not None else "",
    )


def _items(document: Document) -> Iterator[tuple[Role, str, list[Block]]]:
    """Each item of the lists: its role, its own heading if it has one, its blocks."""
    prose = [block for block in document.blocks if block.kind != "table"]
    position = 0
    while position < len(prose):
        block = prose[position]
        role = role_at(document, block.start)
        if role not in ("problems", "measures") or _is_role_heading(document, block):
            position += 1
            continue
        if block.kind == "heading":
            item = [block]
            while position + 1 < len(prose) and prose[position + 1].kind == "paragraph":
                position += 1
                item.append(prose[position])
            yield from _heading_item(document, role, item)
        else:
            text = readable(document, block.start, block.end)
            kind: Role = "measures" if _MEASURE_LEAD.match(strip_mark(text)) else role
            if not _is_lead_in(text):
                yield from ((kind, "", [part]) for part in _parts(document, block))
        position += 1


def _parts(document: Document, block: Block) -> list[Block]:
    """A paragraph as one item, or as each of the items it tells: 一是…。二是…。"""
    spans = enumerated(document, block)
    return [replace(block, start=span.start, end=span.end) for span in spans] or [block]


def _heading_item(
    document: Document, role: Role, item: list[Block]
) -> Iterator[tuple[Role, str, list[Block]]]:
    title = bare_item(readable(document, item[0].start, item[0].end)).strip("。：: ")
    parts = [part for block in item[1:] for part in _parts(document, block)]
    # （一）预算管理方面 names a field; what is wrong with it is told item by item.
    only_field = role == "problems" and title.endswith("方面") and not admits(title)
    if len(parts) > 1 and (role == "measures" or (only_field and len(parts) >= len(item))):
        for part in parts:
            yield role, "", [part]
    else:
        yield role, title, item


def _is_role_heading(document: Document, block: Block) -> bool:
    """Whether a heading announces the list and is no item of it."""
    if block.kind != "heading":
        return False
    section = document.sections[block.section] if block.section is not None else None
    if section is None or role_of(section.title) is None:
        return False
    # 四、存在的问题 announces; （一）预算执行存在不足 under it is an item although its words fit.
    parent = document.sections[section.parent] if section.parent is not None else None
    return announces(section.title) or parent is None or role_of(parent.title) not in ("problems", "measures")


def _is_lead_in(text: str) -> bool:
    """经自评，主要存在以下问题： announces the list; 无。 says that there is nothing to list.

    A signature, a date, the name of an annex are no sentences either.
    """
    stripped = text.strip()
    if stripped.endswith(("：", ":")) or len(stripped.strip("。 　")) < 6:
        return True
    return not re.search(r"[。；;，,]", stripped) and strip_mark(stripped) == stripped


def _first_sentence(document: Document, block: Block) -> str:
    spans = sentences(document, block)
    first = spans[0] if spans else block
    return bare_item(readable(document, first.start, first.end)).strip("。；; ")[:MAX_SUMMARY]


def _problem(document: Document, number: str, title: str, blocks: list[Block]) -> Problem:
    span = Span(blocks[0].start, blocks[-1].end)
    summary = title or _first_sentence(document, blocks[0])
    told = (
        bare_item(readable(document, sentence.start, sentence.end)).strip("。；; ")
        for block in blocks
        for sentence in sentences(document, block)
    )
    cause = next((_reason(text, summary) for text in told if _CAUSE.search(text)), None)
    text = readable(document, span.start, span.end)
    evidence = (evidence_of(document, span),)
    return Problem(number, summary, "grammar", "exact", evidence, cause, category_of(text))


def _reason(sentence: str, summary: str) -> str:
    """The words of a sentence that give the cause: all of it, or what follows the problem itself."""
    match = _CAUSE.search(sentence)
    if match is None or not match.start() or not sentence.startswith(summary):
        return sentence
    return match.group() if match.group().startswith("受") else sentence[match.start() :]


def linked(
    problems: list[Problem], recommendations: list[Recommendation]
) -> tuple[list[Problem], list[Recommendation]]:
    """Link each recommendation to the problem it shares most words with, if it shares enough."""
    answers: dict[str, list[str]] = {}
    grams = [_bigrams(problem.evidence, problem.summary) for problem in problems]
    where: dict[str, list[int]] = {}
    for place, words in enumerate(grams):
        for word in words:
            where.setdefault(word, []).append(place)
    for number, recommendation in enumerate(recommendations):
        words = _bigrams(recommendation.evidence, recommendation.summary)
        # What stands in very many problems tells none of them apart.
        shared = Counter(
            place for word in words if len(where.get(word, ())) <= 50 for place in where.get(word, ())
        )
        scored = ((count / min(len(words), len(grams[place])), -place) for place, count in shared.items())
        best, place = max(scored, default=(0.0, 0))
        if best >= 0.2:
            problem = problems[-place]
            recommendations[number] = replace(recommendation, problems=(problem.id,))
            answers.setdefault(problem.id, []).append(recommendation.id)
    return [replace(p, recommendations=tuple(answers.get(p.id, ()))) for p in problems], recommendations


def _bigrams(evidence: Sequence[Evidence], summary: str) -> set[str]:
    text = fold(summary + (evidence[0].quote if evidence else ""))
    return {text[i : i + 2] for i in range(len(text) - 1)}
