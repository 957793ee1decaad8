"""Qwen 通义千问 on Alibaba Cloud's DashScope 百炼, in its OpenAI-compatible mode."""

from __future__ import annotations

from gouji.extraction.providers.provider import Provider

PROVIDER = Provider(
    name="qwen",
    aliases=("dashscope", "bailian"),
    base_url="https://dashscope.aliyuncs.com/compatible-mode/v1",
    key_name="DASHSCOPE_API_KEY",
    # json_schema works for some qwen-plus models only, json_object for nearly all.
    mode="json_object",
    default_model="qwen-plus",
    # Structured output is for the non-thinking mode; "JSON" must stand in the prompt, or the request fails.
    extra={"enable_thinking": False},
    supports_seed=True,
    notes_zh="JSON 模式（仅部分 qwen-plus 支持 json_schema）；思考模式已关闭；"
    "国际站用 --base-url https://dashscope-intl.aliyuncs.com/compatible-mode/v1。",
    notes_en="JSON mode (only some qwen-plus models know json_schema); thinking is off; the international "
    "site: --base-url https://dashscope-intl.aliyuncs.com/compatible-mode/v1.",
)
