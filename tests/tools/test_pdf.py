"""The book as one PDF: printed by a real Chromium, with links, page numbers and an outline; and
what is said where none is."""

from __future__ import annotations

import io
import sys

import pytest
from pypdf import PdfReader

from shieldbook.publish.address import Address
from shieldbook.publish.cite import Work
from shieldbook.publish.sheets.printer import printed_volume
from shieldbook.publish.sheets.volume import Leaf, volume_html
from support import ROOT
from support.tools import POSIX, assert_one_sentence, load_tool

sys.path.append(str(ROOT / "tools"))
pdf = load_tool("pdf")
chromium = pdf.chromium

WORK = Work("The Lamp: two readings", ("Somebody",), "0.3.0", "2027", ("MIT",))
OPENING = """<h1>Opening</h1><p><a href="chapters/01_one.html#wick">On</a>
<a href="chapters/01_one.html#folded">and under</a></p>"""
ONE = f"""<h1>One</h1><p id="folded" style="display: none">Folded</p>{"<p>A line.</p>" * 60}
<section id="wick"><h2>Wick</h2></section>"""
PAGES = [
    Leaf("index", "", "Opening", OPENING, ()),
    Leaf("chapters/01_one", "First part", "One", ONE, (("wick", "Wick"),)),
]


@pytest.fixture(scope="module")
def volume():
    """A small book, printed twice and finished, as the tool does it."""
    browser = chromium.find()
    if browser is None:
        pytest.skip("no Chromium is here")

    def printed(numbers):
        return printed_volume(browser, volume_html(PAGES, [], WORK, Address(), numbers))

    places = pdf.starts(printed({}))
    return PdfReader(io.BytesIO(pdf.finished(printed(places), PAGES, WORK, places)))


def aims(reader):
    """Where the links of the opening lead, by name."""
    return [note.get_object()["/Dest"] for note in reader.pages[2].annotations]


def outline(reader, items):
    """The outline as names with their pages, counted from 1, and what lies under them."""
    return [
        outline(reader, item)
        if isinstance(item, list)
        else (item.title, reader.get_destination_page_number(item) + 1)
        for item in items
    ]


@POSIX
@pytest.mark.browser
def test_a_link_within_the_book_leads_to_its_page(volume):
    place, _ = (volume.named_destinations[aim] for aim in aims(volume))
    assert volume.get_destination_page_number(place) + 1 == len(volume.pages) > 4


@POSIX
@pytest.mark.browser
def test_a_link_to_what_is_folded_away_leads_to_the_page_that_holds_it(volume):
    assert aims(volume)[1] == "/chapters-01_one"
    assert volume.get_destination_page_number(volume.named_destinations["/chapters-01_one"]) == 3


@POSIX
@pytest.mark.browser
def test_every_page_but_the_cover_bears_its_number(volume):
    first = [page.extract_text().split()[0] for page in volume.pages]
    assert first == ["The", *(str(number) for number in range(2, len(first) + 1))]


@POSIX
@pytest.mark.browser
def test_the_contents_name_the_page_on_which_a_chapter_begins(volume):
    told = "2 Contents Opening 3 First part One 4".split()
    assert volume.pages[1].extract_text().split() == told
    assert volume.pages[3].extract_text().split()[:2] == ["4", "One"]


@POSIX
@pytest.mark.browser
def test_the_outline_leads_to_parts_pages_and_sections(volume):
    assert outline(volume, volume.outline) == [
        ("Opening", 3),
        ("First part", 4),
        [("One", 4), [("Wick", len(volume.pages))]],
    ]


@POSIX
@pytest.mark.browser
def test_the_file_says_what_it_is_and_not_when_it_was_made(volume):
    assert dict(volume.metadata) == {"/Title": WORK.title, "/Author": "Somebody"}


def test_without_a_chromium_one_sentence_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(pdf.chromium, "find", lambda: None)
    assert pdf.main() == 1
    assert_one_sentence(capsys.readouterr().err, "no Chromium", "make pdf")


def test_without_a_built_book_one_sentence_says_how_to_make_one(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(pdf.chromium, "find", lambda: "/bin/true")
    monkeypatch.setattr(pdf, "BUILT", tmp_path)
    assert pdf.main() == 1
    assert_one_sentence(capsys.readouterr().err, "make book")
