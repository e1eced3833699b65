"""A small library to read in: a law with a hostile sentence, an ordinance that names it, documents, and what we say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.entries import Digest, Kept, Line, Statement, Term, Text, Topic
from corpus.nouns import Format, Level, PagePoint, Passage, Pinpoint, Place, Rank, Source, Unit, Wording
from corpus.superseded import Superseded
from service.authored import Authored
from service.library import Library
from service.reply import Found, Proof, Said
from service.views import NormView, SourceView, UnknownNorm, norm_view, source_views
from service.wordings import WordingOf
from tests.served import EDITION, LAW, PAPER, STAND, TinyAnswers

LEVELS = (Level.LEICHTER, Level.STANDARD, Level.FACH)
RULES = replace(LAW, id="werkvo", cite="WerkVO", title="Werkordnung", rank=Rank.ORDINANCE)
NOTICE = replace(LAW, id="taler", cite="Talerbekanntmachung", title="Bekanntmachung der Taler", rank=Rank.NOTICE)
MISSING = replace(PAPER, id="fehlt", cite="Fehlheft", title="Ein Heft, das niemand hat", url="https://example.org/heft")
FREE = replace(PAPER, id="freiheft", cite="Freiheft", rights="amtliches Werk, gemeinfrei", format=Format.PDF)
SOURCES = (LAW, RULES, NOTICE, PAPER, FREE, MISSING)
EDITIONS = tuple(replace(EDITION, source_id=s.id) for s in SOURCES if s is not MISSING)
ATTACK = "Ein Hobel heißt <b onclick=alert(1)>Hobel</b> & kostet 5 Taler."


def law_text(source: Source, section: str | None, number: int, path: tuple[str, ...], *sentences: str) -> Passage:
    """Return a paragraph of a law whose sentences are ``sentences``; ``number`` 0 is a section without paragraphs."""
    paragraph = str(number) if number else None
    place, text, units = Pinpoint(source.cite, section, paragraph), " ".join(sentences), list[Unit]()
    for n, sentence in enumerate(sentences, 1):
        start = text.index(sentence)
        one = len(sentences) == 1
        units.append(Unit(place if one else replace(place, sentence=str(n)), start, start + len(sentence)))
    id_ = f"{source.id}{section}a{number}"
    return Passage(id_, source.id, "e", len(id_), place, path, text, tuple(units), Wording.OFFICIAL)


def page_text(source: Source, at: int, *sentences: tuple[str | None, int | None, str, str]) -> Passage:
    """Return the passage ``at`` of a document; each sentence has its printed page, its sheet and its heading."""
    text, units = " ".join(sentence for *_, sentence in sentences), list[Unit]()
    for page, sheet, heading, sentence in sentences:
        start = text.index(sentence)
        units.append(Unit(PagePoint(source.cite, page, sheet, heading or None), start, start + len(sentence)))
    return Passage(f"{source.id}{at}", source.id, "e", at, units[0].place, (), text, tuple(units), Wording.OFFICIAL)


TOOLS, WAGE = ("Teil 1 Werken", "Kapitel 2 Geräte"), ("Teil 2 Lohn",)
LIGHT, AGAIN = "Helle Lampen schonen die Augen.", "Zwei Lampen sind besser als eine."
PASSAGES = (
    law_text(LAW, "4", 1, (*TOOLS, "§ 4 Hobel"), ATTACK, "Er ist scharf."),
    law_text(LAW, "4", 2, (*TOOLS, "§ 4 Hobel"), "Wer hobelt, fegt."),
    law_text(LAW, "5", 0, (*TOOLS, "§ 5 Besen"), "Der Besen steht in der Ecke nach § 4."),
    law_text(LAW, "7", 1, (*WAGE, "§ 7 Taler"), "Der Lohn beträgt 12 Taler."),
    law_text(RULES, "1", 1, ("§ 1 Ordnung",), "Geordnet wird nach § 4 Absatz 2 ÜbG.", "Es gilt § 2."),
    law_text(NOTICE, None, 0, ("Taler",), "Der Lohn beträgt 14 Taler."),
    page_text(PAPER, 0, ("7", 9, "Licht", LIGHT), ("7", 9, "Licht", "Das Fenster zeigt nach Norden.")),
    page_text(PAPER, 1, ("7", 9, "Licht", AGAIN), ("8", 10, "Licht", "Kerzen sind verboten.")),
    page_text(FREE, 0, (None, 1, "", "Titelblatt ohne Zahl.")),
    page_text(FREE, 1, ("3", 3, "<Holz>", "Holz arbeitet."), ("4", 4, "<Holz>", "Leim hält.")),
)
HOBEL, FEGT = Pinpoint("ÜbG", "4", "1", "1"), Pinpoint("ÜbG", "4", "2")
SEVEN = PagePoint("Leitfaden Werken", "7")


def said(place: Place, text: str, **more: object) -> Statement:
    """Return a statement of ours on ``place``."""
    return replace(Statement(place, text, f"Leichter: {text}", STAND, file="s.toml"), **more)  # type: ignore[arg-type]


STATEMENTS = (
    said(HOBEL, "Ein Hobel kostet fünf Taler."),
    said(HOBEL, "Früher kostete er vier Taler.", former=True, valid_until=date(2020, 12, 31)),
    said(FEGT, "Nach dem Hobeln ist zu fegen.", left_out=("womit",)),
    said(Pinpoint("ÜbG", "4"), "In § 4 geht es um Hobel."),
    said(SEVEN, "Laut Leitfaden hilft Licht.", today=(Line("Das Gesetz sagt: fegen.", (FEGT,)),)),
)
LINES = (Line("Wer hobelt, fegt danach.", (FEGT,)), Line("Licht hilft.", (SEVEN,)))
TOPIC = Topic(
    "fegen",
    "Muss man fegen <oder nicht>?",
    "alltag",
    STAND,
    {level: Text(LINES, (Line(f"Offen {level}.", (HOBEL,)),), (Line(f"Tun {level}.", (FEGT,)),)) for level in LEVELS},
    {},
    ("geld", "gibtsnicht"),
    left_out=("der Besen",),
)
MONEY = replace(TOPIC, id="geld", title="Was kostet ein Hobel?", area="geld", follow_ups=())
TERMS = tuple(
    Term(name, also, {level: (Line(f"{level}: {name}.", (FEGT,)),) for level in (Level.STANDARD, Level.LEICHTER)})
    for name, also in (("Werkbank", ("Bank",)), ("Ächzen", ()), ("Amboss", ()), ("Übung", ()))
)
OLD = Superseded(Pinpoint("ÜbG", "7", "1"), Pinpoint("Talerbekanntmachung"), "Der Lohn in § 7 ist alt.")
# Of what § 4 Abs. 2 was written from, something else stands there now.
KEPT = Kept("s.toml", {str(FEGT): "0" * 12}, ())
AUTHORED = Authored(SOURCES, Digest(STATEMENTS, (TOPIC, MONEY), terms=TERMS, kept=(KEPT,)), (OLD,))


class QuotedProofs:
    """Proves each line by the first passage at its place."""

    def of_lines(self, topic: str, file: str, lines: Sequence[Line]) -> tuple[tuple[Said, ...], tuple[Proof, ...]]:
        """Return the lines with their proofs; equal places share a number."""
        numbers: dict[Place, int] = {}
        for place in (place for line in lines for place in line.places):
            numbers.setdefault(place, len(numbers) + 1)
        told = tuple(Said(line.text, tuple(numbers[place] for place in line.places)) for line in lines)
        return told, tuple(self.of_line(topic, file, lines[0], place, n) for place, n in numbers.items())

    def of_line(self, topic: str, file: str, line: Line, place: Place, n: int) -> Proof:  # noqa: ARG002
        """Return the proof: on page 7 of the paper its first sentence, in the law all of the passage."""
        passage = next(p for p in PASSAGES if str(p.units[0].place).startswith(str(place)) or p.place == place)
        source = next(s for s in SOURCES if s.id == passage.source_id)
        quote = LIGHT if place == SEVEN else passage.text
        title = passage.path[-1] if passage.path else source.title
        official, url = Wording.OFFICIAL, source.url
        return Proof(n, str(place), title, source.rank, official, quote, url, None, STAND, passage.id, stale=False)


def library(passages: Iterable[Passage] = PASSAGES) -> Library:
    """Return the library; every topic is near to a question."""
    return Library(tuple(passages), EDITIONS, AUTHORED, QuotedProofs(), lambda _: (TOPIC.id, MONEY.id, "gibtsnicht"))


@dataclass(slots=True)
class Reading(TinyAnswers):
    """Serves the library; a search finds what ``found`` holds."""

    found: tuple[Found, ...] = ()
    wanted: list[int] = field(default_factory=list)

    def search(self, question: str, k: int) -> tuple[Found, ...]:
        """Return what was given, whatever is asked."""
        self.asked.append(question)
        self.wanted.append(k)
        return self.found

    def norm(self, law: str, section: str) -> NormView:
        """Return the wording of a section."""
        key = None if section == "text" else section
        of_section = [p for p in PASSAGES if isinstance(p.place, Pinpoint) and p.place.section == key]
        source = next((s for s in SOURCES if s.id == law), None)
        if not source:
            raise UnknownNorm(law)
        return norm_view([p for p in of_section if p.source_id == law], source, section, STAND, source.url)

    def wordings(self, law: str, section: str) -> tuple[WordingOf, ...]:
        """Return that only one wording is known."""
        raise UnknownNorm(f"{law} {section}")

    def sources(self) -> tuple[SourceView, ...]:
        """Return all sources but one as loaded."""
        return source_views(SOURCES, {edition.source_id: edition for edition in EDITIONS}, PASSAGES)

    def library(self) -> Library:
        """Return the library."""
        return library()
