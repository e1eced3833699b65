"""A real small law, built into a real index, answers through the same parts that are served."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.embedding import HashEmbedder
from corpus.entries import Line
from corpus.generation import MANIFEST, current
from corpus.nouns import Edition, Level, Passage, Pinpoint, Unit, Wording
from corpus.situations import LANGUAGES, Group, Situation
from ingest.build import BuildFacts, build
from ingest.cut import cut
from ingest.gii import read_gii
from service.app import create_app
from service.authored import Authored
from service.care import LETTER_CHECK
from service.fixed import guided_by
from service.live import Live, Unusable
from service.parts import Parts, open_parts
from service.reply import GuidedBy, Status
from service.situated import Titled
from service.views import Answers, UnknownNorm, norm_view
from tests.sample import DIGEST, SOURCE, law_zip
from tests.served import GUIDED

EMBEDDER = HashEmbedder(128)
EDITION = Edition("uebg", "a" * 64, date(2026, 1, 5), datetime(2026, 2, 1, tzinfo=UTC), "Datei")
AUTHORED = Authored((SOURCE,), DIGEST)
QUESTION = "Wie viel Wochenlohn bekommen Lehrlinge?"


def official() -> tuple[Passage, ...]:
    return cut(read_gii(law_zip(), SOURCE).blocks, SOURCE.id, EDITION.sha256, Wording.OFFICIAL)


def built(folder: Path, version: int = 1) -> Path:
    facts = BuildFacts(f"{version}" * 12, "test", (SOURCE.id,), (EDITION,), "digest")
    return build(folder, official(), EMBEDDER, facts, lambda _done, _of: None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def parts(folder: Path) -> Parts:
    return open_parts(folder, EMBEDDER, AUTHORED)


@pytest.mark.parametrize("level", Level)
def test_every_sentence_is_cited_and_every_quote_stands_in_the_law(parts: Parts, level: Level) -> None:
    answer = parts.answer(QUESTION, level)
    texts = {passage.id: passage.text for passage in official()}
    assert answer.status is Status.ANSWERED
    assert all(said.citations for said in answer.answer)
    assert all(proof.quote in texts[proof.passage_id] for proof in answer.sources)


def test_a_norm_is_read_by_paragraph_sentence_and_number(parts: Parts) -> None:
    norm = parts.norm("uebg", "2")
    assert norm.heading == "Lohn für Lehrlinge"
    assert norm.url == "https://www.gesetze-im-internet.de/uebg/__2.html"
    first, second = norm.paragraphs
    assert [sentence.n for sentence in first.sentences] == ["1", "2"]
    assert first.sentences[1].text.strip() == "Der Wochenlohn wird freitags gezahlt."
    numbers = second.sentences[0].numbers
    assert [number.place.number for number in numbers] == ["1", "2"]
    assert "Werkzeug" in second.sentences[0].text[numbers[0].start : numbers[0].end]


def test_the_sentences_of_a_norm_are_its_whole_text(parts: Parts) -> None:
    for section in ("1", "2", "3"):
        shown = [s.text for paragraph in parts.norm("uebg", section).paragraphs for s in paragraph.sentences]
        wording = [p.text for p in official() if f"§ {section}" in str(p.place)]
        assert "".join(shown) == "".join(wording)


@pytest.mark.parametrize(("law", "section"), [("uebg", "99"), ("fehlt", "1"), ("uebg", "")])
def test_what_is_not_loaded_is_unknown(parts: Parts, law: str, section: str) -> None:
    with pytest.raises(UnknownNorm):
        parts.norm(law, section)


def test_the_sample_finds_its_place(parts: Parts) -> None:
    sample = parts.sample()
    assert sample.pinpoint == "ÜbG § 1"
    assert any(found.proof.pinpoint.startswith(sample.pinpoint) for found in parts.search(sample.question, 10))


def test_the_sources_say_how_much_of_them_is_loaded(parts: Parts) -> None:
    (view,) = parts.sources()
    assert (view.as_of, view.passages) == (EDITION.as_of, len(official()))


def test_the_situations_are_those_of_the_digest(folder: Path) -> None:
    words = dict.fromkeys(LANGUAGES, "Lehre")
    groups = (Group(words, (DIGEST.topics[0].id,)),)
    digest = replace(DIGEST, situations=(Situation("lehre", words, words, groups),))
    (view,) = open_parts(folder, EMBEDDER, Authored((SOURCE,), digest)).situations()
    assert view.groups[0].topics == (Titled(DIGEST.topics[0].id, DIGEST.topics[0].title),)


@pytest.mark.parametrize("harm", ["manifest", "database", "embedder"])
def test_what_cannot_serve_says_so_in_german(tmp_path: Path, harm: str) -> None:
    folder = built(tmp_path)
    if harm == "manifest":
        (folder / MANIFEST).write_text("{", "utf-8")
    if harm == "database":
        (folder / "chroma.sqlite3").unlink()
    embedder = HashEmbedder(64) if harm == "embedder" else EMBEDDER
    with pytest.raises(Unusable, match=r"Index.*python -m ingest"):
        open_parts(folder, embedder, AUTHORED)


def test_the_service_takes_over_a_newly_built_index_between_two_questions(tmp_path: Path) -> None:
    built(tmp_path, 1)
    live: Live[Answers] = Live(
        lambda: current(tmp_path), lambda folder: open_parts(folder, EMBEDDER, AUTHORED), lambda: 0.0, lambda _: None
    )
    with TestClient(create_app(live, ["testserver"], "0")) as client:
        before = client.post("/api/v1/ask", json={"question": QUESTION}).json()
        built(tmp_path, 2)
        live.check()
        after = client.post("/api/v1/ask", json={"question": QUESTION}).json()
        ready = client.get("/readyz")
        page = client.post("/", data={"question": QUESTION}).text
        norm = client.get("/api/v1/norms/uebg/2")
    assert before["provenance"]["index"] == "1" * 12
    assert after["provenance"]["index"] == "2" * 12
    assert ready.status_code == 200
    assert norm.status_code == 200
    assert "/norm/uebg/2#abs-1-satz-1" in page


def test_a_paragraph_in_two_passages_is_shown_as_one() -> None:
    place = Pinpoint("ÜbG", "7", "1")
    first, second = "(1) Wer übt, darf rasten. ", "Wer rastet, darf singen."
    one = Passage("a", "uebg", "e", 0, place, (), first, (Unit(replace(place, sentence="1"), 4, 25),), Wording.OFFICIAL)
    two = replace(one, id="b", position=1, text=second, units=(Unit(replace(place, sentence="2"), 0, len(second)),))
    (paragraph,) = norm_view((one, two), SOURCE, "7", EDITION.as_of, SOURCE.url).paragraphs
    assert [(sentence.n, sentence.text) for sentence in paragraph.sentences] == [("1", first), ("2", second)]


WRITTEN = date(2026, 1, 7)
NOWHERE = Pinpoint("ÜbG", "88")
LETTERS = replace(GUIDED, id=LETTER_CHECK, title="Ein Brief", as_of=WRITTEN, file="pruefwege/brief.toml")


def test_the_lines_of_a_guided_check_are_proven_by_the_law_and_else_are_a_summary(folder: Path) -> None:
    parts = open_parts(folder, EMBEDDER, Authored((SOURCE,), replace(DIGEST, checks=(LETTERS,))))
    checks = parts.checks()
    lines = (Line("Geld kommt.", (Pinpoint("ÜbG", "2", "1", "1"),)), Line("Was hier fehlt, gilt auch.", (NOWHERE,)))
    said, proofs = checks.prove(LETTERS.file, lines)
    assert (checks.all, checks.titles) == ((LETTERS,), {"werkzeug-kosten": "Wer zahlt das Werkzeug?"})
    assert [each.citations for each in said] == [(1,), (2,)]
    assert proofs[0].wording is Wording.OFFICIAL
    assert "20 Talern" in proofs[0].quote
    own = proofs[1]
    assert (own.wording, own.quote, own.as_of) == (Wording.DIGEST, "Was hier fehlt, gilt auch.", WRITTEN)
    assert own.pinpoint == "ÜbG § 88"


def test_an_answer_to_a_personal_case_carries_its_guided_check_and_the_notice(folder: Path) -> None:
    parts = open_parts(folder, EMBEDDER, Authored((SOURCE,), replace(DIGEST, checks=(LETTERS,))))
    led = parts.answer("mein antrag wurde abgelehnt", Level.STANDARD)
    assert led.guided == GuidedBy(LETTER_CHECK, "Ein Brief")
    told = [notice.text for notice in led.notices if notice.code == "guided_check"]
    assert [text.endswith(f" /pruefwege/{LETTER_CHECK}") for text in told] == [True]
    plain = parts.answer(QUESTION, Level.STANDARD)
    assert (plain.guided, [n for n in plain.notices if n.code == "guided_check"]) == (None, [])
    in_need = parts.answer("mein antrag wurde abgelehnt, ich will nicht mehr leben", Level.STANDARD)
    assert in_need.guided is None
    assert in_need.notices[0].code == "crisis"


def test_a_notice_on_a_guided_check_is_known_when_it_comes_back(folder: Path) -> None:
    parts = open_parts(folder, EMBEDDER, Authored((SOURCE,), replace(DIGEST, checks=(LETTERS,))))
    texts = parts.checker().texts
    assert texts.fixed(guided_by(GuidedBy(LETTER_CHECK, "Ein Brief")))
    assert not texts.fixed(guided_by(GuidedBy("anderswo", "Ein Brief")))
