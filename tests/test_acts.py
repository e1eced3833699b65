"""What short messages do in a conversation: each phrase one thing, and no whole question anything but a question."""

import json
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

import corpus
from eval.cases import FOLDER as QUESTIONS
from eval.dialogues import Kind
from service.acts import PHRASES, Act, about, act_of, choice_of, new_subject

ELLIPTIC = (
    "und die höhe?", "wie hoch denn", "was kostet mich das", "muss ich was dazuzahlen?", "ab welchem alter",
    "bis zu welchem alter geht das", "wann fängt das an", "wann hört das auf?", "wie oft", "wie schnell muss das gehen",
    "und wenn es länger dauert?", "geht auch kürzer?", "für immer?", "und wo beantrag ich das",
    "braucht man dafür einen antrag", "was muss ich mitbringen", "wer bekommt das alles", "wer ist da zuständig?",
    "wer bestimmt das", "dürfen die das", "können die das wieder wegnehmen", "und wenn der antrag abgelehnt wird",
    "und wenn ich umziehe?", "auch wenn sie erst 17 ist?", "auch ohne ausweis?", "auch mit gesetzlicher betreuung?",
    "auch in teilzeit", "und als frau?", "gilt das in bayern auch?", "gilt das noch?", "und warum",
    "wieso bekomme ich dann nur 100 euro",
)  # fmt: skip
SUBJECT = (
    "und in der werkstatt?", "und bei ner wfbm", "und im arbeitsbereich?", "und im eingangsverfahren",
    "was ist mit dem budget für ausbildung", "gleiche frage fürs budget für arbeit",
    "und wenn man bei einem anderen leistungsanbieter ist?", "bei unterstützter beschäftigung auch?",
    "und in einer inklusionsfirma", "und für gleichgestellte?", "und die frauenbeauftragte?",
    "und der werkstattrat, darf der das auch", "und bei der krankenkasse", "und die rentenversicherung?",
    "wie ist das bei grundsicherung", "und bei bürgergeld?", "und der fahrdienst?", "und auf nem außenarbeitsplatz",
    "aber beim integrationsamt?", "und nach § 61a?",
)  # fmt: skip
# Words that a question shares with a phrase: what is asked with more than the phrase is a question.
WHOLE = (
    "Danke, und wie hoch ist der Zuschuss?", "Hallo, wer bekommt das Budget für Arbeit?", "Ja, aber wer zahlt das?",
    "Wo steht, wie lange das Eingangsverfahren dauert?", "Was bedeutet Werkstattrat?", "Was heißt WfbM?",
    "Welches Gesetz regelt den Mindestlohn?", "Gibt es die zweite Chance?", "Wer ist die erste Adresse für den Antrag?",
    "Das mit dem Mindestlohn habe ich nicht verstanden, gilt der in der Werkstatt?",
    "Das mit dem Budget für Arbeit, wie beantrage ich das?", "Nein danke sagt der Chef, darf er das?",
    "Stimmt es, dass ich in die Werkstatt muss?", "Wie leicht komme ich zurück in die Werkstatt?", "",
)  # fmt: skip
SAID: dict[Act, tuple[str, ...]] = {
    Act.ASK: (*ELLIPTIC, *SUBJECT, *WHOLE),
    Act.YES: (
        "ja", "Ja!", "ja bitte gerne", "jo", "jawohl", "ja das will ich wissen", "okay", "ja, erzähl", "genau",
        "richtig", "Ja, bitte.", "ja gern", "JA",
    ),
    Act.NO: ("nein", "nee", "keins davon", "weder noch", "Nein, keins davon."),
    Act.CHOICE: (
        "das dritte", "nummer 2", "1", "die letzte", "das mit dem geld", "das mit der rente bitte", "ersteres",
        "beides", "das obere", "egal, such du aus", "Das zweite, bitte.", "Nr. 3", "ich möchte das erste",
        "das mit dem Budget für Arbeit",
    ),
    Act.SIMPLER: (
        "geht das auch einfacher?", "bitte in leichter sprache", "hä?", "das kapier ich nicht", "zu viele fremdwörter",
        "kannst du das erklären wie für ein kind", "ich verstehe nur bahnhof", "kürzer bitte",
        "was heißt das jetzt genau", "in einfachen worten", "Einfacher, bitte!", "Das verstehe ich nicht.",
        "Das ist mir zu schwer",
        "nochmal einfacher bitte", "kannst du das nochmal erklären", "erklär das noch mal einfacher",
    ),
    Act.DEEPER: ("genauer bitte", "Bitte genau, mit Absatz und Satz", "geht das noch ausführlicher?"),
    Act.WHERE: (
        "welcher paragraf ist das", "welches gesetz?", "woher weißt du das", "quelle?", "zeig mir den gesetzestext",
        "hast du einen link dazu", "in welchem absatz denn", "kannst du das belegen", "wo steht das",
        "Wo steht das genau?",
    ),
    Act.AGAIN: (
        "wiederhole das bitte", "wie war das noch mal?", "was hast du gesagt", "sag das noch mal", "von vorne bitte",
        "die letzte antwort bitte noch mal", "nochmal", "noch mal", "noch einmal bitte",
        "bitte noch mal", "das noch mal bitte",
    ),
    Act.THANKS: (
        "super, danke dir", "merci", "tschau", "auf wiedersehen", "alles klar", "perfekt", "nein danke", "Danke schön!",
        "ok danke tschüss",
    ),
    Act.GREETING: ("hallo", "guten tag", "Moin!", "Grüß Gott"),
    Act.DOUBT: ("das stimmt nicht", "bist du sicher?", "das hat mir das amt anders gesagt", "stimmt das wirklich?"),
    Act.AMISS: (
        "das war nicht meine frage", "das hilft mir nicht weiter", "du hast mich falsch verstanden",
        "nein, das meinte ich nicht",
    ),
    Act.NEW_SUBJECT: ("Anderes Thema:", "noch eine Frage", "ich hab noch eine frage!", "vergiss das"),
}  # fmt: skip
WAYS = tuple(
    way
    for path in sorted((Path(corpus.__file__).parent / "digest" / "themen").glob("*.toml"))
    for topic in (tomllib.loads(path.read_text("utf-8")),)
    for way in (topic["title"], *(way for ways in topic["ways"].values() for way in ways))
)
ASKED = tuple(
    json.loads(line)["question"]
    for half in ("development", "test")
    for line in (QUESTIONS / f"{half}.jsonl").read_text("utf-8").splitlines()
)
TURNS = tuple(
    (Kind(turn["kind"]), turn["question"])
    for line in (QUESTIONS / "dialogues_development.jsonl").read_text("utf-8").splitlines()
    for turn in json.loads(line)["turns"]
)
BY_KIND = {
    Kind.YES: Act.YES,
    Kind.CHOICE: Act.CHOICE,
    Kind.SIMPLER: Act.SIMPLER,
    Kind.LEVEL: Act.DEEPER,
    Kind.WHERE: Act.WHERE,
    Kind.AGAIN: Act.AGAIN,
    Kind.THANKS: Act.THANKS,
}


