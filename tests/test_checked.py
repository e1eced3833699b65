"""What comes back is told only as it is loaded; what is changed or unknown is never taken for checked."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.nouns import Level, Rank, Wording
from service.checked import Checker, Standing
from service.fixed import CRISIS
from service.reply import Notice, Redirect
from service.told import COUNSEL, DISCLAIMER, understood_as, unknown_norm
from tests.served import AUTHORED, EDITION, FIRST, LAW, PAPER, PASSAGES, PROOFS, SAID, SECOND, STAND, TinyAnswers

CHECKER = TinyAnswers().checker()
OTHER_DAY = date(1999, 1, 1)


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.pinpoint)
def test_what_the_service_said_itself_is_verified(proof: object) -> None:
    proof = next(p for p in PROOFS if p is proof)
    assert CHECKER.check(proof).standing is Standing.VERIFIED
    assert CHECKER.check(proof).proof.quote == proof.quote


def test_all_facts_of_a_verified_source_are_the_loaded_ones() -> None:
    forged = replace(
        PROOFS[0],
        title="Urteil des Gerichts",
        rank=Rank.CASE_LAW,
        url="https://evil.example",
        page="9",
        as_of=OTHER_DAY,
        passage_id="gone",
    )
    checked = CHECKER.check(forged)
    assert checked.standing is Standing.VERIFIED
    assert checked.source == LAW.id
    told = checked.proof
    assert (told.title, told.rank, told.url, told.page) == ("Platz", Rank.LAW, LAW.url, None)
    assert (told.as_of, told.passage_id) == (STAND, "p1")


def test_a_summary_is_verified_with_its_own_facts() -> None:
    checked = CHECKER.check(replace(PROOFS[2], rank=Rank.LAW, url="https://evil.example", as_of=OTHER_DAY, page="1"))
    assert (checked.standing, checked.source) == (Standing.VERIFIED, PAPER.id)
    assert (checked.proof.rank, checked.proof.url, checked.proof.page) == (PAPER.rank, PAPER.url, "7")
    assert checked.proof.as_of == PROOFS[2].as_of


def test_part_of_a_sentence_is_told_whole() -> None:
    checked = CHECKER.check(replace(PROOFS[0], quote="bekommt einen Platz"))
    assert checked.standing is Standing.VERIFIED
    assert checked.proof.quote == FIRST[:52]


@pytest.mark.parametrize(
    ("pinpoint", "quote", "today"),
    [
        ("ÜbG § 4 Abs. 1 Satz 1", "Wer gern werkt, bekommt zwei Plätze.", FIRST[:52]),
        ("ÜbG § 4 Abs. 1 Satz 1", FIRST[53:], FIRST[:52]),
        ("ÜbG § 4 Abs. 2", FIRST, SECOND),
        ("ÜbG § 4", "Nichts davon.", f"{FIRST}\n{SECOND}"),
    ],
)
def test_wording_that_does_not_stand_at_its_place_is_changed_and_todays_is_told(
    pinpoint: str, quote: str, today: str
) -> None:
    checked = CHECKER.check(replace(PROOFS[0], pinpoint=pinpoint, quote=quote))
    assert (checked.standing, checked.today, checked.proof.quote) == (Standing.CHANGED, today, quote)


@pytest.mark.parametrize("pinpoint", ["ÜbG § 4", "ÜbG § 4 Abs. 2"])
def test_a_paragraph_may_be_quoted_for_itself_and_its_section(pinpoint: str) -> None:
    checked = CHECKER.check(replace(PROOFS[0], pinpoint=pinpoint, quote=SECOND))
    assert (checked.standing, checked.proof.quote) == (Standing.VERIFIED, SECOND)


@pytest.mark.parametrize("pinpoint", ["ÜbG § 5", "ÜbG § 4 Abs. 3", "Grundgesetz Art. 1", "", "§ 4 Abs. 1 Satz 1"])
def test_a_place_that_is_not_loaded_cannot_be_checked(pinpoint: str) -> None:
    checked = CHECKER.check(replace(PROOFS[0], pinpoint=pinpoint))
    assert (checked.standing, checked.source, checked.today) == (Standing.UNVERIFIED, "", "")


def test_our_summary_cannot_be_passed_off_as_wording_nor_for_another_place() -> None:
    assert CHECKER.check(replace(PROOFS[2], wording=Wording.OFFICIAL)).standing is Standing.UNVERIFIED
    assert CHECKER.check(replace(PROOFS[2], pinpoint="Leitfaden Werken, S. 8")).standing is Standing.UNVERIFIED
    assert CHECKER.check(replace(PROOFS[2], pinpoint="ÜbG § 4 Abs. 1")).standing is Standing.UNVERIFIED
    assert CHECKER.check(replace(PROOFS[2], quote="Kein Licht hilft.")).standing is Standing.UNVERIFIED


def test_a_wording_that_is_no_longer_loaded_cannot_be_checked() -> None:
    empty = Checker("g2", (), (), AUTHORED)
    assert empty.check(PROOFS[0]).standing is Standing.UNVERIFIED


def test_a_new_edition_with_the_same_words_is_verified_with_its_date() -> None:
    newer = Checker(
        "g2", [replace(p, id=f"new-{p.id}") for p in PASSAGES], (replace(EDITION, as_of=OTHER_DAY),), AUTHORED
    )
    checked = newer.check(PROOFS[0])
    assert (checked.standing, checked.proof.as_of, checked.proof.passage_id) == (
        Standing.VERIFIED,
        OTHER_DAY,
        "new-p1",
    )


def test_a_sentence_is_known_only_on_its_own_places() -> None:
    first, lamp, light = ((proof.pinpoint, proof.quote) for proof in PROOFS)
    assert CHECKER.texts.said(SAID[0].text, [first])
    assert CHECKER.texts.said(SAID[1].text, [lamp, light])
    assert not CHECKER.texts.said(SAID[0].text, [lamp])
    assert not CHECKER.texts.said(SAID[0].text, [first, lamp])
    assert not CHECKER.texts.said(SAID[0].text, [])
    assert not CHECKER.texts.said("Sie haben Anspruch.", [first])


def test_a_sentence_that_is_the_wording_itself_is_known() -> None:
    place = ("ÜbG § 4 Abs. 2", SECOND)
    assert CHECKER.texts.said(" ".join(SECOND.split()), [place])
    assert not CHECKER.texts.said("mehr nur auf Wunsch.", [place])


@pytest.mark.parametrize(
    "notice",
    [
        DISCLAIMER,
        CRISIS,
        understood_as("Wer bekommt eine Werkbank?"),
        *unknown_norm([PASSAGES[0].units[0].place]),  # type: ignore[list-item]
    ],
    ids=lambda notice: notice.code,
)
def test_a_fixed_text_is_known(notice: Notice) -> None:
    assert CHECKER.texts.fixed(notice)
    assert not CHECKER.texts.fixed(replace(notice, text=f"{notice.text} Gezeichnet: das Amt."))


def test_who_helps_is_known_with_name_address_and_number() -> None:
    ours = TinyAnswers().answer("Wetter?", Level.STANDARD).redirect
    assert ours is not None
    assert CHECKER.texts.helps(ours)
    assert CHECKER.texts.helps(COUNSEL)
    assert not CHECKER.texts.helps(replace(ours, phone="0900 666"))
    assert not CHECKER.texts.helps(Redirect(COUNSEL.name, "https://evil.example", None))
