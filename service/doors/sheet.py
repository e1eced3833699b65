"""The sheet for a counsellor's file: a question and its answer, with what a check of each part found. Values only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.checked import Checked, Checker, Standing
from service.doors.handed_in import AnswerIn, ExportIn
from service.permalink import proof_address
from service.reply import Notice, Redirect, Status
from service.told import DISCLAIMER
from service.views import SourceView
from service.wire import LEVEL_LABELS

TITLE = "Auskunft mit Fundstellen"
LEADS = {
    Status.ANSWERED: "",
    Status.CLARIFY: "Auf diese Frage kam eine Rückfrage, keine Antwort.",
    Status.NOT_COVERED: "Die geladenen Quellen sagen dazu nichts. Es wurde nicht geraten.",
    Status.SIGNPOST: "Diese Frage beantwortet eine andere Stelle.",
}
STANDINGS = {
    Standing.VERIFIED: "",
    Standing.CHANGED: (
        "Dieser Wortlaut steht heute nicht an der genannten Stelle: Er hat sich geändert, oder er stand dort nie. "
        "Bitte den heutigen Text lesen."
    ),
    Standing.UNVERIFIED: "Diese Quelle konnte nicht geprüft werden. Alle Angaben zu ihr sind ungeprüft übernommen.",
}
STALE = "Diese Stelle hat sich geändert, seit die Antwort geschrieben wurde. Bitte den heutigen Text lesen."
DOUBT = "\N{ASTERISK}"
UNKNOWN_SENTENCE = (
    "Mit * bezeichnete Sätze konnten nicht geprüft werden: So stehen sie weder in der eigenen Sammlung dieses "
    "Dienstes noch als Wortlaut in den genannten Quellen."
)
UNKNOWN_NOTICE = "Ungeprüft übernommen:"
CHECKED_HOW = (
    "Frage und Antwort wurden eingereicht; der Dienst speichert keine. Geprüft wurde beim Ausgeben jede Quelle und "
    "jeder Satz für sich, nicht, ob die Antwort vollständig ist und zur Frage passt."
)


@dataclass(frozen=True, slots=True)
class SheetSentence:
    """One sentence with the numbers of its sources; ``known`` is False where nobody here wrote it so."""

    text: str
    citations: tuple[int, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class SheetNotice:
    """One fixed text, or what came as one and is not ``known``."""

    text: str
    known: bool


@dataclass(frozen=True, slots=True)
class SheetSource:
    """One source after the check; ``link`` is its permanent address with host, or None.

    ``address`` is the publisher's, "" where it could not be checked: a stranger's address is no link in our sheet.
    """

    checked: Checked
    link: str | None
    address: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """One source that is cited, and the date of its wording here; None where it is not loaded."""

    cite: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands in a sheet. ``index`` and ``version`` are those of this service, ``told_*`` came with it.

    ``other_index`` is True where the answer was made from another index than the one that it was checked against.
    """

    question: str
    level: str
    lead: str
    sentences: tuple[SheetSentence, ...]
    redirect: Redirect | None
    redirect_known: bool
    notices: tuple[SheetNotice, ...]
    sources: tuple[SheetSource, ...]
    loaded: tuple[Loaded, ...]
    index: str
    told_index: str
    other_index: bool
    version: str
    told_version: str
    answerer: str
    exported: date

    @property
    def doubted(self) -> bool:
        """Return whether a sentence is not known here."""
        return not all(sentence.known for sentence in self.sentences)


def sheet_of(
    told: ExportIn, checker: Checker, sources: Sequence[SourceView], origin: str, version: str, today: date
) -> Sheet:
    """Return the sheet of what was handed in, held against ``checker``.

    ``origin`` ("https://lotse.example") stands before every permalink; ``today`` is the date of the sheet.
    """
    answer = told.answer
    checked = checked_sources(answer, checker)
    by_number = {each.proof.n: (each.proof.pinpoint, each.proof.quote) for each in checked}
    redirect = answer.redirect.redirect if answer.redirect else None
    return Sheet(
        question=told.question,
        level=LEVEL_LABELS[answer.level],
        lead=LEADS[answer.status],
        sentences=tuple(
            SheetSentence(s.text, cited, checker.texts.said(s.text, [by_number[n] for n in cited]))
            for s in answer.answer
            for cited in (tuple(dict.fromkeys(s.citations)),)
        ),
        redirect=redirect,
        redirect_known=redirect is None or checker.texts.helps(redirect),
        notices=_notices([each.notice for each in answer.notices], checker),
        sources=tuple(_source(each, sources, origin) for each in checked),
        loaded=_loaded(checked, sources),
        index=checker.fingerprint,
        told_index=answer.provenance.index,
        other_index=_other_index(answer, checker.fingerprint),
        version=version,
        told_version=answer.provenance.version,
        answerer=answer.provenance.answerer,
        exported=today,
    )


def checked_sources(answer: AnswerIn, checker: Checker) -> tuple[Checked, ...]:
    """Return the sources of an answer after the check, in the order of their numbers."""
    return tuple(checker.check(source.proof) for source in sorted(answer.sources, key=lambda source: source.n))


def _notices(told: Sequence[Notice], checker: Checker) -> tuple[SheetNotice, ...]:
    """Return the notices, the disclaimer first and always."""
    rest = (notice for notice in told if notice.text != DISCLAIMER.text)
    return (SheetNotice(DISCLAIMER.text, True), *(SheetNotice(n.text, checker.texts.fixed(n)) for n in rest))


def _source(checked: Checked, sources: Sequence[SourceView], origin: str) -> SheetSource:
    known = checked.standing is not Standing.UNVERIFIED
    path = proof_address(checked.proof, sources) if known else None
    return SheetSource(checked, origin + path if path else None, checked.proof.url if known else "")


def _loaded(checked: Sequence[Checked], sources: Sequence[SourceView]) -> tuple[Loaded, ...]:
    cited = {each.source for each in checked}
    return tuple(Loaded(source.cite, source.as_of) for source in sources if source.id in cited)


def _other_index(answer: AnswerIn, fingerprint: str) -> bool:
    """Tell whether the answer says of itself, by id or provenance, that it was made from another index."""
    of_id = answer.id.partition(".")[0]
    return answer.provenance.index != fingerprint or not of_id or not fingerprint.startswith(of_id)