@pytest.mark.parametrize(("act", "message"), [(act, message) for act, said in SAID.items() for message in said])
def test_a_message_does_what_its_person_means(act: Act, message: str) -> None:
    assert act_of(message) is act


def test_every_act_is_tried() -> None:
    assert set(SAID) == set(Act)


@pytest.mark.parametrize("name", PHRASES)
def test_every_phrase_does_what_it_stands_under(name: str) -> None:
    assert {phrase: act for phrase in PHRASES[name] if (act := act_of(phrase)) is not Act(name)} == {}


def test_no_phrase_stands_twice_or_under_two_acts() -> None:
    where = defaultdict(list)
    for name, phrases in PHRASES.items():
        for phrase in phrases:
            where[" ".join(phrase.split()).casefold()].append(name)
    assert {phrase: names for phrase, names in where.items() if len(names) > 1} == {}


def test_every_phrase_is_written_as_messages_are_compared() -> None:
    assert all(phrase == " ".join(phrase.lower().split()) for phrases in PHRASES.values() for phrase in phrases)
    assert set(PHRASES) == {act.value for act in Act if act is not Act.ASK}


def test_every_ordinary_question_is_one() -> None:
    questions = (*ASKED, *WAYS)
    assert len(questions) > 2000
    assert [question for question in questions if act_of(question) is not Act.ASK or new_subject(question)] == []


