"""Paper strips: what is typed, what is refused with its line, and what a group sees of its own differences."""

import pytest

from kit import evidence
from kit.content import library
from kit.errors import KitError
from kit.evidence import on_paper

DECK = "fraction-arithmetic/another-dozen"
OTHER = "give-a-number/sixteen"


def test_a_line_is_a_person_and_a_place_is_a_card():
    table = evidence.strips("0 2 ?\n\n3, -, 1\n", DECK)
    cards = [sample.id for sample in library().deck(DECK)[1]]
    found = [
        (row.participant, row.card, None if row.level is None else row.level) for row in table.itertuples()
    ]
    assert [(who, card) for who, card, _ in found] == [
        ("strip 1", cards[0]),
        ("strip 1", cards[1]),
        ("strip 1", cards[2]),
        ("strip 2", cards[0]),
        ("strip 2", cards[2]),
    ]
    assert table["level"].isna().tolist() == [False, False, True, False, False]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0 1\n0 9", "Strip 2 says “9” for S36"),
        ("0 two", "Strip 1 says “two” for S36"),
        ("0 " * 13, "has 13 places, and there are 12 cards"),
    ],
)
def test_what_cannot_be_read_names_its_strip(typed, said):
    with pytest.raises(KitError, match=said):
        evidence.StripsPicture(typed, deck=DECK)


def test_the_constructed_group_says_so_in_words_and_on_the_screen():
    picture = evidence.StripsPicture(deck=DECK)
    assert repr(picture).startswith("Constructed example")
    assert "Constructed example" in picture._repr_html_()
    assert "Most split: S36" in repr(picture)


def test_the_constructed_group_is_about_cards_that_are_there():
    typed = on_paper._example(DECK)
    assert len(typed.splitlines()) == 8
    assert evidence.strips(typed, DECK)["card"].nunique() == 11


def test_own_strips_are_never_called_constructed():
    picture = evidence.StripsPicture("0 1 2\n0 1 3", deck=DECK)
    assert "onstructed" not in repr(picture) + picture._repr_html_()


def test_cards_without_strips_ask_for_them_and_show_no_other_group():
    picture = evidence.StripsPicture("", deck=OTHER)
    assert repr(picture) == on_paper.NONE_YET
    assert "<table" not in picture._repr_html_()


def test_three_people_see_their_marks_and_no_number():
    said = repr(evidence.StripsPicture("0 1\n0 2\n3 2", deck=DECK, reference=True))
    assert "Too few to say: 3 people" in said
    assert "beyond chance:" not in said


def test_the_reference_is_told_only_when_asked_for():
    assert "reference" not in repr(evidence.StripsPicture(deck=DECK))
    assert "At the reference's level: " in repr(evidence.StripsPicture(deck=DECK, reference=True))


def test_beside_the_reference_no_card_is_shown_so_that_a_page_holds_no_key():
    picture = evidence.StripsPicture(deck=DECK, reference=True)
    assert "<table" not in picture._repr_html_()
    assert "S26" not in repr(picture)


def test_strips_that_say_nothing_are_no_error():
    said = repr(evidence.StripsPicture("? ?\n? -\n-", deck=DECK, reference=True))
    assert said.endswith("2 strips, 2 cards.\nEverybody said that the work does not say enough.")


def test_the_most_split_card_stands_first():
    typed = "\n".join(["0 0 2"] * 3 + ["0 5 3"] * 3)
    rows = evidence.StripsPicture(typed, deck=DECK)._rows()
    assert [(label, apart) for label, _, apart in rows] == [("S36", "3.0"), ("S25", "0.6"), ("S19", "0.0")]


def test_a_team_s_own_cards_have_no_reference_and_that_is_said(monkeypatch):
    content = library()
    chosen, samples = content.deck(DECK)
    bare = [sample.model_copy(update={"anchor": None}) for sample in samples]
    monkeypatch.setattr(type(content), "deck", lambda self, deck: (chosen, bare))
    picture = evidence.StripsPicture("\n".join(["0 2 3"] * 5), deck=DECK, reference=True)
    assert "There is no reference to compare with." in repr(picture)
    assert "At the reference's level" not in picture._repr_html_()


def test_full_agreement_names_no_split_card():
    said = repr(evidence.StripsPicture("\n".join(["0 2 3"] * 5), deck=DECK))
    assert "On no card do the levels differ" in said
