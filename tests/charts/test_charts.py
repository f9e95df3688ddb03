"""Every chart of the book: said in words, drawn for page and phone, the same each time, and without
side effects."""

import copy
import itertools
import json
import math
import re
import sys

import altair as alt
import pandas as pd
import pytest
from jsonschema import ValidationError
from pandas.testing import assert_frame_equal

from shieldbook import analysis, charts
from shieldbook.analysis import reach
from shieldbook.charts import theme
from shieldbook.charts.board import SHAPES as board_shapes
from shieldbook.charts.sight import MOST_KM, TOP_KM, horizon
from shieldbook.charts.theme import EARTH_KM, LAYOUTS, LIGHT, STATE_INK, STATE_SHAPE
from shieldbook.charts.voices import MOSCOW, WRITER
from shieldbook.charts.voices import STATES as CAPITALS
from shieldbook.display import FigureError, figure, in_words
from shieldbook.publish.figures.pictures import size, svg
from shieldbook.tables.rules.checks import SLIP_VERDICTS
from support.charts import (
    ARTICLES,
    CASES,
    COLUMN,
    ONE_EACH,
    PHONE,
    SEEN,
    SPEC_CHARTS,
    WORDS,
    claims_of,
    drawing,
    one_field,
    ways,
    words_of,
)
from support.excuses import unexcused
from support.judges import none
from support.specs import listed, paints, said, shapes, units
from support.tables import codes, load

pytestmark = pytest.mark.broad

LAYOUT_NAMES = ("wide", "narrow")
both_layouts = pytest.mark.parametrize("layout", LAYOUT_NAMES)


def drawings():
    """Every case by its name."""
    return {name: drawing(name) for name in CASES}


def pictures():
    """Every picture of every case by its name and layout."""
    return {
        f"{name}, {layout}": drawn.svg[layout]
        for name, drawn in drawings().items()
        for layout in LAYOUT_NAMES
    }


def test_every_chart_of_the_book_is_drawn_here():
    assert sorted(charts.__all__) == SPEC_CHARTS


def test_every_chart_carries_its_words_to_the_page():
    lost = {
        name: [kind for kind in WORDS if drawn.meta[kind] != drawn.words[kind]]
        for name, drawn in drawings().items()
    }
    none(**lost)


def test_every_chart_shows_its_title_and_description_where_the_page_is_not():
    lost = {}
    for name, drawn in drawings().items():
        shown = {"title": drawn.spec["title"]["text"], "description": drawn.spec["description"]}
        lost[name] = [kind for kind, text in shown.items() if text != drawn.words[kind]]
    none(**lost)


def test_every_chart_has_a_subtitle():
    assert [name for name, drawn in drawings().items() if not drawn.meta["subtitle"].strip()] == []


def test_the_table_behind_every_chart_has_a_row_for_each_row():
    wrong = {}
    for name, drawn in drawings().items():
        behind = drawn.meta["table"]
        lengths = {len(row) for row in behind["rows"]} - {len(behind["columns"])}
        short = [] if len(behind["rows"]) == len(drawn.table) else [len(behind["rows"])]
        wrong[name] = short + sorted(lengths)
    none(**wrong)


@pytest.mark.parametrize("words", WORDS)
def test_no_chart_can_be_drawn_without_its(words):
    drawn = []
    for chart, case in ONE_EACH.items():
        _, table, more = CASES[case]
        try:
            getattr(charts, chart)(table().copy(), **words_of(chart, **more) | {words: "  "})
            drawn.append(chart)
        except FigureError as error:
            drawn += [] if words in str(error) else [f"{chart}: {error}"]
    assert drawn == []


@pytest.mark.parametrize("layout", LAYOUT_NAMES)
def test_a_picture_that_is_no_vega_lite_is_refused(layout):
    def draw(table, one):
        width = "nonsense" if one.name == layout else 300
        return alt.Chart(table).mark_point().properties(width=width)

    table = pd.DataFrame({"n": [1]})
    words = {**WORDS, "subtitle": "", "columns": {"n": "Number"}}
    with pytest.raises(ValidationError, match="nonsense"):
        figure(draw, table, LAYOUTS, **words).to_dict()


