"""The embedded model (内置模型): its weights and an in-process server, both of the extra ``local``.

Importing this package is cheap: llama.cpp is loaded when a server starts.
"""

from __future__ import annotations

import os

from gouji.errors import NoModel, WeightsError
from gouji.local.server import LocalServer, serve, shared_server
from gouji.local.weights import MODEL_NAME, QWEN, Weights, cache_folder, fetch, model_name, weights_path


def require() -> None:
    """Make sure that the embedded model can be had: the package is there, and the weights or their parts.

    Raises:
        NoModel: The extra ``local`` is not installed; the message tells both ways.
    """
    import importlib.util

    if importlib.util.find_spec("xllamacpp") is None:
        raise NoModel(
            "没有指定模型，内置模型也未安装 / no model was named and the embedded one is not installed\n"
            "  → 安装内置模型 / install it: pip install 'gouji[local]'\n"
            "  → 或指定模型 / or name one: --model vendor/model, --base-url URL --model NAME"
        )


def identity() -> str:
    """What stands for the embedded model in the keys of kept answers: its port changes, its weights do not."""
    gguf = os.environ.get("GOUJI_GGUF")
    if not gguf:
        return f"local:{QWEN.sha256[:16]}"
    try:
        status = os.stat(gguf)
    except OSError as error:
        raise WeightsError(
            f"{gguf}: 无法读取 GOUJI_GGUF 指定的权重 / the weights that GOUJI_GGUF names cannot be read"
        ) from error
    return f"local:{os.path.abspath(gguf)}:{status.st_size}:{status.st_mtime_ns}"


__all__ = [
    "MODEL_NAME",
    "QWEN",
    "LocalServer",
    "Weights",
    "cache_folder",
    "fetch",
    "identity",
    "model_name",
    "require",
    "serve",
    "shared_server",
    "weights_path",
]
