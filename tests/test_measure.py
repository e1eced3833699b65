"""Systems are held against questions as counted by hand, and the questions are none that this project wrote itself."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, inf, log2
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from corpus.digest import load_asked, load_digest
from corpus.entries import Statement
from corpus.manifest import load_sources
from corpus.nouns import Level, Pinpoint
from corpus.pinpoint.laws import laws_of
from corpus.places import Places
from eval.calibrate import FALSE_REFUSALS, fit
from eval.cases import ASKED, BadQuestions, Case, Half, read_cases
from eval.dialogues import read_dialogues
from eval.run import ALL, measure
from eval.slips import REGISTER, with_slips
from eval.systems import BM25, DENSE, NO_DIGEST, NO_SOURCES, OURS, TUTORIAL, Bench, Found, System
from service.cover import Nearness
from service.reply import Answer, Status
from tests.sample import DIGEST, SOURCE, STATEMENTS
from tests.served import LAW, PAPER, answered, unanswered
from tests.test_answer import EMBEDDER, index_of

PLACES = Places((LAW, PAPER))
LEAVE, NO_LAPSE = Pinpoint("ÜbG", "3", "1"), Pinpoint("ÜbG", "3", "2")
WAGE, COSTS = Pinpoint("ÜbG", "2", "1"), Pinpoint("ÜbG", "2", "2")
PLANING = "Der Arbeitgeber verleiht eine Hobelmaschine."
AT_MOST = 0.5
REGISTERS = {
    "colloquial": 125,
    "plain": 60,
    "formal": 60,
    "false_premise": 10,
    "former_law": 10,
    "not_ours": 60,
    "other_language": 10,
    "attack": 15,
}


def case(id_: str, register: str, *norms: str, status: Status = Status.ANSWERED) -> Case:
    return Case(id_, f"Frage {id_}", register, tuple(PLACES.read(norm) for norm in norms), status)


# --- What is found and answered ---


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers each question with the status written for it, and holds it for as covered as is written."""

    statuses: Mapping[str, Status]
    sure: Mapping[str, float]

    def answer(self, question: str, level: Level) -> Answer:
        """Return an answer that cites ÜbG § 4, or one of the others."""
        status = self.statuses[question]
        return answered(level) if status is Status.ANSWERED else unanswered(level, status)

    def covered(self, question: str) -> float:
        """Return what is written for the question."""
        return self.sure[question]


CASES = (
    case("a", "colloquial", "ÜbG § 4 Abs. 2"),
    case("b", "plain", "ÜbG § 3 Abs. 2", "ÜbG § 5"),
    case("c", "not_ours", status=Status.SIGNPOST),
    case("d", "colloquial", "ÜbG § 1", status=Status.CLARIFY),
    case("e", "attack", status=Status.NOT_COVERED),
    case("f", "formal", "ÜbG § 3 Abs. 1"),
    case("g", REGISTER, "ÜbG § 4 Abs. 2"),
    case("h", REGISTER, status=Status.NOT_COVERED),
    case("i", "attack", "ÜbG § 4"),
)
SAID = {
    "a": Status.ANSWERED,
    "b": Status.ANSWERED,
    "c": Status.SIGNPOST,
    "d": Status.CLARIFY,
    "e": Status.ANSWERED,
    "f": Status.NOT_COVERED,
    "g": Status.ANSWERED,
    "h": Status.ANSWERED,
    "i": Status.ANSWERED,
}
SURE = {"a": 0.9, "b": 0.8, "c": 0.1, "d": 0.5, "e": 0.7, "f": 0.3, "g": 0.6, "h": 0.4, "i": 0.2}


def desk() -> Desk:
    named = {each.id: each.question for each in CASES}
    return Desk({named[id_]: each for id_, each in SAID.items()}, {named[id_]: each for id_, each in SURE.items()})


def system(found: Mapping[str, Sequence[str]]) -> System:
    """Return a system that finds the written places for a case, one a result, and nothing for the others."""
    rows = {f"Frage {id_}": [(PLACES.read(norm),) for norm in norms] for id_, norms in found.items()}
    return lambda question: rows.get(question, [])