def marks(picture):
    """How many shapes and lines an SVG draws, backgrounds left out."""
    return len(
        re.findall(
            r"<(?:path|line|rect|circle)\b[^>]*\b(?:stroke|fill)=\"(?!none|transparent)", picture
        )
    )


def test_every_picture_draws_something():
    empty = [name for name, one in pictures().items() if "<text" not in one and not marks(one)]
    assert empty == []


def test_no_picture_holds_a_number_that_is_none():
    none(
        **{
            name: re.findall(r"\bNaN\b|\bundefined\b|\bInfinity\b", one)
            for name, one in pictures().items()
        }
    )


def unrounded(spec):
    """The numbers that tips and lettering of a chart would say otherwise than the table behind
    it."""
    found = []
    for _, channels, rows in units(spec):
        tips = [tip for name in ("tooltip", "text") for tip in listed(channels.get(name, []))]
        for tip in tips:
            numbers = (
                [row[tip["field"]] for row in rows] if tip.get("type") == "quantitative" else []
            )
            exact = [str(number).removesuffix(".0") for number in numbers]
            found += [
                (tip["field"], said)
                for said, told in zip(exact, in_words(numbers), strict=True)
                if said != told
            ]
    return found


def test_every_chart_has_marks_that_the_keys_can_tell():
    silent = {
        f"{chart}, {layout}": [chart]
        for chart, name in ONE_EACH.items()
        for layout in LAYOUT_NAMES
        if not any("tooltip" in unit.channels for unit in units(drawing(name).specs[layout]))
    }
    none(**silent)


def test_no_tip_and_no_lettering_says_a_number_otherwise_than_the_table():
    wrong = {
        f"{name}, {layout}": unrounded(drawn.specs[layout])
        for name, drawn in drawings().items()
        for layout in LAYOUT_NAMES
    }
    none(**wrong)


def test_an_unrounded_number_in_a_tip_is_noticed():
    table = pd.DataFrame({"far": [88.6384871716]})
    base = alt.Chart(table).encode(tooltip="far:Q")
    assert (
        unrounded(alt.layer(base.mark_point(), base.mark_rule()).to_dict())
        == [("far", "88.6384871716")] * 2
    )


# Whose colour it is, and by which words a row or a scale names a state.
STATE_OF = {LIGHT[ink]: state for state, ink in STATE_INK.items()}
NAMED = {state: state for state in STATE_OF.values()} | dict(CAPITALS)
NAMED |= {name: code for code, name in analysis.actors.states(*load("actors")).items()}

# Where neither scale nor rows say that a colour is its capital's: what it means there.
MEANT = {
    **{
        f"facsimile, {ink}": "the lines of its speakers, each capital's a layer of its own"
        for ink in ("russia", "japan", "south-korea", "united-states")
    },
    "nearness, russia": "Russian soil, and Moscow's protest against what stands near it",
    "region, japan": "the outline of the islands that Japan claims",
    "region, russia": "the islands that Russia holds",
    "salvoes, north-korea": "the missiles that get through are North Korea's",
    "shield, united-states": "the shields of the picture are American",
    "sight, russia": "Russian soil, and a missile that rises behind it",
    "turn, japan": "how often Moscow objected to Tokyo's shield",
    "turn, south-korea": "how often Moscow objected to Seoul's shield",
    "voices, russia": "how many claims are in Moscow's voice",
    "votes, russia": "whose votes they are is told to the chart",
    "wait, north-korea": "the missiles are North Korea's",
}
# Marks in a capital's colour that have another shape than the capital.
SHAPED = {
    "shield, united-states": "launchers on land and at sea, and the places where a missile is hit",
}


def named(value):
    """The state that a value names; none where it names no state."""
    return NAMED.get(value.replace("\n", " "), "") if isinstance(value, str) else ""


