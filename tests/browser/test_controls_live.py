"""Controls in a real Chromium: with and without scripts, by keyboard, on paper, and the answers of
the page held to those of the models."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
import re

import altair as alt
import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis.claims import all_claims_table
from shieldbook.charts.theme import LAYOUTS, PALETTE
from shieldbook.controls import Control, settings
from shieldbook.display import figure, show, table_payload
from shieldbook.explorers import (
    Answer,
    ClaimsExplorer,
    Grid,
    ModelSentence,
    Sentence,
    claims_shown,
    salvo_explorer,
    wait_explorer,
    years_explorer,
)
from shieldbook.explorers.explorer import Explorer
from shieldbook.explorers.salvo import salvo
from shieldbook.explorers.sieve import Facet, Sieve, TableSieve, sift
from shieldbook.explorers.wait import wait
from shieldbook.publish.address import Place
from shieldbook.publish.figures import controls
from shieldbook.publish.figures.html import figure_html
from shieldbook.publish.figures.params import params_of
from shieldbook.publish.figures.pictures import live
from shieldbook.publish.figures.renderer import specs_text
from shieldbook.publish.figures.tables import table_html
from support import ROOT
from support.driving import served

STATIC = ROOT / "shieldbook" / "publish" / "static"
NAMED = {"The brief": "1999-09-03", "The pause": "1999-09-24", "The rocket": "1998-08-31"}
RULES = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' "
    "data:; "
    "connect-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"
)
FRAME = """<!doctype html><html lang="en" class="no-js"><head><meta charset="utf-8">
<title>Controls</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="{rules}">
<link rel="stylesheet" href="style.css">
<script src="early.js"></script>{scripts}</head>
<body data-theme="light"><main><h1>Controls</h1>{body}<p id="after">After.</p></main></body>
</html>"""

pytestmark = pytest.mark.browser


def lamps(colour, count):
    """An invented function over two options."""
    table = show(pd.DataFrame({"Lamps": [str(count)]}), f"{count} {colour} lamps")
    return Answer(f"{count} lamps are {colour}.", table)


def draw(table, layout):
    """An invented chart with a parameter of each kind."""
    given = (
        alt.param(
            name="reach",
            value=1500,
            bind=alt.binding_range(min=500, max=3000, step=100, name="Reach (km)"),
        ),
        alt.param(name="rule", value=True, bind=alt.binding_checkbox(name="Rule")),
        alt.param(
            name="site",
            value="x",
            bind=alt.binding_radio(options=["x", 2], labels=["Ex", "Two"], name="Site"),
        ),
        alt.param(
            name="only",
            value=1,
            bind=alt.binding_select(options=[1, None], labels=["one", "all"], name="Only"),
        ),
    )
    lit = alt.condition("datum.km <= reach", alt.value(1), alt.value(0.25))
    chart = alt.Chart(table).mark_point().encode(x="km:Q", y="site:N", opacity=lit)
    return chart.add_params(*given).properties(width=layout.width - 60)


def the_figure():
    table = pd.DataFrame({"site": ["x", "y"], "km": [900, 2100]})
    return figure(
        draw,
        table,
        LAYOUTS,
        title="How far",
        subtitle="",
        description="Two sites.",
        source="none",
        caption="Sites.",
        columns={"site": "Site", "km": "km"},
    ).to_dict()


COLOUR = Control("colour", "Colour", "radio", "red", choices=(("Red", "red"), ("Blue", "blue")))
COUNT = Control("count", "Count", "radio", 2, choices=(("none", 0), ("two", 2)))
GRID = Grid(lamps, (COLOUR, COUNT), question="Which lamps?")


def shine(options, data):
    """An invented model that says its setting, beside words and numbers of many makes."""
    said = ", ".join(f"{name} {value}" for name, value in options.items())
    share = 0.5 if options["lit"] else 1 / 3
    rows = [["007 of 1,034", f"{options['height']:.2f} m, 3.14.15", share], ["</script>", "\t", 1]]
    return {"answer": f"Setting: {said}.", "rows": rows}


KINDS = Explorer(
    shine,
    (
        Control("height", "Height", "range", 0.5, low=-0.5, high=1, step=0.25, unit="m"),
        COLOUR,
        Control("site", "Site", "select", 2, choices=(("one", 1), ("two", 2), ("<b>", "<b>"))),
        Control("lit", "Lit", "checkbox", True),
        Control("day", "Day", "date", "2000-02-28", low="2000-02-27", high="2000-03-01"),
    ),
    {"x": {"height": 1, "colour": "blue", "site": 1, "lit": False, "day": "2000-02-29"}},
    {},
    name="shine",
    question="Which lamps?",
    bars=("What", "How much"),
)
STUB = """window.sent = []; window.shieldbook = window.shieldbook || {};
window.shieldbook.figures = {signal: (figure, name, value) => {
  window.sent.push([figure.id, name, value]);
  if (window.broken) return Promise.reject(new Error("no"));
  return new Promise((done) => setTimeout(done, 60));
}};"""


def sum_up(options, data):
    """An invented model whose words differ much in length."""
    far = options["reach"] >= 2000
    return {"verdict": "far, and by a good deal farther than anybody had said" if far else "near"}


SENTENCE = Sentence(
    sum_up,
    (
        Control("reach", "Reach", "range", 1500, low=500, high=3000, step=100, unit="km"),
        Control("site", "Site", "radio", "x", choices=(("Ex", "x"), ("Number Two", 2))),
    ),
    {"The other": {"reach": 2100, "site": 2}},
    {},
    name="lamps",
    question="How far does it reach?",
    text="A lamp at {site} that shines for {reach} shines {verdict}.",
    follows=("reach", "site"),
)
WAITING = ModelSentence(
    wait,
    wait_explorer(sb.load("launches"), NAMED).controls,
    wait_explorer(sb.load("launches"), NAMED).scenarios,
    wait_explorer(sb.load("launches"), NAMED).data,
    name="wait",
    question="How long was the wait?",
    text="Counting {counts}, from {day} the next came {came}.",
)


def write_page(folder, name, body, scripts):
    tags = "".join(f'<script defer src="{script}"></script>' for script in scripts)
    (folder / name).write_text(FRAME.format(rules=RULES, scripts=tags, body=body), encoding="utf-8")


def years_of_the_book():
    """The explorer of years over the book's own tables."""
    tables = (sb.load(name) for name in ("trade", "meetings", "actors"))
    return years_explorer(*tables, {"All": (1999, 2023)})


