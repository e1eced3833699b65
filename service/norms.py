"""What the sentences of norms say that were named or found: chosen, worded at the level, proven."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from corpus.nouns import Level, Match, Pinpoint, Place, Wording
from corpus.pinpoint import covers
from corpus.superseded import superseded_at
from service.authored import Authored
from service.choose import Chooser
from service.evidence import Evidence, gather, without_parts
from service.hear import Heard
from service.joined import Piece, one
from service.prove import Prover
from service.reply import Found, Said
from service.retrieve import Retriever
from service.told import FORMER, NOT_SIMPLER, NOT_WHOLE, UNCHECKED, Told

# How near the best sentence must be to the question to be said; see eval/LOG.md.
ANSWERS = 0.4


class Norms:
    """Tells from norms and pages of documents, each sentence with its proof."""

    def __init__(self, retriever: Retriever, chooser: Chooser, prover: Prover, authored: Authored) -> None:
        self._retriever = retriever
        self._chooser = chooser
        self._prover = prover
        self._authored = authored

    def told(
        self, heard: Heard, wanted: Sequence[Pinpoint], places: Sequence[Place], level: Level, least: float = ANSWERS
    ) -> Told:
        """Return the sentences at ``places`` (best first) that answer; nothing where none is as near as ``least``.

        ``wanted`` are the norms that the question names: it is then about them, however few words they share.
        """
        chosen = self._chooser.choose(heard.text, [self._gather(place, wanted) for place in places], wanted)
        evidence = self._with_todays(chosen.evidence, wanted) if chosen.nearness >= least else ()
        if not evidence:
            return Told()
        told = self._of_evidence(evidence, level, chosen.evidence)
        return replace(told, notices=(NOT_WHOLE, *told.notices)) if chosen.cut else told

    def lead(self, heard: Heard, match: Match, first: str, level: Level) -> Told:
        """Return the sentence of the best paragraph that answers much more directly than ``first``, or nothing."""
        found = [e for e in self._gather(match.passage.place, ()) if e.statement and not e.former]
        lead = self._chooser.lead(heard.text, first, found)
        return self._of_evidence(self._with_todays((lead,)), level, (lead,)) if lead else Told()

    def beside(
        self, heard: Heard, matches: Sequence[Match], said: Collection[str], places: Collection[Place], level: Level
    ) -> Told:
        """Return what the paragraphs found say on the question beside the sentences ``said``, which cite ``places``."""
        found = [
            e
            for match in matches
            for e in self._gather(match.passage.place, ())
            if e.statement and not e.former and not any(_within(e.place, place) for place in places)
        ]
        evidence = self._chooser.beside(heard.text, found, said)
        return self._of_evidence(self._with_todays(evidence), level, evidence) if evidence else Told()

    def turned(self, question: str, said: Sequence[Said]) -> tuple[Said, ...]:
        """Return the sentences with the one first that answers ``question`` most directly."""
        return tuple(said[i] for i in self._chooser.turned(question, [each.text for each in said]))

    def wording(self, places: Sequence[Place]) -> Told:
        """Return the publisher's words at ``places``, each with its pinpoint in front; ours where none are loaded."""
        pieces: list[Piece] = []
        for place in places:
            wanted = (place,) if isinstance(place, Pinpoint) else ()
            # Of a section that is cited as a whole, its first paragraph is shown.
            inside = (e for first in self._retriever.at(wanted)[:1] for e in self._gather(first, ()))
            for e in (self._gather(place, wanted) or tuple(inside))[:1]:
                told = self._of_evidence((e,), Level.FACH)
                marks = "„{}“" if e.passage.wording is Wording.OFFICIAL else "{}"
                said = tuple(replace(s, text=f"{e.place}: {marks.format(s.text)}") for s in told.said[:1])
                pieces.append((said, told.proofs))
        said, proofs = one(pieces)
        return Told(said=said, proofs=proofs)

    def found(self, question: str, wanted: Sequence[Pinpoint], matches: Sequence[Match]) -> tuple[Found, ...]:
        """Return each match quoted by the sentence of it that is nearest to ``question``."""
        best = [self._chooser.best(question, self._gather(match.passage.place, wanted)) for match in matches]
        pairs = enumerate(zip(best, matches, strict=True), 1)
        return tuple(Found(self._prover.of_evidence(e, n), match.score) for n, (e, match) in pairs)

    def _of_evidence(self, found: Sequence[Evidence], level: Level, chosen: Sequence[Evidence] = ()) -> Told:
        evidence = without_parts(found) if level is Level.FACH else found
        leichter = level is Level.LEICHTER
        rules = (
            (any(e.former for e in evidence), FORMER),
            (leichter and any(e.statement is None for e in evidence), NOT_SIMPLER),
            (leichter, UNCHECKED),
        )
        # Where the law says otherwise today than a document, the law speaks first.
        statements = dict.fromkeys(e.statement for e in evidence if e.statement)
        said, proofs = one(
            [
                *(self._prover.of_today(statement) for statement in statements),
                *(self._prover.of_found(e, level) for e in evidence),
            ]
        )
        return Told(
            said=said,
            proofs=proofs,
            notices=(
                *(n for holds, n in rules if holds),
                *self._authored.outdated(e.place for e in (*chosen, *evidence)),
            ),
        )

    def _with_todays(self, evidence: Sequence[Evidence], wanted: Sequence[Pinpoint] = ()) -> tuple[Evidence, ...]:
        """Return the evidence with what holds today in place of each wording that is superseded.

        Where norms are ``wanted``, the old wording stays, behind what holds today.
        """
        said: dict[Evidence, None] = {}
        for each in evidence:
            replaced = False
            for entry in superseded_at(each.place, self._authored.superseded):
                places = self._retriever.at((entry.by,))
                said |= dict.fromkeys(e for place in places for e in self._gather(place, (entry.by,)))
                replaced = replaced or bool(places)
            if wanted or not replaced:
                said[each] = None
        return tuple(said)

    def _gather(self, place: Place, wanted: Sequence[Pinpoint]) -> tuple[Evidence, ...]:
        return gather(self._retriever.passages_at(place), self._prover.statements, wanted)


def _within(place: Place, cited: Place) -> bool:
    if isinstance(place, Pinpoint) and isinstance(cited, Pinpoint):
        return covers(cited, place)
    return place == cited
