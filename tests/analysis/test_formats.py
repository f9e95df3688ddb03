"""Negotiating formats as sets of states."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shieldbook as sb
from shieldbook.analysis import formats

# A busy machine is no error.
unhurried = settings(deadline=None, max_examples=50)

sets_of_states = st.frozensets(st.sampled_from(["KOR", "PRK", "USA", "CHN", "JPN", "RUS"]))


@pytest.fixture
def invented():
    """Three tables: one of two states, one with the Soviet Union, one that never met."""
    tables = pd.DataFrame(
        {
            "id": ["late", "base", "soviet"],
            "name": ["Late talks", "Base talks", "Old talks"],
            "proposed_on": ["2003-08-27", "1996-04-16", "1988"],
            "first_met": ["", "1997-12", "1988-10"],
        }
    )
    members = pd.DataFrame(
        {
            "format_id": ["late", "late", "late", "base", "base", "soviet", "soviet"],
            "state": ["KOR", "PRK", "RUS", "KOR", "PRK", "KOR", "SUN"],
        }
    )
    return tables, members


def seat(frame, name, state):
    return frame[(frame["format"] == name) & (frame["state"] == state)].iloc[0]


def test_seats_are_one_set_of_states_a_format(invented):
    assert formats.seats(invented[1])["soviet"] == {"KOR", "SUN"}


@unhurried
@given(sets_of_states, sets_of_states)
def test_what_is_kept_and_added_is_the_other_table(base, other):
    parts = formats.compare(base, other)
    assert parts["kept"] | parts["added"] == other and not parts["kept"] & parts["added"]


@unhurried
@given(sets_of_states, sets_of_states)
def test_what_is_kept_and_dropped_is_the_base(base, other):
    parts = formats.compare(base, other)
    assert parts["kept"] | parts["dropped"] == base and not parts["kept"] & parts["dropped"]


@unhurried
@given(sets_of_states)
def test_a_table_compared_with_itself_changes_nothing(base):
    assert formats.compare(base, base) == {
        "added": frozenset(),
        "dropped": frozenset(),
        "kept": base,
    }


def test_the_seat_table_has_a_row_for_each_format_and_state(invented):
    frame = formats.seat_table(*invented, sb.load("actors"))
    assert len(frame) == 3 * len(formats.SEATS) and not frame.duplicated(["format", "state"]).any()


def test_the_seat_table_is_in_the_order_of_the_proposals(invented):
    frame = formats.seat_table(*invented, sb.load("actors"))
    assert frame["format"].drop_duplicates().tolist() == ["Old talks", "Base talks", "Late talks"]


def test_the_soviet_seat_counts_as_russias(invented):
    assert seat(formats.seat_table(*invented, sb.load("actors")), "Old talks", "Russia")["seat"]


def test_a_format_that_was_only_proposed_never_met(invented):
    frame = formats.seat_table(*invented, sb.load("actors"))
    assert frame.groupby("format")["met"].first().to_dict() == {
        "Late talks": False,
        "Base talks": True,
        "Old talks": True,
    }


def test_a_table_without_members_is_an_error(invented):
    with pytest.raises(KeyError):
        formats.seat_table(invented[0], invented[1].head(1), sb.load("actors"))
