"""Items to check oneself: four a reading, fair, and held by the data."""

import re
from collections import Counter

import pytest

import shieldbook as sb
from shieldbook.analysis import exercises
from shieldbook.analysis.items import items_of
from shieldbook.proof import NUMBER
from support import ROOT

# Numbers that no data could give: days and years, idiom, and what the model assumes.
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
EXCUSED = (
    rf"\b\d{{1,2}} (?:{MONTHS})\b",
    r"\b(?:19|20)\d{2}\b",
    r"\b[Oo]ne\b",
    r"80 cases of 100|20 cases of 100|\bof the twelve\b|twelve (?:missiles|targets)|all twelve",
    r"(?:four|six)-party|nearest five|five points|Half of five|15 to 25|19\.5 to 20\.5",
)


@pytest.fixture(scope="module")
def own():
    """All items of the book, filled in."""
    known = exercises.numbers({name: sb.load(name) for name in exercises.TABLES})
    return items_of(sb.load("items"), sb.load("item_options"), known)


def rights(own):
    """The place of the right option of each item, counted from 1."""
    return [[option.right for option in item.options].index(True) + 1 for item in own]


def test_each_reading_has_four_items_in_their_places(own):
    articles = sb.load("articles")["id"]
    assert {article: 4 for article in articles} == Counter(item.reading for item in own)
    for article in articles:
        assert [item.n for item in own if item.reading == article] == [1, 2, 3, 4]


def test_the_right_option_stands_now_here_now_there(own):
    places = Counter(rights(own))
    assert set(places) >= {1, 2, 3} and max(places.values()) <= len(own) / 2


def test_the_right_option_of_a_reading_does_not_keep_its_place(own):
    for reading in {item.reading for item in own}:
        assert len(set(rights([item for item in own if item.reading == reading]))) >= 2


@pytest.mark.parametrize("most", [max, min], ids=["longest", "shortest"])
def test_length_does_not_give_the_right_option_away(own, most):
    given = [most(item.options, key=lambda option: len(option.text)).right for item in own]
    assert sum(given) <= len(own) / 3


def test_no_word_of_the_question_gives_the_right_option_away(own):
    # Only the right option shares a long word with the question: whoever compares words wins.
    told = []
    for item in own:
        asked = long_words(item.question)
        sharing = [bool(asked & long_words(option.text)) for option in item.options]
        right = [option.right for option in item.options]
        told += [item.id] if sharing == right else []
    assert len(told) <= len(own) / 5, told


def long_words(text):
    """The words of a text of six letters and more."""
    return set(re.findall(r"[a-z]{6,}", text.lower()))


def test_every_option_is_answered_in_its_own_words(own):
    said = Counter(option.feedback for item in own for option in item.options)
    assert max(said.values()) == 1
    assert min(len(feedback.split()) for feedback in said) >= 5


def test_no_number_of_the_data_is_typed():
    typed = []
    for name, columns in (("items", ["question"]), ("item_options", ["option", "feedback"])):
        for row in sb.load(name).to_dict("records"):
            for column in columns:
                text = re.sub(r"\{[^}]*\}", "", row[column])
                for excuse in EXCUSED:
                    text = re.sub(excuse, "", text)
                typed += [f"{list(row.values())[0]}: {n} in {text}" for n in NUMBER.findall(text)]
    assert typed == []


def test_an_items_row_is_in_its_table(own):
    for item in own:
        table = sb.load(item.table)
        assert len(table) and item.row.split("/")[0] in set(table.iloc[:, 0].astype(str))


def test_a_reading_without_items_is_refused(own):
    with pytest.raises(KeyError, match="no reading with items 'monitor-1998'; near it"):
        items_of(sb.load("items"), sb.load("item_options"), {}, "monitor-1998")


def test_items_are_called_after_their_year(own):
    assert own[0].name == f"{own[0].reading[-4:]}, question 1"


def test_no_item_repeats_the_articles():
    # A run of eight words of an article may not enter the repository.
    texts = ROOT.parent / "shared" / "articles"
    if not texts.is_dir():
        pytest.skip("the articles are copyrighted and not here")
    runs = set()
    for path in texts.glob("*.txt"):
        runs |= runs_of(path.read_text(encoding="utf-8", errors="replace"))
    for name in ("exercises", "items", "item_options"):
        for row in sb.load(name).to_dict("records"):
            assert not any(runs_of(str(cell)) & runs for cell in row.values()), row
    assert runs


def runs_of(text):
    """All runs of eight words."""
    words = re.findall(r"[\w'’]+", text.lower())
    return {tuple(words[n : n + 8]) for n in range(len(words) - 7)}
