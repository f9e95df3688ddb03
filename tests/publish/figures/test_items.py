"""Exercises and items on the page: everything folded, nothing that data can break, usable without
a script."""

import pytest

from shieldbook.publish.address import Place
from shieldbook.publish.figures.items import KEY, exercise_html, items_html
from support.pages import HOSTILE, Page

EXERCISE = {
    "id": "1999-lamp",
    "title": "A lamp",
    "task": "Light it.",
    "minutes": 10,
    "needs": "paper",
    "hints": ["Matches."],
    "answer": "Light.",
}
ITEM = {
    "id": "1999-who",
    "question": "Who?",
    "options": [
        {"text": "A", "right": False, "feedback": "No lamp."},
        {"text": "B", "right": True, "feedback": "Had one."},
    ],
    "held": "Lamps",
    "href": "evidence/x.html#x-001",
}
everything_hostile = pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)


def inside(html):
    """The words of a page in folds, and those that are read at once."""
    folded, at_once = "", html
    while "<details" in at_once:
        before, _, rest = at_once.partition("<details")
        fold, _, after = rest.partition("</details>")
        summary, _, body = fold.partition("</summary>")
        folded += body
        at_once = f"{before}{summary.rpartition('>')[2]}{after}"
    return folded, at_once


def test_hints_and_answers_are_folded_away_and_the_task_is_not():
    folded, at_once = inside(exercise_html(EXERCISE))
    assert "Light it." in at_once and "10 minutes" in at_once and "paper" in at_once
    assert "Matches." in folded and "Light." in folded
    assert "Matches." not in at_once and "Light.<" not in at_once and KEY in at_once


def test_no_fold_is_open():
    assert " open" not in exercise_html(EXERCISE) + items_html({"items": [ITEM]})


def test_two_hints_are_told_apart():
    html = exercise_html({**EXERCISE, "hints": ["One.", "Two."]})
    assert html.index("A hint<") < html.index("One.") < html.index("Another hint<")


def test_what_is_said_to_an_option_is_folded_under_it():
    folded, at_once = inside(items_html({"items": [ITEM]}))
    assert "Who?" in at_once and "No lamp." in folded and "Had one." in folded
    assert "No lamp." not in at_once and "Right." not in at_once and "Right." in folded


def test_options_open_by_keyboard_and_without_a_script():
    # A summary takes focus and answers to Enter and the space bar by itself.
    page = Page(items_html({"items": [ITEM]}))
    assert len(page.all("details")) == len(page.all("summary")) == 2
    assert not page.all("script") and not page.all("button") and not page.all("input")


def test_only_the_right_option_says_where_its_answer_is_held():
    html = items_html({"items": [ITEM]}, Place.of("seminar/1999"))
    assert html.count('href="../evidence/x.html#x-001"') == 1
    assert html.index("Had one.") < html.index("See: ")


def test_the_files_for_learning_platforms_are_offered():
    html = items_html({"items": [ITEM]}, Place.of("seminar/1999"))
    assert 'href="../_downloads/check-yourself.gift.txt" download' in html
    assert 'href="../_downloads/check-yourself-qti-1.2.zip" download' in html


def ours(html, tags):
    """Whether there is no element or attribute that the book does not write itself."""
    page = Page(html)
    names = {name for _, attributes in page.elements for name in attributes}
    known = {"class", "id", "aria-label", "aria-labelledby", "href", "download"}
    return page.tags <= tags and names <= known


@everything_hostile
def test_words_stay_words_in_an_exercise(word):
    texts = {name: word for name in ("id", "title", "task", "needs", "answer")}
    html = exercise_html({**EXERCISE, **texts, "hints": [word, word]})
    assert ours(html, {"section", "p", "details", "summary"})


@everything_hostile
def test_words_stay_words_in_items(word):
    options = [{"text": word, "right": right, "feedback": word} for right in (True, False)]
    item = {**ITEM, "id": word, "question": word, "options": options, "held": word}
    html = items_html({"items": [item]})
    assert ours(html, {"section", "p", "ol", "li", "details", "summary", "b", "span", "a"})