def test_a_turn_of_a_dialogue_does_what_its_kind_says() -> None:
    assert {kind for kind, _ in TURNS} >= set(BY_KIND)
    wrong = [(kind, said) for kind, said in TURNS if act_of(said) is not BY_KIND.get(kind, Act.ASK)]
    assert wrong == []
    assert [said for kind, said in TURNS if bool(new_subject(said)) != (kind is Kind.NEW_TOPIC)] == []


@pytest.mark.parametrize(
    ("message", "offered", "taken"),
    [
        ("das erste", 3, 0),
        ("Das Zweite, bitte!", 3, 1),
        ("nummer 3", 3, 2),
        ("4", 4, 3),
        ("die letzte", 3, 2),
        ("das untere", 2, 1),
        ("letzteres", 1, 0),
        ("ich nehme zwei", 2, 1),
        ("das dritte", 2, None),
        ("5", 5, None),
        ("das erste", 0, None),
        ("die letzte", 0, None),
        ("das erste und das zweite", 2, None),
        ("die", 2, None),
        ("ja", 2, None),
        ("wer ist die erste", 2, None),
    ],
)
def test_a_choice_by_its_place_is_one_of_those_offered(message: str, offered: int, taken: int | None) -> None:
    assert choice_of(message, offered) == taken


@pytest.mark.parametrize(
    ("message", "what"),
    [
        ("das mit der Rente", "rente"),
        ("Das mit dem Geld, bitte!", "geld"),
        ("das mit Lohn", "lohn"),
        ("das mit dem budget für arbeit", "budget für arbeit"),
        ("das mit", None),
        ("mit der rente", None),
        ("und das mit der rente", None),
        ("das mit dem geld reicht mir so aber nicht, was nun?", None),
    ],
)
def test_a_choice_by_a_word_says_what_it_is_about(message: str, what: str | None) -> None:
    assert about(message) == what


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("was ganz anderes: was ist ein integrationsfachdienst?", "was ist ein integrationsfachdienst?"),
        ("noch eine frage: wie lange ist ein werkstattrat im amt", "wie lange ist ein werkstattrat im amt"),
        ("themenwechsel, wie hoch ist der mindestlohn", "wie hoch ist der mindestlohn"),
        ("jetzt zu meiner schwester: wie lange geht der bbb", "wie lange geht der bbb"),
        ("vergiss das, wer bekommt das budget für arbeit?", "wer bekommt das budget für arbeit?"),
        ("Ich habe noch eine Frage: Wer zahlt die Fahrt?", "Wer zahlt die Fahrt?"),
        ("  Neues Thema – Wer zahlt die Fahrt?", "Wer zahlt die Fahrt?"),
        ("übrigens, wie beantragt man die gleichstellung", None),
        ("anderes thema:", None),
        ("eine neue frage stellt sich: wer zahlt?", None),
        ("wer hat noch eine frage: wer zahlt?", None),
    ],
)
def test_a_new_subject_is_what_stands_behind_its_words(message: str, question: str | None) -> None:
    assert new_subject(message) == question


@pytest.mark.parametrize(
    ("message", "act"),
    [
        ("kannst du mir das in leichteren worten sagen", Act.SIMPLER),
        ("Das hab ich jetzt nicht verstanden.", Act.SIMPLER),
        ("Bitte ausführlicher, mit Paragrafen", Act.DEEPER),
        ("wo steht der wortlaut dazu", Act.WHERE),
        ("verstehe", Act.THANKS),
        ("Ist das schwer?", Act.ASK),
        ("was ist leichter", Act.ASK),
        ("ist der ausweis schwer zu bekommen", Act.ASK),
        ("verstehe ich die werkstatt richtig", Act.ASK),
    ],
)
def test_a_message_of_words_about_talking_does_what_its_telling_word_says(message: str, act: Act) -> None:
    assert act_of(message) is act
