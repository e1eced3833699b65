"""A small real generation over hand-made values, for the tests of everything that serves one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event

from corpus.earlier import NOT_THERE, Earlier, EarlierWording, ParagraphText, SectionText
from corpus.entries import Digest, GuidedCheck, Line, Outcome, Reply, Signpost, Statement, Step, Text, Topic
from corpus.nouns import (
    AsOfRule,
    Edition,
    Format,
    Level,
    PagePoint,
    Passage,
    Pinpoint,
    Place,
    Rank,
    Source,
    Unit,
    Wording,
)
from service.authored import Authored
from service.checked import Checker
from service.guided import Checks
from service.library import Library
from service.live import Live, Unusable
from service.reply import (
    Answer,
    Choice,
    Clarify,
    Found,
    Notice,
    Part,
    Proof,
    Provenance,
    Redirect,
    Said,
    Status,
    Turn,
)
from service.situated import GroupView, SituationView, Titled
from service.views import Answers, NormView, Sample, SourceView, UnknownNorm, norm_view, source_views
from service.wordings import WordingOf, wordings_of

STAND = date(2026, 8, 19)
LAW = Source(
    id="uebg",
    cite="ÜbG",
    title="Übungsgesetz über das Werken",
    publisher="Übungsverlag",
    url="https://example.org/uebg",
    format=Format.GII_XML,
    rank=Rank.LAW,
    rights="frei",
    as_of_rule=AsOfRule.FIXED,
)
PAPER = Source(
    id="leitfaden",
    cite="Leitfaden Werken",
    title="Leitfaden zum Werken",
    publisher="Übungsverband",
    url="https://example.org/leitfaden",
    format=Format.PDF,
    rank=Rank.GUIDANCE,
    rights="nur Zitat",
    as_of_rule=AsOfRule.FIXED,
)
EDITION = Edition("uebg", "0" * 64, STAND, datetime(2026, 9, 1, tzinfo=UTC), "uebg.zip")
FIRST = "Wer gern werkt, bekommt einen Platz an der Werkbank. Der Platz ist hell."
SECOND = "Zum Platz gehören:\n1. ein Hocker,\n2. eine Lampe;\nmehr nur auf Wunsch."


def _unit(text: str, piece: str, place: Pinpoint) -> Unit:
    start = text.index(piece)
    return Unit(place, start, start + len(piece))


def _passage(name: str, paragraph: str, text: str, units: Iterable[Unit]) -> Passage:
    place = Pinpoint("ÜbG", "4", paragraph)
    return Passage(name, "uebg", "e1", int(paragraph), place, ("Platz",), text, tuple(units), Wording.OFFICIAL)


PASSAGES = (
    _passage(
        "p1",
        "1",
        FIRST,
        (
            _unit(FIRST, FIRST[:52], Pinpoint("ÜbG", "4", "1", "1")),
            _unit(FIRST, FIRST[53:], Pinpoint("ÜbG", "4", "1", "2")),
        ),
    ),
    _passage(
        "p2",
        "2",
        SECOND,
        (
            _unit(SECOND, "ein Hocker,", Pinpoint("ÜbG", "4", "2", number="1")),
            _unit(SECOND, "eine Lampe;", Pinpoint("ÜbG", "4", "2", number="2")),
        ),
    ),
)

# § 4 was worded otherwise in two earlier editions, § 5 went away after the oldest, § 6 was only in that between.
MIDDLE, OLDEST = date(2026, 2, 2), date(2025, 1, 10)
_BEFORE = SectionText(
    "Platz",
    (
        ParagraphText("1", FIRST.replace("gern", "fleißig").replace(" Der Platz ist hell.", "")),
        ParagraphText("2", "Über Streit um Plätze entscheidet der Rat."),
        ParagraphText("3", SECOND.replace("\n2. eine Lampe;", "")),
    ),
)
_FIRST_OF_ALL = SectionText("Werkbank", _BEFORE.paragraphs[:1])
_GONE = SectionText("Pausen", (ParagraphText(None, "Um zehn Uhr ruht die Arbeit."),))
EARLIER = Earlier(
    {"uebg": (STAND, MIDDLE, OLDEST)},
    (
        EarlierWording("uebg", "4", MIDDLE, MIDDLE, STAND, _BEFORE),
        EarlierWording("uebg", "4", OLDEST, OLDEST, MIDDLE, _FIRST_OF_ALL),
        EarlierWording("uebg", "5", OLDEST, OLDEST, MIDDLE, _GONE),
        EarlierWording("uebg", "6", MIDDLE, MIDDLE, STAND, _GONE),
        EarlierWording("uebg", "6", OLDEST, OLDEST, MIDDLE, NOT_THERE),
    ),
)


def proof(n: int, pinpoint: str, quote: str, wording: Wording = Wording.OFFICIAL) -> Proof:
    return Proof(
        n=n,
        pinpoint=pinpoint,
        title="Platz",
        rank=Rank.LAW,
        wording=wording,
        quote=quote,
        url="https://example.org/uebg/4",
        page=None,
        as_of=STAND,
        passage_id=f"p{n}",
        stale=False,
    )


PROOFS = (
    proof(1, "ÜbG § 4 Abs. 1 Satz 1", FIRST[:52]),
    proof(2, "ÜbG § 4 Abs. 2 Nr. 2", "eine Lampe;"),
    Proof(
        3,
        "Leitfaden Werken, S. 7",
        "Licht",
        Rank.GUIDANCE,
        Wording.DIGEST,
        "Gutes Licht hilft beim Werken.",
        "https://example.org/leitfaden.pdf",
        "7",
        date(2025, 2, 1),
        "p3",
        True,
    ),
)
SAID = (
    Said("Wer gern werkt, bekommt einen hellen Platz an der Werkbank.", (1,)),
    Said("Zum Platz gehört auch eine Lampe.", (2, 3)),
)
LIGHT = Statement(PagePoint("Leitfaden Werken", "7"), PROOFS[2].quote, "Licht hilft.", PROOFS[2].as_of)
_LINES = (
    Line(SAID[0].text, (PASSAGES[0].units[0].place,)),
    Line(SAID[1].text, (PASSAGES[1].units[1].place, LIGHT.place)),
)
PLACES = Topic("platz", "Wer bekommt eine Werkbank?", "alltag", STAND, dict.fromkeys(Level, Text(_LINES)), {}, ())
LAMP = Topic("licht", "Wer zahlt das Licht?", "geld", STAND, dict.fromkeys(Level, Text(_LINES[1:])), {}, ())
HELP = Signpost(
    "ort", "Wetter", (), (), "", "", "Beratung am Ort", "https://www.teilhabeberatung.de", "0800 123", STAND
)
AUTHORED = Authored((LAW, PAPER), Digest((LIGHT,), (PLACES, LAMP), signposts=(HELP,)))
WORKING = SituationView(
    id="werken",
    label={"de": "Ich werke", "leichter": "Ich werke hier", "en": "I craft"},
    about={"de": "Hier geht es um das Werken.", "leichter": "Hier geht es ums Werken.", "en": "About crafting."},
    groups=(
        GroupView(
            {"de": "Zuerst", "leichter": "Das zuerst", "en": "First"},
            (Titled("platz", "Wer bekommt eine Werkbank?"), Titled("licht", "Wer zahlt das Licht?")),
            (Titled("werkbank", "Passt die Werkbank?"),),
        ),
    ),
    first=(Titled("platz", "Gibt es eine Werk-Bank?"),),
    tools=("search", "export"),
)


def _lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text, (PASSAGES[0].units[0].place,)) for text in texts)


def _step(id_: str, question: str, *replies: tuple[str, str]) -> Step:
    why = dict.fromkeys((Level.STANDARD, Level.LEICHTER), _lines(f"Das fragt {id_} aus einem Grund."))
    return Step(id_, question, f"{question} (leichter)", why, tuple(Reply(r, f"{r}.", to) for r, to in replies))


def _outcome(id_: str, rule: str) -> Outcome:
    parts = {
        "rule": _lines(rule, "Eine Regel hat Ausnahmen."),
        "show": _lines("Zeigen Sie die Werkbank."),
        "decides": _lines("Es entscheidet der Meister."),
        "apply": _lines("Den Antrag nimmt der Meister an."),
        "refusal": _lines("Ein Nein wird begründet."),
    }
    return Outcome(id_, dict.fromkeys((Level.STANDARD, Level.LEICHTER), parts), (PLACES.id,))


# Two ways lead to "licht", one of them past "lampe".
GUIDED = GuidedCheck(
    "werkbank",
    "Passt die Werkbank?",
    STAND,
    dict.fromkeys((Level.STANDARD, Level.LEICHTER), _lines("Es geht um den Platz.", "Am Ende steht die Regel.")),
    "gern",
    (
        _step("gern", "Werken Sie gern?", ("Ja", "lampe"), ("Nein", "licht"), ("Weiß ich nicht", "ohne")),
        _step("lampe", "Haben Sie eine Lampe?", ("Ja", "licht"), ("Weiß ich nicht", "licht")),
        _step("licht", "Ist es hell?", ("Ja", "platz"), ("Nein", "ohne"), ("Weiß ich nicht", "ohne")),
    ),
    (_outcome("platz", "Wer gern werkt, bekommt einen Platz."), _outcome("ohne", "Ein Platz ist hell.")),
    file="pruefwege/werkbank.toml",
)


def said_by_the_first(file: str, said: Sequence[Line]) -> tuple[tuple[Said, ...], tuple[Proof, ...]]:  # noqa: ARG001
    """Return every line with the first proof."""
    return tuple(Said(line.text, (1,)) for line in said), PROOFS[:1]


DISCLAIMER = Notice("disclaimer", "Dies ist eine Übung und keine Rechtsberatung.")
PROVENANCE = Provenance("g1", "digest", "0.1.0")


def answered(level: Level) -> Answer:
    part = Part(0, Status.ANSWERED, SAID)
    notices = (DISCLAIMER, Notice("help", "Hilfe gibt es sofort."))
    follow_ups = ("Wer zahlt die Lampe?",)
    return Answer(
        f"g1.{level}.p1", part.status, level, SAID, (part,), PROOFS, None, None, follow_ups, notices, PROVENANCE
    )


def unanswered(level: Level, status: Status) -> Answer:
    clarify = Clarify("Welchen Platz meinen Sie?", (Choice("Werkbank", "Wer bekommt eine Werkbank?"),))
    redirect = Redirect("Beratung am Ort", "https://www.teilhabeberatung.de", "0800 123")
    part = Part(0, status, (), clarify if status is Status.CLARIFY else None, redirect)
    return Answer("g1.x", status, level, (), (part,), (), part.clarify, part.redirect, (), (DISCLAIMER,), PROVENANCE)


class TinyProofs:
    """Proves every line by the proofs of the answer above."""

    def of_lines(self, topic: str, file: str, lines: Sequence[Line]) -> tuple[tuple[Said, ...], tuple[Proof, ...]]:
        """Return the lines with their proofs, numbered as the places first come."""
        numbers: dict[Place, int] = {}
        for place in (place for line in lines for place in line.places):
            numbers.setdefault(place, len(numbers) + 1)
        said = tuple(Said(line.text, tuple(numbers[place] for place in line.places)) for line in lines)
        return said, tuple(self.of_line(topic, file, lines[0], place, n) for place, n in numbers.items())

    def of_line(self, topic: str, file: str, line: Line, place: Place, n: int) -> Proof:  # noqa: ARG002
        """Return the proof for ``place``."""
        return replace(next(p for p in PROOFS if p.pinpoint == str(place)), n=n)


@dataclass(slots=True)
class TinyAnswers:
    """Answers by the words in the question; ``broken`` makes every question fail with it in the message."""

    name: str = "g1"
    broken: bool = False
    closed: bool = False
    asked: list[str] = field(default_factory=list)

    def answer(self, question: str, level: Level, history: Sequence[Turn] = (), gone: Event | None = None) -> Answer:  # noqa: ARG002
        """Return the answer that the question's first word names."""
        if self.broken:
            raise RuntimeError(question)
        self.asked.append(question)
        if question.startswith("Wetter"):
            return unanswered(level, Status.NOT_COVERED)
        return unanswered(level, Status.CLARIFY) if question.startswith("Platz") else answered(level)

    def search(self, question: str, k: int) -> tuple[Found, ...]:
        """Return the proofs whose quote shares a word with the question, best first."""
        words = set(question.split())
        hits = [Found(p, float(len(words & set(p.quote.split())))) for p in PROOFS]
        return tuple(sorted((h for h in hits if h.score), key=lambda h: -h.score)[:k])

    def norm(self, law: str, section: str) -> NormView:
        """Return § 4 of the law, the only one there is."""
        if law != LAW.id:
            raise UnknownNorm(law)
        return norm_view([p for p in PASSAGES if section == "4"], LAW, section, STAND, LAW.url)

    def wordings(self, law: str, section: str) -> tuple[WordingOf, ...]:
        """Return the wordings of §§ 4 to 6."""
        known = wordings_of([p for p in PASSAGES if section == "4"], STAND, EARLIER, law, section)
        if law != LAW.id or not known:
            raise UnknownNorm(section)
        return known

    def sources(self) -> tuple[SourceView, ...]:
        """Return the law as loaded, the paper as not loaded."""
        return source_views((LAW, PAPER), {"uebg": EDITION}, PASSAGES)

    def situations(self) -> tuple[SituationView, ...]:
        """Return the only situation there is."""
        return (WORKING,)

    def checks(self) -> Checks:
        """Return the guided check on the place, whose lines are all proven by the first proof."""
        return Checks((GUIDED,), {PLACES.id: PLACES.title}, said_by_the_first, AUTHORED.outdated)

    def sample(self) -> Sample:
        """Return the first passage and a question that finds it."""
        return Sample(FIRST, "ÜbG § 4 Abs. 1")

    def checker(self) -> Checker:
        """Return what checks against the passages above and a digest that says what is answered here."""
        return Checker("g1", PASSAGES, (EDITION,), AUTHORED)

    def library(self) -> Library:
        """Return the reading room over the passages above; every topic is near to a question."""
        return Library(PASSAGES, (EDITION,), AUTHORED, TinyProofs(), lambda _: [PLACES.id])

    def close(self) -> None:
        """Remember that it was closed."""
        self.closed = True


def no_pointer() -> Path:
    """Stand for an index folder without a pointer."""
    raise Unusable("Es gibt noch keinen Index. Bitte bauen: python -m ingest")


def live_on(parts: Answers) -> Live[Answers]:
    """Return a Live that serves ``parts`` after its first look."""
    return Live(lambda: Path("g1"), lambda _: parts, lambda: 0.0, lambda _: None)
