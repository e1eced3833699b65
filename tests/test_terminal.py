"""The terminal shows the same answer: sentences with numbers, then each source with all that proves it."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from corpus.nouns import Level
from service.feedback import Counted, Helped
from service.reply import Answer, Said, Status
from service.terminal import show, show_counts
from tests.served import PROOFS, SAID, answered, unanswered


def shown(answer: Answer, width: int = 200) -> str:
    output = io.StringIO()
    show(answer, Console(file=output, width=width))
    return output.getvalue()


def test_every_sentence_bears_the_numbers_of_its_sources() -> None:
    text = shown(answered(Level.STANDARD))
    assert f"{SAID[0].text} [1]" in text
    assert f"{SAID[1].text} [2] [3]" in text


def test_every_source_shows_pinpoint_quote_rank_date_and_link() -> None:
    text = shown(answered(Level.STANDARD))
    for proof in PROOFS:
        for part in (f"[{proof.n}] {proof.pinpoint}", f"„{proof.quote}“", proof.url):
            assert part in text
    assert "Gesetz · Stand: 19.08.2026" in text
    assert "Seite 7 · Zusammenfassung von uns, kein Wortlaut · seither geändert" in text
    assert "keine Rechtsberatung" in text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.NOT_COVERED, "sagen dazu nichts"),
        (Status.SIGNPOST, "eine andere Stelle"),
        (Status.CLARIFY, "Welchen Platz meinen Sie?"),
    ],
)
def test_what_is_not_answered_says_so_and_who_helps(status: Status, words: str) -> None:
    text = shown(unanswered(Level.STANDARD, status))
    assert words in text
    assert "Beratung am Ort, 0800 123, https://www.teilhabeberatung.de" in text


def test_brackets_in_a_text_are_no_markup() -> None:
    answer = replace(answered(Level.FACH), answer=(Said("Es gilt [bold]§ 4[/bold] [link=x].", (1,)),))
    assert "Es gilt [bold]§ 4[/bold] [link=x]. [1]" in shown(answer)


def test_a_link_is_never_broken_over_lines() -> None:
    assert PROOFS[2].url in shown(answered(Level.STANDARD), width=30)


def test_what_readers_said_is_a_table_with_the_newest_month_first() -> None:
    counts = {
        Counted("2026-10", Level.FACH, Status.ANSWERED, Helped.NO): 2,
        Counted("2026-11", Level.STANDARD, Status.ANSWERED, Helped.YES): 31,
        Counted("2026-11", Level.STANDARD, Status.ANSWERED, Helped.NO): 4,
        Counted("2026-11", Level.LEICHTER, Status.NOT_COVERED, Helped.NO): 1,
    }
    output = io.StringIO()
    show_counts(counts, Console(file=output, width=100))
    rows = [line.replace("│", " ").split() for line in output.getvalue().splitlines() if "2026" in line]
    assert rows == [
        ["2026-11", "leichter", "not_covered", "0", "1"],
        ["2026-11", "standard", "answered", "31", "4"],
        ["2026-10", "fach", "answered", "0", "2"],
    ]
    assert "Ja" in output.getvalue()


def test_no_word_of_a_reader_is_told() -> None:
    output = io.StringIO()
    show_counts({}, Console(file=output))
    assert output.getvalue() == "Es gibt noch keine Rückmeldungen.\n"
