"""The page without its words: every paragraph in proportion, and no word but registered ones."""

import re

import pytest

from shieldbook.charts.facsimile import INKS
from support.charts import ARTICLES, drawing, page_of
from support.tables import load

both_layouts = pytest.mark.parametrize("layout", ["wide", "narrow"])


def texts(picture):
    return re.findall(r"<text[^>]*>([^<]+)</text>", picture)


@both_layouts
@pytest.mark.parametrize("article", ARTICLES)
def test_every_stretch_of_text_is_one_line(article, layout):
    _, told = page_of(article)
    drawn = drawing(f"facsimile, {article}").svg[layout]
    # The rule under the head of the page is one more.
    assert drawn.count("<line") == len(told["lines"]) + 1


@both_layouts
@pytest.mark.parametrize("article", ARTICLES)
def test_no_word_stands_in_the_page_but_voices_the_head_and_registered_quotations(article, layout):
    (quotes,) = load("quotes")
    known = quotes.loc[quotes["article_id"] == article, "text"].tolist()
    for words in texts(drawing(f"facsimile, {article}").svg[layout]):
        begun = words.strip("\u201c\u201d").removesuffix(" …")
        assert words in {*INKS, "Gazette", "1 May 1999"} or any(
            text.startswith(begun) for text in known
        )


@both_layouts
@pytest.mark.parametrize("article", ARTICLES)
def test_a_long_article_is_no_taller_than_a_sheet_of_paper(article, layout):
    drawn = drawing(f"facsimile, {article}").svg[layout]
    assert float(re.search(r'height="([\d.]+)"', drawn)[1]) < 950


@both_layouts
@pytest.mark.parametrize("article", ARTICLES)
def test_notes_beside_the_page_do_not_stand_over_each_other(article, layout):
    picture = drawing(f"facsimile, {article}").svg[layout]
    places = re.findall(r"<text[^>]*translate\(([\d.]+),([\d.-]+)\)", picture)
    beside = sorted(float(y) for x, y in places if float(x) > 200)
    assert all(below - above > 13 for above, below in zip(beside, beside[1:], strict=False))
