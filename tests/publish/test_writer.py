"""The text of a page as HTML: what scrolls takes focus and has a name, folds and links say what
they are, words stay words."""

import re

import pytest

from support.pages import HOSTILE, Page

CODE = "```python\n{}\n```"
FOLD = {"mystnb": {"code_prompt_show": "Show it", "code_prompt_hide": "Hide it"}}


def test_code_that_scrolls_takes_focus_and_has_a_name_of_its_own(site):
    site.text("a-heading", "# One").text("two", f"{CODE.format('a')}\n\n{CODE.format('b')}")
    boxes = Page(site.page()).all("pre")
    assert [(box.get("tabindex"), box.get("role"), box.get("aria-label")) for box in boxes] == [
        ("0", "region", "Code 1"),
        ("0", "region", "Code 2"),
    ]


def test_code_that_speaks_of_the_element_that_scrolls_is_left_alone(site):
    page = Page(site.text("a-heading", "# One").text("two", CODE.format("'<pre>'")).page())
    assert "'<pre>'" in page.text and len(page.all("pre")) == 1


def test_a_table_that_scrolls_takes_focus_and_has_a_name_of_its_own(site):
    # The theme puts a box with this class around every table.
    box = "::::{container} table-wrapper\n| a | b |\n|---|---|\n| 1 | 2 |\n::::"
    page = Page(site.text("a-heading", "# One").text("two", f"{box}\n\n{box}").page())
    named = [found.get("aria-label") for found in page.all("div", "table-wrapper")]
    assert named == ["Table 1", "Table 2"]
    assert all(found["tabindex"] == "0" for found in page.all("div", "table-wrapper"))


def test_another_box_is_no_stop_for_the_tabulator(site):
    page = Page(site.text("a-heading", "# One").text("two", ":::{container} a\nTwo.\n:::").page())
    [box] = page.all("div", "a")
    assert "tabindex" not in box and "role" not in box


def fold_of(site, **words):
    """The fold of a cell that is folded away whole, and whose words are given."""
    site.text("a-heading", "# One").shows("the-cell", 42, "hide-cell")
    site.cells[-1]["metadata"]["mystnb"] = {**FOLD["mystnb"], **words}
    return re.search(r"<details.*?</summary>", site.page(), re.DOTALL)[0]


def test_a_fold_is_named_by_its_own_words(site):
    fold = fold_of(site)
    assert "aria-label" not in fold and "<p" not in fold
    assert '<span class="sb-collapsed">Show it</span>' in fold
    assert '<span class="sb-expanded">Hide it</span>' in fold


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_the_words_of_a_fold_stay_words(site, word):
    page = Page(fold_of(site, code_prompt_show=word))
    assert page.tags == {"details", "summary", "span"} and word in page.text


def test_the_link_at_a_heading_says_what_it_is(site):
    links = Page(site.text("a-heading", "# One").page()).all("a", "headerlink")
    assert [(link["href"], link.get("aria-label")) for link in links] == [
        ("#one", "Link to this place")
    ]


DECKS = {
    "a line in italics": ("# A\n\n*B*\n\n*C*", ["sb-deck", None]),
    "a line partly in italics": ("# A\n\n*B* c", [None]),
    "italics that hold more": ("# A\n\n*B [c](https://example.org)*", [None]),
    "a line in italics further down": ("# A\n\nb\n\n*C*", [None, None]),
}


@pytest.mark.parametrize(("source", "classes"), DECKS.values(), ids=DECKS)
def test_only_a_line_in_italics_right_under_the_title_is_the_subtitle(site, source, classes):
    body = site.text("a-heading", source).page()
    lines = Page(body[body.index("<h1") :]).all("p")[: len(classes)]
    assert [line.get("class") for line in lines] == classes


def test_names_and_signs_of_code_cost_no_element(site):
    code = "```python\nlamp = other(1) + 'two'  # three\n```"
    page = Page(site.text("a-heading", "# One").text("two", code).page())
    assert {span["class"] for span in page.all("span") if span.get("class")} == {"mi", "s1", "c1"}
    assert "lamp = other(1) + 'two'  # three" in page.text
