"""What answers say is counted as by hand: facts, what is forbidden, faulty citations, what leichter loses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from corpus.embedding import HashEmbedder
from corpus.entries import Digest, Line, Statement, Text, Topic
from corpus.nouns import Level, Rank, Wording
from corpus.places import Places
from corpus.words import WordIndex
from eval.answers import measure
from eval.asked import Asked, ask
from eval.cases import Case
from eval.citing import Grounds, faults_of
from eval.judged import Agreement, Drawn, hash_of, read_support, write_support
from eval.lightened import left_out_of, lost
from eval.likeness import Likeness
from eval.reading import draw, supported, with_verdicts
from eval.run import ALL
from eval.sections import answer_section, shown, to_read
from eval.showing import as_read, pick
from service.reply import Answer, Notice, Part, Proof, Provenance, Said, Status
from tests.served import FIRST, LAW, PASSAGES, SECOND, unanswered

PLACES = Places((LAW,))
GROUNDS = Grounds({passage.id: passage for passage in PASSAGES}, (LAW,), PLACES)
BENCH, LAMP = "ÜbG § 4 Abs. 1 Satz 1", "ÜbG § 4 Abs. 2 Nr. 2"
QUOTES = {BENCH: ("p1", FIRST[:52]), LAMP: ("p2", "eine Lampe;")}
LIKE = Likeness(WordIndex.build([FIRST, SECOND, "Die Werkbank kostet zwanzig Taler."]), HashEmbedder())
AGREED = Agreement(207, 0.913, 0.793, 5, 13)


def proof(n: int, pinpoint: str) -> Proof:
    passage, quote = QUOTES[pinpoint]
    wording, stand = Wording.OFFICIAL, date(2026, 8, 19)
    return Proof(n, pinpoint, "Platz", Rank.LAW, wording, quote, LAW.url, None, stand, passage, stale=False)


def answer(level: Level, *said: tuple[str, str]) -> Answer:
    """Return an answer of sentences, each with the pinpoint that proves it."""
    numbers = {pinpoint: n for n, pinpoint in enumerate(dict.fromkeys(pinpoint for _, pinpoint in said), 1)}
    sentences = tuple(Said(text, (numbers[pinpoint],)) for text, pinpoint in said)
    proofs = tuple(proof(n, pinpoint) for pinpoint, n in numbers.items())
    part = Part(0, Status.ANSWERED, sentences)
    made = Provenance("g1", "digest", "0.1.0")
    return Answer(
        f"g1.{level}.werkbank", part.status, level, sentences, (part,), proofs, None, None, (), (), made
    )  # fmt: skip


PLAIN = ("Die Werkbank kostet 20 Taler.", BENCH), ("Eine Lampe gehört nicht zum Platz.", LAMP)
EASY = ("Eine Werkbank kostet 20 Taler.", BENCH), ("Zum Platz gehört keine Lampe.", LAMP)


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers each question with what is written for it; what is not, it does not answer."""

    written: Mapping[str, Mapping[Level, Answer]]

    def answer(self, question: str, level: Level) -> Answer:
        """Return what is written, else no answer."""
        return self.written.get(question, {}).get(level) or unanswered(level, Status.NOT_COVERED)

    def covered(self, question: str) -> float:
        """Return 1 for what is written."""
        return float(question in self.written)


def case(id_: str, *facts: str, never: Sequence[str] = (), register: str = "plain") -> Case:
    places = (PLACES.read("ÜbG § 4"),)
    return Case(id_, f"Frage {id_}", register, places, Status.ANSWERED, facts=facts, never=tuple(never))


BOTH = {Level.STANDARD: answer(Level.STANDARD, *PLAIN), Level.LEICHTER: answer(Level.LEICHTER, *EASY)}
CASES = (
    case("a", "Werkbank 20 Taler", "keine Lampe am Platz"),
    case("b", "Werkbank 20 Taler", "Werkbank 30 Taler", never=["Werkbank kostet 20 Taler", "Hocker ist verboten"]),
    case("c", "Werkbank 20 Taler", register="colloquial"),
    case("d", never=["Werkbank kostet 20 Taler"]),
    replace(case("e", "Hocker"), status=Status.SIGNPOST),
)
DESK = Desk({f"Frage {id_}": BOTH for id_ in "ab"})


