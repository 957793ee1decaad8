"""A llama.cpp server (llama-server) on this machine: schemas with anchored patterns."""

from __future__ import annotations

from gouji.extraction.providers.provider import Provider

PROVIDER = Provider(
    name="llamacpp",
    aliases=("llama.cpp", "llama-server"),
    base_url="http://localhost:8080/v1",
    key_name="LLAMA_API_KEY",
    key_required=False,
    # The server holds one model and answers to any name.
    default_model="default",
    max_concurrency=1,
    supports_seed=True,
    notes_zh="pattern 须以 ^ 开头、以 $ 结尾，maxLength 小于 2000；在别的机器上用 --base-url。",
    notes_en="A pattern starts with ^ and ends with $, maxLength stays under 2000; for another machine use "
    "--base-url.",
)