def claims_of_the_book():
    """The explorer of all claims, and the table that it sifts."""
    tables = (sb.load(name) for name in ("claims", "actors", "checks", "articles", "codebook"))
    table = all_claims_table(*tables)
    scenarios = {"Sergeev": {"speaker": "Igor Sergeev"}}
    shown = claims_shown(table, sb.load("articles"))
    return ClaimsExplorer(table, sb.load("codebook"), scenarios), shown


ODD_WORDS = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "one\u2028two",
    "left\u200f\u202eright",
    "$& $1 `${x}`",
    "&lt;b&gt;",
    "constructor",
)


def odd_lamps():
    """The rows of a table whose words would be code if they could, and what sifts it."""
    many = 3 * len(ODD_WORDS)
    frame = pd.DataFrame(
        {
            "Lamp": [f"l{n}" for n in range(many)],
            "Maker": [ODD_WORDS[n % len(ODD_WORDS)] for n in range(many)],
            "Faults": [", ".join(ODD_WORDS[: n % 3]) or "none" for n in range(many)],
        }
    )
    shown = show(frame, "Lamps", name="lamps", anchors="Lamp")
    facets = (
        Facet("Maker", ODD_WORDS, name="maker", label="Maker", whole="any"),
        Facet("Faults", (*ODD_WORDS, "none"), True, "fault", "Fault", "any", told=True),
    )

    class LampsSieve(TableSieve):
        table_name = "lamps"

    sieve = Sieve(shown, facets, noun="lamp", barred=facets[0])
    whole = {"all": {"maker": "", "fault": ""}}
    given = tuple(facet.control() for facet in facets)
    words = {"name": "lamps", "question": "Which lamps?", "bars": ("Maker", "Lamps")}
    return LampsSieve(sift, given, whole, sieve, **words), shown


def sieved(explorer, shown):
    """An explorer above the table that it sifts."""
    rows = table_html(table_payload(shown, **shown.attrs["shieldbook"]), "table-1", Place())
    return controls.explorer_html(explorer.payload(), 1) + rows


def copy_static(folder):
    """The style and the scripts of the book, each part by itself."""
    ink = "".join(f"--sb-{name}:{pair[0]};" for name, pair in PALETTE.items())
    sheets = "".join(
        (STATIC / "css" / f"{name}.css").read_text("utf-8")
        for name in ("figures", "tables", "controls")
    )
    frame = (
        f":root{{{ink}--sb-sans:sans-serif;--color-background-primary:#fff}}main{{max-width:44rem}}"
    )
    (folder / "style.css").write_text(frame + sheets, encoding="utf-8")
    for source in (*STATIC.glob("js/*.js"), *STATIC.glob("models/*.js")):
        (folder / source.name).write_bytes(source.read_bytes())
    (folder / "stub.js").write_text(STUB, encoding="utf-8")