def colours_told(unit):
    """The colours of a part of a picture by what is wrong with them: those of another than the
    state that has them, those of a state that nothing names, and the marks in the shape of
    another."""
    wrong, unnamed, misshapen = [], [], []
    for paint in paints(unit):
        state, meant = STATE_OF.get(paint.colour, ""), named(paint.value)
        if meant and state != meant:
            wrong.append(f"{paint.value} in {paint.colour}")
        rows = paint.rows(unit)
        told = [state in map(named, row.values()) for row in rows]
        if state and not meant and not (told and all(told)):
            unnamed.append(STATE_INK[state])
        if state and unit.mark["type"] == "point" and shapes(unit, paint) - {STATE_SHAPE[state]}:
            misshapen.append(STATE_INK[state])
    return wrong, unnamed, misshapen


def test_a_state_has_its_own_colour_and_shape_and_nothing_else_has_them():
    """Wherever a scale or a value of a row names a state, by its code, its name or its capital.

    Colours and shapes are read from marks, from scales with domain and range, and from rows whose
    scale is none. Not seen are colours that an expression computes, and whether the value of a row
    that names a state is what the mark stands for: a row that names two may have either colour.
    What is coloured by a constant is told in MEANT, one line a chart and colour; what it draws
    under that name is not looked at.
    """
    wrong, unnamed, misshapen = {}, {}, {}
    for name, drawn in drawings().items():
        chart = CASES[name][0]
        for unit in (unit for spec in drawn.specs.values() for unit in units(spec)):
            told = colours_told(unit)
            wrong[name] = [*wrong.get(name, []), *told[0]]
            unnamed |= {f"{chart}, {ink}": unit.mark["type"] for ink in told[1]}
            misshapen |= {f"{chart}, {ink}": unit.mark["type"] for ink in told[2]}
    none(**wrong)
    assert unexcused(unnamed, MEANT) == ({}, [])
    assert unexcused(misshapen, SHAPED) == ({}, [])


def test_a_colour_and_a_shape_of_another_are_noticed():
    table = pd.DataFrame({"state": ["RUS", "JPN"], "what": ["a cut", "a cut"]})
    red, plum = LIGHT["russia"], LIGHT["japan"]
    turned = alt.Color("state", scale=alt.Scale(domain=["RUS", "Japan"], range=[plum, plum]))
    base = alt.Chart(table)
    chart = alt.layer(
        base.mark_rule().encode(color=turned),
        base.mark_rule(color=red),
        alt.Chart(table[["what"]]).mark_rule(color=red),
        alt.Chart(table[:1]).mark_point(shape="square", color=red),
        alt.Chart(table[:1]).mark_point(color=red),
    )
    assert [colours_told(unit) for unit in units(chart.to_dict())] == [
        ([f"RUS in {plum}"], [], []),
        ([], ["russia"], []),
        ([], ["russia"], []),
        ([], [], ["russia"]),
        ([], [], []),
    ]


def sizes(picture):
    return [float(size) for size in re.findall(r'font-size="([\d.]+)(?:px)?"', picture)]


def test_no_text_is_smaller_than_twelve_pixels():
    small = {name: [px for px in sizes(one) if px < 12] for name, one in pictures().items()}
    none(**small)


@pytest.mark.parametrize("layout, widest", [("narrow", PHONE), ("wide", COLUMN)])
def test_every_picture_fits_its_screen(layout, widest):
    widths = {name: size(drawn.svg[layout])[0] for name, drawn in drawings().items()}
    assert {name: width for name, width in widths.items() if width > widest} == {}


def test_no_chart_changes_its_table():
    for drawn in drawings().values():
        assert_frame_equal(drawn.table, drawn.before)


def test_two_renderings_are_the_same_picture():
    other = []
    for chart, case in ONE_EACH.items():
        drawn = drawing(case)
        for layout in LAYOUT_NAMES:
            again = svg(copy.deepcopy(drawn.specs[layout]), f"x-{layout}", drawn.meta["key"])
            other += [] if again == drawn.svg[layout] else [f"{chart}, {layout}"]
    assert other == []


