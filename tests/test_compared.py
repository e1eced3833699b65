"""Two wordings side by side: no word is lost or made up, and what came from what is found."""

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.earlier import NOT_THERE, ParagraphText, SectionText
from service.compared import Comparison, ParagraphChange, compare
from service.word_runs import Kind, Run, word_runs

WORDS = st.lists(
    st.sampled_from(
        ["Wer", "übt", "bekommt", "12", "20", "Taler", ",", ".", " ", "  ", "\n", "(1)", "§ 4", "-", "\u00ad"]
    )
).map("".join)
TEXTS = st.one_of(WORDS, st.text())


def texts(runs: tuple[Run, ...]) -> tuple[str, str]:
    """Return the older and the newer text that runs stand for."""
    return tuple("".join(r.text for r in runs if r.kind is not other) for other in (Kind.ADDED, Kind.REMOVED))  # type: ignore[return-value]


def shown(runs: tuple[Run, ...]) -> str:
    """Return runs in one line: [-removed-] and {+added+}."""
    signs = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
    return "".join(signs[run.kind].format(run.text) for run in runs)


def section(*paragraphs: str, heading: str = "Lohn") -> SectionText:
    """Return a section; a paragraph that begins with "(2) " has the number 2."""
    return SectionText(heading, tuple(ParagraphText(text[1 : text.index(")")], text) for text in paragraphs))


def kinds(comparison: Comparison) -> list[tuple[str, str | None, str | None]]:
    return [(str(p.kind), p.old, p.new) for p in comparison.paragraphs]


@given(TEXTS, TEXTS)
def test_the_runs_join_to_both_texts(old: str, new: str) -> None:
    runs = word_runs(old, new)
    assert texts(runs) == (old, new)
    assert all(run.text for run in runs)
    assert all(one.kind is not other.kind for one, other in pairwise(runs))


@given(TEXTS)
def test_equal_texts_have_no_differences(text: str) -> None:
    assert {run.kind for run in word_runs(text, text)} <= {Kind.SAME}


PARAGRAPHS = st.lists(st.tuples(st.sampled_from(["1", "2", "3", None]), TEXTS), max_size=5)


@given(PARAGRAPHS, PARAGRAPHS, TEXTS, TEXTS)
def test_no_paragraph_is_lost_or_made_up(
    old: list[tuple[str | None, str]], new: list[tuple[str | None, str]], heading: str, now: str
) -> None:
    before = SectionText(heading, tuple(ParagraphText(*p) for p in old))
    after = SectionText(now, tuple(ParagraphText(*p) for p in new))
    comparison = compare(before, after)
    newer = [(p.new, texts(p.runs)[1]) for p in comparison.paragraphs if p.kind is not Kind.REMOVED]
    older = [(p.old, texts(p.runs)[0]) for p in comparison.paragraphs if p.kind is not Kind.ADDED]
    assert newer == new
    assert sorted(older, key=repr) == sorted(old, key=repr)
    assert texts(comparison.heading) == (heading, now)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Es gibt 12 Taler.", "Es gibt 20 Taler.", "Es gibt [-12-]{+20+} Taler."),
        ("Wer übt, darf rasten.", "Wer übt, darf nicht rasten.", "Wer übt, darf{+ nicht+} rasten."),
        ("die §§ 1 und 2 gelten", "die §§ 2 und 3 gelten", "die §§ [-1 und 2-]{+2 und 3+} gelten"),
        ("Lohn, Urlaub", "Lohn Urlaub", "Lohn[-,-] Urlaub"),
        ("Meister zahlt gern", "Der Meister zahlt gern", "{+Der +}Meister zahlt gern"),
        ("Er zahlt. Sie ruht.", "Er zahlt. Er lacht. Sie ruht.", "Er zahlt.{+ Er lacht.+} Sie ruht."),
        ("(a). Sie ruht.", "(a). Er lacht (b). Sie ruht.", "(a).{+ Er lacht (b).+} Sie ruht."),
        ("(a). Er lacht (b). Sie ruht.", "(a). Sie ruht.", "(a).[- Er lacht (b).-] Sie ruht."),
        ("Es gibt 12 Taler.", "Es gibt 20 Taler. Er lacht.", "Es gibt [-12-]{+20+} Taler.{+ Er lacht.+}"),
        ("", "Neu.", "{+Neu.+}"),
        ("Alt.", "", "[-Alt.-]"),
    ],
)
def test_differences_are_whole_words(old: str, new: str, said: str) -> None:
    assert shown(word_runs(old, new)) == said


