"""vLLM on this machine: schemas with patterns, by xgrammar or llguidance."""

from __future__ import annotations

from gouji.extraction.providers.provider import Provider

PROVIDER = Provider(
    name="vllm",
    base_url="http://localhost:8000/v1",
    key_name="VLLM_API_KEY",
    key_required=False,
    max_concurrency=16,
    supports_seed=True,
    notes_zh="模型名即启动 vLLM 时的名称；在别的机器上用 --base-url。",
    notes_en="The model's name is the one vLLM was started with; for another machine use --base-url.",
)
