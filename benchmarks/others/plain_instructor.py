"""instructor alone: one schema of lists for every chunk, as its documentation shows it.

Numbers have a pattern and kinds are an enumeration, without which the small model returns code
fragments; answers are bounded, and one re-ask is allowed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

CHUNK = 800
PROMPT = "从财政绩效自评报告片段中抽取全部金额、已开展的活动和存在的问题，文字照抄原文。没有的列表填 []。"

Kind = Literal["预算", "追加", "收入", "到位", "支出", "结转结余", "投入", "收回", "其他"]


class Budget(BaseModel):
    """一笔金额。"""

    item: str = Field(description="这笔钱的名称", max_length=30)
    kind: Kind
    amount: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}(\.[0-9]{1,6})?$")]
    unit: Literal["元", "万元", "亿元"]
    quote: str = Field(description="金额所在的原文", max_length=80)


class Activity(BaseModel):
    """一项已经开展的工作。"""

    name: str = Field(max_length=40)
    quote: str = Field(max_length=80)


class Problem(BaseModel):
    """一个存在的问题。"""

    summary: str = Field(max_length=40)
    quote: str = Field(max_length=80)


class Extracted(BaseModel):
    """片段中的全部信息。"""

    budgets: list[Budget] = Field(max_length=16)
    activities: list[Activity] = Field(max_length=8)
    problems: list[Problem] = Field(max_length=6)


def chunks(text: str) -> Iterator[str]:
    """Whole lines up to CHUNK characters."""
    lines: list[str] = []
    size = 0
    for line in text.splitlines(keepends=True):
        if lines and size + len(line) > CHUNK:
            yield "".join(lines)
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if "".join(lines).strip():
        yield "".join(lines)


def extract(text: str, base_url: str, model: str) -> dict[str, list[dict[str, Any]]]:
    """Everything that the model lists, chunk after chunk; a chunk that fails brings nothing."""
    import instructor
    from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
    from openai import OpenAI

    client = instructor.from_openai(
        OpenAI(base_url=base_url, api_key="none", timeout=900, max_retries=0),
        mode=instructor.Mode.JSON_SCHEMA,
    )
    found: dict[str, list[dict[str, Any]]] = {"budgets": [], "activities": [], "problems": []}
    for chunk in chunks(text):
        try:
            answer = client.chat.completions.create(
                model=model,
                response_model=Extracted,
                temperature=0.0,
                seed=7,
                max_tokens=2048,
                max_retries=1,
                messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": chunk}],
            )
        except (InstructorRetryException, IncompleteOutputException):
            continue
        for name, rows in answer.model_dump().items():
            found[name] += rows
    return found