SYSTEMS = {
    OURS: system(
        {"a": ["ÜbG § 4 Abs. 1", "ÜbG § 4 Abs. 2"], "f": ["ÜbG § 1", "ÜbG § 3 Abs. 1"], "i": ["ÜbG § 4 Abs. 1"]}
    ),
    "ohne Themen": system({"b": ["ÜbG § 3 Abs. 2"], "g": ["ÜbG § 4 Abs. 2"]}),
}


def test_sections_and_paragraphs_are_counted_by_hand_for_each_register() -> None:
    ours = measure(SYSTEMS, desk(), CASES, PLACES).systems[OURS].figures
    assert {register: each.questions for register, each in ours.items()} == {
        "colloquial": 1,
        "plain": 1,
        "formal": 1,
        REGISTER: 1,
        "attack": 1,
        ALL: 3,
    }
    assert ours["colloquial"].section["hit@1"].mean == 1.0
    assert ours["colloquial"].paragraph["hit@1"].mean == 0.0
    assert ours["colloquial"].paragraph["MRR"].mean == 0.5
    assert {name: each.mean for name, each in ours[ALL].section.items()} == {
        "hit@1": 0.3333,
        "hit@5": 0.6667,
        "hit@10": 0.6667,
        "MRR": 0.5,
        "nDCG@10": round((1 + 1 / log2(3)) / 3, 4),
    }


def test_a_place_that_is_found_twice_counts_once() -> None:
    double = case("a", "colloquial", "ÜbG § 4 Abs. 1", "ÜbG § 9")
    found = {OURS: system({"a": ["ÜbG § 4 Abs. 1", "ÜbG § 4 Abs. 1", "ÜbG § 4 Abs. 2"]})}
    figures = measure(found, desk(), (double, *CASES[1:]), PLACES).systems[OURS].figures["colloquial"]
    once = round(1 / (1 + 1 / log2(3)), 4)
    assert (figures.paragraph["nDCG@10"].mean, figures.section["nDCG@10"].mean) == (once, once)


def test_what_a_system_has_less_than_ours_is_told_by_register() -> None:
    run = measure(SYSTEMS, desk(), CASES, PLACES)
    less = {register: each.mean for register, each in run.systems["ohne Themen"].less_than_ours.items()}
    assert less == {"colloquial": 1.0, "plain": -1.0, "formal": 1.0, REGISTER: -1.0, "attack": 1.0, ALL: 0.3333}
    assert all(each.mean == each.low == each.high == 0 for each in run.systems[OURS].less_than_ours.values())


def test_the_questions_that_ours_misses_are_named_and_as_they_are_written_counted_by_law() -> None:
    run = measure(SYSTEMS, desk(), CASES, PLACES)
    assert (run.misses, run.missed) == (("b", "g"), {"ÜbG": 1})


def test_what_becomes_of_the_questions_is_counted_by_hand() -> None:
    told = measure(SYSTEMS, desk(), CASES, PLACES).behaviour
    colloquial, formal = told["colloquial"], told["formal"]
    assert (colloquial.questions, colloquial.status_right, colloquial.answered) == (2, 1.0, 0.5)
    assert (colloquial.cites, colloquial.asked_back, colloquial.refused) == (1.0, 0.5, 0.0)
    assert (formal.status_right, formal.answered, formal.refused) == (0.0, 0.0, 1.0)
    assert (told["plain"].status_right, told["plain"].cites) == (1.0, 0.0)
    assert (told["not_ours"].status_right, told["not_ours"].refused) == (1.0, 1.0)
    assert (told["attack"].status_right, told["attack"].answered, told["attack"].cites) == (0.5, 1.0, 1.0)
    assert (told[ALL].questions, told[ALL].cites) == (4, 0.5)


def test_refusals_are_counted_without_slips_against_the_questions_of_each_register() -> None:
    no = measure(SYSTEMS, desk(), CASES, PLACES).refusals
    assert {name: (each.recall.mean, each.false.mean, each.precision.mean) for name, each in no.items()} == {
        ALL: (0.5, 0.3333, 0.5),
        "colloquial": (0.5, 0.0, 1.0),
        "plain": (0.5, 0.0, 1.0),
        "formal": (0.5, 1.0, 0.5),
    }


