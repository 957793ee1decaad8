from __future__ import annotations

import pkgutil
import re
import sys

import pytest

from gouji.errors import NoModel
from gouji.extraction import providers
from gouji.extraction.providers import find, generic, names, resolve

VENDORS = ["deepseek", "llamacpp", "local", "moonshot", "ollama", "openai", "qwen", "vllm", "zhipu"]


def test_every_module_is_a_vendor():
    """The vendors are the modules of the folder, found without being listed anywhere."""
    modules = {module.name for module in pkgutil.iter_modules(providers.__path__)}

    assert names() == VENDORS
    assert modules - {"provider"} == set(VENDORS)


def test_a_new_file_is_a_new_vendor(tmp_path, monkeypatch):
    """One more file in the folder adds a vendor; nothing else is edited."""
    (tmp_path / "acme_vendor.py").write_text(
        "from gouji.extraction.providers import Provider\n"
        "PROVIDER = Provider(name='acme', base_url='https://llm.acme.example/v1', key_name='ACME_KEY')\n"
    )
    monkeypatch.setattr(providers, "__path__", [*providers.__path__, str(tmp_path)])
    providers._registry.cache_clear()
    try:
        provider, model = resolve("acme/big-1", None, {})
    finally:
        providers._registry.cache_clear()
        sys.modules.pop("gouji.extraction.providers.acme_vendor", None)

    assert (provider.host, model) == ("llm.acme.example", "big-1")


@pytest.mark.parametrize("name", VENDORS)
def test_each_vendor_is_complete(name):
    """An address that is one, a key's name for every remote host, notes in both languages."""
    provider = find(name)

    assert provider.base_url == provider.base_url.rstrip("/")
    if name == "local":
        assert (provider.base_url, provider.is_remote) == ("", False)
    else:
        assert re.fullmatch(r"https?://[a-z0-9.]+(:[0-9]+)?(/[a-z0-9./-]+)?", provider.base_url)
    if provider.is_remote:
        assert provider.base_url.startswith("https://")
        assert provider.key_name
        assert provider.key_required
    assert re.search(r"[一-鿿]", provider.notes_zh)
    assert provider.notes_en.isascii()


def test_the_name_is_found_by_alias_and_in_any_case():
    """kimi is Moonshot, DashScope is Qwen."""
    assert find("Kimi").name == "moonshot"
    assert find("dashscope").name == "qwen"


def test_without_a_name_it_is_the_embedded_model():
    """A key in the environment alone chooses nothing."""
    provider, model = resolve(None, None, {"OPENAI_API_KEY": "k", "DEEPSEEK_API_KEY": "k"})

    assert provider.name == "local"
    assert model == "qwen2.5-coder-1.5b-instruct-q4_k_m"
    assert not provider.is_remote


@pytest.mark.parametrize(
    ("given", "vendor", "model"),
    [
        ("deepseek/deepseek-v4-pro", "deepseek", "deepseek-v4-pro"),
        ("deepseek", "deepseek", "deepseek-v4-flash"),
        ("vllm/Qwen/Qwen3-32B", "vllm", "Qwen/Qwen3-32B"),
        ("local", "local", "qwen2.5-coder-1.5b-instruct-q4_k_m"),
    ],
)
def test_the_vendor_stands_before_the_first_slash(given, vendor, model):
    """Further slashes belong to the model's name; a vendor alone has a default model."""
    provider, name = resolve(given, None, {})

    assert (provider.name, name) == (vendor, model)


def test_the_option_goes_before_the_variable():
    """GOUJI_MODEL counts only where no model was given."""
    env = {"GOUJI_MODEL": "zhipu/glm-5"}

    assert resolve(None, None, env)[1] == "glm-5"
    assert resolve("ollama/qwen3:8b", None, env)[0].name == "ollama"
    assert resolve("local", None, env)[0].name == "local"


def test_with_an_address_the_whole_string_is_the_models_name():
    """A vendor's name before the slash means nothing then, and no vendor's key is sent there."""
    env = {"DEEPSEEK_API_KEY": "vendor-key"}
    provider, model = resolve("deepseek/deepseek-v4", "http://10.1.2.3:9000/v1/", env)

    assert model == "deepseek/deepseek-v4"
    assert provider.base_url == "http://10.1.2.3:9000/v1"
    assert (provider.host, provider.is_remote, provider.mode) == ("10.1.2.3", True, "json_schema")
    assert provider.api_key(env) == "none"
    assert provider.api_key({"GOUJI_API_KEY": "own"}) == "own"


def test_an_address_on_this_machine_is_not_remote():
    """Loopback addresses, IPv6 too, keep the text here."""
    for address in ("http://localhost:1/v1", "http://127.0.0.1/v1", "http://[::1]:8000/v1"):
        assert not generic(address).is_remote


