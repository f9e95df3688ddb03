"""The book's own HTML: words stay words, tables can be read aloud, ids do not meet, colours follow the page."""

import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import altair as alt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_charts import CASES, ONE_EACH, build, words_of

from shieldbook import charts
from shieldbook.charts.theme import LAYOUTS, LIGHT, PALETTE
from shieldbook.display import FIGURE, STATES, TABLE, figure, table_payload
from shieldbook.publish import html, sphinx
from shieldbook.publish.figures import FigureRenderer

HOSTILE = {
    "closing script": "</script><script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "quotes": "\"' onmouseover=\"alert(1)\" '",
    "ampersand": "salt & pepper &lt;b&gt; &#60;i&#62;",
    "line separator": "one\u2028two\u2029three",
    "right to left": "left\u200f\u202eright",
    "comment": "<!-- --><![CDATA[ ]]></table></figure>",
    "svg": "</text></svg><svg onload=alert(1)>",
}
DRAWN = frozenset("svg g path text rect line defs clippath circle tspan".split())
PAGE = frozenset("figure p div figcaption span details summary table caption thead tbody tr th td a fieldset legend "
                 "input label".split())
WORDS = {"title": "Lamps go out", "subtitle": "By year", "description": "Lamps by year.", "source": "lamps table",
         "caption": "Lamps."}


