"""The gates, one by one: what is verbatim, what form a sentence has, what it must not change."""

import pytest

from corpus.nouns import Passage, Pinpoint, Unit, Wording
from corpus.pinpoint import Laws
from corpus.pinpoint.laws import laws_of
from service.gates import faithful, form
from service.gates.drafts import Quoted, Reason
from service.gates.verbatim import locate, normal, quoted
from tests.sample import SOURCE

PLACE = Pinpoint("ÜbG", "5", "1")


def passage(text: str, *units: tuple[str, Pinpoint], wording: Wording = Wording.OFFICIAL) -> Passage:
    found = tuple(Unit(place, text.index(piece), text.index(piece) + len(piece)) for piece, place in units)
    return Passage("p", "uebg", "e", 0, PLACE, ("Übung",), text, found, wording)


def only(text: str) -> Quoted:
    """Return ``text`` as a passage that is quoted whole."""
    return Quoted(passage(text), PLACE, 0, len(text), text)


@pytest.fixture(scope="module")
def laws() -> Laws:
    return laws_of((SOURCE,))


@pytest.mark.parametrize(
    "quote",
    [
        "Der Platz ist „hell“ und groß",
        'Der Platz ist "hell" und groß',
        "Der Platz\n  ist «hell»\u00a0und groß ",
        "Der Pl\u00adatz ist „hell“ und groß",
        "Der Platz ist „hell“ und gro\u200bß",
    ],
)
def test_what_is_verbatim_but_for_its_typography(quote: str) -> None:
    text = "Anfang. Der Platz ist „hell“ und  groß – ja."
    span = locate(quote, text)
    assert span is not None
    assert text[slice(*span)] == "Der Platz ist „hell“ und  groß"


def test_accents_and_dashes_are_written_in_two_ways() -> None:
    text = "Für U\u0308bung und Mu\u0308he – immer"
    span = locate("Übung und Mühe - immer", text)
    assert span is not None
    assert text[slice(*span)] == text[4:]
    assert normal("  a \n b  ") == "a b"


@pytest.mark.parametrize(
    "quote",
    [
        "der Platz ist hell",
        "Der Platz ist",
        "Der Platz ist hell!",
        "Der Platz … hell",
        "Der Platz hell",
        "hell",
        "",
        "ist hell",
    ],
)
def test_what_is_not_verbatim_or_too_short(quote: str) -> None:
    found = locate(quote, "Der Platz ist hell.") is not None
    assert found is (quote == "Der Platz ist")


def test_a_quote_is_shown_with_its_whole_sentence() -> None:
    text = "Ein Platz wird nicht bezahlt, wenn er dunkel ist. Er ist hell."
    first, second = Pinpoint("ÜbG", "5", "1", "1"), Pinpoint("ÜbG", "5", "1", "2")
    found = quoted("bezahlt, wenn er dunkel ist", passage(text, (text[:49], first), (text[50:], second)))
    assert found is not None
    assert (found.quote, found.place) == (text[:49], first)


def test_a_number_is_shown_alone_and_read_with_what_leads_to_it() -> None:
    text = "Nicht bezahlt werden\n1. der Hocker aus Holz,\n2. die Lampe aus Glas."
    sentence, one, two = (Pinpoint("ÜbG", "5", "1", number=n) for n in (None, "1", "2"))
    units = ((text, sentence), ("der Hocker aus Holz,", one), ("die Lampe aus Glas.", two))
    found = quoted("die Lampe aus Glas", passage(text, *units))
    assert found is not None
    assert (found.quote, found.place) == ("die Lampe aus Glas.", two)
    assert found.context.split() == ["Nicht", "bezahlt", "werden", "1.", "die", "Lampe", "aus", "Glas."]


def test_a_quote_over_two_sentences_is_shown_with_both() -> None:
    text = "(1) Er ist sehr hell. Sie ist sehr groß. Es ist alt."
    places = [Pinpoint("ÜbG", "5", "1", n) for n in "123"]
    units = zip(("Er ist sehr hell.", "Sie ist sehr groß.", "Es ist alt."), places, strict=True)
    found = quoted("sehr hell. Sie ist", passage(text, *units))
    assert found is not None
    assert (found.quote, found.place) == ("Er ist sehr hell. Sie ist sehr groß.", PLACE)


