"""From a question to an answer on a small law: what is said, proven, asked back, and not said."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.embedding import HashEmbedder
from corpus.entries import Asked, Digest, Line, Statement, Term, Text
from corpus.index import PassageIndex
from corpus.nouns import Edition, Level, Pinpoint, Wording
from corpus.pinpoint.laws import laws_of
from corpus.places import Places, paragraph_of
from corpus.superseded import Superseded
from ingest.authored import passages_of, paths_of
from ingest.build import BuildFacts, build
from ingest.cut import cut
from ingest.gii import read_gii
from service.answer import Answerer
from service.authored import Authored
from service.choose import Chooser, asks_for_norm_only
from service.conversation import Conversation
from service.hear import Hearing
from service.langchain_retriever import LotseRetriever
from service.language import Languages
from service.opening import Opening
from service.reply import Answer, Status, Turn
from service.retrieve import CitedByTopics, Retriever, law_meaning, own_meaning, words
from service.topics import TOPIC_NEAR, TopicFinder
from tests.sample import DIGEST, SOURCE, STATEMENTS, TOPIC, law_zip

EMBEDDER = HashEmbedder(256)
LANGUAGES = Languages()
AS_OF = date(2026, 1, 5)
EDITION = Edition("uebg", "a" * 64, date(2026, 1, 5), datetime(2026, 2, 1, tzinfo=UTC), "Datei")
ASKED = (Asked(Pinpoint("ÜbG", "3", "1"), {"colloquial": ("wann darf ich blau machen", "wie oft blau machen")}),)
WAGE = "Wie viel Wochenlohn bekommen Lehrlinge?"


def retriever_of(index: PassageIndex) -> Retriever:
    cited = CitedByTopics(TopicFinder(index.passages, index.places), {TOPIC.id: TOPIC.places()}, index.places)
    hearing = Hearing(index, EMBEDDER, index.words, index.spelling)
    return Retriever(index, hearing, laws_of((SOURCE,)), (law_meaning, own_meaning, words, cited))


def answerer_of(retriever: Retriever, digest: Digest = DIGEST, superseded: tuple[Superseded, ...] = ()) -> Answerer:
    finder = TopicFinder(retriever.passages, retriever.places)
    authored = Authored((SOURCE,), digest, superseded)
    return Answerer(retriever, Chooser(EMBEDDER, retriever.words), Opening(EMBEDDER), finder, LANGUAGES, authored)


def index_of(folder: Path, with_law: bool, digest: Digest = DIGEST) -> PassageIndex:
    reading = read_gii(law_zip(), SOURCE)
    official = cut(reading.blocks, SOURCE.id, EDITION.sha256, Wording.OFFICIAL) if with_law else ()
    told = passages_of(digest, ASKED, (SOURCE,), paths_of(reading.blocks) if with_law else {}, "digest")
    facts = BuildFacts("f" * 64, "test", (SOURCE.id,), (EDITION,) if with_law else (), "digest")
    return PassageIndex(build(folder, (*official, *told), EMBEDDER, facts, lambda _done, _of: None), EMBEDDER.name)


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    return retriever_of(index_of(tmp_path_factory.mktemp("law"), with_law=True))


@pytest.fixture(scope="module")
def answerer(retriever: Retriever) -> Answerer:
    return answerer_of(retriever)


@pytest.fixture(scope="module")
def without_law(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer_of(retriever_of(index_of(tmp_path_factory.mktemp("digest"), with_law=False)))


def codes(answer: Answer) -> list[str]:
    return [notice.code for notice in answer.notices]


@pytest.mark.parametrize(
    ("level", "said"),
    [
        (Level.STANDARD, "Lehrlinge erhalten in jeder Woche 20 Taler Lohn."),
        (Level.LEICHTER, "Lehrlinge bekommen Geld. Sie bekommen 20 Taler in der Woche."),
        (Level.FACH, "Lehrlinge bekommen einen Wochenlohn von 20 Talern."),
    ],
)
def test_the_direct_sentence_comes_first_worded_for_its_level(answerer: Answerer, level: Level, said: str) -> None:
    answer = answerer.answer(WAGE, level)
    assert answer.status is Status.ANSWERED
    assert answer.answer[0].text == said
    proof = answer.sources[answer.answer[0].citations[0] - 1]
    assert proof.pinpoint == "ÜbG § 2 Abs. 1 Satz 1"
    assert proof.quote == "Lehrlinge bekommen einen Wochenlohn von 20 Talern."
    assert (proof.wording, proof.as_of) == (Wording.OFFICIAL, date(2026, 1, 5))


def test_proofs_are_numbered_in_the_order_of_the_sentences(answerer: Answerer) -> None:
    answer = answerer.answer(WAGE, Level.STANDARD)
    assert [proof.n for proof in answer.sources] == list(range(1, len(answer.sources) + 1))
    assert list(dict.fromkeys(n for said in answer.answer for n in said.citations)) == [p.n for p in answer.sources]


def test_the_id_tells_index_level_and_passages_and_nothing_of_the_question(answerer: Answerer) -> None:
    answer = answerer.answer(WAGE, Level.LEICHTER)
    fingerprint, level, *passages = answer.id.split(".")
    assert (fingerprint, level) == ("f" * 12, "leichter")
    assert passages == list(dict.fromkeys(proof.passage_id for proof in answer.sources))
    assert answer == answerer.answer(WAGE, Level.LEICHTER)


def test_without_the_law_the_digest_proves_itself(without_law: Answerer) -> None:
    answer = without_law.answer("Wie viel Lohn erhalten Lehrlinge in der Woche?", Level.STANDARD)
    assert answer.answer[0].text == answer.sources[0].quote == STATEMENTS[0].standard
    assert (answer.sources[0].wording, answer.sources[0].as_of) == (Wording.DIGEST, STATEMENTS[0].as_of)
    assert answer.sources[0].url == "https://www.gesetze-im-internet.de/uebg/__2.html"


def test_a_named_number_is_answered_with_that_number(answerer: Answerer) -> None:
    answer = answerer.answer("Was steht in § 2 Abs. 2 Nr. 2 ÜbG?", Level.STANDARD)
    assert [proof.pinpoint for proof in answer.sources] == ["ÜbG § 2 Abs. 2 Nr. 2"]
    assert answer.sources[0].quote == "den Weg zur Werkstatt."


def test_a_named_norm_is_answered_whole_in_the_order_of_the_law(answerer: Answerer) -> None:
    answer = answerer.answer("Was steht in § 3 ÜbG?", Level.STANDARD)
    assert [proof.pinpoint for proof in answer.sources] == ["ÜbG § 3 Abs. 1", "ÜbG § 3 Abs. 2"]


def test_a_norm_that_is_not_there_is_not_covered_and_named(answerer: Answerer) -> None:
    answer = answerer.answer("Was steht in § 99 ÜbG?", Level.STANDARD)
    assert (answer.status, answer.answer, answer.sources) == (Status.NOT_COVERED, (), ())
    assert "ÜbG § 99" in answer.notices[0].text
    assert answer.redirect is not None


def test_what_is_about_something_else_is_not_answered(answerer: Answerer) -> None:
    answer = answerer.answer("Wann fährt morgen der Zug nach Hamburg?", Level.STANDARD)
    assert answer.status is Status.NOT_COVERED
    assert answer.parts[0].redirect == answer.redirect


def test_a_question_in_another_language_is_declined_in_it_and_told_who_helps(answerer: Answerer) -> None:
    answer = answerer.answer("How much money do Lehrlinge get in a week, and who pays it?", Level.STANDARD)
    assert (answer.status, answer.answer, answer.sources, answer.clarify) == (Status.SIGNPOST, (), (), None)
    assert codes(answer) == ["language", "disclaimer"]
    assert answer.notices[0].text.startswith("I can only answer in German.")
    assert answer.redirect is not None
    assert answer.redirect.url == "https://www.teilhabeberatung.de"


def test_what_is_half_understood_is_asked_back(answerer: Answerer) -> None:
    answer = answerer.answer("Urlaub Lohn Hammer", Level.STANDARD)
    assert answer.status is Status.CLARIFY
    assert answer.clarify is not None
    assert 2 <= len(answer.clarify.choices) <= 4
    again = answerer.answer(answer.clarify.choices[0].question, Level.STANDARD)
    assert again.status is Status.ANSWERED


def test_former_law_is_said_to_be_former_and_todays_with_it(answerer: Answerer) -> None:
    answer = answerer.answer("Betrug der Lohn der Lehrlinge bis Ende 2020 nur 12 Taler?", Level.STANDARD)
    assert [said.text for said in answer.answer[:2]] == [STATEMENTS[1].standard, STATEMENTS[0].standard]
    assert [proof.wording for proof in answer.sources[:2]] == [Wording.DIGEST, Wording.OFFICIAL]
    assert "former_law" in codes(answer)


@pytest.mark.parametrize("question", [WAGE, "Was steht in § 2 ÜbG?", "Wie viele Taler Lohn bekommen Lehrlinge?"])
def test_former_law_is_not_said_beside_what_was_asked(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question, Level.STANDARD)
    assert answer.status is Status.ANSWERED
    assert STATEMENTS[1].standard not in [said.text for said in answer.answer]


def test_superseded_wording_is_not_said_without_what_holds(retriever: Retriever) -> None:
    entry = Superseded(Pinpoint("ÜbG", "2", "1"), Pinpoint("ÜbG", "2", "2", number="2"), "Der Lohn steht anderswo.")
    told = answerer_of(retriever, superseded=(entry,))
    answer = told.answer(WAGE, Level.STANDARD)
    assert [proof.pinpoint for proof in answer.sources] == ["ÜbG § 2 Abs. 2 Nr. 2"]
    named = told.answer("Wie viel Wochenlohn bekommen Lehrlinge nach § 2 Abs. 1 ÜbG?", Level.STANDARD)
    assert [proof.pinpoint for proof in named.sources[:2]] == ["ÜbG § 2 Abs. 2 Nr. 2", "ÜbG § 2 Abs. 1 Satz 1"]
    assert [notice.text for notice in answer.notices if notice.code == "superseded"] == ["Der Lohn steht anderswo."]
    other = told.answer("Was steht in § 3 ÜbG?", Level.FACH)
    assert "superseded" not in codes(other)


@pytest.mark.parametrize(("level", "expected"), [(Level.LEICHTER, True), (Level.STANDARD, False)])
def test_the_easier_level_says_that_nobody_checked_it(answerer: Answerer, level: Level, expected: bool) -> None:
    assert ("leichter_unchecked" in codes(answerer.answer(WAGE, level))) is expected
    assert "disclaimer" in codes(answerer.answer(WAGE, level))


def test_a_text_without_an_easier_form_is_named_as_such(answerer: Answerer) -> None:
    assert "not_simpler" in codes(answerer.answer("Wie viele Tage Urlaub nach einem Jahr?", Level.LEICHTER))


def test_search_returns_one_result_a_paragraph_best_first(answerer: Answerer) -> None:
    found = answerer.search("Wochenlohn Lehrlinge Taler", 3)
    assert found[0].proof.pinpoint.startswith("ÜbG § 2 Abs. 1")
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)
    places = [f.proof.pinpoint.partition(" Satz")[0] for f in found]
    assert len(set(places)) == len(places) == 3


def test_a_statement_that_is_found_leads_to_the_law(retriever: Retriever) -> None:
    (match, *_) = retriever.find("wöchentlich Geld: Früher war der Lohn kleiner", 1)
    assert match.passage.wording is Wording.OFFICIAL
    assert str(match.passage.place) == "ÜbG § 2 Abs. 1"


def test_a_named_norm_stands_first_whatever_the_words_say(retriever: Retriever) -> None:
    (match, *_) = retriever.find("§ 3 Abs. 2 ÜbG Wochenlohn der Lehrlinge", 3)
    assert str(match.passage.place) == "ÜbG § 3 Abs. 2"
    assert match.score > 1


def test_a_paragraph_is_found_by_what_people_ask_there_though_neither_law_nor_statement_says_it(
    retriever: Retriever,
) -> None:
    (match, *_) = retriever.find("wann darf ich blau machen", 1)
    assert str(match.passage.place) == "ÜbG § 3 Abs. 1"
    assert "blau" not in match.passage.text


def test_a_misspelt_question_finds_the_same(retriever: Retriever) -> None:
    (match, *_) = retriever.find("Wochenlon der Lehrlnge", 1)
    assert str(match.passage.place) == "ÜbG § 2 Abs. 1"


def test_what_people_ask_is_never_quoted(without_law: Answerer) -> None:
    for question in ("wann darf ich blau machen", "wie oft darf ich blau machen im jahr"):
        answer = without_law.answer(question, Level.STANDARD)
        assert not any("blau" in proof.quote for proof in answer.sources)


def test_a_paragraph_is_the_place_without_its_sentences() -> None:
    assert paragraph_of(Pinpoint("ÜbG", "2", "1", "2", "3", "a")) == Pinpoint("ÜbG", "2", "1")


@pytest.mark.parametrize(
    ("question", "only"),
    [("Was steht in § 2 ÜbG?", True), ("§ 2", True), ("§ 2 Wochenlohn", False), ("Was regelt § 2 zum Urlaub?", False)],
)
def test_asking_for_a_norm_is_told_from_asking_about_it(question: str, only: bool) -> None:
    assert asks_for_norm_only(question, [Pinpoint("ÜbG", "2")]) is only


def test_langchain_gets_the_same_matches_as_documents(retriever: Retriever) -> None:
    documents = LotseRetriever(retriever=retriever, k=2).invoke(WAGE)
    matches = retriever.find(WAGE, 2)
    assert [d.page_content for d in documents] == [m.passage.text for m in matches]
    assert documents[0].metadata["pinpoint"] == "ÜbG § 2 Abs. 1"
    assert documents[0].id == matches[0].passage.id


def test_a_question_in_the_words_of_a_topic_is_answered_by_it(answerer: Answerer) -> None:
    answer = answerer.answer("muss ich den hammer selber kaufen", Level.STANDARD)
    assert [said.text for said in answer.answer] == [line.text for line in TOPIC.lines(Level.STANDARD)]
    assert [proof.pinpoint for proof in answer.sources] == ["ÜbG § 2 Abs. 2 Nr. 1", "ÜbG § 2 Abs. 1 Satz 1"]
    assert answer.sources[0].quote == "das Werkzeug und"
    assert TOPIC.id in answer.id
    assert f"„{TOPIC.title}“" in next(n.text for n in answer.notices if n.code == "understood")


def test_a_topic_is_said_at_its_level_and_to_counsellors_with_what_is_open(answerer: Answerer) -> None:
    easy = answerer.answer(TOPIC.title, Level.LEICHTER)
    assert [said.text for said in easy.answer] == [line.text for line in TOPIC.lines(Level.LEICHTER)]
    assert "leichter_unchecked" in codes(easy)
    expert = [said.text for said in answerer.answer(TOPIC.title, Level.FACH).answer]
    standard = TOPIC.texts[Level.STANDARD]
    assert expert == ["Kostenträger ist der Meister.", standard.open[0].text, standard.next[0].text]


def test_a_place_with_another_wording_than_when_it_was_written_is_said_to_be_stale(answerer: Answerer) -> None:
    answer = answerer.answer(TOPIC.title, Level.FACH)
    assert {proof.pinpoint: proof.stale for proof in answer.sources} == {
        "ÜbG § 2 Abs. 2 Nr. 1": False,
        "ÜbG § 3 Abs. 1": True,
        "ÜbG § 2 Abs. 1 Satz 1": False,
    }
    assert codes(answer)[0] == "stale"
    assert "stale" not in codes(answerer.answer(TOPIC.title, Level.STANDARD))


def test_without_the_law_a_topic_is_proven_by_the_statement_or_by_itself(without_law: Answerer) -> None:
    answer = without_law.answer(TOPIC.title, Level.STANDARD)
    assert [(p.pinpoint, p.wording, p.quote) for p in answer.sources] == [
        ("ÜbG § 2 Abs. 2 Nr. 1", Wording.DIGEST, TOPIC.lines(Level.STANDARD)[0].text),
        ("ÜbG § 2 Abs. 2 Nr. 1", Wording.DIGEST, TOPIC.lines(Level.STANDARD)[1].text),
        ("ÜbG § 2 Abs. 1 Satz 1", Wording.DIGEST, STATEMENTS[0].standard),
    ]
    assert {p.as_of for p in answer.sources} == {TOPIC.as_of}


def test_a_topic_does_not_answer_a_question_on_a_norm_that_it_does_not_cite(answerer: Answerer) -> None:
    answer = answerer.answer("Wer zahlt das Werkzeug nach § 1 ÜbG?", Level.STANDARD)
    assert TOPIC.id not in answer.id
    assert {proof.pinpoint for proof in answer.sources} <= {"ÜbG § 1 Satz 1", "ÜbG § 1 Satz 2"}


def test_what_a_norm_says_is_answered_by_the_norm_even_where_a_topic_that_rests_on_it_is_near(tmp_path: Path) -> None:
    question = "Was steht in § 2 Abs. 2 ÜbG?"
    digest = replace(DIGEST, topics=(replace(TOPIC, ways={"formal": (question,)}),))
    retriever = retriever_of(index_of(tmp_path, with_law=True, digest=digest))
    near = TopicFinder(retriever.passages, retriever.places).near(retriever.hear(question))
    assert near[0].nearness > TOPIC_NEAR
    answerer = answerer_of(retriever, digest)
    answer = answerer.answer(question, Level.STANDARD)
    assert answer.status is Status.ANSWERED
    assert TOPIC.id not in answer.id
    assert "understood" not in codes(answer)
    assert answer.follow_ups == (TOPIC.title,)


def test_a_norm_that_is_too_long_to_be_said_whole_says_so(answerer: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    question = "Was steht in § 2 ÜbG?"
    whole = answerer.answer(question, Level.STANDARD)
    assert "not_whole" not in codes(whole)
    monkeypatch.setattr("service.choose.WHOLE_NORM", len(whole.answer) - 1)
    assert "not_whole" in codes(answerer.answer(question, Level.STANDARD))


@pytest.mark.parametrize(
    "question", ["Was ist ein Taler?", "was heißt denn taler", "Was bedeutet Talern", "Taler was ist das"]
)
def test_a_question_for_a_term_is_answered_from_the_glossary(retriever: Retriever, question: str) -> None:
    texts = {
        level: (Line("Ein Taler ist eine Münze.", (Pinpoint("ÜbG", "2", "1", "1"),)),)
        for level in (Level.STANDARD, Level.LEICHTER)
    }
    digest = replace(DIGEST, terms=(Term("Taler", ("Geldstück",), texts),))
    answerer = answerer_of(retriever, digest)
    answer = answerer.answer(question, Level.FACH)
    assert [said.text for said in answer.answer] == ["Ein Taler ist eine Münze."]
    assert answer.sources[0].quote == "Lehrlinge bekommen einen Wochenlohn von 20 Talern."
    assert answerer.answer("Was ist der Taler wert?", Level.FACH).id != answer.id


def test_to_counsellors_the_words_of_the_law_are_said_once(answerer: Answerer) -> None:
    said = [said.text for said in answerer.answer("Was steht in § 2 ÜbG?", Level.FACH).answer]
    assert not any(one != other and one in other for one in said for other in said)


def test_where_a_statement_says_what_the_law_says_today_it_is_told_first_with_its_proof(retriever: Retriever) -> None:
    today = Line("Das Werkzeug zahlt der Meister.", (Pinpoint("ÜbG", "2", "2", number="1"),))
    unloaded = Line("Das steht anderswo.", (Pinpoint("XG", "9"),))
    first = replace(STATEMENTS[0], today=(today, unloaded))
    digest = replace(DIGEST, statements=(first, *STATEMENTS[1:]), topics=())
    answerer = answerer_of(retriever, digest)
    answer = answerer.answer(WAGE, Level.STANDARD)
    assert [said.text for said in answer.answer[:2]] == [today.text, first.standard]
    assert answer.sources[answer.answer[0].citations[0] - 1].quote == "das Werkzeug und"
    assert "Das steht anderswo." not in [said.text for said in answer.answer]
    assert [proof.n for proof in answer.sources] == list(range(1, len(answer.sources) + 1))


def test_a_choice_that_is_taken_is_answered_by_its_topic_and_not_asked_back(tmp_path: Path) -> None:
    twin = replace(TOPIC, id="werkzeug-wer", title="Wer zahlt das Werkzeug der Lehrlinge?")
    digest = replace(DIGEST, topics=(TOPIC, twin))
    answerer = answerer_of(retriever_of(index_of(tmp_path, with_law=True, digest=digest)), digest)
    for topic in digest.topics:
        assert topic.id in answerer.answer(topic.title, Level.STANDARD).id
        assert topic.id in answerer.answer(f"  {topic.title.rstrip('?').upper()} ", Level.STANDARD).id


TOOL_AND_WAGE = f"{TOPIC.title} {WAGE}"
TRAIN = "Wann fährt morgen der Zug nach Hamburg?"
LEAVE = "Wie viele Tage Urlaub nach einem Jahr?"


def test_several_questions_are_answered_one_by_one_with_common_sources(answerer: Answerer) -> None:
    answer = answerer.answer(TOOL_AND_WAGE, Level.STANDARD)
    tool, wage = answer.parts
    assert (tool.question_index, wage.question_index) == (0, 1)
    assert {tool.status, wage.status, answer.status} == {Status.ANSWERED}
    assert [said.text for said in tool.answer] == [line.text for line in TOPIC.lines(Level.STANDARD)]
    assert [said.text for said in wage.answer] == [STATEMENTS[0].standard]
    assert answer.answer == (*tool.answer, *wage.answer)
    assert [(p.n, p.pinpoint) for p in answer.sources] == [(1, "ÜbG § 2 Abs. 2 Nr. 1"), (2, "ÜbG § 2 Abs. 1 Satz 1")]
    assert wage.answer[0].citations == (2,)
    assert TOPIC.id in answer.id


def test_a_part_has_the_number_of_its_question_where_others_have_no_answer(answerer: Answerer) -> None:
    answer = answerer.answer(f"{TRAIN} {WAGE} {TOPIC.title}", Level.STANDARD)
    assert [part.question_index for part in answer.parts] == [0, 1, 2]
    assert [part.status is Status.ANSWERED for part in answer.parts] == [False, True, True]
    assert answer.status is Status.ANSWERED
    assert "partly" in codes(answer)


def test_words_that_ask_nothing_by_themselves_are_no_part(answerer: Answerer) -> None:
    answer = answerer.answer(f"Und? {WAGE} {TOPIC.title}", Level.STANDARD)
    assert [part.question_index for part in answer.parts] == [1, 2]
    assert "partly" not in codes(answer)


def test_the_same_answer_is_given_once_and_no_question_loses_its_number(answerer: Answerer) -> None:
    answer = answerer.answer(f"{WAGE} {WAGE.replace('viel', 'hohen')} {LEAVE}", Level.STANDARD)
    assert [part.question_index for part in answer.parts] == [0, 2]
    assert [said.text for said in answer.answer] == list(dict.fromkeys(said.text for said in answer.answer))


def test_one_question_with_what_is_told_around_it_is_one_part(answerer: Answerer) -> None:
    alone = answerer.answer(WAGE, Level.STANDARD)
    (part,) = answerer.answer(f"Ich frage für andere. {WAGE} Danke.", Level.STANDARD).parts
    assert part.question_index == 0
    assert part.answer[0] == alone.answer[0]


def test_a_question_that_follows_is_answered_from_what_it_leans_on(answerer: Answerer) -> None:
    assert answerer.follow(WAGE, "wie hoch?", Level.STANDARD).answer[0].text == STATEMENTS[0].standard
    assert answerer.answer("wie hoch?", Level.STANDARD).answer == ()
    (said,) = answerer.follow(WAGE, "und wann wird der gezahlt?", Level.STANDARD).answer
    assert said.text == "Der Wochenlohn wird freitags gezahlt."


@pytest.mark.parametrize(
    ("message", "alone"),
    [
        ("Gilt dieses Gesetz beim Üben für alle Werkstätten des Landes?", True),
        ("Was steht in § 3 ÜbG?", True),
        (TOPIC.title, True),
        ("wer blecht für die zange", True),
        ("und wann wird der gezahlt?", False),
        ("wie hoch", False),
    ],
)
def test_a_message_stands_alone_or_leans(answerer: Answerer, message: str, alone: bool) -> None:
    assert answerer.stands_alone(message, WAGE) is alone


def test_the_wording_is_the_publishers_with_its_place_in_front(answerer: Answerer, without_law: Answerer) -> None:
    places = (Pinpoint("ÜbG", "2", "2", number="1"), Pinpoint("ÜbG", "77"), Pinpoint("ÜbG", "2", "1", "1"))
    answer = answerer.wording(places, Level.STANDARD)
    assert [said.text for said in answer.answer] == [
        "ÜbG § 2 Abs. 2 Nr. 1: „das Werkzeug und“",
        "ÜbG § 2 Abs. 1 Satz 1: „Lehrlinge bekommen einen Wochenlohn von 20 Talern.“",
    ]
    assert [(p.n, p.quote) for p in answer.sources] == [
        (1, "das Werkzeug und"),
        (2, "Lehrlinge bekommen einen Wochenlohn von 20 Talern."),
    ]
    (whole,) = answerer.wording([Pinpoint("ÜbG", "3")], Level.STANDARD).answer
    assert whole.text == "ÜbG § 3 Abs. 1: „Wer ein Jahr geübt hat, bekommt sechs Tage Urlaub.“"
    summed = without_law.wording(places[2:], Level.LEICHTER)
    (own,) = summed.sources
    assert (own.quote, own.wording) == (STATEMENTS[0].standard, Wording.DIGEST)
    assert summed.level is Level.LEICHTER
    assert summed.answer[0].text == f"ÜbG § 2 Abs. 1 Satz 1: {STATEMENTS[0].standard}"


def _beside(retriever: Retriever, *more: Statement) -> list[str]:
    digest = replace(DIGEST, statements=(*STATEMENTS, *more))
    answer = answerer_of(retriever, digest).answer("Wer zahlt das Werkzeug und den Weg zur Werkstatt?", Level.STANDARD)
    assert TOPIC.id in answer.id
    return [said.text for said in answer.answer]


def test_beside_a_topic_is_said_what_the_law_adds_before_what_can_be_done(retriever: Retriever) -> None:
    way = Statement(
        Pinpoint("ÜbG", "2", "2", number="2"), "Den Weg zur Werkstatt zahlt er auch.", "Den Weg auch.", AS_OF
    )
    lines = [line.text for line in TOPIC.lines(Level.STANDARD)]
    assert _beside(retriever) == lines
    assert _beside(retriever, way) == [lines[0], way.standard, *lines[1:]]


def test_beside_a_topic_nothing_is_said_that_it_cites_itself(retriever: Retriever) -> None:
    cited = Statement(TOPIC.lines(Level.STANDARD)[0].places[0], "Den Weg zur Werkstatt zahlt er auch.", "Auch.", AS_OF)
    assert _beside(retriever, cited) == [line.text for line in TOPIC.lines(Level.STANDARD)]


def test_beside_a_topic_nothing_is_said_that_does_not_belong_there(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = Statement(
        Pinpoint("ÜbG", "2", "2", number="2"), "Den Weg zur Werkstatt zahlt er auch.", "Den Weg auch.", AS_OF
    )
    assert way.standard in _beside(retriever, way)
    monkeypatch.setattr("service.respond.bound", lambda _found, _said, _related: ())
    assert _beside(retriever, way) == [line.text for line in TOPIC.lines(Level.STANDARD)]


def test_beside_a_topic_the_law_of_today_is_said_and_not_the_former(retriever: Retriever) -> None:
    question = "Betrug der Lohn der Lehrlinge bis Ende 2020 nur 12 Taler?"
    texts = dict.fromkeys(Level, Text(TOPIC.texts[Level.STANDARD].answer))
    topic = replace(TOPIC, ways={"formal": (question,)}, texts=texts)
    answer = answerer_of(retriever, replace(DIGEST, topics=(topic,))).answer(question, Level.STANDARD)
    said = [said.text for said in answer.answer]
    assert topic.id in answer.id
    assert STATEMENTS[0].standard in said
    assert STATEMENTS[1].standard not in said


def test_a_conversation_on_the_law_is_held_turn_by_turn(answerer: Answerer) -> None:
    talk, history = Conversation(answerer, Places((SOURCE,))), list[Turn]()

    def say(message: str, level: Level = Level.STANDARD) -> Answer:
        answer = talk.answer(message, level, history)
        assert answer == talk.answer(message, level, tuple(history))
        history.append(Turn(message, answer.id))
        return answer

    wage = say(WAGE)
    assert say("nochmal") == wage
    assert say("einfacher bitte").answer[0].text == STATEMENTS[0].leichter
    assert say("wo steht das?").answer[0].text == (
        "ÜbG § 2 Abs. 1 Satz 1: „Lehrlinge bekommen einen Wochenlohn von 20 Talern.“"
    )
    friday = say("und wann wird der gezahlt?")
    assert [said.text for said in friday.answer] == ["Der Wochenlohn wird freitags gezahlt."]
    assert (friday.level, [p.pinpoint for p in friday.sources]) == (Level.STANDARD, ["ÜbG § 2 Abs. 1 Satz 2"])
    assert say("danke").status is Status.CLARIFY
    assert TOPIC.id in say(f"anderes Thema: {TOPIC.title}").id
    assert [p.pinpoint for p in say("steht das im gesetz?").sources] == [
        "ÜbG § 2 Abs. 2 Nr. 1",
        "ÜbG § 2 Abs. 1 Satz 1",
    ]
    asked = say("anderes Thema: Urlaub Lohn Hammer")
    assert asked.clarify
    assert say("das zweite") == answerer.answer(asked.clarify.choices[1].question, Level.STANDARD)
    assert len(history) == 10


@pytest.mark.parametrize("id_", ["", "unsinn", "f" * 500, "ffffffffffff.fach.gibt-es-nicht"])
def test_an_id_of_no_answer_is_harmless(answerer: Answerer, id_: str) -> None:
    talk = Conversation(answerer, Places((SOURCE,)))
    known = Turn(WAGE, answerer.answer(WAGE, Level.STANDARD).id)
    message = "und wann wird der gezahlt?"
    assert talk.answer(message, Level.FACH, (Turn(WAGE, id_),)) == talk.answer(message, Level.FACH, (known,))
