"""LOTSE_MODEL → a writer. Only here is LangChain imported, so a start without a model does not wait for it."""

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from service.model.chat import ChatWriter, Closing
from service.model.transport import client_options
from service.model.writer import Limited, Writer

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_DEFAULT_URLS = {"openai": "https://api.openai.com/v1", "ollama": "http://127.0.0.1:11434"}
_NAME = re.compile(r"(?P<provider>[a-z_]+):(?P<model>\S+)")
_MOST_TOKENS = 4096
# What they tell of a request at lower levels, as OPENAI_LOG switches on, is theirs to change with every version.
_TALKATIVE = ("openai", "httpx", "httpx2", "httpcore", "httpcore2", "langchain", "langchain_core", "langchain_openai",
              "langchain_ollama", "ollama", "langsmith")  # fmt: skip


class ModelUnusable(ValueError):
    """The model that is set cannot be used; the message says in German which setting to change."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What an operator set: "provider:model", the base URL, the key, seconds an answer may take, calls at a time."""

    model: str
    url: str | None = None
    key: SecretStr | None = None
    seconds: float = 20.0
    parallel: int = 2


def open_writer(chosen: ModelSettings) -> Writer:
    """Return the writer that ``chosen`` names; nothing is sent yet. Raises ModelUnusable."""
    named = _NAME.fullmatch(chosen.model)
    if not named:
        raise ModelUnusable("LOTSE_MODEL bitte als anbieter:modell angeben, zum Beispiel ollama:llama3.1.")
    provider, model = named["provider"], named["model"]
    url = _url(provider, chosen)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    chat, client = _opened(provider, model, url, chosen.key)
    writer = ChatWriter(chat, model, urlsplit(url).hostname or "", chosen.seconds, client)
    return Limited(writer, chosen.parallel)


def _url(provider: str, chosen: ModelSettings) -> str:
    """Return the base URL, so that the page can name the server; the libraries' own defaults are not relied on."""
    url = chosen.url or _DEFAULT_URLS.get(provider)
    if not url:
        raise ModelUnusable(f"Für den Anbieter „{provider}“ bitte LOTSE_MODEL_URL setzen: die Adresse seines Servers.")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise ModelUnusable("LOTSE_MODEL_URL muss mit http:// oder https:// beginnen und darf kein Kennwort enthalten.")
    if url == _DEFAULT_URLS["openai"] and not chosen.key:
        raise ModelUnusable("Für diesen Anbieter bitte LOTSE_MODEL_KEY setzen: den Schlüssel zu seinem Server.")
    return url


def _opened(provider: str, model: str, url: str, key: SecretStr | None) -> "tuple[BaseChatModel, Closing | None]":
    from langchain.chat_models import init_chat_model

    options, client = _options(provider, key)
    why = f"Den Anbieter „{provider}“ in LOTSE_MODEL gibt es hier nicht."
    try:
        chat = init_chat_model(model, model_provider=provider, base_url=url, temperature=0, **options)
    except ImportError:
        why = f"Für LOTSE_MODEL fehlt ein Paket. Bitte installieren: pip install langchain-{provider.replace('_', '-')}"
    except Exception as exc:
        # What libraries say of a wrong value may hold the key.
        why = f"{why} ({type(exc).__name__}) Zum Beispiel gehen openai:… und ollama:…, siehe README, Einstellungen."
    else:
        return chat, client or _client_of(chat)
    raise ModelUnusable(why)


def _options(provider: str, key: SecretStr | None) -> tuple[dict[str, Any], Closing | None]:
    """Return what only this provider needs, and the HTTP client if we make it.

    A key is always given, or the libraries would send another one that they find in the environment.
    """
    if provider == "openai":
        import httpx2

        client = httpx2.AsyncClient(**client_options(httpx2))
        return {
            "api_key": key or SecretStr("keiner"),
            "http_async_client": client,
            "openai_proxy": None,
            "max_retries": 0,
            "max_tokens": _MOST_TOKENS,
            "use_responses_api": False,
        }, client
    if provider == "ollama":
        import httpx

        headers = {"authorization": f"Bearer {key.get_secret_value() if key else 'keiner'}"}
        asynchronous = client_options(httpx)
        asynchronous["headers"] = {**asynchronous["headers"], **headers}
        return {"num_predict": _MOST_TOKENS, "async_client_kwargs": asynchronous}, None
    return {"api_key": key or SecretStr("keiner")}, None


def _client_of(chat: "BaseChatModel") -> Closing | None:
    """Return the HTTP client that ollama's library made, None for another."""
    client: Closing | None = getattr(getattr(chat, "_async_client", None), "_client", None)
    return client
