"""An answer that a model words: the digest answers first, the model says it anew from the sources, the gates decide."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import Event, Lock
from types import MappingProxyType

from corpus.nouns import Level
from service.acts import Act, act_of
from service.authored import Authored
from service.checked import Checker
from service.gates.checking import Gates
from service.gates.drafts import Checked, Reason
from service.guided import Checks
from service.library import Library
from service.model.masking import masked
from service.model.offered import Offerer
from service.model.prompt import labelled
from service.model.writer import ModelFailed, Writer
from service.reply import Answer, Found, Notice, Proof, Said, Status, Turn
from service.situated import SituationView
from service.told import COUNSEL, STALE
from service.views import Answers, NormView, Sample, SourceView
from service.wordings import WordingOf

# They speak of the digest's wording, of which nothing is shown, or are told anew.
_OF_THE_DIGEST = frozenset({"understood", "not_simpler", "not_whole", "stale", "superseded"})
# Whoever is in need is told where help is; what they wrote goes to nobody.
_KEPT_HERE = frozenset({"crisis"})


class Counts:
    """How often drafted sentences fell and models failed, by reason; one for the whole process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[str] = Counter()

    def add(self, reasons: Mapping[Reason, int] | Mapping[str, int]) -> None:
        """Count ``reasons``."""
        with self._lock:
            self._counts.update({str(reason): count for reason, count in reasons.items()})

    def so_far(self) -> Mapping[str, int]:
        """Return the counts as they are now, by reason."""
        with self._lock:
            return MappingProxyType(dict(self._counts))


def told_by(writer: Writer) -> Notice:
    """Return the notice which model worded an answer, and where the question went."""
    return Notice(
        "model",
        f"Diese Antwort hat das Sprachmodell „{writer.name}“ auf dem Server {writer.host} formuliert. Ihre Frage wurde "
        "dorthin geschickt; E-Mail-Adressen, Nummern und genannte Namen wurden vorher entfernt, soweit sie erkannt "
        "wurden. Jeder Satz wurde danach gegen seine Quelle geprüft.",
    )


def told_before(writer: Writer) -> str:
    """Return what a reader is told before the first question."""
    return (
        f"Antworten formuliert hier das Sprachmodell „{writer.name}“. Ihre Frage wird dafür an den Server "
        f"{writer.host} geschickt. Schreiben Sie bitte keine Namen und keine Nummern von Bescheiden oder Ausweisen."
    )


def fell_back(writer: Writer, why: str) -> Notice:
    """Return the notice that the digest answers because the model does not; ``why`` is a German sentence."""
    return Notice(
        "model_fallback",
        f"{why} Deshalb stammt diese Antwort aus der eigenen Sammlung. Ihre Frage sollte das Sprachmodell "
        f"„{writer.name}“ auf dem Server {writer.host} beantworten.",
    )


