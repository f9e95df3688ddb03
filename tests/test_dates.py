"""EDTF dates: the days that they allow, how exactly they are known, and how a reader says them."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shieldbook as sb
from shieldbook.analysis import dates

# A busy machine is no error.
unhurried = settings(deadline=None, max_examples=50)

DATES = {
    "1999-09-03": ("1999-09-03", "1999-09-03", "day", "3 September 1999"),
    "1999-09-03?": ("1999-09-03", "1999-09-03", "day", "3 September 1999, uncertain"),
    "1999-09": ("1999-09-01", "1999-09-30", "month", "September 1999"),
    "2004-02": ("2004-02-01", "2004-02-29", "month", "February 2004"),
    "1999-09~": ("1999-09-01", "1999-09-30", "month", "September 1999, about"),
    "1999": ("1999-01-01", "1999-12-31", "season or year", "1999"),
    "1999%": ("1999-01-01", "1999-12-31", "season or year", "1999, uncertain"),
    "2018-21": ("2018-03-01", "2018-05-31", "season or year", "spring 2018"),
    "2018-22": ("2018-06-01", "2018-08-31", "season or year", "summer 2018"),
    "1999-09-02/1999-09-05": ("1999-09-02", "1999-09-05", "day", "2 to 5 September 1999"),
    "1999-08-31/1999-09-02": ("1999-08-31", "1999-09-02", "day", "31 August to 2 September 1999"),
    "1999-12-31/2000-01-02": ("1999-12-31", "2000-01-02", "day", "31 December 1999 to 2 January 2000"),
    "1999/2001-03": ("1999-01-01", "2001-03-31", "season or year", "1999 to March 2001"),
    "[2018-03-21..2018-06-20]": ("2018-03-21", "2018-06-20", "between", "between 21 March and 20 June 2018"),
    "[2017-03..2018]": ("2017-03-01", "2018-12-31", "between", "between March 2017 and 2018"),
}
BAD = ["", "not a date", "1999-13", "2021-02-30", "1999-9-3", "99", "1999-09-03/", "[1999..]", "1/2/3",
       "1999-09-05/1999-09-02", "[2018-06-20..2018-03-21]", "[1999-09-01..1999-09-03"]


@pytest.mark.parametrize("date", DATES)
def test_a_date_allows_the_days_from_its_first_to_its_last(date):
    assert [day.isoformat() for day in dates.bounds(date)] == list(DATES[date][:2])


@pytest.mark.parametrize("date", DATES)
def test_a_date_says_how_exactly_it_is_known(date):
    assert dates.precision(date) == DATES[date][2]


@pytest.mark.parametrize("date", DATES)
def test_a_date_is_said_in_words(date):
    assert dates.in_words(date) == DATES[date][3]


@pytest.mark.parametrize("date", BAD)
def test_bounds_refuse_what_is_no_date(date):
    with pytest.raises(ValueError):
        dates.bounds(date)


@pytest.mark.parametrize("date", BAD)
def test_precision_refuses_what_is_no_date(date):
    with pytest.raises(ValueError):
        dates.precision(date)


@pytest.mark.parametrize("date", BAD)
def test_words_are_refused_for_what_is_no_date(date):
    with pytest.raises(ValueError):
        dates.in_words(date)


@unhurried
@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_day_is_bounded_by_itself(day):
    assert dates.bounds(day.isoformat()) == (day, day)


@unhurried
@given(st.lists(st.dates(min_value=dt.date(1000, 1, 1)), min_size=2, max_size=2).map(sorted))
def test_a_span_and_some_day_between_allow_the_same_days(days):
    low, high = (day.isoformat() for day in days)
    assert dates.bounds(f"{low}/{high}") == dates.bounds(f"[{low}..{high}]") == tuple(days)


@unhurried
@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_the_words_for_a_day_lead_back_to_the_day(day):
    number, month, year = dates.in_words(day.isoformat()).split()
    assert dt.date(int(year), dates.MONTHS.index(month) + 1, int(number)) == day


def test_every_date_of_the_events_can_be_said_and_placed():
    rows = dates.span(sb.load("events"))
    assert (rows["start"] <= rows["end"]).all() and rows["when"].str.len().gt(0).all()


def test_span_adds_four_columns_and_leaves_the_rest_alone():
    events = pd.DataFrame({"date": ["1999-09", "[2000..2001]"], "title": ["a", "b"]})
    rows = dates.span(events)
    pd.testing.assert_frame_equal(rows[["date", "title"]], events)
    assert list(rows.columns) == ["date", "title", "start", "end", "precision", "when"]


def test_span_takes_a_frame_without_rows():
    rows = dates.span(pd.DataFrame({"date": pd.Series([], dtype="string")}))
    assert len(rows) == 0 and {"start", "end", "precision", "when"} <= set(rows.columns)


def test_an_event_begins_on_its_first_day():
    events = pd.DataFrame({"id": ["a", "b"], "date": ["1999-09-02/1999-09-04", "[1999-08-16..1999-08-17]"]})
    assert [dates.first_day(events, key).isoformat() for key in "ab"] == ["1999-09-02", "1999-08-16"]


def test_an_event_that_the_record_does_not_have_is_an_error():
    with pytest.raises(KeyError):
        dates.first_day(pd.DataFrame({"id": ["a"], "date": ["1999"]}), "z")
