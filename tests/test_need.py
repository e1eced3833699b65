"""Who wants to die, suffers violence or can no longer is heard, however it is said; who only uses the words is not."""

import json
from pathlib import Path

import pytest

from corpus.digest import load_digest
from corpus.manifest import load_sources
from service.crisis import in_crisis, overwhelmed
from service.violence import suffers_violence

ASKED = Path(__file__).resolve().parent.parent / "eval" / "questions" / "development.jsonl"


@pytest.mark.parametrize(
    "question",
    [
        "ich will nimmer leben",
        "i mog nimma lem",
        "ick will nich mehr leben",
        "isch will net mehr lebe",
        "am liebsten wär ich tot",
        "ich wäre lieber tot",
        "ich denke oft an Selbst-Mord",
        "ich möchte einschlafen und nicht mehr aufwachen",
        "ich spring gleich von der brücke",
        "ich werf mich vor den zug",
        "mein Sohn sagt er will sterben",
        "meine freundin will sich das leben nehmen",
        "ich hab alle tabletten genommen",
        "ich mach allem ein ende",
        "das leben hat keinen sinn mehr",
        "ohne mich wären alle besser dran",
        "ich hab mich wieder geritzt",
        "ich bring mich um",
        "mein kollege hat gesagt er bringt sich um",
        "ich halt das nicht mehr aus.",
        "ich kann nicht mehr",
        "Ich kann einfach nicht mehr!",
        "niemand würde mich vermissen",
        "ich hab schon einen abschiedsbrief geschrieben",
        "ich mag nicht mehr auf dieser Welt sein",
        "will mich aufhängen",
        "ich moechte sterben",
        "Ich will mir etwas antun",
        "ich brauche jemanden zum Reden",
        "i want to kill myself",
        "hab suizidgedanken",
        "ich bin lebensmüde",
        "alles ist sinnlos",
    ],
)
def test_somebody_in_need_is_heard(question: str) -> None:
    assert in_crisis(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wer erbt, wenn ich sterbe?",
        "Bekomme ich Sterbegeld?",
        "Was passiert mit meinem Sohn, wenn ich nicht mehr lebe?",
        "Wer sorgt für meine Tochter, wenn wir nicht mehr da sind?",
        "Davon kann ich nicht mehr leben.",
        "Ich will nicht mehr in der Werkstatt arbeiten.",
        "Ich kann nicht mehr so lange stehen. Gibt es Teilzeit?",
        "Darf ich früher Schluss machen?",
        "Ich will mit dem Job Schluss machen",
        "Wann ist in der Werkstatt Schluss?",
        "mein vater ist tot, bekomme ich waisenrente",
        "Was gilt, wenn ich mich bei der Arbeit verletze?",
        "Ich mag die Arbeit nicht mehr",
        "ich nehme viele tabletten, muss ich das sagen",
        "Darf ich Tabletten mit in die Werkstatt nehmen?",
        "Ich kann nicht mehr arbeiten. Bekomme ich Rente?",
        "Die Frist ist nicht mehr lang.",
        "Ich wohne nicht mehr bei den Eltern.",
        "die arbeit bringt mich noch um",
        "wir leben nicht mehr zusammen",
    ],
)
def test_the_words_alone_are_no_need(question: str) -> None:
    assert not in_crisis(question)


@pytest.mark.parametrize(
    "question",
    [
        "mein gruppenleiter haut mich",
        "der schlägt mich immer",
        "i wer ghaut in da werkstatt",
        "der hat mir eine gescheuert",
        "meine mutter schlägt mich",
        "Ein Mann fasst mich an. Ich will das nicht.",
        "der fahrer langt mir an die brust",
        "mein betreuer hat mich angefasst",
        "ich wurde vergewaltigt",
        "sie haben mich eingesperrt",
        "er sperrt mich im zimmer ein",
        "mein Vater droht mir",
        "er droht mich zu schlagen",
        "die schubsen mich immer auf dem gang",
        "ich werde sexuell belästigt",
        "Kollege begrapscht mich",
        "ich habe angst vor meinem mann",
        "einer zieht mich an den haaren",
        "mein Freund würgt mich",
        "die tun mir weh",
        "ich werde bedroht",
        "meine Tochter wird in der Werkstatt geschlagen",
        "mein bruder hat blaue flecken am arm",
        "Mir wurde in den Bauch getreten",
        "jemand hat mich getreten",
        "der hat mir zwischen die beine gefasst",
        "was macht die Werkstatt gegen Gewalt",
        "der kneift mich",
        "er wollte mich küssen",
    ],
)
def test_violence_is_heard(question: str) -> None:
    assert suffers_violence(question)


