"""EDTF dates: the days that they allow, how exactly they are known, and how a reader says them."""

import datetime as dt

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

import shieldbook as sb
from shieldbook.tables import dates
from shieldbook.tables.cells import cell_problem
from shieldbook.tables.contract import Field, read_contract
from shieldbook.tables.dates import problem

# A busy machine is no error.
few = settings(max_examples=50)

DATES = {
    "1999-09-03": ("1999-09-03", "1999-09-03", "day", "3 September 1999"),
    "1999-09-03?": ("1999-09-03", "1999-09-03", "day", "3 September 1999, uncertain"),
    "1999-09": ("1999-09-01", "1999-09-30", "month", "September 1999"),
    "2004-02": ("2004-02-01", "2004-02-29", "month", "February 2004"),
    "1999-09~": ("1999-09-01", "1999-09-30", "month", "September 1999, about"),
    "1999": ("1999-01-01", "1999-12-31", "year", "1999"),
    "1999%": ("1999-01-01", "1999-12-31", "year", "1999, uncertain"),
    "1999-09-02/1999-09-05": ("1999-09-02", "1999-09-05", "day", "2 to 5 September 1999"),
    "1999-08-31/1999-09-02": ("1999-08-31", "1999-09-02", "day", "31 August to 2 September 1999"),
    "1999-12-31/2000-01-02": (
        "1999-12-31",
        "2000-01-02",
        "day",
        "31 December 1999 to 2 January 2000",
    ),
    "1999/2001-03": ("1999-01-01", "2001-03-31", "year", "1999 to March 2001"),
    "[2018-03-21..2018-06-20]": (
        "2018-03-21",
        "2018-06-20",
        "between",
        "between 21 March and 20 June 2018",
    ),
    "[2017-03..2018]": ("2017-03-01", "2018-12-31", "between", "between March 2017 and 2018"),
    "1999-09-05/1999-09": ("1999-09-05", "1999-09-30", "day", "5 September to September 1999"),
    "1972-03~/1972-05-04?": (
        "1972-03-01",
        "1972-05-04",
        "month",
        "about March to perhaps 4 May 1972",
    ),
    "1999-09/1999-09%": (
        "1999-09-01",
        "1999-09-30",
        "month",
        "September to perhaps about September 1999",
    ),
    "2022-11-21/..": ("2022-11-21", "9999-12-31", "day", "from 21 November 2022 on"),
}
# What is refused, with a word of what to write instead.
INSTEAD = {
    "": "write a day, month or year",
    "not a date": "write a day, month or year",
    "99": "write a day, month or year",
    "1999-9-3": "write a day, month or year",
    "1/2/3": "write a day, month or year",
    "[1999-09-01..1999-09-03": "write a day, month or year",
    "circa 1999": "write a day, month or year",
    "{1999..2001}": "`[a..b]` for some day between",
    "{1999,2001}": "`a/b` for a span",
    "[1999-02-01,1999-02-05]": "`a/b` for a span",
    "[1999,2001..2003]": "`a/b` for a span",
    "199X": "month or year alone",
    "1999-0X": "month or year alone",
    "1999-1X/2000": "month or year alone",
    "1999-02-XX": "month or year alone",
    "19XX": "month or year alone",
    "1999-XX-01": "month or year alone",
    "1999-09-03/": "write both",
    "/1999": "write both",
    "[1999..]": "write both",
    "[..1999]": "write both",
    "../1999": "write both",
    "../..": "write both",
    "2004-06~-11": "stands once, behind a date",
    "?1999": "stands once, behind a date",
    "1999?~": "stands once, behind a date",
    "1999-02-01T10:00:00Z": "the day alone",
    "Y17000": "four digits",
    "-0500": "four digits",
    "19990201": "four digits",
    "2018-21": "a season is a span of months",
    "1999-13": "in the calendar",
    "1999-00": "in the calendar",
    "2021-02-30": "in the calendar",
    "1999-09-00": "in the calendar",
    "0000": "in the calendar",
    "1999-02-29~": "in the calendar",
    "1999/1999-13": "in the calendar",
    "1999-09-05/1999-09-02": "ends before it begins",
    "[2018-06-20..2018-03-21]": "ends before it begins",
}
READERS = (dates.bounds, dates.precision, dates.in_words)
SIGNS = "0123456789XTYuE~?%-/.,[]{} "


def numbers(width, most):
    """Numbers from 0 to `most`, written with `width` digits, and some with digits left open."""
    written = st.integers(0, most).map(lambda number: f"{number:0{width}d}")
    return st.one_of(
        written, st.sampled_from(["X" * width, "0" * (width - 1) + "X", "1" * (width - 1) + "X"])
    )


def joined(*strategies):
    return st.tuples(*strategies).map("".join)


