"""The settings, read once at the border of each program; inner code receives values, never these.

Every setting is an environment variable that begins with LOTSE_. A name that is not one is reported
at start, because a setting with a typing error would otherwise be silently without effect.
"""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.folders import Folders

PREFIX = "LOTSE_"
PROJECT = Path(__file__).resolve().parent.parent
TEST_SWITCHES = frozenset({"LOTSE_REQUIRE_BROWSER"})
"""They look like settings and are read by the tests alone."""


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the message names it, in German."""


class Settings(BaseSettings):
    """What an operator can choose. Values are checked once, when they are read; an empty one is none."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore")

    data: Path = Field(PROJECT / "data", description="Ordner für Downloads und Index")
    mirror: Path | None = Field(None, description="Spiegel-Ordner, aufgebaut wie host/pfad, statt des Netzes")
    offline: bool = Field(False, description="1: nichts herunterladen, mit Vorhandenem arbeiten")
    host: str = Field("127.0.0.1", description="Adresse, auf der der Dienst lauscht")
    port: int = Field(8000, ge=1, le=65535, description="Port des Dienstes")
    hostnames: str = Field("localhost,127.0.0.1,[::1]", description="Namen, unter denen der Dienst erreichbar ist")
    operator: Path | None = Field(
        None, description="Datei mit den Angaben zum Betreiber, für Impressum und Datenschutz"
    )
    embedder: str | None = Field(None, description="anderes sentence-transformers-Modell, Name oder Ordner")
    reranker: str | None = Field(None, description="CrossEncoder, der die Treffer neu ordnet, Name oder Ordner")
    model: str | None = Field(None, description="Sprachmodell, das Antworten formuliert: ollama:name, openai:name, …")
    model_url: str | None = Field(None, description="Adresse seines Servers, auch ein anderer nach Art von OpenAI")
    model_key: SecretStr | None = Field(None, description="Schlüssel zu diesem Server")
    model_seconds: float = Field(20, gt=0, le=300, description="Sekunden, die eine Antwort des Modells dauern darf")
    model_parallel: int = Field(2, ge=1, le=64, description="Fragen, die das Modell zugleich beantwortet")
    partners: Path | None = Field(None, description="Datei mit den Partnern, auf deren Seiten der Lotse stehen darf")

    @property
    def folders(self) -> Folders:
        """Return what lies where in the data folder."""
        return Folders(self.data)


def read_settings() -> Settings:
    """Return the settings of this process; raises SettingsError naming each unusable value."""
    try:
        return Settings()  # type: ignore[call-arg]  # the values come from the environment
    except ValidationError as exc:
        wrong = "; ".join(f"{PREFIX}{str(e['loc'][0]).upper()} hat den Wert {e['input']!r}" for e in exc.errors())
        raise SettingsError(f"{wrong}. Bitte berichtigen (siehe README, Einstellungen).") from exc


def unknown_settings(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names in ``environ`` that begin like a setting and are none, sorted."""
    known = TEST_SWITCHES | {PREFIX + name.upper() for name in Settings.model_fields}
    return tuple(sorted(name for name in environ if name.upper().startswith(PREFIX) and name.upper() not in known))
