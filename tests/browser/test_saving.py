"""A figure saved as a file: opened again it is the same picture, whole, and asks nobody for
anything."""

from __future__ import annotations

import base64
import re
import struct
from xml.etree import ElementTree

import pytest

from support.driving import DESK, PHONE, names_with

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
STORIES = [name for name in names_with('class="sb-figure"') if name.startswith("chapters/")]
FIRST, LINKED = "chapters/01_monitor-1999.html", "chapters/08_seoul-and-tokyo.html"
SETTINGS = [(DESK, False), (DESK, True), (PHONE, False), (PHONE, True)]
# What a file may not hold that is to be whole by itself and no more than a picture.
STRANGE = re.compile(r"var\(|url\((?!#)|href|<script|<style|<image|foreignObject|\bon\w+=|sb-")
SEEN = """figure => {
    const shown = parts => [...figure.querySelectorAll(parts)].filter(one => one.offsetParent);
    const words = parts => shown(parts).map(one => one.textContent.trim());
    const drawn = shown(':scope > .sb-picture')[0].querySelector('svg');
    return {
        words: [...drawn.querySelectorAll('text')].map(one => one.textContent),
        around: words(':scope > .sb-title, :scope > .sb-subtitle, .sb-source'),
        width: drawn.viewBox.baseVal.width,
        paper: getComputedStyle(document.body).backgroundColor,
    };
}"""
# What a saved picture shows when it is opened alone: how much of it is not paper.
INKED = """async address => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    const paper = [0, 1, 2].map(i => data[i]);
    let inked = 0;
    for (let i = 0; i < data.length; i += 4) {
        if ([0, 1, 2].some(k => Math.abs(data[i + k] - paper[k]) > 24)) inked += 1;
    }
    return { paper: `rgb(${paper.join(', ')})`, inked: inked / (data.length / 4) };
}"""


def plain(text):
    """Words with single spaces between them."""
    return " ".join(text.split())


def data_address(kind, content):
    """The address under which a page shows a file without asking anybody for it."""
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def saved(here, figure, kind):
    """The bytes and the name of the file that a button in the fold behind a figure saves."""
    with here.page.expect_download() as coming:
        figure.get_by_role("button", name=re.compile(rf"as {kind}$")).click()
    return coming.value.path().read_bytes(), coming.value.suggested_filename


def opened(here):
    """The figures of a page, each with the fold behind it open and the buttons there."""
    figures = here.page.locator("figure.sb-figure").all()
    for figure in figures:
        figure.locator(".sb-data > summary").click()
        figure.locator(".sb-save").wait_for()
    return figures


def faults(text, seen):
    """What is wrong with a saved SVG, beside what the page showed."""
    root = ElementTree.fromstring(text)
    words = [plain("".join(one.itertext())) for one in root.iter(f"{SVG}text")]
    said = plain(" ".join(words))
    missing = [plain(one) for one in seen["words"] if plain(one) not in words]
    missing += [plain(one) for one in seen["around"] if plain(one) not in said]
    return {
        "words that are missing": missing,
        "what is not the picture's own": STRANGE.findall(text.decode()),
        "no description": [] if root.findtext(f"{SVG}desc", "").strip() else ["desc"],
        "not the variant that is seen": []
        if 0 <= float(root.get("width")) - seen["width"] < 120
        else [root.get("width")],
    }


def wrong_files(here, name):
    """What is wrong with what is saved of every figure of a page as SVG."""
    found = {}
    for figure in opened(here):
        ident = figure.get_attribute("id")
        text, file = saved(here, figure, "SVG")
        told = faults(text, figure.evaluate(SEEN))
        told["another name"] = [] if file.endswith(f"-{ident}.svg") else [file]
        found[f"{name} {ident}"] = {fault: what for fault, what in told.items() if what}
    return {one: told for one, told in found.items() if told}


def test_nothing_is_added_to_a_page_before_a_fold_is_opened(visit):
    with visit(FIRST) as here:
        assert here.page.locator(".sb-save").count() == 0
        assert [one for one in here.asked if "save.js" in one] == []


@pytest.mark.parametrize("width, dark", SETTINGS)
def test_a_saved_svg_is_whole_and_has_the_words_of_the_picture(visit, width, dark):
    wrong = {}
    for name in (FIRST, LINKED):
        with visit(name, width=width, dark=dark) as here:
            wrong |= wrong_files(here, name)
            assert here.notes()["refused"] == [] and here.errors == [] and here.foreign == []
    assert wrong == {}


@pytest.mark.broad
def test_every_figure_of_the_stories_is_saved_whole(visit):
    wrong = {}
    for name in STORIES:
        with visit(name, width=PHONE) as here:
            wrong |= wrong_files(here, name)
    assert wrong == {}


def test_a_live_picture_is_saved_as_whole_as_a_still_one(visit):
    with visit(LINKED) as here:
        assert here.hydrate()
        assert wrong_files(here, LINKED) == {}


@pytest.mark.parametrize("width, dark", SETTINGS)
def test_saved_files_show_the_picture_on_the_paper_of_the_page(visit, browser, width, dark):
    with visit(FIRST, width=width, dark=dark) as here:
        figure = opened(here)[0]
        paper = figure.evaluate(SEEN)["paper"]
        text, _ = saved(here, figure, "SVG")
        painted, _ = saved(here, figure, "PNG")
        assert here.notes()["refused"] == [] and here.errors == []
    root = ElementTree.fromstring(text)
    size = struct.unpack(">II", painted[16:24])
    assert painted[:8] == b"\x89PNG\r\n\x1a\n"
    assert size == (2 * float(root.get("width")), 2 * float(root.get("height")))
    page = browser.new_page()
    try:
        for kind, content in (("svg+xml", text), ("png", painted)):
            found = page.evaluate(INKED, data_address(kind, content))
            assert found["paper"] == paper and found["inked"] > 0.01, (kind, found)
    finally:
        page.close()


def test_pictures_are_saved_from_the_book_on_a_disk(visit, taken_along):
    with visit(FIRST, address=taken_along) as here:
        figure = opened(here)[0]
        assert saved(here, figure, "PNG")[0][:4] == b"\x89PNG"
        assert here.errors == []
