"""The vendors gouji knows (模型服务商), and how a name given by the user becomes one of them.

A vendor is one module here with a value ``PROVIDER``; nothing else is edited to add one.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from gouji.errors import NoModel
from gouji.extraction.providers.provider import Mode, Provider

__all__ = ["Mode", "Provider", "find", "generic", "names", "resolve"]

LOCAL = "local"


def names() -> list[str]:
    """The vendors' names, sorted."""
    return sorted(_registry())


def find(name: str) -> Provider:
    """The vendor called *name*, or having it as an alias; case does not matter.

    Raises:
        NoModel: there is no such vendor; the message lists all.
    """
    wanted = name.strip().lower()
    for provider in _registry().values():
        if wanted == provider.name or wanted in provider.aliases:
            return provider
    raise NoModel(
        f"未知的模型服务商 / unknown vendor: {name!r}\n"
        f"  → 可用 / known: {', '.join(names())}; 写作 / written as --model vendor/model\n"
        "  → 其他兼容 OpenAI 的地址 / any other OpenAI-compatible address: --base-url URL --model NAME"
    )


def generic(base_url: str) -> Provider:
    """Any OpenAI-compatible address, taken to understand JSON schemas.

    Its key, if it wants one, is ``GOUJI_API_KEY``: a vendor's key is never sent to another address.

    Raises:
        NoModel: *base_url* is no ``http(s)`` address, or holds a user name or password.
    """
    address = base_url.strip().rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NoModel(
            f"--base-url 不是 http(s) 地址 / --base-url is no http(s) address: {base_url!r}\n"
            "  → 例如 / for example: http://localhost:8000/v1"
        )
    if parts.username or parts.password:
        raise NoModel(
            "--base-url 不得包含用户名或密码 / --base-url must not hold a user name or password\n"
            "  → 密钥放在环境变量 / put the key into the environment variable GOUJI_API_KEY"
        )
    return Provider(
        name="custom", base_url=address, key_name="GOUJI_API_KEY", key_required=False, supports_seed=True
    )


def resolve(model: str | None, base_url: str | None, env: Mapping[str, str]) -> tuple[Provider, str]:
    """The vendor and the model's name that *model*, *base_url* and ``GOUJI_MODEL`` in *env* ask for.

    Without any of them it is the embedded model: a key in the environment chooses nothing. With
    *base_url* the whole of *model* is the model's name, slashes included.

    Raises:
        NoModel: an unknown vendor, a bad address, or no model's name where one is needed.
    """
    wanted = (model or env.get("GOUJI_MODEL", "")).strip()
    if base_url:
        provider = generic(base_url)
        return provider, wanted or _unnamed("--base-url URL --model NAME")
    vendor, _, name = (wanted or LOCAL).partition("/")
    provider = find(vendor)
    if provider.name == LOCAL:
        return provider, _embedded(name, provider, env)
    return provider, name or provider.default_model or _unnamed(f"--model {provider.name}/NAME")


def _embedded(name: str, provider: Provider, env: Mapping[str, str]) -> str:
    """Other weights go by their own name: kept answers of one model are not another's."""
    replaced = env.get("GOUJI_GGUF", "").strip()
    actual = Path(replaced).stem if replaced else provider.default_model
    if name and name != actual:
        raise NoModel(
            f"内置模型只有 / the embedded model is {actual}, 不是 / not {name}\n"
            "  → 换用其他权重 / for other weights: GOUJI_GGUF=/path/to/file.gguf --model local"
        )
    return actual


def _unnamed(example: str) -> str:
    raise NoModel(f"请写明模型名称 / name the model\n  → {example}")


@cache
def _registry() -> dict[str, Provider]:
    found: dict[str, Provider] = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        provider = getattr(importlib.import_module(module.name), "PROVIDER", None)
        if isinstance(provider, Provider):
            found[provider.name] = provider
    return found