dashed = (
    numbers(4, 9999),
    joined(st.just("-"), numbers(2, 45)),
    joined(st.just("-"), numbers(2, 40)),
)
part = st.one_of(dashed[0], joined(*dashed[:2]), joined(*dashed))
end = st.one_of(joined(part, st.sampled_from(["", "", "?", "~", "%"])), st.sampled_from(["", ".."]))
between = st.sampled_from(["/", "..", ","])
# What looks like a date of the standard, whether the book takes it or not.
cells = st.one_of(
    end,
    joined(end, between, end),
    joined(st.sampled_from("[{"), end, between, end, st.sampled_from("]}")),
    st.text(SIGNS, max_size=24),
)


def reads(reader, text):
    """Whether a reader of dates takes a text; any exception but ValueError gets out."""
    try:
        reader(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("date", DATES)
def test_a_date_allows_the_days_from_its_first_to_its_last(date):
    assert [day.isoformat() for day in dates.bounds(date)] == list(DATES[date][:2])


@pytest.mark.parametrize("date", DATES)
def test_a_date_says_how_exactly_it_is_known(date):
    assert dates.precision(date) == DATES[date][2]


@pytest.mark.parametrize("date", DATES)
def test_a_date_is_said_in_words(date):
    assert dates.in_words(date) == DATES[date][3]


def test_what_is_no_date_of_the_book_is_refused_by_every_reader():
    assert [text for text in INSTEAD if any(reads(reader, text) for reader in READERS)] == []


def test_a_refused_date_says_what_to_write_instead():
    told = {text: problem(text, may_be_open=True) or "" for text in INSTEAD}
    assert {text: why for text, why in told.items() if INSTEAD[text] not in why} == {}


def test_the_error_of_a_reader_names_the_date_and_what_to_write_instead():
    with pytest.raises(
        ValueError,
        match=r"'199X' is no date of the book: .* write the month or "
        r"year alone",
    ):
        dates.in_words("199X")


@settings(few, max_examples=500)
@given(cells)
def test_a_cell_that_validates_is_read_by_every_chapter_and_no_other(text):
    field = Field("date", "string", edtf=True, open_end=True)
    taken = text != "" and cell_problem(field, text) is None
    assert [reads(reader, text) for reader in READERS] == [taken] * 3


@settings(few, max_examples=500)
@given(cells)
def test_a_span_without_end_is_all_that_a_column_may_ask_for(text):
    assert (
        problem(text) is None or problem(text, may_be_open=True) is not None or text.endswith("/..")
    )


def test_a_span_without_end_is_refused_where_no_column_asks_for_it():
    assert (
        "write its last day" in problem("1999-09-03/..")
        and problem("1999-09-03/..", may_be_open=True) is None
    )


def test_every_date_of_the_data_is_read():
    columns = [
        (table.name, field)
        for table in read_contract().tables.values()
        for field in table.fields
        if field.edtf
    ]
    cells = [
        (name, field.name, date)
        for name, field in columns
        for date in filter(None, sb.load(name)[field.name])
    ]
    assert len(cells) > 800
    assert [cell for cell in cells if not all(reads(reader, cell[-1]) for reader in READERS)] == []


def test_no_date_of_the_data_is_drawn_without_an_end():
    columns = [
        (table.name, field.name)
        for table in read_contract().tables.values()
        for field in table.fields
        if field.open_end
    ]
    assert columns == [("system_figures", "valid")]


@few
@given(
    joined(
        st.integers(1, 9999).map(lambda year: f"{year:04d}"), st.sampled_from(["", "?", "~", "%"])
    )
    | joined(st.dates().map(lambda day: day.isoformat()[:7]), st.sampled_from(["", "?", "~", "%"]))
    | st.dates().map(str)
)
def test_the_days_of_a_date_are_those_of_the_standards_own_parser(text):
    parsed = parse_edtf(text)
    days = (parsed.lower_strict(), parsed.upper_strict())
    assert dates.bounds(text) == tuple(dt.date(*day[:3]) for day in days)


@few
@given(cells)
def test_a_date_in_words_holds_no_sign_of_the_standard(text):
    if problem(text, may_be_open=True) is None:
        assert set(dates.in_words(text)).isdisjoint("~?%[]/.X-")


@few
@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_day_is_bounded_by_itself(day):
    assert dates.bounds(day.isoformat()) == (day, day)


@few
@given(st.lists(st.dates(min_value=dt.date(1000, 1, 1)), min_size=2, max_size=2).map(sorted))
def test_a_span_and_some_day_between_allow_the_same_days(days):
    low, high = (day.isoformat() for day in days)
    assert dates.bounds(f"{low}/{high}") == dates.bounds(f"[{low}..{high}]") == tuple(days)


@few
@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_the_words_for_a_day_lead_back_to_the_day(day):
    number, month, year = dates.in_words(day.isoformat()).split()
    assert dt.date(int(year), dates.MONTHS.index(month) + 1, int(number)) == day