@pytest.fixture(scope="module")
def asked() -> tuple[Asked, ...]:
    """Return the cases with their answers at all levels."""
    return ask(DESK, CASES)


# --- Facts and what is forbidden ---


def test_facts_are_counted_by_hand_for_each_register(asked: tuple[Asked, ...]) -> None:
    facts = measure(asked, GROUNDS, Digest(), LIKE, {}).facts
    plain, all_ = facts["plain"], facts[ALL]
    assert set(facts) == {"plain", "colloquial", ALL}
    assert (plain.cases, plain.facts, plain.whole.mean, plain.said.mean, plain.of_answered) == (2, 4, 0.5, 0.75, 0.5)
    assert (all_.cases, all_.facts, all_.whole.mean, all_.said.mean) == (3, 5, 0.3333, 0.6)
    assert (facts["colloquial"].whole.mean, facts["colloquial"].of_answered) == (0.0, 0.0)


def test_the_facts_that_an_answer_lacks_are_named(asked: tuple[Asked, ...]) -> None:
    missing = measure(asked, GROUNDS, Digest(), LIKE, {}).missing
    assert missing == {"b": ("Werkbank 30 Taler",), "c": ("Werkbank 20 Taler",)}


def test_a_fact_in_an_answer_that_cites_nothing_that_decides_needs_its_very_words() -> None:
    elsewhere = replace(CASES[0], places=(PLACES.read("ÜbG § 7"),), facts=("Kosten der Werkbank",))
    wanted = {"here": replace(elsewhere, places=CASES[0].places), "elsewhere": elsewhere}
    found = {
        name: measure(ask(DESK, (each,)), GROUNDS, Digest(), LIKE, {}).facts["plain"].said.mean
        for name, each in wanted.items()
    }
    assert found == {"here": 1.0, "elsewhere": 0.0}


def test_what_may_be_forbidden_counts_until_somebody_read_it_as_harmless(asked: tuple[Asked, ...]) -> None:
    said = measure(asked, GROUNDS, Digest(), LIKE, {})
    assert (said.with_never, said.forbidden) == (2, 1)
    assert {(found.case, found.sentence) for found in said.suspects} == {("b", PLAIN[0][0]), ("b", EASY[0][0])}
    harmless = {("b", hash_of(found.sentence)): False for found in said.suspects}
    assert measure(asked, GROUNDS, Digest(), LIKE, harmless).forbidden == 0
    assert measure(asked, GROUNDS, Digest(), LIKE, {**harmless, ("b", hash_of(PLAIN[0][0])): True}).forbidden == 1
    assert measure(asked, GROUNDS, Digest(), LIKE, {("a", key): no for (_, key), no in harmless.items()}).forbidden == 1


def test_a_ruling_on_a_person_is_named_with_its_case_and_level() -> None:
    ruled = {Level.FACH: answer(Level.FACH, ("Sie haben Anspruch auf eine Werkbank.", BENCH))}
    said = measure(ask(Desk({"Frage a": ruled}), CASES[:1]), GROUNDS, Digest(), LIKE, {})
    assert said.rulings == ("a fach: Sie haben Anspruch",)


# --- Citations ---


def test_a_whole_answer_has_no_faults() -> None:
    assert [fault for each in BOTH.values() for fault in faults_of(each, GROUNDS)] == []


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"quote": "Wer gern werkt, bekommt zwei Plätze."}, "Das Zitat steht so nicht"),
        ({"quote": ""}, "Das Zitat steht so nicht"),
        ({"passage_id": "p9"}, "nicht im Index"),
        ({"pinpoint": "ÜbG Paragraf vier"}, "ÜbG Paragraf vier: "),
        ({"url": "https://example.org/anderswo"}, "nicht die Adresse"),
        ({"n": 7}, "Die Nummer 1 führt zu keiner Quelle."),
        ({"n": 2}, "Eine Nummer steht vor zwei Quellen."),
    ],
)
def test_each_fault_of_a_citation_is_told(broken: Mapping[str, object], told: str) -> None:
    whole = BOTH[Level.STANDARD]
    first, second = whole.sources
    faulty = replace(whole, sources=(replace(first, **broken), second))  # type: ignore[arg-type]
    assert any(told in fault for fault in faults_of(faulty, GROUNDS))