def write_live(folder, spec):
    """What brings a figure to life: its specifications, and the bundle where there is one."""
    place = folder / Place().specs_file
    place.parent.mkdir(parents=True)
    narrow = spec["usermeta"]["shieldbook"]["narrow"]
    place.write_text(
        specs_text({"figure-1-wide": live(spec), "figure-1-narrow": live(narrow)}), encoding="utf-8"
    )
    bundle = STATIC / "vendor" / "vega.js"
    if bundle.is_file():
        (folder / "_static" / "vendor").mkdir(parents=True)
        (folder / "_static" / "vendor" / "vega.js").write_bytes(bundle.read_bytes())


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder with small pages that hold one kind of control each."""
    folder = tmp_path_factory.mktemp("site")
    copy_static(folder)
    spec = the_figure()
    parts = controls.params_html(params_of(spec), "figure-1")
    drawn = figure_html(spec, 1, Place(), parts)
    waiting = controls.explorer_html(wait_explorer(sb.load("launches"), NAMED).payload(), 1)
    besieged = salvo_explorer(sb.load("system_figures"), SIEGES).payload()
    table_scripts = ["page.js", "tables.js", "controls.js"]
    line = controls.sentence_html(SENTENCE.payload(), 1, "figure-1")
    dated = controls.sentence_html(WAITING.payload(), 1)
    pages = {
        "sentence": (line + drawn, ["stub.js", "controls.js"]),
        "turned": (line + drawn, ["page.js", "tables.js", "figures.js", "controls.js"]),
        "dated": (dated, ["controls.js", "wait.js"]),
        "states": (controls.states_html(GRID.payload(), 1), ["controls.js"]),
        "wait": (waiting, ["controls.js", "wait.js", "salvo.js"]),
        "kinds": (controls.explorer_html(KINDS.payload(), 1), ["controls.js"]),
        "years": (controls.explorer_html(years_of_the_book().payload(), 1), ["controls.js"]),
        "claims": (sieved(*claims_of_the_book()), table_scripts),
        "lamps": (sieved(*odd_lamps()), table_scripts),
        "bars": (controls.explorer_html(besieged, 1), ["controls.js", "salvo.js"]),
        "orphan": (waiting, ["controls.js"]),
        "params": (drawn, ["stub.js", "controls.js"]),
        "chart": (drawn, ["page.js", "tables.js", "figures.js", "controls.js"]),
    }
    for name, (body, scripts) in pages.items():
        write_page(folder, f"{name}.html", body, scripts)
    write_live(folder, spec)
    return folder


@pytest.fixture(scope="module")
def address(site):
    """Where these pages, not the book, are served."""
    with served(site) as where:
        yield where


@pytest.fixture
def visit(browser, address):
    """Opens a page of the site; whatever the page complains of fails the test."""
    contexts, complaints = [], []

    def opened(name, width=1280, scripts=True, **more):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda said: complaints.append(said.text) if said.type == "error" else None
        )
        page.goto(address + name)
        page.complaints = complaints
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def shown(page, selector):
    return page.locator(selector).locator("visible=true").all_inner_texts()


# States


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_choosing_shows_that_answer_alone(visit, scripts):
    page = visit("states.html", scripts=scripts)
    assert shown(page, ".sb-state > .sb-answer") == ["2 lamps are red."]
    page.get_by_role("radio", name="Blue").check()
    page.get_by_role("radio", name="none").check()
    assert shown(page, ".sb-state > .sb-answer") == ["0 lamps are blue."]


def test_states_are_chosen_with_the_arrow_keys(visit):
    page = visit("states.html")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert shown(page, ".sb-state > .sb-answer") == ["2 lamps are blue."]


def test_a_choice_that_has_the_focus_shows_it(visit):
    page = visit("states.html")
    page.keyboard.press("Tab")
    outline = "() => getComputedStyle(document.activeElement.nextElementSibling).outlineStyle"
    assert page.evaluate(outline) == "solid"


def test_a_state_that_was_chosen_is_read_out(visit):
    page = visit("states.html")
    page.get_by_role("radio", name="Blue").check()
    assert page.get_by_role("status").inner_text() == "2 lamps are blue."


def test_every_state_is_on_paper_under_its_setting(visit):
    page = visit("states.html")
    page.emulate_media(media="print")
    assert len(shown(page, ".sb-state > .sb-answer")) == 4
    assert shown(page, ".sb-setting")[3] == "Colour: Blue; Count: two"
    assert shown(page, ".sb-option") == []


def test_a_browser_that_cannot_choose_shows_every_state_and_no_dead_button(visit, address):
    page = visit("states.html")
    for kind in ("states.html", "style.css"):
        page.route(
            f"{address}{kind}",
            lambda route: (
                lambda answer: route.fulfill(
                    response=answer, body=answer.text().replace(":has(", ":had(")
                )
            )(route.fetch()),
        )
    page.reload()
    assert len(shown(page, ".sb-state > .sb-answer")) == 4 and len(shown(page, ".sb-setting")) == 4
    assert shown(page, ".sb-option") == []


# Explorers


def test_without_scripts_the_named_answers_stand_there_and_no_control(visit):
    page = visit("wait.html", scripts=False)
    assert len(shown(page, ".sb-scenario dd")) == 3
    assert shown(page, "button, input, select, output") == []


def test_a_day_chosen_by_keyboard_is_answered(visit):
    page = visit("wait.html")
    page.keyboard.press("Tab")
    page.keyboard.type("08301998")
    assert (
        "From 30 August 1998 it was 1 day to the next launch"
        in page.locator("output.sb-answer").inner_text()
    )


def test_every_control_of_an_explorer_is_reached_by_keyboard_and_shows_it(visit):
    page = visit("wait.html")
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        found = page.evaluate("""() => {
            const here = document.activeElement;
            const { outlineStyle, outlineWidth } = getComputedStyle(here);
            const ringed = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
            return [here.tagName, here.textContent.trim(), ringed];
        }""")
        if found[0] != "BODY" and found not in reached:
            reached.append(found)
    assert [tag for tag, *_ in reached] == ["INPUT", "SELECT"] + ["BUTTON"] * 5
    assert all(seen for *_, seen in reached)


def test_a_scenario_sets_the_controls_and_start_again_undoes_it(visit):
    page = visit("wait.html")
    page.get_by_role("button", name="Set the controls to: The rocket").click()
    assert page.locator("[type=date]").input_value() == "1998-08-31"
    assert "2,865 days" in page.locator("output.sb-answer").inner_text()
    page.get_by_role("button", name="Start again").click()
    assert page.locator("[type=date]").input_value() == "1999-09-03"
    assert "2,497 days" in page.locator("output.sb-answer").inner_text()


@pytest.mark.parametrize(
    "day", ["", "1993-04-30", "2006-07-05"], ids=["no day", "too early", "too late"]
)
def test_a_day_that_is_not_offered_is_answered_with_what_may_be_chosen(visit, day):
    page = visit("wait.html")
    page.locator("[type=date]").fill(day)
    assert (
        page.locator("output.sb-answer").inner_text()
        == "Choose a day from 1 May 1993 to 4 July 2006."
    )


def test_a_link_brings_another_reader_to_the_same_setting(visit):
    page = visit("wait.html")
    page.locator("[type=date]").fill("1998-08-31")
    page.locator("select").select_option(label="long-range rockets only (Taepodong-1, Unha)")
    said = page.locator("output.sb-answer").inner_text()
    assert "#" not in page.url
    page.get_by_role("button", name="Link to this setting").click()
    assert (
        page.locator(".sb-explorer .sb-status")
        .inner_text()
        .startswith("The link is in the address bar")
    )
    other = visit(page.url.rsplit("/", 1)[1])
    assert other.locator("output.sb-answer").inner_text() == said
    assert other.locator("[type=date]").input_value() == "1998-08-31"


def test_a_link_copies_itself_where_the_browser_allows_it(visit):
    page = visit("wait.html", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Link to this setting").click()
    page.get_by_text("and on the clipboard").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize(
    "asked",
    [
        "day=2019-01-01&counts=all",
        "day=<img src=x onerror=alert(1)>&counts=__proto__",
        "",
        "day=%E0%A4%A",
    ],
)
def test_a_link_to_what_is_not_offered_leaves_the_start_and_says_so(visit, asked):
    page = visit(f"wait.html#explorer-wait-1?{asked}")
    assert "2,497 days" in page.locator("output.sb-answer").inner_text()
    assert "not offered here" in page.locator(".sb-explorer .sb-status").inner_text()


def test_an_explorer_whose_model_did_not_load_says_so(visit):
    page = visit("orphan.html")
    page.complaints.clear()
    page.locator("[type=date]").fill("1998-08-31")
    assert (
        page.locator("output.sb-answer")
        .inner_text()
        .startswith("The calculation could not be loaded")
    )
    page.complaints.clear()


def test_an_explorer_answers_from_the_file_system(browser, site):
    page = browser.new_page()
    page.goto((site / "wait.html").as_uri())
    page.locator("[type=date]").fill("1998-08-31")
    assert "2,865 days" in page.locator("output.sb-answer").inner_text()
    page.close()


def test_on_paper_an_explorer_shows_its_answers_and_no_buttons(visit):
    page = visit("wait.html")
    page.emulate_media(media="print")
    assert len(shown(page, ".sb-scenario dd")) == 3 and shown(page, "button, input, select") == []


# Sentences that can be turned

START = "A lamp at Ex that shines for 1,500 km shines near."


def test_without_scripts_a_sentence_stands_at_its_start_with_its_scenarios(visit):
    page = visit("sentence.html", scripts=False)
    assert shown(page, ".sb-line") == [START]
    assert shown(page, ".sb-sentence li") == [
        "The other: A lamp at Number Two that shines for 2,100 km shines far, and by a good deal "
        "farther than anybody had said."
    ]
    assert shown(page, ".sb-sentence :is(input, select, button)") == []


def test_a_sentence_answers_and_the_figure_follows_at_every_change(visit):
    page = visit("sentence.html")
    page.get_by_label("Site", exact=True).select_option(label="Number Two")
    page.get_by_role("spinbutton", name="Reach").fill("2100")
    assert page.locator("[data-found=verdict]").first.inner_text().startswith("far, and")
    assert sent(page, 2) == [["figure-1", "site", 2], ["figure-1", "reach", 2100]]


def test_what_a_sentence_says_is_read_out_whole(visit):
    page = visit("sentence.html")
    page.get_by_label("Site", exact=True).select_option(label="Number Two")
    assert page.locator("output[aria-live=polite]").first.text_content() == START.replace(
        "Ex", "Number Two"
    )


def test_a_sentence_is_turned_by_keyboard_and_by_its_buttons(visit):
    page = visit("sentence.html")
    reached = []
    for _ in range(2):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert reached == ["Site", "Reach"]
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="More: Reach").click()
    page.get_by_role("button", name="More: Reach").click()
    page.get_by_role("button", name="Less: Reach").click()
    assert page.get_by_role("spinbutton").input_value() == "1700"
    page.wait_for_function("() => window.sent.at(-1)?.[2] === 1700")


@pytest.mark.parametrize(
    ("typed", "kept"), [("9999", "3000"), ("1", "500"), ("1540", "1500"), ("", "500")]
)
def test_a_number_that_is_not_offered_becomes_the_nearest(visit, typed, kept):
    page = visit("sentence.html")
    page.get_by_role("spinbutton").fill(typed)
    said = "Choose a number from 500 to 3000."
    assert page.locator(".sb-sentence .sb-status").inner_text() == said
    page.keyboard.press("Tab")
    assert page.get_by_role("spinbutton").input_value() == kept
    assert page.locator(".sb-sentence .sb-status").inner_text() == ""


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_a_sentence_moves_nothing_whatever_it_says(visit, width):
    page = visit("sentence.html", width=width)
    places = []
    for choice, number in itertools.product((0, 1), ("500", "2000", "3000")):
        page.get_by_label("Site", exact=True).select_option(index=choice)
        page.get_by_role("spinbutton").fill(number)
        places.append(page.evaluate("document.querySelector('figure').offsetTop"))
    assert len(set(places)) == 1


@pytest.mark.parametrize("width", [320, 1280])
def test_the_buttons_of_a_sentence_can_be_hit_with_a_finger(visit, width):
    page = visit("sentence.html", width=width)
    boxes = [
        one.bounding_box() for one in page.locator(".sb-line :is(button, select, input)").all()
    ]
    assert [box for box in boxes if min(box["width"], box["height"]) < 24] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_a_sentence_stands_as_it_was_turned(visit):
    page = visit("sentence.html")
    page.get_by_role("spinbutton").fill("1700")
    page.emulate_media(media="print")
    assert shown(page, ".sb-line") == [START.replace("1,500", "1,700")]
    assert shown(page, ".sb-sentence :is(input, select, button)") == []


def test_a_sentence_with_a_day_is_answered_by_the_model(visit):
    page = visit("dated.html")
    page.get_by_label("Day").fill("1998-08-31")
    page.emulate_media(media="print")
    assert shown(page, ".sb-line") == [WAITING.answer(day="1998-08-31")]


def test_a_picture_that_cannot_follow_leaves_the_controls_at_their_start_and_says_so(visit):
    page = visit("sentence.html")
    page.evaluate("window.broken = true")
    page.get_by_label("Site", exact=True).select_option(label="Number Two")
    page.get_by_text("could not be brought to life").wait_for()
    page.complaints.clear()


def test_a_sentence_changes_the_real_chart(visit):
    page = visit("turned.html")
    assert page.evaluate(OPACITIES) == ["1", "0.25"]
    page.get_by_role("spinbutton").fill("2100")
    page.wait_for_function(f"() => ({OPACITIES})().join() === '1,1'")


SAYS = """cases => cases.map((setting) => {
    const box = document.querySelector('.sb-sentence');
    for (const part of box.querySelectorAll('.sb-turn[data-name]')) {
        const values = JSON.parse(part.dataset.values || '[]');
        const input = part.querySelector('input, select');
        if (values.length) input.selectedIndex = values.indexOf(setting[part.dataset.name]);
        else input.value = setting[part.dataset.name];
        input.dispatchEvent(new Event('input', { bubbles: true }));
    }
    return box.querySelector('output').textContent;
})"""


@pytest.mark.parametrize(("name", "made"), [("sentence", SENTENCE), ("dated", WAITING)])
def test_every_setting_of_a_sentence_is_answered_as_the_model_answers_it(visit, name, made):
    cases = list(itertools.islice(settings(made.controls), 0, None, 7))[:500]
    said = visit(f"{name}.html").evaluate(SAYS, cases)
    expected = [made.answer(**case) for case in cases]
    wrong = [pair for pair in zip(said, expected, strict=True) if pair[0] != pair[1]]
    # What is already said is not said again.
    assert [pair for pair in wrong if pair[0]] == []


# Parameters of charts


def sent(page, many):
    page.wait_for_function("many => window.sent.length >= many", arg=many)
    return page.evaluate("window.sent")


def test_without_scripts_a_figure_has_no_controls_and_its_picture(visit):
    page = visit("params.html", scripts=False)
    assert shown(page, ".sb-params, .sb-params button") == []
    assert page.locator(".sb-picture svg").first.is_visible()


def test_a_control_sends_its_parameter_a_value_of_its_kind(visit):
    page = visit("params.html")
    page.get_by_role("radio", name="Two").check()
    page.get_by_label("Rule").uncheck()
    page.get_by_label("Only").select_option(label="all")
    assert sent(page, 3) == [
        ["figure-1", "site", 2],
        ["figure-1", "rule", False],
        ["figure-1", "only", None],
    ]


def test_a_slider_tells_its_value_with_its_unit(visit):
    page = visit("params.html")
    page.get_by_label("Reach").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".sb-slide output").inner_text() == "1,600 km"
    assert page.get_by_label("Reach").get_attribute("aria-valuetext") == "1,600 km"
    assert sent(page, 1) == [["figure-1", "reach", 1600]]


def test_the_page_says_quantities_as_the_build_does(visit):
    page = visit("wait.html")
    units = ("", "km", "%", "s", "ms", "missiles", "launchers", "interceptors", "years of age")
    cases = [(value, unit) for unit in units for value in (0, 1, 2, 1.5, 1000, 12345)]
    said = page.evaluate(
        "cases => cases.map(([value, unit]) => shieldbook.say.quantity(value, unit))", cases
    )
    assert said == [controls.quantity(value, unit) for value, unit in cases]


def test_values_that_were_overtaken_are_not_drawn(visit):
    page = visit("params.html")
    page.get_by_label("Reach").focus()
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => window.sent.at(-1)?.[2] === 2400")
    assert len(page.evaluate("window.sent")) < 9


def test_start_again_sends_every_parameter_its_first_value(visit):
    page = visit("params.html")
    page.get_by_role("radio", name="Two").check()
    page.get_by_role("button", name="Start again").click()
    starts = {"reach": 1500, "rule": True, "site": "x", "only": 1}
    assert {name: value for _, name, value in sent(page, 5)[-4:]} == starts


def test_a_chart_that_cannot_be_changed_takes_the_control_back_and_says_so(visit):
    page = visit("params.html")
    page.evaluate("window.broken = true")
    page.get_by_role("radio", name="Two").click()
    page.get_by_text("could not be brought to life").wait_for()
    assert page.get_by_role("radio", name="Ex").is_checked()
    page.complaints.clear()


OPACITIES = """() => [...document.querySelectorAll('.sb-wide svg .mark-symbol path')]
    .map((mark) => mark.getAttribute('opacity') || '1')"""


def test_a_control_changes_the_real_chart(visit):
    page = visit("chart.html")
    assert page.evaluate(OPACITIES) == ["1", "0.25"]
    page.get_by_label("Reach").fill("500")
    page.wait_for_function(f"() => ({OPACITIES})().join() === '0.25,0.25'", timeout=20_000)


# All of them

EVERY = ("states.html", "wait.html", "kinds.html", "years.html", "params.html")


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen(visit, name, width):
    page = visit(name, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", EVERY)
def test_every_target_is_large_enough_for_a_finger(visit, name):
    page = visit(name, width=390)
    small = page.evaluate("""() =>
        [...document.querySelectorAll('main button, main input, main select')]
        .map((part) => [part.id || part.textContent, part.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
        .map(([name]) => name)""")
    assert small == []


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("width", [390, 1280])
def test_the_scripts_move_nothing(visit, name, width):
    page = visit(name, width=width)
    page.wait_for_timeout(200)
    assert (
        page.evaluate("""() => new Promise((done) => {
        let moved = 0;
        const add = (entry) => { moved += entry.value; };
        new PerformanceObserver((list) => list.getEntries().forEach(add))
            .observe({type: 'layout-shift', buffered: true});
        setTimeout(() => done(moved), 100);
    })""")
        == 0
    )


# An explorer with a table of bars


def slide(page, name, value):
    """Set a slider as a reader would, and wait for the next frame."""
    page.evaluate(
        """([name, value]) => new Promise((done) => {
        const input = document.querySelector(`[data-name="${name}"] input`);
        input.value = value;
        input.dispatchEvent(new Event('input', {bubbles: true}));
        requestAnimationFrame(() => setTimeout(done));
    })""",
        [name, str(value)],
    )


def test_a_slider_changes_the_sentence_and_the_table(visit):
    page = visit("bars.html")
    slide(page, "missiles", 3)
    assert (
        page.locator("output.sb-answer")
        .inner_text()
        .startswith("3 missiles at once against 2 launchers")
    )
    assert shown(page, ".sb-bars tbody th") == ["0", "1", "2", "3"]
    assert shown(page, ".sb-bars .sb-words") == ["51.2%", "38.4%", "9.6%", "0.8%"]


def test_a_bar_is_as_long_as_its_share(visit):
    page = visit("bars.html")
    slide(page, "missiles", 1)
    widths = page.evaluate("""() => {
        const width = (part) => part.getBoundingClientRect().width;
        const tracks = [...document.querySelectorAll('.sb-track')];
        return tracks.map((track) => width(track.firstChild) / width(track));
    }""")
    assert widths == pytest.approx([0.8, 0.2], abs=0.01)


# An explorer that sifts a table


def rows_shown(page):
    return page.locator(".sb-table tbody tr:visible").count()


def choose(page, name, value):
    page.locator(f"[data-name={name}] select").select_option(label=value)


def test_the_table_follows_the_explorer_and_comes_back(visit):
    page = visit("claims.html")
    everything = rows_shown(page)
    choose(page, "speaker", "Igor Sergeev")
    told = page.locator("output.sb-answer").inner_text()
    assert told.startswith(f"Igor Sergeev: {rows_shown(page)} claims of {everything}")
    page.locator("[data-do=reset]").click()
    assert rows_shown(page) == everything


def test_two_choices_narrow_each_other(visit):
    page = visit("claims.html")
    choose(page, "speaker", "Igor Sergeev")
    before = rows_shown(page)
    choose(page, "verdict", "unresolved")
    assert 0 < rows_shown(page) < before


def test_a_table_that_is_reset_by_its_own_button_resets_the_explorer(visit):
    page = visit("claims.html")
    choose(page, "speaker", "Igor Sergeev")
    page.locator(".sb-reset").click()
    assert page.locator("output.sb-answer").inner_text().startswith("Everything")
    assert page.locator("[data-name=speaker] select").input_value() == "0"


def test_the_sentence_says_what_the_filter_of_the_table_leaves(visit):
    page = visit("claims.html")
    choose(page, "speaker", "Igor Sergeev")
    page.locator(".sb-filter").fill("Defence")
    said = page.locator("output.sb-answer").inner_text()
    assert 0 < rows_shown(page) < 26
    assert said.startswith(f"Igor Sergeev; “Defence”: {rows_shown(page)} claims of 442.")
    told = [int(words.split()[0]) for words in shown(page, ".sb-bars .sb-words")]
    assert sum(told) == rows_shown(page)


def mark(page, key):
    """Choose a mark of a chart, as figures.js does it."""
    page.evaluate("key => window.shieldbook.tables.only('claims', key && new Set([key]))", key)


def test_the_sentence_says_that_a_mark_was_chosen(visit):
    page = visit("claims.html")
    mark(page, "monitor-1999-001")
    said = page.locator("output.sb-answer").inner_text()
    assert rows_shown(page) == 1 and said.startswith("the chosen claim: 1 claim of 442.")
    mark(page, None)
    assert page.locator("output.sb-answer").inner_text().startswith("Everything: 442 claims")


def test_a_mark_that_the_choice_leaves_out_is_shown_and_the_choice_let_go(visit):
    page = visit("claims.html")
    choose(page, "article", "eaf-2018")
    page.locator(".sb-filter").fill("radar")
    mark(page, "monitor-1999-001")
    assert rows_shown(page) == 1 and page.locator(".sb-filter").input_value() == ""
    assert page.locator("[data-name=article] select").input_value() == "0"
    choose(page, "article", "eaf-2018")
    assert page.locator("output.sb-answer").inner_text().startswith("eaf-2018: 74 claims")


def test_without_scripts_the_table_is_whole_and_the_named_answers_stand_there(visit):
    page = visit("claims.html", scripts=False)
    assert rows_shown(page) == 442 and shown(page, "select, output, .sb-bars") == []
    assert "Igor Sergeev: 26 claims of 442." in shown(page, ".sb-scenario dd")[0]


def test_a_link_to_a_choice_filters_the_table(visit):
    page = visit("claims.html")
    choose(page, "article", "eaf-2018")
    page.locator("[data-do=link]").click()
    found = rows_shown(page)
    again = visit("claims.html" + page.evaluate("location.hash"))
    assert rows_shown(again) == found


def test_without_scripts_the_bars_of_an_explorer_are_not_there(visit):
    assert shown(visit("bars.html", scripts=False), ".sb-bars") == []


# JavaScript held to Python

CALL = """([name, cases]) => cases.map(([options, data]) => {
    try {
        return window.shieldbook.models[name](options, data);
    } catch (error) {
        return String(error);
    }
})"""
SEED = 19990903
LABELS = [
    "Scud-C",
    "2 Nodong, Unha",
    "</script>",
    "\u200f\u202ehidden",
    "a & b",
    "",
    "",
    "$& $1 `${x}`",
    "x" * 300,
    "\u2028",
]


def days_of(first, last, step):
    day = dt.date.fromisoformat(first)
    while day <= dt.date.fromisoformat(last):
        yield day.isoformat()
        day += dt.timedelta(step)


def wait_cases():
    """The book's launches on a grid of days and around every launch; then invented launches, at
    random."""
    data = wait_explorer(sb.load("launches"), NAMED).data
    launched = [dt.date.fromisoformat(row["date"]) for row in data["days"]]
    near = [(day + dt.timedelta(off)).isoformat() for day in launched for off in (-1, 0, 1)]
    for day in [*days_of("1993-05-01", "2006-07-06", 11), *near]:
        for counts in ("all", "rockets"):
            yield {"day": day, "counts": counts}, data
        yield {"day": day}, data
    chance = random.Random(SEED)
    years = [day for day in days_of("1896-01-01", "2104-12-31", 1)]
    for _ in range(300):
        days = chance.sample(years, chance.randrange(6))
        rows = [
            {"date": day, "all": chance.choice(LABELS), "rockets": chance.choice(LABELS)}
            for day in days
        ]
        asked = chance.choice([*days, *chance.sample(years, 3)])
        yield {"day": asked, "counts": chance.choice(["all", "rockets"])}, {"days": rows}


SIEGES = {
    "Before": "launchers-at-seongju-march-2017",
    "Two launchers": "launchers-at-seongju-from-april-2017",
}


def salvo_cases():
    """Salvos and defences on a grid that holds every corner, and then at random over everything the
    controls offer."""
    explorer = salvo_explorer(sb.load("system_figures"), SIEGES)
    grid = itertools.product(
        (1, 2, 12, 60), (0, 1, 6), (8,), (0, 50, 80, 100), (1, 2, 4), (1, 2), (50, 90)
    )
    names = [control.name for control in explorer.controls]
    # Beside the grid: a chance that rounds to the level, one that floating numbers put below it,
    # and one that they round to 1, which takes more shots than the controls offer.
    edges = [
        (17, 9, 8, 80, 2, 1, 50),
        (1, 1, 1, 10, 1, 1, 10),
        (1, 1, 16, 99, 8, 2, 90),
        (1, 1, 2, 96, 1, 1, 90),
    ]
    for values in [*grid, *edges]:
        yield dict(zip(names, values, strict=True)), {}
    chance = random.Random(SEED)
    for _ in range(300):
        yield {own.name: chance.choice(own.offers) for own in explorer.controls}, {}


MODELS = {
    "wait": (wait, wait_cases),
    "salvo": (salvo, salvo_cases),
}


def both(page, name):
    """What Python and JavaScript answer to every case of a model."""
    model, cases = MODELS[name]
    asked = [json.loads(json.dumps(case)) for case in cases()]
    assert len(asked) >= 500
    return [model(*case) for case in asked], page.evaluate(CALL, [name, asked])


# What the coding desk and the class's result load: tests/browser/test_desk.py holds these.
OF_THE_DESK = {"agreement", "classes", "classroom", "contraries", "desk", "elements", "faults"}


def test_every_model_in_javascript_is_held_to_the_one_in_python():
    scripts = {path.stem for path in (STATIC / "models").glob("*.js")}
    assert scripts - OF_THE_DESK == set(MODELS) and scripts > OF_THE_DESK


@pytest.mark.parametrize("name", MODELS)
def test_the_page_answers_as_the_model_does(visit, name):
    # A clock that once left out a whole day: what a day is may not depend on where the reader is.
    expected, found = both(visit("wait.html", timezone_id="Pacific/Apia"), name)
    assert [pair for pair in zip(expected, found, strict=True) if pair[0] != pair[1]][:3] == []


# Sets every control of an explorer and reads what it then says: sentence, bars, rows of the table.
ANSWERS = """cases => cases.map((setting) => {
    const box = document.querySelector('.sb-explorer');
    const set = (input, values, value) => {
        if (input.type === 'radio') input.checked = true;
        else if (input.type === 'checkbox') input.checked = value;
        else if (input.tagName === 'SELECT') input.selectedIndex = values.indexOf(value);
        else input.value = value;
    };
    for (const part of box.querySelectorAll('.sb-control')) {
        const value = setting[part.dataset.name];
        const values = JSON.parse(part.dataset.values || '[]');
        const inputs = part.querySelectorAll('input, select');
        set(inputs[inputs[0].type === 'radio' ? values.indexOf(value) : 0], values, value);
    }
    box.dispatchEvent(new Event('input'));
    const bars = [...box.querySelectorAll('.sb-bars tbody tr')].map((row) => {
        const length = parseFloat(row.querySelector('.sb-bar').style.inlineSize);
        return [row.cells[0].textContent, row.querySelector('.sb-words').textContent, length / 100];
    });
    return [box.querySelector('output.sb-answer').textContent, bars,
        document.querySelectorAll('.sb-table tbody tr:not([hidden])').length];
})"""


def astray(page, explorer, cases, rows_of=lambda found: 0):
    """The settings to which a page does not answer as the model does."""
    cases = list(cases)
    wrong = []
    for options, (answer, bars, rows) in zip(cases, page.evaluate(ANSWERS, cases), strict=True):
        found = explorer.result(**options)
        expected = [
            [label, words, pytest.approx(share, abs=1e-4)] for label, words, share in found["rows"]
        ]
        if (answer, bars, rows) != (found["answer"], expected, rows_of(found)):
            wrong.append((options, answer, bars, rows))
    return wrong


def test_every_pair_of_years_is_answered_as_the_model_answers_it(visit):
    explorer = years_of_the_book()
    page = visit("years.html")
    assert len(list(settings(explorer.controls))) == 625
    assert astray(page, explorer, settings(explorer.controls))[:3] == []


def test_every_setting_of_controls_of_every_kind_is_answered_as_the_model_answers_it(visit):
    assert astray(visit("kinds.html"), KINDS, settings(KINDS.controls))[:3] == []


def sieve_cases(explorer, many):
    """Every value of every field alone, and then combinations at random."""
    nothing = explorer.start
    yield nothing
    for control in explorer.controls:
        for value in control.offers:
            yield {**nothing, control.name: value}
    chance = random.Random(SEED)
    for _ in range(many):
        yield {own.name: chance.choice(["", *own.offers]) for own in explorer.controls}


@pytest.mark.parametrize(("name", "made"), [("claims", claims_of_the_book), ("lamps", odd_lamps)])
def test_the_table_answers_every_choice_as_the_model_does(visit, name, made):
    explorer, _ = made()
    cases = sieve_cases(explorer, 100)
    assert (
        astray(visit(f"{name}.html"), explorer, cases, lambda found: found["fit"].sum())[:3] == []
    )


ASTRAY = {
    "an answer further": ("years", "controls", "place * one.many + one.place", "place * one.many"),
    "numbers in another order": ("years", "controls", "numbers[at++]", "numbers[at]"),
    "days from the year 1970": ("kinds", "controls", "valueAsNumber - low", "valueAsNumber"),
    "any instead of all": ("claims", "tables", "this.asked.every(", "this.asked.some("),
    "the last value of a cell only": (
        "claims",
        "tables",
        "cell.split(BETWEEN)",
        "cell.split(BETWEEN).slice(-1)",
    ),
    "counts of all rows": ("claims", "tables", "among[i] && cell", "cell"),
    "what no row holds is told": ("claims", "tables", ".filter(([, count]) => count)", ""),
}


@pytest.mark.parametrize(("name", "script", "old", "new"), ASTRAY.values(), ids=ASTRAY)
def test_a_script_that_answers_astray_is_noticed(visit, name, script, old, new):
    page = visit(f"{name}.html")
    swapped(page, script, old, new)
    explorer = {
        "years": years_of_the_book,
        "kinds": lambda: KINDS,
        "claims": lambda: claims_of_the_book()[0],
    }[name]()
    cases = (
        list(settings(explorer.controls)) if name != "claims" else list(sieve_cases(explorer, 20))
    )
    rows = (lambda found: found["fit"].sum()) if name == "claims" else lambda found: 0
    assert astray(page, explorer, cases, rows)
    page.complaints.clear()


MUTANTS = {
    "salvo": {
        "a volley more": ("look < looks", "look <= looks"),
        "interceptors are never short": ("left >= shots * flying", "left >= 0"),
        "the rest is kept": ("left % flying", "0"),
        "a level that counts itself": ("level - value > NOISE", "level - value >= -NOISE"),
        "the odd ones miss": ("binomial(more, miss[each + 1])", "binomial(more, miss[each])"),
        "bars of another width": ("- seen[0] + 1) /", "- seen[0] + 2) /"),
        "the mean of something else": ("meanSaid(fired, magazine)", "meanSaid(leak, magazine)"),
        "a level that is reached by rounding": (" && below(chance, level)", " && false"),
        "nothing, said of a little": ('said === "0" && value > 0', "false"),
        "100% where one may get through": (
            "leaks ? Math.min(chance, JUST_BELOW_ONE) : chance",
            "chance",
        ),
    },
    "wait": {
        "a day too many": ("/ DAY)", "/ DAY) + 1"),
        "the day itself counts": ("row.date > day)", "row.date >= day)"),
        "the last instead of the next": ("? -1 : 1", "? 1 : -1"),
        "everything counts": ("filter((row) => row[counts])", "filter((row) => row.all)"),
        "a plural for one day": ('days === 1 ? "1 day"', 'days === 1 ? "1 days"'),
        "no separators": ("number(days)", "days"),
        "the day itself is not told": ("today ?", "null ?"),
        "another word": ("What flew: ", "What flew "),
    },
}
MODELS_ASTRAY = {
    f"{name}: {what}": (name, *change)
    for name, changes in MUTANTS.items()
    for what, change in changes.items()
}


def swapped(page, script, old, new):
    """Load a page again with one piece of a script exchanged."""
    [place] = STATIC.glob(f"*/{script}.js")
    source = place.read_text("utf-8")
    assert source.count(old) >= 1
    page.context.route(
        re.compile(f"{script}.js$"),
        lambda route: route.fulfill(content_type="text/javascript", body=source.replace(old, new)),
    )
    page.reload()


@pytest.mark.parametrize(("name", "old", "new"), MODELS_ASTRAY.values(), ids=MODELS_ASTRAY)
def test_a_model_that_went_astray_is_noticed(visit, name, old, new):
    page = visit("wait.html")
    swapped(page, name, old, new)
    expected, found = both(page, name)
    assert expected != found
