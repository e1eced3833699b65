"""What a generation says of itself, which one is served, and what is refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.generation import (
    GENERATIONS,
    MANIFEST,
    POINTER,
    BadManifest,
    IndexMismatch,
    NoIndex,
    current,
    damaged,
    fingerprint,
    finished,
    read_manifest,
    refuse_mismatch,
    write_manifest,
)
from corpus.nouns import Edition
from tests.generations import EDITION, manifest, passages

OTHER = replace(EDITION, source_id="wvo", built=date(2025, 12, 24))


def _made(index_folder: Path, *names: str) -> None:
    for name in names:
        folder = index_folder / GENERATIONS / name
        folder.mkdir(parents=True)
        write_manifest(folder, manifest(folder, passages(1), 8))


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "vocab").write_text("üben")
    (tmp_path / "chroma.sqlite3").write_text("changes whenever it is opened")
    made = replace(manifest(tmp_path, passages(2), 8), editions=(EDITION, OTHER))
    write_manifest(tmp_path, made)
    assert read_manifest(tmp_path) == made
    assert [file.path for file in made.files] == ["words/vocab"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: raw.pop("count"), r"fehlt \['count'\]"),
        (lambda raw: raw.update(extra=1), r"unbekannt ist \['extra'\]"),
        (lambda raw: raw["editions"][0].pop("origin"), r"fehlt \['origin'\]"),
        (lambda raw: raw["files"].append({"path": "x"}), r"fehlt \['sha256'\]"),
        (lambda raw: raw.update(embedder=7), "7 ist kein Text"),
        (lambda raw: raw.update(created="gestern"), "gestern"),
        (lambda raw: raw.update(count="viele"), "viele"),
        (lambda raw: raw.update(format="0"), "anderes Format"),
    ],
)
def test_a_manifest_that_is_not_exact_is_refused(
    tmp_path: Path, change: Callable[[dict[str, object]], object], said: str
) -> None:
    write_manifest(tmp_path, replace(manifest(tmp_path, passages(2), 8)))
    raw = json.loads((tmp_path / MANIFEST).read_text("utf-8"))
    change(raw)
    (tmp_path / MANIFEST).write_text(json.dumps(raw), "utf-8")
    with pytest.raises(BadManifest, match=said) as refusal:
        read_manifest(tmp_path)
    assert str(tmp_path / MANIFEST) in str(refusal.value)
    assert "python -m ingest" in str(refusal.value)


@pytest.mark.parametrize("text", ["", "[]", "{", "null"])
def test_a_manifest_that_is_no_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(BadManifest, match="unbrauchbar"):
        read_manifest(tmp_path)


def test_a_changed_or_missing_file_is_named(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(name)
    made = manifest(tmp_path, passages(1), 8)
    assert damaged(tmp_path, made) == ()
    (tmp_path / "a").write_text("anders")
    (tmp_path / "c").unlink()
    assert damaged(tmp_path, made) == ("a", "c")


def test_the_pointer_names_the_generation_that_is_served(tmp_path: Path) -> None:
    _made(tmp_path, "g1", "g2", "g3", "g4.part")
    (tmp_path / POINTER).write_text("g2\n")
    generations = tmp_path / GENERATIONS
    assert current(tmp_path) == generations / "g2"
    assert finished(tmp_path) == (generations / "g2", generations / "g3", generations / "g1")


@pytest.mark.parametrize("pointer", [b"", b"g9", b"../generations/g1", b"g1/..", b"\xff", b"/"])
def test_a_pointer_that_leads_nowhere_is_refused(tmp_path: Path, pointer: bytes) -> None:
    _made(tmp_path, "g1")
    (tmp_path / POINTER).write_bytes(pointer)
    with pytest.raises(NoIndex, match="python -m ingest"):
        current(tmp_path)


def test_without_an_index_the_message_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match=r"noch keinen Index.*python -m ingest"):
        current(tmp_path / "nichts")
    assert finished(tmp_path / "nichts") == ()


def test_the_fingerprint_changes_with_all_that_decides_what_is_indexed() -> None:
    base = fingerprint("modell", "regeln", (EDITION, OTHER), "digest")
    changed: list[Edition] = [
        replace(EDITION, sha256="f" * 64),
        replace(EDITION, as_of=date(2026, 1, 6)),
        replace(EDITION, stand="neu"),
    ]
    others = {fingerprint("modell", "regeln", (edition, OTHER), "digest") for edition in changed} | {
        fingerprint("anderes", "regeln", (EDITION, OTHER), "digest"),
        fingerprint("modell", "andere", (EDITION, OTHER), "digest"),
        fingerprint("modell", "regeln", (EDITION,), "digest"),
        fingerprint("modell", "regeln", (EDITION,), "digest", (OTHER,)),
        fingerprint("modell", "regeln", (EDITION, OTHER), "digest", (OTHER,)),
        fingerprint("modell", "regeln", (EDITION, OTHER), "anderer"),
    }
    assert len(others | {base}) == 10


def test_the_fingerprint_ignores_order_and_when_a_file_was_fetched() -> None:
    later = replace(EDITION, retrieved=datetime(2026, 5, 1, tzinfo=UTC), origin="woanders")
    assert fingerprint("m", "r", (EDITION, OTHER), "d") == fingerprint("m", "r", (OTHER, later), "d")


def test_another_embedder_or_chroma_is_refused_with_both_names(tmp_path: Path) -> None:
    made = manifest(tmp_path, passages(1), 8)
    refuse_mismatch(made, made.embedder)
    with pytest.raises(IndexMismatch, match=r"„hash-64“ gebaut, eingestellt ist „anderes“.*LOTSE_EMBEDDER"):
        refuse_mismatch(made, "anderes")
    with pytest.raises(IndexMismatch, match=rf"chromadb 0\.4\.1 gebaut, installiert ist {made.chroma}"):
        refuse_mismatch(replace(made, chroma="0.4.1"), made.embedder)
