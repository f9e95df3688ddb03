"""Actors: their names, the names of states, and who belongs to which."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import actors

INVENTED = pd.DataFrame(
    {
        "id": ["ann", "lampland", "wire", "harbour-union", "islet"],
        "name": ["Ann", "Lampland", "the Wire", "the Harbour Union", "Islet"],
        "kind": ["person", "state", "outlet", "state", "state"],
        "state": ["LMP", "LMP", "LMP", "HBU", ""],
    }
)


def test_a_name_begins_with_a_capital():
    assert actors.names(INVENTED)["wire"] == "The Wire"


def test_a_state_is_called_by_its_name_with_its_article_in_a_sentence():
    assert actors.states(INVENTED) == {"LMP": "Lampland", "HBU": "Harbour Union"}
    assert actors.states(INVENTED, article=True)["HBU"] == "the Harbour Union"


def test_a_pair_is_called_by_both_names():
    called = actors.states(INVENTED)
    assert actors.pair("LMP-HBU", called) == "Lampland and Harbour Union"
    assert actors.pair("", called) == ""


def test_a_state_without_a_name_is_told():
    with pytest.raises(KeyError, match="no state with a name 'LMX'; near it: LMP"):
        actors.pair("LMP-LMX", actors.states(INVENTED))


def test_russian_agencies_are_russian():
    agencies = sb.load("actors").query("id in ['itar-tass', 'ria', 'vremya-mn']")
    assert agencies["state"].tolist() == ["RUS"] * 3
