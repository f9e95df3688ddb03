"""What a cell sends out: the book's own kinds of output beside those that every notebook program
knows."""

import json
import math
import re
import struct
import sys
from html.parser import HTMLParser
from types import ModuleType

import altair as alt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from pandas.testing import assert_frame_equal

import shieldbook as sb
from shieldbook import display
from shieldbook.charts.theme import LAYOUTS, NARROW
from shieldbook.display import (
    DRAWN,
    FIGURE,
    LIGHT_PAPER,
    TABLE,
    FigureError,
    figure,
    show,
    table_payload,
)
from shieldbook.proof import COLLECT
from support.pages import HOSTILE

# A busy machine is no error.
few = settings(max_examples=50)

WORDS = {
    "title": "Lamps go out",
    "subtitle": "By year.",
    "description": "Lamps by year.",
    "source": "lamps table",
    "caption": "Lamps.",
}


@pytest.fixture
def lamps():
    """A frame of two rows with a column of words and one of numbers."""
    return pd.DataFrame({"name": ["a", "b"], "lit": [1, 2]})


@pytest.fixture(autouse=True)
def renderer(monkeypatch):
    """Outside of a build, whatever was built before; leaves Altair's choice of renderer as it
    was."""
    monkeypatch.delenv(COLLECT, raising=False)
    before = alt.renderers.active
    yield
    alt.renderers.enable(before)


@pytest.fixture
def shell(monkeypatch):
    """The inside of a kernel, with the book's kinds of output made known to it."""
    inside = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: inside)
    display.register()
    return inside


def draw(table, layout):
    """A bar a row."""
    return alt.Chart(table).mark_bar().encode(x="lit:Q", y="name:N").properties(width=layout.width)


def chart_of(table, **words):
    return figure(draw, table, LAYOUTS, **{"columns": {"name": "Name"}} | WORDS | words)


# Figures


@pytest.mark.parametrize("words", ["title", "description", "source", "caption"])
@pytest.mark.parametrize("blank", ["", " \n"])
def test_a_figure_needs_its(lamps, words, blank):
    with pytest.raises(FigureError, match=words):
        chart_of(lamps, **{words: blank})


def test_a_figure_may_do_without_a_subtitle(lamps):
    assert chart_of(lamps, subtitle="").usermeta["shieldbook"]["subtitle"] == ""


def test_all_that_a_figure_lacks_is_named_at_once(lamps):
    with pytest.raises(FigureError, match="title, caption"):
        chart_of(lamps, title="", caption="")


def test_a_figure_carries_its_narrow_twin(lamps):
    assert chart_of(lamps).usermeta["shieldbook"]["narrow"]["width"] == NARROW.width


def test_the_table_behind_a_figure_has_the_readers_headings(lamps):
    behind = chart_of(lamps).usermeta["shieldbook"]["table"]
    assert behind["columns"] == [{"name": "Name", "numeric": False}] and behind["rows"] == [
        ["a"],
        ["b"],
    ]


def tied(lamps, **more):
    """A figure whose rows have keys and links."""
    table = lamps.assign(ident=["l-1", "l-2"], to=["#l-1", "#l-2"])
    return figure(
        draw,
        table,
        LAYOUTS,
        columns={"name": "Name", "lit": "Lit"},
        links={"name": "to"},
        key="ident",
        **WORDS | more,
    )


def test_a_figure_knows_the_key_of_its_marks_and_the_table_that_they_filter(lamps):
    meta = tied(lamps, drives="lamps").usermeta["shieldbook"]
    assert (meta["key"], meta["drives"], meta["table"]["keys"]) == ("ident", "lamps", "ident")


def test_a_figure_filters_no_table_unless_it_is_told_which(lamps):
    meta = chart_of(lamps).usermeta["shieldbook"]
    assert meta["drives"] == meta["key"] == meta["table"]["keys"] == ""


def test_keys_and_targets_are_kept_from_the_readers_of_a_figures_table(lamps):
    behind = tied(lamps).usermeta["shieldbook"]["table"]
    assert behind["hidden"] == ["to", "ident"]
    assert [column["name"] for column in behind["columns"]] == ["Name", "Lit", "to", "ident"]