def test_a_sentence_without_a_citation_is_a_fault() -> None:
    bare = replace(BOTH[Level.STANDARD], answer=(Said("Alles ist gut.", ()),))
    assert list(faults_of(bare, GROUNDS)) == ["Ohne Beleg: „Alles ist gut.“"]


# --- Leichter ---


@pytest.mark.parametrize(
    ("fact", "easy", "left_out", "told"),
    [
        ("Werkbank 20 Taler", EASY, "", []),
        ("keine Lampe am Platz", EASY, "", []),
        ("Werkbank 20 Taler", (("Eine Werkbank kostet Geld.", BENCH),), "", ["die Zahl 20 in „Werkbank 20 Taler“"]),
        ("Werkbank 20 Taler", (("Eine Werkbank kostet Geld.", BENCH),), "der Preis: 20 Taler", []),
        (
            "keine Lampe am Platz",
            (("Zum Platz gehört eine Lampe.", LAMP),),
            "",
            ["die Verneinung in „keine Lampe am Platz“"],
        ),
    ],
)
def test_what_leichter_loses_of_a_fact_is_told(
    fact: str, easy: Sequence[tuple[str, str]], left_out: str, told: Sequence[str]
) -> None:
    assert list(lost(fact, BOTH[Level.STANDARD], answer(Level.LEICHTER, *easy), LIKE, PLACES, left_out)) == told


def test_a_proof_that_leichter_does_not_cite_is_lost() -> None:
    bare = replace(BOTH[Level.LEICHTER], sources=())
    assert list(lost("Werkbank 20 Taler", BOTH[Level.STANDARD], bare, LIKE, PLACES, "")) == [
        "der Beleg ÜbG § 4 für „Werkbank 20 Taler“"
    ]


def test_what_authors_left_out_is_found_by_topic_and_by_place() -> None:
    texts = dict.fromkeys(Level, Text((Line("Werkbank.", (PLACES.read(BENCH),)),)))
    topic = Topic("werkbank", "Werkbank?", "", date(2026, 1, 1), texts, {}, (), left_out=("20 Taler",))
    other = replace(topic, id="hobel", left_out=("30 Taler",))
    statement = Statement(PLACES.read(LAMP), "x", "x", date(2026, 1, 1), left_out=("die Lampe",))
    digest = Digest((statement,), (topic, other))
    assert left_out_of(BOTH[Level.STANDARD], digest) == "20 Taler; die Lampe"


def test_facts_kept_are_those_that_standard_says(asked: tuple[Asked, ...]) -> None:
    assert measure(asked, GROUNDS, Digest(), LIKE, {}).kept.facts == 3
    worse = {**BOTH, Level.LEICHTER: answer(Level.LEICHTER, ("Eine Werkbank kostet Geld.", BENCH), EASY[1])}
    kept = measure(ask(Desk({"Frage a": worse}), CASES[:1]), GROUNDS, Digest(), LIKE, {}).kept
    assert (kept.facts, kept.kept) == (2, 1)
    assert kept.lost == ("a: die Zahl 20 in „Werkbank 20 Taler“",)


# --- Reading ---


def test_sentences_are_drawn_once_with_a_sheet_to_read_and_kept_without_the_texts(
    asked: tuple[Asked, ...], tmp_path: Path
) -> None:
    drawn = draw(asked, "test", 10)
    assert {each.sentence for each, _ in drawn} == {hash_of(text) for text, _ in PLAIN}
    assert any(PLAIN[0][0] in sheet and FIRST[:52] in sheet for _, sheet in drawn)
    write_support((each for each, _ in drawn), tmp_path)
    assert read_support(tmp_path) == tuple(each for each, _ in drawn)
    assert "Lampe" not in "".join(file.read_text("utf-8") for file in tmp_path.iterdir())
    assert read_support(tmp_path / "nowhere") == ()


