"""Meetings by year: all are counted, and a year without one is a zero."""

import pandas as pd

import shieldbook as sb
from shieldbook import analysis


def test_a_year_without_a_meeting_is_a_zero():
    meetings = pd.DataFrame({"pair": ["RUS-KOR"] * 2, "date": ["2001-02-27", "2001-10-19"]})
    assert analysis.meetings.meetings_by_year(meetings, "RUS-KOR", 2000, 2002)[
        "meetings"
    ].tolist() == [
        0,
        2,
        0,
    ]


def test_all_meetings_of_the_years_are_counted():
    meetings = sb.load("meetings")
    for pair in ("RUS-KOR", "RUS-JPN"):
        inside = meetings[
            (meetings["pair"] == pair)
            & meetings["date"].astype(str).str[:4].astype(int).between(1999, 2023)
        ]
        assert analysis.meetings.meetings_by_year(meetings, pair, 1999, 2023)[
            "meetings"
        ].sum() == len(inside)
