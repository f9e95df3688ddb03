"""The book's own HTML: words stay words, figures say what they show, ids do not meet."""

import re

import altair as alt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shieldbook import charts
from shieldbook.display import table_payload
from shieldbook.publish.address import Place
from shieldbook.publish.figures import html, tables
from support.charts import CASES, ONE_EACH, drawing, words_of
from support.pages import (
    HOSTILE,
    WORDS,
    Page,
    everything_hostile,
    linked,
    long_table,
    plain,
    spec_of,
    table_of,
)

# Data cannot become code

pytestmark = pytest.mark.broad


@everything_hostile
@pytest.mark.parametrize("place", ["title", "subtitle", "description", "source", "caption"])
def test_the_words_of_a_figure_stay_words(word, place, undrawn):
    page = Page(html.figure_html(spec_of(**{place: word}), 1))
    shown = page.text if place != "description" else page.all("span", "sb-alt")[0]["aria-label"]
    assert page.tame and word in shown


@everything_hostile
def test_the_words_in_the_table_behind_a_figure_stay_words(word, undrawn):
    page = Page(html.figure_html(spec_of(word), 1))
    assert page.tame and page.text.count(word) == 2


@everything_hostile
def test_the_cells_of_a_table_stay_words(word):
    page = Page(tables.table_html(table_of(word), "t"))
    assert page.tame and page.text.count(word) == 2


@everything_hostile
@pytest.mark.parametrize("place", ["caption", "note"])
def test_the_words_around_a_table_stay_words(word, place):
    page = Page(tables.table_html(table_of(**{place: word}), "t"))
    assert page.tame and word in page.text


@everything_hostile
def test_the_headers_of_a_table_stay_words(word):
    page = Page(tables.table_html(table_payload(pd.DataFrame({word: ["a"]}), caption="c"), "t"))
    assert page.tame and word in page.text


@everything_hostile
def test_a_source_stays_words_and_a_link(word):
    page = plain(f"lamps-2001[{word}]", sources=["Lamp"])
    assert page.tame and word.strip() in page.text and len(page.all("a")) == 1


@everything_hostile
def test_a_source_that_cannot_be_read_makes_no_link(word):
    page = plain(word, sources=["Lamp"])
    assert page.tame and not page.all("a")


@everything_hostile
@pytest.mark.parametrize("place", ["anchors", "keys"])
def test_what_marks_a_row_stays_an_attribute(word, place):
    page = plain(word, **{place: "Lamp"})
    assert page.tame and page.all("tr")[1][{"anchors": "id", "keys": "data-key"}[place]] == word


@everything_hostile
def test_the_words_of_a_link_stay_words(word):
    page = Page(tables.table_html(linked([word], ["#a"]), "t", csv_link=False))
    assert page.tame and page.text == f"LampsLamp{word}"


@everything_hostile
def test_the_choices_of_a_long_table_stay_words(word):
    page = Page(tables.table_html(long_table(word), "t"))
    assert page.tame and {"value": word} in page.all("option") and f"{word}0" in page.text


@everything_hostile
@pytest.mark.parametrize("place", ["drives", "key"])
def test_what_ties_a_figure_to_a_table_stays_an_attribute(word, place, undrawn):
    spec = spec_of()
    spec["usermeta"]["shieldbook"][place] = word
    page = Page(html.figure_html(spec, 1))
    assert (
        page.tame
        and page.all("figure")[0][{"drives": "data-drives", "key": "data-keyed"}[place]] == word
    )


LABELS = {
    "score": ["claim", "speaker", "who", "checked"],
    "relay": ["origin", "agency"],
    "moment": ["label", "when"],
    "board": ["claim", "finding", "claim_id"],
    "formats": ["format", "state"],
    "wait": ["label"],
    "alphas": ["field"],
    "boards": ["claim", "finding", "article"],
    "all_claims": ["claim", "speaker"],
    "wishes": ["wish", "came"],
    "trade": ["basis", "sources"],
    "votes": ["when", "about"],
    "tally": ["name"],
    "collation": ["report", "danger", "subject"],
    "facsimile": ["n"],
    "offices": ["name", "short", "office"],
    "outcomes": ["expects", "what_happened"],
    "region": ["label", "name", "status"],
    "routes": ["name", "through"],
    "salvoes": ["clean", "rest"],
    "shield": ["told", "heights"],
    "treaties": ["name", "limits"],
    "verdict": ["asked_label", "verdict_label"],
    "voices": ["name"],
    "tone": ["claim", "category", "topic"],
    "wordings": ["report", "point", "says"],
    "line": ["label", "states", "articles"],
    "lasting": ["words"],
    "turn": ["says", "speaker"],
    "tribunal": ["reason", "expected", "seen"],
    "rivals": ["finding", "name"],
    "shares": ["name"],
    "codings": ["article"],
    "cut": ["bar"],
    "strands": ["label", "title"],
    "saturation": ["battery", "label"],
    "sight": ["site"],
    "nearness": ["label", "told"],
}


@pytest.mark.parametrize("chart", sorted(charts.__all__))
def test_hostile_cells_stay_words_in_every_chart(chart):
    _, table, more = CASES[ONE_EACH[chart]]
    cells = pd.concat([table()] * len(HOSTILE), ignore_index=True).head(len(HOSTILE))
    words = [f"{word} {i}" for i, word in enumerate(HOSTILE.values())]
    cells = cells.assign(**{column: words for column in LABELS[chart]})
    spec = getattr(charts, chart)(cells, **words_of(chart, **more)).to_dict()
    assert Page(html.figure_html(spec, 1)).tame


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_cell_of_a_table_is_shown_as_it_stands(word):
    page = plain(word)
    assert page.tame and page.text == f"LampsLampLitSaid{word}1xb2{word}"


