"""An answer as Markdown says what the answer says, in an order that helps, and no text of it becomes markup."""

from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus.nouns import Level
from service.doors.markdown import escaped, link, markdown
from service.reply import Notice, Part, Said, Status
from tests.served import DISCLAIMER, PROOFS, answered, unanswered

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class Shown(HTMLParser):
    """The tags of a page and the text that a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names, self.words = list[str](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        """Note the tag."""
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.words.append(data)


def test_every_mark_stands_where_it_says_and_names_its_source() -> None:
    answer = answered(Level.STANDARD)
    strange = Said("Ein *Stern* & [7] davor.\n1. Holz", (3, 1))
    written = markdown(replace(answer, parts=(replace(answer.parts[0], answer=(*answer.answer, strange)),)))
    found = [(written.text[mark.start : mark.end], mark.proof) for mark in written.marks]
    assert found == [(f"[{n}]", PROOFS[n - 1]) for n in (1, 2, 3, 3, 1)]
    lines = [line for line in written.text.splitlines() if line.endswith(("[1]", "[3]"))]
    assert lines[0] == f"{answer.answer[0].text} [1]"
    assert lines[1] == f"{answer.answer[1].text} [2] [3]"


def test_a_piece_is_one_sentence_with_its_numbers() -> None:
    answer = answered(Level.STANDARD)
    _, first, second, _ = markdown(answer).pieces
    assert first == f"{answer.answer[0].text} [1]\n\n"
    assert second == f"{answer.answer[1].text} [2] [3]\n\n"


def test_danger_and_deadlines_come_first_other_notices_last() -> None:
    codes = ("disclaimer", "former_law", "deadline", "crisis")
    text = markdown(replace(answered(Level.STANDARD), notices=tuple(Notice(code, f"+{code}+") for code in codes))).text
    places = [text.index(piece) for piece in ("crisis", "deadline", "former", "Wer gern", "**Quellen**", "disclaimer")]
    assert places == sorted(places)


def test_a_source_tells_pinpoint_rank_date_link_and_what_is_not_its_wording() -> None:
    lines = [line for line in markdown(answered(Level.STANDARD)).text.splitlines() if line.startswith("- [")]
    assert lines[0] == (
        "- [1] [ÜbG § 4 Abs. 1 Satz 1](https://example.org/uebg/4) · Platz · Gesetz · Stand: 19.08.2026"
    )
    assert "Seite 7 · Zusammenfassung von uns, kein Wortlaut · seither geändert" in lines[2]


def test_a_question_back_lists_its_choices_and_who_helps_is_linked() -> None:
    text = markdown(unanswered(Level.STANDARD, Status.CLARIFY)).text
    assert "**Welchen Platz meinen Sie?**\n\n- Werkbank: Wer bekommt eine Werkbank?\n" in text
    assert "[Beratung am Ort](https://www.teilhabeberatung.de), Telefon 0800 123" in text
    assert "sagen dazu nichts" in markdown(unanswered(Level.STANDARD, Status.NOT_COVERED)).text
    assert text.rstrip().endswith(DISCLAIMER.text)


def test_several_questions_are_answered_each_under_its_number() -> None:
    answer = answered(Level.STANDARD)
    parts = (answer.parts[0], Part(1, Status.NOT_COVERED, ()))
    text = markdown(replace(answer, parts=parts)).text
    pieces = ("Zu Frage 1", "Wer gern werkt", "Zu Frage 2", "sagen dazu nichts", "**Quellen**")
    assert [text.index(piece) for piece in pieces] == sorted(text.index(piece) for piece in pieces)


def test_easy_reading_has_a_line_for_every_sentence() -> None:
    answer = answered(Level.LEICHTER)
    two = replace(answer.parts[0], answer=(Said("Das gilt. Und das auch.", (1,)),))
    assert "Das gilt.  \nUnd das auch. [1]" in markdown(replace(answer, parts=(two,))).text


def test_no_script_address_becomes_a_link() -> None:
    assert link("a", "javascript:alert(1)") == "a"
    assert link("a", "https://example.org/a(b) c") == "[a](https://example.org/a%28b%29%20c)"


@given(st.text("#*_-+=>|`~<>[](){}!&$:\\\"'\n\t 1.ax/;", max_size=60))
@example("1. Holz\n2) Stein\n- Lehm\n# Ton\n===\n---")
@example("[a](https://example.org) ![b](c) <img src=x> <!-- lotse:x --> &amp; [a]: b")
@example("| a | b |\n|---|---|\n| c | d |")
@example("```\ncode\n```\n    code")
def test_text_stays_text(text: str) -> None:
    shown = Shown(RENDERER.render(escaped(text)))
    assert set(shown.names) <= {"p", "br"}
    assert "".join("".join(shown.words).split()) == "".join(text.split())


@pytest.mark.parametrize("wild", ["<!-- lotse:fremd -->", "[9](https://example.org)", "\n\n# Titel", "<script>"])
def test_no_text_of_an_answer_becomes_markup(wild: str) -> None:
    answer = answered(Level.STANDARD)
    tame = markdown(replace(answer, parts=(replace(answer.parts[0], answer=(Said(f"Satz {wild}", (1,)),)),)))
    usual = Shown(RENDERER.render(markdown(answer).text)).names
    names = Shown(RENDERER.render(tame.text)).names
    assert set(names) <= set(usual) | {"br"}
    assert names.count("a") == usual.count("a")
    assert unescape(wild.split()[-1]) in "".join(Shown(RENDERER.render(tame.text)).words)
