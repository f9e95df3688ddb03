"""The page on which the cells of any other run: who leads to it, what it knows, who carries it."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape

from shieldbook.publish.page import BOOK_ZIP
from support.frames import build, make_book


def text(path):
    return path.read_text(encoding="utf-8")


def told(public):
    """What the scripts of the live page are told."""
    return json.loads(unescape(re.search(r'data-told="([^"]*)"', text(public / "live.html"))[1]))


def test_the_live_page_offers_the_pages_that_have_cells(public):
    offered = re.findall(r'<option value="([^"]+)"', text(public / "live.html"))
    notebooks = [path.stem for path in (public / "_downloads").glob("*.ipynb")]
    assert sorted(name.rsplit("/", 1)[-1] for name in offered) == sorted(notebooks) != []


def test_a_page_with_cells_leads_to_the_live_page_and_another_does_not(public):
    link = "../live.html?page=chapters/01_one"
    assert link in text(public / "chapters" / "01_one.html")
    assert "live.html" not in text(public / "chapters" / "two.html")


def test_binder_is_offered_where_the_book_has_a_public_address(public, tmp_path):
    assert told(public)["binder"].startswith("https://mybinder.org/build/gh/")
    assert 'id="live-binder"' in text(public / "live.html")
    make_book(tmp_path)
    bare = build(tmp_path)
    assert told(bare)["binder"] == "" and 'id="live-binder"' not in text(bare / "live.html")


def test_the_script_that_closes_the_page_comes_before_any_other(public):
    head = text(public / "live.html").partition("</head>")[0]
    first, *others = re.findall(r"<script[^>]* src=\"([^\"]+)\"", head)
    assert first.endswith("parts/live-policy.js") and len(others) == 1
    assert not re.search(r"<script[^>]*(defer|async)[^>]*live-policy", head)


def test_what_reads_from_a_folder_carries_nothing_that_needs_a_server(public):
    with zipfile.ZipFile(public / BOOK_ZIP) as archive:
        names = archive.namelist()
        page = next(name for name in names if name.endswith("chapters/01_one.html"))
        assert "live.html" not in archive.read(page).decode("utf-8")
    assert [name for name in names if "/thebe/" in name or name.endswith("/live.html")] == []