# Figures


def test_a_figure_says_what_it_is_where_it_cannot_be_seen(undrawn):
    said = Page(html.figure_html(spec_of(), 1)).all("span", "sb-alt")
    assert [(one["role"], one["aria-label"]) for one in said] == [("img", WORDS["description"])] * 2


def test_the_description_stands_inside_the_picture_that_it_describes(undrawn):
    found = html.figure_html(spec_of(), 1)
    assert len(re.findall(r'<div class="sb-picture[^>]*><span class="sb-alt"', found)) == 2


def test_a_figure_is_drawn_for_page_and_phone():
    page = Page(html.figure_html(spec_of(), 1))
    assert [p["class"].split()[1] for p in page.all("div", "sb-picture")] == [
        "sb-wide",
        "sb-narrow",
    ]
    assert len(page.all("svg")) == 2


def test_a_picture_reserves_the_room_that_it_takes():
    page = Page(html.figure_html(spec_of(), 1))
    drawn = [
        f"--sb-w:{float(svg['width']):g};--sb-h:{float(svg['height']):g}" for svg in page.all("svg")
    ]
    assert [p["style"] for p in page.all("div", "sb-picture")] == drawn and len(set(drawn)) == 2


def test_a_picture_names_the_specification_that_brings_it_to_life(undrawn):
    page = Page(html.figure_html(spec_of(), 3, Place.of("chapters/one")))
    assert page.all("figure")[0]["data-specs"] == "../_static/charts/chapters-one.js"
    assert [p["data-spec"] for p in page.all("div", "sb-picture")] == [
        "figure-3-wide",
        "figure-3-narrow",
    ]


def test_the_controls_of_a_figure_stand_above_its_picture(undrawn):
    found = html.figure_html(spec_of(), 1, controls='<p class="sb-controls"></p>')
    assert found.index("sb-subtitle") < found.index("sb-controls") < found.index("sb-picture")


def test_a_figure_that_filters_a_table_has_room_to_tell_the_choice(undrawn):
    spec = spec_of()
    assert 'data-sb="chosen"' not in html.figure_html(spec, 1)
    spec["usermeta"]["shieldbook"]["drives"] = "lamps"
    assert 'data-sb="chosen"' in html.figure_html(spec, 1)


def test_a_figure_whose_rows_are_elsewhere_says_where_and_has_room_to_tell_them(undrawn):
    page = Page(html.figure_html(spec_of(), 1, pages={"lamp-1": "../evidence/lamp.html"}))
    assert page.all("figure")[0]["data-rows"] == "../evidence/lamp.html"
    assert len(page.all("div", "sb-chosen")) == 1


def test_the_choice_is_called_what_the_marks_stand_for(undrawn):
    wrong = {}
    for words, named in (
        ({}, ("The chosen row", "rows")),
        ({"noun": ("lamp", "lamps")}, ("The chosen lamp", "lamps")),
        ({"noun": ('"><b>', "x'\"")}, ('The chosen "><b>', "x'\"")),
    ):
        page = Page(html.figure_html(spec_of(drives="lamps", **words), 1))
        [box] = page.all("div", "sb-chosen")
        if (box["aria-label"], box["data-many"]) != named or not page.tame:
            wrong[named] = box
    assert wrong == {}


def test_the_data_of_a_figure_can_be_had_as_a_table_and_as_csv(undrawn):
    page = Page(html.figure_html(spec_of(), 2, Place.of("chapters/one")))
    assert "Figure 2 as a table" in page.text
    assert [a["href"] for a in page.all("a")] == ["../_downloads/csv/chapters-one-figure-2.csv"]


def test_a_figure_is_numbered_and_names_its_source(undrawn):
    page = Page(html.figure_html(spec_of(), 7))
    assert (
        "Figure 7." in page.text
        and "Source: lamps table" in page.text
        and page.all("figure")[0]["id"] == "figure-7"
    )


def test_the_title_of_a_figure_is_text_of_the_page_and_not_of_the_drawing():
    page = Page(html.figure_html(spec_of(), 1))
    assert (
        page.text.count(WORDS["title"]) == 2
    )  # once as the title, once in the caption of the table behind it


def test_a_figure_without_subtitle_leaves_no_empty_line(undrawn):
    assert "sb-subtitle" not in html.figure_html(spec_of(subtitle=""), 1)


def test_a_chart_that_was_not_made_for_the_book_is_refused():
    with pytest.raises(KeyError):
        html.figure_html(alt.Chart(pd.DataFrame({"a": [1]})).mark_point().to_dict(), 1)


# Ids


def page_of_everything():
    return Page(
        html.figure_html(spec_of(), 1)
        + html.figure_html(spec_of(), 2)
        + tables.table_html(long_table("a"), "table-1")
        + tables.table_html(table_of(), "table-2")
    )


def test_no_two_things_on_a_page_share_an_id():
    ids = page_of_everything().ids
    assert len(ids) == len(set(ids))


def test_what_is_labelled_by_something_is_labelled_by_something_there():
    page = page_of_everything()
    names = ("aria-labelledby", "aria-controls", "for")
    wanted = [found[name] for _, found in page.elements for name in names if name in found]
    assert wanted and set(wanted) <= set(page.ids)


@pytest.mark.parametrize("chart", sorted(charts.__all__))
def test_ids_of_two_real_figures_do_not_meet(chart):
    spec = drawing(ONE_EACH[chart]).spec
    both = html.figure_html(spec, 1) + html.figure_html(spec, 2)
    ids = Page(both).ids
    assert len(ids) == len(set(ids)) and set(re.findall(r"url\(#([^)]+)\)", both)) <= set(ids)
