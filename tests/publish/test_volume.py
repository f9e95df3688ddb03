"""The whole book as one page: in the order of its contents, with places that nothing else has, and
links that lead within it."""

from __future__ import annotations

import re

import pytest

from shieldbook.publish.address import Address
from shieldbook.publish.cite import Work
from shieldbook.publish.sheets.volume import leaves, target, volume_html

WORK = Work("The Lamp: two <readings>", ("Somebody",), "0.3.0", "2027", ("MIT",))
HERE = Address.of("https://github.com/some-body/a-book")
TOC = """format: jb-book
root: index
parts:
  - caption: First part
    chapters:
      - file: chapters/01_one
"""
PAGE = """<body><main><article role="main" id="furo-main-content" class="sb-article" tabindex="-1">
<section id="top"><h1>{title}<a class="headerlink" href="#top">#</a></h1>{text}</section></article>
    <footer><a href="index.html">Foot</a></footer></main></body>"""
TEXT = """<section id="light">
<h2>The <em>light</em> &amp; shade<a class="headerlink" href="#light">#</a></h2>
<p aria-labelledby="top light"><a href="#light">a</a> <a href="{up}">b</a>
<a href="https://example.org/?a=1&amp;b=2">c</a> <a href="../_downloads/a.csv">d</a></p>
</section>"""


@pytest.fixture
def pages(tmp_path):
    """An invented book of two pages, built: its opening and a chapter."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "_toc.yml").write_text(TOC)
    opening = TEXT.replace("{up}", "chapters/01_one.html#light")
    for name, text in (
        ("index", opening),
        ("chapters/01_one", TEXT.replace("{up}", "../index.html")),
    ):
        page = PAGE.replace("{title}", f"Page {name}").replace("{text}", text)
        (tmp_path / f"{name}.html").write_text(page)
    return leaves(tmp_path, tmp_path)


def written(pages, address=HERE, numbers=None):
    return volume_html(pages, ["p { margin: 0 }"], WORK, address, numbers or {})


def test_the_pages_stand_in_the_order_of_the_contents(pages):
    assert [(leaf.part, leaf.name, leaf.title) for leaf in pages] == [
        ("", "index", "Page index"),
        ("First part", "chapters/01_one", "Page chapters/01_one"),
    ]


def test_the_sections_of_a_page_are_known_by_their_words(pages):
    assert pages[0].sections == (("light", "The light & shade"),)


def test_a_page_that_is_not_built_is_missed(pages, tmp_path):
    (tmp_path / "chapters" / "01_one.html").unlink()
    with pytest.raises(FileNotFoundError):
        leaves(tmp_path, tmp_path)


def test_no_id_stands_twice_in_the_volume(pages):
    ids = re.findall(r'\sid="([^"]+)"', written(pages))
    assert len(ids) == len(set(ids)) == 6


def test_every_link_within_the_volume_leads_to_a_place_in_it(pages):
    html = written(pages)
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    inner = re.findall(r'href="#([^"]+)"', html)
    assert inner and set(inner) <= ids
    assert 'aria-labelledby="index--top index--light"' in html


@pytest.mark.parametrize(
    ("href", "place"),
    [
        ("#light", "#chapters-01_one--light"),
        ("../index.html#light", "#index--light"),
        ("../index.html", "#index"),
        ("../index.html#lost", "#index"),
        ("01_one.html", "#chapters-01_one"),
        ("https://example.org/a.html", "https://example.org/a.html"),
        ("../_downloads/a.csv", "https://some-body.github.io/a-book/_downloads/a.csv"),
    ],
)
def test_a_link_leads_where_it_did(href, place):
    anchors = {"index": frozenset({"light"}), "chapters/01_one": frozenset({"light"})}
    assert target("chapters/01_one", href, anchors, HERE) == place


def test_a_file_beside_the_pages_is_no_link_while_the_book_has_no_address(pages):
    html = written(pages, Address())
    assert "_downloads" not in html and html.count("<a>d</a>") == 2


def test_the_contents_name_the_pages_on_which_the_parts_begin(pages):
    html = written(pages, numbers={"chapters-01_one": 7})
    assert '<a href="#chapters-01_one"><span>Page chapters/01_one</span><span>7</span></a>' in html


def test_the_volume_says_what_it_is_and_fetches_nothing(pages):
    html = written(pages)
    assert "<title>The Lamp: two &lt;readings&gt;</title>" in html and "Version 0.3.0, 2027" in html
    assert "default-src 'none'" in html
    assert not re.search(r"<script|\ssrc=|<link|@import|headerlink|Foot", html)
