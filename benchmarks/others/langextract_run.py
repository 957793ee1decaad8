"""langextract on one text: run by ``benchmarks/extraction.py`` with the Python of its own environment.

    python langextract_run.py BASE_URL MODEL TEXT.txt RESULT.json

Its newest version, as its documentation advises for Chinese: the Unicode tokenizer, schema
constraints made from the examples, its own chunk size, one pass, temperature 0. The examples are two
short passages written for the benchmark, with every kind of record in them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import langextract as lx

PROMPT = """从财政绩效自评报告中抽取三类信息，按原文出现的顺序，文字照抄原文，不要改写，不要重叠：
资金：每一笔金额。extraction_text 为金额原文（如 18.38万元），属性 item 为这笔钱的名称，kind 为
预算、追加、收入、到位、支出、结转结余、投入、收回、其他之一，amount 为数字，unit 为单位。
活动：已经做的具体工作。extraction_text 为讲这项工作的句子，属性 name 为活动名称。
问题：存在的不足、困难。extraction_text 为讲这个问题的句子，属性 summary 为问题概括。"""

EXAMPLES = [
    lx.data.ExampleData(
        text="2021年全站总支出9.6万元，其中：水质监测费7.1万元、设备维护费2.5万元。全年巡河40次，清理河道垃圾3吨。",
        extractions=[
            lx.data.Extraction(
                "资金",
                "9.6万元",
                attributes={"item": "全站总支出", "kind": "支出", "amount": "9.6", "unit": "万元"},
            ),
            lx.data.Extraction(
                "资金",
                "7.1万元",
                attributes={"item": "水质监测费", "kind": "支出", "amount": "7.1", "unit": "万元"},
            ),
            lx.data.Extraction(
                "资金",
                "2.5万元",
                attributes={"item": "设备维护费", "kind": "支出", "amount": "2.5", "unit": "万元"},
            ),
            lx.data.Extraction(
                "活动", "全年巡河40次，清理河道垃圾3吨", attributes={"name": "巡河和清理河道垃圾"}
            ),
        ],
    ),
    lx.data.ExampleData(
        text="县财政年初安排项目预算30万元。存在的主要问题：一是设备老化，抽检不及时。",
        extractions=[
            lx.data.Extraction(
                "资金",
                "30万元",
                attributes={"item": "项目预算", "kind": "预算", "amount": "30", "unit": "万元"},
            ),
            lx.data.Extraction(
                "问题", "设备老化，抽检不及时", attributes={"summary": "设备老化，抽检不及时"}
            ),
        ],
    ),
]


def main() -> None:
    """Write the extractions as they come."""
    base_url, model, source, target = sys.argv[1:5]
    config = lx.factory.ModelConfig(
        model_id=model,
        provider="OpenAILanguageModel",
        # Without a limit a small model may never end a list.
        provider_kwargs={"base_url": base_url, "api_key": "none", "max_output_tokens": 2048},
    )
    result = lx.extract(
        text_or_documents=Path(source).read_text("utf-8"),
        prompt_description=PROMPT,
        examples=EXAMPLES,
        config=config,
        temperature=0.0,
        use_schema_constraints=True,
        max_workers=1,
        tokenizer=lx.tokenizer.UnicodeTokenizer(),
        show_progress=False,
    )
    rows = [
        {
            "extraction_class": each.extraction_class,
            "extraction_text": each.extraction_text,
            "attributes": each.attributes or {},
            "start": each.char_interval.start_pos if each.char_interval else None,
            "end": each.char_interval.end_pos if each.char_interval else None,
        }
        for each in result.extractions or []
    ]
    Path(target).write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
