"""The sentence on votes: what it counts, and which picture follows it."""

import pandas as pd
import pytest

from shieldbook.controls import ControlError
from shieldbook.explorers import votes_sentence

CAST = pd.DataFrame(
    {
        "start": pd.to_datetime(["2017-09-01", "2018-01-02", "2018-03-04", "2019-05-06"]),
        "vote": ["yes", "yes", "yes", "no"],
    }
)
DAYS = {"the lamp was lit": "2017-09-01", "it went out": "2018-03-04", "dawn": "2019-05-07"}


@pytest.mark.parametrize(
    "since, told",
    [
        (
            "2017-09-01",
            "After the lamp was lit, Russia voted yes 3 times and no 1 time on North Korea.",
        ),
        ("2018-03-04", "After it went out, Russia voted yes 1 time and no 1 time on North Korea."),
        ("2019-05-07", "After dawn, Russia voted yes 0 times and no 0 times on North Korea."),
    ],
)
def test_votes_are_counted_from_the_day_that_is_chosen(since, told):
    assert votes_sentence(CAST, DAYS).answer(since=since) == told


def test_the_picture_follows_the_day_and_readers_without_scripts_have_the_other_days():
    made = votes_sentence(CAST, DAYS)
    assert made.payload()["sentence"]["follows"] == ["since"]
    assert [one["label"] for one in made.payload()["scenarios"]] == ["it went out", "dawn"]


def test_a_sentence_without_a_day_is_refused():
    with pytest.raises(ControlError):
        votes_sentence(CAST, {})
