"""The deck of session 11: named once, found, or replaced with a sentence; and printed."""

import nbformat
import pytest

import kit
from kit.content import library
from kit.errors import UnknownName
from kit.own import making
from kit.pages.printing import contents
from kit.sessions import session

SHIPPED = "fraction-arithmetic/another-dozen"


def test_the_cards_that_were_named_are_on_the_table():
    table = kit.OnTheTable("give-a-number/sixteen", otherwise=SHIPPED)
    assert (table.deck, table.progression, table.missing) == ("give-a-number/sixteen", "counting", "")
    assert repr(table).startswith("On the table: Sixteen children hand over, 16 cards (real work")


def test_the_name_of_a_set_is_enough():
    assert kit.OnTheTable(" give-a-number ", otherwise=SHIPPED).deck == "give-a-number/sixteen"


@pytest.mark.parametrize("wanted", ["our-wrok/all", "our-work", "give-a-number/all", "", "<b>/x"])
def test_a_name_that_leads_nowhere_stops_no_meeting_and_is_told(wanted):
    table = kit.OnTheTable(wanted, otherwise=SHIPPED)
    assert table.deck == SHIPPED
    assert "So the course's cards are here for now." in repr(table)
    assert "<b>" not in table._repr_html_()


def test_a_fallback_that_is_not_there_either_is_an_error():
    with pytest.raises(UnknownName):
        kit.OnTheTable("our-work", otherwise="nothing/here")


def test_the_deck_named_once_is_printed_with_its_own_words():
    (deck,) = contents.decks(session("11"), library())
    assert deck.reference == SHIPPED
    assert [sample.label for sample in deck.samples][:2] == ["S19", "S36"]
    assert [one.id for one in contents.progressions(session("11"), library())] == ["fractions"]


def test_a_session_of_one_s_own_made_from_it_has_the_team_s_deck_all_through(tmp_path, monkeypatch):
    monkeypatch.setenv("THROUGHLINE_LOCAL", str(tmp_path))
    making.new("Our fractions", "11", "fraction-subtraction")
    (made,) = tmp_path.glob("sessions/*.ipynb")
    code = "\n".join(
        cell.source for cell in nbformat.read(made, as_version=4).cells if cell.cell_type == "code"
    )
    assert 'DECK = "fraction-subtraction/twelve"' in code
    assert 'deck="fraction-arithmetic' not in code and "deck=table.deck" in code
