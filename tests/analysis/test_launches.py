"""Launch days, and the waiting time to the next."""

import datetime as dt

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import shieldbook as sb
from shieldbook import analysis

# A busy machine is no error.
unhurried = settings(deadline=None, max_examples=50)

days = st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))


def test_the_wait_from_the_article_to_the_next_launch_is_2497_days():
    launches = analysis.launches.launch_days(sb.load("launches"))
    wait = analysis.launches.wait_days(
        [day.date() for day in launches["date"]], since=dt.date(1999, 9, 3)
    )
    assert wait == 2497 == (dt.date(2006, 7, 5) - dt.date(1999, 9, 3)).days


def test_a_launch_on_the_day_itself_does_not_end_the_wait():
    assert (
        analysis.launches.wait_days(
            [dt.date(2000, 1, 1), dt.date(2000, 1, 3)], since=dt.date(2000, 1, 1)
        )
        == 2
    )


def test_without_a_later_launch_there_is_no_wait():
    assert analysis.launches.wait_days([dt.date(2000, 1, 1)], since=dt.date(2000, 1, 1)) is None


@unhurried
@given(st.lists(days), days)
def test_the_wait_ends_on_a_launch_day_with_none_before_it(launches, since):
    wait = analysis.launches.wait_days(launches, since)
    later = {day for day in launches if day > since}
    if wait is None:
        assert not later
    else:
        end = since + dt.timedelta(days=wait)
        assert end in later and not any(day < end for day in later)


def test_a_launch_day_counts_its_missiles_and_names_the_most_frequent_first():
    launches = pd.DataFrame(
        {"date": ["2001-05-06"] * 3 + ["2000-01-01"], "missile": ["Kite", "Lark", "Lark", "Kite"]}
    )
    found = analysis.launches.launch_days(launches)
    assert found["date"].dt.year.tolist() == [2000, 2001] and found["missiles"].tolist() == [1, 3]
    assert found["label"].tolist() == ["Kite", "2 Lark, Kite"]


def test_no_launch_of_the_record_is_lost_in_the_days():
    launches = sb.load("launches")
    assert analysis.launches.launch_days(launches)["missiles"].sum() == len(launches)


def test_no_launches_make_no_days():
    empty = sb.load("launches").head(0)
    assert analysis.launches.launch_days(empty).columns.tolist() == ["date", "missiles", "label"]