class WithModel:
    """Serves what ``parts`` serve, with answers worded by ``writer``."""

    def __init__(
        self, parts: Answers, offerer: Offerer, writer: Writer, gates: Gates, authored: Authored, counts: Counts
    ) -> None:
        self._parts = parts
        self._offerer = offerer
        self._writer = writer
        self._gates = gates
        self._authored = authored
        self._counts = counts

    @property
    def name(self) -> str:
        """Return the name of the generation."""
        return self._parts.name

    @property
    def dropped(self) -> Mapping[str, int]:
        """Return how often sentences fell and the model failed, by reason."""
        return self._counts.so_far()

    def answer(self, question: str, level: Level, history: Sequence[Turn] = (), gone: Event | None = None) -> Answer:
        """Return the answer, worded by the model where the digest answers one question and the model can.

        A question back, a signpost, a language we do not speak, several questions at once, and what asks nothing new
        ("wo steht das?") stay as the digest says.
        """
        plain = self._parts.answer(question, level, history)
        codes = {notice.code for notice in plain.notices}
        if plain.status is not Status.ANSWERED or len(plain.parts) != 1 or codes & _KEPT_HERE:
            return plain
        if act_of(question) is not Act.ASK:
            return plain
        passages = self._offerer.offer(question, plain.sources)
        if not passages:
            return plain
        try:
            drafts = self._writer.write(_asked(question, history), level, passages, gone)
        except ModelFailed as exc:
            self._counts.add({f"model_{exc.failure}": 1})
            return replace(plain, notices=(*plain.notices, fell_back(self._writer, str(exc))))
        checked = self._gates.check(drafts, labelled(passages))
        self._counts.add(checked.dropped)
        return self._worded(plain, checked)

    def search(self, question: str, k: int) -> tuple[Found, ...]:
        """Return up to ``k`` paragraphs for ``question``, best first."""
        return self._parts.search(question, k)

    def norm(self, law: str, section: str) -> NormView:
        """Return the wording of a section; raises UnknownNorm."""
        return self._parts.norm(law, section)

    def wordings(self, law: str, section: str) -> tuple[WordingOf, ...]:
        """Return all wordings of a section that are known, newest first; raises UnknownNorm."""
        return self._parts.wordings(law, section)

    def sources(self) -> tuple[SourceView, ...]:
        """Return all sources, loaded or not."""
        return self._parts.sources()

    def situations(self) -> tuple[SituationView, ...]:
        """Return the situations in which people come, in order."""
        return self._parts.situations()

    def checks(self) -> Checks:
        """Return the guided checks, with what proves their lines."""
        return self._parts.checks()

    def sample(self) -> Sample:
        """Return a question and the place it must find."""
        return self._parts.sample()

    def checker(self) -> Checker:
        """Return what holds an answer that comes back against this generation."""
        return self._parts.checker()

    def library(self) -> Library:
        """Return what there is to read."""
        return self._parts.library()

    def close(self) -> None:
        """Let go of the index; the writer belongs to whoever opened it."""
        self._parts.close()

    def _worded(self, plain: Answer, checked: Checked) -> Answer:
        kept = () if checked.main_failed else checked.kept
        proofs: dict[tuple[str, str], Proof] = {}
        said = []
        for sentence in kept:
            numbers = []
            for quoted in sentence.quotes:
                key = quoted.passage.id, quoted.quote
                proofs.setdefault(key, self._offerer.proof(quoted, len(proofs) + 1))
                numbers.append(proofs[key].n)
            said.append(Said(sentence.text, tuple(dict.fromkeys(numbers))))
        sources = tuple(proofs.values())
        status = Status.ANSWERED if said else Status.NOT_COVERED
        redirect = plain.redirect if said else COUNSEL
        places = (quoted.place for sentence in kept for quoted in sentence.quotes)
        front = tuple(notice for notice in plain.notices if notice.code not in _OF_THE_DIGEST)
        stale = (STALE,) if any(proof.stale for proof in sources) else ()
        return replace(
            plain,
            id=_id(plain, sources),
            status=status,
            answer=tuple(said),
            parts=(replace(plain.parts[0], status=status, answer=tuple(said), redirect=redirect),),
            sources=sources,
            redirect=redirect,
            notices=(*front, *stale, *self._authored.outdated(places), told_by(self._writer)),
            provenance=replace(plain.provenance, answerer=f"model:{self._writer.name}"),
        )


def _asked(question: str, history: Sequence[Turn]) -> str:
    """Return what the model is asked: the question, after the one before it where there is one, both masked."""
    before = f"Vorher gefragt: {history[-1].question}\nJetzt gefragt: " if history else ""
    return masked(f"{before}{question}")


def _id(plain: Answer, sources: Sequence[Proof]) -> str:
    """Return the id of the digest's answer with the passages that are cited now."""
    old = {proof.passage_id for proof in plain.sources}
    head = [piece for piece in plain.id.split(".") if piece not in old]
    return ".".join((*head, *dict.fromkeys(proof.passage_id for proof in sources)))
