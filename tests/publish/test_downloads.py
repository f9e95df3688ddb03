"""What can be taken along: whole, the same in every build, never stale; and what a web host asks
for."""

import json
import re
import shutil
import struct
import zipfile
from xml.etree import ElementTree

import altair as alt
import nbformat
import pandas as pd
import pytest

from shieldbook.publish import downloads
from shieldbook.publish.downloads import anchors_of
from shieldbook.publish.page import BOOK_ZIP, CARD, DATA_ZIP
from support.frames import REPOSITORY, SITE, Reader, build, make_book


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An invented book built once, with its public address: the folder that holds sources and
    pages."""
    folder = tmp_path_factory.mktemp("made")
    make_book(folder)
    build(folder, shieldbook_address=REPOSITORY)
    return folder


@pytest.fixture
def html(made):
    """Where the pages of the invented book are."""
    return made / "html"


def names(path):
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def read(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def test_every_notebook_is_offered_as_it_is_where_there_is_no_package(made, html):
    offered = (html / "_downloads" / "01_one.ipynb").read_text(encoding="utf-8")
    source = (made / "book/chapters/01_one.ipynb").read_text(encoding="utf-8")
    assert nbformat.reads(offered, as_version=4) == nbformat.reads(source, as_version=4)


def test_two_notebooks_of_one_name_are_refused(tmp_path):
    sources = {name: tmp_path / name / "same.ipynb" for name in ("a", "b")}
    with pytest.raises(downloads.DownloadError, match="same file name"):
        downloads.named_apart(sources)


def test_the_data_travel_with_contract_bibliography_and_licence(html):
    stem = "moscow-missile-shield-data"
    assert names(html / DATA_ZIP) == [
        f"{stem}/{name}"
        for name in (
            "LICENSE-CONTENT",
            "README.md",
            "a.csv",
            "datapackage.json",
            "ledger.csv",
            "references.bib",
        )
    ]


def test_the_books_archive_holds_every_page_and_file(html):
    inside = {name.split("/", 1)[1] for name in names(html / BOOK_ZIP)}
    files = {path.relative_to(html).as_posix() for path in html.rglob("*") if path.is_file()}
    served = {name for name in files if name == "live.html" or name.startswith("_static/thebe/")}
    assert files - inside == {BOOK_ZIP, ".buildinfo"} | served and inside <= files


def test_the_books_archive_does_not_offer_itself(html):
    page = read(html / BOOK_ZIP, "moscow-missile-shield-book/intro.html").decode()
    assert "shield-data.zip" in page and "shield-book.zip" not in page


def test_every_page_offers_the_data_and_the_book(html):
    for name in ("intro", "chapters/01_one", "chapters/two"):
        root = "../" * name.count("/")
        links = Reader(html / f"{name}.html").links()
        assert root + DATA_ZIP in links and root + BOOK_ZIP in links, name


def test_every_local_link_of_the_books_archive_leads_to_a_file_in_it(html, tmp_path):
    shutil.unpack_archive(html / BOOK_ZIP, tmp_path)
    broken = []
    for page in sorted(tmp_path.rglob("*.html")):
        for link in Reader(page).links():
            path = link.split("#")[0].split("?")[0]
            if path and "://" not in path and not (page.parent / path).is_file():
                broken.append((page.name, link))
    assert broken == []


def test_only_what_a_page_loads_is_left_of_what_extensions_brought(html):
    static = html / "_static"
    left = {path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file()}
    assert {name for name in left if name.split("/")[0] not in downloads.USED_FOLDERS} == set(
        downloads.USED
    )


def test_github_pages_is_told_to_leave_no_folder_out(html):
    assert (html / ".nojekyll").read_bytes() == b""
    assert "moscow-missile-shield-book/.nojekyll" in names(html / BOOK_ZIP)


def test_what_the_book_itself_put_there_is_left_alone(tmp_path):
    for name in ("own/map.svg", "theirs/icon.svg"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    downloads.drop_unused(tmp_path, {"own/map.svg"})
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["own", "map.svg"]


def test_an_archive_depends_on_nothing_but_its_contents(tmp_path):
    downloads.write_zip(tmp_path / "a.zip", {"b": b"2", "a": b"1"})
    downloads.write_zip(tmp_path / "b.zip", {"a": b"1", "b": b"2"})
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_an_archive_carries_no_day_and_no_strange_rights(tmp_path):
    downloads.write_zip(tmp_path / "a.zip", {"a": b"1"})
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        entry = archive.getinfo("a")
    assert (entry.date_time, entry.external_attr >> 16, entry.create_system) == (
        (1980, 1, 1, 0, 0, 0),
        0o644,
        3,
    )


def test_an_archive_that_fits_is_left_alone(tmp_path):
    assert downloads.write_zip(tmp_path / "a.zip", {"a": b"1"})
    assert not downloads.write_zip(tmp_path / "a.zip", {"a": b"1"})


@pytest.mark.parametrize("after", [{"a": b"2"}, {"b": b"1"}, {"a": b"1", "b": b""}, {}])
def test_an_archive_that_does_not_fit_any_more_is_written_anew(tmp_path, after):
    downloads.write_zip(tmp_path / "a.zip", {"a": b"1"})
    assert downloads.write_zip(tmp_path / "a.zip", after) and names(tmp_path / "a.zip") == sorted(
        after
    )


def test_a_broken_archive_is_written_anew(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK no")
    assert downloads.write_zip(tmp_path / "a.zip", {"a": b"1"}) and names(tmp_path / "a.zip") == [
        "a"
    ]


def test_a_changed_page_is_in_the_archive_after_the_next_build(tmp_path):
    book = make_book(tmp_path)
    build(tmp_path)
    page = book / "chapters" / "two.md"
    page.write_text(page.read_text() + "\nA new sentence.\n")
    archive = build(tmp_path) / BOOK_ZIP
    assert b"A new sentence." in read(archive, "moscow-missile-shield-book/chapters/two.html")


def test_a_changed_citation_is_on_every_page_after_the_next_build(tmp_path):
    make_book(tmp_path)
    build(tmp_path)
    source = tmp_path / "CITATION.cff"
    source.write_text(re.sub("^version: .*$", "version: 9.9.9", source.read_text(), flags=re.M))
    html = build(tmp_path)
    assert all(
        "Version 9.9.9" in (html / f"{name}.html").read_text()
        for name in ("intro", "chapters/two", "search")
    )


def test_a_build_without_changes_leaves_the_archives_alone(tmp_path):
    make_book(tmp_path)
    html = build(tmp_path)
    before = [(html / name).stat().st_mtime_ns for name in (BOOK_ZIP, DATA_ZIP, CARD)]
    build(tmp_path)
    assert [(html / name).stat().st_mtime_ns for name in (BOOK_ZIP, DATA_ZIP, CARD)] == before


def test_an_address_that_goes_takes_the_sitemap_along(tmp_path):
    make_book(tmp_path)
    html = build(tmp_path, shieldbook_address=REPOSITORY)
    assert (html / "sitemap.xml").is_file()
    build(tmp_path)
    assert not (html / "sitemap.xml").exists() and not (html / "robots.txt").exists()


def test_two_fresh_builds_are_the_same_byte_for_byte(tmp_path):
    trees = []
    for name in ("one", "two"):
        folder = tmp_path / name / ("x" * len(trees))
        make_book(folder)
        html = build(folder)
        trees.append(
            {
                path.relative_to(html).as_posix(): path.read_bytes()
                for path in html.rglob("*")
                if path.is_file() and not path.name.startswith(".")
            }
        )
    first, second = trees
    assert [
        name for name in sorted(first.keys() | second.keys()) if first.get(name) != second.get(name)
    ] == []


def test_the_anchors_of_a_page_are_those_of_its_text():
    page = """<body><nav><section id="menu"></section></nav><article role="main" id="text">
        <section id="one"><table id="claims"><tr id="lamps-2001-004" data-key="a"></tr>
        <tr data-key="b" id="1999-09-02-lamp"></tr></table>
        <dl class="simple myst" id="bib-lamps-2001"></dl><figure class="f" id="figure-1"></figure>
        <tr id="&quot;&gt;&lt;b&gt;"></tr><tr data-id="no"></tr><input id="field">
        </section></article><footer><span id="cite"></span></footer></body>"""
    assert anchors_of(page) == [
        "one",
        "claims",
        "lamps-2001-004",
        "1999-09-02-lamp",
        "bib-lamps-2001",
        "figure-1",
    ]


def test_the_search_is_handed_the_anchors_of_every_page(html):
    text = (html / "_static" / "anchors.js").read_text(encoding="utf-8")
    handed = json.loads(text.removeprefix("shieldbook.anchors = ").removesuffix(";\n"))
    assert list(handed) == ["intro", "chapters/01_one", "chapters/two"] and all(handed.values())


def test_the_sitemap_lists_the_chapters_in_reading_order(html):
    found = [
        entry.text
        for entry in ElementTree.parse(html / "sitemap.xml").iter()
        if entry.tag.endswith("loc")
    ]
    assert found == [
        SITE + name for name in ("intro.html", "chapters/01_one.html", "chapters/two.html")
    ]


def test_robots_are_shown_the_sitemap(html):
    assert f"Sitemap: {SITE}sitemap.xml\n" in (html / "robots.txt").read_text()


def test_the_page_for_lost_readers_works_from_any_depth(html):
    relative = [
        link
        for link in Reader(html / "404.html").links()
        if "://" not in link and not link.startswith("#")
    ]
    assert relative == []


def test_the_page_for_lost_readers_lists_every_chapter_in_its_text(html):
    page = (html / "404.html").read_text(encoding="utf-8")
    listed = set(
        re.findall(r'href="([^"]+)"', page[page.index("<article") : page.index("</article>")])
    )
    assert {
        SITE + name for name in ("intro.html", "chapters/01_one.html", "chapters/two.html")
    } <= listed


def test_without_an_address_the_page_for_lost_readers_stays_relative(tmp_path):
    make_book(tmp_path)
    assert "chapters/two.html" in Reader(build(tmp_path) / "404.html").links()


def test_the_front_page_leads_to_the_opening(html):
    assert Reader(html / "index.html").metas("refresh") == ["0; url=intro.html"]


def test_an_opening_at_the_root_is_not_written_over(tmp_path):
    make_book(tmp_path, root="index")
    html = build(tmp_path, shieldbook_address=REPOSITORY, shieldbook_moved={"intro": "index"})
    page = Reader(html / "index.html")
    assert page.metas("refresh") == [] and "The opening" in (html / "index.html").read_text()
    assert "../index.html" in Reader(html / "chapters" / "two.html").links()
    assert Reader(html / "intro.html").metas("refresh") == ["0; url=index.html"]


def test_the_card_has_the_size_that_is_announced(html):
    head = (html / CARD).read_bytes()[:24]
    assert (
        head[:8] == b"\x89PNG\r\n\x1a\n"
        and struct.unpack(">II", head[16:24]) == downloads.CARD_SIZE
    )


def test_the_card_says_what_its_picture_shows():
    spec = alt.Chart(pd.DataFrame({"x": [1]})).mark_point().encode(x="x:Q").to_dict()
    spec["usermeta"] = {"shieldbook": {"title": "Lamps go out <one> by one until the last is dark"}}
    svg = downloads.card_svg("Lamps", "A night", spec)
    found = [text.text for text in ElementTree.fromstring(svg).iter() if text.tag.endswith("text")]
    assert " ".join(found).endswith("Lamps go out <one> by one until the last is dark")


def test_words_on_the_card_stay_words():
    svg = downloads.card_svg("A <b> & title", "with </text><script>", None)
    words = [text.text for text in ElementTree.fromstring(svg).iter() if text.tag.endswith("text")]
    assert words == ["A <b> & title", "with </text><script>"]