_opened = []
_watching = [False]
sys.addaudithook(
    lambda event, details: _opened.append(details[0]) if event == "open" and _watching[0] else None
)


@pytest.fixture
def opened():
    """The files opened while the fixture is on; a hook of the interpreter, so that no way of
    opening escapes it."""
    _opened.clear()

    class Watch:
        def __enter__(self):
            _watching[0] = True
            return _opened

        def __exit__(self, *_):
            _watching[0] = False

    return Watch()


def test_the_watch_on_files_sees_a_file(opened):
    with opened as files:
        open(__file__).close()
    assert files == [__file__]


def test_every_chart_is_the_same_when_it_is_drawn_again_and_reads_no_file(opened):
    other = []
    for chart, case in ONE_EACH.items():
        _, table, more = CASES[case]
        first, given, words = drawing(case).spec, table().copy(), words_of(chart, **more)
        with opened as files:
            again = getattr(charts, chart)(given, **words).to_dict()
        other += [f"{chart} read {name}" for name in files]
        other += [] if again == first else [f"{chart} is another"]
        files.clear()
    assert other == []


@pytest.mark.parametrize("article", ARTICLES)
def test_the_score_names_every_speaker_beside_its_row(article):
    picture = drawing(f"score, {article}")
    for speaker in picture.table["speaker"].unique():
        assert all(word in said(picture.svg["wide"]) for word in speaker.split())


def points(spec):
    """The claims that a picture of the score draws, one list a system, each mark as the chart has
    it."""
    found = []
    for unit in spec.get("vconcat", [spec]):
        layer = next(layer for layer in unit["layer"] if "key" in layer["encoding"])
        found.append(spec["datasets"][layer["data"]["name"]])
    return found


@pytest.mark.parametrize("article", ARTICLES)
def test_the_score_on_the_phone_has_a_column_for_the_writer_moscow_and_the_others(article):
    picture = drawing(f"score, {article}")
    marks = [mark for system in points(picture.specs["narrow"]) for mark in system]
    assert {
        (mark["column"], mark["voice"] == WRITER, mark["voice"] == MOSCOW) for mark in marks
    } <= {
        ("Writer", True, False),
        ("Moscow", False, True),
        ("Others", False, False),
    }


@pytest.mark.parametrize("article", ARTICLES)
def test_every_column_of_the_score_on_the_phone_says_whose_it_is(article):
    told = said(drawing(f"score, {article}").svg["narrow"])
    assert all(name in told for name in ("Writer", "Moscow", "Others"))


@both_layouts
@pytest.mark.parametrize("article", ARTICLES)
def test_only_a_claim_that_takes_a_side_has_a_sign_in_the_score(article, layout):
    picture = drawing(f"score, {article}")
    spec = picture.specs[layout]
    signs = sum(
        len(spec["datasets"][layer["data"]["name"]])
        for unit in spec.get("vconcat", [spec])
        for layer in unit["layer"]
        if "shape" in layer["encoding"]
    )
    assert signs == (picture.table["direction"] != "none").sum()


@both_layouts
def test_tiles_carry_their_words_in_the_score(layout):
    told = said(drawing("score with words").svg[layout])
    assert "a word or two" in told and "a word at the end" in told


@both_layouts
@pytest.mark.parametrize("article", ARTICLES)
def test_the_tiles_of_the_score_follow_one_another_through_the_text(article, layout):
    systems = points(drawing(f"score, {article}").specs[layout])
    tiles = [tile for system in systems for tile in system]
    assert tiles[0]["begin"] == 0
    for one, following in itertools.pairwise(tiles):
        assert one["begin"] < one["end"] == pytest.approx(following["begin"])


@pytest.mark.parametrize("article", ARTICLES)
def test_whoever_has_no_column_on_the_phone_stands_in_the_table_of_claims(article):
    claims = claims_of(article)
    shown = analysis.claims.claims_table(
        claims, *load("actors", "checks", "claim_quotes", "codebook")
    )
    assert set(shown["Speaker"]) == set(drawing(f"score, {article}").table["who"])


