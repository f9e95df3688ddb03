"""Pictures: words stay words, marks lead to their rows, ids do not meet, colours follow the page,
still and live."""

import copy
import functools
import itertools
import json
import re
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest

from shieldbook.charts.theme import LIGHT, PALETTE
from shieldbook.publish.figures.pictures import live, size, svg
from support.charts import CASES, ONE_EACH, drawing
from support.judges import none
from support.pages import DRAWN, HOSTILE, Page, everything_hostile, spec_of

pytestmark = pytest.mark.broad

KEYED = [
    name
    for name, (chart, _, _) in CASES.items()
    if chart in ("score", "board", "boards", "all_claims", "line", "rivals", "outcomes")
]
LAYOUTS = ["wide", "narrow"]

both_layouts = pytest.mark.parametrize("layout", LAYOUTS)


def pictures():
    """One picture of every chart in each layout, by name and layout."""
    return {
        f"{chart}, {layout}": drawing(case).svg[layout]
        for chart, case in ONE_EACH.items()
        for layout in LAYOUTS
    }


def points(**columns):
    """A chart of one point a row."""
    table = pd.DataFrame({"n": range(len(next(iter(columns.values())))), **columns})
    return alt.Chart(table).mark_point().encode(x="n:Q")


# Words


@everything_hostile
def test_the_words_in_a_picture_stay_words(word):
    page = Page(svg(spec_of(word), "x"))
    assert page.tame and word.replace("\u2028", " ").replace("\u2029", " ") in page.text


@pytest.mark.parametrize(
    "word", ["3.14159", "10.1000/182", 'a role="x" here', 'id="clip"', '="#1d2330"', "#sb-key=a"]
)
def test_words_in_a_picture_are_not_rewritten_with_its_drawing(word):
    assert word in Page(svg(spec_of(word), "x")).text


def test_the_drawing_itself_is_not_read_out():
    heard = {}
    for chart, case in ONE_EACH.items():
        page = Page(drawing(case).svg["wide"])
        drawn = page.all("svg")[0]
        hidden = (drawn["aria-hidden"], drawn["focusable"]) == ("true", "false")
        heard[chart] = [] if hidden else ["the drawing"]
        heard[chart] += [
            f"{tag} {name}"
            for tag, found in page.elements
            if tag in DRAWN - {"svg"}
            for name in found
            if name == "role" or name.startswith("aria-")
        ]
    none(**heard)


def test_a_chart_sorted_by_words_with_line_separators_can_be_drawn():
    words = ["one\u2028two", "three\u2029four"]
    chart = points(word=words).encode(y=alt.Y("word:N", sort=words[::-1]))
    assert "one two" in Page(svg(chart.to_dict(), "x")).text and live(chart.to_dict())["marks"]


def test_a_sign_that_no_picture_can_hold_becomes_a_space():
    # The converter ends the whole program where it meets one.
    for sign in ("\x00", "\x01", "\x1f", "\ufffe"):
        spec = spec_of(f"one{sign}two")
        assert "one two" in Page(svg(spec, "x")).text and "one two" in json.dumps(live(spec))


def test_a_picture_is_written_in_the_words_of_a_page():
    # A prefix such as ns0:path would be no path to a browser.
    for spec, key in ((spec_of(), ""), (points(k=["a"]).encode(key="k:N").to_dict(), "k")):
        drawn = svg(spec, "x", key)
        assert not re.search(r"<\w+:|xmlns:|xlink:", drawn) and Page(drawn).tags <= DRAWN


def test_nothing_is_in_a_picture_that_draws_nothing():
    idle = {}
    for name, picture in pictures().items():
        root = ElementTree.fromstring(picture)
        idle[name] = [
            part.attrib
            for part in root.iter()
            if not len(part) and (part.tag.endswith("}g") or part.get("d") == "")
        ]
    none(**idle)


