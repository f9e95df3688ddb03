"""The palette: words stand out from the page, every eye tells its colours apart, nothing is said by
colour alone.

Contrast is WCAG 2's. Difference is CIEDE2000, for normal vision and for protanopia, deuteranopia
and tritanopia at full severity (Brettel, Viénot and Mollon 1997). About 2 is the smallest
difference that can be seen between large areas side by side; 10 is asked here, because marks are
small and apart.
"""

import itertools
import re
from pathlib import Path

import pytest
from coloraide import Color

from shieldbook.charts.theme import PALETTE
from shieldbook.publish import page
from shieldbook.publish.sphinx import palette_css
from support.charts import drawing

APART = 10
STATES = ["russia", "japan", "south-korea", "north-korea", "united-states", "china"]
STANCES = ["against", "favour"]
FAINT = {"grid", "tint"}
WORDS = sorted(set(PALETTE) - FAINT - {"line"})
MODES = {"light": 0, "dark": 1}
# The book's own page, and what may stand in its place: white paper, and Furo's dark where our style
# sheet is not heard.
PAPERS = {"light": (page.LIGHT_PAPER, "#ffffff"), "dark": (page.DARK_PAPER, "#131416")}

every_mode = pytest.mark.parametrize("mode", MODES)
every_eye = pytest.mark.parametrize("eye", ["normal", "protan", "deutan", "tritan"])


def of(name, mode):
    return Color(PALETTE[name][MODES[mode]])


def seen(name, mode, eye):
    """A colour as such an eye sees it."""
    return of(name, mode) if eye == "normal" else of(name, mode).filter(eye, 1, method="brettel")


def apart(pairs, mode, eye):
    """The pairs of colours that such an eye might take for each other, with their difference."""
    found = {
        pair: seen(pair[0], mode, eye).delta_e(seen(pair[1], mode, eye), method="2000")
        for pair in pairs
    }
    return {pair: round(difference, 1) for pair, difference in found.items() if difference < APART}


# Contrast


@pytest.mark.parametrize("name", WORDS)
@every_mode
def test_words_in_this_colour_stand_out_from_the_page(name, mode):
    assert min(of(name, mode).contrast(paper) for paper in PAPERS[mode]) >= 4.5


@pytest.mark.parametrize("name", ["ink", "soft"])
@every_mode
def test_words_on_a_tinted_ground_stand_out_from_it(name, mode):
    assert of(name, mode).contrast(of("tint", mode)) >= 4.5


@pytest.mark.parametrize("name", WORDS)
@every_mode
def test_marks_on_a_tinted_row_stand_out_from_it(name, mode):
    assert of(name, mode).contrast(of("tint", mode)) >= 3


@every_mode
def test_lines_that_carry_meaning_stand_out_from_the_page(mode):
    assert min(of("line", mode).contrast(paper) for paper in PAPERS[mode]) >= 3


@every_mode
def test_grid_and_tint_may_be_faint_because_every_value_is_labelled_in_ink(mode):
    assert all(
        1.05 <= of(name, mode).contrast(paper) < 3 for name in FAINT for paper in PAPERS[mode]
    )


# Difference


@every_eye
@every_mode
def test_no_two_states_are_taken_for_each_other(mode, eye):
    assert apart(itertools.combinations(STATES, 2), mode, eye) == {}


@every_eye
@every_mode
def test_against_and_in_favour_and_neither_are_not_taken_for_each_other(mode, eye):
    assert apart(itertools.combinations([*STANCES, "soft"], 2), mode, eye) == {}


@every_eye
@every_mode
def test_no_stance_is_taken_for_a_state(mode, eye):
    assert apart(itertools.product(STANCES, STATES), mode, eye) == {}


@every_eye
@every_mode
def test_no_state_is_taken_for_the_ink_of_the_page(mode, eye):
    assert apart(itertools.product(STATES, ["ink"]), mode, eye) == {}


@every_mode
def test_no_two_names_share_a_colour(mode):
    values = [pair[MODES[mode]] for pair in PALETTE.values()]
    assert len(set(values)) == len(values)


def test_the_colours_that_are_drawn_are_told_from_those_of_the_dark_page():
    light, dark = ({pair[i] for pair in PALETTE.values()} for i in (0, 1))
    assert not light & dark


# Not by colour alone


def shapes(case, layout, field):
    """The shape of every mark of a chart, by the value of the field that says what it means."""
    spec = drawing(case).specs[layout]
    units = [unit for whole in spec.get("vconcat", [spec]) for unit in whole["layer"]]
    told = [
        unit["encoding"]["shape"]
        for unit in units
        if unit["encoding"].get("shape", {}).get("field") == field
    ]
    assert told
    return dict(zip(told[0]["scale"]["domain"], told[0]["scale"]["range"], strict=True))


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize(
    ("case", "field", "values"),
    [
        ("score, monitor-1999", "direction", {"against", "none", "for"}),
        ("board", "verdict", {"supported", "partly", "contradicted", "unresolved"}),
    ],
)
def test_what_a_colour_means_is_told_by_a_shape_too(case, field, values, layout):
    told = shapes(case, layout, field)
    assert set(told) == values and len(set(told.values())) == len(values)


@every_mode
def test_in_grey_every_mark_is_darker_than_light_paper_or_lighter_than_dark(mode):
    papers = [Color(paper).luminance() for paper in PAPERS[mode]]
    inks = [of(name, mode).luminance() for name in [*STANCES, "soft", *STATES]]
    assert max(inks) < min(papers) if mode == "light" else min(inks) > max(papers)


# In the page


def blocks():
    """The colours that the style sheet knows, by the selector under which they hold."""
    found = re.findall(r"([^{}]+)\{((?:--sb-[a-z-]+:#[0-9a-f]{6};)+)\}", palette_css())
    return {
        selector.strip(): dict(re.findall(r"([a-z-]+):(#[0-9a-f]{6})", inside))
        for selector, inside in found
    }


@pytest.mark.parametrize(
    ("selector", "mode"),
    [
        (':root,body[data-theme="light"]', "light"),
        ('body[data-theme="dark"]', "dark"),
        ('body:not([data-theme="light"])', "dark"),
    ],
)
def test_the_style_sheet_knows_every_colour_of_the_palette(selector, mode):
    assert blocks()[selector] == {
        f"--sb-{name}": pair[MODES[mode]] for name, pair in PALETTE.items()
    }


def test_the_dark_colours_stay_off_paper():
    outside = re.sub(r"@media not print\{.*\}", "", palette_css(), flags=re.DOTALL)
    assert not any(pair[1] in outside for pair in PALETTE.values()) and PALETTE["ink"][0] in outside


@every_mode
def test_the_page_that_the_colours_are_measured_on_is_the_one_that_is_drawn(mode):
    style = (Path(page.__file__).parent / "static" / "css" / "page.css").read_text(encoding="utf-8")
    assert f"--sb-paper: {PAPERS[mode][0]};" in style