def test_the_links_of_a_figures_table_stand_under_the_readers_headings(lamps):
    assert tied(lamps).usermeta["shieldbook"]["table"]["links"] == {"Name": "to"}


def test_a_key_that_is_shown_goes_by_the_readers_heading(lamps):
    chart = figure(draw, lamps, LAYOUTS, columns={"name": "Name"}, key="name", **WORDS)
    behind = chart.usermeta["shieldbook"]["table"]
    assert behind["keys"] == "Name" and behind["hidden"] == []


def test_a_figure_can_be_written_as_json(lamps):
    assert (
        json.loads(json.dumps(chart_of(lamps).to_dict()))["usermeta"]["shieldbook"]["title"]
        == WORDS["title"]
    )


# Tables


def test_a_table_needs_a_caption(lamps):
    with pytest.raises(FigureError, match="caption"):
        show(lamps, " ")


def test_a_shown_frame_is_still_the_same_frame(lamps):
    assert_frame_equal(show(lamps, "Lamps"), lamps)


def test_showing_a_frame_does_not_mark_the_original(lamps):
    show(lamps, "Lamps")
    assert lamps.attrs == {}


def test_a_shown_frame_has_lost_its_index(lamps):
    assert show(lamps.set_index(pd.Index([7, 9])), "Lamps").index.tolist() == [0, 1]


def marked(frame, **more):
    return show(frame, "Lamps", **more).attrs["shieldbook"]


def test_the_ids_of_rows_are_their_keys_too_unless_others_are_given(lamps):
    assert marked(lamps, anchors="name")["keys"] == "name"
    assert marked(lamps, anchors="name", keys="lit")["keys"] == "lit"


def test_the_targets_of_links_are_hidden(lamps):
    frame = lamps.assign(to="#a", ident="b")
    assert marked(frame, links={"name": "to"}, hidden=("ident",))["hidden"] == ["ident", "to"]


def test_a_hidden_target_is_hidden_once(lamps):
    assert marked(lamps.assign(to="#a"), links={"name": "to"}, hidden=("to",))["hidden"] == ["to"]


@pytest.mark.parametrize(
    "more",
    [
        {"sources": ("no",)},
        {"anchors": "no"},
        {"keys": "no"},
        {"links": {"no": "lit"}},
        {"links": {"name": "no"}},
        {"hidden": ("no",)},
        {"facets": ("no",)},
        {"dates": {"no": ("lit",)}},
        {"dates": {"name": ("no",)}},
    ],
    ids=["source", "anchor", "key", "link", "target", "hidden", "facet", "date", "day"],
)
def test_a_table_cannot_be_told_of_a_column_that_it_lacks(lamps, more):
    with pytest.raises(FigureError, match="no column 'no'"):
        show(lamps, "Lamps", **more)


def test_the_days_behind_a_date_are_hidden_from_the_readers_of_a_table(lamps):
    frame = lamps.assign(start=pd.Timestamp("1999-09-03"), end=pd.Timestamp("1999-09-04"))
    told = marked(frame, dates={"name": ("start", "end")})
    assert told["hidden"] == ["start", "end"] and told["dates"] == {"name": ["start", "end"]}
    assert table_payload(frame, **told)["rows"][0] == ["a", "1", "1999-09-03", "1999-09-04"]


def test_the_days_behind_a_date_of_a_figure_stand_under_the_readers_heading(lamps):
    table = lamps.assign(start=pd.Timestamp("1999-09-03"))
    spec = figure(
        draw, table, LAYOUTS, columns={"name": "Name"}, dates={"name": ("start",)}, **WORDS
    )
    behind = spec.usermeta["shieldbook"]["table"]
    assert (behind["dates"], behind["hidden"]) == ({"Name": ["start"]}, ["start"])
    assert behind["rows"][0] == ["a", "1999-09-03"]


def test_a_missing_cell_is_empty():
    frame = pd.DataFrame(
        {
            "a": pd.Series(["x", pd.NA], dtype="string"),
            "b": pd.Series([1, pd.NA], dtype="Int64"),
            "c": [pd.Timestamp("1999-09-03"), pd.NaT],
            "d": [0.5, float("nan")],
        }
    )
    assert table_payload(frame, "c")["rows"] == [["x", "1", "1999-09-03", "0.5"], ["", "", "", ""]]


