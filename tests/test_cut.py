"""Passages keep every character, never cross a block, and stay within their size."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Block, PagePoint, Pinpoint, Unit, Wording
from ingest.cut import PROSE_MAX_WORDS, STATUTE_MAX_WORDS, cut

LAW = Pinpoint("ÜbG", "1", "1")
PAGE = PagePoint("Muster 2020", page="7")


def _block(place: Pinpoint | PagePoint, sentences: list[str]) -> Block:
    text = " ".join(sentences)
    units, at = [], 0
    for number, sentence in enumerate(sentences, 1):
        here = Pinpoint("ÜbG", "1", "1", str(number)) if isinstance(place, Pinpoint) else place
        units.append(Unit(here, at, at + len(sentence)))
        at += len(sentence) + 1
    return Block(place, ("Teil 1", "§ 1 Probe"), text, tuple(units))


def _sentence(words: int) -> str:
    return " ".join(["Wort"] * (words - 1) + ["Ende."])


words = st.sampled_from(["Wort", "a", "Ende.", "\n", "\n1. ", " ", "§ 3", "Übung,", "| x |"])
texts = st.lists(words, max_size=900).map(" ".join)


@st.composite
def _any_block(draw: st.DrawFn) -> Block:
    text = draw(texts)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    place: Pinpoint | PagePoint = draw(st.one_of(st.just(LAW), st.just(PAGE)))
    units = tuple(Unit(place, start, end) for start, end in pairwise(edges) if start < end)
    return Block(place, (), text, units)


@given(st.lists(_any_block(), max_size=3))
def test_the_passages_of_each_block_concatenate_to_its_text(blocks: list[Block]) -> None:
    for block in blocks:
        assert "".join(p.text for p in cut([block], "s", "e", Wording.OFFICIAL)) == block.text
    passages = cut(blocks, "s", "e", Wording.OFFICIAL)
    assert "".join(p.text for p in passages) == "".join(block.text for block in blocks)
    assert [p.position for p in passages] == list(range(len(passages)))
    assert len({p.id for p in passages}) == len(passages)
    assert all(p.text for p in passages)


@given(_any_block())
def test_a_unit_of_a_passage_holds_what_it_held_in_the_block(block: Block) -> None:
    passages = cut([block], "s", "e", Wording.OFFICIAL)

    kept = "".join(p.text[u.start : u.end] for p in passages for u in p.units)
    assert kept == "".join(block.text[u.start : u.end] for u in block.units)
    assert all(0 <= u.start < u.end <= len(p.text) for p in passages for u in p.units)


def test_a_paragraph_of_a_statute_is_one_passage() -> None:
    block = _block(LAW, [_sentence(30)] * 10)

    (passage,) = cut([block], "uebg", "abc", Wording.OFFICIAL)

    assert (passage.place, passage.path, passage.text) == (LAW, block.path, block.text)
    assert passage.units == block.units
    assert (passage.source_id, passage.edition, passage.wording) == ("uebg", "abc", Wording.OFFICIAL)


def test_a_very_long_paragraph_is_cut_before_sentences() -> None:
    passages = cut([_block(LAW, [_sentence(60)] * 20)], "s", "e", Wording.OFFICIAL)

    assert len(passages) > 1
    assert all(p.text.rstrip().endswith("Ende.") and len(p.text.split()) <= STATUTE_MAX_WORDS for p in passages)
    assert {p.place for p in passages} == {LAW}
    assert passages[1].units[0].start == 0


def test_a_very_long_sentence_is_cut_before_its_numbers_and_their_labels() -> None:
    head = "Es gilt:"
    items = [f"\n{n}. {_sentence(90)}" for n in range(1, 8)]
    text = head + "".join(items)
    units = [Unit(LAW, 0, len(text))]
    for n in range(1, 8):
        start = text.index(f"\n{n}. ") + len(f"\n{n}. ")
        units.append(Unit(Pinpoint("ÜbG", "1", "1", number=str(n)), start, start + len(_sentence(90))))

    passages = cut([Block(LAW, (), text, tuple(units))], "s", "e", Wording.OFFICIAL)

    assert len(passages) == 2
    assert passages[1].text.startswith("4. Wort")
    assert passages[1].units[0].place == LAW
    assert passages[0].units[0].end == len(passages[0].text)


def test_prose_is_cut_into_even_pieces_at_sentence_borders() -> None:
    passages = cut([_block(PAGE, [_sentence(20)] * 40)], "s", "e", Wording.OFFICIAL)

    sizes = [len(p.text.split()) for p in passages]
    assert all(120 <= size <= PROSE_MAX_WORDS for size in sizes)
    assert all(p.text.rstrip().endswith("Ende.") for p in passages)


def test_a_prose_passage_stands_on_the_page_of_its_first_sentence() -> None:
    block = _block(PAGE, [_sentence(100)] * 4)
    later = PagePoint("Muster 2020", page="8")
    units = (*block.units[:2], *(Unit(later, u.start, u.end) for u in block.units[2:]))

    first, second = cut([Block(PAGE, (), block.text, units)], "s", "e", Wording.OFFICIAL)

    assert (first.place, second.place) == (PAGE, later)


def test_a_table_without_sentences_is_cut_between_its_lines() -> None:
    text = "\n".join(f"Zeile {n} | Betrag {n}" for n in range(300))

    passages = cut([Block(PAGE, (), text, (Unit(PAGE, 0, len(text)),))], "s", "e", Wording.OFFICIAL)

    assert len(passages) > 1
    assert all(p.text.startswith("Zeile") for p in passages)


def test_ids_tell_equal_passages_and_editions_apart_and_stay_the_same() -> None:
    block = _block(PAGE, ["Zweimal dasselbe."])

    first, twin = cut([block, block], "s", "e", Wording.OFFICIAL)
    (other,) = cut([block], "s", "f", Wording.OFFICIAL)

    assert len({first.id, twin.id, other.id}) == 3
    assert first.id == cut([block], "s", "e", Wording.OFFICIAL)[0].id
    assert len(first.id) == 20
    assert set(first.id) <= set("0123456789abcdef")


def test_an_empty_block_gives_no_passage() -> None:
    assert cut([Block(PAGE, (), "", ())], "s", "e", Wording.OFFICIAL) == ()
