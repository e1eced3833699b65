"""The repository is what its documents say: top level, settings, locks, words; and nothing of one machine is in it."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from corpus.settings import PREFIX, TEST_SWITCHES, Settings

ROOT = Path(__file__).resolve().parent.parent
HERE = "tests/test_repository.py"
TOP_LEVEL = {
    *(".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "pyproject.toml"),
    *("requirements-torch.txt", "requirements.lock"),
    *("corpus", "eval", "ingest", "service", "tests"),
}
GLOSSARY = {
    "Paragraf": "section",
    "Absatz": "paragraph",
    "Satz": "sentence",
    "Nummer": "number",
    "Buchstabe": "letter",
    "Fundstelle": "pinpoint",
    "Kernaussage": "statement",
    "Stand": "as of",
}
MACHINE_PATH = re.compile(r"(?<![\w.:/~-])/(?:work|root|tmp|home|opt|Users)/\w")
REGISTRY = re.compile(r"pypi\.\w|pythonhosted|npmjs|index-url|find-links", re.IGNORECASE)
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>(?:.*\\\n)*.*)$", re.MULTILINE)


@cache
def files() -> tuple[str, ...]:
    """Return every file that is or would be committed, relative to the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")
    return tuple(name for name in listed.stdout.split("\0") if (ROOT / name).is_file())


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def readable(name: str) -> str:
    """Return the text of a file, empty where it is none (a model, a picture)."""
    data = (ROOT / name).read_bytes()
    return "" if b"\0" in data else data.decode("utf-8", "replace")


def lock() -> dict[str, list[tuple[str, str]]]:
    """Return what the lock pins: the name, and for each of its entries the version and what follows it."""
    pins: dict[str, list[tuple[str, str]]] = {}
    for match in PINNED.finditer(text("requirements.lock")):
        pins.setdefault(canonicalize_name(match["name"]), []).append((match["version"], match["rest"]))
    return pins


def dependencies() -> list[Requirement]:
    project = tomllib.loads(text("pyproject.toml"))
    return [Requirement(line) for line in project["project"]["dependencies"] + project["dependency-groups"]["dev"]]


def test_the_top_level_holds_what_is_agreed_and_nothing_else() -> None:
    assert {name.split("/")[0] for name in files()} == TOP_LEVEL


def test_every_setting_stands_in_the_readme() -> None:
    named = set(re.findall(rf"{PREFIX}[A-Z_]+[A-Z]", text("README.md")))
    assert named - TEST_SWITCHES == {PREFIX + name.upper() for name in Settings.model_fields}


def test_every_module_stands_in_the_readme() -> None:
    tree = text("README.md")
    packages = ("corpus/", "ingest/", "service/", "eval/")
    modules = {Path(name).name for name in files() if name.startswith(packages) and name.endswith(".py")}
    assert {
        name for name in modules - {"__init__.py"} if not re.search(rf"^\s+{re.escape(name)} ", tree, re.M)
    } == set()


@pytest.mark.parametrize(("german", "english"), GLOSSARY.items())
def test_the_readme_settles_the_words(german: str, english: str) -> None:
    assert re.search(rf"^\| {german}\b[^|]*\| {english}\b", text("README.md"), re.MULTILINE)


def test_the_lock_pins_every_dependency_to_a_version_that_fits() -> None:
    pins = lock()
    for wanted in dependencies():
        name = canonicalize_name(wanted.name)
        if name == "torch":
            continue
        assert name in pins, f"{name} is not in requirements.lock: run make lock"
        assert all(wanted.specifier.contains(version) for version, _ in pins[name]), wanted


def test_torch_stands_apart_in_the_same_version() -> None:
    (torch,) = (wanted for wanted in dependencies() if wanted.name == "torch")
    assert f"\ntorch{torch.specifier}\n" in text("requirements-torch.txt")
    assert "torch" not in lock()


def test_everything_in_the_lock_has_hashes_and_no_cuda_comes_along() -> None:
    pins = lock()
    assert len(pins) > 50
    assert [name for name, entries in pins.items() if any("--hash=sha256:" not in rest for _, rest in entries)] == []
    assert [name for name in pins if name.startswith(("nvidia", "cuda", "triton"))] == []


def test_no_path_of_a_machine_and_no_registry_is_in_any_file() -> None:
    found = [
        f"{name}: {match.group()}"
        for name in files()
        if name != HERE
        for pattern in (MACHINE_PATH, REGISTRY)
        for match in pattern.finditer(readable(name))
    ]
    assert found == []


@pytest.mark.parametrize("line", ["see /home/a/project", "open('/tmp/x')", "`/Users/someone`", "pip --index-url"])
def test_a_path_or_a_registry_would_be_seen(line: str) -> None:
    assert MACHINE_PATH.search(line) or REGISTRY.search(line)


@pytest.mark.parametrize("line", ["https://example.org/home/page", "DIR/host/path", "/api/v1/ask", "a /tmp folder"])
def test_an_address_is_no_path_of_a_machine(line: str) -> None:
    assert not MACHINE_PATH.search(line)
    assert not REGISTRY.search(line)


def test_the_licence_is_the_one_declared() -> None:
    assert tomllib.loads(text("pyproject.toml"))["project"]["license"] == "EUPL-1.2"
    assert text("LICENSE").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "EUPL-1.2" in text("README.md")


def test_the_changelog_begins_with_what_is_not_released_yet() -> None:
    assert re.findall(r"^## (.*)$", text("CHANGELOG.md"), re.MULTILINE)[0] == "[Unreleased]"


def test_ci_does_what_the_desk_does() -> None:
    assert re.search(r"^make test$", text(".ci/run"), re.MULTILINE)
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
