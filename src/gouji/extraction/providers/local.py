"""The embedded model (内置模型): llama.cpp in this process; its address exists once the server runs."""

from __future__ import annotations

from gouji.extraction.providers.provider import Provider

PROVIDER = Provider(
    name="local",
    base_url="",
    default_model="qwen2.5-coder-1.5b-instruct-q4_k_m",
    # One slot: a second request would only wait, and push the common beginning out of the cache.
    max_concurrency=1,
    supports_seed=True,
    notes_zh="本机运行，文本不出本机；模型很小，结果须经核验。",
    notes_en="Runs here, no text leaves this machine; it is small, so its answers need the verifier.",
)
