"""A stand-in for a model, for faults and plumbing: it names a figure by the words before it.

It reads nothing: what models really say is in the cassettes.
"""

from __future__ import annotations

import json
import re
from typing import Any

from faults import Behaviour, ok

_SLOT = re.compile(r"([一-龥]*)〖(F\d+):[^〗]*〗")
_SENTENCE = re.compile(r"［(S\d+)］([^\n［]*)")
_PLACES = ("白沙", "定远", "景泰", "宁乡", "蒲城", "通海", "宣化", "德化")
_WORKS = ("渠系清淤", "校舍修缮", "村道硬化", "图书购置", "病虫防治", "路灯改造", "水质监测")


def asked_text(body: Any) -> str:
    """What a request shows of the report: its last message."""
    return str(body["messages"][-1]["content"])


def schema_of(body: Any) -> dict[str, Any]:
    """The schema that a request asks for, in mode ``json_schema``."""
    return body["response_format"]["json_schema"]["schema"]


def answer(body: Any) -> dict[str, Any]:
    """An answer that fits the request's schema."""
    properties = schema_of(body)["properties"]
    if "budgets" in properties:
        return {name: [] for name in properties}
    slots = {
        name: {"item": words[-12:], "kind": "支出", "of": ""}
        for words, name in _SLOT.findall(asked_text(body))
    }
    labels = {name: _label(sentence) for name, sentence in _SENTENCE.findall(asked_text(body))}
    if "figures" in properties:
        figures = [{"id": name, **slot} for name, slot in slots.items()]
        sentences = [{"id": name, "label": label} for name, label in labels.items()]
        return {"sentences": sentences, "figures": figures, "others": []}
    return {name: {**labels, **slots, "others": []}[name] for name in properties}


def read(body: Any, **options: Any) -> Behaviour:
    """Answer a request; *options* are those of ``faults.ok``."""
    return ok(json.dumps(answer(body), ensure_ascii=False), **options)


def _label(sentence: str) -> str:
    if "开展" in sentence or "举办" in sentence:
        return "活动"
    return "问题" if "不足" in sentence else "资金" if "〖" in sentence else "其他"


def long_report(paragraphs: int) -> str:
    """A report of many paragraphs, three amounts in each: about one question for three paragraphs."""
    lines = ["某市小型公益设施维护项目绩效自评报告", "一、资金使用情况"]
    for number in range(paragraphs):
        place, work = _PLACES[number % len(_PLACES)], _WORKS[number % len(_WORKS)]
        total, share = 40 + number, 11 + number
        lines.append(
            f"{place}县第{number + 1}批{work}项目安排经费{total}.6万元，其中省级补助{share}.1万元、"
            f"县级配套{total - share}.5万元。全批开展现场检查{number + 2}次。"
        )
    lines += ["二、存在的问题", "部分点位管护力量不足，巡查记录不够完整。"]
    return "\n".join(lines) + "\n"