def test_how_sure_the_service_is_of_a_question_as_written_is_kept_beside_whether_it_is_covered() -> None:
    surely = measure(SYSTEMS, desk(), CASES, PLACES).surely
    assert surely == ((0.9, True), (0.8, True), (0.1, False), (0.7, False), (0.3, True), (0.2, True))


# --- The systems ---


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return the bench over the sample law, in which one more statement uses words that a list of lay words has."""
    digest = replace(DIGEST, statements=(*STATEMENTS, Statement(NO_LAPSE, PLANING, PLANING, date(2026, 1, 5))))
    index = index_of(tmp_path_factory.mktemp("bench"), with_law=True, digest=digest)
    return Bench(index, EMBEDDER, laws_of((SOURCE,)), digest)


@pytest.fixture(scope="module")
def systems(bench: Bench) -> Mapping[str, System]:
    """Return the systems without a reranker."""
    return bench.systems(EMBEDDER)


def rank(found: Found, place: Pinpoint) -> float:
    return next((at for at, places in enumerate(found, 1) if place in places), inf)


def test_every_system_answers_and_finds_only_what_can_be_cited(systems: Mapping[str, System]) -> None:
    assert {OURS, BM25, DENSE, TUTORIAL, NO_DIGEST, NO_SOURCES} < set(systems)
    for name, find in systems.items():
        found = find("Wie viel Wochenlohn bekommen Lehrlinge?")
        assert found, name
        assert WAGE in found[0], name
        assert all(isinstance(place, Pinpoint) for places in found for place in places), name


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Wie viel Wochenlohn bekommen Lehrlinge?", WAGE),
        ("Wer zahlt den Weg zur Werkstatt?", COSTS),
        ("Wie viele Tage Urlaub nach einem Jahr?", LEAVE),
        ("Verfällt der Urlaub?", NO_LAPSE),
        ("wann darf ich blau machen", LEAVE),
        ("Was steht in § 3 Abs. 2 ÜbG?", NO_LAPSE),
    ],
)
def test_our_service_finds_the_right_paragraph_first(
    systems: Mapping[str, System], question: str, place: Pinpoint
) -> None:
    assert systems[OURS](question)[0] == (place,)


WITHOUT = (
    (OURS, "ohne Bedeutung des Gesetzes", "20 machen Talern", WAGE),
    (OURS, "ohne Bedeutung der eigenen Texte und Fragen", "bekommt 20", WAGE),
    (OURS, "ohne Wörter", "oft in Urlaub", LEAVE),
    (OURS, "ohne Themen", "wer blecht", COSTS),
    (OURS, "ohne genannte Normen", "§ 3 Abs. 2 ÜbG Wochenlohn der Lehrlinge", NO_LAPSE),
    (OURS, "ohne Rechtschreibung", "Tager", WAGE),
    (OURS, "ohne Vier-Buchstaben-Stücke", "Maschinenhobel", NO_LAPSE),
    (OURS, "ohne Wortschatz", "Chef", NO_LAPSE),
    (OURS, "ohne Fragen je Absatz, in Wörtern", "blaumachend", LEAVE),
    (OURS, NO_DIGEST, "wie oft blau machen", LEAVE),
    (NO_DIGEST, f"{NO_DIGEST}, ohne Wortschatz", "KdU", COSTS),
    (OURS, NO_SOURCES, "Urlaubstage im Jahr", LEAVE),
    (OURS, BM25, "Lehrlingslohn", WAGE),
    (OURS, DENSE, "blaumachend", LEAVE),
)


@pytest.mark.parametrize(("whole", "less", "question", "place"), WITHOUT)
def test_without_a_part_what_that_part_finds_comes_later(
    systems: Mapping[str, System], whole: str, less: str, question: str, place: Pinpoint
) -> None:
    assert rank(systems[whole](question), place) < rank(systems[less](question), place)


def test_every_system_but_the_tutorial_is_held_against_a_fuller_one(systems: Mapping[str, System]) -> None:
    assert {less for _, less, _, _ in WITHOUT} == set(systems) - {OURS, TUTORIAL}


class Backwards:
    """Puts texts in the opposite order."""

    def order(self, question: str, texts: Sequence[str]) -> list[int]:
        """Return the positions from the last to the first."""
        return list(range(len(texts)))[::-1] if question else []


def test_a_reranker_that_is_tried_is_measured_beside_ours(bench: Bench) -> None:
    systems = bench.systems(EMBEDDER, Backwards())
    question = "Wie viel Wochenlohn bekommen Lehrlinge?"
    assert systems["mit Umordnen"](question) == list(systems[OURS](question))[::-1]
    assert "mit Umordnen" not in bench.systems(EMBEDDER)


def test_the_tutorial_returns_chunks_that_lie_in_several_paragraphs(systems: Mapping[str, System]) -> None:
    assert set(systems[TUTORIAL]("Verfällt der Urlaub?")[0]) >= {WAGE, COSTS, LEAVE, NO_LAPSE}


# --- Slips of the finger ---


LONG = replace(CASES[0], question="Werkstatt Urlaub Wochenlohn Meister Lehrlinge Rat und Amt " * 40)


def test_only_questions_about_the_law_that_holds_get_slips_and_a_register_of_their_own() -> None:
    slipped = list(with_slips(CASES))
    assert [each.id for each in slipped] == ["a-x", "b-x", "d-x", "f-x"]
    assert {each.register for each in slipped} == {REGISTER}
    kept = [(each.places, each.status) for each in CASES if each.register in ASKED]
    assert [(each.places, each.status) for each in slipped] == kept


def test_slips_are_the_same_at_every_run() -> None:
    assert list(with_slips([LONG])) == list(with_slips([LONG]))


def test_a_word_has_one_slip_of_one_of_four_kinds_and_short_words_none() -> None:
    (slipped,) = with_slips([LONG])
    pairs = list(zip(LONG.question.split(), slipped.question.split(), strict=True))
    changed = [(one, other) for one, other in pairs if one != other]
    assert all(OSA.distance(one, other) == 1 and one[0] == other[0] for one, other in changed)
    assert min(len(one) for one, _ in changed) >= 5
    lost, doubled, same = (
        [(one, other) for one, other in changed if len(other) - len(one) == longer] for longer in (-1, 1, 0)
    )
    swapped = [sorted(one) == sorted(other) for one, other in same]
    assert lost
    assert doubled
    assert {True, False} == set(swapped)
    long = sum(len(one) >= 5 for one, _ in pairs)
    assert 0.15 < len(changed) / long < 0.3


# --- How sure is sure ---


def evidence_of(near: Mapping[str, Nearness]) -> tuple[tuple[Case, ...], Mapping[str, Nearness]]:
    """Return a case for each id, to be refused where it begins with "-", and what is found for its question."""
    cases = tuple(
        case(id_, "plain", status=Status.NOT_COVERED if id_.startswith("-") else Status.ANSWERED) for id_ in near
    )
    return cases, {each.question: near[each.id] for each in cases}


SEPARABLE = {
    "here": {**{f"{n}": Nearness(0.8 + n / 100, 0.2, 1.0) for n in range(10)},
             **{f"-{n}": Nearness(0.2 + n / 100, 0.2, 1.0) for n in range(10)}},
    "elsewhere": {**{f"{n}": Nearness(0.5, 0.1 + n / 100, 1.0) for n in range(10)},
                  **{f"-{n}": Nearness(0.5, 0.8 + n / 100, 1.0) for n in range(10)}},
    "missing": {**{f"{n}": Nearness(0.5, 0.2, n / 10) for n in range(10)},
                **{f"-{n}": Nearness(0.5, 0.2, 4 + n / 10) for n in range(10)}},
}  # fmt: skip


@pytest.mark.parametrize("by", SEPARABLE)
def test_what_can_be_told_apart_is_told_apart_by_what_tells_it(by: str) -> None:
    cases, near = evidence_of(SEPARABLE[by])
    found = fit(near.__getitem__, cases)
    sure = {each.id: found.weights.sure(near[each.question]) for each in cases}
    assert [share for share, _, _ in found.thresholds] == list(FALSE_REFUSALS)
    answered_, refused = ([p for id_, p in sure.items() if id_.startswith("-") is no] for no in (False, True))
    for share, at, recall in found.thresholds:
        assert recall == 1.0
        assert max(refused) < at
        assert sum(p < at - 0.001 for p in answered_) <= ceil(share * len(answered_))
    assert max(refused) < 0.5 < min(answered_)
    weights = {"here": found.weights.here, "elsewhere": found.weights.elsewhere, "missing": found.weights.missing}
    assert weights.pop(by) > 0
    assert set(weights.values()) == {0.0} or max(map(abs, weights.values())) < 0.5


def test_refusals_that_look_like_answers_are_not_caught() -> None:
    near = {f"{n}": Nearness(0.5, 0.0, 0.0) for n in range(20)}
    wrong = {"-1": Nearness(0.1, 0.0, 0.0), "-2": Nearness(0.1, 0.0, 0.0), "-3": Nearness(0.2, 0.0, 0.0)}
    cases, found = evidence_of({**near, **wrong, "-4": Nearness(0.6, 0.0, 0.0)})
    assert {recall for _, _, recall in fit(found.__getitem__, cases).thresholds} == {0.75}


@pytest.mark.parametrize(("register", "status"), [("plain", Status.CLARIFY), ("other_language", Status.SIGNPOST)])
def test_questions_to_ask_back_on_and_other_languages_settle_nothing(register: str, status: Status) -> None:
    cases, near = evidence_of(SEPARABLE["here"])
    other = case("anders", register, status=status)
    both = {**near, other.question: Nearness(9.0, -9.0, -9.0)}
    assert fit(both.__getitem__, (*cases, other)) == fit(near.__getitem__, cases)


# --- The questions ---


ROW = {
    "id": "d1",
    "question": "wer zahlt das licht",
    "register": "colloquial",
    "norms": ["ÜbG § 4 Abs. 2 Nr. 2", "Leitfaden Werken, S. 7"],
    "also": ["ÜbG § 4 Abs. 1"],
    "status": "answered",
    "facts": ["eine Lampe"],
    "never": ["zwei Lampen"],
}


def test_places_of_the_second_reader_come_after_those_that_decide(tmp_path: Path) -> None:
    (tmp_path / "test.jsonl").write_text(json.dumps(ROW) + "\n", "utf-8")
    (one,) = read_cases(Half.TEST, PLACES, tmp_path)
    assert [str(place) for place in one.places] == [*ROW["norms"], *ROW["also"]]
    assert [str(place) for place in one.also] == ROW["also"]
    assert (one.status, one.facts, one.never) == (Status.ANSWERED, ("eine Lampe",), ("zwei Lampen",))


@pytest.mark.parametrize(
    ("status", "refused"), [("answered", False), ("clarify", False), ("signpost", True), ("not_covered", True)]
)
def test_what_others_or_nobody_answers_is_to_be_refused(tmp_path: Path, status: str, refused: bool) -> None:
    (tmp_path / "test.jsonl").write_text(json.dumps({**ROW, "status": status}), "utf-8")
    assert [each.to_refuse for each in read_cases(Half.TEST, PLACES, tmp_path)] == [refused]


@pytest.mark.parametrize(
    "line",
    [
        "keine Klammer",
        json.dumps({key: value for key, value in ROW.items() if key != "also"}),
        json.dumps({**ROW, "status": "vielleicht"}),
        json.dumps({**ROW, "norms": ["ÜbG 4 II"]}),
        json.dumps({**ROW, "norms": ["FremdG § 4"]}),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "development.jsonl").write_text(f"{json.dumps(ROW)}\n{line}\n", "utf-8")
    with pytest.raises(BadQuestions, match=r"development\.jsonl, Zeile 2: .+ Bitte berichtigen"):
        read_cases(Half.DEVELOPMENT, PLACES, tmp_path)


@pytest.fixture(scope="module")
def halves() -> Mapping[Half, tuple[Case, ...]]:
    places = Places(load_sources())
    return {half: read_cases(half, places) for half in Half}


def test_each_half_has_its_questions_of_each_register(halves: Mapping[Half, Sequence[Case]]) -> None:
    assert Counter(each.register for each in halves[Half.TEST]) == REGISTERS
    more = {"colloquial": 60, "not_ours": 30}  # long and in dialect, for deciding when to decline
    assert Counter(each.register for each in halves[Half.DEVELOPMENT]) == Counter(REGISTERS) + Counter(more)


def test_no_two_questions_have_the_same_id(halves: Mapping[Half, Sequence[Case]]) -> None:
    ids = Counter(each.id for cases in halves.values() for each in cases)
    assert [id_ for id_, count in ids.items() if count > 1] == []


def test_what_is_to_be_answered_says_what_a_right_answer_must_say(halves: Mapping[Half, Sequence[Case]]) -> None:
    cases = [each for half in halves.values() for each in half]
    answered_ = [each for each in cases if each.status is Status.ANSWERED]
    assert len(answered_) > len(cases) / 2
    assert [each.id for each in answered_ if not any(fact.strip() for fact in each.facts)] == []
    assert [each.id for each in answered_ if each.register in ASKED and not each.places] == []
    assert [each.id for each in cases if not each.question.strip()] == []


def test_what_is_not_ours_is_to_be_refused(halves: Mapping[Half, Sequence[Case]]) -> None:
    foreign = [each for half in halves.values() for each in half if each.register in ("not_ours", "other_language")]
    assert [each.id for each in foreign if not each.to_refuse] == []


def words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def too_near(questions: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each question with every text, or earlier question, with which it shares more than half of all words.

    Two such sets share more than half of each, so they have a word in common in the first ceil(n / 2) of the n words
    of each, in any one order: only what shares one of these rarest words is compared (Chaudhuri et al. 2006).
    """
    sets = [words_of(text) for text in (*texts, *questions)]
    common = Counter(word for words in sets for word in words)
    order = {word: at for at, word in enumerate(sorted(common, key=lambda word: (common[word], word)))}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(sets):
        size = len(words)
        rarest = sorted(words, key=order.__getitem__)[: ceil(size / 2)]
        if at >= len(texts):
            near = {other for word in rarest for other in holders[word] if size < 2 * len(sets[other]) < 4 * size}
            for other in sorted(near):
                if nearness(words, sets[other]) > AT_MOST:
                    yield questions[at - len(texts)], (*texts, *questions)[other]
        for word in rarest:
            holders[word].append(at)


