"""Settings come from the environment; a wrong one is told, an empty one is none."""

from pathlib import Path

import pytest

from corpus.settings import PREFIX, SettingsError, read_settings, unknown_settings


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "MIRROR", "OFFLINE", "HOST", "PORT", "HOSTNAMES", "EMBEDDER"):
        monkeypatch.delenv(PREFIX + name, raising=False)


def test_without_any_the_defaults_hold() -> None:
    settings = read_settings()
    assert (settings.mirror, settings.offline, settings.port, settings.embedder) == (None, False, 8000, None)
    assert settings.data.name == "data"


def test_what_is_set_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOTSE_DATA", str(tmp_path))
    monkeypatch.setenv("LOTSE_OFFLINE", "1")
    assert (read_settings().data, read_settings().offline) == (tmp_path, True)


def test_an_empty_one_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MIRROR", "EMBEDDER", "PORT"):
        monkeypatch.setenv(PREFIX + name, "")
    settings = read_settings()
    assert (settings.mirror, settings.embedder, settings.port) == (None, None, 8000)


def test_every_unusable_value_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_PORT", "achtzig")
    monkeypatch.setenv("LOTSE_OFFLINE", "vielleicht")
    with pytest.raises(SettingsError, match=r"(?s)LOTSE_OFFLINE.*'vielleicht'.*LOTSE_PORT.*'achtzig'"):
        read_settings()


def test_a_misspelt_name_is_known_and_a_switch_of_the_tests_is_not_one() -> None:
    environ = {"LOTSE_PROT": "1", "lotse_dta": "x", "LOTSE_PORT": "1", "LOTSE_REQUIRE_BROWSER": "1", "HOME": "y"}
    assert unknown_settings(environ) == ("LOTSE_PROT", "lotse_dta")
