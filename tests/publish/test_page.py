"""The frame of a page: what it says about itself, where its links lead, what the policy allows."""

import base64
import hashlib
import json
import re
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from docutils import nodes

from shieldbook.publish import page
from shieldbook.publish.cite import Work
from support import ROOT
from support.frames import REPOSITORY, SITE, Reader, build, make_book


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    """The invented book without a public address."""
    folder = tmp_path_factory.mktemp("quiet")
    make_book(folder)
    return build(folder)


def pages(html):
    return {
        path.relative_to(html).as_posix(): Reader(path) for path in sorted(html.rglob("*.html"))
    }


# What a page says of itself


def test_a_title_is_told_with_all_its_words_and_signs():
    titles = {"one": nodes.title("", "Of <b>  & what\nfollows")}
    app = SimpleNamespace(env=SimpleNamespace(titles=titles))
    assert page.title_of(app, "one") == "Of <b> & what follows"


@pytest.mark.parametrize("text", ["", "Too short.", "Too long. " * 20])
def test_a_page_without_a_fitting_description_stops_the_build(text):
    said = {"chapters/one": {"shieldbook": json.dumps({"description": text})}}
    app = SimpleNamespace(
        env=SimpleNamespace(metadata=said), config=SimpleNamespace(shieldbook_generated={})
    )
    with pytest.raises(page.FrameError, match="chapters/one"):
        page.described(app, "chapters/one")


# Built pages


def test_every_page_has_a_title_of_its_own(public):
    titles = [found.title for found in pages(public).values()]
    assert all(titles) and len(set(titles)) == len(titles)


def test_every_page_has_one_description_of_fitting_length(public):
    said = {name: found.metas("description") for name, found in pages(public).items()}
    wrong = {
        name: text for name, text in said.items() if len(text) != 1 or not 50 <= len(text[0]) <= 160
    }
    assert wrong == {}


def test_every_page_says_once_how_wide_it_is(public):
    assert {
        name: found.metas("viewport")
        for name, found in pages(public).items()
        if len(found.metas("viewport")) != 1
    } == {}


def test_every_page_has_the_policy(public):
    assert [
        name
        for name, found in pages(public).items()
        if len(found.metas("Content-Security-Policy")) != 1
    ] == []


def test_the_policy_names_no_host_and_no_eval(public):
    for name, found in pages(public).items():
        if name == "live.html":
            continue
        assert not re.search(r"https?:|\*|unsafe-eval", found.metas("Content-Security-Policy")[0])


def test_the_live_page_may_ask_servers_and_is_else_as_strict_as_all_others(public):
    found = pages(public)
    own, other = (
        found[name].metas("Content-Security-Policy")[0].split("; ")
        for name in ("live.html", "search.html")
    )
    assert [part for part in own if part not in other] == [
        "connect-src 'self' http: https: ws: wss:"
    ]
    assert [part for part in other if part not in own] == ["connect-src 'self'"]


def test_the_policy_allows_the_one_inline_script_and_there_is_no_other(public):
    for name, found in pages(public).items():
        allowed = set(re.findall(r"'sha256-([^']+)'", found.metas("Content-Security-Policy")[0]))
        digests = {
            base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            for text in found.scripts
        }
        assert digests == allowed, name


def test_a_title_from_the_data_stays_text(public):
    assert pages(public)["chapters/01_one.html"].metas("og:title") == ["One & <two>"]
    assert "<two>" not in (public / "chapters" / "01_one.html").read_text(encoding="utf-8")


def test_without_an_address_nothing_leads_to_a_place_outside(quiet):
    outside = {
        name: [link for link in found.links() if urlsplit(link).scheme]
        for name, found in pages(quiet).items()
    }
    assert {name: links for name, links in outside.items() if links} == {}


def test_without_an_address_no_word_promises_an_outward_link(quiet):
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(quiet.rglob("*.html")))
    assert (
        re.findall(r"Report an error|Edit this page|Binder|Colab|canonical|og:url|og:image", text)
        == []
    )


def test_every_chapter_knows_its_canonical_address(public):
    found = pages(public)["chapters/01_one.html"]
    canonical = [
        attrs["href"]
        for tag, attrs in found.elements
        if tag == "link" and attrs.get("rel") == "canonical"
    ]
    assert canonical == found.metas("og:url") == [SITE + "chapters/01_one.html"]


def test_the_card_has_an_absolute_address(public):
    assert pages(public)["chapters/01_one.html"].metas("og:image") == [SITE + "_static/card.png"]


def test_the_report_names_page_and_version(public):
    report = next(
        link for link in pages(public)["chapters/01_one.html"].links() if "/issues/new" in link
    )
    asked = parse_qs(urlsplit(report).query)
    assert asked["title"] == ["Error in: One & <two>"]
    assert SITE + "chapters/01_one.html" in asked["body"][0]
    assert f"Version: {Work.read(ROOT / 'CITATION.cff').version}" in asked["body"][0]


def test_a_page_is_edited_at_its_source(public):
    assert (
        f"{REPOSITORY}/edit/main/book/chapters/01_one.ipynb"
        in pages(public)["chapters/01_one.html"].links()
    )


def test_a_generated_page_is_edited_where_it_comes_from(public):
    assert f"{REPOSITORY}/edit/main/data/a.csv" in pages(public)["chapters/two.html"].links()


def test_only_notebooks_are_offered_live(public):
    offered = {
        name
        for name, found in pages(public).items()
        if any("mybinder.org" in link for link in found.links())
    }
    assert offered == {"chapters/01_one.html"}


def test_a_live_page_leads_to_its_notebook_and_to_the_whole_repository(public):
    links = pages(public)["chapters/01_one.html"].links()
    assert "https://codespaces.new/some-body/a-book?quickstart=1" in links
    colab = "https://colab.research.google.com/github/some-body/a-book/blob/notebooks/01_one.ipynb"
    assert colab in links


def test_the_citation_of_a_page_holds_its_address(public):
    assert SITE + "chapters/01_one.html</pre>" in (public / "chapters" / "01_one.html").read_text(
        encoding="utf-8"
    )


def test_no_page_offers_to_hide_a_part_of_itself(quiet):
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(quiet.rglob("*.html")))
    assert "layers" not in text and "aria-pressed" not in text


def test_only_the_search_loads_what_searches(quiet):
    searching = {
        name
        for name, found in pages(quiet).items()
        if any(re.search(r"(search\w*|doctools|anchors)\.js", link) for link in found.links())
    }
    assert searching == {"search.html"}


def test_only_the_live_page_loads_what_runs_cells(quiet):
    running = {
        name
        for name, found in pages(quiet).items()
        if any("parts/live" in link or "/thebe/" in link for link in found.links())
    }
    assert running == {"live.html"}


def test_no_page_loads_what_the_book_does_not_use(quiet):
    loaded = {
        link.split("?")[0].rsplit("/", 1)[-1]
        for found in pages(quiet).values()
        for link in found.links()
        if re.search(r"\.(?:css|js)(?:\?|$)", link)
    }
    assert loaded == {
        "furo.css",
        "shieldbook.css",
        "shieldbook.js",
        "documentation_options.js",
        "doctools.js",
        "language_data.js",
        "searchtools.js",
        "searchindex.js",
        "search.js",
        "anchors.js",
        "live.css",
        "live-policy.js",
        "live.js",
    }


def test_a_wrong_address_stops_the_build_with_what_is_right(tmp_path):
    make_book(tmp_path)
    with pytest.raises(Exception, match="OWNER/REPO"):
        build(tmp_path, shieldbook_address="https://example.org/book")
