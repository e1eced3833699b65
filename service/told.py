"""What is told before it is an answer, and the fixed texts that stand beside one."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.nouns import Pinpoint
from service.reply import Clarify, Notice, Proof, Redirect, Said, Status

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
NOT_WHOLE = Notice(
    "not_whole",
    "Hier steht nur der Anfang. Die Vorschrift sagt noch mehr. Zum ganzen Text führen die Links bei den Quellen.",
)
FORMER = Notice("former_law", "Ein Teil der Antwort nennt früheres Recht. Was heute gilt, kann anders sein.")
PARTLY = Notice(
    "partly",
    "Auf eine Ihrer Fragen gibt es hier keine sichere Antwort. Bitte stellen Sie diese Frage noch einmal allein.",
)
STALE = Notice(
    "stale",
    "Ein Teil der Antwort beruht auf einem Wortlaut, der sich seitdem geändert hat. Bitte den heutigen Text lesen, "
    "er steht bei den Quellen.",
)
ASK_BACK = "Ich bin nicht sicher, was gemeint ist. Passt eine dieser Regeln zu Ihrer Frage?"
ASK_TOPIC = "Was möchten Sie wissen?"
COUNSEL = Redirect("EUTB – Ergänzende unabhängige Teilhabeberatung", "https://www.teilhabeberatung.de", None)


@dataclass(frozen=True, slots=True)
class Told:
    """What will be said: sentences with their proofs, or a question back, or who helps; and its notices."""

    said: tuple[Said, ...] = ()
    proofs: tuple[Proof, ...] = ()
    clarify: Clarify | None = None
    redirect: Redirect | None = None
    signpost: bool = False
    follow_ups: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    topic: str = ""


def status_of(told: Told) -> Status:
    """Return what became of the question."""
    if told.said:
        return Status.ANSWERED
    if told.signpost:
        return Status.SIGNPOST
    return Status.CLARIFY if told.clarify else Status.NOT_COVERED


def unknown_norm(missing: Sequence[Pinpoint]) -> tuple[Notice, ...]:
    """Return the notice on named norms that are not loaded."""
    places = ", ".join(map(str, missing))
    return (Notice("unknown_norm", f"Diese Fundstelle liegt hier nicht vor: {places}."),) if missing else ()


def understood_as(title: str) -> Notice:
    """Return the question that a topic answers, so that a "Ja" or "Nein" cannot be taken for the answer to another."""
    return Notice("understood", f"So ist Ihre Frage verstanden: „{title}“")
