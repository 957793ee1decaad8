"""What gouji knows of one vendor (模型服务商): address, key, output mode, quirks. A value, no code to run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from gouji.errors import NoModel

Mode = Literal["json_schema", "json_object", "tools"]

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# The client library wants some key; servers without keys ignore it.
_NO_KEY = "none"


@dataclass(frozen=True, kw_only=True)
class Provider:
    """One vendor.

    Args:
        name: As written before the slash of ``--model vendor/model``.
        base_url: OpenAI-compatible address, without a final slash; empty for the embedded model.
        key_name: Environment variable of the key; empty where there is none.
        key_required: Whether nothing works without the key.
        mode: How the answer's form is asked for. ``json_object`` promises JSON but no schema:
            the schema, and the word "JSON", have to stand in the prompt.
        schema: ``plain`` where pattern, maxLength and the like are refused: strip them, check afterwards.
        shape: ``static`` where a schema is compiled slowly on first sight and then kept: send one for
            all chunks rather than one for each.
        default_model: Used when only the vendor is named; may be empty.
        max_concurrency: Requests under way at once that the vendor takes gladly.
        extra: Additions to the request body.
        extra_for: Beginnings of the model names that take ``extra``; empty for all.
        fixed_sampling: Beginnings of the model names that refuse temperature and seed.
        supports_seed: Whether ``seed`` is understood.
        max_tokens_name: The name of the limit on the answer.
        aliases: Other names for ``name``.
        notes_zh: What a user should know, in Chinese.
        notes_en: The same in English.
    """

    name: str
    base_url: str
    key_name: str = ""
    key_required: bool = True
    mode: Mode = "json_schema"
    schema: Literal["full", "plain"] = "full"
    shape: Literal["per_chunk", "static"] = "per_chunk"
    default_model: str = ""
    max_concurrency: int = 8
    extra: Mapping[str, object] = field(default_factory=dict, hash=False)
    extra_for: tuple[str, ...] = ()
    fixed_sampling: tuple[str, ...] = ()
    supports_seed: bool = False
    max_tokens_name: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    aliases: tuple[str, ...] = ()
    notes_zh: str = ""
    notes_en: str = ""

    @property
    def host(self) -> str:
        """The host that requests go to; empty for the embedded model."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def is_remote(self) -> bool:
        """Whether text leaves this machine."""
        return bool(self.host) and self.host not in _LOOPBACK

    def api_key(self, env: Mapping[str, str]) -> str:
        """The key from *env*, or a placeholder where none is needed; never kept in this value.

        Raises:
            NoModel: the vendor needs a key and the variable is not set.
        """
        key = env.get(self.key_name, "").strip() if self.key_name else ""
        if not key and self.key_name and self.key_required:
            raise NoModel(
                f"缺少 {self.name} 的密钥 / the key of {self.name} is missing\n"
                f"  → 设置环境变量 / set the environment variable {self.key_name}"
            )
        return key or _NO_KEY

    def parameters(self, model: str, *, temperature: float, seed: int, max_tokens: int) -> dict[str, object]:
        """The sampling parameters of a request, as far as *model* takes them; ``extra_body`` included."""
        taken: dict[str, object] = {self.max_tokens_name: max_tokens}
        if not _begins(model, self.fixed_sampling):
            taken["temperature"] = temperature
            if self.supports_seed:
                taken["seed"] = seed
        if self.extra and (not self.extra_for or _begins(model, self.extra_for)):
            taken["extra_body"] = dict(self.extra)
        return taken


def _begins(model: str, beginnings: tuple[str, ...]) -> bool:
    return model.lower().startswith(beginnings)