def test_a_bitmap_of_elsewhere_is_not_asked_for():
    chart = points(to=["https://example.org/a.png"]).mark_image().encode(url="to:N")
    assert "example.org" not in svg(chart.to_dict(), "x")


def test_drawing_leaves_the_specification_as_it_was():
    spec = points(k=["a", "b"]).encode(key="k:N").to_dict()
    before = copy.deepcopy(spec)
    svg(spec, "x", "k")
    live(spec)
    assert spec == before


# Sizes


def test_the_size_of_a_picture_is_the_one_that_it_states():
    other = {}
    for name, picture in pictures().items():
        stated = Page(picture).all("svg")[0]
        told = (float(stated["width"]), float(stated["height"]))
        if told != size(picture) or min(told) <= 0:
            other[name] = told
    none(**other)


# Ids


def clipped(prefix):
    """A picture that needs ids of its own: a clipped mark with a gradient."""
    stops = [{"offset": 0, "color": "#ffffff"}, {"offset": 1, "color": "#000000"}]
    table = pd.DataFrame({"a": [1, 2], "b": [1, 2]})
    mark = alt.Chart(table).mark_area(clip=True, color={"gradient": "linear", "stops": stops})
    return svg(mark.encode(x="a:Q", y="b:Q").to_dict(), prefix)


def test_the_parts_of_two_pictures_do_not_share_an_id():
    first, second = Page(clipped("a")).ids, Page(clipped("b")).ids
    assert first and not set(first) & set(second)


def test_what_a_picture_points_at_is_in_it():
    picture = clipped("a")
    wanted = re.findall(r"url\(#([^)]+)\)", picture)
    assert wanted and set(wanted) <= set(Page(picture).ids)


# Marks that lead somewhere


def marks(picture):
    """The links of a picture, each by its key."""
    return [link for link in Page(picture).all("a") if "data-key" in link]


def keys(drawn):
    """The keys of the rows behind a chart."""
    behind = drawn.meta["table"]
    at = [column["name"] for column in behind["columns"]].index(behind["keys"])
    return [row[at] for row in behind["rows"]]


def test_every_row_behind_a_chart_with_keys_has_one_mark_that_leads_to_it():
    wrong = {}
    for case, layout in itertools.product(KEYED, LAYOUTS):
        drawn = drawing(case)
        links = marks(drawn.svg[layout])
        if not links or sorted(link["data-key"] for link in links) != sorted(keys(drawn)):
            wrong[f"{case}, {layout}"] = ["not one mark a row"]
            continue
        wrong[f"{case}, {layout}"] = [
            link
            for link in links
            if link["href"] != f"#{link['data-key']}" or link["tabindex"] != "-1"
        ]
    none(**wrong)


def test_no_mark_of_another_chart_leads_anywhere():
    others = itertools.product((case for case in CASES if case not in KEYED), LAYOUTS)
    led = {f"{case}, {layout}": Page(drawing(case).svg[layout]).all("a") for case, layout in others}
    none(**led)


@pytest.mark.parametrize(
    "key",
    [
        *HOSTILE.values(),
        "",
        "A",
        "a b",
        "é",
        "a#b",
        "a%20b",
        "//example.org",
        "javascript:alert(1)",
        'a"b',
        "a&quot;b",
    ],
)
def test_a_strange_key_makes_no_link(key):
    spec = points(k=[key, "good-1"]).encode(key="k:N").to_dict()
    links = Page(svg(spec, "x", "k")).all("a")
    assert [link for link in links if link] == [
        {"href": "#good-1", "data-key": "good-1", "tabindex": "-1"}
    ]


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a", "https://example.org/a#good-1", "page.html", "page.html#good-1"],
)
@pytest.mark.parametrize("key", ["", "k"])
def test_a_link_of_the_charts_own_leads_nowhere(address, key):
    spec = points(k=["good-1"], to=[address]).encode(href="to:N").to_dict()
    assert all(link == {} for link in Page(svg(spec, "x", key)).all("a"))


