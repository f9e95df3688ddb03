"""People in one line: their offices, the years in them, and the order in which they stand."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import people

ACTORS = pd.DataFrame(
    [
        ("japan", "Japan", "state", "JPN", ""),
        ("russia", "Russia", "state", "RUS", ""),
        ("us", "the United States", "state", "USA", ""),
        ("korea", "South Korea", "state", "KOR", ""),
        ("ann-zoe", "Ann Zoe", "person", "RUS", "Also written Anne."),
        ("zed-able", "Zed Able", "person", "RUS", ""),
        ("kim-lo", "Kim Lo", "person", "KOR", "A keeper of lamps in 1999"),
        ("cy-us", "Cy Us", "person", "USA", ""),
        ("no-one", "No One", "person", "", "Writes"),
        ("wire", "the Wire", "outlet", "USA", ""),
    ],
    columns=["id", "name", "kind", "state", "note"],
)
OFFICES = pd.DataFrame(
    [
        ("ann-zoe", "minister", "RUS", "1997-05-22", "2001-03-28", "a-2001[p. 1]"),
        ("ann-zoe", "minister", "RUS", "2004", "", "b-2004[p. 2]"),
        ("ann-zoe", "envoy", "RUS", "2002-01-01", "2002-11", ""),
        ("ann-zoe", "envoy", "JPN", "2003", "2003", ""),
        ("zed-able", "head of the House", "RUS", "[1998-12-31..1999-02-01]", "2000", ""),
        ("cy-us", "president", "USA", "1993-01-20", "2001-01-20", ""),
    ],
    columns=["actor_id", "office", "state", "from", "to", "source"],
)


@pytest.fixture(scope="module")
def rows():
    return people.people(ACTORS, OFFICES).set_index("id")


def test_persons_come_by_state_and_family_name_and_last_who_has_no_state(rows):
    assert list(rows.index) == ["zed-able", "ann-zoe", "kim-lo", "cy-us", "no-one"]


def test_offices_follow_one_another_and_name_the_state_where_it_is_another(rows):
    assert rows.loc["ann-zoe", "description"] == (
        "Russia's minister, 1997–2001 and since 2004; envoy, 2002; Japan's envoy, 2003"
    )


def test_a_state_with_an_article_and_a_body_of_the_state_come_behind_the_office(rows):
    assert rows.loc["cy-us", "description"] == "President of the United States, 1993–2001"
    assert rows.loc["zed-able", "description"] == "Head of the House of Russia, 1998–2000"


def test_who_held_no_office_has_the_note_for_a_line_and_nobody_has_it_twice(rows):
    assert rows.loc["kim-lo", ["description", "note"]].tolist() == ["A keeper of lamps in 1999", ""]
    assert rows.loc["ann-zoe", "note"] == "Also written Anne."


def test_the_sources_of_all_terms_are_kept(rows):
    assert rows.loc["ann-zoe", "sources"] == "a-2001[p. 1] | b-2004[p. 2]"
    assert rows.loc["kim-lo", "sources"] == ""


def test_terms_are_one_row_an_office_with_its_first_day():
    held = people.terms(ACTORS, OFFICES).set_index(["id", "country", "bare"])
    term = held.loc[("ann-zoe", "Russia", "minister")]
    assert (term["office"], term["years"]) == ("Russia's minister", "1997–2001 and since 2004")
    assert term["start"] == pd.Timestamp("1997-05-22")


def test_a_cast_stands_in_the_order_in_which_it_is_asked_for():
    chosen = [("cy-us", "president"), ("ann-zoe", "minister")]
    assert people.cast(ACTORS, OFFICES, chosen)["name"].tolist() == ["Cy Us", "Ann Zoe"]


def test_a_cast_tells_who_did_not_hold_an_office():
    with pytest.raises(KeyError, match="no term 'cy-us as minister'; near it"):
        people.cast(ACTORS, OFFICES, [("cy-us", "minister")])


def test_years_are_said_as_in_prose():
    years = [people.Years(1999, 2008), people.Years(2010, 2010), people.Years(2012, None)]
    assert people.in_years(years) == "1999–2008, 2010 and since 2012"


def test_every_person_of_the_book_is_described():
    told = people.people(sb.load("actors"), sb.load("offices"))
    assert told.loc[told["description"] == "", "id"].tolist() == [] and len(told) > 100


def test_whom_the_reader_meets_first_is_told_in_the_words_of_the_book():
    told = people.people(sb.load("actors"), sb.load("offices")).set_index("id")["description"]
    assert told["igor-sergeev"] == "Russia's defence minister, 1997–2001"
    assert told["sergey-lavrov"] == "Russia's foreign minister since 2004"
    assert told["taro-kono"].startswith("Japan's foreign minister, 2017–2019; defence minister, 20")


LEADERS = pd.DataFrame(
    [
        ("lo", "Kim Lo", "person", "KOR", ""),
        ("ha", "Kim Ha", "person", "PRK", ""),
        ("hi", "Kim Hi", "person", "PRK", ""),
        ("we", "We Al", "person", "KOR", ""),
    ],
    columns=["id", "name", "kind", "state", "note"],
)
LED = pd.DataFrame(
    [
        ("lo", "president", "KOR", "1998-02-25", "2003-02-24", "a-1[1]"),
        ("we", "president (acting)", "KOR", "2003-01-01", "2003-05-01", "b-1[1]"),
        ("we", "foreign minister", "KOR", "1998", "1999", "b-1[1]"),
        ("ha", "leader", "PRK", "1994", "2011-12-17", "c-1[1]"),
        ("hi", "leader", "PRK", "2011-12", "", "d-1[1]"),
    ],
    columns=["actor_id", "office", "state", "from", "to", "source"],
)


def test_heads_are_those_who_led_a_state_within_the_days():
    found = people.heads(LEADERS, LED, "1999-01-01", "2005-01-01")
    assert found[["id", "capital"]].to_numpy().tolist() == [
        ["ha", "Pyongyang"],
        ["lo", "Seoul"],
        ["we", "Seoul"],
    ]
    assert found["start"].min() == pd.Timestamp("1999-01-01")
    assert found["end"].max() == pd.Timestamp("2005-01-01")
    assert found["acting"].tolist() == [False, False, True]


def test_a_head_of_whom_only_the_month_is_known_begins_after_the_one_before():
    found = people.heads(LEADERS, LED, "1999-01-01", "2015-01-01").set_index("id")
    assert found.loc["hi", "start"] == pd.Timestamp("2011-12-17")


def test_heads_of_one_family_name_go_by_the_whole_one():
    found = people.heads(LEADERS, LED, "1999-01-01", "2015-01-01").set_index("id")
    assert found["short"].to_dict() == {"ha": "Kim Ha", "hi": "Kim Hi", "lo": "Kim Lo", "we": "We"}


def test_in_the_book_every_capital_is_led_on_every_day():
    found = people.heads(sb.load("actors"), sb.load("offices"), "1998-08-01", "2020-01-01")
    for _, own in found.groupby("capital"):
        gaps = own["start"].iloc[1:].to_numpy() - own["end"].cummax().iloc[:-1].to_numpy()
        assert pd.Series(gaps).max() <= pd.Timedelta(days=1)