def test_line_breaks_alone_are_no_change_to_a_reader() -> None:
    change = ParagraphChange(Kind.SAME, "1", "1", word_runs("1. Lohn\n2. Urlaub", "1. Lohn 2. Urlaub"))
    assert not change.changed


def test_a_new_paragraph_in_between_moves_the_others() -> None:
    old = section("(1) Wer übt, bekommt Lohn.", "(2) Der Meister zahlt das Werkzeug und den Weg.")
    new = section(
        "(1) Wer übt, bekommt Lohn.", "(2) An Feiertagen ruht alles.", "(3) Der Meister zahlt das Werkzeug und den Weg."
    )
    comparison = compare(old, new)
    assert kinds(comparison) == [("same", "1", "1"), ("added", None, "2"), ("same", "2", "3")]
    assert shown(comparison.paragraphs[2].runs) == "([-2-]{+3+}) Der Meister zahlt das Werkzeug und den Weg."
    assert [p.moved for p in comparison.paragraphs] == [False, False, True]
    assert len(comparison.changes) == 2


def test_a_paragraph_that_went_away_stands_where_it_was() -> None:
    old = section("(1) Wer übt, bekommt Lohn.", "(2) Alles andere ist verboten.", "(3) Gefegt wird am Abend um fünf.")
    new = section("(1) Wer übt, bekommt Lohn.", "(2) Gefegt wird am Abend um fünf.")
    assert kinds(compare(old, new)) == [("same", "1", "1"), ("removed", "2", None), ("same", "3", "2")]
    first_gone = compare(section("(1) Eins.", "(2) Zwei drei vier."), section("(2) Zwei drei vier."))
    assert kinds(first_gone) == [("removed", "1", None), ("same", "2", "2")]


def test_paragraphs_that_changed_places_are_found() -> None:
    wage, leave = "Lehrlinge bekommen in der Woche 20 Taler.", "Urlaub gibt es nach einem ganzen Jahr."
    comparison = compare(section(f"(1) {wage}", f"(2) {leave}"), section(f"(1) {leave}", f"(2) {wage}"))
    assert kinds(comparison) == [("same", "2", "1"), ("same", "1", "2")]


def test_a_paragraph_that_says_something_else_now_is_not_mixed_with_the_old_one() -> None:
    comparison = compare(
        section("(1) Wer übt, bekommt Lohn.", "(2) Urlaub gibt es nach einem Jahr."),
        section("(1) Wer übt, bekommt Lohn.", "(2) Über Streit entscheidet das Amt."),
    )
    assert [(k, o or n) for k, o, n in kinds(comparison)] == [("same", "1"), ("removed", "2"), ("added", "2")]


def test_a_section_that_is_new_or_gone_is_all_added_or_all_removed() -> None:
    law = section("(1) Eins.", "(2) Zwei.")
    assert kinds(compare(NOT_THERE, law)) == [("added", None, "1"), ("added", None, "2")]
    assert kinds(compare(law, NOT_THERE)) == [("removed", "1", None), ("removed", "2", None)]
    assert compare(NOT_THERE, law).heading_changed


def test_a_long_section_is_compared_quickly() -> None:
    words = [f"Wort{n % 700}" for n in range(6000)]
    other = [word if n % 40 else "anders" for n, word in enumerate(words)]
    start = perf_counter()
    runs = word_runs(" ".join(words), " ".join(other))
    assert perf_counter() - start < 5
    assert sum(run.kind is Kind.ADDED for run in runs) == 150