class Page(HTMLParser):
    """The elements, attributes and text of a piece of HTML."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.pieces = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note the element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        """Note the text."""
        self.pieces.append(data)

    @property
    def tags(self):
        """Which elements there are."""
        return {tag for tag, _ in self.elements}

    @property
    def text(self):
        """All text."""
        return "".join(self.pieces)

    @property
    def ids(self):
        """Every id, in order."""
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    def all(self, tag):
        """The attributes of every element of a kind."""
        return [attributes for found, attributes in self.elements if found == tag]

    @property
    def tame(self):
        """Whether there is no element or attribute that the book does not write itself."""
        names = {name for _, attributes in self.elements for name in attributes}
        links = [attributes.get("href", "") for attributes in self.all("a")]
        quiet = not any(name.startswith("on") or name in ("style", "src") for name in names)
        inside = all(link.startswith(("reference/", "../reference/")) for link in links)
        return self.tags <= DRAWN | PAGE and quiet and inside


def draw(table, layout):
    """A drawing of words, one a row."""
    chart = alt.Chart(table).mark_text(color=LIGHT["ink"]).encode(y="n:O", text="word:N", tooltip="word:N")
    return chart.properties(width=layout.width)


def spec_of(word="lamp", **words):
    table = pd.DataFrame({"n": [1, 2], "word": [word, word]})
    return figure(draw, table, LAYOUTS, columns={"word": "Word", "n": "Number"}, **WORDS | words).to_dict()


def table_of(word="lamp", **more):
    return table_payload(pd.DataFrame({"Lamp": [word, "b"], "Lit": [1, 2], "Said": ["x", word]}),
                         **{"caption": "Lamps"} | more)


def states_of(word="lamp"):
    states = [{"label": f"{word} {i}", "answer": word, "table": table_of(word)} for i in (1, 2)]
    return {"question": word, "states": states, "start": f"{word} 2"}


@pytest.fixture
def undrawn(monkeypatch):
    """Leaves the pictures out, where a test asks only for the words around them."""
    monkeypatch.setattr(html, "svg", lambda spec, prefix: f'<svg id="{prefix}"></svg>')


everything_hostile = pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)


# Data cannot become code

@everything_hostile
@pytest.mark.parametrize("place", ["title", "subtitle", "description", "source", "caption"])
def test_the_words_of_a_figure_stay_words(word, place, undrawn):
    page = Page(html.figure_html(spec_of(**{place: word}), 1))
    shown = page.text if place != "description" else page.all("div")[0]["aria-label"]
    assert page.tame and word in shown


@everything_hostile
def test_the_words_in_a_picture_stay_words(word):
    page = Page(html.svg(spec_of(word), "x"))
    assert page.tame and word in page.text


@everything_hostile
def test_the_words_in_the_table_behind_a_figure_stay_words(word, undrawn):
    page = Page(html.figure_html(spec_of(word), 1))
    assert page.tame and page.text.count(word) == 2


@everything_hostile
def test_the_cells_of_a_table_stay_words(word):
    page = Page(html.table_html(table_of(word), "t"))
    assert page.tame and page.text.count(word) == 2


@everything_hostile
@pytest.mark.parametrize("place", ["caption", "note"])
def test_the_words_around_a_table_stay_words(word, place):
    page = Page(html.table_html(table_of(**{place: word}), "t"))
    assert page.tame and word in page.text


@everything_hostile
def test_the_headers_of_a_table_stay_words(word):
    page = Page(html.table_html(table_payload(pd.DataFrame({word: ["a"]}), caption="c"), "t"))
    assert page.tame and word in page.text


@everything_hostile
def test_the_anchor_of_a_row_stays_an_attribute(word):
    page = Page(html.table_html(table_of(word, anchors="Lamp"), "t"))
    assert page.tame and page.all("tr")[1]["id"] == word


@everything_hostile
def test_the_words_of_an_explorer_stay_words(word):
    page = Page(html.states_html(states_of(word), 1))
    assert page.tame and page.text.count(word) == 9


@everything_hostile
def test_a_source_stays_words_and_a_link(word):
    page = Page(html.table_html(table_of(f"lamps-2001[{word}]", sources=["Lamp"]), "t"))
    assert page.tame and word.strip() in page.text and len(page.all("a")) == 1


@everything_hostile
def test_a_source_that_cannot_be_read_makes_no_link(word):
    page = Page(html.table_html(table_of(word, sources=["Lamp"]), "t"))
    assert page.tame and not page.all("a")


LABELS = {"score": ["claim", "speaker"], "relay": ["origin", "agency"], "moment": ["label", "when"],
          "board": ["claim", "finding", "claim_id"], "formats": ["format", "state"], "wait": ["label"],
          "alphas": ["field"], "overview": ["label", "lane", "when"]}


# Separators of lines are left out: the contract refuses them in a cell, and Vega refuses them in a sort.
DRAWABLE = [word for kind, word in HOSTILE.items() if kind != "line separator"]


@pytest.mark.parametrize("chart", sorted(charts.__all__))
def test_hostile_cells_stay_words_in_every_chart(chart):
    _, table, more = CASES[ONE_EACH[chart]]
    cells = pd.concat([table()] * len(DRAWABLE), ignore_index=True).head(len(DRAWABLE))
    cells = cells.assign(**{column: [f"{word} {i}" for i, word in enumerate(DRAWABLE)] for column in LABELS[chart]})
    spec = getattr(charts, chart)(cells, **words_of(chart, **more)).to_dict()
    assert Page(html.figure_html(spec, 1)).tame


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_cell_of_a_table_is_shown_as_it_stands(word):
    page = Page(html.table_html(table_of(word), "t"))
    assert page.tame and page.text == f"LampsLampLitSaid{word}1xb2{word}"


@pytest.mark.parametrize("word", ["3.14159", "10.1000/182", 'a role="x" here', 'id="clip"', '="#1d2330"'])
def test_words_in_a_picture_are_not_rewritten_with_its_drawing(word):
    assert word in Page(html.svg(spec_of(word), "x")).text


# Figures

def test_a_figure_says_what_it_is_where_it_cannot_be_seen():
    pictures = Page(html.figure_html(spec_of(), 1)).all("div")[:2]
    assert [(p["role"], p["aria-label"]) for p in pictures] == [("img", WORDS["description"])] * 2


def test_the_drawing_itself_is_not_read_out():
    page = Page(html.figure_html(spec_of(), 1))
    assert all(svg["aria-hidden"] == "true" and svg["focusable"] == "false" for svg in page.all("svg"))
    assert not any(name == "role" or name.startswith("aria-") for tag, found in page.elements if tag in DRAWN - {"svg"}
                   for name in found)


def test_a_figure_is_drawn_for_page_and_phone():
    page = Page(html.figure_html(spec_of(), 1))
    assert [p["class"] for p in page.all("div")[:2]] == ["sb-wide", "sb-narrow"] and len(page.all("svg")) == 2


def test_a_figure_is_numbered_and_names_its_source(undrawn):
    page = Page(html.figure_html(spec_of(), 7))
    assert "Figure 7." in page.text and "Source: lamps table" in page.text and page.all("figure")[0]["id"] == "figure-7"


def test_the_title_of_a_figure_is_text_of_the_page_and_not_of_the_drawing():
    page = Page(html.figure_html(spec_of(), 1))
    assert page.text.count(WORDS["title"]) == 2  # once as the title, once in the caption of the table behind it


def test_a_figure_without_subtitle_leaves_no_empty_line(undrawn):
    assert "sb-subtitle" not in html.figure_html(spec_of(subtitle=""), 1)


def test_a_chart_that_was_not_made_for_the_book_is_refused():
    with pytest.raises(KeyError):
        html.figure_html(alt.Chart(pd.DataFrame({"a": [1]})).mark_point().to_dict(), 1)


# Ids

def page_of_everything():
    return Page(html.figure_html(spec_of(), 1) + html.figure_html(spec_of(), 2)
                + html.table_html(table_of(), "table-1") + html.table_html(table_of(), "table-2")
                + html.states_html(states_of(), 1) + html.states_html(states_of(), 2))


def test_no_two_things_on_a_page_share_an_id():
    ids = page_of_everything().ids
    assert len(ids) == len(set(ids))


def test_what_is_labelled_by_something_is_labelled_by_something_there():
    page = page_of_everything()
    wanted = [found[name] for _, found in page.elements for name in ("aria-labelledby", "for") if name in found]
    assert wanted and set(wanted) <= set(page.ids)


def clipped(prefix):
    """A picture that needs ids of its own: a clipped mark with a gradient."""
    stops = [{"offset": 0, "color": "#ffffff"}, {"offset": 1, "color": "#000000"}]
    table = pd.DataFrame({"a": [1, 2], "b": [1, 2]})
    mark = alt.Chart(table).mark_area(clip=True, color={"gradient": "linear", "stops": stops})
    return html.svg(mark.encode(x="a:Q", y="b:Q").to_dict(), prefix)


def test_the_parts_of_two_pictures_do_not_share_an_id():
    first, second = Page(clipped("a")).ids, Page(clipped("b")).ids
    assert first and not set(first) & set(second)


def test_what_a_picture_points_at_is_in_it():
    picture = clipped("a")
    wanted = re.findall(r"url\(#([^)]+)\)", picture)
    assert wanted and set(wanted) <= set(Page(picture).ids)


@pytest.mark.parametrize("chart", sorted(charts.__all__))
def test_ids_of_two_real_figures_do_not_meet(chart):
    spec = build(ONE_EACH[chart]).to_dict()
    both = html.figure_html(spec, 1) + html.figure_html(spec, 2)
    ids = Page(both).ids
    assert len(ids) == len(set(ids)) and set(re.findall(r"url\(#([^)]+)\)", both)) <= set(ids)


# Tables

@pytest.fixture
def table():
    """A page with one table of two rows and three columns."""
    return Page(html.table_html(table_of(), "t"))


def test_a_table_has_its_caption(table):
    assert len(table.all("caption")) == 1 and "Lamps" in table.text


def test_every_column_has_a_scoped_header(table):
    assert [cell["scope"] for cell in table.all("th")][:3] == ["col"] * 3


def test_the_first_cell_of_every_row_is_its_header(table):
    assert [cell["scope"] for cell in table.all("th")][3:] == ["row"] * 2 and len(table.all("td")) == 4


def test_a_wide_table_scrolls_in_a_labelled_box_that_the_keyboard_reaches(table):
    box = table.all("div")[1]
    assert (box["role"], box["tabindex"], box["aria-labelledby"]) == ("region", "0", table.all("caption")[0]["id"])


def test_numbers_stand_in_columns_of_their_own_kind(table):
    assert [cell.get("class") for cell in table.all("td")] == ["sb-num", None] * 2


@pytest.mark.parametrize("root", ["", "../"])
def test_a_source_leads_to_its_place_in_the_bibliography(root):
    page = Page(html.table_html(table_of("lamps-2001[p. 3]", sources=["Lamp"]), "t", root))
    assert page.all("a")[0]["href"] == f"{root}reference/bibliography.html#bib-lamps-2001" and "(p. 3)" in page.text


def test_several_sources_are_several_links():
    page = Page(html.table_html(table_of("lamps-2001[p. 3] | oil-1999[whole item]", sources=["Lamp"]), "t"))
    assert [a["href"].split("#")[1] for a in page.all("a")] == ["bib-lamps-2001", "bib-oil-1999"]


def test_a_table_without_rows_is_still_a_table():
    page = Page(html.table_html(table_payload(pd.DataFrame({"Lamp": []}), caption="No lamps"), "t"))
    assert "No lamps" in page.text and len(page.all("th")) == 1


# States

def test_the_first_state_to_be_shown_is_the_one_asked_for():
    assert ["checked" in control for control in Page(html.states_html(states_of(), 1)).all("input")] == [False, True]


def test_only_one_state_can_be_chosen_at_a_time():
    controls = Page(html.states_html(states_of(), 1)).all("input")
    assert {(c["type"], c["name"]) for c in controls} == {("radio", "states-1")}


def test_every_state_has_a_label_of_its_own():
    page = Page(html.states_html(states_of(), 1))
    assert [label["for"] for label in page.all("label")] == [control["id"] for control in page.all("input")]


def test_the_choices_stand_under_their_question():
    page = Page(html.states_html(states_of(), 1))
    assert [tag for tag, _ in page.elements][:2] == ["fieldset", "legend"]


# Colours

@pytest.mark.parametrize("name", PALETTE)
def test_a_colour_of_the_palette_follows_the_page(name):
    chart = alt.Chart(pd.DataFrame({"a": [1]})).mark_point(color=LIGHT[name]).encode(x="a:Q")
    assert f"var(--sb-{name},{LIGHT[name]})" in html.svg(chart.to_dict(), "x")


def test_a_colour_outside_the_palette_stays_as_it_is():
    chart = alt.Chart(pd.DataFrame({"a": [1]})).mark_point(color="#123456").encode(x="a:Q")
    assert '="#123456"' in html.svg(chart.to_dict(), "x")


@pytest.mark.parametrize("chart", sorted(charts.__all__))
def test_no_chart_uses_a_colour_that_the_dark_page_does_not_know(chart):
    drawing = html.svg(build(ONE_EACH[chart]).to_dict(), "x")
    assert not re.findall(r'(?:fill|stroke)="#[0-9a-fA-F]+"', drawing)


@pytest.mark.parametrize("name", PALETTE)
@pytest.mark.parametrize(("selector", "shade"), [
    (':root, body[data-theme="light"]', 0), ('body[data-theme="dark"]', 1), ('body:not([data-theme="light"])', 1)])
def test_the_style_sheet_knows_every_colour_of_the_palette(name, selector, shade):
    style = (Path(html.__file__).parent / "static" / "shieldbook.css").read_text(encoding="utf-8")
    block = style.split(selector + " {")[1].split("}")[0]
    assert f"--sb-{name}: {PALETTE[name][shade]};" in block


# The hook into the build

def output(mime_type, content):
    return SimpleNamespace(mime_type=mime_type, content=content, string="")


@pytest.fixture
def render():
    """Renders outputs as the build does, on one page of a folder below the root."""
    inner = SimpleNamespace(document=SimpleNamespace(), sphinx_env=SimpleNamespace(docname="chapters/one"))
    return lambda data, inline=False: FigureRenderer.handle_mime(SimpleNamespace(renderer=inner), data, inline)


def test_the_figures_of_a_page_are_counted(render):
    pages = [render(output(FIGURE, spec_of()))[0].astext() for _ in range(2)]
    assert 'id="figure-1"' in pages[0] and 'id="figure-2"' in pages[1]


def test_tables_and_figures_are_counted_apart(render):
    render(output(FIGURE, spec_of()))
    assert 'id="table-1"' in render(output(TABLE, table_of()))[0].astext()


def test_states_are_rendered_too(render):
    assert 'name="states-1"' in render(output(STATES, states_of()))[0].astext()


def test_links_of_a_page_in_a_folder_go_up_first(render):
    found = render(output(TABLE, table_of("lamps-2001[p. 3]", sources=["Lamp"])))[0].astext()
    assert 'href="../reference/bibliography.html' in found


@pytest.mark.parametrize(("mime_type", "inline"), [("text/html", False), (FIGURE, True)])
def test_other_outputs_are_left_to_others(render, mime_type, inline):
    assert render(output(mime_type, spec_of()), inline) is None


@pytest.mark.parametrize("mime_type", [FIGURE, TABLE, STATES])
def test_the_books_own_kinds_of_output_come_before_all_others(mime_type):
    assert ("html", mime_type, 1) in FigureRenderer.mime_priority_overrides


def stripped(*names):
    context = {"script_files": [SimpleNamespace(filename=name, attributes={}) for name in names], "css_files": []}
    sphinx._strip(None, "", "", context, None)
    return [asset.filename for asset in context["script_files"]]


@pytest.mark.parametrize("name", ["https://example.org/a.js", "//example.org/a.js", "scripts/sphinx-book-theme.js",
                                  "sphinx-thebe.js", "togglebutton.js"])
def test_a_page_asks_for_nothing_that_it_does_not_use(name):
    assert stripped(name) == []


def test_a_page_keeps_its_own_scripts():
    assert stripped("_static/scripts/furo.js", "searchtools.js") == ["_static/scripts/furo.js", "searchtools.js"]


def test_inline_scripts_of_others_are_dropped():
    context = {"script_files": [SimpleNamespace(filename=None, attributes={"body": "const thebe = 1"}),
                                SimpleNamespace(filename="furo.js", attributes={})]}
    sphinx._inline_scripts(None, "", "", context, None)
    assert [asset.filename for asset in context["script_files"]] == ["furo.js"]