def read_as(drawn: Drawn, *, supports: bool, whole: bool) -> Drawn:
    return replace(drawn, cited=tuple(replace(each, verdict=supports) for each in drawn.cited), whole=whole)


def test_what_readers_found_is_counted_and_so_is_what_is_still_said(asked: tuple[Asked, ...]) -> None:
    one, other = (each for each, _ in draw(asked, "test", 10))
    read = (read_as(one, supports=True, whole=True), read_as(other, supports=True, whole=False))
    found = supported((*read, replace(one, whole=None)), asked)
    assert found is not None
    assert (found.drawn, found.sentences, found.pairs, found.today) == (3, 2, 2, 2)
    assert (found.precision.mean, found.recall.mean) == (1.0, 0.5)
    changed = supported((replace(read[0], sentence=hash_of("etwas anderes")), read[1]), asked)
    assert changed is not None
    assert changed.today == 1
    assert supported((one, other), asked) is None


def test_drawing_again_keeps_what_was_read_of_what_has_not_changed(asked: tuple[Asked, ...]) -> None:
    one, other = (each for each, _ in draw(asked, "test", 10))
    read = read_as(one, supports=True, whole=True)
    assert with_verdicts(one, (read,)) == read
    assert with_verdicts(other, (read,)) == other
    quoted = replace(read, cited=tuple(replace(each, quote=hash_of("etwas anderes")) for each in read.cited))
    assert with_verdicts(one, (quoted,)) == one


# --- As it is shown ---


def test_the_section_shows_what_was_measured(asked: tuple[Asked, ...]) -> None:
    section = answer_section(measure(asked, GROUNDS, Digest(), LIKE, {}), AGREED, None, {"plain": "einfach"})
    lines = list(shown(section))
    assert any(line.split()[:3] == ["einfach", "2", "0.500"] for line in lines)
    assert any(line.split()[-3:] == ["einfach", "4", "0.500"] for line in lines)
    assert any("1 von 2 Fragen mit Verbotenem" in line for line in lines)
    assert "Forbidden said: 1 of 2" in section.logged
    assert PLAIN[0][0] not in str(section.figures)
    assert section.figures["missing"] == {"b": ("Werkbank 30 Taler",), "c": ("Werkbank 20 Taler",)}


def test_what_is_missing_and_what_is_to_be_read_is_listed(asked: tuple[Asked, ...]) -> None:
    read = {("b", hash_of(EASY[0][0])): False}
    lines = list(to_read(measure(asked, GROUNDS, Digest(), LIKE, read)))
    assert lines[:2] == ["fehlt  b  Werkbank 30 Taler", "fehlt  c  Werkbank 20 Taler"]
    (line,) = lines[2:]
    assert hash_of(PLAIN[0][0]) in line
    assert PLAIN[0][0] in line


def test_the_same_cases_are_picked_at_every_run_and_shown_with_their_sources() -> None:
    cases = [case(f"{n:02}") for n in range(30)]
    picked = pick(cases, "plain", 5)
    assert picked == pick(cases[::-1], "plain", 5)
    assert len(set(picked)) == 5
    assert pick(cases, "formal", 5) == ()
    noticed = replace(BOTH[Level.STANDARD], notices=(Notice("disclaimer", "Keine Rechtsberatung."),))
    lines = list(as_read(picked[0], noticed))
    assert lines[0].endswith(picked[0].question)
    assert f"  {PLAIN[1][0]} [2]" in lines
    assert f"  [2] {LAMP} ({LAW.url})" in lines
    assert "  Hinweis: Keine Rechtsberatung." in lines
    assert any("0800 123" in line for line in as_read(picked[0], unanswered(Level.STANDARD, Status.SIGNPOST)))
