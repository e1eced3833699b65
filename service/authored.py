"""What people wrote, told as they wrote it: a topic, what a term means, who helps with what is not ours."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.digest import GLOSSARY
from corpus.entries import Digest, Term
from corpus.nouns import Level, Place, Source
from corpus.superseded import Superseded, superseded_at
from corpus.terms import bare
from service.joined import one
from service.opening import Opening
from service.prove import Prover
from service.reply import Notice, Redirect
from service.told import FORMER, UNCHECKED, Told, understood_as

GO_ON_WITH = 3


@dataclass(frozen=True, slots=True)
class Authored:
    """What people wrote and the index was built with: the sources, the digest, and what is superseded by what."""

    sources: tuple[Source, ...]
    digest: Digest
    superseded: tuple[Superseded, ...] = ()

    def outdated(self, places: Iterable[Place]) -> tuple[Notice, ...]:
        """Return a notice for each of ``places`` whose wording something else replaces."""
        entries = dict.fromkeys(entry for place in places for entry in superseded_at(place, self.superseded))
        return tuple(Notice("superseded", entry.note) for entry in entries)


class Teller:
    """Tells entries of the digest, each sentence with its proof."""

    def __init__(self, authored: Authored, prover: Prover, opening: Opening) -> None:
        self._authored = authored
        self._prover = prover
        self._opening = opening
        self._topics = {topic.id: topic for topic in authored.digest.topics}
        self._signposts = {signpost.id: signpost for signpost in authored.digest.signposts}
        self._asked = {
            bare(way): topic.id
            for topic in reversed(authored.digest.topics)
            for way in (*(way for ways in topic.ways.values() for way in ways), topic.title)
        }

    def knows(self, id_: str) -> bool:
        """Tell whether there is a topic or a signpost with this id."""
        return id_ in self._topics or id_ in self._signposts

    def asked(self, question: str) -> str | None:
        """Return the id of the topic whose title or way of asking ``question`` is word for word, or None."""
        return self._asked.get(bare(question))

    def sentences(self, id_: str) -> tuple[str, ...]:
        """Return all sentences of a topic in the standard wording."""
        return tuple(line.text for line in self._topics[id_].lines(Level.STANDARD))

    def topic(self, id_: str, level: Level, question: str, lead: Told, beside: Told) -> Told:
        """Return a topic as it was written at ``level``, behind the ``lead`` where there is one.

        What is said ``beside`` it comes before what can be done now. Counsellors get what is open and what to do too.
        """
        topic = self._topics[id_]
        text, standard = topic.texts[level], topic.texts[Level.STANDARD]
        after = (*text.open, *text.next, *((*standard.open, *standard.next) if level is Level.FACH else ()))
        answer, proofs = self._prover.of_lines(topic.id, topic.file, text.answer)
        opened = replace(answer[0], text=self._opening.of(question, topic, answer[0].text))
        said, proofs = one(
            [
                (lead.said, lead.proofs),
                ((opened, *answer[1:]), proofs),
                (beside.said, beside.proofs),
                self._prover.of_lines(topic.id, topic.file, after),
            ]
        )
        lines = (*text.answer, *after)
        rules = ((topic.former, FORMER), (level is Level.LEICHTER, UNCHECKED))
        notices = (
            *(() if lead.said else (understood_as(topic.title),)),
            *(notice for holds, notice in rules if holds),
            *self._authored.outdated(place for line in lines for place in line.places),
            *lead.notices,
            *beside.notices,
        )
        return Told(
            said=said,
            proofs=proofs,
            follow_ups=tuple(self._topics[id_].title for id_ in topic.follow_ups if id_ in self._topics),
            notices=tuple(dict.fromkeys(notices)),
            topic=topic.id,
        )

    def term(self, term: Term, level: Level) -> Told:
        """Return what a term means, with the topics that have it in their title to go on with."""
        lines = term.texts[Level.LEICHTER if level is Level.LEICHTER else Level.STANDARD]
        said, proofs = self._prover.of_lines(term.term, GLOSSARY, lines)
        titles = (t.title for t in self._topics.values() if term.term in t.title and not t.former)
        unchecked = (UNCHECKED,) if level is Level.LEICHTER else ()
        return Told(said=said, proofs=proofs, follow_ups=tuple(titles)[:GO_ON_WITH], notices=unchecked)

    def signpost(self, id_: str) -> Told:
        """Return who helps."""
        signpost = self._signposts[id_]
        return Told(redirect=Redirect(signpost.name, signpost.url, signpost.phone), signpost=True, topic=id_)