@both_layouts
@pytest.mark.parametrize("article", ARTICLES)
def test_every_claim_has_one_mark_in_the_score(article, layout):
    systems = points(drawing(f"score, {article}").specs[layout])
    drawn = [mark["claim_id"] for system in systems for mark in system]
    assert drawn == claims_of(article)["id"].tolist()


@pytest.mark.parametrize("article", ARTICLES)
def test_the_score_on_the_phone_is_one_system(article):
    assert len(points(drawing(f"score, {article}").specs["narrow"])) == 1


@pytest.mark.parametrize("article", ARTICLES)
def test_no_paragraph_of_the_score_is_broken_between_systems(article):
    systems = points(drawing(f"score, {article}").specs["wide"])
    paragraphs = [{mark["paragraph"] for mark in system} for system in systems]
    assert sum(map(len, paragraphs)) == len(set().union(*paragraphs))


def evenest(sizes, count):
    """The longest part of the most even way to break paragraphs of these sizes into so many
    parts."""
    breaks = itertools.combinations(range(1, len(sizes)), count - 1)
    edges = ([0, *places, len(sizes)] for places in breaks)
    return min(max(sum(sizes[a:b]) for a, b in itertools.pairwise(edge)) for edge in edges)


@pytest.mark.parametrize("article", ARTICLES)
def test_the_systems_of_the_score_are_as_even_as_its_paragraphs_allow(article):
    systems = points(drawing(f"score, {article}").specs["wide"])
    sizes = claims_of(article).groupby("paragraph", sort=False, observed=True).size().tolist()
    assert len(systems) == -(-sum(sizes) // 85) and max(map(len, systems)) == evenest(
        sizes, len(systems)
    )


def test_an_article_that_one_system_would_crowd_has_several():
    assert {
        article: len(points(drawing(f"score, {article}").specs["wide"])) for article in ARTICLES
    } == {
        "breitbart-2017": 1,
        "eaf-2018": 1,
        "monitor-1999": 1,
        "monitor-2000": 2,
        "sinonk-2019": 2,
    }


@both_layouts
@pytest.mark.parametrize("article", ARTICLES)
def test_no_event_of_the_moment_is_cut_short(article, layout):
    picture = drawing(f"moment, {article}")
    for label in picture.table["label"]:
        assert label in said(picture.svg[layout])


@both_layouts
def test_every_verdict_of_the_board_is_counted_in_words(layout):
    picture = drawing("board")
    for verdict, count in picture.table["verdict"].value_counts().items():
        assert f"{verdict}: {count} of {len(picture.table)}" in said(picture.svg[layout])


@both_layouts
def test_every_article_of_the_boards_is_counted_in_words(layout):
    picture = drawing("boards")
    told = said(picture.svg[layout]).replace("\u00a0", " ")
    for article, part in picture.table.groupby("article"):
        assert f"{article}, {len(part)} checks:" in told
        assert f"{(part['verdict'] == 'partly').sum()} partly" in told


def test_the_board_has_a_shape_for_every_verdict_on_truth():
    assert set(board_shapes) == set(codes("checks", "verdict")) - set(SLIP_VERDICTS)


def test_no_two_verdicts_share_a_shape():
    assert len(set(board_shapes.values())) == len(board_shapes)


def test_every_colour_has_a_light_and_a_dark_value_of_its_own():
    values = [value for pair in theme.PALETTE.values() for value in pair]
    assert len(set(values)) == len(values)


def test_a_label_is_broken_between_words_only():
    assert theme.wrap("an unbreakably-hyphenated word", 8).split("\n") == [
        "an",
        "unbreakably-hyphenated",
        "word",
    ]


def test_the_two_layouts_are_one_for_the_phone_and_one_for_the_page():
    assert [one.narrow for one in LAYOUTS] == [False, True]


def test_no_picture_says_one_and_several_at_once():
    several = re.compile(r"\b1[ \u00a0](?:articles|checks|claims)\b")
    none(**{name: several.findall(said(one)) for name, one in pictures().items()})


