"""Questions in five languages are told from German, and declined in the language they were asked in."""

import pytest

from service.language import DECLINED, GERMAN, Languages, declined_in

LANGUAGES = Languages()


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "How much money do I get in the workshop?"),
        ("en", "Can I leave the workshop?"),
        ("en", "I want to work"),
        ("tr", "Atölyede ne kadar para alırım?"),
        ("tr", "Ben çalışmak istiyorum"),
        ("ru", "Сколько денег я получу в мастерской?"),
        ("ru", "Могу ли я уйти из мастерской?"),
        ("ru", "Кто мне поможет найти работу?"),
        ("uk", "Скільки грошей я отримаю в майстерні?"),
        ("uk", "Де мені допоможуть?"),
        ("ar", "كم من المال أحصل عليه في الورشة؟"),
        ("ar", "هل يمكنني مغادرة الورشة؟"),
    ],
)
def test_a_question_in_another_language_is_recognised(language: str, question: str) -> None:
    assert LANGUAGES.of(question) == language


@pytest.mark.parametrize(
    "question",
    [
        "Wie vui Geld kriag i in da Werkstatt?",
        "I mog nimma in d Werkstatt, wos ko i doa?",
        "Mog i a Budget fir Arbat",
        "Kann i au halbtags schaffa?",
        "Kann ick ooch wo anders arbeeten?",
        "Wat kriech ich denn an Jeld?",
        "wo krieg isch mei geld",
    ],
)
def test_german_dialect_stays_german(question: str) -> None:
    assert LANGUAGES.of(question) == GERMAN


@pytest.mark.parametrize(
    "question",
    [
        "Wivil gelt bekome ich in der werkstat",
        "kan ich kündign",
        "mus ich dahin gehn",
        "wan hab ich uhrlaub",
        "bugdet führ arbeid wi get das",
        "was is wen di werkstadt mich rauswirft",
    ],
)
def test_misspelt_german_stays_german(question: str) -> None:
    assert LANGUAGES.of(question) == GERMAN


@pytest.mark.parametrize(
    "question",
    [
        "Budget?",
        "Lohn?",
        "Rente",
        "Job?",
        "Team",
        "Hilfe",
        "Chef",
        "Job Coaching",
        "WfbM",
        "§ 61",
        "Was?",
        "?",
        "",
        "12",
    ],
)
def test_a_very_short_question_stays_german(question: str) -> None:
    assert LANGUAGES.of(question) == GERMAN


def test_there_are_five_languages_to_decline_in() -> None:
    assert set(DECLINED) == {"en", "tr", "ru", "uk", "ar"}


@pytest.mark.parametrize("language", DECLINED)
def test_a_question_is_declined_in_its_language_and_then_in_german_with_the_way_on(language: str) -> None:
    notice = declined_in(language)
    first, german = notice.text.split("\n")
    assert notice.code == "language"
    assert LANGUAGES.of(first) == language
    assert LANGUAGES.of(german) == GERMAN
    assert all(text.count("EUTB") == text.count("www.teilhabeberatung.de") == 1 for text in (first, german))
    assert "auf Deutsch stellen" in german


def test_german_is_never_declined() -> None:
    with pytest.raises(KeyError):
        declined_in(GERMAN)