def test_our_own_statement_is_shown_whole() -> None:
    found = quoted("gibt es Geld", passage("Dann gibt es Geld, aber nicht immer. ", wording=Wording.DIGEST))
    assert found is not None
    assert found.quote == "Dann gibt es Geld, aber nicht immer."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Das Integrationsamt kann Geld geben.", None),
        ("Wer in der Werkstatt arbeitet, bekommt ein Entgelt (§ 221 Abs. 2 SGB IX).", None),
        ("§ 221 gilt entsprechend.", None),
        ("Sie können den Antrag beim Amt stellen.", None),
        ("Eine Werkstatt·beschäftigte wählt den Rat, z. B. im Mai.", None),
        ("Ob es dafür Geld gibt, entscheidet das Amt.", None),
        ("Mehr dazu auf evil.de.", Reason.LINK),
        ("Siehe www.evil.example und mehr.", Reason.LINK),
        ("Schreiben Sie an ada@example.org.", Reason.LINK),
        ("Klicken Sie javascript:alert für mehr.", Reason.LINK),
        ("Das ist **wichtig** für alle.", Reason.MARKUP),
        ("Das ist <b>wichtig</b> für alle.", Reason.MARKUP),
        ("Das ist &lt;b&gt; für alle.", Reason.MARKUP),
        ("- Das ist ein Punkt der Liste.", Reason.MARKUP),
        ("1. Das ist ein Punkt der Liste.", Reason.MARKUP),
        ("Das ist\u202e für alle.", Reason.MARKUP),
        ("Sie haben einen Anspruch auf Rente.", Reason.VERDICT),
        ("Dann haben Sie Anspruch auf Rente.", Reason.VERDICT),
        ("Sie bekommen das Budget für Arbeit.", Reason.VERDICT),
        ("Dann bekommen Sie die Rente.", Reason.VERDICT),
        ("Die Rente steht Ihnen zu.", Reason.VERDICT),
        ("Ihnen steht eine Rente zu.", Reason.VERDICT),
        ("Ihr Antrag wird bewilligt.", Reason.VERDICT),
        ("Ihr Sohn hat Anspruch auf einen Platz.", Reason.VERDICT),
        ("Sie sind anspruchsberechtigt.", Reason.VERDICT),
        ("Du bekommst das Budget.", Reason.VERDICT),
        ("The employer must pay the wage and that is the law.", Reason.LANGUAGE),
        ("Работодатель должен платить.", Reason.LANGUAGE),
        ("\n \t", Reason.EMPTY),
    ],
)
def test_the_form_of_a_sentence(text: str, reason: Reason | None) -> None:
    assert form.fault(text) is reason


@pytest.mark.parametrize(
    ("source", "text", "reason"),
    [
        ("Das Amt zahlt 75 Prozent.", "Das Amt zahlt 75 Prozent.", None),
        ("Das Amt zahlt drei Jahre.", "Es zahlt 3 Jahre.", None),
        ("Das Amt zahlt 75 Prozent.", "Das Amt zahlt 80 Prozent.", Reason.NUMBER),
        ("Das Amt zahlt 75 Prozent.", "Das Amt zahlt 75 von 100 Euro.", None),
        ("Das Amt zahlt 75 Euro.", "Das Amt zahlt 100 Euro.", Reason.NUMBER),
        ("Es gibt 1.500 Euro.", "Es gibt 1500 Euro.", None),
        ("Es gibt höchstens 6 Monate.", "Es gibt mindestens 6 Monate.", Reason.NUMBER),
        ("Es gilt § 7 Absatz 3.", "Es gilt § 7 Abs. 3 ÜbG.", None),
        ("Es gilt § 7 Absatz 3.", "Es gilt § 7 Abs. 4 ÜbG.", Reason.NORM),
        ("Es gilt § 7 Absatz 3.", "Es gilt § 9 ÜbG.", Reason.NORM),
        ("Es gilt das Gesetz.", "Es gilt § 5 Abs. 1 ÜbG.", None),
        ("Es gilt das Gesetz.", "Es gilt nach Absatz 9.", Reason.NORM),
        ("Das Amt zahlt nicht.", "Das Amt zahlt.", Reason.NEGATION),
        ("Das Amt zahlt.", "Das Amt zahlt nicht.", Reason.NEGATION),
        ("Das Amt zahlt.", "Das Amt zahlt kein Geld.", Reason.NEGATION),
        ("Der Anspruch entfällt im Mai.", "Der Anspruch besteht im Mai.", Reason.NEGATION),
        ("Der Anspruch entfällt im Mai.", "Im Mai gibt es keinen Anspruch.", None),
        ("Das Amt soll zahlen.", "Das Amt soll zahlen.", None),
        ("Das Amt soll zahlen.", "Das Amt muss zahlen.", Reason.FORCE),
        ("Das Amt soll zahlen.", "Das Amt zahlt.", Reason.FORCE),
        ("Das Amt kann zahlen.", "Das Amt zahlt.", Reason.FORCE),
        ("Das Amt kann zahlen.", "Das Amt muss zahlen.", Reason.FORCE),
        ("Das Amt zahlt.", "Das Amt kann zahlen.", Reason.FORCE),
        ("Das Amt hat zu zahlen.", "Das Amt muss zahlen.", None),
        ("Das Amt zahlt.", "Das Amt sollte zahlen.", Reason.FORCE),
    ],
)
def test_what_a_sentence_must_not_change(source: str, text: str, reason: Reason | None, laws: Laws) -> None:
    assert faithful.fault(text, [only(source)], laws) is reason


LONG = (
    "Das Amt zahlt den Lohn für alle, die im Betrieb arbeiten und dort eine Stelle haben, die auf Dauer besteht und "
    "die "
    + "ein Mensch mit einer Behinderung hat, " * 12
    + "und der Urlaub verfällt nicht, solange die Krankheit dauert."
)


def test_of_a_long_source_only_the_clause_counts_that_is_told(laws: Laws) -> None:
    assert faithful.fault("Das Amt zahlt den Lohn für alle.", [only(LONG)], laws) is None
    assert faithful.fault("Der Urlaub verfällt, solange die Krankheit dauert.", [only(LONG)], laws) is Reason.NEGATION
    assert faithful.fault("Das Amt zahlt den Lohn für alle nicht.", [only(LONG)], laws) is Reason.NEGATION
