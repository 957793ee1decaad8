"""Moonshot 月之暗面: the Kimi models, JSON mode."""

from __future__ import annotations

from gouji.extraction.providers.provider import Provider

PROVIDER = Provider(
    name="moonshot",
    aliases=("kimi",),
    base_url="https://api.moonshot.cn/v1",
    key_name="MOONSHOT_API_KEY",
    mode="json_object",
    default_model="kimi-k2.6",
    max_concurrency=3,
    # These two think unless told not to; kimi-k3 always does, and refuses the switch.
    extra={"thinking": {"type": "disabled"}},
    extra_for=("kimi-k2.5", "kimi-k2.6"),
    # Sampling is fixed by the platform for the kimi models; moonshot-v1 takes a temperature.
    fixed_sampling=("kimi-",),
    max_tokens_name="max_completion_tokens",
    notes_zh="JSON 模式，schema 须写入提示词；kimi 系列的 temperature 由平台固定，结果不可完全复现。",
    notes_en="JSON mode, the schema goes into the prompt; kimi models fix the temperature, so that answers "
    "cannot be repeated exactly.",
)
