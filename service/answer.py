"""From a question to an answer: find, gather what could be said, choose, prove.

No sentence is said without a proof, and every quote is a slice of its passage. What the sources do
not say is ``not_covered``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.manifest import page_of
from corpus.nouns import Edition, Match, PagePoint, Pinpoint, Place, Source, Statement, Wording
from corpus.pinpoint import covers
from corpus.superseded import Superseded
from service import __version__
from service.choose import Chooser
from service.evidence import Evidence, gather
from service.reply import Answer, Choice, Clarify, Found, Level, Notice, Part, Proof, Provenance, Redirect, Said, Status
from service.retrieve import Retriever

PARAGRAPHS = 5
# How near the best sentence must be to the question to be said, and to ask back; see eval/LOG.md.
ANSWERS, ASKS_BACK = 0.4, 0.25
CHOICES = 3

DISCLAIMER = Notice(
    "disclaimer",
    "Diese Antwort hat ein Computerprogramm zusammengestellt. Sie ist nicht juristisch geprüft. "
    "Sie ist eine Information über das Recht und keine Rechtsberatung. "
    "Über einen Antrag entscheidet die zuständige Stelle.",
)
UNCHECKED = Notice(
    "leichter_unchecked",
    "Menschen mit Lern-Schwierigkeiten haben diesen Text noch nicht geprüft. Verbindlich ist nur das Gesetz.",
)
NOT_SIMPLER = Notice(
    "not_simpler",
    "Für einen Teil der Antwort gibt es noch keinen leichteren Text. Dort steht der Text aus der Quelle.",
)
FORMER = Notice("former_law", "Ein Teil der Antwort nennt früheres Recht. Was heute gilt, kann anders sein.")
ASK_BACK = "Ich bin nicht sicher, was gemeint ist. Passt eine dieser Regeln zu Ihrer Frage?"
COUNSEL = Redirect("EUTB – Ergänzende unabhängige Teilhabeberatung", "https://www.teilhabeberatung.de", None)


@dataclass(frozen=True, slots=True)
class Authored:
    """What people wrote and the index was built with: the sources, the statements, and what is superseded by what."""

    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    superseded: tuple[Superseded, ...] = ()


class Answerer:
    """Answers from one index and what was authored; the same question on the same index gets the same answer."""

    def __init__(self, retriever: Retriever, chooser: Chooser, authored: Authored) -> None:
        self._retriever = retriever
        self._chooser = chooser
        self._sources = {source.id: source for source in authored.sources}
        self._superseded = authored.superseded
        self._manifest = retriever.manifest
        self._editions = {edition.source_id: edition for edition in self._manifest.editions}
        self._statements = _by_place(authored.statements)

    def answer(self, question: str, level: Level) -> Answer:
        """Return the answer to ``question`` (1 to 4,000 characters) at ``level``."""
        wanted = self._retriever.named(question)
        matches = () if wanted else self._retriever.find(question, PARAGRAPHS)
        # Where norms are named, the answer comes from these or not at all.
        places = self._retriever.at(wanted) if wanted else tuple(match.passage.place for match in matches)
        chosen = self._chooser.choose(question, [self._gather(place, wanted) for place in places], wanted)
        evidence = self._with_todays(chosen.evidence) if chosen.nearness >= ANSWERS else ()
        clarify = _question_back(matches) if not evidence and chosen.nearness >= ASKS_BACK else None
        return self._worded(evidence, clarify, level, () if evidence else wanted)

    def _worded(
        self, evidence: Sequence[Evidence], clarify: Clarify | None, level: Level, missing: Sequence[Pinpoint]
    ) -> Answer:
        proofs = self._proofs(evidence)
        said = tuple(Said(e.said(level), (proofs[_key(e)].n,)) for e in evidence)
        status = Status.ANSWERED if said else Status.CLARIFY if clarify else Status.NOT_COVERED
        redirect = COUNSEL if status is Status.NOT_COVERED else None
        return Answer(
            id=self._id(level, proofs.values()),
            status=status,
            level=level,
            answer=said,
            parts=(Part(0, status, said, clarify, redirect),),
            sources=tuple(proofs.values()),
            clarify=clarify,
            redirect=redirect,
            follow_ups=(),
            notices=(*_notices(evidence, level, missing), *self._outdated(evidence), DISCLAIMER),
            provenance=Provenance(self._manifest.fingerprint, "digest", __version__),
        )

    def search(self, question: str, k: int) -> tuple[Found, ...]:
        """Return up to ``k`` paragraphs for ``question``, best first, each quoted by its best sentence."""
        wanted = self._retriever.named(question)
        matches = self._retriever.find(question, k)
        best = [self._chooser.best(question, self._gather(match.passage.place, wanted)) for match in matches]
        return tuple(
            Found(self._proof(e, n), match.score) for n, (e, match) in enumerate(zip(best, matches, strict=True), 1)
        )

    def _with_todays(self, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Return the evidence with what holds today said before each wording that is superseded."""
        said: dict[Evidence, None] = {}
        for each in evidence:
            for entry in self._superseded:
                if _lies_in(each.place, entry.place):
                    places = self._retriever.at((entry.by,))
                    said |= dict.fromkeys(e for place in places for e in self._gather(place, (entry.by,)))
            said[each] = None
        return tuple(said)

    def _outdated(self, evidence: Sequence[Evidence]) -> tuple[Notice, ...]:
        notes = (s.note for s in self._superseded if any(_lies_in(e.place, s.place) for e in evidence))
        return tuple(Notice("superseded", note) for note in notes)

    def _gather(self, place: Place, wanted: Sequence[Pinpoint]) -> tuple[Evidence, ...]:
        return gather(self._retriever.passages_at(place), self._statements, wanted)

    def _proofs(self, chosen: Sequence[Evidence]) -> dict[tuple[str, str], Proof]:
        """Return the proofs of the chosen evidence, numbered from 1; equal quotes of one passage share a number."""
        proofs: dict[tuple[str, str], Proof] = {}
        for evidence in chosen:
            if _key(evidence) not in proofs:
                proofs[_key(evidence)] = self._proof(evidence, len(proofs) + 1)
        return proofs

    def _proof(self, evidence: Evidence, n: int) -> Proof:
        source = self._sources[evidence.passage.source_id]
        return Proof(
            n=n,
            pinpoint=str(evidence.place),
            title=evidence.passage.path[-1] if evidence.passage.path else source.title,
            rank=source.rank,
            wording=evidence.passage.wording,
            quote=evidence.quote,
            url=page_of(source, evidence.place),
            page=evidence.place.page if isinstance(evidence.place, PagePoint) else None,
            as_of=_as_of(evidence, self._editions),
            passage_id=evidence.passage.id,
            stale=False,
        )

    def _id(self, level: Level, proofs: Iterable[Proof]) -> str:
        """Return an id that says which index, level and passages made the answer, and nothing of the question."""
        return ".".join((self._manifest.fingerprint[:12], level, *dict.fromkeys(p.passage_id for p in proofs)))