def test_a_whole_number_is_written_without_a_point():
    assert table_payload(pd.DataFrame({"a": [2.0, 2.5]}), "c")["rows"] == [["2"], ["2.5"]]


def written(*numbers):
    """A column of numbers as the reader of a table sees it."""
    return [row[0] for row in table_payload(pd.DataFrame({"a": numbers}), "c")["rows"]]


def test_an_infinite_number_is_said_to_have_no_bound():
    assert written(5.0, math.inf, -math.inf) == ["5", "no upper bound", "no lower bound"]
    assert table_payload(pd.DataFrame({"a": pd.array([math.inf], "Float64")}), "c")["rows"] == [
        ["no upper bound"]
    ]


def test_a_chart_with_an_infinite_number_can_be_sent(shell):
    chart = chart_of(
        pd.DataFrame({"name": ["a", "b"], "lit": [1, math.inf]}), columns={"lit": "Lit"}
    )
    sent, _ = shell.display_formatter.format(chart)
    assert sent[FIGURE]["usermeta"]["shieldbook"]["table"]["rows"] == [["1"], ["no upper bound"]]
    assert "Infinity" not in json.dumps(sent[FIGURE])


def test_a_computed_number_is_rounded_to_three_digits_and_keeps_its_whole_part():
    numbers = [
        88.6384871716,
        1595.3171,
        0.9648726286,
        0.00027965533,
        -3.14159,
        99.96,
        123456.789,
        5e-12,
    ]
    told = ["88.6", "1595", "0.965", "0.00028", "-3.14", "100", "123457", "5e-12"]
    assert written(*numbers) == told


def test_figures_that_three_decimals_tell_are_told_exactly():
    assert written(15.814, -4.222, 12345.5, 0.001, 0.1 + 0.2, 91 - 1e-14) == [
        "15.814",
        "-4.222",
        "12345.5",
        "0.001",
        "0.3",
        "91",
    ]


def test_a_number_is_told_alike_in_every_type_that_a_frame_may_have():
    types = ("float32", "float64", "Float32", "Float64", object)
    told = {kind: written(*pd.Series([2.5, 0.1, -0.0, 65536]).astype(kind)) for kind in types}
    assert {
        kind: cells for kind, cells in told.items() if cells != ["2.5", "0.1", "0", "65536"]
    } == {}


@few
@given(st.lists(st.floats(allow_nan=False), min_size=1))
def test_every_number_reaches_the_table_within_half_a_per_cent(numbers):
    bounds = {word: number for number, word in display.NO_BOUND.items()}
    for number, word in zip(numbers, written(*numbers), strict=True):
        assert (
            float(bounds.get(word, word)) == pytest.approx(number, rel=0.005) and "e+" not in word
        )


@few
@given(st.lists(st.text(min_size=1)))
def test_every_text_reaches_the_table_as_it_is(texts):
    payload = table_payload(pd.DataFrame({"a": pd.Series(texts, dtype=object)}), "c")
    assert payload["rows"] == [[text] for text in texts]


@pytest.mark.parametrize(
    "name", ["claims", "checks", "events", "articles", "launches", "coded_units"]
)
def test_every_table_of_the_book_can_be_written_as_json(name):
    frame = sb.load(name)
    payload = json.loads(json.dumps(table_payload(frame, name)))
    assert len(payload["rows"]) == len(frame) and all(
        isinstance(cell, str) for row in payload["rows"] for cell in row
    )


# In a kernel


def test_a_marked_frame_is_sent_as_a_table_of_the_book(shell, lamps):
    told = {
        "note": "Two.",
        "anchors": "name",
        "name": "lamps",
        "facets": ["lit"],
        "hidden": ["lit"],
    }
    sent, _ = shell.display_formatter.format(show(lamps, "Lamps", **told))
    assert {name: sent[TABLE][name] for name in told} == told and sent[TABLE]["caption"] == "Lamps"


def test_a_marked_frame_is_sent_as_a_plain_frame_too(shell, lamps):
    sent, _ = shell.display_formatter.format(show(lamps, "Lamps"))
    assert {"text/html", "text/plain"} <= set(sent)


