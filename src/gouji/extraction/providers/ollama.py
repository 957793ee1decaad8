"""Ollama on this machine: schemas enforced by llama.cpp's grammars, from version 0.5."""

from __future__ import annotations

from gouji.extraction.providers.provider import Provider

PROVIDER = Provider(
    name="ollama",
    base_url="http://localhost:11434/v1",
    # Every new schema is a new grammar, which costs milliseconds: one for each chunk is fine.
    default_model="qwen2.5:7b",
    max_concurrency=2,
    supports_seed=True,
    notes_zh="上下文长度由 Ollama 决定，默认可能只有 4096：请设置 OLLAMA_CONTEXT_LENGTH=8192，"
    "否则提示词会被悄悄截断。",
    notes_en="Ollama decides the context length, maybe 4096: set OLLAMA_CONTEXT_LENGTH=8192, or it cuts the "
    "prompt without a word.",
)
