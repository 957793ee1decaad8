"""DeepSeek 深度求索: JSON mode without a schema."""

from __future__ import annotations

from gouji.extraction.providers.provider import Provider

PROVIDER = Provider(
    name="deepseek",
    base_url="https://api.deepseek.com",
    key_name="DEEPSEEK_API_KEY",
    # json_schema is not in its documentation: JSON mode only, and the answer may be empty at times.
    mode="json_object",
    default_model="deepseek-v4-flash",
    # Thinking is on by default; it costs hundreds of tokens and ignores the temperature.
    extra={"thinking": {"type": "disabled"}},
    extra_for=("deepseek-v",),
    notes_zh="只有 JSON 模式，schema 须写入提示词；思考模式已关闭；偶尔返回空答案。",
    notes_en="JSON mode only, the schema goes into the prompt; thinking is off; an answer may be empty.",
)