class Face(HTMLParser):
    """The HTML of a table as a notebook shows it: its tags, and the words of every head, cell and
    caption."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words, self.inside = [], {"caption": [], "th": [], "td": []}, ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note the tag, and begin the words of a cell."""
        self.tags.append(tag)
        self.inside = tag
        self.words.get(tag, []).append("")

    def handle_endtag(self, tag):
        """What follows is in no cell."""
        self.inside = ""

    def handle_data(self, data):
        """Add to the words of the cell that stands open."""
        if self.inside in self.words:
            self.words[self.inside][-1] += data


@pytest.fixture
def face(shell):
    """What a notebook shows of a frame given to `show`."""
    return lambda frame, **told: Face(
        shell.display_formatter.format(show(frame, "Lamps", **told))[0]["text/html"]
    )


LONG = " ".join(f"word{n}" for n in range(500))


def test_a_notebook_shows_every_cell_of_a_table_whole(face):
    shown = face(pd.DataFrame({"What was found": [LONG] * 200}))
    assert shown.words["td"] == [LONG] * 200


def test_a_notebook_shows_a_whole_table_whatever_pandas_is_told_to_leave_out(face, lamps):
    with pd.option_context(
        "styler.render.max_elements", 1, "display.max_rows", 1, "display.max_columns", 1
    ):
        assert face(lamps).words["td"] == ["a", "1", "b", "2"]


def test_a_notebook_shows_neither_hidden_columns_nor_an_index(face, lamps):
    shown = face(lamps.assign(to="#a", id="l-1"), links={"name": "to"}, hidden=("id",))
    assert (shown.words["th"], shown.words["td"]) == (["name", "lit"], ["a", "1", "b", "2"])


def test_a_notebook_shows_caption_and_note_of_a_table(face, lamps):
    assert face(lamps, note="Two <b>lamps</b>.").words["caption"] == ["Lamps\nTwo <b>lamps</b>."]
    assert face(lamps).words["caption"] == ["Lamps"]


def test_a_notebook_shows_numbers_as_the_page_does(face):
    shown = face(pd.DataFrame({"far": [88.6384871716, math.inf, None]}))
    assert shown.words["td"] == ["88.6", "no upper bound", ""]


def test_a_table_is_as_wide_as_the_notebook_and_no_formula(shell, lamps):
    html = shell.display_formatter.format(show(lamps, "Lamps"))[0]["text/html"]
    assert re.search(r'<table [^>]*style="width: 100%[^"]*" class="[^"]*mathjax_ignore', html)


def test_the_same_table_is_the_same_html_at_every_run(shell, lamps):
    once, again = (
        shell.display_formatter.format(show(lamps, "Lamps"))[0]["text/html"] for _ in range(2)
    )
    assert once == again


@pytest.mark.parametrize("word", [*HOSTILE.values(), "$x$ and \\(y\\)", "</style></table>"])
def test_no_cell_head_caption_or_note_of_a_table_becomes_code(shell, word):
    def sent(text):
        frame = pd.DataFrame([[text, text]], columns=[f"head {text}", f"other {text}"])
        html = shell.display_formatter.format(show(frame, f"caption {text}", note=f"note {text}"))[
            0
        ]["text/html"]
        return Face(html)

    assert sent(word).tags == sent("lamp").tags
    assert sent(word).words["td"] == [word, word]


def test_a_table_of_two_columns_of_one_name_and_a_table_without_rows_are_shown(face, lamps):
    assert face(lamps.set_axis(["name", "name"], axis=1)).words["td"] == ["a", "1", "b", "2"]
    assert face(lamps.head(0)).words == {"caption": ["Lamps"], "th": ["name", "lit"], "td": []}


def test_an_unmarked_frame_is_sent_as_ever(shell, lamps):
    sent, _ = shell.display_formatter.format(lamps)
    assert set(sent) == {"text/html", "text/plain"}


def test_a_chart_is_sent_as_a_figure_of_the_book_and_as_others_draw_it(shell, lamps):
    sent, _ = shell.display_formatter.format(chart_of(lamps))
    assert sent[FIGURE]["usermeta"]["shieldbook"]["caption"] == "Lamps."
    assert "usermeta" not in sent[DRAWN] and sent[DRAWN]["title"]["text"] == WORDS["title"]