@pytest.mark.parametrize(
    "combined",
    [
        lambda chart: chart,
        lambda chart: alt.layer(chart.mark_line(), chart.encode(key="k:N")),
        lambda chart: alt.hconcat(chart.encode(key="k:N")),
        lambda chart: alt.vconcat(chart.encode(key="k:N")),
        lambda chart: alt.concat(chart.encode(key="k:N")),
        lambda chart: chart.encode(key="k:N").facet("k:N"),
    ],
    ids=["none", "layer", "beside", "under", "wrapped", "facet"],
)
def test_a_mark_is_found_wherever_it_stands_in_a_chart(combined):
    spec = combined(points(k=["a", "b"])).to_dict()
    wanted = ["a", "b"] if '"key"' in json.dumps(spec) else []
    assert sorted(link["data-key"] for link in marks(svg(spec, "x", "k"))) == wanted


# Colours


@pytest.mark.parametrize("name", PALETTE)
def test_a_colour_of_the_palette_follows_the_page(name):
    chart = points(a=[1]).mark_point(color=LIGHT[name])
    assert f"var(--sb-{name},{LIGHT[name]})" in svg(chart.to_dict(), "x")


def test_a_colour_outside_the_palette_stays_as_it_is():
    assert '="#123456"' in svg(points(a=[1]).mark_point(color="#123456").to_dict(), "x")


def test_no_chart_uses_a_colour_that_the_dark_page_does_not_know():
    bare = re.compile(r'(?:fill|stroke)="#[0-9a-fA-F]+"')
    none(**{name: bare.findall(picture) for name, picture in pictures().items()})


# What the page's Vega draws


@functools.cache
def awake(chart, layout):
    """What a chart of the book becomes when it is touched."""
    return live(drawing(ONE_EACH[chart]).specs[layout])


def every_live_chart():
    """What each chart of the book becomes when it is touched, by its name and layout."""
    return {
        f"{chart}, {layout}": awake(chart, layout)
        for chart, layout in itertools.product(ONE_EACH, LAYOUTS)
    }


def test_a_live_chart_comes_compiled():
    wanted, raw = {"marks", "scales", "data"}, {"mark", "layer", "encoding", "vconcat"}
    none(
        **{
            name: sorted(wanted - set(one) | raw & set(one))
            for name, one in every_live_chart().items()
        }
    )


def test_a_live_chart_has_its_days_as_numbers():
    asked = {
        name: re.findall(r"datetime\(-?\d+\)", json.dumps(one))
        for name, one in every_live_chart().items()
    }
    none(**asked)


def test_a_live_chart_repeats_no_words_that_the_page_has_already():
    words = {"title", "description", "usermeta", "$schema"}
    none(**{name: sorted(words & set(one)) for name, one in every_live_chart().items()})


def test_every_colour_of_a_live_chart_follows_the_page():
    wrong = {}
    for name, one in every_live_chart().items():
        text = json.dumps(one)
        wrong[name] = re.findall(r'"#[0-9a-fA-F]{3,8}"', text)
        wrong[name] += [] if "var(--sb-" in text else ["no colour of the page"]
    none(**wrong)


@both_layouts
@pytest.mark.parametrize("chart", ["score", "board"])
def test_a_live_mark_knows_its_key(chart, layout):
    drawn = drawing(ONE_EACH[chart])
    found = {
        row.get(drawn.meta["key"])
        for source in awake(chart, layout)["data"]
        for row in source.get("values", [])
    }
    assert set(keys(drawn)) <= found


def test_a_live_chart_leaves_its_controls_to_the_page():
    reach = alt.param(
        name="reach", value=1, bind=alt.binding_range(min=0, max=3, step=1, name="Reach (km)")
    )
    vega = live(points(a=[1, 2]).add_params(reach).transform_filter("datum.n < reach").to_dict())
    assert {"name": "reach", "value": 1} in vega["signals"]
    assert "bind" not in json.dumps(vega["signals"])
