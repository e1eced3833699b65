"""Whether the citations of answers are whole: each number has a source, each quote stands in its passage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.manifest import page_of
from corpus.nouns import Passage, Source
from corpus.places import NotAPlace, Places, cite_of
from service.reply import Answer, Proof


@dataclass(frozen=True, slots=True)
class Grounds:
    """What citations are held against: the passages of the index by their id, the sources, and their places."""

    passages: Mapping[str, Passage]
    sources: Sequence[Source]
    places: Places


@dataclass(frozen=True, slots=True)
class Citing:
    """Counts over many answers: sentences and sources, and what is wrong with any of them ("d001: …")."""

    sentences: int
    citations: int
    sources: int
    faults: tuple[str, ...]


def citing(answers: Mapping[str, Answer], grounds: Grounds) -> Citing:
    """Return how the citations of the answers, by the id of their case, stand up."""
    return Citing(
        sum(len(answer.answer) for answer in answers.values()),
        sum(len(said.citations) for answer in answers.values() for said in answer.answer),
        sum(len(answer.sources) for answer in answers.values()),
        tuple(f"{name}: {fault}" for name, answer in answers.items() for fault in faults_of(answer, grounds)),
    )


def faults_of(answer: Answer, grounds: Grounds) -> Iterator[str]:
    """Yield in German what is wrong with the citations of one answer."""
    numbers = [proof.n for proof in answer.sources]
    if len(set(numbers)) < len(numbers):
        yield "Eine Nummer steht vor zwei Quellen."
    for said in answer.answer:
        if not said.citations:
            yield f"Ohne Beleg: „{said.text}“"
        yield from (f"Die Nummer {n} führt zu keiner Quelle." for n in said.citations if n not in numbers)
    for proof in answer.sources:
        yield from _faults_of(proof, grounds)


def _faults_of(proof: Proof, grounds: Grounds) -> Iterator[str]:
    passage = grounds.passages.get(proof.passage_id)
    if passage is None:
        yield f"{proof.pinpoint}: Der Abschnitt {proof.passage_id} ist nicht im Index."
    elif not proof.quote or proof.quote not in passage.text:
        yield f"{proof.pinpoint}: Das Zitat steht so nicht in seinem Abschnitt."
    try:
        place = grounds.places.read(proof.pinpoint)
    except NotAPlace as exc:
        yield f"{proof.pinpoint}: {exc}"
        return
    if proof.url not in {page_of(source, place) for source in grounds.sources if source.cite == cite_of(place)}:
        yield f"{proof.pinpoint}: {proof.url} ist nicht die Adresse der Quelle."