def _by_place(statements: Sequence[Statement]) -> Mapping[Place, Sequence[Statement]]:
    places: dict[Place, list[Statement]] = defaultdict(list)
    for statement in statements:
        places[statement.pinpoint].append(statement)
    return places


def _lies_in(place: Place, outer: Pinpoint) -> bool:
    return isinstance(place, Pinpoint) and covers(outer, place)


def _key(evidence: Evidence) -> tuple[str, str]:
    return evidence.passage.id, evidence.quote


def _as_of(evidence: Evidence, editions: Mapping[str, Edition]) -> date:
    """Return the date of the wording that is quoted: the edition's, or that from which a statement was written."""
    if evidence.passage.wording is Wording.DIGEST and evidence.statement:
        return evidence.statement.as_of
    return editions[evidence.passage.source_id].as_of


def _question_back(matches: Sequence[Match]) -> Clarify | None:
    """Return the question which of the norms found is meant, or None where there are not two to choose from."""
    norms = {
        Pinpoint(place.law, place.section): match.passage.path[-1]
        for match in matches
        if isinstance(place := match.passage.place, Pinpoint) and place.section and match.passage.path
    }
    choices = [
        Choice(f"{heading.removeprefix(f'§ {norm.section} ')} ({norm})", f"Was steht in {norm}?")
        for norm, heading in norms.items()
    ][:CHOICES]
    return Clarify(ASK_BACK, tuple(choices)) if len(choices) > 1 else None


def _notices(chosen: Sequence[Evidence], level: Level, missing: Sequence[Pinpoint]) -> tuple[Notice, ...]:
    """Return the fixed texts that belong to this answer; ``missing`` are named norms that are not loaded."""
    leichter = level is Level.LEICHTER and bool(chosen)
    rules = (
        (bool(missing), Notice("unknown_norm", f"Diese Fundstelle liegt hier nicht vor: {_list(missing)}.")),
        (any(e.former for e in chosen), FORMER),
        (leichter and any(e.statement is None for e in chosen), NOT_SIMPLER),
        (leichter, UNCHECKED),
    )
    return tuple(notice for holds, notice in rules if holds)


def _list(places: Sequence[Place]) -> str:
    return ", ".join(str(place) for place in places)