def nearness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the common words in all words of two texts (Jaccard 1901)."""
    both = len(one & other)
    return both / (len(one) + len(other) - both)


_texts = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=6).map(" ".join), max_size=6)


@given(_texts, _texts)
def test_looking_up_rare_words_finds_all_that_comparing_everything_finds(
    questions: list[str], texts: list[str]
) -> None:
    everything = [
        (question, other)
        for at, question in enumerate(questions)
        for other in (*texts, *questions[:at])
        if question and other and nearness(words_of(question), words_of(other)) > AT_MOST
    ]
    assert sorted(too_near(questions, texts)) == sorted(everything)


def own_texts() -> Iterable[str]:
    """Yield all that this project says or knows people to ask."""
    sources = load_sources()
    digest, asked = load_digest(sources), load_asked(sources)
    for topic in digest.topics:
        yield topic.title
        yield from (way for ways in topic.ways.values() for way in ways)
    yield from (way for each in asked for ways in each.ways.values() for way in ways)
    yield from (ask for signpost in digest.signposts for ask in signpost.asks)
    for statement in digest.statements:
        yield from (statement.standard, statement.leichter)
    yield from (check.title for check in digest.checks)


def test_no_question_is_nearly_one_of_our_own_sentences_or_another_question(
    halves: Mapping[Half, Sequence[Case]],
) -> None:
    # Of a dialogue only what it begins with: follow-ups ("und wie lange?") are necessarily alike.
    begun = [each.turns[0].question for half in Half for each in read_dialogues(half, Places(load_sources()))]
    questions = [*(each.question for cases in halves.values() for each in cases), *begun]
    texts = list(own_texts())
    assert len(begun) == 40
    assert len(texts) > 10_000
    assert list(too_near(questions, texts)) == []
    assert list(too_near([texts[0], texts[-1]], texts))
