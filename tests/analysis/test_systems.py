"""Systems: when they were decided on, and what became of them."""

import pandas as pd
import pytest

from shieldbook.analysis import systems
from shieldbook.analysis.systems import Line

EVENTS = pd.DataFrame(
    {
        "id": ["begun", "over"],
        "date": ["1999-07-22", "2003-12"],
        "source": ["a-1999[p. 1]", "b-2003[p. 2]"],
    }
)
SYSTEMS = pd.DataFrame({"id": ["lamp"], "name": ["The Lamp"], "owner": ["LMP"]})
ACTORS = pd.DataFrame(
    {"id": ["x", "y"], "name": ["Lampland", "the Isles"], "kind": "state", "state": ["LMP", "ISL"]}
)


def told(*lines):
    return systems.lives_table(SYSTEMS, EVENTS, ACTORS, lines).iloc[0]


def test_a_system_has_its_name_and_owner_from_the_record_and_its_days_from_events():
    row = told(Line("lamp", "A light", "begun", "over", "Put out"))
    assert (row["name"], row["whose"], row["decided"]) == ("The Lamp", "Lampland", "22 July 1999")
    assert row["became"] == "Put out (December 2003)"
    assert row["sources"] == "a-1999[p. 1] | b-2003[p. 2]"
    assert row["decided_day"] < row["last_day"]


def test_what_is_no_system_of_the_record_says_whose_it_is():
    row = told(Line("A plan", "A light", "begun", "begun", "Begun", owner="ISL"))
    assert (row["name"], row["whose"], row["sources"]) == ("A plan", "Isles", "a-1999[p. 1]")


@pytest.mark.parametrize("line", [("lump", "begun"), ("lamp", "begin")])
def test_a_misspelt_system_or_event_is_told(line):
    with pytest.raises(KeyError, match="near it: (lamp|begun)"):
        told(Line(line[0], "A light", line[1], "over", "Put out"))