def test_a_chart_travels_as_a_picture_and_asks_no_other_host(shell, lamps):
    sent, told = shell.display_formatter.format(chart_of(lamps))
    picture, kept = sent["image/png"], told["image/png"]
    assert "text/html" not in sent and picture[1:4] == b"PNG"
    assert kept["alt"] == WORDS["description"]
    assert struct.unpack(">I", picture[16:20])[0] == 2 * kept["width"]


def test_a_chart_is_drawn_on_light_paper_whatever_the_colours_around_it(shell, lamps):
    sent, _ = shell.display_formatter.format(chart_of(lamps))
    assert sent[DRAWN]["background"] == LIGHT_PAPER


def test_in_the_build_a_chart_is_the_books_alone(shell, lamps, monkeypatch):
    monkeypatch.setenv(COLLECT, "1")
    sent, _ = shell.display_formatter.format(chart_of(lamps))
    assert set(sent) == {FIGURE, "text/plain"}


def test_where_nothing_paints_a_chart_is_sent_as_html(shell, lamps, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    sent, _ = shell.display_formatter.format(chart_of(lamps))
    assert {DRAWN, "text/html"} <= set(sent) and "image/png" not in sent


def test_in_colab_a_chart_answers_as_ever(shell, lamps, monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    sent, _ = shell.display_formatter.format(chart_of(lamps))
    assert "vegaEmbed" in sent["text/html"] and "image/png" not in sent


def test_a_chart_says_in_words_what_it_shows(shell, lamps):
    sent, _ = shell.display_formatter.format(chart_of(lamps))
    assert sent["text/plain"] == WORDS["description"]


def test_a_chart_that_is_not_the_books_is_sent_so_that_the_build_can_refuse_it(shell, lamps):
    sent, _ = shell.display_formatter.format(draw(lamps, NARROW))
    assert {FIGURE, DRAWN, "image/png"} <= set(sent) and "usermeta" not in sent[FIGURE]


def test_a_chart_that_a_control_draws_anew_is_sent_once(shell, lamps):
    with display.sketched():
        sent, _ = shell.display_formatter.format(chart_of(lamps))
    assert set(sent) == {DRAWN, "text/plain"}
    assert FIGURE in shell.display_formatter.format(chart_of(lamps))[0]


def test_register_needs_no_kernel():
    display.register()
    assert alt.renderers.active == "shieldbook"


def test_registering_twice_is_once(shell, lamps):
    display.register()
    sent, _ = shell.display_formatter.format(show(lamps, "Lamps"))
    assert sent[TABLE]["rows"] == [["a", "1"], ["b", "2"]]


@pytest.mark.parametrize("word", ["</script><script>alert(1)</script>", "<!--<script>"])
def test_a_hostile_cell_does_not_leave_the_script_of_a_live_chart(word):
    def scripts(cell):
        spec = chart_of(pd.DataFrame({"name": [cell], "lit": [1]})).to_dict()
        return re.findall(r"</?script|<!--", display._chart_html(spec))

    assert scripts(word) == scripts("lamp")


# Answers


def test_the_answers_of_a_table_are_told_by_the_readers_heads(lamps):
    told = show(lamps, "Lamps", heads={"name": "Name", "lit": "Lit"}, answers=("lit",))
    assert table_payload(told, **told.attrs["shieldbook"])["answers"] == ["Lit"]


def test_what_heads_the_rows_of_a_table_is_no_answer(lamps):
    with pytest.raises(FigureError, match="'name' heads the rows"):
        show(lamps, "Lamps", answers=("name",))


def test_an_answer_that_the_table_lacks_is_refused(lamps):
    with pytest.raises(FigureError, match="no column 'verdict'"):
        show(lamps, "Lamps", answers=("verdict",))


def test_a_figure_that_asks_is_a_copy_that_knows_its_question(lamps):
    told = chart_of(lamps)
    asking = sb.asks(told, " Which lamp is lit? ")
    assert "question" not in told.usermeta["shieldbook"]
    meta = asking.usermeta["shieldbook"]
    assert (meta["question"], meta["covered"]) == ("Which lamp is lit?", True)
    assert meta["title"] == WORDS["title"] and asking.to_dict()["title"]["text"] == WORDS["title"]


def test_a_figure_asks_a_question(lamps):
    told = chart_of(lamps)
    with pytest.raises(FigureError, match="question mark: 'Lamps'"):
        sb.asks(told, "Lamps")