def test_an_alpha_is_not_drawn_as_at_the_level_that_it_does_not_reach():
    chart = charts.alphas(
        one_field(0.7996, 0.7, 0.9).assign(raw_agreement=0.9975), **words_of("alphas")
    )
    assert "just under 0.800 (raw more than 99%)" in said(svg(chart.to_dict(), "x"))


# What a radar is said to see


def spherical(latitude, longitude, range_km, azimuth):
    """Where the map puts a point of a ring, computed as the chart's expressions do."""
    up, right, way = map(math.radians, (latitude, longitude, azimuth))
    far = range_km / EARTH_KM
    phi = math.asin(math.sin(up) * math.cos(far) + math.cos(up) * math.sin(far) * math.cos(way))
    east = right + math.atan2(
        math.sin(way) * math.sin(far) * math.cos(up), math.cos(far) - math.sin(up) * math.sin(phi)
    )
    return math.degrees(phi), math.degrees(east)


@pytest.mark.parametrize("range_km", [100, 800, 2000])
@pytest.mark.parametrize("azimuth", [0, 45, 90, 200, 300])
def test_a_ring_of_the_map_is_true_to_half_a_per_cent(range_km, azimuth):
    point = spherical(36.05, 128.225, range_km, azimuth)
    assert reach.distance_km(36.05, 128.225, *point) == pytest.approx(range_km, rel=0.005)


def test_the_rings_of_the_map_are_drawn_by_these_formulas():
    spec = json.dumps(drawing("sight").spec)
    assert "asin(sin(datum.up) * cos(datum.far) + cos(datum.up) * sin(datum.far)" in spec
    assert "atan2(sin(datum.azimuth) * sin(datum.far) * cos(datum.up)" in spec


@pytest.mark.parametrize("km", [0, 100, 725, 2000])
def test_the_curve_of_the_section_is_that_of_the_model(km):
    formula = horizon(str(km)).replace("cos", "math.cos")
    assert eval(formula, {"math": math}) == pytest.approx(reach.hidden_below_km(km), rel=1e-5)


def halves(layout):
    """The map and the section of the picture, which stand side by side or one below the other."""
    spec = drawing("sight").specs[layout]
    return spec["hconcat" if layout == "wide" else "vconcat"]


@both_layouts
def test_map_and_section_follow_one_site_and_one_range(layout):
    spec = drawing("sight").specs[layout]
    assert {one["name"]: one["value"] for one in spec["params"]} == {
        "site": "Seongju",
        "range_km": 1000,
    }
    for half in halves(layout):
        told = json.dumps(half)
        assert "datum.site == site" in told and "range_km" in told


@both_layouts
def test_the_picture_says_how_far_it_is_and_what_is_hidden_there(layout):
    told = said(drawing("sight").svg[layout])
    for words in ("725 km", "275 km farther", "below 31 km", "Russia", "Vladivostok", "600 km"):
        assert words in told, words


@both_layouts
def test_a_range_that_ends_before_russia_says_how_much_is_lacking(layout):
    chart = charts.sight(ways(), **words_of("sight", **SEEN | {"start": ("Seongju", 600)}))
    spec = chart.to_dict()
    drawn = spec if layout == "wide" else spec["usermeta"]["shieldbook"]["narrow"]
    told = said(svg(drawn, "x"))
    assert "125 km short" in told and "farther" not in told


@both_layouts
def test_the_section_is_drawn_as_many_times_too_high_as_it_says(layout):
    section = halves(layout)[1]
    across, up = section["width"] / MOST_KM, section["height"] / TOP_KM
    assert f"km high (stretched {up / across:.0f}-fold)" in said(drawing("sight").svg[layout])
    assert up / across == pytest.approx(round(up / across), rel=0.02)


@both_layouts
def test_the_nearest_site_stands_on_top(layout):
    picture = drawing("nearness")
    [rows] = picture.specs[layout]["datasets"].values()
    nearest = min(rows, key=lambda row: row["soil_km"])
    assert nearest["foot_km"] == max(row["foot_km"] for row in rows)
