"""The code of a page: one fold at the end of each section, the outputs where they were."""

import re

import pytest

from support.pages import Page

FOLD = re.compile(r'<details class="hide sb-code" data-code="(\w+)">(.*?)</details>', re.DOTALL)
NAMES = {"code": "The code of this section", "proof": "The proofs of these numbers"}


def folds_of(html):
    """The folds of a page in their order: what is in each, and the cells whose code it holds."""
    return [
        (kind, re.findall(r'data-cell="([^"]+)"', inside)) for kind, inside in FOLD.findall(html)
    ]


def part(html, name):
    """The section of a page with this id, up to the next of its kind."""
    return html.split(f'<section id="{name}">', 1)[1].split("<section ", 1)[0]


@pytest.fixture
def chapter(site):
    """A page that loads its data above its first section, shows something in two, and proves its
    numbers in the last."""
    site.text("title", "# Lamps\n\nA story.").shows("load", 1, "hide-input")
    site.text("first", "## First").shows("one", 42, "hide-input").text("between", "Between.")
    site.shows("two", 43, "hide-input").text("words", "## Only words\n\nNo code.")
    site.text("numbers", "## The numbers of this chapter\n\nAll of them.")
    return site.shows("prove-a", 2, "hide-input", "proof").shows(
        "prove-b", 3, "hide-input", "proof"
    )


def test_each_section_keeps_its_code_in_one_fold_in_the_order_of_the_cells(chapter):
    assert folds_of(chapter.page()) == [
        ("code", ["load", "one", "two"]),
        ("proof", ["prove-a", "prove-b"]),
    ]


def test_a_fold_stands_at_the_end_of_its_section_and_says_what_it_is(chapter):
    html = chapter.page()
    for name, kind in (("first", "code"), ("the-numbers-of-this-chapter", "proof")):
        end = part(html, name).split("</section>")[0].rstrip()
        fold = end[end.index("<details") :]
        assert end.endswith("</details>") and f"<summary>{NAMES[kind]}</summary>" in fold
        assert "Between." not in fold and "<details" not in fold[1:]


def test_a_section_without_code_has_no_fold(chapter):
    assert "<details" not in part(chapter.page(), "only-words")


def test_outputs_stay_where_they_were_between_the_words(chapter):
    text = Page(FOLD.sub("", part(chapter.page(), "first"))).text
    assert re.search(r"42\s+Between\.\s+43", text)


def test_code_and_output_of_a_cell_can_be_found_from_one_another(chapter):
    html = chapter.page()
    inputs = [one["data-cell"] for one in Page(html).all("div", "cell_input")]
    outputs = [one["data-cell"] for one in Page(html).all("div", "cell_output")]
    assert sorted(inputs) == sorted(outputs) == ["load", "one", "prove-a", "prove-b", "two"]


def test_a_page_of_one_section_has_its_fold_at_its_end(site):
    html = (
        site.text("title", "# Lamps").shows("one", 42, "hide-input").text("end", "The end.").page()
    )
    assert folds_of(html) == [("code", ["one"])]
    assert html.index("The end.") < html.index("<details")


def test_code_below_a_smaller_heading_belongs_to_the_section_around_it(site):
    site.text("title", "# Lamps").text("first", "## First").shows("one", 42, "hide-input")
    site.text("small", "### Small").shows("two", 43, "hide-input").text("next", "## Next")
    assert folds_of(site.page()) == [("code", ["one", "two"])]


def test_code_and_proofs_of_one_section_are_two_folds(site):
    site.text("title", "# Lamps").text("first", "## First").shows("prove", 1, "hide-input", "proof")
    assert folds_of(site.shows("one", 42, "hide-input").page()) == [
        ("code", ["one"]),
        ("proof", ["prove"]),
    ]


def test_code_that_is_not_folded_stays_where_it_stands(site):
    html = site.text("title", "# Lamps").shows("one", 42).text("end", "The end.").page()
    assert folds_of(html) == [] and html.index('class="cell_input') < html.index("The end.")


def test_a_cell_that_shows_nothing_leaves_nothing_behind(site):
    site.text("title", "# Lamps").sends("quiet", {"text/plain": "1"}, "hide-input")
    site.cells[-1]["outputs"] = []
    html = FOLD.sub("", site.text("end", "The end.").page())
    assert Page(html).all("div", "cell") == []


def test_each_block_of_code_in_a_fold_scrolls_and_takes_focus(chapter):
    boxes = [Page(inside).all("pre") for _, inside in FOLD.findall(chapter.page())]
    assert [len(found) for found in boxes] == [3, 2]
    assert all(
        box["tabindex"] == "0" and box["role"] == "region" for found in boxes for box in found
    )
