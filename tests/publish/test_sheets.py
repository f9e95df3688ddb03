"""Sheets as pages and as PDFs: whole without a script, escaped, without a date."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from shieldbook.analysis.handouts import parts
from shieldbook.publish.sheets import build, printer
from shieldbook.publish.sheets.page import Sheet, page_html
from shieldbook.publish.sheets.parts import part_html

HOSTILE = "<img src=x onerror=alert(1)>\"'&"
ALL = (
    parts.Prose(HOSTILE, HOSTILE),
    parts.Points((HOSTILE,), HOSTILE),
    parts.Grid(HOSTILE, (HOSTILE, "b"), ((HOSTILE, ""),)),
    parts.Cards((parts.Card(HOSTILE, HOSTILE, HOSTILE),)),
    parts.Lines(HOSTILE, 2),
    parts.Slips((parts.Prose(HOSTILE),), 2),
)


def sheet(*given, kind="blank"):
    """A sheet of some parts."""
    return Sheet("harbour-lamps", kind, HOSTILE, HOSTILE, HOSTILE, tuple(given))


def test_no_text_of_a_sheet_becomes_markup():
    html = page_html(sheet(*ALL), HOSTILE)
    assert "<img" not in html and html.count("&lt;img") >= 12


@pytest.mark.parametrize("part", ALL, ids=lambda part: type(part).__name__)
def test_every_kind_of_part_is_written(part):
    assert "&lt;img" in part_html(part)


def test_an_unknown_part_is_refused():
    with pytest.raises(KeyError):
        part_html("words")


def test_a_sheet_has_no_script_and_fetches_nothing():
    for one in build.sheets():
        html = page_html(one, "A licence.")
        assert not re.search(r"<script|\son\w+=|src=|url\((?!#)|@import", html), one.id
        assert "default-src 'none'" in html.replace("&#x27;", "'")


def test_a_sheet_says_what_it_is():
    html = page_html(sheet(parts.Prose("A lamp.")), "A licence.")
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert html.count("<h1>") == 1 and "<title>" in html and 'name="viewport"' in html
    assert "A licence." in html.partition("<footer>")[2]


def test_a_name_is_written_where_something_is_handed_in():
    assert "Name" in page_html(sheet(kind="blank"), "")
    assert "Name" not in page_html(sheet(kind="card"), "")
    assert page_html(sheet(parts.Slips((parts.Prose("A"),), 2), kind="exit"), "").count("Name") == 2


def test_there_are_as_many_lines_and_cards_as_asked_for():
    assert part_html(parts.Lines("Why?", 5)).count('class="line"') == 5
    cards = parts.Cards(tuple(parts.Card(str(n), "A lamp.") for n in range(7)), columns=3)
    assert part_html(cards).count("<li>") == 7 and 'class="cards c3"' in part_html(cards)


def test_every_sheet_of_the_book_is_written():
    pages = {one.id: page_html(one, "A licence.") for one in build.sheets()}
    assert len(pages) >= 30
    assert all(html.endswith("</html>\n") for html in pages.values())
    assert "<svg" in pages["ground-map"] and "var(--sb-" in pages["ground-map"]


def test_the_dates_of_a_pdf_go_and_its_length_stays():
    pdf = b"1 0 obj <</CreationDate (D:20261130221500+00'00')\n/ModDate (D:20261130221500Z)>>"
    blank = printer.dateless(pdf)
    assert len(blank) == len(pdf) and b"2026" not in blank
    assert printer.dateless(pdf.replace(b"2215", b"2359")) == blank


def test_pages_of_a_pdf_are_counted():
    assert printer.pages_of(b"<</Type /Pages>> <</Type /Page\n>> <</Type /Page /Parent>>") == 2


def test_a_browser_that_is_none_prints_nothing():
    with pytest.raises(printer.PrintError):
        printer.printed("/bin/true", {"a": "<p>A</p>"})


def test_an_unknown_paper_is_refused():
    with pytest.raises(KeyError):
        printer.printed("/bin/true", {}, "A5")


def test_without_pdfs_the_page_offers_none():
    html = '<a href="../sheets/a-b.html">Page</a>; <a class="x" href="../sheets/a-b.pdf">PDF</a>'
    assert build.without_pdfs(html) == '<a href="../sheets/a-b.html">Page</a>'


def test_without_a_browser_the_sheets_are_pages_only(tmp_path):
    assert not build._print({"a": "<p>A</p>"}, None, tmp_path, tmp_path / "note.json")
    assert list(tmp_path.iterdir()) == []


def test_sheets_that_were_printed_are_not_printed_again(tmp_path, monkeypatch):
    calls = []

    def printed(browser, pages):
        calls.append(list(pages))
        return dict.fromkeys(pages, b"%PDF")

    monkeypatch.setattr(build, "printed", printed)
    note = tmp_path / "trees" / "note.json"
    for html in ("<p>A</p>", "<p>A</p>", "<p>B</p>"):
        assert build._print({"a": html}, "browser", tmp_path, note)
    assert calls == [["a"], ["a"]] and (tmp_path / "a.pdf").read_bytes() == b"%PDF"


def test_a_browser_that_fails_leaves_the_pages(tmp_path, monkeypatch):
    def printed(*_):
        raise printer.PrintError("gone")

    monkeypatch.setattr(build, "printed", printed)
    assert not build._print({"a": "<p>A</p>"}, "browser", tmp_path, tmp_path / "note.json")


def test_a_book_without_the_page_of_sheets_has_none(tmp_path):
    app = SimpleNamespace(builder=SimpleNamespace(format="html"), srcdir=tmp_path)
    build._build(app)
    build._printed(app, None)
    assert app.shieldbook_pdfs is False


@pytest.mark.parametrize("pdfs", [True, False])
def test_what_is_no_sheet_any_more_goes(tmp_path, monkeypatch, pdfs):
    for name in ("a.html", "a.pdf", "gone.html", "gone.pdf"):
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(build, "_print", lambda *_: pdfs)
    assert build._finish({"a": ""}, "browser", tmp_path, tmp_path / "note.json") is pdfs
    left = {path.name for path in tmp_path.iterdir()}
    assert left == ({"a.html", "a.pdf"} if pdfs else {"a.html"})


def test_a_project_without_the_tool_has_no_browser(tmp_path):
    assert build.chromium(tmp_path) is None
