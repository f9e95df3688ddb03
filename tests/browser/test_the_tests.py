"""The judges on trial: each is silent on a small page that is sound, and speaks up when one thing
on it is broken."""

from __future__ import annotations

from itertools import count

import pytest

from support.driving import PHONE, Visit, ask, served
from support.judges import (
    Walk,
    axe_violations,
    blank_sheets,
    console_errors,
    dead_figures,
    differences,
    displaced,
    foreign_requests,
    formula_cells,
    intruders,
    layout_shifts,
    luminance,
    moved_boxes,
    overprinted,
    policy_faults,
    policy_in,
    pushed_tables,
    refused,
    sheet_faults,
    sideways,
    small_lettering,
    undescribed_pictures,
    unseen_figures,
    wide_pictures,
)
from support.visits import at_twice_the_text

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src "
    "'self'; base-uri 'self'; "
    "form-action 'self'; object-src 'none'"
)
PICTURE = """<div class="sb-picture" data-live="true">
<span class="sb-alt" role="img" aria-label="A line that rises."></span>
<svg width="300" height="80" viewBox="0 0 300 80" aria-hidden="true">
<text x="4" y="20" font-size="13">one</text>
<g class="role-mark"><path d="M0 70L290 10" stroke="currentColor" fill="none"></path></g>
</svg></div>"""
CELLS = "<tr><th scope='row'>a</th><td>1</td></tr>" * 40
SOUND = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>A sound page</title>
<link rel="icon" href="data:,">
<style>
  body {{ margin: 0; padding: 8px; font: 16px/1.5 serif; background: #fff; color: #111; }}
  main {{ display: block; }} a {{ color: #0645ad; }}
  .sb-alt {{ position: absolute; width: 1px; height: 1px; }}
  figure {{ margin: 1rem 0; break-inside: avoid; }} svg {{ display: block; max-width: 100%; }}
  .sb-scroll {{ max-height: 12rem; overflow: auto; }} tr {{ break-inside: avoid; }}
  @media print {{ .sb-scroll {{ max-height: none; overflow: visible; }}
    .cell_input, button, input {{ display: none; }}
    main a[href^="http"]::after {{ content: " (" attr(href) ")"; }} }}
</style></head><body><a href="#main">Skip to the text</a><main id="main"><h1>A sound page</h1>
<p>Words and <a href="https://example.org/paper">a source</a>,
then <button id="second" type="button">a button</button>.</p>
<details><summary>A fold</summary><p>Folded <a href="#main">away</a>.</p></details>
<fieldset><legend>One of two</legend><label><input type="radio" name="two" checked> one</label>
<label><input type="radio" name="two"> other</label></fieldset>
<figure class="sb-figure" id="figure-1">{PICTURE}<figcaption>Figure 1.</figcaption></figure>
<div class="cell_input"><pre>1 + 1</pre></div>
<div class="sb-table"><div class="sb-scroll" role="region" tabindex="0" aria-label="Rows">
<table><caption>Rows</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Count</th></tr></thead>
<tbody>{CELLS}</tbody></table></div></div>
<!--here--></main></body></html>"""


def on_paper(judge):
    """A judge of the page in print."""

    def judged(visit):
        visit.page.emulate_media(media="print")
        return judge(visit.page)

    return judged


def shift_after_load(visit):
    visit.page.wait_for_timeout(400)
    return layout_shifts(visit)


def moved_when_live(visit):
    before = ask(visit.page, "boxes")
    visit.page.evaluate("() => window.grow && window.grow()")
    return moved_boxes(before, ask(visit.page, "boxes"))


def displaced_when_live(visit):
    before = ask(visit.page, "places")
    visit.page.evaluate("() => window.grow && window.grow()")
    return displaced(before, ask(visit.page, "places"))


KINDS = ("trapped", "unreached", "unmarked", "unseen", "disordered")


def walked(kind, **how):
    """A judge of one kind of fault on the way through the page by keyboard."""
    return lambda visit: getattr(Walk(visit.page, **how), kind)()


def strange(visit):
    """What the page holds that the sound page does not."""
    return intruders(visit.page, {"counted": CENSUS["counted"], "tags": CENSUS["tags"]})


CENSUS = {
    "counted": {
        "script": 0,
        "img": 0,
        "iframe": 0,
        "object": 0,
        "embed": 0,
        "link": 1,
        "meta": 2,
        "base": 0,
        "form": 0,
        "style": 1,
        "a": 3,
    },
    "tags": sorted(
        "a main h1 p button details summary fieldset legend label input figure "
        "div span svg text g path "
        "figcaption pre table caption thead tbody tr th td".split()
    ),
}

JUDGES = {
    "foreign requests": foreign_requests,
    "console": console_errors,
    "refused": refused,
    "unseen figures": lambda visit: unseen_figures(visit.page),
    "undescribed": lambda visit: undescribed_pictures(visit.page),
    "small lettering": lambda visit: small_lettering(visit.page),
    "wide pictures": lambda visit: wide_pictures(visit.page),
    "overprinted": lambda visit: overprinted(visit.page),
    "dead figures": lambda visit: dead_figures(visit.page),
    "sideways": lambda visit: sideways(visit.page),
    "pushed tables": lambda visit: pushed_tables(visit.page),
    "large text": lambda visit: at_twice_the_text(visit.page)["a way to push large text sideways"],
    "shifts": shift_after_load,
    "moved boxes": moved_when_live,
    "displaced": displaced_when_live,
    "axe": lambda visit: axe_violations(visit.page),
    **{kind: walked(kind) for kind in KINDS},
    **{f"{kind}, ends only": walked(kind, most=8) for kind in KINDS},
    "paper": on_paper(sheet_faults),
    "sheets": lambda visit: blank_sheets(visit.page.pdf()),
    "intruders": strange,
}

HERE = "<!--here-->"
STYLE = "</style>"
BUTTON = '<button id="second" type="button">'


def script(text: str) -> tuple[str, str]:
    """A change that adds a script at the end of the page."""
    return HERE, f"<script>{text}</script>"


def style(text: str) -> tuple[str, str]:
    """A change that adds a rule to the page's style."""
    return STYLE, f"{text}{STYLE}"


# More places than a walk of eight goes to, and what is broken on the last of them.
LONG = '<p><a href="#main">one</a> and <a href="#main">another</a></p>' * 6
LAST = {
    "trapped": "<button type='button' onkeydown='event.preventDefault()'>x</button>",
    "unreached": "<button type='button' onfocus='this.blur()'>x</button>",
    "unmarked": "<button type='button' style='outline: none'>x</button>",
    "unseen": "<button type='button' style='position: fixed; left: -400px'>x</button>",
    "disordered": "<button type='button' tabindex='3'>x</button>",
}.items()
# The judge that must speak up, and what is put in place of what.
BROKEN = {
    "an image from another host": (
        "foreign requests",
        HERE,
        '<img src="http://example.invalid/x.png" alt="">',
    ),
    "a connection opened ahead": (
        "foreign requests",
        "</head>",
        '<link rel="preconnect" href="https://example.invalid"></head>',
    ),
    "a request by a script": (
        "foreign requests",
        *script("fetch('https://example.invalid/').catch(() => 0)"),
    ),
    "a script that fails": ("console", *script("throw new Error('broken')")),
    "a file that is missing": ("console", HERE, '<img src="missing.png" alt="">'),
    "a box that pops up": ("console", *script("alert('hello')")),
    "an inline handler under the policy": (
        "refused",
        '<meta charset="utf-8">',
        '<meta charset="utf-8"><meta '
        'http-equiv="Content-Security-Policy" '
        f'content="{POLICY}"><script>window.ran = 1</script>',
    ),
    "a picture that is hidden": ("unseen figures", *style(".sb-picture { display: none; }")),
    "a picture that is clear": ("unseen figures", *style("svg { opacity: 0; }")),
    "a picture without marks": (
        "unseen figures",
        PICTURE.partition("<text")[2].partition("</svg>")[0],
        ">",
    ),
    "a picture in no colour": (
        "unseen figures",
        *style("svg * { fill: none !important; stroke: none !important; }"),
    ),
    "a picture drawn by script alone": (
        "unseen figures",
        PICTURE,
        "<div class='sb-picture'></div>",
    ),
    "an image that did not load": (
        "unseen figures",
        PICTURE,
        '<img src="missing.png" alt="A" width="90" height="90">',
    ),
    "a picture without a description": ("undescribed", 'aria-label="A line that rises."', ""),
    "lettering of 10 px": ("small lettering", 'font-size="13"', 'font-size="10"'),
    "lettering made small by its picture": (
        "small lettering",
        'viewBox="0 0 300 80"',
        'viewBox="0 0 600 160"',
    ),
    "a line through a word": ("overprinted", "M0 70L290 10", "M0 15L290 15"),
    "a word on a word": (
        "overprinted",
        '<path d="M0 70',
        '<text x="12" y="22" font-size="13">two</text><path d="M0 70',
    ),
    "a word over the edge": ("overprinted", '<text x="4"', '<text x="292"'),
    "a picture wider than the phone": (
        "wide pictures",
        *style("svg { width: 600px; max-width: none; }"),
    ),
    "a picture that stays still": ("dead figures", ' data-live="true"', ""),
    "a table without a box": (
        "sideways",
        *style(".sb-scroll { overflow: visible; } table { width: 900px; }"),
    ),
    "a word without an end": ("sideways", HERE, f"<p>{'endless' * 40}</p>"),
    "a table that a finger must push": ("pushed tables", *style("table { width: 900px; }")),
    "words that do not break": (
        "large text",
        HERE,
        f"<p style='font-size: 1rem'>{'large' * 7}</p>",
    ),
    "an image that comes late": (
        "shifts",
        *script(
            "setTimeout(() => { "
            "document.querySelector('main').prepend(Object.assign(document.createElement('div'),"
            " {style: 'height: 300px'})) }, 100)"
        ),
    ),
    "a picture that grows when touched": (
        "moved boxes",
        *script("window.grow = () => { document.querySelector('figure').style.height = '400px' }"),
    ),
    "a mark that leaves its place": (
        "displaced",
        *script("window.grow = () => document.querySelector('svg text').setAttribute('x', 140)"),
    ),
    "low contrast": ("axe", *style("p { color: #aaa; }")),
    "a button without a name": ("axe", ">a button<", "><"),
    "a head of a table that is not told": (
        "axe",
        "</caption>",
        "</caption><tr><td headers='x'>1</td></tr>",
    ),
    "a target too small": (
        "axe",
        HERE,
        '<p style="line-height: 10px">'
        + "".join(
            f'<button style="width:9px;height:9px;padding:0" aria-label="{name}"></button>'
            for name in "ab"
        )
        + "</p>",
    ),
    "a trap": (
        "trapped",
        *script(
            "document.addEventListener('keydown', event => { if (event.key "
            "=== 'Tab'"
            " && document.activeElement.id === 'second') "
            "event.preventDefault() })"
        ),
    ),
    **{
        f"{kind} at the end of a long page": (f"{kind}, ends only", HERE, LONG + end)
        for kind, end in LAST
    },
    "a link taken out of the order": (
        "unreached",
        *script(
            "document.addEventListener('focusin', "
            "event =>"
            " event.target.id === 'second' && "
            "document.querySelector('summary').focus())"
        ),
    ),
    "a box that scrolls by mouse alone": (
        "unreached",
        HERE,
        '<div style="overflow:auto;height:2em" '
        'class="deaf"><p>one<p>two<p>three</div>'
        "<script>document.querySelector('.deaf').addEventListener('focus', event => "
        "event.target.blur())</script>",
    ),
    "a focus that is not shown": ("unmarked", *style("#second:focus { outline: none; }")),
    "a focus off the page": ("unseen", *style("#second { position: fixed; left: -400px; }")),
    "a focus under a bar": (
        "unseen",
        HERE,
        '<div style="position:fixed;inset:0;background:#fff"></div>',
    ),
    "an order of its own": ("disordered", BUTTON, BUTTON.replace("type=", 'tabindex="3" type=')),
    "code on paper": ("paper", ".cell_input, button, input { display: none; }", ""),
    "a table cut off on paper": (
        "paper",
        ".sb-scroll { max-height: none; overflow: visible; }",
        "",
    ),
    "a row cut by the end of a sheet": ("paper", "tr { break-inside: avoid; }", ""),
    "a picture cut by the end of a sheet": ("paper", "margin: 1rem 0; break-inside: avoid;", ""),
    "a picture taller than a sheet": ("paper", *style("svg { height: 1100px; }")),
    "an address that paper does not tell": ("paper", '" (" attr(href) ")"', "none"),
    "white words on paper": ("paper", *style("body { background: #111; color: #eee; }")),
    "a page that prints blank": (
        "sheets",
        *style("@media print { body * { display: none !important; } }"),
    ),
    "an image out of the data": ("intruders", HERE, "<img src=x onerror='window.pwned=1' alt=''>"),
    "a script out of the data": ("intruders", *script("window.pwned = 1")),
    "a handler out of the data": ("intruders", "<h1>", "<h1 onclick='x()'>"),
    "a link that runs": ("intruders", 'href="#main">away', 'href="javascript:x()">away'),
    "an element out of the data": ("intruders", HERE, "<marquee>x</marquee>"),
}


@pytest.fixture(scope="module")
def try_on(browser, tmp_path_factory):
    """Opens a page with this source on the phone."""
    folder, number = tmp_path_factory.mktemp("broken"), count()
    with served(folder) as where:

        def opened(html: str, **how) -> Visit:
            name = f"{next(number)}.html"
            (folder / name).write_text(html, encoding="utf-8")
            return Visit(browser, where, name, width=how.pop("width", PHONE), **how)

        yield opened


@pytest.mark.parametrize("judge", JUDGES)
def test_a_judge_is_silent_on_a_sound_page(try_on, judge):
    with try_on(SOUND) as page:
        assert JUDGES[judge](page) == []


@pytest.mark.parametrize("fault", BROKEN)
def test_a_judge_speaks_up(try_on, fault):
    judge, old, new = BROKEN[fault]
    assert old in SOUND
    with try_on(SOUND.replace(old, new, 1)) as page:
        page.page.wait_for_timeout(50)
        assert JUDGES[judge](page) != []


def test_every_judge_has_been_heard():
    assert {judge for judge, _, _ in BROKEN.values()} == set(JUDGES)


def test_a_page_is_judged_without_its_scripts(try_on):
    page = SOUND.replace(HERE, "<script>document.querySelector('figure').remove()</script>")
    with try_on(page, javascript=False) as page:
        assert unseen_figures(page.page) == [] and len(ask(page.page, "figures")) == 1


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "default-src *",
        POLICY.replace("'self'", "https://example.org", 1),
        POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-eval'"),
        POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        POLICY.replace("; object-src 'none'", ""),
        POLICY.replace("img-src 'self'", "img-src https:"),
    ],
)
def test_a_lax_policy_is_noticed(policy):
    assert policy_faults(policy) != []


def test_a_strict_policy_passes():
    assert (
        policy_faults(POLICY) == [] and policy_faults(f"{POLICY}; connect-src 'self' data:") == []
    )


def test_a_policy_is_read_from_the_page():
    tag = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    assert (policy_in(tag), policy_in(SOUND)) == (POLICY, "")


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", '=HYPERLINK("http://x","y")'],
)
def test_a_formula_in_a_csv_is_noticed(cell):
    quoted = '"' + cell.replace('"', '""') + '"'
    assert formula_cells(f"a,b\n1,{quoted}\n") == [cell]


def test_words_and_numbers_in_a_csv_are_no_formulae():
    assert formula_cells('a,b\n-2,\'=1+1\n+1.5,word\n-1e5,"a, b"\n') == []


def test_a_difference_between_two_books_is_named(tmp_path):
    for folder, text in (("one", "same"), ("other", "some")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.html").write_text(text)
    (tmp_path / "one" / "only.html").write_text("")
    found = differences(tmp_path / "one", tmp_path / "other")
    assert (
        found[0] == "only in one: only.html"
        and found[1].startswith("page.html at byte 1")
        and len(found) == 2
    )


def test_two_equal_books_do_not_differ(tmp_path):
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.html").write_text("same")
    assert differences(tmp_path / "one", tmp_path / "other") == []


def test_dark_and_light_are_told_apart():
    assert luminance("rgb(19, 20, 22)") < 0.01 < 0.99 < luminance("rgb(255, 255, 255)")
    assert luminance("rgba(0, 0, 0, 0)", over=1.0) == 1
