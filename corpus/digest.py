"""The digest: what this project says itself. Its files, and how to write them, are in ``corpus/digest/README.md``."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.entries import Asked, Digest, GuidedCheck, Kept, Review, Signpost, Statement, Term, Topic
from corpus.nouns import Source
from corpus.places import Places
from corpus.reading.checks import check_of
from corpus.reading.lists import asked_of, signposts_of, terms_of
from corpus.reading.shapes import (
    AskedFile,
    CheckFile,
    GlossaryFile,
    SignpostsFile,
    SituationsFile,
    StatementsFile,
    TopicFile,
)
from corpus.reading.situations import situations_of
from corpus.reading.statements import statements_of, twice
from corpus.reading.topics import topic_of
from corpus.reading.written import Fault, Faulty, ShapeT, Written, read_written
from corpus.situations import Situation

DIGEST_PATH = Path(__file__).with_name("digest")
STATEMENTS, DOCUMENTS, ASKED, TOPICS, CHECKS = "kernaussagen", "dokumente", "fragen", "themen", "pruefwege"
GLOSSARY, SIGNPOSTS, SITUATIONS = "glossar.toml", "wegweiser.toml", "situationen.toml"


class DigestError(ValueError):
    """The digest has faults; the message names each with file, line and repair, in German."""


def load_digest(sources: Sequence[Source], folder: Path = DIGEST_PATH) -> Digest:
    """Return the digest in ``folder``, file by file in the order of their names; raises DigestError."""
    digest, faults = read_digest(sources, folder)
    if faults:
        raise DigestError("\n".join(f"{folder.name}/{fault}" for fault in faults))
    return digest


def read_digest(sources: Sequence[Source], folder: Path = DIGEST_PATH) -> tuple[Digest, tuple[Fault, ...]]:
    """Return what can be read of the digest in ``folder``, and all that is wrong in it."""
    reader = _Reader(folder, Places(sources))
    digest = reader.read()
    return digest, (*reader.faults, *twice(digest.statements))


def load_asked(sources: Sequence[Source], folder: Path = DIGEST_PATH) -> tuple[Asked, ...]:
    """Return what people ask of single paragraphs, in the order of the files; raises DigestError.

    Apart from the rest, because only an index needs it: what answers never says any of it.
    """
    asked, faults = read_asked(sources, folder)
    if faults:
        raise DigestError("\n".join(f"{folder.name}/{fault}" for fault in faults))
    return asked


def read_asked(sources: Sequence[Source], folder: Path = DIGEST_PATH) -> tuple[tuple[Asked, ...], tuple[Fault, ...]]:
    """Return what can be read of what people ask, and all that is wrong in it."""
    reader = _Reader(folder, Places(sources))
    asked = tuple(reader.asked())
    return asked, tuple(reader.faults)


def digest_sha(folder: Path = DIGEST_PATH) -> str:
    """Return the SHA-256 (64 hex digits) over the names and bytes of the TOML files in and below ``folder``."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


class _Reader:
    """Reads one folder; collects the faults and what the machine keeps in the files."""

    def __init__(self, folder: Path, places: Places) -> None:
        self._folder = folder
        self._places = places
        self._kept: list[Kept] = []
        self.faults: list[Fault] = []

    def read(self) -> Digest:
        statements = (*self._statements(STATEMENTS), *self._statements(DOCUMENTS))
        topics, checks = tuple(self._topics()), tuple(self._checks())
        terms, signposts = tuple(self._terms()), tuple(self._signposts())
        situations = tuple(self._situations())
        return Digest(statements, topics, checks, terms, signposts, tuple(self._kept), situations)

    def _statements(self, folder: str) -> Iterator[Statement]:
        for file in self._files(folder, StatementsFile):
            yield from statements_of(file, self._places, self.faults)

    def asked(self) -> Iterator[Asked]:
        for file in self._files(ASKED, AskedFile):
            yield from asked_of(file, self._places, self.faults)

    def _topics(self) -> Iterator[Topic]:
        yield from (topic_of(file, self._places, self.faults) for file in self._files(TOPICS, TopicFile))

    def _checks(self) -> Iterator[GuidedCheck]:
        yield from (check_of(file, self._places, self.faults) for file in self._files(CHECKS, CheckFile))

    def _terms(self) -> Iterator[Term]:
        for file in self._files(GLOSSARY, GlossaryFile):
            yield from terms_of(file, self._places, self.faults)

    def _signposts(self) -> Iterator[Signpost]:
        for file in self._files(SIGNPOSTS, SignpostsFile):
            yield from signposts_of(file)

    def _situations(self) -> Iterator[Situation]:
        for file in self._files(SITUATIONS, SituationsFile):
            yield from situations_of(file)

    def _files(self, name: str, shape: type[ShapeT]) -> Iterator[Written[ShapeT]]:
        """Yield the file ``name``, or the files in the folder of that name, as far as they can be read."""
        at = self._folder / name
        for path in sorted(at.glob("*.toml")) if at.is_dir() else [at] if at.is_file() else []:
            try:
                file = read_written(path, path.relative_to(self._folder).as_posix(), shape)
            except Faulty as exc:
                self.faults += exc.faults
            else:
                self._kept.append(_kept(file))
                yield file


def _kept(file: Written[ShapeT]) -> Kept:
    held = file.values.model_dump(include={"rests_on", "review"})
    return Kept(file.file, held["rests_on"], tuple(Review(**each) for each in held["review"]))
