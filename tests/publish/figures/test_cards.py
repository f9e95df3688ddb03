"""Tables on a phone: cards where they hold sentences or do not fit, and still tables to the ear."""

import pandas as pd
import pytest

from shieldbook.display import table_payload
from shieldbook.publish.figures import tables
from support.pages import Page, everything_hostile

SENTENCE = "The minister said that the lamps would be lit again before the winter came."


def made(**columns):
    """The HTML of a table with these columns, each a cell or a list of cells."""
    frame = pd.DataFrame({name.replace("_", " "): cells for name, cells in columns.items()})
    return Page(tables.table_html(table_payload(frame, caption="Lamps"), "t", csv_link=False))


def shape(page):
    """What the table becomes on a phone; None where it stays one."""
    return page.all("div", "sb-table")[0].get("data-cards")


FIT = {
    "numbers": ({"Year": ["1999", "2000"], "Lit": [1, 2], "Out": [3, 4]}, False),
    "a sentence": ({"No.": ["1"], "Said": [SENTENCE]}, True),
    "short words in two columns": ({"Lamp": ["oil"], "Room": ["hall"]}, False),
    "more numbers than fit": (
        {"Lamp": ["oil"], **{f"Of the {n}th floor": [n] for n in range(6)}},
        True,
    ),
    "phrases side by side": (
        {name: ["a phrase of some words"] for name in ("One", "Two", "Three", "Four")},
        True,
    ),
    "one column": ({"Said": [SENTENCE]}, False),
}


@pytest.mark.parametrize(("columns", "cards"), FIT.values(), ids=FIT)
def test_a_table_becomes_cards_where_it_holds_sentences_or_is_too_wide_for_a_phone(columns, cards):
    assert (shape(made(**columns)) is not None) == cards


def test_a_table_of_cards_is_still_a_table_to_whoever_listens():
    page = made(No=[1, 2], Said=[SENTENCE] * 2)
    roles = [(tag, one["role"]) for tag, one in page.elements if "role" in one]
    assert roles[1:] == [
        ("table", "table"),
        ("thead", "rowgroup"),
        ("tr", "row"),
        ("th", "columnheader"),
        ("th", "columnheader"),
        ("tbody", "rowgroup"),
        *[("tr", "row"), ("th", "rowheader"), ("td", "cell")] * 2,
    ]
    assert page.all("table")[0]["aria-labelledby"] == page.all("caption")[0]["id"]


def test_a_table_that_stays_one_says_nothing_that_its_elements_do_not():
    page = made(Year=["1999"], Lit=[1])
    assert [one["role"] for _, one in page.elements if "role" in one] == ["region"]
    assert not any("data-label" in one for _, one in page.elements)


def test_every_cell_of_a_card_carries_the_name_of_its_column():
    page = made(No=[1], Said=[SENTENCE], By_whom=["Ann"])
    told = [one["data-label"] for _, one in page.elements if "data-label" in one]
    assert told == ["No", "Said", "By whom"]


@everything_hostile
def test_the_name_of_a_column_stays_a_name(word):
    frame = pd.DataFrame({"No.": [1], word: [SENTENCE]})
    page = Page(tables.table_html(table_payload(frame, caption="c"), "t", csv_link=False))
    assert page.tame and page.all("td")[0]["data-label"] == word


LEADS = {
    "a number before a sentence": ({"No": [1], "Said": [SENTENCE]}, "Said"),
    "a phrase at the head": ({"Name": ["a name of some length"], "Said": [SENTENCE]}, "Name"),
    "no sentence at all": ({"Lamp": ["oil"], **{f"Number {n}" * 2: [n] for n in range(6)}}, "Lamp"),
}


@pytest.mark.parametrize(("columns", "lead"), LEADS.values(), ids=LEADS)
def test_what_a_card_is_about_is_set_like_text(columns, lead):
    page = made(**columns)
    [found] = [one for tag in ("th", "td") for one in page.all(tag, "sb-lead")]
    assert found["data-label"] == lead


@pytest.mark.parametrize(("sentences", "height"), [(1, "short"), (3, "middle"), (12, "tall")])
def test_the_room_kept_for_a_card_grows_with_what_it_holds(sentences, height):
    assert shape(made(No=[1], Said=[" ".join([SENTENCE] * sentences)])) == height
