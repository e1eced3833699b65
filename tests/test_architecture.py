"""Imports point one way, each foreign library has its home, and some things must not exist at all."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# eval → {service, ingest} → corpus
MAY_IMPORT = {
    "corpus": {"corpus"},
    "ingest": {"ingest", "corpus"},
    "service": {"service", "corpus"},
    "eval": {"eval", "service", "ingest", "corpus"},
}
# Where a foreign library may be imported: a module, or all of a folder ("…/"). What is not named has no home yet.
HOMES = {
    "mcp": {"service/doors/mcp.py", "service/doors/mcp_http.py"},
    "mcp_types": {"service/doors/mcp.py"},
    "anyio": {"service/streaming.py"},
    "HanTa": {"corpus/check/german.py"},
    "Stemmer": {"corpus/terms.py"},
    "bm25s": {"corpus/words.py"},
    "chromadb": {"corpus/index.py", "eval/growth.py"},
    "fastapi": {
        *("service/api.py", "service/app.py", "service/border.py", "service/problems.py", "service/streaming.py"),
        *("service/doors/export.py", "service/doors/openai.py", "service/site/", "service/widget/routes.py"),
    },
    "filelock": {"ingest/build.py", "service/feedback.py"},
    "httpx": {"ingest/download.py", "service/model/opening.py"},
    "httpx2": {"service/model/opening.py"},
    "jinja2": {"service/site/pages.py", "eval/report.py"},
    "markupsafe": {"service/site/"},
    "langchain_chroma": {"eval/tutorial.py"},
    "langchain": {"service/model/opening.py"},
    "langchain_core": {
        *("service/langchain_retriever.py", "service/doors/runnable.py", "eval/tutorial.py"),
        *("service/model/chat.py", "service/model/opening.py"),
    },
    "langchain_text_splitters": {"eval/tutorial.py"},
    "langsmith": {"service/model/chat.py"},
    "lxml": {"ingest/gii/__init__.py", "ingest/gii/grid.py", "ingest/gii/text.py", "ingest/markup.py"},
    "matplotlib": {"eval/plots.py"},
    "model2vec": {"corpus/embedding.py"},
    "nltk": {"ingest/sentences.py"},
    "py3langid": {"service/language.py"},
    "pydantic": {
        *(
            "corpus/reading/shapes.py",
            "corpus/reading/written.py",
            "corpus/settings.py",
            "eval/report.py",
            "service/api.py",
            "service/doors/export.py",
            "service/doors/handed_in.py",
            "service/model/drafting.py",
            "service/model/opening.py",
            "service/operator.py",
            "service/site/talk.py",
            "service/widget/routes.py",
            "service/wire.py",
        ),
        "service/started.py",
        "service/langchain_retriever.py",
        *("service/doors/openai.py", "service/doors/openai_wire.py"),
        "service/doors/mcp.py",
        "service/doors/runnable.py",
    },
    "playwright": {"eval/browsing.py"},
    "pydantic_core": {"service/wire.py", "service/doors/handed_in.py"},
    "pydantic_settings": {"corpus/settings.py"},
    "pypdf": {"ingest/pdf/parse.py"},
    "rapidfuzz": {"corpus/spelling.py"},
    "rich": {
        *("ingest/__main__.py", "ingest/report.py", "ingest/train.py", "ingest/tune.py"),
        *("service/__main__.py", "service/started.py", "service/terminal.py"),
    },
    "sentence_transformers": {"corpus/embedding.py", "corpus/reranking.py", "ingest/train.py", "ingest/tune.py"},
    "starlette": {
        *("service/api.py", "service/app.py", "service/border.py", "service/streaming.py"),
        *("service/doors/export.py", "service/doors/mcp_http.py", "service/doors/openai.py"),
        *("service/origins.py", "service/widget/routes.py"),
    },
    "textstat": {"corpus/check/easy.py"},
    "tokenizers": {"ingest/train.py"},
    "torch": {"ingest/train.py", "ingest/tune.py"},
    "typer": {
        *("corpus/__main__.py", "ingest/__main__.py", "ingest/train.py", "ingest/tune.py"),
        *("service/__main__.py", "service/started.py", "eval/__main__.py"),
    },
    "uvicorn": {"service/__main__.py"},
}
# Arrays are values that pass between modules.
AT_HOME_EVERYWHERE = {"numpy"}
# They run code or follow paths from data: pickles, LangChain's deserialisers, Chroma's server.
FORBIDDEN = (
    *("pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"),
    *("langchain_core.load", "langchain_core.prompts.loading", "chromadb.server"),
)
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
MAX_LINES = 400
# From 250 lines on a module says here why it is still one.
LONG_FOR_A_REASON = {
    "ingest/pdf/layout.py": "the order of reading is decided in one place, from lines to columns to blocks",
    "ingest/pdf/parse.py": "all that runs in the child process, in the order in which it runs",
    "service/problems.py": "every problem and every word of it, in both languages, on one page",
    "service/wire.py": "the whole shape of the interface, its examples and its limits, on one page",
}
ASKS_FOR_A_REASON = 250
# With starlette, mcp, pydantic, jinja2, langchain-core and langchain-openai, in step with them.
COME_ALONG = {"anyio", "mcp_types", "pydantic_core", "markupsafe", "langsmith", "httpx2"}


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield every name that is imported, a ``from`` import as "module.name"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def breaches(root: Path) -> list[str]:
    """Return every breach of the rules under ``root``, each as one line."""
    files = sorted(p for package in MAY_IMPORT for p in (root / package).rglob("*.py"))
    return [line for file in files for line in breaches_of(file.relative_to(root).as_posix(), file.read_text("utf-8"))]


def breaches_of(path: str, text: str) -> Iterator[str]:
    """Yield every breach of the module at ``path``, relative to the project."""
    tree, faults = ast.parse(text), set[str]()
    for name in sorted(set(imports(tree))):
        faults.update(f"{path}: {fault}" for fault in faults_of_import(path, name))
    yield from sorted(faults)
    if Path(path).stem in FORBIDDEN_NAMES:
        yield f"{path}: name the module for what it holds"
    lines = text.count("\n")
    if lines > MAX_LINES:
        yield f"{path}: {lines} lines, {MAX_LINES} at most"
    elif lines > ASKS_FOR_A_REASON and path not in LONG_FOR_A_REASON:
        yield f"{path}: {lines} lines without a reason in LONG_FOR_A_REASON"
    yield from (f"{path}: trust_remote_code runs code of a model" for node in ast.walk(tree) if trusts(node))
    yield from (
        f"{path}: relative import" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level
    )


def faults_of_import(path: str, name: str) -> Iterator[str]:
    """Yield what is wrong with importing ``name`` at ``path``."""
    package, top = path.split("/")[0], name.split(".")[0]
    if any(f"{name}.".startswith(f"{bad}.") for bad in FORBIDDEN):
        yield f"{name} is forbidden"
    elif top in {*MAY_IMPORT, "tests"}:
        if top not in MAY_IMPORT[package]:
            yield f"{package} may not import {name}"
    elif top not in sys.stdlib_module_names | AT_HOME_EVERYWHERE and not at_home(path, HOMES.get(top, set())):
        yield f"{top} is at home in {sorted(HOMES.get(top, set())) or 'no module yet'}"


def at_home(path: str, homes: set[str]) -> bool:
    """Tell whether ``path`` is one of ``homes`` or lies in one."""
    return any(path == home or (home.endswith("/") and path.startswith(home)) for home in homes)


def trusts(node: ast.AST) -> bool:
    """Tell whether a call lets a model bring its own code; anything but a plain False counts."""
    if not isinstance(node, ast.keyword) or node.arg != "trust_remote_code":
        return False
    return not (isinstance(node.value, ast.Constant) and node.value.value is False)


def test_the_project_keeps_the_rules() -> None:
    assert breaches(ROOT) == []


def test_every_module_of_the_project_is_looked_at() -> None:
    assert all(list((ROOT / package).rglob("*.py")) for package in MAY_IMPORT)


def test_every_foreign_library_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    # What only measures need is for the desk, not for whoever runs the service.
    desk = {entry for entry in project["dependency-groups"]["dev"] if entry.startswith(("matplotlib", "playwright"))}
    declared = (*project["project"]["dependencies"], *desk)
    names = {"".join(c if c.isalnum() or c in "-_" else " " for c in entry).split()[0] for entry in declared}
    distributions = {name.lower().replace("-", "_") for name in names} | {"stemmer"} | COME_ALONG
    assert {library for library in HOMES if library.lower() not in distributions} == set()


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("corpus/a.py", "import ingest.cut", "corpus may not import ingest.cut"),
        ("ingest/a.py", "from service.answer import Answerer", "ingest may not import service.answer"),
        ("service/a.py", "from ingest import cut", "service may not import ingest.cut"),
        ("service/a.py", "from eval.metrics import score", "service may not import eval"),
        ("eval/a.py", "from tests.sample import SOURCE", "eval may not import tests"),
        (
            "service/a.py",
            "def f():\n    import chromadb",
            "chromadb is at home in ['corpus/index.py', 'eval/growth.py']",
        ),
        ("ingest/a.py", "from chromadb.api import client", "chromadb is at home"),
        ("service/a.py", "import sentence_transformers as st", "sentence_transformers is at home"),
        ("ingest/a.py", "import unheard_of", "unheard_of is at home in no module yet"),
        ("service/a.py", "import pickle", "pickle is forbidden"),
        ("service/langchain_retriever.py", "from langchain_core.load import load", "langchain_core.load.load is"),
        ("service/langchain_retriever.py", "from langchain_core.load import loads", "is forbidden"),
        ("service/langchain_retriever.py", "from langchain_core import load", "is forbidden"),
        ("corpus/index.py", "import chromadb.server.fastapi", "is forbidden"),
        ("corpus/index.py", "from chromadb import server", "is forbidden"),
        ("corpus/embedding.py", "f(trust_remote_code=True)", "trust_remote_code runs code"),
        ("corpus/embedding.py", "f(trust_remote_code=setting)", "trust_remote_code runs code"),
        ("service/utils.py", "", "name the module for what it holds"),
        ("service/a.py", "from . import wire", "relative import"),
        ("service/a.py", "x = 1\n" * (ASKS_FOR_A_REASON + 1), "lines without a reason"),
        ("service/a.py", "x = 1\n" * (MAX_LINES + 1), f"{MAX_LINES} at most"),
    ],
)
def test_a_breach_is_seen(path: str, text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / path
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    assert any(said in line for line in breaches(tmp_path))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("eval/a.py", "from service.answer import Answerer\nfrom ingest.cut import cut\nimport corpus.nouns"),
        ("corpus/index.py", "import chromadb\nfrom chromadb.config import Settings\nimport json"),
        ("corpus/embedding.py", "f(trust_remote_code=False)"),
        ("service/langchain_retriever.py", "from langchain_core.documents import Document"),
        ("service/a.py", "x = 1\n" * ASKS_FOR_A_REASON),
    ],
)
def test_what_is_allowed_passes(path: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / path
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    assert breaches(tmp_path) == []
