"""What has moved: old pages lead on, the list of moved anchors leads to what is there."""

import json
import re

import pytest

from shieldbook.publish.moved import MovedError, read_list, script
from support.frames import REPOSITORY, SITE, Reader, build, make_book

HEAD = "page,anchor,to_page,to_anchor\n"
MOVED = {"shieldbook_moved": {"old/lamps": "chapters/two", "start": "intro"}}


def made(folder, rows="", **settings):
    """The invented book with a list of moved anchors; where its pages are."""
    (make_book(folder) / "moved.csv").write_text(HEAD + rows)
    return build(folder, **settings)


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    """A book in which two pages and two anchors have moved."""
    rows = "intro,lamp,chapters/two,part\nold/lamps,part,chapters/two,part\n"
    return made(tmp_path_factory.mktemp("moved"), rows, shieldbook_address=REPOSITORY, **MOVED)


def test_a_page_that_has_moved_leads_on_without_a_script(html):
    page = Reader(html / "old" / "lamps.html")
    assert page.metas("refresh") == ["0; url=../chapters/two.html"]
    links = [found["href"] for tag, found in page.elements if tag == "a"]
    assert links == ["../chapters/two.html"]


def test_a_page_that_has_moved_is_no_page_to_a_search_engine(html):
    page = Reader(html / "old" / "lamps.html")
    canonical = [found["href"] for _, found in page.elements if found.get("rel") == "canonical"]
    assert (page.metas("robots"), canonical) == (["noindex"], [SITE + "chapters/two.html"])
    assert "old/lamps" not in (html / "sitemap.xml").read_text()


def test_a_page_that_has_moved_runs_no_script_of_its_own_and_asks_no_other_host(html):
    for name in ("old/lamps", "start"):
        page = Reader(html / f"{name}.html")
        [policy] = page.metas("Content-Security-Policy")
        assert "script-src 'self';" in policy and "unsafe" not in policy
        assert page.scripts == []
        asked = [found["src"] for _, found in page.elements if "src" in found]
        assert all((html / name).parent.joinpath(one).is_file() for one in asked) and asked


def test_the_list_is_one_script_that_groups_anchors_by_where_they_went(html):
    text = (html / "_static" / "moved.js").read_text(encoding="utf-8")
    told = json.loads(re.search(r"shieldbook\.places = (.*);\n", text)[1])
    assert told == {
        "intro": {"chapters/two.html": [["lamp", "part"]]},
        "old/lamps": {"chapters/two.html": ["part"]},
    }


def test_no_page_loads_the_list_before_it_is_needed(html):
    loading = [path.stem for path in html.rglob("*.html") if "moved.js" in path.read_text()]
    assert sorted(loading) == ["lamps", "start"]


def test_a_book_without_a_list_has_an_empty_one(tmp_path):
    make_book(tmp_path)
    html = build(tmp_path)
    assert "shieldbook.places = {};" in (html / "_static" / "moved.js").read_text()


NOWHERE = {
    "a page that never was": ("lamps,a,chapters/two,part", "no page lamps"),
    "a target page that is not there": ("intro,a,chapters/three,part", "no page chapters/three"),
    "a target anchor that is not there": ("intro,a,chapters/two,whole", "no whole on chapters/two"),
}


@pytest.mark.parametrize(("row", "told"), NOWHERE.values(), ids=NOWHERE)
def test_a_row_that_leads_nowhere_stops_the_build_and_is_named(tmp_path, row, told):
    with pytest.raises(MovedError, match=f"line 2 .{row}.*{told}"):
        made(tmp_path, row + "\n")


def test_an_anchor_may_lead_to_the_head_of_a_page():
    assert '["a", ""]' in script([["intro", "a", "chapters/two", ""]]).replace('","', '", "')


FORMS = {
    "another head": "page,anchor\n",
    "no end of the last line": HEAD + "a,b,c,d",
    "ends of another system": HEAD.replace("\n", "\r\n"),
    "a cell too few": HEAD + "a,b,c\n",
    "no anchor": HEAD + "a,,c,d\n",
    "an anchor of strange signs": HEAD + "a,b%20,c,d\n",
    "not sorted": HEAD + "b,a,c,d\na,b,c,d\n",
    "one anchor twice": HEAD + "a,b,c,d\na,b,c,e\n",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_a_list_that_is_not_of_its_form_is_refused(text):
    with pytest.raises(MovedError, match=r"moved\.csv"):
        read_list(text)


WRONG = {
    "to no page": ({"old": "chapters/three"}, "no page of the book"),
    "from a page that is there": ({"chapters/two": "intro"}, "is a page of the book"),
    "no name": ({"old": ""}, "old and new names"),
}


@pytest.mark.parametrize(("moved", "told"), WRONG.values(), ids=WRONG)
def test_a_page_that_moves_to_nowhere_or_not_at_all_stops_the_build(tmp_path, moved, told):
    with pytest.raises(Exception, match=told):
        made(tmp_path, shieldbook_moved=moved)
