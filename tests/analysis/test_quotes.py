"""What is known of printed words: who said them, through whom they came, what was found."""

import pytest

from shieldbook.analysis.quotes import SPOKEN, spoken
from shieldbook.tables.reader import load


@pytest.fixture(scope="module")
def tables():
    return {name: load(name) for name in SPOKEN}


@pytest.fixture(scope="module")
def rows(tables):
    return spoken(tables).set_index("id")


def test_every_registered_quotation_and_every_wording_has_a_row(tables, rows):
    wordings = tables["wordings"]
    known = [*tables["quotes"]["id"], *wordings.loc[wordings["answer"] != "", "id"]]
    assert sorted(rows.index) == sorted(known)


def test_a_row_says_who_and_where_it_was_printed_in_words(tables, rows):
    for row in rows.itertuples():
        assert row.speaker and row.speaker[0].isupper() and row.printed
    own = rows.loc["monitor-1999-q04"]
    assert own["speaker"] == "Igor Sergeev" and own["printed"].endswith("1999, paragraph 6")


def test_who_carried_the_words_is_told_with_the_day(rows):
    assert rows.loc["monitor-1999-q04", "through"].startswith("Russian news agencies, ")
    assert rows.loc["monitor-1999-q03", "through"] == ""


def test_what_was_found_comes_from_the_checks_of_the_claims_behind_the_words(tables, rows):
    findings = set(tables["checks"]["finding"])
    for row in rows.itertuples():
        assert {finding for _, finding in row.found} <= findings
        assert len(set(row.found)) == len(row.found)
    assert [verdict for verdict, _ in rows.loc["monitor-1999-q01", "found"]] == [
        "Was it said: supported"
    ]


def test_a_day_is_known_where_a_table_has_the_event(rows):
    assert rows.loc["lavrov-2017-sputnik", "day"] == "20 March 2017"
    assert rows.loc["lavrov-2017-sputnik", "place"] == "Tokyo"


def test_a_quotation_of_a_caption_stands_in_a_caption(tables):
    quotes = tables["quotes"].head(1).assign(paragraph="c1")
    assert spoken(tables | {"quotes": quotes})["printed"].iloc[0].endswith(", a caption")
