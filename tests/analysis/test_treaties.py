"""The lives of treaties: which was in force on which day."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import treaties
from shieldbook.tables.dates import bounds


@pytest.fixture
def treaty():
    return pd.DataFrame(
        {
            "id": ["lamp"],
            "name": ["Lamp Treaty"],
            "short": ["Lamp Treaty"],
            "signed": ["1990-01-01"],
            "in_force": ["1991-01-01"],
            "ended": ["2000-12-31"],
        }
    )


@pytest.mark.parametrize(
    ("day", "alive"),
    [
        ("1995-05-05", "yes"),
        ("2001-01-01", "no"),
        ("1990-06-01", "no"),
        ("[2000-06..2001-06]", "cannot tell"),
    ],
)
def test_a_treaty_is_alive_on_the_days_of_its_life(treaty, day, alive):
    low, high = bounds(day)
    named = pd.DataFrame(
        {
            "id": ["x"],
            "start": [pd.Timestamp(low)],
            "end": [pd.Timestamp(high)],
            "treaty_id": ["lamp"],
        }
    )
    assert treaties.appeals_table(named, treaties.lifetimes(treaty, "2026-01-01"))[
        "alive"
    ].tolist() == [alive]


def test_a_treaty_in_force_lives_to_the_last_day(treaty):
    lives = treaties.lifetimes(treaty.assign(ended=""), "2026-01-01")
    assert (lives["end"].iloc[0], lives["ended"].iloc[0]) == (pd.Timestamp("2026-01-01"), False)


def test_the_treaties_are_told_plainly_with_who_made_them_and_how_they_ended():
    told = treaties.plain_table(*(sb.load(n) for n in ("treaties", "treaty_parties", "actors")))
    row = told.set_index("treaty_id").loc["abm-treaty"]
    assert row["parties"] == "The Soviet Union, then Russia, and the United States"
    assert row["life"] == "from 3 October 1972 to 13 June 2002"
    assert row["limits"] and row["how"] and told["start"].is_monotonic_increasing


def test_the_heirs_of_a_party_are_told_together():
    called = {
        "SUN": "the Soviet Union",
        "RUS": "Russia",
        "JPN": "Japan",
        "USA": "the United States",
    }
    parties = pd.Series(["USA", "UKR", "SUN", "RUS"])
    assert treaties.parties_in_words(parties, called) == (
        "the Soviet Union, then Russia and others, and the United States"
    )
    assert treaties.parties_in_words(pd.Series(["RUS", "JPN"]), called) == "Japan and Russia"