def test_an_unknown_vendor_lists_the_known_ones():
    """A model's name without a vendor is told how to be written."""
    with pytest.raises(NoModel) as caught:
        resolve("gpt-4.1", None, {})

    assert "'gpt-4.1'" in str(caught.value)
    assert all(name in str(caught.value) for name in VENDORS)
    assert "--base-url" in str(caught.value)


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://host/v1", "/v1", "https://"])
def test_an_address_must_be_http(address):
    """What is no http(s) address is refused before anything is sent."""
    with pytest.raises(NoModel, match="--base-url"):
        resolve("m", address, {})


def test_an_address_with_a_password_is_refused_without_showing_it():
    """A password in the address would end up in logs."""
    with pytest.raises(NoModel) as caught:
        generic("https://user:hunter2@host.example/v1")

    assert "hunter2" not in str(caught.value)


def test_a_model_must_be_named_where_there_is_no_default():
    """vLLM and a bare address serve whatever they were started with: the name is needed."""
    with pytest.raises(NoModel, match="vllm/NAME"):
        resolve("vllm", None, {})
    with pytest.raises(NoModel, match="--model NAME"):
        resolve(None, "http://localhost:8000/v1", {})


def test_other_weights_go_by_their_own_name():
    """GOUJI_GGUF changes the embedded model's name, so that kept answers do not mix."""
    env = {"GOUJI_GGUF": "/models/qwen3-4b-q8_0.gguf"}

    assert resolve(None, None, env)[1] == "qwen3-4b-q8_0"
    assert resolve("local/qwen3-4b-q8_0", None, env)[1] == "qwen3-4b-q8_0"
    with pytest.raises(NoModel, match="GOUJI_GGUF"):
        resolve("local/llama-70b", None, {})


def test_a_missing_key_names_its_variable():
    """Without DASHSCOPE_API_KEY, or with a blank one, the error says which variable to set."""
    for env in ({}, {"DASHSCOPE_API_KEY": "  "}, {"OPENAI_API_KEY": "k"}):
        with pytest.raises(NoModel, match="DASHSCOPE_API_KEY"):
            find("qwen").api_key(env)
    assert find("qwen").api_key({"DASHSCOPE_API_KEY": " k1 \n"}) == "k1"


def test_a_server_of_ones_own_needs_no_key():
    """vLLM takes a key if there is one, Ollama and the embedded model none."""
    assert find("vllm").api_key({}) == "none"
    assert find("vllm").api_key({"VLLM_API_KEY": "k"}) == "k"
    assert find("ollama").api_key({"OPENAI_API_KEY": "k"}) == "none"


def test_no_key_is_ever_in_the_value():
    """Reading the key leaves no trace of it in what may be printed."""
    provider = find("openai")
    provider.api_key({"OPENAI_API_KEY": "sk-very-secret"})

    assert "sk-very-secret" not in repr(provider)


def parameters(vendor: str, model: str) -> dict[str, object]:
    return find(vendor).parameters(model, temperature=0.0, seed=7, max_tokens=500)


def test_the_embedded_model_is_asked_deterministically():
    """Temperature, seed and limit, nothing else."""
    assert parameters("local", "qwen") == {"max_tokens": 500, "temperature": 0.0, "seed": 7}


def test_reasoning_models_get_no_temperature():
    """OpenAI's reasoning models refuse temperature and seed, the others take both."""
    assert parameters("openai", "gpt-5-mini") == {"max_completion_tokens": 500}
    assert parameters("openai", "gpt-4.1-mini") == {
        "max_completion_tokens": 500,
        "temperature": 0.0,
        "seed": 7,
    }


def test_thinking_is_switched_off_only_where_there_is_a_switch():
    """kimi-k2.6 can stop thinking, kimi-k3 cannot, moonshot-v1 never does."""
    off = {"thinking": {"type": "disabled"}}

    assert parameters("moonshot", "kimi-k2.6") == {"max_completion_tokens": 500, "extra_body": off}
    assert parameters("moonshot", "kimi-k3") == {"max_completion_tokens": 500}
    assert parameters("moonshot", "moonshot-v1-32k") == {"max_completion_tokens": 500, "temperature": 0.0}
    assert parameters("qwen", "qwen3-max")["extra_body"] == {"enable_thinking": False}
    assert "seed" not in parameters("deepseek", "deepseek-v4-flash")


def test_the_additions_of_one_request_are_its_own():
    """Changing a request's additions does not change the vendor's."""
    first = parameters("zhipu", "glm-4.7")["extra_body"]
    assert isinstance(first, dict)
    first.clear()

    assert parameters("zhipu", "glm-4.7")["extra_body"] != {}
