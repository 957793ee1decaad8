"""Zhipu 智谱 (BigModel): the GLM models, JSON mode without a schema."""

from __future__ import annotations

from gouji.extraction.providers.provider import Provider

PROVIDER = Provider(
    name="zhipu",
    aliases=("glm", "bigmodel"),
    base_url="https://open.bigmodel.cn/api/paas/v4",
    key_name="ZHIPUAI_API_KEY",
    mode="json_object",
    default_model="glm-4.7",
    max_concurrency=4,
    # Newer models think by default; do_sample=false is the vendor's own way to greedy decoding.
    extra={"thinking": {"type": "disabled"}, "do_sample": False},
    notes_zh="只有 JSON 模式，schema 须写入提示词；思考模式已关闭。",
    notes_en="JSON mode only, the schema goes into the prompt; thinking is off.",
)
