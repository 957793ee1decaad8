"""OpenAI: strict structured outputs, each new schema compiled on first sight."""

from __future__ import annotations

from gouji.extraction.providers.provider import Provider

PROVIDER = Provider(
    name="openai",
    base_url="https://api.openai.com/v1",
    key_name="OPENAI_API_KEY",
    # Strict mode knows pattern, but not maxLength and minLength; an unknown keyword is an error.
    schema="plain",
    shape="static",
    default_model="gpt-4.1-mini",
    # Reasoning models take only the default temperature, and no seed.
    fixed_sampling=("gpt-5", "o1", "o3", "o4"),
    supports_seed=True,
    max_tokens_name="max_completion_tokens",
    notes_zh="每个新的 schema 首次使用时要编译，因此所有文本块共用一个；推理模型不接受 temperature 和 seed。",
    notes_en="A new schema is compiled on first use, so all chunks share one; reasoning models take neither "
    "temperature nor seed.",
)