@pytest.mark.parametrize(
    "question",
    [
        "Was gilt bei höherer Gewalt?",
        "Wer hat die elterliche Gewalt?",
        "Was schlägt das Amt vor?",
        "Was schlagen Sie mir vor?",
        "Wann tritt das Gesetz in Kraft?",
        "Gibt es einen Zuschlag?",
        "Ich hatte einen Schlaganfall.",
        "Mir droht die Kündigung.",
        "Der Chef droht mir mit Kündigung.",
        "Menschen, die von Behinderung bedroht sind",
        "Mein Rücken tut mir weh",
        "Mein Sohn ist gewaltig gewachsen",
        "Missbrauch von Leistungen",
        "Wann fasst das Gericht den Beschluss?",
        "Was fasse ich an Unterlagen zusammen?",
        "Wie packe ich den Antrag an?",
        "Der Fahrdienst haut nicht hin",
        "Wer ist im Vorstand?",
    ],
)
def test_words_like_those_of_violence_are_none(question: str) -> None:
    assert not suffers_violence(question)


@pytest.mark.parametrize(
    "question",
    [
        "ich kann nicht mehr",
        "Ich kann nicht mehr.",
        "ich kann einfach nimmer",
        "I ko nimma",
        "i kann nimmer in der werkstatt",
        "mir wird alles zu viel",
        "die arbeit ist zu viel für mich",
        "ich schaff das nicht mehr",
        "ich schaffe es nicht",
        "ich bin am ende",
        "bin total fertig von der arbeit",
        "ich halte es in der werkstatt nicht mehr aus",
        "Hilfe ich kann nicht mehr",
        "ich pack das nimmer",
        "ich bin überfordert",
        "Die Arbeit macht mich kaputt",
        "ich habe keine kraft mehr",
        "hab kein bock mehr",
        "ich will nicht mehr",
        "ick kann nich mehr uff arbeit",
    ],
)
def test_who_can_no_longer_is_understood(question: str) -> None:
    assert overwhelmed(question)


@pytest.mark.parametrize(
    "question",
    [
        "ich kann nicht mehr laufen",
        "Ich kann meinen Beruf nicht mehr machen.",
        "Die Werkstatt will mich nicht mehr.",
        "Ich kann nicht mehr arbeiten. Bekomme ich Rente?",
        "mein chef ist am ende",
        "Wie viel Lohn gibt es?",
        "Ich will nicht mehr in die Werkstatt, was kann ich machen?",
        "Wann bin ich mit dem Berufsbildungsbereich fertig?",
        "Was kann ich tun, wenn die Rente zu wenig ist?",
        "fertig",
    ],
)
def test_who_says_more_than_that_asks_something(question: str) -> None:
    assert not overwhelmed(question)


def test_topics_do_not_raise_a_false_alarm() -> None:
    topics = load_digest(load_sources()).topics
    ways = [way for topic in topics for way in (topic.title, *(w for ways in topic.ways.values() for w in ways))]
    assert len(ways) > 3_000
    assert [way for way in ways if in_crisis(way) or overwhelmed(way)] == []
    assert 5 < sum(map(suffers_violence, ways)) < 25


def test_of_the_questions_people_asked_only_those_in_need_are_met() -> None:
    asked = [json.loads(line)["question"] for line in ASKED.read_text("utf-8").splitlines()]
    assert len(asked) > 400
    assert [question[:18] for question in asked if in_crisis(question)] == ["ich kann nich mehr"]
    assert 2 < sum(map(suffers_violence, asked)) < 10
